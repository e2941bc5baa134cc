"""A time that is taken: the nearest free times are offered, and one press takes one."""

import re
from datetime import datetime, time

import pytest

from tests.bookings.apply.conftest import Browser, answers, fill, form_of, next_month
from venuecheck.audit.log import HIRER
from venuecheck.bookings import service
from venuecheck.bookings.application import ApplicationForm
from venuecheck.bookings.models import Space
from venuecheck.runtime.clock import from_london
from venuecheck.runtime.database import Database

OFFER = re.compile(r'name="offer" value="([^"]+)"')


@pytest.fixture
def taken(hirer: Browser, hall: Space, database: Database) -> Browser:
    """A hirer who asks for an evening that somebody else has already."""
    form = ApplicationForm(str(hall.uuid), next_month(), time(19), time(21), "Bo", "bo@example.com")
    with database.write() as tx:
        service.place(tx, form, by=HIRER)
    fill(hirer, hall, "space")
    hirer.page("when")
    hirer.save("when", **answers(hall)["when"])
    return hirer


def test_a_taken_time_is_told_beside_the_start_and_kept(taken: Browser) -> None:
    assert taken.answer.status_code == 422
    assert "already taken" in taken.errors[0]
    assert (taken.typed["start"], taken.typed["end"], taken.typed["set_up_minutes"]) == ("19:30", "9pm", "30")


def test_the_day_shows_what_is_taken_and_by_nobodys_name(taken: Browser) -> None:
    text = taken.save("when", **{name.replace("__", "-"): text for name, text in taken.typed.items()}, show="free").text
    assert re.search(r"19:00 to 21:00</th>\s*<td[^>]*>Taken", text)
    assert "Bo" not in re.sub(r"<[^>]+>", "", text).replace("Book", "")


def test_a_free_time_is_taken_at_a_press_with_all_that_was_typed(taken: Browser, database: Database) -> None:
    offer = OFFER.findall(taken.answer.text)[0]
    taken.post(f"{taken.draft}/when/move", offer=offer, set_up_minutes="15", start="19:30", end="9pm")
    taken.page("when")
    start = from_london(datetime.combine(next_month(), time.fromisoformat(taken.typed["start"])))
    assert offer.split(" ")[1] == start.isoformat()
    assert taken.typed["set_up_minutes"] == "15"


def test_from_another_page_the_times_before_and_after_stay(hirer: Browser, hall: Space, database: Database) -> None:
    fill(hirer, hall)
    start = from_london(datetime.combine(next_month(), time(10)))
    end = from_london(datetime.combine(next_month(), time(11, 30)))
    hirer.get(hirer.draft)
    hirer.post(f"{hirer.draft}/when/move", offer=f"{hall.uuid} {start.isoformat()} {end.isoformat()}")
    form = form_of(database, hirer)
    assert (form.start, form.end, form.set_up_minutes) == (time(10), time(11, 30), 30)
    assert hirer.at == "check"


@pytest.mark.parametrize("offer", ["", "x", "a b c", "a 2027-01-01T10:00:00 2027-01-01T11:00:00", "a b c d"])
def test_an_offer_that_was_never_made_is_refused(hirer: Browser, hall: Space, offer: str) -> None:
    hirer.get(hirer.draft)
    assert hirer.post(f"{hirer.draft}/when/move", offer=offer).status_code == 422


def test_an_offer_of_no_space_is_refused(hirer: Browser) -> None:
    hirer.get(hirer.draft)
    offer = "nowhere 2027-01-01T10:00:00+00:00 2027-01-01T11:00:00+00:00"
    assert hirer.post(f"{hirer.draft}/when/move", offer=offer).status_code == 422
