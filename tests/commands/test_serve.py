"""`venuecheck serve`, as a process of its own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tools.product import READY, free_port


class Product:
    """A running product."""

    def __init__(self, data_dir, port, **env):
        self.port = port
        self.log = data_dir / f"log-{time.monotonic_ns()}"
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "venuecheck", "serve"],
                env=os.environ | {"DATA_DIR": str(data_dir / "data"), "PORT": str(port), "DEMO": "0"} | env,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    @property
    def said(self):
        return self.log.read_text()

    def wait_until_ready(self):
        until = time.monotonic() + 300
        while READY not in self.said and self.process.poll() is None and time.monotonic() < until:
            time.sleep(0.05)
        assert READY in self.said, self.said
        return self

    def end(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        return self.process.wait(120)


@pytest.fixture
def serve(tmp_path):
    started = []

    def start(port=None, **env):
        started.append(Product(tmp_path, port or free_port(), **env))
        return started[-1]

    yield start
    for product in started:
        if product.process.poll() is None:
            product.process.kill()
            product.process.wait()


def test_without_demo_it_answers_once_it_says_so_logs_no_address_and_ends_cleanly(serve):
    product = serve().wait_until_ready()
    assert f"{READY}http://127.0.0.1:{product.port}\n" in product.said
    with urlopen(f"http://127.0.0.1:{product.port}/sign-in?after=/secret-link") as answer:
        assert answer.status == 200
        assert "server" not in {name.lower() for name in answer.headers}
    with pytest.raises(HTTPError, match="404"):
        urlopen(f"http://127.0.0.1:{product.port}/demo")
    assert product.end() == 0
    assert "secret-link" not in product.said


def test_told_to_stop_before_it_is_ready_it_ends_cleanly(serve, tmp_path):
    product, until = serve(DEMO="1"), time.monotonic() + 300
    while not (tmp_path / "data" / "demo-unfinished").exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert product.end() == 0
    assert READY not in product.said


def test_a_port_that_is_taken_is_said_so(serve):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        product = serve(taken.getsockname()[1])
        assert product.process.wait(120) == 1
    assert "cannot be used" in product.said
    assert "Traceback" not in product.said


def test_a_second_run_keeps_the_data_and_the_demo_is_made_once(serve, demo_council, tmp_path):
    shutil.copytree(demo_council, tmp_path / "data")
    first = serve(DEMO="1").wait_until_ready()
    assert first.end(signal.SIGINT) == 0
    made = (tmp_path / "data" / "secret").read_bytes()
    second = serve(DEMO="1").wait_until_ready()
    with urlopen(f"http://127.0.0.1:{second.port}/demo") as answer:
        assert answer.read().decode().count("Be Gwen Abara") == 1
    assert second.end() == 0
    assert (tmp_path / "data" / "secret").read_bytes() == made
    for_real = serve(DEMO="0")
    assert for_real.process.wait(120) == 1
    assert "holds the fictional demo council" in for_real.said
    assert "Traceback" not in for_real.said


def test_a_real_installation_is_never_served_as_a_demo(serve, venuecheck, tmp_path):
    name = ("--name", "Ada Real", "--email", "ada@council.example")
    made = venuecheck(
        *("accounts", "create-administrator", *name),
        DATA_DIR=str(tmp_path / "data"),
        ADMINISTRATOR_PASSWORD="seven green umbrellas",
    )
    assert made.exit_code == 0, made.output
    product = serve(DEMO="1")
    assert product.process.wait(120) == 1
    assert "holds a real installation" in product.said
    assert "Traceback" not in product.said
    assert serve(DEMO="0").wait_until_ready().end() == 0


def test_a_secret_that_others_can_read_stops_the_start_with_a_sentence(serve, tmp_path):
    secret = tmp_path / "data" / "secret"
    secret.parent.mkdir(parents=True)
    secret.write_bytes(bytes(32))
    secret.chmod(0o644)
    product = serve()
    assert product.process.wait(120) == 1
    assert "can be read by others: run chmod 600" in product.said
    assert "Traceback" not in product.said
