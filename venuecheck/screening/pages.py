"""What the pages of the watchlist show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, Select, func, select

from venuecheck.runtime.database import Reader
from venuecheck.screening.models import WatchlistEntry, WatchlistVersion
from venuecheck.screening.service import list_version
from venuecheck.screening.watchlist_file import ListedEntry, Preview, Reading

PAGE_SIZE = 50
MOST_SHOWN = 200
"""How many rows of each kind a preview shows; it always says how many there are."""

KINDS = {"person": "Person", "organisation": "Organisation"}


@dataclass(frozen=True)
class EntryLine:
    """An entry in the list: its number and name alone. What it says is shown when somebody looks at it."""

    uuid: UUID
    key: str
    kind: str
    name: str
    version: int
    changed: datetime
    retired: bool

    @property
    def tag(self) -> tuple[str, str]:
        """The words and colour of its state."""
        return ("Retired", "grey") if self.retired else ("In force", "green")


@dataclass(frozen=True)
class ListPage:
    """A page of the list, or what a search found in it."""

    version: int
    made: datetime | None
    in_force: int
    retired: int
    lines: tuple[EntryLine, ...]
    number: int
    pages: int
    words: str = ""


def watchlist_page(reader: Reader, number: int = 1) -> ListPage:
    """A page of the list by number on the list, those in force first."""
    total = reader.scalar(select(func.count()).select_from(WatchlistEntry)) or 0
    pages = max(1, -(-total // PAGE_SIZE))
    number = min(max(1, number), pages)
    rows = reader.execute(_lines().limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE))
    return _page(reader, tuple(_line(row) for row in rows), number, pages)


def found_page(reader: Reader, words: str) -> ListPage:
    """The first entries whose name, other name or number holds these words."""
    wanted = words.casefold().split()
    names = reader.execute(select(WatchlistEntry.id, WatchlistEntry.key, WatchlistEntry.name, WatchlistEntry.aliases))
    ids = [row.id for row in names if _holds([row.key, row.name, *row.aliases], wanted)][:PAGE_SIZE]
    rows = reader.execute(_lines().where(WatchlistEntry.id.in_(ids)))
    return _page(reader, tuple(_line(row) for row in rows), 1, 1, words)


def _holds(texts: Sequence[str], wanted: Sequence[str]) -> bool:
    return any(all(word in text.casefold() for word in wanted) for text in texts)


def _lines() -> Select[UUID, str, str, str, int, datetime, bool]:
    entry = WatchlistEntry
    columns = (entry.uuid, entry.key, entry.kind, entry.name, entry.version, entry.changed, entry.retired)
    return select(*columns).order_by(entry.retired, entry.key)


def _line(row: Row[UUID, str, str, str, int, datetime, bool]) -> EntryLine:
    uuid, key, kind, name, version, changed, retired = row
    return EntryLine(uuid, key, KINDS[kind], name, version, changed, retired)


def _page(reader: Reader, lines: tuple[EntryLine, ...], number: int, pages: int, words: str = "") -> ListPage:
    version = list_version(reader)
    made = reader.scalar(select(WatchlistVersion.made).where(WatchlistVersion.number == version))
    states = reader.execute(select(WatchlistEntry.retired, func.count()).group_by(WatchlistEntry.retired))
    counts = {row[0]: row[1] for row in states}
    return ListPage(version, made, counts.get(False, 0), counts.get(True, 0), lines, number, pages, words)


@dataclass(frozen=True)
class PreviewPage:
    """What an import would do. Of each kind at most `MOST_SHOWN` rows stand on the page."""

    plan: Preview
    reading: Reading
    list_version: int

    @property
    def same(self) -> int:
        """How many entries stay as they are."""
        return self.plan.same + len(self.plan.kept)

    @property
    def groups(self) -> tuple[tuple[str, int, tuple[ListedEntry, ...]], ...]:
        """Added, changed and retired entries, and those kept for a refused row, each with how many there are."""
        plan = self.plan
        found = [("Added", plan.added), ("Changed", plan.changed), ("Retired", plan.retired)]
        if plan.kept:
            found.append(("Kept, because a row was refused", plan.kept))
        return tuple((title, len(entries), entries[:MOST_SHOWN]) for title, entries in found)

    @property
    def does_nothing(self) -> bool:
        """Whether the list is what the file says already."""
        return not (self.plan.added or self.plan.changed or self.plan.retired)
