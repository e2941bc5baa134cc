"""Visits: the signed cookie that tells one browser from another, and the check that a form came from our own page.

The token is issued here and signed, so that a made-up one is worth nothing; it is made anew at sign-in and sign-out. Who is
signed in is not in the cookie: `web` asks whoever it was given (`Lookup`), by the token's digest.

The cookie also says when it was issued, and is issued again while somebody works. So an hour without work ends a signed-in
visit, an old copy of a cookie is worth nothing, and reading a page writes nothing to the database.
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol
from urllib.parse import urlsplit
from uuid import UUID

from anyio import to_thread
from litestar import Request
from litestar.connection import ASGIConnection
from litestar.exceptions import PermissionDeniedException
from litestar.middleware import AbstractAuthenticationMiddleware, AuthenticationResult

from venuecheck.runtime.clock import now
from venuecheck.runtime.settings import Settings

IDLE = timedelta(hours=1)
"""A signed-in visit ends after so long without a page being asked for."""
RENEW = timedelta(minutes=1)
"""How old the cookie of a signed-in visit gets before it is issued again."""


class SignedIn(Protocol):
    """A member of staff, by shape."""

    @property
    def id(self) -> int:
        """The key inside the database."""

    @property
    def uuid(self) -> UUID:
        """The key outside it."""

    @property
    def name(self) -> str:
        """The name that colleagues see."""

    @property
    def roles(self) -> frozenset[str]:
        """Every role the person holds."""

    @property
    def unsettled(self) -> bool:
        """Whether the person must choose a password before anything else."""


Lookup = Callable[[str], SignedIn | None]
"""From the digest of a token to the person signed in with it."""


@dataclass
class Visitor:
    """Who is asking: a browser, and the member of staff signed in on it, if any. `due`: its cookie is to be issued."""

    token: str
    due: bool
    staff: SignedIn | None = None
    secret: bytes = field(default=b"", repr=False)

    @property
    def digest(self) -> str:
        """What the database keeps in the token's place."""
        return digest(self.token)

    @property
    def csrf(self) -> str:
        """The value that our forms send along."""
        return hmac.new(self.secret, b"form " + self.token.encode(), hashlib.sha256).hexdigest()


def digest(token: str) -> str:
    """SHA-256 of a token, in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_token() -> str:
    """A token that nobody can guess: 256 bits."""
    return secrets.token_urlsafe(32)


def signed(token: str, secret: bytes) -> str:
    """The cookie's value for a token, issued now."""
    value = f"{token}.{int(now().timestamp())}"
    return f"{value}.{_signature(value, secret)}"


def unsigned(value: str, secret: bytes) -> tuple[str, datetime] | None:
    """The token of a cookie's value and when it was issued, or None when we did not issue it."""
    said, _, signature = value.rpartition(".")
    if not hmac.compare_digest(_signature(said, secret).encode(), signature.encode("utf-8", "replace")):
        return None
    token, _, seconds = said.partition(".")
    return token, datetime.fromtimestamp(int(seconds), UTC)


def _signature(value: str, secret: bytes) -> str:
    return hmac.new(secret, b"visit " + value.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def cookie_name(settings: Settings) -> str:
    """The cookie's name; over TLS with the prefix that binds it to this host."""
    return "__Host-visit" if settings.secure else "visit"


def cookie(settings: Settings, token: str, secret: bytes) -> str:
    """The Set-Cookie header for a token. It ends with the browser's session."""
    secure = "; Secure" if settings.secure else ""
    return f"{cookie_name(settings)}={signed(token, secret)}; Path=/; HttpOnly; SameSite=Lax{secure}"


def recognise(connection: ASGIConnection[Any, Any, Any, Any]) -> Visitor:
    """Whoever is asking, by their cookie; a new visitor when there is none or it is not ours."""
    state = connection.app.state
    known = unsigned(connection.cookies.get(cookie_name(state.settings), ""), state.secret)
    if known is None:
        return Visitor(new_token(), due=True, secret=state.secret)
    token, issued = known
    staff = state.lookup(digest(token))
    age = now() - issued
    if staff is not None and age > IDLE:
        # Never the same token with a new time: that would bring the ended visit back.
        return Visitor(new_token(), due=True, secret=state.secret)
    return Visitor(token, due=staff is not None and age > RENEW, staff=staff, secret=state.secret)


class VisitMiddleware(AbstractAuthenticationMiddleware):
    """Puts a `Visitor` on every request."""

    async def authenticate_request(self, connection: ASGIConnection[Any, Any, Any, Any]) -> AuthenticationResult:
        """Read the cookie, or make a new visitor whose cookie goes out with the answer."""
        visitor = await to_thread.run_sync(recognise, connection)
        return AuthenticationResult(user=visitor, auth=visitor.token)


class OldPageError(PermissionDeniedException):
    """The form came from a page that was opened on another visit: before signing in or out, or before the cookie went."""


def check_sender(request: Request[Visitor, str, Any], given: str) -> None:
    """Refuse a form that did not come from a page that we gave this visitor.

    Raises PermissionDeniedException when the browser says that another site sent it, OldPageError when the form's token
    is not this visit's.
    """
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"} or not _from_here(request):
        raise PermissionDeniedException(OLD_PAGE)
    if not hmac.compare_digest(request.user.csrf.encode(), given.encode("utf-8", "replace")):
        raise OldPageError(OLD_PAGE)


def surely_from_here(request: Request[Visitor, str, Any]) -> bool:
    """Whether the browser itself vouches that a page of ours sent this; no other site can make it say so."""
    return request.headers.get("sec-fetch-site") == "same-origin"


OLD_PAGE = (
    "This page was open for too long, or the form came from somewhere else, so nothing was saved. Go back, load the page "
    "again and send it once more."
)


def _from_here(request: Request[Visitor, str, Any]) -> bool:
    # Our own pages ask browsers to send no referrer, which makes the origin of their forms "null".
    origin = request.headers.get("origin", "")
    try:
        return origin in {"", "null"} or urlsplit(origin).netloc == urlsplit(str(request.base_url)).netloc
    except ValueError:
        return False
