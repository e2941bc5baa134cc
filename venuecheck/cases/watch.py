"""What the workflow table needs to know of the watch over a case: its clock, interests, conditions and what followed."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from venuecheck.accounts.models import User
from venuecheck.accounts.standing import deputises_for, is_trained
from venuecheck.cases.acts import Act, State
from venuecheck.cases.clock import is_late
from venuecheck.cases.deadlines import deadline
from venuecheck.cases.models import Case, Decision
from venuecheck.cases.watch_models import OPEN, AfterEvent, Condition, Interest, Override
from venuecheck.cases.workflow import rows
from venuecheck.runtime.clock import now, today
from venuecheck.runtime.database import Reader

LIFTS_CONDITIONS = (Act.GRANT.value, Act.OVERTURN.value)
"""Approvals by a senior officer that have no conditions."""


def watch(reader: Reader, case: Case, person: UUID | None) -> dict[str, Any]:
    """Those facts of a case, for a member of staff where one acts; by the names of `needs.Facts`."""
    interests = {one.by for one in interests_in(reader, case)}
    override = unratified(reader, case)
    states = [one.state for one in conditions_of(reader, case)]
    return {
        "trained": person is None or is_trained(reader, person),
        "late": is_late(deadline(reader, case), today()),
        "interest_of_actor": person in interests,
        "interest_of_another": bool(interests - {person}),
        "unratified": override is not None,
        "overridden_by_actor": override is not None and override.by == person,
        "conditions": len(states),
        "open_conditions": states.count(OPEN),
        "event_over": case.application.hold.end <= now(),
        "event_reported": what_happened(reader, case) is not None,
    }


def as_deputy(reader: Reader, state: State, act: Act, person: UUID | None) -> bool:
    """Whether somebody does an act only as the named deputy of a senior officer: their own roles have no line for it."""
    if person is None or deputises_for(reader, person) is None:
        return False
    own = reader.scalars(select(User.roles).where(User.uuid == person)).one()
    return not any(row.who & set(own) for row in rows(state, act))


def interests_in(reader: Reader, case: Case) -> list[Interest]:
    """The interests declared in a case that stand, the oldest first."""
    query = select(Interest).where(Interest.case_id == case.id, Interest.withdrawn.is_(None)).order_by(Interest.id)
    return list(reader.scalars(query))


def unratified(reader: Reader, case: Case) -> Override | None:
    """The emergency approval of a case that nobody has ratified yet."""
    query = select(Override).where(Override.case_id == case.id, Override.ratified.is_(None)).order_by(Override.id)
    return reader.scalars(query).first()


def conditions_of(reader: Reader, case: Case) -> list[Condition]:
    """The conditions that stand, in their order: those of the newest approval that had any, unless a senior officer has
    approved without conditions since.
    """
    without = select(Decision.id).where(Decision.case_id == case.id, Decision.outcome.in_(LIFTS_CONDITIONS))
    query = (
        select(Condition).where(Condition.case_id == case.id).order_by(Condition.decision_id.desc(), Condition.number)
    )
    found = list(reader.scalars(query))
    lifted = max(reader.scalars(without), default=0)
    return [one for one in found if one.decision_id == found[0].decision_id and one.decision_id > lifted]


def what_happened(reader: Reader, case: Case) -> AfterEvent | None:
    """What was recorded after the event, if it was."""
    return reader.scalar(select(AfterEvent).where(AfterEvent.case_id == case.id))
