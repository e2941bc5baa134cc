"""Erasing somebody from the register: a contact of a private venue who asks for it, or who left long ago."""

from sqlalchemy import delete, or_, select

from venuecheck.audit.erasing import blank, salt_anew
from venuecheck.audit.events import Event
from venuecheck.audit.guarded import row_name
from venuecheck.audit.log import Actor, record
from venuecheck.audit.models import AuditEvent, PersonalValue
from venuecheck.cases.erasing import CLEAR
from venuecheck.outreach.models import Conversation, VenueContact
from venuecheck.outreach.service import subject
from venuecheck.runtime import outbox
from venuecheck.runtime.database import Transaction
from venuecheck.runtime.errors import WrongStateError
from venuecheck.runtime.mail import Mail

ERASED = "Erased contact"


def erase_contact(tx: Transaction, contact: VenueContact, by: Actor) -> None:
    """Erase a contact's name, role and addresses, what was said with them, and the mails to them; nobody writes to them again.
    That packs were sent to somebody, and when, stays. Twice does no harm.

    Raises WrongStateError while a letter to them waits to be sent.
    """
    if contact.name == ERASED and not contact.open:
        return
    about = subject(contact.venue)
    mails = tx.scalars(select(Mail).where(Mail.about == about, Mail.to == contact.email)).all() if contact.email else []
    if any(mail.sent is None and mail.returned is None for mail in mails):
        raise WrongStateError("A letter to them still waits to be sent. Try again when it has gone.")
    said = tx.scalars(select(Conversation).where(Conversation.contact_id == contact.id)).all()
    blank(contact, frozenset({"prefers"}))
    contact.name, contact.open = ERASED, False
    for mail in mails:
        blank(mail, frozenset({"about", "template"}))
        mail.settled = mail.settled or mail.returned
    for talk in said:
        talk.said = ""
        salt_anew(talk)
    if said:
        told = or_(*(AuditEvent.line.contains(f'"{row_name(talk)}"') for talk in said))
        events = select(AuditEvent.id).where(AuditEvent.subject == about, told)
        tx.execute(delete(PersonalValue).where(PersonalValue.event_id.in_(events)))
    record(tx, Event.CONTACT_ERASED, about, by, rows=(contact, *said))
    outbox.queue(tx, CLEAR, letters=[str(mail.uuid) for mail in mails])
