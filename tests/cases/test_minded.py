"""Minded to refuse: told beforehand, answered by hirer and speaker, and only then decided."""

import re
from datetime import timedelta

import pytest
from litestar import Litestar
from sqlalchemy import select

from tests.browsing import Browser
from tests.cases.builders import (
    MATCHING,
    RECOMMENDED,
    WEIGHED,
    House,
    answered,
    heard,
    intention,
    told,
    weighed,
)
from venuecheck.cases import decisions, minded, service
from venuecheck.cases.acts import Act
from venuecheck.cases.safeguard_models import MindedNotice, SpeakerLink
from venuecheck.cases.safeguards import all_of, is_heard
from venuecheck.runtime.clock import today
from venuecheck.runtime.errors import InvalidError, NotPermittedError, WrongStateError
from venuecheck.runtime.mail import Mail

WRITTEN_TO = (("Zebedee Quorrington", "zeb@speakers.invalid"),)


@pytest.fixture
def case_id(house: House, prevent) -> int:
    """A case that was recommended to the senior officer."""
    found = house.case(speakers=MATCHING)
    with house.on(found) as (tx, case):
        service.recommend(tx, case, prevent, **RECOMMENDED)
    return found


@pytest.fixture
def browser(app: Litestar) -> Browser:
    return Browser(app)


def decline(house: House, case_id: int, by, **changes) -> None:
    words = {"reasons": "Recorded urging attacks", "weighed": WEIGHED, "rests_on": ["prevent"]} | changes
    with house.on(case_id) as (tx, case):
        decisions.decide(tx, case, Act.DECLINE, by, **words)


def mail_to(house: House, address: str) -> Mail:
    with house.database.read() as reader:
        return reader.scalars(select(Mail).where(Mail.to == address).order_by(Mail.id.desc())).first()


class TestDecline:
    def test_nothing_is_declined_before_the_hirer_was_told(self, house: House, case_id, senior):
        weighed(house, case_id, senior)
        with pytest.raises(NotPermittedError, match="told that you are minded to refuse"):
            decline(house, case_id, senior)

    def test_nothing_is_declined_while_the_hirer_may_still_answer(self, house: House, case_id, senior):
        weighed(house, case_id, senior)
        told(house, case_id, senior)
        with pytest.raises(NotPermittedError, match="let the date pass"):
            decline(house, case_id, senior)

    def test_nothing_is_declined_without_the_balancing_record(self, house: House, case_id, senior):
        told(house, case_id, senior)
        answered(house, case_id)
        with pytest.raises(NotPermittedError, match="balancing record"):
            decline(house, case_id, senior)

    def test_once_told_answered_and_weighed_it_may_be_declined(self, house: House, case_id, senior):
        heard(house, case_id, senior)
        decline(house, case_id, senior)
        house.work()
        text = mail_to(house, "imelda@example.org").body
        assert "driven out with sticks" in text
        assert "- You answered on" in text
        assert house.now(case_id)[0] == "declined"

    def test_what_the_hirer_was_not_told_is_no_ground(self, house: House, case_id, senior):
        heard(house, case_id, senior)
        with pytest.raises(InvalidError, match="Public order"):
            decline(house, case_id, senior, rests_on=["prevent", "public_order"])

    def test_a_changed_application_is_told_and_weighed_anew(self, house: House, case_id, prevent, senior):
        heard(house, case_id, senior)
        with house.on(case_id) as (tx, case):
            service.correct(tx, case, house.form(speakers=MATCHING, purpose="We make caps"))
        house.work()
        with house.on(case_id) as (tx, case):
            service.recommend(tx, case, prevent, **RECOMMENDED)
        with pytest.raises(NotPermittedError, match="balancing record"):
            decline(house, case_id, senior)

    def test_a_notice_about_conditions_is_none_about_a_refusal(self, house: House, case_id, senior):
        heard(house, case_id, senior, intends=Act.GRANT_WITH_CONDITIONS, conditions=("Numbers are capped",))
        with pytest.raises(NotPermittedError, match="minded to refuse"):
            decline(house, case_id, senior)


