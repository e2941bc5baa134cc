"""The tables of what keeps watch over a case: its clock, interests, emergency approvals, conditions, and what happened."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from venuecheck.audit.guarded import Guarded
from venuecheck.runtime.database import Base, Keyed, Moment

OPEN, MET, NOT_MET = "open", "met", "not_met"


class ClockStep(Base):
    """That a step was taken because a day to decide by came near or passed: each is taken once for each such day."""

    __tablename__ = "clock_step"
    __table_args__ = (UniqueConstraint("case_id", "step", "decide_by"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"))
    step: Mapped[str]
    decide_by: Mapped[date]
    at: Mapped[datetime] = mapped_column(Moment)


class Interest(Keyed, Guarded, Base):
    """An interest that a member of staff declared in a case. The reason is theirs, the senior officers' and the auditors'."""

    __tablename__ = "interest"
    __guarded__ = ("case_id", "by", "at", "reason", "withdrawn_by", "withdrawn", "why_withdrawn")

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    by: Mapped[UUID]
    at: Mapped[datetime] = mapped_column(Moment)
    reason: Mapped[str]
    withdrawn_by: Mapped[UUID | None]
    withdrawn: Mapped[datetime | None] = mapped_column(Moment)
    why_withdrawn: Mapped[str] = mapped_column(default="")


class Override(Keyed, Guarded, Base):
    """An approval that a senior officer gave alone in an emergency, and its ratifying by another, due by `ratify_by`."""

    __tablename__ = "override"
    __guarded__ = ("case_id", "by", "at", "reason", "ratify_by", "ratified_by", "ratified", "why_ratified")

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    by: Mapped[UUID]
    at: Mapped[datetime] = mapped_column(Moment)
    reason: Mapped[str]
    ratify_by: Mapped[date]
    ratified_by: Mapped[UUID | None]
    ratified: Mapped[datetime | None] = mapped_column(Moment)
    why_ratified: Mapped[str] = mapped_column(default="")


class Condition(Keyed, Guarded, Base):
    """A condition of an approval: by when it is shown to be met, by whom ("hirer", "staff") and with what evidence.

    `said` is how the hirer says that it is met; `state` ("open", "met", "not_met") and `evidence` are what staff found.
    """

    __tablename__ = "condition"
    __guarded__ = (
        "case_id",
        "decision_id",
        "number",
        "text",
        "due",
        "shown_by",
        "asked",
        "said",
        "state",
        "evidence",
        "marked_by",
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"))
    number: Mapped[int]
    text: Mapped[str]
    due: Mapped[date]
    shown_by: Mapped[str]
    asked: Mapped[str]
    said: Mapped[str] = mapped_column(default="")
    said_at: Mapped[datetime | None] = mapped_column(Moment)
    state: Mapped[str] = mapped_column(default=OPEN)
    evidence: Mapped[str] = mapped_column(default="")
    marked_by: Mapped[UUID | None]
    marked: Mapped[datetime | None] = mapped_column(Moment)


class AfterEvent(Keyed, Guarded, Base):
    """What happened at an event: `held` ("as_applied", "differently", "not_held"), `conditions` ("kept", "not_kept", "none"),
    whether concerns were seen, and in words.
    """

    __tablename__ = "after_event"
    __guarded__ = ("case_id", "held", "conditions", "concerns", "words", "by", "at")

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), unique=True)
    held: Mapped[str]
    conditions: Mapped[str]
    concerns: Mapped[bool]
    words: Mapped[str]
    by: Mapped[UUID]
    at: Mapped[datetime] = mapped_column(Moment)
