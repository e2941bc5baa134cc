"""Bad input: an answer in bounded time, and spans exact in the text as typed."""

import gc
import random
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from venuecheck.equality.assess import Form, assess

ODD = [
    "\r\n",
    " ",
    "\u2003",
    "\u200b",
    "’",
    "“",
    "<p>",
    "</p>",
    "&nbsp;",
    "🪑",
    "العشاء",
    "ｗｏｍｅｎ",
    "\x00",
    "\u0301",
    "…",
    "—",
]
WORDS = [
    "women",
    "men",
    "sit",
    "at",
    "the",
    "back",
    "no",
    "only",
    "and",
    ",",
    ".",
    ";",
    "separate",
    "between",
    "curtain",
    "'s",
    "not",
]


def found(text: str) -> list[tuple[int, int, str]]:
    return [
        (f.start, f.end, f.quote) for f in assess(Form(text={"notes": text})).findings if f.start is not None and f.end
    ]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(ODD + WORDS + ["Women upstairs", "gents in front"]), max_size=40).map(" ".join))
@example("<b>Women</b>&nbsp;at\r\nthe back")
@example("la\u00addies sit in the wings, gents in the stalls")
def test_a_quote_is_what_stands_between_start_and_end(text: str) -> None:
    for start, end, quote in found(text):
        assert 0 <= start < end <= len(text)
        assert text[start:end] == quote


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_at_all_gets_an_answer(text: str) -> None:
    found(text)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("🎤 women at the back 🎤", "women at the back"),
        ("مساء: Women upstairs, men downstairs", "Women upstairs, men downstairs"),
        ("ＷＯＭＥＮ upstairs", "ＷＯＭＥＮ upstairs"),
        ("Tea.\r\nLadies’ rows at the back\r\nCake.", "Ladies’ rows at the back"),
        ("<p>Men&nbsp;&ndash; left;&nbsp;women &ndash; right</p>", "Men&nbsp;&ndash; left;&nbsp;women &ndash; right"),
        ("Wоmen upstairs", "Wоmen upstairs"),
    ],
)
def test_spans_stand_in_the_text_as_typed(text: str, quote: str) -> None:
    assert quote in [q for _, _, q in found(text)]


def seconds(text: str) -> float:
    """Processor time for a text: the lesser of two runs, in which nothing of other tests is cleared away."""
    gc.disable()
    try:
        return min(_once(text), _once(text))
    finally:
        gc.enable()


def _once(text: str) -> float:
    start = time.process_time()
    found(text)
    return time.process_time() - start


@pytest.mark.parametrize(
    "piece",
    [
        "The women sit at the back and the men at the front. ",
        "women ",
        "men and women ",
        "a ",
        "<",
        "'",
        "the separate ",
        "ladies' ",
        "no women may ",
        "left right ",
        "\u0301",
        "A of ",
        "at the at the ",
        "&amp;",
        "curtain between ",
    ],
)
def test_time_grows_with_the_length_of_the_text_and_no_faster(piece: str) -> None:
    found(piece)
    short, long = piece * (4_000 // len(piece)), piece * (16_000 // len(piece))
    # Four times the text: linear work takes four times as long, quadratic sixteen times.
    assert seconds(long) < 8 * max(seconds(short), 0.02) + 0.1


def test_ten_thousand_words_are_fine() -> None:
    rng = random.Random(1)
    assert seconds(" ".join(rng.choice(WORDS) for _ in range(10_000))) < 3
