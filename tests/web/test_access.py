"""Who may use a route, by its own words."""

from uuid import UUID

import pytest

from tests.accounts.builders import a_user
from tests.browsing import Browser
from venuecheck.accounts.roles import Role
from venuecheck.runtime.database import Database
from venuecheck.web.access import ANYONE, STAFF, may


@pytest.fixture(scope="module")
def everybody(database: Database) -> UUID:
    """Somebody who holds every role."""
    with database.write() as tx:
        return a_user(tx, "Everybody", *Role).uuid


@pytest.mark.parametrize(
    ("allowed", "roles", "answer"),
    [
        (ANYONE, None, True),
        (ANYONE, frozenset({"auditor"}), True),
        (STAFF, None, False),
        (STAFF, frozenset(), True),
        (frozenset({"auditor"}), frozenset({"auditor", "senior_officer"}), True),
        (frozenset({"auditor"}), frozenset({"senior_officer"}), False),
        (frozenset({"auditor"}), None, False),
        (frozenset(), frozenset({"auditor"}), False),
    ],
)
def test_who_may(allowed: frozenset[str], roles: frozenset[str] | None, answer: bool) -> None:
    assert may(allowed, roles) is answer


def test_a_route_that_forgot_to_say_is_for_nobody(browser: Browser, everybody: UUID) -> None:
    assert browser.get("/test/forgotten").status_code == 303
    answer = browser.sign_in_as(everybody).get("/test/forgotten")
    assert answer.status_code == 403
    assert "Your roles do not include this page" in answer.text


def test_asking_what_can_be_done_shows_nothing(browser: Browser) -> None:
    answer = browser.client.options("/admin/staff")
    assert (answer.status_code, answer.content) == (204, b"")
