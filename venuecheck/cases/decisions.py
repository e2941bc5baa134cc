"""Outcomes: the officer's approval, "cannot offer", and the senior officer's decision; and the notice that tells them."""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any

from venuecheck.audit.events import Event
from venuecheck.audit.guarded import Guarded
from venuecheck.audit.log import SYSTEM, record
from venuecheck.audit.witness import refuse_if_alone
from venuecheck.bookings import service as bookings
from venuecheck.bookings.models import CONFIRMED, HELD
from venuecheck.cases import conditions as conditions_of_approval
from venuecheck.cases import letters
from venuecheck.cases.acts import Act, State
from venuecheck.cases.changes import taken_back
from venuecheck.cases.models import Case, Decision, Notice
from venuecheck.cases.moves import Doer, facts_of, move
from venuecheck.cases.needs import Facts
from venuecheck.cases.remedies import review_asked_by
from venuecheck.cases.safeguard_models import ElectionMeeting, MindedNotice, Review
from venuecheck.cases.safeguards import GROUNDS, REVIEWED, RIGHTS, all_of, newest
from venuecheck.cases.service import put_back
from venuecheck.cases.watch import as_deputy, conditions_of
from venuecheck.cases.weighing import WEIGHED
from venuecheck.runtime import outbox
from venuecheck.runtime.clock import london, now, today
from venuecheck.runtime.database import Reader, Transaction
from venuecheck.runtime.errors import InvalidError
from venuecheck.runtime.settings import Settings

APPROVING = frozenset(
    {Act.APPROVE, Act.GRANT, Act.GRANT_WITH_CONDITIONS, Act.OVERRIDE, Act.REVIEW_CHANGE, Act.OVERTURN}
)
RELEASING = frozenset({Act.DECLINE, Act.CANNOT_OFFER, Act.CALL_OFF, Act.CONFIRM_CANCEL})
SEND_NOTICE = "cases.send_notice"


class Ground(StrEnum):
    """An ordinary reason why a space cannot be offered. None of them touches Prevent or equality."""

    CLOSED = "closed"
    TOO_MANY = "too_many"
    UNSUITABLE = "unsuitable"
    UNPAID = "unpaid"
    TAKEN = "taken"
    TOO_LATE = "too_late"

    @property
    def label(self) -> str:
        """The ground as people read it."""
        return _GROUNDS[self]


_GROUNDS = {
    Ground.CLOSED: "The venue is closed that day",
    Ground.TOO_MANY: "Too many people for the space",
    Ground.UNSUITABLE: "The space is not suited to the activity",
    Ground.UNPAID: "An earlier hire is unpaid",
    Ground.TAKEN: "The space is needed for council business",
    Ground.TOO_LATE: "Too little time to prepare the space",
}

MILD = (
    "A named chair runs the event, or a second speaker gives balance.",
    "Questions are taken from the floor and are open to everyone.",
    "Everyone may sit anywhere: no label, sign, usher or entrance points people to a place.",
    "Admission is by named ticket.",
    "The hirer provides stewards, agreed with us beforehand.",
    "The hirer and each speaker sign an undertaking to keep to the law and the terms of hire.",
)
"""Conditions that leave the event what it is, the least intrusive first."""
CONDITIONS = (
    *MILD,
    "No more people attend than were agreed.",
    "The event is held in another space or at another time, as agreed.",
    "The event is recorded, or attended by an officer of the council.",
    "The event is not streamed live.",
    "Publicity is shown to us before it goes out.",
    "The speech, or an outline of it, is shown to us before the event.",
    "A named speaker does not speak.",
)
"""The library of conditions met in practice, the least intrusive first."""
ON_SPEECH = frozenset(CONDITIONS[-5:])
"""Conditions on what is said, by whom, and who hears it: they restrict whatever they are said to rest on."""


def restricts(conditions: Sequence[str], rests_on: Sequence[str]) -> bool:
    """Whether conditions restrict the hirer's rights, so that they need what a refusal needs: one at least is not among the
    mild ones, and they rest on Prevent, public order or equality grounds, or touch what is said.

    A condition in own words is not among the mild ones.
    """
    return not set(conditions) <= set(MILD) and bool(RIGHTS & set(rests_on) or ON_SPEECH & set(conditions))


def approve(tx: Transaction, case: Case, internal: str, by: Doer) -> Decision:
    """A booking officer's approval within delegation: only where nothing is open."""
    return record_outcome(tx, case, Act.APPROVE, by, Event.CASE_APPROVED, reasons="", internal=internal)


