"""The balancing record, the ladder, and the contact log."""

from datetime import timedelta

import pytest

from tests.cases.builders import House, weighed
from venuecheck import parts
from venuecheck.audit.events import Event
from venuecheck.cases import approaches, weighing
from venuecheck.cases.acts import ACTS
from venuecheck.cases.approaches import NO_EVIDENCE, Source
from venuecheck.runtime.clock import today
from venuecheck.runtime.database import Base
from venuecheck.runtime.errors import InvalidError, NotPermittedError

WORDS = dict.fromkeys(weighing.WRITTEN, "Weighed")
LADDERED = {rung.key: "Tried" for rung in weighing.LADDER}
SAID = {"source": Source.MEMBER, "who": "A member", "day": today(), "said": "Stop them", "weight": "None"}


def test_the_ladder_is_climbed_in_its_order_and_ends_with_this_event():
    keys = [rung.key for rung in weighing.LADDER]
    assert keys == ["question", "condition", "other_place", "online", "postponement", "refusal"]


def test_nothing_bans_a_hirer(settings):
    named = [ACTS[act] for act in ACTS] + [event.sentence for event in Event] + list(Base.metadata.tables)
    named += [str(path) for route in parts.routes(settings) for path in route.paths]
    assert [
        text for text in named if any(word in text.lower() for word in ("ban ", "banned", "bar the", "blacklist"))
    ] == []


class TestBalance:
    @pytest.mark.parametrize("lacking", [*weighing.WRITTEN, *LADDERED])
    def test_a_record_that_leaves_anything_out_weighs_nothing(self, house: House, senior, lacking):
        words = {key: " " if key == lacking else text for key, text in WORDS.items()}
        ladder = {key: "" if key == lacking else text for key, text in LADDERED.items()}
        with house.on(house.case()) as (tx, case), pytest.raises(InvalidError) as refused:
            weighing.balance(tx, case, senior, ladder, **words)
        assert refused.value.field == lacking

    def test_not_by_a_booking_officer(self, house: House, officer):
        with pytest.raises(NotPermittedError):
            weighed(house, house.case(), officer)

    def test_it_is_shown_rung_by_rung_to_those_who_decide_and_not_to_others(self, house: House, senior, officer):
        case_id = house.case()
        weighed(house, case_id, senior)
        browser = house.browser()
        with house.on(case_id) as (_, case):
            there = f"/cases/{case.uuid}"
        text = browser.sign_in_as(senior.uuid).get(there).text
        places = [text.index(f"<strong>{rung.label}:</strong>") for rung in weighing.LADDER]
        assert places == sorted(places)
        assert "Article 10" not in browser.sign_in_as(officer.uuid).get(there).text


class TestApproach:
    @pytest.mark.parametrize("lacking", ["who", "said", "weight"])
    def test_it_says_who_what_and_with_which_weight(self, house: House, officer, lacking):
        with house.on(house.case()) as (tx, case), pytest.raises(InvalidError):
            approaches.log(tx, case, officer, **SAID | {lacking: " "})

    def test_it_lies_in_the_past(self, house: House, officer):
        with house.on(house.case()) as (tx, case), pytest.raises(InvalidError):
            approaches.log(tx, case, officer, **SAID | {"day": today() + timedelta(days=1)})

    def test_it_stands_on_the_case_with_the_words_that_it_is_no_evidence(self, house: House, officer):
        case_id = house.case()
        browser = house.browser().sign_in_as(officer.uuid)
        with house.on(case_id) as (_, case):
            there = f"/cases/{case.uuid}"
        day = {"day-day": str(today().day), "day-month": str(today().month), "day-year": str(today().year)}
        fields = {"source": "press", "who": "The Gazette", "said": "Is it true?", "weight": "None", **day}
        assert browser.post(f"{there}/log-approach", fields | {"who": ""}).status_code == 422
        assert browser.post(f"{there}/log-approach", fields).status_code == 303
        text = browser.get(there).text
        assert "The press: The Gazette" in text
        assert NO_EVIDENCE in text
