"""One demo council for all tests that only read it; a test that changes it asks for a copy."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from venuecheck import parts
from venuecheck.demo.stage import Stage
from venuecheck.runtime.database import Database
from venuecheck.runtime.settings import Settings


@contextmanager
def staged(council: Path, folder: Path) -> Iterator[Stage]:
    """A copy of the demo council in a folder of its own."""
    shutil.copytree(council, folder, dirs_exist_ok=True)
    parts.guarded()
    settings = Settings(data_dir=folder, demo=True)
    database = Database(settings.database)
    yield Stage(database, settings)
    database.close()


@pytest.fixture(scope="session")
def council(demo_council: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The demo council as it stands after it was made."""
    with staged(demo_council, tmp_path_factory.mktemp("council")) as stage:
        yield stage


@pytest.fixture
def copy(demo_council: Path, tmp_path: Path) -> Iterator[Stage]:
    """The demo council in a folder of its own, to be changed."""
    with staged(demo_council, tmp_path) as stage:
        yield stage
