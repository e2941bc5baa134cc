"""The reason for passing a case on stands in its history, for those who may read it."""

import pytest

from tests.cases.builders import MATCHING, House, first_match
from venuecheck.accounts.roles import Role
from venuecheck.cases import service
from venuecheck.cases.acts import Act
from venuecheck.cases.moves import Doer
from venuecheck.screening.models import Verdict

WHY = "The press rang & asked"


def read_by(house: House, case_id: int, role: Role) -> bool:
    """Whether the case page shows the reason to this role."""
    with house.on(case_id) as (_, case):
        here = f"/cases/{case.uuid}"
    browser = house.browser()
    return "The press rang &amp; asked" in browser.sign_in_as(house.staff[role].uuid).get(here).text


def passed(house: House, case_id: int, act: Act, by: Doer) -> int:
    with house.on(case_id) as (tx, case):
        service.pass_on(tx, case, act, WHY, by)
    return case_id


@pytest.mark.parametrize("role", [Role.BOOKING_OFFICER, Role.EQUALITY_LEAD, Role.SENIOR_OFFICER])
def test_everybody_on_the_case_reads_it(house: House, officer: Doer, role: Role):
    assert read_by(house, passed(house, house.case(), Act.TO_SENIOR, officer), role)


def test_what_the_prevent_team_was_told_is_for_those_who_see_matches(house: House, officer: Doer):
    case_id = passed(house, house.case(), Act.TO_PREVENT, officer)
    readers = [role for role in (Role.BOOKING_OFFICER, Role.EQUALITY_LEAD) if read_by(house, case_id, role)]
    assert readers == []
    assert read_by(house, case_id, Role.PREVENT_OFFICER)


def test_what_the_prevent_team_said_is_for_those_who_see_matches(house: House, officer: Doer, prevent: Doer):
    case_id = house.case()
    with house.on(case_id) as (tx, case):
        service.pass_on(tx, case, Act.TO_PREVENT, "A look, please", officer)
    passed(house, case_id, Act.TO_OFFICER, prevent)
    assert not read_by(house, case_id, Role.BOOKING_OFFICER)
    assert read_by(house, case_id, Role.SENIOR_OFFICER)


def test_the_reason_of_another_act_is_not_shown_for_it(house: House, prevent: Doer):
    with house.on(case_id := house.case(speakers=MATCHING)) as (tx, case):
        service.adjudicate(tx, case, first_match(tx, case).uuid, Verdict.DIFFERENT_PERSON, WHY, prevent)
    assert not read_by(house, case_id, Role.BOOKING_OFFICER)
