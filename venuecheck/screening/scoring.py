"""The score of a pair of names: words aligned to words, evidence added up in bits, and turned into a likelihood.

The evidence for "same" is the worth of the words that met (how telling they are, less what their variation costs);
against it stand words that met nothing, above all where both names have one. The sum goes through a logistic curve,
which orders without end: a score comes near 1 and never reaches it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from venuecheck.screening.knowledge import table
from venuecheck.screening.likeness import INITIALS, Meeting, meet
from venuecheck.screening.normal import MOST_WORDS
from venuecheck.screening.words import PreparedName


class Met(NamedTuple):
    """One alignment: which words of the query (from, to) met which of the listed name, and how."""

    query: tuple[int, int]
    listed: tuple[int, int]
    how: Meeting


class Alignment(NamedTuple):
    """What met, and what is left on each side."""

    met: tuple[Met, ...]
    left_query: tuple[int, ...]
    left_listed: tuple[int, ...]
    turns: int = 0
    """0 if the words stand in the same order, 1 if the family name was moved to the other end, 2 in another order."""


@lru_cache(maxsize=2)
def weights(kind: str) -> dict[str, float]:
    """What stands for and against a match besides the words that met, in bits (`weights.tsv`, rows `person whole …`)."""
    return {row[1]: float(row[2]) for row in table("weights.tsv") if row[0] == f"{kind} whole"}


MOST_JOIN_COST = 6.0
NOT_FOR_JOINS = frozenset({"beginning", "habit", "letter known", "sound known"})
_ONE_WORD = tuple((i, i + 1) for i in range(MOST_WORDS))


def align(query: PreparedName, listed: PreparedName) -> Alignment:
    """Each word to at most one word, the most telling meetings first; then words written as one or as two."""
    words, others = query.words, listed.words
    found: list[tuple[float, int, int, int, Meeting]] = []
    two = len(words) <= 2 and len(others) <= 2  # an initial stands where its name stands, bar "Tejc, J."
    for i, q in enumerate(words):
        remembered = q.compared
        for j, e in enumerate(others):
            how = remembered[e] if e in remembered else meet(q, e)
            if how is not None and (how.rule not in INITIALS or two or (i == 0) == (j == 0)):
                found.append((-how.worth, abs(i - j), i, j, how))
    found.sort()
    met: list[Met] = []
    left_query, left_listed = list(range(len(words))), list(range(len(others)))
    firm = True
    for _, _, i, j, how in found:
        if i in left_query and j in left_listed:
            left_query.remove(i)
            left_listed.remove(j)
            met.append(Met(_ONE_WORD[i], _ONE_WORD[j], how))
            firm = firm and how.rule in NEARLY_SAME
    if left_query or left_listed or not firm:
        joined = _join(listed, query, _join(query, listed, met, turned=False), turned=True)
        if joined is not met:
            met = joined
            left_query, left_listed = _left(query, {m.query for m in met}), _left(listed, {m.listed for m in met})
    return Alignment(tuple(met), tuple(left_query), tuple(left_listed), _turns(met) if len(met) > 1 else 0)


def _join(name: PreparedName, other: PreparedName, met: list[Met], turned: bool) -> list[Met]:
    """What met, and words of a name that the other writes as one; `turned` if the name is the listed one."""
    whole = len(name.words) if len(other.words) > 1 else 0  # it is no single word of a longer one
    if whole == 2 and not name.glued():
        return met
    for join in name.joins:
        start, end = join.start, join.end
        if end - start == whole or not join.may_be_in(name, other):
            continue
        if _is_firm(met, turned, start, end):
            continue
        best: tuple[float, int, Meeting] | None = None
        for j, e in enumerate(other.words):
            how = None if e.initial or e.syllable else meet(join.word, e)
            if how is not None and how.rule == "habit" and (e.native or join.word.native):
                how = how._replace(rule="script")
            if how is None or how.rule in NOT_FOR_JOINS or how.bits - how.worth > MOST_JOIN_COST:
                continue
            worth_before = sum(m.how.worth for m in met if _touches(m, turned, start, end, j))
            if how.worth > worth_before and (best is None or how.worth > best[0]):
                best = (how.worth, j, how)
        if best is None:
            continue
        _, j, how = best
        met = [m for m in met if not _touches(m, turned, start, end, j)]
        met.append(Met((j, j + 1), (start, end), how) if turned else Met((start, end), (j, j + 1), how))
    return met


def _is_firm(met: list[Met], turned: bool, start: int, end: int) -> bool:
    """Whether all of some words of a name met what is nearly the same."""
    firm = [m.listed if turned else m.query for m in met if m.how.rule in NEARLY_SAME]
    return all(any(a <= i < b for a, b in firm) for i in range(start, end))


def _left(name: PreparedName, spans: set[tuple[int, int]]) -> list[int]:
    """The words of a name that are in none of the spans."""
    return [i for i in range(len(name.words)) if not any(a <= i < b for a, b in spans)]


def _touches(m: Met, turned: bool, start: int, end: int, j: int) -> bool:
    wide, one = (m.listed, m.query) if turned else (m.query, m.listed)
    return (wide[0] < end and wide[1] > start) or one[0] <= j < one[1]


class Tally(NamedTuple):
    """What the words that met come to, counted once for all that a score asks about them."""

    worth: float
    tells: list[float]
    """How telling each meeting is that is more than an initial's."""
    initials: int
    same: bool
    nearly_same: bool
    """Whether all of them met by the rule `same`, or by one of `NEARLY_SAME`."""


