"""Adding staff, their roles, closing and reopening accounts."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from tests.accounts.builders import PASSWORD, a_user, try_to_sign_in, who
from venuecheck.accounts import service
from venuecheck.accounts.models import User
from venuecheck.accounts.roles import Role
from venuecheck.audit.history import history
from venuecheck.audit.log import SYSTEM, Actor
from venuecheck.runtime.database import Database, Transaction
from venuecheck.runtime.errors import InvalidError, MissingError

ADMINISTRATOR = Actor("user:the administrator")


def events(tx: Transaction, user: User) -> list[str]:
    """The names of all that happened to an account, in order."""
    return [happening.event.value for happening in history(tx, service.subject_of(user), newest_first=False)]


def test_a_member_of_staff_is_added_with_roles_in_a_fixed_order(tx: Transaction) -> None:
    user = service.add_user(tx, " Ben  Hall ", "Ben@Example.ORG ", [Role.SENIOR_OFFICER, Role.AUDITOR], ADMINISTRATOR)
    assert (user.name, user.email, user.roles) == ("Ben Hall", "ben@example.org", ["auditor", "senior_officer"])
    assert events(tx, user) == ["accounts:user:add"]


@pytest.mark.parametrize(
    ("name", "email", "roles", "field"),
    [
        (" ", "ben@example.org", ["auditor"], "name"),
        ("x" * 201, "ben@example.org", ["auditor"], "name"),
        ("Ben", "", ["auditor"], "email"),
        ("Ben", "ben", ["auditor"], "email"),
        ("Ben", "ben@example.org\nBcc: all@example.org", ["auditor"], "email"),
        ("Ben", "b" * 250 + "@example.org", ["auditor"], "email"),
        ("Ben", "ADA@example.org", ["auditor"], "email"),
        ("Ben", "ben@example.org", [], "roles"),
        ("Ben", "ben@example.org", ["emperor"], "roles"),
    ],
)
def test_what_cannot_be_accepted_is_refused_by_field(
    tx: Transaction, name: str, email: str, roles: list[str], field: str
) -> None:
    a_user(tx, "Ada", Role.ADMINISTRATOR)
    with pytest.raises(InvalidError) as refused:
        service.add_user(tx, name, email, roles, ADMINISTRATOR)
    assert refused.value.field == field
    assert len(tx.scalars(select(User)).all()) == 1


def test_changed_roles_end_every_visit(database: Database, ben: User) -> None:
    try_to_sign_in(database, ben.email, PASSWORD)
    with database.write() as tx:
        service.change_roles(tx, ben.uuid, [Role.EQUALITY_LEAD], ADMINISTRATOR)
    assert who(database) is None


def test_the_same_roles_again_change_nothing(database: Database, ben: User) -> None:
    try_to_sign_in(database, ben.email, PASSWORD)
    with database.write() as tx:
        before = events(tx, ben)
        service.change_roles(tx, ben.uuid, ["booking_officer", "booking_officer"], ADMINISTRATOR)
        assert events(tx, ben) == before
    assert who(database) is not None


def test_the_last_administrator_keeps_the_role(tx: Transaction) -> None:
    ada = a_user(tx, "Ada", Role.ADMINISTRATOR)
    with pytest.raises(InvalidError, match="last administrator"):
        service.change_roles(tx, ada.uuid, [Role.AUDITOR], ADMINISTRATOR)
    assert ada.roles == ["administrator"]


def test_the_last_open_administrator_cannot_be_closed(tx: Transaction) -> None:
    ada, eve = a_user(tx, "Ada", Role.ADMINISTRATOR), a_user(tx, "Eve", Role.ADMINISTRATOR)
    service.close_account(tx, eve.uuid, ADMINISTRATOR)
    with pytest.raises(InvalidError, match="last administrator"):
        service.close_account(tx, ada.uuid, ADMINISTRATOR)
    assert ada.open


def test_one_of_two_administrators_may_go(tx: Transaction) -> None:
    ada, eve = a_user(tx, "Ada", Role.ADMINISTRATOR), a_user(tx, "Eve", Role.ADMINISTRATOR)
    service.change_roles(tx, ada.uuid, [Role.AUDITOR], ADMINISTRATOR)
    assert (ada.roles, eve.roles) == (["auditor"], ["administrator"])


def test_closing_ends_visits_and_nobody_signs_in(database: Database, ben: User) -> None:
    try_to_sign_in(database, ben.email, PASSWORD)
    with database.write() as tx:
        service.close_account(tx, ben.uuid, ADMINISTRATOR)
    assert who(database) is None
    assert try_to_sign_in(database, ben.email, PASSWORD) is None


def test_closing_and_reopening_twice_is_recorded_once(tx: Transaction) -> None:
    ben = a_user(tx, "Ben", Role.AUDITOR)
    for _ in range(2):
        service.close_account(tx, ben.uuid, ADMINISTRATOR)
    for _ in range(2):
        service.reopen_account(tx, ben.uuid, ADMINISTRATOR)
    assert events(tx, ben) == ["accounts:user:add", "accounts:user:close", "accounts:user:reopen"]


def test_a_reopened_account_does_not_take_its_old_password(database: Database, ben: User) -> None:
    with database.write() as tx:
        service.close_account(tx, ben.uuid, ADMINISTRATOR)
        service.reopen_account(tx, ben.uuid, ADMINISTRATOR)
    assert try_to_sign_in(database, ben.email, PASSWORD) is None


@pytest.mark.parametrize("act", [service.close_account, service.reopen_account])
def test_nobody_is_closed_or_reopened_who_is_not_there(tx: Transaction, act: object) -> None:
    with pytest.raises(MissingError):
        act(tx, uuid4(), ADMINISTRATOR)  # type: ignore[operator]


def test_no_name_or_address_stands_in_the_record(tx: Transaction) -> None:
    user = service.add_user(tx, "Wilhelmina", "wilhelmina@example.org", [Role.AUDITOR], SYSTEM)
    service.change_roles(tx, user.uuid, [Role.SENIOR_OFFICER], SYSTEM)
    assert "ilhelmina" not in str(history(tx, service.subject_of(user)))
