"""A guarded row to do things to: somebody's account."""

import pytest

from tests.accounts.builders import a_user
from venuecheck.accounts.models import User
from venuecheck.accounts.roles import Role
from venuecheck.audit.log import seal
from venuecheck.runtime.database import Database


@pytest.fixture
def ben(database: Database) -> User:
    """Ben, an auditor, whose adding is sealed."""
    with database.write() as tx:
        user = a_user(tx, "Ben", Role.AUDITOR)
        seal(tx)
        return user
