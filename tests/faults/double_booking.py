"""A race for the same spaces: many processes, one SQLite file, one act. What is raced is a parameter."""

import multiprocessing
import random
import sqlite3
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from datetime import time as wall_time

from sqlalchemy import event, select, text
from sqlalchemy.orm import aliased

from venuecheck.audit.log import HIRER
from venuecheck.bookings import service
from venuecheck.bookings.application import ApplicationForm
from venuecheck.bookings.models import NO_OVERLAP, Occupation
from venuecheck.runtime.clock import today
from venuecheck.runtime.database import Database, Transaction, _begin_sqlite
from venuecheck.runtime.errors import Refusal

PROCESSES = 16
DAYS = 400

Act = Callable[[Transaction, ApplicationForm], object]
"""What is raced: it takes an application in an open write transaction, or refuses it."""


def place(tx: Transaction, form: ApplicationForm) -> object:
    """The use case of bookings alone."""
    return service.place(tx, form, by=HIRER)


@dataclass(frozen=True)
class Tally:
    """How a race went. `busy` counts attempts that waited for the database longer than its time-out (30 s) and wrote
    nothing; `other` what ended in any other way, by the kind of error.
    """

    taken: int
    refused: int
    busy: int
    other: dict[str, int]
    seconds: float

    def __str__(self) -> str:
        tried = self.taken + self.refused + self.busy + sum(self.other.values())
        ends = f"{self.taken} taken, {self.refused} refused, {self.busy} timed out, other {self.other}"
        return f"{tried} attempts: {ends}, {self.seconds:.1f} s"


def race(url: str, spaces: list[str], attempts: int, act: Act = place, guarded: bool = True) -> Tally:
    """Let 16 processes make so many attempts together at the spaces (their keys).

    All go through the calendar side by side, a few attempts on each day, so that they always fight over the same hours:
    set-up, clear-down and lengths at random overlap in part. With `guarded=False` the processes begin their transactions
    as Python's sqlite3 does by default (deferred, at the first write), which is the control.
    """
    fork = multiprocessing.get_context("fork")
    results: multiprocessing.Queue[Counter[str]] = fork.Queue()
    gate = fork.Barrier(PROCESSES)
    each = attempts // PROCESSES
    racers = [
        fork.Process(target=_run, args=(url, spaces, each, act, guarded, seed, gate, results))
        for seed in range(PROCESSES)
    ]
    began = time.monotonic()
    for racer in racers:
        racer.start()
    counts: Counter[str] = sum((results.get(timeout=600) for _ in racers), Counter())
    for racer in racers:
        racer.join()
    taken, refused, busy = (counts.pop(end, 0) for end in ("taken", "refused", "busy"))
    return Tally(taken, refused, busy, dict(counts), time.monotonic() - began)


def _run(
    url: str, spaces: list[str], attempts: int, act: Act, guarded: bool, seed: int, gate: object, results: object
) -> None:
    database = Database(url)
    if not guarded:
        _begin_as_the_driver_does(database)
    draw, first, counts = random.Random(seed), today() + timedelta(days=1), Counter[str]()
    gate.wait()  # type: ignore[attr-defined]
    for count in range(attempts):
        form = _attempt(draw, spaces, first + timedelta(days=count * DAYS // attempts))
        try:
            with database.write() as tx:
                act(tx, form)
            counts["taken"] += 1
        except Refusal:
            counts["refused"] += 1
        except Exception as problem:
            counts["busy" if "database is locked" in str(problem) else type(problem).__name__] += 1
    database.close()
    results.put(counts)  # type: ignore[attr-defined]


def _attempt(draw: random.Random, spaces: list[str], day: date) -> ApplicationForm:
    start = draw.randrange(9 * 4, 20 * 4)
    end = start + draw.randrange(2, 10)
    return ApplicationForm(
        space=draw.choice(spaces),
        day=day,
        start=wall_time(start // 4, start % 4 * 15),
        end=wall_time(end // 4, end % 4 * 15),
        set_up_minutes=draw.choice((0, 0, 7, 30)),
        clear_down_minutes=draw.choice((0, 0, 7, 30)),
        hirer_name="Ann Bee",
        hirer_email="ann@example.com",
    )


def _begin_as_the_driver_does(database: Database) -> None:
    """Undo what `Database` does about transactions: the driver's own deferred BEGIN, sent before the first write."""

    event.remove(database.engine, "begin", _begin_sqlite)

    @event.listens_for(database.engine, "connect")
    def _(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = "DEFERRED"


def drop_guard(database: Database) -> None:
    """Take the triggers away, for the control."""
    with database.write() as tx:
        for name in NO_OVERLAP:
            tx.execute(text(f"DROP TRIGGER {name}"))


def double_booked(database: Database) -> list[tuple[int, int]]:
    """Every two occupations of one space that overlap, by their ids."""
    one, other = aliased(Occupation), aliased(Occupation)
    with database.read() as reader:
        query = (
            select(one.id, other.id)
            .join(other, (one.space_id == other.space_id) & (one.id < other.id))
            .where(one.start < other.end, other.start < one.end)
        )
        return [(first, second) for first, second in reader.execute(query)]
