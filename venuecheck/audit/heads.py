"""Whether the database still holds what was signed and witnessed before: the check that lets nothing be written on top of an
old or another record.

The newest checkpoint is also kept in a file beside the database. It is no witness, since it lies where the database lies; but
it tells at once when a database alone was put back.
"""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from sqlalchemy import func, select

from venuecheck.audit.checkpoint import Inconsistent, head
from venuecheck.audit.models import AuditCheckpoint, AuditIncarnation
from venuecheck.audit.verifier import Checkpoint, Key, Unreadable, read_checkpoints, read_keys
from venuecheck.runtime.database import Reader

FILE = "record.head"
RESTORED = (
    "If you put a backup back, declare it with `venuecheck audit restored`; else call those who look after the record."
)


def keep(data_dir: Path, note: str) -> None:
    """Keep a checkpoint as the newest that was signed here, whole or not at all."""
    part = data_dir / f".{FILE}.{os.getpid()}"
    part.write_text(note, "utf-8")
    part.replace(data_dir / FILE)


def kept(data_dir: Path) -> list[Checkpoint]:
    """The newest checkpoint that was signed here, in a list; none where there is no such file, or it cannot be read."""
    try:
        return read_checkpoints((data_dir / FILE).read_text("utf-8", "replace"))
    except (OSError, Unreadable):
        return []


def ours(found: Iterable[Checkpoint], keys: Iterable[Key]) -> list[Checkpoint]:
    """Those checkpoints that one of these keys signed, under whatever name. Somebody else's, or forged ones, are not ours."""
    known = list(keys)
    return [one for one in found if any(one.is_signed_by(Key(one.origin, key.public)) for key in known)]


def refuse_if_behind(reader: Reader, seen: Iterable[Checkpoint]) -> None:
    """Check that the database holds these checkpoints of ours. Raises Inconsistent with what is wrong."""
    rows = reader.scalars(select(AuditIncarnation).order_by(AuditIncarnation.number)).all()
    names = [read_keys(row.key)[0].name for row in rows]
    for one in seen:
        if one.origin not in names:
            raise Inconsistent(f"A checkpoint was signed for {one.origin}, which this record does not know. {RESTORED}")
        row = rows[names.index(one.origin)]
        here = reader.scalars(
            select(AuditCheckpoint).where(AuditCheckpoint.incarnation == row.number, AuditCheckpoint.size == one.size)
        ).first()
        if here is None and _declared(reader, rows, row, one):
            continue
        if here is None:
            newest = reader.scalar(select(AuditCheckpoint.size).order_by(AuditCheckpoint.id.desc()).limit(1)) or 0
            raise Inconsistent(
                f"{one.size:,} events were signed and given to a witness; the newest checkpoint in the database is of "
                f"{newest:,}, and that one is not there. {RESTORED}"
            )
        if head(here).root != one.root:
            raise Inconsistent(f"The checkpoint of {one.size:,} events is not the one that was given to a witness.")


def _declared(reader: Reader, rows: Sequence[AuditIncarnation], row: AuditIncarnation, one: Checkpoint) -> bool:
    """Whether a checkpoint is one of those that a declared restore says are lost."""
    later = next((other for other in rows if other.number == row.number + 1), None)
    last = select(func.max(AuditCheckpoint.size)).where(AuditCheckpoint.incarnation == row.number)
    return later is not None and (reader.scalar(last) or 0) < one.size <= later.known
