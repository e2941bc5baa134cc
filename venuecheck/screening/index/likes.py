"""Which listed words the words of a query may meet, and what each meeting is worth at most.

All words of a query are looked up together, in a few steps over arrays: what stands under their keys (`keys.py`), how far
apart the letters are, and from that the most that each meeting can be worth and tell (`reach.py`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from venuecheck.screening.index import keys
from venuecheck.screening.index.arrays import Numbers, running
from venuecheck.screening.index.reach import Likeness, most_told, most_worth, most_worth_across
from venuecheck.screening.index.shelf import FACTS, ORGANISATIONS_WORD, PERSONS_WORD, SPELLING, Shelf
from venuecheck.screening.lexicon import MOST_BITS, familiar_forms, look_up
from venuecheck.screening.likeness import BEYOND_THE_COMMONER, BITS_A_CONSONANT, LEAST_WORTH, meet
from venuecheck.screening.scoring import MOST_JOIN_COST, NOT_FOR_JOINS
from venuecheck.screening.words import Word, word

MOST_REMEMBERED = 20_000
MOST_LETTERS_APART = 2
LETTER_BITS = 32
NOTHING = np.zeros(0, np.int64)
LETTERS, SOUNDS, READINGS, CHARACTERS, KNOWLEDGE = 1, 2, 4, 8, 16
"""By which of the kinds of keys a word was found, in the order of `keys.Asked`."""
KINDS_OF_KEYS = 5


class Likes(NamedTuple):
    """The listed words that a word of a query may meet, and the most that each meeting is worth and tells."""

    words: Numbers
    facts: Numbers
    """Beside each word: the most that the meeting is worth and tells, a one, and whether the listed word looks the same."""
    holders: int
    """How many names hold any of them."""
    best_worth: float
    best_bits: float

    @property
    def worth(self) -> Numbers:
        """What each meeting is worth at most."""
        return self.facts[:, 0]

    @property
    def bits(self) -> Numbers:
        """What each meeting tells at most."""
        return self.facts[:, 1]

    def or_(self, other: Likes) -> Likes:
        """What meets one word or another; of what meets both, the better meeting comes last and counts."""
        facts = np.concatenate([self.facts, other.facts])
        order = np.argsort(facts[:, 0], kind="stable")
        return Likes(
            words=np.concatenate([self.words, other.words])[order],
            facts=facts[order],
            holders=self.holders + other.holders,
            best_worth=max(self.best_worth, other.best_worth),
            best_bits=max(self.best_bits, other.best_bits),
        )


def facts_of(worth: Numbers, told: Numbers, same: Numbers) -> Numbers:
    """See `Likes.facts`."""
    return np.stack((worth, told, np.ones(len(worth)), same), axis=1)


class Sought(NamedTuple):
    """A word that is looked for: one of the query, or two of its neighbours written as one (`joined`)."""

    text: str
    plain: str
    keys: keys.Asked
    word: Word | None = None
    """None for neighbours in Latin letters: how telling those are together is hardly ever worth finding out."""
    joined: bool = False
    alone: bool = False
    """Whether it is a whole name written as one, and so no word of a longer name; it needs no keys."""


NO_LIKES = Likes(NOTHING, np.zeros((0, FACTS)), 0, 0.0, 0.0)
NO_MEETINGS = (NOTHING, NOTHING, np.zeros(0), np.zeros(0), np.zeros(0, bool))


class LikesFinder:
    """Finds the likes of words on a shelf, and remembers them."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.number_of = lru_cache(MOST_REMEMBERED)(shelf.number_of)
        self._remembered: dict[Word, Likes] = {}
        self._words: dict[int, Word] = {}
        self._other_scripts = bool(shelf.foreign.any())
        self._alone = _Alone(shelf)

    def of(
        self, words: Collection[Word], joined: Sequence[Sought], organisation: bool
    ) -> tuple[dict[Word, Likes], list[Likes]]:
        """The likes of some words, and of some neighbours written as one."""
        if len(self._remembered) > MOST_REMEMBERED:
            self._remembered.clear()
        new = [w for w in dict.fromkeys(words) if w not in self._remembered]
        self._remembered.update(self._known(new))
        new = [w for w in new if w not in self._remembered]
        sought = [*map(self.sought, new), *joined]
        found = self.by_word(len(sought), *self.meetings(sought, organisation)) if sought else []
        self._remembered.update(zip(new, found, strict=False))
        return {w: self._remembered[w] for w in words}, found[len(new) :]

    def _known(self, words: Sequence[Word]) -> Iterator[tuple[Word, Likes]]:
        """Those of some words that are listed, with their likes, as far as these are known beforehand."""
        likes = self.shelf.likes
        for w in words:
            number = None if w.foreign else self.number_of(w.text, w.organisation)
            if number is None:
                continue
            start, end = likes.words.starts[number : number + 2].tolist()
            if start < end:
                yield (
                    w,
                    Likes(
                        likes.words.items[start:end],
                        likes.facts[start:end],
                        int(likes.holders[number]),
                        float(likes.best_worth[number]),
                        float(likes.best_bits[number]),
                    ),
                )

    def sought(self, w: Word, joined: bool = False) -> Sought:
        """What is looked for of a word."""
        return Sought(w.text, w.plain, keys.of_asked(w, self._other_scripts), w, joined)

    def meetings(
        self, sought: Sequence[Sought], organisation: bool
    ) -> tuple[Numbers, Numbers, Numbers, Numbers, Numbers]:
        """Which of what is sought may meet which listed words, what that is worth and tells, and whether they look the same.

        In the order of what is sought.
        """
        of, listed, flags = self._near_enough(sought, *self._candidates(sought, organisation))
        if not len(of):
            return NO_MEETINGS
        ours, theirs = _Facts.of(sought[: int(of[-1]) + 1]), self.shelf
        written, plain = self._letters_apart(ours, of, listed)
        across = theirs.foreign.take(listed) | ours.across.take(of)
        long_written = np.maximum(theirs.letters.take(listed), ours.letters.take(of))
        long_plain = np.maximum(theirs.plain_letters.take(listed), ours.plain_letters.take(of))
        known = theirs.known.take(listed) & ours.known.take(of)
        bits = _bits_together(theirs.bits.take(listed), ours.bits.take(of), known, across)
        same = theirs.texts.take(listed) == ours.texts.take(of)
        kind = "organisation" if organisation else "person"
        joined, knowledge = ours.joined.take(of), (flags & KNOWLEDGE) > 0
        like = Likeness(
            written=written / long_written,
            sounded=plain / long_plain,
            least=np.minimum(written, plain) / long_written,
            consonants=np.minimum(theirs.consonants.take(listed), ours.consonants.take(of)),
            names=known,
            slip=_is_slip(written, plain, long_written, long_plain),
            begins=self._begins(ours, of, listed) & ~joined,
            alike=((flags & SOUNDS) > 0) & (plain <= np.maximum(MOST_LETTERS_APART, long_plain // 3)),
            read=(flags & READINGS) > 0,
            known=knowledge | (ours.named.take(of) & theirs.known.take(listed)),
        )
        worth = most_worth(kind, bits, like)
        compared = across | joined
        if ours.syllables.any():
            syllables = ours.syllables.take(of) & theirs.syllables.take(listed) & ~across & ~same
            worth = np.where(syllables, np.where((flags & (CHARACTERS | KNOWLEDGE)) > 0, bits, -np.inf), worth)
            compared |= syllables
        if across.any():
            known_so = (flags >= READINGS) | (np.minimum(written, plain) == 0)
            between = self._between_scripts(kind, ours, of, listed, bits, like.sounded, knowledge, known_so)
            worth = np.where(across, between, worth)
        told = most_told(bits, np.maximum(worth, 0.0))
        for place in (compared & (worth > LEAST_WORTH)).nonzero()[0].tolist():
            # a bound on these is hardly ever near, and comparing whole names would cost more
            one = sought[of[place]]
            how = meet(one.word or word(one.text, organisation=organisation), self._word(int(listed[place])))
            if how is None or (one.joined and how.rule in NOT_FOR_JOINS and not across[place]):
                worth[place] = -np.inf
            else:
                bits[place], worth[place], told[place] = how.bits, how.worth, how.tells
        may = worth > LEAST_WORTH
        if joined.any():
            may &= ~(joined & (theirs.syllables.take(listed) | (bits - worth > MOST_JOIN_COST)))
        worth = np.maximum(worth, 0.0)  # for it may meet nothing instead
        return of[may], listed[may], worth[may], told[may], same[may]

    def _word(self, number: int) -> Word:
        """A listed word; those that are compared with words of another script are so again and again."""
        found = self._words.get(number)
        if found is None:
            if len(self._words) >= MOST_REMEMBERED:
                self._words.clear()
            found = self._words[number] = self.shelf.word(number)
        return found

    def _between_scripts(
        self,
        kind: str,
        ours: _Facts,
        of: Numbers,
        listed: Numbers,
        bits: Numbers,
        apart: Numbers,
        knowledge: Numbers,
        known: Numbers,
    ) -> Numbers:
        """The most that meetings are worth of words of which one is written in another script."""
        theirs = self.shelf
        consonants = np.where(theirs.known.take(listed), bits, np.minimum(bits, ours.bits_of_consonants.take(of)))
        vowels_count = ~(ours.vowelless.take(of) | ours.chinese.take(of) | theirs.foreign.take(listed))
        told = np.where(knowledge, bits, consonants)
        return most_worth_across(kind, told, np.where(vowels_count, apart, 0.0), known)

    def _candidates(self, sought: Sequence[Sought], organisation: bool) -> tuple[Numbers, Numbers, Numbers]:
        """The listed words to look at: for which of the words that are sought, the word, and by what kinds of keys.

        A whole name written as one is sought last.
        """
        by_keys = [one for one in sought if not one.alone]
        found = [self._under(by_keys, organisation)] if by_keys else []
        for one in sought[len(by_keys) :]:
            listed = self._alone.like(one.text, one.plain, ORGANISATIONS_WORD if organisation else PERSONS_WORD)
            found.append((np.full(len(listed), len(by_keys)), listed, np.full(len(listed), LETTERS)))
        of, listed, flags = map(np.concatenate, zip(*found, strict=True))
        return of, listed, flags

    def _under(self, sought: Sequence[Sought], organisation: bool) -> tuple[Numbers, Numbers, Numbers]:
        """What stands under the keys: for which of the words that are sought, the listed word, and by what kinds of keys."""
        spellings = [(i, spelling) for i, one in enumerate(sought) for spelling in one.keys.spellings]
        sets = [(i, kind, texts) for i, one in enumerate(sought) for kind, texts in enumerate(one.keys.texts())]
        spelled, which_spelling = keys.of_spellings([spelling for _, spelling in spellings])
        of_sets = keys.hashed(chain.from_iterable(texts for _, _, texts in sets))
        found, which = self.shelf.words_by_key.under(np.concatenate([spelled, of_sets]))
        words, every_flag = len(self.shelf.kinds), (1 << KINDS_OF_KEYS) - 1
        key = np.concatenate(
            [
                np.array([(i * words << KINDS_OF_KEYS) + LETTERS for i, _ in spellings]).take(which_spelling),
                np.array([(i * words << KINDS_OF_KEYS) + (1 << kind) for i, kind, _ in sets]).repeat(
                    [len(texts) for _, _, texts in sets]
                ),
            ]
        )
        [wanted] = (self.shelf.kinds.take(found) == (ORGANISATIONS_WORD if organisation else PERSONS_WORD)).nonzero()
        pairs = key.take(which.take(wanted)) + (found.take(wanted).astype(np.int64) << KINDS_OF_KEYS)
        pairs.sort()
        without_flags = pairs >> KINDS_OF_KEYS
        is_first = np.ones(len(pairs), bool)
        is_first[1:] = without_flags[1:] != without_flags[:-1]
        [first] = is_first.nonzero()
        flags = np.bitwise_or.reduceat(pairs & every_flag, first) if len(first) else first
        of, listed = np.divmod(without_flags.take(first), words)
        return of, listed, flags

    def _near_enough(
        self, sought: Sequence[Sought], of: Numbers, listed: Numbers, flags: Numbers
    ) -> tuple[Numbers, Numbers, Numbers]:
        """Without those that are no neighbours written as one: most that are found are not, and to tell is quick."""
        first = int(np.searchsorted(of, sum(one.word is not None for one in sought)))
        if first == len(of):
            return of, listed, flags
        theirs, others = self.shelf, listed[first:]
        near = np.arange(len(of)) < first
        near[first:] = theirs.foreign.take(others)
        written, plain = theirs.texts.take(others).tolist(), theirs.spellings.take(others).tolist()
        ours = [(one.text.encode()[:SPELLING], one.plain.encode()[:SPELLING]) for one in sought]
        for place, (i, text, spelling) in enumerate(zip(of[first:].tolist(), written, plain, strict=True), first):
            our_text, our_spelling = ours[i]
            if _is_near(our_text, text) or _is_near(our_spelling, spelling):
                near[place] = True
        return of[near], listed[near], flags[near]

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

    def by_word(
        self, count: int, of: Numbers, listed: Numbers, worth: Numbers, told: Numbers, same: Numbers
    ) -> list[Likes]:
        """The likes of each word, from those of all, which are in the order of the words."""
        if not len(of):
            return [NO_LIKES] * count
        holders = self.shelf.holders.lengths(listed) + self.shelf.holders_with_initial.lengths(listed)
        held, facts = running(holders).tolist(), facts_of(worth, told, same)
        return [
            Likes(
                words=listed[a:b],
                facts=facts[a:b],
                holders=held[b] - held[a],
                best_worth=float(worth[a:b].max(initial=0.0)),
                best_bits=float(told[a:b].max(initial=0.0)),
            )
            for a, b in pairwise(np.searchsorted(of, np.arange(count + 1)).tolist())
        ]


class _Alone:
    """The words that are a whole listed name each, by their kinds, their lengths and the letters that they have."""

    def __init__(self, shelf: Shelf) -> None:
        every = np.unique(shelf.heads[shelf.parts == 1, 0]).astype(np.int64)
        self._of_kind: dict[int, list[_ByLength]] = {}
        for kind in (PERSONS_WORD, ORGANISATIONS_WORD):
            words = every[shelf.kinds.take(every) == kind]
            spelled = ((shelf.texts, shelf.letters), (shelf.spellings, shelf.plain_letters))
            self._of_kind[kind] = [
                _ByLength.of(words, texts.take(words), letters.take(words)) for texts, letters in spelled
            ]

    def like(self, text: str, plain: str, kind: int) -> Numbers:
        """Those that have nearly the letters of a word, as written or in plain spelling."""
        written, spelled = self._of_kind[kind]
        return np.array(sorted({*written.near(text), *spelled.near(plain)}), np.int64)


@dataclass(frozen=True, slots=True)
class _ByLength:
    """Words in the order of their lengths."""

    words: Numbers
    letters_in: Numbers
    """A bit for each letter that a word has, and one for each that it has twice."""
    starts: list[int]
    """Where the words of each length start."""

    @classmethod
    def of(cls, words: Numbers, texts: Numbers, letters: Numbers) -> _ByLength:
        """Some words that are written so, and have so many letters."""
        order = np.argsort(letters, kind="stable")
        letters_in = np.array([_letters_in(text) for text in texts[order].tolist()], np.uint64)
        return cls(words[order], letters_in, running(np.bincount(letters)).tolist())

    def near(self, text: str) -> list[int]:
        """Those that may be two letters apart from a text."""
        longest = len(self.starts) - 1
        start = self.starts[min(max(len(text) - MOST_LETTERS_APART, 0), longest)]
        end = self.starts[min(len(text) + MOST_LETTERS_APART + 1, longest)]
        differ = np.bitwise_count(self.letters_in[start:end] ^ np.uint64(_letters_in(text.encode()[:SPELLING])))
        near: list[int] = self.words[start:end][differ <= 2 * MOST_LETTERS_APART].tolist()
        return near


def _letters_in(text: bytes) -> int:
    found = 0
    for letter in text:
        bit = 1 << letter % LETTER_BITS
        found |= bit << LETTER_BITS if found & bit else bit
    return found


class _Facts(NamedTuple):
    """What is compared of the words that are sought: arrays with a place for each."""

    texts: Numbers
    spellings: Numbers
    letter_by_letter: Numbers
    letters: Numbers
    plain_letters: Numbers
    consonants: Numbers
    bits: Numbers
    bits_of_consonants: Numbers
    known: Numbers
    across: Numbers
    vowelless: Numbers
    chinese: Numbers
    syllables: Numbers
    joined: Numbers
    named: Numbers
    """Whether neighbours written as one may be a name that has other forms."""

    @classmethod
    def of(cls, sought: Sequence[Sought]) -> _Facts:
        """The facts of some words."""
        texts = np.array([one.text.encode()[:SPELLING] for one in sought], f"S{SPELLING}")
        spellings = np.array([one.plain.encode()[:SPELLING] for one in sought], f"S{SPELLING}")
        facts = np.array([_facts_of(one) for one in sought]).T
        return cls(texts, spellings, _letter_by_letter(texts), *facts[:NUMBERS], *(facts[NUMBERS:] > 0))


NUMBERS = 5
"""So many of the facts of a word are numbers; what follows is true or not."""


def _facts_of(sought: Sought) -> tuple[float, ...]:
    w, letters, joined = sought.word, (len(sought.text), len(sought.plain)), sought.joined
    named = joined and (look_up(sought.text).known or len(familiar_forms(sought.text)) > 0)
    if w is None:
        return (*letters, np.inf, MOST_BITS, np.inf, False, False, False, False, False, joined, named)
    across = w.native != "" or w.vowelless
    consonants = len(w.skeleton)
    of_consonants = BITS_A_CONSONANT * consonants if w.vowelless else np.inf
    syllable = w.syllable and not across
    return (
        *(*letters, consonants, w.bits, of_consonants),
        *(w.known, across, w.vowelless, w.chinese, syllable, joined, named),
    )


def _is_near(text: bytes, listed: bytes) -> bool:
    """Whether two words differ by few letters."""
    return OSA.distance(text, listed, score_cutoff=MOST_LETTERS_APART) <= MOST_LETTERS_APART


def _is_slip(written: Numbers, plain: Numbers, long_written: Numbers, long_plain: Numbers) -> Numbers:
    """Whether words may differ by a slip of the pen (see `likeness._by_letters`)."""
    slip: Numbers = (
        ((written <= 1) & (long_written >= 3))
        | ((written <= MOST_LETTERS_APART) & (long_written >= 6))
        | ((plain <= long_plain // 4) & (long_plain >= 4))
    )
    return slip


def _letter_by_letter(texts: Numbers) -> Numbers:
    return texts.view(np.uint8).reshape(-1, SPELLING)


def _bits_together(listed: Numbers, ours: Numbers, known: Numbers, across: Numbers) -> Numbers:
    """How telling listed words and those that they meet are together (see `likeness.meet`)."""
    beyond = np.minimum(np.abs(listed - ours) / 2, np.where(across, np.inf, BEYOND_THE_COMMONER))
    return np.minimum(listed, ours) + np.where(known, 0.0, beyond)
