"""The due diligence record: an open-source check in its steps, and what somebody was asked."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.access.reading import Page
from tests.browsing import Browser
from tests.cases.builders import MATCHING, House
from venuecheck.accounts.roles import Role
from venuecheck.bookings.application import Speaker
from venuecheck.cases import diligence
from venuecheck.cases.diligence import STEPS, Asked, Contact, Looked, Search, Taken
from venuecheck.cases.diligence_forms import SearchForm
from venuecheck.runtime.clock import today
from venuecheck.runtime.errors import InvalidError, NotPermittedError
from venuecheck.web.forms import fields_of

SEARCH = Search(
    about="Zebedee Quorrington",
    day=today(),
    terms='"Zebedee Quorrington"\nZeb Quorrington Tarnford',
    steps=tuple(Taken(step.key, Looked.NOTHING.value, "") for step in STEPS),
    links=("https://tarnford.example/hats",),
    not_found="Any word that urges anything",
    weight="none",
    why="A hatter of the same name",
    marking="prevent",
)
CONTACT = Contact(
    of=Asked.POLICE,
    about="Zebedee Quorrington",
    who="PC Ada Wren, neighbourhood team",
    day=today(),
    asked="Is anything known against this event?",
    answered="",
    handling="OFFICIAL-SENSITIVE",
    weight="none",
    why="No answer yet",
    marking="prevent",
)


def test_a_search_is_kept_with_every_step(house: House, prevent):
    case_id = house.case(speakers=MATCHING)
    with house.on(case_id) as (tx, case):
        diligence.record_search(tx, case, SEARCH, prevent)
    with house.on(case_id) as (_, case):
        [check] = case.checks
        assert [one["step"] for one in check.steps] == [step.key for step in STEPS]
        assert check.links == ["https://tarnford.example/hats"]
    assert "cases:check:record" in house.events()


def test_a_contact_is_kept_with_what_was_asked_answered_and_how_it_was_marked(house: House, prevent):
    case_id = house.case(speakers=MATCHING)
    with house.on(case_id) as (tx, case):
        diligence.record_contact(tx, case, CONTACT, prevent)
        diligence.record_contact(tx, case, replace(CONTACT, answered="Nothing is known"), prevent)
    with house.on(case_id) as (_, case):
        assert [(check.answered, check.handling) for check in case.checks] == [
            ("", "OFFICIAL-SENSITIVE"),
            ("Nothing is known", "OFFICIAL-SENSITIVE"),
        ]


@pytest.mark.parametrize(("looked", "says"), [(Looked.FOUND, "what was found"), (Looked.NOT_LOOKED, "why it was not")])
def test_a_step_that_says_nothing_is_refused_beside_its_field(house: House, prevent, looked, says):
    steps = (*SEARCH.steps[:4], Taken("lists", looked.value, " "), *SEARCH.steps[5:])
    with pytest.raises(InvalidError, match=says) as refused, house.on(house.case()) as (tx, case):
        diligence.record_search(tx, case, replace(SEARCH, steps=steps), prevent)
    assert refused.value.field in {field.name for field in fields_of(SearchForm())}


def test_nothing_was_looked_at_tomorrow(house: House, prevent):
    with pytest.raises(InvalidError, match="today or in the past"), house.on(house.case()) as (tx, case):
        diligence.record_search(tx, case, replace(SEARCH, day=today() + timedelta(days=1)), prevent)


def test_the_names_on_the_form_are_offered_each_once(house: House):
    case_id = house.case(speakers=(Speaker(name="Ann Bee"), Speaker(name="Ann Bee"), Speaker(to_be_confirmed=True)))
    with house.on(case_id) as (_, case):
        assert diligence.known_names(case) == ["Ann Bee", "Imelda Threadgold"]


def test_an_auditor_records_nothing(house: House):
    auditor = house.by(Role.AUDITOR)
    with pytest.raises(NotPermittedError), house.on(house.case()) as (tx, case):
        diligence.record_search(tx, case, SEARCH, auditor)


class TestPages:
    """The two pages, as somebody without JavaScript fills them in."""

    @pytest.fixture
    def browser(self, house: House) -> Browser:
        return house.browser().sign_in_as(house.staff[Role.PREVENT_OFFICER].uuid)

    @pytest.fixture
    def here(self, house: House) -> str:
        case_id = house.case(speakers=MATCHING)
        with house.on(case_id) as (_, case):
            return f"/cases/{case.uuid}"

    def filled(self, browser: Browser, address: str, **typed: str) -> dict[str, str]:
        """The page's form with every choice made and every text written, but for what is named."""
        form = next(form for form in Page(browser.get(address).text).forms if form.action == address)
        first = {name: (field.values[0] if field.values else "") for name, field in form.fields.items()}
        written = {name: "Words" for name, field in form.fields.items() if field.kind == "textarea"}
        return first | written | {"about": "Zebedee Quorrington", "who": "PC Wren"} | typed

    def test_a_search_goes_through_every_step_in_order(self, browser: Browser, here: str):
        asked = browser.get(f"{here}/search").text
        assert [asked.index(step.label) for step in STEPS] == sorted(asked.index(step.label) for step in STEPS)
        sent = self.filled(browser, f"{here}/search") | {f"steps-{step.key}-looked": "found" for step in STEPS}
        assert browser.post(f"{here}/search", sent).status_code == 303
        assert "Open-source check: Zebedee Quorrington" in browser.get(here).text

    def test_what_is_lacking_is_said_beside_the_step_and_all_is_kept(self, browser: Browser, here: str):
        sent = self.filled(browser, f"{here}/search", terms="Zeb\nZebedee") | {
            f"steps-{step.key}-looked": "found" for step in STEPS
        }
        answer = browser.post(f"{here}/search", sent | {"steps-lists-words": ""})
        assert answer.status_code == 422
        assert 'href="#steps-lists-words"' in answer.text
        assert "Zeb\nZebedee</textarea>" in answer.text.replace("\r", "")

    def test_whom_we_asked_stands_on_the_case_until_they_answer(self, browser: Browser, here: str):
        sent = self.filled(browser, f"{here}/contact", of="counter-terrorism", answered="", handling="OFFICIAL")
        assert browser.post(f"{here}/contact", sent).status_code == 303
        page = browser.get(here).text
        assert "Asked: The counter-terrorism unit" in page
        assert "No answer yet" in page
