"""Chinese characters in the ways that people from China, Taiwan, Hong Kong and Malaysia write them in Latin letters."""

from __future__ import annotations

import itertools
import re
from functools import lru_cache

from venuecheck.screening.knowledge import table

MOST_READINGS = 48


@lru_cache(maxsize=1)
def _characters() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    return {row[0]: (tuple(row[1].split()), tuple(row[2].split())) for row in table("chinese.tsv")}


@lru_cache(maxsize=4)
def _spellings(system: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(row[1]), row[2] if len(row) > 2 else "")
        for row in table("chinese_spelling.tsv")
        if row[0] == system
    )


def _respell(syllable: str, system: str) -> str:
    for pattern, spelled in _spellings(system):
        syllable = pattern.sub(spelled, syllable)
    return syllable


@lru_cache(maxsize=1)
def _dialects() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for characters, spellings, *_ in table("chinese_dialects.tsv"):
        for character in characters:
            found[character] = found.get(character, ()) + tuple(spellings.split())
    return found


@lru_cache(maxsize=8192)
def syllables(character: str) -> tuple[str, ...]:
    """The Latin spellings of one character, the commonest first."""
    mandarin, cantonese = _characters().get(character, ((), ()))
    spelled = list(mandarin)
    for one in cantonese[:2]:
        spelled += [_respell(one, "hong kong"), _respell(one, "hong kong 2")]
    for one in mandarin[:1]:
        spelled.append(_respell(one, "wade giles"))
    spelled += _dialects().get(character, ())
    return tuple(dict.fromkeys(spelled))


def _as_family_name(character: str) -> set[str]:
    """The spellings of a character as a family name: its commonest Mandarin reading, and the others' customs."""
    mandarin, _ = _characters().get(character, ((), ()))
    return set(syllables(character)) - set(mandarin[1:])


def readings(word: str) -> tuple[str, ...]:
    """The Latin spellings of a word of Chinese characters: every system through the whole word, then mixtures."""
    each = [syllables(c) for c in word]
    if not all(each):
        return ()
    mixed = ("".join(m) for m in itertools.islice(itertools.product(*each), MOST_READINGS))
    return tuple(dict.fromkeys(mixed))


@lru_cache(maxsize=1)
def _mandarin() -> dict[str, str]:
    """Every Mandarin syllable in Pinyin, and in Wade-Giles, to its Pinyin."""
    found: dict[str, str] = {}
    every = {mandarin[0] for mandarin, _ in _characters().values() if mandarin}
    for one in sorted(every):
        found.setdefault(_respell(one, "wade giles"), one)
    return found | {one: one for one in every}


@lru_cache(maxsize=1)
def _spelled() -> dict[str, frozenset[str]]:
    """Every Latin spelling of a common family name's or given name's character, to those characters."""
    found: dict[str, set[str]] = {}
    for characters, spellings, *given in table("chinese_dialects.tsv"):
        if given:
            continue
        own = {spelling for c in characters for spelling in _as_family_name(c)} | set(spellings.split())
        for spelling in own:
            found.setdefault(spelling, set()).add(characters[0])
    return {spelling: frozenset(characters) for spelling, characters in found.items()}


@lru_cache(maxsize=1)
def _cantonese() -> frozenset[str]:
    every = {cantonese[0] for _, cantonese in _characters().values() if cantonese}
    return frozenset(_respell(one, way) for one in every for way in ("hong kong", "hong kong 2"))


def is_syllable(text: str) -> bool:
    """Whether a word is one Chinese syllable in any of the usual spellings."""
    return len(text) <= 6 and (text in _mandarin() or text in _spelled() or text in _cantonese())


@lru_cache(maxsize=65536)
def is_syllables(text: str) -> bool:
    """Whether a word is one Chinese syllable, or two Mandarin ones."""
    if is_syllable(text):
        return True
    return any(text[:i] in _mandarin() and text[i:] in _mandarin() for i in range(2, len(text) - 1))


def syllables_apart(a: str, b: str) -> float | None:
    """How far apart two syllables are that are spellings of one, or None if they are not.

    Pinyin and Wade-Giles spell the same sound; other customs spell the same character, by other sounds.
    """
    mandarin = _mandarin()
    if a in mandarin and mandarin[a] == mandarin.get(b):
        return 0.2
    shared = not _spelled().get(a, frozenset()).isdisjoint(_spelled().get(b, frozenset()))
    return ANOTHER_CUSTOM if shared else None


def spelled_by(syllable: str) -> frozenset[str]:
    """What a syllable may be a spelling of: its sound in Pinyin, and characters. Two of which `syllables_apart` says that they
    are spellings of one share one of these.
    """
    sound = _mandarin().get(syllable)
    return _spelled().get(syllable, frozenset()) | ({sound} if sound else frozenset())


ANOTHER_CUSTOM = 0.4


@lru_cache(maxsize=65536)
def _two_syllables(text: str) -> tuple[tuple[str, str], ...]:
    """The ways to read a word as two Mandarin syllables."""
    mandarin = _mandarin()
    return tuple((text[:i], text[i:]) for i in range(2, len(text) - 1) if text[:i] in mandarin and text[i:] in mandarin)


SHORTEST_OF_TWO = 6
"""Shorter words that read as two syllables (Lina, Hanna) are mostly names of elsewhere."""


def other_syllables(a: str, b: str) -> bool:
    """Whether both are given names in Pinyin whose syllables differ: each one is a sign, so that likeness tells nothing."""
    if is_syllable(a) or is_syllable(b):
        other = b if is_syllable(a) else a
        return len(other) >= SHORTEST_OF_TWO and bool(_two_syllables(other))
    if min(len(a), len(b)) < SHORTEST_OF_TWO:
        return False
    of_a, of_b = _two_syllables(a), _two_syllables(b)
    return bool(of_a and of_b) and not any(
        syllables_apart(x, y) is not None and syllables_apart(v, w) is not None for x, v in of_a for y, w in of_b
    )