def cannot_offer(
    tx: Transaction, case: Case, ground: Ground, reasons: str, offered: Sequence[bookings.FreeTime], by: Doer
) -> Decision:
    """An ordinary no, with its reason and other times.

    Raises InvalidError without a reason, or when nothing else is offered for a candidate's election meeting, who is entitled
    to a suitable room (Representation of the People Act 1983 ss.95, 96).
    """
    if not reasons.strip():
        raise InvalidError("Write the reason, as the hirer will read it", "reasons")
    if facts_of(tx, case).election and not offered:
        raise InvalidError("An election meeting must be offered another room or time, and none is free", "reasons")
    return record_outcome(
        tx,
        case,
        Act.CANNOT_OFFER,
        by,
        Event.CANNOT_OFFER,
        said={"ground": ground.label.lower()},
        ground=ground.value,
        reasons=reasons,
        offered_times=[letters.free_time(time) for time in offered],
    )


def decide(
    tx: Transaction,
    case: Case,
    outcome: Act,
    by: Doer,
    *,
    reasons: str,
    internal: str = "",
    weighed: dict[str, str] | None = None,
    conditions: Sequence[str] = (),
    rests_on: Sequence[str] = (),
) -> Decision:
    """The senior officer's decision: GRANT, GRANT_WITH_CONDITIONS, DECLINE or DECLINE_CHANGE, with reasons always.

    DECLINE_CHANGE is for a booking that was confirmed: it stands as it was approved, and the form says so again.

    `rests_on` names the grounds of a decline or of conditions (see `GROUNDS`); one that rests on equality needs an equality
    assessment on the case. `weighed` holds the parts of `weighing.WEIGHED`: all of them for a decline and for conditions that
    restrict, but the equality part only where it rests on equality, and concerns where there are any.

    Raises InvalidError when a decline lacks any of these or rests on what the hirer was not told, or conditions are wanted and
    none is given.
    """
    weighed = {key: text.strip() for key, text in (weighed or {}).items() if text.strip()}
    if not reasons.strip():
        raise InvalidError("Give the reasons, as the hirer will read them", "reasons")
    declines = outcome in {Act.DECLINE, Act.DECLINE_CHANGE}
    if declines and not set(rests_on) - {"other"}:
        raise InvalidError("Choose what declining rests on", "rests_on")
    conditions = list(conditions) if outcome is Act.GRANT_WITH_CONDITIONS else []
    if outcome is Act.GRANT_WITH_CONDITIONS and not conditions:
        raise InvalidError("Choose or write at least one condition", "conditions")
    if outcome is Act.GRANT_WITH_CONDITIONS and not rests_on:
        raise InvalidError("Choose what the conditions rest on", "rests_on")
    guarded = declines or restricts(conditions, rests_on)
    if guarded:
        _check_weighed(weighed, rests_on)
        _check_told(tx, case, rests_on)
    return record_outcome(
        tx,
        case,
        outcome,
        by,
        Event.CASE_DECIDED,
        said={"outcome": OUTCOMES[outcome].lower()},
        effect={"rests_on_equality": "equality" in rests_on, "restricts": guarded},
        rests_on=[] if outcome is Act.GRANT else list(rests_on),
        reasons=reasons,
        internal=internal,
        weighed=weighed,
        conditions=conditions,
    )


def _check_weighed(weighed: dict[str, str], rests_on: Sequence[str]) -> None:
    for key, (_, sentence) in WEIGHED.items():
        if key == "concerns" or (key == "equality" and "equality" not in rests_on):
            continue
        if not weighed.get(key):
            raise InvalidError(sentence, key)


def _check_told(tx: Transaction, case: Case, rests_on: Sequence[str]) -> None:
    """What was never put to the hirer is no ground. Where nothing was put at all, the table refuses the act."""
    notice = newest(tx, MindedNotice, case)
    if notice is not None and (untold := (set(rests_on) & RIGHTS) - set(notice.rests_on)):
        ground = GROUNDS[sorted(untold)[0]]
        raise InvalidError(
            f"The hirer was not told that this may rest on “{ground}”, and could not answer it", "rests_on"
        )


