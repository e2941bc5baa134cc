from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from venuecheck.bookings.availability import (
    Span,
    event_span,
    free,
    last_day,
    merged,
    nearest_spans,
    opening,
    same_wall_time,
    stretches,
    whole_day,
    widened,
)
from venuecheck.runtime.clock import exists_once, london
from venuecheck.runtime.errors import InvalidError

FORWARD, BACK = date(2027, 3, 28), date(2027, 10, 31)
"""The nights on which the clocks change in 2027."""
DAY = whole_day(date(2027, 6, 1))

minutes = st.integers(0, 24 * 60)
spans = st.tuples(minutes, st.integers(1, 300)).map(
    lambda pair: Span(DAY.start + timedelta(minutes=pair[0]), DAY.start + timedelta(minutes=pair[0] + pair[1]))
)


class TestNightsWhenTheClocksChange:
    @pytest.mark.parametrize(("day", "hours"), [(FORWARD, 23), (BACK, 25), (date(2027, 6, 1), 24)])
    def test_a_day_has_as_many_hours_as_it_has(self, day, hours):
        assert whole_day(day).end - whole_day(day).start == timedelta(hours=hours)

    @pytest.mark.parametrize("day", [FORWARD, BACK])
    def test_a_time_that_is_skipped_or_repeated_is_asked_again(self, day):
        with pytest.raises(InvalidError, match="clocks change") as refused:
            event_span(day, time(1, 30), time(5))
        assert refused.value.field == "start"

    @pytest.mark.parametrize(("day", "hours"), [(FORWARD, 3), (BACK, 5)])
    def test_an_event_through_the_night_lasts_as_long_as_it_does(self, day, hours):
        span = event_span(day, time(0, 30), time(4, 30))
        assert span.end - span.start == timedelta(hours=hours)

    def test_the_same_time_on_the_days_around_keeps_to_the_wall_clock(self):
        evening = event_span(FORWARD - timedelta(days=1), time(18), time(20))
        moved = same_wall_time(evening, 1)
        assert london(moved.start).time() == time(18)
        assert same_wall_time(event_span(FORWARD - timedelta(days=1), time(1, 30), time(5)), 1) is None

    @given(spans=st.lists(st.tuples(st.integers(0, 1500), st.integers(1, 200))), at=st.integers(0, 1400))
    def test_no_time_is_offered_that_happens_twice(self, spans, at):
        window = whole_day(BACK)
        taken = [Span(window.start + timedelta(minutes=a), window.start + timedelta(minutes=a + b)) for a, b in spans]
        wanted = Span(window.start + timedelta(minutes=at), window.start + timedelta(minutes=at + 60))
        for span in nearest_spans(wanted, 0, 0, free(window, taken)):
            assert all(exists_once(london(moment).replace(tzinfo=None)) for moment in (span.start, span.end))


class TestMidnight:
    def test_midnight_ends_the_day(self):
        assert event_span(date(2027, 6, 1), time(22), time(0)).end == DAY.end
        assert opening(date(2027, 6, 1), "07:00", "00:00").end == DAY.end

    def test_an_event_that_ends_before_it_starts_is_refused(self):
        with pytest.raises(InvalidError):
            event_span(date(2027, 6, 1), time(22), time(0, 30))

    @pytest.mark.parametrize(
        ("today", "last"), [(date(2027, 6, 1), date(2029, 6, 1)), (date(2028, 2, 29), date(2030, 3, 1))]
    )
    def test_spaces_can_be_asked_for_two_years_ahead(self, today, last):
        assert last_day(today) == last


class TestFreeTime:
    @given(st.lists(spans))
    def test_free_and_taken_stretches_fill_the_day_without_a_gap(self, taken):
        shown = stretches(DAY, taken)
        assert (shown[0].start, shown[-1].end) == (DAY.start, DAY.end)
        assert all(one.end == next_.start and one.free != next_.free for one, next_ in pairwise(shown))

    @given(st.lists(spans))
    def test_what_is_merged_neither_overlaps_nor_touches(self, taken):
        found = merged(taken)
        assert all(one.end < next_.start for one, next_ in pairwise(found))
        assert all(any(whole.holds(span) for whole in found) for span in taken)

    @given(st.lists(spans), spans, st.sampled_from([0, 7, 30]), st.sampled_from([0, 7, 30]))
    def test_what_is_offered_never_overlaps_and_nothing_free_is_nearer(self, taken, wanted, before, after):
        length = wanted.end - wanted.start

        def fits(start: datetime) -> bool:
            whole = widened(Span(start, start + length), before, after)
            return DAY.holds(whole) and not any(whole.meets(span) for span in taken)

        offered = list(nearest_spans(wanted, before, after, free(DAY, taken)))
        quarters = [DAY.start + timedelta(minutes=15 * count) for count in range(96)]
        possible = [start for start in (*quarters, wanted.start) if fits(start)]
        assert all(fits(span.start) and span.end - span.start == length for span in offered)
        nearest = min((abs(span.start - wanted.start) for span in offered), default=None)
        assert nearest == min((abs(start - wanted.start) for start in possible), default=None)
