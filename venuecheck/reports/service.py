"""What an administrator does about an installation that is not well."""

from venuecheck.audit.events import Event
from venuecheck.audit.log import Actor, record
from venuecheck.runtime import outbox
from venuecheck.runtime.database import Transaction


def try_again(tx: Transaction, by: Actor) -> int:
    """Have all work tried again that was given up; returns how many pieces. Nothing is recorded where there are none."""
    pieces = outbox.try_again(tx)
    if pieces:
        record(tx, Event.WORK_TRIED_AGAIN, "installation", by, pieces=pieces)
    return pieces
