"""A letter that did not reach its reader stands in somebody's list until it is sent again or seen to."""

from uuid import UUID

import pytest
from sqlalchemy import select

from tests.cases.builders import House
from tests.runtime.test_mail import report
from venuecheck.accounts.roles import Role
from venuecheck.reports import deliveries
from venuecheck.runtime.mail import Mail


@pytest.fixture
def lost(house: House) -> UUID:
    """The acknowledgement of an application, which came back."""
    house.case()
    with house.database.write() as tx:
        letter = tx.scalars(select(Mail)).one()
        assert deliveries.returned(tx, report(letter.uuid))
        return letter.uuid


@pytest.fixture
def as_role(house: House):
    browser = house.browser()
    return lambda role: browser.sign_in_as(house.staff[role].uuid)


def stands(house: House) -> list[str]:
    with house.database.read() as reader:
        return [letter.stands for letter in reader.scalars(select(Mail).order_by(Mail.id))]


def test_it_stands_in_the_list_with_the_reason_and_on_the_case(house, lost, as_role):
    officer = as_role(Role.BOOKING_OFFICER)
    assert "Letters that came back</a>: 1" in officer.get("/staff").text
    listed = officer.get(deliveries.LIST).text
    assert "550 5.1.1 No such person" in listed
    assert "imelda@example.org" in listed
    case = officer.get(listed.split('href="/cases/')[1].split('"')[0].join(["/cases/", ""])).text
    assert "came back: 550 5.1.1 No such person" in case
    assert house.events().count("cases:mail:return") == 1


def test_an_administrator_sees_it_without_a_link_to_the_case_that_they_may_not_open(house, lost, as_role):
    administrator = as_role(Role.ADMINISTRATOR)
    listed = administrator.get(deliveries.LIST).text
    letter = administrator.get(f"/letters/{lost}").text
    for shown in (listed, letter):
        assert "VH-" in shown
        assert "/cases/" not in shown


def test_the_same_report_twice_is_recorded_once(house, lost):
    with house.database.write() as tx:
        assert deliveries.returned(tx, report(lost))
    assert house.events().count("cases:mail:return") == 1


def test_a_report_about_a_letter_of_somebody_else_is_left_alone(house):
    with house.database.write() as tx:
        assert not deliveries.returned(tx, report(UUID(int=5)))


def test_it_is_sent_again_to_a_corrected_address_once(house, lost, as_role):
    officer = as_role(Role.BOOKING_OFFICER)
    for _ in range(2):
        assert officer.post(f"/letters/{lost}/send-again", {"to": "imelda@threadgold.example"}).status_code == 303
    house.work()
    assert stands(house) == ["came back, and was seen to", "taken by the mail server"]
    assert deliveries.LIST in officer.get("/staff").text
    assert "Letters that came back</a>: 0" in officer.get("/staff").text


def test_it_is_taken_off_the_list_by_saying_how_they_were_told(house, lost, as_role):
    officer = as_role(Role.BOOKING_OFFICER)
    assert "Say how they were told" in officer.post(f"/letters/{lost}/settle", {"how": " "}).text
    officer.post(f"/letters/{lost}/settle", {"how": "Sent by post"})
    assert stands(house) == ["came back, and was seen to"]
    assert "cases:mail:settle" in house.events()


@pytest.mark.parametrize("to", ["", "nobody", "a@b", "x" * 300 + "@example.org", "two@example.org, three@example.org"])
def test_what_is_no_address_is_said_beside_the_field_and_kept(house, lost, as_role, to):
    answer = as_role(Role.BOOKING_OFFICER).post(f"/letters/{lost}/send-again", {"to": to})
    assert answer.status_code == 422
    assert f'value="{to}"' in answer.text or not to
    assert stands(house) == ["came back: 550 5.1.1 No such person"]


def test_a_letter_about_an_application_is_not_in_outreachs_list(house, lost, as_role):
    outreach = as_role(Role.OUTREACH_OFFICER)
    assert "imelda" not in outreach.get(deliveries.LIST).text
    assert outreach.get(f"/letters/{lost}").status_code == 404
    assert outreach.post(f"/letters/{lost}/settle", {"how": "x"}).status_code == 404
