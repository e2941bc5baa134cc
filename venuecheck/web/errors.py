"""Errors as pages: what went wrong, whether anything was saved, and what to do next. Never a stack trace."""

import logging
from typing import Any
from urllib.parse import quote

from litestar import Response
from litestar.exceptions import HTTPException
from litestar.types import ExceptionHandlersMap
from sqlalchemy.exc import OperationalError

from venuecheck.runtime.errors import Refusal
from venuecheck.web import again
from venuecheck.web.access import SettleFirstError, SignInNeededError
from venuecheck.web.pages import Asking, page, see
from venuecheck.web.visits import OldPageError, Visitor, new_token, recognise

log = logging.getLogger(__name__)

TITLES = {
    400: "We could not read what was sent",
    403: "You cannot use this page",
    404: "Page not found",
    405: "Page not found",
    409: "This has changed meanwhile",
    413: "What you sent is too big",
    422: "There is a problem",
    429: "Wait a little",
    500: "Sorry, something went wrong on our side",
    503: "We are very busy just now",
}
SENTENCES = {
    404: "There is nothing at this address. If you typed it, check that it is right.",
    405: "There is nothing at this address. If you typed it, check that it is right.",
    413: (
        "The text or file is larger than we can take, so nothing of it was saved. Use your browser's back button, make it "
        "shorter and send it again. What you saved before is still there."
    ),
    503: "What you sent was not saved. Use your browser's back button and send it again in a minute.",
    500: "Nothing that you sent was half saved. Try again in a few minutes. If it goes on, ring the bookings office.",
}
DISK_FULL = (
    "The server's disk is full, so nothing of what you sent was saved. We have been told. Please ring the bookings office, "
    "or use your browser's back button and send it again later."
)


def handlers() -> ExceptionHandlersMap:
    """The handlers for every kind of error, for the application to use."""
    return {
        SignInNeededError: _sign_in,
        SettleFirstError: _settle,
        OldPageError: _old_page,
        Refusal: _refusal,
        HTTPException: _http,
        OperationalError: _busy,
        Exception: _unexpected,
    }


def _show(request: Asking, status: int, sentence: str, title: str = "") -> Response[Any]:
    if "user" not in request.scope:
        request.scope["user"] = _whoever(request)
    title = title or TITLES.get(status, TITLES[400])
    return page(request, "layout/error.html", status, title=title, sentence=sentence)


def _whoever(request: Asking) -> Visitor:
    # No route was found, or finding out who asks is what failed. A page that is not there starts no visit.
    try:
        visitor = recognise(request)
    except Exception:
        visitor = Visitor(new_token(), due=False, secret=request.app.state.secret)
    visitor.due = False
    return visitor


def _sign_in(request: Asking, _problem: SignInNeededError) -> Response[Any]:
    if request.method in {"GET", "HEAD"}:
        return see(f"/sign-in?after={quote(request.url.path, safe='/')}")
    return again.pass_on(request, again.SIGN_IN) or see("/sign-in?unsaved=1")


def _old_page(request: Asking, problem: OldPageError) -> Response[Any]:
    return again.pass_on(request, again.SEND_AGAIN) or _http(request, problem)


def _settle(_request: Asking, _problem: SettleFirstError) -> Response[Any]:
    return see("/account/password")


def _refusal(request: Asking, problem: Refusal) -> Response[Any]:
    return _show(request, problem.status, problem.sentence, problem.title)


def _http(request: Asking, problem: HTTPException) -> Response[Any]:
    status = problem.status_code
    if status >= 500:
        return _unexpected(request, problem)
    return _show(request, status, SENTENCES.get(status) or problem.detail)


def _busy(request: Asking, problem: OperationalError) -> Response[Any]:
    said = str(problem.orig)
    if "is full" in said:
        log.error("the disk is full: nothing can be written")
        return _show(request, 503, DISK_FULL, "Nothing can be saved at the moment")
    if "database is locked" not in said:
        return _unexpected(request, problem)
    return _show(request, 503, SENTENCES[503])


def _unexpected(request: Asking, problem: Exception) -> Response[Any]:
    # The path may hold a private link: only the route's own name goes into the log.
    route = request.scope.get("path_template", "unknown route")
    log.error("unexpected error at %s %s", request.method, route, exc_info=problem)
    return _show(request, 500, SENTENCES[500])
