"""Checking holds against the rows that they have taken: the record vouches for the first, and the second follow from them."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import func, select

from venuecheck.bookings.availability import Span, widened
from venuecheck.bookings.models import RELEASED, ApplicationVersion, Hold, Occupation, space_part
from venuecheck.runtime.database import Reader

Taken = tuple[int, datetime, datetime]
"""An atomic space, and from when to when (UTC)."""


def misfits(reader: Reader) -> Iterator[str]:
    """Every hold that has taken other rows than it should, in sentences.

    One that is held or confirmed takes each atomic space of its space, from set-up to clear-down as the newest version of the
    application says; one that is released takes none.
    """
    atoms, taken = _atoms(reader), _taken(reader)
    newest = select(func.max(ApplicationVersion.id)).group_by(ApplicationVersion.application_id)
    query = (
        select(Hold, ApplicationVersion.content)
        .outerjoin(ApplicationVersion, ApplicationVersion.application_id == Hold.application_id)
        .where(ApplicationVersion.id.in_(newest) | ApplicationVersion.id.is_(None))
    )
    for hold, content in reader.execute(query.execution_options(yield_per=1000)):
        due: list[Taken] = []
        if hold.state != RELEASED:
            form = content or {}
            set_up, clear_down = int(form.get("set_up_minutes", 0)), int(form.get("clear_down_minutes", 0))
            span = widened(Span(hold.start, hold.end), set_up, clear_down)
            due = [(atom, span.start, span.end) for atom in atoms.get(hold.space_id, [hold.space_id])]
        if sorted(due) != sorted(taken.pop(hold.id, [])):
            yield f"hold:{hold.uuid} ({hold.state}) has not taken just the spaces and times that it should."
    for hold_id in sorted(taken):
        yield f"Spaces are taken by the hold in row {hold_id}, which is gone."


def _atoms(reader: Reader) -> dict[int, list[int]]:
    parts: dict[int, list[int]] = defaultdict(list)
    for whole, part in reader.execute(select(space_part.c.whole_id, space_part.c.part_id)):
        parts[whole].append(part)
    return parts


def _taken(reader: Reader) -> dict[int, list[Taken]]:
    rows: dict[int, list[Taken]] = defaultdict(list)
    for row in reader.scalars(select(Occupation).execution_options(yield_per=1000)):
        rows[row.hold_id].append((row.space_id, row.start, row.end))
    return rows
