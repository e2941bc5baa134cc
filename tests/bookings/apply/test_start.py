"""Beginning an application, finding it again, and nobody else's."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from tests.bookings.apply.conftest import Browser, fill
from venuecheck.bookings.drafts import PAGES
from venuecheck.bookings.models import Draft, Space
from venuecheck.runtime.database import Database

EVERY = ["", *(f"/{page.key}" for page in PAGES), "/check"]


def test_pressing_start_twice_begins_one_application(hirer: Browser, database: Database) -> None:
    again = {"once": hirer.draft.rpartition("/")[2]}
    hirer.get("/")
    hirer.post("/apply", **again)
    assert hirer.answer.url.path == hirer.draft
    with database.read() as reader:
        assert reader.scalar(select(func.count()).select_from(Draft)) == 1


def test_the_start_page_leads_back_to_an_application_that_was_begun(hirer: Browser) -> None:
    assert f'href="{hirer.draft}"' in hirer.get("/").text


@pytest.mark.parametrize("path", EVERY)
def test_somebody_elses_application_is_not_found(hirer: Browser, browser: Callable[[], Browser], path: str) -> None:
    other = browser()
    other.get("/")
    assert other.get(hirer.draft + path).status_code == 404


@pytest.mark.parametrize("path", ["/you", "/when", "/when/move", "/speakers", "/seating", "/discard"])
def test_nothing_is_saved_into_somebody_elses_application(
    hirer: Browser, browser: Callable[[], Browser], hall: Space, path: str
) -> None:
    other = browser()
    other.get("/")
    good = {"offer": f"{hall.uuid} 2027-01-01T10:00:00+00:00 2027-01-01T11:00:00+00:00", "do": "add"}
    assert other.post(hirer.draft + path, **good).status_code == 404


def test_an_application_that_never_was_is_not_found(hirer: Browser) -> None:
    assert hirer.get(f"/apply/{uuid4()}").status_code == 404


def test_a_form_from_somewhere_else_is_refused(hirer: Browser) -> None:
    hirer.page("you")
    answer = hirer.client.post(f"{hirer.draft}/you", data={"csrf": "wrong", "hirer_name": "Ann Bee"})
    assert answer.status_code == 403


def test_what_was_typed_can_be_deleted(hirer: Browser, hall: Space) -> None:
    fill(hirer, hall, "you")
    hirer.get(hirer.draft)
    hirer.post(f"{hirer.draft}/discard")
    assert hirer.get(hirer.draft).status_code == 404


@pytest.mark.parametrize("path", ["/", "/privacy", "/terms"])
def test_anybody_may_read_the_public_pages(browser: Callable[[], Browser], path: str) -> None:
    assert browser().get(path).status_code == 200
