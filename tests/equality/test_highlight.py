"""Findings drawn on the words, exactly as typed."""

from hypothesis import given
from hypothesis import strategies as st

from venuecheck.equality.highlight import Segment, Span, segments

texts = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60)
spans = st.lists(st.builds(Span, st.integers(-5, 70), st.integers(-5, 70), st.integers(1, 5)), max_size=5)


def drawn(text: str, *found: tuple[int, int]) -> list[tuple[str, tuple[int, ...]]]:
    numbered = [Span(start, end, number) for number, (start, end) in enumerate(found, start=1)]
    return [(piece.text, piece.numbers) for piece in segments(text, numbered)]


def test_a_text_without_findings_is_one_piece():
    assert segments("Rows, sit anywhere", []) == [Segment("Rows, sit anywhere", ())]


def test_two_findings_that_overlap_are_both_drawn_where_they_meet():
    assert drawn("abcdef", (0, 4), (2, 6)) == [("ab", (1,)), ("cd", (1, 2)), ("ef", (2,))]


def test_an_emoji_counts_as_one():
    assert drawn("👩‍🎤 men left", (4, 12)) == [("👩‍🎤 ", ()), ("men left", (1,))]


def test_arabic_is_cut_where_it_was_typed():
    text = "الرجال يمين والنساء يسار"
    assert drawn(text, (0, 6)) == [("الرجال", (1,)), (text[6:], ())]


def test_line_ends_stay_as_they_came():
    assert drawn("a\r\nmen left\r\nb", (3, 11)) == [("a\r\n", ()), ("men left", (1,)), ("\r\nb", ())]


@given(texts, spans)
def test_the_pieces_together_are_the_text(text, found):
    assert "".join(piece.text for piece in segments(text, found)) == text


@given(texts, spans)
def test_every_place_is_marked_by_just_the_findings_that_cover_it(text, found):
    place = 0
    for piece in segments(text, found):
        for offset in range(place, place + len(piece.text)):
            covering = {span.number for span in found if span.start <= offset < span.end}
            assert set(piece.numbers) == covering
        place += len(piece.text)