class TestConditions:
    MILD = (decisions.MILD[0],)
    RESTRICTIVE = ("Publicity is shown to us before it goes out.",)

    def grant(self, house: House, case_id: int, by, conditions, rests_on=("prevent",)) -> None:
        words = {"reasons": "It may go ahead", "weighed": WEIGHED, "rests_on": rests_on, "conditions": conditions}
        with house.on(case_id) as (tx, case):
            decisions.decide(tx, case, Act.GRANT_WITH_CONDITIONS, by, **words)

    def test_a_named_chair_needs_no_notice(self, house: House, case_id, senior):
        self.grant(house, case_id, senior, self.MILD)
        assert house.now(case_id)[0] == "approved"

    @pytest.mark.parametrize("condition", [RESTRICTIVE, ("Nobody mentions hats.",)])
    def test_one_that_restricts_does(self, house: House, case_id, senior, condition):
        with pytest.raises(NotPermittedError, match="balancing record"):
            self.grant(house, case_id, senior, condition)
        heard(house, case_id, senior)
        self.grant(house, case_id, senior, condition)
        assert house.now(case_id)[0] == "approved"

    def test_one_on_what_is_said_needs_it_whatever_it_is_said_to_rest_on(self, house: House, case_id, senior):
        with pytest.raises(NotPermittedError):
            self.grant(house, case_id, senior, self.RESTRICTIVE, rests_on=("other",))


class TestTell:
    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"relied_on": " "}, "relied_on"),
            ({"because": ""}, "because"),
            ({"rests_on": ()}, "rests_on"),
            ({"rests_on": ("other",)}, "rests_on"),
            ({"intends": Act.DECLINE_CHANGE}, "intends"),
            ({"intends": Act.GRANT}, "intends"),
            ({"intends": Act.GRANT_WITH_CONDITIONS}, "conditions"),
            ({"answer_by": today() + timedelta(days=2)}, "answer_by"),
            ({"answer_by": today() + timedelta(days=30)}, "answer_by"),
            ({"answer_by": today() + timedelta(days=2), "urgent": "We are in a hurry"}, "answer_by"),
            ({"speakers": (("Zebedee", "nowhere"),)}, "speaker_email"),
        ],
    )
    def test_it_says_what_it_rests_on_and_leaves_time(self, house: House, case_id, senior, changes, field):
        with pytest.raises(InvalidError) as refused, house.on(case_id) as (tx, case):
            minded.tell(tx, case, intention(**changes), senior, house.settings)
        assert refused.value.field == field

    def test_only_an_event_that_is_near_leaves_less_time_and_only_with_a_reason(self, house: House, prevent, senior):
        near = house.case(speakers=MATCHING, day=today() + timedelta(days=3))
        with house.on(near) as (tx, case):
            service.recommend(tx, case, prevent, **RECOMMENDED)
        soon = {"answer_by": today() + timedelta(days=1)}
        with pytest.raises(InvalidError, match="why it cannot wait"), house.on(near) as (tx, case):
            minded.tell(tx, case, intention(**soon), senior, house.settings)
        told(house, near, senior, urgent="The speaker was named yesterday", **soon)
        assert "The reason: The speaker was named yesterday" in mail_to(house, "imelda@example.org").body

    def test_only_a_senior_officer_may(self, house: House, case_id, prevent):
        with pytest.raises(NotPermittedError), house.on(case_id) as (tx, case):
            minded.tell(tx, case, intention(), prevent, house.settings)

    def test_never_about_an_election_meeting(self, house: House, officer, senior):
        found = house.case(purpose_kind="election_meeting", election="County")
        with house.on(found) as (tx, case):
            service.pass_on(tx, case, Act.TO_SENIOR, "For the room", officer)
        with pytest.raises(NotPermittedError, match="Representation of the People"), house.on(found) as (tx, case):
            minded.tell(tx, case, intention(), senior, house.settings)

    def test_the_notice_is_printed_and_made_once(self, house: House, case_id, senior):
        told(house, case_id, senior)
        with house.on(case_id) as (tx, case):
            notice = all_of(tx, MindedNotice, case)[0]
            minded.outbox.queue(tx, minded.SEND_MINDED, notice_id=notice.id)
        house.work()
        assert mail_to(house, "imelda@example.org").attachment.startswith(b"%PDF")
        assert sum("Before we decide" in subject for subject in house.mails()) == 1