OUTCOMES = {
    Act.APPROVE: "Approved by a booking officer",
    Act.GRANT: "Approved",
    Act.GRANT_WITH_CONDITIONS: "Approved with conditions",
    Act.DECLINE: "Declined",
    Act.OVERRIDE: "Approved in an emergency",
    Act.DECLINE_CHANGE: "Change declined; the booking stands",
    Act.CANNOT_OFFER: "Cannot be offered",
    Act.MOVE_BOOKING: "Booking moved, for an ordinary reason",
    Act.CALL_OFF: "Booking cancelled, for an ordinary reason",
    Act.CONFIRM_CANCEL: "Booking cancelled",
    Act.DROP_CANCEL: "Not cancelled: the booking stands",
    Act.UPHOLD: "Review: decision upheld",
    Act.REVIEW_CHANGE: "Review: decision changed",
    Act.OVERTURN: "Review: decision overturned",
}
"""How an outcome reads."""


def record_outcome(
    tx: Transaction,
    case: Case,
    act: Act,
    by: Doer,
    event: Event,
    said: dict[str, str] | None = None,
    effect: dict[str, Any] | None = None,
    also: tuple[Guarded, ...] = (),
    was: dict[str, str] | None = None,
    facts: Facts | None = None,
    **words: Any,
) -> Decision:
    """Write an outcome down, move the case, keep or give back the space, and queue the notice.

    `effect` are facts of the workflow table that only this act knows; `also` further guarded rows that it changed; `was` the
    earlier place and time of a booking that was moved, for its letter; `facts` what the table is asked with, where the act
    itself has changed that already; `words` the columns of `Decision`.
    """
    refuse_if_alone(tx)
    application = case.application
    # Asked before an earlier form is put back, since what was heard and weighed was about the change.
    facts = replace(facts or facts_of(tx, case, by), **(effect or {}))
    if act is Act.DECLINE_CHANGE:
        _put_back(tx, case, by)
    hold = application.hold
    decision = Decision(
        outcome=act.value,
        version=application.latest.number,
        booked=letters.place_and_time(hold) | (was or {}),
        by=by.key,
        as_deputy=as_deputy(tx, State(case.state), act, by.uuid),
        at=now(),
        **words,
    )
    case.decisions.append(decision)
    personal = {"reasons": words["reasons"], "internal": words.get("internal", "")}
    move(tx, case, act, by, event, facts=facts, also=(decision, *also), personal=personal, words=said)
    conditions_of_approval.lay_down(tx, case, decision, by)
    if act in APPROVING and hold.state == HELD:
        bookings.confirm_hold(tx, application, by.actor)
    elif act in RELEASING:
        bookings.release_hold(tx, application, by.actor)
    elif hold.state == CONFIRMED:
        bookings.give_back_what_stood(tx, application)
    outbox.queue(tx, SEND_NOTICE, decision_id=decision.id)
    return decision


def _put_back(tx: Transaction, case: Case, by: Doer) -> None:
    """Put what was approved before in the place of the declined change, its place and time included."""
    approved = [one for one in case.decisions if Act(one.outcome) in APPROVING | {Act.MOVE_BOOKING}]
    if approved:  # else the table refuses the act
        stood = bookings.form_of(case.application.versions[approved[-1].version - 1])
        put_back(tx, case, taken_back(stood, bookings.form_of(case.application.latest)), by)


def told_of(reader: Reader, case: Case) -> dict[str, Any]:
    """What a letter tells beside the decision: what was put to the hirer before it, and the review that it answers."""
    noticed = [one for one in all_of(reader, MindedNotice, case) if one.made]
    told = noticed[-1] if noticed else None
    return {
        "minded": told,
        "told_on": letters.date_of(london(told.made).date()) if told and told.made else "",
        "answer_by": letters.date_of(told.answer_by) if told else "",
        "answered": [(one.whose, letters.date_of(london(one.at).date())) for one in told.answers] if told else [],
        "review": newest(reader, Review, case),
        "promised": [(one, letters.date_words(one.due)) for one in conditions_of(reader, case)],
        "settled": newest(reader, ElectionMeeting, case) if facts_of(reader, case).election else None,
    }


def keep_notice(
    tx: Transaction, decision: Decision, case: Case, letter: letters.Letter, printed: bytes, settings: Settings
) -> None:
    """Keep the notice and send it. A decision has one notice: a second call does nothing."""
    if decision.notice is not None:
        return
    sent = letters.send_notice(tx, case.application, letter, printed, settings)
    notice = Notice(
        decision_id=decision.id,
        template=letter.template,
        subject=letter.subject,
        text=letter.text,
        made=now(),
        review_by=review_asked_by(today(), settings.nation) if decision.outcome in REVIEWED else None,
        mail_id=sent.id if sent else None,
    )
    tx.add(notice)
    event = Event.NOTICE_SENT if sent else Event.NOTICE_KEPT
    record(tx, event, f"application:{case.application.uuid}", SYSTEM, rows=(notice,), template=letter.template)
