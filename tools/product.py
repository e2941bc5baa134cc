"""Starts the product as its users do, for journeys and screenshots."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMAND = Path(sys.executable).parent / "venuecheck"
READY = "venuecheck ready on "


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _ready_address(process: subprocess.Popen[bytes], log: Path, within: float) -> str:
    """Wait for the ready line in the log, and return the address in it."""
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        ended = process.poll() is not None
        said = log.read_text(encoding="utf-8")
        for line in said.splitlines(keepends=True):
            if line.startswith(READY) and line.endswith("\n"):
                return line.removeprefix(READY).strip()
        if ended:
            break
        time.sleep(0.05)
    raise RuntimeError(
        f"The product did not become ready within {within:.0f} s. It said:\n{log.read_text(encoding='utf-8')}"
    )


@contextmanager
def running(
    data_dir: Path,
    *,
    demo: bool = True,
    ready_within: float = 300,
    env: Mapping[str, str] | None = None,
    command: Sequence[str | Path] = (),
) -> Iterator[str]:
    """Serve an installation in `data_dir` for the length of a `with` block and give its address; by another `command` than
    `venuecheck` where one is given.

    What it says goes to `data_dir/server.log`, not to a pipe, which would fill up and hold it.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    settings = {"PORT": str(free_port()), "DATA_DIR": str(data_dir), "DEMO": str(int(demo)), "PYTHONUNBUFFERED": "1"}
    log = data_dir / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*(command or [COMMAND]), "serve"],
            cwd=ROOT,
            env={**os.environ, **settings, **(env or {})},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        yield _ready_address(process, log, ready_within)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
