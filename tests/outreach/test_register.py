"""The register of private venues and their contacts."""

from typing import Any

import pytest
from sqlalchemy import select

from tests.outreach.builders import OLIVE, a_contact, a_venue
from venuecheck.audit.history import history
from venuecheck.audit.models import AuditEvent
from venuecheck.outreach import pages, service
from venuecheck.outreach.pages import Filters
from venuecheck.runtime.database import Transaction
from venuecheck.runtime.errors import InvalidError, WrongStateError


def events(tx: Transaction) -> list[str]:
    return list(tx.scalars(select(AuditEvent.event).order_by(AuditEvent.id)))


def names(tx: Transaction, **query: Any) -> list[str]:
    return [line.name for line in pages.register(tx, Filters.asked(query)).lines]


def test_a_venue_is_added_and_the_record_says_so_without_its_name(tx: Transaction) -> None:
    venue = a_venue(tx, "Mill Hotel", notes="Ask for Ann")
    entry = tx.scalars(select(AuditEvent)).one()
    assert (entry.event, entry.subject) == ("outreach:venue:add", service.subject(venue))
    assert "Mill" not in entry.line
    assert "Ann" not in entry.line


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"kind": "castle"}, "kind"),
        ({"address": ""}, "address"),
        ({"ward": ""}, "ward"),
        ({"notes": "x" * 5001}, "notes"),
    ],
)
def test_a_venue_that_is_not_described_is_refused(tx: Transaction, wrong: dict[str, str], field: str) -> None:
    with pytest.raises(InvalidError) as problem:
        a_venue(tx, **({"name": "Mill Hotel"} | wrong))
    assert problem.value.field == field
    assert events(tx) == []


def test_the_same_venue_is_not_added_twice(tx: Transaction) -> None:
    a_venue(tx, "Mill Hotel", ward="North")
    with pytest.raises(InvalidError):
        a_venue(tx, "mill hotel", ward="NORTH")
    assert a_venue(tx, "Mill Hotel", ward="South").ward == "South"


def test_a_change_is_recorded_and_no_change_is_not(tx: Transaction) -> None:
    venue = a_venue(tx)
    same = {"name": "Mill Hotel", "kind": "hotel", "address": "1 Mill Lane", "ward": "North", "notes": "", "by": OLIVE}
    service.change_private_venue(tx, venue, **same)
    service.change_private_venue(tx, venue, **(same | {"ward": "South"}))
    assert events(tx) == ["outreach:venue:add", "outreach:venue:change"]


def test_a_closed_venue_leaves_the_register_and_comes_back(tx: Transaction) -> None:
    venue = a_venue(tx)
    service.close_private_venue(tx, venue, by=OLIVE)
    service.close_private_venue(tx, venue, by=OLIVE)
    assert (names(tx), names(tx, closed="yes")) == ([], ["Mill Hotel"])
    service.reopen_private_venue(tx, venue, by=OLIVE)
    assert names(tx) == ["Mill Hotel"]
    assert events(tx) == ["outreach:venue:add", "outreach:venue:close", "outreach:venue:reopen"]


def test_a_closed_venue_takes_no_contact(tx: Transaction) -> None:
    venue = a_venue(tx)
    service.close_private_venue(tx, venue, by=OLIVE)
    with pytest.raises(WrongStateError):
        a_contact(tx, venue)


def test_the_register_is_narrowed_by_kind_ward_and_words(tx: Transaction) -> None:
    a_contact(tx, a_venue(tx, "Mill Hotel"), name="Ann Reed")
    a_venue(tx, "Oak Hall", kind="charity", ward="South", address="100% Oak Street")
    assert names(tx) == ["Mill Hotel", "Oak Hall"]
    assert names(tx, kind="charity") == ["Oak Hall"]
    assert names(tx, ward="North") == ["Mill Hotel"]
    assert names(tx, words="MILL") == names(tx, words="reed") == ["Mill Hotel"]
    assert names(tx, words="100%") == ["Oak Hall"]
    assert names(tx, words="%") == ["Oak Hall"]
    assert names(tx, words="castle") == []


