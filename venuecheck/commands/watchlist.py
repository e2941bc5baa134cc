"""`venuecheck watchlist import`."""

from collections.abc import Iterator
from pathlib import Path

from venuecheck.audit.log import SYSTEM
from venuecheck.commands.errors import CommandError
from venuecheck.commands.installation import open_installation
from venuecheck.runtime.settings import Settings
from venuecheck.screening.service import import_watchlist, preview
from venuecheck.screening.watchlist_file import ListedEntry, Preview, Reading, read_csv

LARGEST = 200_000_000
"""Bytes."""


def import_file(settings: Settings, file: Path, *, dry_run: bool) -> Iterator[str]:
    """Make the watchlist what the file says, unless it is a dry run; yields the lines of the report.

    Raises CommandError, with nothing changed, when the file cannot be read.
    """
    reading = _read(file)
    database = open_installation(settings)
    try:
        if dry_run:
            with database.read() as reader:
                plan = preview(reader, reading.entries, reading.refused)
        else:
            with database.write() as tx:
                plan = import_watchlist(tx, reading.entries, reading.refused, SYSTEM)
    finally:
        database.close()
    yield from _report(plan, reading, dry_run=dry_run)


def _read(file: Path) -> Reading:
    try:
        if file.stat().st_size > LARGEST:
            raise CommandError(f"{file} is larger than {LARGEST // 1_000_000} MB.")
        reading = read_csv(file.read_bytes())
    except OSError as problem:
        raise CommandError(f"{file} cannot be read: {problem.strerror}.") from problem
    if reading.fault:
        raise CommandError(f"{file} cannot be read. {reading.fault}")
    if not reading.entries:
        # An import retires what the file does not hold: an empty one would retire the whole list.
        raise CommandError(f"{file} holds no entry that could be read, so nothing was changed.")
    return reading


def _report(plan: Preview, reading: Reading, *, dry_run: bool) -> Iterator[str]:
    for done, entries in (("add", plan.added), ("change", plan.changed), ("retire", plan.retired)):
        yield from (f"{done}: {_entry(entry)}" for entry in entries)
    yield from (f"refuse: line {row.line}: {row.reason}" for row in reading.refused)
    yield from (f"keep: {_entry(entry)}" for entry in plan.kept)
    if plan.whose_is_unknown:
        yield "Nothing is retired: the id of a refused row cannot be read, so it may be any entry's."
    said = "Would be" if dry_run else "Were"
    yield (
        f"{said} added: {len(plan.added)}; changed: {len(plan.changed)}; retired: {len(plan.retired)}; "
        f"unchanged: {plan.same + len(plan.kept)}; refused: {len(reading.refused)}."
    )


def _entry(entry: ListedEntry) -> str:
    aliases = f" (also {'; '.join(entry.aliases)})" if entry.aliases else ""
    return f"{entry.key} {entry.kind} {entry.name}{aliases}"
