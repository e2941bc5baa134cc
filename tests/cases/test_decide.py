"""Outcomes, and the notice that tells them."""

from datetime import time
from typing import Any

import pytest
from sqlalchemy import select

from tests.cases.builders import (
    IMPOSED,
    MATCHING,
    RECOMMENDED,
    UNNAMED,
    WEIGHED,
    House,
    first_match,
    heard,
)
from venuecheck.accounts.roles import Role
from venuecheck.audit.log import SYSTEM
from venuecheck.cases import decisions, moves, service
from venuecheck.cases.acts import Act
from venuecheck.cases.decisions import Ground
from venuecheck.cases.models import Notice
from venuecheck.runtime.errors import InvalidError, NotPermittedError, WrongStateError
from venuecheck.runtime.mail import Mail
from venuecheck.screening import service as screening
from venuecheck.screening.models import Verdict

ON_PREVENT: dict[str, Any] = {"weighed": WEIGHED, "rests_on": ["prevent"]}
ON_EQUALITY: dict[str, Any] = {"weighed": WEIGHED, "rests_on": ["equality"]}


CHAIRED: dict[str, Any] = {"conditions": [decisions.MILD[0]], "rests_on": ["other"]}


def with_senior(house: House, by: moves.Doer, **changes: Any) -> int:
    """A case that was recommended to the senior officer."""
    case_id = house.case(**changes)
    with house.on(case_id) as (tx, case):
        service.recommend(tx, case, by, **RECOMMENDED)
    return case_id


def letter(house: House) -> Mail:
    """The newest notice of a decision."""
    house.work()
    with house.database.read() as reader:
        return reader.scalars(select(Mail).join(Notice).order_by(Mail.id.desc())).first()


class TestApprove:
    def test_the_hold_becomes_a_booking_and_the_letter_goes(self, house: House, officer):
        with house.on(house.case()) as (tx, case):
            decisions.approve(tx, case, "", officer)
            assert (case.state, case.application.hold.state) == ("approved", "confirmed")
        assert "is confirmed" in letter(house).subject

    def test_the_letter_comes_with_its_printed_form(self, house: House, officer):
        with house.on(house.case()) as (tx, case):
            decisions.approve(tx, case, "", officer)
        assert letter(house).attachment.startswith(b"%PDF")

    @pytest.mark.parametrize("changes", [IMPOSED, {"speakers": UNNAMED}])
    def test_nothing_open_is_approved_by_an_officer(self, house: House, officer, changes):
        case_id = house.case(**changes)
        with pytest.raises(NotPermittedError), house.on(case_id) as (tx, case):
            decisions.approve(tx, case, "", officer)
        assert house.now(case_id)[0] == "with_officer"

    def test_nobody_approves_what_they_entered_themselves(self, house: House, officer):
        with house.database.write() as tx:
            case, _ = service.submit(tx, house.form(), house.settings, channel="phone", entered_by=officer.uuid)
        house.work()
        with pytest.raises(NotPermittedError), house.on(case.id) as (tx, case):
            decisions.approve(tx, case, "", officer)

    def test_twice_is_once(self, house: House, officer):
        case_id = house.case()
        with house.on(case_id) as (tx, case):
            decisions.approve(tx, case, "", officer)
        with pytest.raises(WrongStateError), house.on(case_id) as (tx, case):
            decisions.approve(tx, case, "", officer)

    def test_nobody_approves_what_they_once_recommended(self, house: House):
        both = house.by(Role.PREVENT_OFFICER, Role.BOOKING_OFFICER)
        case_id = with_senior(house, both, speakers=MATCHING)
        with house.on(case_id) as (tx, case):
            service.pass_on(tx, case, Act.TO_PREVENT, "Look again", house.by(Role.SENIOR_OFFICER))
            service.adjudicate(tx, case, first_match(tx, case).uuid, Verdict.DIFFERENT_PERSON, "Born 1950", both)
        with pytest.raises(NotPermittedError, match="recommended"), house.on(case_id) as (tx, case):
            decisions.approve(tx, case, "", both)

    def test_nothing_is_approved_between_a_change_of_the_watchlist_and_the_check(self, house: House, officer):
        case_id = house.case()
        with house.database.write() as tx:
            screening.import_watchlist(tx, [], (), SYSTEM)
        with pytest.raises(NotPermittedError, match="checked again"), house.on(case_id) as (tx, case):
            decisions.approve(tx, case, "", officer)
        house.work()
        with house.on(case_id) as (tx, case):
            decisions.approve(tx, case, "", officer)

    def test_the_letter_confirms_what_was_decided_whatever_changes_before_it_is_written(self, house: House, officer):
        case_id = house.case()
        with house.on(case_id) as (tx, case):
            decisions.approve(tx, case, "", officer)
        with house.on(case_id) as (tx, case):
            service.correct(tx, case, house.form(title="Another thing", start=time(18), end=time(20)))
        text = letter(house).body
        assert "What: Hat making" in text
        assert "10:00 to 12:00" in text


