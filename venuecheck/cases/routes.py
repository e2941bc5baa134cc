"""The pages of staff: queues, the case page, and one address for each thing that is done on a case."""

from typing import Any
from uuid import UUID, uuid4

from litestar import Response, get, post

from venuecheck.audit.events import Event
from venuecheck.audit.log import Actor
from venuecheck.audit.looks import RECORDED, look
from venuecheck.bookings import service as bookings
from venuecheck.cases import diligence, pages, queues, safeguard_pages, service
from venuecheck.cases.acts import ACTS, Act, State
from venuecheck.cases.approaches import NO_EVIDENCE
from venuecheck.cases.deeds import DEEDS, Deed
from venuecheck.cases.diligence_papers import EVERY_PAPER
from venuecheck.cases.forms import DECISIONS, PASS_ON, CaseForm, OutcomeForm, choices
from venuecheck.cases.models import Case
from venuecheck.cases.moves import Doer
from venuecheck.cases.safeguards import GROUNDS
from venuecheck.cases.watch_pages import watch_view
from venuecheck.cases.weighing import WEIGHED
from venuecheck.cases.workflow import QUEUES, READERS
from venuecheck.equality.models import Conclusion
from venuecheck.runtime.database import Database, Reader
from venuecheck.runtime.errors import MissingError, Refusal
from venuecheck.screening.models import Verdict
from venuecheck.web.access import only, staff
from venuecheck.web.forms import Form
from venuecheck.web.once import first_time
from venuecheck.web.pages import Asking, page, see
from venuecheck.web.posted import Posted
from venuecheck.web.visits import SignedIn


@get("/staff", opt=staff(), sync_to_thread=True)
def staff_start(request: Asking, db: Database) -> Response[Any]:
    """Where staff begin: their queues, and what else waits for them."""
    person = signed_in(request)
    with db.read() as reader:
        lists = request.app.state.worklists(reader, person.roles)
        return page(request, "cases/start.html", queues=queues.queues(reader, person.roles), worklists=lists)


@get("/queues/{state_name:str}", opt=only(*READERS), sync_to_thread=True)
def queue(request: Asking, db: Database, state_name: str) -> Response[Any]:
    """One queue, for those whose it is and for auditors."""
    person = signed_in(request)
    with db.read() as reader:
        mine = queues.queues(reader, person.roles)
        state = next((state for state in QUEUES if state.value == state_name), None)
        if state not in [one for one, _, _ in mine]:
            raise MissingError("There is no such queue for you.")
        return page(request, "cases/queue.html", queue=queues.queue(reader, State(state_name)), queues=mine)


@get("/cases", opt=only(*READERS), sync_to_thread=True)
def search(request: Asking, db: Database) -> Response[Any]:
    """Cases by reference or title, in any state."""
    words = request.query_params.get("q", "")
    with db.read() as reader:
        found = queues.search(reader, words) if words.strip() else []
        return page(request, "cases/search.html", words=words[:100], rows=found)


@get("/cases/{case_uuid:uuid}", opt=only(*READERS) | RECORDED, sync_to_thread=True)
def case_page(request: Asking, db: Database, case_uuid: UUID) -> Response[Any]:
    """One case, with everything that this person may see and do. A look at a sensitive one is recorded."""
    note_look(request, db, case_uuid)
    with db.read() as reader:
        return _show(request, reader, service.case_with(reader, case_uuid))


def note_look(request: Asking, db: Database, case_uuid: UUID) -> None:
    """Record that somebody looks at a case, if it is a sensitive one. Raises MissingError, or LookNotRecordedError."""
    with db.read() as reader:
        case = service.case_with(reader, case_uuid)
        subject, sensitive = bookings.subject(case.application), pages.is_sensitive(reader, case)
    if sensitive:
        look(db, Event.CASE_SEEN, subject, Actor.user(signed_in(request).uuid))


