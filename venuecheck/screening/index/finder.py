"""Which names of a shelf can have a score, found without comparing a query with all of them.

Most words of a name are common, and the names that hold only those are many and never raised. So a query's words are
taken from the commonest to the rarest, and of each only those likes whose meeting, with the commoner words, could raise
a name; every name that can be raised holds one of those. Those names alone are looked at, all at once: whether they hold
enough words like the query's, then what can be said for each at most (`reach.py`). Those whose bound reaches the floor are
scored as a pair is. The cost grows with the number of names like the query, not with the list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import accumulate, pairwise
from operator import or_
from typing import NamedTuple

import numpy as np

from venuecheck.screening.index import keys
from venuecheck.screening.index.arrays import Numbers
from venuecheck.screening.index.likes import Likes, LikesFinder, Sought
from venuecheck.screening.index.reach import Floor, Meetings, Needs, floor_of
from venuecheck.screening.index.shelf import ACRONYM, FACTS, ORGANISATIONS_WORD, Shelf
from venuecheck.screening.lexicon import MOST_BITS
from venuecheck.screening.likeness import BEYOND_THE_COMMONER
from venuecheck.screening.normal import words_of
from venuecheck.screening.pairs import ORGANISATION, compared
from venuecheck.screening.scoring import VERY_COMMON_BITS
from venuecheck.screening.sounds import plain_spellings
from venuecheck.screening.words import Part, PreparedName, Word, is_made, word

MOST_REMEMBERED, MOST_RECALLED = 20_000, 2_000
"""Words of a shelf that are remembered, and those that are recalled from the start, as they are likely asked about."""
NOTHING = np.zeros(0, np.int64)
MANY = 255
FEW = 3
"""So few rows of a reading are scored whatever their bound between scripts, where not all that words are like is found."""


class _Reading(NamedTuple):
    """A way to read a query: which of its words count, and the rows that may be meant by it."""

    uses: Sequence[int]
    """Which of the likes count in it."""
    initials: int
    rows: Numbers
    fewest: tuple[int, int]
    """How many words like the query's a row must hold that has no initials, and one that has."""
    apart: float = 0.0
    """How telling a word is at most that all these rows write as two; it is not among the likes."""


