"""What people do with venues, applications and holds."""

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from venuecheck.audit.events import Event
from venuecheck.audit.log import SYSTEM, Actor, record
from venuecheck.bookings.application import ApplicationForm
from venuecheck.bookings.availability import LONGEST_PREPARATION, Span, event_span, last_day, opening, widened
from venuecheck.bookings.links import further_link
from venuecheck.bookings.models import (
    ALREADY_TAKEN,
    CONFIRMED,
    HELD,
    RELEASED,
    Application,
    ApplicationVersion,
    Hold,
    Occupation,
    Space,
    Terms,
    Venue,
)
from venuecheck.bookings.timetable import FreeTime, free_busy, is_taken, nearest_free
from venuecheck.bookings.venues import (
    add_layout,
    add_space,
    add_venue,
    change_space,
    change_venue,
    current_terms,
    layout_name,
    publish_terms,
    terms,
)
from venuecheck.runtime.clock import london, now, today
from venuecheck.runtime.database import Reader, Transaction
from venuecheck.runtime.errors import InvalidError, Refusal, WrongStateError

__all__ = [
    "FreeTime",
    "SlotTakenError",
    "add_layout",
    "add_space",
    "add_venue",
    "application_by_token",
    "applications_by_email",
    "at",
    "change_space",
    "change_venue",
    "check_slot",
    "claims_otherwise",
    "confirm_hold",
    "correct",
    "current_terms",
    "form_of",
    "free_busy",
    "give_back_what_stood",
    "hold_again",
    "layout_name",
    "nearest_free",
    "place",
    "publish_terms",
    "release_hold",
    "replace_lost_link",
    "space_of",
    "subject",
    "terms",
    "to_content",
]

REFERENCE_LETTERS = "2346789CDFGHJKMNPQRTVWXY"
"""No 0 and O, 1 and I, 5 and S, 8 and B, 2 and Z together, and no vowels, so that no word is spelled."""


class SlotTakenError(Refusal):
    """The space is taken at that time. `nearest` holds the nearest free times, best first (perhaps none)."""

    status = 409

    def __init__(self, sentence: str, nearest: list[FreeTime]) -> None:
        super().__init__(sentence)
        self.nearest = nearest


# --- applications -------------------------------------------------------------


def place(
    tx: Transaction, form: ApplicationForm, *, channel: str = "online", entered_by: UUID | None = None, by: Actor
) -> tuple[Application, str]:
    """Take an application and hold the space for it; returns it with the token of its private link.

    The token is given out here and never again: only its digest is kept. Raises SlotTakenError when the space is taken,
    InvalidError when place, time or numbers cannot be.
    """
    space, span = check_slot(tx, form)
    _check_terms(tx, form)
    token, moment = secrets.token_urlsafe(32), now()
    application = Application(
        reference=_new_reference(tx),
        link_digest=_digest(token),
        email=_email_key(form.hirer_email),
        channel=channel,
        entered_by=entered_by,
        sent=moment,
    )
    version = ApplicationVersion(application=application, number=1, content=to_content(form), sent=moment)
    hold = Hold(application=application, space=space, start=span.start, end=span.end, state=HELD)
    tx.add_all([application, version, hold])
    tx.flush()
    with _taken_by_another(tx, form, space, span):
        _occupy(tx, hold, form)
    about = subject(application)
    sent = (application, version)
    record(tx, Event.APPLICATION_SENT, about, by, rows=sent, reference=application.reference, channel=channel)
    _record_claim(tx, Event.HOLD_PLACED, hold, by)
    return application, token


