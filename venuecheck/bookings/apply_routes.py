"""The pages of the application form, for hirers and for staff who fill it in for somebody."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from litestar import get, post
from litestar.response import Response

from venuecheck.accounts.roles import Role
from venuecheck.bookings import apply_pages as pages
from venuecheck.bookings import drafts, service, vocabulary
from venuecheck.bookings.drafts import PAGES
from venuecheck.bookings.forms import PageForm, SeatingForm, SpeakersForm, WhenForm
from venuecheck.bookings.models import Draft
from venuecheck.runtime.database import Database, Reader
from venuecheck.runtime.errors import InvalidError, WrongStateError
from venuecheck.web import access
from venuecheck.web.pages import Asking, page, see
from venuecheck.web.posted import Posted

OWN_WAY = (WhenForm, SpeakersForm, SeatingForm)
"""The pages with buttons of their own; all others are saved alike."""


# --- before it begins -------------------------------------------------------------------


@get("/", opt=access.anyone(), sync_to_thread=True)
def show_start(request: Asking, db: Database) -> Response[str]:
    """What hiring a space asks for and why, and the way in."""
    with db.read() as reader:
        draft = drafts.latest(reader, request.user.digest)
        begun = pages.base_of(draft) if draft else ""
    return page(request, "public/start.html", once=uuid4(), begun=begun)


@get("/privacy", opt=access.anyone(), sync_to_thread=True)
def show_privacy(request: Asking) -> Response[str]:
    """What happens to the answers."""
    return page(request, "public/privacy.html", kept_for=drafts.KEPT_FOR.days)


@get("/terms", opt=access.anyone(), sync_to_thread=True)
def show_terms(request: Asking, db: Database) -> Response[str]:
    """The terms of hire that hold today."""
    with db.read() as reader:
        return page(request, "public/terms.html", terms=drafts.current_terms(reader))


@post("/apply", opt=access.anyone(), sync_to_thread=True)
def start_application(request: Asking, posted: Posted, db: Database) -> Response[Any]:
    """Begin an application in this browser."""
    with db.write() as tx:
        draft = drafts.start(tx, request.user.digest, once=_once(posted))
    return see(pages.base_of(draft))


@get("/staff/applications/new", opt=access.only(Role.BOOKING_OFFICER), sync_to_thread=True)
def show_new_for_somebody(request: Asking) -> Response[str]:
    """Where staff begin an application for somebody at the counter or on the phone."""
    return page(request, "apply/for_somebody.html", once=uuid4(), channels=vocabulary.CHANNELS)


@post("/staff/applications/new", opt=access.only(Role.BOOKING_OFFICER), sync_to_thread=True)
def start_for_somebody(request: Asking, posted: Posted, db: Database) -> Response[Any]:
    """Begin an application for somebody at the counter or on the phone."""
    channels = [channel.value for channel in vocabulary.CHANNELS]
    channel = posted.get("channel") if posted.get("channel") in channels else channels[0]
    officer = access.person(request)
    with db.write() as tx:
        draft = drafts.start(tx, request.user.digest, _once(posted), channel, officer.uuid)
    return see(pages.base_of(draft))


def _once(posted: Posted) -> UUID | None:
    try:
        return UUID(posted.get("once"))
    except ValueError:
        return None


# --- the form -----------------------------------------------------------------------------


def _draft(reader: Reader, request: Asking, key: UUID) -> Draft:
    """This visitor's draft. Raises MissingError for anybody else's, WrongStateError for one that was sent."""
    staff = request.user.staff
    draft = drafts.find(reader, key, request.user.digest, staff.uuid if staff else None)
    if draft.sent_application_id is not None:
        raise WrongStateError(drafts.ALREADY_SENT)
    return draft


def _show(request: Asking, reader: Reader, draft: Draft, form: PageForm, **more: Any) -> Response[str]:
    words = pages.question(reader, draft, form, request.app.state.settings.nation)
    if isinstance(form, SeatingForm):
        more["question"] = _seating_question(request, form)
    return page(request, f"apply/{form.key}.html", form=form, words=words, asked=words.asked, **more)


def _seating_question(request: Asking, form: SeatingForm) -> Any:
    """What the equality checks ask about these choices, if anything: an object with its question, why, and whether it
    asks for the aim. `bookings` must not import them, so the parts are bound together elsewhere.
    """
    choices = form.choice.split("/")
    if not form.arrangement.data or len(choices) != 4:  # a made-up choice may hold a stroke of its own
        return None
    return request.app.state.seating_question(*choices, form.reason.data)


@get("/apply/{draft_uuid:uuid}", opt=access.anyone(), sync_to_thread=True)
def show_tasks(request: Asking, db: Database, draft_uuid: UUID) -> Response[str]:
    """The task list."""
    with db.read() as reader:
        found = _draft(reader, request, draft_uuid)
        tasks, asked = pages.task_list(reader, found), pages.asked_of(found, "Apply to hire a space", "/")
    return page(request, "apply/tasks.html", tasks=tasks, asked=asked)


def showing(kind: type[PageForm]) -> Any:
    """The route that shows one page."""

    @get(f"/apply/{{draft_uuid:uuid}}/{kind.key}", opt=access.anyone(), sync_to_thread=True)
    def show_page(request: Asking, db: Database, draft_uuid: UUID) -> Response[Any]:
        """One page of the form, with what was typed on it before."""
        with db.read() as reader:
            found = _draft(reader, request, draft_uuid)
            form = drafts.page_form(reader, found, kind)
            if form.waits_for:
                return see(f"{pages.base_of(found)}/{form.waits_for}")
            return _show(request, reader, found, form)

    return show_page


def saving(kind: type[PageForm]) -> Any:
    """The route that takes one page, for those that have no buttons of their own."""

    @post(f"/apply/{{draft_uuid:uuid}}/{kind.key}", opt=access.anyone(), sync_to_thread=True)
    def save_page(request: Asking, posted: Posted, db: Database, draft_uuid: UUID) -> Response[Any]:
        """Take the answers of one page and go on."""
        with db.read() as reader:
            found = _draft(reader, request, draft_uuid)
            form = drafts.page_form(reader, found, kind, posted)
            if not drafts.checked(reader, found, form):
                return _show(request, reader, found, form)
        return _save(request, db, draft_uuid, form)

    return save_page


def _save(request: Asking, db: Database, draft_uuid: UUID, form: PageForm) -> Response[Any]:
    with db.write() as tx:
        found = _draft(tx, request, draft_uuid)
        drafts.save_page(tx, found, form)
        return see(f"{pages.base_of(found)}/{drafts.next_page(tx, found, form.key)}")


@post("/apply/{draft_uuid:uuid}/when", opt=access.anyone(), sync_to_thread=True)
def save_when(request: Asking, posted: Posted, db: Database, draft_uuid: UUID) -> Response[Any]:
    """Take the date and times, or show what is free on the date that was typed."""
    with db.read() as reader:
        found = _draft(reader, request, draft_uuid)
        form = drafts.page_form(reader, found, WhenForm, posted)
        if form.waits_for:
            return see(f"{pages.base_of(found)}/{form.waits_for}")
        if posted.get("show"):
            return _show(request, reader, found, form)
        try:
            if not drafts.checked(reader, found, form):
                return _show(request, reader, found, form)
        except service.SlotTakenError as problem:
            form.refuse(InvalidError(problem.sentence, "start"))
            return _show(request, reader, found, form, offers=pages.offers(problem.nearest))
    return _save(request, db, draft_uuid, form)


@post("/apply/{draft_uuid:uuid}/when/move", opt=access.anyone(), sync_to_thread=True)
def move_to_free_time(request: Asking, posted: Posted, db: Database, draft_uuid: UUID) -> Response[Any]:
    """Take a free time that was offered in the place of the one asked for."""
    space, start, end = _offer(posted.get("offer"))
    with db.write() as tx:
        found = _draft(tx, request, draft_uuid)
        typed = drafts.page_form(tx, found, WhenForm, posted).typed()
        drafts.move(tx, found, service.space_of(tx, space), start, end, typed)
        return see(f"{pages.base_of(found)}/{drafts.next_page(tx, found, WhenForm.key)}")


def _offer(text: str) -> tuple[str, datetime, datetime]:
    """The space and times that an offer's button sends. Raises InvalidError for anything else."""
    try:
        space, start, end = text.split(" ")
        span = datetime.fromisoformat(start), datetime.fromisoformat(end)
        if not all(moment.tzinfo and 2000 < moment.year < 3000 for moment in span):
            raise ValueError
    except ValueError:
        raise InvalidError("Choose one of the free times on the page.") from None
    return space, *span


