"""What outreach does: the register of private venues, packs sent, briefings held, what was said, and when to follow up."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from venuecheck.audit.events import Event
from venuecheck.audit.log import Actor, record
from venuecheck.cases.letters import write
from venuecheck.outreach import vocabulary
from venuecheck.outreach.models import (
    Attendance,
    Briefing,
    Conversation,
    CouncilNumber,
    FollowUp,
    PackSending,
    PrivateVenue,
    VenueContact,
)
from venuecheck.outreach.packs import Numbers, Pack, pack_called, print_pack
from venuecheck.runtime import mail
from venuecheck.runtime.clock import now, today
from venuecheck.runtime.database import Reader, Transaction
from venuecheck.runtime.errors import InvalidError, MissingError, WrongStateError
from venuecheck.runtime.settings import Settings
from venuecheck.runtime.text import is_email_address, one_line
from venuecheck.web.visits import digest, new_token

NAME, LINE, WORDS = 200, 300, 5000
"""The most characters of a name, a line and words of several lines."""
FURTHEST_AHEAD = timedelta(days=5 * 366)
RECIPIENT = Actor("venue")
"""Somebody at a private venue, who has no account."""


class Again(StrEnum):
    """What to do about contacts who had this version of the pack before."""

    ASK = "ask"
    SKIP = "skip"
    SEND = "send"


class AlreadySentError(InvalidError):
    """Some contacts had this version of the pack before, and nobody has said yet whether they are to have it again."""


@dataclass(frozen=True)
class Dispatch:
    """What came of sending a pack: what was sent, who was left out since they had it, and venues that no mail reaches."""

    sent: tuple[PackSending, ...]
    had_it: tuple[VenueContact, ...]
    unreached: tuple[PrivateVenue, ...]


def said_day(day: date) -> str:
    """A day as staff say it: "3 May 2026"."""
    return f"{day.day} {day:%B %Y}"


def subject(venue: PrivateVenue) -> str:
    """What events call a private venue."""
    return f"private-venue:{venue.uuid}"


# --- the register ------------------------------------------------------------------------------------------------------


def venue_with(reader: Reader, uuid: UUID) -> PrivateVenue:
    """The private venue with this key. Raises MissingError."""
    found = reader.scalars(select(PrivateVenue).where(PrivateVenue.uuid == uuid)).one_or_none()
    if found is None:
        raise MissingError("There is no such venue in the register.")
    return found


def contact_with(reader: Reader, uuid: UUID) -> VenueContact:
    """The contact with this key. Raises MissingError."""
    found = reader.scalars(select(VenueContact).where(VenueContact.uuid == uuid)).one_or_none()
    if found is None:
        raise MissingError("There is no such contact in the register.")
    return found


def add_private_venue(
    tx: Transaction, *, name: str, kind: str, address: str, ward: str, by: Actor, notes: str = ""
) -> PrivateVenue:
    """Add a venue to the register.

    Raises InvalidError for a missing name, ward or address, an unknown kind, or a venue that is there already.
    """
    venue = PrivateVenue(open=True, created=now())
    _describe(tx, venue, name, kind, address, ward, notes)
    tx.add(venue)
    record(tx, Event.PRIVATE_VENUE_ADDED, _flushed(tx, venue), by, rows=(venue,), kind=kind)
    return venue


def change_private_venue(
    tx: Transaction, venue: PrivateVenue, *, name: str, kind: str, address: str, ward: str, notes: str, by: Actor
) -> None:
    """Change what the register says of a venue. Nothing happens when it says so already. Raises as `add_private_venue`."""
    _describe(tx, venue, name, kind, address, ward, notes)
    if tx.is_modified(venue):
        record(tx, Event.PRIVATE_VENUE_CHANGED, subject(venue), by, rows=(venue,), kind=kind)


def close_private_venue(tx: Transaction, venue: PrivateVenue, *, by: Actor) -> None:
    """Take a venue off every list that is worked from; what was recorded of it stays. Twice does no harm."""
    if venue.open:
        venue.open = False
        record(tx, Event.PRIVATE_VENUE_CLOSED, subject(venue), by, rows=(venue,))


def reopen_private_venue(tx: Transaction, venue: PrivateVenue, *, by: Actor) -> None:
    """Put a closed venue back. Twice does no harm."""
    if not venue.open:
        venue.open = True
        record(tx, Event.PRIVATE_VENUE_REOPENED, subject(venue), by, rows=(venue,))


def add_contact(
    tx: Transaction,
    venue: PrivateVenue,
    *,
    name: str,
    role: str,
    email: str,
    phone: str,
    by: Actor,
    prefers: str = "",
) -> VenueContact:
    """Add somebody to talk to. Without a preferred way it is e-mail where there is an address, else the telephone.

    Raises InvalidError for a missing name, an address that is none, a way that cannot be used, or somebody who is there.
    """
    _refuse_closed(venue)
    contact = VenueContact(venue_id=venue.id, open=True)
    _describe_contact(tx, contact, name, role, email, phone, prefers)
    tx.add(contact)
    record(tx, Event.CONTACT_ADDED, subject(venue), by, rows=(contact,), prefers=contact.prefers)
    tx.expire(venue, ["contacts"])
    return contact


def change_contact(
    tx: Transaction, contact: VenueContact, *, name: str, role: str, email: str, phone: str, prefers: str, by: Actor
) -> None:
    """Change a contact. Nothing happens when the register says so already. Raises as `add_contact`."""
    _describe_contact(tx, contact, name, role, email, phone, prefers)
    if tx.is_modified(contact):
        record(tx, Event.CONTACT_CHANGED, subject(contact.venue), by, rows=(contact,), prefers=contact.prefers)


def close_contact(tx: Transaction, contact: VenueContact, *, by: Actor) -> None:
    """Write to somebody no longer; what was recorded stays. Twice does no harm."""
    if contact.open:
        contact.open = False
        record(tx, Event.CONTACT_CLOSED, subject(contact.venue), by, rows=(contact,))


# --- whom to ring ------------------------------------------------------------------------------------------------------


def add_council_number(
    tx: Transaction, *, who: str, phone: str, by: Actor, email: str = "", hours: str = ""
) -> CouncilNumber:
    """Add a line to "Whom to ring" of every pack: a post, never a person.

    Raises InvalidError for a missing post or number, or a post that is there already.
    """
    number = CouncilNumber(
        who=_line(who, "who", "Enter the post or team, such as “Outreach officer”", NAME),
        phone=_line(phone, "phone", "Enter a telephone number", 40),
        email=_email(email),
        hours=_line(hours, "hours", "", 100),
    )
    if tx.scalar(select(CouncilNumber.id).where(CouncilNumber.who == number.who)) is not None:
        raise InvalidError("There is a line for this post already", "who")
    tx.add(number)
    tx.flush()
    record(tx, Event.COUNCIL_NUMBER_ADDED, f"council-number:{number.uuid}", by, rows=(number,))
    return number


def remove_council_number(tx: Transaction, uuid: UUID, *, by: Actor) -> None:
    """Take a line off "Whom to ring". Nothing happens when it is gone."""
    number = tx.scalars(select(CouncilNumber).where(CouncilNumber.uuid == uuid)).one_or_none()
    if number is not None:
        tx.delete(number)
        record(tx, Event.COUNCIL_NUMBER_REMOVED, f"council-number:{uuid}", by, rows=(number,))


def council_numbers(reader: Reader) -> Numbers:
    """The council's own lines, as packs print them."""
    lines = reader.scalars(select(CouncilNumber).order_by(CouncilNumber.id))
    return tuple((line.who, ", ".join(filter(None, (line.phone, line.email, line.hours)))) for line in lines)


