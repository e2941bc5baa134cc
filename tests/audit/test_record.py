"""Writing to the record, and giving it its order."""

import json
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import IntegrityError

from venuecheck.audit.events import Event
from venuecheck.audit.history import history
from venuecheck.audit.lines import canonical, commitment
from venuecheck.audit.log import HIRER, SYSTEM, Actor, record, seal, unsealed
from venuecheck.audit.models import AuditEvent, AuditSeal, PersonalValue
from venuecheck.audit.sealer import Sealer, seal_now
from venuecheck.audit.verifier import leaf_hash
from venuecheck.runtime.database import Database, Transaction
from venuecheck.runtime.settings import Settings

NOTED = Event.NOTE_ADDED
EVENT = "(id, uuid, at, event, actor, subject, line)"
OFFICER = Actor("user:an officer")


def test_an_event_says_who_did_what_to_what(tx: Transaction) -> None:
    entry = tx.get_one(AuditEvent, record(tx, Event.CASE_CHECKED, "case:1", by=SYSTEM, lane="plain"))
    assert json.loads(entry.line)["facts"] == {"lane": "plain"}
    assert (entry.event, entry.actor, entry.subject) == ("cases:case:check", "system", "case:1")


def test_a_fact_that_the_sentence_needs_must_be_given(tx: Transaction) -> None:
    with pytest.raises(ValueError, match="needs the fact 'lane'"):
        record(tx, Event.CASE_CHECKED, "case:1", by=SYSTEM)


@pytest.mark.parametrize(
    "statement",
    [
        f"INSERT OR REPLACE INTO audit_event {EVENT} SELECT id, uuid, at, event, actor, subject, 'x' FROM audit_event",
        f"REPLACE INTO audit_event {EVENT} SELECT 99, uuid, at, event, actor, subject, line FROM audit_event",
        "REPLACE INTO audit_seal (number, event_id, hash) SELECT number, event_id, '00' FROM audit_seal",
        "REPLACE INTO audit_seal (number, event_id, hash) SELECT 99, event_id, '00' FROM audit_seal",
        "UPDATE OR REPLACE audit_event SET line = 'x'",
    ],
)
def test_the_record_cannot_be_rewritten_by_putting_rows_in_the_place_of_others(
    database: Database, statement: str
) -> None:
    with database.write() as tx:
        record(tx, NOTED, "case:1", by=OFFICER)
        seal(tx)
    with pytest.raises(IntegrityError, match="append-only"), database.write() as tx:
        tx.execute(text(statement))


def test_personal_words_lie_outside_the_event(tx: Transaction) -> None:
    told = record(tx, NOTED, "case:1", by=OFFICER, personal={"note": "Imelda rang", "empty": ""})
    entry = tx.get_one(AuditEvent, told)
    assert "Imelda" not in entry.line
    kept = tx.scalars(select(PersonalValue)).one()
    assert kept.value == "Imelda rang"
    assert json.loads(entry.line)["commitments"] == {"note": commitment(kept.salt, kept.value)}


def test_the_same_words_never_have_the_same_commitment(tx: Transaction) -> None:
    told = [record(tx, NOTED, "case:1", by=OFFICER, personal={"note": "yes"}) for _ in range(2)]
    first, second = (json.loads(tx.get_one(AuditEvent, one).line)["commitments"]["note"] for one in told)
    assert first != second


def test_erasing_personal_words_is_allowed(database: Database) -> None:
    with database.write() as tx:
        record(tx, NOTED, "case:1", by=OFFICER, personal={"note": "Imelda rang"})
    with database.write() as tx:
        tx.execute(delete(PersonalValue))
    with database.read() as reader:
        assert [happening.words for happening in history(reader, "case:1")] == [{}]


@pytest.mark.parametrize("table", [AuditEvent, AuditSeal])
@pytest.mark.parametrize("act", [update, delete])
def test_no_event_and_no_seal_can_be_changed_or_removed(database: Database, table: type, act: object) -> None:
    with database.write() as tx:
        record(tx, NOTED, "case:1", by=OFFICER)
        seal(tx)
    statement = act(table)  # type: ignore[operator]
    if act is update:
        statement = statement.values(subject="case:2") if table is AuditEvent else statement.values(hash="0")
    with pytest.raises(IntegrityError, match="append-only"), database.write() as tx:
        tx.execute(statement)


