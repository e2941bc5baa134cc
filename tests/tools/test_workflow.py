"""The drawing and the tables of docs/workflow.md say what the code does."""

import re

from tools import workflow as drawing
from venuecheck.cases.workflow import TABLE


def test_the_committed_picture_is_the_one_that_the_table_gives() -> None:
    assert drawing.PICTURE.read_text(encoding="utf-8") == drawing.picture(), "run `make drawings`"


def test_the_committed_page_holds_the_tables_that_the_code_walks() -> None:
    committed = drawing.PAGE.read_text(encoding="utf-8")
    assert committed == drawing.page(committed), "run `make drawings`"


def test_every_line_of_the_workflow_is_a_line_of_the_page() -> None:
    assert len(re.findall(r"^\|", drawing.acts_table(), re.MULTILINE)) == len(TABLE) + 2
