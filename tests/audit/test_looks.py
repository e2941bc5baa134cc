"""Who looked: recorded once an hour, before there is anything to see."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from venuecheck.audit import looks
from venuecheck.audit.events import Event
from venuecheck.audit.log import Actor, record
from venuecheck.audit.looks import LOOKS, LookNotRecordedError, look
from venuecheck.audit.models import AuditEvent
from venuecheck.runtime.clock import now
from venuecheck.runtime.database import Database, Transaction

ANA, BEN = Actor("user:ana"), Actor("user:ben")


@pytest.fixture
def locked(database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[Transaction]:
    """Somebody else is writing, for longer than a look waits."""
    monkeypatch.setattr(looks, "PATIENCE", 0.05)
    with database.write() as tx:
        tx.execute(select(1))  # from here on it holds the lock
        yield tx


def events(database: Database) -> int:
    with database.read() as reader:
        return reader.scalar(select(func.count(AuditEvent.id))) or 0


def test_looking_again_within_the_hour_adds_nothing(database: Database) -> None:
    for _ in range(3):
        look(database, Event.CASE_SEEN, "application:1", ANA)
    assert events(database) == 1


def test_somebody_else_something_else_or_another_kind_of_look_is_a_look_of_its_own(database: Database) -> None:
    look(database, Event.CASE_SEEN, "application:1", ANA)
    look(database, Event.CASE_SEEN, "application:1", BEN)
    look(database, Event.CASE_SEEN, "application:2", ANA)
    look(database, Event.HISTORY_SEEN, "application:1", ANA)
    assert events(database) == 4


def test_after_an_hour_it_is_recorded_again(database: Database) -> None:
    with database.write() as tx:
        record(tx, Event.CASE_SEEN, "application:1", ANA, at=now() - timedelta(minutes=61))
    look(database, Event.CASE_SEEN, "application:1", ANA)
    assert events(database) == 2


def test_what_cannot_be_recorded_is_not_shown(database: Database, locked: Transaction) -> None:
    with pytest.raises(LookNotRecordedError):
        look(database, Event.CASE_SEEN, "application:1", ANA)


def test_a_look_that_was_recorded_needs_no_writer(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    look(database, Event.CASE_SEEN, "application:1", ANA)
    monkeypatch.setattr(looks, "PATIENCE", 0.05)
    with database.write() as tx:
        tx.execute(select(1))
        look(database, Event.CASE_SEEN, "application:1", ANA)


def test_every_look_says_so_in_its_name() -> None:
    assert {one.value.rpartition(":")[2] for one in LOOKS} == {"look", "download"}