# --- packs -------------------------------------------------------------------------------------------------------------


def send_pack(
    tx: Transaction,
    pack: str,
    venues: Sequence[PrivateVenue],
    by: Actor,
    *,
    settings: Settings,
    again: Again = Again.ASK,
) -> Dispatch:
    """Send the newest version of a pack to every contact of these venues who takes e-mail, each with their own link.

    Raises AlreadySentError where `again` is ASK and some contacts had this version; InvalidError without venues;
    MissingError without such a pack.
    """
    open_venues = [venue for venue in dict.fromkeys(venues) if venue.open]
    if not open_venues:
        raise InvalidError("Choose at least one venue", "venues")
    guide = pack_called(pack)
    people = [contact for venue in open_venues for contact in venue.contacts if contact.takes_mail]
    had_it = _who_had(tx, guide, people)
    if had_it and again is Again.ASK:
        raise AlreadySentError(_had_it_sentence(len(had_it), len(people)), "again")
    left_out = had_it if again is Again.SKIP else []
    printed = print_pack(guide, settings.council, council_numbers(tx))
    sent = [_send(tx, guide, printed, who, by, settings) for who in people if who not in left_out]
    reached = {who.venue_id for who in people}
    return Dispatch(tuple(sent), tuple(left_out), tuple(venue for venue in open_venues if venue.id not in reached))


def acknowledge(tx: Transaction, token: str) -> PackSending:
    """Record that a venue has its pack, by the token of its link. The first time counts. Raises MissingError."""
    sending = sending_with(tx, token)
    if sending.acknowledged is None:
        sending.acknowledged = now()
        record(tx, Event.PACK_ACKNOWLEDGED, subject(sending.contact.venue), RECIPIENT, rows=(sending,))
    return sending


