"""Checking the record: an honest one holds, and each kind of tampering is found by the rule for it."""

from collections.abc import Callable

import pytest
from sqlalchemy import text

from tests.accounts.builders import a_user
from venuecheck.accounts import service
from venuecheck.accounts.models import User
from venuecheck.accounts.roles import Role
from venuecheck.audit.events import Event
from venuecheck.audit.log import SYSTEM, record
from venuecheck.audit.models import APPEND_ONLY
from venuecheck.audit.sealer import seal_now
from venuecheck.audit.verifier import Tampering
from venuecheck.audit.verify import Verdict, verify
from venuecheck.runtime.database import Database
from venuecheck.runtime.settings import Settings

GUARDED = (User,)


@pytest.fixture
def told(database: Database, settings: Settings, ben: User) -> Database:
    """An installation with a small history, sealed."""
    with database.write() as tx:
        a_user(tx, "Eve", Role.SENIOR_OFFICER)
        service.change_roles(tx, ben.uuid, [Role.BOOKING_OFFICER], SYSTEM)
        record(tx, Event.NOTE_ADDED, "case:1", by=SYSTEM, personal={"note": "Imelda rang"})
    seal_now(database, settings)
    return database


def verdict(database: Database) -> Verdict:
    with database.read() as reader:
        return verify(reader, GUARDED)


def tamper(database: Database, *statements: str) -> None:
    """Change the database as somebody would who may do everything: the triggers go, and come back."""
    with database.engine.begin() as connection:
        for name in APPEND_ONLY:
            connection.execute(text(f"DROP TRIGGER {name}"))
        connection.execute(text("PRAGMA defer_foreign_keys = ON"))
        for statement in statements:
            connection.execute(text(statement))
        for trigger in APPEND_ONLY.values():
            connection.execute(text(trigger))


def test_an_honest_record_holds(told: Database) -> None:
    found = verdict(told)
    assert found.holds
    assert (found.events, found.rows) == (4, 2)


def test_an_empty_record_holds(database: Database) -> None:
    assert verdict(database).holds


def test_it_holds_after_personal_words_were_erased(told: Database) -> None:
    tamper(told, "DELETE FROM audit_personal_value")
    assert verdict(told).holds


@pytest.mark.parametrize(
    ("rule", "statement"),
    [
        (3, "UPDATE audit_event SET line = replace(line, 'booking_officer', 'administrator')"),
        (4, "UPDATE audit_event SET actor = 'user:somebody else' WHERE id = 2"),
        (4, "UPDATE audit_event SET at = '2020-01-01 00:00:00.000000' WHERE id = 2"),
        (4, "UPDATE audit_event SET subject = 'case:2' WHERE subject = 'case:1'"),
        (8, "DELETE FROM audit_seal WHERE number = 4"),
        (2, "DELETE FROM audit_seal WHERE number = 2"),
        (2, "UPDATE audit_seal SET number = 9 WHERE number = 4"),
        (3, "UPDATE audit_seal SET hash = '00' WHERE number = 2"),
        (5, "UPDATE audit_personal_value SET value = 'Imelda wrote'"),
        (5, "UPDATE audit_personal_value SET salt = x'00'"),
        (6, """UPDATE "user" SET roles = '["administrator"]' WHERE name = 'Ben'"""),
        (6, """UPDATE "user" SET open = 0"""),
        (6, """UPDATE "user" SET password_hash = 'mine'"""),
        (6, """DELETE FROM "user" WHERE name = 'Eve'"""),
        (
            6,
            """INSERT INTO "user" (name, email, roles, open, created, uuid, guard_salt)
               VALUES ('Mal', 'mal', '[]', 1, '2026-01-01 00:00:00', '00000000000000000000000000000001', x'00')""",
        ),
    ],
)
def test_tampering_is_found(told: Database, rule: int, statement: str) -> None:
    tamper(told, statement)
    assert rule in {problem.rule for problem in verdict(told).problems}


def test_an_event_taken_out_with_its_seal_is_found(told: Database) -> None:
    tamper(told, "DELETE FROM audit_seal WHERE number = 2", "DELETE FROM audit_event WHERE id = 2")
    assert {2, 8} <= {problem.rule for problem in verdict(told).problems}


def test_two_events_that_changed_places_are_found(told: Database) -> None:
    swap = "UPDATE audit_seal SET event_id = {to} WHERE number = {number}"
    tamper(told, swap.format(to=-1, number=2), swap.format(to=2, number=3), swap.format(to=3, number=2))
    assert not verdict(told).holds


