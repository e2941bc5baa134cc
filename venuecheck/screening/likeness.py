"""How two words meet: the rule that joins them, and what the meeting is worth in bits.

The rules are tried in one order; the first that fits decides. A meeting is worth what the words tell (their bits), less
what the rule costs: a true variation of that kind is that much rarer than a chance likeness.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from venuecheck.screening.chinese import ANOTHER_CUSTOM, other_syllables, syllables_apart
from venuecheck.screening.knowledge import table
from venuecheck.screening.lexicon import two_common_names
from venuecheck.screening.sounds import plain_spelling, sound_codes
from venuecheck.screening.words import Word


class Meeting(NamedTuple):
    """Two words that met: by which rule, how telling they are, how far apart, and what the meeting is worth.

    `tells` is how seldom two words would meet so by chance: less than the words themselves tell where they are only alike,
    for many words are like each.
    """

    rule: str
    bits: float
    distance: float
    worth: float
    tells: float


SHORT_SYLLABLE_APART = 4.5
"""A letter more or less makes another family name of a short one (Li, Lin), unless a dialect spells it so."""
INITIALS = frozenset({"initial", "same initial"})
LEAST_WORTH = -8.0
LIKELY_CODES = 8
FEWEST_SOUNDS = 3
"""Of fewer sounds, that letters of another script stand for, one that differs leaves nothing in common."""
LEAST_LIKENESS = 0.4
BITS_A_CONSONANT, BITS_A_CONSONANT_HEARD = 2.5, 3.5
"""Words that only share their consonants tell no more than those do: many words have the same three."""
BEYOND_THE_COMMONER, LIKENESS_TELLS_LESS = 1.0, 0.6
_MOST_REMEMBERED = 4096


@lru_cache(maxsize=2)
def costs(kind: str) -> dict[str, tuple[float, float]]:
    """For each rule what it costs, and what each step of distance costs more (`weights.tsv`)."""
    return {row[1]: (float(row[2]), float(row[3])) for row in table("weights.tsv") if row[0] == kind}


def meet(a: Word, b: Word) -> Meeting | None:
    """How two words meet, or None if they do not. Remembered for each pair of words."""
    remembered = a.compared
    if b in remembered:
        return remembered[b]  # type: ignore[no-any-return]
    if len(remembered) > _MOST_REMEMBERED:
        remembered.clear()
    found = remembered[b] = _meet(a, b)
    return found


def _meet(a: Word, b: Word) -> Meeting | None:
    found = _variation(a, b)
    if found is None:
        return None
    rule, distance = found
    bits = 0.0 if rule in INITIALS else _bits(a, b)
    if rule in ("script", "script near") and (a.vowelless or b.vowelless):
        bits = min(bits, BITS_A_CONSONANT * min(len(a.skeleton), len(b.skeleton)))
    elif rule in ("sound", "sound known"):
        bits = min(bits, BITS_A_CONSONANT_HEARD * min(len(a.skeleton), len(b.skeleton)))
    cost, each = costs("organisation" if a.organisation else "person")[rule]
    worth = bits - cost - each * distance
    if worth <= LEAST_WORTH:
        return None
    return Meeting(rule, bits, distance, worth, bits - LIKENESS_TELLS_LESS * (bits - max(0.0, min(bits, worth))))


def _bits(a: Word, b: Word) -> float:
    """How telling two words are together: a rare one that is like a common one tells hardly more than the common one."""
    least, mean = min(a.bits, b.bits), (a.bits + b.bits) / 2
    if a.known and b.known:
        return least
    return mean if a.foreign or b.foreign else min(mean, least + BEYOND_THE_COMMONER)


def _variation(a: Word, b: Word) -> tuple[str, float] | None:
    """The rule by which two words meet, and how far they are apart under it."""
    if a.text == b.text and a.native == b.native:
        return ("same initial" if a.initial else "same", 0.0)
    if a.initial or b.initial:
        return ("initial", 0.0) if a.text[0] == b.text[0] else None
    across = a.foreign or b.foreign
    if a.syllable and b.syllable and not across:
        apart = syllables_apart(a.text, b.text)
        return None if apart is None else ("equivalent" if apart < ANOTHER_CUSTOM else "habit", apart)
    if not across and a.known and b.known and a.text[0] == b.text[0] and _other_gender(a, b):
        return ("letter known", 1.0)
    if a.plain == b.plain:
        return ("spelling", _apart(a, b))
    if b.text in a.familiar or (across and _familiar_across(a, b)):
        return ("nickname", 0.0)
    apart = a.groups.isdisjoint(b.groups)
    if apart and not across and OSA.normalized_similarity(a.plain, b.plain, score_cutoff=LEAST_LIKENESS) == 0.0:
        return None
    if (
        not across
        and not a.organisation
        and two_common_names(a.text, b.text)
        and b.plain not in a.readings
        and a.plain not in b.readings
    ):
        return ("letter known", 1.0) if OSA.distance(a.text, b.text) <= 2 else None
    if not apart:
        return ("equivalent", float(OSA.distance(a.plain, b.plain)) / max(len(a.plain), len(b.plain)))
    if a.plain in b.readings or b.plain in a.readings:
        return ("habit", _apart(a, b))
    if a.chinese or b.chinese:
        return _near_a_reading(a, b)
    return _across_scripts(a, b) if across else _by_letters(a, b)


def _familiar_across(a: Word, b: Word) -> bool:
    """Whether one is written in another script and sounds as a short form of the other does."""
    foreign, other = (a, b) if a.foreign else (b, a)
    if other.foreign or foreign.chinese or a.organisation:
        return False
    return any(
        plain_spelling(form) == foreign.plain
        or (foreign.vowelless and len(foreign.skeleton) > 1 and not set(foreign.codes).isdisjoint(sound_codes(form)))
        for form in other.familiar
    )


def _sound_alike(a: Word, b: Word) -> bool:
    return not set(a.codes).isdisjoint(b.codes)


def _apart(a: Word, b: Word) -> float:
    """How far two spellings are apart as written: of short words each letter counts for more."""
    if a.native or b.native:
        return 0.0
    return 2.0 * OSA.distance(a.text, b.text) / max(len(a.text), len(b.text))


def _other_gender(a: Word, b: Word) -> bool:
    """Whether one is the other's form for the other sex: Paul and Paula, Karim and Karimah. Not of family names."""
    short, long_ = (a.text, b.text) if len(a.text) < len(b.text) else (b.text, a.text)
    if not long_.startswith(short) or short[-1] in "aeiouyh":
        return False
    return long_[len(short) :] in ("a", "e", "ah", "eh") and not short.endswith(_SURNAME_ENDINGS)


