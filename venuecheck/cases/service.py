"""What is done to a case: sending an application, checking it, and every act of the hirer and of staff but the outcome.

Every act is one function: the workflow table is asked, the act is done, its event written and what follows queued, in the
transaction that was opened for it. Nothing else changes a case.
"""

from dataclasses import replace
from uuid import UUID

from sqlalchemy import select

from venuecheck.accounts.models import User
from venuecheck.audit.events import Event
from venuecheck.audit.log import HIRER, SYSTEM, Actor, record
from venuecheck.bookings import service as bookings
from venuecheck.bookings.application import ApplicationForm
from venuecheck.bookings.links import application_behind, may_send_again
from venuecheck.bookings.models import CONFIRMED, Application
from venuecheck.cases import changes, letters
from venuecheck.cases.acts import STATES, Act, State
from venuecheck.cases.checks import CHECK
from venuecheck.cases.deadlines import deadline
from venuecheck.cases.models import Case, EqualityAssessment, Note, Question, Recommendation
from venuecheck.cases.moves import ELECTION, THE_HIRER, Doer, facts_of, move
from venuecheck.cases.workflow import QUEUES, step
from venuecheck.equality import service as equality
from venuecheck.equality.models import Conclusion
from venuecheck.runtime import outbox
from venuecheck.runtime.clock import now, today
from venuecheck.runtime.database import Reader, Transaction
from venuecheck.runtime.errors import InvalidError, MissingError, WrongStateError
from venuecheck.runtime.settings import Settings
from venuecheck.screening import service as screening
from venuecheck.screening.models import Verdict

TELL_OF_ELECTION = "cases.tell_of_election"
TELL_OF_CHANGE = "cases.tell_of_change"
ASSESSED = ("eliminate", "advance", "relations", "affected", "less_intrusive", "proportionality")
"""What every equality assessment says."""
ARGUED = {
    "expression": "Say what it means for free expression, assembly and religion",
    "less_intrusive": "Say which less intrusive ways there are, and why they are not enough",
    "proportionality": "Say why it is proportionate",
}
"""What a recommendation says beside its reasons, unless it is to approve."""


# --- finding a case -----------------------------------------------------------


def case_with(reader: Reader, case_uuid: UUID) -> Case:
    """The case with this UUID. Raises MissingError."""
    case = reader.scalar(select(Case).where(Case.uuid == case_uuid))
    if case is None:
        raise MissingError("There is no such case.")
    return case


def case_of(reader: Reader, application: Application) -> Case:
    """The case of an application."""
    return reader.scalars(select(Case).where(Case.application_id == application.id)).one()


def case_behind(reader: Reader, token: str) -> Case:
    """The case that a private link opens. Raises MissingError."""
    application = application_behind(reader, token)
    if application is None:
        raise MissingError("This link does not open an application. It may have been cut off: copy it whole.")
    return case_of(reader, application)


# --- sending ------------------------------------------------------------------


def submit(
    tx: Transaction,
    form: ApplicationForm,
    settings: Settings,
    *,
    channel: str = "online",
    entered_by: UUID | None = None,
) -> tuple[Case, str]:
    """Send an application: hold the space, open the case, queue the checks and the acknowledgement, all or nothing.

    Returns the case and the token of the private link. Raises SlotTakenError or InvalidError as `bookings.place` does.
    """
    by = Actor.user(entered_by) if entered_by else HIRER
    application, token = bookings.place(tx, form, channel=channel, entered_by=entered_by, by=by)
    moment = now()
    case = Case(
        application=application,
        title=_title(form),
        event_start=application.hold.start,
        nation=settings.nation.value,
        decide_by=today(),
        opened=moment,
        state_since=moment,
    )
    tx.add(case)
    record(tx, Event.CASE_OPENED, bookings.subject(case.application), by, moment, rows=(case,))
    case.decide_by = deadline(tx, case).day
    outbox.queue(tx, CHECK, case_id=case.id)
    if form.purpose_kind == ELECTION:
        outbox.queue(tx, TELL_OF_ELECTION, case_id=case.id)
    letters.acknowledge(tx, application, form, token, settings)
    return case, token


