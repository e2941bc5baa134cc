"""The most that a pair's score can be, from what is known before its words are compared one by one.

A score follows from the evidence and from how telling the words are that met (`scoring.py`). Both have an upper bound
that is cheap: each word of the query at its best, and of what stands against a match only what surely does. A name whose
bound stays under the floor need not be scored. The bounds read the same weights as the scores.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from venuecheck.screening.index.arrays import Numbers
from venuecheck.screening.lexicon import MOST_BITS
from venuecheck.screening.likeness import BITS_A_CONSONANT_HEARD, INITIALS, LIKENESS_TELLS_LESS, costs
from venuecheck.screening.scoring import (
    BEYOND_COUNTS,
    CONFLICT_TELLS,
    EXTRA_TELLS_LESS,
    INITIAL_TELLS,
    LOGIT_OF_STRONG,
    ONE_WORD_AGAINST_ANOTHER_TELLS,
    ONE_WORD_TELLS,
    VERY_COMMON_COUNTS,
    least_evidence,
    least_logit,
    weights,
)

CONFLICTS = ("conflict", "one generic word", "generic words differ")
EXTRAS = ("extra word", "extra generic word")
NO_LIMIT = 1e6
HOW_MUCH = ("all the same", "all", "a part", "a part against another")
WHOLE = ("all the same", "all nearly the same", "all met")


class Meetings(NamedTuple):
    """For each of some names: what of a query meets it at best. Arrays that are as long as there are names."""

    met: Numbers
    """How many words."""
    worth: Numbers | float
    bits: Numbers | float
    most_bits: Numbers | float
    """Of the most telling one of the words."""
    telling: Numbers
    """How many of the words are not very common."""
    same: Numbers | bool
    """Whether all of the query's words are the very same."""
    left_query: Numbers
    left_listed: Numbers
    free: Numbers | int
    """How many of the words left may still meet something: initials."""


@dataclass(frozen=True, slots=True)
class Floor:
    """What a score needs: evidence, and how telling the words that met must be; and what stands against a match."""

    score: float
    kind: str
    evidence: float
    telling: dict[str, float]
    """By how much of the names met (`scoring.how_much_met`)."""
    conflict: float
    extra: float
    whole_same: float
    whole: float
    """If all words are the same, and if not."""
    initial: float
    one_word_is_enough: bool
    """Whether a single word may tell enough where not the whole name met."""

    def reached(self, m: Meetings) -> tuple[Numbers, Numbers]:
        """Which names can have the score, and the most that the evidence for each can be."""
        lack = self._lack(m)
        evidence, told = m.worth + lack.evidence, m.bits - lack.told
        by_one = m.most_bits + VERY_COMMON_COUNTS * (m.bits - m.most_bits) - lack.told
        told = _at_most(np.where(lack.one_word, by_one, told), lack.most_told)
        return (evidence >= self.evidence) & (told >= lack.needed), evidence

    def needs(self, words: int, initials: int) -> Needs:
        """What meetings of a query's words need to be worth and to tell."""
        return _needs(self.score, self.kind, words, initials)

    def _lack(self, m: Meetings) -> _Lack:
        left_most, left_least = np.maximum(m.left_query, m.left_listed), np.minimum(m.left_query, m.left_listed)
        conflict, extra = left_least > m.free, np.maximum(left_most - left_least - m.free, 0)
        whole, nothing_left, may_meet = left_most <= 0, left_most <= m.free, np.minimum(m.free, left_most)
        one_word = (m.telling <= 1) & ~nothing_left & (m.free == 0)
        return _Lack(
            evidence=self.initial * may_meet
            + np.where(m.same, self.whole_same, self.whole) * nothing_left
            + self.conflict * conflict
            + self.extra * (extra > 0),
            told=EXTRA_TELLS_LESS * extra - INITIAL_TELLS * may_meet,
            one_word=one_word,
            most_told=np.where(
                one_word,
                np.where(conflict, ONE_WORD_AGAINST_ANOTHER_TELLS, ONE_WORD_TELLS),
                np.where(conflict, CONFLICT_TELLS, NO_LIMIT),
            ),
            needed=np.where(
                whole,
                np.where(m.same, self.telling["all the same"], self.telling["all"]),
                np.where(conflict, self.telling["a part against another"], self.telling["a part"]),
            ),
        )


class _Lack(NamedTuple):
    """What is to be added to the worth of what met, and taken from what it tells; how much may then be told, and must."""

    evidence: Numbers
    told: Numbers
    one_word: Numbers
    """Whether only the most telling word counts fully."""
    most_told: Numbers
    needed: Numbers


MOST_PARTS = 15
"""Names of more parts are looked at as if they had so many."""


Needs = tuple[tuple[tuple[tuple[float, float], ...], ...], ...]
"""What the meetings of some number of words need to be worth and to tell, one pair of which is enough: by whether the name has
initials, by how many words meet at most."""