def correct(
    tx: Transaction,
    application: Application,
    form: ApplicationForm,
    by: Actor,
    standing: ApplicationForm | None = None,
) -> ApplicationVersion:
    """Put a new version in the place of the old, and move the hold when place or time changed.

    `standing` is what was confirmed, where somebody still has to decide on the change: its place and time stay taken as well,
    until `give_back_what_stood`.

    Raises SlotTakenError when the new time is taken (the old hold stays as it was), InvalidError when place, time or
    numbers cannot be, WrongStateError when the space was already given back.
    """
    hold, before = application.hold, form_of(application.latest)
    if hold.state == RELEASED:
        raise WrongStateError("The space for this application was given back, so it can no longer be changed.")
    moves = claims_otherwise(form, before)
    if moves:
        space, span = check_slot(tx, form, hold)
        hold.space, hold.start, hold.end = space, span.start, span.end
        with _taken_by_another(tx, form, space, span, hold):
            _occupy(tx, hold, form, standing or form)
    elif (form.layout, form.expected_numbers) != (before.layout, before.expected_numbers):
        _check_numbers(form, hold.space)
    version = ApplicationVersion(
        application=application, number=application.latest.number + 1, content=to_content(form), sent=now()
    )
    application.email = _email_key(form.hirer_email)
    tx.add(version)
    about = subject(application)
    record(tx, Event.APPLICATION_CORRECTED, about, by, rows=(version,), version=version.number)
    if moves:
        _record_claim(tx, Event.HOLD_MOVED, hold, by)
    return version


def give_back_what_stood(tx: Transaction, application: Application) -> None:
    """After a change was decided: only the place and time of the newest version stay taken."""
    form = form_of(application.latest)
    _occupy(tx, application.hold, form)


def confirm_hold(tx: Transaction, application: Application, by: Actor) -> None:
    """Turn the hold into a booking. Raises WrongStateError unless it is held."""
    hold = application.hold
    if hold.state != HELD:
        raise WrongStateError("The space is no longer held for this application.")
    hold.state = CONFIRMED
    record(tx, Event.HOLD_CONFIRMED, subject(application), by, rows=(hold,))


def release_hold(tx: Transaction, application: Application, by: Actor) -> None:
    """Give the space back, from a hold or a booking. Raises WrongStateError when that was done before."""
    hold = application.hold
    if hold.state == RELEASED:
        raise WrongStateError("The space was already given back.")
    hold.state = RELEASED
    tx.execute(delete(Occupation).where(Occupation.hold_id == hold.id))
    record(tx, Event.HOLD_RELEASED, subject(application), by, rows=(hold,))


def hold_again(tx: Transaction, application: Application, form: ApplicationForm, by: Actor) -> None:
    """Hold a space again that was given back, as the form says: after a review that overturned a refusal.

    The form becomes a new version where it is not the newest. Raises SlotTakenError when somebody has the space by now,
    InvalidError when place, time or numbers can no longer be, WrongStateError when the space was not given back.
    """
    hold = application.hold
    if hold.state != RELEASED:
        raise WrongStateError("The space is still held for this application.")
    space, span = check_slot(tx, form, hold)
    hold.space, hold.start, hold.end, hold.state = space, span.start, span.end, HELD
    with _taken_by_another(tx, form, space, span, hold):
        _occupy(tx, hold, form)
    _record_claim(tx, Event.HOLD_PLACED, hold, by)
    if form != form_of(application.latest):
        number = application.latest.number + 1
        version = ApplicationVersion(application=application, number=number, content=to_content(form), sent=now())
        tx.add(version)
        record(tx, Event.APPLICATION_CORRECTED, subject(application), by, rows=(version,), version=number)


def at(form: ApplicationForm, time: FreeTime) -> ApplicationForm:
    """The form with another place and time; a layout belongs to the space that it was chosen for."""
    start, end = london(time.start), london(time.end)
    here = str(time.space) == form.space.lower()
    return msgspec.structs.replace(
        form,
        space=str(time.space),
        layout=form.layout if here else "",
        day=start.date(),
        start=start.time(),
        end=end.time(),
    )


def replace_lost_link(tx: Transaction, application: Application, by: Actor = SYSTEM) -> str:
    """Make a new private link beside those that were sent before; returns its token, to be sent to the address given.

    The others stay good: anybody who knows an address can ask for its links, and must not end them for whoever holds one.
    """
    token = further_link(tx, application)
    record(tx, Event.LINK_SENT, subject(application), by)
    return token


