"""`venuecheck equality`: JSON Lines in and out, one form a line, in order.

A line that cannot be read, or holds an unknown value, gets {"id", "error"} and the rest goes on. Unknown keys are
ignored; a missing key counts as the design says (`other`, `undecided`, `unknown`, `unknown`, empty).
"""

import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from .assess import Assessment, Finding, Form, assess

_CHOICES = ("purpose_kind", "arrangement", "chosen_by", "openness")


class UnreadableLineError(ValueError):
    """A line that is no form; the message is fit to show."""


def equality_lines(lines: Iterable[str]) -> Iterator[str]:
    """One output line for each input line that is not blank."""
    for line in lines:
        if line.strip():
            yield json.dumps(_answer(line), ensure_ascii=False)


def _answer(line: str) -> dict[str, Any]:
    identifier: Any = None
    try:
        given = _read(line)
        identifier = given.get("id")
        return {"id": identifier} | _told(assess(_form(given)))
    except ValueError as error:
        return {"id": identifier, "error": str(error)}


def _read(line: str) -> dict[str, Any]:
    try:
        given = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise UnreadableLineError("this line is not valid JSON") from error
    if not isinstance(given, dict):
        raise UnreadableLineError("this line is not a JSON object")
    return given


def _form(given: dict[str, Any]) -> Form:
    text = given.get("text")
    text = {} if text is None else text
    if not isinstance(text, dict):
        raise UnreadableLineError("text must be an object of named texts")
    for name, value in text.items():
        if value is not None and not isinstance(value, str):
            raise UnreadableLineError(f"text.{name:.40} must be a string")
    reason = given.get("reason")
    if reason is not None and not isinstance(reason, str):
        raise UnreadableLineError("reason must be a string")
    choices = {key: given[key] for key in _CHOICES if given.get(key) is not None}
    return Form(**choices, reason=reason or "", text={k: v for k, v in text.items() if v and k != "reason"})


def _told(assessment: Assessment) -> dict[str, Any]:
    return {
        "outcome": assessment.outcome.value,
        "findings": [_finding(finding) for finding in assessment.findings],
        "table_version": assessment.table_version,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    told: dict[str, Any] = {"rule": finding.rule, "outcome": finding.outcome.value}
    if finding.field is not None:
        told |= {"field": finding.field, "start": finding.start, "end": finding.end, "quote": finding.quote}
    return told | {"reason": finding.reason, "citation": finding.citation, "question": finding.question}


def main() -> int:
    """Read standard input, write standard output; for measuring without the rest of the product."""
    for stream in (sys.stdin, sys.stdout):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace" if stream is sys.stdin else "backslashreplace")
    for line in equality_lines(sys.stdin):
        sys.stdout.write(line + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
