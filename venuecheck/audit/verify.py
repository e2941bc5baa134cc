"""Checking the record of a running installation: the verifier's rules, and those that only its database can be asked.

The rules by their numbers (`verifier.RULES`):
0. every value can be read as what its column holds: whoever changes a database by hand can write anything into it;
1. the triggers that keep the record append-only are there and say what they should, and no other lies on its tables;
2. seals are numbered from 1 without gaps, each event has one, and none names an event that is gone;
3. each event is what its seal says;
4. an event's searchable columns say what its line says;
5. a personal value that is still kept fits the commitment in its event;
6. each guarded row has the fingerprint that the last event about it gives, no guarded row is unknown to the record, and
   none that the record knows is gone;
7. what else must fit, as other parts say (`further`): rows that follow from guarded ones are those that follow;
8. to 12.: checkpoints, witnesses, receipts and restores, as `verifier.py` says.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, String, cast, func, select, text, type_coerce

from venuecheck.audit import verifier
from venuecheck.audit.checkpoint import incarnations
from venuecheck.audit.guarded import Guarded, fingerprint, row_name
from venuecheck.audit.lines import commitment
from venuecheck.audit.log import unsealed
from venuecheck.audit.models import APPEND_ONLY, AuditCheckpoint, AuditEvent, AuditSeal, PersonalValue
from venuecheck.audit.verifier import NOBODY, Outside, Problem, Record, Tampering
from venuecheck.runtime.database import Reader
from venuecheck.runtime.schema import broken_triggers

Further = Callable[[Reader], Iterable[str]]
"""A check that another part brings: what does not hold, in sentences."""
Receipts = Callable[[Reader], Iterable[tuple[str, str]]]
"""The receipts that another part keeps: the name of each's row ("notice:<uuid>"), and its text."""


TAMPERED = frozenset({2, 3, 8, 9, 12})
"""The rules about the record itself: where one is broken, nothing may be written on top of it."""


@dataclass(frozen=True)
class Verdict:
    """What a check found: how many events, guarded rows and checkpoints were looked at, every problem, and what else the
    reader should know.
    """

    events: int
    rows: int
    checkpoints: int
    problems: tuple[Problem, ...]
    remarks: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether every check ran and held."""
        return not self.problems

    @property
    def tampering(self) -> Problem | None:
        """The first sign that the record itself does not hold, so that nothing may be written on top of it. A file of a witness
        that cannot be read is none: whoever can write to a share should not be able to stop all work.
        """
        signs = (one for one in self.problems if one.rule in TAMPERED and one.kind is not Tampering.UNREADABLE)
        return next(signs, None)


def verify(
    reader: Reader,
    guarded: Iterable[type[Guarded]],
    triggers: Mapping[str, str] = APPEND_ONLY,
    further: Iterable[Further] = (),
    receipts: Receipts = lambda _reader: (),
    outside: Outside = NOBODY,
) -> Verdict:
    """Check the whole record against the rules above. Reads everything; changes nothing.

    `triggers` are those that must be there, by name, with their statements; `outside` is what witnesses hold.
    """
    try:
        return _verify(reader, tuple(guarded), triggers, further, receipts, outside)
    except (ValueError, TypeError, AttributeError, LookupError) as problem:
        sentence = f"A value in the record or in a guarded row cannot be read, so the check could not end: {problem}"
        return Verdict(0, 0, 0, (Problem(0, Tampering.UNREADABLE, sentence),))


def _verify(
    reader: Reader,
    guarded: tuple[type[Guarded], ...],
    triggers: Mapping[str, str],
    further: Iterable[Further],
    receipts: Receipts,
    outside: Outside,
) -> Verdict:
    problems = [*_bad_triggers(reader, guarded, triggers), *_bad_seals(reader)]
    events = _Events(reader)
    taken = verifier.read_lines(events.lines())
    # What was done a moment ago has no number yet, but its rows and words are there, and it speaks for them.
    waiting = unsealed(reader)
    events.take_words(waiting)
    rows, state = _state(reader, guarded, taken.rows | verifier.read_lines(line.encode() for _, line in waiting).rows)
    record = Record(
        taken.leaves,
        events.sealed,
        events.line,
        incarnations(reader),
        _checkpoints(reader),
        state_fits=not state,
    )
    keys = outside.keys or [one.key for one in record.incarnations]
    problems += events.problems + _bad_values(reader, events.commitments) + state
    problems += [Problem(7, Tampering.STATE, sentence) for check in further for sentence in check(reader)]
    problems += verifier.examine(record, outside)
    problems += verifier.receipt_problems(receipts(reader), record, keys)
    remarks = [*verifier.declared_restores(record), *verifier.remarks_on(record, outside, taken.earlier)]
    if waiting:
        remarks.append(f"{len(waiting):,} events happened just now and wait for their number.")
    return Verdict(len(taken.leaves), rows, len(record.checkpoints), tuple(problems), tuple(remarks))


class _Events:
    """The sealed events in order, read once: their lines, what was sealed, and what is wrong with each by itself."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.sealed: list[bytes] = []
        self.problems: list[Problem] = []
        self.commitments: dict[int, dict[str, str]] = {}

    def lines(self) -> Iterator[bytes]:
        """Every line, as it is hashed."""
        for place, row in enumerate(self.reader.execute(_EVENTS.execution_options(yield_per=1000)), start=1):
            self._look(place, row)
            yield row.line.encode()

    def line(self, index: int) -> bytes:
        """The line of the event at an index from 0; nothing where there is none."""
        found = select(AuditEvent.line).join(AuditSeal).order_by(AuditSeal.number).offset(index).limit(1)
        return (self.reader.scalar(found) or "").encode()

    def take_words(self, waiting: Iterable[tuple[int, str]]) -> None:
        """Take the commitments of events that have no number yet, by id and line."""
        self.commitments |= {event_id: _body(line).get("commitments") or {} for event_id, line in waiting}

    def _look(self, place: int, row: Row[Any]) -> None:
        self.sealed.append(bytes.fromhex(row.hash))
        before = self.problems[-1:] == [] or self.problems[-1].rule != 2
        if row.number != place and before:
            sentence = f"Event {place:,} carries the number {row.number:,}: events were removed, added or moved."
            self.problems.append(Problem(2, Tampering.DELETE, sentence))
        body = _body(row.line)
        if not _columns_agree(row, body):
            sentence = f"Event {place:,}: its columns do not say what its sealed line says."
            self.problems.append(Problem(4, Tampering.EDIT, sentence))
        if committed := body.get("commitments"):
            self.commitments[row.id] = committed


