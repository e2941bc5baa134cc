"""Where the demo's stories are played: the installation, the people in it, and the use cases that they call."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from venuecheck import parts
from venuecheck.accounts.models import User
from venuecheck.accounts.service import staff_member
from venuecheck.audit.sealer import seal_now
from venuecheck.bookings.models import Space, Venue
from venuecheck.cases.models import Case
from venuecheck.cases.moves import Doer
from venuecheck.cases.service import case_with
from venuecheck.demo.council import MAIL_DOMAIN
from venuecheck.runtime import outbox
from venuecheck.runtime.clock import today
from venuecheck.runtime.database import Database, Reader, Transaction
from venuecheck.runtime.settings import Settings


@dataclass
class Stage:
    """An installation in which the demo acts. `people` are its staff by the first part of their address."""

    database: Database
    settings: Settings
    people: dict[str, Doer] = field(default_factory=dict)
    opened: date = field(default_factory=today)

    def __post_init__(self) -> None:
        self._tasks = parts.tasks(self.settings)
        with self.database.read() as reader:
            self.meet(reader)

    def meet(self, reader: Reader) -> None:
        """Learn who works here."""
        for user in reader.scalars(select(User).where(User.email.endswith(f"@{MAIL_DOMAIN}"))):
            self.people[user.email.partition("@")[0]] = Doer.staff(staff_member(user))

    def work(self) -> None:
        """Do what the acts queued, as the worker would: checks, mails, notices."""
        outbox.drain(self.database, self._tasks)

    def seal(self) -> None:
        """Give every event its place in the chain."""
        seal_now(self.database, self.settings)

    def day(self, ahead: int) -> date:
        """The day so many days from the first."""
        return self.opened + timedelta(days=ahead)

    @contextmanager
    def case(self, uuid: UUID) -> Iterator[tuple[Transaction, Case]]:
        """A case, in a transaction of its own."""
        with self.database.write() as tx:
            yield tx, case_with(tx, uuid)


def space_at(reader: Reader, venue: str, name: str) -> Space | None:
    """The space of this name at the venue of that name, or None."""
    return reader.scalar(select(Space).join(Venue).where(Venue.name == venue, Space.name == name))
