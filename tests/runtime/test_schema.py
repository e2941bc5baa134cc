"""The migrations make exactly the tables that the models describe, triggers and all."""

import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from venuecheck import parts
from venuecheck.audit.models import APPEND_ONLY
from venuecheck.bookings.models import NO_OVERLAP
from venuecheck.runtime import schema
from venuecheck.runtime.database import Base, Database
from venuecheck.runtime.settings import ROOT

TRIGGERS = {**APPEND_ONLY, **NO_OVERLAP}


@pytest.fixture(scope="module", autouse=True)
def _every_table_is_known() -> None:
    parts.guarded()


@pytest.fixture
def empty(tmp_path: Path) -> Database:
    return Database(f"sqlite:///{tmp_path / 'new.sqlite3'}")


def described(database: Database) -> dict[str, list[str]]:
    """Every table, index and trigger by name, as the lines of its statement in no order that matters."""
    with database.engine.connect() as connection:
        rows = connection.execute(text("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")).all()
    found = {}
    for kind, name, sql in rows:
        words = re.sub(r"\s+", " ", sql).strip()
        body = re.split(r", (?![^(]*\))", words.partition("(")[2].rpartition(")")[0]) if kind == "table" else [words]
        found[f"{kind} {name}"] = sorted(part.strip() for part in body)
    return {name: body for name, body in found.items() if schema.VERSION_TABLE not in name}


def test_the_migrated_database_is_what_the_models_describe(empty: Database, database: Database) -> None:
    schema.upgrade(empty)
    migrated, modelled = described(empty), described(database)
    assert migrated.keys() == modelled.keys(), "run: .venv/bin/python -m tools.first_migration"
    for name, body in modelled.items():
        assert migrated[name] == body, f"{name} differs; run: .venv/bin/python -m tools.first_migration"


def test_an_upgraded_database_lacks_nothing_and_a_second_upgrade_changes_nothing(empty: Database) -> None:
    schema.upgrade(empty)
    before = described(empty)
    schema.upgrade(empty)
    assert schema.check(empty, TRIGGERS) == []
    assert described(empty) == before


def test_a_new_database_lacks_everything(empty: Database) -> None:
    missing = schema.check(empty, TRIGGERS)
    assert len(missing) == 1 + len(Base.metadata.tables) + len(TRIGGERS)


@pytest.mark.parametrize("name", TRIGGERS)
def test_a_trigger_that_is_gone_is_noticed(empty: Database, name: str) -> None:
    schema.upgrade(empty)
    with empty.engine.begin() as connection:
        connection.execute(text(f"DROP TRIGGER {name}"))
    assert schema.check(empty, TRIGGERS) == [f"The trigger {name} is missing."]


def test_a_table_that_is_gone_is_noticed(empty: Database) -> None:
    schema.upgrade(empty)
    with empty.engine.begin() as connection:
        connection.execute(text("DROP TABLE failed_sign_ins"))
    assert schema.check(empty) == ["The table failed_sign_ins is missing."]


def test_a_database_of_a_newer_version_is_left_alone(empty: Database) -> None:
    schema.upgrade(empty)
    with empty.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999_later'"))
    with pytest.raises(schema.SchemaError, match="does not know"):
        schema.upgrade(empty)
    assert schema.check(empty, TRIGGERS) == [f"The database is not of version {schema.head()}."]


def test_tables_without_a_version_are_left_alone(database: Database) -> None:
    with pytest.raises(schema.SchemaError, match="does not say of which version"):
        schema.upgrade(database)


def test_an_upgrade_that_fails_leaves_nothing_behind(empty: Database) -> None:
    with empty.engine.begin() as connection:
        connection.execute(text("CREATE TABLE other (x)"))
        connection.execute(text("CREATE INDEX ix_outbox_state ON other (x)"))
    with pytest.raises(Exception, match="ix_outbox_state"):
        schema.upgrade(empty)
    assert set(described(empty)) == {"table other", "index ix_outbox_state"}


def test_two_processes_at_once_make_it_once(tmp_path: Path) -> None:
    code = (
        "from venuecheck import parts; from venuecheck.runtime import schema; from venuecheck.runtime.database import Database;"
        f"parts.guarded(); schema.upgrade(Database('sqlite:///{tmp_path / 'new.sqlite3'}'))"
    )
    racing = [subprocess.Popen([sys.executable, "-c", code], cwd=ROOT) for _ in range(2)]
    assert [process.wait(60) for process in racing] == [0, 0]
    with sqlite3.connect(tmp_path / "new.sqlite3") as connection:
        assert connection.execute("SELECT count(*) FROM alembic_version").fetchone() == (1,)
