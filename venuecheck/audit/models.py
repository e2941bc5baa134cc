"""The tables of the record. What was written is only ever added to: triggers refuse everything else."""

from datetime import datetime

from sqlalchemy import DDL, ForeignKey, Index, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column

from venuecheck.runtime.database import Base, Keyed, Moment


class AuditEvent(Keyed, Base):
    """One thing that happened. `line` is the event as it is hashed; the other columns repeat it for searching."""

    __tablename__ = "audit_event"
    # A page of the history is read off one of these in its order, however long the record (see `audit.history`).
    __table_args__ = (
        Index("ix_audit_event_at", "at"),
        Index("ix_audit_event_event_at", "event", "at"),
        Index("ix_audit_event_actor_at", "actor", "at"),
        Index("ix_audit_event_actor_event_at", "actor", "event", "at"),
        Index("ix_audit_event_subject_at", "subject", "at"),
    )

    at: Mapped[datetime] = mapped_column(Moment)
    event: Mapped[str]
    actor: Mapped[str]
    subject: Mapped[str]
    line: Mapped[str]


class AuditSeal(Base):
    """The place of an event in the record, given by the sealer: numbers without gaps from 1. `hash` is that of the event as a
    leaf of the tree, 64 hexadecimal digits.
    """

    __tablename__ = "audit_seal"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    event_id: Mapped[int] = mapped_column(ForeignKey("audit_event.id"), unique=True)
    hash: Mapped[str]


class PersonalValue(Base):
    """A personal value that an event speaks of. It lies outside the event so that it can be erased; the event holds only
    a salted commitment to it."""

    __tablename__ = "audit_personal_value"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("audit_event.id"), index=True)
    key: Mapped[str]
    salt: Mapped[bytes]
    value: Mapped[str]


class AuditIncarnation(Base):
    """One life of the record, from its beginning or from a declared restore on: its public key (whose name is the origin of
    its checkpoints), how many events it took over, and how many were known of the one before.
    """

    __tablename__ = "audit_incarnation"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[str]
    kept: Mapped[int]
    known: Mapped[int]
    opened: Mapped[datetime] = mapped_column(Moment)


class AuditCheckpoint(Base):
    """A signed head of the tree: the note as it is given to witnesses, and the tree's peaks (32 bytes each), from which it
    grows and proofs are made.
    """

    __tablename__ = "audit_checkpoint"
    __table_args__ = (UniqueConstraint("incarnation", "size"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    incarnation: Mapped[int] = mapped_column(ForeignKey("audit_incarnation.number"))
    size: Mapped[int]
    note: Mapped[str]
    peaks: Mapped[bytes]
    at: Mapped[datetime] = mapped_column(Moment)


class AuditWitness(Base):
    """Somebody elsewhere who is given checkpoints: where, whether that is outside, and up to where they were reached.

    `incarnation` and `size` are of the newest checkpoint that was given; `trouble` says what stood in the way last, if
    anything did.
    """

    __tablename__ = "audit_witness"

    name: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[str]
    outside: Mapped[bool]
    appointed: Mapped[datetime] = mapped_column(Moment)
    reached: Mapped[datetime | None] = mapped_column(Moment)
    incarnation: Mapped[int] = mapped_column(default=0)
    size: Mapped[int] = mapped_column(default=0)
    trouble: Mapped[str] = mapped_column(default="")


_ROWS = {
    "audit_event": "other.id = NEW.id OR other.uuid = NEW.uuid",
    "audit_seal": "other.number = NEW.number OR other.event_id = NEW.event_id",
    "audit_incarnation": "other.number = NEW.number",
    "audit_checkpoint": "other.id = NEW.id OR (other.incarnation = NEW.incarnation AND other.size = NEW.size)",
}
"""The tables that are only ever added to, and when a new row would take the place of another."""

APPEND_ONLY = {
    f"{table}_no_{act}": (
        f"CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )
    for table in _ROWS
    for act in ("update", "delete")
} | {
    f"{table}_no_replacement": (
        f"CREATE TRIGGER {table}_no_replacement BEFORE INSERT ON {table}\n"  # noqa: S608  # our own words
        f"WHEN EXISTS (SELECT 1 FROM {table} AS other WHERE {same})\n"
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )
    for table, same in _ROWS.items()
}
"""The triggers that keep the record append-only, by name (SQLite).

`INSERT OR REPLACE` deletes the row that is in its way without asking a trigger for deletions: hence those before INSERT.
"""

for _name, _statement in APPEND_ONLY.items():
    _table = Base.metadata.tables[_name.rpartition("_no_")[0]]
    event.listen(_table, "after_create", DDL(_statement).execute_if(dialect="sqlite"))  # type: ignore[no-untyped-call]
