"""Minded to refuse: before anything goes against a hirer on Prevent, public order or equality grounds, hirer and speaker are
told what it would rest on, and can answer.
"""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from venuecheck.audit.events import Event
from venuecheck.audit.log import SPEAKER as THE_ACTOR
from venuecheck.audit.log import SYSTEM, record
from venuecheck.bookings import service as bookings
from venuecheck.bookings.models import CONFIRMED, Application
from venuecheck.cases import letters
from venuecheck.cases.acts import Act, Party
from venuecheck.cases.models import Case
from venuecheck.cases.moves import Doer, move
from venuecheck.cases.printing import plain
from venuecheck.cases.remedies import is_too_near, usual_answer_day
from venuecheck.cases.safeguard_models import MindedAnswer, MindedNotice, SpeakerLink
from venuecheck.cases.safeguards import RESTRICTIONS, RIGHTS
from venuecheck.runtime import mail, outbox
from venuecheck.runtime.clock import london, now, today
from venuecheck.runtime.database import Reader, Transaction
from venuecheck.runtime.errors import InvalidError, MissingError
from venuecheck.runtime.settings import Settings
from venuecheck.runtime.text import is_email_address
from venuecheck.runtime.workdays import Nation

SEND_MINDED = "cases.send_minded"
A_SPEAKER = Doer(THE_ACTOR, frozenset({Party.SPEAKER.value}))

WAYS = {
    "page": "on the private page",
    "phone": "by telephone",
    "letter": "by letter",
    "email": "by e-mail",
    "person": "in person",
}
"""How an answer, or a request, can come."""


@dataclass(frozen=True)
class Intention:
    """What somebody is minded to do, as they write it: see `safeguard_models.MindedNotice`."""

    intends: Act
    rests_on: tuple[str, ...]
    relied_on: str
    because: str
    answer_by: date
    urgent: str = ""
    conditions: tuple[str, ...] = ()
    speakers: tuple[tuple[str, str], ...] = ()


def tell(tx: Transaction, case: Case, intention: Intention, by: Doer, settings: Settings) -> MindedNotice:
    """Say what a senior officer is minded to do; the notice goes to the hirer and to each speaker whose address is given.

    Raises InvalidError when it does not say what it rests on and relies on, or the day to answer by is too near.
    """
    if intention.intends.value not in RESTRICTIONS:
        raise InvalidError("Choose what you are minded to do", "intends")
    booked = case.application.hold.state == CONFIRMED
    if {Act.DECLINE: booked, Act.DECLINE_CHANGE: not booked}.get(intention.intends):
        raise InvalidError("A confirmed booking stands: only the change to it can be declined", "intends")
    if not set(intention.rests_on) <= RIGHTS or not intention.rests_on:
        raise InvalidError("Choose what it would rest on", "rests_on")
    if intention.intends is Act.GRANT_WITH_CONDITIONS and not intention.conditions:
        raise InvalidError("Write the conditions that you think of", "conditions")
    notice = prepare(tx, case, intention, by, settings.nation)
    facts = {"intends": letters.INTENDS[intention.intends], "until": str(intention.answer_by)}
    move(tx, case, Act.MIND, by, Event.MINDED, also=(notice, *notice.speakers), personal=_words(notice), words=facts)
    outbox.queue(tx, SEND_MINDED, notice_id=notice.id)
    return notice


def prepare(tx: Transaction, case: Case, intention: Intention, by: Doer, nation: Nation) -> MindedNotice:
    """Write the notice down, without sending it. The caller records it and queues `SEND_MINDED`."""
    _check(case, intention, nation)
    notice = MindedNotice(
        case_id=case.id,
        by=by.key,
        at=now(),
        version=case.application.latest.number,
        intends=intention.intends.value,
        rests_on=list(intention.rests_on),
        relied_on=intention.relied_on.strip(),
        because=intention.because.strip(),
        conditions=list(intention.conditions),
        answer_by=intention.answer_by,
        urgent=intention.urgent.strip(),
        speakers=[SpeakerLink(name=name, email=email, digest=_digest(_token())) for name, email in intention.speakers],
    )
    tx.add(notice)
    tx.flush()
    return notice


def _words(notice: MindedNotice) -> dict[str, str]:
    return {"relied_on": notice.relied_on, "because": notice.because, "urgent": notice.urgent}


