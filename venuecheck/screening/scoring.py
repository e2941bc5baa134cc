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
NOTHING = Alignment((), (), ())


def align(query: PreparedName, listed: PreparedName) -> Alignment:
    """Each word to at most one word, the most telling meetings first; then words written as one or as two."""
    found: list[tuple[float, int, int, int, Meeting]] = []
    two = len(query.parts) <= 2 and len(listed.parts) <= 2  # an initial stands where its name stands, bar "Tejc, J."
    for i, q in enumerate(query.parts):
        for j, e in enumerate(listed.parts):
            how = meet(q.word, e.word)
            if how is not None and (how.rule not in INITIALS or two or (i == 0) == (j == 0)):
                found.append((how.worth, -abs(i - j), i, j, how))
    found.sort(reverse=True, key=lambda f: f[:2])
    met: list[Met] = []
    free_query = set(range(len(query.parts)))
    free_listed = set(range(len(listed.parts)))
    for _, _, i, j, how in found:
        if i in free_query and j in free_listed:
            free_query.discard(i)
            free_listed.discard(j)
            met.append(Met((i, i + 1), (j, j + 1), how))
    if free_query or free_listed or any(m.how.rule not in NEARLY_SAME for m in met):
        _join(query, listed, met, free_query, free_listed)
    return Alignment(tuple(met), tuple(sorted(free_query)), tuple(sorted(free_listed)), _turns(met))


def _join(
    query: PreparedName, listed: PreparedName, met: list[Met], free_query: set[int], free_listed: set[int]
) -> None:
    """Words written apart on one side and together on the other."""
    for turned in (False, True):
        a, b = (listed, query) if turned else (query, listed)
        free_a, free_b = (free_listed, free_query) if turned else (free_query, free_listed)
        for start, end, joined in a.joins_like(b):
            if end - start == len(a.parts) and len(b.parts) > 1:
                continue  # a whole name is no single word of a longer one
            loose = free_a | {
                i for m in met if m.how.rule not in NEARLY_SAME for i in range(*(m.listed if turned else m.query))
            }
            if loose.isdisjoint(range(start, end)):
                continue
            best: tuple[float, int, Meeting] | None = None
            for j, e in enumerate(b.parts):
                how = None if e.word.initial or e.word.syllable else meet(joined.word, e.word)
                if how is not None and how.rule == "habit" and (e.word.native or joined.word.native):
                    how = how._replace(rule="script")
                if how is None or how.rule in NOT_FOR_JOINS or how.bits - how.worth > MOST_JOIN_COST:
                    continue
                worth_before = sum(m.how.worth for m in met if _touches(m, turned, start, end, j))
                if how.worth > worth_before and (best is None or how.worth > best[0]):
                    best = (how.worth, j, how)
            if best is None:
                continue
            _, j, how = best
            for m in [m for m in met if _touches(m, turned, start, end, j)]:
                met.remove(m)
                free_query.update(range(*m.query))
                free_listed.update(range(*m.listed))
            free_a.difference_update(range(start, end))
            free_b.discard(j)
            met.append(Met((j, j + 1), (start, end), how) if turned else Met((start, end), (j, j + 1), how))


def _touches(m: Met, turned: bool, start: int, end: int, j: int) -> bool:
    wide, one = (m.listed, m.query) if turned else (m.query, m.listed)
    return (wide[0] < end and wide[1] > start) or one[0] <= j < one[1]


def circumstances(query: PreparedName, listed: PreparedName, alignment: Alignment) -> Iterator[tuple[str, float]]:
    """What stands for and against a match besides the words that met: the names of weights, and how often each counts."""
    if alignment.left_query or alignment.left_listed:
        yield from _left_over(query, listed, alignment)
    turns = alignment.turns
    if turns > 1:
        yield "order differs", 1.0
    elif turns and any(m.how.rule != "same" for m in alignment.met):
        yield "turned round and spelled otherwise", 1.0
    if sum(m.how.rule not in INITIALS for m in alignment.met) == 1:
        yield ("single name" if min(len(query.parts), len(listed.parts)) == 1 else "one word met"), 1.0
    elif not alignment.left_query and not alignment.left_listed:
        rules = {m.how.rule for m in alignment.met}
        if rules == {"same"}:
            yield "all the same", 1.0
        elif rules <= NEARLY_SAME:
            yield "all nearly the same", 1.0
        else:
            yield "all met", 1.0