class TestDeclineChange:
    """A confirmed booking is a contract: what is declined is the change, and the booking stands."""

    def changed(self, house: House, officer, prevent, **changes: Any) -> int:
        case_id = house.case()
        with house.on(case_id) as (tx, case):
            decisions.approve(tx, case, "", officer)
        house.work()
        with house.on(case_id) as (tx, case):
            service.correct(tx, case, house.form(speakers=MATCHING, **changes))
        house.work()
        with house.on(case_id) as (tx, case):
            service.recommend(tx, case, prevent, **RECOMMENDED)
        heard(house, case_id, house.by(Role.SENIOR_OFFICER), intends=Act.DECLINE_CHANGE)
        return case_id

    def test_the_booking_stands_as_it_was_approved(self, house: House, officer, prevent, senior):
        case_id = self.changed(house, officer, prevent, start=time(18), end=time(20))
        with house.on(case_id) as (tx, case):
            decisions.decide(tx, case, Act.DECLINE_CHANGE, senior, reasons="Recorded urging attacks", **ON_PREVENT)
        house.work()
        with house.on(case_id) as (tx, case):
            form = decisions.bookings.form_of(case.application.latest)
            assert (case.state, case.application.hold.state) == ("approved", "confirmed")
            assert (form.speakers, form.start) == ((), time(10))

    def test_the_letter_says_that_the_booking_stands(self, house: House, officer, prevent, senior):
        with house.on(self.changed(house, officer, prevent)) as (tx, case):
            decisions.decide(tx, case, Act.DECLINE_CHANGE, senior, reasons="Recorded urging attacks", **ON_PREVENT)
        text = letter(house).body
        assert "Your booking stands" in text
        assert "10:00 to 12:00" in text

    def test_the_booking_itself_is_not_declined(self, house: House, officer, prevent, senior):
        case_id = self.changed(house, officer, prevent)
        with pytest.raises(NotPermittedError, match="contract"), house.on(case_id) as (tx, case):
            decisions.decide(tx, case, Act.DECLINE, senior, reasons="No", **ON_PREVENT)

    def test_an_officer_alone_does_not_end_it_either(self, house: House, officer):
        case_id = house.case()
        with house.on(case_id) as (tx, case):
            decisions.approve(tx, case, "", officer)
        with house.on(case_id) as (tx, case):
            service.correct(tx, case, house.form(notes="We bring glue"))
        house.work()
        with pytest.raises(NotPermittedError, match="contract"), house.on(case_id) as (tx, case):
            decisions.cannot_offer(tx, case, Ground.TAKEN, "Council business", [], officer)


class TestCannotOffer:
    def test_the_space_is_given_back_and_other_times_are_offered(self, house: House, officer):
        with house.on(house.case()) as (tx, case):
            hold = case.application.hold
            free = decisions.bookings.nearest_free(tx, hold.space, hold.start, hold.end)
            decisions.cannot_offer(tx, case, Ground.CLOSED, "The boiler is broken", free, officer)
            assert hold.state == "released"
        text = letter(house).body
        assert "The boiler is broken" in text
        assert "These times are free" in text

    def test_it_is_no_way_out_of_a_match(self, house: House, officer):
        case_id = house.case(speakers=MATCHING)
        with pytest.raises(WrongStateError), house.on(case_id) as (tx, case):
            decisions.cannot_offer(tx, case, Ground.CLOSED, "Closed", [], officer)


