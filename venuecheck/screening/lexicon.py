"""What is known of a word as a name: how common it is, and which other forms are the same name.

The bits of a word say how telling it is: a name that one person in 1,024 of its tradition bears is worth ten.
"""

from __future__ import annotations

import mmap
import re
from array import array
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from venuecheck.screening.chinese import is_syllable, is_syllables
from venuecheck.screening.knowledge import FOLDER, table, words
from venuecheck.screening.sounds import plain_spelling, plain_spellings, readings


@dataclass(frozen=True, slots=True)
class Entry:
    """What the files say of a word."""

    known: bool
    bits: float | None
    groups: frozenset[int]


_UNKNOWN = Entry(False, None, frozenset())
MOST_BITS = 17.0
SYLLABLE_BITS, TWO_SYLLABLE_BITS = 7.0, 11.0
_BITS_BY_LENGTH = (4.7, 4.7, 8.0, 9.5, 11.0, 12.2, 13.2, 14.0, 14.5, 15.0, 15.2, 15.4, 15.6, 15.8, 16.0)
"""What a word tells of which nothing else is known, by its letters. A census counts one country, so that names of elsewhere
look rare in it: no name tells more than its letters let expect."""


@lru_cache(maxsize=1)
def _file() -> mmap.mmap:
    with (FOLDER / "names.tsv").open("rb") as opened:
        return mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)


@lru_cache(maxsize=1)
def _lines() -> array[int]:
    """Where the lines of the file start."""
    ends = np.flatnonzero(np.frombuffer(_file(), np.uint8) == ord("\n"))
    return array("I", np.concatenate([[0], ends[:-1] + 1]).astype(np.uint32).tobytes())


def _line_of(text: str) -> str | None:
    """The line of the sorted file that starts with the word."""
    data, lines, wanted = _file(), _lines(), f"{text}\t".encode()
    length = len(wanted)
    place = bisect_left(lines, wanted, key=lambda start: data[start : start + length])
    if place == len(lines) or data[lines[place] : lines[place] + length] != wanted:
        return None
    return data[lines[place] : data.find(b"\n", lines[place])].decode()


@lru_cache(maxsize=1)
def _common() -> dict[str, float]:
    commonest: dict[str, float] = {}
    for _, bits, names in table("common_names.tsv"):
        for name in names.replace("/", " ").split():
            commonest[name] = min(float(bits), commonest.get(name, MOST_BITS))
    return commonest


_OWN_GROUPS = 10_000_000
_PATRONYMIC_GROUPS = 20_000_000
_PATRONYMIC = re.compile(
    r"^([a-z]{2,}?)(?:[iy]?[aeo]?[yj]?[oea][vw][iy](?:ch|cz|c)|[yi]?[iaeo]?[yi]?[oeaiuy]+[vuw]na)$"
)


@lru_cache(maxsize=1)
def _equivalents() -> dict[str, frozenset[int]]:
    """The groups of forms of one name: a line of equivalents.tsv, or what a slash divides in common_names.tsv."""
    groups: dict[str, set[int]] = {}
    of_one_name = [names.split() for _, names in table("equivalents.tsv")]
    of_one_name += [
        forms.split("/") for _, _, names in table("common_names.tsv") for forms in names.split() if "/" in forms
    ]
    for number, forms in enumerate(of_one_name):
        for name in forms:
            groups.setdefault(name, set()).add(_OWN_GROUPS + number)
    return {name: frozenset(numbers) for name, numbers in groups.items()}


@lru_cache(maxsize=1)
def _stems() -> dict[str, frozenset[int]]:
    """The stems that patronymics are made from: a given name without the vowels and the `y` at its end."""
    stems: dict[str, set[int]] = {}
    for number, (tradition, names) in enumerate(table("equivalents.tsv")):
        if tradition == "slavic":
            for name in names.split():
                stems.setdefault(name.rstrip("aeiouyj"), set()).add(_PATRONYMIC_GROUPS + number)
    return {stem: frozenset(numbers) for stem, numbers in stems.items()}


def _own_groups(text: str) -> frozenset[int]:
    made_from = _PATRONYMIC.match(text)
    of_patronymic = _stems().get(made_from[1].rstrip("aeiouyj"), frozenset()) if made_from else frozenset()
    return _equivalents().get(text, frozenset()) | of_patronymic