def application_by_token(reader: Reader, token: str) -> Application | None:
    """The application of a private link, or None when no link (any more) has this token."""
    return reader.scalar(select(Application).where(Application.link_digest == _digest(token)))


def applications_by_email(reader: Reader, email: str) -> list[Application]:
    """The applications whose newest version gives this address, newest first."""
    query = select(Application).where(Application.email == _email_key(email)).order_by(Application.id.desc())
    return list(reader.scalars(query)) if email.strip() else []


def subject(application: Application) -> str:
    """What events call an application."""
    return f"application:{application.uuid}"


def form_of(version: ApplicationVersion) -> ApplicationForm:
    """The form as it was sent."""
    return msgspec.convert(version.content, ApplicationForm)


def to_content(form: ApplicationForm) -> dict[str, Any]:
    """The form as a version keeps it: JSON's own kinds of value only."""
    content: dict[str, Any] = msgspec.to_builtins(form)
    return content


# --- what may be asked for ----------------------------------------------------


def check_slot(reader: Reader, form: ApplicationForm, own: Hold | None = None) -> tuple[Space, Span]:
    """The space and the event's own time, once both can be had. `own` is a hold that counts as given back.

    Looks before anything is written; inside a write transaction, which is the only one that writes, what is free now stays
    free until it ends. Raises InvalidError naming the field that is to blame, SlotTakenError when the space is taken.
    """
    space = space_of(reader, form.space)
    if not (space.venue.open and space.open and all(atom.open for atom in space.atoms)):
        raise InvalidError("This space is closed to new bookings. Choose another", "space")
    _check_day(form.day)
    span = event_span(form.day, form.start, form.end)
    if span.start <= now():
        raise InvalidError("The start must be in the future", "start")
    _check_opening(form, space.venue, span)
    _check_numbers(form, space)
    if is_taken(reader, space, widened(span, form.set_up_minutes, form.clear_down_minutes), own):
        raise _slot_taken(reader, form, space, span, own)
    return space, span


def space_of(reader: Reader, key: str) -> Space:
    """The space with this key. Raises InvalidError on the field `space` when there is none."""
    try:
        found = reader.scalar(select(Space).where(Space.uuid == UUID(key)))
    except ValueError:
        found = None
    if found is None:
        raise InvalidError("Choose a space", "space")
    return found


def _check_day(day: date) -> None:
    if day < today():
        raise InvalidError("The date must be today or in the future", "day")
    last = last_day(today())
    if day > last:
        raise InvalidError(f"The date must be on or before {last.day} {last:%B %Y}", "day")


def _check_opening(form: ApplicationForm, venue: Venue, span: Span) -> None:
    for minutes, field in ((form.set_up_minutes, "set_up_minutes"), (form.clear_down_minutes, "clear_down_minutes")):
        if not 0 <= minutes <= LONGEST_PREPARATION:
            raise InvalidError(f"The minutes must be between 0 and {LONGEST_PREPARATION}", field)
    hours = opening(form.day, venue.opens, venue.closes)
    closes = "midnight" if venue.closes == "00:00" else venue.closes
    if not hours.start <= span.start < hours.end:
        raise InvalidError(f"The start must be between {venue.opens} and {closes}, when the venue is open", "start")
    if span.end > hours.end:
        raise InvalidError(f"The end must be at or before {closes}, when the venue closes", "end")
    taken = widened(span, form.set_up_minutes, form.clear_down_minutes)
    if taken.start < hours.start:
        raise InvalidError(f"The venue opens at {venue.opens}: set up for less time, or start later", "set_up_minutes")
    if taken.end > hours.end:
        raise InvalidError(f"The venue closes at {closes}: clear down faster, or end earlier", "clear_down_minutes")


