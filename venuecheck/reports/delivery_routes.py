"""Letters that did not reach their reader: the list, and what is done about each."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post

from venuecheck.accounts.service import actor
from venuecheck.reports import deliveries
from venuecheck.reports.delivery_forms import SendAgainForm, SettleForm
from venuecheck.runtime.database import Database
from venuecheck.runtime.errors import InvalidError
from venuecheck.web.access import only, person
from venuecheck.web.forms import Form
from venuecheck.web.pages import Asking, page, see
from venuecheck.web.posted import Posted

THEIRS = only(*deliveries.WHOSE)


@get(deliveries.LIST, opt=THEIRS, sync_to_thread=True)
def get_undelivered(request: Asking, db: Database) -> Response[Any]:
    """What came back and nobody has seen to yet."""
    with db.read() as reader:
        return page(request, "reports/undelivered.html", letters=deliveries.undelivered(reader, person(request).roles))


@get("/letters/{letter:uuid}", opt=THEIRS, sync_to_thread=True)
def get_letter(request: Asking, db: Database, letter: UUID) -> Response[Any]:
    """One letter that came back, with what can be done about it."""
    return _letter(request, db, letter)


@post("/letters/{letter:uuid}/send-again", opt=THEIRS, sync_to_thread=True)
def post_send_again(request: Asking, posted: Posted, db: Database, letter: UUID) -> Response[Any]:
    """Send it once more."""
    form, who = SendAgainForm(posted), person(request)
    if form.validate():
        try:
            with db.write() as tx:
                deliveries.send_again(tx, letter, form.to.data, who.roles, actor(who))
            return see(deliveries.LIST)
        except InvalidError as problem:
            form.refuse(problem)
    return _letter(request, db, letter, form)


@post("/letters/{letter:uuid}/settle", opt=THEIRS, sync_to_thread=True)
def post_settle(request: Asking, posted: Posted, db: Database, letter: UUID) -> Response[Any]:
    """Take it off the list."""
    form, who = SettleForm(posted), person(request)
    if form.validate():
        try:
            with db.write() as tx:
                deliveries.settle(tx, letter, form.how.data, who.roles, actor(who))
            return see(deliveries.LIST)
        except InvalidError as problem:
            form.refuse(problem)
    return _letter(request, db, letter, form)


def _letter(request: Asking, db: Database, letter: UUID, failed: Form | None = None) -> Response[Any]:
    with db.read() as reader:
        shown = deliveries.one(reader, letter, person(request).roles)
    again, settle = SendAgainForm(to=shown.to), SettleForm()
    if isinstance(failed, SendAgainForm):
        again = failed
    elif isinstance(failed, SettleForm):
        settle = failed
    return page(request, "reports/letter.html", letter=shown, again=again, settle=settle, form=failed)


ROUTES = [get_undelivered, get_letter, post_send_again, post_settle]
