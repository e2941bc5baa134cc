"""The tables of staff, their training and deputies, their signed-in visits, and sign-ins that failed."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from venuecheck.audit.guarded import Guarded
from venuecheck.runtime.database import Base, Keyed, Moment


class User(Keyed, Guarded, Base):
    """A member of staff. `email` is kept in lower case and is what they sign in with.

    `temporary_until` is set while the password is one that an administrator handed over: it works until then, and only
    for choosing another.
    """

    __tablename__ = "user"
    __guarded__ = ("name", "email", "roles", "open", "password_hash", "temporary_until")

    name: Mapped[str]
    email: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str | None]
    temporary_until: Mapped[datetime | None] = mapped_column(Moment)
    roles: Mapped[list[str]] = mapped_column(JSON)
    open: Mapped[bool] = mapped_column(default=True)
    created: Mapped[datetime] = mapped_column(Moment)


class Training(Keyed, Guarded, Base):
    """Training for approving hires that somebody has had (`held`), and the last day on which it counts (`expires`)."""

    __tablename__ = "training"
    __guarded__ = ("user_id", "held", "expires")

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    held: Mapped[date]
    expires: Mapped[date]


class Deputy(Keyed, Guarded, Base):
    """Somebody who stands in for a senior officer, from the first to the last day named (London days, both included).

    `ended` is set when it was ended before its time.
    """

    __tablename__ = "deputy"
    __guarded__ = ("senior", "deputy", "first", "last", "ended")

    senior: Mapped[UUID]
    deputy: Mapped[UUID] = mapped_column(index=True)
    first: Mapped[date]
    last: Mapped[date]
    ended: Mapped[datetime | None] = mapped_column(Moment)


class SignedInVisit(Base):
    """A visit on which somebody is signed in. The token itself is never kept, only its digest."""

    __tablename__ = "signed_in_visit"

    digest: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    started: Mapped[datetime] = mapped_column(Moment)
    ends: Mapped[datetime] = mapped_column(Moment)


class FailedSignIns(Base):
    """How often in a row signing in failed for an e-mail address (its SHA-256), and until when it must wait.

    Kept for addresses that nobody has as well, so that the answer does not tell which exist; forgotten after a day.
    """

    __tablename__ = "failed_sign_ins"

    email_digest: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int]
    last: Mapped[datetime] = mapped_column(Moment, index=True)
    wait_until: Mapped[datetime] = mapped_column(Moment)