_SURNAME_ENDINGS = ("ov", "ev", "in", "sk", "man", "son")


def _by_letters(a: Word, b: Word) -> tuple[str, float] | None:
    """Words in Latin letters that sound alike, differ by a slip, or of which one is cut short."""
    if not a.organisation and other_syllables(a.text, b.text):
        return None
    both_known = a.known and b.known
    longest = max(len(a.plain), len(b.plain))
    letters = OSA.distance(a.plain, b.plain)
    if letters <= max(2, longest // 3) and _sound_alike(a, b):
        return (
            "sound known" if both_known else "sound",
            4.0 * letters / longest + (0.5 if len(a.skeleton) < 3 else 0.0),
        )
    written = OSA.distance(a.text, b.text)
    longest_written = max(len(a.text), len(b.text))
    near = (written <= 1 and longest_written >= 3) or (written <= 2 and longest_written >= 6)
    if near or (letters <= longest // 4 and longest >= 4):
        consonants = OSA.distance(a.skeleton, b.skeleton)
        distance = 4.0 * min(written, letters) / longest_written + 0.5 * consonants
        return ("letter known" if both_known else "letter", distance)
    short, long_ = (a.text, b.text) if len(a.text) < len(b.text) else (b.text, a.text)
    if len(short) >= 4 and long_.startswith(short) and not both_known:
        return ("beginning", (len(long_) - len(short)) / len(long_))
    return None


def _across_scripts(a: Word, b: Word) -> tuple[str, float] | None:
    """Words of which one is written in another script: consonants first, since vowels are often not written."""
    shorter, longer = sorted((len(a.skeleton), len(b.skeleton)))
    vowels = 0.0
    if not (a.vowelless or b.vowelless):
        vowels = 2.0 * OSA.distance(a.plain, b.plain) / max(len(a.plain), len(b.plain))
    short = 0.5 if shorter < 3 else 0.0
    if _sound_alike(a, b):
        return ("script", vowels + short)
    if shorter < 3 or longer > shorter + 2:
        return None
    most = max(1, shorter // 4)
    ours, theirs = ([code for code in w.codes[:LIKELY_CODES] if len(code) >= FEWEST_SOUNDS] for w in (a, b))
    apart = _nearest(ours, theirs, most)
    return ("script near", vowels + apart) if apart <= most else None


def _nearest(texts: Collection[str], others: Collection[str], most: int) -> int:
    """By how many letters the two of some texts and others differ that are nearest; if by more than `most`, one more."""
    return int(process.cdist(texts, others, scorer=OSA.distance, score_cutoff=most).min(initial=most + 1))


def _near_a_reading(a: Word, b: Word) -> tuple[str, float] | None:
    """A word of Chinese characters and one that is a letter off a spelling of it."""
    longest = max(len(a.plain), len(b.plain))
    if longest < 3 or (a.chinese and b.chinese):
        return None
    if longest > 4:
        near = _nearest(a.readings, b.readings, 1) <= 1
    else:
        near = any(x[0] == y[0] and OSA.distance(x, y, score_cutoff=1) <= 1 for x in a.readings for y in b.readings)
    if not near:
        return None
    return ("script near", 0.5 if longest > 4 else SHORT_SYLLABLE_APART)
