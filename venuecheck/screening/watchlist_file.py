"""Reading a watchlist from a file, and comparing it with what is there. Pure."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from venuecheck.runtime.text import clean, one_line

COLUMNS = ("id", "kind", "name", "aliases")
KINDS = ("person", "organisation")
LONGEST_KEY = 100
LONGEST_NAME = 300
LONGEST_REASON = 4000
MOST_ROWS = 1_000_000


@dataclass(frozen=True)
class ListedEntry:
    """One entry as a file holds it."""

    key: str
    kind: str
    name: str
    aliases: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class RefusedRow:
    """A row that cannot be taken, with its line in the file and the reason. `key` is its id, or empty when even that
    cannot be read.
    """

    line: int
    reason: str
    key: str = ""


@dataclass(frozen=True)
class Reading:
    """What a file holds: entries in order, and rows refused. `fault` says why nothing at all could be read."""

    entries: tuple[ListedEntry, ...] = ()
    refused: tuple[RefusedRow, ...] = ()
    fault: str = ""


@dataclass(frozen=True)
class Preview:
    """What an import adds, changes and retires; how many stay as they are.

    `kept` are the entries in force that stand in no row that could be taken and are not retired all the same, because a row
    was refused that is theirs, or may be. `whose_is_unknown`: a row was refused whose id cannot be read, so that it may be
    any entry's, and nothing is retired.
    """

    added: tuple[ListedEntry, ...]
    changed: tuple[ListedEntry, ...]
    retired: tuple[ListedEntry, ...]
    same: int
    kept: tuple[ListedEntry, ...] = ()
    whose_is_unknown: bool = False


def read_csv(content: bytes) -> Reading:
    """Read a watchlist from CSV in UTF-8 with the columns id, kind, name, aliases (divided by semicolons) and, if it
    likes, reason. Never raises: what is wrong is said, with its line.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content[: problem.start].count(b"\n") + 1
        return Reading(fault=f"The file is not UTF-8 text: line {line} holds a byte that cannot be read.")
    if "\0" in text:
        return Reading(fault="The file holds NUL characters: it is not a CSV text file.")
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [column.strip().lower() for column in next(rows, [])]
    except csv.Error as problem:
        return Reading(fault=f"Line 1 is not CSV: {problem}.")
    missing = [column for column in COLUMNS if column not in header]
    if missing:
        return Reading(fault=f"The first line must name the columns {', '.join(COLUMNS)}; {missing[0]} is missing.")
    return _read_rows(rows, header)


def _read_rows(rows: Iterable[list[str]], header: Sequence[str]) -> Reading:
    entries: list[ListedEntry] = []
    refused: list[RefusedRow] = []
    seen: set[str] = set()
    reader = iter(rows)
    while True:
        line = getattr(rows, "line_num", len(entries)) + 1
        try:
            cells = next(reader, None)
        except csv.Error as problem:
            # What comes after is unread: to go on would retire entries that the file may well hold.
            return Reading(fault=f"Line {line} is not CSV ({problem}), so that nothing after it could be read.")
        if cells is None:
            break
        if not any(cell.strip() for cell in cells):
            continue
        row = dict(zip(header, cells, strict=False))
        read = _read_row(row, len(cells), len(header), seen)
        if isinstance(read, str):
            # In a row with a comma too many or too few, only the first cell is sure to be what its column says.
            has_key = len(cells) == len(header) or header[0] == "id"
            refused.append(RefusedRow(line, read, _key(row) if has_key else ""))
        else:
            seen.add(read.key)
            entries.append(read)
    return Reading(tuple(entries), tuple(refused))


def _read_row(row: dict[str, str], cells: int, columns: int, seen: set[str]) -> ListedEntry | str:
    if cells != columns:
        return f"it has {cells} cells where the first line names {columns} columns"
    key = _key(row)
    kind, name = (one_line(clean(row[column])) for column in ("kind", "name"))
    aliases = tuple(dict.fromkeys(one_line(clean(a)) for a in row["aliases"].split(";") if a.strip()))
    reason = clean(row.get("reason", "")).strip()
    kind = kind.lower()
    if not key:
        return f"it has no id, or one longer than {LONGEST_KEY} characters"
    if key in seen:
        return f"the id {key} stands in the file twice"
    if kind not in KINDS:
        return f"its kind must be person or organisation, not “{kind[:40]}”"
    if not any(character.isalnum() for character in name):
        return "it has no name"
    if any(len(text) > LONGEST_NAME for text in (name, *aliases)):
        return f"a name in it is longer than {LONGEST_NAME} characters"
    if len(reason) > LONGEST_REASON:
        return f"its reason is longer than {LONGEST_REASON} characters"
    return ListedEntry(key, kind, name, tuple(alias for alias in aliases if alias != name), reason)


def _key(row: dict[str, str]) -> str:
    """A row's id, or empty when it has none that can be used."""
    key = one_line(clean(row["id"]))
    return key if len(key) <= LONGEST_KEY else ""


def compare(
    present: Iterable[ListedEntry], wanted: Sequence[ListedEntry], refused: Sequence[RefusedRow] = ()
) -> Preview:
    """What makes the list in force (`present`) into the one wanted. A row that was refused retires nobody."""
    before = {entry.key: entry for entry in present}
    after = {entry.key for entry in wanted}
    spared = {row.key for row in refused}
    added = tuple(entry for entry in wanted if entry.key not in before)
    changed = tuple(entry for entry in wanted if entry.key in before and before[entry.key] != entry)
    gone = [entry for key, entry in before.items() if key not in after]
    retired = tuple(entry for entry in gone if entry.key not in spared and "" not in spared)
    kept = tuple(entry for entry in gone if entry.key in spared or "" in spared)
    return Preview(added, changed, retired, len(wanted) - len(added) - len(changed), kept, "" in spared)
