"""Erasing the personal data of an application: the hirer, the speakers, and every word that was written about it.

What stays is what tells of nobody: that there was an application, where and when, of what kind, how it was arranged, what the
checks came to, who of the staff did what when, and how it ended. The record still verifies, and a guess at what was erased
cannot be confirmed: every salt is erased too.
"""

from collections.abc import Iterable
from contextlib import suppress
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from venuecheck.audit.erasing import Kept, blank, erase_words, owned, salt_anew
from venuecheck.audit.events import Event
from venuecheck.audit.guarded import Guarded
from venuecheck.audit.log import Actor, record
from venuecheck.bookings import service as bookings
from venuecheck.bookings.links import FurtherLink, LinksSent, digest_of
from venuecheck.bookings.models import RELEASED, Application, ApplicationVersion, Draft
from venuecheck.cases.acts import STATES, State
from venuecheck.cases.models import Case, Notice
from venuecheck.equality.models import SeatingAssessment
from venuecheck.runtime import outbox
from venuecheck.runtime.clock import now
from venuecheck.runtime.database import Database, Transaction
from venuecheck.runtime.errors import InvalidError, WrongStateError
from venuecheck.runtime.mail import Mail
from venuecheck.runtime.scrub import scrub, when_quiet
from venuecheck.runtime.settings import Settings
from venuecheck.screening.models import Match, ScreenedName, WatchlistEntry
from venuecheck.web.once import FormDone

CLEAR, SCRUB = "cases.clear_away", "cases.scrub"
ERASED = "Erased"


class Ground(StrEnum):
    """Why personal data are erased."""

    TIME = "time"
    ASKED = "asked"
    MISTAKE = "mistake"
    ORDERED = "ordered"

    @property
    def label(self) -> str:
        """The ground as people read it."""
        return _GROUNDS[self]

    @property
    def said(self) -> str:
        """The same in the middle of a sentence."""
        return self.label[:1].lower() + self.label[1:]


_GROUNDS = {
    Ground.TIME: "The time for which it is kept has passed",
    Ground.ASKED: "The person asked for it (UK GDPR article 17)",
    Ground.MISTAKE: "It should not have been recorded",
    Ground.ORDERED: "A court or the Information Commissioner ordered it",
}

DELETED = (Draft, FurtherLink)
"""Tables whose rows go altogether."""

KEPT: Kept = {
    name: frozenset(columns.split())
    for name, columns in {
        "application": "reference channel",
        "application_version": "content",  # see ANSWERS
        "hold": "state",
        "case": "state lane nation",
        "due_diligence": "kind marking",
        "recommendation": "outcome",
        "decision": "outcome ground rests_on booked offered_times",
        "notice": "template receipt",
        "minded_notice": "intends rests_on template",
        "speaker_link": "template",
        "minded_answer": "whose way",
        "approach": "source",
        "cancel_proposal": "grounds approaches ended",
        "review": "state way",
        "clock_step": "step",
        "condition": "shown_by asked state",
        "after_event": "held conditions",
        "screened_name": "role kind matcher_version",
        "match": "role band verdict",
        "seating_assessment": "outcome table_version",
        "seating_finding": "rule outcome citation conclusion",
        "mail": "about template",
    }.items()
}
"""What stays of the tables that belong to an application: codes alone. Every other text in them is erased."""

ANSWERS = frozenset({
    "space", "day", "start", "end", "set_up_minutes", "clear_down_minutes", "layout", "organisation_kind", "purpose_kind",
    "expected_numbers", "openness", "alcohol", "entertainment", "has_speakers", "arrangement", "chosen_by", "over_18",
    "terms_version", "declared",
})  # fmt: skip
"""The answers of the form that stay: choices and numbers."""


def erase(tx: Transaction, case: Case, ground: Ground, details: str, by: Actor) -> None:
    """Erase the personal data of a case. `details` is for the record, and is no place for names.

    Raises WrongStateError for one that was erased before, claims a space in time to come, or has a letter under way;
    InvalidError without details where the ground is not the time.
    """
    application = case.application
    _refuse_too_early(tx, case)
    if ground is not Ground.TIME and not details.strip():
        raise InvalidError("Say on whose word, and where that is written down. Name nobody here", "details")
    rows = owned(tx, roots(tx, case))
    subjects = {bookings.subject(application)} | {
        f"{row.__tablename__}:{row.uuid}" for row in rows if hasattr(row, "uuid")
    }
    letters = [str(row.uuid) for row in rows if isinstance(row, Mail)]
    _forget_digests(tx, application)
    for row in rows:
        if isinstance(row, DELETED):
            tx.delete(row)
        else:
            _erase_row(row)
    application.erased = now()
    erase_words(tx, subjects)
    changed = tuple(row for row in rows if isinstance(row, Guarded))
    facts = {"reference": application.reference, "ground": ground.said}
    record(
        tx, Event.CASE_ERASED, bookings.subject(application), by, None, changed, {"reason": details.strip()}, **facts
    )
    outbox.queue(tx, CLEAR, letters=letters)