class TestHeard:
    def notice(self, house: House, case_id: int) -> MindedNotice:
        with house.on(case_id) as (tx, case):
            found = all_of(tx, MindedNotice, case)[0]
            _ = found.answers, found.speakers
            return found

    def test_a_speaker_who_was_written_to_is_waited_for(self, house: House, case_id, senior):
        told(house, case_id, senior, speakers=WRITTEN_TO)
        answered(house, case_id)
        assert not is_heard(self.notice(house, case_id))

    def test_so_is_one_who_will_answer_through_the_hirer(self, house: House, case_id, senior):
        told(house, case_id, senior)
        answered(house, case_id, more_to_come=True)
        assert not is_heard(self.notice(house, case_id))
        answered(house, case_id, "I was misheard", whose="speaker", way="phone")
        assert is_heard(self.notice(house, case_id))

    def test_but_only_until_the_day(self, house: House, case_id, senior):
        told(house, case_id, senior, speakers=WRITTEN_TO)
        notice = self.notice(house, case_id)
        assert not is_heard(notice, notice.answer_by)
        assert is_heard(notice, notice.answer_by + timedelta(days=1))


class TestPages:
    def private_link(self, house: House) -> str:
        return re.search(r"(/application/\S+)", mail_to(house, "imelda@example.org").body)[1]

    def speakers_link(self, house: House) -> str:
        return re.search(r"(/speaker/\S+)", mail_to(house, "zeb@speakers.invalid").body)[1]

    def test_the_hirer_answers_on_the_private_page(self, house: House, case_id, senior, browser):
        told(house, case_id, senior)
        link = self.private_link(house)
        there = re.search(rf'href="({link}/minded/\S+)"', browser.get(link).text)[1]
        assert browser.post(there, {"answer": " "}).status_code == 422
        assert browser.post(there, {"answer": "He was misquoted", "speaker": "none"}).status_code == 303
        assert "He was misquoted" in browser.get(there).text
        assert browser.get(f"{there}/pdf").content.startswith(b"%PDF")

    def test_a_speaker_answers_on_a_page_of_their_own_and_sees_nothing_else(
        self, house: House, case_id, senior, browser
    ):
        told(house, case_id, senior, speakers=WRITTEN_TO)
        link = self.speakers_link(house)
        shown = browser.get(link).text
        assert "driven out with sticks" in shown
        assert "imelda@example.org" not in shown
        assert browser.post(link, {"answer": ""}).status_code == 422
        assert browser.post(link, {"answer": "I never said that"}).status_code == 303
        assert "I never said that" in browser.get(link).text
        assert browser.get(f"{link}/pdf").content.startswith(b"%PDF")
        assert house.events()[-1] == "cases:minded:answer"

    def test_a_made_up_link_opens_nothing(self, browser):
        assert browser.get("/speaker/nonsense").status_code == 404

    def test_the_speakers_token_is_kept_nowhere_but_in_the_mail(self, house: House, case_id, senior):
        told(house, case_id, senior, speakers=WRITTEN_TO)
        token = self.speakers_link(house).rpartition("/")[2]
        with house.database.read() as reader:
            assert token not in reader.scalars(select(SpeakerLink)).one().digest

    def test_after_the_decision_it_can_no_longer_be_answered(self, house: House, case_id, senior):
        heard(house, case_id, senior)
        decline(house, case_id, senior)
        with pytest.raises(WrongStateError):
            answered(house, case_id)

    def test_staff_tell_through_the_page_and_errors_stand_beside_their_fields(
        self, house: House, case_id, senior, browser
    ):
        with house.on(case_id) as (_, case):
            there = f"/cases/{case.uuid}/minded"
        browser.sign_in_as(senior.uuid)
        assert browser.get(there).status_code == 200
        answer = browser.post(there, {"relied_on": "He said it", "version": "1"})
        assert answer.status_code == 422
        assert "Choose what you are minded to do" in answer.text
        assert ">He said it</textarea>" in answer.text

    def test_an_answer_by_telephone_is_entered_by_staff(self, house: House, case_id, senior, officer, browser):
        told(house, case_id, senior)
        with house.on(case_id) as (_, case):
            there = f"/cases/{case.uuid}/answer-minded"
        browser.sign_in_as(officer.uuid)
        fields = {"whose": "speaker", "way": "phone", "answer": "He rang: misquoted"}
        assert browser.post(there, fields).status_code == 303
        assert "He rang: misquoted" in browser.get(there.removesuffix("/answer-minded")).text