class TestDecide:
    def test_a_decline_tells_the_reasons_and_gives_the_space_back(self, house: House, prevent, senior):
        case_id = with_senior(house, prevent, speakers=MATCHING)
        heard(house, case_id, senior)
        with house.on(case_id) as (tx, case):
            decisions.decide(tx, case, Act.DECLINE, senior, reasons="Recorded urging attacks", **ON_PREVENT)
            assert case.application.hold.state == "released"
        text = letter(house).body
        assert "Recorded urging attacks" in text
        assert "Ombudsman" in text

    def test_reasons_kept_internal_do_not_reach_the_hirer(self, house: House, prevent, senior):
        with house.on(with_senior(house, prevent, speakers=MATCHING)) as (tx, case):
            decisions.decide(tx, case, Act.GRANT, senior, reasons="Nothing against it", internal="The police rang")
        assert "police" not in letter(house).body

    @pytest.mark.parametrize("lacking", WEIGHED)
    def test_a_decline_weighs_everything(self, house: House, prevent, senior, lacking):
        grounds = ["prevent", "equality"]
        weighed = WEIGHED | {lacking: " "}
        with (
            house.on(with_senior(house, prevent, speakers=MATCHING)) as (tx, case),
            pytest.raises(InvalidError) as told,
        ):
            decisions.decide(tx, case, Act.DECLINE, senior, reasons="Because", weighed=weighed, rests_on=grounds)
        assert told.value.field == lacking

    def test_a_decline_says_what_it_rests_on(self, house: House, prevent, senior):
        case_id = with_senior(house, prevent, speakers=MATCHING)
        with pytest.raises(InvalidError, match="rests on"), house.on(case_id) as (tx, case):
            decisions.decide(tx, case, Act.DECLINE, senior, reasons="Because", weighed=WEIGHED)

    def test_what_rests_on_equality_needs_an_equality_assessment(self, house: House, officer, lead, senior):
        case_id = house.case(**IMPOSED)
        with house.on(case_id) as (tx, case):
            service.pass_on(tx, case, Act.TO_EQUALITY, "Still apart", officer)
            service.recommend(tx, case, lead, **RECOMMENDED)
        heard(house, case_id, senior, rests_on=("equality",))
        with pytest.raises(NotPermittedError, match="equality assessment"), house.on(case_id) as (tx, case):
            decisions.decide(tx, case, Act.DECLINE, senior, reasons="Apart", **ON_EQUALITY)
        with house.on(case_id) as (tx, case):
            service.assess_equality(tx, case, senior, **dict.fromkeys(service.ASSESSED, "Said"), legal_advice="")
            decisions.decide(tx, case, Act.DECLINE, senior, reasons="Apart", **ON_EQUALITY)
            assert case.state == "declined"

    def test_conditions_are_told(self, house: House, prevent, senior):
        with house.on(with_senior(house, prevent, speakers=MATCHING)) as (tx, case):
            decisions.decide(tx, case, Act.GRANT_WITH_CONDITIONS, senior, reasons="Fine", **CHAIRED)
        assert "1. A named chair runs" in letter(house).body

    def test_with_conditions_means_at_least_one(self, house: House, prevent, senior):
        with house.on(with_senior(house, prevent, speakers=MATCHING)) as (tx, case), pytest.raises(InvalidError):
            decisions.decide(tx, case, Act.GRANT_WITH_CONDITIONS, senior, reasons="Fine", conditions=[])

    def test_nobody_decides_what_they_recommended(self, house: House):
        both = house.by(Role.PREVENT_OFFICER, Role.SENIOR_OFFICER)
        case_id = with_senior(house, both, speakers=MATCHING)
        with pytest.raises(NotPermittedError), house.on(case_id) as (tx, case):
            decisions.decide(tx, case, Act.GRANT, both, reasons="I said so")

    def test_an_election_meeting_is_not_declined(self, house: House, officer, senior):
        case_id = house.case(purpose_kind="election_meeting", election="County")
        with house.on(case_id) as (tx, case):
            service.pass_on(tx, case, Act.TO_SENIOR, "For the room", officer)
        with (
            pytest.raises(NotPermittedError, match="Representation of the People Act"),
            house.on(case_id) as (tx, case),
        ):
            decisions.decide(tx, case, Act.DECLINE, senior, reasons="No", **ON_PREVENT)

    def test_the_notice_is_made_once_however_often_the_task_runs(self, house: House, officer):
        with house.on(house.case()) as (tx, case):
            decision = decisions.approve(tx, case, "", officer)
            tx.flush()
            decisions.outbox.queue(tx, decisions.SEND_NOTICE, decision_id=decision.id)
        house.work()
        with house.database.read() as reader:
            assert len(list(reader.scalars(select(Notice)))) == 1


def test_without_an_address_the_notice_is_kept_and_nothing_is_sent(house: House, officer):
    with house.on(house.case(hirer_email="", hirer_phone="01632 960001")) as (tx, case):
        decisions.approve(tx, case, "", officer)
    house.work()
    with house.database.read() as reader:
        assert len(list(reader.scalars(select(Notice)))) == 1
    assert house.mails() == []
