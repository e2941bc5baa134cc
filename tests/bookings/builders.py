"""A council's hall and applications for it, in one line each, by the use cases that make them in the product."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from venuecheck.audit.log import SYSTEM
from venuecheck.bookings import service
from venuecheck.bookings.application import ApplicationForm
from venuecheck.bookings.models import Application, Space, Venue
from venuecheck.runtime.clock import today
from venuecheck.runtime.database import Transaction


@dataclass(frozen=True)
class Centre:
    """A community centre: Main Hall (100 people) and Room 2 (30) can be let together as the Whole centre (120)."""

    venue: Venue
    hall: Space
    room: Space
    whole: Space


def a_centre(tx: Transaction, name: str = "Mill Centre", opens: str = "07:00", closes: str = "23:30") -> Centre:
    venue = service.add_venue(tx, name=name, opens=opens, closes=closes, by=SYSTEM)
    hall = service.add_space(tx, venue, name="Main Hall", capacity=100, by=SYSTEM)
    room = service.add_space(tx, venue, name="Room 2", capacity=30, by=SYSTEM)
    whole = service.add_space(tx, venue, name="Whole centre", capacity=120, parts=[hall, room], by=SYSTEM)
    return Centre(venue, hall, room, whole)


def next_month() -> date:
    return today() + timedelta(days=30)


def a_form(
    space: Space | str, start: str = "18:00", end: str = "20:00", day: date | None = None, **more: Any
) -> ApplicationForm:
    """A good application for the space, from and to these wall times, in a month's time."""
    known: dict[str, Any] = {"hirer_name": "Ann Bee", "hirer_email": "ann@example.com", "expected_numbers": 20}
    return ApplicationForm(
        space=space if isinstance(space, str) else str(space.uuid),
        day=day or next_month(),
        start=time.fromisoformat(start),
        end=time.fromisoformat(end),
        **(known | more),
    )


def placed(tx: Transaction, space: Space, *times: str, **more: Any) -> Application:
    """An application that was sent and holds its space."""
    return service.place(tx, a_form(space, *times, **more), by=SYSTEM)[0]
