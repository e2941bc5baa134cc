"""Which changes open a confirmed booking again, and which are recorded and let it stand."""

from datetime import time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import select

from tests.cases.builders import MATCHING, RECOMMENDED, WEIGHED, House, heard
from venuecheck.accounts.roles import Role
from venuecheck.bookings import service as bookings
from venuecheck.bookings.application import ApplicationForm, Speaker, names, texts
from venuecheck.bookings.models import Occupation
from venuecheck.cases import changes, decisions, moves, service
from venuecheck.cases.acts import Act
from venuecheck.cases.changes import FORM, SPEAKER, Opens, matter, taken_back
from venuecheck.cases.models import Case
from venuecheck.cases.moves import Doer
from venuecheck.runtime.clock import london, today
from venuecheck.runtime.mail import Mail

NADIA = Speaker(name="Nadia Brightling", organisation="Hat Makers", topic="Hats")
APPROVED = ApplicationForm(
    space="one",
    day=today() + timedelta(days=30),
    start=time(10),
    end=time(12),
    hirer_name="Imelda Threadgold",
    hirer_email="imelda@example.org",
    set_up_minutes=30,
    expected_numbers=40,
    alcohol=True,
    has_speakers=True,
    speakers=(NADIA, Speaker(name="Tom Bowler", topic="Bowlers")),
)


def another(value: Any) -> Any:
    """Another value of the same kind, never less."""
    match value:
        case bool():
            return True
        case int():
            return value + 1
        case str():
            return value + " and others"
        case time():
            return time(9)
        case _:
            return value + timedelta(days=1)


def test_the_table_names_every_field_of_the_form_and_of_a_speaker() -> None:
    assert set(FORM) == set(ApplicationForm.__struct_fields__) - {"speakers"}
    assert set(SPEAKER) == set(Speaker.__struct_fields__)


@pytest.mark.parametrize("field", FORM)
def test_a_field_opens_the_booking_just_when_the_table_says_so(field: str) -> None:
    before = replace(APPROVED, alcohol=False)
    if not isinstance(getattr(before, field), bool) or not getattr(before, field):
        changed = replace(before, **{field: another(getattr(before, field))})
        assert bool(matter(before, changed)) == (FORM[field][1] in {Opens.ALWAYS, Opens.MORE}), field
        assert changes.changed(before, changed) == [FORM[field][0]]


@pytest.mark.parametrize("field", SPEAKER)
def test_and_so_does_what_is_said_of_a_speaker(field: str) -> None:
    value = getattr(NADIA, field)
    other = replace(NADIA, **{field: not value if isinstance(value, bool) else "Somebody else"})
    changed = replace(APPROVED, speakers=(other, *APPROVED.speakers[1:]))
    assert bool(matter(APPROVED, changed)) == (SPEAKER[field][1] is Opens.ALWAYS)


@pytest.mark.parametrize(
    "slight",
    [
        {"expected_numbers": 25},
        {"set_up_minutes": 15},
        {"alcohol": False},
        {"hirer_phone": "01632 960002"},
        {"hirer_email": "imelda.threadgold@example.org"},
        {"hirer_name": "imelda  threadgold"},
        {"speakers": APPROVED.speakers[:1]},
        {"speakers": APPROVED.speakers[::-1]},
    ],
)
def test_less_of_it_a_spelling_or_a_speaker_fewer_opens_nothing(slight: dict[str, Any]) -> None:
    assert not matter(APPROVED, replace(APPROVED, **slight))


@given(st.sets(st.sampled_from(sorted(FORM))))
def test_what_never_matters_is_read_by_no_check(fields: set[str]) -> None:
    """Whatever the checks read opens the booking by itself or is checked again; what never matters they do not read."""
    never = {field: "Zebedee" for field in fields if FORM[field][1] is Opens.NEVER and field != "declared"}
    changed = replace(APPROVED, **never)
    assert names(changed) == names(APPROVED)
    assert texts(changed) == texts(APPROVED)


