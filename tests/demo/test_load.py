"""The forty applications of `hire-forms.jsonl` go through the use cases, and each reaches the lane that it should."""

import json
from pathlib import Path

import pytest

from tests.demo.conftest import staged
from venuecheck import parts
from venuecheck.demo.load import load
from venuecheck.demo.stage import Stage

FILE = Path(__file__).parents[1] / "screening" / "fixtures" / "hire-forms.jsonl"
LINES = FILE.read_text(encoding="utf-8").splitlines()
FORMS = {form["id"]: form for form in map(json.loads, LINES)}


@pytest.fixture(scope="module")
def loaded(demo_council, tmp_path_factory):
    """What became of each application, and the installation that they went into."""
    with staged(demo_council, tmp_path_factory.mktemp("loaded")) as stage:
        yield stage, {answer["id"]: answer for answer in load(stage, LINES)}


def among(expected):
    return expected if isinstance(expected, list) else [expected]


@pytest.mark.parametrize("key", FORMS)
def test_it_reaches_the_lane_that_it_should(loaded, key):
    expected = FORMS[key]["expected"]
    assert loaded[1][key].get("lane") in [expected["lane"], *expected.get("accept", [])], expected["why"]


@pytest.mark.parametrize("key", FORMS)
def test_it_raises_the_entries_that_it_should(loaded, key):
    found = {match["entry"] for match in loaded[1][key]["matches"]}
    assert found >= set(FORMS[key]["expected"]["matches"])


@pytest.mark.parametrize("key", FORMS)
def test_its_seating_has_the_outcome_that_it_should(loaded, key):
    assert loaded[1][key]["equality"] in among(FORMS[key]["expected"]["equality"])


@pytest.mark.parametrize("key", [key for key, form in FORMS.items() if "same_as" in form])
def test_two_that_are_the_same_but_for_who_asks_are_treated_alike(loaded, key):
    mine, other = loaded[1][key], loaded[1][FORMS[key]["same_as"]]
    assert (mine["lane"], mine["equality"]) == (other["lane"], other["equality"])


@pytest.mark.parametrize("key", [key for key, form in FORMS.items() if "never_strong" in form])
def test_a_common_name_is_never_a_strong_match(loaded, key):
    strong = {match["entry"] for match in loaded[1][key]["matches"] if match["band"] == "strong"}
    assert not strong & set(FORMS[key]["never_strong"])


def test_a_taken_slot_offers_the_nearest_free_times(loaded):
    nearest = loaded[1]["H032"]["nearest"]
    assert nearest
    assert set(nearest[0]) == {"venue", "space", "start", "end"}


def test_a_change_after_approval_is_the_same_application(loaded):
    assert loaded[1]["H034"]["reference"] == loaded[1]["H033"]["reference"]


def test_the_record_holds_afterwards(loaded):
    stage: Stage = loaded[0]
    stage.seal()
    assert parts.check_record(stage.database, stage.settings).problems == ()


def test_loaded_again_every_slot_is_taken(loaded):
    assert [answer["lane"] for answer in load(loaded[0], LINES[:3])] == ["refused_slot"] * 3


SLOT = {"venue": "Tarnford Library", "space": "Room 1", "days_ahead": 70, "start": "10:00", "end": "11:00"}


def line(**says):
    return json.dumps({"id": "X1", "hirer_name": "Ona Pirmoji", "slot": SLOT} | says)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("{", "not valid JSON"),
        ("[1]", "not a JSON object"),
        ("[" * 100_000, "not valid JSON"),
        (line(slot=None), "slot must be an object"),
        (line(slot=SLOT | {"start": "ten"}), "slot must say"),
        (line(slot=SLOT | {"days_ahead": -3}), "must be today or in the future"),
        (line(slot=SLOT | {"days_ahead": 10**12}), "days_ahead"),
        (line(expected_numbers="many"), "a field does not hold what it should"),
        (line(expected_numbers=10**6), "holds at most"),
        (line(speakers=[{"name": 3}]), "a field does not hold what it should"),
        (line(arrangement="upside_down"), "upside_down"),
    ],
)
def test_a_line_that_cannot_be_taken_says_why_and_the_rest_goes_on(loaded, typed, says):
    good = line(id="X2", slot=SLOT | {"venue": "Nowhere Hall", "space": f"Room of {typed[:200]}"})
    bad, after = load(loaded[0], [typed, good])
    assert says in bad["error"]
    assert after["lane"] == "incomplete"


def test_a_venue_that_is_missing_is_added_with_its_combined_space(loaded):
    there = SLOT | {"venue": "Far Side Hall", "days_ahead": 80}
    rooms = ["Whole hall", "Snug", "Barn"]
    answers = load(loaded[0], [line(id=room, slot=there | {"space": room}) for room in rooms])
    assert [answer["lane"] for answer in answers] == ["incomplete", "refused_slot", "refused_slot"]
