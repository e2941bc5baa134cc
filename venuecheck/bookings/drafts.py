"""Drafts: an application while it is being filled in. Each page's answers are kept as typed and read when they are needed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from venuecheck.bookings import forms, service
from venuecheck.bookings.application import ApplicationForm
from venuecheck.bookings.forms import About, LayoutChoice, PageForm, Pairs, SpaceChoice, posted_of
from venuecheck.bookings.models import Application, Draft, Hold, Space, Terms, Venue
from venuecheck.runtime import outbox
from venuecheck.runtime.clock import london, now
from venuecheck.runtime.database import Database, Reader, Transaction
from venuecheck.runtime.errors import InvalidError, MissingError, Refusal, WrongStateError
from venuecheck.web.posted import Posted

KEPT_FOR = timedelta(days=30)
ALREADY_SENT = "This application was already sent. To change it, use the private link that we sent you."
ERASE = "bookings.erase_draft"
"""The outbox task that erases a draft nobody has touched for 30 days."""


SomePage = TypeVar("SomePage", bound=PageForm)


@dataclass(frozen=True)
class Page:
    """A page of the application: its form, what it is called in the task list, and under which heading."""

    form: type[PageForm]
    title: str
    section: str

    @property
    def key(self) -> str:
        """What its address ends with."""
        return self.form.key


PLACE, PEOPLE, EVENT, LAST = "Where and when", "Who is booking", "The event", "Before you send it"
PAGES = (
    Page(forms.SpaceForm, "Venue and space", PLACE),
    Page(forms.WhenForm, "Date and times", PLACE),
    Page(forms.YouForm, "Name and role", PEOPLE),
    Page(forms.ContactForm, "How to reach you", PEOPLE),
    Page(forms.OrganisationForm, "Organisation", PEOPLE),
    Page(forms.BehalfForm, "Who it is for, and who pays", PEOPLE),
    Page(forms.KindForm, "What it is for", EVENT),
    Page(forms.EventForm, "Name and description", EVENT),
    Page(forms.PeopleForm, "How many people, and who may come", EVENT),
    Page(forms.PublicityForm, "Publicity and anything else", EVENT),
    Page(forms.AnySpeakersForm, "Whether there are speakers", EVENT),
    Page(forms.SpeakersForm, "Speakers", EVENT),
    Page(forms.SeatingForm, "Seating", EVENT),
    Page(forms.TermsForm, "Terms of hire and declaration", LAST),
)
"""Every page, in the order in which it is asked."""

BY_KEY: Mapping[str, Page] = {page.key: page for page in PAGES}
DONE, TO_DO, WRONG, LATER = "done", "to do", "wrong", "later"
"""The states of a page: answered; not answered yet; answered, but something no longer holds; not to be answered yet."""


@dataclass(frozen=True)
class Missing:
    """A page that is still to be answered, or whose answer no longer holds, and why."""

    page: Page
    sentence: str


class OvertakenError(Refusal):
    """The application was changed after this correction of it began: sent now, it would undo that change unseen."""

    status = 409


class IncompleteError(Refusal):
    """The draft cannot be sent yet: `missing` says which pages are still to be answered."""

    status = 422

    def __init__(self, missing: list[Missing]) -> None:
        super().__init__(" ".join(gap.sentence for gap in missing))
        self.missing = missing


@dataclass(frozen=True)
class Read:
    """A draft as it reads today: every page that applies with its form and its state, and all answers that hold."""

    about: About
    forms: Mapping[str, PageForm]
    states: Mapping[str, str]

    @property
    def missing(self) -> list[Missing]:
        """What is still to be answered, in page order."""
        return [Missing(page, self._why(page)) for page in PAGES if self.states.get(page.key, DONE) != DONE]

    def _why(self, page: Page) -> str:
        if self.states[page.key] != WRONG:
            return f"{page.title} is still to be answered."
        problems = self.forms[page.key].problems
        return f"{page.title}: {problems[0].text}." if problems else f"{page.title} is to be looked at again."


# --- reading ----------------------------------------------------------------------------


def find(reader: Reader, key: UUID, visit: str, staff: UUID | None = None) -> Draft:
    """The draft of this browser, or of the member of staff who began it. Raises MissingError for anybody else."""
    draft = reader.scalar(select(Draft).where(Draft.uuid == key))
    if draft is None or not (draft.visit == visit or (staff is not None and draft.entered_by == staff)):
        raise MissingError("There is no such application here. It may have been begun in another browser.")
    return draft


def latest(reader: Reader, visit: str) -> Draft | None:
    """The application that this browser began last and has not sent, corrections left out."""
    query = (
        select(Draft)
        .where(Draft.visit == visit, Draft.sent_application_id.is_(None), Draft.application_id.is_(None))
        .where(Draft.changed > now() - KEPT_FOR)
        .order_by(Draft.changed.desc())
        .limit(1)
    )
    return reader.scalar(query)


def current_terms(reader: Reader) -> Terms | None:
    """The terms of hire that hold today; None while the council has published none."""
    return reader.scalar(select(Terms).order_by(Terms.version.desc()).limit(1))


def open_spaces(reader: Reader, own: Space | None = None) -> tuple[SpaceChoice, ...]:
    """Every space that can be asked for, by venue and name; and `own`, open or not, which somebody has already."""
    query = (
        select(Space)
        .join(Venue)
        .where((Space.open & Venue.open) | (Space.id == (own.id if own else None)))
        .options(selectinload(Space.venue), selectinload(Space.parts), selectinload(Space.layouts))
        .order_by(Venue.name, Space.name)
    )
    found = [space for space in reader.scalars(query) if space is own or all(part.open for part in space.parts)]
    return tuple(map(_space_choice, found))


def _space_choice(space: Space) -> SpaceChoice:
    layouts = tuple(LayoutChoice(str(layout.uuid), layout.name, layout.capacity) for layout in space.layouts)
    venue = space.venue
    return SpaceChoice(
        str(space.uuid), space.name, venue.name, space.capacity, venue.opens, venue.closes, layouts, venue.address
    )


def page_form(reader: Reader, draft: Draft, kind: type[SomePage], posted: Posted | None = None) -> SomePage:
    """One page's form: with what was just posted, else with what the draft holds, not yet checked."""
    about = read(reader, draft).about
    kept = posted_of(draft.answers[kind.key]) if kind.key in draft.answers else None
    return kind(posted or kept, about)


