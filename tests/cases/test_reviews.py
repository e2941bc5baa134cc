"""A review, by somebody who took no part before."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from tests.accounts.builders import a_user
from tests.cases.builders import MATCHING, RECOMMENDED, WEIGHED, House, heard
from venuecheck.accounts.roles import Role
from venuecheck.audit.log import Actor
from venuecheck.bookings import service as bookings
from venuecheck.cases import deadlines, decisions, remedies, reviews, service
from venuecheck.cases.acts import Act
from venuecheck.cases.clock import Why
from venuecheck.cases.models import Notice
from venuecheck.cases.moves import THE_HIRER, Doer
from venuecheck.cases.reminders import look_at_clock
from venuecheck.cases.safeguard_models import Review
from venuecheck.runtime.clock import today
from venuecheck.runtime.errors import InvalidError, NotPermittedError, WrongStateError
from venuecheck.runtime.mail import Mail
from venuecheck.runtime.workdays import Nation, after, between


@pytest.fixture
def reviewer(house: House) -> Doer:
    """A senior officer who took no part."""
    with house.database.write() as tx:
        user = a_user(tx, "fresh.eyes", Role.SENIOR_OFFICER)
    return Doer(Actor.user(user.uuid), frozenset({Role.SENIOR_OFFICER}), user.uuid)


@pytest.fixture
def declined(house: House, prevent, senior) -> int:
    """A case that was declined, with its notice."""
    case_id = house.case(speakers=MATCHING)
    with house.on(case_id) as (tx, case):
        service.recommend(tx, case, prevent, **RECOMMENDED)
    heard(house, case_id, senior)
    with house.on(case_id) as (tx, case):
        decisions.decide(tx, case, Act.DECLINE, senior, reasons="Urged it", weighed=WEIGHED, rests_on=["prevent"])
    house.work()
    return case_id


def ask(house: House, case_id: int) -> None:
    with house.on(case_id) as (tx, case):
        reviews.ask_for_review(tx, case, "He regretted it in 2024", THE_HIRER, house.settings)
    house.work()


def decide(house: House, case_id: int, result: Act, by: Doer, **more) -> None:
    with house.on(case_id) as (tx, case):
        reviews.decide_review(tx, case, result, "I read it all afresh", by, **more)
    house.work()


def last_letter(house: House) -> Mail:
    with house.database.read() as reader:
        return reader.scalars(select(Mail).order_by(Mail.id.desc())).first()


class TestAsk:
    def test_it_stands_in_the_queue_of_senior_officers(self, house: House, declined):
        ask(house, declined)
        assert house.now(declined)[0] == "under_review"

    def test_once(self, house: House, declined, reviewer):
        ask(house, declined)
        decide(house, declined, Act.UPHOLD, reviewer)
        with pytest.raises(WrongStateError):
            ask(house, declined)

    def test_not_after_the_last_day(self, house: House, declined):
        with house.database.write() as tx:
            notice = tx.scalars(select(Notice)).one()
            notice.review_by = today() - timedelta(days=1)
            decisions.record(tx, decisions.Event.NOTICE_KEPT, "application:x", decisions.SYSTEM, rows=(notice,))
        with pytest.raises(NotPermittedError, match="20 working days"):
            ask(house, declined)

    def test_not_of_what_was_approved(self, house: House, officer):
        case_id = house.case()
        with house.on(case_id) as (tx, case):
            decisions.approve(tx, case, "", officer)
        with pytest.raises(WrongStateError):
            ask(house, case_id)

    def test_on_the_private_page_with_its_error_beside_the_field(self, house: House, declined):
        with house.on(declined) as (tx, case):
            link = f"/application/{bookings.further_link(tx, case.application)}"
        browser = house.browser()
        assert "Ask for a review of this decision" in browser.get(link).text
        assert browser.post(f"{link}/review", {"grounds": " "}).status_code == 422
        assert browser.post(f"{link}/review", {"grounds": "Look again"}).status_code == 303
        assert "Somebody who was not involved before" in browser.get(link).text

    def test_the_letter_names_what_can_be_done_and_by_when(self, house: House, declined):
        text = last_letter(house).body
        for words in ("A review.", "stage 1 within 10 working days", "Ombudsman", "within 30 days", "three months"):
            assert words in text


class TestDecide:
    def test_upheld_it_stays_declined(self, house: House, declined, reviewer):
        ask(house, declined)
        decide(house, declined, Act.UPHOLD, reviewer)
        assert house.now(declined)[0] == "declined"
        assert "The decision stands" in last_letter(house).body

    def test_overturned_the_space_is_taken_again_and_confirmed(self, house: House, declined, reviewer):
        ask(house, declined)
        decide(house, declined, Act.OVERTURN, reviewer)
        with house.on(declined) as (_, case):
            assert (case.state, case.application.hold.state) == ("approved", "confirmed")
        assert "has overturned it" in last_letter(house).body

    def test_overturned_but_taken_meanwhile_another_time_is_chosen(self, house: House, declined, reviewer):
        house.case(hirer_email="other@example.org")
        ask(house, declined)
        with pytest.raises(bookings.SlotTakenError):
            decide(house, declined, Act.OVERTURN, reviewer)
        with house.on(declined) as (tx, case):
            free = bookings.nearest_free(tx, case.application.hold.space, case.event_start, case.application.hold.end)
        decide(house, declined, Act.REVIEW_CHANGE, reviewer, to=free[0])
        assert house.now(declined)[0] == "approved"

    def test_changed_it_goes_ahead_with_conditions(self, house: House, declined, reviewer):
        ask(house, declined)
        with pytest.raises(InvalidError):
            decide(house, declined, Act.REVIEW_CHANGE, reviewer)
        decide(house, declined, Act.REVIEW_CHANGE, reviewer, conditions=["A named chair."])
        assert "1. A named chair." in last_letter(house).body

    def test_not_by_whoever_took_part(self, house: House, declined, senior):
        ask(house, declined)
        with pytest.raises(NotPermittedError, match="took no part"):
            decide(house, declined, Act.OVERTURN, senior)

    def test_a_note_before_it_was_asked_is_a_part_and_a_note_after_it_is_none(self, house: House, declined, reviewer):
        ask(house, declined)
        with house.on(declined) as (tx, case):
            service.take(tx, case, reviewer)
        decide(house, declined, Act.UPHOLD, reviewer)

    def test_twice_is_once(self, house: House, declined, reviewer):
        ask(house, declined)
        decide(house, declined, Act.UPHOLD, reviewer)
        with pytest.raises(WrongStateError):
            decide(house, declined, Act.OVERTURN, reviewer)

    def test_a_change_that_was_declined_comes_into_force(self, house: House, officer, prevent, senior, reviewer):
        case_id = house.case()
        with house.on(case_id) as (tx, case):
            decisions.approve(tx, case, "", officer)
        with house.on(case_id) as (tx, case):
            service.correct(tx, case, house.form(speakers=MATCHING, start=time(18), end=time(20)))
        house.work()
        with house.on(case_id) as (tx, case):
            service.recommend(tx, case, prevent, **RECOMMENDED)
        heard(house, case_id, senior, intends=Act.DECLINE_CHANGE)
        with house.on(case_id) as (tx, case):
            words = {"reasons": "Urged it", "weighed": WEIGHED, "rests_on": ["prevent"]}
            decisions.decide(tx, case, Act.DECLINE_CHANGE, senior, **words)
        house.work()
        ask(house, case_id)
        decide(house, case_id, Act.OVERTURN, reviewer)
        with house.on(case_id) as (_, case):
            form = bookings.form_of(case.application.latest)
            assert (case.state, form.start, len(form.speakers)) == ("approved", time(18), 1)


@given(st.dates(date(2025, 1, 1), date(2035, 1, 1)), st.sampled_from(Nation))
def test_a_review_can_be_asked_for_on_twenty_working_days(day, nation):
    assert between(day, remedies.review_asked_by(day, nation), nation) == 20


def test_there_is_one_review_at_most_for_each_decision(house: House, declined):
    ask(house, declined)
    with house.database.read() as reader:
        assert len(list(reader.scalars(select(Review)))) == 1


def test_a_review_has_a_day_of_its_own_and_is_told_when_nobody_answers_it(house: House, declined, on_day):
    ask(house, declined)
    with house.on(declined) as (tx, case):
        answer_by = remedies.review_answered_by(today(), Nation.ENGLAND)
        assert (case.decide_by, deadlines.deadline(tx, case).why) == (answer_by, Why.REVIEW)
        assert case.reopened is None, "it is no change in the short lane"
    for days in (1, 1, 5):
        on_day(after(answer_by, days, Nation.ENGLAND))
        with house.on(declined) as (tx, case):
            look_at_clock(tx, case, house.settings)
    assert house.now(declined)[0] == "under_review"
    assert sum(subject.startswith("We are late with the review of") for subject in house.mails()) == 1
    assert house.events().count("cases:review:late") == 1
    assert any(subject.endswith("is still not decided") for subject in house.mails())
