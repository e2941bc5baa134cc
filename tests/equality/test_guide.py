"""The table as a file that a solicitor can read."""

from tests.equality.guide import PLACE, guide
from venuecheck.equality.table import ROWS, TABLE_VERSION


def test_the_file_says_what_the_table_says() -> None:
    assert PLACE.read_text("utf-8") == guide(), "run: python -m tests.equality.guide"


def test_it_shows_every_row_with_its_source_and_the_version() -> None:
    assert TABLE_VERSION in guide()
    assert all(row.citation in guide() for row in ROWS)
