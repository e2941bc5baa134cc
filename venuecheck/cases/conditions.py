"""Conditions of an approval: laid down with the decision, shown by the hirer or by us, and marked met or not met by staff."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from venuecheck.audit.events import Event
from venuecheck.audit.log import record
from venuecheck.bookings import service as bookings
from venuecheck.cases.acts import Act
from venuecheck.cases.models import Case, Decision
from venuecheck.cases.moves import THE_HIRER, Doer, move
from venuecheck.cases.watch import conditions_of
from venuecheck.cases.watch_models import MET, NOT_MET, OPEN, Condition
from venuecheck.runtime.clock import london, now, today
from venuecheck.runtime.database import Reader, Transaction
from venuecheck.runtime.errors import InvalidError, MissingError, WrongStateError
from venuecheck.runtime.workdays import Nation, after, before

HIRER, STAFF = "hirer", "staff"
STATES = {OPEN: ("Open", "yellow"), MET: ("Met", "green"), NOT_MET: ("Not met", "red")}


@dataclass(frozen=True)
class Evidence:
    """What shows that a condition is met: what is asked for, of whom, and how many working days before the event."""

    asked: str
    shown_by: str
    days: int


EVIDENCE = {
    "A named chair runs the event, or a second speaker gives balance.": Evidence("Who that is", HIRER, 5),
    "Questions are taken from the floor and are open to everyone.": Evidence("When questions are taken", HIRER, 2),
    "Everyone may sit anywhere: no label, sign, usher or entrance points people to a place.": Evidence(
        "How people will know that they may sit anywhere", HIRER, 2
    ),
    "Admission is by named ticket.": Evidence("How tickets are given out and checked", HIRER, 5),
    "The hirer provides stewards, agreed with us beforehand.": Evidence(
        "How many stewards, and who leads them", HIRER, 5
    ),
    "The hirer and each speaker sign an undertaking to keep to the law and the terms of hire.": Evidence(
        "The signed undertakings", HIRER, 5
    ),
    "No more people attend than were agreed.": Evidence("How people are counted at the door", HIRER, 2),
    "The event is held in another space or at another time, as agreed.": Evidence("The booking as moved", STAFF, 5),
    "The event is recorded, or attended by an officer of the council.": Evidence("Who attends or records it", STAFF, 2),
    "The event is not streamed live.": Evidence("That no stream is announced", HIRER, 2),
    "Publicity is shown to us before it goes out.": Evidence("The publicity", HIRER, 10),
    "The speech, or an outline of it, is shown to us before the event.": Evidence(
        "The speech or its outline", HIRER, 5
    ),
    "A named speaker does not speak.": Evidence("The programme without that speaker", HIRER, 5),
}
"""What shows that a condition of the library is met."""
OWN_WORDS = Evidence("How this is met", HIRER, 2)
"""What shows that a condition in own words is met."""


def lay_down(tx: Transaction, case: Case, decision: Decision, by: Doer) -> None:
    """Write down the conditions of a decision, each with the day by which it is to be shown. Nothing where it has none."""
    event, nation = london(case.event_start).date(), Nation(case.nation)
    rows = []
    for number, text in enumerate(decision.conditions, start=1):
        evidence = EVIDENCE.get(text, OWN_WORDS)
        due = max(before(event, evidence.days, nation), min(after(today(), 1, nation), event))
        words = {"text": text, "due": due, "shown_by": evidence.shown_by, "asked": evidence.asked}
        rows.append(Condition(case_id=case.id, decision_id=decision.id, number=number, **words))
    if rows:
        tx.add_all(rows)
        about = bookings.subject(case.application)
        record(tx, Event.CONDITIONS_SET, about, by.actor, rows=tuple(rows), count=len(rows))


def condition_with(reader: Reader, case: Case, uuid: UUID) -> Condition:
    """One of the conditions that stand on a case. Raises MissingError."""
    found = next((one for one in conditions_of(reader, case) if one.uuid == uuid), None)
    if found is None:
        raise MissingError("There is no such condition on this booking.")
    return found


def say_met(tx: Transaction, case: Case, uuid: UUID, words: str) -> None:
    """The hirer says how a condition is met. It may be said again until staff have marked it.

    Raises InvalidError without words, WrongStateError once it was marked.
    """
    condition = condition_with(tx, case, uuid)
    if condition.state != OPEN:
        raise WrongStateError("We have already looked at this condition. If something changed, write to us.")
    if not words.strip():
        raise InvalidError("Say how this is met", "said")
    condition.said, condition.said_at = words, now()
    said = {"number": condition.number}
    move(
        tx, case, Act.SAY_MET, THE_HIRER, Event.CONDITION_SAID, also=(condition,), personal={"said": words}, words=said
    )


def mark(tx: Transaction, case: Case, uuid: UUID, state: str, evidence: str, by: Doer) -> None:
    """Mark a condition as met or not met, with what shows it. It may be marked again: the newest counts.

    Raises InvalidError for anything but these two, and without evidence.
    """
    condition = condition_with(tx, case, uuid)
    if state not in {MET, NOT_MET}:
        raise InvalidError("Choose whether it is met", "state")
    if not evidence.strip():
        raise InvalidError("Say what shows it", "evidence")
    condition.state, condition.evidence = state, evidence
    condition.marked_by, condition.marked = by.key, now()
    move(
        tx,
        case,
        Act.MARK_CONDITION,
        by,
        Event.CONDITION_MARKED,
        also=(condition,),
        personal={"evidence": evidence},
        words={"number": condition.number, "state": STATES[state][0].lower()},
    )


def unmet(reader: Reader) -> list[tuple[Case, Condition]]:
    """Every condition that comes back to the queue before its event: not met, or still open a working day before its date.

    The nearest event first.
    """
    query = (
        select(Case, Condition)
        .join(Condition, Condition.case_id == Case.id)
        .where(Condition.state != MET, Case.event_start > now())
        .order_by(Case.event_start, Condition.number)
    )
    return [
        (case, condition)
        for case, condition in reader.execute(query)
        if (condition.state == NOT_MET or is_due(case, condition)) and condition in conditions_of(reader, case)
    ]


def is_due(case: Case, condition: Condition) -> bool:
    """Whether an open condition should have been shown by now, or by the next working day."""
    return condition.state == OPEN and before(condition.due, 1, Nation(case.nation)) <= today()
