"""The tables of outreach."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from venuecheck.audit.guarded import Guarded
from venuecheck.runtime.database import Base, Keyed, Moment


class PrivateVenue(Keyed, Guarded, Base):
    """A place with rooms to let that is not the council's. `kind`: see `vocabulary.VENUE_KINDS`."""

    __tablename__ = "private_venue"
    __guarded__ = ("name", "kind", "address", "ward", "notes", "open")

    name: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(index=True)
    address: Mapped[str]
    ward: Mapped[str] = mapped_column(index=True)
    notes: Mapped[str] = mapped_column(default="")
    open: Mapped[bool] = mapped_column(default=True)
    created: Mapped[datetime] = mapped_column(Moment)
    contacts: Mapped[list["VenueContact"]] = relationship(back_populates="venue", order_by="VenueContact.name")


class VenueContact(Keyed, Guarded, Base):
    """Somebody to talk to at a private venue. `prefers`: see `vocabulary.PREFERRED_WAYS`."""

    __tablename__ = "venue_contact"
    __guarded__ = ("venue_id", "name", "role", "email", "phone", "prefers", "open")

    venue_id: Mapped[int] = mapped_column(ForeignKey("private_venue.id"), index=True)
    name: Mapped[str]
    role: Mapped[str]
    email: Mapped[str]
    phone: Mapped[str]
    prefers: Mapped[str]
    open: Mapped[bool] = mapped_column(default=True)
    venue: Mapped[PrivateVenue] = relationship(back_populates="contacts")

    @property
    def takes_mail(self) -> bool:
        """Whether packs may be sent to them by e-mail."""
        return self.open and bool(self.email) and self.prefers == "email"


class CouncilNumber(Keyed, Guarded, Base):
    """A line of "Whom to ring" that packs print: a post, never a person's name."""

    __tablename__ = "council_number"
    __guarded__ = ("who", "phone", "email", "hours")

    who: Mapped[str] = mapped_column(unique=True)
    phone: Mapped[str]
    email: Mapped[str]
    hours: Mapped[str]


class PackSending(Keyed, Guarded, Base):
    """A version of a pack that was sent to a contact.

    `digest` is the SHA-256 of the PDF; `link_digest` that of the token in the acknowledgement link; `by` is the actor's key.
    """

    __tablename__ = "pack_sending"
    __guarded__ = ("contact_id", "pack", "version", "digest", "sent", "acknowledged")

    contact_id: Mapped[int] = mapped_column(ForeignKey("venue_contact.id"), index=True)
    pack: Mapped[str]
    version: Mapped[int]
    digest: Mapped[str]
    link_digest: Mapped[str] = mapped_column(unique=True)
    by: Mapped[str]
    sent: Mapped[datetime] = mapped_column(Moment)
    acknowledged: Mapped[datetime | None] = mapped_column(Moment)
    contact: Mapped[VenueContact] = relationship()


class Briefing(Keyed, Guarded, Base):
    """A briefing that was held, on a day in London. `kind`: see `vocabulary.BRIEFING_KINDS`."""

    __tablename__ = "briefing"
    __guarded__ = ("day", "kind", "notes", "by")

    day: Mapped[date]
    kind: Mapped[str]
    notes: Mapped[str]
    by: Mapped[str]
    attended: Mapped[list["Attendance"]] = relationship(back_populates="briefing")


class Attendance(Keyed, Guarded, Base):
    """A venue that was at a briefing."""

    __tablename__ = "briefing_attendance"
    __guarded__ = ("briefing_id", "venue_id")
    __table_args__ = (UniqueConstraint("briefing_id", "venue_id"),)

    briefing_id: Mapped[int] = mapped_column(ForeignKey("briefing.id"))
    venue_id: Mapped[int] = mapped_column(ForeignKey("private_venue.id"), index=True)
    briefing: Mapped[Briefing] = relationship(back_populates="attended")
    venue: Mapped[PrivateVenue] = relationship()


class Conversation(Keyed, Guarded, Base):
    """What was said with a venue, on a day in London. `way`: see `vocabulary.CONVERSATION_WAYS`."""

    __tablename__ = "venue_conversation"
    __guarded__ = ("venue_id", "contact_id", "day", "way", "said", "by")

    venue_id: Mapped[int] = mapped_column(ForeignKey("private_venue.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("venue_contact.id"))
    day: Mapped[date]
    way: Mapped[str]
    said: Mapped[str]
    by: Mapped[str]
    contact: Mapped[VenueContact | None] = relationship()


class FollowUp(Keyed, Guarded, Base):
    """A day on which to get in touch again, and why. A venue has one at a time that is not done."""

    __tablename__ = "venue_follow_up"
    __guarded__ = ("venue_id", "on", "why", "done")

    venue_id: Mapped[int] = mapped_column(ForeignKey("private_venue.id"), index=True)
    on: Mapped[date]
    why: Mapped[str]
    done: Mapped[datetime | None] = mapped_column(Moment)
    venue: Mapped[PrivateVenue] = relationship()
