"""An emergency approval: a senior officer approves alone, everybody is told at once, and another ratifies it within a day."""

from venuecheck.audit.events import Event
from venuecheck.audit.log import SYSTEM, record
from venuecheck.bookings import service as bookings
from venuecheck.cases import letters
from venuecheck.cases.acts import Act
from venuecheck.cases.decisions import record_outcome
from venuecheck.cases.models import Case, Decision
from venuecheck.cases.moves import Doer, move
from venuecheck.cases.telling import tell_seniors_and_monitoring_officer
from venuecheck.cases.watch import unratified
from venuecheck.cases.watch_models import Override
from venuecheck.runtime.clock import now, today
from venuecheck.runtime.database import Transaction
from venuecheck.runtime.errors import InvalidError
from venuecheck.runtime.settings import Settings
from venuecheck.runtime.workdays import Nation, after

RATIFIED_WITHIN = 1
"""Working days."""


def override(tx: Transaction, case: Case, reason: str, by: Doer, settings: Settings) -> Decision:
    """Approve in an emergency. Every senior officer and the Monitoring Officer are told at once.

    Raises InvalidError without a reason.
    """
    if not reason.strip():
        raise InvalidError("Say why this cannot wait", "reason")
    due = after(today(), RATIFIED_WITHIN, Nation(case.nation))
    row = Override(case_id=case.id, by=by.key, at=now(), reason=reason, ratify_by=due)
    decision = record_outcome(
        tx, case, Act.OVERRIDE, by, Event.CASE_OVERRIDDEN, reasons="", internal=reason, said={"ratify_by": str(due)}
    )
    tx.add(row)
    record(tx, Event.OVERRIDE_WAITS, bookings.subject(case.application), SYSTEM, rows=(row,), ratify_by=str(due))
    tell_seniors_and_monitoring_officer(tx, case, "override", settings, day=letters.date_words(due))
    return decision


def ratify(tx: Transaction, case: Case, why: str, by: Doer) -> None:
    """Ratify another's emergency approval. Raises InvalidError without a reason."""
    if not why.strip():
        raise InvalidError("Say why it was right to approve this at once", "why")
    # Asked first: once it is ratified there is none that waits.
    move(tx, case, Act.RATIFY, by, None)
    row = unratified(tx, case)
    assert row is not None, "the table refuses the act without one"
    row.ratified_by, row.ratified, row.why_ratified = by.key, now(), why
    about = bookings.subject(case.application)
    record(tx, Event.OVERRIDE_RATIFIED, about, by.actor, rows=(row,), personal={"why": why})


def escalate(tx: Transaction, case: Case, settings: Settings) -> None:
    """Tell everybody again of an approval that nobody ratified in time."""
    row = unratified(tx, case)
    assert row is not None, "asked where one waits"
    day = letters.date_words(row.ratify_by)
    record(tx, Event.OVERRIDE_UNRATIFIED, bookings.subject(case.application), SYSTEM, ratify_by=str(row.ratify_by))
    tell_seniors_and_monitoring_officer(tx, case, "unratified", settings, day=day)
