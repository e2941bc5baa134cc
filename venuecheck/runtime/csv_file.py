"""CSV that opens safely: in UTF-8 with the mark that makes Excel read it so, and no cell that a spreadsheet would run.

A spreadsheet takes a cell that begins with one of = + - @ for a formula, however harmless the file (see OWASP, "CSV
Injection"). Such a cell gets an apostrophe before it, which spreadsheets take for "this is text".
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""What a cell may not begin with, the wide forms of East Asian keyboards among them."""


def as_csv(rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """The file, in pieces as the rows come."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL)
    yield b"\xef\xbb\xbf"
    for row in rows:
        writer.writerow([safe(str(cell)) for cell in row])
        if buffer.tell() > 60_000:
            yield _taken(buffer)
    yield _taken(buffer)


def safe(cell: str) -> str:
    """A cell that no spreadsheet runs. White space before a formula does not hide it."""
    return f"'{cell}" if cell.startswith(FORMULA) or cell.lstrip().startswith(FORMULA) else cell


def _taken(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()
