"""Printing: decision notices and guidance packs as tagged PDF (PDF/UA-1).

What is printed is a list of typed blocks. They reach the layout (`templates/letters/letter.typ`) as data, so that no text of a
user is ever markup. The same letter gives the same bytes. A character that no font of ours can draw is printed by its number
("[U+1F600]"), since under PDF/UA one such character would otherwise refuse the whole letter.
"""

import json
import re
import struct
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import typst

from venuecheck.runtime.settings import ROOT

LAYOUT = ROOT / "templates" / "letters" / "letter.typ"
FONTS = ROOT / "templates" / "letters" / "fonts"
"""Every font that letters are printed with. Fonts of the machine are never used: they would change the bytes."""

LONGEST_RUN = 40
"""So many letters without a space may be broken, so that a long word stays on the paper."""


@dataclass(frozen=True)
class Heading:
    """A heading, of level 1 (a section) to 3. The letter's title stands above them all by itself."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """Words. Line ends are kept."""

    text: str


@dataclass(frozen=True)
class Listing:
    """Points, with bullets or (`numbered`) as steps."""

    items: Sequence[str]
    numbered: bool = False


@dataclass(frozen=True)
class Rows:
    """What is known, as pairs of a name and its value."""

    pairs: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Quotation:
    """Words exactly as somebody gave them, set apart from ours."""

    text: str


@dataclass(frozen=True)
class Link:
    """An address of a page, with the words that lead to it. Only http(s), mailto and tel addresses become links."""

    text: str
    address: str


Block = Heading | Paragraph | Listing | Rows | Quotation | Link


def print_pdf(
    title: str,
    blocks: Sequence[Block],
    council: str,
    *,
    to: Sequence[str] = (),
    reference: str = "",
    on: date | None = None,
    version: str = "",
) -> bytes:
    """The letter as a PDF/UA-1 file, in British English.

    `council` heads every page; `to` are the lines of the address; `reference` and `version` stand at the foot of every page;
    `on` is printed and is the document's date (without it the file bears none). Never fails over what the texts hold.
    """
    letter = {
        "title": title if _says_something(title) else "Letter",
        "council": council,
        "to": list(to),
        "reference": reference,
        "version": version,
        "day": f"{on.day} {on:%B %Y}" if on else "",
        "date": [on.year, on.month, on.day] if on else None,
        "blocks": [_plain(block) for block in blocks if not isinstance(block, Heading) or _says_something(block.text)],
    }
    try:
        return _compile(_each_text(letter, printable))
    except typst.TypstError as problem:
        # Letters that a font holds one by one may still not join. Then every letter beyond plain Latin goes by number.
        if "could not be displayed" not in problem.message and "codepoint" not in problem.message:
            raise
        return _compile(_each_text(letter, _latin_only))


def printable(text: str) -> str:
    """The text as it can be printed: what no single font can draw, letter and marks together, goes by its number."""
    kept: list[str] = []
    run = 0
    for letter in _letters("\n".join(text.splitlines())):
        drawn = letter if _is_drawn(letter) else _numbers(letter)
        run = 0 if letter.isspace() or letter >= "\u2e80" else run + len(drawn)
        if run > LONGEST_RUN:
            kept.append("\u200b")
            run = len(drawn)
        kept.append(drawn)
    return "".join(kept)


def _plain(block: Block) -> dict[str, Any]:
    match block:
        case Heading(text, level):
            return {"is": "heading", "text": text, "level": min(max(level, 1), 3)}
        case Paragraph(text):
            return {"is": "paragraph", "text": text, "rtl": _reads_from_the_right(text)}
        case Listing(items, numbered):
            return {"is": "numbered" if numbered else "bullets", "items": list(items)}
        case Rows(pairs):
            return {"is": "rows", "pairs": [list(pair) for pair in pairs]}
        case Quotation(text):
            return {"is": "quotation", "text": text, "rtl": _reads_from_the_right(text)}
        case Link(text, address):
            followed = re.match(r"(https?://|mailto:|tel:)[!-~]+\Z", address)
            return {"is": "link", "text": text, "href": address if followed else ""}


def _each_text(value: Any, change: Callable[[str], str]) -> Any:
    match value:
        case str():
            return change(value)
        case dict():
            # What a block is, and where a link leads, are no words to be read.
            return {key: each if key in {"is", "href"} else _each_text(each, change) for key, each in value.items()}
        case list():
            return [_each_text(each, change) for each in value]
    return value


def _compile(letter: dict[str, Any]) -> bytes:
    compiler = typst.Compiler(
        input=str(LAYOUT), root=str(LAYOUT.parent), font_paths=_fonts(), sys_inputs={"letter": json.dumps(letter)}
    )
    made = compiler.compile(format="pdf", pdf_standards=["ua-1"])
    assert isinstance(made, bytes)
    return made


@cache
def _fonts() -> Any:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def _says_something(text: str) -> bool:
    """Whether there is anything to be read: PDF/UA refuses a heading that is empty."""
    return bool(text.strip(_SPACES + _JOINERS + "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029").strip())


def _reads_from_the_right(text: str) -> bool:
    for character in text:
        if (direction := unicodedata.bidirectional(character)) in {"L", "R", "AL"}:
            return direction != "L"
    return False


def _letters(text: str) -> Iterator[str]:
    """The text in pieces of a letter and all that joins it: marks, joiners, variation selectors."""
    piece = ""
    for character in text:
        joins = unicodedata.category(character) in {"Mn", "Mc", "Me"} or character in "\u200c\u200d"
        if piece and not joins:
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def _is_drawn(letter: str) -> bool:
    if any(unicodedata.category(each) in _NEVER_DRAWN and each not in _SPACES for each in letter) or "\ufeff" in letter:
        return False
    needed = {ord(each) for each in letter if each not in _SPACES and each not in _JOINERS}
    return not needed or any(needed <= covered for covered in _coverage())


_SPACES = " \n\t\u00a0"
_JOINERS = "\u00ad\u200b\u200c\u200d\u200e\u200f" + "".join(map(chr, range(0xFE00, 0xFE10)))
"""Characters that draw nothing themselves: soft hyphens, joiners, direction marks, variation selectors."""
_NEVER_DRAWN = {"Cc", "Cs", "Co", "Cn"}
"""Controls, lone surrogates, private and unassigned characters: some fonts claim them, PDF/UA refuses them."""


def _numbers(letter: str) -> str:
    return "".join(f"[U+{ord(character):04X}]" for character in letter)


def _latin_only(text: str) -> str:
    return "".join(
        character
        if " " <= character <= "~" or character == "\n" or "\u00a0" <= character <= "\u00ff"
        else _numbers(character)
        for character in text
    )


@cache
def _coverage() -> tuple[frozenset[int], ...]:
    """The characters that each font can draw."""
    return tuple(frozenset(_characters(path.read_bytes())) for path in sorted(FONTS.glob("*.[ot]tf")))


def _characters(font: bytes) -> Iterator[int]:
    """The characters of a font's Unicode table (`cmap`, formats 4 and 12; OpenType specification 1.9)."""
    tables = struct.unpack(">H", font[4:6])[0]
    places = {
        font[at : at + 4]: struct.unpack(">II", font[at + 8 : at + 16])[0] for at in range(12, 12 + 16 * tables, 16)
    }
    start = places[b"cmap"]
    count = struct.unpack(">H", font[start + 2 : start + 4])[0]
    for number in range(count):
        platform, encoding, offset = struct.unpack(">HHI", font[start + 4 + 8 * number : start + 12 + 8 * number])
        if (platform == 0 and encoding != 5) or (platform, encoding) in {(3, 1), (3, 10)}:
            yield from _table_characters(font[start + offset :])


def _table_characters(table: bytes) -> Iterator[int]:
    form = struct.unpack(">H", table[:2])[0]
    if form == 12:
        for group in range(struct.unpack(">I", table[12:16])[0]):
            first, last, glyph = struct.unpack(">III", table[16 + 12 * group : 28 + 12 * group])
            yield from range(first + (glyph == 0), last + 1)
    elif form == 4:
        size = struct.unpack(">H", table[6:8])[0]
        ends = struct.unpack(f">{size // 2}H", table[14 : 14 + size])
        starts = struct.unpack(f">{size // 2}H", table[16 + size : 16 + 2 * size])
        for first, last in zip(starts, ends, strict=True):
            yield from range(first, min(last, 0xFFFE) + 1)