def _as_kept(column: Any) -> ColumnElement[Any]:
    """A column's value as the database keeps it, which is quicker than what it stands for."""
    return type_coerce(column, String)


_EVENTS = (
    select(
        AuditEvent.id,
        _as_kept(AuditEvent.uuid).label("uuid"),
        cast(AuditEvent.at, String).label("at"),
        AuditEvent.event,
        AuditEvent.actor,
        AuditEvent.subject,
        AuditEvent.line,
        AuditSeal.number,
        AuditSeal.hash,
    )
    .join(AuditSeal, AuditSeal.event_id == AuditEvent.id)
    .order_by(AuditSeal.number)
)


def _body(line: str) -> dict[str, Any]:
    try:
        body = json.loads(line)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _columns_agree(row: Row[Any], body: dict[str, Any]) -> bool:
    if (row.event, row.actor, row.subject) != (body.get("event"), body.get("actor"), body.get("subject")):
        return False
    # "2026-11-24 04:15:01.000000" in the column is "2026-11-24T04:15:01+00:00" in the line.
    said = str(body.get("at")).replace("T", " ").removesuffix("+00:00")
    at = row.at if "." in said else row.at.removesuffix(".000000")
    return bool(at == said and row.uuid.replace("-", "") == str(body.get("uuid")).replace("-", ""))


def _checkpoints(reader: Reader) -> list[tuple[int, verifier.Checkpoint]]:
    found = []
    for row in reader.scalars(select(AuditCheckpoint).order_by(AuditCheckpoint.id)):
        notes = verifier.read_checkpoints(row.note)
        if len(notes) != 1 or notes[0].size != row.size or row.note != verifier.written(notes[0]):
            raise ValueError(f"the checkpoint of {row.size:,} events is no checkpoint")
        found.append((row.incarnation, notes[0]))
    return found


def _bad_triggers(reader: Reader, guarded: Iterable[type[Guarded]], triggers: Mapping[str, str]) -> Iterator[Problem]:
    for fault in broken_triggers(reader.connection(), triggers):
        yield Problem(1, Tampering.PREPARED, f"{fault} The table could have been rewritten.")
    if reader.connection().dialect.name != "sqlite":
        return
    watched = {model.__tablename__ for model in guarded}
    for name, table in reader.execute(text("SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'")):
        if name not in triggers and name not in APPEND_ONLY and (table in watched or table.startswith("audit_")):
            sentence = (
                f"A trigger that is not the product's, {name}, lies on the table {table}, and could change it unseen."
            )
            yield Problem(1, Tampering.PREPARED, sentence)


def _bad_seals(reader: Reader) -> Iterator[Problem]:
    # Events after the last that was sealed wait for the sealer.
    last = select(func.coalesce(func.max(AuditSeal.event_id), 0)).scalar_subquery()
    skipped = select(AuditEvent.id).outerjoin(AuditSeal).where(AuditSeal.number.is_(None), AuditEvent.id < last)
    for event_id in reader.scalars(skipped):
        yield Problem(2, Tampering.INSERT, f"The event in row {event_id} has no seal.")
    for number in reader.scalars(
        select(AuditSeal.number)
        .outerjoin(AuditEvent, AuditEvent.id == AuditSeal.event_id)
        .where(AuditEvent.id.is_(None))
    ):
        yield Problem(2, Tampering.DELETE, f"Seal {number:,} names an event that is gone.")


def _bad_values(reader: Reader, commitments: dict[int, dict[str, str]]) -> list[Problem]:
    problems = []
    for value in reader.scalars(select(PersonalValue).execution_options(yield_per=1000)):
        if commitments.get(value.event_id, {}).get(value.key) != commitment(value.salt, value.value):
            sentence = f"The words kept with event row {value.event_id} ({value.key}) are not those recorded."
            problems.append(Problem(5, Tampering.STATE, sentence))
    return problems


def fingerprints(reader: Reader, guarded: Iterable[type[Guarded]]) -> dict[str, str]:
    """What every guarded row is now."""
    return {
        row_name(row): fingerprint(row)
        for model in guarded
        for row in reader.scalars(select(model).execution_options(yield_per=1000))
    }


def _state(
    reader: Reader, guarded: tuple[type[Guarded], ...], expected: dict[str, str | None]
) -> tuple[int, list[Problem]]:
    found, tables = fingerprints(reader, guarded), {model.__tablename__ for model in guarded}
    known = {row: last for row, last in expected.items() if row.partition(":")[0] in tables}
    return len(found), list(verifier.state_problems(known, found))
