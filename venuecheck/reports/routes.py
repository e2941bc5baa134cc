"""The addresses that a monitor asks, and the same for an administrator to read."""

from typing import Any

from litestar import MediaType, Response, get, post

from venuecheck.accounts.roles import Role
from venuecheck.audit.log import Actor
from venuecheck.cases.afterwards import figures
from venuecheck.cases.workflow import READERS
from venuecheck.reports import service
from venuecheck.reports.health import signs
from venuecheck.runtime.database import Database
from venuecheck.runtime.outbox import given_up
from venuecheck.web.access import anyone, only, person
from venuecheck.web.pages import Asking, page, see
from venuecheck.web.posted import Posted


@get("/health/live", opt=anyone(), sync_to_thread=False)
def live() -> Response[dict[str, bool]]:
    """Whether the process answers at all."""
    return Response({"live": True}, media_type=MediaType.JSON)


@get("/health/ready", opt=anyone(), sync_to_thread=True)
def ready(request: Asking, db: Database) -> Response[dict[str, Any]]:
    """Whether everything that the product needs is well: 200, or 503 naming what is not."""
    with db.read() as reader:
        found = signs(reader, request.app.state.settings, db.stopped)
    well = all(sign.well for sign in found)
    content = {"ready": well, "checks": {sign.name: sign.well for sign in found}}
    return Response(content, media_type=MediaType.JSON, status_code=200 if well else 503)


@get("/admin/health", opt=only(Role.ADMINISTRATOR, Role.AUDITOR), sync_to_thread=True)
def health(request: Asking, db: Database) -> Response[Any]:
    """The same in words, with what was given up."""
    may_retry = Role.ADMINISTRATOR in person(request).roles
    with db.read() as reader:
        found, failed = signs(reader, request.app.state.settings, db.stopped), given_up(reader)
    return page(request, "reports/health.html", signs=found, failed=failed, may_retry=may_retry)


@post("/admin/health/retry", opt=only(Role.ADMINISTRATOR), sync_to_thread=True)
def retry(request: Asking, posted: Posted, db: Database) -> Response[Any]:
    """Have all work tried again that was given up. Sent twice it does no more."""
    with db.write() as tx:
        service.try_again(tx, Actor.user(person(request).uuid))
    return see("/admin/health")


@get("/reports/after-events", opt=only(*READERS), sync_to_thread=True)
def after_events(request: Asking, db: Database) -> Response[Any]:
    """What happened at events that are over, in numbers that name nobody."""
    with db.read() as reader:
        return page(request, "reports/after_events.html", figures=figures(reader))


ROUTES = [after_events, live, ready, health, retry]
