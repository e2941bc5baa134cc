"""A second reading: what the order of the words says, beside what each of them says.

Points (`weigh.py`) add up what words say each for itself. Whether "no" denies a side for women, or a rumour of one, hangs on
the order, which no list holds. So a small network reads the words round a reading one after another and adds points of its
own. It is shown a word only if a list holds it; people, places, barriers, occasions and things by their classes alone, so
that a word of one community's is as any other's; all other words, and every name, are one and the same blank.

The network is an encoder after Vaswani et al., Attention Is All You Need (2017), with the norm before each step as in Xiong
et al. (2020, arXiv:2002.04745). `tools/second_reading.py` sets its weights from the marked sentences that the points are set
from. Nobody can add its points up by hand as those of the lists; so it only ever weighs what the rules propose, and the tests
hold that it is blind to names.
"""

from collections.abc import Iterator
from enum import IntEnum
from functools import cache, cached_property
from math import sqrt
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from .clauses import Reading, Sentence
from .telling import Beside
from .words import DATA

Floats = NDArray[np.float32]


class Part(IntEnum):
    """Where a word stands: in the sentence before or after, or round the reading, in it, or in its core, which tells most."""

    SENTENCE_BEFORE = 0
    BEFORE = 1
    WITHIN = 2
    CORE = 3
    AFTER = 4
    SENTENCE_AFTER = 5


Seen = tuple[str, frozenset[str], Part]
"""A word as the network is shown it (nothing where only its classes are shown), its classes, and where it stands."""

BLANK = frozenset({"blank"})
SHOWN_BY_CLASS = frozenset(
    {
        "women", "men", "woman", "man", "adjective_women", "adjective_men", "possessive_women", "possessive_men",
        "slang_women", "slang_men", "letter_women", "letter_men", "garb_women", "garb_men", "people", "sexes", "company",
        "unrelated", "place", "elsewhere", "barrier", "barrier_between_sexes", "segregation_custom", "occasion", "session",
        "part_meal", "part_talk", "part_class", "part_children", "part_spectators", "part_seated", "dress", "body", "performer",
        "staff", "sexed_thing", "kin_of_things", "goods", "team", "toilet", "plumbing", "work", "record", "chore",
    }
)  # fmt: skip
"""Classes whose words differ by community, dialect or trade: what is said of one of them is so of all."""
_UNKNOWN, _MARK = frozenset({"unknown"}), frozenset({"mark"})
_REACH, _REACH_BESIDE, _LONGEST = 30, 16, 110


def seen(here: Sentence, beside: Beside, reading: Reading) -> list[Seen]:
    """The words round a reading, with the end of the sentence before and the head of the one after."""
    return list(_seen(here, beside, reading))[:_LONGEST]


def _seen(here: Sentence, beside: Beside, reading: Reading) -> Iterator[Seen]:
    before, after, _ = beside
    if before is not None and _names_nobody(before):
        yield from _shown(before, max(len(before.tokens) - _REACH_BESIDE, 0), len(before.tokens), Part.SENTENCE_BEFORE)
    first, last = max(reading.first - _REACH, 0), min(reading.last + _REACH + 1, len(here.tokens))
    yield from _shown(here, first, reading.first, Part.BEFORE)
    yield from _shown(here, reading.first, reading.core[0], Part.WITHIN)
    yield from _shown(here, max(reading.core[0], reading.first), min(reading.core[1], reading.last) + 1, Part.CORE)
    yield from _shown(here, reading.core[1] + 1, reading.last + 1, Part.WITHIN)
    yield from _shown(here, reading.last + 1, last, Part.AFTER)
    if after is not None and _names_nobody(after):
        yield from _shown(after, 0, min(len(after.tokens), _REACH_BESIDE), Part.SENTENCE_AFTER)


def is_blank(classes: frozenset[str]) -> bool:
    """Whether a word of these classes is a name, or stands in no list."""
    return "NAME" in classes or classes <= _UNKNOWN


def _names_nobody(sentence: Sentence) -> bool:
    """Whether all words of a sentence stand in lists and none is a name: one that may tell whose event it is is not shown."""
    return not any(is_blank(classes) for classes in sentence.classes) and not any(
        token.capital and token.word.partition("'")[0] != "i" for token in sentence.tokens[1:]
    )


