"""What is free and what is taken: questions to the database, each answered by one or two queries however long the answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from venuecheck.bookings.availability import (
    Busy,
    Span,
    cut_to,
    free,
    last_day,
    merged,
    nearest_spans,
    opening,
    same_wall_time,
    whole_day,
)
from venuecheck.bookings.models import Hold, Occupation, Space, Venue, space_part
from venuecheck.runtime.clock import london, now
from venuecheck.runtime.database import Reader

DAYS_AROUND = 7
"""How many days before and after are searched for another free time."""


@dataclass(frozen=True)
class FreeTime:
    """A time at which a space could be had: the event's own start and end (UTC); set-up and clear-down fit round it."""

    space: UUID
    space_name: str
    venue_name: str
    start: datetime
    end: datetime


def is_taken(reader: Reader, space: Space, span: Span, besides: Hold | None = None) -> bool:
    """Whether any part of the space is taken at any moment of the span, leaving one hold out of account."""
    query = (
        select(Occupation.id)
        .where(Occupation.space_id.in_([atom.id for atom in space.atoms]))
        .where(Occupation.start < span.end, Occupation.end > span.start)
        .limit(1)
    )
    if besides is not None:
        query = query.where(Occupation.hold_id != besides.id)
    return reader.scalar(query) is not None


def free_busy(reader: Reader, space: Space, day: date) -> list[Busy]:
    """When the space is taken on a day in London, set-up and clear-down included: never by whom or for what.

    Bookings that touch are shown as one, and those that run over midnight are cut at it.
    """
    return free_busy_of(reader, [space], day, 1)[space.id][0]


def free_busy_of(reader: Reader, spaces: Iterable[Space], first: date, days: int) -> dict[int, list[list[Busy]]]:
    """The same for several spaces and days in one query: by the space's id, a list for each day from the first."""
    wanted = list(spaces)
    calendar = [first + timedelta(days=count) for count in range(days)]
    window = Span(whole_day(calendar[0]).start, whole_day(calendar[-1]).end)
    taken = _taken(reader, {atom.id for space in wanted for atom in space.atoms}, window)
    found = {}
    for space in wanted:
        busy = merged(span for atom in space.atoms for span in taken.get(atom.id, []))
        found[space.id] = [cut_to(whole_day(day), busy) for day in calendar]
    return found


def nearest_free(
    reader: Reader,
    space: Space,
    start: datetime,
    end: datetime,
    *,
    set_up: int = 0,
    clear_down: int = 0,
    people: int = 0,
    besides: Hold | None = None,
    most: int = 6,
) -> list[FreeTime]:
    """The nearest free times of the same length, the best first.

    First the same space on the same day (one earlier, one later), then on that day the venue's other open spaces that hold
    so many people and are free nearer to the wanted time, then the same space at the nearest time on the days around.
    Within opening hours, never in the past. `besides` is a hold that counts as given back.
    """
    wanted, moment = Span(start, end), now()
    day, last = london(start).date(), last_day(london(moment).date())
    rooms = _rooms(reader, space.venue_id)
    here = next(room for room in rooms if room.id == space.id)
    others = [room for room in rooms if room.id != space.id and room.open and room.capacity >= people]
    reach = timedelta(days=DAYS_AROUND)
    window = Span(whole_day(day - reach).start, whole_day(day + reach).end)
    taken = _taken(reader, {atom for room in (here, *others) for atom in room.atoms}, window, besides)

    def offers(room: "_Room", on: date, near: Span) -> list[Span]:
        hours = opening(on, space.venue.opens, space.venue.closes)
        if hours.end <= moment or on > last:
            return []
        hours = Span(max(hours.start, moment - timedelta(minutes=set_up)), hours.end)
        gaps = free(hours, [span for atom in room.atoms for span in taken.get(atom, [])])
        spans = nearest_spans(near, set_up, clear_down, gaps)
        return sorted((span for span in spans if span.start > moment), key=lambda span: abs(span.start - near.start))

    def free_time(room: "_Room", span: Span) -> FreeTime:
        return FreeTime(room.uuid, room.name, space.venue.name, span.start, span.end)

    same_day = offers(here, day, wanted)
    earlier = [span for span in same_day if span.start <= start][:1]
    later = [span for span in same_day if span.start > start][:1]
    own = sorted(earlier + later, key=lambda span: abs(span.start - start))
    found = [free_time(here, span) for span in own]
    elsewhere = [
        (room, span)
        for room in others
        for span in offers(room, day, wanted)[:1]
        if not own or abs(span.start - start) < abs(own[0].start - start)
    ]
    elsewhere.sort(key=lambda offer: (abs(offer[1].start - start), offer[0].capacity, offer[0].name))
    found += [free_time(room, span) for room, span in elsewhere[:2]]
    for days in sorted(range(-DAYS_AROUND, DAYS_AROUND + 1), key=abs):
        near = same_wall_time(wanted, days) if days else None
        if near is not None:
            found += [free_time(here, span) for span in offers(here, day + timedelta(days=days), near)[:1]]
    return found[:most]


@dataclass(frozen=True)
class _Room:
    """A space as the search needs it."""

    id: int
    uuid: UUID
    name: str
    capacity: int
    open: bool
    atoms: tuple[int, ...]


def _rooms(reader: Reader, venue_id: int) -> list[_Room]:
    """All spaces of a venue with the atomic spaces they take; one with a closed part counts as closed."""
    rows = reader.execute(
        select(Space.id, Space.uuid, Space.name, Space.capacity, Space.open & Venue.open, space_part.c.part_id)
        .join(Venue)
        .outerjoin(space_part, space_part.c.whole_id == Space.id)
        .where(Space.venue_id == venue_id)
    ).all()
    parts: dict[int, list[int]] = {}
    for id_, *_, part in rows:
        parts.setdefault(id_, []).append(part or id_)
    is_open = {id_: bool(open_) for id_, _, _, _, open_, _ in rows}
    rooms = {
        id_: _Room(id_, uuid, name, capacity, all(is_open[atom] for atom in (id_, *parts[id_])), tuple(parts[id_]))
        for id_, uuid, name, capacity, _, _ in rows
    }
    return list(rooms.values())


def _taken(reader: Reader, atoms: set[int], window: Span, besides: Hold | None = None) -> dict[int, list[Span]]:
    """The taken spans of atomic spaces that meet the window, by the space's id."""
    query = (
        select(Occupation.space_id, Occupation.start, Occupation.end)
        .where(Occupation.space_id.in_(atoms), Occupation.start < window.end, Occupation.end > window.start)
        .order_by(Occupation.start)
    )
    if besides is not None:
        query = query.where(Occupation.hold_id != besides.id)
    found: dict[int, list[Span]] = {}
    for space_id, start, end in reader.execute(query):
        found.setdefault(space_id, []).append(Span(start, end))
    return found
