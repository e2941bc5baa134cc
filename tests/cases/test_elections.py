"""A candidate's election meeting."""

import pytest
from sqlalchemy import select

from tests.cases.builders import House
from venuecheck.accounts.roles import Role
from venuecheck.audit.log import SYSTEM
from venuecheck.cases import decisions, elections, service
from venuecheck.cases.acts import Act, State
from venuecheck.cases.needs import Facts
from venuecheck.cases.workflow import TABLE, offered
from venuecheck.runtime.errors import InvalidError, NotPermittedError
from venuecheck.runtime.mail import Mail

MEETING = {"purpose_kind": "election_meeting", "election": "County council"}
SETTLED = dict.fromkeys(elections.SETTLED, "As agreed")


@pytest.fixture
def named(house: House) -> None:
    """The addresses of the offices that are told."""
    emails = {"returning_officer": "ro@council.invalid", "legal": "legal@council.invalid"}
    with house.database.write() as tx:
        elections.name_addresses(tx, emails, SYSTEM)


def told(house: House) -> set[str]:
    with house.database.read() as reader:
        return set(reader.scalars(select(Mail.to).where(Mail.template.startswith("election"))))


def test_the_returning_officer_and_legal_are_told_at_once(house: House, named):
    house.case(**MEETING)
    assert told(house) == {"ro@council.invalid", "legal@council.invalid"}


def test_and_when_a_change_makes_it_one(house: House, named):
    case_id = house.case()
    assert told(house) == set()
    with house.on(case_id) as (tx, case):
        service.correct(tx, case, house.form(**MEETING))
    house.work()
    assert len(told(house)) == 2


def test_without_an_address_the_case_says_whom_to_tell(house: House, officer):
    case_id = house.case(**MEETING)
    with house.on(case_id) as (_, case):
        there = f"/cases/{case.uuid}"
    browser = house.browser().sign_in_as(officer.uuid)
    assert "no address to tell the Returning Officer and the legal team" in browser.get(there).text
    assert "cases:election:tell" in house.events()


def test_it_is_approved_once_room_time_and_order_are_settled_and_the_letter_says_them(house: House, officer):
    case_id = house.case(**MEETING)
    with pytest.raises(NotPermittedError, match="settled in the record"), house.on(case_id) as (tx, case):
        decisions.approve(tx, case, "", officer)
    with house.on(case_id) as (tx, case):
        elections.settle(tx, case, officer, **SETTLED | {"order": "Two stewards at the door"})
        decisions.approve(tx, case, "", officer)
    house.work()
    with house.database.read() as reader:
        text = reader.scalars(select(Mail).order_by(Mail.id.desc())).first().body
    assert "free of any charge for hire" in text
    assert "Two stewards at the door" in text


@pytest.mark.parametrize("lacking", elections.SETTLED)
def test_everything_is_settled(house: House, officer, lacking):
    with house.on(house.case(**MEETING)) as (tx, case), pytest.raises(InvalidError):
        elections.settle(tx, case, officer, **SETTLED | {lacking: ""})


def test_no_act_declines_or_cancels_one():
    everybody = frozenset(name for row in TABLE for name in row.who)
    against = {Act.DECLINE, Act.DECLINE_CHANGE, Act.MIND, Act.CALL_OFF, Act.PROPOSE_CANCEL, Act.CONFIRM_CANCEL}
    for booked in (True, False):
        facts = Facts(
            election=True,
            booked=booked,
            balanced=True,
            heard_on_refusal=True,
            heard_on_cancelling=True,
            cancel_proposed=booked,
        )
        for state in State:
            assert not against & offered(state, everybody, facts)


def test_an_administrator_names_the_addresses(house: House):
    browser = house.browser()
    browser.sign_in_as(house.staff[Role.ADMINISTRATOR].uuid)
    there = "/admin/election-addresses"
    assert browser.post(there, {"returning_officer": "nowhere"}).status_code == 422
    assert browser.post(there, {"returning_officer": "ro@council.invalid"}).status_code == 303
    assert "ro@council.invalid" in browser.get(there).text
    assert house.events()[-1] == "cases:address:name"
