"""The whole record as a folder of open files, with the verifier that checks it and needs nothing else of ours."""

import hashlib
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from sqlalchemy import select

from venuecheck.audit import verifier
from venuecheck.audit.checkpoint import incarnations
from venuecheck.audit.guarded import Guarded
from venuecheck.audit.incarnations import Opened
from venuecheck.audit.lines import canonical
from venuecheck.audit.models import AuditCheckpoint, AuditEvent, AuditSeal
from venuecheck.audit.verify import Receipts, fingerprints
from venuecheck.runtime.clock import now
from venuecheck.runtime.database import Reader

VERIFIER = "verify_record.py"
README = """A venuecheck record, exported on {made}.

To check it, with Python 3.11 or newer and the package `cryptography`:

    python {verifier} . --key FILE --witness FILE_OR_FOLDER

FILE is the public key that you were given, or that you read on the council's page /receipts/key.txt. The witness is what you
kept: a mail with a checkpoint, a file with several of them, or the folder of checkpoints. Use a copy of {verifier} that you
trust: whoever changed these files could have changed that one too.

events.jsonl        every event in order, a line each, as it is hashed; no words that a person wrote, only commitments
seals.txt           the number of each event, and the hash of its line
checkpoints.txt     every signed checkpoint (c2sp.org/tlog-checkpoint)
incarnations.jsonl  the record's public keys, and how many events each life of it took over from the one before
rows.jsonl          what every guarded row (cases, decisions, roles …) is now, as a fingerprint
receipts/           for each decision notice, the proof that it stands in the record
manifest.txt        the SHA-256 of every other file, signed
"""


class ExportRefused(RuntimeError):
    """The export cannot be made. The message is fit to show."""


def export(
    reader: Reader, folder: Path, record: Opened, guarded: Iterable[type[Guarded]], receipts: Receipts
) -> dict[str, int]:
    """Write the record into a folder that is empty or not there yet; returns how many there are of each kind of thing.

    Raises ExportRefused when the folder holds anything, and OSError when it cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ExportRefused(f"{folder} is not an empty folder. Choose another: an export never writes over anything.")
    (folder / verifier.RECEIPTS).mkdir(parents=True)
    shutil.copy(Path(verifier.__file__), folder / VERIFIER)
    (folder / "README.txt").write_text(README.format(made=f"{now():%d %B %Y, %H:%M} UTC", verifier=VERIFIER), "utf-8")
    counts = {
        "events": _write(folder / verifier.EVENTS, (f"{line}\n" for line in _lines(reader))),
        "seals": _write(folder / verifier.SEALS, _seals(reader)),
        "checkpoints": _write(folder / verifier.CHECKPOINTS, _checkpoints(reader)),
        "incarnations": _write(folder / verifier.INCARNATIONS, _incarnations(reader)),
        "rows": _write(folder / verifier.ROWS, _rows(reader, guarded)),
        "receipts": sum(_write(folder / _receipt_file(name), [text]) for name, text in receipts(reader)),
    }
    _sign(folder, record)
    return counts


def _write(path: Path, parts: Iterable[str]) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        for part in parts:
            file.write(part)
            count += 1
    return count


def _lines(reader: Reader) -> Iterator[str]:
    return iter(
        reader.scalars(
            select(AuditEvent.line).join(AuditSeal).order_by(AuditSeal.number).execution_options(yield_per=1000)
        )
    )


def _seals(reader: Reader) -> Iterator[str]:
    for number, leaf in reader.execute(select(AuditSeal.number, AuditSeal.hash).order_by(AuditSeal.number)):
        yield f"{number} {leaf}\n"


def _checkpoints(reader: Reader) -> Iterator[str]:
    for note in reader.scalars(select(AuditCheckpoint.note).order_by(AuditCheckpoint.id)):
        yield f"{note}\n"


def _incarnations(reader: Reader) -> Iterator[str]:
    for one in incarnations(reader):
        yield canonical({"number": one.number, "key": str(one.key), "kept": one.kept}) + "\n"


def _rows(reader: Reader, guarded: Iterable[type[Guarded]]) -> Iterator[str]:
    for row, fingerprint in sorted(fingerprints(reader, guarded).items()):
        yield canonical({"row": row, "fingerprint": fingerprint}) + "\n"


def _receipt_file(name: str) -> str:
    return f"{verifier.RECEIPTS}/{name.partition(':')[2]}.json"


def _sign(folder: Path, record: Opened) -> None:
    """Write the manifest: what the files are, signed with the record's key."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    lines = [verifier.FORMAT, record.signer.key.name, now().isoformat()]
    for path in files:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        lines.append(f"{digest} {path.stat().st_size} {path.relative_to(folder).as_posix()}")
    text = "\n".join(lines) + "\n"
    (folder / verifier.MANIFEST).write_text(record.signer.sign(text), "utf-8")
