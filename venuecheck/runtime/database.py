"""The database: one writer at a time, readers that never wait, and column types that refuse what a database would lose.

A use case is given an open `Transaction` and never commits; the route or the task opens it with `Database.write()` and
answers only after the commit, so nothing is acknowledged before it is safe.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import DateTime, Dialect, Engine, MetaData, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.types import TypeDecorator

from venuecheck.runtime.errors import StoppedError

Transaction = Session
"""An open transaction. `Reader` is the same thing opened for reading alone."""
Reader = Session
PATIENCE = 30.0
"""How many seconds a writer waits for the one before it."""

_NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """What every table of the product derives from."""

    metadata = MetaData(naming_convention=_NAMES)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC. Refuses a time without a zone, which SQLite would silently take for anything."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """UTC, as the database keeps it. Raises ValueError for a time without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment, in UTC."""
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


class Keyed:
    """A table with a small key for inside and a UUID for addresses and records outside."""

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid4, unique=True)


class Database:
    """The engine, and the only two ways to open a session."""

    def __init__(self, url: str) -> None:
        # What people typed does not go into error messages, and so not into logs.
        self.engine: Engine = create_engine(url, hide_parameters=True)
        if self.engine.dialect.name == "sqlite":
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)
        self._reading = self.engine.execution_options(read_only=True)
        self.stopped = ""
        """Why nothing is written any more, in a sentence fit to show; empty while all is well."""

    @contextmanager
    def write(self, patience: float = PATIENCE) -> Iterator[Transaction]:
        """A transaction that commits when the block ends and leaves nothing behind when it raises.

        Waits for the writer before it for `patience` seconds at most, then raises sqlalchemy.exc.OperationalError. Raises
        StoppedError where writing was stopped.
        """
        if self.stopped:
            raise StoppedError(self.stopped)
        engine = self.engine if patience == PATIENCE else self.engine.execution_options(patience=patience)
        with Session(engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """A session for showing things. It sees one consistent state, waits for no writer, and cannot write."""
        with Session(self._reading, autoflush=False) as session:
            yield session

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()


def _prepare_sqlite(connection: DBAPIConnection, _record: Any) -> None:
    # Autocommit mode hands BEGIN to us: the default is a deferred one, which lets two bookings race (see the tests).
    assert isinstance(connection, sqlite3.Connection)
    connection.isolation_level = None
    # FULL, since NORMAL loses acknowledged commits when the power goes; secure_delete, since erased must mean erased.
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", "busy_timeout=30000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Any) -> None:
    options = connection.get_execution_options()
    reading = options.get("read_only")
    connection.exec_driver_sql(f"PRAGMA query_only={'ON' if reading else 'OFF'}")
    connection.exec_driver_sql(f"PRAGMA busy_timeout={int(options.get('patience', PATIENCE) * 1000)}")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
