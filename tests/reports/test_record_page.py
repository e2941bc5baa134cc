"""The page that says what the record proves."""

from datetime import timedelta

import pytest

from tests.cases.builders import House
from venuecheck.accounts.roles import Role
from venuecheck.audit.models import AuditWitness
from venuecheck.audit.sealer import seal_now
from venuecheck.reports.record import Standing, Witness, standing
from venuecheck.runtime.clock import now


def read(house: House) -> Standing:
    with house.database.read() as reader:
        return standing(reader, house.settings)


@pytest.mark.parametrize("role", [Role.BOOKING_OFFICER, Role.OUTREACH_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_every_colleague_finds_it_in_the_footer(house: House, role: Role) -> None:
    browser = house.browser().sign_in_as(house.staff[role].uuid)
    assert 'href="/record"' in browser.get("/staff").text
    assert "What is not proved" in browser.get("/record").text


def test_the_public_does_not(house: House) -> None:
    browser = house.browser()
    assert 'href="/record"' not in browser.get("/").text


def test_what_was_signed_is_told(house: House) -> None:
    seal_now(house.database, house.settings)
    found = read(house)
    assert found.events == found.signed == len(house.events())
    assert found.signed_at


def test_without_a_witness_from_outside_all_of_it_could_be_rewritten(house: House) -> None:
    seal_now(house.database, house.settings)
    found = read(house)
    assert found.outside is None
    assert found.open_window == found.events > 0


def test_a_witness_that_lies_with_the_data_does_not_count() -> None:
    near = Witness("The folder beside", outside=False, events=9, reached=now(), trouble="")
    far = Witness("By e-mail", outside=True, events=7, reached=now() - timedelta(days=1), trouble="")
    found = Standing(now(), 10, 10, now(), (near, far), None, ())
    assert found.outside is far
    assert found.open_window == 3


def test_what_a_witness_was_given_of_an_earlier_life_does_not_count(house: House) -> None:
    seal_now(house.database, house.settings)
    with house.database.write() as tx:
        tx.add(AuditWitness(name="x", place="y", outside=True, appointed=now(), reached=now(), incarnation=0, size=5))
    assert read(house).open_window == read(house).events
