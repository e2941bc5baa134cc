"""Which listed words the words of a query may meet, and what each meeting is worth at most.

All words of a query are looked up together, in a few steps over arrays: what stands under their keys (`keys.py`), how far
apart the letters are, and from that the most that each meeting can be worth and tell (`reach.py`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from venuecheck.screening.chinese import ANOTHER_CUSTOM
from venuecheck.screening.index import keys
from venuecheck.screening.index.arrays import Numbers, running
from venuecheck.screening.index.reach import most_told, most_worth, most_worth_across
from venuecheck.screening.index.shelf import ORGANISATIONS_WORD, PERSONS_WORD, SPELLING, Shelf
from venuecheck.screening.lexicon import MOST_BITS
from venuecheck.screening.likeness import BEYOND_THE_COMMONER, BITS_A_CONSONANT, LEAST_WORTH, costs, meet
from venuecheck.screening.scoring import MOST_JOIN_COST
from venuecheck.screening.words import Word

MOST_REMEMBERED = 20_000
MOST_LETTERS_APART = 2
LETTERS, SOUNDS, READINGS, CHARACTERS, KNOWLEDGE = 1, 2, 4, 8, 16
"""By which of the kinds of keys a word was found, in the order of `keys.Asked`."""
KINDS_OF_KEYS = 5


@dataclass(frozen=True, slots=True)
class Likes:
    """The listed words that a word of a query may meet, and the most that each meeting is worth and tells."""

    words: Numbers
    worth: Numbers
    bits: Numbers
    same: Numbers
    """Whether the listed word looks the same."""
    holders: int
    """How many names hold any of them."""
    best_worth: float
    best_bits: float

    def or_(self, other: Likes) -> Likes:
        """What meets one word or another; of what meets both, the better meeting comes last and counts."""
        worth = np.concatenate([self.worth, other.worth])
        order = np.argsort(worth, kind="stable")
        return Likes(
            words=np.concatenate([self.words, other.words])[order],
            worth=worth[order],
            bits=np.concatenate([self.bits, other.bits])[order],
            same=np.concatenate([self.same, other.same])[order],
            holders=self.holders + other.holders,
            best_worth=max(self.best_worth, other.best_worth),
            best_bits=max(self.best_bits, other.best_bits),
        )


@dataclass(frozen=True, slots=True)
class Sought:
    """A word that is looked for: one of the query, or two of its neighbours written as one (`joined`)."""

    text: str
    plain: str
    keys: keys.Asked
    word: Word | None = None
    """None for neighbours in Latin letters: how telling those are together is hardly ever worth finding out."""
    joined: bool = False


class LikesFinder:
    """Finds the likes of words on a shelf, and remembers them."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self._remembered: dict[Word, Likes] = {}
        self._other_scripts = bool(shelf.foreign.any())

    def of(
        self, words: Collection[Word], joined: Sequence[Sought], organisation: bool
    ) -> tuple[dict[Word, Likes], list[Likes]]:
        """The likes of some words, and of some neighbours written as one."""
        if len(self._remembered) > MOST_REMEMBERED:
            self._remembered.clear()
        new = [w for w in dict.fromkeys(words) if w not in self._remembered]
        sought = [*map(self.sought, new), *joined]
        found = self._found(sought, organisation) if sought else []
        self._remembered.update(zip(new, found, strict=False))
        return {w: self._remembered[w] for w in words}, found[len(new) :]

    def sought(self, w: Word, joined: bool = False) -> Sought:
        """What is looked for of a word."""
        return Sought(w.text, w.plain, keys.of_asked(w, self._other_scripts), w, joined)

    def _found(self, sought: Sequence[Sought], organisation: bool) -> list[Likes]:
        ours, theirs = _Facts.of(sought), self.shelf
        of, listed, flags = self._under(sought, organisation)
        across = theirs.foreign.take(listed) | ours.across.take(of)
        longest = np.maximum(theirs.lengths.take(listed), ours.lengths.take(of))
        known = theirs.known.take(listed) & ours.known.take(of)
        bits = _bits_together(theirs.bits.take(listed), ours.bits.take(of), known, across)
        written, plain = self._letters_apart(ours, of, listed)
        letters = np.minimum(written, plain)
        same = theirs.texts.take(listed) == ours.texts.take(of)
        kind = "organisation" if organisation else "person"
        joined, knowledge = ours.joined.take(of), (flags & KNOWLEDGE) > 0
        worth = most_worth(
            kind,
            bits,
            letters / longest,
            names=known,
            slip=_is_slip(written, plain, longest),
            begins=self._begins(ours, of, listed),
            alike=((flags & SOUNDS) > 0) & (letters <= np.maximum(MOST_LETTERS_APART, longest // 3)),
            read=(flags & READINGS) > 0,
            known=knowledge | (joined & theirs.known.take(listed) & (letters <= MOST_LETTERS_APART)),
        )
        syllables = ours.syllables.take(of) & theirs.syllables.take(listed) & ~across & ~knowledge & ~same
        if syllables.any():
            cost, each = costs(kind)["habit"]
            by_character = np.where((flags & CHARACTERS) > 0, bits - cost - each * ANOTHER_CUSTOM, -np.inf)
            worth = np.where(syllables, by_character, worth)
        if across.any():
            consonants = np.where(theirs.known.take(listed), bits, np.minimum(bits, ours.bits_of_consonants.take(of)))
            vowels_count = ~(ours.vowelless.take(of) | ours.chinese.take(of) | theirs.foreign.take(listed))
            between = most_worth_across(
                kind,
                np.where(knowledge, bits, consonants),
                np.where(vowels_count, letters / longest, 0.0),
                known=(flags >= READINGS) | (letters == 0),
            )
            worth = np.where(across, between, worth)
        told = most_told(bits, np.maximum(worth, 0.0))
        for place in np.flatnonzero(across & (worth > LEAST_WORTH)).tolist():
            word = sought[of[place]].word
            if word is not None:  # its sounds tell more than a bound on them, and comparing whole names would cost more
                how = meet(word, self.shelf.word(listed[place]))
                bits[place], worth[place], told[place] = (
                    (how.bits, how.worth, how.tells) if how else (0.0, -np.inf, 0.0)
                )
        may = (worth > LEAST_WORTH) & ~(joined & (theirs.syllables.take(listed) | (bits - worth > MOST_JOIN_COST)))
        return self._by_word(len(sought), *(column[may] for column in (of, listed, worth, told, same)))

    def _under(self, sought: Sequence[Sought], organisation: bool) -> tuple[Numbers, Numbers, Numbers]:
        """What stands under the keys: for which of the words that are sought, the listed word, and by what kinds of keys."""
        sets = [keys_of_kind for one in sought for keys_of_kind in one.keys]
        found, which = self.shelf.words_by_key.under(keys.hashed(chain.from_iterable(sets)))
        wanted = self.shelf.kinds.take(found) == (ORGANISATIONS_WORD if organisation else PERSONS_WORD)
        place = np.repeat(np.arange(len(sets)), [len(one) for one in sets]).take(which[wanted])
        words, every_flag = len(self.shelf.kinds), (1 << KINDS_OF_KEYS) - 1
        pairs = ((place // KINDS_OF_KEYS * words + found[wanted]) << KINDS_OF_KEYS) + (1 << place % KINDS_OF_KEYS)
        pairs.sort()
        first = np.flatnonzero(np.diff(pairs >> KINDS_OF_KEYS, prepend=-1))
        flags = np.bitwise_or.reduceat(pairs & every_flag, first) if len(first) else first
        of, listed = np.divmod(pairs.take(first) >> KINDS_OF_KEYS, words)
        return of, listed, flags

    def _letters_apart(self, ours: _Facts, of: Numbers, listed: Numbers) -> tuple[Numbers, Numbers]:
        """By how many letters words differ as written, and in plain spelling."""
        texts, spellings = self.shelf.texts.take(listed).tolist(), self.shelf.spellings.take(listed).tolist()
        written, plain = np.zeros(len(of), np.uint8), np.zeros(len(of), np.uint8)
        ends = np.searchsorted(of, np.arange(len(ours.texts) + 1)).tolist()
        for i, (a, b) in enumerate(pairwise(ends)):
            if a < b:
                written[a:b] = process.cdist([ours.texts[i]], texts[a:b], scorer=OSA.distance, dtype=np.uint8)[0]
                plain[a:b] = process.cdist([ours.spellings[i]], spellings[a:b], scorer=OSA.distance, dtype=np.uint8)[0]
        return written, plain

    def _begins(self, ours: _Facts, of: Numbers, listed: Numbers) -> Numbers:
        """Whether one word is the beginning of the other."""
        a, b = ours.letter_by_letter.take(of, axis=0), _letter_by_letter(self.shelf.texts.take(listed))
        begins: Numbers = ((a == b) | (a == 0) | (b == 0)).all(axis=1)
        return begins

    def _by_word(
        self, count: int, of: Numbers, listed: Numbers, worth: Numbers, told: Numbers, same: Numbers
    ) -> list[Likes]:
        """The likes of each word, from those of all, which are in the order of the words."""
        worth = np.maximum(worth, 0.0)  # for it may meet nothing instead
        holders = self.shelf.holders.lengths(listed) + self.shelf.holders_with_initial.lengths(listed)
        held = running(holders).tolist()
        return [
            Likes(
                words=listed[a:b],
                worth=worth[a:b],
                bits=told[a:b],
                same=same[a:b],
                holders=held[b] - held[a],
                best_worth=float(worth[a:b].max(initial=0.0)),
                best_bits=float(told[a:b].max(initial=0.0)),
            )
            for a, b in pairwise(np.searchsorted(of, np.arange(count + 1)).tolist())
        ]


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is compared of the words that are sought: arrays with a place for each."""

    texts: Numbers
    spellings: Numbers
    letter_by_letter: Numbers
    lengths: Numbers
    bits: Numbers
    bits_of_consonants: Numbers
    known: Numbers
    across: Numbers
    vowelless: Numbers
    chinese: Numbers
    syllables: Numbers
    joined: Numbers

    @classmethod
    def of(cls, sought: Sequence[Sought]) -> _Facts:
        """The facts of some words."""
        texts = np.array([one.text.encode()[:SPELLING] for one in sought], f"S{SPELLING}")
        spellings = np.array([one.plain.encode()[:SPELLING] for one in sought], f"S{SPELLING}")
        lengths, bits, bits_of_consonants, *flags = np.array([_facts_of(one) for one in sought]).T
        return cls(
            texts,
            spellings,
            _letter_by_letter(texts),
            lengths,
            bits,
            bits_of_consonants,
            *(flag > 0 for flag in flags),
        )


def _facts_of(sought: Sought) -> tuple[float, ...]:
    w, length = sought.word, max(len(sought.text), len(sought.plain))
    if w is None:
        return (length, MOST_BITS, np.inf, False, False, False, False, False, sought.joined)
    across = w.native != "" or w.vowelless
    consonants = BITS_A_CONSONANT * len(w.skeleton) if w.vowelless else np.inf
    syllable = w.syllable and not across
    return (length, w.bits, consonants, w.known, across, w.vowelless, w.chinese, syllable, sought.joined)


def _is_slip(written: Numbers, plain: Numbers, longest: Numbers) -> Numbers:
    """Whether words may differ by a slip of the pen (see `likeness.py`)."""
    slip: Numbers = (
        (written <= 1) | ((written <= MOST_LETTERS_APART) & (longest >= keys.TWO_SLIPS)) | (plain <= longest // 4)
    )
    return slip


def _letter_by_letter(texts: Numbers) -> Numbers:
    return texts.view(np.uint8).reshape(-1, SPELLING)


def _bits_together(listed: Numbers, ours: Numbers, known: Numbers, across: Numbers) -> Numbers:
    """How telling listed words and those that they meet are together (see `likeness.meet`)."""
    least = np.minimum(listed, ours)
    beyond = np.minimum((listed - least + ours - least) / 2, np.where(across, np.inf, BEYOND_THE_COMMONER))
    return least + np.where(known, 0.0, beyond)