def correct(tx: Transaction, case: Case, form: ApplicationForm) -> None:
    """Put a new version of the form in the place of the old, and check it again.

    After an approval the booking stands while the change is looked at. One that does not matter (`changes.py`) is recorded and
    checked, and leaves the case where it is, with what was weighed and heard. Raises SlotTakenError and InvalidError.
    """
    before = bookings.form_of(case.application.latest)
    bookings.correct(tx, case.application, form, HIRER, _confirmed(case))
    case.title, case.event_start = _title(form), case.application.hold.start
    if form.purpose_kind == ELECTION != before.purpose_kind:
        outbox.queue(tx, TELL_OF_ELECTION, case_id=case.id)
    stands = STATES[move(tx, case, Act.CORRECT, THE_HIRER, None)].ended
    if stands:
        bookings.give_back_what_stood(tx, case.application)
        fields = ", ".join(changes.changed(before, form)) or "nothing"
        record(tx, Event.CHANGE_STANDS, bookings.subject(case.application), SYSTEM, fields=fields)
    outbox.queue(tx, CHECK, case_id=case.id)
    outbox.queue(tx, TELL_OF_CHANGE, case_id=case.id, version=case.application.latest.number, stands=stands)


def _confirmed(case: Case) -> ApplicationForm | None:
    """The form whose place and time are confirmed."""
    if case.application.hold.state != CONFIRMED or not case.decisions:
        return None
    return bookings.form_of(case.application.versions[case.decisions[-1].version - 1])


def put_back(tx: Transaction, case: Case, form: ApplicationForm, by: Doer) -> None:
    """Put another form in the place of the newest, and check it again: the earlier one after a change that was declined, one
    with another room or time after a move.
    """
    bookings.correct(tx, case.application, form, by.actor)
    case.title, case.event_start = _title(form), case.application.hold.start
    outbox.queue(tx, CHECK, case_id=case.id)


# --- the hirer's acts ---------------------------------------------------------


def answer(tx: Transaction, case: Case, question_uuid: UUID, text: str) -> None:
    """Answer a question. Raises InvalidError without words, WrongStateError when it was answered before."""
    question = next((q for q in case.questions if q.uuid == question_uuid), None)
    if question is None:
        raise MissingError("There is no such question on this application.")
    if question.answered:
        raise WrongStateError("This question was answered already.")
    if not text.strip():
        raise InvalidError("Write your answer", "answer")
    question.answer, question.answered = text, now()
    move(tx, case, Act.ANSWER, THE_HIRER, Event.QUESTION_ANSWERED, also=(question,), personal={"answer": text})


def withdraw(tx: Transaction, case: Case) -> None:
    """Withdraw the application and give the space back."""
    move(tx, case, Act.WITHDRAW, THE_HIRER, Event.APPLICATION_WITHDRAWN)
    bookings.release_hold(tx, case.application, HIRER)


def send_links_again(tx: Transaction, email: str, settings: Settings) -> None:
    """Send the private links of every application of an address to that address, and to no other, at most once an hour.
    Whether there are any is not told to whoever asks.
    """
    found = bookings.applications_by_email(tx, email)
    if found and may_send_again(tx, email):
        letters.send_links_again(tx, found, settings)


# --- acts of staff ------------------------------------------------------------


def refuse_stale(case: Case, seen: str) -> None:
    """Make sure that what is decided on is what the page showed: the version that was `seen` is still the newest.

    Raises WrongStateError when the hirer has changed the application meanwhile.
    """
    if seen != str(case.application.latest.number):
        raise WrongStateError("The hirer has changed the application since you opened this page. Look at it again.")


def take(tx: Transaction, case: Case, by: Doer) -> None:
    """Take a case: it is then theirs in the queue."""
    case.assigned_to = by.key
    move(tx, case, Act.TAKE, by, Event.CASE_TAKEN)


def assign(tx: Transaction, case: Case, to: UUID | None, by: Doer) -> None:
    """Give a case to a colleague whose queue it stands in, or back to the queue. Raises InvalidError for anybody else."""
    role = QUEUES.get(State(case.state))
    user = tx.scalar(select(User).where(User.uuid == to, User.open))
    if to is not None and (user is None or role not in user.roles):
        raise InvalidError("Choose a colleague who works on this queue", "to")
    case.assigned_to = to
    move(tx, case, Act.ASSIGN, by, Event.CASE_ASSIGNED, words={"to": str(to) if to else "nobody"})


