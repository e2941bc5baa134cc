"""Private links: every letter brings one that opens the application, and only their digests are kept."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from venuecheck.bookings.models import Application
from venuecheck.runtime.clock import now
from venuecheck.runtime.database import Base, Moment, Reader, Transaction

AGAIN_AFTER = timedelta(hours=1)
"""How long after lost links were sent to an address they are sent to it again."""


class LinksSent(Base):
    """That lost links were sent to an address (its SHA-256) less than an hour ago: anybody can ask for them."""

    __tablename__ = "links_sent"

    email_digest: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)


class FurtherLink(Base):
    """A private link that a later letter brought, beside the first one, which the application itself keeps."""

    __tablename__ = "further_link"

    digest: Mapped[str] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    made: Mapped[datetime] = mapped_column(Moment)


def further_link(tx: Transaction, application: Application) -> str:
    """A new private link beside those that were sent before, for a letter; returns its token."""
    token = secrets.token_urlsafe(32)
    tx.add(FurtherLink(digest=digest_of(token), application_id=application.id, made=now()))
    return token


def may_send_again(tx: Transaction, email: str) -> bool:
    """Whether lost links may be sent to this address now; if so, they count as sent, and not again for an hour."""
    moment, digest = now(), digest_of(email.strip().lower())
    tx.execute(delete(LinksSent).where(LinksSent.at <= moment - AGAIN_AFTER))
    if tx.get(LinksSent, digest) is not None:
        return False
    tx.add(LinksSent(email_digest=digest, at=moment))
    return True


def application_behind(reader: Reader, token: str) -> Application | None:
    """The application that a private link opens, or None."""
    digest = digest_of(token)
    further = select(FurtherLink.application_id).where(FurtherLink.digest == digest)
    return reader.scalar(select(Application).where((Application.link_digest == digest) | Application.id.in_(further)))


def digest_of(text: str) -> str:
    """What is kept in the place of a token or an address: its SHA-256."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
