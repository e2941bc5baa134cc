"""Erasing personal data: what is past its time, and what somebody asked for. A person decides; it is never done by itself."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post

from venuecheck.accounts.roles import Role
from venuecheck.accounts.service import actor
from venuecheck.cases.erasing import Ground
from venuecheck.cases.retention import erase_past_time, erase_when_asked, past_time
from venuecheck.reports.erasure_forms import AskedForm, PastTimeForm
from venuecheck.runtime.database import Database
from venuecheck.runtime.errors import InvalidError, Refusal
from venuecheck.web.access import only, person
from venuecheck.web.pages import Asking, page, see
from venuecheck.web.posted import Posted

PAGE = "/admin/erasure"
THEIRS = only(Role.ADMINISTRATOR)


@get(PAGE, opt=THEIRS, sync_to_thread=True)
def get_erasure(request: Asking, db: Database) -> Response[Any]:
    """What is past its time, and the form to erase before it."""
    return _page(request, db)


@post(f"{PAGE}/past-time", opt=THEIRS, sync_to_thread=True)
def post_past_time(request: Asking, posted: Posted, db: Database) -> Response[Any]:
    """Erase what was chosen of what is past its time, each for itself. What was erased meanwhile is left."""
    settings = request.app.state.settings
    with db.read() as reader:
        form = PastTimeForm.over(past_time(reader, settings), posted)
    if not form.validate():
        return _page(request, db, past=form)
    for key in form.things.data:
        try:
            with db.write() as tx:
                erase_past_time(tx, UUID(key), settings, actor(person(request)))
        except Refusal as problem:
            name = dict(form.things.choices)[key].partition(",")[0]
            form.refuse(InvalidError(f"{name}: {problem.sentence}", "things"))
    return _page(request, db, past=form) if form.problems else see(PAGE)


@post(f"{PAGE}/asked", opt=THEIRS, sync_to_thread=True)
def post_asked(request: Asking, posted: Posted, db: Database) -> Response[Any]:
    """Erase one thing because somebody asked. Sent twice, the second is told that it was erased before."""
    form = AskedForm(posted)
    if form.validate():
        try:
            with db.write() as tx:
                ground, said = Ground(form.ground.data), form.details.data
                erase_when_asked(tx, form.number.data, ground, said, actor(person(request)))
            return see(PAGE)
        except Refusal as problem:
            field = problem.field if isinstance(problem, InvalidError) else "number"
            form.refuse(InvalidError(problem.sentence.rstrip("."), field))
    return _page(request, db, asked=form)


def _page(
    request: Asking, db: Database, past: PastTimeForm | None = None, asked: AskedForm | None = None
) -> Response[Any]:
    settings = request.app.state.settings
    with db.read() as reader:
        found = past_time(reader, settings)
    return page(
        request,
        "reports/erasure.html",
        past=past or PastTimeForm.over(found),
        asked=asked or AskedForm(),
        form=past or asked,
        found=found,
    )


ROUTES = [get_erasure, post_past_time, post_asked]
