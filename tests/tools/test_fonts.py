"""The fonts that letters are printed in can draw a name in any script that people here write."""

from pathlib import Path

import pytest
import typst

from tools.browser import FONTS

LETTER = """\
#set document(title: "A letter", date: none)
#set text(font: ("Noto Sans",), lang: "en")
#sys.inputs.name
"""

NAMES = {
    "Latin with marks": "Nguyễn Thị Ánh Łukasz Şeyma Ọlá",
    "Greek": "Ελένη Παπαδοπούλου",
    "Cyrillic": "Зоя Ковальчук Їжак",
    "Arabic": "محمد الأمين",
    "Urdu": "پروین ٹھاکر گے",
    "Hebrew": "שרה לוי",
    "Devanagari": "राम कृष्ण",
    "Bengali": "রহিম চৌধুরী",
    "Gurmukhi": "ਗੁਰਪ੍ਰੀਤ ਕੌਰ",
    "Gujarati": "હર્ષદ પટેલ",
    "Tamil": "தமிழ்ச்செல்வி",
    "Telugu": "వెంకటేశ్వర",
    "Kannada": "ಕೃಷ್ಣ",
    "Malayalam": "കൃഷ്ണൻ",
    "Odia": "କୃଷ୍ଣ",
    "Sinhala": "සිරිසේන",
    "Ethiopic": "አበበ ቢቂላ",
    "Chinese": "王芳 李明 龍陳麗華",
    "Japanese": "さくら サトウ 髙橋 々",
    "Korean": "김민준",
    "Thai": "สมชาย",
    "Lao": "ສົມໄຊ",
    "Khmer": "សុខា",
    "Burmese": "အောင်ဆန်း",
    "Tibetan": "བསྟན་འཛིན་",
    "Georgian": "ნინო",
    "Armenian": "Արամ Խաչատրյան",
    "Syriac": "ܐܦܪܝܡ",
    "Thaana": "މުހައްމަދު",
    "N'Ko": "ߒߞߏ",
    "Tifinagh": "ⵜⵉⴼⵉⵏⴰⵖ",
    "emoji": "😀 👩‍👩‍👧 🇬🇧 ❤️",
    "signs": "£ € ₹ № ✓ → “ ” – …",
}


def print_letter(tmp_path: Path, name: str) -> bytes:
    letter = tmp_path / "letter.typ"
    letter.write_text(LETTER, encoding="utf-8")
    pdf: bytes = typst.compile(
        letter,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"name": name},
        format="pdf",
        pdf_standards="ua-1",
    )
    return pdf


@pytest.mark.parametrize("script", NAMES)
def test_a_letter_prints_a_name_in_every_script(tmp_path: Path, script: str) -> None:
    assert print_letter(tmp_path, NAMES[script]).startswith(b"%PDF")


def test_a_letter_with_a_sign_that_no_font_has_is_refused_not_blank(tmp_path: Path) -> None:
    with pytest.raises(typst.TypstError, match="could not be displayed"):
        print_letter(tmp_path, "\U00012000")


def test_the_fonts_are_few_megabytes_and_carry_their_licence() -> None:
    assert sum(font.stat().st_size for font in FONTS.iterdir()) < 25_000_000
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text(encoding="utf-8")
