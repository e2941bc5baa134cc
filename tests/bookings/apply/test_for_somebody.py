"""Staff fill in the same form for somebody at the counter or on the phone."""

from collections.abc import Callable

import pytest

from tests.bookings.apply.conftest import Browser, draft_of, fill, form_of
from venuecheck.bookings.models import Space
from venuecheck.runtime.database import Database


@pytest.fixture
def counter(officer: Browser) -> Browser:
    """An officer with an application begun for somebody on the phone."""
    officer.get("/staff/applications/new")
    officer.post("/staff/applications/new", channel="phone")
    officer.draft = officer.answer.url.path
    return officer


def test_the_pages_say_for_whom_it_is_filled_in(counter: Browser) -> None:
    for key in ("", "/you", "/contact", "/check"):
        assert "You are filling this in for somebody else" in counter.get(counter.draft + key).text


def test_the_draft_keeps_who_entered_it_and_how_it_came(counter: Browser, database: Database) -> None:
    with database.read() as reader:
        draft = draft_of(reader, counter)
        assert draft.channel == "phone"
        assert draft.entered_by is not None


def test_without_an_e_mail_address_a_phone_number_will_do(counter: Browser, hall: Space, database: Database) -> None:
    fill(counter, hall)
    counter.page("contact")
    counter.save("contact", hirer_phone="01632 960 001")
    form = form_of(database, counter)
    assert (form.hirer_email, form.hirer_phone) == ("", "01632 960 001")


def test_some_way_to_reach_the_hirer_is_needed(counter: Browser) -> None:
    counter.page("contact")
    counter.save("contact")
    assert counter.errors == ["Enter an e-mail address, a phone number or a postal address"]


def test_a_hirer_cannot_begin_as_staff(browser: Callable[[], Browser], hall: Space) -> None:
    hirer = browser()
    hirer.get("/")
    assert hirer.post("/staff/applications/new", channel="phone").url.path == "/sign-in"


def test_a_channel_that_is_none_counts_as_the_counter(officer: Browser, database: Database) -> None:
    officer.get("/staff/applications/new")
    officer.post("/staff/applications/new", channel="pigeon")
    officer.draft = officer.answer.url.path
    with database.read() as reader:
        assert draft_of(reader, officer).channel == "counter"
