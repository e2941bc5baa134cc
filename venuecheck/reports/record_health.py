"""Whether the record is well: how far behind its checkpoints are, whether witnesses are reached, what its own check found."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from venuecheck.audit.checkpoint import newest
from venuecheck.audit.models import AuditEvent, AuditSeal, AuditWitness
from venuecheck.audit.tasks import last_check
from venuecheck.audit.witness import POST, alone_since, witnesses
from venuecheck.runtime.clock import london, now
from venuecheck.runtime.database import Reader
from venuecheck.runtime.settings import Settings

MOST_BEHIND = timedelta(seconds=30)
"""How long an event may wait for the checkpoint that covers it."""
LONGEST_ALONE = timedelta(days=2)
"""For so long no witness may have been reached before this page says so; decisions are blocked later."""
LONGEST_UNCHECKED = timedelta(days=2)


@dataclass(frozen=True)
class Sign:
    """One thing that was looked at: its name, whether it is well, and what was seen, in plain words."""

    name: str
    well: bool
    seen: str


def record_signs(reader: Reader, settings: Settings, stopped: str) -> list[Sign]:
    """What is to be said of the record. `stopped` says why nothing is written, where that is so."""
    return [
        _checkpoint(reader),
        _witness(reader),
        _itself(settings),
        *([Sign("writing", False, stopped)] if stopped else []),
    ]


def _checkpoint(reader: Reader) -> Sign:
    last = newest(reader)
    covered = select(AuditSeal.event_id).where(AuditSeal.number == last.size).scalar_subquery() if last else 0
    waiting = reader.scalar(select(AuditEvent.at).where(AuditEvent.id > covered).order_by(AuditEvent.id).limit(1))
    well = waiting is None or now() - waiting < MOST_BEHIND
    if last is None:
        return Sign("checkpoint", well, "nothing was signed yet")
    said = f"the newest, of {_said(last.at)}, covers {last.size:,} events"
    return Sign("checkpoint", well, said if waiting is None else f"{said}; later ones wait since {_said(waiting)}")


def _witness(reader: Reader) -> Sign:
    found, since = witnesses(reader), alone_since(reader)
    well = (since is None or now() - since < LONGEST_ALONE) and not any(one.trouble for one in found if one.outside)
    if not any(one.outside for one in found):
        start = (
            "nobody outside this machine holds a checkpoint: set WITNESS_DIR to a folder elsewhere, or WITNESS_EMAIL"
        )
        return Sign("witness", True, ". ".join([start, *map(_told, found)]))
    return Sign("witness", well, ". ".join(map(_told, found)))


def _told(one: AuditWitness) -> str:
    what = f"by mail to {one.place}" if one.name == POST else f"the folder {one.place}"
    where = "" if one.outside else " (not outside: kept on the same device as the data)"
    reached = f"has {one.size:,} events since {_said(one.reached)}" if one.reached else "has none yet"
    return f"{what}{where} {reached}" + (f", and cannot be reached now: {one.trouble}" if one.trouble else "")


def _itself(settings: Settings) -> Sign:
    last = last_check(settings.data_dir)
    if last is None:
        return Sign("record", True, "its own check has not ended yet")
    if last.problems:
        return Sign(
            "record", False, f"checked {_said(last.at)}: {len(last.problems)} things do not hold. {last.problems[0]}"
        )
    well = now() - last.at < LONGEST_UNCHECKED
    return Sign("record", well, f"checked {_said(last.at)}: {last.events:,} events and all guarded rows hold")


def _said(moment: datetime) -> str:
    local = london(moment)
    return f"{local.day} {local:%B %Y, %H:%M:%S}"