class Finder:
    """Finds names on a shelf. It remembers what words meet, and has scratch space: for one thread at a time."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self._likes = LikesFinder(shelf)
        self._parts: dict[int, Part] = {}
        self._slots = np.zeros(len(shelf.kinds), np.int32)
        self._marks = shelf.marks()
        self._holders = [
            shelf.holders,
            *([shelf.holders_with_initial] if len(shelf.holders_with_initial.items) else []),
        ]
        for number in shelf.commonest(MOST_RECALLED):
            self._part(number)

    def scored(self, query: PreparedName, kind: str, least: float) -> Iterator[tuple[int, float]]:
        """The rows that have at least that score, with it: those first of which most is to be expected."""
        rows, most = self._reached(query, floor_of(least, kind))
        by_acronym = self._by_acronym(query)
        for row in dict.fromkeys([*by_acronym.tolist(), *rows[np.argsort(-most, kind="stable")].tolist()]):
            score, _ = compared(query, self.shelf.row(row, self._part), kind)
            if score >= least:
                yield row, score

    def recall(self, name: str, kind: str) -> None:
        """Read what is kept of those words of a name that are listed: quicker than to work it out again."""
        organisation = kind == ORGANISATION
        for w in words_of(name):
            if not (w.native or w.vowelless or is_made(w.latin, organisation)):
                number = self._likes.number_of(w.latin, organisation)
                if number is not None:
                    self._part(number)

    def _reached(self, query: PreparedName, floor: Floor) -> tuple[Numbers, Numbers]:
        """The rows that can reach the floor, and the most that the evidence for each can be."""
        words = [part.word for part in query.parts]
        whole = {i: w for i, w in enumerate(words) if not w.initial}
        if not whole:
            return NOTHING, NOTHING
        initials = len(words) - len(whole)
        glued = {place: part.word for place, part in query.glued()}
        joined = self._joined(words)
        found, of_joined = self._likes.of(
            [*whole.values(), *glued.values()], [sought for _, sought in joined], words[0].organisation
        )
        likes = [found[w].or_(found[glued[i]]) if i in glued else found[w] for i, w in whole.items()]
        place = {i: number for number, i in enumerate(whole)}
        needs = floor.needs(len(likes), initials)
        readings = [_Reading(range(len(likes)), initials, self._that_may_do(likes, needs), self._fewest(likes, needs))]
        for (i, _), like in zip(joined, of_joined, strict=True):
            if len(like.words):
                left = [number for k, number in place.items() if k not in (i, i + 1)]
                rows = np.concatenate([holders.together(like.words) for holders in self._holders])
                if len(words) == 2:
                    rows = rows[self.shelf.parts.take(rows) == 1]
                others = initials - words[i].initial - words[i + 1].initial
                readings.append(_Reading([*left, len(likes)], others, rows, _another(left, others, floor, joined=True)))
                likes.append(like)
        for i, rows in self._written_apart(whole, len(words) > 1):
            w = whole[i]
            tells = w.bits + BEYOND_THE_COMMONER if not (w.native or w.vowelless) else (w.bits + MOST_BITS) / 2
            left = [number for k, number in place.items() if k != i]
            readings.append(_Reading(left, initials, rows, _another(left, initials, floor), tells))
        return self._can_reach(likes, readings, floor, query.foreign)

    def _joined(self, words: Sequence[Word]) -> list[tuple[int, Sought]]:
        """Neighbours of a query written as one, and where the first of them stands."""
        pairs = [(i, a, b) for i, (a, b) in enumerate(pairwise(words)) if not (a.initial and b.initial)]
        if any(w.vowelless or w.native for w in words):
            return [
                (i, self._likes.sought(word(a.text + b.text, a.vowelless or b.vowelless, a.organisation), joined=True))
                for i, a, b in pairs
            ]
        texts = [a.text + b.text for _, a, b in pairs]
        spelled = zip(texts, plain_spellings(texts), strict=True)
        alone = len(words) == 2
        return [
            (i, Sought(text, plain, keys.NONE if alone else keys.of_joined(text, plain), joined=True, alone=alone))
            for (i, _, _), (text, plain) in zip(pairs, spelled, strict=True)
        ]

    def _that_may_do(self, likes: Sequence[Likes], needs: Needs) -> Numbers:
        """The rows that hold a word whose meeting, with those of the query's commoner words, could raise a name."""
        found = [NOTHING]
        commonest_first = sorted(likes, key=lambda like: -like.holders)
        for with_initial, holders in enumerate(self._holders):
            worth = bits = 0.0
            for met, like in enumerate(commonest_first, 1):
                least = [(w - worth, b - bits) for w, b in needs[with_initial][met]]
                does = [
                    (like.worth >= least_worth) & (like.bits >= least_bits)
                    for least_worth, least_bits in least
                    if like.best_worth >= least_worth and like.best_bits >= least_bits
                ]
                if does:
                    found.append(holders.together(like.words[reduce(or_, does)]))
                worth, bits = worth + like.best_worth, bits + like.best_bits
        return np.concatenate(found)

    def _can_reach(
        self, likes: Sequence[Likes], readings: Sequence[_Reading], floor: Floor, foreign: bool
    ) -> tuple[Numbers, Numbers]:
        """Those of the rows that can reach the floor under their reading of the query, and the most evidence for each."""
        rows = np.concatenate([one.rows for one in readings])
        of = np.repeat(np.arange(len(readings)), [len(one.rows) for one in readings])
        fewest = np.array([one.fewest for one in readings])
        words = np.concatenate([like.words for like in likes])
        held = self._held(words, rows)
        [enough] = (held >= fewest[:, : len(self._holders)].min(axis=1).take(of)).nonzero()
        rows, of = rows.take(enough), of.take(enough)
        initials = self.shelf.initials.take(rows)
        if len(self._holders) > 1:
            [enough] = (held.take(enough) >= fewest[of, np.minimum(initials, 1)]).nonzero()
            rows, of, initials = rows.take(enough), of.take(enough), initials.take(enough)
        if not len(rows):
            return NOTHING, NOTHING
        of_readings = [
            (one.apart, one.initials, len(one.uses), *(number in one.uses for number in range(len(likes))))
            for one in readings
        ]
        of_rows = np.array(of_readings).take(of, axis=0)
        apart, unmet, sought = of_rows[:, :3].T
        parts = self.shelf.parts.take(rows) - 2 * (apart > 0.0)
        best = self._met(likes, words, rows) * of_rows[:, 3:, None]
        bits = best[:, :, 1]
        worth_met, bits_met, met, same = best.sum(axis=1).T
        met_words = np.minimum(met, parts)
        reached, most = floor.reached(
            Meetings(
                met=met_words,
                worth=worth_met + apart,
                bits=bits_met + apart,
                most_bits=np.maximum(bits.max(axis=1), apart),
                telling=(bits > VERY_COMMON_BITS).sum(axis=1) + (apart > VERY_COMMON_BITS),
                same=same == sought,
                left_query=sought + unmet - met_words,
                left_listed=np.maximum(parts - met_words, 0),
                free=unmet + initials,
            )
        )
        if twice := _twice_otherwise(rows, of):
            reached |= np.isin(rows, twice)
        if foreign:
            reached |= np.bincount(of).take(of) <= FEW
        return rows[reached], most[reached]

    @staticmethod
    def _fewest(likes: Sequence[Likes], needs: Needs) -> tuple[int, int]:
        """How many words like the query's a row must hold that has no initials, and one that has."""
        worth = accumulate(sorted((like.best_worth for like in likes), reverse=True))
        bits = accumulate(sorted((like.best_bits for like in likes), reverse=True))
        best = list(enumerate(zip(worth, bits, strict=True), 1))
        without, with_initial = (
            next((met for met, (w, b) in best if any(w >= worth and b >= bits for worth, bits in least[met])), MANY)
            for least in needs
        )
        return without, with_initial

    def _met(self, likes: Sequence[Likes], words: Numbers, rows: Numbers) -> Numbers:
        """The best that each row holds of the likes of each word, fact by fact (see `Likes`); `words` are all of these."""
        rows_of, slots = self.shelf.rows, self._slots
        slots[words] = np.arange(1, len(words) + 1)
        of = np.arange(len(likes)).repeat([len(like.words) for like in likes])
        values = np.zeros((len(words) + 1, len(likes), FACTS))
        values[slots.take(words), of] = np.concatenate([like.facts for like in likes])
        places, first, _ = rows_of.places(rows)
        held = slots.take(rows_of.items.take(places))
        slots[words] = 0
        best: Numbers = np.maximum.reduceat(values.take(held, axis=0), first)
        return best

    def _held(self, words: Numbers, rows: Numbers) -> Numbers:
        """How many of the words, which are like the query's, each row holds. Of a long row that is not counted: many."""
        self._marks[words] = 1
        held = np.bitwise_count(self._marks.take(self.shelf.heads.take(rows, axis=0)).view(np.uint32)[:, 0])
        self._marks[words] = 0
        return held

    def _written_apart(self, words: dict[int, Word], one_of_several: bool) -> Iterator[tuple[int, Numbers]]:
        """The rows that write a word of a query as two, for each place of such a word."""
        sought = [(i, key) for i, w in words.items() if not w.syllable for key in keys.of_written_apart(w)]
        rows, which = self.shelf.rows_by_neighbours.under(keys.hashed(key for _, key in sought))
        if one_of_several:  # a whole name is no single word of a longer one
            [longer] = (self.shelf.parts.take(rows) > 2).nonzero()
            rows, which = rows.take(longer), which.take(longer)
        if len(rows):
            organisations = self.shelf.kinds[self.shelf.heads[rows, 0]] == ORGANISATIONS_WORD
            of_kind = organisations == next(iter(words.values())).organisation
            rows, which = rows[of_kind].astype(np.int64), which[of_kind]
            places = np.array([i for i, _ in sought])[which]
            for i in set(places.tolist()):
                yield i, rows[places == i]

    def _part(self, number: int) -> Part:
        """A listed word, as a part of a name."""
        known = self._parts.get(number)
        if known is None:
            if len(self._parts) >= MOST_REMEMBERED:
                self._parts.clear()
            known = self._parts[number] = Part("", self.shelf.word(number))
        return known

    def _by_acronym(self, query: PreparedName) -> Numbers:
        """Rows whose acronym the query is, or that are an acronym of the query."""
        if not query.parts or not query.parts[0].word.organisation:
            return NOTHING
        if len(query.parts) == 1:
            text = query.parts[0].word.text
            found, _ = self.shelf.words_by_key.under(keys.hashed([keys.of_acronym(text)]))
            wanted = [
                n for n in found.tolist() if self.shelf.kinds[n] == ACRONYM and self.shelf.words[n] == text.encode()
            ]
        else:
            found, _ = self.shelf.words_by_key.under(keys.hashed(f"t{acronym}" for acronym in query.acronyms))
            found = found[self.shelf.kinds[found] == ORGANISATIONS_WORD]
            wanted = [n for n in found.tolist() if self._part(n).word.text in query.acronyms]
        return np.concatenate([holders.together(np.array(wanted, np.int64)) for holders in self._holders])


def _twice_otherwise(rows: Numbers, of: Numbers) -> list[int]:
    """The rows that two readings lead to besides the query as it stands: they may differ in two places, beyond either bound."""
    led_by: dict[int, int] = {}
    both = zip(rows.tolist(), of.tolist(), strict=True)
    return [row for row, number in both if number and led_by.setdefault(row, number) != number]


def _another(others: Sequence[int], initials: int, floor: Floor, joined: bool = False) -> tuple[int, int]:
    """How many words like the query's a row must hold that is known to hold one written as two, or as one (`joined`)."""
    needed = bool(others) and not initials and not floor.one_word_is_enough
    return joined + needed, int(joined)
