"""A browser without JavaScript, for tests that ask the real application: it keeps its cookie and sends the form's token."""

from typing import Any
from uuid import UUID

from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient

from venuecheck.accounts.service import sign_in_at_one_click
from venuecheck.web.visits import Visitor, cookie_name, digest, new_token, signed, unsigned


class Browser:
    """One visit to the product. Redirects are not followed, so that a test sees them."""

    def __init__(self, app: Litestar) -> None:
        self.app = app
        self.client: TestClient[Litestar] = TestClient(app, base_url="http://testserver.local")
        self.name = cookie_name(app.state.settings)
        self.be_on(new_token())

    def be_on(self, token: str) -> None:
        """Go on with this token in the cookie."""
        self.client.cookies.clear()
        self.client.cookies.set(self.name, signed(token, self.app.state.secret), domain="testserver.local")

    def sign_in_as(self, user: UUID) -> "Browser":
        """Be this member of staff, without a password."""
        token = new_token()
        with self.app.state.database.write() as tx:
            sign_in_at_one_click(tx, user, digest(token))
        self.be_on(token)
        return self

    @property
    def token(self) -> str:
        """The token of the visit, as the cookie has it now."""
        known = unsigned(self.client.cookies.get(self.name) or "", self.app.state.secret)
        assert known is not None
        return known[0]

    @property
    def csrf(self) -> str:
        """What this visit's forms send along."""
        return Visitor(self.token, due=False, secret=self.app.state.secret).csrf

    def get(self, path: str, **more: Any) -> Response:
        """Ask for a page."""
        return self.client.get(path, follow_redirects=False, **more)

    def post(self, path: str, fields: dict[str, Any] | None = None, **more: Any) -> Response:
        """Send a form, with its token."""
        return self.client.post(path, data={"csrf": self.csrf, **(fields or {})}, follow_redirects=False, **more)