def sending_with(reader: Reader, token: str) -> PackSending:
    """What was sent with this token in its link. Raises MissingError."""
    found = reader.scalars(select(PackSending).where(PackSending.link_digest == digest(token))).one_or_none()
    if found is None:
        raise MissingError("This link is not one of ours. Check that you have copied the whole of it from the e-mail.")
    return found


def _who_had(tx: Transaction, pack: Pack, people: Sequence[VenueContact]) -> list[VenueContact]:
    query = select(PackSending.contact_id).where(PackSending.pack == pack.key, PackSending.version == pack.version)
    had = set(tx.scalars(query))
    return [contact for contact in people if contact.id in had]


def _had_it_sentence(had_it: int, people: int) -> str:
    had = f"{had_it} of {people} contacts have" if people > 1 else "This contact has"
    return f"{had} had this version of the pack. Choose whether to send it to them again"


def _send(
    tx: Transaction, pack: Pack, printed: bytes, contact: VenueContact, by: Actor, settings: Settings
) -> PackSending:
    token = new_token()
    letter = write(
        "mail/pack.txt",
        title=pack.title,
        summary=pack.summary,
        version=pack.version,
        name=contact.name,
        venue=contact.venue.name,
        council=settings.council,
        page=f"{settings.base_url}/guidance/packs/{pack.key}",
        link=f"{settings.base_url}/guidance/received/{token}",
    )
    attached = (f"{pack.key}.pdf", printed)
    mail.post(tx, contact.email, letter.subject, letter.text, subject(contact.venue), attached, letter.template)
    sending = PackSending(
        contact=contact,
        pack=pack.key,
        version=pack.version,
        digest=hashlib.sha256(printed).hexdigest(),
        link_digest=digest(token),
        by=by.key,
        sent=now(),
    )
    tx.add(sending)
    facts: dict[str, Any] = {"pack": pack.key, "version": pack.version}
    record(tx, Event.PACK_SENT, subject(contact.venue), by, rows=(sending,), **facts)
    return sending


# --- briefings, what was said, when to follow up -----------------------------------------------------------------------


def record_briefing(
    tx: Transaction,
    *,
    day: date,
    kind: str,
    venues: Sequence[PrivateVenue],
    by: Actor,
    notes: str = "",
) -> Briefing:
    """Record a briefing that was held and which venues came.

    Raises InvalidError for a day that is still to come, an unknown kind, or no venue.
    """
    came = list(dict.fromkeys(venues))
    if not came:
        raise InvalidError("Choose at least one venue that came", "venues")
    briefing = Briefing(
        day=_past(day, "The day of the briefing"),
        kind=_one_of(kind, vocabulary.BRIEFING_KINDS, "kind", "Choose what kind of briefing it was"),
        notes=_words(notes, "notes", ""),
        by=by.key,
    )
    tx.add(briefing)
    briefing.attended = [Attendance(venue=venue) for venue in came]
    tx.flush()
    facts: dict[str, Any] = {"day": said_day(day), "kind": kind, "venues": len(came)}
    personal = {"notes": briefing.notes}
    record(tx, Event.BRIEFING_HELD, f"briefing:{briefing.uuid}", by, rows=(briefing,), personal=personal, **facts)
    for attendance in briefing.attended:
        record(tx, Event.BRIEFING_HELD, subject(attendance.venue), by, rows=(attendance,), **facts)
    return briefing


def record_conversation(
    tx: Transaction,
    venue: PrivateVenue,
    *,
    said: str,
    by: Actor,
    contact: VenueContact | None = None,
    way: str = "phone",
    day: date | None = None,
) -> Conversation:
    """Record what was said with a venue, today or on an earlier day.

    Raises InvalidError for no words, a day that is still to come, an unknown way, or somebody else's contact.
    """
    if contact is not None and contact.venue_id != venue.id:
        raise InvalidError("Choose a contact of this venue", "contact")
    conversation = Conversation(
        venue_id=venue.id,
        contact=contact,
        day=_past(day or today(), "The day"),
        way=_one_of(way, vocabulary.CONVERSATION_WAYS, "way", "Choose how you spoke"),
        said=_words(said, "said", "Enter what was said"),
        by=by.key,
    )
    tx.add(conversation)
    personal = {"said": conversation.said}
    record(tx, Event.CONVERSATION_RECORDED, subject(venue), by, rows=(conversation,), personal=personal, way=way)
    return conversation


