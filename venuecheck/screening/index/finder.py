"""Which names of a shelf can have a score, found without comparing a query with all of them.

Most words of a name are common, and the names that hold only those are many and never raised. So a query's words are
taken from the commonest to the rarest, for as long as what met so far could not raise any name; every name that can be
raised holds one of the words that remain. Those names alone are looked at, all at once: whether they hold enough words
like the query's, then what can be said for each at most (`reach.py`). Those whose bound reaches the floor are scored as a
pair is. The cost grows with the number of names like the query, not with the list.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from venuecheck.screening.index import keys
from venuecheck.screening.index.arrays import Numbers, running
from venuecheck.screening.index.reach import Floor, Meetings, floor_of, most_told, most_worth
from venuecheck.screening.index.shelf import ACRONYM, ORGANISATIONS_WORD, PERSONS_WORD, SPELLING, Shelf
from venuecheck.screening.likeness import BEYOND_THE_COMMONER, LEAST_WORTH, Meeting, meet
from venuecheck.screening.pairs import compared
from venuecheck.screening.scoring import MOST_JOIN_COST, NOT_FOR_JOINS, VERY_COMMON_BITS
from venuecheck.screening.sounds import plain_spelling
from venuecheck.screening.words import Part, PreparedName, Word, word

MOST_REMEMBERED = 20_000
MOST_LETTERS_APART = 2
MOST_PARTS = 15
"""Names of more parts are looked at as if they had so many."""
NOTHING = np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True)
class Likes:
    """The listed words that a word of a query may meet, and what each meeting is worth. Place 0 of both stands for none."""

    words: Numbers
    worth: Numbers
    bits: Numbers
    own: int
    """The very same word of the list, or -1."""
    holders: int
    """How many names hold any of them."""
    best: tuple[float, float]
    """The most that meeting one of them is worth, and tells."""


class Finder:
    """Finds names on a shelf. It remembers what words meet, and has scratch space: for one thread at a time."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self._likes: dict[Word, Likes] = {}
        self._parts: dict[int, Part] = {}
        self._scratch = np.zeros(len(shelf.kinds), np.int32)
        self._marks = shelf.marks()

    def scored(self, query: PreparedName, kind: str, least: float) -> Iterator[tuple[int, float]]:
        """The rows that have at least that score, with it: those first of which most is to be expected."""
        floor = floor_of(least, kind)
        found = [*self._reached(query, floor), self._by_acronym(query)]
        rows, most = (np.concatenate(arrays) for arrays in zip(*found, strict=True))
        for row in dict.fromkeys(rows[np.argsort(-most, kind="stable")].tolist()):
            score, _ = compared(query, self.shelf.row(row, self._part), kind)
            if score >= least:
                yield row, score

    def _reached(self, query: PreparedName, floor: Floor) -> Iterator[tuple[Numbers, Numbers]]:
        """The rows that can reach the floor, under each reading of the query's words."""
        words = [part.word for part in query.parts]
        initials = sum(w.initial for w in words)
        glued = {place: part.word for place, part in query.glued()}
        self._look_up([w for w in (*words, *glued.values()) if not w.initial])
        likes = {
            i: self._both(self._likes[w], self._likes[glued[i]]) if i in glued else self._likes[w]
            for i, w in enumerate(words)
            if not w.initial
        }
        yield self._of_reading(list(likes.values()), initials, floor)
        for i, joined in self._joined(words):
            others = [like for place, like in likes.items() if place not in (i, i + 1)]
            left = initials - words[i].initial - words[i + 1].initial
            holders = self.shelf.holders.together(joined.words)
            yield self._can_reach([*others, joined], left, floor, self._that_hold_another(others, left, floor, holders))
        for i, rows in self._written_apart({i: words[i] for i in likes}):
            others = [like for place, like in likes.items() if place != i]
            yield self._can_reach(
                others, initials, floor, self._that_hold_another(others, initials, floor, rows), apart=words[i]
            )

    def _of_reading(self, likes: Sequence[Likes], initials: int, floor: Floor) -> tuple[Numbers, Numbers]:
        """The rows that can reach the floor: all of them hold one of the query's rarer words, and enough of its words."""
        commonest_first = sorted(likes, key=lambda like: -like.holders)
        best_first = sorted(likes, key=lambda like: like.best, reverse=True)
        by_commonest, by_best = self._possible([commonest_first, best_first], initials, floor)
        [enough] = by_commonest.any(axis=(0, 1)).nonzero()
        if not len(enough):
            return NOTHING, NOTHING
        rarer = commonest_first[max(0, enough[0] - 1) :]
        rows = np.concatenate([self.shelf.holders.together(like.words) for like in rarer])
        return self._can_reach(likes, initials, floor, self._that_hold_enough(likes, by_best, rows))

    def _that_hold_enough(self, likes: Sequence[Likes], possible: Numbers, rows: Numbers) -> Numbers:
        """Those of some rows that hold so many words like the query's as a name of their shape needs (see `_possible`)."""
        fewest = np.where(possible.any(axis=2), possible.argmax(axis=2), 255)
        held = self._held(likes, rows)
        enough = held >= fewest.min()
        rows, held = rows[enough], held[enough]
        has_initial = (self.shelf.initials[rows] > 0).astype(np.intp)
        parts = np.minimum(self.shelf.parts[rows], MOST_PARTS)
        holders: Numbers = rows[held >= fewest[has_initial, parts]]
        return holders

    def _that_hold_another(self, others: Sequence[Likes], initials: int, floor: Floor, rows: Numbers) -> Numbers:
        """Of some rows that hold one of a query's words: those that hold another, where one is not enough."""
        if not others or initials or floor.one_word_is_enough:
            return rows
        another: Numbers = rows[(self._held(others, rows) > 0) | (self.shelf.initials[rows] > 0)]
        return another

    def _held(self, likes: Sequence[Likes], rows: Numbers) -> Numbers:
        """How many words each row holds that are like any of the query's. Of a long row that is not counted: many."""
        for like in likes:
            self._marks[like.words] = 1
        held = np.bitwise_count(self._marks.take(self.shelf.heads.take(rows, axis=0)).view(np.uint32)[:, 0])
        for like in likes:
            self._marks[like.words] = 0
        return held

    @staticmethod
    def _possible(orders: Sequence[Sequence[Likes]], initials: int, floor: Floor) -> Numbers:
        """Whether names can reach the floor that meet only so many words of a query, and those at best.

        By the order in which its words are taken, by whether the names have initials, by how many parts they have, and by
        the number of words, from the first on.
        """
        best = np.array([[(0.0, 0.0), *(like.best for like in likes)] for likes in orders])
        worth, bits = best.cumsum(axis=1).transpose(2, 0, 1)[:, :, None, None, :]
        words, parts = np.arange(best.shape[1]), np.arange(MOST_PARTS + 1)[:, None]
        met = np.minimum(words, parts)
        possible, _ = floor.reached(
            Meetings(
                met=met,
                worth=worth,
                bits=bits,
                most_bits=bits,
                telling=met,
                same=True,
                left_query=len(words) - 1 + initials - met,
                left_listed=parts - met,
                free=np.array([initials, initials + MOST_PARTS])[:, None, None],
            )
        )
        return possible

    def _can_reach(
        self, likes: Sequence[Likes], initials: int, floor: Floor, rows: Numbers, apart: Word | None = None
    ) -> tuple[Numbers, Numbers]:
        """Those of some rows that can reach the floor, and the most that the evidence for each can be.

        `apart` is one more word of the query, which all of these rows write as two.
        """
        if not len(rows):
            return NOTHING, NOTHING
        shelf, scratch = self.shelf, self._scratch
        places, first = shelf.rows.places(rows)
        words = shelf.rows.items[places]
        zero = np.zeros(len(rows))
        worth, bits, most_bits = zero, zero, zero
        met, telling, same = zero.astype(np.int64), zero, np.ones(len(rows), bool)
        for like in likes:
            scratch[like.words] = np.arange(1, len(like.worth))
            meeting = scratch[words]
            scratch[like.words] = 0
            of_like = np.maximum.reduceat(like.bits[meeting], first)
            met = met + (np.maximum.reduceat(meeting, first) > 0)
            worth = worth + np.maximum.reduceat(like.worth[meeting], first)
            bits, most_bits = bits + of_like, np.maximum(most_bits, of_like)
            telling = telling + (of_like > VERY_COMMON_BITS)
            same &= np.logical_or.reduceat(words == like.own, first)
        parts = shelf.parts[rows].astype(np.int64)
        if apart is not None:
            worth, bits, most_bits = worth + apart.bits, bits + apart.bits, np.maximum(most_bits, apart.bits)
            telling = telling + (apart.bits > VERY_COMMON_BITS)
            parts, same = parts - 2, np.zeros(len(rows), bool)
        met = np.minimum(met, parts)
        reached, most = floor.reached(
            Meetings(
                met=met,
                worth=worth,
                bits=bits,
                most_bits=most_bits,
                telling=telling,
                same=same,
                left_query=len(likes) + initials - met,
                left_listed=np.maximum(parts - met, 0),
                free=initials + shelf.initials[rows].astype(np.int64),
            )
        )
        return rows[reached], most[reached]

    def _look_up(self, words: Iterable[Word]) -> None:
        """Find out which listed words some may meet, and remember it."""
        if len(self._likes) > MOST_REMEMBERED:
            self._likes.clear()
        new = [w for w in dict.fromkeys(words) if w not in self._likes]
        asked = [keys.of_asked(w) for w in new]
        under = self._under([[*chain(*a)] for a in asked], bool(new) and new[0].organisation)
        for w, sought, (found, which) in zip(new, asked, under, strict=True):
            sounds, readings, known = np.searchsorted(which, running(np.array([*map(len, sought)]))[1:4]).tolist()
            if w.native or w.vowelless:
                self._likes[w] = self._likes_of(w, *self._meeting(w, self._once(found), meet))
            else:
                near, alike, read = self._once(found[:known]), found[sounds:readings], found[readings:known]
                self._likes[w] = self._may_meet(w, near, alike, read, self._once(found[known:]))

    def _may_meet(self, w: Word, near: Numbers, alike: Numbers, read: Numbers, known: Numbers) -> Likes:
        """What a word may meet: of words found by letters, those `alike` in sound, those `read` so, and those known to be one.

        Chinese syllables are compared one by one, for letters say nothing about those.
        """
        syllables = NOTHING
        if w.syllable:
            of_near, of_known = self.shelf.syllables[near], self.shelf.syllables[known]
            syllables = self._once(np.concatenate([near[of_near], known[of_known]]))
            near, known = near[~of_near], known[~of_known]
        bits = self._bits(w, near)
        apart, is_near = self._letters_apart(w.text, w.plain, near)
        worth = most_worth(
            "organisation" if w.organisation else "person",
            bits,
            apart,
            names=self.shelf.known[near] & w.known,
            near=is_near,
            alike=self._are_among(near, alike),
            read=self._are_among(near, read),
        )
        may = worth > LEAST_WORTH
        of_known = self._bits(w, known)
        found = [
            (near[may], worth[may], most_told(bits[may], worth[may])),
            (known, of_known, of_known),
            self._meeting(w, syllables, meet),
        ]
        return self._likes_of(w, *(np.concatenate(arrays) for arrays in zip(*found, strict=True)))

    def _are_among(self, words: Numbers, some: Numbers) -> Numbers:
        self._marks[some] = 1
        among = self._marks[words] > 0
        self._marks[some] = 0
        return among

    def _bits(self, w: Word, listed: Numbers) -> Numbers:
        """How telling listed words and one that they meet are together (see `likeness.meet`)."""
        bits = self.shelf.bits[listed].astype(float)
        least, mean = np.minimum(bits, w.bits), (bits + w.bits) / 2
        across = self.shelf.foreign[listed]
        unknown = np.where(across, mean, np.minimum(mean, least + BEYOND_THE_COMMONER))
        return np.where(self.shelf.known[listed] & w.known, least, unknown)

    def _letters_apart(self, text: str, plain: str, listed: Numbers) -> tuple[Numbers, Numbers]:
        """What share of their letters differs at least between listed words and one, and whether that is few of them.

        A word that is the beginning of the other is near, however much is missing.
        """
        if not len(listed):
            return np.zeros(0), np.zeros(0, bool)
        texts = self.shelf.texts.take(listed).tolist()
        written, spelled = text.encode()[:SPELLING], plain.encode()[:SPELLING]
        letters = np.minimum(
            process.cdist([written], texts, scorer=OSA.distance, dtype=np.uint8)[0],
            process.cdist([spelled], self.shelf.spellings.take(listed).tolist(), scorer=OSA.distance, dtype=np.uint8)[
                0
            ],
        )
        longest = np.maximum(self.shelf.lengths[listed], max(len(text), len(plain)))
        begins = [other.startswith(written) or written.startswith(other) for other in texts]
        return letters / longest, (letters <= np.maximum(MOST_LETTERS_APART, longest // 3)) | begins

    def _joined(self, words: Sequence[Word]) -> Iterator[tuple[int, Likes]]:
        """The listed words that two neighbours in a query may meet when they are written as one, and where those stand."""
        pairs = [(i, a, b) for i, (a, b) in enumerate(pairwise(words)) if not (a.initial and b.initial)]
        if any(w.vowelless or w.native for w in words):
            joined = [word(a.text + b.text, a.vowelless or b.vowelless, a.organisation) for _, a, b in pairs]
            sought = [set().union(*keys.of_asked(w)) for w in joined]
            for (i, _, _), w, (found, _) in zip(pairs, joined, self._under(sought, words[0].organisation), strict=True):
                like = self._likes_of(w, *self._meeting(w, self._once(found), _meet_joined))
                if like.holders:
                    yield i, like
            return
        sought = [keys.of_joined(a.text + b.text) for _, a, b in pairs]
        for (i, a, b), (found, _) in zip(pairs, self._under(sought, words[0].organisation), strict=True):
            text = a.text + b.text
            listed = self._once(found)
            apart, near = self._letters_apart(text, plain_spelling(text), listed)
            if near.any():
                w, kind = word(text, organisation=a.organisation), "organisation" if a.organisation else "person"
                bits, names = self._bits(w, listed), self.shelf.known[listed] & w.known
                worth = most_worth(kind, bits, apart, names=names, near=near, alike=near, read=np.zeros(1, bool))
                may = bits - worth <= MOST_JOIN_COST
                if may.any():
                    yield i, self._likes_of(w, listed[may], worth[may], most_told(bits[may], worth[may]))

    def _written_apart(self, words: dict[int, Word]) -> Iterator[tuple[int, Numbers]]:
        """The rows that write a word of a query as two, for each place of such a word."""
        sought = [(i, key) for i, w in words.items() for key in keys.of_written_apart(w)]
        rows, which = self.shelf.rows_by_neighbours.under(keys.hashed(key for _, key in sought))
        if len(rows):
            organisations = self.shelf.kinds[self.shelf.heads[rows, 0]] == ORGANISATIONS_WORD
            of_kind = organisations == next(iter(words.values())).organisation
            rows, which = rows[of_kind], which[of_kind]
            places = np.array([i for i, _ in sought])[which]
            for i in set(places.tolist()):
                yield i, np.unique(rows[places == i]).astype(np.int64)

    def _meeting(
        self, w: Word, listed: Numbers, how: Callable[[Word, Word], Meeting | None]
    ) -> tuple[Numbers, Numbers, Numbers]:
        """Those of some listed words that a word meets, what that is worth, and how telling they are."""
        found = [
            (number, met.worth, met.tells)
            for number in listed.tolist()
            if (met := how(w, self._part(number).word)) is not None
        ]
        numbers, worth, bits = np.array(found).reshape(-1, 3).T
        return numbers.astype(np.int64), worth, bits

    def _likes_of(self, w: Word, words: Numbers, worth: Numbers, bits: Numbers) -> Likes:
        looks_the_same = words[self.shelf.texts[words] == w.text.encode()[:SPELLING]].tolist()
        worth = np.maximum(worth, 0.0)  # for it may meet nothing instead
        return Likes(
            words=words,
            worth=np.concatenate([[0.0], worth]),
            bits=np.concatenate([[0.0], bits]),
            own=next((n for n in looks_the_same if self._part(n).word is w), -1),
            holders=int(self.shelf.holders.lengths(words).sum()),
            best=(float(worth.max(initial=0.0)), float(bits.max(initial=0.0))),
        )

    @staticmethod
    def _both(a: Likes, b: Likes) -> Likes:
        """What meets one word or the other; of what meets both, the better meeting comes last and counts."""
        worth = np.concatenate([a.worth[1:], b.worth[1:]])
        order = np.argsort(worth, kind="stable")
        return Likes(
            words=np.concatenate([a.words, b.words])[order],
            worth=np.concatenate([[0.0], worth[order]]),
            bits=np.concatenate([[0.0], np.concatenate([a.bits[1:], b.bits[1:]])[order]]),
            own=a.own,
            holders=a.holders + b.holders,
            best=(max(a.best[0], b.best[0]), max(a.best[1], b.best[1])),
        )

    def _once(self, numbers: Numbers) -> Numbers:
        """Numbers of words, each once."""
        places = np.arange(len(numbers))
        self._scratch[numbers] = places
        once: Numbers = numbers[self._scratch[numbers] == places]
        self._scratch[once] = 0
        return once

    def _part(self, number: int) -> Part:
        """A listed word, as a part of a name."""
        known = self._parts.get(number)
        if known is None:
            if len(self._parts) >= MOST_REMEMBERED:
                self._parts.clear()
            known = self._parts[number] = Part("", self.shelf.word(number))
        return known

    def _under(self, sought: Sequence[Collection[str]], organisation: bool) -> Iterator[tuple[Numbers, Numbers]]:
        """For each of some words, the listed words of people's or organisations' names under its keys; and under which."""
        found, which = self.shelf.words_by_key.under(keys.hashed(chain(*sought)))
        wanted = self.shelf.kinds[found] == (ORGANISATIONS_WORD if organisation else PERSONS_WORD)
        found, which = found[wanted], which[wanted]
        starts = running(np.array([len(one) for one in sought], np.int64))
        for start, (a, b) in zip(starts.tolist(), pairwise(np.searchsorted(which, starts).tolist()), strict=False):
            yield found[a:b], which[a:b] - start

    def _by_acronym(self, query: PreparedName) -> tuple[Numbers, Numbers]:
        """Rows whose acronym the query is, or that are an acronym of the query."""
        if not query.parts or not query.parts[0].word.organisation:
            return NOTHING, NOTHING
        if len(query.parts) == 1:
            text = query.parts[0].word.text
            found, _ = self.shelf.words_by_key.under(keys.hashed([keys.of_acronym(text)]))
            wanted = [
                n for n in found.tolist() if self.shelf.kinds[n] == ACRONYM and self.shelf.words[n] == text.encode()
            ]
        else:
            [(found, _)] = self._under([[f"t{acronym}" for acronym in query.acronyms]], organisation=True)
            wanted = [n for n in found.tolist() if self._part(n).word.text in query.acronyms]
        rows = self.shelf.holders.together(np.array(wanted, np.int64))
        return rows, np.full(len(rows), np.inf)


def _meet_joined(joined: Word, other: Word) -> Meeting | None:
    """How a word that a query writes as two meets a listed one, if it may (see `scoring.align`)."""
    how = None if other.syllable else meet(joined, other)
    if how is None or how.bits - how.worth > MOST_JOIN_COST:
        return None
    return how if how.rule not in NOT_FOR_JOINS or (how.rule == "habit" and (joined.native or other.native)) else None
