"""Each page: what it refuses, beside the field, with everything kept."""

from datetime import timedelta

import pytest

from tests.bookings.apply.conftest import Browser, answers, fill, form_of, kept, next_month, on
from venuecheck.audit.log import SYSTEM
from venuecheck.bookings import drafts, service
from venuecheck.bookings.models import Space
from venuecheck.runtime.clock import today
from venuecheck.runtime.database import Database


@pytest.fixture
def whole(hirer: Browser, hall: Space) -> Browser:
    """A hirer who has answered everything."""
    return fill(hirer, hall)


REFUSED = [
    ("space", {"space": ""}, "Choose a space"),
    ("space", {"space": "elsewhere"}, "This space cannot be booked any more: choose another"),
    ("when", {"day-day": ""}, "The date must include a day"),
    ("when", on(today() - timedelta(days=1)), "The date must be today or in the future"),
    ("when", {"day-year": "2999"}, "The date must be on or before"),
    ("when", {"start": ""}, "Enter the time when your event starts"),
    ("when", {"start": "7:30"}, "Start time must say whether it is morning or evening"),
    ("when", {"end": "19:00"}, "The end must be after the start"),
    ("when", {"start": "06:00"}, "The start must be between 07:00 and 23:30, when the venue is open"),
    ("when", {"end": "23:45"}, "The end must be at or before 23:30"),
    ("when", {"set_up_minutes": "1000"}, "Minutes to set up must be between 0 and 240"),
    ("when", {"clear_down_minutes": "soon"}, "Minutes to clear up must be a whole number"),
    ("when", {"layout": "none of them"}, "Choose one of the answers on the page"),
    ("you", {"hirer_name": " "}, "Enter your full name"),
    ("you", {"hirer_name": "A" * 201}, "Name must be 200 characters or fewer"),
    ("you", {"over_18": ""}, "You must be 18 or over to hire a space"),
    ("contact", {"hirer_email": ""}, "Enter your e-mail address"),
    ("contact", {"hirer_email": "ann"}, "Enter an e-mail address in the usual form, like name@example.com"),
    ("contact", {"hirer_phone": "ring me"}, "Enter a phone number, like 01632 960 001"),
    ("organisation", {"organisation_kind": ""}, "Choose a kind of organisation"),
    ("organisation", {"organisation_kind": "charity"}, "Enter the name of the organisation"),
    ("organisation", {"organisation": "Choir"}, "Choose what kind of organisation this is"),
    ("behalf", {"booking_for": "other"}, "Enter the name of whoever you are booking for"),
    ("behalf", {"on_behalf_of": "A friend"}, "Choose “Somebody else” if you book for them"),
    ("behalf", {"payer": "other"}, "Enter the name of whoever pays"),
    ("kind", {"purpose_kind": ""}, "Choose what your booking is for"),
    ("kind", {"purpose_kind": "election_meeting"}, "Enter which election the meeting is for"),
    ("event", {"title": ""}, "Enter a name for the event"),
    ("event", {"purpose": "x" * 5001}, "What will happen must be 5,000 characters or fewer"),
    ("people", {"expected_numbers": "many"}, "Number of people must be a whole number, like 40"),
    ("people", {"expected_numbers": "101"}, "Main Hall holds at most 100 people: choose a bigger space"),
    ("people", {"openness": ""}, "Choose who may come"),
    ("any-speakers", {"has_speakers": ""}, "Choose “Yes” if anyone will give a talk"),
    ("seating", {"arrangement": ""}, "Choose how people will be seated"),
    ("seating", {"chosen_by": ""}, "Choose who decides where each person sits"),
    ("seating", {"seating": ""}, "Describe the seating"),
    ("terms", {"declared": ""}, "Tick the box to accept the terms of hire"),
]


@pytest.mark.parametrize(("key", "typed", "says"), REFUSED)
def test_a_page_refuses_beside_the_field_and_keeps_everything(
    whole: Browser, hall: Space, database: Database, key: str, typed: dict[str, str], says: str
) -> None:
    before = kept(database, whole)
    fields = {name.replace("__", "-"): text for name, text in (answers(hall)[key] | typed).items() if text}
    typed = {name.replace("__", "-"): text for name, text in typed.items()}
    whole.page(key)
    answer = whole.save(key, **(fields | {name: text for name, text in typed.items() if not text}))
    assert answer.status_code == 422
    assert any(says in message for message in whole.errors), whole.errors
    assert "There is a problem" in answer.text
    assert kept(database, whole) == before


