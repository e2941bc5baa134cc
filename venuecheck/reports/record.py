"""How the record stands now, for the page that says in plain words what it proves."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from venuecheck.audit.checkpoint import newest
from venuecheck.audit.models import AuditEvent, AuditIncarnation, AuditSeal, AuditWitness
from venuecheck.audit.tasks import Checked, last_check
from venuecheck.audit.witness import POST, witnesses
from venuecheck.runtime.database import Reader
from venuecheck.runtime.settings import Settings


@dataclass(frozen=True)
class Witness:
    """Somebody who was given checkpoints: who in words (for all staff, so no address and no path), whether that is outside,
    and up to which event since when.
    """

    who: str
    outside: bool
    events: int
    reached: datetime | None
    trouble: str


@dataclass(frozen=True)
class Life:
    """A life of the record: since when, and how many events it took over from the one before, which a restore ended."""

    number: int
    opened: datetime
    kept: int
    lost: int


@dataclass(frozen=True)
class Standing:
    """What is proved, by whom and since when: the first event, the events that have a number, those under a signature and
    those that an outside witness holds (each with the time), what the record's own check found last, and its lives.
    """

    since: datetime | None
    events: int
    signed: int
    signed_at: datetime | None
    witnesses: tuple[Witness, ...]
    checked: Checked | None
    lives: tuple[Life, ...]

    @property
    def outside(self) -> Witness | None:
        """The witness from outside that holds most."""
        reached = [one for one in self.witnesses if one.outside and one.reached]
        return max(reached, key=lambda one: one.events, default=None)

    @property
    def open_window(self) -> int:
        """How many events are newer than what any witness from outside holds."""
        return self.events - (self.outside.events if self.outside else 0)


def standing(reader: Reader, settings: Settings) -> Standing:
    """How the record stands, read off its ends: it costs the same however long the record is."""
    last, lives = newest(reader), reader.scalars(select(AuditIncarnation).order_by(AuditIncarnation.number)).all()
    present = lives[-1].number if lives else 0
    return Standing(
        since=reader.scalar(select(AuditEvent.at).order_by(AuditEvent.id).limit(1)),
        events=reader.scalar(select(AuditSeal.number).order_by(AuditSeal.number.desc()).limit(1)) or 0,
        signed=last.size if last else 0,
        signed_at=last.at if last else None,
        witnesses=tuple(_witness(one, present) for one in witnesses(reader)),
        checked=last_check(settings.data_dir),
        lives=tuple(Life(one.number, one.opened, one.kept, one.known - one.kept) for one in lives),
    )


def _witness(one: AuditWitness, present: int) -> Witness:
    # What a witness was given of an earlier life says nothing of this one's events.
    size = one.size if one.incarnation == present else 0
    who = f"E-mail to {one.place.count('@')} people" if one.name == POST else "A folder"
    return Witness(who, one.outside, size, one.reached, one.trouble)
