"""Rows that the record vouches for cannot change without it."""

import pytest

from tests.accounts.builders import a_user
from venuecheck.accounts.models import User
from venuecheck.accounts.roles import Role
from venuecheck.audit.events import Event
from venuecheck.audit.guarded import Guarded, UnrecordedChange, fingerprint, row_name
from venuecheck.audit.log import SYSTEM, record
from venuecheck.runtime.clock import now
from venuecheck.runtime.database import Database


def test_an_unrecorded_change_is_not_committed(database: Database, ben: User) -> None:
    with pytest.raises(UnrecordedChange, match=str(ben.uuid)), database.write() as tx:
        tx.get_one(User, ben.id).roles = ["administrator"]
    with database.read() as reader:
        assert reader.get_one(User, ben.id).roles == ["auditor"]


def test_an_unrecorded_new_row_is_not_committed(database: Database) -> None:
    with pytest.raises(UnrecordedChange), database.write() as tx:
        tx.add(User(name="Eve", email="eve@example.org", roles=["administrator"], created=now()))


def test_an_unrecorded_deletion_is_not_committed(database: Database, ben: User) -> None:
    with pytest.raises(UnrecordedChange), database.write() as tx:
        tx.delete(tx.get_one(User, ben.id))


def test_an_event_about_another_row_does_not_help(database: Database, ben: User) -> None:
    with pytest.raises(UnrecordedChange), database.write() as tx:  # noqa: PT012
        other = a_user(tx, "Eve", Role.AUDITOR)
        tx.get_one(User, ben.id).roles = ["administrator"]
        record(tx, Event.USER_ROLES_CHANGED, row_name(other), SYSTEM, rows=(other,), roles=[])


def test_a_change_after_its_event_is_not_committed(database: Database, ben: User) -> None:
    with pytest.raises(UnrecordedChange), database.write() as tx:  # noqa: PT012
        user = tx.get_one(User, ben.id)
        user.roles = ["auditor", "senior_officer"]
        record(tx, Event.USER_ROLES_CHANGED, row_name(user), SYSTEM, rows=(user,), roles=user.roles)
        user.roles = ["administrator"]


def test_a_recorded_change_is_committed(database: Database, ben: User) -> None:
    with database.write() as tx:
        user = tx.get_one(User, ben.id)
        user.roles = ["senior_officer"]
        record(tx, Event.USER_ROLES_CHANGED, row_name(user), SYSTEM, rows=(user,), roles=user.roles)
    with database.read() as reader:
        assert reader.get_one(User, ben.id).roles == ["senior_officer"]


def test_the_next_transaction_starts_clean_after_one_that_failed(database: Database, ben: User) -> None:
    with pytest.raises(UnrecordedChange), database.write() as tx:
        tx.get_one(User, ben.id).roles = ["administrator"]
    with database.write() as tx:
        a_user(tx, "Eve", Role.AUDITOR)


def test_a_fingerprint_is_the_same_before_and_after_the_database(database: Database, ben: User) -> None:
    with database.read() as reader:
        assert fingerprint(reader.get_one(User, ben.id)) == fingerprint(ben)


def test_without_the_rows_salt_a_guess_cannot_be_confirmed(ben: User) -> None:
    before = fingerprint(ben)
    ben.guard_salt = b"another salt 16b"
    assert fingerprint(ben) != before


@pytest.mark.parametrize("table", Guarded.__subclasses__(), ids=lambda table: table.__tablename__)
def test_every_guarded_column_is_a_column(table: type[Guarded]) -> None:
    assert set(table.__guarded__) <= set(table.__table__.columns.keys())  # type: ignore[attr-defined]
