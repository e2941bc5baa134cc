"""Training, deputies, declared interests and emergency approvals: who may not decide, and what is told aloud."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.accounts.builders import a_user
from tests.browsing import Browser
from tests.cases.builders import MATCHING, House, first_match
from venuecheck.accounts import duty
from venuecheck.accounts.models import Training
from venuecheck.accounts.roles import Role
from venuecheck.audit.log import SYSTEM
from venuecheck.cases import decisions, interests, moves, overrides, service
from venuecheck.cases.acts import Act
from venuecheck.cases.followups import follow_ups
from venuecheck.cases.models import Case
from venuecheck.cases.moves import Doer
from venuecheck.cases.needs import Need
from venuecheck.cases.reminders import look_at_promises
from venuecheck.cases.service import Actor
from venuecheck.cases.watch_models import Interest, Override
from venuecheck.cases.workflow import JUDGING, TABLE
from venuecheck.runtime.clock import today
from venuecheck.runtime.errors import InvalidError, NotPermittedError, WrongStateError
from venuecheck.runtime.mail import Mail
from venuecheck.screening.models import Verdict

DAY = timedelta(days=1)


@pytest.fixture
def other(house: House) -> Doer:
    """Another senior officer."""
    with house.database.write() as tx:
        user = a_user(tx, "Otto", Role.SENIOR_OFFICER)
    return Doer(Actor.user(user.uuid), frozenset({Role.SENIOR_OFFICER}), user.uuid)


def browser(house: House, role: Role) -> Browser:
    return house.browser().sign_in_as(house.staff[role].uuid)


def page(house: House, case_id: int, role: Role) -> str:
    with house.on(case_id) as (_, case):
        uuid = case.uuid
    return browser(house, role).get(f"/cases/{uuid}").text


class TestTraining:
    @pytest.fixture
    def untrained(self, house: House) -> None:
        with house.database.write() as tx:
            for row in tx.scalars(select(Training)):
                tx.delete(row)
                duty.record(tx, duty.Event.TRAINING_RECORDED, "test", SYSTEM, rows=(row,), held="", expires="")

    def test_an_officer_without_training_does_not_approve(self, house: House, officer, untrained):
        case_id = house.case()
        with pytest.raises(NotPermittedError, match="training"), house.on(case_id) as (tx, case):
            decisions.approve(tx, case, "", officer)

    def test_the_page_says_so_and_whom_to_ask(self, house: House, untrained):
        text = page(house, house.case(), Role.BOOKING_OFFICER)
        assert Need.TRAINED.value in text
        assert "None recorded" in text
        assert "Ask administrator to record it" in text

    def test_training_that_ran_out_counts_no_longer(self, house: House, officer, untrained):
        with house.database.write() as tx:
            duty.record_training(tx, officer.key, today() - 9 * DAY, today() - DAY, SYSTEM)
        with pytest.raises(NotPermittedError, match="training"), house.on(house.case()) as (tx, case):
            decisions.approve(tx, case, "", officer)

    def test_an_ordinary_no_needs_none(self, house: House, officer, untrained):
        with house.on(house.case()) as (tx, case):
            decisions.cannot_offer(tx, case, decisions.Ground.CLOSED, "The boiler", [], officer)


class TestDeputy:
    @pytest.fixture
    def deputy(self, house: House) -> Doer:
        """The equality lead, deputy for the senior officer today."""
        senior, lead, admin = (
            house.staff[r].uuid for r in (Role.SENIOR_OFFICER, Role.EQUALITY_LEAD, Role.ADMINISTRATOR)
        )
        with house.database.write() as tx:
            duty.name_deputy(tx, senior, lead, today(), today() + 9 * DAY, admin)
        return house.by(Role.EQUALITY_LEAD, Role.SENIOR_OFFICER)

    def with_senior(self, house: House, officer) -> int:
        case_id = house.case()
        with house.on(case_id) as (tx, case):
            service.pass_on(tx, case, Act.TO_SENIOR, "Please look", officer)
        return case_id

    def test_a_deputy_decides_and_the_record_and_the_notice_say_so(self, house: House, officer, deputy):
        with house.on(self.with_senior(house, officer)) as (tx, case):
            assert decisions.decide(tx, case, Act.GRANT, deputy, reasons="Nothing against it").as_deputy
        house.work()
        assert "cases:case:deputise" in house.events()
        with house.database.read() as reader:
            assert (
                "named deputy of a senior officer" in reader.scalars(select(Mail.body).order_by(Mail.id.desc())).first()
            )

    def test_what_their_own_role_allows_they_do_as_themselves(self, house: House, officer, deputy):
        with house.on(self.with_senior(house, officer)) as (tx, case):
            service.add_note(tx, case, "Read", deputy)
        assert "cases:case:deputise" not in house.events()

    def test_a_deputy_does_not_decide_on_their_own_recommendation(self, house: House, deputy):
        case_id = house.case(speakers=MATCHING)
        with house.on(case_id) as (tx, case):
            service.recommend(
                tx,
                case,
                house.by(Role.EQUALITY_LEAD, Role.PREVENT_OFFICER),
                outcome="grant",
                facts_found="A talk",
                concerns="",
                in_favour="Speech",
                reasons="See",
            )
        with pytest.raises(NotPermittedError, match="recommended"), house.on(case_id) as (tx, case):
            decisions.decide(tx, case, Act.GRANT, deputy, reasons="Nothing against it")


class TestInterest:
    def declared(self, house: House, by: Doer, **changes) -> int:
        case_id = house.case(**changes)
        with house.on(case_id) as (tx, case):
            interests.declare(tx, case, "My sister makes hats", by)
        return case_id

    def test_whoever_declared_one_does_not_approve(self, house: House, officer):
        case_id = self.declared(house, officer)
        with pytest.raises(NotPermittedError, match="declared an interest"), house.on(case_id) as (tx, case):
            decisions.approve(tx, case, "", officer)

    def test_nor_judge_a_match(self, house: House, prevent):
        case_id = self.declared(house, prevent, speakers=MATCHING)
        with pytest.raises(NotPermittedError, match="declared an interest"), house.on(case_id) as (tx, case):
            service.adjudicate(tx, case, first_match(tx, case).uuid, Verdict.DIFFERENT_PERSON, "Born 1950", prevent)

    @pytest.mark.parametrize("act", sorted(JUDGING))
    def test_every_line_of_deciding_and_judging_needs_that_there_is_none(self, act):
        assert all(Need.NO_INTEREST in row.needs for row in TABLE if row.act is act)

    def test_the_reason_is_shown_to_senior_officers_and_not_to_colleagues(self, house: House, officer):
        case_id = self.declared(house, officer)
        assert "My sister makes hats" in page(house, case_id, Role.SENIOR_OFFICER)
        assert "My sister makes hats" not in page(house, case_id, Role.EQUALITY_LEAD)
        assert "declared an interest" in page(house, case_id, Role.EQUALITY_LEAD)

    def test_somebody_else_withdraws_it_and_nobody_their_own(self, house: House, senior):
        admin = house.by(Role.ADMINISTRATOR)
        case_id = self.declared(house, senior)
        with house.database.write() as tx:
            one = tx.scalars(select(Interest)).one()
            with pytest.raises(InvalidError, match="Nobody withdraws"):
                interests.withdraw(tx, one.uuid, "No longer", senior)
            interests.withdraw(tx, one.uuid, "Another sister", admin)
            with pytest.raises(WrongStateError):
                interests.withdraw(tx, one.uuid, "Twice", admin)
        with house.on(case_id) as (tx, case):
            assert not moves.facts_of(tx, case, senior).interest_of_actor

    def test_an_officer_withdraws_none(self, house: House, officer, lead):
        self.declared(house, lead)
        with house.database.write() as tx, pytest.raises(NotPermittedError):
            interests.withdraw(tx, tx.scalars(select(Interest)).one().uuid, "No longer", officer)

    def test_it_is_declared_on_the_case_page_and_withdrawn_on_a_page_of_its_own(self, house: House):
        case_id = house.case()
        with house.on(case_id) as (_, case):
            there = f"/cases/{case.uuid}/declare-interest"
        officer, admin = browser(house, Role.BOOKING_OFFICER), browser(house, Role.ADMINISTRATOR)
        assert "Say what your interest is" in officer.post(there, {"reason": ""}).text
        assert officer.post(there, {"reason": "My brother"}).status_code == 303
        text = admin.get("/interests").text
        assert "booking.officer" in text
        assert "My brother" not in text
        with house.database.read() as reader:
            uuid = reader.scalars(select(Interest.uuid)).one()
        assert admin.post(f"/interests/{uuid}/withdraw", {"reason": ""}).status_code == 422
        assert admin.post(f"/interests/{uuid}/withdraw", {"reason": "A mistake"}).status_code == 303


class TestOverride:
    def made(self, house: House, by: Doer) -> int:
        case_id = house.case()
        with house.on(case_id) as (tx, case):
            overrides.override(tx, case, "The hall of the flooded school moves in tonight", by, house.settings)
        return case_id

    def test_the_booking_is_confirmed_and_every_senior_officer_is_told(self, house: House, senior, other):
        case_id = self.made(house, senior)
        with house.on(case_id) as (_, case):
            assert (case.state, case.application.hold.state) == ("approved", "confirmed")
        assert sum("Emergency approval" in subject for subject in house.mails()) == 2

    def test_it_stands_in_red_on_the_case_and_in_the_list(self, house: House, senior):
        case_id = self.made(house, senior)
        assert "Approved in an emergency, and not ratified yet" in page(house, case_id, Role.BOOKING_OFFICER)
        assert "Not ratified yet" in browser(house, Role.SENIOR_OFFICER).get("/follow-up").text

    def test_another_ratifies_it_and_nobody_their_own(self, house: House, senior, other):
        case_id = self.made(house, senior)
        with pytest.raises(NotPermittedError, match="themselves approved"), house.on(case_id) as (tx, case):
            overrides.ratify(tx, case, "It was right", senior)
        with house.on(case_id) as (tx, case):
            overrides.ratify(tx, case, "The school had nowhere else", other)
        assert "not ratified" not in page(house, case_id, Role.BOOKING_OFFICER)

    def test_ratified_twice_is_once(self, house: House, senior, other):
        case_id = self.made(house, senior)
        with house.on(case_id) as (tx, case):
            overrides.ratify(tx, case, "Right", other)
        with pytest.raises(NotPermittedError), house.on(case_id) as (tx, case):
            overrides.ratify(tx, case, "Right", other)

    def test_unratified_in_time_everybody_is_told_again_once_a_day(self, house: House, senior, other):
        case_id = self.made(house, senior)
        with house.on(case_id) as (tx, case):
            row = tx.scalars(select(Override)).one()
            row.ratify_by = today() - DAY
            duty.record(tx, duty.Event.TRAINING_RECORDED, "test", SYSTEM, rows=(row,), held="", expires="")
            for _ in range(2):
                look_at_promises(tx, case, house.settings)
            assert follow_ups(tx).overrides[0].late
        assert sum(subject.startswith("Not ratified in time") for subject in house.mails()) == 2

    def test_whoever_declared_an_interest_overrides_nothing(self, house: House, senior):
        case_id = house.case()
        with house.on(case_id) as (tx, case):
            interests.declare(tx, case, "My hall", senior)
        with pytest.raises(NotPermittedError, match="interest"), house.on(case_id) as (tx, case):
            overrides.override(tx, case, "Now", senior, house.settings)

    def test_nothing_is_refused_this_way(self):
        assert {row.to for row in TABLE if row.act is Act.OVERRIDE} == {decisions.State.APPROVED}

    def test_it_is_done_on_the_page_and_needs_a_reason(self, house: House):
        case_id = house.case()
        with house.on(case_id) as (_, case):
            there, version = f"/cases/{case.uuid}/override", case.application.latest.number
        senior = browser(house, Role.SENIOR_OFFICER)
        assert "Say why this cannot wait" in senior.post(there, {"version": version, "reason": " "}).text
        assert senior.post(there, {"version": version, "reason": "Tonight"}).status_code == 303
        assert house.now(case_id)[0] == "approved"


def test_the_queue_shows_the_day_to_decide_by_and_stands_in_its_order(house: House, officer):
    near = house.case(day=today() + 5 * DAY, title="Near")
    house.case(title="Far")
    with house.on(near) as (_, case):
        assert case.decide_by < today() + 9 * DAY
    text = browser(house, Role.BOOKING_OFFICER).get("/queues/with_officer").text
    assert "Decide by" in text
    assert text.index("Near") < text.index("Far")


def test_a_bar_is_explained_on_the_case(house: House):
    text = page(house, house.case(alcohol=True, day=today() + 40 * DAY), Role.BOOKING_OFFICER)
    assert "temporary event notice" in text
    late = page(house, house.case(alcohol=True, day=today() + 4 * DAY), Role.BOOKING_OFFICER)
    assert "it is too late to ask for one" in late


def test_a_change_after_approval_says_that_it_is_in_the_short_lane(house: House, officer):
    case_id = house.case()
    with house.on(case_id) as (tx, case):
        decisions.approve(tx, case, "", officer)
    with house.on(case_id) as (tx, case):
        service.correct(tx, case, house.form(notes="We bring glue"))
    house.work()
    text = page(house, case_id, Role.BOOKING_OFFICER)
    assert "Short lane" in text
    changed = text.partition("What changed since the decision")[2].partition("The whole application")[0]
    assert "We bring glue" in changed
    assert "We make hats" not in changed


def test_cases_are_known_to_the_database_by_the_nation_they_count_by(house: House):
    with house.database.read() as reader:
        house.case()
        assert set(reader.scalars(select(Case.nation))) == {"england"}
