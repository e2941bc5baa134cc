"""The text gate and the clock."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from venuecheck.runtime.clock import exists_once, from_london
from venuecheck.runtime.text import clean, describe, is_blank, too_many_marks, unseen


@pytest.mark.parametrize("hidden", ["\0", "\u202e", "\u2066", "\ufeff", "\x1b", "\ud800"])
def test_what_cannot_be_seen_is_found_and_taken_out(hidden):
    assert unseen(f"Ann{hidden} Bee") == hidden
    assert clean(f"Ann{hidden} Bee") == "Ann Bee"


@pytest.mark.parametrize("text", ["می\u200cخواهم", "👩\u200d🎤", "Ann\r\nBee\t", "Ś́"])
def test_joiners_that_languages_need_are_left_alone(text):
    assert unseen(text) is None
    assert clean(text) == text


@pytest.mark.parametrize("text", ["", " \r\n", "\u200b\u200b", "\u2060\u00ad", "\u3164", "\u2800", "\u0301"])
def test_what_nobody_can_see_is_blank(text):
    assert is_blank(text)


@pytest.mark.parametrize("text", ["0", ".", " я ", "می\u200cخواهم", "e\u0301", "🎺"])
def test_what_somebody_can_see_is_not_blank(text):
    assert not is_blank(text)


def test_a_hidden_character_has_a_name():
    assert describe("\u202e") == "U+202E RIGHT-TO-LEFT OVERRIDE"


def test_heaps_of_accents_are_cut():
    heap = "a" + "\u0301" * 50
    assert too_many_marks(heap)
    assert not too_many_marks(clean(heap))


@given(st.text(alphabet=st.characters()))
def test_what_was_cleaned_is_clean(text):
    assert unseen(clean(text)) is None
    assert clean(clean(text)) == clean(text)


def test_the_hour_that_is_repeated_does_not_happen_once():
    assert not exists_once(datetime(2026, 10, 25, 1, 30))
    assert not exists_once(datetime(2026, 3, 29, 1, 30))
    assert exists_once(datetime(2026, 10, 25, 2, 30))


def test_summer_time_is_an_hour_ahead():
    assert from_london(datetime(2026, 7, 1, 19, 30)) == datetime(2026, 7, 1, 18, 30, tzinfo=UTC)
