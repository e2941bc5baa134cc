"""The form's choices are those that the equality checks know."""

import pytest

from venuecheck.bookings import vocabulary
from venuecheck.equality.vocabulary import Arrangement, ChosenBy, Openness, PurposeKind


@pytest.mark.parametrize(
    ("choices", "known"),
    [
        (vocabulary.PURPOSE_KINDS, PurposeKind),
        (vocabulary.ARRANGEMENTS, Arrangement),
        (vocabulary.CHOSEN_BY, ChosenBy),
        (vocabulary.OPENNESS, Openness),
    ],
)
def test_every_value_of_the_equality_checks_can_be_chosen_and_no_other(choices, known) -> None:
    values = [choice.value for choice in choices]
    assert sorted(values) == sorted(member.value for member in known)
    assert len(values) == len(set(values))


def test_every_choice_has_words_of_its_own() -> None:
    for choices in (vocabulary.PURPOSE_KINDS, vocabulary.ARRANGEMENTS, vocabulary.ORGANISATION_KINDS):
        words = [choice.words for choice in choices]
        assert all(words)
        assert len(words) == len(set(words))
