"""Sentences, and what is read in them."""

from dataclasses import dataclass

from .vocabulary import Arrangement
from .words import Token

_WOMEN = frozenset({"women", "adjective_women", "possessive_women", "letter_women"})
_MEN = frozenset({"men", "adjective_men", "possessive_men", "letter_men"})
CLAUSE_BORDERS = frozenset({"semicolon", "breaking", "comma", "colon", "dash", "bracket", "stop", "question"})
_FAR = 60


@dataclass(frozen=True)
class Sentence:
    """A sentence's tokens and the classes of each."""

    tokens: list[Token]
    classes: list[frozenset[str]]

    def first(self, klass: str, start: int = 0, end: int | None = None) -> int | None:
        """Where a word of the class stands first in a stretch."""
        stop = len(self.classes) if end is None else end
        return next((i for i in range(max(start, 0), min(stop, len(self.classes))) if klass in self.classes[i]), None)

    def has(self, klass: str, start: int = 0, end: int | None = None) -> bool:
        """Whether a word of the class stands in a stretch."""
        return self.first(klass, start, end) is not None


@dataclass(frozen=True)
class Reading:
    """A group of one sex, or two groups, with the relations said of it, and the first and last token that say so.

    `shape` is what stands next to the groups (`shape.py`), `core` the tokens from the groups to the nearest thing said.
    """

    who: str
    relations: tuple[str, ...]
    arrangement: Arrangement
    first: int
    last: int
    shape: tuple[str, ...] = ()
    core: tuple[int, int] = (0, 0)


def sexes_named(sentence: Sentence, first: int, last: int) -> frozenset[str]:
    """Which of the two sexes are named in a stretch."""
    named = frozenset[str]().union(*sentence.classes[first : last + 1])
    return frozenset(name for name, words in (("women", _WOMEN), ("men", _MEN)) if named & words)


def groups_in(sentence: Sentence, reading: Reading) -> list[int]:
    """Where a reading names people of a sex."""
    return [i for i in range(reading.first, reading.last + 1) if sexes_named(sentence, i, i)]


def people_in(sentence: Sentence, reading: Reading) -> list[int]:
    """The same, one person among them ("a lady")."""
    within = range(reading.first, reading.last + 1)
    return [i for i in within if sexes_named(sentence, i, i) or sentence.classes[i] & {"woman", "man"}]


def clause(sentence: Sentence, first: int, last: int) -> tuple[int, int]:
    """A stretch with what stands on either side of it up to the nearest comma or other border."""
    low, high = max(first - _FAR, 0), min(last + 1 + _FAR, len(sentence.classes))
    start = next((i + 1 for i in range(first - 1, low - 1, -1) if sentence.classes[i] & CLAUSE_BORDERS), low)
    return start, next((i for i in range(last + 1, high) if sentence.classes[i] & CLAUSE_BORDERS), high)
