"""What the pages of cases show, and to whom."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from litestar import Litestar

from tests.browsing import Browser
from tests.cases.builders import IMPOSED, LABELLED, MATCHING, House, first_match
from tests.cases.test_due_diligence import CONTACT
from venuecheck.accounts.roles import Role
from venuecheck.bookings.application import Speaker
from venuecheck.cases import decisions, service
from venuecheck.cases.acts import Act
from venuecheck.cases.answers import sections
from venuecheck.cases.diligence import record_contact
from venuecheck.cases.pages import CasePage
from venuecheck.equality.models import SeatingFinding
from venuecheck.screening.models import Verdict


@pytest.fixture
def browser(app: Litestar) -> Browser:
    return Browser(app)


@pytest.fixture
def as_role(house: House, browser: Browser):
    return lambda role: browser.sign_in_as(house.staff[role].uuid)


def address(house: House, case_id: int) -> str:
    with house.on(case_id) as (_, case):
        return f"/cases/{case.uuid}"


class TestHighlights:
    words = "Talk 😀\r\nأهلا Men sit left, women sit right"

    def test_the_words_of_a_finding_are_marked_as_typed(self, house: House, as_role):
        case_id = house.case(**LABELLED | {"seating": self.words})
        with house.on(case_id) as (tx, case):
            found = service.equality.latest_assessment(tx, case.application.uuid).findings
            marked = [self.words[f.start : f.end] for f in found if f.field == "seating"]
        page = as_role(Role.BOOKING_OFFICER).get(address(house, case_id)).text
        assert marked
        assert all(f">{words}<span class" in page for words in marked)

    def test_two_findings_that_overlap_both_show_their_number(self, house: House):
        form = house.form(seating="Men left, women right")
        two = [
            SeatingFinding(field="seating", start=0, end=8, outcome="enquire"),
            SeatingFinding(field="seating", start=4, end=21, outcome="enquire"),
        ]
        answers = {a.field: a for s in sections(form, two) for a in s.answers}
        assert [piece.numbers for piece in answers["seating"].segments] == [(1,), (1, 2), (2,)]

    def test_markup_in_the_words_is_shown_and_not_run(self, house: House, as_role):
        case_id = house.case(notes="<script>alert(1)</script>")
        page = as_role(Role.BOOKING_OFFICER).get(address(house, case_id)).text
        assert "&lt;script&gt;alert(1)" in page


class TestNeedToKnow:
    @pytest.mark.parametrize("role", [Role.PREVENT_OFFICER, Role.SENIOR_OFFICER, Role.AUDITOR])
    def test_the_entry_is_shown_to_those_who_need_it(self, house: House, as_role, role):
        page = as_role(role).get(address(house, house.case(speakers=MATCHING))).text
        assert "Fictional: urged an attack" in page

    @pytest.mark.parametrize("role", [Role.BOOKING_OFFICER, Role.EQUALITY_LEAD])
    def test_others_read_only_that_somebody_looks(self, house: House, as_role, role):
        page = as_role(role).get(address(house, house.case(speakers=MATCHING))).text
        assert "urged an attack" not in page
        assert "W1" not in page
        assert "looked at by the Prevent team" in page

    @pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.OUTREACH_OFFICER])
    def test_the_rest_see_no_case(self, house: House, as_role, role):
        assert as_role(role).get(address(house, house.case())).status_code == 403

    def test_a_check_marked_for_the_prevent_team_is_for_them(self, house: House, as_role, prevent):
        case_id = house.case(speakers=MATCHING)
        with house.on(case_id) as (tx, case):
            record_contact(tx, case, replace(CONTACT, answered="Canary-77"), prevent)
        assert "Canary-77" in as_role(Role.SENIOR_OFFICER).get(address(house, case_id)).text
        assert "Canary-77" not in as_role(Role.BOOKING_OFFICER).get(address(house, case_id)).text

    def test_reasons_kept_internal_are_for_those_who_see_matches(self, house: House, as_role, prevent, senior):
        case_id = house.case(speakers=MATCHING)
        words = {"outcome": "grant", "facts_found": "A", "concerns": "", "in_favour": "B", "reasons": "C"}
        with house.on(case_id) as (tx, case):
            service.recommend(tx, case, prevent, **words)
        with house.on(case_id) as (tx, case):
            decisions.decide(tx, case, Act.GRANT, senior, reasons="Fine", internal="Canary-78")
        assert "Canary-78" in as_role(Role.PREVENT_OFFICER).get(address(house, case_id)).text
        assert "Canary-78" not in as_role(Role.BOOKING_OFFICER).get(address(house, case_id)).text


class TestCasePage:
    def test_it_offers_just_what_may_be_done(self, house: House, as_role):
        page = as_role(Role.BOOKING_OFFICER).get(address(house, house.case(**IMPOSED))).text
        assert "/ask" in page
        assert "/approve" not in page
        assert "Nothing may be open" in page

    def test_what_changed_since_the_approval_is_marked(self, house: House, as_role, officer):
        case_id = house.case()
        with house.on(case_id) as (tx, case):
            decisions.approve(tx, case, "", officer)
        with house.on(case_id) as (tx, case):
            service.correct(tx, case, house.form(speakers=(Speaker(name="Nadia Brightling"),)))
        house.work()
        page = as_role(Role.BOOKING_OFFICER).get(address(house, case_id)).text
        assert "Only what changed is shown below" in page
        assert page.partition("The whole application")[0].count("this is new") == 1

    def test_the_history_says_who_did_what(self, house: House, as_role, prevent):
        case_id = house.case(speakers=MATCHING)
        with house.on(case_id) as (tx, case):
            service.adjudicate(tx, case, first_match(tx, case).uuid, Verdict.DIFFERENT_PERSON, "Born 1950", prevent)
        page = as_role(Role.PREVENT_OFFICER).get(address(house, case_id)).text
        assert "prevent.officer judged a match with entry W1: a different person or organisation." in page


class TestPosting:
    def test_a_question_without_words_is_refused_beside_its_field(self, house: House, as_role):
        here = address(house, house.case())
        answer = as_role(Role.BOOKING_OFFICER).post(f"{here}/ask", {"question": "  "})
        assert answer.status_code == 422
        assert 'href="#ask-question"' in answer.text

    def test_what_was_typed_stands_again_when_the_case_has_moved_on(self, house: House, as_role, officer):
        case_id = house.case()
        here = address(house, case_id)
        with house.on(case_id) as (tx, case):
            service.pass_on(tx, case, Act.TO_SENIOR, "The press rang", officer)
        answer = as_role(Role.BOOKING_OFFICER).post(f"{here}/approve", {"internal": "All quite plain", "version": "1"})
        assert answer.status_code == 422
        assert "All quite plain" in answer.text
        done = answer.text.partition("What was done last")[2].partition("</ul>")[0]
        assert "booking.officer passed the case to a senior officer" in done
        assert house.now(case_id)[0] == "with_senior"

    def test_nobody_approves_a_version_that_they_have_not_seen(self, house: House, as_role):
        case_id = house.case()
        here = address(house, case_id)
        with house.on(case_id) as (tx, case):
            service.correct(tx, case, house.form(purpose="Something else"))
        house.work()
        answer = as_role(Role.BOOKING_OFFICER).post(f"{here}/approve", {"version": "1"})
        assert "changed the application since you opened this page" in answer.text
        assert house.now(case_id)[0] == "with_officer"
        assert as_role(Role.BOOKING_OFFICER).post(f"{here}/approve", {"version": "2"}).status_code == 303

    def test_pressing_twice_writes_one_note(self, house: House, as_role):
        case_id = house.case()
        here = address(house, case_id)
        browser = as_role(Role.BOOKING_OFFICER)
        for _ in range(2):
            assert browser.post(f"{here}/note", {"text": "Rang them", "once": "key-1"}).status_code == 303
        with house.on(case_id) as (_, case):
            assert [note.text for note in case.notes] == ["Rang them"]

    def test_going_back_and_writing_something_else_writes_that_too(self, house: House, as_role):
        here = address(house, case_id := house.case())
        browser = as_role(Role.BOOKING_OFFICER)
        for text in ("Rang them", "Nobody was in"):
            assert browser.post(f"{here}/note", {"text": text, "once": "key-1"}).status_code == 303
        with house.on(case_id) as (_, case):
            assert [note.text for note in case.notes] == ["Rang them", "Nobody was in"]

    @pytest.mark.parametrize("role", [Role.BOOKING_OFFICER, Role.EQUALITY_LEAD, Role.PREVENT_OFFICER])
    def test_only_a_senior_officer_decides(self, house: House, as_role, role):
        case_id = house.case()
        answer = as_role(role).post(f"{address(house, case_id)}/decide", {"outcome": "grant", "reasons": "Fine"})
        assert answer.status_code == 403
        assert house.now(case_id)[0] == "with_officer"


class TestPrivatePage:
    @pytest.fixture
    def link(self, house: House):
        with house.database.write() as tx:
            self.case, token = service.submit(tx, house.form(speakers=MATCHING), house.settings)
        house.work()
        return f"/application/{token}"

    def test_it_says_where_the_application_stands_and_nothing_of_the_checks(self, browser, link):
        page = browser.get(link).text
        assert "We are looking at your application." in page
        assert "Prevent" not in page
        assert "match" not in page.lower()

    def test_a_made_up_link_opens_nothing(self, browser, link):
        assert browser.get("/application/nonsense").status_code == 404

    def test_a_question_is_answered_on_it(self, house: House, browser, link, prevent):
        with house.on(self.case.id) as (tx, case):
            service.ask(tx, case, "Which Zebedee?", prevent, house.settings)
            tx.flush()
            question = case.questions[0].uuid
        assert browser.post(f"{link}/answers/{question}", {"answer": ""}).status_code == 422
        assert browser.post(f"{link}/answers/{question}", {"answer": "Our hatter"}).status_code == 303
        assert "Our hatter" in browser.get(link).text

    def test_withdrawing_asks_first(self, house: House, browser, link):
        assert "Withdraw your application?" in browser.get(f"{link}/withdraw").text
        assert browser.post(f"{link}/withdraw").status_code == 303
        assert house.now(self.case.id)[0] == "withdrawn"

    def test_the_notice_stands_on_it_and_prints(self, house: House, browser, officer):
        with house.database.write() as tx:
            case, token = service.submit(tx, house.form(), house.settings)
        house.work()
        with house.on(case.id) as (tx, case):
            decisions.approve(tx, case, "", officer)
        house.work()
        assert "We are pleased to confirm your booking" in browser.get(f"/application/{token}").text
        assert browser.get(f"/application/{token}/notices/1/pdf").content.startswith(b"%PDF")
        assert browser.get(f"/application/{token}/notices/2/pdf").status_code == 404


class TestWords:
    def test_the_history_says_in_words_what_was_found(self, house: House, as_role):
        page = as_role(Role.EQUALITY_LEAD).get(address(house, house.case(**IMPOSED))).text
        assert ": likely unlawful." in page
        assert "likely_unlawful" not in page

    def test_the_time_held_before_and_after_is_shown(self, house: House, as_role):
        case_id = house.case(set_up_minutes=30, clear_down_minutes=15)
        page = as_role(Role.BOOKING_OFFICER).get(address(house, case_id)).text
        assert "30 minutes to set up, 15 minutes to clear up" in page

    @pytest.mark.parametrize(("days", "words"), [(0, "today"), (1, "tomorrow"), (9, "9 days left"), (-2, "past")])
    def test_how_long_it_is_to_the_event_is_said_as_people_say_it(self, days, words):
        assert CasePage.time_left.fget(SimpleNamespace(days_left=days)) == words
