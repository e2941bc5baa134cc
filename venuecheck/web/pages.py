"""From a template and its words to an answer."""

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, PrefixLoader, StrictUndefined
from litestar import MediaType, Request, Response
from litestar.response import Redirect

from venuecheck.runtime.clock import london
from venuecheck.web.visits import Visitor, cookie

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"

Asking = Request[Visitor, str, Any]
"""A request as our routes see it: `request.user` is the visitor, `request.user.staff` the person signed in."""


@cache
def environment() -> Environment:
    """The templates: ours, and GOV.UK Frontend's under its own name. Everything is escaped.

    Each is compiled once in a process, and its file is not looked at again.
    """
    loader = ChoiceLoader(
        [
            FileSystemLoader(TEMPLATES),
            PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        ]
    )
    env = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True, auto_reload=False)
    env.filters["day"] = lambda moment: f"{london(moment):%A} {london(moment).day} {london(moment):%B %Y}"
    env.filters["date"] = lambda moment: f"{london(moment).day} {london(moment):%B %Y}"
    env.filters["time"] = _time
    env.filters["moment"] = lambda moment: f"{london(moment).day} {london(moment):%B %Y, %H:%M}"
    return env


def _time(moment: datetime) -> str:
    # "00:00" reads as the morning of that day; where a day ends, people say midnight.
    local = london(moment)
    return f"{local:%H:%M}" if local.hour or local.minute else "midnight"


def strict_environment() -> Environment:
    """The same templates, refusing any name that they were not given: for tests and letters."""
    return environment().overlay(undefined=StrictUndefined)


def page(request: Asking, template: str, status: int = 200, **words: Any) -> Response[str]:
    """The answer that shows a template. A form with errors is shown with status 422."""
    form = words.get("form")
    if form is not None and form.problems and status == 200:
        status = 422
    state = request.app.state
    text = state.templates.get_template(template).render(
        visitor=request.user,
        staff=request.user.staff,
        csrf=request.user.csrf,
        settings=state.settings,
        path=request.url.path,
        navigation=state.navigation(request.user.staff, request.url.path),
        **words,
    )
    return Response(text, media_type=MediaType.HTML, status_code=status)


def see(path: str) -> Redirect:
    """After a form was taken: go and see this page (303, so that reloading sends nothing twice)."""
    return Redirect(path, status_code=303)


def see_anew(request: Asking, path: str, token: str) -> Redirect:
    """Go and see this page on a new visit."""
    return anew(request, see(path), token)


def anew(request: Asking, answer: Redirect, token: str) -> Redirect:
    """Begin a new visit with an answer: its token takes the old one's place in the browser."""
    state = request.app.state
    answer.set_header("set-cookie", cookie(state.settings, token, state.secret))
    return answer
