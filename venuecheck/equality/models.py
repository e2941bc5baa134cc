"""The tables of assessments and findings, and of what a person concluded about each."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from venuecheck.audit.guarded import Guarded
from venuecheck.runtime.database import Base, Keyed, Moment


class Conclusion(StrEnum):
    """What a person concluded about a finding. There is none that refuses anything."""

    OPEN = "open"
    PERMITTED = "permitted"
    LABELS_DROPPED = "labels_dropped"
    ARRANGEMENT_CHANGED = "arrangement_changed"
    NO_SEPARATION = "no_separation"

    @property
    def label(self) -> str:
        """The conclusion as people read it."""
        return _CONCLUSIONS[self]


_CONCLUSIONS = {
    Conclusion.OPEN: "Open",
    Conclusion.PERMITTED: "Permitted: an exception in the Act applies",
    Conclusion.LABELS_DROPPED: "Settled: the hirer drops labels, signs and ushers, so nothing points people to a place",
    Conclusion.ARRANGEMENT_CHANGED: "Settled: the hirer has changed the arrangement",
    Conclusion.NO_SEPARATION: "The words do not mean an arrangement by sex",
}


class SeatingAssessment(Keyed, Guarded, Base):
    """The check of one version of a form against one version of the table. `subject` is the application's UUID.

    `choices` is the same for forms that tick the same of purpose, arrangement, who decides and openness and give the same
    reason; `series` is the same for applications of one hirer that say the same of seating (see `service.series_of`).
    """

    __tablename__ = "seating_assessment"
    __guarded__ = ("subject", "subject_version", "outcome", "table_version")
    __table_args__ = (UniqueConstraint("subject", "subject_version"),)

    subject: Mapped[UUID] = mapped_column(index=True)
    subject_version: Mapped[int]
    choices: Mapped[str]
    series: Mapped[str] = mapped_column(index=True)
    outcome: Mapped[str]
    table_version: Mapped[str]
    assessed: Mapped[datetime] = mapped_column(Moment)
    findings: Mapped[list["SeatingFinding"]] = relationship(back_populates="assessment", order_by="SeatingFinding.id")


class SeatingFinding(Keyed, Guarded, Base):
    """Something in the words or the choices of a form that may mean an arrangement by sex.

    `start` and `end` are code-point offsets into the field as typed; none for a finding that comes from a choice.
    """

    __tablename__ = "seating_finding"
    __guarded__ = (
        "assessment_id",
        "rule",
        "outcome",
        "field",
        "start",
        "end",
        "quote",
        "conclusion",
        "exception",
        "conclusion_reason",
        "concluded_by",
        "concluded_at",
    )

    assessment_id: Mapped[int] = mapped_column(ForeignKey("seating_assessment.id"), index=True)
    rule: Mapped[str]
    outcome: Mapped[str]
    field: Mapped[str | None]
    start: Mapped[int | None]
    end: Mapped[int | None]
    quote: Mapped[str]
    reason: Mapped[str]
    citation: Mapped[str]
    question: Mapped[str]
    conclusion: Mapped[str] = mapped_column(default=Conclusion.OPEN.value)
    exception: Mapped[str] = mapped_column(default="")
    conclusion_reason: Mapped[str] = mapped_column(default="")
    concluded_by: Mapped[UUID | None]
    concluded_at: Mapped[datetime | None] = mapped_column(Moment)
    assessment: Mapped[SeatingAssessment] = relationship(back_populates="findings")

    @property
    def is_open(self) -> bool:
        """Whether a person still has to conclude it. A finding whose outcome is "none" is shown and asks for nothing."""
        return self.outcome != "none" and self.conclusion == Conclusion.OPEN.value

    @property
    def what(self) -> tuple[str, str | None, str, str]:
        """What makes it the same finding in another version of the application."""
        return self.rule, self.field, self.quote, self.outcome
