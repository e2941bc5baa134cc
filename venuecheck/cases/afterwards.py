"""After the event: what happened, asked of staff the working day after, and shown on the hirer's next application."""

from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import func, select

from venuecheck.audit.events import Event
from venuecheck.audit.log import record
from venuecheck.bookings import service as bookings
from venuecheck.bookings.models import CONFIRMED, Application, Hold
from venuecheck.cases.acts import Act
from venuecheck.cases.models import Case
from venuecheck.cases.moves import Doer, move
from venuecheck.cases.watch_models import AfterEvent
from venuecheck.cases.workflow import states_of
from venuecheck.runtime.clock import from_london, now, today
from venuecheck.runtime.database import Reader, Transaction
from venuecheck.runtime.errors import InvalidError

HELD = {
    "as_applied": "It was held as applied for",
    "differently": "It was held, but otherwise than applied for",
    "not_held": "It was not held",
}
KEPT = {"none": "There were no conditions", "kept": "The conditions were kept", "not_kept": "A condition was not kept"}
MOST_ROWS = 200


def report(
    tx: Transaction, case: Case, by: Doer, *, held: str, conditions: str, concerns: bool, words: str
) -> AfterEvent:
    """Record what happened. Raises InvalidError for unknown choices, or when words are missing where they are needed."""
    if held not in HELD:
        raise InvalidError("Choose whether it was held as applied for", "held")
    if conditions not in KEPT:
        raise InvalidError("Choose whether the conditions were kept", "conditions")
    if (concerns or held == "differently" or conditions == "not_kept") and not words.strip():
        raise InvalidError("Say what was seen or what was different", "words")
    # Asked first: the act's own effect, which is the report, would forbid it.
    move(tx, case, Act.REPORT_EVENT, by, None)
    row = AfterEvent(
        case_id=case.id, held=held, conditions=conditions, concerns=concerns, words=words, by=by.key, at=now()
    )
    tx.add(row)
    record(
        tx,
        Event.EVENT_REPORTED,
        bookings.subject(case.application),
        by.actor,
        rows=(row,),
        personal={"words": words},
        held=HELD[held].lower(),
        concerns="concerns were seen" if concerns else "no concerns were seen",
    )
    return row


def waiting(reader: Reader) -> list[Case]:
    """Approved cases whose event was before today's working day and of which nobody has said what happened, oldest first."""
    query = (
        select(Case)
        .join(Hold, Hold.application_id == Case.application_id)
        .outerjoin(AfterEvent, AfterEvent.case_id == Case.id)
        .where(Case.state.in_(states_of(Act.REPORT_EVENT)), Hold.state == CONFIRMED, Hold.end < _this_morning())
        .where(AfterEvent.id.is_(None))
        .order_by(Case.event_start)
        .limit(MOST_ROWS)
    )
    return list(reader.scalars(query))


def _this_morning() -> datetime:
    return from_london(datetime.combine(today(), time()))


@dataclass(frozen=True)
class EarlierHire:
    """What happened at an earlier event of the same hirer."""

    case: Case
    reference: str
    after: AfterEvent


def earlier_hires(reader: Reader, case: Case) -> list[EarlierHire]:
    """What was recorded of earlier events of whoever has the same e-mail address, the newest first."""
    email = case.application.email
    if not email:
        return []
    query = (
        select(Case, Application.reference, AfterEvent)
        .join(AfterEvent, AfterEvent.case_id == Case.id)
        .join(Application, Application.id == Case.application_id)
        .where(Application.email == email, Case.id != case.id)
        .order_by(Case.event_start.desc())
        .limit(10)
    )
    return [EarlierHire(*row) for row in reader.execute(query)]


@dataclass(frozen=True)
class Figures:
    """How many events were reported on, and what was said of them."""

    reported: int
    waiting: int
    held: dict[str, int]
    conditions: dict[str, int]
    concerns: int


def figures(reader: Reader) -> Figures:
    """The figures of all events that are over. They name nobody."""
    held = dict(reader.execute(select(AfterEvent.held, func.count()).group_by(AfterEvent.held)).all())
    kept = dict(reader.execute(select(AfterEvent.conditions, func.count()).group_by(AfterEvent.conditions)).all())
    concerns = reader.scalar(select(func.count()).where(AfterEvent.concerns)) or 0
    return Figures(
        reported=sum(held.values()),
        waiting=len(waiting(reader)),
        held={words: held.get(value, 0) for value, words in HELD.items()},
        conditions={words: kept.get(value, 0) for value, words in KEPT.items()},
        concerns=concerns,
    )
