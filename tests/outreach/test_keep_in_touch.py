"""Briefings held, what was said, when to follow up, and the worklist made of them."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.outreach.builders import OLIVE, a_reachable_venue, a_venue, send
from venuecheck.audit.history import history
from venuecheck.audit.models import AuditEvent
from venuecheck.outreach import packs, pages, service
from venuecheck.outreach.packs import Pack
from venuecheck.outreach.pages import Line, worklist
from venuecheck.outreach.service import record_briefing, record_conversation, set_follow_up
from venuecheck.runtime.clock import today
from venuecheck.runtime.database import Transaction
from venuecheck.runtime.errors import InvalidError, WrongStateError
from venuecheck.runtime.settings import Settings

TOMORROW = today() + timedelta(days=1)


def named(lines: tuple[Line, ...]) -> list[str]:
    return [line.name for line in lines]


def test_a_briefing_stands_with_every_venue_that_came(tx: Transaction) -> None:
    one, two = a_venue(tx, "One"), a_venue(tx, "Two")
    record_briefing(tx, day=today(), kind="online", venues=[two, one, two], by=OLIVE, notes="Went well")
    [line] = pages.briefings(tx)
    assert ([name for _, name in line.venues], line.notes) == (["One", "Two"], "Went well")
    for venue in (one, two):
        assert "recorded the briefing" in history(tx, service.subject(venue))[0].sentence("Olive")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"day": TOMORROW}, "day"),
        ({"day": date(1066, 10, 14)}, "day"),
        ({"kind": "party"}, "kind"),
        ({"venues": []}, "venues"),
        ({"notes": "x" * 5001}, "notes"),
    ],
)
def test_a_briefing_that_cannot_have_been_is_refused(tx: Transaction, wrong: dict[str, object], field: str) -> None:
    given = {"day": today(), "kind": "online", "venues": [a_venue(tx)], "by": OLIVE} | wrong
    with pytest.raises(InvalidError) as problem:
        record_briefing(tx, **given)  # type: ignore[arg-type]
    assert problem.value.field == field
    assert pages.briefings(tx) == ()


def test_what_was_said_is_kept_and_stays_out_of_the_events_themselves(tx: Transaction) -> None:
    venue = a_reachable_venue(tx)
    record_conversation(tx, venue, said="Ann is worried", by=OLIVE, contact=venue.contacts[0], way="phone")
    assert pages.venue_page(tx, venue).said[0].words == "Ann is worried"
    assert history(tx, service.subject(venue))[0].words == {"said": "Ann is worried"}
    assert not any("worried" in line for line in tx.scalars(select(AuditEvent.line)))


def test_a_conversation_needs_words_a_way_a_past_day_and_the_venues_own_contact(tx: Transaction) -> None:
    venue, other = a_venue(tx, "One"), a_reachable_venue(tx, "Other")
    for wrong in ({"said": " "}, {"way": "pigeon"}, {"day": TOMORROW}, {"contact": other.contacts[0]}):
        with pytest.raises(InvalidError):
            record_conversation(tx, venue, **({"said": "hello", "by": OLIVE} | wrong))  # type: ignore[arg-type]
    assert pages.venue_page(tx, venue).said == ()


def test_a_follow_up_is_due_on_its_day_and_not_before(tx: Transaction) -> None:
    venue, later = a_venue(tx, "Due"), a_venue(tx, "Later")
    set_follow_up(tx, venue, on=today(), why="Ask about terms", by=OLIVE)
    set_follow_up(tx, later, on=TOMORROW, why="Ask", by=OLIVE)
    [line] = worklist(tx).due
    assert line.name == "Due"
    assert "Ask about terms" in line.why


def test_a_new_follow_up_takes_the_old_ones_place(tx: Transaction) -> None:
    venue = a_venue(tx)
    first = set_follow_up(tx, venue, on=today(), why="Ask", by=OLIVE)
    assert set_follow_up(tx, venue, on=TOMORROW, why="Ask", by=OLIVE).id == first.id
    assert named(worklist(tx).due) == []


def test_setting_the_same_follow_up_twice_records_one(tx: Transaction) -> None:
    venue = a_venue(tx)
    for _ in range(2):
        set_follow_up(tx, venue, on=today(), why="Ask", by=OLIVE)
    assert len([1 for event in tx.scalars(select(AuditEvent.event)) if event == "outreach:follow-up:set"]) == 1


def test_a_follow_up_that_is_done_leaves_the_worklist_and_another_can_be_set(tx: Transaction) -> None:
    venue = a_venue(tx)
    set_follow_up(tx, venue, on=today(), why="Ask", by=OLIVE)
    service.finish_follow_up(tx, venue, by=OLIVE)
    service.finish_follow_up(tx, venue, by=OLIVE)
    assert worklist(tx).due == ()
    set_follow_up(tx, venue, on=today(), why="Ask again", by=OLIVE)
    assert named(worklist(tx).due) == ["Mill Hotel"]


@pytest.mark.parametrize("on", [today() - timedelta(days=1), date(9999, 12, 31)])
def test_a_follow_up_in_the_past_or_far_away_is_refused(tx: Transaction, on: date) -> None:
    with pytest.raises(InvalidError):
        set_follow_up(tx, a_venue(tx), on=on, why="Ask", by=OLIVE)


def test_a_closed_venue_is_not_followed_up(tx: Transaction) -> None:
    venue = a_venue(tx)
    set_follow_up(tx, venue, on=today(), why="Ask", by=OLIVE)
    service.close_private_venue(tx, venue, by=OLIVE)
    assert worklist(tx).due == worklist(tx).unreached == ()
    with pytest.raises(WrongStateError):
        set_follow_up(tx, venue, on=today(), why="Ask", by=OLIVE)


def test_a_venue_is_reached_by_a_pack_a_briefing_or_a_conversation(tx: Transaction, settings: Settings) -> None:
    packed, briefed, spoken = a_reachable_venue(tx, "Packed"), a_venue(tx, "Briefed"), a_venue(tx, "Spoken")
    a_venue(tx, "Forgotten")
    assert len(worklist(tx).unreached) == worklist(tx).venues == 4
    send(tx, settings, packed)
    record_briefing(tx, day=today(), kind="visit", venues=[briefed], by=OLIVE)
    record_conversation(tx, spoken, said="hello", by=OLIVE)
    assert named(worklist(tx).unreached) == ["Forgotten"]


def test_a_venue_without_anybody_to_write_to_is_on_the_worklist(tx: Transaction) -> None:
    venue = a_reachable_venue(tx)
    assert worklist(tx).without_contact == ()
    service.close_contact(tx, venue.contacts[0], by=OLIVE)
    assert named(worklist(tx).without_contact) == ["Mill Hotel"]


def test_a_venue_with_an_older_version_is_on_the_worklist(
    tx: Transaction, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(tx, settings, a_reachable_venue(tx))
    assert worklist(tx).outdated == ()
    old = packs.pack_called("hotels-and-licensed-premises")
    new = Pack(old.key, 2, old.title, old.summary, old.published, old.kinds, old.sections)
    monkeypatch.setattr(packs, "_every_pack", lambda: (old, new))
    assert "version 2 is newest" in worklist(tx).outdated[0].why
