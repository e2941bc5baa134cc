"""What is still to be done after a decision: emergency approvals to ratify, conditions to be shown, and what happened."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from venuecheck.accounts.models import User
from venuecheck.cases import afterwards, conditions
from venuecheck.cases.models import Case
from venuecheck.cases.watch_models import OPEN, Condition, Interest, Override
from venuecheck.runtime.clock import today
from venuecheck.runtime.database import Reader


@dataclass(frozen=True)
class ToRatify:
    """An emergency approval that waits for another senior officer."""

    case: Case
    by: str
    at: datetime
    ratify_by: date
    late: bool


@dataclass(frozen=True)
class ToShow:
    """A condition that has come back to the queue."""

    case: Case
    text: str
    due: date
    tag: tuple[str, str]
    said: bool


@dataclass(frozen=True)
class FollowUps:
    """Everything that is still to be done after a decision."""

    overrides: list[ToRatify]
    conditions: list[ToShow]
    events: list[Case]

    @property
    def total(self) -> int:
        """How many things."""
        return len(self.overrides) + len(self.conditions) + len(self.events)


def follow_ups(reader: Reader) -> FollowUps:
    """Everything that is still to be done after a decision, the most pressing first."""
    return FollowUps(overrides(reader), [_shown(*one) for one in conditions.unmet(reader)], afterwards.waiting(reader))


def overrides(reader: Reader) -> list[ToRatify]:
    """The emergency approvals that nobody has ratified, the oldest first."""
    query = (
        select(Case, Override, User.name)
        .join(Override, Override.case_id == Case.id)
        .outerjoin(User, User.uuid == Override.by)
        .where(Override.ratified.is_(None))
        .order_by(Override.id)
    )
    return [
        ToRatify(case, name or "Somebody", one.at, one.ratify_by, one.ratify_by < today())
        for case, one, name in reader.execute(query)
    ]


def _shown(case: Case, condition: Condition) -> ToShow:
    tag = conditions.STATES[condition.state]
    if condition.state == OPEN and condition.due < today():
        tag = ("Overdue", "red")
    return ToShow(case, condition.text, condition.due, tag, bool(condition.said))


@dataclass(frozen=True)
class DeclaredInterest:
    """An interest that stands, for whoever may withdraw it. Neither its reason nor the case's title is shown."""

    uuid: UUID
    reference: str
    by: UUID
    name: str
    at: datetime


def declared_interests(reader: Reader) -> list[DeclaredInterest]:
    """Every interest that stands, the newest first."""
    query = (
        select(Interest, Case, User.name)
        .join(Case, Case.id == Interest.case_id)
        .outerjoin(User, User.uuid == Interest.by)
        .where(Interest.withdrawn.is_(None))
        .order_by(Interest.id.desc())
    )
    return [
        DeclaredInterest(one.uuid, case.application.reference, one.by, name or "Somebody", one.at)
        for one, case, name in reader.execute(query)
    ]
