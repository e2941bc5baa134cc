"""Keys under which a word of a list is found: two words that may meet share one of them.

What two words may share without sharing a key is written in docs/matching.md; how often it happens is measured.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from venuecheck.screening.chinese import spelled_by
from venuecheck.screening.index.arrays import Numbers
from venuecheck.screening.lexicon import familiar_forms, look_up
from venuecheck.screening.sounds import plain_spelling, skeleton, sound_codes
from venuecheck.screening.words import Word

MOST_GROUPS = 16
CODES_OF_A_LATIN_WORD = 10
SHORTEST_SKELETON, LONG_SKELETON = 3, 5
SHORTEST_BEGINNING, BEGINNING = 4, 5
SHORTEST_IN_THREE, LONG_WORD = 6, 9
NEAR_CODES_LISTED, NEAR_CODES_ASKED = 5, 12
NEIGHBOURS_CODES, FAMILIAR_CODES = 2, 6
LONGEST_SYLLABLE = 6
VOWELS = frozenset("aeiou")


def hash_of(key: str) -> int:
    """A key as a number of 32 bits."""
    return zlib.crc32(key.encode())


def hashed(keys: Iterable[str]) -> Numbers:
    """The keys as numbers."""
    return np.array([zlib.crc32(key.encode()) for key in keys], np.uint32)


def _without_one(text: str) -> Iterator[str]:
    """A text, and the text with one letter left out, for each letter."""
    yield text
    for i in range(len(text)):
        yield text[:i] + text[i + 1 :]


def _by_letters(text: str) -> set[str]:
    """Keys of the letters alone: as written and in plain spelling, with a letter left out, and the consonants.

    A short word has its consonants as they are, a long one, which few others resemble, also with one of them left out.
    """
    plain, consonants = plain_spelling(text), skeleton(text)
    keys = {f"t{t}" for t in _without_one(text)} | {f"q{p}" for p in _without_one(plain)}
    if plain[:1] in VOWELS and plain[1:2] == "l":
        keys.add(f"q{plain[2:]}")  # perhaps an article that is written together with the name: Elkaddafi
    if len(text) >= BEGINNING:
        keys.add(f"b{text[:BEGINNING]}")
    keys |= _in_three(text)
    if len(consonants) >= LONG_SKELETON:
        keys.update(f"s{s}" for s in _without_one(consonants))
    elif len(consonants) >= SHORTEST_SKELETON:
        keys.add(f"s{consonants}")
    return keys


def _in_three(text: str) -> set[str]:
    """Keys of a long word's thirds: two slips leave one of them as it is."""
    if len(text) < SHORTEST_IN_THREE:
        return set()
    third, more = divmod(len(text), 3)
    a, b = third + (more > 1), len(text) - third - (more > 1)
    return {f"x{len(text)}{text[:a]}", f"y{len(text)}{text[a:b]}", f"z{len(text)}{text[b:]}"}


def _by_readings(w: Word) -> set[str]:
    """Keys of how other spelling habits read the word."""
    return {f"p{r}" for r in w.readings}


def _by_groups(w: Word) -> set[str]:
    """Keys of the groups of equivalents that the word is in."""
    return {f"g{g}" for g in sorted(w.groups)[-MOST_GROUPS:]}


def _by_characters(w: Word) -> set[str]:
    """Keys of what a Chinese syllable may be a spelling of."""
    return {f"k{one}" for one in spelled_by(w.text)} if w.syllable else set()


def _by_near_codes(w: Word, most: int) -> set[str]:
    """Keys of the likeliest sounds, with one of them left out."""
    return {
        f"n{n}" for code in w.codes[:most] for n in (_without_one(code) if len(code) >= SHORTEST_SKELETON else (code,))
    }


def of_listed(w: Word) -> set[str]:
    """The keys under which a listed word is found."""
    keys = _by_letters(w.text) | _by_readings(w) | _by_groups(w) | _by_characters(w)
    keys |= _by_near_codes(w, NEAR_CODES_LISTED)
    if w.native or w.vowelless:
        keys.update(f"f{c}" for c in w.codes)
        keys.update(f"c{c}" for c in w.codes)
    elif not w.organisation or len(w.text) > 3:
        keys.update(f"c{c}" for c in w.codes[:CODES_OF_A_LATIN_WORD])
        keys.update(f"m{sound}" for form in familiar_forms(w.text) for sound in _familiar_sounds(form))
    if len(w.text) > SHORTEST_BEGINNING:
        keys.add(f"h{w.text[:SHORTEST_BEGINNING]}")
    return keys


def _familiar_sounds(form: str) -> Iterator[str]:
    """How a short form of a name, or the name that it is short for, may sound in another script."""
    yield plain_spelling(form)
    yield from sound_codes(form)[:FAMILIAR_CODES]


class Asked(NamedTuple):
    """The keys under which the listed words like a query's word are looked for, by what the words then share."""

    letters: set[str]
    sounds: set[str]
    """Like `letters`, worth a look only if the words are spelled nearly alike."""
    readings: set[str]
    """What a habit of spelling may read as the word."""
    knowledge: set[str]
    """Likely one name, however the words are spelled; of another script, all that may be."""


def of_asked(w: Word) -> Asked:
    """The keys under which the listed words like a query's word are looked for."""
    letters = _by_letters(w.text)
    letters |= {f"t{w.text[:n]}" for n in range(SHORTEST_BEGINNING, len(w.text))}  # of which it may be the longer form
    if len(w.text) == SHORTEST_BEGINNING or len(w.text) >= LONG_WORD:
        letters.add(f"h{w.text[:SHORTEST_BEGINNING]}")
    readings = _by_readings(w)
    knowledge = _by_groups(w) | _by_characters(w) | {f"t{name}" for name in familiar_forms(w.text)}
    if w.native or w.vowelless:
        sounds = {f"c{c}" for c in w.codes} | _by_near_codes(w, NEAR_CODES_ASKED)
        sounds |= {f"m{w.plain}", *(f"m{c}" for c in w.codes)}
        if w.chinese:
            sounds |= {f"q{near}" for r in w.readings for near in _without_one(r)}
        return Asked(set(), set(), set(), letters | sounds | readings | knowledge)
    sounds = {f"c{c}" for c in w.codes}
    return Asked(letters, sounds, readings, knowledge | {f"f{c}" for c in w.codes})


def of_joined(text: str) -> set[str]:
    """The keys under which a listed word is looked for that a query writes as two."""
    return _by_letters(text)


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
