"""What is written to colleagues about a case. It names the reference and the link, and nothing else of the case."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import select

from venuecheck.accounts.models import User
from venuecheck.accounts.roles import Role
from venuecheck.accounts.standing import holders
from venuecheck.bookings import service as bookings
from venuecheck.cases.acts import State
from venuecheck.cases.letters import write
from venuecheck.cases.models import Case
from venuecheck.cases.workflow import OFFICER, QUEUES
from venuecheck.runtime import mail
from venuecheck.runtime.database import Reader, Transaction
from venuecheck.runtime.settings import Settings


def working_on(reader: Reader, case: Case) -> list[User]:
    """Who has a case: the colleague who took it, else everybody whose queue it stands in; once decided, booking officers."""
    role = QUEUES.get(State(case.state), OFFICER)
    there = holders(reader, role)
    return [user for user in there if user.uuid == case.assigned_to] or there


def seniors(reader: Reader) -> list[User]:
    """Every senior officer, with the deputies of today."""
    return holders(reader, Role.SENIOR_OFFICER)


def user_of(reader: Reader, uuid: UUID) -> User:
    """A colleague by key."""
    return reader.scalars(select(User).where(User.uuid == uuid)).one()


def tell_colleagues(
    tx: Transaction, case: Case, people: Iterable[User], template: str, settings: Settings, **words: Any
) -> None:
    """Write to these colleagues, each once."""
    tell_addresses(tx, case, (user.email for user in people), template, settings, **words)


def tell_seniors_and_monitoring_officer(
    tx: Transaction, case: Case, template: str, settings: Settings, **words: Any
) -> None:
    """Write to every senior officer, and to the Monitoring Officer where an address is set."""
    addresses = [*(user.email for user in seniors(tx)), settings.monitoring_officer]
    tell_addresses(tx, case, addresses, template, settings, **words)


def tell_addresses(
    tx: Transaction, case: Case, addresses: Iterable[str], template: str, settings: Settings, **words: Any
) -> None:
    """Write to these addresses, each once; empty ones are passed over."""
    application = case.application
    link = f"{settings.base_url}/cases/{case.uuid}"
    letter = write(
        f"mail/staff/{template}.txt", reference=application.reference, link=link, council=settings.council, **words
    )
    for address in dict.fromkeys(address for address in addresses if address):
        mail.post(tx, address, letter.subject, letter.text, bookings.subject(application), template=letter.template)
