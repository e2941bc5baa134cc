"""The tables of the watchlist, of what was screened, and of matches."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from venuecheck.audit.guarded import Guarded
from venuecheck.runtime.database import Base, Keyed, Moment


class Verdict(StrEnum):
    """What a Prevent officer found about a match."""

    OPEN = "open"
    SAME_PERSON = "same_person"
    DIFFERENT_PERSON = "different_person"
    CANNOT_TELL = "cannot_tell"

    @property
    def label(self) -> str:
        """The verdict as people read it."""
        return _VERDICTS[self]

    @property
    def clears(self) -> bool:
        """Whether the match no longer stands in the way of an officer's approval. "Cannot tell" keeps it open."""
        return self is Verdict.DIFFERENT_PERSON


_VERDICTS = {
    Verdict.OPEN: "Not looked at yet",
    Verdict.SAME_PERSON: "The same person or organisation",
    Verdict.DIFFERENT_PERSON: "A different person or organisation",
    Verdict.CANNOT_TELL: "Cannot tell",
}


class WatchlistEntry(Keyed, Guarded, Base):
    """A person or organisation on the local watchlist. `key` is the list's own number ("W016").

    `version` grows with every change; a retired entry no longer screens and stays for the record until it is `erased`: then
    its number alone is kept.
    """

    __tablename__ = "watchlist_entry"
    __guarded__ = ("key", "kind", "name", "aliases", "reason", "version", "retired", "erased")

    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    name: Mapped[str]
    aliases: Mapped[list[str]] = mapped_column(JSON)
    reason: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)
    retired: Mapped[bool] = mapped_column(default=False)
    changed: Mapped[datetime] = mapped_column(Moment)
    erased: Mapped[datetime | None] = mapped_column(Moment)


class WatchlistVersion(Base):
    """A version of the whole list: every change makes the next."""

    __tablename__ = "watchlist_version"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    made: Mapped[datetime] = mapped_column(Moment)


class ScreenedName(Keyed, Guarded, Base):
    """The receipt for one name: what was asked, of which version of the list, by which matcher; also when clear.

    `subject` is the application's UUID; `role` says whose name it is; `field` where it stands on the form.
    """

    __tablename__ = "screened_name"
    __guarded__ = (
        "subject",
        "subject_version",
        "role",
        "field",
        "name",
        "kind",
        "list_version",
        "matcher_version",
        "matches",
        "screened",
    )
    __table_args__ = (Index("ix_screened_name_subject_version", "subject", "subject_version"),)

    subject: Mapped[UUID]
    subject_version: Mapped[int]
    role: Mapped[str]
    field: Mapped[str]
    name: Mapped[str]
    kind: Mapped[str]
    list_version: Mapped[int]
    matcher_version: Mapped[str]
    matches: Mapped[int]
    screened: Mapped[datetime] = mapped_column(Moment)


class Match(Keyed, Guarded, Base):
    """A name of an application beside an entry that it may mean, until a person has said whether it does.

    `affiliation` is what the form says that they stand for: somebody of the same name from elsewhere is another match.
    `why` holds one row for each pair of words that met: rule, both words, and the sentence that explains it. A match
    stays when the name is taken off the form: whoever stood there is still to be looked at.
    """

    __tablename__ = "match"
    __guarded__ = (
        "subject",
        "role",
        "name",
        "affiliation",
        "entry_id",
        "matched_name",
        "band",
        "verdict",
        "verdict_reason",
        "verdict_by",
        "verdict_at",
    )

    subject: Mapped[UUID] = mapped_column(index=True)
    subject_version: Mapped[int]
    role: Mapped[str]
    field: Mapped[str]
    name: Mapped[str]
    affiliation: Mapped[str] = mapped_column(default="")
    entry_id: Mapped[int] = mapped_column(ForeignKey("watchlist_entry.id"), index=True)
    entry_version: Mapped[int]
    matched_name: Mapped[str]
    score: Mapped[float]
    band: Mapped[str]
    why: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    settles: Mapped[str]
    raised: Mapped[datetime] = mapped_column(Moment)
    verdict: Mapped[str] = mapped_column(default=Verdict.OPEN.value)
    verdict_reason: Mapped[str] = mapped_column(default="")
    verdict_by: Mapped[UUID | None]
    verdict_at: Mapped[datetime | None] = mapped_column(Moment)
    entry: Mapped[WatchlistEntry] = relationship()

    @property
    def is_open(self) -> bool:
        """Whether the match still stands in the way of an officer's approval."""
        return not Verdict(self.verdict).clears
