"""Names that were indexed together and stay as they are: arrays that can be saved, mapped and shared.

A shelf holds every word of its names once, the names as rows of words, and what was listed under each row: names that
are written with the same words share one row, and are scored once.
"""

from __future__ import annotations

import marshal
from array import array
from collections.abc import Callable, Iterable
from dataclasses import astuple, dataclass
from itertools import pairwise

import numpy as np

from venuecheck.screening.index import keys
from venuecheck.screening.index.arrays import KeyTable, Lists, Numbers, Pieces
from venuecheck.screening.pairs import Known, ListedName, readings_of
from venuecheck.screening.words import Part, PreparedName, Word, kept, recalled

PERSONS_WORD, ORGANISATIONS_WORD, INITIAL, ACRONYM = range(4)
"""What a word of a row can be."""
SPELLING = 20
HEAD = 4
GLUED, NO_PART = 64, 255
"""Beside a word that is no part itself: the part with its particle before it is `GLUED` on; an acronym is none."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The arrays. A row is a name as the words that are compared: first its parts, then the others."""

    words: Pieces
    """Each word with all that its comparison needs."""
    kinds: Numbers
    texts: Numbers
    spellings: Numbers
    """Each word as written and in plain spelling, as far as one looks to see whether two are alike."""
    lengths: Numbers
    """How many letters each word has, in the longer of both."""
    bits: Numbers
    known: Numbers
    syllables: Numbers
    foreign: Numbers
    """How telling each word is; whether it is a name in its own right, a Chinese syllable, of another script than Latin."""
    words_by_key: KeyTable
    rows: Lists
    """The words of each row."""
    heads: Numbers
    """The first words of each row; see `marks` for the two numbers that are no words."""
    places: Numbers
    """Beside each word of a row which of its parts it is."""
    parts: Numbers
    """How many parts each row has."""
    initials: Numbers
    """How many of its parts are initials."""
    holders: Lists
    """The rows that hold each word, without those of which a part is an initial."""
    holders_with_initial: Lists
    """The rows that hold each word, and an initial."""
    rows_by_neighbours: KeyTable
    listed: Lists
    """The names listed under each row."""
    names: Pieces
    several: Numbers
    """Whether a listed name stands under several rows: `MHN (Manar Horizons)`."""
    names_by_entry: KeyTable
    entries: Numbers
    """How many entries there are: one number."""

    def word(self, number: int) -> Word:
        """One of the words."""
        return recalled(self.words[number])

    def marks(self) -> Numbers:
        """A byte for each word, to mark words in; then one for places that are free, and one for what a long row has more.

        A row's head holds as many bits as it has marked words, and many if the row has more words than its head.
        """
        marks = np.zeros(len(self.kinds) + 2, np.uint8)
        marks[-1] = 255
        return marks

    def row(self, number: int, part: Callable[[int], Part]) -> PreparedName:
        """A row as the name that was prepared; `part` makes a part of the word with a number."""
        parts, glued, acronyms = [], [], []
        places = self.places[self.rows.starts[number] : self.rows.starts[number + 1]]
        for word, place in zip(self.rows[number].tolist(), places.tolist(), strict=True):
            if place == NO_PART:
                acronyms.append(self.words[word].decode())
            elif place >= GLUED:
                glued.append((place - GLUED, part(word)))
            else:
                parts.append(part(word))
        return PreparedName("", tuple(parts), (), tuple(glued), frozenset(acronyms))

    def name(self, number: int) -> ListedName:
        """One of the names that were listed."""
        entry_id, kind, name, is_alias, known = marshal.loads(self.names[number])  # noqa: S302 - written by `_Draft`
        return ListedName(entry_id, kind, name, is_alias, Known(*known) if known else None)

    def names_of(self, entry_id: str) -> list[ListedName]:
        """The names of one entry, in their order."""
        found, _ = self.names_by_entry.under(keys.hashed([entry_id]))
        return [listed for listed in map(self.name, found.tolist()) if listed.entry_id == entry_id]


def shelved(names: Iterable[ListedName]) -> Shelf:
    """Put names on a shelf."""
    draft = _Draft()
    for listed in names:
        draft.add(listed)
    return draft.finished()


class _Draft:
    """A shelf that is being filled."""

    def __init__(self) -> None:
        self.word_numbers: dict[object, int] = {}
        self.words: list[bytes] = []
        self.kinds = array("B")
        self.texts: list[str] = []
        self.spellings: list[str] = []
        self.bits, self.known, self.syllables, self.foreign = array("f"), array("B"), array("B"), array("B")
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
            self.bits.append(w.bits)
            self.known.append(w.known)
            self.syllables.append(w.syllable)
            self.foreign.append(bool(w.native or w.vowelless))
            self.kinds.append(INITIAL if w.initial else ORGANISATIONS_WORD if w.organisation else PERSONS_WORD)
            if not w.initial:
                self._keep_keys(keys.of_listed(w), number, self.word_keys, self.keyed_words)
        return number

    def _acronym(self, acronym: str) -> int:
        key = keys.of_acronym(acronym)
        number = self.word_numbers.get(key)
        if number is None:
            number = self.word_numbers[key] = len(self.words)
            self.words.append(acronym.encode())
            self.texts.append("")
            self.spellings.append("")
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
        return Shelf(
            words=Pieces.of(self.words),
            kinds=kinds,
            texts=texts,
            spellings=spellings,
            lengths=np.array([max(map(len, both)) for both in zip(self.texts, self.spellings, strict=True)], np.int64),
            bits=np.frombuffer(self.bits, np.float32),
            known=_numbers(self.known).astype(bool),
            syllables=_numbers(self.syllables).astype(bool),
            foreign=_numbers(self.foreign).astype(bool),
            words_by_key=KeyTable.of(_numbers(self.word_keys), _numbers(self.keyed_words)),
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
