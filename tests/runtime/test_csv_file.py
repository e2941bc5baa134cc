"""CSV that opens safely."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from venuecheck.runtime.csv_file import FORMULA, as_csv, safe


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n@x", "＝1", "\u00a0=1", '=HYPERLINK("x")']
)
def test_a_cell_that_a_spreadsheet_would_run_is_made_text(cell: str) -> None:
    assert safe(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["", "Hat Hall", "12 - 14", "a=b", "'=1"])
def test_an_honest_cell_is_left_alone(cell: str) -> None:
    assert safe(cell) == cell


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=1, max_size=4))
def test_whatever_is_written_is_read_again_and_never_runs(cells: list[str]) -> None:
    content = b"".join(as_csv([cells])).decode("utf-8-sig")
    (row,) = csv.reader(io.StringIO(content, newline=""))
    assert row == [safe(cell) for cell in cells]
    assert not any(cell.startswith(FORMULA) for cell in row)


def test_it_comes_in_pieces() -> None:
    pieces = list(as_csv(["x" * 1000] for _ in range(1000)))
    assert len(pieces) > 10