def checked(reader: Reader, draft: Draft, form: PageForm) -> bool:
    """Whether a page's answers can be taken: its own rules, and for the time those of the place. A correction that leaves
    place and time alone is not asked about them again, whatever has become of the place since.

    Raises SlotTakenError when the space is taken at that time.
    """
    if not form.validate():
        return False
    if isinstance(form, forms.WhenForm):
        asked, before = asked_for(form), form.about.before
        try:
            if before is None or service.claims_otherwise(asked, before):
                service.check_slot(reader, asked, hold_of(reader, draft))
        except InvalidError as problem:
            form.refuse(problem)
    return not form.problems


def read(reader: Reader, draft: Draft) -> Read:
    """Read a draft: every page that applies, checked as of today."""
    terms = current_terms(reader)
    hold = hold_of(reader, draft)
    about = About(
        open_spaces(reader, hold.space if hold else None),
        draft.entered_by is not None,
        terms.version if terms else 0,
        before=service.form_of(hold.application.latest) if hold else None,
    )
    states: dict[str, str] = {}
    found: dict[str, PageForm] = {}
    for page in PAGES:
        if page.form is forms.SpeakersForm and not about.said.get("has_speakers"):
            continue
        if page.form is forms.WhenForm and about.space is None:
            states[page.key] = LATER
            continue
        if page.key not in draft.answers:
            states[page.key] = TO_DO
            continue
        form = found[page.key] = page.form(posted_of(draft.answers[page.key]), about)
        states[page.key] = DONE if _holds(reader, draft, form) else WRONG
        if isinstance(form, forms.SeatingForm) and form.outdated:
            states[page.key] = WRONG
        if not form.problems:
            about = replace(about, said={**about.said, **form.said()})
    return Read(about, found, states)


