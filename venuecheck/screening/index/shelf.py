"""Names that were indexed together and stay as they are: arrays that can be saved, mapped and shared.

A shelf holds every word of its names once, the names as rows of words, and what was listed under each row: names that
are written with the same words share one row, and are scored once.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

import numpy as np

from venuecheck.screening.index import keys
from venuecheck.screening.index.arrays import KeyTable, Lists, Numbers, Pieces
from venuecheck.screening.pairs import Known, ListedName
from venuecheck.screening.words import Part, PreparedName, Word, recalled

PERSONS_WORD, ORGANISATIONS_WORD, INITIAL, ACRONYM = range(4)
"""What a word of a row can be."""
SPELLING = 20
HEAD = 4
FACTS = 4
"""So much is known of each meeting of two words (see `likes.Likes`)."""
NOTHING = np.zeros(0, np.uint32)
GLUED, NO_PART = 64, 255
"""Beside a word that is no part itself: the part with its particle before it is `GLUED` on; an acronym is none."""


@dataclass(frozen=True, slots=True)
class KnownLikes:
    """The likes of those listed words that many names hold, found beforehand (see `likes.Likes`)."""

    words: Lists
    facts: Numbers
    """The listed words that each may meet, none for a word that fewer names hold; and beside each of them what is known."""
    holders: Numbers
    best_worth: Numbers
    best_bits: Numbers
    """For each word."""

    @classmethod
    def none(cls, words: int) -> Self:
        """Of none of so many words."""
        of_each = np.zeros(words, np.float32)
        return cls(Lists(np.zeros(words + 1, np.int64), NOTHING), np.zeros((0, FACTS), np.float32), *(of_each,) * 3)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The arrays. A row is a name as the words that are compared: first its parts, then the others."""

    words: Pieces
    """Each word with all that its comparison needs."""
    kinds: Numbers
    texts: Numbers
    spellings: Numbers
    """Each word as written and in plain spelling, as far as one looks to see whether two are alike."""
    letters: Numbers
    plain_letters: Numbers
    consonants: Numbers
    """How many letters each word has as written and in plain spelling, and how many consonants."""
    bits: Numbers
    known: Numbers
    syllables: Numbers
    foreign: Numbers
    """How telling each word is; whether it is a name in its own right, a Chinese syllable, of another script than Latin."""
    words_by_key: KeyTable
    likes: KnownLikes
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

    def number_of(self, text: str, organisation: bool) -> int | None:
        """The number of a listed word in Latin letters, unless it is too long to tell; None if there is none."""
        kind, written = ORGANISATIONS_WORD if organisation else PERSONS_WORD, text.encode()
        for number in self.words_by_key.under_one(keys.hash_of(keys.of_text(text))):
            if self.texts[number] == written and self.kinds[number] == kind and not self.foreign[number]:
                return number if len(written) < SPELLING else None
        return None

    def commonest(self, most: int) -> list[int]:
        """So many at most of the words whose likes are known, those with most names that are like them."""
        known = np.flatnonzero(self.likes.holders)
        words: list[int] = known[np.argsort(self.likes.holders[known])[-most:]].tolist()
        return words

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
