"""Nothing typed is lost when a visit ends: the words travel inside the page that asks to sign in, back to the same browser.

They are stored nowhere. What is passed on is shown and sent again by a person; nothing is done with it before that.
"""

from dataclasses import dataclass
from urllib.parse import quote

from litestar.response import Redirect

from venuecheck.web.pages import Asking, anew
from venuecheck.web.posted import Posted
from venuecheck.web.visits import surely_from_here

SIGN_IN, SEND_AGAIN = "/sign-in/typed", "/send-again"
_PREFIX = "kept-"


@dataclass(frozen=True)
class Kept:
    """A field of a form as it was typed. `name` is the form's own name for it."""

    name: str
    value: str

    @property
    def field(self) -> str:
        """The name under which the page carries it."""
        return _PREFIX + self.name

    @property
    def words(self) -> bool:
        """Whether somebody wrote this, rather than chose it: only that is worth reading again."""
        return " " in self.value.strip()


def keep(typed: Posted) -> list[Kept]:
    """What a form held, as it was sent, less what belonged to the visit that ended."""
    return [Kept(name, value) for name, value in typed.fields.items() if name != "csrf"]


def kept(posted: Posted) -> list[Kept]:
    """What an earlier form held, from the page that carried it on."""
    named = (pair for pair in posted.fields.items() if pair[0].startswith(_PREFIX))
    return [Kept(name.removeprefix(_PREFIX), value) for name, value in named]


def pass_on(request: Asking, to: str) -> Redirect | None:
    """Send the browser on to `to`, its form with it (307). None where nobody may have it again, or anybody sent it."""
    handler = request.scope.get("route_handler")
    if handler is None or handler.opt.get("secret") or not surely_from_here(request):
        return None
    return _with_form(to, request.url.path)


def send_anew(request: Asking, after: str, token: str) -> Redirect:
    """On a new visit, send the browser on to the page that shows what was kept."""
    return anew(request, _with_form(SEND_AGAIN, after), token)


def _with_form(to: str, after: str) -> Redirect:
    return Redirect(f"{to}?after={quote(after, safe='/')}", status_code=307)
