"""Working days of the three nations."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from venuecheck.runtime.workdays import Nation, after, before, between, is_working_day, latest_with_clear_days

days = st.dates(date(2024, 1, 1), date(2035, 12, 31))
nations = st.sampled_from(Nation)
counts = st.integers(0, 40)
ENGLAND, WALES, SCOTLAND = Nation


@pytest.mark.parametrize(
    ("day", "working_in"),
    [
        (date(2027, 3, 27), set()),  # a Saturday
        (date(2027, 3, 26), set()),  # Good Friday
        (date(2027, 3, 29), {SCOTLAND}),  # Easter Monday
        (date(2027, 8, 2), {ENGLAND, WALES}),  # the Scottish summer bank holiday
        (date(2027, 8, 30), {SCOTLAND}),  # the other summer bank holiday
        (date(2026, 11, 30), {ENGLAND, WALES}),  # Saint Andrew's Day
        (date(2026, 12, 28), set()),  # Boxing Day, moved from a Saturday
        (date(2026, 11, 24), set(Nation)),  # a Tuesday
    ],
)
def test_bank_holidays_are_those_of_the_nation(day, working_in):
    assert {nation for nation in Nation if is_working_day(day, nation)} == working_in


@given(days, counts, nations)
def test_counting_never_ends_on_a_day_that_nobody_works(day, count, nation):
    assert is_working_day(after(day, count, nation), nation)
    assert is_working_day(before(day, count, nation), nation)


@given(days, days, counts, nations)
def test_a_later_day_never_counts_to_an_earlier_one(day, other, count, nation):
    early, late = sorted((day, other))
    assert after(early, count, nation) <= after(late, count, nation)
    assert before(early, count, nation) <= before(late, count, nation)


@given(days, st.integers(1, 40), nations)
def test_counting_forth_and_back_comes_home(day, count, nation):
    start = after(day, 0, nation)
    assert before(after(start, count, nation), count, nation) == start
    assert between(start, after(start, count, nation), nation) == count


@given(days, st.integers(0, 20), nations)
def test_clear_days_lie_wholly_between(day, count, nation):
    latest = latest_with_clear_days(day, count, nation)
    assert between(latest, day - timedelta(days=1), nation) == count
