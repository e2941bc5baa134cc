"""Which arrangement the words mean, where more than one thing is said of a group."""

import pytest

from venuecheck.equality.phrases import find
from venuecheck.equality.vocabulary import Arrangement


@pytest.mark.parametrize(
    ("text", "arrangement"),
    [
        ("No man is to sit among the women.", Arrangement.SEPARATE_AREAS),
        ("Men and women must not sit in the same rows.", Arrangement.SEPARATE_AREAS),
        ("At no time may men and women share a table.", Arrangement.SEPARATE_AREAS),
        ("Men must not talk to the women at the meal.", Arrangement.SEPARATE_AREAS),
        ("Only the men may speak, ladies can email afterwards.", Arrangement.FRONT_AND_BACK),
        ("The session is for women and will not be open to men.", Arrangement.SINGLE_SEX),
        ("Girls only coding club after school.", Arrangement.SINGLE_SEX),
        ("For the first hour ladies only, then men may come in.", Arrangement.SEPARATE_TIMES),
        ("Pool: ladies from 2 to 3, then men from 3 to 4.", Arrangement.SEPARATE_TIMES),
        ("The men are served first and the women after them.", Arrangement.FRONT_AND_BACK),
        ("A sofa for men, a sofa for women and the chairs are anybody's.", Arrangement.FREE_CHOICE),
        ("Sit anywhere you wish; one row is kept for ladies.", Arrangement.FREE_CHOICE),
        ("Lads don't come in till the lasses have been and gone.", Arrangement.SEPARATE_TIMES),
        ("We don't have the ladies in.", Arrangement.SINGLE_SEX),
        ("There will be about thirty wives. They sit in the back room.", Arrangement.SEPARATE_AREAS),
        ("Man this side, woman that side.", Arrangement.SEPARATE_AREAS),
        ("Delegates choose. A bench for men and a bench for women.", Arrangement.FREE_CHOICE),
        ("Sit where you like in your half: men to the left, women to the right.", Arrangement.SEPARATE_AREAS),
    ],
)
def test_the_words_mean(text: str, arrangement: Arrangement) -> None:
    assert {claim.arrangement for claim in find({"seating": text})} == {arrangement}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The fellas stay on deck and pass the plates down.", "The fellas stay on deck and pass the plates down"),
        ("Husbands have the hall until the vote is over.", "Husbands have the hall until the vote is over"),
        ("Wives sit by the stage, members by the door.", "Wives sit by the stage, members by the door"),
        ("Sorry lads, it's a no from us.", "Sorry lads, it's a no from us"),
        (
            "Men ask aloud, women use a card and the chair picks three.",
            "Men ask aloud, women use a card and the chair picks three",
        ),
    ],
)
def test_the_words_go_as_far_as_a_stranger_needs(text: str, words: str) -> None:
    assert [text[claim.start : claim.end] for claim in find({"seating": text})] == [words]


@pytest.mark.parametrize(
    "text",
    [
        "It is NOT for ladies only.",
        "Mums bring the cakes. They go on the table by the door.",
        "Meet outside The Quiet Woman at ten.",
        "We no longer keep the men and women apart.",
    ],
)
def test_what_arranges_nobody_is_not_found(text: str) -> None:
    assert not find({"seating": text})
