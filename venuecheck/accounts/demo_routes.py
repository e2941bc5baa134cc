"""Signing in by one click, for the demonstration alone: `parts.routes` leaves these out where `settings.demo` is not set."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post

from venuecheck.accounts import pages, service
from venuecheck.runtime.database import Database
from venuecheck.runtime.errors import MissingError
from venuecheck.web import access
from venuecheck.web.pages import Asking, page, see_anew
from venuecheck.web.posted import Posted
from venuecheck.web.visits import digest, new_token


@get("/demo", opt=access.anyone(), sync_to_thread=True)
def get_demo(request: Asking, db: Database) -> Response[Any]:
    """Who one can be in the demonstration."""
    with db.read() as reader:
        people = [line for line in pages.staff_list(reader) if line.open]
    return page(request, "accounts/demo.html", people=people)


@post("/demo/sign-in", opt=access.anyone(), sync_to_thread=True)
def post_demo_sign_in(request: Asking, posted: Posted, db: Database) -> Response[Any]:
    """Be somebody."""
    token = new_token()
    try:
        uuid = UUID(posted.get("user"))
    except ValueError:
        raise MissingError("There is no such member of staff.") from None
    with db.write() as tx:
        service.sign_in_at_one_click(tx, uuid, digest(token), request.user.digest)
    return see_anew(request, "/staff", token)


DEMO_ROUTES = [get_demo, post_demo_sign_in]
