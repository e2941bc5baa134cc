"""Outside witnesses: where checkpoints are kept out of reach of the database's administrator.

Two work out of the box: a folder elsewhere (another mount, a share), to which only ever new files are added, and a daily mail
to named people. Both are given checkpoints by the outbox, which tries again. A folder on the same device as the data, and
mails that are kept as files, are no witnesses from outside, and the product says so.
"""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from venuecheck.audit import heads
from venuecheck.audit.checkpoint import Inconsistent, newest
from venuecheck.audit.models import AuditCheckpoint, AuditIncarnation, AuditSeal, AuditWitness
from venuecheck.audit.verifier import Checkpoint, Outside, Unreadable, read_checkpoints, read_folder, read_keys
from venuecheck.runtime import mail, outbox
from venuecheck.runtime.clock import now
from venuecheck.runtime.database import Database, Reader, Transaction
from venuecheck.runtime.errors import Refusal
from venuecheck.runtime.settings import Settings

FOLDER, POST = "folder", "e-mail"
TO_FOLDER, BY_POST = "audit.witness_folder", "audit.witness_mail"
TEMPLATE = "checkpoint v1"
PAUSE = timedelta(seconds=20)
"""A checkpoint goes to the folder after so long, with those that were made meanwhile."""
DAILY = timedelta(days=1)
LONGEST_ALONE = timedelta(days=7)
"""For so long decisions are made though no outside witness could be reached."""


class Alone(Refusal):
    """No decision is made while no witness from outside can be reached for longer than was agreed."""

    status = 503
    title = "No decision can be made at the moment"


def folder_of(settings: Settings) -> Path:
    """Where the folder of checkpoints lies."""
    return settings.witness_dir or settings.data_dir / "witness"


def is_elsewhere(folder: Path, data_dir: Path) -> bool:
    """Whether a folder lies on another device than the data."""
    there = next(path for path in (folder, *folder.parents) if path.exists())
    return there.stat().st_dev != data_dir.stat().st_dev


def appoint(tx: Transaction, settings: Settings) -> None:
    """Make the settings' witnesses those of the record, and begin to call them. A place that changed begins anew."""
    wanted = {FOLDER: (str(folder_of(settings)), is_elsewhere(folder_of(settings), settings.data_dir))}
    if settings.witness_email:
        wanted[POST] = (", ".join(settings.witness_email), bool(settings.smtp_url))
    for one in tx.scalars(select(AuditWitness)):
        if wanted.get(one.name, ("", False))[0] != one.place:
            tx.delete(one)
    tx.flush()
    for name, (place, outside) in wanted.items():
        known = tx.get(AuditWitness, name)
        if known is None:
            tx.add(AuditWitness(name=name, place=place, outside=outside, appointed=now()))
        else:
            known.outside = outside
    outbox.queue_once(tx, TO_FOLDER)
    if POST in wanted:
        told = tx.get_one(AuditWitness, POST).reached  # a start does not send today's mail again
        outbox.queue_once(tx, BY_POST, min(told, now()) + DAILY if told else None)


def call(tx: Transaction) -> None:
    """Have the folder given the newest checkpoint soon, where one is appointed."""
    if tx.get(AuditWitness, FOLDER) is not None:
        outbox.queue_once(tx, TO_FOLDER, now() + PAUSE)


def witnesses(reader: Reader) -> list[AuditWitness]:
    """Every witness of the record."""
    return list(reader.scalars(select(AuditWitness).order_by(AuditWitness.name)))


def alone_since(reader: Reader) -> datetime | None:
    """Since when checkpoints wait that no witness from outside was given; None while one has them all, or none is appointed."""
    outside = [one for one in witnesses(reader) if one.outside]
    if not outside:
        return None
    best = max(outside, key=lambda one: (one.incarnation, one.size))
    later = (AuditCheckpoint.incarnation > best.incarnation) | (
        (AuditCheckpoint.incarnation == best.incarnation) & (AuditCheckpoint.size > best.size)
    )
    return reader.scalar(select(AuditCheckpoint.at).where(later).order_by(AuditCheckpoint.id).limit(1))


def refuse_if_alone(reader: Reader) -> None:
    """Raise Alone when no witness from outside could be reached for a week."""
    since = alone_since(reader)
    if since is not None and now() - since > LONGEST_ALONE:
        raise Alone(
            f"The record's witnesses outside this system have not been reached since {since.day} {since:%B %Y}, and after "
            f"{LONGEST_ALONE.days} days without one no decision is made. Applications, answers and all other work are taken as "
            "always. Ask whoever runs the system to look at “Is it well?”."
        )


def seen(settings: Settings, most: int = 50) -> list[Checkpoint]:
    """The newest checkpoints in the folder, as far as it can be reached."""
    try:
        newest_last = sorted(folder_of(settings).rglob("*.txt"))[-most:]
        return [one for path in newest_last for one in _read(path)]
    except OSError:
        return []


def _read(path: Path) -> list[Checkpoint]:
    try:
        return read_checkpoints(path.read_text("utf-8", "replace"))
    except Unreadable:  # the check of the whole record says so
        return []