def roots(tx: Transaction, case: Case) -> list[Any]:
    """What an application's rows hang from: those that point at it, and those that name it."""
    application, found = case.application, list[Any]()
    for model in (ScreenedName, Match, SeatingAssessment):
        found += tx.scalars(select(model).where(model.subject == application.uuid))
    found += tx.scalars(select(Mail).where(Mail.about == bookings.subject(application)))
    return [application, *found]


def _refuse_too_early(tx: Transaction, case: Case) -> None:
    application = case.application
    if application.erased:
        raise WrongStateError("The personal data of this application were erased before.")
    if not STATES[State(case.state)].ended:
        raise WrongStateError("This application has no outcome yet. End it first.")
    if application.hold.state != RELEASED and application.hold.end > now():
        raise WrongStateError("This application holds a space in time to come. End it first, or wait until it is over.")
    waiting = select(Mail.id).where(
        Mail.about == bookings.subject(application), Mail.sent.is_(None), Mail.returned.is_(None)
    )
    if tx.scalar(waiting.limit(1)) is not None:
        raise WrongStateError("A letter about this application still waits to be sent. Try again when it has gone.")
    told = {
        one.decision_id
        for one in tx.scalars(select(Notice).where(Notice.decision_id.in_([d.id for d in case.decisions])))
    }
    if {one.id for one in case.decisions} - told:
        raise WrongStateError("The notice of the outcome is still being made. Try again in a minute.")


def _erase_row(row: Any) -> None:
    blank(row, KEPT.get(row.__tablename__, frozenset()))
    if isinstance(row, ApplicationVersion):
        row.content = bare(row.content)
    elif isinstance(row, Case):
        row.title = f"{ERASED} application"
    elif isinstance(row, Notice):
        row.subject = ERASED
    elif isinstance(row, Mail):
        row.subject, row.settled = ERASED, row.settled or row.returned


def bare(content: dict[str, Any]) -> dict[str, Any]:
    """The form with its choices and numbers alone."""
    return {key: value for key, value in content.items() if key in ANSWERS} | {"hirer_name": "", "hirer_email": ""}


def _forget_digests(tx: Transaction, application: Application) -> None:
    """Digests that have no salt would confirm a guess: of the address to which links were sent, and of what forms said."""
    tx.execute(delete(LinksSent).where(LinksSent.email_digest == digest_of(application.email)))
    tx.execute(delete(FormDone))


def erase_entry(tx: Transaction, entry: WatchlistEntry, ground: Ground, details: str, by: Actor) -> None:
    """Erase what a retired entry of the watchlist said, also where matches repeat it; its number stays.

    Raises WrongStateError for one that is in force or was erased before, InvalidError as `erase` does.
    """
    if not entry.retired:
        raise WrongStateError("This entry is in force. Retire it first.")
    if entry.erased:
        raise WrongStateError("What this entry said was erased before.")
    if ground is not Ground.TIME and not details.strip():
        raise InvalidError("Say on whose word, and where that is written down. Name nobody here", "details")
    met = list(tx.scalars(select(Match).where(Match.entry_id == entry.id)))
    for match in met:
        match.matched_name, match.why, match.settles = "", [], ""
        salt_anew(match)
    blank(entry, frozenset({"key", "kind"}))
    entry.name, entry.erased = ERASED, now()
    erase_words(tx, [f"entry:{entry.uuid}"])
    facts = {"entry": entry.key, "ground": ground.said}
    personal = {"reason": details.strip()}
    record(tx, Event.WATCHLIST_ENTRY_ERASED, f"entry:{entry.uuid}", by, None, (entry, *met), personal, **facts)
    outbox.queue(tx, CLEAR, letters=[])


# --- afterwards: what lies in files -----------------------------------------------------


def tasks(settings: Settings) -> dict[str, outbox.Task]:
    """The tasks of this module, by name."""

    def clear_away(database: Database, payload: dict[str, Any]) -> None:
        throw_away(settings, payload["letters"])
        with database.write() as tx:
            outbox.queue_once(tx, SCRUB, due=when_quiet(database))
            outbox.finish(tx, payload["outbox_id"])

    def scrub_files(database: Database, _payload: dict[str, Any]) -> None:
        scrub(database)

    return {CLEAR: clear_away, SCRUB: scrub_files}


def throw_away(settings: Settings, letters: Iterable[str]) -> None:
    """Delete the files of these mails, where mail is kept as files."""
    for key in letters:
        with suppress(FileNotFoundError):
            (settings.data_dir / "mail" / f"{UUID(key)}.eml").unlink()
