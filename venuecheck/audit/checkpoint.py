"""Signed heads of the record's tree (c2sp.org/tlog-checkpoint): made here, read by the verifier."""

from sqlalchemy import select

from venuecheck.audit.keys import Signer
from venuecheck.audit.models import AuditCheckpoint, AuditIncarnation, AuditSeal
from venuecheck.audit.tree import Stretch
from venuecheck.audit.verifier import Checkpoint, Incarnation, Key, Tree, read_checkpoints, read_keys
from venuecheck.runtime.clock import now
from venuecheck.runtime.database import Reader, Transaction


class Inconsistent(RuntimeError):
    """The record is not what was signed or witnessed before. The message is fit to show."""


def incarnations(reader: Reader) -> list[Incarnation]:
    """The lives of the record, the first first. Raises Unreadable for a key that is none."""
    rows = reader.scalars(select(AuditIncarnation).order_by(AuditIncarnation.number))
    return [Incarnation(row.number, read_keys(row.key)[0], row.kept) for row in rows if read_keys(row.key)]


def newest(reader: Reader) -> AuditCheckpoint | None:
    """The newest checkpoint."""
    return reader.scalars(select(AuditCheckpoint).order_by(AuditCheckpoint.id.desc()).limit(1)).first()


def head(row: AuditCheckpoint) -> Checkpoint:
    """What a checkpoint says. Raises Inconsistent where it is none."""
    found = read_checkpoints(row.note)
    if len(found) != 1 or found[0].size != row.size:
        raise Inconsistent(f"The checkpoint of {row.size:,} events in the database is no checkpoint.")
    return found[0]


def tree(row: AuditCheckpoint | None) -> Tree:
    """The tree under a checkpoint, which must be the one that was signed; the empty one for none.

    Raises Inconsistent where it is not.
    """
    if row is None:
        return Tree()
    grown = Tree(row.size, [row.peaks[at : at + 32] for at in range(0, len(row.peaks), 32)])
    if len(grown.peaks) != row.size.bit_count() or grown.root() != head(row).root:
        raise Inconsistent(
            f"The checkpoint of {row.size:,} events in the database does not have the root that was signed."
        )
    return grown


def stretch(reader: Reader, after: AuditCheckpoint | None, size: int) -> Stretch:
    """The leaves that were sealed after a checkpoint, up to a size, on the tree under it."""
    before = tree(after)
    found = reader.execute(
        select(AuditSeal.number, AuditSeal.hash)
        .where(AuditSeal.number > before.size, AuditSeal.number <= size)
        .order_by(AuditSeal.number)
    ).all()
    if [number for number, _ in found] != list(range(before.size + 1, size + 1)):
        raise Inconsistent(f"The events after number {before.size:,} are not numbered without gaps up to {size:,}.")
    return Stretch(before, [bytes.fromhex(leaf) for _, leaf in found])


def sealed(reader: Reader) -> int:
    """How many events have their number."""
    return reader.scalar(select(AuditSeal.number).order_by(AuditSeal.number.desc()).limit(1)) or 0


def sign(tx: Transaction, signer: Signer, incarnation: int) -> AuditCheckpoint | None:
    """Sign the tree over all sealed events; None where that was done before.

    Raises Inconsistent, and signs nothing, when the tree did not grow from the one that was signed last.
    """
    last, size = newest(tx), sealed(tx)
    if last is not None and not head(last).is_signed_by(_key(tx, last.incarnation)):
        raise Inconsistent(f"The newest checkpoint, of {last.size:,} events, is not signed by the record's key.")
    if last is not None and size < last.size:
        raise Inconsistent(f"{last.size:,} events were signed, and {size:,} are in the database.")
    if (size == 0 and last is None) or (last is not None and (last.size, last.incarnation) == (size, incarnation)):
        return None
    grown = stretch(tx, last, size).grown()
    text = Checkpoint(signer.key.name, size, grown.root()).text
    made = AuditCheckpoint(
        incarnation=incarnation, size=size, note=signer.sign(text), peaks=b"".join(grown.peaks), at=now()
    )
    tx.add(made)
    tx.flush()
    return made


def _key(reader: Reader, number: int) -> Key:
    return next(one.key for one in incarnations(reader) if one.number == number)


def covering(reader: Reader, number: int) -> tuple[AuditCheckpoint | None, AuditCheckpoint] | None:
    """The first checkpoint that covers the event of this number, and the one before it; None where none does yet."""
    found = reader.scalars(
        select(AuditCheckpoint).where(AuditCheckpoint.size >= number).order_by(AuditCheckpoint.id).limit(1)
    ).first()
    if found is None:
        return None
    before = reader.scalars(
        select(AuditCheckpoint)
        .where(AuditCheckpoint.id < found.id, AuditCheckpoint.size < number)
        .order_by(AuditCheckpoint.id.desc())
        .limit(1)
    ).first()
    return before, found
