"""Journeys start the product as a person would, and hear why when it does not start."""

import sys
from pathlib import Path

import pytest

from tools import product

SERVER = """\
import os, signal, sys, time
from pathlib import Path
home = Path(os.environ["DATA_DIR"])
signal.signal(signal.SIGTERM, lambda *_: ((home / "stopped").touch(), sys.exit(0)))
print("setting up")
print("venuecheck ready on http://127.0.0.1:" + os.environ["PORT"] + " DEMO=" + os.environ["DEMO"], flush=True)
time.sleep(60)
"""
BROKEN = """print("The disk is full")"""


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    command = tmp_path / "venuecheck"
    monkeypatch.setattr(product, "COMMAND", command)
    return command


def install(command: Path, script: str) -> None:
    program = command.with_suffix(".py")
    program.write_text(script, encoding="utf-8")
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{program}"\n', encoding="utf-8")
    command.chmod(0o755)


def test_the_address_is_read_from_the_ready_line_and_the_product_stopped_after(tmp_path: Path, command: Path) -> None:
    install(command, SERVER)
    with product.running(tmp_path / "data", demo=False) as address:
        assert address.startswith("http://127.0.0.1:")
        assert address.endswith("DEMO=0")
    assert (tmp_path / "data" / "stopped").exists()


def test_a_product_that_does_not_start_is_heard(tmp_path: Path, command: Path) -> None:
    install(command, BROKEN)
    with pytest.raises(RuntimeError, match="The disk is full"), product.running(tmp_path / "data"):
        pass
