"""Background work on the record: calling its witnesses, and checking it by itself at the start and once a day."""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from venuecheck.audit import heads, witness
from venuecheck.audit.checkpoint import Inconsistent
from venuecheck.audit.incarnations import open_record
from venuecheck.audit.sealer import stopping
from venuecheck.audit.verify import Verdict
from venuecheck.runtime import outbox
from venuecheck.runtime.clock import now
from venuecheck.runtime.database import Database
from venuecheck.runtime.settings import Settings

log = logging.getLogger(__name__)

CHECK = "audit.check"
FILE = "record.check"

WholeCheck = Callable[[Database, Settings], Verdict]
"""Checks everything, witnesses that can be reached among it (see `commands/record.py`)."""


@dataclass(frozen=True)
class Checked:
    """What the newest check of the record by itself found."""

    at: datetime
    events: int
    problems: list[str]


def tasks(settings: Settings, check: WholeCheck) -> dict[str, outbox.Task]:
    """The tasks of this package, by name."""

    def check_whole(database: Database, payload: dict[str, Any]) -> None:
        check_itself(database, settings, check)
        if database.stopped:
            return
        with database.write() as tx:
            outbox.finish(tx, payload["outbox_id"])
            tx.flush()
            outbox.queue_once(tx, CHECK, now() + witness.DAILY)

    return {
        CHECK: check_whole,
        witness.TO_FOLDER: witness.folder_task(settings),
        witness.BY_POST: witness.mail_task(settings),
    }


def begin(database: Database, settings: Settings) -> None:
    """At the start: look whether the database is the one that was signed and witnessed before (if not, nothing is written and
    everybody who wants to act is told why), appoint the witnesses, and have everything checked in the background.

    Raises KeyTrouble when the signing key cannot be used.
    """
    try:
        record = open_record(database, settings)
        with database.read() as reader:
            seen = [*heads.kept(settings.data_dir), *witness.seen(settings)]
            heads.refuse_if_behind(reader, heads.ours(seen, [record.signer.key]))
    except Inconsistent as problem:
        database.stopped = stopping(problem)
        log.error("%s", database.stopped)
        return
    with database.write() as tx:
        witness.appoint(tx, settings)
        outbox.queue_once(tx, CHECK)


def check_itself(database: Database, settings: Settings, check: WholeCheck) -> Verdict:
    """Check everything, keep what was found for the page of health, and stop all writing when the record does not hold."""
    verdict = check(database, settings)
    sentences = [f"[{one.kind}] {one.sentence}" for one in verdict.problems]
    for sentence in sentences[:20]:
        log.error("the record does not hold: %s", sentence)
    _keep(settings.data_dir, Checked(now(), verdict.events, sentences[:200]))
    if found := verdict.tampering:
        database.stopped = stopping(Inconsistent(f"[{found.kind}] {found.sentence}"))
    return verdict


def last_check(data_dir: Path) -> Checked | None:
    """What the newest check found; None before the first."""
    try:
        said = json.loads((data_dir / FILE).read_text("utf-8"))
        return Checked(datetime.fromisoformat(said["at"]), int(said["events"]), list(said["problems"]))
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _keep(data_dir: Path, checked: Checked) -> None:
    part = data_dir / f".{FILE}.part"
    part.write_text(
        json.dumps({"at": checked.at.isoformat(), "events": checked.events, "problems": checked.problems}), "utf-8"
    )
    part.replace(data_dir / FILE)
