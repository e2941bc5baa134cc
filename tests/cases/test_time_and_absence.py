"""Whole ways through the pages: nobody decides, a speaker swapped, a condition not shown, no training, a deputy."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from litestar import Litestar
from sqlalchemy import delete

from tests.browsing import Browser
from tests.cases.builders import House
from venuecheck.accounts.models import Training
from venuecheck.accounts.roles import Role
from venuecheck.bookings.application import Speaker
from venuecheck.cases import rounds, service
from venuecheck.cases.decisions import CONDITIONS
from venuecheck.runtime.clock import today

DAY = timedelta(days=1)
NADIA, OMAR = Speaker(name="Nadia Brightling", topic="Hats"), Speaker(name="Omar Featherby", topic="Hats")


@pytest.fixture
def as_role(house: House, app: Litestar) -> Callable[[Role], Browser]:
    """Somebody signed in."""
    return lambda role: Browser(app).sign_in_as(house.staff[role].uuid)


def address(house: House, case_id: int) -> str:
    with house.on(case_id) as (_, case):
        return f"/cases/{case.uuid}"


def version(house: House, case_id: int) -> dict[str, str]:
    with house.on(case_id) as (_, case):
        return {"version": str(case.application.latest.number)}


def done(browser: Browser, there: str, fields: dict[str, object]) -> None:
    answer = browser.post(there, fields)
    assert answer.status_code == 303, answer.text


def test_nobody_decides_and_a_senior_officer_does(house: House, as_role, on_day):
    case_id = house.case()
    with house.on(case_id) as (_, case):
        late = case.decide_by + 3 * DAY
    on_day(late)
    rounds.begin(house.database)
    house.work()
    senior = as_role(Role.SENIOR_OFFICER)
    assert "Late by" in senior.get("/queues/with_senior").text
    assert any(subject.startswith("We are late") for subject in house.mails())
    fields = {"outcome": "grant", "reasons": "Nothing against it", **version(house, case_id)}
    done(senior, f"{address(house, case_id)}/decide", fields)
    assert house.now(case_id)[0] == "approved"


def test_a_speaker_swapped_after_approval_is_looked_at_alone(house: House, as_role):
    case_id = house.case(speakers=(NADIA,), has_speakers=True)
    officer, there = as_role(Role.BOOKING_OFFICER), address(house, case_id)
    done(officer, f"{there}/approve", version(house, case_id))
    with house.on(case_id) as (tx, case):
        service.correct(tx, case, house.form(speakers=(OMAR,), has_speakers=True))
    house.work()
    text = officer.get(there).text
    changed = text.partition("What changed since the decision")[2].partition("The whole application")[0]
    assert ("Omar Featherby" in changed, "Nadia Brightling" in changed, "We make hats" in changed) == (
        True,
        True,
        False,
    )
    assert "A change to a confirmed booking: two working days." in text
    done(officer, f"{there}/approve", version(house, case_id))
    assert house.now(case_id)[0] == "approved"


def test_a_condition_that_is_not_shown_comes_back_and_is_marked(house: House, as_role):
    case_id = house.case(day=today() + 3 * DAY)
    officer, senior, there = as_role(Role.BOOKING_OFFICER), as_role(Role.SENIOR_OFFICER), address(house, case_id)
    done(officer, f"{there}/pass-on", {"to": "to-senior", "reason": "Please look"})
    said = {"outcome": "grant-with-conditions", "conditions": CONDITIONS[0], "rests_on": "other", "reasons": "Go ahead"}
    done(senior, f"{there}/decide", said | version(house, case_id))
    rounds.begin(house.database)
    house.work()
    assert CONDITIONS[0] in officer.get("/follow-up").text
    page = officer.get(f"{there}/conditions").text
    mark = page.partition(f'action="{there}/conditions/')[2].partition('"')[0]
    done(officer, f"{there}/conditions/{mark}", {"state": "met", "evidence": "The aunt rang"})
    assert CONDITIONS[0] not in officer.get("/follow-up").text


def test_an_officer_without_training_sees_why_and_whom_to_ask(house: House, as_role):
    case_id = house.case()
    with house.database.write() as tx:
        tx.execute(delete(Training))
    officer, there = as_role(Role.BOOKING_OFFICER), address(house, case_id)
    text = officer.get(there).text
    assert "Your training for approving hires must be recorded and in date." in text
    assert f'action="{there}/approve"' not in text
    assert officer.post(f"{there}/approve", version(house, case_id)).status_code == 422
    admin = as_role(Role.ADMINISTRATOR)
    fields = {"held": f"{today():%d/%m/%Y}", "expires": f"{today() + 99 * DAY:%d/%m/%Y}"}
    done(admin, f"/admin/staff/{house.staff[Role.BOOKING_OFFICER].uuid}/training", fields)
    done(officer, f"{there}/approve", version(house, case_id))


def test_a_deputy_decides_while_the_senior_officer_is_away(house: House, as_role):
    case_id = house.case()
    there, lead = address(house, case_id), as_role(Role.EQUALITY_LEAD)
    done(as_role(Role.BOOKING_OFFICER), f"{there}/pass-on", {"to": "to-senior", "reason": "Please look"})
    decision = {"outcome": "grant", "reasons": "Nothing against it"} | version(house, case_id)
    assert lead.post(f"{there}/decide", decision).status_code == 403
    senior, deputy = (str(house.staff[role].uuid) for role in (Role.SENIOR_OFFICER, Role.EQUALITY_LEAD))
    days = {"first": f"{today():%d/%m/%Y}", "last": f"{today() + 9 * DAY:%d/%m/%Y}"}
    done(as_role(Role.ADMINISTRATOR), "/deputies", {"senior": senior, "deputy": deputy, **days})
    assert "You are deputy for senior.officer today." in lead.get(there).text
    done(lead, f"{there}/decide", decision)
    assert "as the named deputy of a senior officer" in lead.get(there).text
