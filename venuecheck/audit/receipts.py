"""Receipts: that an event stands in the record, for anybody to check with the public key alone."""

from typing import Any

from sqlalchemy import select

from venuecheck.audit.checkpoint import covering, head, stretch
from venuecheck.audit.guarded import Guarded, plain_values
from venuecheck.audit.models import AuditEvent, AuditSeal
from venuecheck.audit.verifier import Receipt
from venuecheck.runtime.database import Reader


def receipt(reader: Reader, event_id: int) -> str:
    """The receipt of an event: its line, the proof, and the checkpoint that covers it; empty while none does."""
    found = reader.execute(
        select(AuditEvent.line, AuditSeal.number).join(AuditSeal).where(AuditEvent.id == event_id)
    ).first()
    covered = covering(reader, found.number) if found else None
    if found is None or covered is None:
        return ""
    before, checkpoint = covered
    proof = stretch(reader, before, checkpoint.size).inclusion(found.number - 1)
    return Receipt(found.line.encode(), found.number - 1, tuple(proof), head(checkpoint)).written()


def opening(row: Guarded, name: str) -> dict[str, Any]:
    """What shows that the row is the one that the event tells of: its guarded values, and the salt of its fingerprint. For
    those who may read the row; it is not kept with the receipt, so that the row can be erased.
    """
    return {"row": name, "values": plain_values(row), "salt": row.guard_salt.hex()}
