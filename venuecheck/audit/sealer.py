"""The one sealer: a thread that numbers new events and signs the tree over them, every few seconds."""

import logging
import threading

from sqlalchemy import select

from venuecheck.audit import heads, witness
from venuecheck.audit.checkpoint import Inconsistent, newest, sign
from venuecheck.audit.incarnations import Opened, current, open_record
from venuecheck.audit.keys import KeyTrouble
from venuecheck.audit.log import seal
from venuecheck.audit.models import AuditEvent, AuditSeal
from venuecheck.runtime.database import Database, Reader
from venuecheck.runtime.errors import StoppedError
from venuecheck.runtime.settings import Settings

log = logging.getLogger(__name__)

EVERY = 5.0
"""Seconds between two looks for new events. A decision does not wait for the next one: its notice has it done at once."""


class Sealer:
    """Seals and signs in the background until stopped; stopping does it once more for what is left."""

    def __init__(self, database: Database, settings: Settings, every: float = EVERY) -> None:
        self.database = database
        self.settings = settings
        self.every = every
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="audit-sealer", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Seal once more, and end."""
        self._stopping.set()
        self._thread.join(timeout=10)

    def _run(self) -> None:
        while not self._stopping.wait(self.every):
            self._once()
        self._once()

    def _once(self) -> None:
        if self.database.stopped:
            return
        try:
            seal_now(self.database, self.settings)
        except StoppedError as problem:
            log.error("writing has stopped: %s", problem.sentence)
        except KeyTrouble as problem:
            log.error("the record cannot be signed: %s", problem)
        except Exception:
            log.exception("the sealer could not write; it tries again")


def seal_now(database: Database, settings: Settings) -> int:
    """Number what waits and sign the tree, if there is anything new; returns how many events were numbered.

    Raises KeyTrouble when the key cannot be used. When the database is not the one that was signed before, nothing is signed,
    all writing stops, and StoppedError says why.
    """
    with database.read() as reader:
        if not _waits(reader):
            return 0
    try:
        return _seal(database, settings, open_record(database, settings))
    except Inconsistent as problem:
        database.stopped = stopping(problem)
        raise StoppedError(database.stopped) from problem


def stopping(problem: Inconsistent) -> str:
    """What everybody is told while nothing is written."""
    return f"The record does not hold, so nothing is saved until that is settled. What is there can be read. {problem}"


def _seal(database: Database, settings: Settings, record: Opened) -> int:
    with database.write() as tx:
        heads.refuse_if_behind(tx, heads.ours(heads.kept(settings.data_dir), [record.signer.key]))
        count = seal(tx)
        made = sign(tx, record.signer, record.number)
        if made is not None:
            witness.call(tx)
            note = made.note
    if made is not None:
        heads.keep(settings.data_dir, note)
    return count


def _waits(reader: Reader) -> bool:
    last, living = newest(reader), current(reader)
    covered = select(AuditSeal.event_id).where(AuditSeal.number == (last.size if last else 0)).scalar_subquery()
    new = reader.scalar(select(AuditEvent.id).where(AuditEvent.id > covered).limit(1)) if last else None
    if last is None:
        return reader.scalar(select(AuditEvent.id).limit(1)) is not None
    return new is not None or living is None or last.incarnation != living.number
