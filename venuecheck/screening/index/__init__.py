"""Which listed names may mean a name, found without comparing it with all of them (docs/matching.md)."""

from venuecheck.screening.index.watchlist import NameIndex

__all__ = ["NameIndex"]
