"""How a word sounds: the plain spelling that many habits share, and codes of its consonants.

`plain_spelling` brings spellings of one habit and another near to each other, so that what is left to compare is small.
`sound_codes` gives every consonant sequence that the letters may stand for; two words that share a code sound alike.
"""

from __future__ import annotations

import re
from functools import lru_cache

from venuecheck.screening.knowledge import table

MOST_CODES = 24
LONGEST_CODED = 14


@lru_cache(maxsize=1)
def _sound_rules() -> dict[str, tuple[str, ...]]:
    return {row[0]: tuple(row[1].split()) for row in table("orthographies.tsv")}


Replacement = tuple[str, "re.Pattern[str] | None", str]


def _replacement(pattern: str, plain: str) -> Replacement:
    """A replacement in its fastest form: plain letters need no regular expression."""
    return (pattern, None, plain) if pattern.isalpha() else ("", re.compile(pattern), plain)


def _replaced(word: str, replacements: tuple[Replacement, ...]) -> str:
    for letters, pattern, plain in replacements:
        if pattern is not None:
            word = pattern.sub(plain, word)
        elif letters in word:
            word = word.replace(letters, plain)
    return word


@lru_cache(maxsize=2)
def _replacements(file: str) -> tuple[Replacement, ...]:
    return tuple(_replacement(row[0], row[1] if len(row) > 1 else "") for row in table(file))


@lru_cache(maxsize=131072)
def customary(word: str) -> str:
    """The word with what custom leaves free evened out: the article in `Abdul Rahman`, the ending of `Nooruddin`."""
    return _replaced(word, _replacements("customs.tsv"))


_DOUBLED = re.compile(r"(.)\1+")
_VOWEL = frozenset("aeiou")


@lru_cache(maxsize=131072)
def plain_spelling(word: str) -> str:
    """The word with spelling habits evened out: double letters, `ph`, `kh`, `ou`, `ee` and the like."""
    word = _replaced(customary(word), _replacements("respellings.tsv"))
    return _DOUBLED.sub(r"\1", word) or word


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
    groups = _letter_groups().findall(_DOUBLED.sub(r"\1", customary(word)[:LONGEST_CODED]))
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
def _habits() -> tuple[tuple[re.Pattern[str], tuple[Replacement, ...]], ...]:
    """Each sign of a habit, and the replacements by which a word that shows it is read."""
    habits = []
    for _, sign, replacements in table("habits.tsv"):
        pairs = (r.split(">") for r in replacements.split())
        habits.append((re.compile(sign), tuple(_replacement(a, b) for a, b in pairs)))
    return tuple(habits)


@lru_cache(maxsize=131072)
def readings(word: str) -> frozenset[str]:
    """The word in plain spelling, and as the spelling habits that it shows would have it."""
    read = {word}
    for sign, replacements in _habits():
        if sign.search(word):
            read.add(_replaced(word, replacements))
    return frozenset(plain_spelling(r) for r in read if len(r) > 1) or frozenset({word})
