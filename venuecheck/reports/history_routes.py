"""The pages of the record: each history to read, to print, and as a file."""

from typing import Any
from urllib.parse import urlencode

from litestar import Response, get
from litestar.response import Stream

from venuecheck.audit.events import Event
from venuecheck.audit.history import Place
from venuecheck.audit.log import Actor
from venuecheck.audit.looks import RECORDED, look
from venuecheck.reports import history
from venuecheck.reports.history import KINDS, Kind, View
from venuecheck.reports.history_forms import HistoryForm
from venuecheck.runtime.clock import now, today
from venuecheck.runtime.csv_file import as_csv
from venuecheck.runtime.database import Database
from venuecheck.web.access import only, person
from venuecheck.web.pages import Asking, page


def _page_route(kind: Kind) -> Any:
    @get(kind.path, opt=only(*kind.who) | RECORDED, sync_to_thread=True, name=f"history:{kind.path}")
    def show(request: Asking, db: Database) -> Response[Any]:
        who, printing = person(request), request.query_params.get("print") == "1"
        view, form = _asked(request, db, kind)
        form.validate()
        look(db, Event.HISTORY_SEEN, view.subject, Actor.user(who.uuid))
        after = Place.read(request.query_params.get("after", ""))
        size = history.PRINTED if printing else history.PAGE
        with db.read() as reader:
            shown = history.history_page(reader, view, form.asked, after, who, size)
        return page(
            request,
            "reports/history.html",
            form=form,
            shown=shown,
            printing=printing,
            printed=now(),
            older=_address(request, form, after=str(shown.older), print="1" if printing else ""),
            newest=_address(request, form) if after else "",
            to_print=_address(request, form, print="1"),
            file=_address(request, form, path="/record.csv"),
        )

    return show


def _file_route(kind: Kind) -> Any:
    @get(
        f"{kind.path}/record.csv", opt=only(*kind.who) | RECORDED, sync_to_thread=True, name=f"history:{kind.path}:csv"
    )
    def download(request: Asking, db: Database) -> Stream | Response[Any]:
        who = person(request)
        view, form = _asked(request, db, kind)
        form.validate()
        look(db, Event.HISTORY_DOWNLOADED, view.subject, Actor.user(who.uuid))
        rows = as_csv(history.as_rows(db, view, form.asked, who.roles))
        headers = {"content-disposition": f'attachment; filename="history-{today()}.csv"'}
        return Stream(rows, media_type="text/csv", headers=headers)

    return download


def _asked(request: Asking, db: Database, kind: Kind) -> tuple[View, HistoryForm]:
    who = person(request)
    with db.read() as reader:
        view = kind.find(reader, request.path_params.get("key"))
        people = history.people(reader, who)
    params = list(request.query_params.multi_items())
    return view, HistoryForm.of(params, history.groups(who.roles), people)


def _address(request: Asking, form: HistoryForm, path: str = "", **more: str) -> str:
    query = urlencode({key: value for key, value in {**form.query, **more}.items() if value})
    return request.url.path + path + (f"?{query}" if query else "")


ROUTES = [route(kind) for kind in KINDS for route in (_page_route, _file_route)]
