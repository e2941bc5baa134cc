"""What the public guidance on seating shows: the decision table as it is, in words that a solicitor or a hirer can read."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from venuecheck.equality.table import CHECKED_BY_SOLICITOR, ROWS, TABLE_DATE, TABLE_VERSION, Row
from venuecheck.equality.vocabulary import (
    ARRANGEMENT_LABELS,
    CHOSEN_BY_LABELS,
    OPENNESS_LABELS,
    OUTCOME_LABELS,
    PURPOSE_LABELS,
    SEPARATION,
    Outcome,
)

COLOURS = {Outcome.NONE: "green", Outcome.ENQUIRE: "yellow", Outcome.LIKELY_UNLAWFUL: "red"}
"""The colour of an outcome's tag; the words say the same."""

COLUMNS = (
    "row",
    "what the event is for",
    "seating arrangement",
    "who decides",
    "who may come",
    "outcome",
    "outcome when an aim is stated",
    "reason",
    "source",
    "question",
)


@dataclass(frozen=True)
class GuidanceRow:
    """A row of the table in words. A condition lists what fits; one entry "Any …" where it does not matter."""

    number: int
    purposes: tuple[str, ...]
    arrangements: tuple[str, ...]
    chosen_by: tuple[str, ...]
    openness: tuple[str, ...]
    outcome: str
    colour: str
    with_aim: str
    reason: str
    citation: str
    question: str


@dataclass(frozen=True)
class Guidance:
    """The whole page: the rows in order, their version, and what is known of who checked them."""

    version: str
    dated: str
    checked: str
    separation: tuple[str, ...]
    rows: tuple[GuidanceRow, ...]


def guidance() -> Guidance:
    """The table as it is in force."""
    return Guidance(
        version=TABLE_VERSION,
        dated=f"{TABLE_DATE.day} {TABLE_DATE:%B %Y}",
        checked=(
            f"{CHECKED_BY_SOLICITOR.day} {CHECKED_BY_SOLICITOR:%B %Y}" if CHECKED_BY_SOLICITOR is not None else ""
        ),
        separation=_labels(SEPARATION, ARRANGEMENT_LABELS, ""),
        rows=tuple(_row(row) for row in ROWS),
    )


def guidance_csv() -> str:
    """The same as a plain file: CSV, a row for each row."""
    shown = guidance()
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for row in shown.rows:
        conditions = (row.purposes, row.arrangements, row.chosen_by, row.openness)
        said = ("; ".join(words) for words in conditions)
        writer.writerow([row.number, *said, row.outcome, row.with_aim, row.reason, row.citation, row.question])
    writer.writerow([])
    writer.writerow([f"Version {shown.version} of {shown.dated}", shown.checked or "Not yet checked by a solicitor"])
    return file.getvalue()


def _row(row: Row) -> GuidanceRow:
    return GuidanceRow(
        number=row.number,
        purposes=_labels(row.purposes, PURPOSE_LABELS, "Anything"),
        arrangements=_arrangements(row),
        chosen_by=_labels(row.chosen_by, CHOSEN_BY_LABELS, "Anybody"),
        openness=_labels(row.openness, OPENNESS_LABELS, "Anybody"),
        outcome=OUTCOME_LABELS[row.outcome],
        colour=COLOURS[row.outcome],
        with_aim=OUTCOME_LABELS[row.outcome_with_reason] if row.outcome_with_reason is not None else "",
        reason=row.reason,
        citation=row.citation,
        question=row.question,
    )


def _arrangements(row: Row) -> tuple[str, ...]:
    if row.arrangements == SEPARATION:
        return ("Any separation (see above)",)
    return _labels(row.arrangements, ARRANGEMENT_LABELS, "Any other arrangement")


_Word = TypeVar("_Word", bound=StrEnum)


def _labels(chosen: Iterable[_Word] | None, labels: Mapping[_Word, str], any_of_them: str) -> tuple[str, ...]:
    """The labels of what fits, in the order of the vocabulary."""
    if chosen is None:
        return (any_of_them,)
    wanted = frozenset(chosen)
    return tuple(label for word, label in labels.items() if word in wanted)
