"""Giving a case to a colleague."""

from uuid import UUID, uuid4

import pytest

from tests.cases.builders import MATCHING, House
from venuecheck.accounts import service as accounts
from venuecheck.accounts.roles import Role
from venuecheck.audit.log import SYSTEM
from venuecheck.cases import service
from venuecheck.cases.moves import Doer
from venuecheck.runtime.errors import InvalidError


def given(house: House, case_id: int, to: UUID | None, by: Doer) -> UUID | None:
    """Whose the case is, once it was given."""
    with house.on(case_id) as (tx, case):
        service.assign(tx, case, to, by)
        return case.assigned_to


def test_a_colleague_who_works_on_the_queue_has_it(house: House, officer: Doer):
    assert given(house, house.case(), officer.key, officer) == officer.key


def test_it_can_go_back_to_the_queue(house: House, officer: Doer):
    given(house, case_id := house.case(), officer.key, officer)
    assert given(house, case_id, None, officer) is None


@pytest.mark.parametrize("role", [Role.PREVENT_OFFICER, Role.ADMINISTRATOR, Role.AUDITOR])
def test_nobody_without_the_role_of_the_queue_is_given_it(house: House, officer: Doer, role: Role):
    with pytest.raises(InvalidError) as problem:
        given(house, house.case(), house.staff[role].uuid, officer)
    assert problem.value.field == "to"


def test_a_match_is_not_given_to_a_booking_officer(house: House, prevent: Doer, officer: Doer):
    case_id = house.case(speakers=MATCHING)
    with pytest.raises(InvalidError):
        given(house, case_id, officer.key, prevent)
    assert given(house, case_id, prevent.key, prevent) == prevent.key


def test_nobody_who_is_not_there_is_given_it(house: House, officer: Doer):
    with pytest.raises(InvalidError):
        given(house, house.case(), uuid4(), officer)


def test_a_closed_account_is_given_nothing(house: House, officer: Doer, senior: Doer):
    with house.database.write() as tx:
        accounts.close_account(tx, officer.key, SYSTEM)
    with pytest.raises(InvalidError):
        given(house, house.case(), officer.key, senior)


def test_the_page_says_so_beside_the_field(house: House, officer: Doer):
    with house.on(house.case()) as (_, case):
        here = f"/cases/{case.uuid}"
    browser = house.browser().sign_in_as(officer.key)
    answer = browser.post(f"{here}/assign", {"to": str(uuid4())})
    assert answer.status_code == 422
    assert "Choose a colleague who works on this queue" in answer.text
