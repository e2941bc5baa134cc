"""The daily round: once each morning everything that has a date is looked at, and what is due is done.

The round queues one piece of work for each case, so that one that fails keeps nothing back, and then itself for the next
morning. What a piece does, it does once, however often it runs.
"""

from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from venuecheck.bookings.models import Application
from venuecheck.cases import retention
from venuecheck.cases.models import Case
from venuecheck.cases.reminders import look_at_clock, look_at_promises
from venuecheck.cases.workflow import WATCHED
from venuecheck.runtime import outbox
from venuecheck.runtime.clock import from_london, now, today
from venuecheck.runtime.database import Database, Transaction
from venuecheck.runtime.outbox import FAILED, OutboxRow
from venuecheck.runtime.settings import Settings

ROUND, LOOK = "cases.round", "cases.look"
MORNING = time(6)
LOOKED_AFTER = timedelta(days=31)
"""How long after its event a case is still looked at each morning, for an emergency approval that nobody ratified."""


def begin(database: Database) -> None:
    """Make sure that there is a round to come, within a day: called whenever the product starts."""
    with database.write() as tx:
        _queue_next(tx, now(), within=timedelta(days=1, hours=1))


def tasks(settings: Settings) -> dict[str, outbox.Task]:
    """The tasks of the round, by name."""

    def go_round(database: Database, payload: dict[str, Any]) -> None:
        with database.write() as tx:
            watched = (Case.state.in_(WATCHED), Case.event_start > now() - LOOKED_AFTER, Application.erased.is_(None))
            for case_id in tx.scalars(select(Case.id).join(Application).where(*watched)):
                outbox.queue(tx, LOOK, case_id=case_id)
            outbox.queue_once(tx, retention.LIST)
            outbox.finish(tx, payload["outbox_id"])
            tx.flush()
            _queue_next(tx, next_morning())

    def look(database: Database, payload: dict[str, Any]) -> None:
        with database.write() as tx:
            case = tx.get_one(Case, payload["case_id"])
            if not case.application.erased:
                look_at(tx, case, settings)
            outbox.finish(tx, payload["outbox_id"])

    return {ROUND: go_round, LOOK: look}


def look_at(tx: Transaction, case: Case, settings: Settings) -> None:
    """Do what is due on one case."""
    look_at_clock(tx, case, settings)
    look_at_promises(tx, case, settings)


def next_morning() -> datetime:
    """When the next round is due."""
    return from_london(datetime.combine(today() + timedelta(days=1), MORNING))


def _queue_next(tx: Transaction, due: datetime, within: timedelta | None = None) -> None:
    """Queue a round, unless one waits already: one that is due too late, after a clock was set back, does not count."""
    waiting = select(OutboxRow.id).where(
        OutboxRow.task == ROUND,
        OutboxRow.state.not_in((outbox.DONE, FAILED)),
        OutboxRow.due <= due + (within or timedelta()),
    )
    if tx.scalar(waiting.limit(1)) is None:
        outbox.queue(tx, ROUND, due=due)
