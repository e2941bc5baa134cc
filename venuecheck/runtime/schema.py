"""Bringing a database up to date (Alembic), and checking that all it needs is there."""

from collections.abc import Mapping

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, inspect, text

from venuecheck.runtime.database import Base, Database
from venuecheck.runtime.settings import ROOT

VERSION_TABLE = "alembic_version"


class SchemaError(RuntimeError):
    """The database cannot be brought up to date. The message is fit to show to whoever runs the installation."""


def upgrade(database: Database) -> None:
    """Bring the database up to date, in one transaction: all or nothing, and of two processes the second waits.

    Raises SchemaError for a database that a newer version of the product made, or that has tables but no version.
    """
    with database.engine.begin() as connection:
        inspector = inspect(connection)
        tables = set(inspector.get_table_names())
        if tables & set(Base.metadata.tables) and VERSION_TABLE not in tables:
            raise SchemaError(
                "The database has tables but does not say of which version. It was not made by a released version: "
                "move it away and start again."
            )
        try:
            command.upgrade(_config(connection), "head")
        except CommandError as problem:
            raise SchemaError(f"The database is of a version that this program does not know: {problem}") from problem


def check(database: Database, triggers: Mapping[str, str] | None = None) -> list[str]:
    """What the database lacks, in sentences: its version, tables, and (on SQLite) these triggers: name and statement.

    The triggers are what keeps the record append-only and double booking impossible, and are easily lost: Alembic's
    `batch_alter_table` drops a table's triggers without a word.
    """
    missing = []
    with database.engine.connect() as connection:
        tables = set(inspect(connection).get_table_names())
        if _version(connection, tables) != head():
            missing.append(f"The database is not of version {head()}.")
        missing += [f"The table {name} is missing." for name in sorted(set(Base.metadata.tables) - tables)]
        missing += broken_triggers(connection, triggers or {})
    return missing


def broken_triggers(connection: Connection, triggers: Mapping[str, str]) -> list[str]:
    """What is wrong with these triggers (name and statement), in sentences: one that is gone, or that says other things.

    How a statement is laid out does not matter. Only SQLite has them.
    """
    if connection.dialect.name != "sqlite":
        return []
    rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    there = {name: " ".join(sql.split()) for name, sql in rows}
    gone = [f"The trigger {name} is missing." for name in sorted(set(triggers) - set(there))]
    changed = [name for name in sorted(set(triggers) & set(there)) if there[name] != " ".join(triggers[name].split())]
    return gone + [f"The trigger {name} is not the one that belongs there." for name in changed]


def head() -> str:
    """The version that this program wants."""
    found = ScriptDirectory.from_config(_config()).get_current_head()
    assert found is not None
    return found


def _version(connection: Connection, tables: set[str]) -> str | None:
    if VERSION_TABLE not in tables:
        return None
    found = connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))  # noqa: S608
    return str(found) if found is not None else None


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
