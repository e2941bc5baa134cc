"""What every test may ask for: an installation of its own in a fresh folder, and one cast of people."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings as examples
from litestar import Litestar

from tests.cases.builders import House, a_house
from venuecheck import parts
from venuecheck.app import create_app, state_over
from venuecheck.demo.build import build
from venuecheck.runtime import schema
from venuecheck.runtime.database import Base, Database, Transaction
from venuecheck.runtime.settings import Settings

# `make test` draws the same examples at every run, so that red means a change and never chance;
# `make faults` draws fresh ones.
examples.register_profile("settled", derandomize=True, database=None, deadline=None)
examples.register_profile("fresh", print_blob=True, deadline=None)
examples.load_profile("settled")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of a fresh installation."""
    return Settings(data_dir=tmp_path, demo=False, base_url="http://testserver.local")


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with every table and trigger and no row, to be copied: making the tables takes a tenth of a second."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("blank"))
    parts.routes(settings)  # imports every part, so that every table is known
    store = Database(settings.database)
    Base.metadata.create_all(store.engine)
    store.close()
    return settings.data_dir / "venuecheck.sqlite3"


@pytest.fixture
def database(settings: Settings, blank: Path) -> Iterator[Database]:
    """A fresh SQLite database with every table and trigger."""
    shutil.copy(blank, settings.data_dir / blank.name)
    store = Database(settings.database)
    yield store
    store.close()


@pytest.fixture
def tx(database: Database) -> Iterator[Transaction]:
    """An open write transaction that commits at the end of the test."""
    with database.write() as transaction:
        yield transaction


@pytest.fixture(scope="session")
def demo_council(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a demo council, to be copied and never changed: made once in a run, for all its workers, in ten seconds."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder, done = shared / "demo-council", shared / "demo-council.made"
    with (shared / "demo-council.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            folder.mkdir()
            settings = Settings(data_dir=folder, demo=True, base_url="http://testserver.local")
            parts.guarded()
            store = Database(settings.database)
            schema.upgrade(store)
            build(store, settings)
            store.close()
            done.touch()
    return folder


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Litestar:
    """The product, put together once, because that takes a quarter of a second."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("built"))
    return create_app(settings, Database("sqlite://"), working=False)


@pytest.fixture
def app(built: Litestar, settings: Settings, database: Database) -> Litestar:
    """The product over a fresh installation, without its worker."""
    built.state = state_over(settings, database)
    return built


@pytest.fixture(scope="session")
def furnished(blank: Path, tmp_path_factory: pytest.TempPathFactory) -> House:
    """A house to be copied: its hall, its list and its people take a twentieth of a second to make."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("house"))
    shutil.copy(blank, settings.data_dir)
    store = Database(settings.database)
    made = a_house(store, settings)
    store.close()
    return made


@pytest.fixture
def house(furnished: House, database: Database, settings: Settings, app: Litestar) -> House:
    """An installation with a hall, an entry on the watchlist and one person for each role."""
    shutil.copy(furnished.settings.data_dir / "venuecheck.sqlite3", settings.data_dir)
    return replace(furnished, database=database, settings=settings, app=app)
