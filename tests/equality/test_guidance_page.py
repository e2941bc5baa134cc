"""The public page of the decision table: whole, dated, and honest about who has checked it."""

import csv
import io

import pytest
from litestar import Litestar

from tests.browsing import Browser
from venuecheck.equality import pages
from venuecheck.equality.pages import guidance
from venuecheck.equality.table import ROWS, TABLE_VERSION


@pytest.fixture
def browser(app: Litestar) -> Browser:
    return Browser(app)


def test_every_row_stands_on_the_page_with_its_reason_source_and_question(browser):
    text = browser.get("/guidance/equality").text.replace("&#39;", "'")
    for row in ROWS:
        assert f'id="row-{row.number}"' in text
        assert all(words in text for words in (row.reason, row.citation, row.question))


def test_the_page_says_its_version_and_that_no_solicitor_has_checked_it(browser):
    text = browser.get("/guidance/equality").text
    assert TABLE_VERSION in text
    assert "Not yet checked by a solicitor" in text


def test_the_page_says_when_a_solicitor_checked_it(browser, monkeypatch):
    monkeypatch.setattr(pages, "CHECKED_BY_SOLICITOR", pages.TABLE_DATE)
    text = browser.get("/guidance/equality").text
    assert "last checked by a solicitor on 24 November 2026" in text
    assert "Not yet checked" not in text


def test_the_plain_file_holds_the_same_rows(browser):
    answer = browser.get("/guidance/equality.csv")
    lines = list(csv.reader(io.StringIO(answer.text)))
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert [line[7] for line in lines[1:17]] == [row.reason for row in ROWS]
    assert "Not yet checked by a solicitor" in lines[-1]


def test_a_condition_that_does_not_matter_says_so_and_a_separation_is_named_once():
    first, fourteenth = guidance().rows[0], guidance().rows[13]
    assert first.purposes == ("Anything",)
    assert fourteenth.arrangements == ("Any separation (see above)",)


def test_the_rows_where_a_stated_aim_settles_it_say_so():
    assert [row.number for row in guidance().rows if row.with_aim] == [5, 9]
