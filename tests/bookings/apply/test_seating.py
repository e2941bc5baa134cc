"""How people are seated, and the question that is asked there and then."""

import pytest

from tests.bookings.apply.conftest import Browser, Question, fill, form_of
from venuecheck.bookings.models import Space
from venuecheck.runtime.database import Database

APART = {"arrangement": "single_sex", "chosen_by": "organiser", "seating": "A circle"}


@pytest.fixture
def asked(hirer: Browser, hall: Space) -> Browser:
    """A hirer whose separate seating is asked about, on the page of seating."""
    hirer.client.app.state.seating_question = _asks
    fill(hirer, hall)
    hirer.page("seating")
    return hirer


def _asks(_kind: str, arrangement: str, _by: str, _openness: str, reason: str) -> Question | None:
    return None if arrangement in {"mixed", "no_seating"} or reason else Question()


def test_mixed_seating_is_asked_nothing_more(asked: Browser) -> None:
    asked.save("seating", arrangement="mixed", chosen_by="each_person", seating="Rows")
    assert asked.at == "check"


def test_a_choice_that_needs_a_question_asks_it_there_and_then(asked: Browser) -> None:
    asked.save("seating", **APART)
    assert asked.answer.status_code == 200
    assert Question().question in asked.answer.text
    assert Question().why in asked.answer.text
    assert asked.typed["seating"] == "A circle"
    assert "reason" in asked.typed


def test_the_hirer_may_go_on_without_a_word(asked: Browser, database: Database) -> None:
    asked.save("seating", **APART)
    asked.save("seating", **APART, asked=asked.typed["asked"])
    assert asked.at == "check"
    assert form_of(database, asked).reason == ""


def test_the_answer_is_kept_as_the_reason(asked: Browser, database: Database) -> None:
    asked.save("seating", **APART)
    asked.save("seating", **APART, asked=asked.typed["asked"], reason="A group for bereaved men")
    form = form_of(database, asked)
    assert (form.arrangement, form.chosen_by, form.reason) == ("single_sex", "organiser", "A group for bereaved men")


def test_another_choice_is_asked_about_anew(asked: Browser) -> None:
    asked.save("seating", **APART)
    asked.save("seating", **{**APART, "arrangement": "screened"}, asked=asked.typed["asked"])
    assert asked.at == "seating"
    assert Question().question in asked.answer.text


def test_nothing_is_lost_if_the_hirer_leaves_at_the_question(asked: Browser, database: Database) -> None:
    asked.save("seating", **APART)
    assert form_of(database, asked).arrangement == "single_sex"


def test_another_purpose_sends_the_hirer_back_to_separate_seating(asked: Browser) -> None:
    asked.save("seating", **APART)
    asked.save("seating", **APART, asked=asked.typed["asked"])
    asked.page("kind")
    asked.save("kind", purpose_kind="public_talk")
    assert asked.at == "seating"
    assert "Look at this again" in asked.get(asked.draft).text


def test_another_purpose_leaves_mixed_seating_alone(asked: Browser) -> None:
    asked.page("kind")
    asked.save("kind", purpose_kind="public_talk")
    assert asked.at == "check"


@pytest.mark.parametrize("arrangement", ["no_seating", "undecided"])
def test_without_seats_nobody_need_say_who_decides(asked: Browser, database: Database, arrangement: str) -> None:
    asked.save("seating", arrangement=arrangement)
    assert (form_of(database, asked).arrangement, form_of(database, asked).chosen_by) == (arrangement, "unknown")
