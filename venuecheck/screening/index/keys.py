"""Keys under which a word of a list is found: two words that may meet share one of them.

Most keys are a spelling with letters left out; there are up to 92 of a word, so that they are worked out for many words
at once. The others are short texts. What two words may share without sharing a key is written in docs/matching.md; how
often it happens is measured.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np

from venuecheck.screening.chinese import spelled_by
from venuecheck.screening.index.arrays import HASH_BITS, Numbers
from venuecheck.screening.lexicon import familiar_forms, look_up
from venuecheck.screening.sounds import plain_spelling, skeleton, sound_codes
from venuecheck.screening.words import Word

MOST_GROUPS = 16
SHORTEST_SKELETON, LONG_SKELETON = 3, 5
SHORTEST_BEGINNING, BEGINNING = 4, 5
TWO_SLIPS, TWO_SLIPS_PLAIN, LONGEST_SPELLED = 6, 8, 9
LONG_WORD = 9
NEAR_CODES_LISTED, NEAR_CODES_ASKED = 5, 12
NEIGHBOURS_CODES, FAMILIAR_CODES = 2, 6
LONGEST_SYLLABLE = 6
VOWELS = frozenset("aeiou")


def hash_of(key: str) -> int:
    """A key as a number of 32 bits."""
    return zlib.crc32(key.encode())


def hashed(keys: Iterable[str]) -> Numbers:
    """The keys as numbers."""
    return np.fromiter((zlib.crc32(key.encode()) for key in keys), np.uint32)


def _without_one(text: str) -> Iterator[str]:
    """A text, and the text with one letter left out, for each letter."""
    yield text
    for i in range(len(text)):
        yield text[:i] + text[i + 1 :]


class Spelling(NamedTuple):
    """A spelling of which the beginning is looked for, and how many of its letters may be left out."""

    text: str
    left_out: int


_WAYS = [way for count in (0, 1, 2) for way in combinations(range(LONGEST_SPELLED), count)]
"""The ways to leave out up to two letters of the beginning of a spelling."""
_LETTERS_LEFT = np.array(
    [[i for i in range(LONGEST_SPELLED) if i not in way] + [LONGEST_SPELLED] * len(way) for way in _WAYS]
)
_HAS_WAY = np.array(
    [
        [[len(way) <= most and max(way, default=-1) < length for way in _WAYS] for length in range(LONGEST_SPELLED + 1)]
        for most in (0, 1, 2)
    ]
)
"""Which of the ways a spelling has, by how many of its letters may be left out, and how many it has."""
_MIXED = np.array([random.Random(place).getrandbits(64) | 1 for place in range(LONGEST_SPELLED + 1)], np.uint64)  # noqa: S311
"""A number for each place, by which its letter counts: two texts have the same sum once in four thousand million."""


def of_spellings(spellings: Sequence[Spelling]) -> tuple[Numbers, Numbers]:
    """The keys of spellings with letters left out, as numbers, and which of the spellings each is of.

    Two spellings that are two letters apart have one of these in common, if two may be left out of both.
    """
    beginnings = np.array([spelling.text[:LONGEST_SPELLED] for spelling in spellings], f"S{LONGEST_SPELLED + 1}")
    letters = beginnings.view(np.uint8).reshape(len(spellings), -1)
    lengths = [min(len(spelling.text), LONGEST_SPELLED) for spelling in spellings]
    has_way = _HAS_WAY[[spelling.left_out for spelling in spellings], lengths]
    sums = (letters.astype(np.uint64).take(_LETTERS_LEFT, axis=1) @ _MIXED[:-1]) >> np.uint64(64 - HASH_BITS)
    which, _ = has_way.nonzero()
    return sums[has_way].astype(np.uint32), which


def _spellings(text: str) -> list[Spelling]:
    """A word as written and in plain spelling, and what slips of the pen it may have (see `likeness._by_letters`)."""
    plain = plain_spelling(text)
    found = [Spelling(text, 2 if len(text) >= TWO_SLIPS else 1)]
    if plain != text:
        found.append(Spelling(plain, 2 if len(plain) >= TWO_SLIPS_PLAIN else 1))
    if plain[:1] in VOWELS and plain[1:2] == "l":
        found.append(Spelling(plain[2:], 0))  # perhaps an article that is written together with the name: Elkaddafi
    return found


def _by_letters(text: str) -> set[str]:
    """Keys of the whole word, of its beginning and of its consonants.

    A short word has its consonants as they are, a long one, which few others resemble, also with one of them left out.
    """
    consonants = skeleton(text)
    keys = {of_text(text)}
    if len(text) >= BEGINNING:
        keys.add(f"b{text[:BEGINNING]}")
    if len(consonants) >= LONG_SKELETON:
        keys.update(f"s{s}" for s in _without_one(consonants))
    elif len(consonants) >= SHORTEST_SKELETON:
        keys.add(f"s{consonants}")
    return keys


def _by_readings(w: Word) -> set[str]:
    """Keys of how other spelling habits read the word."""
    return {f"p{r}" for r in w.readings}


def _by_groups(w: Word) -> set[str]:
    """Keys of the groups of equivalents that the word is in."""
    return {f"g{g}" for g in sorted(w.groups)[-MOST_GROUPS:]}


def _by_sound_or_character(w: Word) -> tuple[set[str], set[str]]:
    """Keys of the sound that a Chinese syllable is a spelling of, and of the characters."""
    spelled = spelled_by(w.text) if w.syllable else ()
    return {f"k{one}" for one in spelled if one.isascii()}, {f"k{one}" for one in spelled if not one.isascii()}


def _near_sounds(w: Word, most: int) -> list[Spelling]:
    """The likeliest sounds, of which one may be left out; they are in capitals, and so no spellings of words."""
    return [Spelling(code, int(len(code) >= SHORTEST_SKELETON)) for code in w.codes[:most]]


def _near_codes(w: Word, most: int) -> Iterator[str]:
    """The likeliest sounds, with one of them left out."""
    for code in w.codes[:most]:
        yield from _without_one(code) if len(code) >= SHORTEST_SKELETON else (code,)


class Listed(NamedTuple):
    """The keys under which a listed word is found."""

    spellings: list[Spelling]
    texts: set[str]


def of_listed(w: Word) -> Listed:
    """The keys under which a listed word is found."""
    keys = _by_letters(w.text).union(_by_readings(w), _by_groups(w), *_by_sound_or_character(w))
    if w.native or w.vowelless:
        keys.update(f"{of}{c}" for of in "cfu" for c in w.codes)
        keys.update(f"w{near}" for near in _near_codes(w, NEAR_CODES_ASKED))
        keys.add(f"u{w.plain}")
    else:
        keys.update(f"c{c}" for c in w.codes)
        keys.update(f"m{sound}" for sound in _familiar_sounds(w))
    if len(w.text) > SHORTEST_BEGINNING:
        keys.add(f"h{w.text[:SHORTEST_BEGINNING]}")
    return Listed(_spellings(w.text) + _near_sounds(w, NEAR_CODES_LISTED), keys)


def _familiar_sounds(w: Word) -> Iterator[str]:
    """How short forms of a name, or names that it is short for, may sound in another script."""
    for form in familiar_forms(w.text):
        yield plain_spelling(form)
        yield from sound_codes(form)[:FAMILIAR_CODES]


class Asked(NamedTuple):
    """The keys under which the listed words like a query's word are looked for, by what the words then share."""

    spellings: list[Spelling]
    letters: set[str]
    """Of words in two scripts also nearly the same sounds: what is found so need not be like the word."""
    sounds: set[str]
    """Between Latin words worth a look only if they are spelled nearly alike, too."""
    readings: set[str]
    """What a habit of spelling may read as the word."""
    characters: set[str]
    """The Chinese character of which both may be a spelling, in two customs."""
    knowledge: set[str]
    """Likely one name, however the words are spelled."""

    def texts(self) -> tuple[set[str], ...]:
        """The keys that are texts, by their kinds."""
        return self[1:]


