"""How a word sounds: the plain spelling that many habits share, and codes of its consonants.

`plain_spelling` brings spellings of one habit and another near to each other, so that what is left to compare is small.
`sound_codes` gives every consonant sequence that the letters may stand for; two words that share a code sound alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from venuecheck.screening.knowledge import table

MOST_CODES = 24
LONGEST_CODED = 14


@lru_cache(maxsize=1)
def _sound_rules() -> dict[str, tuple[str, ...]]:
    return {row[0]: tuple(row[1].split()) for row in table("orthographies.tsv")}


class _Replacement(NamedTuple):
    """A pattern and what stands for it; `letters` are in every word that it matches, and are all of it if it is None."""

    letters: str
    pattern: re.Pattern[str] | None
    plain: str


_NOT_SURE = re.compile(r"\([^)]*\)[?*]?|\[[^]]*\][?*+]?|[a-z][?*]|[^a-z]")
"""What a pattern matches in more than one way: groups, classes, letters that may be missing, signs."""


def _replacement(pattern: str, plain: str) -> _Replacement:
    """A replacement in its fastest form: plain letters need no regular expression, and others not in every word."""
    if pattern.isalpha():
        return _Replacement(pattern, None, plain)
    sure = max(_NOT_SURE.split(pattern), key=len) if "|" not in re.sub(r"\([^)]*\)", "", pattern) else ""
    return _Replacement(sure, re.compile(pattern, re.MULTILINE), plain)


def _replaced(words: str, replacements: tuple[_Replacement, ...]) -> str:
    """A word, or several on a line each, with the replacements made one after the other."""
    for letters, pattern, plain in replacements:
        if letters in words:
            words = words.replace(letters, plain) if pattern is None else pattern.sub(plain, words)
    return words


@lru_cache(maxsize=2)
def _replacements(file: str) -> tuple[_Replacement, ...]:
    return tuple(_replacement(row[0], row[1] if len(row) > 1 else "") for row in table(file))


@lru_cache(maxsize=131072)
def customary(word: str) -> str:
    """The word with what custom leaves free evened out: the article in `Abdul Rahman`, the ending of `Nooruddin`."""
    return _replaced(word, _replacements("customs.tsv"))


_DOUBLED = re.compile(r"(.)(?=\1)")
"""A letter before the same one; what stands for it is plain text, for to fill in a group takes longer than all else."""
_VOWEL = frozenset("aeiou")


@lru_cache(maxsize=131072)
def plain_spelling(word: str) -> str:
    """The word with spelling habits evened out: double letters, `ph`, `kh`, `ou`, `ee` and the like."""
    return _plainly(word)


def plain_spellings(words: Sequence[str]) -> list[str]:
    """The plain spelling of each of some words, found for all at once."""
    return _plainly("\n".join(words)).split("\n") if words else []


def _plainly(lines: str) -> str:
    spelled = _replaced(_replaced(lines, _replacements("customs.tsv")), _replacements("respellings.tsv"))
    return _DOUBLED.sub("", spelled)


@lru_cache(maxsize=131072)
def skeleton(word: str) -> str:
    """The consonants of the plain spelling, after a sign for a vowel at the start."""
    plain = plain_spelling(word)
    start = "a" if plain[:1] in _VOWEL else plain[:1]
    return start + "".join(c for c in plain[1:] if c not in _VOWEL)


@lru_cache(maxsize=131072)
def sound_codes(word: str) -> tuple[str, ...]:
    """Every code that the word's letters allow, the likeliest first, at most `MOST_CODES`."""
    rules = _sound_rules()
    groups = _letter_groups().findall(_DOUBLED.sub("", customary(word)[:LONGEST_CODED]))
    codes = [""]
    for number, letters in enumerate(groups):
        sounds = rules.get(letters, _VOWEL_SOUND)
        if number == 0:
            codes = ["A" if sound == "-" else sound for sound in sounds]
        elif sounds != _VOWEL_SOUND:
            grown = [code if s == "-" or code.endswith(s) else code + s for code in codes for s in sounds]
            codes = list(dict.fromkeys(grown))[:MOST_CODES] if len(grown) > 1 else grown
    return tuple(codes)


_VOWEL_SOUND = ("-",)


@lru_cache(maxsize=1)
def _letter_groups() -> re.Pattern[str]:
    """Letters that are read together, the longest first; any other letter by itself."""
    together = sorted((letters for letters in _sound_rules() if len(letters) > 1), key=len, reverse=True)
    return re.compile("|".join([*together, "."]))


@lru_cache(maxsize=1)
def _habits() -> tuple[tuple[Callable[[str], object], tuple[_Replacement, ...]], ...]:
    """The search for each sign of a habit, and the replacements by which a word that shows it is read."""
    habits = []
    for _, sign, replacements in table("habits.tsv"):
        pairs = (r.split(">") for r in replacements.split())
        habits.append((re.compile(sign).search, tuple(_replacement(a, b) for a, b in pairs)))
    return tuple(habits)


@lru_cache(maxsize=131072)
def readings(word: str) -> frozenset[str]:
    """The word in plain spelling, and as the spelling habits that it shows would have it."""
    read = {word}
    for shows, replacements in _habits():
        if shows(word):
            read.add(_replaced(word, replacements))
    return frozenset(plain_spellings([r for r in read if len(r) > 1])) or frozenset({word})
