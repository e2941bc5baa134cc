"""The register of private venues, its contacts, briefings, what was said and when to follow up."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post

from venuecheck.accounts.service import actor
from venuecheck.outreach import pack_routes, pages, service
from venuecheck.outreach.erasing import erase_contact
from venuecheck.outreach.forms import (
    BriefingForm,
    ContactForm,
    ConversationForm,
    EraseForm,
    FollowUpForm,
    VenueForm,
    parts,
    today_parts,
)
from venuecheck.outreach.models import PrivateVenue
from venuecheck.outreach.pack_routes import OFFICER, READERS, is_officer
from venuecheck.runtime.database import Database, Reader, Transaction
from venuecheck.runtime.errors import InvalidError, WrongStateError
from venuecheck.web import access
from venuecheck.web.forms import Form
from venuecheck.web.once import first_time
from venuecheck.web.pages import Asking, page, see
from venuecheck.web.posted import Posted
from venuecheck.web.visits import new_token


@get("/outreach", opt=READERS, sync_to_thread=True)
def get_outreach(request: Asking, db: Database) -> Response[Any]:
    """Who has not been reached, and what is due."""
    with db.read() as reader:
        shown = pages.worklist(reader)
    return page(request, "outreach/worklist.html", page=shown, officer=is_officer(request))


@get("/outreach/venues", opt=READERS, sync_to_thread=True)
def get_register(request: Asking, db: Database) -> Response[Any]:
    """The register, searched and narrowed."""
    with db.read() as reader:
        shown = pages.register(reader, pages.Filters.asked(request.query_params))
    return page(request, "outreach/register.html", page=shown, officer=is_officer(request))


@get("/outreach/venues/new", opt=OFFICER, sync_to_thread=True)
def get_new_venue(request: Asking) -> Response[Any]:
    """The form for a new venue."""
    return page(request, "outreach/venue_form.html", form=VenueForm(), venue=None)


@post("/outreach/venues/new", opt=OFFICER, sync_to_thread=True)
def post_new_venue(request: Asking, db: Database, posted: Posted) -> Response[Any]:
    """Add a venue. A second press finds it there already."""
    form = VenueForm(posted)
    if form.validate():
        try:
            with db.write() as tx:
                venue = service.add_private_venue(tx, **form.data, by=actor(access.person(request)))
            return see(_path(venue.uuid))
        except InvalidError as problem:
            form.refuse(problem)
    return page(request, "outreach/venue_form.html", form=form, venue=None)


@get("/outreach/venues/{venue:uuid}", opt=READERS, sync_to_thread=True)
def get_venue(request: Asking, db: Database, venue: UUID) -> Response[Any]:
    """All that is known of a venue."""
    with db.read() as reader:
        shown = pages.venue_page(reader, service.venue_with(reader, venue))
        return page(request, "outreach/venue.html", page=shown, venue=shown.venue, officer=is_officer(request))


@get("/outreach/venues/{venue:uuid}/change", opt=OFFICER, sync_to_thread=True)
def get_change_venue(request: Asking, db: Database, venue: UUID) -> Response[Any]:
    """The form to change a venue."""
    with db.read() as reader:
        known = service.venue_with(reader, venue)
        values = {name: getattr(known, name) for name in ("name", "kind", "address", "ward", "notes")}
    return _form_page(request, db, "outreach/venue_form.html", VenueForm(values=values), venue)


@post("/outreach/venues/{venue:uuid}/change", opt=OFFICER, sync_to_thread=True)
def post_change_venue(request: Asking, db: Database, posted: Posted, venue: UUID) -> Response[Any]:
    """Change a venue."""
    form = VenueForm(posted)
    if form.validate():
        try:
            with db.write() as tx:
                by = actor(access.person(request))
                service.change_private_venue(tx, service.venue_with(tx, venue), **form.data, by=by)
            return see(_path(venue))
        except InvalidError as problem:
            form.refuse(problem)
    return _form_page(request, db, "outreach/venue_form.html", form, venue)


@post("/outreach/venues/{venue:uuid}/close", opt=OFFICER, sync_to_thread=True)
def post_close_venue(request: Asking, db: Database, posted: Posted, venue: UUID) -> Response[Any]:
    """Close a venue in the register."""
    with db.write() as tx:
        service.close_private_venue(tx, service.venue_with(tx, venue), by=actor(access.person(request)))
    return see(_path(venue))


@post("/outreach/venues/{venue:uuid}/reopen", opt=OFFICER, sync_to_thread=True)
def post_reopen_venue(request: Asking, db: Database, posted: Posted, venue: UUID) -> Response[Any]:
    """Put a closed venue back."""
    with db.write() as tx:
        service.reopen_private_venue(tx, service.venue_with(tx, venue), by=actor(access.person(request)))
    return see(_path(venue))


@get("/outreach/venues/{venue:uuid}/contacts/new", opt=OFFICER, sync_to_thread=True)
def get_new_contact(request: Asking, db: Database, venue: UUID) -> Response[Any]:
    """The form for a new contact."""
    return _form_page(request, db, "outreach/contact_form.html", ContactForm(), venue, contact=None)


@post("/outreach/venues/{venue:uuid}/contacts/new", opt=OFFICER, sync_to_thread=True)
def post_new_contact(request: Asking, db: Database, posted: Posted, venue: UUID) -> Response[Any]:
    """Add a contact. A second press finds them there already."""
    form = ContactForm(posted)
    if form.validate():
        try:
            with db.write() as tx:
                by = actor(access.person(request))
                service.add_contact(tx, service.venue_with(tx, venue), **form.data, by=by)
            return see(_path(venue))
        except (InvalidError, WrongStateError) as problem:
            form.refuse(problem)
    return _form_page(request, db, "outreach/contact_form.html", form, venue, contact=None)


@get("/outreach/contacts/{contact:uuid}/change", opt=OFFICER, sync_to_thread=True)
def get_change_contact(request: Asking, db: Database, contact: UUID) -> Response[Any]:
    """The form to change a contact."""
    with db.read() as reader:
        known = service.contact_with(reader, contact)
        venue = known.venue.uuid
        values = {name: getattr(known, name) for name in ("name", "role", "email", "phone", "prefers")}
    return _form_page(request, db, "outreach/contact_form.html", ContactForm(values=values), venue, contact=contact)


@post("/outreach/contacts/{contact:uuid}/change", opt=OFFICER, sync_to_thread=True)
def post_change_contact(request: Asking, db: Database, posted: Posted, contact: UUID) -> Response[Any]:
    """Change a contact."""
    form = ContactForm(posted)
    with db.read() as reader:
        venue = service.contact_with(reader, contact).venue.uuid
    if form.validate():
        try:
            with db.write() as tx:
                by = actor(access.person(request))
                service.change_contact(tx, service.contact_with(tx, contact), **form.data, by=by)
            return see(_path(venue))
        except InvalidError as problem:
            form.refuse(problem)
    return _form_page(request, db, "outreach/contact_form.html", form, venue, contact=contact)


@post("/outreach/contacts/{contact:uuid}/close", opt=OFFICER, sync_to_thread=True)
def post_close_contact(request: Asking, db: Database, posted: Posted, contact: UUID) -> Response[Any]:
    """Write to somebody no longer."""
    with db.write() as tx:
        known = service.contact_with(tx, contact)
        service.close_contact(tx, known, by=actor(access.person(request)))
        return see(_path(known.venue.uuid))


@post("/outreach/contacts/{contact:uuid}/erase", opt=OFFICER, sync_to_thread=True)
def post_erase_contact(request: Asking, db: Database, posted: Posted, contact: UUID) -> Response[Any]:
    """Erase somebody from the register, once it is confirmed that this is meant."""
    form = EraseForm(posted)
    with db.read() as reader:
        venue = service.contact_with(reader, contact).venue.uuid
    if form.validate():
        with db.write() as tx:
            erase_contact(tx, service.contact_with(tx, contact), actor(access.person(request)))
        return see(_path(venue))
    return _form_page(request, db, "outreach/erase_contact.html", form, venue, contact=contact)


@get("/outreach/contacts/{contact:uuid}/erase", opt=OFFICER, sync_to_thread=True)
def get_erase_contact(request: Asking, db: Database, contact: UUID) -> Response[Any]:
    """What is erased of a contact, and the form to confirm it."""
    with db.read() as reader:
        venue = service.contact_with(reader, contact).venue.uuid
    return _form_page(request, db, "outreach/erase_contact.html", EraseForm(), venue, contact=contact)


@get("/outreach/venues/{venue:uuid}/conversations/new", opt=OFFICER, sync_to_thread=True)
def get_new_conversation(request: Asking, db: Database, venue: UUID) -> Response[Any]:
    """The form for what was said."""
    form = ConversationForm(values={"once": new_token(), "day": today_parts()})
    return _conversation_page(request, db, form, venue)


@post("/outreach/venues/{venue:uuid}/conversations/new", opt=OFFICER, sync_to_thread=True)
def post_new_conversation(request: Asking, db: Database, posted: Posted, venue: UUID) -> Response[Any]:
    """Record what was said, and when to follow up."""
    form = ConversationForm(posted)
    if form.validate():
        try:
            with db.write() as tx:
                if first_time(tx, posted):
                    _record_conversation(tx, service.venue_with(tx, venue), form, request)
            return see(_path(venue))
        except (InvalidError, WrongStateError) as problem:
            form.refuse(problem)
    return _conversation_page(request, db, form, venue)


def _record_conversation(tx: Transaction, venue: PrivateVenue, form: ConversationForm, request: Asking) -> None:
    by = actor(access.person(request))
    contact = next((each for each in venue.contacts if str(each.uuid) == form.contact.data), None)
    if form.contact.data and contact is None:
        raise InvalidError("Choose a contact of this venue", "contact")
    when, said = form.day.form.value, form.said.data
    service.record_conversation(tx, venue, said=said, by=by, contact=contact, way=form.way.data, day=when)
    if form.finished.data:
        service.finish_follow_up(tx, venue, by=by)
    if form.on.form.value:
        service.set_follow_up(tx, venue, on=form.on.form.value, why=form.why.data, by=by)


def _conversation_page(request: Asking, db: Database, form: ConversationForm, venue: UUID) -> Response[Any]:
    with db.read() as reader:
        known = service.venue_with(reader, venue)
        people = [(str(each.uuid), each.name) for each in known.contacts if each.open]
        form.contact.choices = [("", "Nobody in the register"), *people]
        due = service.open_follow_up(reader, known)
        return page(request, "outreach/conversation_form.html", form=form, venue=known, due=due)


@get("/outreach/venues/{venue:uuid}/follow-up", opt=OFFICER, sync_to_thread=True)
def get_follow_up(request: Asking, db: Database, venue: UUID) -> Response[Any]:
    """The form for when to follow up."""
    with db.read() as reader:
        due = service.open_follow_up(reader, service.venue_with(reader, venue))
        values = {"on": parts(due.on), "why": due.why} if due else {}
    return _form_page(request, db, "outreach/follow_up_form.html", FollowUpForm(values=values), venue)


@post("/outreach/venues/{venue:uuid}/follow-up", opt=OFFICER, sync_to_thread=True)
def post_follow_up(request: Asking, db: Database, posted: Posted, venue: UUID) -> Response[Any]:
    """Set when to follow up."""
    form = FollowUpForm(posted)
    if form.validate():
        try:
            with db.write() as tx:
                by, on = actor(access.person(request)), form.on.form.value
                service.set_follow_up(tx, service.venue_with(tx, venue), on=on, why=form.why.data, by=by)
            return see(_path(venue))
        except (InvalidError, WrongStateError) as problem:
            form.refuse(problem)
    return _form_page(request, db, "outreach/follow_up_form.html", form, venue)


@post("/outreach/venues/{venue:uuid}/follow-up/done", opt=OFFICER, sync_to_thread=True)
def post_follow_up_done(request: Asking, db: Database, posted: Posted, venue: UUID) -> Response[Any]:
    """Mark the follow-up as done."""
    with db.write() as tx:
        service.finish_follow_up(tx, service.venue_with(tx, venue), by=actor(access.person(request)))
    return see(_path(venue))


@get("/outreach/briefings", opt=READERS, sync_to_thread=True)
def get_briefings(request: Asking, db: Database) -> Response[Any]:
    """Briefings that were held."""
    with db.read() as reader:
        shown = pages.briefings(reader)
    return page(request, "outreach/briefings.html", briefings=shown, officer=is_officer(request))


@get("/outreach/briefings/new", opt=OFFICER, sync_to_thread=True)
def get_new_briefing(request: Asking, db: Database) -> Response[Any]:
    """The form for a briefing."""
    with db.read() as reader:
        return _briefing_page(request, reader, BriefingForm(values={"once": new_token(), "day": today_parts()}))


@post("/outreach/briefings/new", opt=OFFICER, sync_to_thread=True)
def post_new_briefing(request: Asking, db: Database, posted: Posted) -> Response[Any]:
    """Record a briefing."""
    form = BriefingForm(posted)
    if form.validate():
        try:
            with db.write() as tx:
                if first_time(tx, posted):
                    _record_briefing(tx, form, request)
            return see("/outreach/briefings")
        except InvalidError as problem:
            form.refuse(problem)
    with db.read() as reader:
        return _briefing_page(request, reader, form)


def _record_briefing(tx: Transaction, form: BriefingForm, request: Asking) -> None:
    came, by = pages.chosen(tx, form.venues.data or []), actor(access.person(request))
    day, kind, notes = form.day.form.value, form.kind.data, form.notes.data
    service.record_briefing(tx, day=day, kind=kind, venues=came, by=by, notes=notes)


def _briefing_page(request: Asking, reader: Reader, form: BriefingForm) -> Response[Any]:
    form.venues.choices = pages.choices(reader)
    return page(request, "outreach/briefing_form.html", form=form)


def _form_page(request: Asking, db: Database, template: str, form: Form, venue: UUID, **words: Any) -> Response[Any]:
    with db.read() as reader:
        return page(request, template, form=form, venue=service.venue_with(reader, venue), **words)


def _path(venue: UUID) -> str:
    return f"/outreach/venues/{venue}"


ROUTES = [
    get_outreach,
    get_register,
    get_new_venue,
    post_new_venue,
    get_venue,
    get_change_venue,
    post_change_venue,
    post_close_venue,
    post_reopen_venue,
    get_new_contact,
    post_new_contact,
    get_change_contact,
    post_change_contact,
    post_close_contact,
    get_erase_contact,
    post_erase_contact,
    get_new_conversation,
    post_new_conversation,
    get_follow_up,
    post_follow_up,
    post_follow_up_done,
    get_briefings,
    get_new_briefing,
    post_new_briefing,
    *pack_routes.ROUTES,
]
