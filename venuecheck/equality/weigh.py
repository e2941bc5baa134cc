"""How far the words of a sentence speak for an arrangement of people by sex, or against it.

What is read of a group is only proposed. Every word in the reading or round it is a sign with points in
`data/evidence.toml`: for (a place inside it), or against (a team inside it, a denial beside it, the past before it). The
points are added up, with those for the order of the words (`second_reading.py`), and a reading stands if they come to more
than nothing. So no single word decides, and anyone can add those of the words up again. Names count for nothing.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from .clauses import CLAUSE_BORDERS, Reading, Sentence, clause, groups_in, sexes_named
from .denial import Deed, Denials, are_sent, denials
from .telling import Beside, Whole, is_wished, leads_up_to, tale, told, whole
from .words import DATA, rule_words

_NO_SIGN = frozenset({"unknown", "number", "NAME", "people", "mark", "numeral", "money", "stop", "women", "men"}) | {
    "adjective_women", "adjective_men", "possessive_women", "possessive_men", "letter_women", "letter_men", "leaving_free",
    "past_form", "part_seated", "undoing", "superior", "told_back",
}  # fmt: skip
_FAR = 60
_DENYING = frozenset({"negation", "instead"})
_PAST = frozenset({"past", "past_verb", "past_auxiliary"})
_WHAT_LED_TO_IT = _PAST | {"denies", "turned_down"}
_GROUPS = frozenset({"women", "men", "woman", "man", "adjective_women", "adjective_men", "possessive"})
_COUNTS_NOT_WHEN_DENIED = frozenset(
    {
        "only", "separate", "segregation", "segregation_custom", "segregated", "barrier",
        "barrier_between_sexes", "reserved", "session",
        "one_sex_event", "modal", "directing", "placing", "occasion", "layout",
    }
)  # fmt: skip
_AGAINST_A_DENIAL = frozenset(
    {"breaking", "bars", "denies", "only", "barring", "together", "together_alone", "modal", "parted", "choosing"}
)
_AGAINST_A_TALE = frozenset(
    {
        "present",
        "breaking",
        "modal",
        "directing",
        "addressed",
        "asking_for",
        "people",
        "barrier",
        "segregation",
        "separate",
        "only",
    }
)
_SMALL_WORDS = frozenset(
    {
        "determiner",
        "preposition",
        "conjunction",
        "comma",
        "adverb",
        "auxiliary",
        "subject_of_denial",
        "opening",
        "participle",
        "tag",
    }
)
_TOLD = frozenset({"place", "direction", "barrier", "only", "segregation"})
_ALSO_OF_ONE = rule_words("also_of_one")
_THEIRS = frozenset({"my", "our", "his", "her", "their", "your", "'s"})
_NOT_OF_THEM = CLAUSE_BORDERS | {"reserved"}
_ITS_FELLOW = rule_words("its_fellow")
_RULED = frozenset({"every", "each", "any", "no", "all"})


@dataclass(frozen=True)
class Setting:
    """A sentence with what is the same for all readings of it, and the sentences beside it."""

    here: Sentence
    whole: Whole
    denials: Denials
    still: bool
    """Whether the sentence says that it is so now."""


def setting(here: Sentence, beside: Beside) -> Setting:
    """What the readings of a sentence are weighed in."""
    return Setting(here, whole(here, beside), denials(here), here.has("present") or is_wished(here))


def signs(around: Setting, reading: Reading) -> frozenset[str]:
    """What speaks for or against a reading, each as "where: what"."""
    return frozenset(_signs(around, reading))


def _signs(around: Setting, reading: Reading) -> Iterator[str]:
    here = around.here
    start, end = clause(here, reading.first, reading.last)
    who = "denied" if _is_denied(around, reading) else tale(here, around.whole, reading, start) or reading.who
    yield f"who: {who}"
    beside = {"parted": "beside each other"} if not around.denials.parted else {}
    yield from (f"said of {who}: {beside.get(relation, relation)}" for relation in reading.relations or ("nothing",))
    yield f"reach: {_extent(here, reading)}"
    if who == reading.who:
        yield from (f"shape: {shape}" for shape in reading.shape)
    yield f"group: {_told_of(here, reading)}"
    turn = leads_up_to(here, reading)
    for i in range(max(reading.first - _FAR, 0), min(reading.last + _FAR, len(here.classes))):
        where, known = _where(i, reading, start, end), _what(around, i)
        if i < turn:
            known = [name for name in known if name not in _WHAT_LED_TO_IT]
        if who == "denied":
            counted = _AGAINST_A_DENIAL if here.has("negation", i - 1, i + 2) else _AGAINST_A_DENIAL - {"modal"}
            yield from (f"denied, {where}: {name}" for name in known if name in counted)
            continue
        if who != reading.who:
            yield from (f"tale, {where}: {name}" for name in known if name in _AGAINST_A_TALE)
            continue
        telling = [name for name in known if where == "inside" or name not in _SMALL_WORDS]
        yield from (f"{where}: {name}" for name in telling)
        if i and reading.first < i <= reading.last + 1 and here.classes[i - 1] & _GROUPS:
            yield from (f"right after the group: {name}" for name in [*known, *here.classes[i] & {"unknown", "people"}])
        if i == reading.first - 1:
            yield from (f"just before: {name}" for name in known)
    yield from told(here, around.whole, reading, start, around.still)


def _what(around: Setting, i: int) -> list[str]:
    """What the word at i is a sign of: its classes, or what it does where it denies, is denied, or is no longer so."""
    here, found = around.here, around.denials
    if i in found.deeds or here.classes[i] & _DENYING:
        deed = [found.deeds[i].value] if i in found.deeds else []
        return [*_named(here, i) - _DENYING, *deed]
    if i in found.parted:
        return ["parted"]
    known = _named(here, i)
    if found.parted or _is_of_something_else(here, i):
        known -= {"turned_down"}  # "they no longer share"
    if i in found.denied:
        known -= _COUNTS_NOT_WHEN_DENIED
    elif around.still:
        known -= _PAST
    if "modal" in known and here.has("negation", i + 1, i + 2) and are_sent(here, i + 1):
        known -= {"modal"}  # "shall not be asked to"
    if "past_verb" in known and here.has("auxiliary", i - 3, i):
        known -= {"past_verb"}  # "are sat", "to be asked"
    if here.tokens[i].word in _ALSO_OF_ONE and _is_of_one_sex(here, i):
        known = known - {"together"} | {"together_alone"}
    if here.tokens[i].word.startswith("one ") and (
        here.has("reserved", i + 1, i + 2) or any(t.word in _ITS_FELLOW for t in here.tokens[i + 1 : i + _FAR])
    ):
        known -= {"together"}  # "one queue for him", "one room … the other"
    return list(known)


def _is_of_something_else(here: Sentence, i: int) -> bool:
    """Whether what would take something back as an answer of its own goes on ("they don't" in "like this they don't talk")."""
    answer = here.tokens[i].word.partition(" ")[0] in ("they", "it")
    return answer and i + 1 < len(here.classes) and not here.classes[i + 1] & CLAUSE_BORDERS


def _is_of_one_sex(here: Sentence, i: int) -> bool:
    """Whether only one sex is said to be together ("the ladies sit together on the left and the men …")."""
    start, end = clause(here, i, i)
    at = next((k for k in range(i - 1, start - 1, -1) if sexes_named(here, k, k)), None)
    if at is None:
        return len(sexes_named(here, start, end - 1)) == 1
    return len(sexes_named(here, max(at - 3, start), at)) == 1


def _named(here: Sentence, i: int) -> frozenset[str]:
    return frozenset(name for name in here.classes[i] - _NO_SIGN if name[0] != "'")


def _is_denied(around: Setting, reading: Reading) -> bool:
    """Whether a denial reaches a reading and stands before the first place or barrier that it names, not only after it."""
    inside = range(reading.first, reading.last + 1)
    if around.denials.denied.isdisjoint(inside):
        return False
    named = next((i for i in inside if around.here.classes[i] & _TOLD), reading.last)
    if named in around.denials.denied or _are_all_denied(around, reading):
        return True
    return any(around.denials.deeds.get(i) is Deed.DENIES for i in range(max(reading.first - _FAR, 0), named + 1))


def _are_all_denied(around: Setting, reading: Reading) -> bool:
    """Whether both of the groups of a reading stand in what is denied ("it is not for keeping gals from guys")."""
    groups = groups_in(around.here, reading)
    return len(groups) > 1 and around.denials.denied.issuperset(groups)


def _told_of(here: Sentence, reading: Reading) -> str:
    """How the first group of a reading is named: as one person, as someone's, as so many of them, or as all of a sex."""
    at = next((i for i in range(reading.first, reading.last + 1) if sexes_named(here, i, i)), None)
    if at is None:
        at = next((i for i in range(reading.first, reading.last + 1) if here.classes[i] & {"woman", "man"}), None)
    if at is None:
        return "not named"
    border = next((k + 1 for k in range(at - 1, max(at - 3, 0) - 1, -1) if here.classes[k] & _NOT_OF_THEM), at - 3)
    before = range(max(at - 3, border, 0), at)
    words = [here.tokens[k].word for k in before]
    if "told_back" in here.classes[at]:
        return "they"
    one = not sexes_named(here, at, at) and not here.has("possessive", at + 1, at + 2)
    if _RULED.intersection(words[-2:]):
        return "each of them"
    if here.has("some_of", max(at - 4, border), at):
        return "some of them"
    if _THEIRS.intersection(words[-2:]):
        return "someone's own" if one else "ours"
    if any(here.classes[k] & {"number", "numeral"} for k in before[-2:]) and not here.has("clock", at - 2, at):
        return "so many"
    if one:
        return "one person"
    return "the" if words[-1:] in (["the"], ["these"], ["those"]) else "all"


def _extent(here: Sentence, reading: Reading) -> str:
    """Whether a reading is all that its sentence says, or stands at its head or its end."""
    at_head, at_end = reading.first <= 1, reading.last >= len(here.tokens) - 2
    return {(True, True): "all", (True, False): "head", (False, True): "end"}.get((at_head, at_end), "middle")


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
    """The sum for a reading, before the order of its words has spoken."""
    table = evidence()
    return table.get(TO_BEGIN_WITH, 0) + sum(table.get(sign, 0) for sign in signs(around, reading))
