"""Each sex with what is said of it: a reading of a sentence that needs no order of words.

A sentence is parted into halves, one round each group that is named by its sex. What stands in a half beside the group
is its relation (`data/relations.toml`): a screen, a voice, a door, a place, a turn, a time, a bar. Two neighbouring halves
of different sexes are one reading. Whether it is an arrangement of this event is for `weigh` to say. Linear in the
sentence: every half is looked at once.
"""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from .clauses import Reading
from .shape import kind_of, shape
from .vocabulary import Arrangement
from .words import DATA


class Item(NamedTuple):
    """A chunk or word of a sentence: its classes, and its first and last token."""

    kinds: frozenset[str]
    first: int
    last: int


@dataclass
class Half:
    """A group, where it stands among the items, and where the relations said of it stand."""

    who: str
    at: int
    first: int
    last: int
    relations: dict[str, list[int]] = field(default_factory=dict)


_WHO = {
    "W": "women", "AW": "women", "woman": "women", "adjective_women": "women", "possessive_women": "women",
    "M": "men", "AM": "men", "man": "men", "adjective_men": "men", "possessive_men": "men",
    "one_sex_event": "one sex", "OWN": "own sex",
    "D": "both", "SX": "both", "ONE": "both", "unrelated": "both",
    "segregated": "both", "barrier_between_sexes": "both", "segregation_custom": "both",
}  # fmt: skip
_ONLY_IN_PAIRS = {
    "letter_women": "women", "letter_men": "men", "pronoun_women": "women", "pronoun_men": "men", "C": "the rest",
    "slang_women": "women", "slang_men": "men", "garb_women": "women", "garb_men": "men",
}  # fmt: skip
_BESIDE_THE_NAMED = frozenset({"C", "slang_women", "slang_men"})
_SEXES = frozenset({"women", "men"})
_HARD = frozenset({"semicolon", "stop", "question", "breaking", "subordinate"})
_SOFT = frozenset({"comma", "conjunction", "slash", "bracket", "contrast", "dash", "colon", "arrow"})
_LINK = frozenset({"colon", "dash", "arrow", "slash", "bracket"})
_LABELS = frozenset({"L", "T", "direction", "entrance", "clock", "letter_women", "letter_men", "admission_word"})
_BRACKETED = frozenset({"session"})
_SPOKEN_TO = frozenset({"addressed", "asking_for"})
_TO_YOU = frozenset({"addressed", "barring"})
_BIDDEN = frozenset({"placing", "in_writing", "asking"})
_MATCHING = frozenset({"preposition", "arrow", "colon", "dash"})
_TOLD_SOON = 5
_THREE = 3
_ONE_PERSON = frozenset({"woman", "man"})
_PRONOUNS = frozenset({"pronoun_women", "pronoun_men"})
_APPOSED = frozenset({"L", "P", "T", "direction", "clock", "ordinal"})
_HEADING = _APPOSED | {"in_writing", "asking"}
_NEAR = 8
_TO_A_THING = 10
_ENDS = frozenset({"stop", "question", "breaking"})


@cache
def relations() -> dict[str, tuple[Arrangement, frozenset[str]]]:
    """The table of relations: the arrangement of each, and the signs that show it."""
    with (DATA / "relations.toml").open("rb") as file:
        raw = tomllib.load(file)
    return {name: (Arrangement(row["arrangement"]), frozenset(row["signs"])) for name, row in raw.items()}


def readings(items: list[Item]) -> list[Reading]:
    """What is said of each group, a pair of different sexes together, in order."""
    read, found, n = halves(items), [], 0
    kinds = [kind_of(item.kinds) for item in items] if read else []
    while n < len(read):
        one, two = read[n], read[n + 1] if n + 1 < len(read) else None
        paired = (
            two is not None and _are_a_pair(items, one, two) and not _leaves_the_pair_to_others(items, read[n : n + 3])
        )
        if paired or not _counts_only_in_pairs(items[one.at]):
            found.append(_reading(items, kinds, one, two if two is not None and paired else one))
        n += 1 + paired
    return found


def halves(items: list[Item]) -> list[Half]:
    """The halves of a sentence in order."""
    groups = _groups(items)
    found: list[Half] = []
    floor = -1
    for n, i in enumerate(groups):
        following = groups[n + 1] if n + 1 < len(groups) else len(items)
        first, last = _edge(items, i, floor, -1), _edge(items, i, following, 1)
        runs_on = last == following - 1 and following < len(items)
        if runs_on and _is_told(items, first, i) and _is_told(items, i + 1, following):
            last = i
        half = Half(_who(items[i]), i, first, last)
        for k in range(first, last + 1):
            for name in _relations_of(items[k]):
                half.relations.setdefault(name, []).append(k)
        found.append(half)
        floor = last
    return found


