"""Writing to the record, and giving it its order."""

import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select

from venuecheck.audit.events import Event
from venuecheck.audit.guarded import Guarded, row_name, settle
from venuecheck.audit.lines import canonical, commitment
from venuecheck.audit.models import AuditEvent, AuditSeal, PersonalValue
from venuecheck.audit.verifier import leaf_hash
from venuecheck.runtime.clock import now
from venuecheck.runtime.database import Transaction


@dataclass(frozen=True)
class Actor:
    """Who did something: a member of staff ("user:<uuid>"), the hirer of the application, one of its speakers, or the product
    itself.
    """

    key: str

    @classmethod
    def user(cls, user_uuid: uuid.UUID) -> "Actor":
        """A member of staff."""
        return cls(f"user:{user_uuid}")


_EVENT = insert(AuditEvent.__table__)  # type: ignore[arg-type]
_WORDS = insert(PersonalValue.__table__)  # type: ignore[arg-type]

HIRER = Actor("hirer")
SPEAKER = Actor("speaker")
SYSTEM = Actor("system")


def record(
    tx: Transaction,
    event: Event,
    subject: str,
    by: Actor,
    at: datetime | None = None,
    rows: tuple[Guarded, ...] = (),
    personal: dict[str, str] | None = None,
    **facts: Any,
) -> int:
    """Write one event into the transaction of the act itself; returns its key.

    `subject` is what it is about ("case:<uuid>"); `facts` are the words of its sentence and must not be personal data;
    `personal` values (a reason, a note) are kept apart, erasable, and only committed to; `rows` are the guarded rows that
    the act changed. Raises ValueError when a fact that the sentence needs is missing.
    """
    tx.flush()
    try:
        event.sentence.format(actor="", **facts)
    except KeyError as missing:
        raise ValueError(f"{event.value} needs the fact {missing}") from None
    salted = {key: (secrets.token_bytes(16), value) for key, value in (personal or {}).items() if value}
    event_uuid, moment = uuid.uuid4(), at or now()
    body = {
        "uuid": str(event_uuid),
        "at": moment.isoformat(),
        "event": event.value,
        "actor": by.key,
        "subject": subject,
        "facts": facts,
        "commitments": {key: commitment(salt, value) for key, (salt, value) in salted.items()},
        "rows": {row_name(row): settle(tx, row) for row in rows},
    }
    columns = {
        "uuid": event_uuid,
        "at": moment,
        "event": event.value,
        "actor": by.key,
        "subject": subject,
        "line": canonical(body),
    }
    # Straight into the tables: events are never changed, and every act writes one.
    connection = tx.connection()
    (event_id,) = connection.execute(_EVENT, columns).inserted_primary_key or (0,)
    if salted:
        connection.execute(
            _WORDS,
            [{"event_id": event_id, "key": key, "salt": salt, "value": value} for key, (salt, value) in salted.items()],
        )
    return int(event_id)


def seal(tx: Transaction) -> int:
    """Give every event that has none its number and its leaf in the tree; returns how many. There is one sealer at a time: the
    write transaction.
    """
    last = tx.scalars(select(AuditSeal).order_by(AuditSeal.number.desc()).limit(1)).first()
    number, after = (last.number, last.event_id) if last else (0, 0)
    unsealed = tx.execute(select(AuditEvent.id, AuditEvent.line).where(AuditEvent.id > after).order_by(AuditEvent.id))
    seals = [
        {"number": place, "event_id": event_id, "hash": leaf_hash(line.encode()).hex()}
        for place, (event_id, line) in enumerate(unsealed, start=number + 1)
    ]
    if seals:
        tx.execute(insert(AuditSeal), seals)
    return len(seals)


def unsealed(reader: Transaction) -> list[tuple[int, str]]:
    """The events that wait for their place: the id and the line of each, in order."""
    last = select(func.coalesce(func.max(AuditSeal.event_id), 0)).scalar_subquery()
    waiting = select(AuditEvent.id, AuditEvent.line).where(AuditEvent.id > last).order_by(AuditEvent.id)
    return [(event_id, line) for event_id, line in reader.execute(waiting)]
