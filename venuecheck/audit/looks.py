"""Who looked: at sensitive things a look is an event, once for each person, subject and kind of look in an hour.

A page that records a look is asked for with GET, which else writes nothing (docs/decisions/0011). What cannot be recorded is
not shown: the look is written before the page is made, and whoever asks while it cannot be is told to try again.
"""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from venuecheck.audit.events import Event
from venuecheck.audit.log import Actor, record
from venuecheck.audit.models import AuditEvent
from venuecheck.runtime.clock import now
from venuecheck.runtime.database import Database, Reader
from venuecheck.runtime.errors import Refusal

LASTS = timedelta(hours=1)
"""For so long a look stands for those after it, so that loading a page again adds nothing."""
PATIENCE = 5.0
"""How many seconds a look waits for another writer before the page is refused."""
RECORDED = {"looks": True}
"""What a route's `opt` holds whose GET may record a look: `only(…) | RECORDED`. Tests hold all others to writing nothing."""

LOOKS = frozenset(
    {
        Event.CASE_SEEN,
        Event.WATCHLIST_SEEN,
        Event.WATCHLIST_LIST_SEEN,
        Event.HISTORY_SEEN,
        Event.HISTORY_DOWNLOADED,
        Event.NOTICE_DOWNLOADED,
    }
)
"""The kinds of event that are looks."""


class LookNotRecordedError(Refusal):
    """The look could not be recorded, so there is nothing to see."""

    status = 503


def look(db: Database, event: Event, subject: str, by: Actor) -> None:
    """Record that somebody looks at a subject, unless that was recorded within the hour. Called before a reader is opened
    for the page: whoever holds one connection and waits for another can wait for ever.

    Raises LookNotRecordedError when it cannot be written within a few seconds.
    """
    with db.read() as reader:
        if looked(reader, event, subject, by):
            return
    try:
        with db.write(patience=PATIENCE) as tx:
            if not looked(tx, event, subject, by):
                record(tx, event, subject, by)
    except OperationalError as problem:
        raise LookNotRecordedError(
            "Who looks at this is recorded, and just now that cannot be written down. Nothing is lost: load the page again "
            "in a minute."
        ) from problem


def looked(reader: Reader, event: Event, subject: str, by: Actor) -> bool:
    """Whether such a look was recorded within the hour."""
    query = select(AuditEvent.id).where(
        AuditEvent.subject == subject,
        AuditEvent.actor == by.key,
        AuditEvent.event == event.value,
        AuditEvent.at > now() - LASTS,
    )
    return reader.scalar(query.limit(1)) is not None