def _groups(items: list[Item]) -> list[int]:
    """Where the groups stand; letters and pronouns count only where no group is named outright."""
    named = {i for i, item in enumerate(items) if _who(item) and not _counts_only_in_pairs(item)}
    if any(_who(items[i]) in _SEXES for i in named):
        return [i for i, item in enumerate(items) if i in named or item.kinds & _BESIDE_THE_NAMED]
    return [i for i, item in enumerate(items) if _who(item)]


def _who(item: Item) -> str:
    return next((who for table in (_WHO, _ONLY_IN_PAIRS) for kind, who in table.items() if kind in item.kinds), "")


def _counts_only_in_pairs(item: Item) -> bool:
    return _WHO.keys().isdisjoint(item.kinds)


def _relations_of(item: Item) -> list[str]:
    return [name for name, (_, signs) in relations().items() if item.kinds & signs]


def _is_told(items: list[Item], start: int, end: int) -> bool:
    return any(_relations_of(items[k]) for k in range(start, end))


def _edge(items: list[Item], i: int, limit: int, step: int) -> int:
    """The last item of the half round item i, going one way; a colon or dash after a label is no border."""
    k = i
    while k + step != limit and 0 <= k + step < len(items):
        kinds = items[k + step].kinds
        if kinds & _HARD:
            break
        runs_on = (
            (kinds & _LINK and _is_labelled(items, k + step, i))
            or ("comma" in kinds and step < 0 and _is_headed(items, k + step, i))
            or (
                "comma" in kinds
                and step > 0
                and (
                    _is_addressed(items, k + step, i)
                    or _is_apposed(items, k + step)
                    or _is_in_commas(items, k + step, i)
                )
            )
        )
        if kinds & _SOFT and not runs_on:
            break
        k += step
    return k


def _is_labelled(items: list[Item], link: int, group: int) -> bool:
    """Whether a link stands between a group and its place ("Rows A to F: men", "men – left")."""
    before, after = (items[link - 1] if link else None, items[link + 1] if link + 1 < len(items) else None)
    if before is None or after is None:
        return False
    bracketed = items[link].kinds & {"bracket"} and before.kinds & _BRACKETED  # "the 3.15 show (him)"
    return bool(before.kinds & _LABELS or bracketed) or (link - 1 == group and not _who(after))


def _is_addressed(items: list[Item], comma: int, group: int) -> bool:
    """Whether a comma follows a group that is spoken to ("sisters, your door is …", "gents, please sit …")."""
    if comma != group + 1 or comma + 1 == len(items):
        return False
    at_head = group == 0 or "stop" in items[group - 1].kinds
    if at_head and any(items[k].kinds & _TO_YOU for k in range(comma + 1, min(comma + _TOLD_SOON, len(items)))):
        return True
    return bool(items[comma + 1].kinds & (_SPOKEN_TO | _BIDDEN if at_head else _SPOKEN_TO))


def _is_apposed(items: list[Item], comma: int) -> bool:
    """Whether only a place or time follows a comma, and then the other group or nothing ("sisters, wall side; brothers, …")."""
    if comma + 1 >= len(items) or items[comma + 1].kinds.isdisjoint(_APPOSED):
        return False
    after = items[comma + 2 : comma + 4]
    return not after or bool(after[0].kinds & _HARD or (after[0].kinds & _SOFT and _who(after[-1]) in _SEXES))


def _is_headed(items: list[Item], comma: int, group: int) -> bool:
    """Whether a line is only a place or time, a comma and a group ("tables 1 to 6, the lads")."""
    if comma != group - 1 or comma == 0 or items[comma - 1].kinds.isdisjoint(_HEADING):
        return False
    opened = comma == 1 or items[comma - 2].kinds & (_HARD | {"dash", "bracket", "mark"})
    closed = group + 1 == len(items) or items[group + 1].kinds & (_HARD | {"comma", "tag"})
    return bool(opened and closed)


