"""One writer at a time, readers that never wait, and times that keep their zone."""

import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError

from venuecheck.runtime.database import Database
from venuecheck.runtime.outbox import OutboxRow, queue

NOON = datetime(2027, 6, 1, 12, tzinfo=UTC)


def rows(database: Database) -> list[OutboxRow]:
    with database.read() as reader:
        return list(reader.scalars(select(OutboxRow).order_by(OutboxRow.id)))


def test_what_raises_leaves_nothing_behind(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.write() as tx:  # noqa: PT012
        queue(tx, "a.task")
        raise ZeroDivisionError
    assert rows(database) == []


def test_a_reader_cannot_write(database: Database) -> None:
    with database.read() as reader, pytest.raises(OperationalError, match="readonly"):
        reader.execute(text("DELETE FROM outbox"))


def test_a_writer_after_a_reader_on_the_same_connection_can(database: Database) -> None:
    rows(database)
    with database.write() as tx:
        queue(tx, "a.task")
    assert len(rows(database)) == 1


def test_a_reader_waits_for_no_writer_and_sees_what_was_there(database: Database) -> None:
    with database.write() as tx:
        queue(tx, "a.task")
        tx.flush()
        assert rows(database) == []


def test_a_second_writer_waits_for_the_first(database: Database) -> None:
    order: list[str] = []

    def second() -> None:
        with database.write() as tx:
            queue(tx, "a.task")
            tx.flush()
            order.append("second")

    with database.write() as tx:
        queue(tx, "a.task")
        tx.flush()
        thread = threading.Thread(target=second)
        thread.start()
        thread.join(timeout=0.2)
        order.append("first")
    thread.join(timeout=120)
    assert order == ["first", "second"]


def test_a_moment_comes_back_in_utc(database: Database) -> None:
    tokyo = NOON.astimezone(timezone(timedelta(hours=9)))
    with database.write() as tx:
        queue(tx, "a.task", due=tokyo)
    assert rows(database)[0].due == NOON
    assert rows(database)[0].due.tzinfo is UTC


def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="needs a time zone"), database.write() as tx:
        queue(tx, "a.task", due=datetime(2027, 6, 1, 12))


def test_acknowledged_is_on_disk_and_keys_lead_somewhere(database: Database) -> None:
    with database.write() as tx:
        assert tx.scalar(text("PRAGMA synchronous")) == 2
        assert tx.scalar(text("PRAGMA journal_mode")) == "wal"
    with pytest.raises(IntegrityError, match="FOREIGN KEY"), database.write() as tx:
        tx.execute(text("INSERT INTO signed_in_visit VALUES ('x', 99, '2027-01-01', '2027-01-01')"))
