"""What a hirer is told of short notice and of licences before the application is sent."""

from datetime import timedelta

from tests.bookings.apply.conftest import Browser, answers, fill, form_of, on
from venuecheck.bookings.models import Space
from venuecheck.runtime.clock import today
from venuecheck.runtime.database import Database


def test_an_event_that_is_near_is_warned_of_beside_the_day(hirer: Browser, hall: Space) -> None:
    fill(hirer, hall, "space")
    text = hirer.save("when", **on(today() + timedelta(days=2)), start="", end="", show="free").text
    assert "We ask for 5 working days’ notice" in text


def test_with_speakers_more_notice_is_asked_for_before_it_is_sent(hirer: Browser, hall: Space) -> None:
    fill(hirer, hall)
    assert "working days’ notice" not in hirer.page("check").text
    hirer.save("when", **answers(hall)["when"] | on(today() + timedelta(days=9)))
    hirer.save("any-speakers", has_speakers="yes")
    assert "10 working days’ notice for an event with speakers" in hirer.page("check").text


def test_a_bar_is_kept_and_the_last_day_for_its_notice_is_told(hirer: Browser, hall: Space, database: Database) -> None:
    fill(hirer, hall)
    hirer.save("event", **answers(hall)["event"], alcohol="yes")
    assert form_of(database, hirer).alcohol
    assert "temporary event notice" in hirer.page("check").text


def test_a_bar_next_week_is_told_to_be_too_late_for_a_notice(hirer: Browser, hall: Space) -> None:
    fill(hirer, hall)
    hirer.save("when", **answers(hall)["when"] | on(today() + timedelta(days=3)))
    hirer.save("event", **answers(hall)["event"], entertainment="yes")
    assert "it is too late to ask for one" in hirer.page("check").text
