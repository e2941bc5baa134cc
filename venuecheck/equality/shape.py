"""The shape of a reading: what kinds of things stand next to its groups, in order ("people, placing, place").

Word classes alone do not tell "women sit at the back" from "the back of the ladies' bus"; their order does. Each group looks
at the two nearest kinds of things on either side (`data/shapes.toml`), so the time is linear in the sentence.
"""

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from .words import DATA

_FAR = 8
_EDGE, _LIGHT, _WORD, _LINK, _STOP = "edge", "light", "word", "link", "stop"
_LABELS = frozenset({"place", "entrance", "time", "session", "turn", "number", "barrier", "people", "letter"})


@cache
def kinds() -> tuple[tuple[str, frozenset[str]], ...]:
    """The kinds in order, each with the classes and chunks that show it."""
    with (DATA / "shapes.toml").open("rb") as file:
        return tuple((name, frozenset(classes)) for name, classes in tomllib.load(file).items())


@lru_cache(maxsize=10_000)
def kind_of(classes: frozenset[str]) -> str:
    """The kind of a thing by its classes; a plain word where none fits."""
    return next((name for name, signs in kinds() if not signs.isdisjoint(classes)), _WORD)


def shape(things: Sequence[str], groups: Sequence[int]) -> tuple[str, ...]:
    """What stands next to each group of a reading among the kinds of a sentence, and next to the two of a pair together."""
    return tuple(_shapes(things, groups))


def _shapes(things: Sequence[str], groups: Sequence[int]) -> Iterator[str]:
    beside = [(_nearest(things, at, -1), _nearest(things, at, 1)) for at in groups]
    for at, (before, after) in zip(groups, beside, strict=True):
        group = things[at]
        yield f"{before[0]}, {group}"
        yield f"{group}, {after[0]}"
        yield f"{before[1]}, {before[0]}, {group}"
        yield f"{before[0]}, {group}, {after[0]}"
        yield f"{group}, {after[0]}, {after[1]}"
    if len(beside) > 1:
        (before_one, after_one), (before_two, after_two) = beside[:2]
        yield f"pair after: {after_one[0]}, {after_two[0]}"
        yield f"pair before: {before_one[0]}, {before_two[0]}"


def _nearest(things: Sequence[str], at: int, step: int) -> tuple[str, str]:
    """The two nearest kinds on one side, light words and repeats passed over, no further than the clause or a heading."""
    found: list[str] = []
    for k in range(at + step, at + step * (_FAR + 1), step):
        if not 0 <= k < len(things) or len(found) == 2 or things[k] == _STOP:
            break
        if things[k] == _LINK and step < 0 and (k == 0 or things[k - 1] not in _LABELS):
            break  # "Supper: women upstairs", but not "Upstairs: women"
        if things[k] != _LIGHT and found[-1:] != [things[k]]:
            found.append(things[k])
    first, second, *_ = [*found, _EDGE, _EDGE]
    return first, second
