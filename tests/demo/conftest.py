"""One demo council for all tests that only read it; a test that changes it asks for a copy."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from venuecheck import parts
from venuecheck.demo.build import build
from venuecheck.demo.stage import Stage
from venuecheck.runtime import schema
from venuecheck.runtime.database import Database
from venuecheck.runtime.settings import Settings


@pytest.fixture(scope="session")
def council(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The demo council as it stands after it was made."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("council"), demo=True)
    parts.guarded()
    database = Database(settings.database)
    schema.upgrade(database)
    yield build(database, settings)
    database.close()


@pytest.fixture
def copy(council: Stage, tmp_path: Path) -> Iterator[Stage]:
    """The demo council in a folder of its own, to be changed."""
    name = "venuecheck.sqlite3"
    with sqlite3.connect(council.settings.data_dir / name) as source, sqlite3.connect(tmp_path / name) as target:
        source.backup(target)
    shutil.copytree(council.settings.data_dir / "mail", tmp_path / "mail")
    settings = Settings(data_dir=tmp_path, demo=True)
    database = Database(settings.database)
    yield Stage(database, settings)
    database.close()
