"""A letter's words as mail, page and paper: its headings are ours, never those of whoever typed into it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from venuecheck.cases import letters
from venuecheck.cases.printing import MARK, blocks, plain, printed, unmarked
from venuecheck.runtime.clock import today
from venuecheck.runtime.letters import Heading, Listing, Paragraph
from venuecheck.runtime.settings import ROOT

TEMPLATES = sorted(path.name for path in (ROOT / "templates" / "letters").glob("*.txt"))
SCRIPTS = (
    "Żaneta Đặng · Παναγιώτης · Лідія · אברהם בן־דוד · فاطمة الزهراء · अनुष्का · வேலு · ไพลิน · 山田 太郎 · 김서연 · ግርማ"
)


def test_a_letter_is_headings_lists_and_paragraphs() -> None:
    text = "Dear Imelda,\nthank you.\n\n# Conditions\nThese apply:\n1. A chair\n2. Tickets\n\n- one\n- two\nThe end"
    assert blocks(text) == [
        Paragraph("Dear Imelda,\nthank you."),
        Heading("Conditions"),
        Paragraph("These apply:"),
        Listing(["A chair", "Tickets"], numbered=True),
        Listing(["one", "two"]),
        Paragraph("The end"),
    ]


def test_lines_that_do_not_count_from_one_keep_their_numbers() -> None:
    assert blocks("3. May was warm\n7. June was not") == [Paragraph("3. May was warm\n7. June was not")]


def test_a_mail_says_the_headings_without_their_mark() -> None:
    assert plain("# Why\nThe roof leaks") == "Why\nThe roof leaks"


@given(st.text(st.sampled_from("# \n-1.ab")), st.text(st.sampled_from("# \n-1.ab")))
def test_no_typed_word_ever_makes_a_heading(typed: str, also: str) -> None:
    written = letters._templates.from_string("# Why\n{{ typed }}\n\n{{ also }} and {{ typed }}")
    found = blocks(written.render(typed=typed, also=also))
    assert [block for block in found if isinstance(block, Heading)] == [Heading("Why")]


@given(st.text())
def test_typed_words_keep_all_their_letters(typed: str) -> None:
    assert unmarked(typed).replace(" ", "") == typed.replace(" ", "")


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_heading_of_a_template_holds_what_somebody_typed(name: str) -> None:
    for line in (ROOT / "templates" / "letters" / name).read_text(encoding="utf-8").splitlines():
        assert not line.startswith(MARK) or "{" not in line, line


def test_a_name_in_any_script_prints() -> None:
    paper = printed("Our decision", f"Dear {SCRIPTS},\n\n# Why\n{SCRIPTS}", "decline v2", SCRIPTS, "VH-1", today())
    assert paper.startswith(b"%PDF")
