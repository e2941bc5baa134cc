"""The tables of cases and of everything that is done on one."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from venuecheck.audit.guarded import Guarded
from venuecheck.bookings.models import Application
from venuecheck.cases.acts import Lane, State
from venuecheck.cases.printing import blocks
from venuecheck.runtime.database import Base, Keyed, Moment
from venuecheck.runtime.letters import Block


class Case(Keyed, Guarded, Base):
    """Where an application stands. `event_start` repeats the hold's, so that queues need no more than this table.

    `checked_version` and `checked_list` say which version of the application was checked against which of the watchlist;
    `lane` is the lane that the last check or the last judgement put it in. `decide_by` is the day by which it is to be decided,
    as it stood at the last act, counted by the bank holidays of `nation`; `reopened` is when it was opened again.
    """

    __tablename__ = "case"
    __guarded__ = ("application_id", "state", "lane", "assigned_to")

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), unique=True)
    state: Mapped[str] = mapped_column(default=State.CHECKING.value, index=True)
    lane: Mapped[str] = mapped_column(default=Lane.PLAIN.value)
    checked_version: Mapped[int] = mapped_column(default=0)
    checked_list: Mapped[int] = mapped_column(default=0)
    assigned_to: Mapped[UUID | None]
    title: Mapped[str]
    event_start: Mapped[datetime] = mapped_column(Moment)
    nation: Mapped[str]
    decide_by: Mapped[date] = mapped_column(index=True)
    reopened: Mapped[datetime | None] = mapped_column(Moment)
    opened: Mapped[datetime] = mapped_column(Moment)
    state_since: Mapped[datetime] = mapped_column(Moment)
    application: Mapped[Application] = relationship()
    questions: Mapped[list["Question"]] = relationship(order_by="Question.id")
    notes: Mapped[list["Note"]] = relationship(order_by="Note.id")
    checks: Mapped[list["DueDiligence"]] = relationship(order_by="DueDiligence.id")
    equality_assessments: Mapped[list["EqualityAssessment"]] = relationship(order_by="EqualityAssessment.id")
    recommendations: Mapped[list["Recommendation"]] = relationship(order_by="Recommendation.id")
    decisions: Mapped[list["Decision"]] = relationship(order_by="Decision.id")


class Note(Keyed, Guarded, Base):
    """Something a colleague wrote for colleagues."""

    __tablename__ = "note"
    __guarded__ = ("case_id", "by", "at", "text")

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    by: Mapped[UUID]
    at: Mapped[datetime] = mapped_column(Moment)
    text: Mapped[str]


class Question(Keyed, Guarded, Base):
    """A question to the hirer, and the answer. While one is open the case waits for the hirer."""

    __tablename__ = "question"
    __guarded__ = ("case_id", "by", "asked", "text", "answer", "answered")

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    by: Mapped[UUID]
    asked: Mapped[datetime] = mapped_column(Moment)
    text: Mapped[str]
    answer: Mapped[str] = mapped_column(default="")
    answered: Mapped[datetime | None] = mapped_column(Moment)


class DueDiligence(Keyed, Guarded, Base):
    """A check that a person made about one person or group: an open-source search in its steps, or what somebody was asked.

    `kind` is one of `diligence.KINDS`; `day` when it was done. Of a search: its `terms`, `steps` (each {"step", "looked",
    "words"}), `links` and what was `not_found`. Of a contact: `who` was `asked` what and `answered` what, with the `handling`
    marking that they gave it. `weight` and `why` say what it counts for; `marking` who may read it: "prevent" (Prevent team,
    senior officers, auditors) or "case" (all who work the case).
    """

    __tablename__ = "due_diligence"
    __guarded__ = (
        "case_id",
        "kind",
        "about",
        "who",
        "day",
        "terms",
        "steps",
        "links",
        "asked",
        "answered",
        "handling",
        "not_found",
        "weight",
        "why",
        "marking",
        "by",
        "at",
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    kind: Mapped[str]
    about: Mapped[str]
    who: Mapped[str] = mapped_column(default="")
    day: Mapped[date]
    terms: Mapped[str] = mapped_column(default="")
    steps: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    links: Mapped[list[str]] = mapped_column(JSON, default=list)
    asked: Mapped[str] = mapped_column(default="")
    answered: Mapped[str] = mapped_column(default="")
    handling: Mapped[str] = mapped_column(default="")
    not_found: Mapped[str] = mapped_column(default="")
    weight: Mapped[str]
    why: Mapped[str]
    marking: Mapped[str]
    by: Mapped[UUID]
    at: Mapped[datetime] = mapped_column(Moment)


class EqualityAssessment(Keyed, Guarded, Base):
    """What the public sector equality duty asks to be weighed before a decline or a condition on equality grounds.

    `eliminate`, `advance` and `relations` are the duty's three aims (Equality Act 2010 s.149(1)(a) to (c)): eliminating
    discrimination, advancing equality of opportunity, fostering good relations. `affected` says who, the hirer among them.
    """

    __tablename__ = "equality_assessment"
    __guarded__ = (
        "case_id",
        "by",
        "at",
        "eliminate",
        "advance",
        "relations",
        "affected",
        "less_intrusive",
        "proportionality",
        "legal_advice",
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    eliminate: Mapped[str]
    advance: Mapped[str]
    relations: Mapped[str]
    affected: Mapped[str]
    less_intrusive: Mapped[str]
    proportionality: Mapped[str]
    legal_advice: Mapped[str]
    by: Mapped[UUID]
    at: Mapped[datetime] = mapped_column(Moment)


class Recommendation(Keyed, Guarded, Base):
    """What a Prevent officer or an equality lead recommends to the senior officer, and why.

    `expression` is on free expression, assembly and religion; `reasons` are fit to be read by the hirer, `internal` are not.
    """

    __tablename__ = "recommendation"
    __guarded__ = (
        "case_id",
        "outcome",
        "by",
        "at",
        "facts_found",
        "concerns",
        "in_favour",
        "expression",
        "equality",
        "less_intrusive",
        "proportionality",
        "reasons",
        "internal",
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    outcome: Mapped[str]
    facts_found: Mapped[str]
    concerns: Mapped[str]
    in_favour: Mapped[str]
    expression: Mapped[str] = mapped_column(default="")
    equality: Mapped[str] = mapped_column(default="")
    less_intrusive: Mapped[str] = mapped_column(default="")
    proportionality: Mapped[str] = mapped_column(default="")
    reasons: Mapped[str]
    internal: Mapped[str] = mapped_column(default="")
    by: Mapped[UUID]
    at: Mapped[datetime] = mapped_column(Moment)


class Decision(Keyed, Guarded, Base):
    """An outcome that a person gave a case, with its reasons: those for the hirer and those kept internal.

    `outcome` is the act's name (approve, cannot-offer, grant, grant-with-conditions, decline, the cancellations, a review's);
    `weighed` what was weighed, by the names of `weighing.WEIGHED`; `version` the application's version decided on and `booked`
    its place and time, which the letter tells, with the earlier ones of a booking that was moved ("was_space" …); `rests_on`
    the grounds of a decline, of conditions or of a cancellation.
    """

    __tablename__ = "decision"
    __guarded__ = (
        "case_id",
        "outcome",
        "version",
        "by",
        "at",
        "reasons",
        "internal",
        "weighed",
        "conditions",
        "offered_times",
        "ground",
        "rests_on",
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    outcome: Mapped[str]
    version: Mapped[int]
    ground: Mapped[str] = mapped_column(default="")
    reasons: Mapped[str]
    internal: Mapped[str] = mapped_column(default="")
    rests_on: Mapped[list[str]] = mapped_column(JSON, default=list)
    weighed: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    conditions: Mapped[list[str]] = mapped_column(JSON, default=list)
    booked: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    offered_times: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    by: Mapped[UUID]
    as_deputy: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime] = mapped_column(Moment)
    notice: Mapped["Notice | None"] = relationship(back_populates="decision")


class Notice(Keyed, Guarded, Base):
    """The letter that tells a decision: as it was sent, with the version of the template it was made from.

    `review_by` is the last day on which the hirer may ask for a review, None where there is nothing to review.
    `receipt` proves that the notice stands in the record; it holds none of its words.
    """

    __tablename__ = "notice"
    __guarded__ = ("decision_id", "template", "subject", "text", "made", "review_by")

    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), unique=True)
    template: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str]
    made: Mapped[datetime] = mapped_column(Moment)
    review_by: Mapped[date | None]
    mail_id: Mapped[int | None] = mapped_column(ForeignKey("mail.id"))
    receipt: Mapped[str] = mapped_column(default="")
    decision: Mapped[Decision] = relationship(back_populates="notice")

    @property
    def blocks(self) -> list[Block]:
        """The letter as a page shows it."""
        return blocks(self.text)
