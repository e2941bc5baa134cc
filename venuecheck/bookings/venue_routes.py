"""The pages on venues: the public list with free and busy times, and an administrator's set-up."""

from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.response import Response

from venuecheck.accounts.roles import Role
from venuecheck.audit.log import Actor
from venuecheck.bookings import pages, service
from venuecheck.bookings.models import Terms, Venue
from venuecheck.bookings.venue_forms import (
    LayoutForm,
    NewSpaceForm,
    NewVenueForm,
    PublishTermsForm,
    SpaceForm,
    VenueForm,
)
from venuecheck.runtime.database import Database, Reader
from venuecheck.runtime.errors import InvalidError, MissingError
from venuecheck.web import access
from venuecheck.web.pages import Asking, page, see
from venuecheck.web.posted import Posted

ADMINISTRATOR = access.only(Role.ADMINISTRATOR)


@get("/venues", opt=access.anyone(), sync_to_thread=True)
def show_venues(request: Asking, db: Database) -> Response[str]:
    """Every venue that takes applications, with its spaces."""
    with db.read() as reader:
        return page(request, "bookings/venues.html", venues=pages.venues(reader))


@get("/venues/{venue_key:uuid}", opt=access.anyone(), sync_to_thread=True)
def show_venue(request: Asking, db: Database, venue_key: UUID) -> Response[str]:
    """What is free at a venue, from a day on. Only free and taken: never who or what."""
    with db.read() as reader:
        shown = pages.venue_page(reader, venue_key, request.query_params.get("day", "").strip()[:40])
        return page(request, "bookings/venue.html", shown=shown)


@get("/admin/venues", opt=ADMINISTRATOR, sync_to_thread=True)
def show_admin_venues(request: Asking, db: Database) -> Response[str]:
    """Every venue, the closed ones too."""
    with db.read() as reader:
        return page(request, "bookings/admin_venues.html", venues=pages.venues(reader, closed_too=True))


@get("/admin/venues/new", opt=ADMINISTRATOR, sync_to_thread=True)
def show_new_venue(request: Asking) -> Response[str]:
    """An empty form for a venue."""
    form = NewVenueForm(values={"opens": "07:00", "closes": "23:30"})
    return page(request, "bookings/admin_new_venue.html", form=form)


@post("/admin/venues/new", opt=ADMINISTRATOR, sync_to_thread=True)
def add_venue(request: Asking, posted: Posted, db: Database) -> Response[Any]:
    """Add a venue."""
    form = NewVenueForm(posted)
    if form.validate():
        try:
            with db.write() as tx:
                venue = service.add_venue(tx, **form.said(), by=_actor(request))
            return see(f"/admin/venues/{venue.uuid}")
        except InvalidError as problem:
            form.refuse(problem)
    return page(request, "bookings/admin_new_venue.html", form=form)


@get("/admin/venues/{venue_key:uuid}", opt=ADMINISTRATOR, sync_to_thread=True)
def show_admin_venue(request: Asking, db: Database, venue_key: UUID) -> Response[str]:
    """A venue to be changed, and its spaces."""
    with db.read() as reader:
        venue = pages.venue(reader, venue_key)
        return page(request, "bookings/admin_venue.html", venue=venue, form=VenueForm(values=_values(venue)))


@post("/admin/venues/{venue_key:uuid}", opt=ADMINISTRATOR, sync_to_thread=True)
def change_venue(request: Asking, posted: Posted, db: Database, venue_key: UUID) -> Response[Any]:
    """Change a venue."""
    form = VenueForm(posted)
    if form.validate():
        try:
            with db.write() as tx:
                service.change_venue(tx, pages.venue(tx, venue_key), **form.said(), by=_actor(request))
            return see(f"/admin/venues/{venue_key}")
        except InvalidError as problem:
            form.refuse(problem)
    with db.read() as reader:
        return page(request, "bookings/admin_venue.html", venue=pages.venue(reader, venue_key), form=form)


@get("/admin/venues/{venue_key:uuid}/spaces/new", opt=ADMINISTRATOR, sync_to_thread=True)
def show_new_space(request: Asking, db: Database, venue_key: UUID) -> Response[str]:
    """An empty form for a space."""
    with db.read() as reader:
        venue = pages.venue(reader, venue_key)
        return page(request, "bookings/admin_new_space.html", venue=venue, form=_space_form(venue))


