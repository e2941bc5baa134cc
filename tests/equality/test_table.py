"""The decision table: every combination of the vocabularies meets exactly one row, and the row has its source."""

import pytest

from venuecheck.equality.table import ROWS, TABLE_DATE, TABLE_VERSION, Choices, Row, decide, every_combination
from venuecheck.equality.vocabulary import (
    ARRANGEMENT_LABELS,
    CHOSEN_BY_LABELS,
    OPENNESS_LABELS,
    OUTCOME_LABELS,
    PURPOSE_LABELS,
    SEPARATION,
    Arrangement,
    ChosenBy,
    Openness,
    Outcome,
    PurposeKind,
    UnknownValueError,
    read_choice,
)

NONE, ENQUIRE, UNLAWFUL = Outcome.NONE, Outcome.ENQUIRE, Outcome.LIKELY_UNLAWFUL


def row_by_the_design(choices: Choices) -> int:
    """The table told a second time, as a chain of conditions, so that a slip in the data shows."""
    purpose, arrangement = choices.purpose_kind.value, choices.arrangement.value
    directed = choices.chosen_by in {"organiser", "speaker", "religious_rite"}
    apart = choices.arrangement in SEPARATION
    if arrangement in {"mixed", "no_seating"}:
        return 1
    if arrangement == "undecided":
        return 2
    if purpose in {"worship", "rite_or_ceremony"}:
        return 3
    if purpose == "competition":
        return 4
    if purpose in {"wellbeing_or_support", "sport"} and arrangement not in {"free_choice", "front_and_back"}:
        return 5
    own = {
        "members_meeting",
        "arts_or_performance",
        "community_event",
        "education_adults",
        "trade_or_commercial",
        "other",
    }
    if purpose in own and arrangement == "single_sex" and choices.openness == "members":
        return 6
    if purpose == "private_celebration":
        return 7 if choices.openness == "invited" else 8
    if purpose == "education_children":
        return 9 if arrangement == "single_sex" else 10 if apart and directed else 11
    if purpose == "religious_teaching":
        return 12
    if arrangement == "free_choice":
        return 13
    if apart:
        return 14 if directed and choices.openness in {"public", "ticketed", "members", "pupils"} else 15
    return 16


def test_every_combination_meets_the_row_that_the_design_gives_and_that_row_has_a_source() -> None:
    seen = set()
    for choices in every_combination():
        fitting = [row for row in ROWS if row.fits(choices)]
        assert fitting, f"no row for {choices}"
        assert decide(choices) is fitting[0]
        assert fitting[0].number == row_by_the_design(choices), choices
        assert fitting[0].citation
        assert fitting[0].reason
        seen.add(fitting[0].number)
    assert seen == set(range(1, 17))


def test_there_are_sixteen_rows_with_stable_numbers_and_a_version_with_its_date() -> None:
    assert [row.number for row in ROWS] == list(range(1, 17))
    assert len({row.name for row in ROWS}) == 16
    assert TABLE_VERSION.startswith(TABLE_DATE.isoformat())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_row_that_asks_has_a_question(row: Row) -> None:
    assert row.outcome is Outcome.NONE or row.question.endswith("?")


@pytest.mark.parametrize(
    ("number", "without", "with_reason"),
    [(5, ENQUIRE, NONE), (9, ENQUIRE, NONE), (14, UNLAWFUL, UNLAWFUL), (16, ENQUIRE, ENQUIRE), (3, NONE, NONE)],
)
def test_a_stated_aim_counts_only_where_the_row_says_so(number: int, without: Outcome, with_reason: Outcome) -> None:
    row = ROWS[number - 1]
    assert (row.outcome_given(reason_stated=False), row.outcome_given(reason_stated=True)) == (without, with_reason)


def test_every_value_has_a_plain_label() -> None:
    assert set(PURPOSE_LABELS) == set(PurposeKind)
    assert set(ARRANGEMENT_LABELS) == set(Arrangement)
    assert set(CHOSEN_BY_LABELS) == set(ChosenBy)
    assert set(OPENNESS_LABELS) == set(Openness)
    assert set(OUTCOME_LABELS) == set(Outcome)


def test_a_missing_choice_counts_as_not_known_and_an_unknown_one_is_said_plainly() -> None:
    assert read_choice(Openness, "openness", None, Openness.UNKNOWN) is Openness.UNKNOWN
    assert read_choice(Openness, "openness", "", Openness.UNKNOWN) is Openness.UNKNOWN
    with pytest.raises(UnknownValueError, match="openness is 'secret', which is not one of: public, ticketed"):
        read_choice(Openness, "openness", "secret", Openness.UNKNOWN)
    with pytest.raises(UnknownValueError):
        read_choice(Openness, "openness", 7, Openness.UNKNOWN)


def test_outcomes_rank_from_none_to_likely_unlawful() -> None:
    assert [o.weight for o in (NONE, ENQUIRE, UNLAWFUL)] == [0, 1, 2]