def test_a_declined_change_is_taken_back_but_for_what_never_mattered() -> None:
    wanted = replace(APPROVED, title="Other", openness="public", hirer_phone="01632 960002", speakers=())
    assert taken_back(APPROVED, wanted) == replace(APPROVED, hirer_phone="01632 960002")


@pytest.fixture
def booked(house: House, officer: Doer) -> int:
    """A booking that an officer confirmed."""
    case_id = house.case(expected_numbers=40)
    with house.on(case_id) as (tx, case):
        decisions.approve(tx, case, "", officer)
    house.work()
    return case_id


def change(house: House, case_id: int, **fields: Any) -> None:
    """The hirer sends the application again, and the work that follows is done."""
    with house.on(case_id) as (tx, case):
        service.correct(tx, case, replace(bookings.form_of(case.application.latest), **fields))
    house.work()


class TestBeforeADecision:
    def test_a_telephone_number_leaves_a_case_with_the_senior_officer_and_what_was_heard(
        self, house: House, officer: Doer, senior: Doer
    ) -> None:
        case_id = house.case()
        with house.on(case_id) as (tx, case):
            service.pass_on(tx, case, Act.TO_SENIOR, "Look", officer)
        heard(house, case_id, senior)
        change(house, case_id, hirer_phone="01632 960002")
        assert house.now(case_id)[0] == "with_senior"
        with house.on(case_id) as (tx, case):
            facts = moves.facts_of(tx, case)
            assert (facts.balanced, facts.heard_on_refusal) == (True, True)
        change(house, case_id, purpose="Something else")
        assert house.now(case_id)[0] == "with_officer"
        with house.on(case_id) as (tx, case):
            facts = moves.facts_of(tx, case)
            assert (facts.balanced, facts.heard_on_refusal) == (False, False)


