"""Drawing findings on a text: cutting it at every place where a highlight begins or ends. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Span:
    """A stretch of a text, in code points from `start` up to but not including `end`, and the finding's number."""

    start: int
    end: int
    number: int


@dataclass(frozen=True)
class Segment:
    """A piece of the text, and the numbers of all findings that cover it (none: plain text)."""

    text: str
    numbers: tuple[int, ...]


def segments(text: str, spans: Sequence[Span]) -> list[Segment]:
    """The text in pieces that together are the text, exactly as typed. Findings may overlap; a span that runs over the end
    of the text is cut there.
    """
    cuts = sorted({0, len(text), *(min(max(place, 0), len(text)) for s in spans for place in (s.start, s.end))})
    return [
        Segment(
            text[start:end],
            tuple(sorted(span.number for span in spans if span.start < end and span.end > start)),
        )
        for start, end in pairwise(cuts)
    ]
