"""The pages of the long forms on a case: two routes for each paper."""

from typing import Any
from uuid import UUID, uuid4

from litestar import Response, get, post

from venuecheck.audit.looks import RECORDED
from venuecheck.cases import pages, safeguard_pages, service
from venuecheck.cases.diligence_papers import EVERY_PAPER
from venuecheck.cases.forms import OutcomeForm
from venuecheck.cases.models import Case
from venuecheck.cases.moves import Doer
from venuecheck.cases.papers import Paper
from venuecheck.cases.routes import note_look, signed_in
from venuecheck.runtime.database import Database, Reader
from venuecheck.runtime.errors import MissingError, Refusal
from venuecheck.web.access import only
from venuecheck.web.once import first_time
from venuecheck.web.pages import Asking, page, see
from venuecheck.web.posted import Posted


def _routes(paper: Paper) -> tuple[Any, Any]:
    deed, address = paper.deed, f"/cases/{{case_uuid:uuid}}/{paper.deed.slug}"

    @get(address, opt=only(*deed.roles) | RECORDED, sync_to_thread=True, name=f"paper:{deed.slug}")
    def show(request: Asking, db: Database, case_uuid: UUID) -> Response[Any]:
        form = deed.form(values={"once": str(uuid4())})
        note_look(request, db, case_uuid)
        with db.read() as reader:
            return _show(request, reader, service.case_with(reader, case_uuid), paper, form)

    @post(address, opt=only(*deed.roles), sync_to_thread=True, name=f"case:{deed.slug}")
    def perform(request: Asking, db: Database, posted: Posted, case_uuid: UUID) -> Response[Any]:
        form, settings = deed.form(posted), request.app.state.settings
        with db.read() as reader:
            paper.fill(reader, service.case_with(reader, case_uuid), form, settings)
        try:
            if form.validate():
                with db.write() as tx:
                    case = service.case_with(tx, case_uuid)
                    if isinstance(form, OutcomeForm):
                        service.refuse_stale(case, form.version.data or "")
                    if first_time(tx, posted):
                        deed.do(tx, case, form, Doer.staff(signed_in(request)), settings)
                return see(f"/cases/{case_uuid}")
        except MissingError:
            raise
        except Refusal as problem:
            form.refuse(problem)  # whatever stands in the way, the words that were typed are shown again
        note_look(request, db, case_uuid)
        with db.read() as reader:
            return _show(request, reader, service.case_with(reader, case_uuid), paper, form)

    return show, perform


def _show(request: Asking, reader: Reader, case: Case, paper: Paper, form: Any) -> Response[Any]:
    person = signed_in(request)
    shown = pages.case_page(reader, case, person)
    paper.fill(reader, case, form, request.app.state.settings)
    if "version" in form:
        form.version.data = str(shown.version)
    return page(
        request,
        f"cases/papers/{paper.deed.slug}.html",
        paper=paper,
        shown=shown,
        fair=safeguard_pages.shown(reader, case, person),
        may=bool(shown.offered & set(paper.deed.acts)),
        lacking=[need.value for act, need in shown.withheld if act in paper.deed.acts],
        form=form,
    )


ROUTES = [route for paper in EVERY_PAPER for route in _routes(paper)]
