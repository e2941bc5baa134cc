"""A letter's text in its three forms: as mail, as page, and as tagged PDF, each with real headings and lists.

The text of a letter is plain words, in which a line of our templates that begins with `MARK` is a heading. Words that somebody
typed are given to a template through `unmarked`, so that none of theirs ever reads as a heading of ours. Lines that begin with
a dash, or that count from one, are lists, whoever wrote them. Pure but for the printing.
"""

import re
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any

from venuecheck.runtime.letters import Block, Heading, Listing, Paragraph, print_pdf

MARK = "# "
_MARKED = re.compile(f"^(?={MARK.strip()})", re.MULTILINE)
_COUNTED = re.compile(r"(\d{1,2})\. (.+)")


def unmarked(value: Any) -> Any:
    """What stands for a word in a template, so that no line of it is a heading."""
    return _MARKED.sub(" ", value) if isinstance(value, str) else value


def plain(text: str) -> str:
    """The text as a mail says it."""
    return re.sub(f"^{MARK}", "", text, flags=re.MULTILINE)


def blocks(text: str) -> list[Block]:
    """The text as page and paper show it: headings, lists and paragraphs."""
    return [block for part in re.split(r"\n\s*\n", text.strip()) for block in _blocks(part.split("\n"))]


def printed(subject: str, text: str, template: str, council: str, reference: str, on: date) -> bytes:
    """A letter as a tagged PDF, with the template's version and the reference at its foot."""
    return print_pdf(subject, blocks(text), council, reference=reference, version=template, on=on)


def _blocks(lines: list[str]) -> Iterator[Block]:
    for kind, group in groupby(lines, _kind):
        same = list(group)
        match kind:
            case "heading":
                yield from (Heading(line.removeprefix(MARK).strip()) for line in same)
            case "points":
                yield Listing([line.removeprefix("- ") for line in same])
            case "counted" if _counts(same):
                yield Listing([line.partition(". ")[2] for line in same], numbered=True)
            case _:
                yield Paragraph("\n".join(same))


def _kind(line: str) -> str:
    if line.startswith(MARK):
        return "heading"
    if line.startswith("- "):
        return "points"
    return "counted" if _COUNTED.fullmatch(line) else "words"


def _counts(lines: list[str]) -> bool:
    """Whether lines count from one: a list that a printer numbers says the same."""
    return [line.partition(".")[0] for line in lines] == [str(number) for number in range(1, len(lines) + 1)]
