"""Filling a shelf: what is worked out once about each word and each name, and under which keys they are found."""

from __future__ import annotations

import gc
import marshal
from array import array
from collections.abc import Iterable
from dataclasses import astuple, replace
from itertools import pairwise

import numpy as np

from venuecheck.screening.index import keys
from venuecheck.screening.index.arrays import KeyTable, Lists, Numbers, Pieces
from venuecheck.screening.index.likes import known_likes
from venuecheck.screening.index.shelf import (
    ACRONYM,
    GLUED,
    HEAD,
    INITIAL,
    NO_PART,
    ORGANISATIONS_WORD,
    PERSONS_WORD,
    SPELLING,
    KnownLikes,
    Shelf,
)
from venuecheck.screening.pairs import ListedName, readings_of
from venuecheck.screening.words import PreparedName, Word, kept

SPELLINGS_AT_A_TIME = 2048
LONG_LIST, FEW_HOLDERS = 50_000, 4
"""On a list of so many names it is found out beforehand what each word is like that no fewer of them hold: such words are
likely asked about, and have many likes."""


def shelved(names: Iterable[ListedName]) -> Shelf:
    """Put names on a shelf."""
    collected = gc.isenabled()
    gc.disable()  # what is made here stays, and looking through it for cycles again and again would take a quarter longer
    try:
        draft = _Draft()
        for listed in names:
            draft.add(listed)
        return draft.finished()
    finally:
        if collected:
            gc.enable()


