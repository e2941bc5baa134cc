"""One normal form for names, safe for any input: text in any script to a list of plain lower-case Latin words.

The original stays for display. The order matters: the length is cut and combining marks are limited *before*
Unicode normalisation, whose cost on hostile input is quadratic.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from string import ascii_lowercase
from typing import NamedTuple

from venuecheck.screening.knowledge import table
from venuecheck.screening.transliteration import is_vowelless, pieces_of, script_of, to_latin

LONGEST_NAME = 400
"""Code points that are read of a name; what follows is not looked at (the form allows 200)."""
MOST_MARKS = 3
"""Combining marks kept on one letter: Vietnamese needs two, Hebrew pointing three."""
MOST_WORDS = 24
"""Words of a name that are compared."""

_LATIN_LETTERS = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ə": "a",
    "ħ": "h", "ŋ": "ng", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ɛ": "e", "ɔ": "o", "ƴ": "y", "ŀ": "l", "ĸ": "k",
}  # fmt: skip
_LATIN_FOLD = str.maketrans(_LATIN_LETTERS)
_SILENT = re.compile(r"['’‘`´ʼʻʾʿʹʺ′\"“”„«»ˈ]+")
_NOT_ASCII_WORD = re.compile(r"[^A-Za-z0-9]+")
_NOT_WORD = re.compile(r"[^a-z0-9]+")


class NormalWord(NamedTuple):
    """One word of a name: as written, and in plain Latin letters.

    `vowelless` if its script does not write vowels; `native` is the word in its own script, if that is not Latin.
    """

    written: str
    latin: str
    vowelless: bool = False
    native: str = ""


def safe(text: str) -> str:
    """The text cut to a length that can be worked on, without invisible characters and heaps of combining marks."""
    if text.isascii() and text.isprintable():
        return text[:LONGEST_NAME]
    kept: list[str] = []
    marks = 0
    for character in text[:LONGEST_NAME]:
        category = unicodedata.category(character)
        if category in ("Cf", "Co", "Cn", "Cs"):
            continue  # bidi controls, zero width, private use
        if category == "Cc" or category[0] == "Z":
            character = " "  # noqa: PLW2901 - one clean character for each odd one
        if category in ("Mn", "Me"):
            marks += 1
            if marks > MOST_MARKS:
                continue
        else:
            marks = 0
        kept.append(character)
    return unicodedata.normalize("NFKC", "".join(kept))


@lru_cache(maxsize=1)
def _homoglyphs() -> dict[int, str]:
    return {ord(row[0]): row[1] for row in table("homoglyphs.tsv")}


def _one_alphabet(word: str) -> str:
    """A word that mixes Latin with look-alikes of other alphabets, all in Latin."""
    if word.isascii():
        return word
    latin = sum(1 for c in word if "a" <= c <= "z")
    other = sum(1 for c in word if "Ͱ" <= c <= "ӿ")
    if latin and other and all(c.isascii() or ord(c) in _homoglyphs() for c in word):
        return word.translate(_homoglyphs())
    return word


@lru_cache(maxsize=1)
def _abbreviations() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row[0], re.IGNORECASE), row[1]) for row in table("abbreviations.tsv"))


@lru_cache(maxsize=2)
def _may_be_short(is_ascii: bool) -> re.Pattern[str]:
    """Matches where any abbreviation does that such a text can hold, so that most names are tried once."""
    patterns = [row[0] for row in table("abbreviations.tsv") if row[0].isascii() or not is_ascii]
    at_a_word = [p.removeprefix(_WORD_S_EDGE) for p in patterns if p.startswith(_WORD_S_EDGE) and "|" not in p]
    others = [f"(?:{p})" for p in patterns if not p.startswith(_WORD_S_EDGE) or "|" in p]
    return re.compile("|".join([f"{_WORD_S_EDGE}(?:{'|'.join(at_a_word)})", *others]), re.IGNORECASE)


_WORD_S_EDGE = r"\b"


@lru_cache(maxsize=1)
def _letter_names() -> dict[str, str]:
    """How Latin letters are called in other scripts, where they stand for initials: `এম` for M."""
    return {
        unicodedata.normalize("NFKC", name): letter
        for row in table("letter_names.tsv")
        for letter, name in zip(ascii_lowercase, row[1].split(), strict=True)
    }


def words_of(text: str) -> list[NormalWord]:
    """The words of a name in their order, in plain Latin letters; an empty list if there is nothing to compare."""
    clean = safe(text)
    if _may_be_short(clean.isascii()).search(clean):
        for pattern, written_out in _abbreviations():
            clean = pattern.sub(written_out, clean)
    clean = _SILENT.sub("", clean)
    words: list[NormalWord] = []
    if clean.isascii():
        return [NormalWord(piece, piece.lower()) for piece in _NOT_ASCII_WORD.split(clean) if piece][:MOST_WORDS]
    pieces = "".join(c if _in_word(c) else " " for c in clean).split()
    for piece in pieces:
        word = _one_alphabet(piece.casefold())
        vowelless = is_vowelless(word)
        if word.isascii() or (len(pieces) > 1 and word in _letter_names()):
            words.append(NormalWord(piece, _letter_names().get(word, word)))
            continue
        for native in pieces_of(word) if len(pieces) == 1 else (word,):
            latins = to_latin(native)
            for latin in latins:
                plain = plain_latin(latin)
                if plain:
                    own = "" if len(latins) > 1 or not script_of(native[0]) else native
                    words.append(NormalWord(piece if len(native) == len(word) else native, plain, vowelless, own))
        if len(words) >= MOST_WORDS:
            break
    return words[:MOST_WORDS]


def written_twice(text: str) -> tuple[str, ...]:
    """A name that stands first in Latin letters and then in another script (or the other way) as the names that it is."""
    if text.isascii():
        return ()
    by_script: dict[bool, list[str]] = {True: [], False: []}
    for piece in safe(text).split():
        if any(c.isalpha() for c in piece):
            by_script[all(not script_of(c) for c in piece)].append(piece)
    in_latin, in_another = by_script[True], by_script[False]
    return (" ".join(in_latin), " ".join(in_another)) if len(in_latin) > 1 and len(in_another) > 1 else ()


def _in_word(character: str) -> bool:
    """Letters, digits, and the marks that are vowels in Indian scripts."""
    return character.isalnum() or unicodedata.category(character)[0] == "M"


def plain_latin(word: str) -> str:
    """A word in Latin script without accents and signs."""
    if not word.isascii():
        word = unicodedata.normalize("NFKD", word.translate(_LATIN_FOLD))
        word = word.encode("ascii", "ignore").decode()
    return _NOT_WORD.sub("", word.lower())