def folder_holds(reader: Reader, settings: Settings) -> Outside:
    """All that the folder holds of this record, to check it by, and the newest head that was kept beside the database."""
    keys = [read_keys(one.key)[0] for one in reader.scalars(select(AuditIncarnation))]
    try:
        held = read_folder(folder_of(settings))
    except OSError:
        held = Outside()
    found, head = heads.ours(held.checkpoints, keys), heads.ours(heads.kept(settings.data_dir), keys)
    if is_elsewhere(folder_of(settings), settings.data_dir):
        return replace(held, checkpoints=found, nearby=head)
    return replace(held, checkpoints=[], nearby=[*found, *head])


# --- the folder ------------------------------------------------------------------------------------------------------------


def folder_task(settings: Settings) -> outbox.Task:
    """The task `TO_FOLDER`: write the newest checkpoint, and the hashes of the events since the one before it."""

    def publish(database: Database, payload: dict[str, Any]) -> None:
        with database.read() as reader:
            newest_row, known = newest(reader), reader.get(AuditWitness, FOLDER)
            if newest_row is None or known is None or _given(known, newest_row):
                return
            first = known.size if known.incarnation == newest_row.incarnation else 0
            leaves = "".join(_leaves(reader, first, newest_row.size))
        try:
            add(folder_of(settings), newest_row, leaves)
        except OSError as problem:
            _note_trouble(database, FOLDER, problem.strerror or "it cannot be written")
            raise
        with database.write() as tx:
            _reached(tx, FOLDER, newest_row)
            outbox.finish(tx, payload["outbox_id"])

    return publish


def add(folder: Path, row: AuditCheckpoint, leaves: str) -> None:
    """Add a checkpoint to a folder, and never change one that is there.

    Raises OSError when it cannot be written, and Inconsistent when the folder holds another checkpoint of this size.
    """
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{row.incarnation:03d}-{row.size:012d}"
    if leaves:
        _write_once(folder / f"{name}.leaves", leaves)
    if not _write_once(folder / f"{name}.txt", row.note):
        there = (folder / f"{name}.txt").read_text("utf-8", "replace")
        if there != row.note:
            raise Inconsistent(f"The witness folder holds another checkpoint of {row.size:,} events.")


def _write_once(path: Path, text: str) -> bool:
    """Write a new file, whole; False where one of this name is there."""
    if path.exists():
        return False
    part = path.with_name(f".{path.name}.part")
    with part.open("w", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.chmod(0o444)
    part.replace(path)
    return True


def _leaves(reader: Reader, after: int, up_to: int) -> Iterator[str]:
    found = select(AuditSeal.number, AuditSeal.hash).where(AuditSeal.number > after, AuditSeal.number <= up_to)
    for number, leaf in reader.execute(found.order_by(AuditSeal.number)):
        yield f"{number} {leaf}\n"


# --- the mail --------------------------------------------------------------------------------------------------------------


def mail_task(settings: Settings) -> outbox.Task:
    """The task `BY_POST`: once a day, the newest checkpoint to the named people."""

    def send(database: Database, payload: dict[str, Any]) -> None:
        with database.write() as tx:
            row = newest(tx)
            if row is not None and tx.get(AuditWitness, POST) is not None:
                for to in settings.witness_email:
                    mail.post(tx, to, *letter(row, settings), about=f"checkpoint:{row.id}", template=TEMPLATE)
            outbox.finish(tx, payload["outbox_id"])
            tx.flush()
            if settings.witness_email:
                outbox.queue_once(tx, BY_POST, now() + DAILY)

    return send


def letter(row: AuditCheckpoint, settings: Settings) -> tuple[str, str]:
    """The subject and the words of the daily mail."""
    return (
        f"Checkpoint of the record of {settings.council}: {row.size:,} events",
        "Please keep this message. You need not read or answer it.\n\n"
        f"It holds the signed head of the record of venue hire at {settings.council}, as it stood on "
        f"{row.at.day} {row.at:%B %Y, %H:%M} UTC. With it anybody can show later that nothing before that moment was changed, "
        "removed or put in, not even by those who run the system. That works because you keep it where they cannot reach: "
        "please do not leave it in a mailbox that they manage.\n\n"
        f"{row.note}\n"
        "To check the record against all that you kept: ask for an export, and follow the drill in docs/audit.md.\n",
    )


def note_sent(tx: Transaction, sent: mail.Mail) -> None:
    """That a letter was handed over: where it held a checkpoint, the witnesses by mail have been reached."""
    kind, _, key = sent.about.partition(":")
    if kind == "checkpoint" and (row := tx.get(AuditCheckpoint, int(key))) is not None:
        _reached(tx, POST, row)


# --- what is known of each -------------------------------------------------------------------------------------------------


def _given(known: AuditWitness, row: AuditCheckpoint) -> bool:
    return (known.incarnation, known.size) == (row.incarnation, row.size)


def _reached(tx: Transaction, name: str, row: AuditCheckpoint) -> None:
    known = tx.get(AuditWitness, name)
    if known is not None:
        known.reached, known.trouble = now(), ""
        known.incarnation, known.size = row.incarnation, row.size


def _note_trouble(database: Database, name: str, what: str) -> None:
    with database.write() as tx:
        known = tx.get(AuditWitness, name)
        if known is not None:
            known.trouble = what
