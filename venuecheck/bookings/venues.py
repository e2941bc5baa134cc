"""Setting up: venues, their spaces and layouts, and the terms of hire."""

from collections.abc import Sequence
from datetime import time
from uuid import UUID

from sqlalchemy import select

from venuecheck.audit.events import Event
from venuecheck.audit.log import Actor, record
from venuecheck.bookings.models import Layout, Space, Terms, Venue
from venuecheck.runtime.clock import now
from venuecheck.runtime.database import Reader, Transaction
from venuecheck.runtime.errors import InvalidError, MissingError
from venuecheck.runtime.text import one_line

MOST_PEOPLE = 100_000


def add_venue(
    tx: Transaction,
    *,
    name: str,
    address: str = "",
    description: str = "",
    opens: str = "07:00",
    closes: str = "23:30",
    by: Actor,
) -> Venue:
    """Add a venue. Hours are London wall times, HH:MM; closing at 00:00 is the end of the day.

    Raises InvalidError when another venue has the name, or it would close before it opens.
    """
    venue = Venue(address=address, description=description, open=True)
    _name_venue(tx, venue, name, opens, closes)
    tx.add(venue)
    tx.flush()
    record(tx, Event.VENUE_ADDED, f"venue:{venue.uuid}", by, venue=venue.name)
    return venue


def change_venue(
    tx: Transaction,
    venue: Venue,
    *,
    name: str,
    address: str,
    description: str,
    opens: str,
    closes: str,
    open: bool,  # noqa: A002  (the column's name, and the council's word)
    by: Actor,
) -> Venue:
    """Change what is known of a venue. What is already booked there stays; a closed venue takes nothing new.

    Raises InvalidError as `add_venue` does.
    """
    _name_venue(tx, venue, name, opens, closes)
    venue.address, venue.description, venue.open = address, description, open
    record(tx, Event.VENUE_CHANGED, f"venue:{venue.uuid}", by, venue=venue.name)
    return venue


def _name_venue(tx: Transaction, venue: Venue, name: str, opens: str, closes: str) -> None:
    name, others = one_line(name), tx.execute(select(Venue.id, Venue.name)).all()
    if not name:
        raise InvalidError("Enter the venue's name", "name")
    if name.casefold() in {other.casefold() for id_, other in others if id_ != venue.id}:
        raise InvalidError(f"There is already a venue called {name}", "name")
    opening_time, closing_time = _wall_time(opens, "opens"), _wall_time(closes, "closes")
    if closing_time <= opening_time and closing_time != time(0):
        raise InvalidError("The venue must close after it opens (00:00 is midnight)", "closes")
    venue.name, venue.opens, venue.closes = name, f"{opening_time:%H:%M}", f"{closing_time:%H:%M}"


def _wall_time(text: str, field: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise InvalidError("Enter a time, like 07:30", field) from None


def add_space(
    tx: Transaction, venue: Venue, *, name: str, capacity: int, parts: Sequence[Space] = (), by: Actor
) -> Space:
    """Add a space to a venue; with `parts` one that lets several as one, such as "Whole centre".

    Raises InvalidError when the name is taken at this venue, nobody would fit in, or the parts are not two or more atomic
    spaces of the same venue.
    """
    space = Space(venue_id=venue.id, open=True)
    _name_space(tx, space, name, capacity)
    if parts and (
        len({part.id for part in parts}) < 2 or any(part.venue_id != venue.id or part.parts for part in parts)
    ):
        raise InvalidError("Choose two or more single spaces of this venue", "parts")
    space.venue, space.parts = venue, list(dict.fromkeys(parts))
    tx.add(space)
    tx.flush()
    record(tx, Event.SPACE_ADDED, f"venue:{venue.uuid}", by, space=space.name, venue=venue.name)
    return space


def change_space(
    tx: Transaction,
    space: Space,
    *,
    name: str,
    capacity: int,
    open: bool,  # noqa: A002  (the column's name, and the council's word)
    by: Actor,
) -> Space:
    """Change what is known of a space. What it is made of stays; so does what is booked. Raises InvalidError as
    `add_space` does."""
    _name_space(tx, space, name, capacity)
    space.open = open
    record(tx, Event.SPACE_CHANGED, f"venue:{space.venue.uuid}", by, space=space.name, venue=space.venue.name)
    return space


def _name_space(tx: Transaction, space: Space, name: str, capacity: int) -> None:
    name = one_line(name)
    others = tx.execute(select(Space.id, Space.name).where(Space.venue_id == space.venue_id)).all()
    if not name:
        raise InvalidError("Enter the space's name", "name")
    if name.casefold() in {other.casefold() for id_, other in others if id_ != space.id}:
        raise InvalidError(f"There is already a space called {name} at this venue", "name")
    _check_capacity(capacity)
    space.name, space.capacity = name, capacity


def _check_capacity(capacity: int) -> None:
    if not 1 <= capacity <= MOST_PEOPLE:
        raise InvalidError(f"The number of people must be between 1 and {MOST_PEOPLE:,}", "capacity")


def add_layout(tx: Transaction, space: Space, *, name: str, capacity: int, by: Actor) -> Layout:
    """Add a way in which a space can be set out. Raises InvalidError when it has one of that name, or the layout would
    take more people than the space."""
    name = one_line(name)
    if not name:
        raise InvalidError("Enter the layout's name", "name")
    if name.casefold() in {layout.name.casefold() for layout in space.layouts}:
        raise InvalidError(f"{space.name} already has a layout called {name}", "name")
    _check_capacity(capacity)
    if capacity > space.capacity:
        raise InvalidError(f"{space.name} holds at most {space.capacity} people", "capacity")
    layout = Layout(space=space, name=name, capacity=capacity)
    tx.add(layout)
    tx.flush()
    record(tx, Event.LAYOUT_ADDED, f"venue:{space.venue.uuid}", by, layout=layout.name, space=space.name)
    return layout


# --- terms of hire ------------------------------------------------------------


def publish_terms(tx: Transaction, text: str, by: Actor) -> Terms:
    """Publish a new version of the terms of hire. Raises InvalidError when there are no words, or they are those that
    stand already (so that pressing twice publishes once)."""
    if not text.strip():
        raise InvalidError("Enter the terms of hire", "text")
    newest = _newest_terms(tx)
    if newest is not None and newest.text == text:
        raise InvalidError(f"These words are already published, as version {newest.version}", "text")
    published = Terms(version=newest.version + 1 if newest else 1, text=text, published=now())
    tx.add(published)
    record(tx, Event.TERMS_PUBLISHED, f"terms:{published.version}", by, version=published.version)
    return published


def layout_name(reader: Reader, layout: str) -> str:
    """What a layout is called, by its key as a form holds it; empty where there is none."""
    if not layout:
        return ""
    return reader.scalar(select(Layout.name).where(Layout.uuid == UUID(layout))) or ""


def current_terms(reader: Reader) -> Terms:
    """The terms that a hirer accepts today. Raises MissingError when none were ever published."""
    newest = _newest_terms(reader)
    if newest is None:
        raise MissingError("No terms of hire have been published yet.")
    return newest


def terms(reader: Reader, version: int) -> Terms:
    """One version of the terms. Raises MissingError when there is none of that number."""
    found = reader.get(Terms, version)
    if found is None:
        raise MissingError("There is no such version of the terms of hire.")
    return found


def _newest_terms(reader: Reader) -> Terms | None:
    return reader.scalar(select(Terms).order_by(Terms.version.desc()).limit(1))
