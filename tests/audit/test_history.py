"""Reading the record a page at a time: in order, without gaps, off the indexes."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from venuecheck.audit.events import Event
from venuecheck.audit.history import Pageful, Place, Sought, Wanted, _order, pageful
from venuecheck.audit.log import Actor, record
from venuecheck.runtime.clock import now
from venuecheck.runtime.database import Database, Transaction

NOON = datetime(2026, 3, 28, 12, tzinfo=UTC)
ANA, BEN = Actor("user:ana"), Actor("user:ben")
KINDS = (Event.CASE_TAKEN, Event.NOTE_ADDED, Event.CASE_OPENED)
SUBJECTS = ("application:1", "application:2", "entry:1")


@pytest.fixture
def told(tx: Transaction) -> Transaction:
    """Sixty events, some at the same moment, as after a clock was set back."""
    for number in range(60):
        at = NOON + timedelta(minutes=number // 2 % 20)
        record(tx, KINDS[number % 3], SUBJECTS[number % 7 % 3], (ANA, BEN)[number % 2], at)
    return tx


def everything(tx: Transaction, wanted: Wanted, size: int) -> list[int]:
    found, place = list[int](), None
    while True:
        page: Pageful = pageful(tx, wanted, place, size)
        found += [one.id for one in page.happenings]
        place = page.older
        if place is None:
            return found


WANTED = (
    Wanted(),
    Wanted(subjects=frozenset(SUBJECTS[:2])),
    Wanted(actors=frozenset({ANA.key})),
    Wanted(actors=frozenset({ANA.key, BEN.key}), events=frozenset(KINDS[:2])),
    Wanted(events=frozenset(KINDS[1:]), since=NOON + timedelta(minutes=3), until=NOON + timedelta(minutes=9)),
    Wanted(subjects=frozenset(SUBJECTS), actors=frozenset({BEN.key}), events=frozenset(KINDS[:1])),
    Wanted(sought=Sought(frozenset(SUBJECTS[:1]), frozenset({BEN.key}), frozenset(KINDS[:1]))),
    Wanted(actors=frozenset({ANA.key}), sought=Sought(actors=frozenset({BEN.key}))),
    Wanted(sought=Sought()),
)


def fits(wanted: Wanted, subject: str, actor: str, event: Event, at: datetime) -> bool:
    """The plain meaning of what is wanted."""
    limits = [
        not wanted.subjects or subject in wanted.subjects,
        not wanted.actors or actor in wanted.actors,
        not wanted.events or event in wanted.events,
        wanted.since is None or at >= wanted.since,
        wanted.until is None or at < wanted.until,
    ]
    if sought := wanted.sought:
        limits.append(subject in sought.subjects or actor in sought.actors or event in sought.events)
    return all(limits)


@pytest.mark.parametrize("wanted", WANTED)
@pytest.mark.parametrize("size", [1, 7, 100])
def test_pages_hold_what_is_wanted_once_and_the_newest_first(told: Transaction, wanted: Wanted, size: int) -> None:
    every = pageful(told, Wanted(), size=100).happenings
    plain = [one.id for one in every if fits(wanted, one.subject, one.actor, one.event, one.at)]
    assert [(one.at, one.id) for one in every] == sorted(((one.at, one.id) for one in every), reverse=True)
    assert everything(told, wanted, size) == plain


@pytest.mark.parametrize("wanted", WANTED[:-2])
def test_a_page_is_read_off_the_indexes_however_long_the_record_is(database: Database, wanted: Wanted) -> None:
    query = _order(wanted, Place(now(), 9), 51).compile(database.engine, compile_kwargs={"literal_binds": True})
    with database.engine.connect() as connection:
        plan = [row[3] for row in connection.execute(text(f"EXPLAIN QUERY PLAN {query}"))]
    read = [step for step in plan if "audit_event" in step]
    assert read
    assert all(step.startswith("SEARCH") and "ix_audit_event_" in step for step in read), plan


@given(st.datetimes(datetime(1990, 1, 1), datetime(2200, 1, 1)), st.integers(0, 10**15))
def test_a_place_is_read_as_it_was_written(at: datetime, key: int) -> None:
    place = Place(at.replace(tzinfo=UTC), key)
    assert Place.read(str(place)) == place


@given(st.text(max_size=40))
def test_anything_else_is_no_place(words: str) -> None:
    found = Place.read(words)
    assert found is None or words.replace("-", "").isdigit()


@pytest.mark.parametrize("line", ["", "{", "[]", "null", '{"facts": 1}', '{"facts": {}, "commitments": []}', '"x"'])
def test_a_line_that_somebody_broke_is_told_as_one(database: Database, line: str) -> None:
    with database.write() as tx:
        record(tx, Event.CASE_TAKEN, "application:1", ANA)
    with database.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER audit_event_no_update"))
        connection.execute(text("UPDATE audit_event SET line = :line"), {"line": line})
        connection.execute(text("UPDATE audit_event SET event = 'mine:own:kind' WHERE :line = '{'"), {"line": line})
    with database.read() as reader:
        (one,) = pageful(reader, Wanted()).happenings
        assert one.sentence("Ana") in {"Ana took the case.", Event.UNREADABLE.sentence}
