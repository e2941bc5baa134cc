"""Filling in the whole form, page by page."""

from tests.bookings.apply.conftest import Browser, answers, fill, form_of, next_month
from venuecheck.bookings.models import Space
from venuecheck.runtime.database import Database


def test_the_start_page_says_what_is_asked_and_how_long_it_takes(browser) -> None:
    text = browser().get("/").text
    assert "about 10 minutes" in text
    assert "What we ask, and why" in text


def test_each_page_leads_to_the_next_and_the_last_to_the_answers(hirer: Browser, hall: Space) -> None:
    seen = []
    for key, fields in answers(hall).items():
        hirer.page(key)
        seen.append(hirer.save(key, **fields).url.path.rpartition("/")[2])
    assert seen == [*list(answers(hall))[1:], "check"]


def test_the_answers_make_an_application(hirer: Browser, hall: Space, database: Database) -> None:
    fill(hirer, hall)
    form = form_of(database, hirer)
    assert (form.hirer_name, form.day, form.expected_numbers) == ("Ann Bee", next_month(), 40)
    assert (form.arrangement, form.has_speakers, form.speakers) == ("mixed", False, ())