def _left_over(query: PreparedName, listed: PreparedName, alignment: Alignment) -> Iterator[tuple[str, float]]:
    """What words that met nothing stand for."""
    words_q = sum(1 for i in alignment.left_query if not query.parts[i].word.initial)
    words_l = sum(1 for j in alignment.left_listed if not listed.parts[j].word.initial)
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
    return len(name.parts) > 2 and 0 in left and not any(p.word.syllable for p in name.parts)


def _lacks_a_syllable(query: PreparedName, listed: PreparedName, alignment: Alignment) -> bool:
    """Whether one Chinese name has a sign more: the signs of a family and a given name are not left out."""
    left = [query.parts[i].word for i in alignment.left_query] + [listed.parts[j].word for j in alignment.left_listed]
    return any(w.syllable for w in left) and all(query.parts[m.query[0]].word.syllable for m in alignment.met)


def _any_known(name: PreparedName, left: tuple[int, ...]) -> bool:
    return any(name.parts[i].word.known and not name.parts[i].word.initial for i in left)


def _any_syllable(name: PreparedName, left: tuple[int, ...]) -> bool:
    return any(name.parts[i].word.syllable for i in left)


def _turns(met: list[Met]) -> int:
    """See `Alignment.turns`."""
    if len(met) < 2:
        return 0
    order = [listed for _, listed in sorted((m.query[0], m.listed[0]) for m in met)]
    turns = sum(a > b for a, b in pairwise(order))
    return 2 if turns > 1 or (turns == 1 and order[-1] > order[0]) else turns


NEARLY_SAME = frozenset({"same", "spelling", "equivalent", "nickname", "habit", "script", "same initial"})


def evidence(query: PreparedName, listed: PreparedName, alignment: Alignment) -> float:
    """The evidence that both names are one person's, in bits."""
    if all(m.how.rule in INITIALS for m in alignment.met):
        return NO_EVIDENCE
    weight = weights("person")
    bits = sum(m.how.worth for m in alignment.met)
    return bits + sum(weight[name] * times for name, times in circumstances(query, listed, alignment))


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


def telling_bits(query: PreparedName, listed: PreparedName, alignment: Alignment) -> float:
    """How telling the words are that met, whatever their variation cost: how seldom two people would share them by chance.

    What is not the whole of a name can be met in more ways; and a name in which only one word is not very common tells
    what that word tells.
    """
    bits = [m.how.tells for m in alignment.met if m.how.rule not in INITIALS]
    initials = len(alignment.met) - len(bits)
    left_query, left_listed = len(alignment.left_query), len(alignment.left_listed)
    told = INITIAL_TELLS * initials - EXTRA_TELLS_LESS * abs(left_query - left_listed)
    conflict = left_query > 0 and left_listed > 0
    if bits and not initials and (left_query or left_listed) and sum(1 for b in bits if b > VERY_COMMON_BITS) <= 1:
        most = max(bits)
        told += most + VERY_COMMON_COUNTS * (sum(bits) - most)
        told -= SINGLE_NAME_TELLS_LESS * (min(len(query.parts), len(listed.parts)) == 1)
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


def too_common(alignment: Alignment, how_much: str) -> float:
    """By how many bits the words that met are too common to mean anything where only a part of the names met.

    In some traditions most people share few names, so that two strangers share one or two of three; in others they hardly
    share any. What a meeting has to tell before it counts evens that out: a low threshold raises as many of each tradition.
    """
    if how_much.startswith("all"):
        return 0.0
    tells = [m.how.tells for m in alignment.met if m.how.rule not in INITIALS]
    if how_much == "a part against another" and len(tells) == 1:
        how_much = "one word against another"
    told = sum(tells) + INITIAL_TELLS * (len(alignment.met) - len(tells))
    return max(0.0, weights("person")[f"needed of {how_much}"] - told)


def how_much_met(alignment: Alignment) -> str:
    """`all the same` words in their order, `all` the words in one way or another, or `a part` of them.

    `a part against another` if each name has a word that the other lacks: in a chain of names two people share two of three
    by chance, and the third says that they are two.
    """
    if alignment.left_query and alignment.left_listed:
        return "a part against another"
    if not is_whole(alignment):
        return "a part"
    same = all(m.how.rule == "same" for m in alignment.met)
    turns = alignment.turns
    if turns > 1 or (turns and not same):
        return "a part"
    same = same and not turns
    return "all the same" if same else "all"


def is_whole(alignment: Alignment) -> bool:
    """Whether every word of both names met another by more than an initial."""
    if alignment.left_query or alignment.left_listed:
        return False
    return not any(m.how.rule in INITIALS for m in alignment.met)


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
