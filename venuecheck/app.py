"""The whole product in one process: where its parts are put together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from anyio import to_thread
from litestar import Litestar, Request, Router
from litestar.datastructures import State
from litestar.di import Provide

from venuecheck import parts
from venuecheck.accounts.service import signed_in_with
from venuecheck.audit.sealer import Sealer
from venuecheck.cases import rounds
from venuecheck.runtime.database import Database
from venuecheck.runtime.outbox import Worker
from venuecheck.runtime.secret import installation_secret
from venuecheck.runtime.settings import ROOT, Settings
from venuecheck.web import access, errors, headers
from venuecheck.web.heads import Product
from venuecheck.web.pages import environment
from venuecheck.web.posted import read_posted, read_typed
from venuecheck.web.static import static_files
from venuecheck.web.visits import SignedIn, VisitMiddleware


def create_app(settings: Settings, database: Database | None = None, working: bool = True) -> Litestar:
    """The product over its database, which must be up to date (see `runtime.schema`).

    `working=False` leaves the background worker and the sealer out, for tests that run the work themselves.
    """
    store = database or Database(settings.database)

    @asynccontextmanager
    async def lifespan(_app: Litestar) -> AsyncIterator[None]:
        if not working:
            yield
            return
        worker, sealer = Worker(store, parts.tasks(settings)), Sealer(store, settings)
        if not store.stopped:
            await to_thread.run_sync(rounds.begin, store)
        await to_thread.run_sync(worker.start)
        sealer.start()
        try:
            yield
        finally:
            await to_thread.run_sync(worker.stop)
            await to_thread.run_sync(sealer.stop)
            store.close()

    return Product(
        route_handlers=[
            # One by one, Litestar 2.25 prepares the first handler of a path anew for each further one, and breaks it.
            Router(path="/", route_handlers=parts.routes(settings)),
            static_files(ROOT / "static"),
        ],
        dependencies={
            "db": Provide(_database, sync_to_thread=False),
            "posted": Provide(read_posted),
            "typed": Provide(read_typed),
        },
        guards=[access.guard],
        middleware=[VisitMiddleware],
        exception_handlers=errors.handlers(),
        before_send=[headers.before_send],
        lifespan=[lifespan],
        openapi_config=None,
        logging_config=None,
        request_max_body_size=2_000_000,
        state=state_over(settings, store),
    )


def state_over(settings: Settings, store: Database) -> State:
    """What every request finds in the application: its settings, its database, and what is bound to them."""

    def lookup(digest: str) -> SignedIn | None:
        with store.read() as reader:
            return signed_in_with(reader, digest)

    return State(
        {
            "settings": settings,
            "database": store,
            "secret": installation_secret(settings.data_dir),
            "lookup": lookup,
            "templates": environment(),
            "navigation": parts.navigation,
            **parts.bindings(settings),
        }
    )


def _database(request: Request[Any, Any, Any]) -> Database:
    found: Database = request.app.state.database
    return found
