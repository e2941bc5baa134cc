"""Words of other scripts in Latin letters, as names are usually romanised (not as scholars do)."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from anyascii import anyascii

from venuecheck.screening.knowledge import table

_VIRAMA = "-"
_INHERENT = "a"
_FIRST_BRAHMIC, _LAST_BRAHMIC = 0x0900, 0x0DFF
_BRAHMIC_NAMES = {
    0x0900: "devanagari", 0x0980: "bengali", 0x0A00: "gurmukhi", 0x0A80: "gujarati", 0x0B80: "tamil",
    0x0C00: "telugu", 0x0C80: "kannada", 0x0D00: "malayalam", 0x0D80: "sinhala",
}  # fmt: skip


@lru_cache(maxsize=1)
def _letters() -> dict[str, dict[str, str]]:
    """Script to letter to Latin, from the data file."""
    scripts: dict[str, dict[str, str]] = {}
    for script, letters, *latin in table("scripts.tsv"):
        scripts.setdefault(script, {})[letters] = latin[0] if latin else ""
    return scripts


def is_vowelless(word: str) -> bool:
    """Whether the word is written in Arabic or Hebrew letters, that leave most vowels out."""
    return any("\u0590" <= c <= "\u077f" or "\ufb1d" <= c <= "\ufeff" for c in word)


def script_of(character: str) -> str:
    """The name of the script of a letter, as far as we have a table or a rule for it; else an empty string."""
    point = ord(character)
    if _FIRST_BRAHMIC <= point <= _LAST_BRAHMIC:
        return _BRAHMIC_NAMES.get(point & ~0x7F, "")
    for first, last, script in (
        (0x0370, 0x03FF, "greek"), (0x1F00, 0x1FFF, "greek"), (0x0400, 0x052F, "cyrillic"), (0x0590, 0x05FF, "hebrew"),
        (0x0600, 0x077F, "arabic"), (0xAC00, 0xD7AF, "hangul"), (0x3400, 0x9FFF, "chinese"), (0x20000, 0x2FA1F, "chinese"),
    ):  # fmt: skip
        if first <= point <= last:
            return script
    return ""


@lru_cache(maxsize=65536)
def to_latin(word: str) -> tuple[str, ...]:
    """A word as one or more Latin words (Chinese and Korean are written without spaces)."""
    script = next((s for s in map(script_of, word) if s), "")
    if script in ("chinese", "hangul"):
        return _east_asian(word, script)
    letters = _letters().get(script)
    if letters is None:
        return (word,) if _is_latin(word) else tuple(anyascii(word).lower().split())
    if script in _BRAHMIC_NAMES.values():
        return (_brahmic(word, letters),)
    return tuple(_alphabetic(word, letters).split("_"))


def _is_latin(word: str) -> bool:
    return all(ord(c) < 0x0250 or c in "ɓɗəɛɔ" or 0x1E00 <= ord(c) <= 0x1EFF or unicodedata.combining(c) for c in word)


def _alphabetic(word: str, letters: dict[str, str]) -> str:
    """Letter by letter, the longest group of letters first; `^` and `$` in the table are the word's ends."""
    marked, plain, at = f"^{word}$", "", 0
    while at < len(marked):
        for length in (4, 3, 2, 1):
            piece = marked[at : at + length]
            if len(piece) == length and piece in letters:
                plain += letters[piece]
                at += length
                # an end sign that was only looked at stands for nothing further
                break
        else:
            character = marked[at]
            if character not in "^$":
                plain += anyascii(character).lower()
            at += 1
    return plain


def _brahmic(word: str, letters: dict[str, str]) -> str:
    """Syllables: a consonant carries an `a` unless a vowel sign or a virama follows; the last `a` is not spoken."""
    plain: list[str] = []
    open_vowel = False
    for character in _with_nukta(word):
        latin = letters.get(character)
        if latin is None:
            category = unicodedata.category(character)
            if category == "Mn" and unicodedata.name(character, "").endswith("NUKTA"):
                continue
            latin = anyascii(character).lower()
            plain.append(latin)
            open_vowel = False
        elif latin == _VIRAMA:
            open_vowel = False
        elif latin.startswith("+"):  # a vowel sign replaces the inherent vowel
            plain.append(latin[1:])
            open_vowel = False
        elif latin.startswith("~"):  # a sign after the vowel: nasal, breath
            if open_vowel:
                plain.append(_INHERENT)
                open_vowel = False
            plain.append(latin[1:])
        else:
            if open_vowel:
                plain.append(_INHERENT)
            plain.append(latin)
            open_vowel = latin[-1] not in "aeiou"
    return "".join(plain)


@lru_cache(maxsize=1)
def _nukta_letters() -> tuple[tuple[str, str], ...]:
    """Letters with a dot below, that Unicode's normal forms take apart, and their two pieces."""
    letters = (chr(point) for point in range(_FIRST_BRAHMIC, _LAST_BRAHMIC))
    return tuple(
        (unicodedata.normalize("NFD", c), c)
        for c in letters
        if len(unicodedata.normalize("NFD", c)) == 2
        and unicodedata.name(unicodedata.normalize("NFD", c)[1]).endswith("NUKTA")
    )


def _with_nukta(word: str) -> str:
    """A word with its dotted letters in one piece: they sound otherwise than without the dot."""
    for taken_apart, letter in _nukta_letters():
        if taken_apart in word:
            word = word.replace(taken_apart, letter)
    return word


def pieces_of(word: str) -> tuple[str, ...]:
    """A name in Chinese or Korean signs, which is written without spaces: the family name and the given name."""
    if script_of(word[0]) in ("chinese", "hangul") and 2 <= len(word) <= 4 and all(script_of(c) for c in word):
        family = 2 if len(word) == 4 or word[:2] in _double_family_names() else 1
        if len(word) > family:
            return (word[:family], word[family:])
    return (word,)


@lru_cache(maxsize=1)
def _double_family_names() -> frozenset[str]:
    return frozenset(row[1] for row in table("double_family_names.tsv"))


def _east_asian(word: str, script: str) -> tuple[str, ...]:
    if script == "hangul":
        syllables = [s for s in (_hangul(c) for c in word) if s]
        if len(syllables) == 1:  # a family name
            syllables = [_letters()["hangul"].get(syllables[0], syllables[0])]
    else:
        syllables = [anyascii(c).lower() for c in word if script_of(c)]
    return ("".join(syllables),)


_LEADS = (
    "kg", "kk", "n", "dt", "tt", "lr", "m", "pb", "pp", "s", "ss", "", "cj", "tch", "ch", "k", "t", "pf", "h",
)  # fmt: skip
_VOWELS = (
    "a", "ae", "ya", "yae", "o", "e", "yo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "u", "ui", "i",
)  # fmt: skip
_TAILS = (
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng", "t", "t",
    "k", "t", "p", "t",
)  # fmt: skip


def _hangul(syllable: str) -> str:
    """One Korean syllable, as Korean names are romanised by sound."""
    index = ord(syllable) - 0xAC00
    if not 0 <= index < 11172:
        return ""
    return _LEADS[index // 588] + _VOWELS[index % 588 // 28] + _TAILS[index % 28]