def of_asked(w: Word, other_scripts: bool = True) -> Asked:
    """The keys under which the listed words like a query's word are looked for, in other scripts, too, if any are listed."""
    spellings, letters = _spellings(w.text), _by_letters(w.text)
    letters |= {
        of_text(w.text[:n]) for n in range(SHORTEST_BEGINNING, len(w.text))
    }  # of which it may be the longer form
    if len(w.text) == SHORTEST_BEGINNING or len(w.text) >= LONG_WORD:
        letters.add(f"h{w.text[:SHORTEST_BEGINNING]}")
    sounds = {f"c{c}" for c in w.codes}
    sound, characters = _by_sound_or_character(w)
    knowledge = _by_groups(w) | sound | {of_text(name) for name in familiar_forms(w.text)}
    if w.native or w.vowelless:
        knowledge |= {f"m{w.plain}", *(f"m{c}" for c in w.codes)}
        spellings += _near_sounds(w, NEAR_CODES_ASKED)
        if w.chinese:
            spellings += [Spelling(reading, 1) for reading in w.readings]
    elif other_scripts:
        knowledge |= {*(f"f{c}" for c in w.codes), *(f"u{sound}" for sound in _familiar_sounds(w))}
        letters.update(f"w{near}" for near in _near_codes(w, NEAR_CODES_LISTED))
    return Asked(spellings, letters, sounds, _by_readings(w), characters, knowledge)