def _check(case: Case, intention: Intention, nation: Nation) -> None:
    if not intention.relied_on.strip():
        raise InvalidError("Write the words and the evidence that you rely on, each with its date", "relied_on")
    if not intention.because.strip():
        raise InvalidError("Say what follows from them", "because")
    for name, email in intention.speakers:
        if not name.strip() or not is_email_address(email):
            raise InvalidError("Enter an e-mail address in the right form, like name@example.org", "speaker_email")
    _check_day(intention, london(case.application.hold.start).date(), nation)


def _check_day(intention: Intention, event: date, nation: Nation) -> None:
    told, day = today(), intention.answer_by
    if not is_too_near(told, event, nation):
        usual = usual_answer_day(told, nation)
        if not usual <= day < event:
            raise InvalidError(
                f"The day to answer by must be {letters.date_of(usual)} or later, and before the event. A shorter time is "
                "only for an event that is nearer than that",
                "answer_by",
            )
        return
    if day < told or (day >= event and day != told):
        raise InvalidError("The day to answer by must be today or later, and before the event", "answer_by")
    if not intention.urgent.strip():
        raise InvalidError(
            "The event is near: say why it cannot wait, and why there is no more time to answer", "urgent"
        )


# --- the notice ---------------------------------------------------------------


def keep(
    tx: Transaction, notice: MindedNotice, case: Case, letter: letters.Letter, printed: bytes, settings: Settings
) -> None:
    """Keep the notice as it is sent, and send it to the hirer and to each speaker. A second call does nothing."""
    if notice.made is not None:
        return
    notice.template, notice.subject, notice.text, notice.made = letter.template, letter.subject, letter.text, now()
    letters.send_notice(tx, case.application, letter, printed, settings)
    for link in notice.speakers:
        _write_to(tx, link, case.application, settings)
    record(
        tx,
        Event.MINDED_SENT,
        bookings.subject(case.application),
        SYSTEM,
        rows=(notice, *notice.speakers),
        speakers=len(notice.speakers),
    )


def _write_to(tx: Transaction, link: SpeakerLink, application: Application, settings: Settings) -> None:
    """Write to a speaker. The token stands in the mail alone."""
    token = _token()
    link.digest = _digest(token)
    letter = letters.to_speaker(link, application, settings)
    link.template, link.subject, link.text = letter.template, letter.subject, letter.text
    text = f"{plain(letter.text)}\nYou can read this and answer here:\n{settings.base_url}/speaker/{token}\n"
    mail.post(tx, link.email, letter.subject, text, bookings.subject(application), template=letter.template)


def _token() -> str:
    return secrets.token_urlsafe(32)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


# --- answers ------------------------------------------------------------------


def notice_with(reader: Reader, case: Case, notice_uuid: UUID) -> MindedNotice:
    """The notice of a case that was sent, by its UUID. Raises MissingError."""
    query = select(MindedNotice).where(MindedNotice.case_id == case.id, MindedNotice.uuid == notice_uuid)
    found = reader.scalar(query.where(MindedNotice.made.is_not(None)))
    if found is None:
        raise MissingError("There is no such notice.")
    return found


def link_behind(reader: Reader, token: str) -> SpeakerLink:
    """The speaker's link that a token opens. Raises MissingError."""
    found = reader.scalar(select(SpeakerLink).where(SpeakerLink.digest == _digest(token)))
    if found is None or found.notice.made is None:
        raise MissingError("This link does not open anything. It may have been cut off: copy it whole.")
    return found


def answer(
    tx: Transaction,
    case: Case,
    notice: MindedNotice,
    text: str,
    by: Doer,
    *,
    link: SpeakerLink | None = None,
    whose: str = "hirer",
    way: str = "page",
    more_to_come: bool = False,
) -> MindedAnswer:
    """Answer what is intended: as the hirer, as a speaker (with their link), or a member of staff for either.

    Answers that come after the day are taken too, as long as nothing is decided. Raises InvalidError without words.
    """
    if not text.strip():
        raise InvalidError("Write the answer", "answer")
    row = MindedAnswer(
        whose="speaker" if link is not None else whose,
        way=way,
        text=text,
        more_to_come=more_to_come,
        at=now(),
        entered_by=by.uuid,
        link_id=link.id if link is not None else None,
    )
    notice.answers.append(row)
    facts = {"whose": row.whose, "way": way}
    move(tx, case, Act.ANSWER_MINDED, by, Event.MINDED_ANSWERED, also=(row,), personal={"answer": text}, words=facts)
    return row


def speakers_to_write_to(case: Case) -> Sequence[str]:
    """The names of the speakers on the form."""
    return [one.name for one in bookings.form_of(case.application.latest).speakers if one.name.strip()]