def _shown(sentence: Sentence, start: int, end: int, part: Part) -> Iterator[Seen]:
    """The words of a stretch; names and words in no list that follow each other are one blank."""
    blank = False
    for token, classes in zip(sentence.tokens[start:end], sentence.classes[start:end], strict=True):
        if classes == _MARK:
            continue
        if is_blank(classes):
            if not blank:
                yield "", BLANK, part
            blank = True
            continue
        blank = False
        yield "" if classes & SHOWN_BY_CLASS else token.word, classes, part


class Network:
    """The weights, and what they make of words in their order."""

    def __init__(self, weights: dict[str, NDArray[np.generic]]) -> None:
        self._classes = {str(name): row for row, name in enumerate(weights["classes"])}
        self._words = {str(word): row for row, word in enumerate(weights["words"])}
        self._weights: dict[str, Floats] = {
            name: array.astype(np.float32) for name, array in weights.items() if array.dtype.kind == "f"
        }
        self._layers = 1 + max(int(name.split(".")[1]) for name in self._weights if name.startswith("layers."))
        self._vectors: dict[tuple[int | None, frozenset[str]], Floats] = {}

    def score(self, words: list[Seen]) -> float:
        """The log-odds that the words say an arrangement."""
        of = self._weights
        parts = np.fromiter((part for _, _, part in words), dtype=np.intp, count=len(words))
        x = np.stack([self._vector(word, classes) for word, classes, _ in words])
        x += of["parts"][parts] + of["places"][: len(words)]
        for layer in range(self._layers):
            x = self._layer(x, f"layers.{layer}.")
        x = self._normed(x, "norm.")
        core = x[parts == Part.CORE]
        pooled = np.concatenate([x.mean(axis=0), core.mean(axis=0) if len(core) else np.zeros_like(x[0])])
        return float(pooled @ of["head.weight"] + of["head.bias"][0])

    def _vector(self, word: str, classes: frozenset[str]) -> Floats:
        """What stands for a word: the sum for its classes, and its own where it is shown and known."""
        row = self._words.get(word)
        key = (row, classes)  # so that numbers and slips of the pen, of which there is no end, are not kept
        if key not in self._vectors:
            rows = [self._classes[name] for name in classes if name in self._classes]
            vector = self._weights["class_vectors"][rows].sum(axis=0)
            self._vectors[key] = vector if row is None else vector + self._weights["word_vectors"][row]
        return self._vectors[key]

    def _layer(self, x: Floats, name: str) -> Floats:
        """Each word takes from all others what is like what it looks for, then is worked on alone."""
        of, width = self._weights, x.shape[1]
        asked = self._normed(x, name + "norm1.") @ of[name + "attention.in"] + of[name + "attention.in_bias"]
        heads = asked.reshape(len(x), 3, self._heads, width // self._heads).transpose(1, 2, 0, 3)
        weights = _softmax(heads[0] @ heads[1].transpose(0, 2, 1) / sqrt(width // self._heads))
        taken = (weights @ heads[2]).transpose(1, 0, 2).reshape(len(x), width)
        x = x + taken @ of[name + "attention.out"] + of[name + "attention.out_bias"]
        worked = np.maximum(self._normed(x, name + "norm2.") @ of[name + "first"] + of[name + "first_bias"], 0)
        made: Floats = x + worked @ of[name + "second"] + of[name + "second_bias"]
        return made

    @cached_property
    def _heads(self) -> int:
        return int(self._weights["heads"][0])

    def _normed(self, x: Floats, name: str) -> Floats:
        middle = x - x.mean(axis=1, keepdims=True)
        spread = np.sqrt((middle * middle).mean(axis=1, keepdims=True) + 1e-5)
        made: Floats = middle / spread * self._weights[name + "weight"] + self._weights[name + "bias"]
        return made


def _softmax(x: Floats) -> Floats:
    raised = np.exp(x - x.max(axis=-1, keepdims=True))
    made: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return made


WEIGHTS = DATA / "second_reading.npz"
A_UNIT = 10
"""Points for one of log-odds."""


def read_network(path: Path = WEIGHTS) -> Network:
    """The network whose weights a file holds."""
    with np.load(path, allow_pickle=False) as file:
        return Network(dict(file.items()))


@cache
def network() -> Network:
    """The network of the product. Its sums are small: more than one core on one of them only has them wait for each other."""
    threadpool_limits(1, user_api="blas")
    return read_network()


def points(here: Sentence, beside: Beside, reading: Reading) -> int:
    """What the order of the words adds for a reading, or takes from it."""
    return round(A_UNIT * network().score(seen(here, beside, reading)))
