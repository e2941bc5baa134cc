"""`venuecheck equality`: JSON Lines in and out."""

import json
from typing import Any

import pytest

from venuecheck.equality.commands import equality_lines


def answers(*lines: object) -> list[dict[str, Any]]:
    typed = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    return [json.loads(line) for line in equality_lines(typed)]


def test_it_answers_each_line_in_order_with_its_id() -> None:
    told = answers({"id": 1}, {"id": "b", "arrangement": "mixed"}, "", {"id": None})
    assert [(line["id"], line["outcome"]) for line in told] == [(1, "enquire"), ("b", "none"), (None, "enquire")]


def test_a_finding_from_words_has_its_place_and_one_from_a_choice_has_none() -> None:
    form = {"id": 1, "arrangement": "screened", "chosen_by": "organiser", "openness": "public"}
    choice, words = answers(form | {"text": {"notes": "🎤 Ladies at the back"}})[0]["findings"]
    assert "start" not in choice
    assert (words["field"], words["start"], words["end"], words["quote"]) == ("notes", 2, 20, "Ladies at the back")
    assert {"rule", "outcome", "reason", "citation", "question"} <= set(words)


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("{", "not valid JSON"),
        ("[1]", "not a JSON object"),
        ({"id": 7, "arrangement": "sideways"}, "arrangement is 'sideways', which is not one of: mixed"),
        ({"id": 7, "text": "words"}, "text must be an object"),
        ({"id": 7, "text": {"notes": 3}}, "text.notes must be a string"),
        ({"id": 7, "reason": ["x"]}, "reason must be a string"),
        ({"id": 7, "openness": 3}, "openness is 3"),
    ],
)
def test_a_line_that_cannot_be_read_is_an_error_on_that_line_while_the_rest_goes_on(line: object, error: str) -> None:
    told = answers(line, {"id": 8, "arrangement": "mixed"})
    assert error in told[0]["error"]
    assert told[0]["id"] in (7, None)
    assert told[1]["outcome"] == "none"


def test_unknown_keys_are_ignored_and_empty_values_count_as_missing() -> None:
    assert (
        answers({"id": 1, "colour": "red", "arrangement": "", "chosen_by": None, "text": None})[0]["outcome"]
        == "enquire"
    )


def test_the_reason_is_no_text_to_be_searched() -> None:
    form = {
        "id": 1,
        "arrangement": "mixed",
        "reason": "Women sit at the back.",
        "text": {"reason": "Women sit at the back."},
    }
    assert answers(form)[0] == {
        "id": 1,
        "outcome": "none",
        "findings": [],
        "table_version": answers(form)[0]["table_version"],
    }