def of_joined(text: str, plain: str) -> Asked:
    """The keys under which a listed word is looked for that a query writes as two: it has to be spelled nearly so."""
    spellings = [
        Spelling(text, 2 if len(text) >= TWO_SLIPS else 1),
        Spelling(plain, 2 if len(plain) >= TWO_SLIPS_PLAIN else 1),
    ]
    return Asked(spellings, set(), set(), set(), set(), set())


def of_text(text: str) -> str:
    """The key of a word as it is written."""
    return f"t{text}"


NONE = Asked([], set(), set(), set(), set(), set())


def of_acronym(acronym: str) -> str:
    """The key of a name's acronym."""
    return f"a{acronym}"


def of_neighbours(a: Word, b: Word) -> set[str]:
    """The keys under which a name is found that writes as two what a query writes as one."""
    if (a.syllable or b.syllable) and max(len(a.text), len(b.text)) <= LONGEST_SYLLABLE:
        keys = {f"q{p}" for p in _without_one(plain_spelling(a.text + b.text))}
    else:
        keys = {f"q{_joined(a.plain, b.plain)}"}
    keys.add(f"s{_joined(a.skeleton, b.skeleton.removeprefix('a'))}")
    if a.known and b.known and not a.organisation:
        keys.update(f"g{group}" for group in sorted(look_up(a.text + b.text).groups)[-MOST_GROUPS:])
    for x in a.codes[:NEIGHBOURS_CODES]:
        keys.update(f"c{_joined(x, y.removeprefix('A'))}" for y in b.codes[:NEIGHBOURS_CODES])
    return {key for key in keys if len(key) > SHORTEST_SKELETON}


def _joined(a: str, b: str) -> str:
    return a + b[1:] if a[-1:] == b[:1] else a + b


def of_written_apart(w: Word) -> set[str]:
    """The keys under which names are looked for that write a query's word as two."""
    keys = {f"q{p}" for p in ((near for r in w.readings for near in _without_one(r)) if w.chinese else (w.plain,))}
    keys.add(f"s{w.skeleton}")
    if w.native or w.vowelless:
        keys |= {f"c{c}" for c in w.codes} | _by_groups(w)
    else:
        keys.update(f"c{c}" for c in w.codes[:NEIGHBOURS_CODES])
    return {key for key in keys if len(key) > SHORTEST_SKELETON}