def test_a_long_register_is_shown_by_the_page(tx: Transaction) -> None:
    for number in range(pages.A_PAGE + 1):
        a_venue(tx, f"Venue {number:03}")
    assert len(names(tx)) == pages.A_PAGE
    assert names(tx, page="2") == names(tx, page="99") == [f"Venue {pages.A_PAGE:03}"]
    assert len(names(tx, page="²")) == len(names(tx, page="-1")) == pages.A_PAGE


def test_a_contact_is_added_and_the_record_holds_nothing_of_them(tx: Transaction) -> None:
    venue = a_venue(tx)
    contact = a_contact(tx, venue)
    assert (contact.prefers, contact.takes_mail, venue.contacts) == ("email", True, [contact])
    lines = " ".join(tx.scalars(select(AuditEvent.line)))
    assert "Ann" not in lines
    assert "example.org" not in lines


def test_a_contact_without_an_address_prefers_the_telephone(tx: Transaction) -> None:
    contact = a_contact(tx, a_venue(tx), email="")
    assert (contact.prefers, contact.takes_mail) == ("phone", False)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"email": "ann@"}, "email"),
        ({"email": "a..b@example.org"}, "email"),
        ({"email": "", "prefers": "email"}, "email"),
        ({"phone": "", "prefers": "phone"}, "phone"),
        ({"prefers": "pigeon"}, "prefers"),
    ],
)
def test_a_contact_who_could_not_be_reached_is_refused(tx: Transaction, wrong: dict[str, str], field: str) -> None:
    with pytest.raises(InvalidError) as problem:
        a_contact(tx, a_venue(tx), **({"name": "Ann Reed"} | wrong))
    assert problem.value.field == field


def test_the_same_contact_is_not_added_twice_until_closed(tx: Transaction) -> None:
    venue = a_venue(tx)
    contact = a_contact(tx, venue)
    with pytest.raises(InvalidError):
        a_contact(tx, venue)
    service.close_contact(tx, contact, by=OLIVE)
    service.close_contact(tx, contact, by=OLIVE)
    assert a_contact(tx, venue).open
    assert events(tx).count("outreach:contact:close") == 1


def test_a_contact_is_changed(tx: Transaction) -> None:
    contact = a_contact(tx, a_venue(tx))
    given = {"name": "Ann Reed", "role": "Owner", "email": "", "phone": "1", "prefers": "post", "by": OLIVE}
    service.change_contact(tx, contact, **given)
    service.change_contact(tx, contact, **given)
    assert (contact.role, contact.takes_mail) == ("Owner", False)
    assert events(tx).count("outreach:contact:change") == 1


def test_a_number_of_the_council_is_added_once_and_removed(tx: Transaction) -> None:
    number = service.add_council_number(tx, who="Outreach officer", phone="01234 1", hours="weekdays", by=OLIVE)
    assert service.council_numbers(tx) == (("Outreach officer", "01234 1, weekdays"),)
    with pytest.raises(InvalidError):
        service.add_council_number(tx, who="Outreach officer", phone="2", by=OLIVE)
    service.remove_council_number(tx, number.uuid, by=OLIVE)
    service.remove_council_number(tx, number.uuid, by=OLIVE)
    assert service.council_numbers(tx) == ()
    assert events(tx) == ["outreach:number:add", "outreach:number:remove"]


def test_the_history_of_a_venue_reads_as_sentences(tx: Transaction) -> None:
    venue = a_venue(tx)
    a_contact(tx, venue)
    said = [each.sentence("Olive") for each in history(tx, service.subject(venue))]
    assert said == ["Olive added a contact.", "Olive added a private venue to the register."]


@pytest.mark.parametrize("number", ["9" * 38, "9" * 5000, "0", "-1", "²", "1e3", ""])
def test_any_page_that_is_asked_for_shows_venues(tx: Transaction, number: str) -> None:
    a_venue(tx, "Mill Hotel")
    assert names(tx, page=number) == ["Mill Hotel"]
