"""Reads `data/grammar.toml`: runs of words into chunks.

A pattern of the grammar is compiled to a pattern over the one-character signs of `words.Classes`. All repetition is
bounded, so the time for a text is linear in its length.
"""

import re
import tomllib
from copy import copy
from typing import Any

from .words import DATA, Classes

_ITEM = re.compile(
    r'\s*("(?P<literal>[^"]+)"|!(?P<none>[\w,]+)|(?P<name>[A-Za-z_][A-Za-z_0-9]*)|(?P<op>\(\?!|\{\d,\d+\}|[()|?]))'
)
CHUNKS = (
    "X",
    "OWN",
    "SX",
    "ONE",
    "AW",
    "AM",
    "D",
    "W",
    "M",
    "C",
    "T",
    "LS",
    "L",
    "P",
    "H",
    "NAME",
)


def read_grammar() -> dict[str, Any]:
    """The grammar as its file has it."""
    with (DATA / "grammar.toml").open("rb") as file:
        return tomllib.load(file)


def literals(raw: dict[str, Any]) -> set[str]:
    """The words that the patterns quote."""
    texts = [*raw["macros"].values(), *(item["pattern"] for item in raw["chunk"])]
    return {match[1] for text in texts for match in re.finditer(r'"([^"]+)"', text)}


class Grammar:
    """The compiled grammar."""

    def __init__(self, raw: dict[str, Any], classes: Classes) -> None:
        self._macros, self._classes = raw["macros"], classes
        for chunk in CHUNKS:
            classes.sign({chunk})
        self._raw_chunks: list[dict[str, str]] = raw["chunk"]
        self._chunks = self._chunk_pattern("")
        self._signs = {chunk: classes.sign({chunk}) for chunk in CHUNKS}

    def without(self, name: str) -> "Grammar":
        """The same with one chunk left out, so that tests can take it away."""
        other = copy(self)
        other._chunks = self._chunk_pattern(name)
        return other

    def _chunk_pattern(self, without: str) -> re.Pattern[str]:
        kept = [chunk for chunk in self._raw_chunks if chunk["name"] != without]
        return re.compile("|".join(f"(?P<{chunk['name']}>{self._compile(chunk['pattern'])})" for chunk in kept))

    def _compile(self, pattern: str) -> str:
        made, at = [], 0
        pattern = pattern.strip()
        while at < len(pattern):
            item = _ITEM.match(pattern, at)
            if item is None:
                raise ValueError(f"cannot read the pattern at: {pattern[at : at + 40]}")
            at = item.end()
            if item["op"]:
                made.append({"(": "(?:"}.get(item["op"], item["op"]))
            elif item["literal"]:
                made.append(f"[{self._classes.every(chr(39) + item['literal'])}]")
            elif item["none"]:
                made.append(f"[^{''.join(self._classes.every(name) for name in item['none'].split(','))}]")
            elif item["name"] in self._macros:
                made.append(f"(?:{self._compile(self._macros[item['name']])})")
            else:
                made.append(f"[{self._classes.every(item['name']) or chr(0xF8FF)}]")
            while at < len(pattern) and pattern[at].isspace():
                at += 1
        return "".join(made)

    def chunked(self, signs: str) -> tuple[str, list[int], list[int]]:
        """The signs of a sentence with its chunks taken together; where each one starts and ends, in tokens."""
        made, starts, ends, at = [], [], [], 0
        for match in self._chunks.finditer(signs):
            if match.end() == match.start():
                continue
            for i in range(at, match.start()):
                made.append(signs[i])
                starts.append(i)
                ends.append(i + 1)
            made.append(self._signs[match.lastgroup or ""])
            starts.append(match.start())
            ends.append(match.end())
            at = match.end()
        for i in range(at, len(signs)):
            made.append(signs[i])
            starts.append(i)
            ends.append(i + 1)
        return "".join(made), starts, ends
