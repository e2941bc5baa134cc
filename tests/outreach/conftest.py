"""The cast of the outreach tests."""

import pytest
from litestar import Litestar

from tests.accounts.builders import a_user
from tests.browsing import Browser
from venuecheck.accounts.roles import Role
from venuecheck.runtime.database import Database


@pytest.fixture
def olive(app: Litestar, database: Database) -> Browser:
    """Olive, the outreach officer, signed in."""
    return signed_in(app, database, "Olive", Role.OUTREACH_OFFICER)


@pytest.fixture
def sam(app: Litestar, database: Database) -> Browser:
    """Sam, the senior officer, signed in: may read, and change nothing."""
    return signed_in(app, database, "Sam", Role.SENIOR_OFFICER)


def signed_in(app: Litestar, database: Database, name: str, role: Role) -> Browser:
    """A browser on which somebody with this role is signed in."""
    with database.write() as tx:
        user = a_user(tx, name, role).uuid
    return Browser(app).sign_in_as(user)
