"""Draws the workflow for docs/workflow.md from the table that the code walks: `make drawings`.

Two things are drawn: the picture `docs/workflow.svg`, with an arrow for each act that moves a case, and the tables between the
marks in `docs/workflow.md`. A test holds both against the code, so that neither can fall behind.
"""

import sys
from dataclasses import astuple
from pathlib import Path

from venuecheck.cases.drawing import act_lines, change_lines, picture, state_lines
from venuecheck.cases.workflow import TABLE, Row

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "workflow.svg"
PAGE = ROOT / "docs" / "workflow.md"


def states_table() -> str:
    """Every state, as staff and as the hirer read it, and whose queue it stands in."""
    rows: list[tuple[str, ...]] = [("State", "What the hirer sees", "Whose queue"), ("---",) * 3]
    rows += [(line.staff, line.hirer, line.queue) for line in state_lines()]
    return _table(rows)


def acts_table(table: tuple[Row, ...] = TABLE) -> str:
    """Every line of the workflow, in the order in which the code reads it."""
    rows: list[tuple[str, ...]] = [("In this state", "this act", "may be done by", "if", "and leads to"), ("---",) * 5]
    rows += [astuple(line) for line in act_lines(table)]
    return _table(rows)


def changes_table() -> str:
    """Every field that a hirer may change, and when that opens a confirmed booking again."""
    rows: list[tuple[str, ...]] = [("What the hirer changes", "It opens a confirmed booking again"), ("---",) * 2]
    rows += [astuple(line) for line in change_lines()]
    return _table(rows)


def _table(rows: list[tuple[str, ...]]) -> str:
    return "\n".join("|---" * len(row) + "|" if row[0] == "---" else f"| {' | '.join(row)} |" for row in rows)


def page(text: str) -> str:
    """The page with its tables drawn anew between their marks. Raises ValueError when a mark is missing."""
    tables = {"states": states_table(), "acts": acts_table(), "changes": changes_table()}
    for name, drawn in tables.items():
        before, start, rest = text.partition(f"<!-- {name}: drawn by tools/workflow.py -->\n")
        _, end, after = rest.partition(f"<!-- end of {name} -->")
        if not start or not end:
            raise ValueError(f"{PAGE.name} lacks the marks around the table of {name}")
        text = f"{before}{start}{drawn}\n{end}{after}"
    return text


def main() -> int:
    """Draw the picture and the tables."""
    PICTURE.write_text(picture(), encoding="utf-8")
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
