"""Reading the record: events as sentences, a page at a time.

A page costs the same however long the record is. What is wanted is cut into strands, each of which one index gives in the
order of time (see `AuditEvent`): the newest of each strand are taken, and the newest of those are the page.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, false, select, tuple_, union

from venuecheck.audit.events import Event
from venuecheck.audit.models import AuditEvent, AuditSeal, PersonalValue
from venuecheck.runtime.database import Reader

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Happening:
    """One event as people read it. `words` are the personal values that are still kept, by their key; `erased` the keys of
    those that were erased. `number` is its place in the record once it is sealed.
    """

    at: datetime
    event: Event
    actor: str
    subject: str
    facts: dict[str, Any]
    words: dict[str, str]
    number: int | None
    id: int = 0
    erased: tuple[str, ...] = ()

    def sentence(self, actor_name: str, words: Mapping[str, str] | None = None) -> str:
        """What happened, with the actor by name; `words` say what is said in place of a fact that is a code."""
        said = {key: v if isinstance(v, list) else [v] for key, v in self.facts.items()}
        facts = {key: ", ".join((words or {}).get(str(v), str(v)) for v in values) for key, values in said.items()}
        try:
            return self.event.sentence.format(**facts | {"actor": actor_name})
        except KeyError:  # somebody took a fact out of the line
            return Event.UNREADABLE.sentence


@dataclass(frozen=True)
class Sought:
    """What a search means: events about any of the subjects, by any of the actors, or of any of the kinds."""

    subjects: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset()
    events: frozenset[Event] = frozenset()


@dataclass(frozen=True)
class Wanted:
    """Which events to read. What is left empty sets no limit; `since` is in, `until` is out (UTC)."""

    subjects: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset()
    events: frozenset[Event] = frozenset()
    since: datetime | None = None
    until: datetime | None = None
    sought: Sought | None = None

    def strands(self) -> Iterator["Wanted"]:
        """The same events in strands of one subject, or one actor, or one kind, or one actor and kind."""
        if self.sought is not None:
            for narrower in self._meanings(self.sought):
                yield from narrower.strands()
        elif self.subjects:
            yield from (replace(self, subjects=frozenset({one})) for one in self.subjects)
        elif self.actors and self.events:
            pairs = ((actor, event) for actor in self.actors for event in self.events)
            yield from (replace(self, actors=frozenset({a}), events=frozenset({e})) for a, e in pairs)
        elif self.actors:
            yield from (replace(self, actors=frozenset({one})) for one in self.actors)
        elif self.events:
            yield from (replace(self, events=frozenset({one})) for one in self.events)
        else:
            yield self

    def _meanings(self, sought: Sought) -> Iterator["Wanted"]:
        plain = replace(self, sought=None)
        if subjects := sought.subjects & self.subjects if self.subjects else sought.subjects:
            yield replace(plain, subjects=subjects)
        if actors := sought.actors & self.actors if self.actors else sought.actors:
            yield replace(plain, actors=actors)
        if events := sought.events & self.events if self.events else sought.events:
            yield replace(plain, events=events)

    def condition(self) -> ColumnElement[bool]:
        """The condition of one strand."""
        limits: list[ColumnElement[bool]] = []
        for column, values in ((AuditEvent.subject, self.subjects), (AuditEvent.actor, self.actors)):
            if values:
                limits.append(column == next(iter(values)) if len(values) == 1 else column.in_(sorted(values)))
        if names := sorted(event.value for event in self.events):
            limits.append(AuditEvent.event == names[0] if len(names) == 1 else AuditEvent.event.in_(names))
        if self.since is not None:
            limits.append(AuditEvent.at >= self.since)
        if self.until is not None:
            limits.append(AuditEvent.at < self.until)
        return and_(True, *limits)


@dataclass(frozen=True)
class Place:
    """A place in the record: just after the event of this moment and key, reading towards older ones."""

    at: datetime
    id: int

    def __str__(self) -> str:
        return f"{(self.at - EPOCH) // timedelta(microseconds=1)}-{self.id}"

    @classmethod
    def read(cls, text: str) -> "Place | None":
        """The place that an address names; None for anything else."""
        micros, _, key = text.partition("-")
        if not (micros.isascii() and micros.isdigit() and key.isascii() and key.isdigit()):
            return None
        if len(micros) > 16 or len(key) > 18:
            return None
        return cls(EPOCH + timedelta(microseconds=int(micros)), int(key))


@dataclass(frozen=True)
class Pageful:
    """A page of events, the newest first, and where the next one begins (None after the last)."""

    happenings: list[Happening]
    older: Place | None


def pageful(reader: Reader, wanted: Wanted, after: Place | None = None, size: int = 50) -> Pageful:
    """Up to `size` events, the newest first, from a place on."""
    rows = reader.execute(_order(wanted, after, size + 1)).all()
    ids = [row.id for row in rows[:size]]
    older = Place(rows[size - 1].at, rows[size - 1].id) if len(rows) > size else None
    found = {one.id: one for one in _read(reader, AuditEvent.id.in_(ids))}
    return Pageful([found[one] for one in ids], older)


def _order(wanted: Wanted, after: Place | None, size: int) -> Any:
    newest = (AuditEvent.at.desc(), AuditEvent.id.desc())
    strands = [
        select(AuditEvent.at, AuditEvent.id).where(strand.condition()).order_by(*newest).limit(size)
        for strand in wanted.strands()
    ] or [select(AuditEvent.at, AuditEvent.id).where(false())]
    if after is not None:
        there = tuple_(AuditEvent.at, AuditEvent.id) < tuple_(after.at, after.id)
        # The first half says the same once more, for the index.
        strands = [strand.where(AuditEvent.at <= after.at, there) for strand in strands]
    cut = [strand.subquery() for strand in strands]
    together = union(*(select(one.c.at, one.c.id) for one in cut)).subquery()
    return select(together.c.at, together.c.id).order_by(together.c.at.desc(), together.c.id.desc()).limit(size)


def history(reader: Reader, subject: str, newest_first: bool = True, without: Iterable[Event] = ()) -> list[Happening]:
    """All that happened to a subject ("application:<uuid>"), in the order of the record, but for some kinds of event."""
    names = [event.value for event in without]
    found = _read(reader, and_(AuditEvent.subject == subject, AuditEvent.event.not_in(names)))
    return sorted(found, key=lambda one: one.id, reverse=newest_first)


def _read(reader: Reader, condition: ColumnElement[bool]) -> list[Happening]:
    rows = reader.execute(select(AuditEvent, AuditSeal.number).outerjoin(AuditSeal).where(condition)).all()
    kept: dict[int, dict[str, str]] = {}
    ids = [event.id for event, _ in rows]
    for value in reader.scalars(select(PersonalValue).where(PersonalValue.event_id.in_(ids))):
        kept.setdefault(value.event_id, {})[value.key] = value.value
    return [_happening(event, number, kept.get(event.id, {})) for event, number in rows]


def _happening(event: AuditEvent, number: int | None, words: dict[str, str]) -> Happening:
    """An event as it is read; of one that somebody made unreadable, what can still be said."""
    kind, body = _KINDS.get(event.event, Event.UNREADABLE), _body(event.line)
    return Happening(
        at=event.at,
        event=kind,
        actor=event.actor,
        subject=event.subject,
        facts=body["facts"] if kind is not Event.UNREADABLE else {},
        words=words,
        number=number,
        id=event.id,
        erased=tuple(key for key in body["commitments"] if key not in words),
    )


_KINDS = {event.value: event for event in Event}


def _body(line: str) -> dict[str, dict[str, Any]]:
    try:
        body = json.loads(line)
        found = {name: body[name] for name in ("facts", "commitments")}
    except (ValueError, TypeError, LookupError):
        found = {}
    return {name: found[name] if isinstance(found.get(name), dict) else {} for name in ("facts", "commitments")}
