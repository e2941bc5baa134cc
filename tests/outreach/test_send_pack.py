"""Sending guidance packs, and their acknowledgement."""

import hashlib
import re
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import func, select

from tests.outreach.builders import OLIVE, a_contact, a_reachable_venue, a_venue, send
from venuecheck.audit.models import AuditEvent
from venuecheck.outreach import service
from venuecheck.outreach.models import PackSending, PrivateVenue
from venuecheck.outreach.service import Again, AlreadySentError, acknowledge
from venuecheck.runtime.database import Transaction
from venuecheck.runtime.errors import InvalidError, MissingError
from venuecheck.runtime.mail import Mail
from venuecheck.runtime.outbox import OutboxRow
from venuecheck.runtime.settings import Settings


def mails(tx: Transaction) -> list[Mail]:
    return list(tx.scalars(select(Mail).order_by(Mail.id)))


def token_in(mail: Mail) -> str:
    found = re.search(r"/guidance/received/(\S+)", mail.body)
    assert found is not None
    return found[1]


def sent_events(tx: Transaction) -> int:
    return tx.scalar(select(func.count()).where(AuditEvent.event == "outreach:pack:send")) or 0


def test_every_contact_gets_a_mail_of_their_own_with_the_pack(tx: Transaction, settings: Settings) -> None:
    venue = a_reachable_venue(tx)
    a_contact(tx, venue, "Zoë Àbọ̀dé", email="zoe@example.org")
    dispatch = send(tx, settings, venue)
    assert {mail.to for mail in mails(tx)} == {"ann@example.org", "zoe@example.org"}
    assert len({token_in(mail) for mail in mails(tx)}) == len(dispatch.sent) == sent_events(tx) == 2
    assert tx.scalars(select(OutboxRow.task)).all() == ["mail.send"] * 2


def test_the_mail_says_what_it_is_and_carries_the_pdf(tx: Transaction, settings: Settings) -> None:
    send(tx, settings, a_reachable_venue(tx))
    [mail] = mails(tx)
    assert "Dear Ann Reed" in mail.body
    assert "http://testserver.local/guidance/packs/hotels-and-licensed-premises" in mail.body
    assert mail.attachment is not None
    assert PdfReader(BytesIO(mail.attachment)).metadata.title == mail.subject
    assert mail.attachment_name == "hotels-and-licensed-premises.pdf"


def test_it_is_kept_which_version_was_sent_and_its_digest(tx: Transaction, settings: Settings) -> None:
    [sending] = send(tx, settings, a_reachable_venue(tx)).sent
    attachment = mails(tx)[0].attachment or b""
    assert (sending.pack, sending.version, sending.by) == ("hotels-and-licensed-premises", 1, OLIVE.key)
    assert sending.digest == hashlib.sha256(attachment).hexdigest()


def test_the_link_is_not_kept_outside_the_mail(tx: Transaction, settings: Settings) -> None:
    [sending] = send(tx, settings, a_reachable_venue(tx)).sent
    token = token_in(mails(tx)[0])
    assert len(token) >= 40
    assert token != sending.link_digest
    assert not any(token in line for line in tx.scalars(select(AuditEvent.line)))


def test_sending_the_same_version_again_is_asked_about_and_sends_nothing(tx: Transaction, settings: Settings) -> None:
    venue = a_reachable_venue(tx)
    send(tx, settings, venue)
    with pytest.raises(AlreadySentError, match="had this version"):
        send(tx, settings, venue)
    assert len(mails(tx)) == 1


def test_those_who_had_it_can_be_left_out(tx: Transaction, settings: Settings) -> None:
    first, second = a_reachable_venue(tx, "First"), a_reachable_venue(tx, "Second")
    send(tx, settings, first)
    dispatch = send(tx, settings, first, second, again=Again.SKIP)
    assert [each.contact.venue for each in dispatch.sent] == [second]
    assert [each.venue for each in dispatch.had_it] == [first]
    assert len(mails(tx)) == 2


def test_those_who_had_it_can_have_it_again(tx: Transaction, settings: Settings) -> None:
    venue = a_reachable_venue(tx)
    send(tx, settings, venue)
    assert len(send(tx, settings, venue, again=Again.SEND).sent) == 1
    assert len(mails(tx)) == 2


def test_another_pack_is_not_the_same_pack(tx: Transaction, settings: Settings) -> None:
    venue = a_reachable_venue(tx)
    send(tx, settings, venue)
    service.send_pack(tx, "rooms-to-let", [venue], OLIVE, settings=settings)
    assert len(mails(tx)) == 2


@pytest.mark.parametrize("prefers", ["phone", "post"])
def test_somebody_who_prefers_another_way_gets_no_mail(tx: Transaction, settings: Settings, prefers: str) -> None:
    venue = a_venue(tx)
    a_contact(tx, venue, prefers=prefers)
    dispatch = send(tx, settings, venue)
    assert (mails(tx), dispatch.sent, dispatch.unreached) == ([], (), (venue,))


def test_a_closed_contact_gets_no_mail(tx: Transaction, settings: Settings) -> None:
    venue = a_reachable_venue(tx)
    service.close_contact(tx, venue.contacts[0], by=OLIVE)
    assert send(tx, settings, venue).unreached == (venue,)
    assert mails(tx) == []


def test_a_closed_venue_or_none_is_refused(tx: Transaction, settings: Settings) -> None:
    venue = a_reachable_venue(tx)
    service.close_private_venue(tx, venue, by=OLIVE)
    for chosen in ([venue], []):
        with pytest.raises(InvalidError):
            send(tx, settings, *chosen)


def test_a_pack_that_is_not_there_is_refused(tx: Transaction, settings: Settings) -> None:
    with pytest.raises(MissingError):
        service.send_pack(tx, "nothing", [a_reachable_venue(tx)], OLIVE, settings=settings)


def test_a_venue_chosen_twice_is_sent_to_once(tx: Transaction, settings: Settings) -> None:
    venue = a_reachable_venue(tx)
    assert len(send(tx, settings, venue, venue).sent) == 1


def test_a_venue_acknowledges_its_pack_and_the_first_time_counts(tx: Transaction, settings: Settings) -> None:
    venue: PrivateVenue = a_reachable_venue(tx)
    send(tx, settings, venue)
    token = token_in(mails(tx)[0])
    first = acknowledge(tx, token).acknowledged
    assert first is not None
    assert acknowledge(tx, token).acknowledged == first
    entry = tx.scalars(select(AuditEvent).where(AuditEvent.event == "outreach:pack:acknowledge")).one()
    assert (entry.actor, entry.subject) == ("venue", service.subject(venue))


@pytest.mark.parametrize("token", ["", "abc", "x" * 5000, "é"])
def test_a_link_that_is_not_ours_acknowledges_nothing(tx: Transaction, settings: Settings, token: str) -> None:
    [sending] = send(tx, settings, a_reachable_venue(tx)).sent
    with pytest.raises(MissingError):
        acknowledge(tx, token)
    assert tx.get_one(PackSending, sending.id).acknowledged is None