@post("/apply/{draft_uuid:uuid}/speakers", opt=access.anyone(), sync_to_thread=True)
def save_speakers(request: Asking, posted: Posted, db: Database, draft_uuid: UUID) -> Response[Any]:
    """Take the speakers, or add or remove one and keep all that was typed."""
    does, _, place = posted.get("do").partition(" ")
    with db.read() as reader:
        found = _draft(reader, request, draft_uuid)
        form = drafts.page_form(reader, found, SpeakersForm, posted)
        if does == "remove":
            form.remove(place)
        good = form.fits(one_more=does == "add") if does else drafts.checked(reader, found, form)
        if not good:
            return _show(request, reader, found, form)
    if not does:
        return _save(request, db, draft_uuid, form)
    with db.write() as tx:
        found = _draft(tx, request, draft_uuid)
        shown = drafts.keep_speakers(tx, found, form, one_more=does == "add")
    return see(f"{pages.base_of(found)}/speakers#speakers-{shown}-name")


@post("/apply/{draft_uuid:uuid}/seating", opt=access.anyone(), sync_to_thread=True)
def save_seating(request: Asking, posted: Posted, db: Database, draft_uuid: UUID) -> Response[Any]:
    """Take the seating. Choices that need a question show it once, there and then; the hirer may go on without a word."""
    with db.read() as reader:
        found = _draft(reader, request, draft_uuid)
        form = drafts.page_form(reader, found, SeatingForm, posted)
        if not drafts.checked(reader, found, form):
            return _show(request, reader, found, form)
    answer = _save(request, db, draft_uuid, form)
    if form.asked.data == form.choice or not _seating_question(request, form):
        return answer
    with db.read() as reader:
        return _show(request, reader, _draft(reader, request, draft_uuid), form, first=True)


