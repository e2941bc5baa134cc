"""Marked sentences said again: in the frame of another event, and with a new word in the place of a known one.

What an arrangement is does not hang on the event that it stands under, and no list holds every word. So points are set
from these as well: "evening" beside an arrangement comes to nothing, and the order of things counts where words are new.
"""

import random
import re
from collections.abc import Iterator

from tests.equality.cases import DATA
from venuecheck.equality.words import Lexicon

Marks = list[tuple[int, int]]

LONGEST = 400
"""Characters of a text that is said again."""
FRAMED, REPLACED = 9, 6
"""How often a text is said again in each way."""
NEW_WORDS = ("vorple", "drenting", "plosk", "mirvel", "tandow", "gribbage")
_STAY = frozenset(
    {
        "determiner", "preposition", "conjunction", "auxiliary", "negation", "adverb", "modal", "possessive",
        "number", "numeral", "only", "people", "women", "men", "woman", "man", "adjective_women", "adjective_men",
        "possessive_women", "possessive_men", "pronoun_women", "pronoun_men", "letter_women", "letter_men",
    }
)  # fmt: skip
"""Words of these classes carry the sentence or say whom it is about."""


def framed(text: str, marks: Marks, frame: str) -> tuple[str, Marks]:
    """A marked text inside a frame."""
    before, _, after = frame.partition("…")
    if before and before.rstrip()[-1] not in ".!?" and text[1:2].islower():
        text = text[0].lower() + text[1:]
    if after.startswith("."):
        after = after[text.rstrip()[-1:] in (".", "!", "?") :]
    elif after:
        text = text.rstrip().removesuffix(".")
    return before + text + after, [(start + len(before), end + len(before)) for start, end in marks]


def with_new_words(text: str, marks: Marks, lexicon: Lexicon, chance: random.Random) -> tuple[str, Marks] | None:
    """A marked text with one or two of its words replaced by words that no list holds; None where it has none to replace."""
    known = [word for word in re.finditer("[A-Za-z]{3,}", text) if _may_go(lexicon.classes(word.group().lower()))]
    if not known:
        return None
    picked = chance.sample(known, min(len(known), chance.choice((1, 1, 2))))
    for word in sorted(picked, key=re.Match.start, reverse=True):
        new = chance.choice(NEW_WORDS)
        text = text[: word.start()] + new + text[word.end() :]
        more = len(new) - len(word.group())
        marks = [(a + more * (a > word.start()), b + more * (b > word.start())) for a, b in marks]
    return text, marks


def _may_go(classes: frozenset[str]) -> bool:
    return bool(classes) and not classes & _STAY and not any(name[0] == "'" for name in classes)


def said_again(text: str, marks: Marks, lexicon: Lexicon, chance: random.Random) -> Iterator[tuple[str, Marks]]:
    """The ways in which a marked text is said again."""
    if not text.strip() or len(text) > LONGEST:
        return
    for _ in range(FRAMED):
        yield framed(text, marks, chance.choice(frames()))
    for _ in range(REPLACED):
        again = with_new_words(text, marks, lexicon, chance)
        if again is not None:
            yield again


def frames() -> list[str]:
    """The frames of `data/frames.txt`, each with "…" for the sentence."""
    return [line for line in (DATA / "frames.txt").read_text("utf-8").splitlines() if line and line[0] != "#"]
