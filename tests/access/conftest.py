"""One council for all tests of who may do what."""

from pathlib import Path

import pytest

from tests.access.council import Council


@pytest.fixture(scope="session")
def council(tmp_path_factory: pytest.TempPathFactory, blank: Path) -> Council:
    """The demo council with somebody of each role. Call `restore()` after changing anything."""
    return Council(tmp_path_factory.mktemp("council"), blank)
