"""Signing in and out, and what follows wrong passwords."""

from datetime import datetime, timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from tests.accounts.builders import PASSWORD, WRONG_PASSWORD, a_user, kept, try_to_sign_in, who
from venuecheck.accounts import passwords, service
from venuecheck.accounts.models import FailedSignIns, SignedInVisit, User
from venuecheck.accounts.roles import Role
from venuecheck.audit.events import Event
from venuecheck.audit.log import SYSTEM
from venuecheck.audit.models import AuditEvent
from venuecheck.runtime import clock
from venuecheck.runtime.database import Database
from venuecheck.runtime.errors import InvalidError


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> "Later":
    return Later(monkeypatch)


class Later:
    """Moves the accounts' clock on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch

    def by(self, **length: float) -> None:
        """Move on by so much from the real time."""
        moved = lambda: clock.now() + timedelta(**length)  # noqa: E731
        self.monkeypatch.setattr(service, "now", moved)


def recorded(database: Database, event: Event) -> int:
    with database.read() as reader:
        return len(reader.scalars(select(AuditEvent).where(AuditEvent.event == event.value)).all())


def fail(database: Database, times: int, email: str = "ben@example.org") -> None:
    for _ in range(times):
        with database.write() as tx:
            service.sign_in(tx, service.Attempt(email, None, None, right=False), "visit")


def test_the_right_password_starts_a_visit(database: Database, ben: User) -> None:
    person = try_to_sign_in(database, " Ben@Example.org", PASSWORD)
    assert person == who(database)
    assert person.name == "Ben"
    assert person.roles == {"booking_officer"}
    assert recorded(database, Event.SIGNED_IN) == 1


def test_the_token_itself_is_not_kept(database: Database, ben: User) -> None:
    try_to_sign_in(database, ben.email, PASSWORD, digest="of a token")
    with database.read() as reader:
        assert reader.scalars(select(SignedInVisit.digest)).all() == ["of a token"]


@pytest.mark.parametrize("email", ["ben@example.org", "nobody@example.org", "", "x" * 5000, "\ud800@example.org"])
def test_a_wrong_password_or_address_starts_none_and_is_recorded(database: Database, ben: User, email: str) -> None:
    assert try_to_sign_in(database, email, WRONG_PASSWORD) is None
    assert who(database) is None
    assert recorded(database, Event.SIGN_IN_FAILED) == 1


def test_the_visit_that_one_had_before_ends(database: Database, ben: User) -> None:
    try_to_sign_in(database, ben.email, PASSWORD, digest="old")
    with database.read() as reader:
        tried = service.attempt(reader, ben.email, PASSWORD)
    with database.write() as tx:
        service.sign_in(tx, tried, "new", old_digest="old")
    assert who(database, "old") is None
    assert who(database, "new") is not None


def test_a_visit_ends_after_twelve_hours(database: Database, ben: User, later: Later) -> None:
    try_to_sign_in(database, ben.email, PASSWORD)
    later.by(hours=11, minutes=59)
    assert who(database) is not None
    later.by(hours=12, minutes=1)
    assert who(database) is None


def test_signing_out_ends_the_visit_and_twice_does_no_harm(database: Database, ben: User) -> None:
    try_to_sign_in(database, ben.email, PASSWORD)
    for _ in range(2):
        with database.write() as tx:
            service.sign_out(tx, "visit")
    assert who(database) is None
    assert recorded(database, Event.SIGNED_OUT) == 1


def test_a_password_changed_meanwhile_no_longer_counts(database: Database, ben: User) -> None:
    with database.read() as reader:
        tried = service.attempt(reader, ben.email, PASSWORD)
    with database.write() as tx:
        service.hand_over_password(tx, ben.uuid, kept(WRONG_PASSWORD), SYSTEM)
        assert service.sign_in(tx, tried, "visit") is None


def test_a_hash_of_an_old_cost_is_made_anew(database: Database, ben: User) -> None:
    cheap = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
    with database.write() as tx:
        service._set_hash(tx, tx.get_one(User, ben.id), passwords.Hashed(cheap), SYSTEM)
    try_to_sign_in(database, ben.email, PASSWORD)
    with database.read() as reader:
        assert not passwords.outdated(reader.get_one(User, ben.id).password_hash or "")
    assert try_to_sign_in(database, ben.email, PASSWORD, "again") is not None


@pytest.mark.parametrize("email", ["ben@example.org", "nobody@example.org"])
def test_after_five_failures_the_address_must_wait_and_is_told_how_long(
    database: Database, ben: User, email: str
) -> None:
    fail(database, 5, email)
    with pytest.raises(service.TooSoonError, match=r"Try again in a minute\."):
        try_to_sign_in(database, email, PASSWORD)


def test_nobody_is_locked_out_for_good(database: Database, ben: User, later: Later) -> None:
    for hours in range(30):
        later.by(hours=hours / 2)
        fail(database, 1)
    later.by(hours=14.5, minutes=9)
    with pytest.raises(service.TooSoonError, match=r"in a minute"):
        try_to_sign_in(database, ben.email, PASSWORD)
    later.by(hours=14.5, minutes=11)
    assert try_to_sign_in(database, ben.email, PASSWORD) is not None


def test_attempts_at_the_same_moment_gain_nothing(database: Database, ben: User) -> None:
    with database.read() as reader:
        tried = service.attempt(reader, ben.email, PASSWORD)
    fail(database, 5)
    with database.write() as tx, pytest.raises(service.TooSoonError):
        service.sign_in(tx, tried, "visit")
    assert who(database) is None


def test_a_sign_in_forgets_the_failures_before_it(database: Database, ben: User) -> None:
    fail(database, 4)
    try_to_sign_in(database, ben.email, PASSWORD)
    fail(database, 4)
    assert try_to_sign_in(database, ben.email, PASSWORD, "again") is not None


def test_old_failures_are_forgotten_and_no_address_is_kept(database: Database, ben: User, later: Later) -> None:
    fail(database, 3, "somebody@example.org")
    with database.read() as reader:
        assert "@" not in str(reader.scalars(select(FailedSignIns.email_digest)).all())
    later.by(hours=25)
    fail(database, 1)
    with database.read() as reader:
        assert reader.scalars(select(FailedSignIns.email_digest)).all() == [service.email_digest(ben.email)]


def test_the_wait_grows_and_is_never_longer_than_ten_minutes() -> None:
    waits = [service.wait_after(failures) for failures in range(1000)]
    assert waits == sorted(waits)
    assert waits[4] == timedelta(0)
    assert waits[5] == timedelta(seconds=15)
    assert waits[-1] == timedelta(minutes=10)


def test_an_unknown_address_takes_as_long_as_a_known_one(database: Database, ben: User) -> None:
    passwords.matches(None, "")

    def taken(email: str) -> float:
        lengths = []
        for _ in range(5):
            start = datetime.now().timestamp()
            with database.read() as reader:
                service.attempt(reader, email, WRONG_PASSWORD)
            lengths.append(datetime.now().timestamp() - start)
        return min(lengths)

    assert taken("nobody@example.org") > taken(ben.email) / 2


def test_a_temporary_password_runs_out(database: Database, later: Later) -> None:
    with database.write() as tx:
        a_user(tx, "Cy", Role.AUDITOR, temporary=PASSWORD)
    later.by(days=3, minutes=1)
    with pytest.raises(InvalidError, match="run out"):
        try_to_sign_in(database, "cy@example.org", PASSWORD)


def test_a_click_signs_in_only_to_an_open_account(database: Database, ben: User) -> None:
    with database.write() as tx:
        service.sign_in_at_one_click(tx, ben.uuid, "visit")
    assert who(database) is not None
    assert recorded(database, Event.SIGNED_IN_DEMO) == 1
    with database.write() as tx:
        service.close_account(tx, ben.uuid, SYSTEM)
        with pytest.raises(service.MissingError):
            service.sign_in_at_one_click(tx, ben.uuid, "another")
