"""`venuecheck screen`."""

import sys
from collections.abc import Iterator
from pathlib import Path

from venuecheck.commands.errors import CommandError
from venuecheck.commands.lines import stream
from venuecheck.screening.commands import screen_lines
from venuecheck.screening.matching import ListedName, NameIndex
from venuecheck.screening.watchlist_file import ListedEntry, read_csv


def screen(file: Path, floor: float | None) -> None:
    """Answer the names of standard input against the list in a file. Rows refused are named on standard error.

    Raises CommandError when the file cannot be read.
    """
    index = _index(file)
    stream(lambda lines: screen_lines(lines, index, floor))


def _index(file: Path) -> NameIndex:
    try:
        reading = read_csv(file.read_bytes())
    except OSError as problem:
        raise CommandError(f"{file} cannot be read: {problem.strerror}.") from problem
    if reading.fault:
        raise CommandError(f"{file} cannot be read. {reading.fault}")
    for row in reading.refused:
        sys.stderr.write(f"{file}, line {row.line}: {row.reason}\n")
    return NameIndex(name for entry in reading.entries for name in _names(entry))


def _names(entry: ListedEntry) -> Iterator[ListedName]:
    yield ListedName(entry.key, entry.kind, entry.name, is_alias=False)
    for alias in entry.aliases:
        yield ListedName(entry.key, entry.kind, alias, is_alias=True)
