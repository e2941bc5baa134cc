"""An old or another database is noticed before anything is written on top of it."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from tests.accounts.builders import a_user
from tests.browsing import Browser
from venuecheck import parts
from venuecheck.accounts.roles import Role
from venuecheck.app import create_app
from venuecheck.audit import heads, tasks, witness
from venuecheck.audit.incarnations import current, declare_restore
from venuecheck.audit.sealer import seal_now
from venuecheck.audit.verifier import read_folder
from venuecheck.runtime import outbox
from venuecheck.runtime.database import Database
from venuecheck.runtime.errors import StoppedError
from venuecheck.runtime.settings import Settings


def happen(database: Database, settings: Settings, *names: str) -> None:
    """People are added, each is signed, and what is due is done."""
    for name in names:
        with database.write() as tx:
            a_user(tx, name, Role.AUDITOR)
        seal_now(database, settings)
        tasks.begin(database, settings)
        outbox.drain(database, parts.tasks(settings))


@pytest.fixture
def settings(settings: Settings, tmp_path) -> Settings:
    return replace(settings, data_dir=tmp_path / "data", witness_dir=tmp_path / "elsewhere")


@pytest.fixture
def database(settings: Settings, blank) -> Database:
    settings.data_dir.mkdir()
    shutil.copy(blank, settings.data_dir / blank.name)
    return Database(settings.database)


@pytest.fixture
def rolled_back(database: Database, settings: Settings, tmp_path) -> Database:
    """An installation into which an old backup of the database was put."""
    happen(database, settings, "Ben", "Eve")
    file = settings.data_dir / "venuecheck.sqlite3"
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(tmp_path / "old")) as to:
        source.backup(to)
    happen(database, settings, "Ona", "Ida")
    database.close()
    shutil.copy(tmp_path / "old", file)
    return Database(settings.database)


def test_the_start_notices_and_nothing_is_written(rolled_back, settings):
    tasks.begin(rolled_back, settings)
    with pytest.raises(StoppedError, match="4 events were signed"), rolled_back.write():
        pass


def test_the_product_starts_all_the_same_and_says_so(rolled_back, settings):
    tasks.begin(rolled_back, settings)
    with Browser(create_app(settings, rolled_back)).client as client:
        assert client.get("/").status_code == 200
        ready = client.get("/health/ready")
        assert (ready.status_code, ready.json()["checks"]["writing"]) == (503, False)


def test_the_outside_folder_alone_tells_where_the_whole_data_folder_was_put_back(rolled_back, settings):
    (settings.data_dir / heads.FILE).unlink()
    tasks.begin(rolled_back, settings)
    assert "given to a witness" in rolled_back.stopped


def test_the_sealer_signs_nothing_on_top(rolled_back, settings):
    with rolled_back.write() as tx:
        a_user(tx, "Mal", Role.ADMINISTRATOR)
    with pytest.raises(StoppedError):
        seal_now(rolled_back, settings)
    assert [one.size for one in heads.kept(settings.data_dir)] == [4]


def test_acts_are_answered_with_a_page_that_says_so_and_reading_stays(rolled_back, settings):
    tasks.begin(rolled_back, settings)
    browser = Browser(create_app(settings, rolled_back, working=False))
    answer = browser.post("/sign-in", {"email": "ben@example.org", "password": "whatever it is"})
    assert (answer.status_code, "Nothing can be saved at the moment" in answer.text) == (503, True)
    assert "audit restored" in answer.text
    assert browser.get("/").status_code == 200
    assert browser.get("/health/ready").json()["checks"]["writing"] is False


def test_background_work_rests_while_nothing_is_written(rolled_back, settings):
    tasks.begin(rolled_back, settings)
    assert outbox.drain(rolled_back, parts.tasks(settings)) == 0


def test_a_restore_that_is_declared_goes_on_and_names_what_is_lost(rolled_back, settings):
    made = declare_restore(rolled_back, settings, witness.seen(settings))
    happen(rolled_back, settings, "Una")
    verdict = parts.check_record(rolled_back, settings)
    assert (made.number, made.kept, made.known) == (2, 2, 4)
    assert verdict.problems == ()
    assert any("2 events were taken over and 2 that were known are lost" in remark for remark in verdict.remarks)


def test_a_restore_that_owns_up_to_less_than_a_witness_knows_does_not_hold(rolled_back, settings):
    (settings.data_dir / heads.FILE).unlink()
    declare_restore(rolled_back, settings, [])
    seal_now(rolled_back, settings)
    assert len(read_folder(settings.witness_dir).checkpoints) >= 3
    verdict = parts.check_record(rolled_back, settings)
    assert not verdict.holds


def test_a_new_life_has_a_name_of_its_own(rolled_back, settings):
    before = current_key(rolled_back)
    declare_restore(rolled_back, settings, [])
    assert current_key(rolled_back) != before


def current_key(database: Database) -> str:
    with database.read() as reader:
        found = current(reader)
        assert found is not None
        return found.key


def test_a_lost_key_is_made_anew_by_a_declaration(database, settings):
    happen(database, settings, "Ben")
    (settings.data_dir / "record.key").unlink()
    declare_restore(database, settings, [])
    happen(database, settings, "Eve")
    assert parts.check_record(database, settings).problems == ()


def test_an_empty_database_in_an_old_folder_is_noticed(database, settings, blank):
    happen(database, settings, "Ben")
    database.close()
    shutil.copy(blank, settings.data_dir / blank.name)
    fresh = Database(settings.database)
    tasks.begin(fresh, settings)
    assert "which this record does not know" in fresh.stopped


def test_files_of_others_in_the_folder_stop_nothing(database, settings):
    happen(database, settings, "Ben")
    forged = "x/record/1\n99\n" + "A" * 43 + "=\n\n— x/record/1 " + "A" * 92 + "\n"
    (settings.witness_dir / "999-000000000099.txt").write_text(forged, "utf-8")
    (settings.witness_dir / "notes.txt").write_text("Keep out", "utf-8")
    tasks.begin(database, settings)
    assert database.stopped == ""


def test_the_check_by_itself_stops_writing_when_an_event_was_changed(database, settings):
    happen(database, settings, "Ben", "Eve")
    with database.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_event_no_update")
        connection.exec_driver_sql(
            "UPDATE audit_event SET line = replace(line, 'auditor', 'administrator') WHERE id = 1"
        )
    tasks.check_itself(database, settings, parts.check_record)
    assert "[edited] Event 1" in database.stopped
    assert tasks.last_check(settings.data_dir).problems


def test_a_row_that_was_changed_is_told_and_stops_nothing(database, settings):
    happen(database, settings, "Ben")
    with database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE user SET open = 0")
    tasks.check_itself(database, settings, parts.check_record)
    assert database.stopped == ""
    assert "changed beside the record" in tasks.last_check(settings.data_dir).problems[0]


def test_the_check_is_made_once_a_day(database, settings):
    happen(database, settings, "Ben")
    assert tasks.last_check(settings.data_dir).problems == []
    with database.read() as reader:
        waiting = reader.query(outbox.OutboxRow).filter_by(task=tasks.CHECK, state=outbox.READY).one()
    assert (waiting.due - waiting.created).total_seconds() > 80_000
