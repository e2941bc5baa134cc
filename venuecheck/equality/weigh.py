"""How far the words of a sentence speak for an arrangement of people by sex, or against it.

What is read of a group is only proposed. Every word in the reading or round it is a sign with points in
`data/evidence.toml`: for (a place inside it), or against (a team inside it, a denial beside it, the past before it). The
points are added up, and a reading stands if they come to more than nothing. So no single word decides, and anyone can add
them up again. Names count for nothing.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from .clauses import Reading, Sentence, clause, sexes_named
from .denial import Deed, Denials, denials
from .words import DATA

_NO_SIGN = frozenset({"unknown", "number", "NAME", "people", "mark", "numeral", "money", "stop", "women", "men"}) | {
    "adjective_women", "adjective_men", "possessive_women", "possessive_men", "letter_women", "letter_men",
}  # fmt: skip
_FAR = 60
_DENYING = frozenset({"negation", "instead"})
_PAST = frozenset({"past", "past_verb", "past_auxiliary"})
_GROUPS = frozenset({"women", "men", "woman", "man", "adjective_women", "adjective_men", "possessive"})
_IN_THE_NEXT = frozenset({"negation", "turned_down", "together", "freely", "elsewhere", "instead", "question"})
_COUNTS_NOT_WHEN_DENIED = frozenset(
    {
        "only", "separate", "segregation", "segregation_custom", "segregated", "barrier",
        "barrier_between_sexes", "reserved", "session",
        "one_sex_event", "modal", "directing", "placing", "occasion", "layout",
    }
)  # fmt: skip
_TOLD = frozenset({"place", "direction", "barrier", "only", "segregation"})
_QUOTES = frozenset("'\"‘’“”«»")
_TO_THE_SUBJECT = 12


@dataclass(frozen=True)
class Setting:
    """A sentence with what is the same for all readings of it, and the sentence that follows or answers it."""

    here: Sentence
    after: Sentence | None
    denials: Denials
    still: bool
    """Whether the sentence says that it is so now."""


def setting(here: Sentence, after: Sentence | None) -> Setting:
    """What the readings of a sentence are weighed in."""
    return Setting(here, after, denials(here), here.has("present"))


def signs(around: Setting, reading: Reading) -> frozenset[str]:
    """What speaks for or against a reading, each as "where: what"."""
    return frozenset(_signs(around, reading))


def _signs(around: Setting, reading: Reading) -> Iterator[str]:
    here = around.here
    who = "denied" if _is_denied(around, reading) else reading.who
    yield f"who: {who}"
    yield from (f"said of {who}: {relation}" for relation in reading.relations or ("nothing",))
    yield f"reach: {_extent(here, reading)}"
    yield from (f"shape: {shape}" for shape in reading.shape)
    start, end = clause(here, reading.first, reading.last)
    for i in range(max(reading.first - _FAR, 0), min(reading.last + _FAR, len(here.classes))):
        where, known = _where(i, reading, start, end), _what(around, i)
        yield from (f"{where}: {name}" for name in known)
        yield from (f"anywhere: {name}" for name in known)
        if i and reading.first < i <= reading.last + 1 and here.classes[i - 1] & _GROUPS:
            yield from (f"right after the group: {name}" for name in [*known, *here.classes[i] & {"unknown", "people"}])
        if i == reading.first - 1:
            yield from (f"just before: {name}" for name in known)
    if not around.still and _is_told_as_past(here, start, reading.last + 1):
        yield "told: as past"
    if _is_told_as_a_subject(here, reading):
        yield "told: as a subject"
    if around.after is not None:
        yield from (f"next sentence: {name}" for name in frozenset[str]().union(*around.after.classes) & _IN_THE_NEXT)


def _what(around: Setting, i: int) -> list[str]:
    """What the word at i is a sign of: its classes, or what it does where it denies, is denied, or is no longer so."""
    here, found = around.here, around.denials
    if i in found.deeds or here.classes[i] & _DENYING:
        deed = [found.deeds[i].value] if i in found.deeds else []
        return [*_named(here, i) - _DENYING, *deed]
    if i in found.parted:
        return ["parted"]
    known = _named(here, i)
    if i in found.denied:
        known -= _COUNTS_NOT_WHEN_DENIED
    elif around.still:
        known -= _PAST
    if here.tokens[i].word.startswith("one ") and here.has("reserved", i + 1, i + 2):
        known -= {"together"}  # "one queue for him"
    return list(known)


def _named(here: Sentence, i: int) -> frozenset[str]:
    return frozenset(name for name in here.classes[i] - _NO_SIGN if name[0] != "'")


def _is_denied(around: Setting, reading: Reading) -> bool:
    """Whether a denial reaches a reading and stands before the first place or barrier that it names, not only after it."""
    inside = range(reading.first, reading.last + 1)
    if around.denials.denied.isdisjoint(inside):
        return False
    told = next((i for i in inside if around.here.classes[i] & _TOLD), reading.last)
    return any(around.denials.deeds.get(i) is Deed.DENIES for i in range(max(reading.first - _FAR, 0), told + 1))


def _is_told_as_a_subject(here: Sentence, reading: Reading) -> bool:
    """Whether what a talk, a film or a book is about leads to a reading ("a novel in which the wives eat after the men")."""
    group = next((i for i in range(reading.first, reading.last + 1) if sexes_named(here, i, i)), reading.first)
    for i in range(max(group - _TO_THE_SUBJECT, 0), group):
        linked = any(
            here.has("subject_link", k, k + 1) or here.tokens[k].word in _QUOTES
            for k in range(i + 1, min(i + 4, group))
        )
        if linked and here.classes[i] & {"subject_noun", "subject"}:
            return not any(here.classes[k] & {"semicolon", "stop", "breaking"} for k in range(i, group))
    return False


def _extent(here: Sentence, reading: Reading) -> str:
    """Whether a reading is all that its sentence says, or stands at its head or its end."""
    at_head, at_end = reading.first <= 1, reading.last >= len(here.tokens) - 2
    return {(True, True): "all", (True, False): "head", (False, True): "end"}.get((at_head, at_end), "middle")


def _is_told_as_past(here: Sentence, start: int, end: int) -> bool:
    """Whether the clause has a verb or a word of the past."""
    start = max(start, end - _FAR)
    past = any(
        here.classes[i] & {"past_verb", "past_auxiliary"} and not here.has("auxiliary", i - 3, i)
        for i in range(start, end)
    )
    return past or here.has("past", end - _FAR, end)


def _where(i: int, reading: Reading, start: int, end: int) -> str:
    if reading.core[0] <= i <= reading.core[1]:
        return "inside"
    if reading.first <= i <= reading.last:
        return "within"
    if start <= i < end:
        return "beside"
    return "earlier" if i < reading.first else "later"


@cache
def evidence() -> Mapping[str, int]:
    """The points of each sign."""
    with (DATA / "evidence.toml").open("rb") as file:
        raw = tomllib.load(file)
    return {f"{where}: {what}": points for where, table in raw.items() for what, points in table.items()}


TO_BEGIN_WITH = "who: anyone"


def points(around: Setting, reading: Reading) -> int:
    """The sum for a reading; more than nothing means that it stands."""
    table = evidence()
    return table.get(TO_BEGIN_WITH, 0) + sum(table.get(sign, 0) for sign in signs(around, reading))
