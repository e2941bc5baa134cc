"""What staff and hirers do on a case."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.cases.builders import IMPOSED, LABELLED, MATCHING, House, first_finding, first_match
from venuecheck.accounts.roles import Role
from venuecheck.cases import service
from venuecheck.cases.acts import Act
from venuecheck.equality.models import Conclusion, SeatingFinding
from venuecheck.runtime.clock import now, today
from venuecheck.runtime.errors import InvalidError, NotPermittedError, WrongStateError
from venuecheck.screening.models import Verdict


class TestAsk:
    def test_the_question_goes_out_and_waits_for_the_hirer(self, house: House, officer):
        case_id = house.case()
        with house.on(case_id) as (tx, case):
            service.ask(tx, case, "Who pays?", officer, house.settings)
        assert "A question about your application" in house.mails()[-1]
        assert house.events()[-1] == "cases:question:ask"

    def test_the_answer_stands_on_the_case(self, house: House, officer):
        with house.on(house.case()) as (tx, case):
            service.ask(tx, case, "Who pays?", officer, house.settings)
            tx.flush()
            service.answer(tx, case, case.questions[0].uuid, "The club does")
            assert case.questions[0].answer == "The club does"

    def test_a_question_is_answered_once(self, house: House, officer):
        with house.on(house.case()) as (tx, case):
            service.ask(tx, case, "Who pays?", officer, house.settings)
            tx.flush()
            service.answer(tx, case, case.questions[0].uuid, "The club does")
            with pytest.raises(WrongStateError):
                service.answer(tx, case, case.questions[0].uuid, "Someone else")

    def test_empty_words_are_no_question(self, house: House, officer):
        with house.on(house.case()) as (tx, case), pytest.raises(InvalidError):
            service.ask(tx, case, "  ", officer, house.settings)


class TestAdjudicate:
    def test_a_different_person_clears_the_match_and_the_case_goes_back(self, house: House, prevent):
        case_id = house.case(speakers=MATCHING)
        with house.on(case_id) as (tx, case):
            service.adjudicate(tx, case, first_match(tx, case).uuid, Verdict.DIFFERENT_PERSON, "Born 1950", prevent)
        assert house.now(case_id) == ("with_officer", "plain")

    @pytest.mark.parametrize("verdict", [Verdict.CANNOT_TELL, Verdict.SAME_PERSON])
    def test_anything_else_keeps_it_open(self, house: House, prevent, verdict):
        case_id = house.case(speakers=MATCHING)
        with house.on(case_id) as (tx, case):
            service.adjudicate(tx, case, first_match(tx, case).uuid, verdict, "The photograph is blurred", prevent)
        assert house.now(case_id) == ("with_prevent", "match")

    def test_only_the_prevent_team_may(self, house: House, officer):
        case_id = house.case(speakers=MATCHING)
        with pytest.raises(NotPermittedError), house.on(case_id) as (tx, case):
            service.adjudicate(tx, case, first_match(tx, case).uuid, Verdict.DIFFERENT_PERSON, "I think so", officer)
        with house.on(case_id) as (tx, case):
            assert first_match(tx, case).verdict == "open"

    def test_a_reason_is_needed(self, house: House, prevent):
        with house.on(house.case(speakers=MATCHING)) as (tx, case), pytest.raises(InvalidError):
            service.adjudicate(tx, case, first_match(tx, case).uuid, Verdict.DIFFERENT_PERSON, " ", prevent)


class TestConclude:
    def test_an_officer_closes_what_the_answer_settles(self, house: House, officer):
        case_id = house.case(**LABELLED)
        with house.on(case_id) as (tx, case):
            finding = first_finding(tx, case).uuid
            service.conclude(tx, case, finding, Conclusion.LABELS_DROPPED, "", "They take the signs down", officer)
        assert house.now(case_id) == ("with_officer", "plain")

    def test_what_is_likely_unlawful_is_not_the_officers_to_close(self, house: House, officer):
        case_id = house.case(**IMPOSED)
        with house.on(case_id) as (tx, case):
            finding = first_finding(tx, case).uuid
        with pytest.raises(NotPermittedError, match="equality lead"), house.on(case_id) as (tx, case):
            service.conclude(tx, case, finding, Conclusion.LABELS_DROPPED, "", "They said so", officer)
        assert house.now(case_id) == ("with_officer", "equality")

    def test_the_lead_closes_it_and_the_case_goes_back(self, house: House, officer, lead):
        case_id = house.case(**IMPOSED)
        with house.on(case_id) as (tx, case):
            service.pass_on(tx, case, Act.TO_EQUALITY, "Still apart", officer)
            finding = first_finding(tx, case).uuid
            service.conclude(tx, case, finding, Conclusion.ARRANGEMENT_CHANGED, "", "Mixed seating now", lead)
        assert house.now(case_id) == ("with_officer", "plain")

    def test_an_exception_must_be_named(self, house: House, officer):
        with house.on(house.case(**LABELLED)) as (tx, case), pytest.raises(InvalidError):
            service.conclude(tx, case, first_finding(tx, case).uuid, Conclusion.PERMITTED, "", "Allowed", officer)

    def test_another_arrangement_is_asked_about_anew(self, house: House, officer, lead):
        case_id = house.case(**IMPOSED)
        with house.on(case_id) as (tx, case):
            service.pass_on(tx, case, Act.TO_EQUALITY, "Still apart", officer)
            finding = first_finding(tx, case).uuid
            service.conclude(tx, case, finding, Conclusion.ARRANGEMENT_CHANGED, "", "Mixed seating now", lead)
        with house.on(case_id) as (tx, case):
            service.correct(tx, case, house.form(**IMPOSED | {"arrangement": "separate_rooms", "chosen_by": "speaker"}))
        house.work()
        assert house.now(case_id) == ("with_officer", "equality")

    def test_a_concluded_finding_is_not_asked_again_after_an_unrelated_change(self, house: House, officer):
        case_id = house.case(**LABELLED)
        with house.on(case_id) as (tx, case):
            finding = first_finding(tx, case).uuid
            service.conclude(tx, case, finding, Conclusion.LABELS_DROPPED, "", "They take the signs down", officer)
        with house.on(case_id) as (tx, case):
            service.correct(tx, case, house.form(**LABELLED, notes="We bring glue"))
        house.work()
        assert house.now(case_id) == ("with_officer", "plain")


class TestSeries:
    """A settled enquiry stands for the series and for a year: a weekly group is not asked weekly."""

    def settled(self, house: House, officer) -> None:
        with house.on(house.case(**LABELLED)) as (tx, case):
            finding = first_finding(tx, case).uuid
            service.conclude(tx, case, finding, Conclusion.LABELS_DROPPED, "", "They take the signs down", officer)

    def test_the_next_week_is_plain(self, house: House, officer):
        self.settled(house, officer)
        assert house.now(house.case(**LABELLED, day=today() + timedelta(days=37))) == ("with_officer", "plain")

    @pytest.mark.parametrize(
        "changes", [{"seating": "Signs on the chairs"}, {"openness": "ticketed"}, {"hirer_email": "other@example.org"}]
    )
    def test_a_form_that_says_something_else_is_asked_again(self, house: House, officer, changes):
        self.settled(house, officer)
        again = house.case(**LABELLED | changes, day=today() + timedelta(days=37))
        assert house.now(again) == ("with_officer", "equality")

    def test_after_a_year_it_is_asked_again(self, house: House, officer):
        self.settled(house, officer)
        with house.database.write() as tx:
            tx.execute(update(SeatingFinding).values(concluded_at=now() - timedelta(days=366)))
        assert house.now(house.case(**LABELLED, day=today() + timedelta(days=37))) == ("with_officer", "equality")

    def test_what_is_likely_unlawful_is_looked_at_each_time(self, house: House, officer, lead):
        with house.on(house.case(**IMPOSED)) as (tx, case):
            service.pass_on(tx, case, Act.TO_EQUALITY, "Still apart", officer)
            finding = first_finding(tx, case).uuid
            service.conclude(tx, case, finding, Conclusion.ARRANGEMENT_CHANGED, "", "Mixed seating now", lead)
        assert house.now(house.case(**IMPOSED, day=today() + timedelta(days=37))) == ("with_officer", "equality")


class TestPassOn:
    def test_it_needs_a_reason(self, house: House, officer):
        with house.on(house.case()) as (tx, case), pytest.raises(InvalidError):
            service.pass_on(tx, case, Act.TO_SENIOR, "", officer)

    def test_the_prevent_team_gives_nothing_back_with_a_match_open(self, house: House, prevent):
        with house.on(house.case(speakers=MATCHING)) as (tx, case), pytest.raises(NotPermittedError):
            service.pass_on(tx, case, Act.TO_OFFICER, "Done", prevent)

    def test_it_leaves_the_colleague_who_had_it(self, house: House, officer):
        with house.on(house.case()) as (tx, case):
            service.take(tx, case, officer)
            service.pass_on(tx, case, Act.TO_SENIOR, "The press rang", officer)
            assert case.assigned_to is None


class TestWithdraw:
    def test_the_space_is_given_back(self, house: House):
        with house.on(house.case()) as (tx, case):
            service.withdraw(tx, case)
            assert (case.state, case.application.hold.state) == ("withdrawn", "released")

    def test_it_is_done_once(self, house: House):
        with house.on(house.case()) as (tx, case):
            service.withdraw(tx, case)
            with pytest.raises(WrongStateError):
                service.withdraw(tx, case)


class TestLostLink:
    def test_links_go_to_the_address_given(self, house: House):
        house.case()
        with house.database.write() as tx:
            service.send_links_again(tx, "Imelda@example.org ", house.settings)
        assert house.mails()[-1] == "Your private links"

    def test_they_are_sent_once_an_hour(self, house: House):
        house.case()
        for _ in range(3):
            with house.database.write() as tx:
                service.send_links_again(tx, "imelda@example.org", house.settings)
        assert house.mails().count("Your private links") == 1

    def test_for_an_unknown_address_nothing_is_written(self, house: House):
        house.case()
        before = house.mails(), house.events()
        with house.database.write() as tx:
            service.send_links_again(tx, "nobody@example.org", house.settings)
        assert (house.mails(), house.events()) == before


def test_a_person_with_two_roles_may_do_the_acts_of_both(house: House):
    both = house.by(Role.BOOKING_OFFICER, Role.EQUALITY_LEAD)
    case_id = house.case(**IMPOSED)
    with house.on(case_id) as (tx, case):
        service.pass_on(tx, case, Act.TO_EQUALITY, "Mine as well", both)
        service.conclude(tx, case, first_finding(tx, case).uuid, Conclusion.ARRANGEMENT_CHANGED, "", "Mixed", both)
    assert house.now(case_id)[0] == "with_officer"
