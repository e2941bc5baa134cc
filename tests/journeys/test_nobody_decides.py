"""Nobody decides: the space stays held, the case goes up, and the hirer is told that silence is neither a yes nor a no."""

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.apply import send_unseen
from tests.journeys.conftest import Person
from tests.journeys.test_whole_line import be, body, do, link_in, newest, open_case
from tools.product import running

HIRER = "imelda@hirers.invalid"
LATER = (sys.executable, "-m", "tests.journeys.later")


@pytest.fixture(scope="module")
def reference(folder: Path, browser: Browser) -> str:
    """An application that came in three weeks ago, and that nobody has looked at."""
    with running(folder) as address:
        hirer = browser.new_context(base_url=address).new_page()
        return send_unseen(hirer, date.today() + timedelta(days=60))


@pytest.fixture(scope="module")
def product(folder: Path, reference: str) -> Iterator[str]:
    with running(folder, command=LATER, env={"DAYS_LATER": "21"}) as address:
        yield address


@pytest.mark.browser
def test_a_case_that_nobody_decides_goes_up_and_the_hirer_is_told(person: Person, folder: Path, reference: str) -> None:
    late = newest(folder, HIRER, f"We are late with your application {reference}")
    assert "Our being late is neither a yes nor a no. The space stays held for you." in body(late)
    hirer, senior = person(), be(person(javascript=False), "Mei-Lin Hargreave")
    hirer.goto(link_in(late))
    expect(hirer.locator("main")).to_contain_text("A senior officer is looking at your application.")
    open_case(senior, reference, "With a senior officer")
    expect(senior.locator("main")).to_contain_text("Late by")
    do(senior, "Decide", "Record the decision", outcome="grant", reasons="Nothing speaks against it")
    letter = newest(folder, HIRER, f"{reference} is confirmed")
    assert "Nothing speaks against it" in body(letter)
    hirer.reload()
    expect(hirer.locator("main")).to_contain_text("Your booking is confirmed.")