@post("/admin/venues/{venue_key:uuid}/spaces/new", opt=ADMINISTRATOR, sync_to_thread=True)
def add_space(request: Asking, posted: Posted, db: Database, venue_key: UUID) -> Response[Any]:
    """Add a space, or one that lets several together."""
    with db.read() as reader:
        form = _space_form(pages.venue(reader, venue_key), posted)
    if form.validate():
        try:
            with db.write() as tx:
                venue = pages.venue(tx, venue_key)
                parts = [space for space in venue.spaces if str(space.uuid) in form.parts.data]
                named = {"name": form.name.data, "capacity": form.capacity.data}
                service.add_space(tx, venue, **named, parts=parts, by=_actor(request))
            return see(f"/admin/venues/{venue_key}")
        except InvalidError as problem:
            form.refuse(problem)
    with db.read() as reader:
        return page(request, "bookings/admin_new_space.html", venue=pages.venue(reader, venue_key), form=form)


@get("/admin/spaces/{space_key:uuid}", opt=ADMINISTRATOR, sync_to_thread=True)
def show_space(request: Asking, db: Database, space_key: UUID) -> Response[str]:
    """A space to be changed, and its layouts."""
    with db.read() as reader:
        space = pages.space(reader, space_key)
        form = SpaceForm(values={"name": space.name, "capacity": space.capacity, "open": space.open})
        return page(request, "bookings/admin_space.html", space=space, form=form)


@post("/admin/spaces/{space_key:uuid}", opt=ADMINISTRATOR, sync_to_thread=True)
def change_space(request: Asking, posted: Posted, db: Database, space_key: UUID) -> Response[Any]:
    """Change a space."""
    form = SpaceForm(posted)
    if form.validate():
        try:
            with db.write() as tx:
                space = pages.space(tx, space_key)
                service.change_space(tx, space, **form.data, by=_actor(request))
            return see(f"/admin/venues/{space.venue.uuid}")
        except InvalidError as problem:
            form.refuse(problem)
    with db.read() as reader:
        return page(request, "bookings/admin_space.html", space=pages.space(reader, space_key), form=form)


@get("/admin/spaces/{space_key:uuid}/layouts/new", opt=ADMINISTRATOR, sync_to_thread=True)
def show_new_layout(request: Asking, db: Database, space_key: UUID) -> Response[str]:
    """An empty form for a layout."""
    with db.read() as reader:
        return page(request, "bookings/admin_new_layout.html", space=pages.space(reader, space_key), form=LayoutForm())


@post("/admin/spaces/{space_key:uuid}/layouts/new", opt=ADMINISTRATOR, sync_to_thread=True)
def add_layout(request: Asking, posted: Posted, db: Database, space_key: UUID) -> Response[Any]:
    """Add a layout to a space."""
    form = LayoutForm(posted)
    if form.validate():
        try:
            with db.write() as tx:
                service.add_layout(tx, pages.space(tx, space_key), **form.data, by=_actor(request))
            return see(f"/admin/spaces/{space_key}")
        except InvalidError as problem:
            form.refuse(problem)
    with db.read() as reader:
        return page(request, "bookings/admin_new_layout.html", space=pages.space(reader, space_key), form=form)


@get("/admin/terms", opt=ADMINISTRATOR, sync_to_thread=True)
def show_admin_terms(request: Asking, db: Database) -> Response[str]:
    """The terms that stand, to be put into new words."""
    with db.read() as reader:
        newest = _newest_terms(reader)
        form = PublishTermsForm(values={"text": newest.text if newest else ""})
        return page(request, "bookings/admin_terms.html", newest=newest, form=form)


@post("/admin/terms", opt=ADMINISTRATOR, sync_to_thread=True)
def publish_terms(request: Asking, posted: Posted, db: Database) -> Response[Any]:
    """Publish new terms. Those whom earlier words bound stay bound by those."""
    form = PublishTermsForm(posted)
    if form.validate():
        try:
            with db.write() as tx:
                service.publish_terms(tx, form.text.data.replace("\r\n", "\n"), by=_actor(request))
            return see("/admin/terms")
        except InvalidError as problem:
            form.refuse(problem)
    with db.read() as reader:
        return page(request, "bookings/admin_terms.html", newest=_newest_terms(reader), form=form)


def _newest_terms(reader: Reader) -> Terms | None:
    try:
        return service.current_terms(reader)
    except MissingError:
        return None


def _space_form(venue: Venue, posted: Posted | None = None) -> NewSpaceForm:
    form = NewSpaceForm(posted)
    form.parts.choices = [(str(space.uuid), space.name) for space in venue.spaces if not space.parts]
    return form


def _values(venue: Venue) -> dict[str, Any]:
    return {name: getattr(venue, name) for name in ("name", "address", "description", "opens", "closes", "open")}


def _actor(request: Asking) -> Actor:
    assert request.user.staff is not None  # the guard saw to it
    return Actor.user(request.user.staff.uuid)


ROUTES = [
    show_venues,
    show_venue,
    show_admin_venues,
    show_new_venue,
    add_venue,
    show_admin_venue,
    change_venue,
    show_new_space,
    add_space,
    show_space,
    change_space,
    show_new_layout,
    add_layout,
    show_admin_terms,
    publish_terms,
]
