"""Declared interests: whoever has one in a case takes no further part in deciding, recommending or judging."""

from uuid import UUID

from sqlalchemy import select

from venuecheck.audit.events import Event
from venuecheck.audit.log import record
from venuecheck.bookings import service as bookings
from venuecheck.cases.acts import Act
from venuecheck.cases.models import Case
from venuecheck.cases.moves import Doer, move
from venuecheck.cases.watch_models import Interest
from venuecheck.runtime.clock import now
from venuecheck.runtime.database import Transaction
from venuecheck.runtime.errors import InvalidError, MissingError, WrongStateError


def declare(tx: Transaction, case: Case, reason: str, by: Doer) -> Interest:
    """Declare an interest. A case that is theirs goes back to the queue. Raises InvalidError without a reason."""
    if not reason.strip():
        raise InvalidError("Say what your interest is", "reason")
    move(tx, case, Act.DECLARE_INTEREST, by, None)
    interest = Interest(case_id=case.id, by=by.key, at=now(), reason=reason)
    tx.add(interest)
    if case.assigned_to == by.key:
        case.assigned_to = None
    about = bookings.subject(case.application)
    record(tx, Event.INTEREST_DECLARED, about, by.actor, rows=(case, interest), personal={"reason": reason})
    return interest


def withdraw(tx: Transaction, uuid: UUID, reason: str, by: Doer) -> Interest:
    """Withdraw an interest that somebody else declared, by an administrator or a senior officer, with a reason.

    Raises InvalidError without one, NotPermittedError for one's own, WrongStateError when it was withdrawn before.
    """
    interest = tx.scalar(select(Interest).where(Interest.uuid == uuid))
    if interest is None:
        raise MissingError("There is no such declared interest.")
    if interest.withdrawn is not None:
        raise WrongStateError("This interest was already withdrawn.")
    if not reason.strip():
        raise InvalidError("Say why it no longer stands", "reason")
    case = tx.get_one(Case, interest.case_id)
    if interest.by == by.key:
        raise InvalidError("Nobody withdraws what they declared themselves: ask somebody else", "reason")
    # Asked before it is gone: the table wants an interest of another.
    move(tx, case, Act.WITHDRAW_INTEREST, by, None)
    interest.withdrawn_by, interest.withdrawn, interest.why_withdrawn = by.key, now(), reason
    about = bookings.subject(case.application)
    record(tx, Event.INTEREST_WITHDRAWN, about, by.actor, rows=(interest,), personal={"reason": reason})
    return interest
