"""The transactional outbox: work that follows an act is written down in the act's own transaction, then done.

Dramatiq carries only the row's id. A row goes ready → queued (with a lease) → done, or back to ready until its attempts are
spent (three days), then failed; a person sees what failed, and may have it tried again. An effect and its "done" are one
commit, so doing a row twice does no harm.
"""

import logging
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import dramatiq
from dramatiq.brokers.stub import StubBroker
from sqlalchemy import JSON, case, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from venuecheck.runtime.clock import now
from venuecheck.runtime.database import Base, Database, Moment, Transaction

log = logging.getLogger(__name__)

READY, QUEUED, DONE, FAILED = "ready", "queued", "done", "failed"
QUICK, SLOW = 300, 3600
"""The longest pause between two attempts in seconds: while it may be a hiccup, and once it is an outage."""
QUICK_ATTEMPTS, MOST_ATTEMPTS = 20, 92
"""An hour of quick attempts, then one each hour: three days in all, so that no server's weekend loses a letter."""
LEASE = timedelta(minutes=2)

Task = Callable[[Database, dict[str, Any]], None]
"""What a task is: it opens its own transactions; `finish` in the payload's transaction is the worker's concern."""


class OutboxRow(Base):
    """One piece of work to be done after the commit that wrote it. `due` is when it is next tried; of one that failed, when
    it was given up.
    """

    __tablename__ = "outbox"

    id: Mapped[int] = mapped_column(primary_key=True)
    task: Mapped[str]
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(default=READY, index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    created: Mapped[datetime] = mapped_column(Moment)
    due: Mapped[datetime] = mapped_column(Moment)
    lease_until: Mapped[datetime | None] = mapped_column(Moment)
    error: Mapped[str | None]


def queue(tx: Transaction, task: str, due: datetime | None = None, **payload: Any) -> None:
    """Write down that a task is to be done once this transaction has committed (not before `due`).

    The payload holds ids, never personal data.
    """
    tx.add(OutboxRow(task=task, payload=payload, created=now(), due=due or now()))


def queue_once(tx: Transaction, task: str, due: datetime | None = None) -> None:
    """Write down that a task without payload is to be done, unless it waits already. One that waits for longer is brought
    forward.
    """
    waiting = tx.scalars(select(OutboxRow).where(OutboxRow.task == task, OutboxRow.state == READY)).first()
    if waiting is None:
        queue(tx, task, due)
    else:
        waiting.due = min(waiting.due, due or now())


class Worker:
    """Sends ready rows to Dramatiq and does them in this process, until stopped."""

    def __init__(self, database: Database, tasks: dict[str, Task], threads: int = 2) -> None:
        self.database = database
        self.tasks = tasks
        self.broker = StubBroker(middleware=[])
        self.broker.emit_after("process_boot")
        self._do = dramatiq.actor(broker=self.broker, actor_name="outbox", queue_name="outbox")(self._perform)
        self._worker = dramatiq.Worker(self.broker, worker_threads=threads, worker_timeout=100)
        self._stopping = threading.Event()
        self._relay = threading.Thread(target=self._relay_forever, name="outbox-relay", daemon=True)

    def start(self) -> None:
        """Begin. Rows that an earlier process left queued are taken up again: only one process works here."""
        if not self.database.stopped:
            with self.database.write() as tx:
                tx.execute(update(OutboxRow).where(OutboxRow.state == QUEUED).values(state=READY, lease_until=None))
        self._worker.start()
        self._relay.start()

    def stop(self) -> None:
        """Finish what is in hand (10 s at most) and stop; what is left stays in the table."""
        self._stopping.set()
        self._relay.join(timeout=10)
        self._worker.stop(timeout=10_000)

    def _relay_forever(self) -> None:
        while not self._stopping.is_set():
            try:
                sent = self._relay_once()
            except Exception:
                log.exception("the outbox relay could not read its table; it tries again")
                sent = 0
            if not sent:
                self._stopping.wait(0.2)

    def _relay_once(self) -> int:
        ids = lease(self.database)
        for row_id in ids:
            self._do.send(row_id)
        return len(ids)

    def _perform(self, row_id: int) -> None:
        perform(self.database, self.tasks, row_id)


def lease(database: Database, most: int = 50) -> list[int]:
    """Take up to `most` rows that are due, expired leases among them, and return their ids."""
    moment = now()
    due = (OutboxRow.state == READY) & (OutboxRow.due <= moment)
    expired = (OutboxRow.state == QUEUED) & (OutboxRow.lease_until < moment)
    if database.stopped:
        return []
    with database.read() as reader:
        if reader.scalar(select(OutboxRow.id).where(due | expired).limit(1)) is None:
            return []
    with database.write() as tx:
        ids = list(tx.scalars(select(OutboxRow.id).where(due | expired).order_by(OutboxRow.id).limit(most)))
        tx.execute(
            update(OutboxRow).where(OutboxRow.id.in_(ids)).values(state=QUEUED, lease_until=moment + LEASE),
            execution_options={"synchronize_session": False},
        )
    return ids


def perform(database: Database, tasks: dict[str, Task], row_id: int) -> None:
    """Do one leased row: claim it, run its task, mark it done. A failure is kept with the row and tried again later."""
    with database.write() as tx:
        row = tx.get(OutboxRow, row_id)
        if row is None or row.state != QUEUED:
            return
        row.attempts += 1
        row.lease_until = now() + LEASE
        task, payload, attempts = row.task, dict(row.payload), row.attempts
    try:
        tasks[task](database, payload | {"outbox_id": row_id})
    except Exception as problem:
        # Where and of what kind, but never the words of the error: a mail server's refusal names its reader.
        where = "".join(traceback.format_tb(problem.__traceback__))
        kind = type(problem).__name__
        log.error("outbox row %s (%s) failed, attempt %s: %s\n%s", row_id, task, attempts, kind, where)
        with database.write() as tx:
            row = tx.get_one(OutboxRow, row_id)
            spent = attempts >= MOST_ATTEMPTS
            row.state = FAILED if spent else READY
            row.due = now() if spent else now() + pause(attempts)
            row.lease_until = None
            row.error = kind
    else:
        with database.write() as tx:
            finish(tx, row_id)


def pause(attempts: int) -> timedelta:
    """How long to wait after so many attempts (1 or more) that failed."""
    return timedelta(seconds=min(2**attempts, QUICK) if attempts < QUICK_ATTEMPTS else SLOW)


def try_again(tx: Transaction) -> int:
    """Put all work that was given up back in line, with all its attempts; returns how many pieces."""
    failed = tx.scalars(select(OutboxRow).where(OutboxRow.state == FAILED)).all()
    for row in failed:
        row.state, row.attempts, row.due = READY, 0, now()
    return len(failed)


def finish(tx: Transaction, row_id: int) -> None:
    """Mark a row done, in the same transaction as its effect where the task has one."""
    tx.execute(update(OutboxRow).where(OutboxRow.id == row_id).values(state=DONE, lease_until=None, error=None))


def drain(database: Database, tasks: dict[str, Task]) -> int:
    """Do all that is due now, here, in this thread; returns how many rows. For commands and tests."""
    count = 0
    while ids := lease(database):
        for row_id in ids:
            perform(database, tasks, row_id)
            count += 1
    return count


def backlog(reader: Transaction) -> tuple[int, int, datetime | None]:
    """How many rows wait, how many failed, and since when the oldest waits. Work that is for later does not wait yet."""
    tried = OutboxRow.attempts > 0
    waiting = OutboxRow.state.in_((READY, QUEUED)) & (tried | (OutboxRow.due <= now()))
    since = func.min(case((tried, OutboxRow.created), else_=OutboxRow.due))
    count, oldest = reader.execute(select(func.count(), since).where(waiting)).one()
    failed = reader.scalar(select(func.count()).where(OutboxRow.state == FAILED)) or 0
    return count, failed, oldest


@dataclass(frozen=True)
class GivenUp:
    """Work that was given up: which task, how many pieces, and since when (the first of them)."""

    task: str
    pieces: int
    since: datetime


def given_up(reader: Transaction) -> list[GivenUp]:
    """What was given up, by the task's name."""
    query = (
        select(OutboxRow.task, func.count(), func.min(OutboxRow.due))
        .where(OutboxRow.state == FAILED)
        .group_by(OutboxRow.task)
        .order_by(OutboxRow.task)
    )
    return [GivenUp(task, pieces, since) for task, pieces, since in reader.execute(query)]