def test_a_wrong_page_shows_every_text_that_was_typed(hirer: Browser) -> None:
    typed = {"hirer_name": "<b>Zoë</b> & 'Co'", "hirer_other_names": "One\r\nTwo", "hirer_role": "x" * 301}
    hirer.page("you")
    hirer.save("you", **typed)
    assert {name: hirer.typed[name] for name in typed} == typed
    assert "<b>Zoë" not in hirer.answer.text


def test_two_wrong_fields_are_two_messages_and_two_links(hirer: Browser) -> None:
    hirer.page("you")
    text = hirer.save("you").text
    assert len(hirer.errors) == 2
    assert 'href="#hirer_name"' in text
    assert 'href="#over_18"' in text


def test_saving_a_page_twice_changes_nothing(whole: Browser, hall: Space, database: Database) -> None:
    before = form_of(database, whole)
    fill(whole, hall, "you")
    assert form_of(database, whole) == before


def test_a_page_shows_what_was_saved(whole: Browser) -> None:
    whole.page("when")
    assert {"start": "19:30", "end": "9pm", "set_up_minutes": "30"}.items() <= whole.typed.items()


def test_when_cannot_be_said_before_where(hirer: Browser) -> None:
    hirer.page("when")
    assert hirer.at == "space"


def test_a_bigger_crowd_than_the_layout_holds_is_refused(whole: Browser, hall: Space, database: Database) -> None:
    with database.read() as reader:
        rows = str(service.space_of(reader, str(hall.uuid)).layouts[0].uuid)
    whole.page("when")
    whole.save("when", **answers(hall)["when"], layout=rows)
    whole.page("people")
    whole.save("people", expected_numbers="81", openness="members")
    assert whole.errors == ["The layout “Rows” holds at most 80 people: choose another layout or space"]


def test_the_day_shows_when_the_space_is_free_without_saving(hirer: Browser, hall: Space, database: Database) -> None:
    fill(hirer, hall, "space")
    hirer.page("when")
    text = hirer.save("when", **on(next_month()), start="soon", show="free").text
    assert "07:00 to 23:30" in text
    assert hirer.errors == []
    assert hirer.typed["start"] == "soon"
    assert "when" not in kept(database, hirer)


def test_a_day_past_says_so_in_the_place_of_free_times(hirer: Browser, hall: Space) -> None:
    fill(hirer, hall, "space")
    hirer.page("when")
    assert (
        "This day cannot be booked"
        in hirer.save("when", day__day="1", day__month="1", day__year="2020", show="free").text
    )


def test_an_election_meeting_says_which_election(hirer: Browser, hall: Space, database: Database) -> None:
    fill(hirer, hall)
    hirer.page("kind")
    hirer.save("kind", purpose_kind="election_meeting", election="Tarn ward, Jo Field")
    assert form_of(database, hirer).election == "Tarn ward, Jo Field"


def test_which_election_is_left_out_of_any_other_meeting(hirer: Browser, hall: Space, database: Database) -> None:
    fill(hirer, hall)
    hirer.page("kind")
    hirer.save("kind", purpose_kind="public_talk", election="Tarn ward")
    assert form_of(database, hirer).election == ""


def test_whose_behalf_and_who_pays_are_kept(whole: Browser, database: Database) -> None:
    whole.page("behalf")
    whole.save("behalf", booking_for="other", on_behalf_of="MHN", payer="other", who_pays="A fund")
    form = form_of(database, whole)
    assert (form.on_behalf_of, form.who_pays) == ("MHN", "A fund")


def test_terms_that_changed_meanwhile_are_read_again(whole: Browser, database: Database) -> None:
    with database.write() as tx:
        service.publish_terms(tx, "New terms", by=SYSTEM)
    assert "Terms of hire and declaration" in whole.page("check").text
    assert "Send application" not in whole.answer.text
    whole.page("terms")
    whole.save("terms", terms_version=whole.typed["terms_version"], declared="yes")
    assert form_of(database, whole).terms_version == 1


def test_an_answer_that_went_stale_is_asked_again(whole: Browser, hall: Space, database: Database) -> None:
    with database.write() as tx:
        closed = service.space_of(tx, str(hall.uuid))
        service.change_space(tx, closed, name=closed.name, capacity=closed.capacity, open=False, by=SYSTEM)
    with pytest.raises(drafts.IncompleteError):
        form_of(database, whole)
    assert "Look at this again" in whole.page("check").text


def test_a_character_that_cannot_be_seen_is_taken_out_and_told(hirer: Browser) -> None:
    hirer.page("you")
    hirer.save("you", hirer_name="Ann\u202e Bee", over_18="yes")
    assert "U+202E RIGHT-TO-LEFT OVERRIDE" in hirer.errors[0]
    assert hirer.typed["hirer_name"] == "Ann Bee"
