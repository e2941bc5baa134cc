"""The pages on which hirers and speakers answer what is intended, and on which a hirer asks for a review."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from litestar import Response, get, post

from venuecheck.cases import minded, moves, pages, reviews, safeguard_pages, service
from venuecheck.cases.acts import Act, Party, State
from venuecheck.cases.models import Case
from venuecheck.cases.moves import THE_HIRER
from venuecheck.cases.printing import printed
from venuecheck.cases.safeguard_forms import AnswerMindedForm, AskReviewForm, SpeakerAnswerForm
from venuecheck.cases.workflow import offered
from venuecheck.runtime.clock import london
from venuecheck.runtime.database import Database, Reader
from venuecheck.runtime.errors import MissingError, Refusal
from venuecheck.web.access import anyone
from venuecheck.web.once import first_time
from venuecheck.web.pages import Asking, page, see
from venuecheck.web.posted import Posted


@get("/application/{token:str}/minded/{notice:uuid}", opt=anyone(), sync_to_thread=True)
def minded_page(request: Asking, db: Database, token: str, notice: UUID) -> Response[Any]:
    """What is intended, for the hirer, with the form to answer."""
    with db.read() as reader:
        return _show(request, reader, token, notice, AnswerMindedForm(values={"once": str(uuid4()), "speaker": "none"}))


@post("/application/{token:str}/minded/{notice:uuid}", opt=anyone(), sync_to_thread=True)
def answer_minded(request: Asking, db: Database, posted: Posted, token: str, notice: UUID) -> Response[Any]:
    """The hirer answers."""
    form = AnswerMindedForm(posted)
    try:
        if form.validate():
            with db.write() as tx:
                case = service.case_behind(tx, token)
                told = minded.notice_with(tx, case, notice)
                if first_time(tx, posted):
                    later = form.speaker.data == "later"
                    minded.answer(tx, case, told, form.answer.data, THE_HIRER, more_to_come=later)
            return see(f"/application/{token}/minded/{notice}")
    except MissingError:
        raise
    except Refusal as problem:
        form.refuse(problem)
    with db.read() as reader:
        return _show(request, reader, token, notice, form)


@get("/application/{token:str}/minded/{notice:uuid}/pdf", opt=anyone(), sync_to_thread=True)
def printed_minded(request: Asking, db: Database, token: str, notice: UUID) -> Response[bytes]:
    """The notice of what is intended as it is printed."""
    with db.read() as reader:
        case = service.case_behind(reader, token)
        told = minded.notice_with(reader, case, notice)
        assert told.made is not None, "only a notice that was made is found"
        words = (told.subject, told.text, told.template, london(told.made).date())
        return _printed(request, case.application.reference, *words)


@get("/application/{token:str}/review", opt=anyone(), sync_to_thread=True)
def review_page(request: Asking, db: Database, token: str) -> Response[Any]:
    """Ask for a review."""
    with db.read() as reader:
        return _show_review(request, reader, token, AskReviewForm(values={"once": str(uuid4())}))


@post("/application/{token:str}/review", opt=anyone(), sync_to_thread=True)
def ask_for_review(request: Asking, db: Database, posted: Posted, token: str) -> Response[Any]:
    """The hirer asks for a review."""
    form, settings = AskReviewForm(posted), request.app.state.settings
    try:
        if form.validate():
            with db.write() as tx:
                case = service.case_behind(tx, token)
                if first_time(tx, posted):
                    reviews.ask_for_review(tx, case, form.grounds.data, THE_HIRER, settings)
            return see(f"/application/{token}")
    except MissingError:
        raise
    except Refusal as problem:
        form.refuse(problem)
    with db.read() as reader:
        return _show_review(request, reader, token, form)


@get("/speaker/{token:str}", opt=anyone(), sync_to_thread=True)
def speaker_page(request: Asking, db: Database, token: str) -> Response[Any]:
    """What is intended, for a speaker who was written to, with the form to answer. Nothing else of the application."""
    with db.read() as reader:
        return _show_speaker(request, reader, token, SpeakerAnswerForm(values={"once": str(uuid4())}))


@post("/speaker/{token:str}", opt=anyone(), sync_to_thread=True)
def answer_as_speaker(request: Asking, db: Database, posted: Posted, token: str) -> Response[Any]:
    """A speaker answers."""
    form = SpeakerAnswerForm(posted)
    try:
        if form.validate():
            with db.write() as tx:
                link = minded.link_behind(tx, token)
                if first_time(tx, posted):
                    case = tx.get_one(Case, link.notice.case_id)
                    minded.answer(tx, case, link.notice, form.answer.data, minded.A_SPEAKER, link=link)
            return see(f"/speaker/{token}")
    except MissingError:
        raise
    except Refusal as problem:
        form.refuse(problem)
    with db.read() as reader:
        return _show_speaker(request, reader, token, form)


@get("/speaker/{token:str}/pdf", opt=anyone(), sync_to_thread=True)
def printed_for_speaker(request: Asking, db: Database, token: str) -> Response[bytes]:
    """The speaker's letter as it is printed."""
    with db.read() as reader:
        link = minded.link_behind(reader, token)
        assert link.notice.made is not None, "only a notice that was made is found"
        reference = reader.get_one(Case, link.notice.case_id).application.reference
        return _printed(request, reference, link.subject, link.text, link.template, london(link.notice.made).date())


def _show(request: Asking, reader: Reader, token: str, notice: UUID, form: AnswerMindedForm) -> Response[Any]:
    case = service.case_behind(reader, token)
    told = minded.notice_with(reader, case, notice)
    fair = safeguard_pages.private(reader, case)
    return page(
        request,
        "cases/minded.html",
        token=token,
        view=next(view for view in fair.notices if view.notice.id == told.id),
        speakers=fair.speakers,
        may=_may_answer(reader, case, Party.HIRER),
        form=form,
    )


def _show_review(request: Asking, reader: Reader, token: str, form: AskReviewForm) -> Response[Any]:
    case = service.case_behind(reader, token)
    shown, review_by = pages.private_page(reader, case), safeguard_pages.private(reader, case).review_by
    return page(request, "cases/ask_review.html", token=token, shown=shown, review_by=review_by, form=form)


def _show_speaker(request: Asking, reader: Reader, token: str, form: SpeakerAnswerForm) -> Response[Any]:
    link = minded.link_behind(reader, token)
    case = reader.get_one(Case, link.notice.case_id)
    answers = [one for one in link.notice.answers if one.link_id == link.id]
    may = _may_answer(reader, case, Party.SPEAKER)
    return page(request, "cases/speaker.html", token=token, link=link, answers=answers, may=may, form=form)


def _may_answer(reader: Reader, case: Case, party: Party) -> bool:
    facts = moves.facts_of(reader, case)
    return Act.ANSWER_MINDED in offered(State(case.state), frozenset({party.value}), facts)


def _printed(request: Asking, reference: str, subject: str, text: str, template: str, on: date) -> Response[bytes]:
    paper = printed(subject, text, template, request.app.state.settings.council, reference, on)
    name = f'attachment; filename="Notice {reference}.pdf"'
    return Response(paper, media_type="application/pdf", headers={"content-disposition": name})


ROUTES = [
    minded_page,
    answer_minded,
    printed_minded,
    review_page,
    ask_for_review,
    speaker_page,
    answer_as_speaker,
    printed_for_speaker,
]