def _is_in_commas(items: list[Item], comma: int, group: int) -> bool:
    """Whether a group stands between commas, and what is done follows ("players' partners, the ladies, eat in the …")."""
    if comma != group + 1 or group < 2 or comma + 1 >= len(items) or "comma" not in items[group - 1].kinds:
        return False
    return bool(items[comma + 1].kinds & {"placing", "modal"})


def _leaves_the_pair_to_others(items: list[Item], three: list[Half]) -> bool:
    """Whether one person is named before two groups that are the pair ("my mum said: ⟦dads left, mums right⟧")."""
    if len(three) < _THREE or not items[three[0].at].kinds & _ONE_PERSON:
        return False
    return not any(items[half.at].kinds & _ONE_PERSON for half in three[1:]) and _are_a_pair(items, three[1], three[2])


def _are_a_pair(items: list[Item], one: Half, two: Half) -> bool:
    """Whether two halves stand for each other: different sexes, close by, both with something said."""
    who = {one.who, two.who}
    if len(who & _SEXES) < len(who) - ("the rest" in who) or len(who) == 1 or two.first - one.last > _NEAR:
        return False
    if "the rest" in who and any(items[half.at].kinds & _PRONOUNS for half in (one, two)):
        return False  # "with her, and the children over there"
    if any(_counts_only_in_pairs(items[half.at]) for half in (one, two)):
        turns = "turn" in one.relations or "turn" in two.relations  # "he's fed before she is"
        return bool(one.relations and two.relations) or turns
    return bool(one.relations or two.relations) or _are_matched(items, one, two)


def _are_matched(items: list[Item], one: Half, two: Half) -> bool:
    """Whether two groups stand in the same place of the same wording, whatever its nouns ("men wrth y …, women wrth y …").

    The same kind of link or preposition follows both, or both are all that follows a colon, a dash or an arrow.
    """
    if not {one.who, two.who} <= _SEXES or _counts_only_in_pairs(items[one.at]) or _counts_only_in_pairs(items[two.at]):
        return False
    after = [items[half.at + 1].kinds if half.at + 1 < len(items) else frozenset() for half in (one, two)]
    if after[0] & after[1] & _MATCHING and all(_is_more(items, half.at + 2) for half in (one, two)):
        return True
    before = [items[half.at - 1].kinds if half.at else frozenset() for half in (one, two)]
    closed = all(not kinds or kinds & (_HARD | {"comma", "slash"}) for kinds in after)
    return closed and bool(before[0] & before[1] & _LINK) and one.at > 1


def _is_more(items: list[Item], k: int) -> bool:
    """Whether a word or a name stands at k, and no number."""
    return k < len(items) and not items[k].kinds & (_HARD | {"number", "numeral", "comma", "money"})


def _reading(items: list[Item], kinds: list[str], one: Half, two: Half) -> Reading:
    said = [name for name in relations() if name in one.relations or name in two.relations]
    if not said and one is not two and _are_matched(items, one, two):
        said = [name for name in relations() if name == "matched"]
    at = [k for half in (one, two) for places in half.relations.values() for k in places]
    arrangement = relations()[said[0]][0] if said else Arrangement.SINGLE_SEX
    first, last = min([one.at, *at]), max([two.at, *at])
    who, groups = (one.who, [one.at]) if one is two else ("each sex", [one.at, two.at])
    seen = shape(kinds, groups)
    if one is two and _is_beside_a_thing(items, one):
        seen = (*seen, "other sex: thing")
    return Reading(who, tuple(said), arrangement, items[first].first, items[last].last, seen, _core(items, one, two))


def _is_beside_a_thing(items: list[Item], half: Half) -> bool:
    """Whether what is told of the other sex is a cast, a team, staff or a thing ("gents of the chorus go up, ladies wait")."""
    other = {"women": "men", "men": "women"}.get(half.who)
    for step in (-1, 1):
        k = half.at + step
        while other and 0 <= k < len(items) and abs(k - half.at) <= _TO_A_THING and not items[k].kinds & _ENDS:
            if "X" in items[k].kinds and other in items[k].kinds:
                return True
            k += step
    return False


def _core(items: list[Item], one: Half, two: Half) -> tuple[int, int]:
    """From the first to the last of the groups and the nearest of what is said of each, rather after it than before."""
    at = [one.at, two.at]
    for half in (one, two):
        told = [k for places in half.relations.values() for k in places]
        if told:
            at.append(min(told, key=lambda k, i=half.at: abs(k - i) + (k < i)))  # type: ignore[misc]
    return items[min(at)].first, items[max(at)].last
