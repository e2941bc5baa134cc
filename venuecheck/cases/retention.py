"""How long personal data are kept, and what is past its time: listed each day, and erased once an administrator confirms it.

The periods are the council's (settings); what they are counted from, and which applies, stands here.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, exists, or_, select

from venuecheck.audit.events import Event
from venuecheck.audit.log import SYSTEM, Actor, record
from venuecheck.audit.models import AuditEvent
from venuecheck.bookings.models import CONFIRMED, Application, Hold
from venuecheck.cases.acts import STATES, Act, State
from venuecheck.cases.erasing import Ground, erase, erase_entry
from venuecheck.cases.models import Case, Decision, Recommendation
from venuecheck.runtime import outbox
from venuecheck.runtime.clock import LONDON, london, now, today
from venuecheck.runtime.database import Database, Reader, Transaction
from venuecheck.runtime.errors import MissingError, WrongStateError
from venuecheck.runtime.settings import Settings
from venuecheck.screening.models import Match, Verdict, WatchlistEntry
from venuecheck.web.once import FormDone

LIST = "cases.list_past_time"
MOST_LISTED = 200
FORGET_FORMS = timedelta(days=1)
"""After so long it no longer matters that a form was sent twice, and the digest of what it said goes."""

ENDED = tuple(state.value for state in State if STATES[state].ended)
WEIGHED = (
    Hold.state == CONFIRMED,
    exists().where(Decision.case_id == Case.id, Decision.outcome != Act.CANNOT_OFFER.value),
    exists().where(Recommendation.case_id == Case.id),
    exists().where(
        Match.subject == Application.uuid,
        Match.verdict.in_((Verdict.SAME_PERSON.value, Verdict.CANNOT_TELL.value)),
    ),
)
"""Any of these makes it one to be kept for as long as it may have to be accounted for: a contract of hire, a decision, a
recommendation, or a match that was not cleared."""


@dataclass(frozen=True)
class PastTime:
    """Something that is past its time: an application or an entry of the watchlist, by its number, and since when."""

    uuid: UUID
    name: str
    what: str
    since: date


def past_time(reader: Reader, settings: Settings, of: UUID | None = None) -> list[PastTime]:
    """Everything that is past its time (or that one thing, if it is), the oldest first, `MOST_LISTED` of each at most."""
    return [*_cases(reader, settings, of), *_entries(reader, settings, of)]


def _cases(reader: Reader, settings: Settings, of: UUID | None) -> list[PastTime]:
    weighed = or_(*WEIGHED)
    long_ago, lately = _moment(settings.keep_bookings_months), _moment(settings.keep_others_months)
    query = (
        select(Case.uuid, Application.reference, Case.state, Hold.end, weighed)
        .join(Application, Case.application_id == Application.id)
        .join(Hold, Hold.application_id == Application.id)
        .where(Application.erased.is_(None), Case.state.in_(ENDED))
        .where(or_(Hold.end <= long_ago, (Hold.end <= lately) & ~weighed))
        .order_by(Hold.end)
        .limit(MOST_LISTED)
    )
    if of is not None:
        query = query.where(Case.uuid == of)
    found = []
    for uuid, reference, state, end, kept_long in reader.execute(query):
        months = settings.keep_bookings_months if kept_long else settings.keep_others_months
        day = london(end).date()
        what = f"{STATES[State(state)].staff.lower()}, event of {day.day} {day:%B %Y}"
        found.append(PastTime(uuid, reference, what, shifted(day, months)))
    return found


def _entries(reader: Reader, settings: Settings, of: UUID | None) -> list[PastTime]:
    months = settings.keep_entries_months
    retired = (WatchlistEntry.retired, WatchlistEntry.erased.is_(None), WatchlistEntry.changed <= _moment(months))
    query = select(WatchlistEntry).where(*retired).order_by(WatchlistEntry.changed).limit(MOST_LISTED)
    if of is not None:
        query = query.where(WatchlistEntry.uuid == of)
    found = []
    for entry in reader.scalars(query):
        day = london(entry.changed).date()
        what = f"retired on {day.day} {day:%B %Y}"
        found.append(PastTime(entry.uuid, f"Watchlist entry {entry.key}", what, shifted(day, months)))
    return found


def _moment(months: int) -> datetime:
    """The moment so many months ago, as London's days go (UTC)."""
    return datetime.combine(shifted(today(), -months), time(), LONDON).astimezone(UTC)


def shifted(day: date, months: int) -> date:
    """The day so many months later; the last of the month where that has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def erase_past_time(tx: Transaction, uuid: UUID, settings: Settings, by: Actor) -> None:
    """Erase something because its time has passed. Raises WrongStateError when it is not past its time (any more)."""
    if not past_time(tx, settings, uuid):
        raise WrongStateError("This is not past its time, or was erased meanwhile.")
    _erase(tx, uuid, Ground.TIME, "", by)


def erase_when_asked(tx: Transaction, number: str, ground: Ground, details: str, by: Actor) -> None:
    """Erase an application by its reference, or an entry of the watchlist by its number, before its time.

    Raises MissingError when there is none, else as `erasing.erase` does.
    """
    wanted = number.strip()
    case = select(Case.uuid).join(Application).where(Application.reference == wanted.upper())
    uuid = tx.scalar(case) or tx.scalar(select(WatchlistEntry.uuid).where(WatchlistEntry.key == wanted))
    if uuid is None:
        raise MissingError(
            "There is no application with this reference, and no entry of the watchlist with this number"
        )
    _erase(tx, uuid, ground, details, by)


def _erase(tx: Transaction, uuid: UUID, ground: Ground, details: str, by: Actor) -> None:
    case = tx.scalar(select(Case).where(Case.uuid == uuid))
    if case is not None:
        erase(tx, case, ground, details, by)
    else:
        erase_entry(
            tx, tx.scalars(select(WatchlistEntry).where(WatchlistEntry.uuid == uuid)).one(), ground, details, by
        )


# --- each day -----------------------------------------------------------------------------


def tasks(settings: Settings) -> dict[str, outbox.Task]:
    """The tasks of this module, by name. The daily round queues `LIST`."""

    def list_past_time(database: Database, payload: dict[str, Any]) -> None:
        with database.write() as tx:
            tx.execute(delete(FormDone).where(FormDone.at < now() - FORGET_FORMS))
            tell_of(tx, past_time(tx, settings))
            outbox.finish(tx, payload["outbox_id"])

    return {LIST: list_past_time}


def tell_of(tx: Transaction, found: list[PastTime]) -> None:
    """Record how much is past its time, where that is something, and not what was last recorded."""
    entries = sum(one.name.startswith("Watchlist") for one in found)
    last = select(AuditEvent.line).where(AuditEvent.event == Event.ERASURE_LISTED.value).order_by(AuditEvent.at.desc())
    facts = {"applications": len(found) - entries, "entries": entries}
    same = f'"facts":{{"applications":{facts["applications"]},"entries":{entries}}}'
    if found and same not in (tx.scalar(last.limit(1)) or ""):
        record(tx, Event.ERASURE_LISTED, "installation", SYSTEM, None, (), None, **facts)
