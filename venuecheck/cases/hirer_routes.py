"""The pages of hirers from "send" on: the private page, answers, corrections, withdrawal, and the lost link."""

from typing import Any
from uuid import UUID, uuid4

from litestar import Response, get, post

from venuecheck.audit.events import Event
from venuecheck.audit.log import HIRER
from venuecheck.audit.looks import RECORDED, look
from venuecheck.bookings import drafts
from venuecheck.bookings import service as bookings
from venuecheck.bookings.models import CONFIRMED, Application
from venuecheck.cases import pages, safeguard_pages, service
from venuecheck.cases.acts import STATES, State
from venuecheck.cases.forms import AnswerForm, LostLinkForm
from venuecheck.cases.printing import printed
from venuecheck.cases.receipts import receipt_for_hirer
from venuecheck.runtime.clock import london
from venuecheck.runtime.database import Database, Reader
from venuecheck.runtime.errors import InvalidError, MissingError
from venuecheck.web.access import anyone
from venuecheck.web.once import first_time
from venuecheck.web.pages import Asking, page, see
from venuecheck.web.posted import Posted


@post("/apply/{draft_uuid:uuid}/send", opt=anyone(), sync_to_thread=True)
def send(request: Asking, db: Database, posted: Posted, draft_uuid: UUID) -> Response[Any]:
    """Send the application that a draft holds, or the changes to one that was sent before."""
    settings = request.app.state.settings
    staff = request.user.staff
    try:
        with db.write() as tx:
            draft = drafts.find(tx, draft_uuid, request.user.digest, staff.uuid if staff else None)
            if draft.sent_application_id:
                return see(f"/apply/{draft_uuid}/sent")
            form = drafts.form_of_draft(tx, draft)
            if draft.application_id:
                application = tx.get_one(Application, draft.application_id)
                drafts.refuse_overtaken(draft, application)
                service.correct(tx, service.case_of(tx, application), form)
            else:
                case, _ = service.submit(tx, form, settings, channel=draft.channel, entered_by=draft.entered_by)
                application = case.application
            drafts.sent(tx, draft, application)
    except drafts.IncompleteError:
        return see(f"/apply/{draft_uuid}/check")
    except drafts.OvertakenError:
        return page(request, "apply/overtaken.html", 409, base=f"/apply/{draft_uuid}")
    except bookings.SlotTakenError as problem:
        with db.read() as reader:
            draft = drafts.find(reader, draft_uuid, request.user.digest, staff.uuid if staff else None)
            return page(request, "apply/slot_taken.html", 409, draft=draft, problem=problem)
    return see(f"/apply/{draft_uuid}/sent")


@get("/apply/{draft_uuid:uuid}/sent", opt=anyone(), sync_to_thread=True)
def sent(request: Asking, db: Database, draft_uuid: UUID) -> Response[Any]:
    """What was sent, with its reference and what happens next."""
    staff = request.user.staff
    with db.read() as reader:
        draft = drafts.find(reader, draft_uuid, request.user.digest, staff.uuid if staff else None)
        if not draft.sent_application_id:
            return see(f"/apply/{draft_uuid}")
        application = reader.get_one(Application, draft.sent_application_id)
        form, case = bookings.form_of(application.latest), service.case_of(reader, application)
        return page(
            request,
            "cases/sent.html",
            reference=application.reference,
            email=form.hirer_email,
            corrected=bool(draft.application_id),
            by_staff=draft.entered_by is not None,
            case=case,
            booked=application.hold.state == CONFIRMED,
            stands=STATES[State(case.state)].ended,
        )


@get("/application/{token:str}", opt=anyone(), sync_to_thread=True)
def private_page(request: Asking, db: Database, token: str) -> Response[Any]:
    """Where a hirer follows an application."""
    with db.read() as reader:
        return _show(request, reader, token)


@post("/application/{token:str}/answers/{question:uuid}", opt=anyone(), sync_to_thread=True)
def answer(request: Asking, db: Database, posted: Posted, token: str, question: UUID) -> Response[Any]:
    """Answer a question."""
    form = AnswerForm(posted)
    if form.validate():
        try:
            with db.write() as tx:
                if first_time(tx, posted):
                    service.answer(tx, service.case_behind(tx, token), question, form.answer.data)
            return see(f"/application/{token}")
        except InvalidError as problem:
            form.refuse(problem)
    with db.read() as reader:
        return _show(request, reader, token, question, form)