# --- its end ------------------------------------------------------------------------------


@get("/apply/{draft_uuid:uuid}/check", opt=access.anyone(), sync_to_thread=True)
def show_check(request: Asking, db: Database, draft_uuid: UUID) -> Response[str]:
    """All answers, to be checked before they are sent. `cases` takes what this page sends."""
    with db.read() as reader:
        found = _draft(reader, request, draft_uuid)
        check = pages.check_answers(reader, found, request.app.state.settings.nation)
        asked = pages.asked_of(found, "Check your answers")
    return page(request, "apply/check.html", check=check, asked=asked)


@post("/apply/{draft_uuid:uuid}/start-again", opt=access.anyone(), sync_to_thread=True)
def start_again(request: Asking, posted: Posted, db: Database, draft_uuid: UUID) -> Response[Any]:
    """Begin the changes anew from the newest answers; those typed before stay where they are."""
    with db.write() as tx:
        fresh = drafts.start_again(tx, _draft(tx, request, draft_uuid), request.user.digest)
    return see(pages.base_of(fresh))


@post("/apply/{draft_uuid:uuid}/discard", opt=access.anyone(), sync_to_thread=True)
def discard_application(request: Asking, posted: Posted, db: Database, draft_uuid: UUID) -> Response[Any]:
    """Erase what was typed."""
    with db.write() as tx:
        drafts.discard(tx, _draft(tx, request, draft_uuid))
    return see("/")


ROUTES = [
    show_start,
    show_privacy,
    show_terms,
    start_application,
    show_new_for_somebody,
    start_for_somebody,
    show_tasks,
    *(showing(question.form) for question in PAGES),
    *(saving(question.form) for question in PAGES if question.form not in OWN_WAY),
    save_when,
    move_to_free_time,
    save_speakers,
    save_seating,
    show_check,
    start_again,
    discard_application,
]
