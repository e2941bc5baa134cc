"""The cast of the accounts tests."""

import pytest

from tests.accounts.builders import PASSWORD, a_user
from venuecheck.accounts.models import User
from venuecheck.accounts.roles import Role
from venuecheck.runtime.database import Database


@pytest.fixture
def ada(database: Database) -> User:
    """Ada, the only administrator, with a password of her own."""
    with database.write() as tx:
        return a_user(tx, "Ada", Role.ADMINISTRATOR, password=PASSWORD)


@pytest.fixture
def ben(database: Database, ada: User) -> User:
    """Ben, a booking officer, with a password of his own."""
    with database.write() as tx:
        return a_user(tx, "Ben", Role.BOOKING_OFFICER, password=PASSWORD)
