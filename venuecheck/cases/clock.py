"""By when a case is to be decided: counted from the event backwards and from the application forwards. Pure.

All counts are working days of the council's nation. The days from the application forwards stop while the hirer is asked and
run again with the answer; the date from the event backwards does not move for that. A change to a confirmed booking has a
short lane of its own and never starts the clock anew.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from venuecheck.bookings.lead_times import licence_for
from venuecheck.runtime.workdays import Nation, after, before, between

BEFORE_EVENT = 2
"""So many working days before the event a hirer is to know at the latest."""
CHANGE = 2
"""The short lane of a change to a confirmed booking."""
NEAR = 1
"""So many working days before the date a case counts as near."""


class Why(StrEnum):
    """What sets the date, in a sentence for staff."""

    TARGET = "The time set for an application of this kind."
    EVENT = "The event is near: the hirer must know two working days before it."
    LICENCE = "A bar or entertainment may need a licence: decide before the last day on which it can be asked for."
    CHANGE = "A change to a confirmed booking: two working days."
    REVIEW = "A review: ten working days from when it was asked for."


@dataclass(frozen=True)
class Stop:
    """A time in which the hirer was asked: from the day of the question to that of the answer, None while it is open."""

    asked: date
    answered: date | None = None


@dataclass(frozen=True)
class Course:
    """What sets the date of a case: when it came in, how many working days it is given, and when its event is.

    `changed` is the day of a change to a confirmed booking; `licence` whether the event may need a licence of its own.
    """

    received: date
    days: int
    event: date
    nation: Nation
    stops: tuple[Stop, ...] = ()
    licence: bool = False
    changed: date | None = None


@dataclass(frozen=True)
class Deadline:
    """The day by which a case is to be decided, always a working day, what sets it, and whether the clock stands still."""

    day: date
    why: Why
    stopped: bool = False


def decide_by(course: Course, today: date) -> Deadline:
    """The day by which a case is to be decided, as it looks today."""
    start, days, why = course.received, course.days, Why.TARGET
    if course.changed is not None:
        start, days, why = course.changed, CHANGE, Why.CHANGE
    standing = any(stop.answered is None for stop in course.stops)
    limits = [(running(start, days, course.stops, today, course.nation), why)]
    limits.append((before(course.event, BEFORE_EVENT, course.nation), Why.EVENT))
    if course.licence and course.changed is None:
        latest = licence_for(course.event, course.nation).still_possible(start)
        if latest is not None:
            limits.append((before(latest, 1, course.nation), Why.LICENCE))
    day, why = min(limits, key=lambda limit: limit[0])
    # Whatever comes in too late for its date still has the day on which it came.
    return Deadline(max(day, after(start, 0, course.nation)), why, standing and why in {Why.TARGET, Why.CHANGE})


def running(start: date, days: int, stops: Sequence[Stop], today: date, nation: Nation) -> date:
    """The working day on which so many working days have run since `start`, those left out on which the clock stood still.

    A day counts as standing when the clock had stopped by its start: asked on Monday and answered on Wednesday is two days. An
    open question stands until today.
    """
    day = after(start, 0, nation)
    last = max([stop.answered or today for stop in stops], default=start)
    while days > 0:
        day = after(day, 1, nation)
        days -= day > last or not any(stop.asked < day <= (stop.answered or today) for stop in stops)
    return day


def is_late(deadline: Deadline, today: date) -> bool:
    """Whether the day has passed. A day on which the clock stands is never late."""
    return today > deadline.day and not deadline.stopped


def is_near(deadline: Deadline, today: date, nation: Nation) -> bool:
    """Whether the day is today or the next working day."""
    return not deadline.stopped and before(deadline.day, NEAR, nation) <= today <= deadline.day


def days_late(deadline: Deadline, today: date, nation: Nation) -> int:
    """How many working days the day has passed by; 0 while it has not."""
    return between(deadline.day, today, nation) if is_late(deadline, today) else 0
