"""Two names compared: their score, its band, and why."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial
from typing import NamedTuple

from venuecheck.screening.explain import WhyLine, what_settles, why_lines
from venuecheck.screening.normal import written_twice
from venuecheck.screening.organisations import (
    align_organisations,
    is_legal_form,
    organisation_evidence,
    prepare_organisation,
)
from venuecheck.screening.scoring import (
    NO_EVIDENCE,
    STRONG,
    Alignment,
    align,
    evidence,
    how_much_met,
    likelihood,
    tally,
    telling_bits,
    too_common,
)
from venuecheck.screening.words import PreparedName, prepare_person

POSSIBLE = 0.50
PERSON, ORGANISATION, ANY = "person", "organisation", "any"


@dataclass(frozen=True, slots=True)
class Known:
    """What else is known of the one who was asked about, or of the one who is listed."""

    affiliation: str = ""
    born: int | None = None
    place: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class ListedName:
    """One name of a watchlist entry: its main name or an alias."""

    entry_id: str
    kind: str
    name: str
    is_alias: bool = False
    known: Known | None = None


class Explanation(NamedTuple):
    """Why a name was raised, line by line, and what would settle it."""

    why: tuple[WhyLine, ...] = ()
    settles: str = ""


@dataclass(frozen=True)
class NameMatch:
    """One entry that a name may mean: how likely, why, and what would settle it. The reasons are made when asked for."""

    entry_id: str
    matched_name: str
    score: float
    band: str
    explain: Callable[[], Explanation] = field(default=Explanation, repr=False, compare=False)

    @cached_property
    def explanation(self) -> Explanation:
        """Why, and what would settle it."""
        return self.explain()

    @property
    def why(self) -> tuple[WhyLine, ...]:
        """What met and how, and what is left, line by line."""
        return self.explanation.why

    @property
    def settles(self) -> str:
        """What would settle whether it is the same person or organisation."""
        return self.explanation.settles


def band_of(score: float) -> str:
    """The band of a score: `strong`, `possible` or `none`."""
    return "strong" if score >= STRONG else "possible" if score >= POSSIBLE else "none"


_ANOTHER_NAME = re.compile(r"[()\[\]]|\b(?:a\.?k\.?a\.?|also known as|formerly|f\.?k\.?a\.?|t/a|trading as)\s", re.I)
_OTHER_NAMES = re.compile(rf"\s*(?:{_ANOTHER_NAME.pattern})\s*", re.I)


def readings_of(name: str, kind: str) -> tuple[PreparedName, ...]:
    """A name and the names in it: `MHN (Manar Horizons)` may be raised by either."""
    prepare = prepare_organisation if kind == ORGANISATION else prepare_person
    pieces = [name]
    if _ANOTHER_NAME.search(name[:1000]):
        inner = [p for p in _OTHER_NAMES.split(name[:1000]) if p and p.strip()]
        if len(inner) > 1:
            pieces += [p for p in inner[:3] if len(p.strip()) > 2 and not (kind == ORGANISATION and is_legal_form(p))]
    in_each_script = written_twice(name)
    prepared = (prepare(p) for p in dict.fromkeys(in_each_script or pieces))
    return tuple(p for p in prepared if p.parts)


NOTHING_MET = likelihood(NO_EVIDENCE)
_remembered_readings = lru_cache(maxsize=16384)(readings_of)


def compared(query: PreparedName, listed: PreparedName, kind: str) -> tuple[float, Alignment]:
    """The score of two prepared names, and how their words were aligned."""
    if kind == ORGANISATION:
        alignment = align_organisations(query, listed)
        return likelihood(organisation_evidence(query, listed, alignment), ORGANISATION), alignment
    alignment = align(query, listed)
    if not alignment.met:
        return NOTHING_MET, alignment
    met = tally(alignment)
    bits, how_much = evidence(query, listed, alignment, met), how_much_met(alignment, met)
    telling, common = telling_bits(query, listed, alignment, met), too_common(met, how_much)
    return likelihood(bits, PERSON, telling, how_much, common), alignment


def raw_score(query: str, listed: str, kind: str) -> float:
    """The score alone."""
    return max((compared(q, e, kind)[0] for q, e in _to_compare(query, listed, kind)), default=0.0)


def _to_compare(query: str, listed: str, kind: str) -> Iterator[tuple[PreparedName, PreparedName]]:
    """The names in one field with those in the other. A name listed in two scripts is compared in the query's own."""
    listed_names = _remembered_readings(listed, kind)
    in_latin = tuple(e for e in listed_names if not e.foreign) if len(listed_names) > 1 else ()
    for q in _remembered_readings(query, kind):
        for e in in_latin if in_latin and not q.foreign else listed_names:
            yield q, e


def score_pair(
    query: str, listed: str, kind: str, known: Known | None = None, of_listed: Known | None = None
) -> NameMatch:
    """Compare a name with one listed name of the kind `person` or `organisation`; what else is known moves the band."""
    best: tuple[float, PreparedName, PreparedName, Alignment] | None = None
    for q, e in _to_compare(query, listed, kind):
        score, alignment = compared(q, e, kind)
        if best is None or score > best[0]:
            best = (score, q, e, alignment)
    if best is None:
        return NameMatch("", listed, 0.0, "none")
    score, q, e, alignment = best
    moved, known_lines = with_known(score, known, of_listed)
    return NameMatch("", listed, moved, band_of(moved), partial(_explained, q, e, alignment, kind, known_lines))


def _explained(
    query: PreparedName, listed: PreparedName, alignment: Alignment, kind: str, known_lines: tuple[WhyLine, ...]
) -> Explanation:
    return Explanation(why_lines(query, listed, alignment) + known_lines, what_settles(kind, query, alignment))


def with_known(score: float, known: Known | None, of_listed: Known | None) -> tuple[float, tuple[WhyLine, ...]]:
    """The score moved by what else is known, and lines that say so. A raised match is never hidden by it."""
    if known is None or of_listed is None or not 0.0 < score < 1.0:
        return score, ()
    lines: list[WhyLine] = []
    shift = 0.0
    if known.born and of_listed.born:
        same = abs(known.born - of_listed.born) <= 1
        shift += 2.0 if same else -2.5
        said = "agree" if same else "differ"
        lines.append(
            WhyLine(
                "born", str(known.born), str(of_listed.born), f"Years of birth {said}: {known.born}, {of_listed.born}"
            )
        )
    for what, a, b in (
        ("affiliation", known.affiliation, of_listed.affiliation),
        ("place", known.place, of_listed.place),
        ("role", known.role, of_listed.role),
    ):
        if not a.strip() or not b.strip():
            continue
        same = raw_score(a, b, ORGANISATION) >= POSSIBLE or a.strip().casefold() == b.strip().casefold()
        shift += 1.0 if same else -0.3
        lines.append(WhyLine(what, a, b, f"{what.capitalize()} {'agrees' if same else 'differs'}: {a}, {b}"))
    moved = 1.0 / (1.0 + math.exp(-(math.log(score / (1.0 - score)) + shift)))
    if score >= POSSIBLE:
        moved = max(moved, POSSIBLE)
    return moved, tuple(lines)
