"""The lives of the record: its beginning, and each declared restore, which opens a new one under a new name.

A log must never sign two heads of which neither is the beginning of the other (c2sp.org/tlog-checkpoint). After an old backup
was put back that would happen, so the record then goes on as another log, whose first event names the one before and what is
known to be lost.
"""

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from sqlalchemy import select

from venuecheck.audit import heads
from venuecheck.audit.checkpoint import sealed
from venuecheck.audit.events import Event
from venuecheck.audit.keys import FILE, KeyTrouble, Signer, make_key, signer
from venuecheck.audit.log import SYSTEM, record, seal
from venuecheck.audit.models import AuditIncarnation
from venuecheck.audit.verifier import Checkpoint, read_keys
from venuecheck.runtime.clock import now
from venuecheck.runtime.database import Database, Reader
from venuecheck.runtime.settings import Settings


@dataclass(frozen=True)
class Opened:
    """The record as it stands: the number of its life, and who signs for it."""

    number: int
    signer: Signer


def current(reader: Reader) -> AuditIncarnation | None:
    """The present life of the record; None before anything was signed."""
    return reader.scalars(select(AuditIncarnation).order_by(AuditIncarnation.number.desc()).limit(1)).first()


def open_record(database: Database, settings: Settings) -> Opened:
    """Open the record, beginning it (key and name) where there is none.

    Raises KeyTrouble when the key is missing, can be read by others, or is not the record's, and Inconsistent when another
    record was signed in this folder before.
    """
    with database.read() as reader:
        now_living = current(reader)
    if now_living is None:
        make_key(settings.data_dir)
        beginning = signer(settings.data_dir, _new_name(settings))
        with database.write() as tx:
            heads.refuse_if_behind(tx, heads.ours(heads.kept(settings.data_dir), [beginning.key]))
            now_living = current(tx)
            if now_living is None:
                now_living = AuditIncarnation(number=1, key=str(beginning.key), kept=0, known=0, opened=now())
                tx.add(now_living)
    (key,) = read_keys(now_living.key)
    opened = signer(settings.data_dir, key.name)
    if opened.key != key:
        raise KeyTrouble(
            f"{settings.data_dir / FILE} is not the key of this record ({key}). Bring the right one back from your backup."
        )
    return Opened(now_living.number, opened)


def declare_restore(database: Database, settings: Settings, seen: Iterable[Checkpoint]) -> AuditIncarnation:
    """Go on after a restore, under a new name, with an event that names the life before and what of it is known to be lost.

    `seen` are checkpoints that witnesses hold. The key stays, or is made anew where it is lost. Raises KeyTrouble when it
    cannot be used.
    """
    make_key(settings.data_dir)
    new = signer(settings.data_dir, _new_name(settings))
    witnessed = [*heads.kept(settings.data_dir), *seen]
    with database.write() as tx:
        seal(tx)
        before, kept = current(tx), sealed(tx)
        name = read_keys(before.key)[0].name if before else next((one.origin for one in witnessed), "nothing")
        known = max([kept, *(one.size for one in witnessed if one.origin == name)])
        made = AuditIncarnation(
            number=before.number + 1 if before else 1, key=str(new.key), kept=kept, known=known, opened=now()
        )
        tx.add(made)
        record(
            tx,
            Event.RECORD_RESTORED,
            "installation",
            SYSTEM,
            before=name,
            key=str(new.key),
            kept=kept,
            known=known,
            lost=known - kept,
        )
    return made


def _new_name(settings: Settings) -> str:
    host = re.sub(r"[\s+]", "-", urlsplit(settings.base_url).netloc) or "venuecheck"
    return f"{host}/record/{secrets.token_hex(4)}"
