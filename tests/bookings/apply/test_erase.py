"""A draft that nobody touches is erased after 30 days."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from venuecheck.bookings import drafts
from venuecheck.bookings.models import Draft
from venuecheck.runtime import outbox
from venuecheck.runtime.clock import now
from venuecheck.runtime.database import Database

TASKS = {drafts.ERASE: drafts.erase_task}


@pytest.fixture
def draft(database: Database) -> Draft:
    with database.write() as tx:
        return drafts.start(tx, "v")


def count(database: Database) -> int | None:
    with database.read() as reader:
        return reader.scalar(select(func.count()).select_from(Draft))


def later(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    moment = now() + timedelta(days=days, minutes=1)
    for module in (drafts, outbox):
        monkeypatch.setattr(module, "now", lambda: moment)


def test_it_is_erased_thirty_days_after_it_was_touched(
    database: Database, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    later(monkeypatch, 30)
    assert outbox.drain(database, TASKS) == 1
    assert count(database) == 0


def test_it_stays_until_then(database: Database, draft: Draft, monkeypatch: pytest.MonkeyPatch) -> None:
    later(monkeypatch, 29)
    assert outbox.drain(database, TASKS) == 0
    assert count(database) == 1


def test_one_that_was_touched_meanwhile_stays_thirty_days_from_then(
    database: Database, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.write() as tx:
        tx.get_one(Draft, draft.id).changed = now() + timedelta(days=10)
    later(monkeypatch, 30)
    assert outbox.drain(database, TASKS) == 1
    assert count(database) == 1
    later(monkeypatch, 40)
    assert outbox.drain(database, TASKS) == 1
    assert count(database) == 0


def test_erasing_twice_does_no_harm(database: Database, draft: Draft, monkeypatch: pytest.MonkeyPatch) -> None:
    later(monkeypatch, 31)
    with database.write() as tx:
        drafts.erase_if_old(tx, draft.uuid)
        drafts.erase_if_old(tx, draft.uuid)
    assert count(database) == 0