@lru_cache(maxsize=256)
def _needs(score: float, kind: str, words: int, initials: int) -> Needs:
    floor = floor_of(score, kind)
    met, parts = np.arange(words + 1)[:, None, None], np.arange(MOST_PARTS + 1)
    met = np.minimum(met, parts)
    lack = floor._lack(
        Meetings(
            met=met,
            worth=0.0,
            bits=0.0,
            most_bits=0.0,
            telling=met,
            same=True,
            left_query=words + initials - met,
            left_listed=parts - met,
            free=initials + np.array([0, 1])[:, None] * (parts - met),
        )
    )
    told = np.where(
        lack.needed > lack.most_told, lack.most_told + (lack.needed - lack.most_told) / BEYOND_COUNTS, lack.needed
    )
    worth, bits = np.broadcast_arrays(floor.evidence - lack.evidence, told + lack.told)
    return tuple(
        tuple(_least(worth[1 : most + 1, initial, 1:], bits[1 : most + 1, initial, 1:]) for most in range(words + 1))
        for initial in (0, 1)
    )


def _least(worth: Numbers, bits: Numbers) -> tuple[tuple[float, float], ...]:
    """Those pairs of which no other is less in both."""
    pairs = sorted(zip(worth.ravel().tolist(), bits.ravel().tolist(), strict=True))
    least: list[tuple[float, float]] = []
    for pair in pairs:
        if not least or pair[1] < least[-1][1]:
            least.append(pair)
    return tuple(least)


def _at_most(told: Numbers, about: float | Numbers) -> Numbers:
    """See `scoring.telling_bits`."""
    return np.minimum(told, about + BEYOND_COUNTS * (told - about))


class Likeness(NamedTuple):
    """How words are like others: arrays with a place for each two words (see `likeness.py`)."""

    written: Numbers
    sounded: Numbers
    least: Numbers
    """What share of the letters differs as written, in plain spelling, and where they differ by fewer letters."""
    consonants: Numbers
    """How many consonants the word has that has fewer."""
    names: Numbers
    """Whether both are names in their own right."""
    slip: Numbers
    begins: Numbers
    alike: Numbers
    read: Numbers
    known: Numbers
    """Whether one may be the other by a slip of the pen, cut short, alike in sound, as a habit of spelling reads it, or likely
    the same name, however it is spelled."""


def most_worth(kind: str, bits: Numbers, like: Likeness) -> Numbers:
    """The most that meetings of words can be worth that tell so much; without limit below zero for none."""
    price = costs(kind)

    def at_least(rule: str, steps: Numbers) -> Numbers:
        cost, each = price[rule]
        return cost + each * steps

    by_letter, by_sound = at_least("letter", 4.0 * like.least), at_least("sound", 4.0 * like.sounded)
    if like.names.any():
        by_letter = np.where(like.names, at_least("letter known", 4.0 * like.least), by_letter)
        by_sound = np.where(like.names, at_least("sound known", 4.0 * like.sounded), by_sound)
    by_sound += np.maximum(bits - BITS_A_CONSONANT_HEARD * like.consonants, 0.0)
    cost = np.where(like.slip, by_letter, np.inf)
    cost = np.where(like.alike, np.minimum(cost, by_sound), cost)
    cost = np.where(like.begins & ~like.names, np.minimum(cost, at_least("beginning", like.written)), cost)
    cost = np.where(like.read, np.minimum(cost, at_least("habit", 2.0 * like.written)), cost)
    cost = np.where(like.sounded == 0, at_least("spelling", 2.0 * like.written), cost)
    worth: Numbers = bits - np.where(like.known, 0.0, cost)
    return worth


def most_worth_across(kind: str, bits: Numbers, apart: Numbers, known: Numbers) -> Numbers:
    """The most that meetings between words in two scripts can be worth (see `likeness.py`).

    `apart` is what share of the letters differs, or 0 where vowels are not written; `known`, whether they are likely one
    name, however they are spelled.
    """
    cost, each = min(costs(kind)["script"], costs(kind)["script near"])
    worth: Numbers = bits - np.where(known, 0.0, cost + each * 2.0 * apart)
    return worth


def most_told(bits: Numbers, worth: Numbers) -> Numbers:
    """How telling meetings are at most that are worth so much at most (see `likeness.Meeting`)."""
    told: Numbers = bits - LIKENESS_TELLS_LESS * (bits - np.minimum(worth, bits))
    return told


@lru_cache(maxsize=64)
def floor_of(score: float, kind: str) -> Floor:
    """What names of a kind need to have a score."""
    weight = weights(kind)
    telling = {how_much: _least_telling(score, kind, how_much) for how_much in HOW_MUCH}
    return Floor(
        score=score,
        kind=kind,
        evidence=least_evidence(score, kind),
        telling=telling,
        conflict=max(weight[name] for name in CONFLICTS if name in weight),
        extra=max(weight[name] for name in EXTRAS if name in weight),
        whole_same=max(weight[name] for name in WHOLE),
        whole=max(weight[name] for name in WHOLE[1:]),
        initial=max((-costs(kind)[rule][0] for rule in INITIALS if rule in costs(kind)), default=0.0),
        one_word_is_enough=bool(_at_most(np.array(MOST_BITS), ONE_WORD_TELLS) >= telling["a part"]),
    )


def _least_telling(score: float, kind: str, how_much: str) -> float:
    """How telling the words that met must be for a score (see `scoring.likelihood`)."""
    weight = weights(kind)
    enough = weight.get("telling enough")
    if enough is None or score <= 0.0:
        return -math.inf
    return min(enough, enough + (least_logit(score, kind) - LOGIT_OF_STRONG) / weight[f"cap slope of {how_much}"])