def tally(alignment: Alignment) -> Tally:
    """What the words that met come to."""
    worth, initials, same, nearly_same = 0.0, 0, True, True
    tells: list[float] = []
    for m in alignment.met:
        rule, _, _, worth_of_it, tells_of_it = m.how
        worth += worth_of_it
        if rule in INITIALS:
            initials += 1
        else:
            tells.append(tells_of_it)
        if rule != "same":
            same = False
            nearly_same = nearly_same and rule in NEARLY_SAME
    return Tally(worth, tells, initials, same, nearly_same)


def circumstances(
    query: PreparedName, listed: PreparedName, alignment: Alignment, of: Tally
) -> Iterator[tuple[str, float]]:
    """What stands for and against a match besides the words that met: the names of weights, and how often each counts."""
    nothing_left = not alignment.left_query and not alignment.left_listed
    if not nothing_left:
        yield from _left_over(query, listed, alignment)
    turns = alignment.turns
    if turns > 1:
        yield "order differs", 1.0
    elif turns and not of.same:
        yield "turned round and spelled otherwise", 1.0
    if len(of.tells) == 1:
        yield ("single name" if min(len(query.words), len(listed.words)) == 1 else "one word met"), 1.0
    elif nothing_left:
        yield ("all the same" if of.same else "all nearly the same" if of.nearly_same else "all met"), 1.0


def _left_over(query: PreparedName, listed: PreparedName, alignment: Alignment) -> Iterator[tuple[str, float]]:
    """What words that met nothing stand for."""
    words_q = sum(1 for i in alignment.left_query if not query.words[i].initial)
    words_l = sum(1 for j in alignment.left_listed if not listed.words[j].initial)
    initials_q = len(alignment.left_query) - words_q
    initials_l = len(alignment.left_listed) - words_l
    conflicts = min(words_q, words_l)
    extras = max(words_q, words_l) - conflicts
    if conflicts:
        yield from _conflicts(query, listed, alignment, conflicts)
    if extras:
        yield from _extras(query, listed, alignment, extras, conflicts)
    crossed = min(initials_q + words_q, initials_l + words_l) - conflicts
    if crossed > 0:
        yield "initial differs", float(crossed)
    elif initials_q or initials_l:
        yield "extra initial", float(initials_q + initials_l)


def _conflicts(
    query: PreparedName, listed: PreparedName, alignment: Alignment, conflicts: int
) -> Iterator[tuple[str, float]]:
    """Words left on both sides stand against a match, the more so if they are names in their own right."""
    yield "conflict", 1.0
    yield "further conflict", conflicts - 1.0
    if _any_known(query, alignment.left_query) and _any_known(listed, alignment.left_listed):
        yield "known names differ", 1.0
    if _any_syllable(query, alignment.left_query) and _any_syllable(listed, alignment.left_listed):
        yield "syllable differs", 1.0  # of a Chinese or Korean name, whose two others are one given name


