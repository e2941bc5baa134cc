"""Dates, times and numbers as people type them."""

from contextlib import suppress
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from venuecheck.bookings.clockwords import UnclearError, read_day, read_number, read_time

ANY = st.text(max_size=12) | st.from_regex(r"[0-9²٣:. apm]{0,8}", fullmatch=True)


@pytest.mark.parametrize(
    "typed",
    ["19:30", "19.30", "1930", "7.30pm", "7:30 pm", "7.30 P.M.", "7:30p.m", "  7.30PM ", "730pm", "07:30pm"],
)
def test_half_past_seven_in_the_evening_is_read_however_it_is_written(typed: str) -> None:
    assert read_time(typed, "Start time") == time(19, 30)


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("noon", time(12)),
        ("12 noon", time(12)),
        ("12pm", time(12)),
        ("midnight", time(0)),
        ("24:00", time(0)),
        ("12am", time(0)),
        ("07:30", time(7, 30)),
        ("0730", time(7, 30)),
        ("19", time(19)),
        ("7pm", time(19)),
    ],
)
def test_other_ways_of_saying_a_time_are_read(typed: str, means: time) -> None:
    assert read_time(typed, "Start time") == means


@pytest.mark.parametrize("typed", ["7:30", "7.30", "730", "7"])
def test_a_time_that_may_be_morning_or_evening_is_asked_about(typed: str) -> None:
    with pytest.raises(UnclearError, match=r"whether it is morning or evening, like 7:[03]0am or 7:[03]0pm"):
        read_time(typed, "Start time")


@pytest.mark.parametrize("typed", ["25:00", "12:60", "13pm", "0am", "half seven", "19:3", "²²:00", "19:30:00", "-7pm"])
def test_what_is_no_time_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(UnclearError, match=r"End time must be a (real )?time, like 19:30 or 7:30pm"):
        read_time(typed, "End time")


@pytest.mark.parametrize("month", ["3", "03", "March", "mar", "MAR."])
def test_a_month_is_a_number_or_a_name(month: str) -> None:
    assert read_day("27", month, "2027", "The date") == date(2027, 3, 27)


@pytest.mark.parametrize(
    ("typed", "says", "part"),
    [
        (("", "", ""), "Enter the date", "day"),
        (("27", "", ""), "The date must include a month and a year", "month"),
        (("27", "3", "27"), "The year must have 4 numbers, like 2027", "year"),
        (("31", "2", "2027"), "The date must be a real date: check the day", "day"),
        (("27", "13", "2027"), "The date must be a real date: the month must be between 1 and 12", "month"),
        (("x", "3", "2027"), "The date must be a real date, like 27 3 2027: check the day", "day"),
        (("27", "3", "²027"), "The date must be a real date, like 27 3 2027: check the year", "year"),
    ],
)
def test_a_date_that_cannot_be_read_says_which_part_is_to_blame(
    typed: tuple[str, str, str], says: str, part: str
) -> None:
    with pytest.raises(UnclearError) as caught:
        read_day(*typed, "The date")
    assert (caught.value.sentence, caught.value.part) == (says, part)


@pytest.mark.parametrize(("typed", "number"), [("40", 40), (" 1,200 ", 1200), ("1 200", 1200)])
def test_a_number_may_be_divided_by_commas_or_spaces(typed: str, number: int) -> None:
    assert read_number(typed, "Number of people", 5000) == number


@pytest.mark.parametrize("typed", ["", "-3", "forty", "4.5", "９", "9" * 5000])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(UnclearError, match="must be a whole number"):
        read_number(typed, "Number of people", 5000)


@given(ANY, ANY, ANY)
def test_nothing_that_is_typed_raises_anything_else(one: str, two: str, three: str) -> None:
    for read in (lambda: read_time(one, "T"), lambda: read_day(one, two, three, "D"), lambda: read_number(one, "N", 9)):
        with suppress(UnclearError):
            read()
