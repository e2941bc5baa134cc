"""Free and busy: the rules of time. Pure: no database, no clock.

Spans are in UTC and half open: one that ends at 20:00 leaves the space free from 20:00. Opening hours and what hirers type
are wall time in London, turned into UTC here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from venuecheck.runtime.clock import exists_once, from_london, london
from venuecheck.runtime.errors import InvalidError

LONGEST_PREPARATION = 240
"""Minutes: the most that may be held before an event to set up, and after it to clear down."""

YEARS_AHEAD = 2
"""How far ahead a space can be asked for."""

QUARTER = timedelta(minutes=15)
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, order=True)
class Span:
    """A stretch of time in UTC, from `start` up to but without `end`."""

    start: datetime
    end: datetime

    def meets(self, other: "Span") -> bool:
        """Whether the two have a moment in common."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: "Span") -> bool:
        """Whether the other lies wholly within this one."""
        return self.start <= other.start and other.end <= self.end


Busy = Span
"""A span in which a space is taken. It never says by whom."""


@dataclass(frozen=True)
class Stretch:
    """A part of a day in which a space is free or taken throughout."""

    start: datetime
    end: datetime
    free: bool


def wall_moment(day: date, at: time, field: str, ends: bool = False) -> datetime:
    """A London wall time on a day, in UTC. With `ends`, 00:00 is midnight at the end of the day.

    Raises InvalidError for a time that the clocks skip or repeat that night.
    """
    local = datetime.combine(day, at)
    if ends and at == time(0):
        local += timedelta(days=1)
    if not exists_once(local):
        raise InvalidError(
            f"The clocks change that night, so {at:%H:%M} is skipped or happens twice. Choose another time", field
        )
    return from_london(local)


def event_span(day: date, start: time, end: time) -> Span:
    """The event's own start and end in UTC, from what the hirer typed.

    Raises InvalidError when the end is not after the start, or a time does not happen exactly once that day.
    """
    if end <= start and end != time(0):
        raise InvalidError("The end must be after the start", "end")
    return Span(wall_moment(day, start, "start"), wall_moment(day, end, "end", ends=True))


def widened(span: Span, set_up: int, clear_down: int) -> Span:
    """The span that the space is taken for: with `set_up` minutes before and `clear_down` minutes after."""
    return Span(span.start - timedelta(minutes=set_up), span.end + timedelta(minutes=clear_down))


def last_day(today: date) -> date:
    """The last day that can be asked for: the same date two years on (1 March where there is no 29 February)."""
    return date(today.year + YEARS_AHEAD, today.month, min(today.day, 28)) + timedelta(days=max(today.day - 28, 0))


def whole_day(day: date) -> Span:
    """From midnight to midnight in London: 23, 24 or 25 hours."""
    return Span(from_london(datetime.combine(day, time(0))), from_london(datetime.combine(day + timedelta(1), time(0))))


def opening(day: date, opens: str, closes: str) -> Span:
    """When a venue is open on a day. Hours are wall times, HH:MM; closing at "00:00" is the end of the day."""
    closing = time.fromisoformat(closes)
    closing_day = day + timedelta(days=1) if closing == time(0) else day
    return Span(
        from_london(datetime.combine(day, time.fromisoformat(opens))),
        from_london(datetime.combine(closing_day, closing)),
    )


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same time in as few spans as can be: what overlaps or touches becomes one, so that nobody sees where one hirer
    ends and the next begins."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def cut_to(window: Span, spans: Iterable[Span]) -> list[Span]:
    """The parts of the spans that lie within the window."""
    return [Span(max(span.start, window.start), min(span.end, window.end)) for span in spans if span.meets(window)]


def free(window: Span, taken: Iterable[Span]) -> list[Span]:
    """What is left of the window, in order."""
    left: list[Span] = []
    since = window.start
    for span in merged(cut_to(window, taken)):
        if since < span.start:
            left.append(Span(since, span.start))
        since = span.end
    if since < window.end:
        left.append(Span(since, window.end))
    return left


def stretches(window: Span, taken: Iterable[Span]) -> list[Stretch]:
    """The window as free and taken stretches, in order and without a gap."""
    busy = merged(cut_to(window, taken))
    found = [Stretch(span.start, span.end, False) for span in busy]
    found += [Stretch(span.start, span.end, True) for span in free(window, busy)]
    return sorted(found, key=lambda stretch: stretch.start)


def nearest_spans(wanted: Span, set_up: int, clear_down: int, gaps: Iterable[Span]) -> Iterator[Span]:
    """For each gap that is long enough, the event of the wanted length whose start is nearest to the wanted one.

    Set-up and clear-down must lie in the gap too. An event that has to move starts on a quarter of an hour; none is given
    whose start or end the clocks repeat that night.
    """
    length = wanted.end - wanted.start
    for gap in gaps:
        earliest = gap.start + timedelta(minutes=set_up)
        latest = gap.end - timedelta(minutes=clear_down) - length
        if earliest <= wanted.start <= latest:
            start = wanted.start
        elif wanted.start < earliest:
            start = earliest + (_EPOCH - earliest) % QUARTER
        else:
            start = latest - (latest - _EPOCH) % QUARTER
        if earliest <= start <= latest and _plain(start) and _plain(start + length):
            yield Span(start, start + length)


def same_wall_time(span: Span, days: int) -> Span | None:
    """A span so many days on (or back) at the same wall time and of the same length; None where the clocks skip or repeat
    that time."""
    local = (london(span.start) + timedelta(days=days)).replace(tzinfo=None)
    if not exists_once(local):
        return None
    start = from_london(local)
    return Span(start, start + (span.end - span.start))


def _plain(moment: datetime) -> bool:
    return exists_once(london(moment).replace(tzinfo=None))
