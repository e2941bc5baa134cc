"""Who may use a route. Every route handler states it in its `opt`, and one guard holds it to that."""

from typing import Any

from litestar.connection import ASGIConnection
from litestar.exceptions import PermissionDeniedException
from litestar.handlers import BaseRouteHandler

from venuecheck.web.visits import SignedIn, Visitor

ANYONE = frozenset({"anyone"})
STAFF = frozenset({"staff"})
SECRET = {"secret": True}
"""Beside who may: what is typed there is a password, and never shown again (see `web.errors`)."""


class SignInNeededError(PermissionDeniedException):
    """The route is for staff and nobody is signed in."""

    status_code = 403


class SettleFirstError(PermissionDeniedException):
    """The person must choose a password before anything else."""

    status_code = 403


def anyone() -> dict[str, Any]:
    """For everybody, without an account: `@get("/", opt=anyone())`."""
    return {"may": ANYONE}


def staff() -> dict[str, Any]:
    """For everybody who is signed in."""
    return {"may": STAFF}


def unsettled() -> dict[str, Any]:
    """For everybody who is signed in, those who must still choose a password among them."""
    return {"may": STAFF, "unsettled": True}


def only(*roles: str) -> dict[str, Any]:
    """For people who hold at least one of these roles."""
    return {"may": frozenset(roles)}


def person(request: ASGIConnection[Any, Visitor, Any, Any]) -> SignedIn:
    """Who is signed in, on a route that only staff may use. Raises SignInNeededError on any other when nobody is."""
    if request.user.staff is None:
        raise SignInNeededError("Sign in to see this page.")
    return request.user.staff


def may(allowed: frozenset[str], roles: frozenset[str] | None) -> bool:
    """Whether somebody with these roles (None: nobody signed in) may use a route that allows these."""
    if allowed == ANYONE:
        return True
    return roles is not None and (allowed == STAFF or bool(allowed & roles))


def guard(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """Refuse whoever may not use the route, and everybody where a route forgot to say who may."""
    if connection.scope.get("method") == "OPTIONS":
        return
    allowed = handler.opt.get("may", frozenset())
    who = connection.user.staff
    if who is not None and who.unsettled and allowed != ANYONE and not handler.opt.get("unsettled"):
        raise SettleFirstError("Choose a password of your own first.")
    if may(allowed, who.roles if who else None):
        return
    if who is None:
        raise SignInNeededError("Sign in to see this page.")
    raise PermissionDeniedException("Your roles do not include this page.")