@post("/application/{token:str}/correct", opt=anyone(), sync_to_thread=True)
def correct(request: Asking, db: Database, posted: Posted, token: str) -> Response[Any]:
    """Open the form again with all its answers."""
    with db.write() as tx:
        application = service.case_behind(tx, token).application
        draft = drafts.start_correction(tx, application, bookings.form_of(application.latest), request.user.digest)
    return see(f"/apply/{draft.uuid}")


@get("/application/{token:str}/withdraw", opt=anyone(), sync_to_thread=True)
def ask_to_withdraw(request: Asking, db: Database, token: str) -> Response[Any]:
    """Make sure that withdrawing is meant."""
    with db.read() as reader:
        shown = pages.private_page(reader, service.case_behind(reader, token))
        return page(request, "cases/withdraw.html", token=token, shown=shown)


@post("/application/{token:str}/withdraw", opt=anyone(), sync_to_thread=True)
def withdraw(request: Asking, db: Database, posted: Posted, token: str) -> Response[Any]:
    """Withdraw the application."""
    with db.write() as tx:
        service.withdraw(tx, service.case_behind(tx, token))
    return see(f"/application/{token}")


@get("/application/{token:str}/notices/{number:int}/pdf", opt=anyone() | RECORDED, sync_to_thread=True)
def printed_notice(request: Asking, db: Database, token: str, number: int) -> Response[bytes]:
    """A notice as it is printed. That it was downloaded is recorded."""
    with db.read() as reader:
        case = service.case_behind(reader, token)
        notice = pages.notice(case, number)
        reference, subject = case.application.reference, bookings.subject(case.application)
    look(db, Event.NOTICE_DOWNLOADED, subject, HIRER)
    council, made = request.app.state.settings.council, london(notice.made).date()
    paper = printed(notice.subject, notice.text, notice.template, council, reference, made)
    name = f'attachment; filename="Notice {reference}.pdf"'
    return Response(paper, media_type="application/pdf", headers={"content-disposition": name})


@get("/application/{token:str}/notices/{number:int}/receipt", opt=anyone(), sync_to_thread=True)
def notice_receipt(request: Asking, db: Database, token: str, number: int) -> Response[str]:
    """The proof that a notice stands in the record, with the notice in it."""
    with db.read() as reader:
        case = service.case_behind(reader, token)
        notice, reference = pages.notice(case, number), case.application.reference
        if not notice.receipt:
            raise MissingError("This notice has no receipt yet. Try again in a minute.")
        receipt = receipt_for_hirer(notice)
    name = f'attachment; filename="Receipt {reference}.json"'
    return Response(receipt, media_type="application/json", headers={"content-disposition": name})


@get("/lost-link", opt=anyone(), sync_to_thread=True)
def lost_link(request: Asking) -> Response[Any]:
    """Ask for private links again."""
    return page(request, "cases/lost_link.html", form=LostLinkForm())


@post("/lost-link", opt=anyone(), sync_to_thread=True)
def send_links(request: Asking, db: Database, posted: Posted) -> Response[Any]:
    """Send them to the address given, if there are any; the answer is the same either way."""
    form = LostLinkForm(posted)
    if not form.validate():
        return page(request, "cases/lost_link.html", form=form)
    with db.write() as tx:
        service.send_links_again(tx, form.email.data, request.app.state.settings)
    return page(request, "cases/links_sent.html")


def _show(
    request: Asking, reader: Reader, token: str, question: UUID | None = None, failed: AnswerForm | None = None
) -> Response[Any]:
    shown = pages.private_page(reader, service.case_behind(reader, token))
    forms = {
        one.uuid: failed if failed is not None and one.uuid == question else AnswerForm(values={"once": str(uuid4())})
        for one in shown.questions
    }
    for key, form in forms.items():
        form.answer.id = f"answer-{key}"
    fair = safeguard_pages.private(reader, service.case_behind(reader, token))
    return page(request, "cases/private.html", token=token, shown=shown, forms=forms, form=failed, fair=fair)


ROUTES = [
    send,
    sent,
    private_page,
    answer,
    correct,
    ask_to_withdraw,
    withdraw,
    printed_notice,
    notice_receipt,
    lost_link,
    send_links,
]
