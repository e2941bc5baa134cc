"""Naming those who speak: added and removed without JavaScript, with everything kept."""

import pytest

from tests.bookings.apply.conftest import Browser, fill, form_of, kept
from venuecheck.bookings.application import Speaker
from venuecheck.bookings.models import Space
from venuecheck.runtime.database import Database


@pytest.fixture
def talk(hirer: Browser, hall: Space) -> Browser:
    """A hirer who has answered everything, and said that somebody will speak."""
    fill(hirer, hall)
    hirer.page("any-speakers")
    hirer.save("any-speakers", has_speakers="yes")
    assert hirer.at == "speakers"
    return hirer


def numbered(*names: str) -> dict[str, str]:
    return {f"speakers-{place}-name": name for place, name in enumerate(names)}


def test_every_detail_of_a_speaker_is_kept(talk: Browser, database: Database) -> None:
    told = {"name": "Prof. Ada", "other_names": "A. L.", "organisation": "Uni", "topic": "Engines"}
    told |= {"links": "https://ada.example", "refused_elsewhere": "Never"}
    talk.save("speakers", **{f"speakers-0-{name}": text for name, text in told.items()})
    assert form_of(database, talk).speakers == (Speaker(**told),)


def test_adding_a_speaker_keeps_what_was_typed_and_shows_one_more(talk: Browser) -> None:
    talk.save("speakers", **numbered("Ada"), **{"speakers-0-topic": "Engines"}, do="add")
    assert talk.answer.status_code == 200
    assert (talk.typed["speakers-0-name"], talk.typed["speakers-0-topic"]) == ("Ada", "Engines")
    assert talk.typed["speakers-1-name"] == ""
    assert talk.errors == []


def test_removing_a_speaker_keeps_the_others_in_order(talk: Browser) -> None:
    talk.save("speakers", **numbered("Ada", "Ben", "Cai"), do="remove 1")
    assert (talk.typed["speakers-0-name"], talk.typed["speakers-1-name"]) == ("Ada", "Cai")
    assert "speakers-2-name" not in talk.typed


@pytest.mark.parametrize("place", ["9", "-1", "²", "x", "", "0" * 5000])
def test_removing_nobody_changes_nothing(talk: Browser, place: str) -> None:
    talk.save("speakers", **numbered("Ada"), do=f"remove {place}")
    assert talk.typed["speakers-0-name"] == "Ada"


def test_the_last_speaker_can_be_removed_and_an_empty_one_stays(talk: Browser) -> None:
    talk.save("speakers", **numbered("Ada"), do="remove 0")
    assert talk.typed["speakers-0-name"] == ""


def test_a_speaker_needs_a_name_or_to_be_confirmed(talk: Browser) -> None:
    talk.save("speakers", **numbered("Ada", ""), **{"speakers-1-topic": "Engines"})
    assert talk.answer.status_code == 422
    assert talk.errors == ["Enter the name, say that it is still to be confirmed, or remove this speaker"]
    assert "Speaker 2: Enter the name" in talk.answer.text
    assert (talk.typed["speakers-0-name"], talk.typed["speakers-1-topic"]) == ("Ada", "Engines")


def test_a_speaker_may_be_to_be_confirmed_with_or_without_a_name(talk: Browser, database: Database) -> None:
    confirmed = {"speakers-0-to_be_confirmed": "yes", "speakers-1-to_be_confirmed": "yes"}
    talk.save("speakers", **numbered("", "Perhaps Ben", "Cai"), **confirmed)
    speakers = form_of(database, talk).speakers
    assert [(speaker.name, speaker.to_be_confirmed) for speaker in speakers] == [
        ("", True),
        ("Perhaps Ben", True),
        ("Cai", False),
    ]


def test_a_mixture_with_an_error_keeps_every_tick_and_name(talk: Browser) -> None:
    talk.save("speakers", **numbered("", "Ben", ""), **{"speakers-0-to_be_confirmed": "yes"})
    assert talk.typed["speakers-0-to_be_confirmed"] == "yes"
    assert "speakers-1-to_be_confirmed" not in talk.typed
    assert talk.typed["speakers-1-name"] == "Ben"


def test_forty_speakers_are_taken(talk: Browser, database: Database) -> None:
    talk.save("speakers", **numbered(*(f"Speaker {place}" for place in range(40))))
    assert len(form_of(database, talk).speakers) == 40


def test_three_hundred_speakers_get_a_clear_message_and_are_all_kept(talk: Browser, database: Database) -> None:
    before = kept(database, talk)
    talk.save("speakers", **numbered(*(f"Speaker {place}" for place in range(300))))
    assert talk.answer.status_code == 422
    assert "You can name up to 40 speakers, and this would be 300." in talk.answer.text
    assert talk.typed["speakers-299-name"] == "Speaker 299"
    assert kept(database, talk) == before


def test_a_forty_first_is_not_added(talk: Browser) -> None:
    talk.save("speakers", **numbered(*(f"Speaker {place}" for place in range(40))), do="add")
    assert talk.answer.status_code == 422
    assert talk.typed["speakers-39-name"] == "Speaker 39"


def test_a_name_too_long_is_told_before_one_more_is_added(talk: Browser) -> None:
    talk.save("speakers", **numbered("A" * 201), do="add")
    assert talk.errors == ["Name must be 200 characters or fewer"]
    assert talk.typed["speakers-0-name"] == "A" * 201


@pytest.mark.parametrize(
    "name", ["speakers-²-name", "speakers-x-name", "speakers--name", f"speakers-{'9' * 5000}-name"]
)
def test_a_speaker_with_no_number_is_passed_over(talk: Browser, name: str) -> None:
    assert talk.save("speakers", **{name: "Ada"}).status_code == 422


def test_numbers_with_gaps_are_closed(talk: Browser, database: Database) -> None:
    talk.save("speakers", **{"speakers-7-name": "Ada", "speakers-70000-name": "Ben"})
    assert [speaker.name for speaker in form_of(database, talk).speakers] == ["Ada", "Ben"]


def test_without_speakers_none_are_asked_for_and_none_are_sent(talk: Browser, database: Database) -> None:
    talk.save("speakers", **numbered("Ada"))
    talk.page("any-speakers")
    talk.save("any-speakers", has_speakers="no")
    assert form_of(database, talk).speakers == ()
    assert "Ada" not in talk.page("check").text
