"""Running `venuecheck` as somebody at a terminal does, over an installation of its own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from venuecheck.cli import main

Run = Callable[..., Result]


@pytest.fixture
def venuecheck(tmp_path: Path) -> Run:
    """`venuecheck("watchlist", "import", file)`: exit code, output and standard error of the command."""

    def run(*words: object, **env: str) -> Result:
        environment = {"DATA_DIR": str(tmp_path / "installation"), "DEMO": "0"} | env
        return CliRunner().invoke(main, [str(word) for word in words], env=environment)

    return run
