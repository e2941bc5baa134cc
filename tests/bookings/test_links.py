"""Private links: every letter brings one, and asking for new ones ends none."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.bookings.builders import a_centre, a_form, placed
from venuecheck.audit.log import HIRER
from venuecheck.bookings import links
from venuecheck.bookings.links import FurtherLink, LinksSent, application_behind, further_link, may_send_again
from venuecheck.bookings.models import Application
from venuecheck.bookings.service import place, replace_lost_link
from venuecheck.runtime.clock import now


@pytest.fixture
def application(tx) -> Application:
    return placed(tx, a_centre(tx).hall)


def test_links_of_two_letters_both_open_the_application(tx, application):
    links = [further_link(tx, application), further_link(tx, application)]
    assert [application_behind(tx, link) for link in links] == [application, application]


def test_links_sent_before_stay_good_when_new_ones_are_asked_for(tx):
    application, first = place(tx, a_form(a_centre(tx).hall), by=HIRER)
    links = [first, further_link(tx, application), replace_lost_link(tx, application)]
    assert [application_behind(tx, link) for link in links] == [application] * 3


def test_an_address_is_sent_its_links_once_an_hour(tx, monkeypatch):
    assert may_send_again(tx, "Ann@example.com ")
    assert not may_send_again(tx, "ann@example.com")
    assert may_send_again(tx, "bo@example.com")
    monkeypatch.setattr(links, "now", lambda: now() + timedelta(hours=1, minutes=1))
    assert may_send_again(tx, "ann@example.com")


def test_no_address_is_kept_in_clear(tx):
    may_send_again(tx, "ann@example.com")
    assert "ann" not in tx.scalars(select(LinksSent.email_digest)).one()


def test_no_link_is_kept_in_clear(tx, application):
    letter = further_link(tx, application)
    tx.flush()
    assert letter not in tx.scalars(select(FurtherLink.digest)).all()
