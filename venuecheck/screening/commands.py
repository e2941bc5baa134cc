"""The `score` and `screen` commands: JSON Lines in, JSON Lines out, one object a line, in order."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from venuecheck.screening.matching import (
    ANY,
    ORGANISATION,
    PERSON,
    Known,
    ListedName,
    NameIndex,
    NameMatch,
    WhyLine,
    band_of,
    score_pair,
)

KINDS = frozenset({PERSON, ORGANISATION, ANY})


class BadLine(ValueError):
    """A line that cannot be answered, with a sentence that says why."""


def score_lines(lines: Iterable[str]) -> Iterator[str]:
    """Answer each `{"id", "query", "entry", "aliases", "kind"}`: would this entry be raised for this query?"""
    for line in lines:
        yield _answer(line, _score)


def screen_lines(lines: Iterable[str], index: NameIndex, floor: float | None = None) -> Iterator[str]:
    """Answer each `{"id", "name", "kind"}` with the entries that it may mean, best first.

    `affiliation`, `born`, `place` and `role` may be known too. `floor` also lists what is below the bands.
    """
    for line in lines:
        yield _answer(line, lambda asked: _screen(asked, index, floor))


def read_watchlist(rows: Iterable[str]) -> NameIndex:
    """A watchlist from the lines of a CSV with the columns `id,kind,name,aliases` (aliases separated by `;`).

    Raises:
        BadLine: a column is missing.
    """
    reader = csv.DictReader(rows)
    missing = {"id", "kind", "name"} - set(reader.fieldnames or ())
    if missing:
        raise BadLine(f"The watchlist lacks the column {', '.join(sorted(missing))}.")
    return NameIndex(_listed(reader))


def _listed(rows: Iterable[dict[str, str]]) -> Iterator[ListedName]:
    for row in rows:
        kind = _kind(row.get("kind") or PERSON)
        yield ListedName(row["id"], kind, row["name"] or "", is_alias=False)
        for alias in (row.get("aliases") or "").split(";"):
            if alias.strip():
                yield ListedName(row["id"], kind, alias.strip(), is_alias=True)


def _answer(line: str, answer: Callable[[dict[str, Any]], dict[str, Any]]) -> str:
    """One line's answer, or `{"id", "error"}`; the rest goes on either way."""
    asked_id = None
    try:
        asked = json.loads(line)
        if not isinstance(asked, dict):
            raise BadLine("Each line is to be a JSON object.")
        asked_id = asked.get("id")
        return json.dumps({"id": asked_id, **answer(asked)}, ensure_ascii=False)
    except json.JSONDecodeError:
        return json.dumps({"id": None, "error": "This line is not JSON."})
    except BadLine as bad:
        return json.dumps({"id": asked_id, "error": str(bad)}, ensure_ascii=False)


def _score(asked: dict[str, Any]) -> dict[str, Any]:
    query, kind = _text(asked, "query"), _kind(asked.get("kind", PERSON))
    aliases = asked.get("aliases") or []
    if not isinstance(aliases, list) or not all(isinstance(a, str) for a in aliases):
        raise BadLine("`aliases` is to be a list of names.")
    names = [_text(asked, "entry"), *aliases]
    kinds = (PERSON, ORGANISATION) if kind == ANY else (kind,)
    best = max((score_pair(query, name, k) for name in names for k in kinds), key=lambda m: m.score)
    return {"score": best.score, "band": band_of(best.score), "why": _why(best.why)}


def _screen(asked: dict[str, Any], index: NameIndex, floor: float | None) -> dict[str, Any]:
    matches = index.screen(_text(asked, "name"), _kind(asked.get("kind", ANY)), _known(asked), floor)
    return {"matches": [_match(match, index) for match in matches]}


def _match(match: NameMatch, index: NameIndex) -> dict[str, Any]:
    return {
        "entry_id": match.entry_id,
        "name": index.main_name(match.entry_id),
        "matched_name": match.matched_name,
        "score": match.score,
        "band": match.band,
        "why": _why(match.why),
    }


def _why(lines: Iterable[WhyLine]) -> list[str]:
    return [line.sentence for line in lines]


def _text(asked: dict[str, Any], key: str) -> str:
    value = asked.get(key)
    if not isinstance(value, str):
        raise BadLine(f"`{key}` is missing, or is no text.")
    return value


def _kind(value: object) -> str:
    if value not in KINDS:
        raise BadLine("`kind` is to be person, organisation or any.")
    return str(value)


def _known(asked: dict[str, Any]) -> Known | None:
    born = asked.get("born")
    year = int(str(born)[:4]) if born is not None and str(born)[:4].isdigit() else None
    affiliation, place, role = (str(asked.get(key) or "") for key in ("affiliation", "place", "role"))
    known = Known(affiliation, year, place, role)
    return None if known == Known() else known