def _holds(reader: Reader, draft: Draft, form: PageForm) -> bool:
    """As `checked`; whether the space is free is for the moment of sending, which offers other times."""
    try:
        return checked(reader, draft, form)
    except service.SlotTakenError:
        return True


def form_of_draft(reader: Reader, draft: Draft) -> ApplicationForm:
    """The application that the draft makes. Raises IncompleteError, which says what is missing."""
    now_read = read(reader, draft)
    if now_read.missing:
        raise IncompleteError(now_read.missing)
    return ApplicationForm(**now_read.about.said)


def next_page(reader: Reader, draft: Draft, after: str) -> str:
    """The key of the page to go to after one was answered: the first after it that is to be answered, else the first of
    all, else "check".
    """
    gaps = [gap.page for gap in read(reader, draft).missing]
    place = PAGES.index(BY_KEY[after])
    later = [page for page in gaps if PAGES.index(page) > place]
    return (later or gaps)[0].key if gaps else "check"


def asked_for(form: forms.WhenForm) -> ApplicationForm:
    """The place and time of a valid page, with nothing in the place of all else, so that both can be checked."""
    return ApplicationForm(space=form.about.said["space"], hirer_name="", hirer_email="", **form.said())


def hold_of(reader: Reader, draft: Draft) -> Hold | None:
    """The hold of the application that a draft corrects: its own time is not taken for it."""
    application = reader.get(Application, draft.application_id) if draft.application_id else None
    return application.hold if application else None


# --- writing ----------------------------------------------------------------------------


def start(
    tx: Transaction, visit: str, once: UUID | None = None, channel: str = "online", entered_by: UUID | None = None
) -> Draft:
    """Begin an application, in this browser. The same `once` from the same browser gives the same draft again."""
    if once is not None:
        known = tx.scalar(select(Draft).where(Draft.uuid == once))
        if known is not None and known.visit == visit:
            return known
        once = None if known is not None else once
    return _begin(tx, Draft(uuid=once or uuid4(), visit=visit, channel=channel, entered_by=entered_by, answers={}))


def start_correction(tx: Transaction, application: Application, form: ApplicationForm, visit: str) -> Draft:
    """Begin a correction of an application that was sent: a draft that holds all its answers.

    It is the hirer's own, by the private link, even where staff entered the application itself.
    """
    draft = Draft(
        visit=visit,
        channel="online",
        application_id=application.id,
        base_version=application.latest.number,
        answers=answers_of(form),
    )
    return _begin(tx, draft)


def start_again(tx: Transaction, draft: Draft, visit: str) -> Draft:
    """Begin a correction anew from the newest version, beside one that was overtaken, which stays as it is.

    Raises MissingError for a draft that corrects nothing.
    """
    application = tx.get(Application, draft.application_id) if draft.application_id else None
    if application is None:
        raise MissingError("There is no application here that was changed.")
    return start_correction(tx, application, service.form_of(application.latest), visit)


def refuse_overtaken(draft: Draft, application: Application) -> None:
    """Make sure that the version which a correction began from still stands. Raises OvertakenError."""
    if draft.base_version != application.latest.number:
        raise OvertakenError("The application was changed after you began these changes.")


def _begin(tx: Transaction, draft: Draft) -> Draft:
    draft.changed = now()
    tx.add(draft)
    tx.flush()
    outbox.queue(tx, ERASE, due=now() + KEPT_FOR, draft=str(draft.uuid))
    return draft


def save_page(tx: Transaction, draft: Draft, form: PageForm) -> None:
    """Keep what was typed on a page. Raises WrongStateError for a draft that was sent."""
    _keep(tx, draft, {form.key: form.typed()})


def keep_speakers(tx: Transaction, draft: Draft, form: forms.SpeakersForm, one_more: bool) -> int:
    """Keep what was typed of the speakers, finished or not, with an empty one more where asked; returns the last one's
    place, from 0. Raises WrongStateError for a draft that was sent.
    """
    pairs = form.typed()
    count = len(form.speakers.entries)
    if one_more:
        pairs.append((f"speakers-{count}-name", ""))
        count += 1
    _keep(tx, draft, {form.key: pairs})
    return max(count - 1, 0)


