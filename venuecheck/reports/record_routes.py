"""The page that says in plain words what the record proves, and what not."""

from typing import Any

from litestar import Response, get

from venuecheck.reports.record import standing
from venuecheck.runtime.database import Database
from venuecheck.web.access import staff
from venuecheck.web.pages import Asking, page


@get("/record", opt=staff(), sync_to_thread=True)
def record(request: Asking, db: Database) -> Response[Any]:
    """What is proved, by whom, since when, and what is not; with how the record stands now."""
    with db.read() as reader:
        return page(request, "reports/record.html", standing=standing(reader, request.app.state.settings))


ROUTES = [record]
