"""What the pages on venues show, each with the query made for it. Nothing here says who holds a space, or for what."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from venuecheck.bookings.availability import Stretch, last_day, opening, stretches
from venuecheck.bookings.models import Space, Venue
from venuecheck.bookings.timetable import free_busy_of
from venuecheck.runtime.clock import today
from venuecheck.runtime.database import Reader
from venuecheck.runtime.errors import MissingError

WEEK = 7


@dataclass(frozen=True)
class DayRow:
    """A space on one day: its free and taken stretches within the venue's opening hours."""

    day: date
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True)
class SpaceWeek:
    """A space, and seven days of it."""

    space: Space
    days: tuple[DayRow, ...]


@dataclass(frozen=True)
class VenuePage:
    """A venue with the days from `day` on, space by space; `earlier` and `later` are days to turn to, where there are any.

    `typed` is what was asked for as a day, and `problem` what is wrong with it.
    """

    venue: Venue
    day: date
    weeks: tuple[SpaceWeek, ...]
    earlier: date | None
    later: date | None
    typed: str = ""
    problem: str = ""


def venues(reader: Reader, closed_too: bool = False) -> list[Venue]:
    """Every venue by name, with spaces, parts and layouts at hand; in four queries, however many there are."""
    query = _whole(select(Venue).order_by(Venue.name))
    return list(reader.scalars(query if closed_too else query.where(Venue.open)))


def venue(reader: Reader, key: UUID) -> Venue:
    """One venue, with all that belongs to it. Raises MissingError when there is none."""
    found = reader.scalar(_whole(select(Venue).where(Venue.uuid == key)))
    if found is None:
        raise MissingError("There is no such venue.")
    return found


def space(reader: Reader, key: UUID) -> Space:
    """One space, with its venue, parts and layouts. Raises MissingError when there is none."""
    query = select(Space).where(Space.uuid == key)
    found = reader.scalar(
        query.options(selectinload(Space.venue), selectinload(Space.parts), selectinload(Space.layouts))
    )
    if found is None:
        raise MissingError("There is no such space.")
    return found


def venue_page(reader: Reader, key: UUID, asked: str = "") -> VenuePage:
    """A venue and what is free there, from the day asked for (YYYY-MM-DD; today when none was).

    Raises MissingError for a venue that is unknown or closed.
    """
    place, first, last = venue(reader, key), today(), last_day(today())
    if not place.open:
        raise MissingError("There is no such venue.")
    day, problem = _day(asked, first, last)
    shown = [space for space in place.spaces if space.open]
    busy = free_busy_of(reader, shown, day, WEEK)
    weeks = []
    for space in shown:
        rows = []
        for count in range(WEEK):
            on = day + timedelta(days=count)
            rows.append(DayRow(on, tuple(stretches(opening(on, place.opens, place.closes), busy[space.id][count]))))
        weeks.append(SpaceWeek(space, tuple(rows)))
    earlier = max(day - timedelta(days=WEEK), first) if day > first else None
    later = day + timedelta(days=WEEK)
    return VenuePage(place, day, tuple(weeks), earlier, later if later <= last else None, asked, problem)


def _day(asked: str, first: date, last: date) -> tuple[date, str]:
    if not asked:
        return first, ""
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        return first, "Enter a date, like 2027-03-27"
    if not first <= day <= last:
        return first, f"The date must be between today and {last.day} {last:%B %Y}"
    return day, ""


def _whole(query: Select[Venue]) -> Select[Venue]:
    spaces = selectinload(Venue.spaces)
    return query.options(spaces.selectinload(Space.parts), spaces.selectinload(Space.layouts))