def move(
    tx: Transaction, draft: Draft, space: Space, start: datetime, end: datetime, typed: Sequence[tuple[str, str]] = ()
) -> None:
    """Put another space and time (UTC) in the place of those asked for, and keep the rest: as it was just `typed` on the
    page, or as the draft holds it. A layout of another space is dropped.
    """
    kept = dict(typed or draft.answers.get("when", []))
    same = dict(draft.answers.get("space", [])).get("space") == str(space.uuid)
    local = london(start)
    pairs = {
        **kept,
        "day-day": str(local.day),
        "day-month": str(local.month),
        "day-year": str(local.year),
        "start": f"{local:%H:%M}",
        "end": f"{london(end):%H:%M}",
        "layout": kept.get("layout", "") if same else "",
    }
    _keep(tx, draft, {"space": [("space", str(space.uuid))], "when": list(pairs.items())})


def sent(tx: Transaction, draft: Draft, application: Application) -> None:
    """Note that the draft became this application, or a correction of it. Raises WrongStateError when that was so before."""
    _refuse_sent(draft)
    draft.sent_application_id = application.id
    draft.changed = now()


def discard(tx: Transaction, draft: Draft) -> None:
    """Erase a draft because its owner asks for it. Raises WrongStateError for one that was sent."""
    _refuse_sent(draft)
    tx.delete(draft)


def erase_if_old(tx: Transaction, key: UUID) -> None:
    """Erase a draft that nobody has touched for 30 days; of one that was touched, look again when its time comes."""
    draft = tx.scalar(select(Draft).where(Draft.uuid == key))
    if draft is None:
        return
    if draft.changed <= now() - KEPT_FOR:
        tx.delete(draft)
    else:
        outbox.queue(tx, ERASE, due=draft.changed + KEPT_FOR, draft=str(key))


def erase_task(database: Database, payload: dict[str, Any]) -> None:
    """The outbox task of `ERASE`."""
    with database.write() as tx:
        erase_if_old(tx, UUID(payload["draft"]))
        outbox.finish(tx, payload["outbox_id"])


def _refuse_sent(draft: Draft) -> None:
    if draft.sent_application_id is not None:
        raise WrongStateError(ALREADY_SENT)


def _keep(tx: Transaction, draft: Draft, pages: Mapping[str, Pairs]) -> None:
    _refuse_sent(draft)
    draft.answers = {**draft.answers, **{key: [list(pair) for pair in pairs] for key, pairs in pages.items()}}
    draft.changed = now()
    tx.flush()


# --- from an application back to what was typed ---------------------------------------------


def answers_of(form: ApplicationForm) -> dict[str, list[list[str]]]:
    """The pages as they would have been typed to make this application."""
    said = {name: getattr(form, name) for name in form.__struct_fields__}
    texts = {name: _text(value) for name, value in said.items() if isinstance(value, str | bool | int)}
    texts |= {
        "day-day": str(form.day.day),
        "day-month": str(form.day.month),
        "day-year": str(form.day.year),
        "start": f"{form.start:%H:%M}",
        "end": f"{form.end:%H:%M}",
        "set_up_minutes": str(form.set_up_minutes or ""),
        "clear_down_minutes": str(form.clear_down_minutes or ""),
        "booking_for": forms.OTHER if form.on_behalf_of else forms.OWN,
        "payer": forms.OTHER if form.who_pays else forms.OWN,
        "has_speakers": "yes" if form.has_speakers else "no",
    }
    for place, speaker in enumerate(form.speakers):
        parts = {name: _text(getattr(speaker, name)) for name in speaker.__struct_fields__}
        texts |= {f"speakers-{place}-{name}": text for name, text in parts.items()}
    return {page.key: _on_page(page, texts) for page in PAGES}


def _on_page(page: Page, texts: Mapping[str, str]) -> list[list[str]]:
    """Those of the texts that the page has a field for; an unticked box is not there at all."""
    posted = posted_of([pair for pair in texts.items() if pair[1]])
    form = page.form(posted, About(said={"purpose_kind": texts["purpose_kind"], "openness": texts["openness"]}))
    return [list(pair) for pair in form.typed()]


def _text(value: str | bool | int) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    return str(value)
