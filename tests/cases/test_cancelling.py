"""After an approval: an ordinary move or cancellation, and the guarded way to cancel."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.accounts.builders import a_user
from tests.cases.builders import House, answered, weighed
from venuecheck.accounts.roles import Role
from venuecheck.audit.log import Actor
from venuecheck.bookings.models import Occupation
from venuecheck.cases import approaches, cancelling, decisions, elections
from venuecheck.cases.approaches import Source
from venuecheck.cases.cancelling import Ground, Ordinary, Proposal
from venuecheck.cases.moves import Doer
from venuecheck.cases.papers import key_of, nearest
from venuecheck.cases.remedies import usual_answer_day
from venuecheck.runtime.clock import today
from venuecheck.runtime.errors import InvalidError, NotPermittedError, WrongStateError
from venuecheck.runtime.mail import Mail
from venuecheck.runtime.workdays import Nation


@pytest.fixture
def booking(house: House, officer) -> int:
    """A confirmed booking."""
    case_id = house.case()
    with house.on(case_id) as (tx, case):
        decisions.approve(tx, case, "", officer)
    house.work()
    return case_id


@pytest.fixture
def another(house: House) -> Doer:
    """A second senior officer."""
    with house.database.write() as tx:
        user = a_user(tx, "another.senior", Role.SENIOR_OFFICER)
    return Doer(Actor.user(user.uuid), frozenset({Role.SENIOR_OFFICER}), user.uuid)


def proposal(**changes: Any) -> Proposal:
    plain: dict[str, Any] = {
        "grounds": (Ground.FALSE_STATEMENT,),
        "relied_on": "The form of 2 May names no speaker; the poster of 3 May names one",
        "because": "He would not have been approved unseen",
        "legal_advice": "Legal, 4 May: lawful",
        "likely_loss": "60 tickets",
        "alternatives": "A question was asked and not answered",
        "answer_by": usual_answer_day(today(), Nation.ENGLAND),
    }
    return Proposal(**(plain | changes))


def propose(house: House, case_id: int, by: Doer, **changes: Any) -> None:
    with house.on(case_id) as (tx, case):
        cancelling.propose(tx, case, proposal(**changes), by, house.settings)
    house.work()


def confirm(house: House, case_id: int, by: Doer) -> None:
    with house.on(case_id) as (tx, case):
        cancelling.confirm(tx, case, "It was not what we approved", "", by)
    house.work()


def last_letter(house: House) -> str:
    with house.database.read() as reader:
        return reader.scalars(select(Mail).order_by(Mail.id.desc())).first().body


def logged(house: House, case_id: int, by: Doer) -> str:
    words = {"who": "A member", "day": today(), "said": "Cancel them", "weight": "None"}
    with house.on(case_id) as (tx, case):
        row = approaches.log(tx, case, by, source=Source.MEMBER, **words)
        return str(row.uuid)


class TestGuarded:
    def test_one_proposes_the_hirer_answers_another_confirms(self, house: House, booking, senior, another):
        propose(house, booking, senior)
        assert "minded to cancel the booking" in last_letter(house)
        answered(house, booking, "The poster is not ours")
        confirm(house, booking, another)
        assert house.now(booking)[0] == "cancelled"
        assert "one proposed it, another confirmed it" in last_letter(house)
        with house.database.read() as reader:
            assert reader.scalars(select(Occupation)).first() is None

    def test_nobody_confirms_their_own_proposal(self, house: House, booking, senior):
        propose(house, booking, senior)
        answered(house, booking)
        with pytest.raises(NotPermittedError, match="themselves proposed"):
            confirm(house, booking, senior)

    def test_nothing_is_confirmed_before_the_hirer_was_heard(self, house: House, booking, senior, another):
        propose(house, booking, senior)
        with pytest.raises(NotPermittedError, match="answered what was proposed"):
            confirm(house, booking, another)

    def test_a_complaint_alone_is_no_ground(self, house: House, booking, officer, senior):
        one = logged(house, booking, officer)
        with pytest.raises(InvalidError, match="complaint alone") as refused:
            propose(house, booking, senior, grounds=(), approaches=(one,))
        assert refused.value.field == "grounds"

    def test_nor_are_the_words_of_one_evidence(self, house: House, booking, officer, senior):
        logged(house, booking, officer)
        with pytest.raises(InvalidError, match="not evidence"):
            propose(house, booking, senior, relied_on=" cancel  THEM ")

    @pytest.mark.parametrize("lacking", ["relied_on", "because", "legal_advice", "likely_loss", "alternatives"])
    def test_everything_is_said(self, house: House, booking, senior, lacking):
        with pytest.raises(InvalidError) as refused:
            propose(house, booking, senior, **{lacking: " "})
        assert refused.value.field == lacking

    def test_changed_facts_are_weighed_as_well(self, house: House, booking, senior, another):
        propose(house, booking, senior, grounds=(Ground.CHANGED_FACTS,))
        answered(house, booking)
        with pytest.raises(NotPermittedError, match="balancing record"):
            confirm(house, booking, another)
        weighed(house, booking, senior)
        confirm(house, booking, another)
        assert house.now(booking)[0] == "cancelled"

    def test_dropped_the_booking_stands_and_the_hirer_is_told(self, house: House, booking, senior, another):
        propose(house, booking, senior)
        with house.on(booking) as (tx, case):
            cancelling.drop(tx, case, "The poster was a mistake of the printer", another)
        house.work()
        assert house.now(booking)[0] == "approved"
        assert "It stands as we confirmed it" in last_letter(house)
        propose(house, booking, senior)  # and may be proposed again

    def test_twice_is_once(self, house: House, booking, senior, another):
        propose(house, booking, senior)
        with pytest.raises(NotPermittedError, match="settled first"):
            propose(house, booking, another)
        answered(house, booking)
        confirm(house, booking, another)
        with pytest.raises(WrongStateError):
            confirm(house, booking, another)

    def test_not_what_is_not_confirmed(self, house: House, senior):
        with pytest.raises(WrongStateError):
            propose(house, house.case(), senior)


class TestOrdinary:
    def move(self, house: House, case_id: int, by: Doer, reasons: str = "The boiler is broken") -> str:
        with house.on(case_id) as (tx, case):
            free = nearest(tx, case)
            cancelling.move_booking(tx, case, free[0], Ordinary.FAULT, reasons, free[1:], by)
        house.work()
        return key_of(free[0])

    def test_the_booking_moves_with_its_hold_and_an_apology(self, house: House, booking, officer):
        to = self.move(house, booking, officer)
        with house.on(booking) as (_, case):
            hold = case.application.hold
            assert (case.state, hold.state) == ("approved", "confirmed")
            assert to == f"{hold.space.uuid} {hold.start.isoformat()}"
        text = last_letter(house)
        assert "We are sorry. Your booking of Main Room" in text
        assert "The boiler is broken" in text

    def test_called_off_the_space_is_free_and_other_times_are_offered(self, house: House, booking, officer):
        with house.on(booking) as (tx, case):
            cancelling.call_off(tx, case, Ordinary.POLLING, "It is polling day", nearest(tx, case), officer)
        house.work()
        assert house.now(booking)[0] == "cancelled"
        assert "These times are free" in last_letter(house)
        assert "review by somebody" in last_letter(house)

    def test_a_reason_is_needed(self, house: House, booking, officer):
        with pytest.raises(InvalidError):
            self.move(house, booking, officer, reasons=" ")

    def test_once_somebody_has_approached_us_it_is_for_a_senior_officer(self, house: House, booking, officer, senior):
        logged(house, booking, officer)
        with pytest.raises(NotPermittedError, match="approached us"):
            self.move(house, booking, officer)
        self.move(house, booking, senior)

    def test_never_beside_a_proposal_to_cancel(self, house: House, booking, officer, senior):
        propose(house, booking, senior)
        with pytest.raises(NotPermittedError, match="settled first"):
            self.move(house, booking, officer)

    def test_an_election_meeting_is_moved_and_never_called_off(self, house: House, officer, senior):
        case_id = house.case(purpose_kind="election_meeting", election="County", day=today() + timedelta(days=20))
        with house.on(case_id) as (tx, case):
            elections.settle(tx, case, officer, **dict.fromkeys(elections.SETTLED, "Settled"))
            decisions.approve(tx, case, "", officer)
        with pytest.raises(NotPermittedError, match="Representation"), house.on(case_id) as (tx, case):
            cancelling.call_off(tx, case, Ordinary.FAULT, "The boiler", [], senior)
        self.move(house, case_id, senior)