class _Draft:
    """A shelf that is being filled."""

    def __init__(self) -> None:
        self.word_numbers: dict[object, int] = {}
        self.words: list[bytes] = []
        self.kinds = array("B")
        self.texts: list[str] = []
        self.spellings: list[str] = []
        self.consonants = array("B")
        self.bits, self.known, self.syllables, self.foreign = array("f"), array("B"), array("B"), array("B")
        self.spelled: list[keys.Spelling] = []
        self.spelled_words = array("I")
        self.word_keys, self.keyed_words = array("I"), array("I")
        self.row_numbers: dict[bytes, int] = {}
        self.row_lengths, self.row_words, self.places = array("B"), array("I"), array("B")
        self.parts, self.initials = array("B"), array("B")
        self.neighbour_keys, self.keyed_rows = array("I"), array("I")
        self.names: list[bytes] = []
        self.several = array("B")
        self.listed_rows, self.listed_names = array("I"), array("I")
        self.entries: set[str] = set()

    def add(self, listed: ListedName) -> None:
        """Add one name under each way to read it."""
        rows = dict.fromkeys(self._row(prepared) for prepared in readings_of(listed.name, listed.kind))
        for row in rows:
            self.listed_rows.append(row)
            self.listed_names.append(len(self.names))
        self.several.append(len(rows) > 1)
        known = astuple(listed.known) if listed.known else None
        self.names.append(marshal.dumps((listed.entry_id, listed.kind, listed.name, listed.is_alias, known)))
        self.entries.add(listed.entry_id)

    def _row(self, prepared: PreparedName) -> int:
        words = [self._word(part.word) for part in prepared.parts]
        places = list(range(len(words)))
        for place, part in prepared.glued():
            words.append(self._word(part.word))
            places.append(GLUED + place)
        for acronym in sorted(prepared.acronyms):
            words.append(self._acronym(acronym))
            places.append(NO_PART)
        content = array("I", words).tobytes() + bytes(places)
        number = self.row_numbers.setdefault(content, len(self.row_numbers))
        if number == len(self.parts):
            self.row_lengths.append(len(words))
            self.row_words.extend(words)
            self.places.extend(places)
            self.parts.append(len(prepared.parts))
            self.initials.append(sum(part.word.initial for part in prepared.parts))
            for a, b in pairwise(part.word for part in prepared.parts):
                if not (a.initial and b.initial):
                    self._keep_keys(keys.of_neighbours(a, b), number, self.neighbour_keys, self.keyed_rows)
        return number

    def _word(self, w: Word) -> int:
        key = (w.text, w.native, w.vowelless, w.organisation)
        number = self.word_numbers.get(key)
        if number is None:
            number = self.word_numbers[key] = len(self.words)
            self.words.append(kept(w))
            self.texts.append(w.text)
            self.spellings.append(w.plain)
            self.consonants.append(min(len(w.skeleton), 255))
            self.bits.append(w.bits)
            self.known.append(w.known)
            self.syllables.append(w.syllable)
            self.foreign.append(bool(w.native or w.vowelless))
            self.kinds.append(INITIAL if w.initial else ORGANISATIONS_WORD if w.organisation else PERSONS_WORD)
            if not w.initial:
                spellings, found = keys.of_listed(w)
                self.spelled.extend(spellings)
                self.spelled_words.extend([number] * len(spellings))
                self._keep_keys(found, number, self.word_keys, self.keyed_words)
        return number

    def _acronym(self, acronym: str) -> int:
        key = keys.of_acronym(acronym)
        number = self.word_numbers.get(key)
        if number is None:
            number = self.word_numbers[key] = len(self.words)
            self.words.append(acronym.encode())
            self.texts.append("")
            self.spellings.append("")
            self.consonants.append(0)
            self.bits.append(0.0)
            self.known.append(False)
            self.syllables.append(False)
            self.foreign.append(False)
            self.kinds.append(ACRONYM)
            self._keep_keys([key], number, self.word_keys, self.keyed_words)
        return number

    @staticmethod
    def _keep_keys(found: Iterable[str], number: int, hashes: array[int], numbers: array[int]) -> None:
        before = len(hashes)
        hashes.extend(map(keys.hash_of, found))
        numbers.extend([number] * (len(hashes) - before))

    def finished(self) -> Shelf:
        """The shelf."""
        kinds, row_words = _numbers(self.kinds), _numbers(self.row_words)
        rows = Lists(np.concatenate([[0], np.cumsum(_numbers(self.row_lengths), dtype=np.int64)]), row_words)
        row_of_word = np.repeat(np.arange(len(self.parts), dtype=np.uint32), _numbers(self.row_lengths))
        initials = _numbers(self.initials)
        sought, with_initial = kinds[row_words] != INITIAL, initials[row_of_word] > 0

        def holders(these: Numbers) -> Lists:
            return Lists.grouped(row_words[these], row_of_word[these], len(kinds))

        texts, spellings = np.array(self.texts, f"S{SPELLING}"), np.array(self.spellings, f"S{SPELLING}")
        shelf = Shelf(
            words=Pieces.of(self.words),
            kinds=kinds,
            texts=texts,
            spellings=spellings,
            letters=np.array([len(text) for text in self.texts], np.uint16),
            plain_letters=np.array([len(spelling) for spelling in self.spellings], np.uint16),
            consonants=_numbers(self.consonants),
            bits=np.frombuffer(self.bits, np.float32),
            known=_numbers(self.known).astype(bool),
            syllables=_numbers(self.syllables).astype(bool),
            foreign=_numbers(self.foreign).astype(bool),
            words_by_key=KeyTable.of(*self._keys_of_words()),
            likes=KnownLikes.none(len(kinds)),
            rows=rows,
            heads=_heads(rows, len(kinds)),
            places=_numbers(self.places),
            parts=_numbers(self.parts),
            initials=initials,
            holders=holders(sought & ~with_initial),
            holders_with_initial=holders(sought & with_initial),
            rows_by_neighbours=KeyTable.of(_numbers(self.neighbour_keys), _numbers(self.keyed_rows)),
            listed=Lists.grouped(_numbers(self.listed_rows), _numbers(self.listed_names), len(self.parts)),
            names=Pieces.of(self.names),
            several=_numbers(self.several),
            names_by_entry=KeyTable.of(*self._entry_keys()),
            entries=np.array(len(self.entries)),
        )
        if len(self.names) < LONG_LIST:
            return shelf
        held = np.bincount(row_words, minlength=len(kinds))
        return replace(shelf, likes=known_likes(shelf, np.flatnonzero((held >= FEW_HOLDERS) & ~shelf.foreign)))

    def _keys_of_words(self) -> tuple[Numbers, Numbers]:
        """Every key of the words, each once for a word, and the words."""
        hashes, words, spelled_words = (
            [_numbers(self.word_keys)],
            [_numbers(self.keyed_words)],
            _numbers(self.spelled_words),
        )
        for start in range(0, len(self.spelled), SPELLINGS_AT_A_TIME):
            found, which = keys.of_spellings(self.spelled[start : start + SPELLINGS_AT_A_TIME])
            hashes.append(found)
            words.append(spelled_words[start:].take(which))
        both = (np.concatenate(hashes).astype(np.uint64) << np.uint64(32)) | np.concatenate(words)
        both.sort()
        both = both[np.diff(both, prepend=~both[:1]) != 0]
        return (both >> np.uint64(32)).astype(np.uint32), both.astype(np.uint32)

    def _entry_keys(self) -> tuple[Numbers, Numbers]:
        entry_ids = (marshal.loads(name)[0] for name in self.names)  # noqa: S302 - written above
        return keys.hashed(entry_ids), np.arange(len(self.names), dtype=np.uint32)


def _heads(rows: Lists, words: int) -> Numbers:
    """The first words of each row; then the number after all words, or, if there are more words, the one after that."""
    lengths = np.diff(rows.starts)
    heads = np.full((len(lengths), HEAD), words, np.uint32)
    for place in range(HEAD):
        has = lengths > place
        heads[has, place] = rows.items[rows.starts[:-1][has] + place]
    heads[lengths > HEAD, -1] = words + 1
    return heads


def _numbers(filled: array[int]) -> Numbers:
    return np.frombuffer(filled, np.dtype(f"u{filled.itemsize}"))