def _check_numbers(form: ApplicationForm, space: Space) -> None:
    if form.expected_numbers < 0:
        raise InvalidError("The number of people must be 0 or more", "expected_numbers")
    if form.expected_numbers > space.capacity:
        raise InvalidError(f"{space.name} holds at most {space.capacity} people", "expected_numbers")
    if form.layout:
        layout = next((layout for layout in space.layouts if str(layout.uuid) == form.layout.lower()), None)
        if layout is None:
            raise InvalidError("Choose a layout of this space", "layout")
        if form.expected_numbers > layout.capacity:
            raise InvalidError(f"The layout “{layout.name}” holds at most {layout.capacity} people", "layout")


def _check_terms(tx: Transaction, form: ApplicationForm) -> None:
    if form.terms_version and tx.get(Terms, form.terms_version) is None:
        raise InvalidError("Read the terms of hire and accept them", "terms_version")


# --- taking a space -----------------------------------------------------------


@contextmanager
def _taken_by_another(
    tx: Transaction, form: ApplicationForm, space: Space, span: Span, own: Hold | None = None
) -> Iterator[None]:
    """The net under it: where the database itself refuses an overlap, the same answer.

    What was written by then cannot be committed: no event speaks of the hold yet, and it is guarded.
    """
    try:
        yield
    except IntegrityError as problem:
        if ALREADY_TAKEN not in str(problem.orig):
            raise
        raise _slot_taken(tx, form, space, span, own) from problem


def _slot_taken(
    reader: Reader, form: ApplicationForm, space: Space, span: Span, own: Hold | None = None
) -> SlotTakenError:
    nearest = nearest_free(
        reader,
        space,
        span.start,
        span.end,
        set_up=form.set_up_minutes,
        clear_down=form.clear_down_minutes,
        people=form.expected_numbers,
        besides=own,
    )
    return SlotTakenError(f"{space.name} is already taken at that time. Choose another time or another space.", nearest)


def _occupy(tx: Transaction, hold: Hold, *forms: ApplicationForm) -> None:
    """Take what these forms ask for, and nothing else any more: a row for each atomic space, from set-up to clear-down. Where
    two ask for the same space at times that meet, one row holds both.
    """
    spans: dict[int, list[Span]] = {}
    for form in forms:
        event = event_span(form.day, form.start, form.end)
        taken = widened(event, form.set_up_minutes, form.clear_down_minutes)
        for atom in space_of(tx, form.space).atoms:
            apart = [span for span in spans.get(atom.id, []) if not span.meets(taken)]
            met = [taken, *(span for span in spans.get(atom.id, []) if span.meets(taken))]
            spans[atom.id] = [*apart, Span(min(span.start for span in met), max(span.end for span in met))]
    tx.execute(delete(Occupation).where(Occupation.hold_id == hold.id))
    rows = [
        {"hold_id": hold.id, "space_id": atom, "start": span.start, "end": span.end}
        for atom, found in spans.items()
        for span in found
    ]
    tx.execute(insert(Occupation), rows)


def claims_otherwise(form: ApplicationForm, before: ApplicationForm) -> bool:
    """Whether the form asks for another place or time than the one before, so that what may be asked for is looked at anew."""
    return _claim(form) != _claim(before)


def _claim(form: ApplicationForm) -> tuple[Any, ...]:
    """What of the form decides which rows are taken."""
    return (form.space.lower(), form.day, form.start, form.end, form.set_up_minutes, form.clear_down_minutes)


def _record_claim(tx: Transaction, event: Event, hold: Hold, by: Actor) -> None:
    place = f"{hold.space.name}, {hold.space.venue.name}"
    start, end = _said(hold.start), _said(hold.end)
    record(tx, event, subject(hold.application), by, rows=(hold,), space=place, start=start, end=end)


def _said(moment: datetime) -> str:
    return f"{london(moment).day} {london(moment):%B %Y, %H:%M}"


def _new_reference(tx: Transaction) -> str:
    """A reference that nobody has, short enough to be read out on the phone."""
    while True:
        code = "".join(secrets.choice(REFERENCE_LETTERS) for _ in range(6))
        reference = f"VH-{code[:4]}-{code[4:]}"
        if tx.scalar(select(Application.id).where(Application.reference == reference)) is None:
            return reference


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _email_key(email: str) -> str:
    return email.strip().lower()
