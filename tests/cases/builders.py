"""Making cases in one line, by the use cases that make them in the product."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any

from litestar import Litestar
from sqlalchemy import select

from tests.accounts.builders import a_user
from tests.browsing import Browser
from venuecheck import parts
from venuecheck.accounts import duty
from venuecheck.accounts.models import User
from venuecheck.accounts.roles import Role
from venuecheck.app import create_app
from venuecheck.audit.log import SYSTEM, Actor
from venuecheck.audit.models import AuditEvent
from venuecheck.bookings import service as bookings
from venuecheck.bookings.application import ApplicationForm, Speaker
from venuecheck.cases import minded, moves, service, weighing
from venuecheck.cases.acts import Act
from venuecheck.cases.models import Case
from venuecheck.cases.moves import Doer
from venuecheck.cases.remedies import usual_answer_day
from venuecheck.cases.safeguard_models import MindedNotice
from venuecheck.cases.safeguards import all_of
from venuecheck.equality import service as equality
from venuecheck.equality.models import SeatingFinding
from venuecheck.runtime import outbox
from venuecheck.runtime.clock import today
from venuecheck.runtime.database import Database, Transaction
from venuecheck.runtime.mail import Mail
from venuecheck.runtime.settings import Settings
from venuecheck.runtime.workdays import Nation
from venuecheck.screening import service as screening
from venuecheck.screening.models import Match
from venuecheck.screening.watchlist_file import ListedEntry

LISTED = ListedEntry("W1", "person", "Zebedee Quorrington", ("Zeb Quorrington",), "Fictional: urged an attack")
MATCHING = (Speaker(name="Zebedee Quorrington", topic="Hats"),)
UNNAMED = (Speaker(to_be_confirmed=True),)
IMPOSED: dict[str, Any] = {"arrangement": "separate_areas", "chosen_by": "organiser", "purpose_kind": "public_talk"}
LABELLED: dict[str, Any] = {"arrangement": "free_choice", "chosen_by": "each_person", "purpose_kind": "public_talk"}

RECOMMENDED = {
    "outcome": "decline",
    "facts_found": "A talk",
    "concerns": "",
    "in_favour": "Speech",
    "expression": "It is speech",
    "less_intrusive": "A chair was considered",
    "proportionality": "This event alone",
    "reasons": "See",
}
WEIGHED = {
    "facts_found": "Words of 3 May 2025",
    "in_favour": "Free speech",
    "expression": "It is speech, and the talk is lawful in itself",
    "equality": "Nobody is set apart",
    "less_intrusive": "A named chair would not meet the risk",
    "proportionality": "This event",
}


@dataclass
class House:
    """An installation with one hall, one entry on the watchlist and one person for each role."""

    database: Database
    settings: Settings
    space: str
    staff: dict[Role, User]
    app: Litestar | None = None
    """The product over it, if that is put together already."""

    def browser(self) -> Browser:
        """A browser that is not signed in."""
        return Browser(self.app or create_app(self.settings, self.database, working=False))

    def by(self, *roles: Role) -> Doer:
        """Somebody with these roles: the person of the first, holding all of them."""
        user = self.staff[roles[0]]
        return Doer(Actor.user(user.uuid), frozenset(roles), user.uuid)

    def form(self, **changes: Any) -> ApplicationForm:
        """A plain application, but for the changes named."""
        plain: dict[str, Any] = {
            "space": self.space,
            "day": today() + timedelta(days=30),
            "start": time(10),
            "end": time(12),
            "hirer_name": "Imelda Threadgold",
            "hirer_email": "imelda@example.org",
            "title": "Hat making",
            "purpose_kind": "community_event",
            "purpose": "We make hats",
            "openness": "public",
            "arrangement": "mixed",
            "chosen_by": "each_person",
            "declared": True,
        }
        return ApplicationForm(**(plain | changes))

    def work(self) -> int:
        """Do all the background work that waits."""
        return outbox.drain(self.database, parts.tasks(self.settings))

    def case(self, checked: bool = True, **changes: Any) -> int:
        """The key of the case of a new application, checked unless the test says otherwise."""
        with self.database.write() as tx:
            case, _ = service.submit(tx, self.form(**changes), self.settings)
        if checked:
            self.work()
        return case.id

    @contextmanager
    def on(self, case_id: int) -> Iterator[tuple[Transaction, Case]]:
        """A transaction with the case in it."""
        with self.database.write() as tx:
            yield tx, tx.get_one(Case, case_id)

    def now(self, case_id: int) -> tuple[str, str]:
        """The case's state and lane."""
        with self.database.read() as reader:
            case = reader.get_one(Case, case_id)
            return case.state, case.lane

    def mails(self) -> list[str]:
        """The subjects of all mails, in order."""
        with self.database.read() as reader:
            return list(reader.scalars(select(Mail.subject).order_by(Mail.id)))

    def events(self) -> list[str]:
        """The names of all events, in order."""
        with self.database.read() as reader:
            return list(reader.scalars(select(AuditEvent.event).order_by(AuditEvent.id)))


