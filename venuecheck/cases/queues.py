"""Queues of cases, and finding one: what they show, each with the one query made for it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import case, func, or_, select

from venuecheck.accounts.models import User
from venuecheck.accounts.roles import Role
from venuecheck.bookings.models import Application, Hold, Space, Venue
from venuecheck.cases.acts import STATES, Act, Lane, Seen, State
from venuecheck.cases.clock import Deadline, Why
from venuecheck.cases.models import (
    Case,
    Question,
)
from venuecheck.cases.watch_pages import Due, due_of
from venuecheck.cases.workflow import QUEUES, leads_on
from venuecheck.runtime.clock import london, now
from venuecheck.runtime.database import Reader
from venuecheck.runtime.workdays import Nation

LANES = {
    Lane.PLAIN: ("Plain", "grey"),
    Lane.INCOMPLETE: ("Incomplete", "light-blue"),
    Lane.EQUALITY: ("Equality", "purple"),
    Lane.MATCH: ("Match", "yellow"),
}
LATE = timedelta(days=10)
MOST_ROWS = 200


@dataclass(frozen=True)
class QueueRow:
    """A case in a queue."""

    uuid: UUID
    reference: str
    title: str
    where: str
    event_start: datetime
    days_left: int
    past: bool
    due: Due | None
    seen: Seen
    lane: tuple[str, str]
    assigned: str
    waits_for_hirer: bool

    @property
    def late(self) -> bool:
        """Whether the event is near: a mark and an order in the queue, not a lane of its own."""
        return not self.past and self.days_left < LATE.days


@dataclass(frozen=True)
class Queue:
    """The cases in one state, those first that are to be decided first, of these the nearest event.

    Those whose event has ended come last, the newest of them first.
    """

    state: State
    name: str
    rows: list[QueueRow]
    total: int


def queues(reader: Reader, roles: frozenset[str]) -> list[tuple[State, str, int]]:
    """The queues of these roles with how many cases stand in each."""
    counts = dict(reader.execute(select(Case.state, func.count()).group_by(Case.state)).all())
    reads_all = Role.AUDITOR.value in roles
    return [
        (state, STATES[state].staff, counts.get(state.value, 0))
        for state, role in QUEUES.items()
        if role in roles or reads_all
    ]


def queue(reader: Reader, state: State) -> Queue:
    """One queue."""
    found = _rows(reader, Case.state == state.value)
    total = reader.scalar(select(func.count()).where(Case.state == state.value)) or 0
    return Queue(state, STATES[state].staff, found, total)


def search(reader: Reader, words: str) -> list[QueueRow]:
    """Cases whose reference or title holds these words, in any state."""
    pattern = "%" + "".join(f"\\{c}" if c in "%_\\" else c for c in words.strip()[:100]) + "%"
    return _rows(reader, or_(Application.reference.ilike(pattern, escape="\\"), Case.title.ilike(pattern, escape="\\")))


def _due(one: Case) -> Due | None:
    """The day to decide by, as the case keeps it; none where nothing is to be decided."""
    if not leads_on(State(one.state), Act.GO_UP):
        return None
    return due_of(Deadline(one.decide_by, Why.TARGET), Nation(one.nation))


def _rows(reader: Reader, condition: object) -> list[QueueRow]:
    present = now()
    past = Hold.end <= present
    waits = select(Question.id).where(Question.case_id == Case.id, Question.answered.is_(None)).exists()
    query = (
        select(Case, Application.reference, Venue.name, Space.name, waits, User.name, past)
        .join(Application, Case.application_id == Application.id)
        .join(Hold, Hold.application_id == Application.id)
        .join(Space, Hold.space_id == Space.id)
        .join(Venue, Space.venue_id == Venue.id)
        .outerjoin(User, User.uuid == Case.assigned_to)
        .where(condition)  # type: ignore[arg-type]
        .order_by(
            past,
            case((past, None), else_=Case.decide_by),
            case((past, None), else_=Case.event_start),
            Case.event_start.desc(),
        )
        .limit(MOST_ROWS)
    )
    return [
        QueueRow(
            uuid=one.uuid,
            reference=reference,
            title=one.title,
            where=f"{space}, {venue}",
            event_start=one.event_start,
            days_left=(london(one.event_start).date() - london(present).date()).days,
            past=ended,
            due=_due(one),
            seen=STATES[State(one.state)],
            lane=LANES[Lane(one.lane)],
            assigned=name or "",
            waits_for_hirer=waiting,
        )
        for one, reference, venue, space, waiting, name, ended in reader.execute(query)
    ]