@lru_cache(maxsize=200_000)
def look_up(text: str) -> Entry:
    """What is known of a word: in plain Latin letters, or in another script as it is written."""
    line = _line_of(text)
    common = _common().get(text)
    own = _own_groups(text)
    if line is None:
        return Entry(True, common, own) if common is not None or own else _UNKNOWN
    _, bits, groups, *_ = [*line.split("\t"), "", ""]
    said = [float(bits)] if bits else []
    said += [common] if common is not None else []
    return Entry(True, min(said) if said else None, frozenset(int(g) for g in groups.split()) | own)


def both(a: Entry, b: Entry) -> Entry:
    """What two entries say of one word."""
    bits = [x for x in (a.bits, b.bits) if x is not None]
    return Entry(a.known or b.known, min(bits) if bits else None, a.groups | b.groups)


@lru_cache(maxsize=1)
def _stock() -> tuple[tuple[re.Pattern[str], float], ...]:
    return tuple((re.compile(row[2]), float(row[1])) for row in table("stock_names.tsv"))


def two_common_names(a: str, b: str) -> bool:
    """Whether both are common names, each in its own right, that no file calls the same name."""
    return a in _common() and b in _common() and _own_groups(a).isdisjoint(_own_groups(b))


@lru_cache(maxsize=1)
def _common_spellings() -> dict[str, float]:
    commonest: dict[str, float] = {}
    common = _common()
    for plain, bits in zip(plain_spellings(list(common)), common.values(), strict=True):
        commonest[plain] = min(bits, commonest.get(plain, MOST_BITS))
    return commonest


def common_as_spelled(text: str) -> float | None:
    """How telling a word is that is a common name in another spelling, or None: `Yuusuf` tells little more than `Yusuf`."""
    spelled = readings(text) if "x" in text or "c" in text else (plain_spelling(text),)
    found = [_common_spellings()[plain] for plain in spelled if plain in _common_spellings()]
    return min(found) + ANOTHER_SPELLING_BITS if found else None


ANOTHER_SPELLING_BITS = 1.0


@lru_cache(maxsize=1024)
def stock_bits(text: str) -> float | None:
    """How telling a name is at most that is built of its tradition's stock parts, or None if it is not."""
    found = [bits for pattern, bits in _stock() if pattern.match(text)]
    if is_syllables(text):
        found.append(SYLLABLE_BITS if is_syllable(text) else TWO_SYLLABLE_BITS)
    return min(found) if found else None


def person_bits(text: str, entry: Entry) -> float:
    """How telling a word is in a person's name."""
    guess = _BITS_BY_LENGTH[min(len(text), len(_BITS_BY_LENGTH) - 1)]
    common = common_as_spelled(text)
    if common is not None:
        guess = min(guess, common)
    stock = stock_bits(text)
    if stock is not None:
        return min(guess, stock, entry.bits or MOST_BITS)
    if entry.bits is not None:
        return min(entry.bits, guess)
    return guess if not entry.known else guess - 0.5


@lru_cache(maxsize=1)
def generic_words() -> frozenset[str]:
    """Words that say what kind of organisation it is, and not which."""
    return frozenset(w for row in table("organisation_words.tsv") for w in row[1].split())


@lru_cache(maxsize=1)
def _nicknames() -> dict[str, frozenset[str]]:
    names: dict[str, set[str]] = {}
    for file in ("nicknames_english.tsv", "nicknames.tsv"):
        for name, short_forms in table(file):
            for short in short_forms.split():
                names.setdefault(name, set()).add(short)
                names.setdefault(short, set()).add(name)
    return {name: frozenset(others) for name, others in names.items()}


def familiar_forms(text: str) -> frozenset[str]:
    """The short forms of a given name, and the names of which it is a short form."""
    return _nicknames().get(text, frozenset())


@lru_cache(maxsize=1)
def _meanings() -> dict[str, frozenset[int]]:
    meanings: dict[str, set[int]] = {}
    for number, row in enumerate(table("organisation_words.tsv")):
        for name in row[1].split():
            meanings.setdefault(name, set()).add(number)
    return {name: frozenset(numbers) for name, numbers in meanings.items()}


def organisation_groups(text: str) -> frozenset[int]:
    """The meanings of a word in organisations' names, across languages."""
    return _meanings().get(text, frozenset())


_NUMBER = re.compile(r"\d+")


def organisation_bits(text: str, entry: Entry) -> float:
    """How telling a word is in an organisation's name."""
    guess = _BITS_BY_LENGTH[min(len(text), len(_BITS_BY_LENGTH) - 1)]
    if text in generic_words():
        return 4.0
    if text in words("organisation_grammar.tsv", "small"):
        return 0.5
    if _NUMBER.fullmatch(text):
        return 5.0
    return min(guess, entry.bits + 2.0) if entry.bits is not None else guess
