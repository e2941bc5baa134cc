"""Working days of England, Wales and Scotland: Monday to Friday without the bank holidays. Pure.

Bank holidays come from the kept library `holidays`; under the Banking and Financial Dealings Act 1971 they differ from
nation to nation. A number of working days counts without the day that it is counted from; clear days count neither that day
nor the last.
"""

from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from holidays import country_holidays

ONE = timedelta(days=1)


class Nation(StrEnum):
    """Whose bank holidays a council counts by."""

    ENGLAND = "england"
    WALES = "wales"
    SCOTLAND = "scotland"


_CODES = {Nation.ENGLAND: "ENG", Nation.WALES: "WLS", Nation.SCOTLAND: "SCT"}


@lru_cache(maxsize=64)
def bank_holidays(nation: Nation, year: int) -> frozenset[date]:
    """The bank holidays of a nation in a year, those moved from a weekend included."""
    return frozenset(country_holidays("GB", subdiv=_CODES[nation], years=year))


def is_working_day(day: date, nation: Nation) -> bool:
    """Whether the council's offices work on a day."""
    return day.weekday() < 5 and day not in bank_holidays(nation, day.year)


def after(day: date, count: int, nation: Nation) -> date:
    """The working day that is so many working days after a day; for none, the day itself or the next that is one."""
    return _step(day, ONE, count, nation)


def before(day: date, count: int, nation: Nation) -> date:
    """The working day that is so many working days before a day; for none, the day itself or the last that was one."""
    return _step(day, -ONE, count, nation)


def _step(day: date, by: timedelta, count: int, nation: Nation) -> date:
    while count > 0 or not is_working_day(day, nation):
        day += by
        count -= is_working_day(day, nation)
    return day


def between(start: date, end: date, nation: Nation) -> int:
    """How many working days come after `start` and not after `end`; 0 when `end` is not later."""
    return sum(is_working_day(start + timedelta(days=count), nation) for count in range(1, (end - start).days + 1))


def latest_with_clear_days(day: date, count: int, nation: Nation) -> date:
    """The last working day that leaves so many clear working days before a day: neither end counts."""
    return before(day, count + 1, nation)
