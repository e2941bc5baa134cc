"""The queues of staff: what they show, and in which order."""

from datetime import timedelta

import pytest

from tests.cases.builders import House
from venuecheck.accounts.roles import Role
from venuecheck.cases import queues
from venuecheck.cases.acts import State
from venuecheck.runtime.clock import now, today


@pytest.fixture
def in_two_months(house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    """Events after 20, 30, 80 and 90 days, seen after 60."""
    for days in (90, 20, 80, 30):
        house.case(title=f"In {days} days", day=today() + timedelta(days=days))
    monkeypatch.setattr(queues, "now", lambda: now() + timedelta(days=60))
    return house


def shown(house: House) -> list[tuple[str, bool]]:
    with house.database.read() as reader:
        return [(row.title, row.past) for row in queues.queue(reader, State.WITH_OFFICER).rows]


def test_the_nearest_event_comes_first_and_past_ones_last(in_two_months: House):
    assert shown(in_two_months) == [
        ("In 80 days", False),
        ("In 90 days", False),
        ("In 30 days", True),
        ("In 20 days", True),
    ]


def test_past_events_never_push_a_coming_one_out(in_two_months: House, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(queues, "MOST_ROWS", 2)
    assert shown(in_two_months) == [("In 80 days", False), ("In 90 days", False)]


def test_an_event_that_is_going_on_is_not_past(house: House, monkeypatch: pytest.MonkeyPatch):
    with house.on(house.case()) as (_, case):
        begun = case.event_start + timedelta(minutes=1)
    monkeypatch.setattr(queues, "now", lambda: begun)
    assert shown(house) == [("Hat making", False)]


def test_a_past_event_is_marked_in_place_of_days_left(in_two_months: House):
    browser = in_two_months.browser()
    page = browser.sign_in_as(in_two_months.staff[Role.BOOKING_OFFICER].uuid).get("/queues/with_officer").text
    assert page.count(">past</td>") == 2
    assert ">-40" not in page
