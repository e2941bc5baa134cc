"""`venuecheck audit …`: checking the record, exporting it, declaring a restore."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from venuecheck import parts
from venuecheck.audit import export as record_export
from venuecheck.audit import verifier, witness
from venuecheck.audit.checkpoint import Inconsistent, incarnations
from venuecheck.audit.incarnations import declare_restore, open_record
from venuecheck.audit.keys import KeyTrouble
from venuecheck.audit.sealer import seal_now
from venuecheck.audit.verifier import Outside, Problem, Tampering, Unreadable
from venuecheck.audit.verify import Verdict
from venuecheck.cases.receipts import kept_receipts
from venuecheck.commands.errors import CommandError
from venuecheck.commands.installation import open_installation
from venuecheck.runtime.database import Database
from venuecheck.runtime.errors import StoppedError
from venuecheck.runtime.settings import Settings

LIVE = tuple(number for number in verifier.RULES if number != 11)
"""The rules that a running installation is checked by."""


@dataclass(frozen=True)
class Line:
    """A line of the report, and whether what it speaks of holds."""

    text: str
    holds: bool = True


def verify(settings: Settings, folder: Path | None, keys: Path | None, kept: Path | None) -> Iterator[Line]:
    """Check an export, or the installation where no folder is given, and say what was found.

    Raises CommandError when there is no installation to check, or what was brought from outside cannot be read.
    """
    try:
        outside = verifier.read_outside(keys, kept)
    except Unreadable as problem:
        raise CommandError(str(problem)) from problem
    if folder is not None:
        verdict = verifier.check_export(folder, outside)
        yield Line(f"The export {folder}: {verdict.events:,} events, {verdict.checkpoints:,} checkpoints.")
        yield from (Line(*line) for line in verifier.report(verdict))
        return
    with _installed(settings) as database:
        yield from _live(database, settings, outside)


def check_receipt(file: Path, keys: Path | None, kept: Path | None) -> Iterator[Line]:
    """Check a receipt. Raises CommandError when it, or what was brought from outside, cannot be read."""
    try:
        yield from (Line(*line) for line in verifier.check_receipt(file, verifier.read_outside(keys, kept)))
    except (Unreadable, OSError) as problem:
        raise CommandError(f"{file} cannot be checked: {problem}") from problem


def export(settings: Settings, to: Path) -> Iterator[str]:
    """Seal and sign what waits, and write the whole record into a folder. Raises CommandError when that cannot be done."""
    with _installed(settings) as database:
        try:
            seal_now(database, settings)
            record = open_record(database, settings)
            with database.read() as reader:
                counts = record_export.export(reader, to, record, parts.guarded(), kept_receipts)
        except (KeyTrouble, StoppedError, Inconsistent, record_export.ExportRefused) as problem:
            raise CommandError(str(problem)) from problem
        except OSError as problem:
            raise CommandError(f"{to} cannot be written: {problem.strerror}.") from problem
    yield f"The record is in {to}:"
    yield from (f"    {count:,} {name}" for name, count in counts.items())
    yield f"To check it: python {to}/{record_export.VERIFIER} {to} --key FILE --witness FILE"


def public_keys(settings: Settings) -> Iterator[str]:
    """The public keys of the record, a line each. Raises CommandError before anything was signed."""
    with _installed(settings) as database, database.read() as reader:
        found = incarnations(reader)
    if not found:
        raise CommandError("Nothing was signed yet: start the product once.")
    yield from (str(one.key) for one in found)


def restored(settings: Settings, kept: Path | None) -> Iterator[str]:
    """Declare that a backup was put back, and go on under a new name. Raises CommandError when that cannot be done."""
    try:
        seen = verifier.read_outside(None, kept).checkpoints
    except Unreadable as problem:
        raise CommandError(str(problem)) from problem
    with _installed(settings) as database:
        try:
            made = declare_restore(database, settings, [*witness.seen(settings), *seen])
            seal_now(database, settings)
        except (KeyTrouble, StoppedError) as problem:
            raise CommandError(str(problem)) from problem
        lost = made.known - made.kept
        yield f"The record goes on as number {made.number}: {made.kept:,} events kept, {lost:,} known to be lost."
        yield f"Its key from here on: {made.key}"
        yield "Tell those who keep checkpoints. The record says itself that this was declared, and when."


@contextmanager
def _installed(settings: Settings) -> Iterator[Database]:
    if not settings.database_url and not (settings.data_dir / "venuecheck.sqlite3").is_file():
        raise CommandError(f"There is no installation in {settings.data_dir}.")
    database = open_installation(settings, whole=False)  # what is missing is part of the answer
    try:
        yield database
    finally:
        database.close()


def _live(database: Database, settings: Settings, outside: Outside) -> Iterator[Line]:
    unsigned = _seal(database, settings)
    given = outside if outside.checkpoints or outside.keys else None
    verdict = parts.check_record(database, settings, _with_folder(database, settings, given))
    found = verifier.Verdict(
        verdict.events, verdict.checkpoints, [*unsigned, *verdict.problems], list(_remarks(verdict, settings))
    )
    yield Line(
        f"The record of {settings.data_dir}: {verdict.events:,} events, {verdict.checkpoints:,} checkpoints and "
        f"{verdict.rows:,} guarded rows."
    )
    yield from (Line(*line) for line in verifier.report(found, LIVE))


def _seal(database: Database, settings: Settings) -> list[Problem]:
    """Number and sign what waits, so that all is covered; what stands in the way of that is a finding."""
    try:
        open_record(database, settings)  # also where nothing waits: a key that others can read is a finding
        seal_now(database, settings)
    except KeyTrouble as problem:
        return [Problem(8, Tampering.KEY, str(problem))]
    except Inconsistent as problem:
        return [Problem(9, Tampering.ROLLBACK, str(problem))]
    except StoppedError as problem:
        return [Problem(9, Tampering.ROLLBACK, problem.sentence)]
    except (ValueError, LookupError, TypeError) as problem:
        return [Problem(0, Tampering.UNREADABLE, f"What waits for its seal cannot be read: {problem}")]
    return []


def _with_folder(database: Database, settings: Settings, given: Outside | None) -> Outside | None:
    """What was brought, and what the witness folder holds beside it."""
    if given is None:
        return None
    with database.read() as reader:
        folder = witness.folder_holds(reader, settings)
    return replace(
        folder,
        checkpoints=[*given.checkpoints, *folder.checkpoints],
        keys=given.keys,
        unreadable=[*given.unreadable, *folder.unreadable],
    )


def _remarks(verdict: Verdict, settings: Settings) -> Iterator[str]:
    yield from verdict.remarks
    folder = witness.folder_of(settings)
    if not witness.is_elsewhere(folder, settings.data_dir):
        yield f"The witness folder {folder} lies on the same device as the data: it is no witness from outside."