@pytest.mark.parametrize("name", APPEND_ONLY)
def test_a_missing_trigger_is_found(told: Database, name: str) -> None:
    with told.engine.begin() as connection:
        connection.execute(text(f"DROP TRIGGER {name}"))
    assert [problem.rule for problem in verdict(told).problems] == [1]


@pytest.mark.parametrize("name", APPEND_ONLY)
def test_a_trigger_that_was_blunted_under_its_own_name_is_found(told: Database, name: str) -> None:
    table = name.rpartition("_no_")[0]
    with told.engine.begin() as connection:
        connection.execute(text(f"DROP TRIGGER {name}"))
        connection.execute(text(f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} BEGIN SELECT 1; END"))
    assert [problem.rule for problem in verdict(told).problems] == [1]


def test_a_trigger_laid_out_otherwise_is_the_same_trigger(told: Database) -> None:
    name, statement = next(iter(APPEND_ONLY.items()))
    with told.engine.begin() as connection:
        connection.execute(text(f"DROP TRIGGER {name}"))
        connection.execute(text(statement.replace(" ", "\n  ")))
    assert verdict(told).holds


@pytest.mark.parametrize(
    "line", ["", "null", "[]", "{", '{"rows": 1}', '{"commitments": []}', '{"rows": {"a": 1}}', "\ufffd"]
)
def test_a_line_that_is_no_event_is_a_finding_and_no_crash(told: Database, line: str) -> None:
    with told.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER audit_event_no_update"))
        connection.execute(text("UPDATE audit_event SET line = :line WHERE id = 2"), {"line": line})
    assert not verdict(told).holds


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET at = 'soon'",
        "UPDATE audit_event SET uuid = 'x' WHERE id = 1",
        """UPDATE "user" SET roles = '{' """,
        """UPDATE "user" SET created = 'x'""",
        "UPDATE audit_personal_value SET salt = 'text'",
        "UPDATE audit_seal SET hash = x'ff'",
    ],
)
def test_values_that_cannot_be_read_are_no_crash(told: Database, statement: str) -> None:
    tamper(told, statement)
    assert not verdict(told).holds


def test_it_changes_nothing(told: Database) -> None:
    check: Callable[[], Verdict] = lambda: verdict(told)  # noqa: E731
    assert check() == check()


@pytest.mark.parametrize("table", ["audit_event", "audit_checkpoint", "audit_personal_value", "user"])
def test_a_trigger_of_somebody_else_on_the_records_tables_is_found(told: Database, table: str) -> None:
    with told.engine.begin() as connection:
        connection.execute(text(f'CREATE TRIGGER helpful AFTER INSERT ON "{table}" BEGIN SELECT 1; END'))
    assert [problem.kind for problem in verdict(told).problems] == [Tampering.PREPARED]


def test_events_that_wait_for_their_number_are_remarked_and_no_alarm(told: Database, ben: User) -> None:
    with told.write() as tx:
        a_user(tx, "Mo", Role.AUDITOR)
        service.change_roles(tx, ben.uuid, [Role.SENIOR_OFFICER], SYSTEM)
        record(tx, Event.NOTE_ADDED, "case:1", by=SYSTEM, personal={"note": "Imelda rang again"})
    found = verdict(told)
    assert found.problems == ()
    assert any(remark.startswith("3 events") and "wait for their number" in remark for remark in found.remarks)


def test_rows_and_words_that_were_changed_are_found_while_events_wait(told: Database, ben: User) -> None:
    with told.write() as tx:
        service.change_roles(tx, ben.uuid, [Role.SENIOR_OFFICER], SYSTEM)
        record(tx, Event.NOTE_ADDED, "case:1", by=SYSTEM, personal={"note": "Imelda rang again"})
    tamper(told, """UPDATE "user" SET roles = '["auditor"]'""", "UPDATE audit_personal_value SET value = 'nothing'")
    assert {problem.rule for problem in verdict(told).problems} == {5, 6}


def test_a_record_without_any_checkpoint_does_not_hold(told: Database) -> None:
    tamper(told, "DELETE FROM audit_checkpoint", "DELETE FROM audit_incarnation")
    assert {problem.kind for problem in verdict(told).problems} == {Tampering.CHECKPOINT}
