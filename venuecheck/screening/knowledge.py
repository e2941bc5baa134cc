"""Reading of the data files in `data/`: one subject a file, tab-separated, with a header that says where it comes from."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent / "data"


@lru_cache(maxsize=64)
def table(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a data file: lines that are not empty and no comment, split at the tabs."""
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line.strip() and not line.startswith("#"))


@lru_cache(maxsize=64)
def words(name: str, of_class: str) -> frozenset[str]:
    """The words of one class in a data file of the form `class<TAB>word word word`."""
    return frozenset(word for row in table(name) if row[0] == of_class for word in row[1].split())
