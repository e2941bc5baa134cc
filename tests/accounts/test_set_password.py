"""Choosing a password of one's own, and handing a temporary one over."""

import pytest

from tests.accounts.builders import PASSWORD, WRONG_PASSWORD, a_user, kept, try_to_sign_in, who
from venuecheck.accounts import service
from venuecheck.accounts.models import User
from venuecheck.accounts.passwords import TOO_COMMON
from venuecheck.accounts.roles import Role
from venuecheck.audit.log import SYSTEM
from venuecheck.runtime.database import Database
from venuecheck.runtime.errors import InvalidError, WrongStateError

NEW = "three unlikely teapots"


def choose(database: Database, user: User, new: str, old: str = "", digest: str = "new") -> service.StaffMember | None:
    """Choose a password as the route does."""
    with database.read() as reader:
        chosen, tried = service.choose(reader, user.uuid, new, old)
    with database.write() as tx:
        return service.set_password(tx, user.uuid, chosen, tried, digest, SYSTEM)


def test_the_new_password_works_and_the_old_one_does_not(database: Database, ben: User) -> None:
    assert choose(database, ben, NEW, PASSWORD) is not None
    assert try_to_sign_in(database, ben.email, PASSWORD) is None
    assert try_to_sign_in(database, ben.email, NEW) is not None


def test_every_other_visit_ends(database: Database, ben: User) -> None:
    try_to_sign_in(database, ben.email, PASSWORD, "elsewhere")
    choose(database, ben, NEW, PASSWORD)
    assert who(database, "elsewhere") is None
    assert who(database, "new") is not None


def test_without_the_old_password_nothing_changes(database: Database, ben: User) -> None:
    assert choose(database, ben, NEW, WRONG_PASSWORD) is None
    assert try_to_sign_in(database, ben.email, PASSWORD) is not None


def test_guessing_the_old_password_must_wait_like_signing_in(database: Database, ben: User) -> None:
    for _ in range(5):
        choose(database, ben, NEW, WRONG_PASSWORD)
    with pytest.raises(service.TooSoonError):
        choose(database, ben, NEW, PASSWORD)


def test_ones_own_address_is_no_password(database: Database, ada: User) -> None:
    with pytest.raises(InvalidError, match=TOO_COMMON):
        choose(database, ada, ada.email, PASSWORD)


def test_a_temporary_password_leads_to_one_of_ones_own(database: Database) -> None:
    with database.write() as tx:
        cy = a_user(tx, "Cy", Role.AUDITOR, temporary=PASSWORD)
    assert try_to_sign_in(database, cy.email, PASSWORD).unsettled
    assert not choose(database, cy, NEW).unsettled


def test_handing_one_over_ends_visits_and_waits(database: Database, ben: User) -> None:
    try_to_sign_in(database, ben.email, PASSWORD)
    for _ in range(5):
        try_to_sign_in(database, ben.email, WRONG_PASSWORD)
    with database.write() as tx:
        service.hand_over_password(tx, ben.uuid, kept(NEW), SYSTEM)
    assert who(database) is None
    assert try_to_sign_in(database, ben.email, NEW).unsettled


def test_a_closed_account_is_handed_none(database: Database, ben: User) -> None:
    with database.write() as tx:
        service.close_account(tx, ben.uuid, SYSTEM)
        with pytest.raises(WrongStateError):
            service.hand_over_password(tx, ben.uuid, kept(NEW), SYSTEM)


def test_the_first_administrator_has_a_password_of_their_own(database: Database) -> None:
    with database.write() as tx:
        service.create_administrator(tx, "Ada", "ada@example.org", kept(PASSWORD))
    person = try_to_sign_in(database, "ada@example.org", PASSWORD)
    assert person.roles == {"administrator"}
    assert not person.unsettled
