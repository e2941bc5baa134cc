"""Rows that the record vouches for: a change to one that no event speaks of cannot be committed, and is seen afterwards.

A guarded row names the columns that matter. Every event that changes the row holds the fingerprint of those columns, keyed
with a salt that is kept in the row, so that erasing the row's personal values also erases the means to confirm a guess.
"""

import hashlib
import hmac
import json
import secrets
from datetime import datetime
from enum import Enum
from typing import Any, ClassVar

from sqlalchemy import event, inspect
from sqlalchemy.orm import Mapped, Session, UOWTransaction, mapped_column

_PENDING = "guarded rows that no event speaks of"


class UnrecordedChange(RuntimeError):
    """A guarded row was changed and no event was recorded for it. A fault in the product: nothing is committed."""


class Guarded:
    """Mixed into a table (with `Keyed`) whose rows the record vouches for. `__guarded__` names the columns."""

    __guarded__: ClassVar[tuple[str, ...]]
    __tablename__: str
    guard_salt: Mapped[bytes] = mapped_column(default=lambda: secrets.token_bytes(16))


def row_name(row: Guarded) -> str:
    """What events call the row: its table and its UUID."""
    return f"{row.__tablename__}:{row.uuid}"  # type: ignore[attr-defined]


def fingerprint(row: Guarded) -> str:
    """The fingerprint of the guarded columns, 32 hexadecimal digits (HMAC-SHA256, cut)."""
    text = json.dumps(plain_values(row), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hmac.new(row.guard_salt, text.encode(), hashlib.sha256).hexdigest()[:32]


def plain_values(row: Guarded) -> list[Any]:
    """The values of the guarded columns, in their order, as they are fingerprinted."""
    return [_plain(getattr(row, column)) for column in row.__guarded__]


def settle(tx: Session, row: Guarded) -> str | None:
    """The row's fingerprint, None for a row that is deleted; from here the row counts as recorded."""
    tx.info.get(_PENDING, set()).discard(row)
    return None if inspect(row).deleted or row in tx.deleted else fingerprint(row)


def unrecorded(tx: Session, row: Guarded) -> bool:
    """Whether the row was changed in this transaction and no event speaks of it yet."""
    tx.flush()
    return row in tx.info.get(_PENDING, set())


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (dict, list, str, int, float, bool)) or value is None:
        return value
    return str(value)


def _touched(row: Guarded) -> bool:
    state = inspect(row)
    return any(state.attrs[column].history.has_changes() for column in row.__guarded__)


@event.listens_for(Session, "before_flush")
def _note_changes(session: Session, _context: UOWTransaction, _instances: Any) -> None:
    pending = session.info.setdefault(_PENDING, set())
    for row in session.new | session.deleted:
        if isinstance(row, Guarded):
            pending.add(row)
    pending.update(row for row in session.dirty if isinstance(row, Guarded) and _touched(row))


@event.listens_for(Session, "before_commit")
def _refuse_unrecorded(session: Session) -> None:
    if session.in_nested_transaction():  # a savepoint is no commit
        return
    session.flush()
    if pending := session.info.get(_PENDING):
        raise UnrecordedChange(", ".join(sorted(row_name(row) for row in pending)))


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop(_PENDING, None)
