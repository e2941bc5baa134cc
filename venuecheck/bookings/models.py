"""The tables of venues, applications and holds.

Double booking is impossible in the schema: a hold writes one occupation row for each atomic space that it takes, set-up and
clear-down included, and a trigger refuses a row that overlaps another of the same space.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import DDL, JSON, CheckConstraint, Column, ForeignKey, Index, Table, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from venuecheck.audit.guarded import Guarded
from venuecheck.runtime.database import Base, Keyed, Moment

HELD, CONFIRMED, RELEASED = "held", "confirmed", "released"


class Venue(Keyed, Base):
    """A place that the council lets. One that is not `open` takes no new applications."""

    __tablename__ = "venue"

    name: Mapped[str] = mapped_column(unique=True)
    address: Mapped[str] = mapped_column(default="")
    description: Mapped[str] = mapped_column(default="")
    # London wall times, HH:MM; a venue that closes at "00:00" closes at the end of its day.
    opens: Mapped[str] = mapped_column(default="07:00")
    closes: Mapped[str] = mapped_column(default="23:30")
    open: Mapped[bool] = mapped_column(default=True)
    spaces: Mapped[list["Space"]] = relationship(back_populates="venue", order_by="Space.name")


space_part = Table(
    "space_part",
    Base.metadata,
    Column("whole_id", ForeignKey("space.id"), primary_key=True),
    Column("part_id", ForeignKey("space.id"), primary_key=True),
)
"""Which atomic spaces a combined space is made of."""


class Space(Keyed, Base):
    """A room, or several let as one ("Whole centre"). One without parts is atomic.

    What a space is made of never changes, since the holds on it have taken exactly those parts.
    """

    __tablename__ = "space"
    __table_args__ = (UniqueConstraint("venue_id", "name"),)

    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"), index=True)
    name: Mapped[str]
    capacity: Mapped[int]
    open: Mapped[bool] = mapped_column(default=True)
    venue: Mapped[Venue] = relationship(back_populates="spaces")
    parts: Mapped[list["Space"]] = relationship(
        secondary=space_part,
        primaryjoin="Space.id == space_part.c.whole_id",
        secondaryjoin="Space.id == space_part.c.part_id",
        order_by="Space.name",
    )
    layouts: Mapped[list["Layout"]] = relationship(back_populates="space", order_by="Layout.name")

    @property
    def atoms(self) -> list["Space"]:
        """The atomic spaces that a hold on this one takes."""
        return self.parts or [self]


class Layout(Keyed, Base):
    """A way a space can be set out, and how many people it then takes."""

    __tablename__ = "layout"
    __table_args__ = (UniqueConstraint("space_id", "name"),)

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id"), index=True)
    name: Mapped[str]
    capacity: Mapped[int]
    space: Mapped[Space] = relationship(back_populates="layouts")


class Terms(Base):
    """A version of the terms of hire. A version that somebody accepted is never changed."""

    __tablename__ = "terms_of_hire"

    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[str]
    published: Mapped[datetime] = mapped_column(Moment)


class Draft(Keyed, Base):
    """A form that is being filled in, on one browser. `answers` holds what was typed, page by page.

    `application_id` is set when it corrects an application that was sent, and `base_version` is the number of the version
    that it began from; `entered_by` (a user's UUID) and `channel`
    ("counter", "phone") when staff fill it in for somebody; `sent_application_id` once it was sent.
    """

    __tablename__ = "draft"

    visit: Mapped[str] = mapped_column(index=True)
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)
    channel: Mapped[str] = mapped_column(default="online")
    entered_by: Mapped[UUID | None]
    application_id: Mapped[int | None] = mapped_column(ForeignKey("application.id"))
    base_version: Mapped[int | None]
    sent_application_id: Mapped[int | None] = mapped_column(ForeignKey("application.id"))
    changed: Mapped[datetime] = mapped_column(Moment)


class Application(Keyed, Guarded, Base):
    """What somebody asked for. Its state lives in its case; its words in its versions.

    `link_digest` is the SHA-256 of the private link's token; `reference` is what people quote ("VH-7K3M-Q2"). `email` is
    the address in the newest version, in lower case: where a lost link is sent again. `erased` is when its personal data
    were erased; where and when it was, of what kind, and how it ended are kept.
    """

    __tablename__ = "application"
    __guarded__ = ("reference", "channel", "entered_by", "erased")

    reference: Mapped[str] = mapped_column(unique=True)
    link_digest: Mapped[str] = mapped_column(unique=True)
    email: Mapped[str] = mapped_column(index=True)
    channel: Mapped[str]
    entered_by: Mapped[UUID | None]
    sent: Mapped[datetime] = mapped_column(Moment)
    erased: Mapped[datetime | None] = mapped_column(Moment)
    versions: Mapped[list["ApplicationVersion"]] = relationship(
        back_populates="application", order_by="ApplicationVersion.number"
    )
    hold: Mapped["Hold"] = relationship(back_populates="application")

    @property
    def latest(self) -> "ApplicationVersion":
        """The version that stands."""
        return self.versions[-1]


class ApplicationVersion(Keyed, Guarded, Base):
    """The form as it was sent at one time. Never changed: a correction is a new version."""

    __tablename__ = "application_version"
    __guarded__ = ("application_id", "number", "content")
    __table_args__ = (UniqueConstraint("application_id", "number"),)

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    number: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    sent: Mapped[datetime] = mapped_column(Moment)
    application: Mapped[Application] = relationship(back_populates="versions")


class Hold(Keyed, Guarded, Base):
    """A claim on a space for a time (UTC, the event's own start and end). A confirmed hold is a booking."""

    __tablename__ = "hold"
    __guarded__ = ("application_id", "space_id", "start", "end", "state")

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), unique=True)
    space_id: Mapped[int] = mapped_column(ForeignKey("space.id"), index=True)
    start: Mapped[datetime] = mapped_column(Moment)
    end: Mapped[datetime] = mapped_column(Moment)
    state: Mapped[str] = mapped_column(default=HELD)
    application: Mapped[Application] = relationship(back_populates="hold")
    space: Mapped[Space] = relationship()