def set_follow_up(tx: Transaction, venue: PrivateVenue, *, on: date, why: str, by: Actor) -> FollowUp:
    """Set the day on which to get in touch again; it takes the place of one that is not done yet.

    Raises InvalidError for a day that is past or more than five years away, or no reason; WrongStateError for a closed
    venue.
    """
    _refuse_closed(venue)
    if not today() <= on <= today() + FURTHEST_AHEAD:
        raise InvalidError("The day must be today or later, and within five years", "on")
    follow_up = open_follow_up(tx, venue) or FollowUp(venue_id=venue.id)
    follow_up.on, follow_up.why = on, _line(why, "why", "Enter why to follow up", LINE)
    tx.add(follow_up)
    if tx.is_modified(follow_up):
        personal = {"why": follow_up.why}
        record(tx, Event.FOLLOW_UP_SET, subject(venue), by, rows=(follow_up,), personal=personal, on=said_day(on))
    return follow_up


def finish_follow_up(tx: Transaction, venue: PrivateVenue, *, by: Actor) -> None:
    """Mark the venue's follow-up as done. Nothing happens when there is none."""
    follow_up = open_follow_up(tx, venue)
    if follow_up is not None:
        follow_up.done = now()
        record(tx, Event.FOLLOW_UP_DONE, subject(venue), by, rows=(follow_up,))


def open_follow_up(reader: Reader, venue: PrivateVenue) -> FollowUp | None:
    """The venue's follow-up that is not done yet."""
    return reader.scalars(select(FollowUp).where(FollowUp.venue_id == venue.id, FollowUp.done.is_(None))).one_or_none()


# --- what may be written down ------------------------------------------------------------------------------------------


def _describe(tx: Transaction, venue: PrivateVenue, name: str, kind: str, address: str, ward: str, notes: str) -> None:
    with tx.no_autoflush:
        venue.name = _line(name, "name", "Enter the venue's name", NAME)
        venue.kind = _one_of(kind, vocabulary.VENUE_KINDS, "kind", "Choose what kind of venue it is")
        venue.address = _words(address, "address", "Enter the venue's address", 500)
        venue.ward = _line(ward, "ward", "Enter the ward", 100)
        venue.notes = _words(notes, "notes", "")
        same = (
            func.lower(PrivateVenue.name) == venue.name.lower(),
            func.lower(PrivateVenue.ward) == venue.ward.lower(),
        )
        if tx.scalar(select(PrivateVenue.id).where(*same, PrivateVenue.id != (venue.id or 0))) is not None:
            raise InvalidError("A venue of this name is in the register already, in the same ward", "name")


def _describe_contact(
    tx: Transaction, contact: VenueContact, name: str, role: str, email: str, phone: str, prefers: str
) -> None:
    with tx.no_autoflush:
        contact.name = _line(name, "name", "Enter the contact's name", NAME)
        contact.role = _line(role, "role", "", NAME)
        contact.email = _email(email)
        contact.phone = _line(phone, "phone", "", 40)
        way = prefers or ("email" if contact.email else "phone")
        contact.prefers = _one_of(way, vocabulary.PREFERRED_WAYS, "prefers", "Choose how they prefer to be reached")
        if contact.prefers == "email" and not contact.email:
            raise InvalidError("Enter an e-mail address, since this contact prefers e-mail", "email")
        if contact.prefers == "phone" and not contact.phone:
            raise InvalidError("Enter a telephone number, since this contact prefers the telephone", "phone")
        same = (VenueContact.venue_id == contact.venue_id, VenueContact.name == contact.name, VenueContact.open)
        twin = (*same, VenueContact.email == contact.email, VenueContact.id != (contact.id or 0))
        if tx.scalar(select(VenueContact.id).where(*twin)) is not None:
            raise InvalidError("This contact is there already", "name")


def _refuse_closed(venue: PrivateVenue) -> None:
    if not venue.open:
        raise WrongStateError("This venue is closed in the register. Open it again first.")


def _flushed(tx: Transaction, venue: PrivateVenue) -> str:
    tx.flush()
    return subject(venue)


def _line(text: str, field: str, needed: str, most: int) -> str:
    return _words(one_line(text), field, needed, most)


def _words(text: str, field: str, needed: str, most: int = WORDS) -> str:
    text = text.strip()
    if needed and not text:
        raise InvalidError(needed, field)
    if len(text) > most:
        raise InvalidError(f"This must be {most:,} characters or fewer", field)
    return text


def _email(text: str) -> str:
    text = text.strip()
    if text and not is_email_address(text):
        raise InvalidError("Enter an e-mail address in the correct format, like name@example.com", "email")
    return text


def _one_of(value: str, among: Mapping[str, str], field: str, needed: str) -> str:
    if value not in among:
        raise InvalidError(needed, field)
    return value


def _past(day: date, what: str) -> date:
    if day > today():
        raise InvalidError(f"{what} must be today or earlier", "day")
    if day.year < 2000:
        raise InvalidError(f"{what} must be after the year 2000", "day")
    return day
