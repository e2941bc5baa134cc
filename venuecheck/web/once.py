"""Pressing twice does it once: a form carries a key, and what it says is done once under that key.

What was posted is remembered by its digest, so that somebody who goes back and writes something else is heard.
"""

import hashlib
import json
from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from venuecheck.runtime.clock import now
from venuecheck.runtime.database import Base, Moment, Transaction
from venuecheck.web.posted import Posted


class FormDone(Base):
    """The key of a form whose act was done, with the digest of what it said."""

    __tablename__ = "form_done"

    key: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)


def first_time(tx: Transaction, posted: Posted) -> bool:
    """Whether this form (its field `once` is the key) has not been done with these very words; from now on it has.

    Other words under the same key count as new, and so does a form without a key.
    """
    key = posted.get("once")[:100]
    if not key:
        return True
    digest = _digest(posted)
    if tx.get(FormDone, (key, digest)) is not None:
        return False
    tx.add(FormDone(key=key, digest=digest, at=now()))
    return True


def _digest(posted: Posted) -> str:
    """The SHA-256 of every field but the visit's token, in the order in which they came."""
    said = [pair for pair in posted.fields.items() if pair[0] != "csrf"]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()
