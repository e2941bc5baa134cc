"""A disk that fills: what was acknowledged stays, nothing is half written, and the record holds and goes on afterwards."""

from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from tests.accounts.builders import a_user
from tests.browsing import Browser
from venuecheck.accounts.models import User
from venuecheck.accounts.roles import Role
from venuecheck.app import create_app
from venuecheck.audit.events import Event
from venuecheck.audit.log import SYSTEM, record
from venuecheck.audit.sealer import seal_now
from venuecheck.audit.verify import verify
from venuecheck.runtime.database import Database
from venuecheck.runtime.settings import Settings


@pytest.fixture
def full(database: Database, settings: Settings) -> Database:
    """An installation whose database can grow no more: SQLite then says what it says on a full disk."""
    with database.write() as tx:
        a_user(tx, "Ben", Role.AUDITOR)
    database.close()

    @event.listens_for(database.engine, "connect")
    def _grow_no_more(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA max_page_count = 1")  # no fewer than there are

    with pytest.raises(OperationalError, match="full"):
        fill(database)
    return database


def fill(database: Database) -> None:
    for _ in range(500):
        happen(database)


def happen(database: Database) -> None:
    with database.write() as tx:
        record(tx, Event.NOTE_ADDED, "case:1", SYSTEM, personal={"note": "word " * 50})


def grow_again(database: Database) -> None:
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    database.close()
    event.listen(database.engine, "connect", lambda c, _: c.execute("PRAGMA max_page_count = 1000000"))


def test_acts_are_answered_with_a_page_that_says_so(full: Database, settings: Settings) -> None:
    browser = Browser(create_app(settings, full, working=False))
    answers = [browser.post("/apply") for _ in range(80)]
    refused = next(answer for answer in answers if answer.status_code != 303)
    assert (refused.status_code, "disk is full" in refused.text) == (503, True)
    assert browser.get("/").status_code == 200


def test_what_was_acknowledged_is_there_and_the_record_goes_on_once_there_is_room(
    full: Database, settings: Settings
) -> None:
    grow_again(full)
    happen(full)
    seal_now(full, settings)
    with full.read() as reader:
        assert verify(reader, (User,)).problems == ()


def test_a_checkpoint_that_finds_no_room_is_not_half_written(full: Database, settings: Settings) -> None:
    for _ in range(3):
        try:
            seal_now(full, settings)
        except OperationalError:
            break
    grow_again(full)
    seal_now(full, settings)
    with full.read() as reader:
        assert verify(reader, (User,)).problems == ()