def _route(deed: Deed) -> Any:
    @post(
        f"/cases/{{case_uuid:uuid}}/{deed.slug}", opt=only(*deed.roles), sync_to_thread=True, name=f"case:{deed.slug}"
    )
    def perform(request: Asking, db: Database, posted: Posted, case_uuid: UUID) -> Response[Any]:
        form = deed.form(posted)
        try:
            if form.validate():
                with db.write() as tx:
                    case = service.case_with(tx, case_uuid)
                    if isinstance(form, OutcomeForm):
                        service.refuse_stale(case, form.version.data or "")
                    if first_time(tx, posted):
                        deed.do(tx, case, form, Doer.staff(signed_in(request)), request.app.state.settings)
                return see(f"/cases/{case_uuid}")
        except MissingError:
            raise
        except Refusal as problem:
            # Whatever stands in the way, the words that were typed are shown again.
            form.refuse(problem)
        note_look(request, db, case_uuid)
        with db.read() as reader:
            return _show(request, reader, service.case_with(reader, case_uuid), deed.slug, form)

    return perform


def _show(request: Asking, reader: Reader, case: Case, slug: str = "", failed: CaseForm | None = None) -> Response[Any]:
    shown = pages.case_page(reader, case, signed_in(request))
    forms = {deed.slug: _blank(deed, shown) for deed in DEEDS if shown.offered & set(deed.acts)}
    about: dict[str, CaseForm] = {}
    if failed is not None:
        key = getattr(failed, "match", None) or getattr(failed, "finding", None)
        name = f"{slug}-{key.data}" if key is not None else slug
        failed = _fill(failed, shown).named(name)
        if key is not None:
            about[name] = failed
        elif slug in forms:  # else the case has moved on: what was typed is shown, and the act is not
            forms[slug] = failed
    for match in shown.matches:
        name = f"adjudicate-{match.match.uuid}"
        if Act.ADJUDICATE in shown.offered and name not in about:
            about[name] = _blank_for(DEEDS_BY_SLUG["adjudicate"], name, match=str(match.match.uuid))
    for finding in shown.findings:
        name = f"conclude-{finding.uuid}"
        if Act.CONCLUDE in shown.offered and name not in about:
            about[name] = _blank_for(DEEDS_BY_SLUG["conclude"], name, finding=str(finding.uuid))
    return page(
        request,
        "cases/case.html",
        shown=shown,
        papers=[paper for paper in EVERY_PAPER if shown.offered & set(paper.deed.acts)],
        fair=safeguard_pages.shown(reader, case, signed_in(request)),
        watch=watch_view(reader, case, signed_in(request)),
        no_evidence=NO_EVIDENCE,
        weighed={key: label for key, (label, _) in WEIGHED.items()},
        forms=forms,
        about=about,
        failed=slug,
        act_names=ACTS,
        grounds=GROUNDS,
        form=failed,
        outcomes={number: finding.outcome for number, finding in enumerate(shown.findings, start=1)},
        conclusions={conclusion.value: conclusion.label for conclusion in Conclusion},
        verdicts={verdict.value: verdict.label for verdict in Verdict},
        check_kinds=diligence.KINDS,
        check_steps={step.key: step.label for step in diligence.STEPS},
        check_looked={looked.value: looked.label for looked in diligence.Looked},
        check_weights=diligence.WEIGHTS,
        check_markings=diligence.MARKINGS,
    )


DEEDS_BY_SLUG = {deed.slug: deed for deed in DEEDS}


def _blank(deed: Deed, shown: pages.CasePage) -> CaseForm:
    form: CaseForm = _fill(deed.form(values={"once": str(uuid4())}), shown)
    return form.named(deed.slug)


def _blank_for(deed: Deed, name: str, **values: str) -> CaseForm:
    return deed.form(values={"once": str(uuid4()), **values}).named(name)


def _fill(form: Form, shown: pages.CasePage) -> Any:
    """Give a form the choices that this case offers, and the version that it is about."""
    if "version" in form:
        form.version.data = str(shown.version)
    if "outcome" in form and form.outcome.choices is None:
        choices(form, "outcome", [(act.value, shown.outcomes[act.value]) for act in DECISIONS if act in shown.offered])
    if "to" in form:
        passing = [(act.value, words) for act, words in PASS_ON.items() if act in shown.offered]
        choices(form, "to", passing if "reason" in form else [("", "Nobody: back to the queue"), *shown.colleagues])
    return form


def signed_in(request: Asking) -> SignedIn:
    """The person signed in; the route's guard has made sure that there is one."""
    person = request.user.staff
    assert person is not None, "the guard lets only staff in"
    return person


ROUTES = [staff_start, queue, search, case_page, *(_route(deed) for deed in DEEDS)]
