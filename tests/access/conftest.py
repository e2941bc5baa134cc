"""One council for all tests of who may do what."""

import shutil
from pathlib import Path

import pytest

from tests.access.council import Council


@pytest.fixture(scope="session")
def council(demo_council: Path, tmp_path_factory: pytest.TempPathFactory) -> Council:
    """The demo council with somebody of each role. Call `restore()` after changing anything."""
    return Council(Path(shutil.copytree(demo_council, tmp_path_factory.mktemp("council") / "data")))