class Occupation(Base):
    """One atomic space taken by a hold, from set-up to clear-down (UTC; the end itself is free again)."""

    __tablename__ = "occupation"
    __table_args__ = (
        CheckConstraint('"start" < "end"', name="runs_forward"),
        Index("ix_occupation_space_start", "space_id", "start"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    hold_id: Mapped[int] = mapped_column(ForeignKey("hold.id"), index=True)
    space_id: Mapped[int] = mapped_column(ForeignKey("space.id"))
    start: Mapped[datetime] = mapped_column(Moment)
    end: Mapped[datetime] = mapped_column(Moment)


ALREADY_TAKEN = "space already taken"
"""What the database says when a row would overlap another."""

_OVERLAP = """
CREATE TRIGGER occupation_no_overlap_{act} BEFORE {ACT} ON occupation
WHEN EXISTS (
    SELECT 1 FROM occupation AS other
    WHERE other.space_id = NEW.space_id AND other.id IS NOT NEW.id
      AND other."start" < NEW."end" AND other."end" > NEW."start"
)
BEGIN SELECT RAISE(ABORT, '{taken}'); END
"""

NO_OVERLAP = {
    f"occupation_no_overlap_{act}": _OVERLAP.format(act=act, ACT=act.upper(), taken=ALREADY_TAKEN).strip()
    for act in ("insert", "update")
}
"""The triggers that make double booking impossible, by name (SQLite)."""

for _statement in NO_OVERLAP.values():
    event.listen(
        Base.metadata.tables["occupation"],
        "after_create",
        DDL(_statement).execute_if(dialect="sqlite"),  # type: ignore[no-untyped-call]
    )
