"""The name matcher's face to the rest of the product.

`score_pair` compares two names, `NameIndex` screens a name against a list, `parts_of_field` reads a form's field.
A pair has the same score in both. Nothing here touches the database, the web or the clock.
"""

from venuecheck.screening.explain import WhyLine
from venuecheck.screening.fields import FieldReading, parts_of_field
from venuecheck.screening.index import NameIndex
from venuecheck.screening.pairs import (
    ANY,
    ORGANISATION,
    PERSON,
    POSSIBLE,
    Known,
    ListedName,
    NameMatch,
    band_of,
    raw_score,
    score_pair,
)

__all__ = [
    "ANY",
    "MATCHER_VERSION",
    "ORGANISATION",
    "PERSON",
    "POSSIBLE",
    "FieldReading",
    "Known",
    "ListedName",
    "NameIndex",
    "NameMatch",
    "Watchlist",
    "WhyLine",
    "band_of",
    "parts_of_field",
    "raw_score",
    "score_pair",
]

MATCHER_VERSION = "1"
Watchlist = NameIndex