class TestAfterApproval:
    def test_what_does_not_matter_is_recorded_and_checked_and_opens_nothing(self, house: House, booked: int) -> None:
        change(house, booked, hirer_phone="01632 960002", expected_numbers=20)
        assert house.now(booked)[0] == "approved"
        assert house.mails()[-1].startswith("We have your changes to")
        assert "cases:case:change-noted" in house.events()
        with house.database.read() as reader:
            case = reader.get_one(Case, booked)
            assert case.reopened is None
            assert case.checked_version == case.application.latest.number == 2

    def test_the_address_that_a_change_took_away_is_told_and_learns_neither_the_new_one_nor_a_link(
        self, house: House, booked: int
    ) -> None:
        change(house, booked, hirer_email="threadgold@example.net")
        with house.database.read() as reader:
            of_the_change = reader.scalars(select(Mail).order_by(Mail.id.desc()).limit(2)).all()
            to_new, to_old = sorted(of_the_change, key=lambda mail: mail.to != "threadgold@example.net")
        assert to_new.subject.startswith("We have your changes to")
        assert (to_old.to, to_old.template) == ("imelda@example.org", "address-changed v1")
        assert "threadgold" not in to_old.body
        assert "/application/" not in to_old.body

    def test_another_spelling_of_the_same_address_tells_nobody_twice(self, house: House, booked: int) -> None:
        before = len(house.mails())
        change(house, booked, hirer_email="Imelda@Example.org")
        assert len(house.mails()) == before + 1

    def test_many_small_steps_are_measured_against_what_was_approved(self, house: House, booked: int) -> None:
        change(house, booked, expected_numbers=20)
        change(house, booked, expected_numbers=40)
        assert house.now(booked)[0] == "approved"
        change(house, booked, expected_numbers=41)
        assert house.now(booked)[0] == "with_officer"

    def test_while_another_time_is_looked_at_both_are_taken(self, house: House, booked: int, officer: Doer) -> None:
        def taken() -> list[tuple[time, time]]:
            with house.database.read() as reader:
                rows = reader.execute(select(Occupation.start, Occupation.end).order_by(Occupation.start))
                return [(london(start).time(), london(end).time()) for start, end in rows]

        change(house, booked, start=time(18), end=time(20))
        change(house, booked, start=time(14), end=time(16))
        assert taken() == [(time(10), time(12)), (time(14), time(16))]
        with pytest.raises(bookings.SlotTakenError):
            house.case(hirer_email="other@example.org")
        change(house, booked, start=time(11), end=time(13), set_up_minutes=30)
        assert taken() == [(time(10), time(13))]
        with house.on(booked) as (tx, case):
            decisions.approve(tx, case, "", officer)
        assert taken() == [(time(10, 30), time(13))]

    def test_another_speaker_opens_it(self, house: House, booked: int) -> None:
        change(house, booked, speakers=(NADIA,), has_speakers=True)
        assert house.now(booked)[0] == "with_officer"

    def test_a_name_that_does_not_matter_is_screened_all_the_same(self, house: House, booked: int) -> None:
        change(house, booked, hirer_other_names="Zebedee Quorrington")
        assert house.now(booked)[0] == "with_prevent"

    def test_words_that_do_not_matter_open_it_when_the_checks_find_something_in_them(
        self, house: House, booked: int
    ) -> None:
        change(house, booked, publicity="A poster in the library")
        assert house.now(booked)[0] == "approved"
        change(house, booked, publicity="A poster: men sit on the left, women sit on the right")
        assert house.now(booked) == ("with_officer", "equality")

    def test_a_finding_that_stood_at_the_approval_does_not_open_it(self, house: House, senior: Doer) -> None:
        case_id = house.case(publicity="A poster: men sit on the left, women sit on the right")
        with house.on(case_id) as (tx, case):
            service.pass_on(tx, case, Act.TO_SENIOR, "Look", house.by(Role.BOOKING_OFFICER))
            decisions.decide(tx, case, Act.GRANT, senior, reasons="The poster was misread")
        change(house, case_id, hirer_phone="01632 960002")
        assert house.now(case_id)[0] == "approved"

    def test_a_declined_change_leaves_the_new_telephone_number(
        self, house: House, booked: int, prevent: Doer, senior: Doer
    ) -> None:
        change(house, booked, hirer_phone="01632 960002", speakers=MATCHING, has_speakers=True)
        with house.on(booked) as (tx, case):
            service.recommend(tx, case, prevent, **RECOMMENDED)
        heard(house, booked, senior, intends=Act.DECLINE_CHANGE)
        with house.on(booked) as (tx, case):
            decisions.decide(
                tx, case, Act.DECLINE_CHANGE, senior, reasons="His words", weighed=WEIGHED, rests_on=["prevent"]
            )
            form = bookings.form_of(case.application.latest)
            assert not form.speakers
            assert form.hirer_phone == "01632 960002"


def test_the_hirer_reads_what_becomes_of_the_change(house: House, booked: int) -> None:
    change(house, booked, hirer_phone="01632 960002")
    change(house, booked, purpose="Something else")
    with house.database.read() as reader:
        texts = [one.body for one in reader.scalars(select(Mail)) if "your changes" in one.subject]
    assert "does not have to be decided again" in texts[0]
    assert "while somebody looks at what you changed" in texts[1]


def test_a_change_of_time_and_space_is_shown_with_what_it_was(house: House, booked: int) -> None:
    change(house, booked, start=time(14), end=time(16))
    with house.database.read() as reader:
        case = reader.get_one(Case, booked)
        browser = house.browser()
        browser.sign_in_as(house.staff[Role.BOOKING_OFFICER].uuid)
        text = browser.get(f"/cases/{case.uuid}").text
    changed = text.partition("What changed since the decision")[2].partition("The whole application")[0]
    assert "14:00" in changed
    assert "10:00" in changed
