"""The cast of the watchlist tests: Nia, a Prevent officer; Ade, an auditor; Bo, a booking officer."""

import pytest

from tests.accounts.builders import a_user
from tests.browsing import Browser
from venuecheck.accounts.models import User
from venuecheck.accounts.roles import Role
from venuecheck.audit.log import SYSTEM
from venuecheck.runtime.database import Database
from venuecheck.screening.models import WatchlistEntry
from venuecheck.screening.service import add_entry


@pytest.fixture
def people(database: Database) -> dict[str, User]:
    roles = {"Nia": Role.PREVENT_OFFICER, "Ade": Role.AUDITOR, "Bo": Role.BOOKING_OFFICER}
    with database.write() as tx:
        return {name: a_user(tx, name, role) for name, role in roles.items()}


@pytest.fixture
def nia(app, people) -> Browser:
    return Browser(app).sign_in_as(people["Nia"].uuid)


@pytest.fixture
def ade(app, people) -> Browser:
    return Browser(app).sign_in_as(people["Ade"].uuid)


@pytest.fixture
def bo(app, people) -> Browser:
    return Browser(app).sign_in_as(people["Bo"].uuid)


@pytest.fixture
def entry(database: Database) -> WatchlistEntry:
    """Entry W001, in force."""
    with database.write() as tx:
        return add_entry(
            tx, key="W001", kind="person", name="Šárka Vrána", aliases=["Sarka Vrana"], reason="A speech", by=SYSTEM
        )
