"""Letters and packs as PDF."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from venuecheck.runtime import letters
from venuecheck.runtime.letters import Heading, Link, Listing, Paragraph, Quotation, Rows, print_pdf, printable

NAMES = [
    "Siân Ŵyn-Jones", "Ólafur Þórðarson", "Ольга Сидоренко", "Γιώργος Παπαδόπουλος", "الشيخ محمد عبد الله", "محمود می‌خواهم",
    "דוד בן־גוריון", "অমর্ত্য সেন", "சுப்பிரமணிய பாரதி", "李小龍", "山田 太郎", "김철수", "ሀይለ ሥላሴ", "हरिवंश राय बच्चन",
    "ਗੁਰਮੁਖ ਸਿੰਘ", "મોહનદાસ ગાંધી", "สมชาย ใจดี", "Նիկոլ Հայ", "გიორგი", "Nguyễn Thị Hồng",
]  # fmt: skip


def read(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf))


def words(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in read(pdf).pages).split())


def letter(*blocks: letters.Block, **more: Any) -> bytes:
    return print_pdf("Your application", blocks, "Tarn Valley Council", **more)


def test_a_letter_is_tagged_titled_and_in_british_english() -> None:
    root = read(letter(Paragraph("Dear hirer"))).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert read(letter(Paragraph("Dear hirer"))).metadata.title == "Your application"
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


def test_every_kind_of_block_is_printed() -> None:
    text = words(
        letter(
            Heading("What we decided"),
            Paragraph("Dear hirer"),
            Listing(["Bring a chair"]),
            Listing(["Ring us"], numbered=True),
            Rows([("Space", "Main hall")]),
            Quotation("as I said"),
            Link("The policy", "https://example.org/policy"),
        )
    )
    for said in ("What we decided", "Dear hirer", "Bring a chair", "1. Ring us", "Space: Main hall", "as I said"):
        assert said in text


def test_the_address_reference_version_and_day_are_printed() -> None:
    text = words(letter(to=["Ms Reed", "1 Mill Lane"], reference="VH-1", version="Version 2", on=date(2026, 5, 3)))
    for said in ("Tarn Valley Council", "Ms Reed", "1 Mill Lane", "VH-1", "Version 2", "3 May 2026", "Page 1 of 1"):
        assert said in text


def test_what_a_user_wrote_is_never_markup() -> None:
    typed = '#panic() $x$ *bold* _it_ @ref <label> // gone \\ #include "a" `raw` = not a heading'
    assert typed in words(letter(Paragraph(typed)))


def test_a_link_leads_only_to_a_page_an_address_or_a_telephone() -> None:
    assert "/Annots" in read(letter(Link("Policy", "https://example.org/"))).pages[0]
    for elsewhere in ("javascript:alert(1)", "file:///etc/passwd", "https://a b", "", "../x"):
        assert "/Annots" not in read(letter(Link("Policy", elsewhere))).pages[0]


def test_the_same_letter_is_the_same_file() -> None:
    assert letter(Paragraph("x"), on=date(2026, 5, 3)) == letter(Paragraph("x"), on=date(2026, 5, 3))
    assert letter(Paragraph("x")) == letter(Paragraph("x"))
    assert read(letter(Paragraph("x"))).metadata.creation_date is None


@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_any_script_is_printed_as_it_is_written(name: str) -> None:
    assert printable(name) == name
    assert letter(Paragraph(f"Dear {name}"))


@pytest.mark.parametrize(
    ("typed", "printed"),
    [("\x00", "[U+0000]"), ("\ue000", "[U+E000]"), ("\ud800", "[U+D800]"), ("\ufeff", "[U+FEFF]"), ("𓀀", "[U+13000]")],
)
def test_a_character_that_no_font_draws_goes_by_its_number(typed: str, printed: str) -> None:
    assert printed in words(letter(Paragraph(f"Mr {typed}")))


@pytest.mark.parametrize("typed", ["😀 👨‍👩‍👧 🏴󠁧󠁢󠁷󠁬󠁳󠁿 ✌️", "q\u0301\u0323\u0316 \u0301", "ꦗꦮ 𐌰𐌱", "a\x00\x1b\u202e\u2066"])
def test_an_odd_character_never_fails_a_letter(typed: str) -> None:
    assert letter(Heading(typed), Paragraph(typed), Rows([(typed, typed)]), to=[typed], reference=typed)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text(st.characters(), max_size=60), min_size=5, max_size=5))
def test_any_text_anywhere_makes_a_letter(texts: list[str]) -> None:
    one, two, three, four, five = texts
    blocks = [Heading(one), Listing([two, three]), Rows([(four, five)]), Quotation(one), Link(two, three)]
    assert print_pdf(one, blocks, two, to=[three], reference=four, version=five).startswith(b"%PDF")


def test_line_ends_are_kept_and_no_more_than_that() -> None:
    assert printable("one\r\ntwo\u2028three") == "one\ntwo\nthree"


def test_a_word_wider_than_the_paper_is_broken() -> None:
    pieces = printable("x" * 100).split("\u200b")
    assert "".join(pieces) == "x" * 100
    assert max(map(len, pieces)) <= letters.LONGEST_RUN


def test_letters_that_do_not_join_still_make_a_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "printable", lambda text: text)
    assert "[U+13000]" in words(letter(Paragraph("Mr 𓀀")))


def test_a_long_letter_runs_over_pages_that_each_bear_the_council_and_a_number() -> None:
    pages = read(letter(*[Paragraph("A line of words. " * 20)] * 60)).pages
    assert len(pages) > 3
    assert all("Tarn Valley Council" in page.extract_text() and "Page " in page.extract_text() for page in pages)
