"""`venuecheck demo load`."""

import json

import pytest

LINE = {
    "id": "X1",
    "hirer_name": "Ona Pirmoji",
    "purpose_kind": "members_meeting",
    "arrangement": "mixed",
    "chosen_by": "each_person",
    "openness": "members",
    "slot": {"venue": "Tarnford Library", "space": "Room 1", "days_ahead": 60, "start": "10:00", "end": "11:00"},
}


def test_it_makes_the_council_and_prints_a_line_for_each(venuecheck, tmp_path):
    file = tmp_path / "forms.jsonl"
    file.write_text(json.dumps(LINE) + "\n\n{\n", encoding="utf-8")
    answer = venuecheck("demo", "load", file)
    first, second = map(json.loads, answer.stdout.splitlines())
    assert answer.exit_code == 0
    assert (first["id"], first["lane"], first["matches"], first["equality"]) == ("X1", "plain", [], "none")
    assert "error" in second
    assert venuecheck("audit", "verify").exit_code == 0


def test_it_is_refused_to_a_real_installation(venuecheck, tmp_path):
    who = ("--name", "Ada Quill", "--email", "ada@council.invalid")
    venuecheck("accounts", "create-administrator", *who, ADMINISTRATOR_PASSWORD="lantern gravel otter")
    file = tmp_path / "forms.jsonl"
    file.write_text(json.dumps(LINE), encoding="utf-8")
    answer = venuecheck("demo", "load", file)
    assert answer.exit_code == 1
    assert "is not the demo council" in answer.stderr


@pytest.mark.parametrize("file", ["/nowhere.jsonl"])
def test_a_file_that_is_not_there_is_said_so(venuecheck, file):
    answer = venuecheck("demo", "load", file)
    assert answer.exit_code == 1
    assert "cannot be read" in answer.stderr
