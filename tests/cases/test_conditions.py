"""Conditions of an approval, and what happened at the event."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from tests.browsing import Browser
from tests.cases.builders import House
from venuecheck.accounts.roles import Role
from venuecheck.bookings.models import Hold
from venuecheck.cases import afterwards, conditions, decisions, service
from venuecheck.cases.acts import Act
from venuecheck.cases.followups import follow_ups
from venuecheck.cases.models import Case
from venuecheck.cases.reminders import look_at_promises
from venuecheck.cases.watch import conditions_of
from venuecheck.runtime.clock import now, today
from venuecheck.runtime.errors import InvalidError, MissingError, NotPermittedError, WrongStateError
from venuecheck.runtime.mail import Mail

DAY = timedelta(days=1)
CHAIR = decisions.CONDITIONS[0]
REPORT: dict[str, Any] = {"held": "as_applied", "conditions": "none", "concerns": False, "words": ""}


def conditioned(house: House, officer, senior, *texts: str, **changes) -> int:
    """A case that a senior officer approved with these conditions."""
    case_id = house.case(**changes)
    with house.on(case_id) as (tx, case):
        service.pass_on(tx, case, Act.TO_SENIOR, "Please look", officer)
        said = {"reasons": "Go ahead", "conditions": texts or (CHAIR,), "rests_on": ["other"]}
        decisions.decide(tx, case, Act.GRANT_WITH_CONDITIONS, senior, **said)
    house.work()
    return case_id


@pytest.fixture
def case_id(house: House, officer, senior) -> int:
    return conditioned(house, officer, senior)


def browser(house: House, role: Role | None = None) -> Browser:
    who = house.browser()
    return who.sign_in_as(house.staff[role].uuid) if role else who


def link(house: House, case_id: int) -> str:
    """A private link to the application, as a letter brings it."""
    with house.on(case_id) as (tx, case):
        return f"/application/{service.bookings.replace_lost_link(tx, case.application)}"


def first(tx, case) -> conditions.Condition:
    return conditions_of(tx, case)[0]


class TestConditions:
    def test_each_has_a_day_before_the_event_and_what_shows_it(self, house: House, case_id):
        with house.on(case_id) as (tx, case):
            one = first(tx, case)
            assert (one.asked, one.shown_by, one.state) == ("Who that is", "hirer", "open")
            assert today() < one.due < case.event_start.date()

    def test_the_letter_says_by_when(self, house: House, case_id):
        with house.database.read() as reader:
            body = reader.scalars(select(Mail.body).where(Mail.subject.contains("confirmed"))).one()
        assert "Please show us by" in body
        assert "who that is" in body

    def test_the_hirer_says_how_it_is_met_and_staff_mark_it(self, house: House, case_id, officer):
        with house.on(case_id) as (tx, case):
            conditions.say_met(tx, case, first(tx, case).uuid, "Imelda's aunt chairs")
            conditions.mark(tx, case, first(tx, case).uuid, "met", "Spoke to the aunt", officer)
            assert first(tx, case).state == "met"
        with pytest.raises(WrongStateError), house.on(case_id) as (tx, case):
            conditions.say_met(tx, case, first(tx, case).uuid, "Somebody else")

    @pytest.mark.parametrize(("state", "evidence", "field"), [("met", " ", "evidence"), ("maybe", "Seen", "state")])
    def test_it_is_marked_with_what_shows_it(self, house: House, case_id, officer, state, evidence, field):
        with house.on(case_id) as (tx, case), pytest.raises(InvalidError) as refused:
            conditions.mark(tx, case, first(tx, case).uuid, state, evidence, officer)
        assert refused.value.field == field

    def test_the_equality_lead_marks_none(self, house: House, case_id, lead):
        with pytest.raises(NotPermittedError), house.on(case_id) as (tx, case):
            conditions.mark(tx, case, first(tx, case).uuid, "met", "Seen", lead)

    def test_a_condition_of_another_case_is_none_here(self, house: House, case_id, officer, senior):
        another = conditioned(
            house, officer, senior, start=house.form().start.replace(hour=14), end=house.form().end.replace(hour=16)
        )
        with house.on(another) as (tx, case):
            theirs = first(tx, case).uuid
        with pytest.raises(MissingError), house.on(case_id) as (tx, case):
            conditions.mark(tx, case, theirs, "met", "Seen", officer)

    def test_an_approval_without_conditions_lifts_them(self, house: House, case_id, officer, senior):
        with house.on(case_id) as (tx, case):
            service.correct(tx, case, house.form(notes="No talk after all"))
        house.work()
        with house.on(case_id) as (tx, case):
            service.pass_on(tx, case, Act.TO_SENIOR, "Please look", officer)
            decisions.decide(tx, case, Act.GRANT, senior, reasons="No talk, no chair")
            assert conditions_of(tx, case) == []

    def test_one_that_is_not_shown_comes_back_before_the_event(self, house: House, officer, senior):
        case_id = conditioned(house, officer, senior, day=today() + 3 * DAY)
        with house.on(case_id) as (tx, case):
            for _ in range(2):
                look_at_promises(tx, case, house.settings)
            assert [one.case.id for one in follow_ups(tx).conditions] == [case_id]
        assert house.events().count("cases:condition:due") == 1
        assert sum("condition of your booking" in subject for subject in house.mails()) == 1

    def test_one_that_is_met_does_not(self, house: House, officer, senior):
        case_id = conditioned(house, officer, senior, day=today() + 3 * DAY)
        with house.on(case_id) as (tx, case):
            conditions.mark(tx, case, first(tx, case).uuid, "met", "Seen", officer)
            look_at_promises(tx, case, house.settings)
            assert follow_ups(tx).conditions == []

    def test_one_that_is_not_met_stays_in_the_list(self, house: House, case_id, officer):
        with house.on(case_id) as (tx, case):
            conditions.mark(tx, case, first(tx, case).uuid, "not_met", "There is no chair", officer)
            assert [one.tag[0] for one in follow_ups(tx).conditions] == ["Not met"]

    def test_every_condition_of_the_library_has_what_shows_it(self):
        assert set(conditions.EVIDENCE) == set(decisions.CONDITIONS)


class TestPages:
    def test_staff_mark_a_condition_on_its_page(self, house: House, case_id):
        with house.on(case_id) as (tx, case):
            there, one = f"/cases/{case.uuid}/conditions", first(tx, case).uuid
        officer = browser(house, Role.BOOKING_OFFICER)
        assert "Say what shows it" in officer.post(f"{there}/{one}", {"state": "met", "evidence": ""}).text
        assert officer.post(f"{there}/{one}", {"state": "met", "evidence": "Seen"}).status_code == 303
        assert "Seen" in officer.get(there).text

    def test_the_hirer_sees_it_and_says_how_it_is_met(self, house: House, case_id):
        token, hirer = link(house, case_id), browser(house)
        assert "Still to be shown: 1" in hirer.get(token).text
        with house.on(case_id) as (tx, case):
            one = first(tx, case).uuid
        assert "Say how this is met" in hirer.post(f"{token}/conditions/{one}", {"said": ""}).text
        assert hirer.post(f"{token}/conditions/{one}", {"said": "My aunt"}).status_code == 303
        assert "My aunt" in hirer.get(f"{token}/conditions").text


class TestAfterwards:
    @pytest.fixture
    def over(self, house: House, officer) -> int:
        """A booking whose event was yesterday."""
        case_id = house.case()
        with house.on(case_id) as (tx, case):
            decisions.approve(tx, case, "", officer)
        house.work()
        then = now() - 2 * DAY
        with house.database.write() as tx:  # as if time had passed: none of this is done by the product
            tx.execute(update(Hold).values(start=then, end=then + timedelta(hours=2)))
            tx.execute(update(Case).values(event_start=then))
        return case_id

    def test_it_is_asked_once_the_event_is_over(self, house: House, over):
        with house.on(over) as (tx, _):
            assert [case.id for case in follow_ups(tx).events] == [over]
        assert "what happened?" in browser(house, Role.BOOKING_OFFICER).get("/follow-up").text

    def test_before_the_event_there_is_nothing_to_say(self, house: House, officer):
        case_id = house.case()
        with house.on(case_id) as (tx, case):
            decisions.approve(tx, case, "", officer)
        with pytest.raises(NotPermittedError, match="over"), house.on(case_id) as (tx, case):
            afterwards.report(tx, case, officer, **REPORT)

    def test_it_is_said_once(self, house: House, over, officer):
        with house.on(over) as (tx, case):
            afterwards.report(tx, case, officer, **REPORT)
            assert follow_ups(tx).events == []
        with pytest.raises(NotPermittedError, match="already"), house.on(over) as (tx, case):
            afterwards.report(tx, case, officer, **REPORT)

    @pytest.mark.parametrize("change", [{"concerns": True}, {"held": "differently"}, {"conditions": "not_kept"}])
    def test_what_was_out_of_the_ordinary_is_said_in_words(self, house: House, over, officer, change):
        with house.on(over) as (tx, case), pytest.raises(InvalidError, match="Say what was seen"):
            afterwards.report(tx, case, officer, **REPORT | change)

    def test_it_stands_on_the_next_application_of_the_same_hirer(self, house: House, over, officer):
        with house.on(over) as (tx, case):
            afterwards.report(tx, case, officer, **REPORT | {"words": "All chairs put back"})
        with house.on(house.case(day=today() + 20 * DAY)) as (_, case):
            there = f"/cases/{case.uuid}"
        assert "All chairs put back" in browser(house, Role.BOOKING_OFFICER).get(there).text

    def test_the_figures_count_it_and_name_nobody(self, house: House, over, officer):
        with house.on(over) as (tx, case):
            afterwards.report(tx, case, officer, **REPORT)
            found = afterwards.figures(tx)
        assert (found.reported, found.waiting, found.concerns) == (1, 0, 0)
        assert found.held["It was held as applied for"] == 1
        text = browser(house, Role.AUDITOR).get("/reports/after-events").text
        assert "Of 1 event it was recorded what happened; 0 still wait for it." in text

    def test_it_is_said_on_the_case_page(self, house: House, over):
        with house.on(over) as (_, case):
            there = f"/cases/{case.uuid}"
        officer = browser(house, Role.BOOKING_OFFICER)
        fields = {"held": "as_applied", "conditions": "none", "concerns": "yes", "words": ""}
        assert "Say what was seen" in officer.post(f"{there}/report-event", fields).text
        assert officer.post(f"{there}/report-event", fields | {"words": "A fight"}).status_code == 303
        assert "Concerns were seen" in officer.get(there).text
