"""What happens when the day to decide by comes near or passes."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.cases.builders import MATCHING, House
from venuecheck import parts
from venuecheck.accounts import duty
from venuecheck.accounts.roles import Role
from venuecheck.cases import decisions, moves, rounds, service
from venuecheck.cases.acts import Act
from venuecheck.cases.models import Case
from venuecheck.cases.reminders import look_at_clock
from venuecheck.runtime import clock, outbox
from venuecheck.runtime.database import Database
from venuecheck.runtime.errors import NotPermittedError
from venuecheck.runtime.outbox import OutboxRow
from venuecheck.runtime.workdays import Nation, after

TODAY = clock.today()


def look(house: House, case_id: int) -> None:
    with house.on(case_id) as (tx, case):
        look_at_clock(tx, case, house.settings)


def working(days: int) -> date:
    """So many working days after the day on which a plain application of today is due."""
    due = after(after(TODAY, 0, Nation.ENGLAND), 5, Nation.ENGLAND)
    return after(due, days, Nation.ENGLAND) if days >= 0 else due - timedelta(days=-days)


def staff_mails(house: House) -> list[str]:
    return [subject for subject in house.mails() if "decided" in subject or "deputy" in subject]


def test_the_case_keeps_the_day_by_which_it_is_to_be_decided(house: House):
    with house.on(house.case()) as (_, case):
        assert case.decide_by == working(0)


def test_a_match_gives_the_time_of_due_diligence(house: House):
    with house.on(house.case(speakers=MATCHING)) as (_, case):
        assert case.decide_by == after(after(TODAY, 0, Nation.ENGLAND), 15, Nation.ENGLAND)


def test_whoever_has_the_case_is_reminded_once(house: House, officer, on_day):
    case_id = house.case()
    on_day(working(0))
    for _ in range(2):
        look(house, case_id)
    assert len(staff_mails(house)) == 1


def test_when_nobody_decides_the_space_stays_held_and_the_case_goes_up(house: House, on_day):
    case_id = house.case()
    on_day(working(1))
    look(house, case_id)
    with house.on(case_id) as (_, case):
        assert (case.state, case.application.hold.state) == ("with_senior", "held")
    assert "cases:decision:late" in house.events()
    assert any(subject.startswith("We are late") for subject in house.mails())


def test_looking_again_takes_no_step_twice(house: House, on_day):
    case_id = house.case()
    on_day(working(1))
    for _ in range(3):
        look(house, case_id)
    assert house.events().count("cases:decision:late") == 1


def test_a_clock_that_is_set_back_does_nothing_again(house: House, on_day):
    case_id = house.case()
    on_day(working(1))
    look(house, case_id)
    mails = len(house.mails())
    for day in (TODAY, working(1)):
        on_day(day)
        look(house, case_id)
    assert len(house.mails()) == mails


def test_after_three_days_it_goes_to_the_named_deputy(house: House, on_day):
    case_id = house.case()
    senior, lead, admin = (house.staff[r].uuid for r in (Role.SENIOR_OFFICER, Role.EQUALITY_LEAD, Role.ADMINISTRATOR))
    with house.database.write() as tx:
        duty.name_deputy(tx, senior, lead, TODAY, TODAY + timedelta(days=60), admin)
    on_day(working(3))
    look(house, case_id)
    with house.on(case_id) as (_, case):
        assert case.assigned_to == lead
    assert any("has come to you as deputy" in subject for subject in house.mails())


def test_without_a_deputy_every_senior_officer_is_told_that_none_is_named(house: House, on_day):
    case_id = house.case()
    on_day(working(3))
    look(house, case_id)
    assert any("no deputy is named" in subject for subject in house.mails())


def test_the_clock_stands_while_the_hirer_is_asked(house: House, officer, on_day):
    case_id = house.case()
    with house.on(case_id) as (tx, case):
        service.ask(tx, case, "Which hats?", officer, house.settings)
    on_day(working(2))
    look(house, case_id)
    assert house.now(case_id)[0] == "with_officer"


def test_a_decided_case_is_left_alone(house: House, officer, on_day):
    case_id = house.case()
    with house.on(case_id) as (tx, case):
        decisions.approve(tx, case, "", officer)
    on_day(working(4))
    look(house, case_id)
    assert house.now(case_id)[0] == "approved"


def test_after_the_event_nobody_is_told_any_more(house: House, on_day):
    case_id = house.case()
    mails = len(house.mails())
    on_day(TODAY + timedelta(days=31))
    look(house, case_id)
    assert len(house.mails()) == mails


def test_a_change_after_approval_is_given_two_working_days(house: House, officer):
    case_id = house.case()
    with house.on(case_id) as (tx, case):
        decisions.approve(tx, case, "", officer)
    with house.on(case_id) as (tx, case):
        service.correct(tx, case, house.form(notes="We bring glue"))
        assert case.decide_by == after(after(TODAY, 0, Nation.ENGLAND), 2, Nation.ENGLAND)


def test_the_product_goes_up_only_when_it_is_late(house: House):
    with house.on(house.case()) as (tx, case), pytest.raises(NotPermittedError):
        moves.move(tx, case, Act.GO_UP, moves.THE_SYSTEM, None)


class TestRounds:
    def waiting(self, database: Database) -> list[datetime]:
        with database.read() as reader:
            rows = reader.scalars(select(OutboxRow).where(OutboxRow.task == rounds.ROUND, OutboxRow.state != "done"))
            return [row.due for row in rows]

    def test_however_often_the_product_starts_one_round_waits(self, database: Database):
        for _ in range(3):
            rounds.begin(database)
        assert len(self.waiting(database)) == 1

    def test_a_round_looks_at_every_case_and_waits_for_the_next_morning(self, house: House, on_day):
        case_id = house.case()
        on_day(working(1))
        rounds.begin(house.database)
        outbox.drain(house.database, parts.tasks(house.settings))
        assert house.now(case_id)[0] == "with_senior"
        assert self.waiting(house.database) == [rounds.next_morning()]

    def test_a_round_that_waits_for_next_year_is_no_round(self, database: Database):
        with database.write() as tx:
            outbox.queue(tx, rounds.ROUND, due=clock.now() + timedelta(days=400))
        rounds.begin(database)
        assert len(self.waiting(database)) == 2

    def test_of_two_rounds_one_goes_on(self, house: House):
        with house.database.write() as tx:
            outbox.queue(tx, rounds.ROUND)
            outbox.queue(tx, rounds.ROUND)
        outbox.drain(house.database, parts.tasks(house.settings))
        assert len(self.waiting(house.database)) == 1

    def test_one_case_that_fails_keeps_no_other_back(self, house: House, on_day, monkeypatch):
        bad, good = (
            house.case(),
            house.case(start=datetime.min.time().replace(hour=14), end=datetime.min.time().replace(hour=16)),
        )
        on_day(working(1))

        def fail(tx, case: Case, settings) -> None:
            if case.id == bad:
                raise RuntimeError
            look_at_clock(tx, case, settings)

        monkeypatch.setattr(rounds, "look_at", fail)
        rounds.begin(house.database)
        outbox.drain(house.database, parts.tasks(house.settings))
        assert (house.now(bad)[0], house.now(good)[0]) == ("with_officer", "with_senior")
