"""London's wall clock and UTC."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from venuecheck.runtime.clock import exists_once, from_london, london, now


def test_now_has_a_zone() -> None:
    assert now().tzinfo is UTC


def test_a_summer_evening_is_an_hour_earlier_in_utc() -> None:
    assert from_london(datetime(2027, 7, 1, 19)) == datetime(2027, 7, 1, 18, tzinfo=UTC)


def test_the_hour_that_is_skipped_and_the_one_that_is_repeated_are_known() -> None:
    assert not exists_once(datetime(2027, 3, 28, 1, 30))
    assert not exists_once(datetime(2027, 10, 31, 1, 30))
    assert exists_once(datetime(2027, 3, 28, 2, 0))
    assert exists_once(datetime(2027, 10, 31, 2, 0))


@given(st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)))
def test_a_wall_time_that_exists_once_comes_back_as_it_was(local: datetime) -> None:
    if exists_once(local):
        assert london(from_london(local)).replace(tzinfo=None) == local


@given(st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31), timezones=st.just(UTC)))
def test_every_moment_can_be_shown(moment: datetime) -> None:
    assert london(moment).astimezone(UTC) == moment


def test_the_hour_that_happens_twice_is_shown_as_itself_and_once_more() -> None:
    first, second = datetime(2000, 10, 29, 0, tzinfo=UTC), datetime(2000, 10, 29, 1, tzinfo=UTC)
    assert f"{london(first):%H:%M %Z}" == "01:00 BST"
    assert f"{london(second):%H:%M %Z}" == "01:00 GMT"