def a_house(database: Database, settings: Settings, app: Litestar | None = None) -> House:
    """A house with its hall, its list and its people."""
    with database.write() as tx:
        venue = bookings.add_venue(tx, name="Hat Hall", by=SYSTEM)
        space = bookings.add_space(tx, venue, name="Main Room", capacity=100, by=SYSTEM)
        screening.import_watchlist(tx, [LISTED], (), SYSTEM)
        staff = {role: a_user(tx, role.value.replace("_", "."), role) for role in Role}
        for user in staff.values():
            duty.record_training(tx, user.uuid, today(), today() + timedelta(days=365), SYSTEM)
    return House(database, settings, str(space.uuid), staff, app)


def weighed(house: House, case_id: int, by: Doer) -> None:
    """Complete the balancing record."""
    with house.on(case_id) as (tx, case):
        ladder = {rung.key: "Tried" for rung in weighing.LADDER}
        weighing.balance(tx, case, by, ladder, **dict.fromkeys(weighing.WRITTEN, "Weighed"))


def intention(**changes: Any) -> minded.Intention:
    """What a senior officer is minded to do: to refuse on Prevent grounds, but for the changes named."""
    plain: dict[str, Any] = {
        "intends": Act.DECLINE,
        "rests_on": ("prevent",),
        "relied_on": "On 3 May 2025 he said that they should be driven out with sticks",
        "because": "He may say it again",
        "answer_by": usual_answer_day(today(), Nation.ENGLAND),
    }
    return minded.Intention(**(plain | changes))


def told(house: House, case_id: int, by: Doer, **changes: Any) -> None:
    """Put to the hirer what a senior officer is minded to do; the notice is made and sent."""
    with house.on(case_id) as (tx, case):
        minded.tell(tx, case, intention(**changes), by, house.settings)
    house.work()


def answered(house: House, case_id: int, text: str = "He regrets it", **more: Any) -> None:
    """The hirer answers what was put to them."""
    with house.on(case_id) as (tx, case):
        notice = all_of(tx, MindedNotice, case)[-1]
        minded.answer(tx, case, notice, text, moves.THE_HIRER, **more)


def heard(house: House, case_id: int, by: Doer, **changes: Any) -> None:
    """All that goes before a refusal: it is weighed, told and answered."""
    weighed(house, case_id, by)
    told(house, case_id, by, **changes)
    answered(house, case_id)


def first_match(tx: Transaction, case: Case) -> Match:
    """The case's strongest match."""
    return screening.matches(tx, case.application.uuid)[0]


def first_finding(tx: Transaction, case: Case) -> SeatingFinding:
    """The case's first finding."""
    assessment = equality.latest_assessment(tx, case.application.uuid)
    assert assessment is not None
    return assessment.findings[0]
