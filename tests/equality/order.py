"""What `tools/second_reading.py` sets the weights of the second reading from.

    python -m tests.equality.order FILE          # writes the examples as JSON; two minutes

Every reading proposed in a marked text, or in one said again (`varied.py`), is right if it meets a mark. To these come texts
that are marked by nobody: marked ones in which words are exchanged for others of the same classes, left out or put in, and
halves of two of them joined. A larger model that has learnt from the marked texts says how likely each of them says an
arrangement, and the network learns from that too (Hinton et al., Distilling the Knowledge in a Neural Network, 2015).
"""

import json
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from tests.equality.cases import marked_texts
from tests.equality.varied import LONGEST, Marks, said_again
from venuecheck.equality.grammar import literals, read_grammar
from venuecheck.equality.phrases import finder
from venuecheck.equality.second_reading import SHOWN_BY_CLASS, is_blank, seen
from venuecheck.equality.words import Lexicon, build_lexicon

UNMARKED = 60_000
JOINTS = re.compile(
    r"(?<=[.,;:!?])\s+|\s+(?=(?:and|but|so|while|because|though|since|as|with|then|if)\b)",
)
PUT_IN = (
    "no", "not", "never", "only", "no longer", "used to", "last year", "they no longer", "in the play", "the team of", "both",
    "we refused:", "a talk on how", "not that", "as well", "separately", "together", "instead of", "my", "the film where",
    "until 2015", "this time", "from now on", "please", "a stall of", "nobody wants", "not any more", "apart",
)  # fmt: skip


def readings(text: str, marks: Marks) -> Iterator[tuple[list[tuple[str, list[str], int]], bool]]:
    """(the words round it as the network is shown them, whether it meets a mark) of every reading proposed in a text."""
    for here, beside, proposed in finder().proposed(text):
        for reading in proposed:
            start, end = here.tokens[reading.first].start, here.tokens[reading.last].end
            shown = [
                (word, sorted(c for c in classes if c[0] != "'"), int(part))
                for word, classes, part in seen(here, beside, reading)
            ]
            yield shown, any(start < last and first < end for first, last in marks)


def with_blanks(text: str) -> str:
    """A text for the larger model: names and words in no list are blanks."""
    made, at = "", 0
    for here, _, _ in finder().proposed(text):
        for token, classes in zip(here.tokens, here.classes, strict=True):
            if is_blank(classes):
                made, at = made + text[at : token.start] + "[MASK]", token.end
    return made + text[at:]


class Mixer:
    """Makes texts that nobody marked out of marked ones."""

    def __init__(self, texts: list[str], lexicon: Lexicon) -> None:
        self._texts, self._lexicon, self._chance = texts, lexicon, random.Random(1)
        self._alike: dict[frozenset[str], list[str]] = defaultdict(list)
        for word, classes in lexicon.words.items():
            if word.isalpha():
                self._alike[classes].append(word)

    def texts(self, count: int) -> list[str]:
        """So many of them, each once."""
        made: set[str] = set()
        while len(made) < count:
            text = self._chance.choice(self._texts)
            for change, how_often in (
                (self._exchanged, 0.8),
                (self._left_out, 0.35),
                (self._joined, 0.35),
                (self._put_in, 0.25),
            ):
                if self._chance.random() < how_often:
                    text = change(text)
            if len(text) <= LONGEST:
                made.add(text)
        return sorted(made)

    def _exchanged(self, text: str) -> str:
        known = [m for m in re.finditer("[A-Za-z]{2,}", text) if len(self._like(m.group())) > 1]
        picked = self._chance.sample(known, min(len(known), self._chance.choice((1, 2, 2, 3, 4))))
        for word in sorted(picked, key=re.Match.start, reverse=True):
            new = self._chance.choice(self._like(word.group()))
            text = text[: word.start()] + (new.capitalize() if word.group()[0].isupper() else new) + text[word.end() :]
        return text

    def _like(self, word: str) -> list[str]:
        return self._alike.get(self._lexicon.classes(word.lower()), [])

    def _left_out(self, text: str) -> str:
        words = re.findall(r"\S+\s*", text)
        if self._chance.random() < 0.4:
            start = self._chance.randrange(len(words))
            gone = set(range(start, start + self._chance.choice((2, 3, 4, 5))))
        else:
            gone = set(self._chance.sample(range(len(words)), min(len(words), self._chance.choice((1, 1, 2, 3)))))
        left = "".join(word for i, word in enumerate(words) if i not in gone)
        return left if len(left) > 8 else text

    def _joined(self, text: str) -> str:
        return self._halves(text)[0] + " " + self._halves(self._chance.choice(self._texts))[1]

    def _halves(self, text: str) -> tuple[str, str]:
        joints = list(JOINTS.finditer(text))
        if not joints:
            return text, text
        joint = self._chance.choice(joints)
        return text[: joint.start()], text[joint.end() :]

    def _put_in(self, text: str) -> str:
        words = text.split(" ")
        at = self._chance.randrange(len(words) + 1)
        return " ".join([*words[:at], self._chance.choice(PUT_IN), *words[at:]])


def examples() -> dict[str, Any]:
    """All that the weights are set from."""
    lexicon, chance = build_lexicon(literals(read_grammar())), random.Random(1)
    marked = [(text, marks) for text, marks, _ in marked_texts() if text.strip()]
    again = [told for text, marks in marked for told in said_again(text, marks, lexicon, chance)]
    made = Mixer([text for text, _ in marked if len(text) <= LONGEST], lexicon).texts(UNMARKED)
    alone = [(with_blanks(text), found[0][0]) for text in made if len(found := list(readings(text, []))) == 1]
    phrases = (" ".join(words) for of in lexicon.phrases.values() for words in of)
    classes = lexicon.words | {" ".join(words): known for of in lexicon.phrases.values() for words, known in of.items()}
    return {
        "words": sorted(word for word in [*lexicon.words, *phrases] if not classes[word] & SHOWN_BY_CLASS),
        "texts": [(with_blanks(text), bool(marks)) for text, marks in marked],
        "marked": [example for text, marks in marked for example in readings(text, marks)],
        "again": [example for text, marks in again for example in readings(text, marks)],
        "unmarked": alone,
    }


if __name__ == "__main__":
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        json.dump(examples(), file)