def add_note(tx: Transaction, case: Case, text: str, by: Doer) -> None:
    """Write an internal note. Raises InvalidError without words."""
    if not text.strip():
        raise InvalidError("Write the note", "text")
    note = Note(by=by.key, at=now(), text=text)
    case.notes.append(note)
    move(tx, case, Act.NOTE, by, Event.NOTE_ADDED, also=(note,), personal={"text": text})


def ask(tx: Transaction, case: Case, text: str, by: Doer, settings: Settings) -> None:
    """Ask the hirer a question; it goes out by e-mail and stands on the private page. Raises InvalidError without words."""
    if not text.strip():
        raise InvalidError("Write the question", "question")
    question = Question(by=by.key, asked=now(), text=text)
    case.questions.append(question)
    move(tx, case, Act.ASK, by, Event.QUESTION_ASKED, also=(question,), personal={"question": text})
    letters.ask(tx, case.application, text, settings)


def adjudicate(tx: Transaction, case: Case, match_uuid: UUID, verdict: Verdict, reason: str, by: Doer) -> None:
    """Say whether a match is the same person or organisation. Once all are different ones, the case goes back by itself."""
    match = screening.match_with(tx, case.application.uuid, match_uuid)
    screening.adjudicate(tx, match, verdict, reason, by.key)
    move(tx, case, Act.ADJUDICATE, by, None)


def conclude(
    tx: Transaction, case: Case, finding_uuid: UUID, conclusion: Conclusion, exception: str, reason: str, by: Doer
) -> None:
    """Conclude an equality finding. A booking officer may not close one that is likely unlawful; once the equality lead has
    closed all, the case goes back by itself.
    """
    finding = equality.finding_with(tx, case.application.uuid, finding_uuid)
    equality.conclude(tx, finding, conclusion, exception, reason, by.key)
    tx.flush()
    likely_unlawful = finding.outcome == "likely_unlawful"
    facts = replace(facts_of(tx, case, by), concludes_likely_unlawful=likely_unlawful)
    move(tx, case, Act.CONCLUDE, by, None, facts=facts)


def pass_on(tx: Transaction, case: Case, act: Act, reason: str, by: Doer) -> None:
    """Pass a case to the equality lead, the Prevent team, a senior officer or back, always with a reason.

    Raises InvalidError without one.
    """
    if not reason.strip():
        raise InvalidError("Say why", "reason")
    to = step(State(case.state), act, by.roles, facts_of(tx, case, by))
    words = {"to": STATES[to].staff.lower().removeprefix("with "), "act": act.value, "before": case.state}
    move(tx, case, act, by, Event.CASE_ESCALATED, personal={"reason": reason}, words=words)


def assess_equality(tx: Transaction, case: Case, by: Doer, **words: str) -> None:
    """Record an equality assessment: what is owed under the public sector equality duty (Equality Act 2010 s.149).

    `words`: eliminate, advance, relations (the duty's three aims), affected, less_intrusive, proportionality, legal_advice.
    Raises InvalidError when any but the legal advice is missing.
    """
    for name in ASSESSED:
        if not words[name].strip():
            raise InvalidError("Write what you found, or that there is nothing to find", name)
    row = EqualityAssessment(by=by.key, at=now(), **words)
    case.equality_assessments.append(row)
    move(tx, case, Act.ASSESS, by, Event.EQUALITY_ASSESSED, also=(row,), personal=words)


def recommend(tx: Transaction, case: Case, by: Doer, **words: str) -> None:
    """Recommend an outcome to the senior officer.

    `words`: outcome, facts_found, concerns, in_favour, expression, equality, less_intrusive, proportionality, reasons (fit for
    the hirer), internal. Raises InvalidError without reasons, or where anything but an approval is recommended without saying
    what it means for free expression, which less intrusive ways there are, and why it is proportionate.
    """
    if not words["reasons"].strip():
        raise InvalidError("Give your reasons", "reasons")
    if words["outcome"] != Act.GRANT.value:
        for name, sentence in ARGUED.items():
            if not words.get(name, "").strip():
                raise InvalidError(sentence, name)
    row = Recommendation(by=by.key, at=now(), **words)
    case.recommendations.append(row)
    move(
        tx,
        case,
        Act.RECOMMEND,
        by,
        Event.CASE_RECOMMENDED,
        also=(row,),
        words={"outcome": words["outcome"].replace("-", " ")},
    )


def _title(form: ApplicationForm) -> str:
    return form.title.strip() or form.organisation.strip() or form.purpose.strip()[:80] or "Untitled"
