"""A candidate's election meeting: the Returning Officer and legal are told, and room, time and order are settled. In the period
a candidate is entitled to a suitable room free of hire charge (Representation of the People Act 1983 ss.95, 96, Sch 5).
"""

from collections.abc import Mapping

from sqlalchemy import select

from venuecheck.audit.events import Event
from venuecheck.audit.log import SYSTEM, Actor, record
from venuecheck.bookings import service as bookings
from venuecheck.cases import letters
from venuecheck.cases.acts import Act
from venuecheck.cases.models import Case
from venuecheck.cases.moves import Doer, move
from venuecheck.cases.safeguard_models import ElectionMeeting, NamedAddress
from venuecheck.runtime.clock import now
from venuecheck.runtime.database import Reader, Transaction
from venuecheck.runtime.errors import InvalidError
from venuecheck.runtime.settings import Settings
from venuecheck.runtime.text import is_email_address

OFFICES = {"returning_officer": "the Returning Officer", "legal": "the legal team"}
"""Who is told of a candidate's meeting."""

SETTLED = {
    "room": "Say which room it is",
    "time": "Say from when to when, doors and clearing up included",
    "order": "Say how order is kept, and by whom",
    "costs": "Say what the candidate pays: no charge for hire",
}
"""What is settled, with what is said where it is missing."""


def addresses(reader: Reader) -> dict[str, str]:
    """The address of each office that has one."""
    return {row.office: row.email for row in reader.scalars(select(NamedAddress)) if row.email}


def name_addresses(tx: Transaction, emails: Mapping[str, str], by: Actor) -> None:
    """Say where each office is told. Empty for none. Raises InvalidError for what is no address."""
    kept = {row.office: row for row in tx.scalars(select(NamedAddress))}
    for office, words in OFFICES.items():
        email = emails.get(office, "").strip()
        if email and not is_email_address(email):
            raise InvalidError("Enter an e-mail address in the right form, like name@example.org", office)
        row = kept.get(office) or NamedAddress(office=office, email="")
        if row.email == email:
            continue
        row.email = email
        tx.add(row)
        about = f"office:{office}"
        record(tx, Event.ADDRESS_NAMED, about, by, rows=(row,), personal={"email": email}, office=words)


def tell_offices(tx: Transaction, case: Case, settings: Settings) -> None:
    """Write to the Returning Officer and to legal that a candidate has asked for a room."""
    named = addresses(tx)
    for email in named.values():
        letters.tell_of_election(tx, case.application, email, f"{settings.base_url}/cases/{case.uuid}", settings)
    told = ", ".join(OFFICES[office] for office in OFFICES if office in named) or "nobody"
    untold = ", ".join(OFFICES[office] for office in OFFICES if office not in named) or "nobody"
    record(tx, Event.ELECTION_TOLD, bookings.subject(case.application), SYSTEM, told=told, untold=untold)


def settle(tx: Transaction, case: Case, by: Doer, **words: str) -> ElectionMeeting:
    """Settle a candidate's meeting. `words`: room, time, order, costs. Raises InvalidError when one is missing."""
    for name, sentence in SETTLED.items():
        if not words[name].strip():
            raise InvalidError(sentence, name)
    row = ElectionMeeting(case_id=case.id, by=by.key, at=now(), version=case.application.latest.number, **words)
    tx.add(row)
    move(tx, case, Act.SETTLE_ELECTION, by, Event.ELECTION_SETTLED, also=(row,), personal=words)
    return row
