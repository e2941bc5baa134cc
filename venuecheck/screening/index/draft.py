"""Filling a shelf: the words and names of all sheets get their numbers, and tables of the keys under which they are found."""

from __future__ import annotations

import gc
import marshal
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain, islice

import numpy as np

from venuecheck.screening.index import keys
from venuecheck.screening.index.arrays import KeyTable, Lists, Numbers, Pieces
from venuecheck.screening.index.helpers import can_help, helped_likes, helped_sheets
from venuecheck.screening.index.known_likes import known_likes
from venuecheck.screening.index.sheets import Sheet, SheetMaker, WordFacts
from venuecheck.screening.index.shelf import HEAD, INITIAL, SPELLING, KnownLikes, Shelf
from venuecheck.screening.pairs import ListedName

SPELLINGS_AT_A_TIME = 2048
LONG_LIST, FEW_HOLDERS = 50_000, 4
"""On a list of so many names it is found out beforehand what each word is like that no fewer of them hold: such words are
likely asked about, and have many likes."""
VERY_LONG_LIST, NAMES_A_SHEET = 200_000, 10_000
"""Of so many names it pays to start processes that help; each reads so many at a time."""


def shelved(names: Iterable[ListedName]) -> Shelf:
    """Put names on a shelf. For a very long list two processes help."""
    collected = gc.isenabled()
    gc.disable()  # what is made here stays, and looking through it for cycles again and again would take a quarter longer
    try:
        every = iter(names)
        first = list(islice(every, VERY_LONG_LIST))
        helped = len(first) == VERY_LONG_LIST and can_help()
        lists = _sheetfuls(chain(first, every))
        del first  # so that it goes when it has been read
        draft = _Draft()
        for sheet in helped_sheets(lists) if helped else map(SheetMaker().sheet, lists):
            draft.add(sheet)
        return draft.finished(helped_likes if helped else known_likes)
    finally:
        if collected:
            gc.enable()


def _sheetfuls(names: Iterator[ListedName]) -> Iterator[list[ListedName]]:
    while some := list(islice(names, NAMES_A_SHEET)):
        yield some


class _Draft:
    """A shelf that is being filled, sheet by sheet."""

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

    def add(self, sheet: Sheet) -> None:
        """Add the names of a sheet; its words and rows get the numbers that they have here."""
        words = np.array([self._word(key, sheet.facts) for key in sheet.words], np.uint32).take(
            np.frombuffer(sheet.row_words, np.uint32)
        )
        rows = self._rows(sheet, words.tobytes())
        self.listed_rows.frombytes(rows.take(np.frombuffer(sheet.listed_rows, np.uint32)).tobytes())
        self.listed_names.frombytes(
            (np.frombuffer(sheet.listed_names, np.uint32) + np.uint32(len(self.names))).tobytes()
        )
        self.names += sheet.names
        self.several.frombytes(sheet.several)
        self.entries.update(sheet.entries)

    def _rows(self, sheet: Sheet, words: bytes) -> Numbers:
        """The numbers of a sheet's rows, those that are new among them added; `words` are the numbers of their words."""
        numbers, new = array("I"), array("B")
        start = 0
        for row, length in enumerate(sheet.row_lengths):
            end = start + length
            of_row, places = words[4 * start : 4 * end], sheet.places[start:end]
            number = self.row_numbers.setdefault(of_row + places, len(self.row_numbers))
            is_new = number == len(self.parts)
            if is_new:
                self.row_lengths.append(length)
                self.row_words.frombytes(of_row)
                self.places.frombytes(places)
                self.parts.append(sheet.parts[row])
                self.initials.append(sheet.initials[row])
            numbers.append(number)
            new.append(is_new)
            start = end
        rows, keyed = _numbers(numbers), np.frombuffer(sheet.keyed_rows, np.uint32)
        of_new = _numbers(new).astype(bool).take(keyed)
        self.neighbour_keys.frombytes(np.frombuffer(sheet.neighbour_keys, np.uint32)[of_new].tobytes())
        self.keyed_rows.frombytes(rows.take(keyed[of_new]).tobytes())
        return rows

    def _word(self, key: object, of_sheet: Mapping[object, WordFacts]) -> int:
        number = self.word_numbers.get(key)
        if number is None:
            number = self.word_numbers[key] = len(self.words)
            facts = of_sheet[key]
            self.words.append(facts.kept)
            self.texts.append(facts.text)
            self.spellings.append(facts.spelling)
            self.consonants.append(facts.consonants)
            self.bits.append(facts.bits)
            self.known.append(facts.known)
            self.syllables.append(facts.syllable)
            self.foreign.append(facts.foreign)
            self.kinds.append(facts.kind)
            self.spelled.extend(keys.Spelling(*spelling) for spelling in facts.spellings)
            self.spelled_words.extend([number] * len(facts.spellings))
            self.word_keys.extend(facts.keys)
            self.keyed_words.extend([number] * len(facts.keys))
        return number

    def finished(self, likes_of: Callable[[Shelf, Numbers], KnownLikes]) -> Shelf:
        """The shelf; on a long list with the likes of the commoner words, which are found so."""
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
        return replace(shelf, likes=likes_of(shelf, np.flatnonzero((held >= FEW_HOLDERS) & ~shelf.foreign)))

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
