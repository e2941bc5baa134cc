"""The people of the house by what they are, and the day."""

from collections.abc import Callable
from datetime import date, datetime, time, tzinfo

import pytest

from tests.cases.builders import House
from venuecheck.accounts.roles import Role
from venuecheck.cases.moves import Doer
from venuecheck.runtime import clock


@pytest.fixture
def officer(house: House) -> Doer:
    return house.by(Role.BOOKING_OFFICER)


@pytest.fixture
def lead(house: House) -> Doer:
    return house.by(Role.EQUALITY_LEAD)


@pytest.fixture
def prevent(house: House) -> Doer:
    return house.by(Role.PREVENT_OFFICER)


@pytest.fixture
def senior(house: House) -> Doer:
    return house.by(Role.SENIOR_OFFICER)


@pytest.fixture
def on_day(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Go to nine in the morning of a day."""

    def go(day: date) -> None:
        moment = clock.from_london(datetime.combine(day, time(9)))

        class Later(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> datetime:
                return moment.astimezone(tz)

        monkeypatch.setattr(clock, "datetime", Later)

    return go