def _extras(
    query: PreparedName, listed: PreparedName, alignment: Alignment, extras: int, conflicts: int
) -> Iterator[tuple[str, float]]:
    """Words that only the longer name has: mostly left out, unless it is the person's own name or a Chinese sign."""
    yield "extra word", 1.0
    yield "further extra word", min(extras, 4) - 1.0
    if not conflicts and lacks_own_name(query, listed, alignment):
        yield "own name missing", 1.0
    if not conflicts and _lacks_a_syllable(query, listed, alignment):
        yield "syllable differs", 1.0


def lacks_own_name(query: PreparedName, listed: PreparedName, alignment: Alignment) -> bool:
    """Whether the longer of two chains of names is led by one that the other lacks: a child's name, or a brother's.

    People leave out a grandfather's name, hardly their own. Chinese names, where a Western name may lead, are none.
    """
    name, left = (query, alignment.left_query) if alignment.left_query else (listed, alignment.left_listed)
    return len(name.words) > 2 and 0 in left and not any(w.syllable for w in name.words)


def _lacks_a_syllable(query: PreparedName, listed: PreparedName, alignment: Alignment) -> bool:
    """Whether one Chinese name has a sign more: the signs of a family and a given name are not left out."""
    left = [query.words[i] for i in alignment.left_query] + [listed.words[j] for j in alignment.left_listed]
    return any(w.syllable for w in left) and all(query.words[m.query[0]].syllable for m in alignment.met)


def _any_known(name: PreparedName, left: tuple[int, ...]) -> bool:
    return any(name.words[i].known and not name.words[i].initial for i in left)


def _any_syllable(name: PreparedName, left: tuple[int, ...]) -> bool:
    return any(name.words[i].syllable for i in left)


def _turns(met: list[Met]) -> int:
    """See `Alignment.turns`."""
    order = [m.listed for m in sorted(met)]
    turns = sum([a > b for a, b in pairwise(order)])
    return 2 if turns > 1 or (turns == 1 and order[-1] > order[0]) else turns


NEARLY_SAME = frozenset({"same", "spelling", "equivalent", "nickname", "habit", "script", "same initial"})


def evidence(query: PreparedName, listed: PreparedName, alignment: Alignment, of: Tally) -> float:
    """The evidence that both names are one person's, in bits."""
    if not of.tells:
        return NO_EVIDENCE
    weight, besides = weights("person"), 0.0
    for name, times in circumstances(query, listed, alignment, of):
        besides += weight[name] * times
    return of.worth + besides


NO_EVIDENCE = -200.0


def likelihood(
    bits: float,
    kind: str = "person",
    telling: float = math.inf,
    how_much: str = "all the same",
    common: float = 0.0,
) -> float:
    """Evidence as a score between 0 and 1, which it never reaches.

    `telling` are the bits of the words that met. However well they fit, words that many people bear cannot make a match
    strong: below `telling enough` the score stays under the strong band, and still rises with what they tell. `how_much`
    of the names met (`all the same`, `all`, `a part`, `a part against another`) says how steeply. Under `low` the
    curve has another slope, so that a score is about the share of true pairs among pairs like it.

    Below even odds, where no band reaches, each bit that the words are too `common` by counts against the match besides
    (see `too_common`), the less the nearer the odds are to even.
    """
    weight = weights(kind)
    logit = weight["slope"] * (bits - weight["middle"])
    enough = weight.get("telling enough", 0.0)
    if telling < enough:
        most = LOGIT_OF_STRONG + weight[f"cap slope of {how_much}"] * (telling - enough)
        logit = most - math.log1p(math.exp(most - logit)) if logit > most - 20 else logit
    low = weight["low"]
    if logit < low:
        logit = low + weight["low slope"] * (logit - low)
    if logit < 0.0:
        logit = weight["weak slope"] * (logit - weight["too common"] * common * min(1.0, -logit))
    return 1.0 / (1.0 + math.exp(-max(-700.0, logit)))


STRONG = 0.90
LOGIT_OF_STRONG = math.log(STRONG / (1 - STRONG))


