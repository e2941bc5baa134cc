"""The fictional forms and sentences that the tests of this folder read."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Case:
    """A sentence with the stretches that count: S a separation, O one sex only, C free choice, N nothing."""

    kind: str
    what: str
    text: str
    marked: frozenset[int]


def own_cases(name: str) -> Iterator[Case]:
    """The cases of a file of our own, with its marks read off."""
    for line in (DATA / name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, what, text = line.split(" | ", 2)
            yield Case(kind, what, *_unmarked(text.replace("\\n", "\n")))


def _unmarked(text: str) -> tuple[str, frozenset[int]]:
    plain, marked, inside = "", set(), False
    for char in text:
        if char in "⟦⟧":
            inside = char == "⟦"
            continue
        if inside:
            marked.add(len(plain))
        plain += char
    return plain, frozenset(marked)


def named_cases() -> Iterator[tuple[str, str]]:
    """(rule or chunk, text that needs it)."""
    for line in (DATA / "named-cases.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            name, text = line.split(" | ", 1)
            yield name, text.replace("\\n", "\n")


def forms(name: str) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    return [json.loads(line) for line in (DATA / name).read_text("utf-8").splitlines() if line]


OWN_SETS = (
    "own", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
    "quiet", "quiet-2", "quiet-3",
)  # fmt: skip
WEIGHT_OF_DEV, WEIGHT_OF_UNSEEN = 8.0, 2.0


def unseen_sets() -> list[str]:
    """The sets of forms by a colleague who had not seen the finder, in the order in which they came."""
    return sorted(path.name for path in DATA.glob("unseen-*.jsonl"))


def kept_sets() -> list[str]:
    """The sets of forms that no points are set from, to measure by."""
    return sorted(path.name for path in DATA.glob("kept-*.jsonl"))


def marked_texts() -> Iterator[tuple[str, list[tuple[int, int]], float]]:
    """(text, marked stretches, weight) of every marked text that there is, but for the sets kept apart."""
    for name in ("segregation-dev.jsonl", *unseen_sets()):
        for form in forms(name):
            for field, text in form["text"].items():
                marks = [(s["start"], s["end"]) for s in form["spans"] if s["field"] == field]
                yield text, marks, WEIGHT_OF_DEV if "dev" in name else WEIGHT_OF_UNSEEN
    for which in OWN_SETS:
        for case in own_cases(f"{which}-cases.txt"):
            yield case.text, [(i, i + 1) for i in case.marked], 2.0
