"""What a name field really holds."""

import pytest

from venuecheck.screening.matching import parts_of_field


@pytest.mark.parametrize(
    "text",
    [
        "TBC",
        "TBC - guest from London",
        "Guest of honour to be named by the sponsor",
        "various speakers",
        "n/a",
        "",
        "...",
        "🎤",
    ],
)
def test_a_placeholder_is_no_name_and_is_asked_about(text):
    reading = parts_of_field(text)
    assert reading.is_placeholder
    assert reading.names == ()
    assert reading.question.endswith(".")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Crimson Dawn Vanguard TBC", "Crimson Dawn Vanguard"),
        ("Zebedee Quorrington (to be confirmed)", "Zebedee Quorrington"),
        ("TBC: Quorrington", "Quorrington"),
        ("guest Zebedee Quorrington tba", "Zebedee Quorrington"),
        ("Zebedee Quorrington and one other TBC", "Zebedee Quorrington"),
        ("Ann Weaver and TBC", "Ann Weaver"),
        ("guest Quorrington tbc", "Quorrington"),
        ("Zebedee TBC Quorrington", "Zebedee Quorrington"),
        ("TBC - guest from Crimson Dawn Vanguard", "Crimson Dawn Vanguard"),
        ("On the Night Collective", "On the Night Collective"),
    ],
)
def test_a_name_beside_a_placeholder_is_screened_and_stays_incomplete(text, name):
    reading = parts_of_field(text)
    assert name in reading.names
    assert (reading.is_placeholder, reading.incomplete) == (False, True)
    assert reading.question


@pytest.mark.parametrize(
    "text", ["hirer (TBC)", "TBC", "various speakers", "Will confirm the name on the night", "X", "?"]
)
def test_a_name_still_to_come_is_a_placeholder(text):
    assert parts_of_field(text).is_placeholder


@pytest.mark.parametrize(
    ("text", "incomplete"), [("TBC", True), ("speaker", True), ("n/a", False), ("None.", False), ("self", False)]
)
def test_nobody_is_a_placeholder_for_which_no_name_is_to_come(text, incomplete):
    reading = parts_of_field(text)
    assert (reading.is_placeholder, reading.incomplete) == (True, incomplete)


def test_the_thirteenth_person_in_a_field_is_read_too():
    reading = parts_of_field("; ".join(f"Ann Oth{letter}" for letter in "abcdefghijklmnop"))
    assert reading.names[-1] == "Ann Othp"
    assert not reading.incomplete


def test_more_people_than_are_read_makes_the_field_incomplete():
    reading = parts_of_field(";".join(["Ann B"] * 61))
    assert len(reading.names) == 60
    assert reading.incomplete


def test_more_text_than_is_read_makes_the_field_incomplete():
    assert parts_of_field("word " * 10_000).incomplete


def test_several_people_are_split_and_asked_about():
    reading = parts_of_field("John and Mary Smith")
    assert reading.names == ("John Smith", "Mary Smith")
    assert reading.question


@pytest.mark.parametrize("text", ["Tarnford Churches and Mosques Together Ltd", "Elmwright Jam and Chutney Club"])
def test_an_organisation_with_and_in_its_name_stays_whole(text):
    assert parts_of_field(text).names == (text,)


def test_a_long_text_is_read_in_bounded_time_and_asked_about():
    assert parts_of_field("word " * 10_000).question