def test_seals_are_numbered_without_gaps_and_hold_each_events_leaf(tx: Transaction) -> None:
    for _ in range(2):
        for _ in range(3):
            record(tx, NOTED, "case:1", by=OFFICER)
        assert seal(tx) == 3
    tx.flush()
    seals = tx.scalars(select(AuditSeal).order_by(AuditSeal.number)).all()
    lines = tx.scalars(select(AuditEvent.line).order_by(AuditEvent.id)).all()
    assert [sealed.number for sealed in seals] == [1, 2, 3, 4, 5, 6]
    assert [sealed.hash for sealed in seals] == [leaf_hash(line.encode()).hex() for line in lines]


def test_sealing_twice_seals_once(database: Database, settings: Settings) -> None:
    with database.write() as tx:
        record(tx, NOTED, "case:1", by=OFFICER)
    assert [seal_now(database, settings), seal_now(database, settings)] == [1, 0]


def test_an_act_that_fails_leaves_no_event(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.write() as tx:  # noqa: PT012
        record(tx, NOTED, "case:1", by=OFFICER, personal={"note": "x"})
        raise ZeroDivisionError
    with database.read() as reader:
        assert unsealed(reader) == []
        assert reader.scalars(select(PersonalValue)).all() == []


def test_the_sealer_seals_what_is_left_when_it_stops(database: Database, settings: Settings) -> None:
    sealer = Sealer(database, settings, every=60)
    sealer.start()
    with database.write() as tx:
        record(tx, NOTED, "case:1", by=OFFICER)
    sealer.stop()
    with database.read() as reader:
        assert unsealed(reader) == []


class TestHistory:
    def test_it_tells_one_subjects_story_newest_first(self, tx: Transaction) -> None:
        record(tx, Event.CASE_OPENED, "case:1", by=SYSTEM)
        record(tx, Event.CASE_OPENED, "case:2", by=SYSTEM)
        record(tx, NOTED, "case:1", by=OFFICER, personal={"note": "Imelda rang"})
        told = history(tx, "case:1")
        assert [happening.sentence("Ben") for happening in told] == [
            "Ben wrote an internal note.",
            "The case was opened.",
        ]
        assert told[0].words == {"note": "Imelda rang"}

    def test_lists_are_read_as_lists(self, tx: Transaction) -> None:
        record(tx, Event.USER_ADDED, "user:1", by=SYSTEM, roles=["auditor", "administrator"])
        assert "auditor, administrator" in history(tx, "user:1")[0].sentence("Ben")

    def test_nothing_happened_to_what_is_not_there(self, tx: Transaction) -> None:
        assert history(tx, "case:nothing") == []


class TestEvents:
    @pytest.mark.parametrize("event", list(Event), ids=lambda event: event.value)
    def test_each_has_a_sentence_and_a_name_of_three_parts(self, event: Event) -> None:
        assert event.sentence.endswith((".", "{told}"))  # or with a fact that is a sentence
        assert len(event.value.split(":")) == 3
        assert Event.named(event.value) is event

    def test_no_name_is_used_twice(self) -> None:
        assert len(Event.__members__) == len(list(Event))

    @pytest.mark.parametrize("event", list(Event), ids=lambda event: event.value)
    def test_no_sentence_asks_for_personal_data(self, event: Event) -> None:
        facts = {name for _, name, _, _ in string.Formatter().parse(event.sentence) if name}
        assert not facts & {"name", "email", "phone", "address", "reason", "note", "hirer_name", "organisation"}


class TestLines:
    @given(
        st.dictionaries(
            st.text(max_size=5), st.none() | st.booleans() | st.integers() | st.text(max_size=9), max_size=5
        )
    )
    def test_one_body_has_one_text(self, body: dict[str, object]) -> None:
        assert canonical(body) == canonical(dict(reversed(body.items())))
        assert json.loads(canonical(body)) == body

    def test_what_no_json_has_is_refused(self) -> None:
        with pytest.raises(ValueError, match="not JSON compliant"):
            canonical({"score": float("nan")})


def test_the_hirer_and_the_product_are_nobody_of_the_staff() -> None:
    assert {HIRER.key, SYSTEM.key} == {"hirer", "system"}
