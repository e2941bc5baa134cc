"""Letters that did not reach their reader: who sees them, and what is done about each. No letter is lost in silence."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, false, func, or_, select

from venuecheck.accounts.roles import Role
from venuecheck.audit.events import Event
from venuecheck.audit.log import SYSTEM, Actor, record
from venuecheck.bookings.models import Application
from venuecheck.cases.models import Case
from venuecheck.cases.workflow import READERS
from venuecheck.outreach.models import PrivateVenue
from venuecheck.runtime import mail
from venuecheck.runtime.clock import now
from venuecheck.runtime.database import Reader, Transaction
from venuecheck.runtime.errors import InvalidError, MissingError
from venuecheck.runtime.mail import Mail
from venuecheck.runtime.text import is_email_address

WHOSE = {
    Role.BOOKING_OFFICER: "application:",
    Role.SENIOR_OFFICER: "application:",
    Role.OUTREACH_OFFICER: "private-venue:",
    Role.ADMINISTRATOR: "",
}
"""Which letters stand in whose list, by what they are about."""
REGISTER_READERS = {Role.OUTREACH_OFFICER, Role.AUDITOR, Role.SENIOR_OFFICER}
"""Who opens the register of private venues."""
LIST = "/letters/undelivered"
MOST = 100


@dataclass(frozen=True)
class Undelivered:
    """A letter that came back, and where what it is about is found: `href` is empty for whoever may not open it."""

    uuid: UUID
    to: str
    subject: str
    returned: datetime
    why: str
    name: str
    href: str


def note(tx: Transaction, letter: Mail, carrier: str) -> None:
    """Record what became of a letter: handed over, or refused for good."""
    event = Event.MAIL_RETURNED if letter.returned else Event.MAIL_SENT
    record(tx, event, letter.about, SYSTEM, template=letter.template, carrier=carrier)


def returned(tx: Transaction, raw: bytes) -> bool:
    """Take in what came to the address that letters are sent from; whether it was a report that one did not arrive.

    The same report a second time changes nothing.
    """
    found = mail.came_back(raw)
    letter = tx.scalar(select(Mail).where(Mail.uuid == found[0])) if found else None
    if found is None or letter is None:
        return False
    if letter.returned is None:
        mail.give_back(letter, found[1])
        note(tx, letter, "the reader's mail server")
    return True


def send_again(tx: Transaction, uuid: UUID, to: str, roles: frozenset[str], by: Actor) -> None:
    """Send a letter that came back once more, to this address. Sent twice it does no more.

    Raises MissingError for a letter that is not in these roles' list, InvalidError for what is no e-mail address.
    """
    letter = _letter(tx, uuid, roles)
    if not is_email_address(to):
        raise InvalidError("Enter an e-mail address in the correct format, like name@example.com", "to")
    if letter.settled is None:
        mail.post_again(tx, letter, to)
        record(tx, Event.MAIL_SENT_AGAIN, letter.about, by, template=letter.template, personal={"to": to})


def settle(tx: Transaction, uuid: UUID, how: str, roles: frozenset[str], by: Actor) -> None:
    """Take a letter that came back off the list, saying how its reader was told. Sent twice it does no more.

    Raises MissingError for a letter that is not in these roles' list, InvalidError when it is not said how.
    """
    letter = _letter(tx, uuid, roles)
    if not how.strip():
        raise InvalidError("Say how they were told, or why they need not be", "how")
    if letter.settled is None:
        letter.settled = now()
        record(tx, Event.MAIL_SETTLED, letter.about, by, template=letter.template, personal={"how": how.strip()})


def undelivered(reader: Reader, roles: frozenset[str]) -> list[Undelivered]:
    """What came back and nobody has seen to yet, the oldest first; the first 100."""
    open_ones = reader.scalars(select(Mail).where(_open(roles)).order_by(Mail.returned).limit(MOST))
    return [_line(reader, letter, roles) for letter in open_ones]


def one(reader: Reader, uuid: UUID, roles: frozenset[str]) -> Undelivered:
    """One letter that came back. Raises MissingError for one that is not in these roles' list."""
    return _line(reader, _letter(reader, uuid, roles), roles)


def how_many(reader: Reader, roles: frozenset[str]) -> int:
    """How many letters came back and nobody has seen to yet."""
    return reader.scalar(select(func.count()).select_from(Mail).where(_open(roles))) or 0


def _open(roles: frozenset[str]) -> ColumnElement[bool]:
    return Mail.returned.is_not(None) & Mail.settled.is_(None) & _of(roles)


def _of(roles: frozenset[str]) -> ColumnElement[bool]:
    theirs = (Mail.about.startswith(about, autoescape=True) for role, about in WHOSE.items() if role in roles)
    return or_(false(), *theirs)


def _letter(reader: Reader, uuid: UUID, roles: frozenset[str]) -> Mail:
    letter = reader.scalar(select(Mail).where(Mail.uuid == uuid, Mail.returned.is_not(None), _of(roles)))
    if letter is None:
        raise MissingError("There is no such letter in your list.")
    return letter


def _line(reader: Reader, letter: Mail, roles: frozenset[str]) -> Undelivered:
    assert letter.returned is not None
    name, href = _about(reader, letter.about, roles)
    return Undelivered(letter.uuid, letter.to, letter.subject, letter.returned, letter.why, name, href)


def _about(reader: Reader, about: str, roles: frozenset[str]) -> tuple[str, str]:
    """The name of what a letter is about, and its page if these roles may open it."""
    kind, _, key = about.partition(":")
    if kind == "application":
        query = select(Application.reference, Case.uuid).join(Case, Case.application_id == Application.id)
        reference, case = reader.execute(query.where(Application.uuid == UUID(key))).one()
        return reference, f"/cases/{case}" if roles & READERS else ""
    if kind == "private-venue":
        name = reader.scalars(select(PrivateVenue.name).where(PrivateVenue.uuid == UUID(key))).one()
        return name, f"/outreach/venues/{key}" if roles & REGISTER_READERS else ""
    return "", ""
