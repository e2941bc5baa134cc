"""The tables of what guards a refusal: what the hirer and the speaker were told first, and what they said; what was weighed;
who approached the council; cancellations that were proposed; reviews; election meetings.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from venuecheck.audit.guarded import Guarded
from venuecheck.cases.printing import blocks
from venuecheck.runtime.database import Base, Keyed, Moment
from venuecheck.runtime.letters import Block


class MindedNotice(Keyed, Guarded, Base):
    """What a senior officer is minded to do against a hirer's wish, told beforehand so that hirer and speaker can answer.

    `intends` is the act that is intended (decline, decline-change, grant-with-conditions, confirm-cancel), `rests_on` its
    grounds ("prevent", "public_order", "equality", or for a cancellation what the contract says), `relied_on` the words and
    evidence, `because` what follows from them, `conditions` those that are thought of. `answer_by` is the last day to answer;
    `urgent` says why it is shorter than usual, and is empty otherwise. The letter is kept as it was sent (`subject`, `text`,
    `made`); until it is made nobody has been told.
    """

    __tablename__ = "minded_notice"
    __guarded__ = (
        "case_id",
        "by",
        "at",
        "version",
        "intends",
        "rests_on",
        "relied_on",
        "because",
        "conditions",
        "answer_by",
        "urgent",
        "template",
        "subject",
        "text",
        "made",
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    by: Mapped[UUID]
    at: Mapped[datetime] = mapped_column(Moment)
    version: Mapped[int]
    intends: Mapped[str]
    rests_on: Mapped[list[str]] = mapped_column(JSON, default=list)
    relied_on: Mapped[str]
    because: Mapped[str]
    conditions: Mapped[list[str]] = mapped_column(JSON, default=list)
    answer_by: Mapped[date]
    urgent: Mapped[str] = mapped_column(default="")
    template: Mapped[str] = mapped_column(default="")
    subject: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    made: Mapped[datetime | None] = mapped_column(Moment)
    answers: Mapped[list["MindedAnswer"]] = relationship(order_by="MindedAnswer.id", back_populates="notice")
    speakers: Mapped[list["SpeakerLink"]] = relationship(order_by="SpeakerLink.id", back_populates="notice")

    @property
    def blocks(self) -> list[Block]:
        """The letter as a page shows it."""
        return blocks(self.text)


class SpeakerLink(Keyed, Guarded, Base):
    """A speaker who was told by a letter of their own, with a private link of their own (only its SHA-256 is kept). The letter
    is kept as it was sent.
    """

    __tablename__ = "speaker_link"
    __guarded__ = ("notice_id", "name", "email", "template", "subject", "text")

    notice_id: Mapped[int] = mapped_column(ForeignKey("minded_notice.id"), index=True)
    name: Mapped[str]
    email: Mapped[str]
    digest: Mapped[str] = mapped_column(unique=True)
    template: Mapped[str] = mapped_column(default="")
    subject: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    notice: Mapped[MindedNotice] = relationship(back_populates="speakers")

    @property
    def blocks(self) -> list[Block]:
        """The letter as a page shows it."""
        return blocks(self.text)


class MindedAnswer(Keyed, Guarded, Base):
    """An answer to such a notice. `whose` is "hirer" or "speaker", `way` how it came ("page", "phone", "letter", "email"),
    `entered_by` the member of staff who wrote it down, `link_id` the speaker's link where it came by one.

    `more_to_come` is set where the hirer said that the speaker will answer as well.
    """

    __tablename__ = "minded_answer"
    __guarded__ = ("notice_id", "whose", "way", "text", "at", "entered_by", "link_id", "more_to_come")

    notice_id: Mapped[int] = mapped_column(ForeignKey("minded_notice.id"), index=True)
    link_id: Mapped[int | None] = mapped_column(ForeignKey("speaker_link.id"))
    whose: Mapped[str]
    way: Mapped[str]
    text: Mapped[str]
    more_to_come: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime] = mapped_column(Moment)
    entered_by: Mapped[UUID | None]
    notice: Mapped[MindedNotice] = relationship(back_populates="answers")


class Balancing(Keyed, Guarded, Base):
    """What was weighed before a refusal or a restriction of rights: its aim, the dated evidence, each right in question
    (European Convention on Human Rights articles 9, 10, 11 and 14; the Equality Act 2010), and every rung of the ladder with
    what was tried and why it is not enough (`ladder`, by the rung's name). `version` is the application's.
    """

    __tablename__ = "balancing"
    __guarded__ = (
        "case_id",
        "by",
        "at",
        "version",
        "aim",
        "evidence",
        "article_9",
        "article_10",
        "article_11",
        "article_14",
        "equality_act",
        "legal_advice",
        "ladder",
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    by: Mapped[UUID]
    at: Mapped[datetime] = mapped_column(Moment)
    version: Mapped[int]
    aim: Mapped[str]
    evidence: Mapped[str]
    article_9: Mapped[str]
    article_10: Mapped[str]
    article_11: Mapped[str]
    article_14: Mapped[str]
    equality_act: Mapped[str]
    legal_advice: Mapped[str]
    ladder: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)


class Approach(Keyed, Guarded, Base):
    """Somebody approached the council about a booking: who, when, what was said, and what weight it is given.

    It is never evidence. `source` is one of `approaches.SOURCES`.
    """

    __tablename__ = "approach"
    __guarded__ = ("case_id", "by", "at", "source", "who", "day", "said", "weight")

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    by: Mapped[UUID]
    at: Mapped[datetime] = mapped_column(Moment)
    source: Mapped[str]
    who: Mapped[str]
    day: Mapped[date]
    said: Mapped[str]
    weight: Mapped[str]


class CancelProposal(Keyed, Guarded, Base):
    """A senior officer proposes to cancel a confirmed booking, for a second one to confirm or to drop.

    `grounds` are those of the contract or changed facts (`cancelling.GROUNDS`), `approaches` the UUIDs of entries of the
    contact log that came before it, which are no ground. `ended` is set when it was confirmed or dropped.
    """

    __tablename__ = "cancel_proposal"
    __guarded__ = (
        "case_id",
        "by",
        "at",
        "grounds",
        "approaches",
        "legal_advice",
        "likely_loss",
        "alternatives",
        "ended",
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("minded_notice.id"))
    by: Mapped[UUID]
    at: Mapped[datetime] = mapped_column(Moment)
    grounds: Mapped[list[str]] = mapped_column(JSON)
    approaches: Mapped[list[str]] = mapped_column(JSON, default=list)
    legal_advice: Mapped[str]
    likely_loss: Mapped[str]
    alternatives: Mapped[str]
    ended: Mapped[str] = mapped_column(default="")
    notice: Mapped[MindedNotice] = relationship()


class Review(Keyed, Guarded, Base):
    """A review that the hirer asked for: of which decision, why, how it was asked for, and by when it is to be answered.

    `decision_id` is the decision that is reviewed, `state` where the case stood, `outcome` the act that ended the review.
    """

    __tablename__ = "review"
    __guarded__ = (
        "case_id",
        "decision_id",
        "outcome",
        "state",
        "asked",
        "way",
        "entered_by",
        "grounds",
        "answer_by",
    )
    __table_args__ = (UniqueConstraint("decision_id"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"))
    outcome: Mapped[str] = mapped_column(default="")
    state: Mapped[str]
    asked: Mapped[datetime] = mapped_column(Moment)
    way: Mapped[str]
    entered_by: Mapped[UUID | None]
    grounds: Mapped[str]
    answer_by: Mapped[date]


class ElectionMeeting(Keyed, Guarded, Base):
    """What was settled for a candidate's meeting: which room, the time, how order is kept, and what the candidate pays."""

    __tablename__ = "election_meeting"
    __guarded__ = ("case_id", "by", "at", "version", "room", "time", "order", "costs")

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    by: Mapped[UUID]
    at: Mapped[datetime] = mapped_column(Moment)
    version: Mapped[int]
    room: Mapped[str]
    time: Mapped[str]
    order: Mapped[str]
    costs: Mapped[str]


class NamedAddress(Keyed, Guarded, Base):
    """Whom the product tells by mail: `office` is "returning_officer" or "legal"."""

    __tablename__ = "named_address"
    __guarded__ = ("office", "email")

    office: Mapped[str] = mapped_column(unique=True)
    email: Mapped[str]
