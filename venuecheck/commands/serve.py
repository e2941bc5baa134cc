"""`venuecheck serve`: the whole product in one process."""

import logging
import socket

import uvicorn
from litestar import Litestar

from venuecheck import demo
from venuecheck.app import create_app
from venuecheck.audit.keys import KeyTrouble
from venuecheck.audit.tasks import begin
from venuecheck.commands.errors import CommandError
from venuecheck.commands.installation import open_installation
from venuecheck.runtime.database import Database
from venuecheck.runtime.settings import Settings

GRACE = 10
"""Seconds that pages in hand get when the product is told to stop."""


class _Server(uvicorn.Server):
    """Says that it is ready at the moment when it answers."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and sockets:
            host, port = sockets[0].getsockname()[:2]
            print(f"venuecheck ready on http://{_in_url(host)}:{port}", flush=True)  # noqa: T201


def serve(settings: Settings) -> int:
    """Serve until told to stop; returns the exit code. With `settings.demo`, an empty installation gets the demo council.

    Raises CommandError when the port is taken, the installation cannot be opened, or it is a demo served for real or the
    other way round.
    """
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    listener = _listen(settings)
    with listener:
        if settings.demo:
            demo.discard_unfinished(settings)
        database = open_installation(settings)
        if settings.demo:
            demo.prepare(database, settings)
        _keep_apart(settings, database)
        _begin(settings, database)
        server = _Server(
            uvicorn.Config(
                _app(settings, database),
                # Addresses hold private links, so no log may hold addresses.
                access_log=False,
                log_level="warning",
                server_header=False,
                # Nobody but the operator's own front may say who is asking, and nothing here depends on it.
                proxy_headers=False,
                timeout_graceful_shutdown=GRACE,
            )
        )
        server.run(sockets=[listener])
    return 0 if server.started else 1


def _app(settings: Settings, database: Database) -> Litestar:
    try:
        return create_app(settings, database)
    except OSError as problem:  # the installation's secret cannot be made, or others could read it
        raise CommandError(str(problem)) from problem


def _keep_apart(settings: Settings, database: Database) -> None:
    """Nobody is let into a real installation by one click, and nobody's real application comes among the fictional ones."""
    with database.read() as reader:
        is_demo = demo.is_demo(reader)
    if is_demo and not settings.demo:
        raise CommandError(
            f"{settings.data_dir} holds the fictional demo council, which is served with DEMO=1 only. "
            "For an installation of your own, give another folder with DATA_DIR=…"
        )
    if settings.demo and not is_demo:
        raise CommandError(
            f"{settings.data_dir} holds a real installation. The demo would let anybody in: start with DEMO=0, "
            "or give another folder with DATA_DIR=…"
        )


def _begin(settings: Settings, database: Database) -> None:
    try:
        begin(database, settings)
    except KeyTrouble as problem:
        raise CommandError(str(problem)) from problem


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
        listener.listen()
    except OSError as problem:
        listener.close()
        raise CommandError(
            f"Port {settings.port} on {settings.host} cannot be used ({problem.strerror}). "
            "Stop what uses it, or choose another with PORT=…"
        ) from problem
    return listener


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host