def telling_bits(query: PreparedName, listed: PreparedName, alignment: Alignment, of: Tally) -> float:
    """How telling the words are that met, whatever their variation cost: how seldom two people would share them by chance.

    What is not the whole of a name can be met in more ways; and a name in which only one word is not very common tells
    what that word tells.
    """
    bits, initials = of.tells, of.initials
    left_query, left_listed = len(alignment.left_query), len(alignment.left_listed)
    told = INITIAL_TELLS * initials - EXTRA_TELLS_LESS * abs(left_query - left_listed)
    conflict = left_query > 0 and left_listed > 0
    if bits and not initials and (left_query or left_listed) and sum(1 for b in bits if b > VERY_COMMON_BITS) <= 1:
        most = max(bits)
        told += most + VERY_COMMON_COUNTS * (sum(bits) - most)
        told -= SINGLE_NAME_TELLS_LESS * (min(len(query.words), len(listed.words)) == 1)
        return _at_most(told, ONE_WORD_AGAINST_ANOTHER_TELLS if conflict else ONE_WORD_TELLS)
    told += sum(bits) - TURNED_TELLS_LESS * bool(alignment.turns)
    if conflict:
        own = 0 in alignment.left_query and 0 in alignment.left_listed
        return _at_most(told, CONFLICT_TELLS) - OWN_NAMES_DIFFER_TELLS * own
    return told


def _at_most(told: float, about: float) -> float:
    """What is told, hardly more than `about`: a rarer word still stands before a common one, so that few scores are equal."""
    return min(told, about + BEYOND_COUNTS * (told - about))


BEYOND_COUNTS = 0.1
CONFLICT_TELLS = 10.5
"""Names with a different word on either side are never strong, whatever else they share: brothers share a rare name."""
OWN_NAMES_DIFFER_TELLS = 4.0
"""Two people's own names, the first, that do not meet: the names of parents and families are their relatives' too."""
TURNED_TELLS_LESS, EXTRA_TELLS_LESS = 4.0, 1.75
"""Words in any order, or any words of a longer name, meet by chance in more ways: what they tell is less by that much."""
INITIAL_TELLS = 4.0
"""One name in sixteen begins with the same letter."""
VERY_COMMON_BITS, VERY_COMMON_COUNTS = 4.5, 0.25
"""Mohammed, Singh, Kaur, Khan, Nguyen: borne by so many that beside one other word they tell little."""
ONE_WORD_TELLS, ONE_WORD_AGAINST_ANOTHER_TELLS, SINGLE_NAME_TELLS_LESS = 8.0, 2.0, 3.0
"""One word of a name, however rare, is hardly more than a given name, or a family's."""


def too_common(of: Tally, how_much: str) -> float:
    """By how many bits the words that met are too common to mean anything where only a part of the names met.

    In some traditions most people share few names, so that two strangers share one or two of three; in others they hardly
    share any. What a meeting has to tell before it counts evens that out: a low threshold raises as many of each tradition.
    """
    if how_much.startswith("all"):
        return 0.0
    if how_much == "a part against another" and len(of.tells) == 1:
        how_much = "one word against another"
    told = sum(of.tells) + INITIAL_TELLS * of.initials
    return max(0.0, weights("person")[f"needed of {how_much}"] - told)


def how_much_met(alignment: Alignment, of: Tally) -> str:
    """`all the same` words in their order, `all` the words in one way or another, or `a part` of them.

    `a part against another` if each name has a word that the other lacks: in a chain of names two people share two of three
    by chance, and the third says that they are two.
    """
    if alignment.left_query and alignment.left_listed:
        return "a part against another"
    if alignment.left_query or alignment.left_listed or of.initials:
        return "a part"
    turns = alignment.turns
    if turns > 1 or (turns and not of.same):
        return "a part"
    return "all the same" if of.same and not turns else "all"


def least_evidence(score: float, kind: str) -> float:
    """The evidence below which a pair cannot have the score."""
    weight = weights(kind)
    return weight["middle"] + least_logit(score, kind) / weight["slope"]


def least_logit(score: float, kind: str) -> float:
    """The logit, before the slopes of low ones are applied, below which no pair has the score (see `likelihood`)."""
    if not 0.0 < score < 1.0:
        return math.copysign(math.inf, score - 0.5)
    weight = weights(kind)
    logit = math.log(score / (1.0 - score))
    logit /= weight["weak slope"] if logit < 0.0 else 1.0
    below = min(0.0, logit - weight["low"])
    return logit - below + below / weight["low slope"]
