"""What is worked out once about each word and each name of a list, before it is put on a shelf with others: a sheet of names.

A sheet numbers its own words and rows, so that sheets may be made side by side, by several processes.
"""

from __future__ import annotations

import marshal
from array import array
from collections.abc import Iterable
from dataclasses import astuple
from itertools import pairwise
from typing import NamedTuple

from venuecheck.screening.index import keys
from venuecheck.screening.index.shelf import ACRONYM, GLUED, INITIAL, NO_PART, ORGANISATIONS_WORD, PERSONS_WORD
from venuecheck.screening.pairs import ListedName, readings_of
from venuecheck.screening.words import PreparedName, Word, kept


class WordFacts(NamedTuple):
    """What a shelf keeps of a word, and under which keys it is found: spellings, with letters left out, and texts."""

    kept: bytes
    kind: int
    text: str = ""
    spelling: str = ""
    consonants: int = 0
    bits: float = 0.0
    known: bool = False
    syllable: bool = False
    foreign: bool = False
    spellings: tuple[tuple[str, int], ...] = ()
    keys: tuple[int, ...] = ()


class Sheet(NamedTuple):
    """Some names. All numbers are the sheet's own; those of several bytes stand as `array` writes them."""

    words: list[object]
    """What tells each word from every other; a word's place is its number."""
    facts: dict[object, WordFacts]
    """Of the words that the maker of the sheet has not met before."""
    row_lengths: bytes
    row_words: bytes
    places: bytes
    parts: bytes
    initials: bytes
    """The rows (see `Shelf`)."""
    neighbour_keys: bytes
    keyed_rows: bytes
    names: list[bytes]
    several: bytes
    listed_rows: bytes
    listed_names: bytes
    entries: list[str]


class SheetMaker:
    """Makes sheets, and tells what is worth knowing of a word on the first that it is on."""

    def __init__(self) -> None:
        self._told: set[object] = set()

    def sheet(self, names: Iterable[ListedName]) -> Sheet:
        """The sheet of some names."""
        return _SheetInHand(self._told).filled(names)


class _SheetInHand:
    """A sheet that is being filled."""

    def __init__(self, told: set[object]) -> None:
        self._told = told
        self._facts: dict[object, WordFacts] = {}
        self._word_numbers: dict[object, int] = {}
        self._row_numbers: dict[bytes, int] = {}
        self._row_lengths, self._row_words, self._places = array("B"), array("I"), array("B")
        self._parts, self._initials = array("B"), array("B")
        self._neighbour_keys, self._keyed_rows = array("I"), array("I")

    def filled(self, names: Iterable[ListedName]) -> Sheet:
        """The sheet of some names, each under every way to read it."""
        kept_names, entries = [], []
        several, listed_rows, listed_names = array("B"), array("I"), array("I")
        for number, listed in enumerate(names):
            rows = dict.fromkeys([self._row(prepared) for prepared in readings_of(listed.name, listed.kind)])
            listed_rows.extend(rows)
            listed_names.extend([number] * len(rows))
            several.append(len(rows) > 1)
            known = astuple(listed.known) if listed.known else None
            kept_names.append(marshal.dumps((listed.entry_id, listed.kind, listed.name, listed.is_alias, known)))
            entries.append(listed.entry_id)
        return Sheet(
            words=list(self._word_numbers),
            facts=self._facts,
            row_lengths=self._row_lengths.tobytes(),
            row_words=self._row_words.tobytes(),
            places=self._places.tobytes(),
            parts=self._parts.tobytes(),
            initials=self._initials.tobytes(),
            neighbour_keys=self._neighbour_keys.tobytes(),
            keyed_rows=self._keyed_rows.tobytes(),
            names=kept_names,
            several=several.tobytes(),
            listed_rows=listed_rows.tobytes(),
            listed_names=listed_names.tobytes(),
            entries=entries,
        )

    def _row(self, prepared: PreparedName) -> int:
        words = [self._word(w) for w in prepared.words]
        places = list(range(len(words)))
        for place, part in prepared.glued():
            words.append(self._word(part.word))
            places.append(GLUED + place)
        for acronym in sorted(prepared.acronyms):
            words.append(self._acronym(acronym))
            places.append(NO_PART)
        content = array("I", words).tobytes() + bytes(places)
        number = self._row_numbers.setdefault(content, len(self._row_numbers))
        if number == len(self._parts):
            self._row_lengths.append(len(words))
            self._row_words.extend(words)
            self._places.extend(places)
            self._parts.append(len(prepared.words))
            self._initials.append(sum([w.initial for w in prepared.words]))
            for a, b in pairwise(prepared.words):
                if not (a.initial and b.initial):
                    found = sorted(map(keys.hash_of, keys.of_neighbours(a, b)))
                    self._neighbour_keys.extend(found)
                    self._keyed_rows.extend([number] * len(found))
        return number

    def _word(self, w: Word) -> int:
        key = (w.text, w.native, w.vowelless, w.organisation)
        number = self._word_numbers.setdefault(key, len(self._word_numbers))
        if key not in self._told:
            self._told.add(key)
            spellings, texts = keys.Listed([], set()) if w.initial else keys.of_listed(w)
            self._facts[key] = WordFacts(
                kept=kept(w),
                kind=INITIAL if w.initial else ORGANISATIONS_WORD if w.organisation else PERSONS_WORD,
                text=w.text,
                spelling=w.plain,
                consonants=min(len(w.skeleton), 255),
                bits=w.bits,
                known=w.known,
                syllable=w.syllable,
                foreign=w.foreign,
                spellings=tuple((spelling.text, spelling.left_out) for spelling in spellings),
                keys=tuple(map(keys.hash_of, texts)),
            )
        return number

    def _acronym(self, acronym: str) -> int:
        key = keys.of_acronym(acronym)
        number = self._word_numbers.setdefault(key, len(self._word_numbers))
        if key not in self._told:
            self._told.add(key)
            self._facts[key] = WordFacts(kept=acronym.encode(), kind=ACRONYM, keys=(keys.hash_of(key),))
        return number
