"""After an approval: an ordinary move or cancellation (a boiler, polling day), and the guarded way to cancel for what the
contract says or for changed facts. A confirmed booking is a contract that a court will enforce (Verrall v Great Yarmouth
Borough Council [1981] QB 202).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from venuecheck.audit.events import Event
from venuecheck.audit.guarded import Guarded
from venuecheck.bookings import service as bookings
from venuecheck.cases import letters, minded
from venuecheck.cases.acts import Act
from venuecheck.cases.decisions import record_outcome
from venuecheck.cases.models import Case, Decision
from venuecheck.cases.moves import Doer, facts_of, move
from venuecheck.cases.safeguard_models import Approach, CancelProposal
from venuecheck.cases.safeguards import all_of, open_proposal
from venuecheck.cases.service import put_back
from venuecheck.runtime import outbox
from venuecheck.runtime.clock import now
from venuecheck.runtime.database import Transaction
from venuecheck.runtime.errors import InvalidError, WrongStateError
from venuecheck.runtime.settings import Settings


class Ordinary(StrEnum):
    """An ordinary reason to move or cancel a booking. None of them is about the hirer, the event or its speakers."""

    FAULT = "fault"
    POLLING = "polling"
    EMERGENCY = "emergency"
    REPAIR = "repair"
    DOUBLE = "double"

    @property
    def label(self) -> str:
        """The reason as people read it."""
        return _ORDINARY[self]


_ORDINARY = {
    Ordinary.FAULT: "A fault in the building: boiler, water, electricity, lift",
    Ordinary.POLLING: "The room is needed for an election or a count",
    Ordinary.EMERGENCY: "The building is needed in an emergency, or is not safe",
    Ordinary.REPAIR: "Repairs that cannot wait",
    Ordinary.DOUBLE: "We made a mistake with the booking",
}


class Ground(StrEnum):
    """A ground of the contract, or changed facts, on which a confirmed booking may be cancelled."""

    BREACH = "breach"
    FALSE_STATEMENT = "false_statement"
    OTHER_USE = "other_use"
    UNPAID = "unpaid"
    DANGER = "danger"
    CHANGED_FACTS = "changed_facts"

    @property
    def label(self) -> str:
        """The ground as people read it, the hirer among them."""
        return _GROUNDS[self]


_GROUNDS = {
    Ground.BREACH: "A term of hire, or a condition of the approval, was broken",
    Ground.FALSE_STATEMENT: "Something that mattered was stated falsely in the application",
    Ground.OTHER_USE: "The event is to be another than the one that was approved",
    Ground.UNPAID: "What was owed under the contract was not paid",
    Ground.DANGER: "Evidence of the police of danger to people that nothing less would meet",
    Ground.CHANGED_FACTS: "Facts that were not known at the approval, and that would have decided it otherwise",
}
TOUCHES_RIGHTS = frozenset({Ground.DANGER, Ground.CHANGED_FACTS, Ground.OTHER_USE})
"""The grounds that need the balancing record as well, since what is said or who says it may be what they are about."""


# --- ordinary -----------------------------------------------------------------


def move_booking(
    tx: Transaction,
    case: Case,
    to: bookings.FreeTime,
    ground: Ordinary,
    reasons: str,
    free: Sequence[bookings.FreeTime],
    by: Doer,
) -> Decision:
    """Move a confirmed booking to another room or time, with an apology; the hold moves in the same transaction.

    `free` are the other times that the letter offers, should this one not suit. Raises InvalidError without a reason, and
    SlotTakenError when somebody was quicker.
    """
    if not reasons.strip():
        raise InvalidError("Write the reason, as the hirer will read it", "reasons")
    application = case.application
    was = {f"was_{key}": text for key, text in letters.place_and_time(application.hold).items()}
    form = bookings.at(bookings.form_of(application.latest), to)
    put_back(tx, case, form, by)
    return record_outcome(
        tx,
        case,
        Act.MOVE_BOOKING,
        by,
        Event.BOOKING_MOVED,
        said={"ground": ground.label.lower()},
        was=was,
        ground=ground.value,
        reasons=reasons,
        offered_times=_times(free),
    )


def call_off(
    tx: Transaction, case: Case, ground: Ordinary, reasons: str, free: Sequence[bookings.FreeTime], by: Doer
) -> Decision:
    """Cancel a confirmed booking for an ordinary reason, with an apology and other times; the space is given back in the same
    transaction. Raises InvalidError without a reason.
    """
    if not reasons.strip():
        raise InvalidError("Write the reason, as the hirer will read it", "reasons")
    return record_outcome(
        tx,
        case,
        Act.CALL_OFF,
        by,
        Event.BOOKING_CALLED_OFF,
        said={"ground": ground.label.lower()},
        ground=ground.value,
        reasons=reasons,
        offered_times=_times(free),
    )


def _times(free: Sequence[bookings.FreeTime]) -> list[dict[str, str]]:
    return [letters.free_time(time) for time in free]


# --- guarded ------------------------------------------------------------------


@dataclass(frozen=True)
class Proposal:
    """Why a confirmed booking should be cancelled, as a senior officer writes it. `approaches` are entries of the contact log
    that came before it: they are kept beside the proposal, and are no ground.
    """

    grounds: tuple[Ground, ...]
    relied_on: str
    because: str
    legal_advice: str
    likely_loss: str
    alternatives: str
    answer_by: date
    urgent: str = ""
    approaches: tuple[str, ...] = ()
    speakers: tuple[tuple[str, str], ...] = ()


ONLY_COMPLAINTS = (
    "Choose a ground of the contract, or changed facts. What somebody said to us is in the contact log, and is no ground: "
    "nothing is cancelled on a complaint alone"
)


def propose(tx: Transaction, case: Case, proposal: Proposal, by: Doer, settings: Settings) -> CancelProposal:
    """Propose to cancel a confirmed booking. The hirer is told why and can answer; nothing is cancelled yet.

    Raises InvalidError without a ground (an approach is none), evidence, legal advice, the hirer's likely loss or what else was
    considered.
    """
    if not proposal.grounds:
        raise InvalidError(ONLY_COMPLAINTS, "grounds")
    for field, sentence in (
        ("legal_advice", "Say what legal advice was taken, when and from whom"),
        ("likely_loss", "Say what the hirer is likely to lose"),
        ("alternatives", "Say what was considered instead, and why it is not enough"),
    ):
        if not getattr(proposal, field).strip():
            raise InvalidError(sentence, field)
    _check_evidence(tx, case, proposal)
    intention = minded.Intention(
        intends=Act.CONFIRM_CANCEL,
        rests_on=tuple(ground.label for ground in proposal.grounds),
        relied_on=proposal.relied_on,
        because=proposal.because,
        answer_by=proposal.answer_by,
        urgent=proposal.urgent,
        speakers=proposal.speakers,
    )
    notice = minded.prepare(tx, case, intention, by, settings.nation)
    row = CancelProposal(
        case_id=case.id,
        notice_id=notice.id,
        by=by.key,
        at=now(),
        grounds=[ground.value for ground in proposal.grounds],
        approaches=list(proposal.approaches),
        legal_advice=proposal.legal_advice.strip(),
        likely_loss=proposal.likely_loss.strip(),
        alternatives=proposal.alternatives.strip(),
    )
    facts = facts_of(tx, case, by)
    tx.add(row)
    said = {"grounds": ", ".join(ground.label.lower() for ground in proposal.grounds)}
    personal = {"relied_on": notice.relied_on, "because": notice.because, "legal_advice": row.legal_advice}
    also: tuple[Guarded, ...] = (row, notice, *notice.speakers)
    move(tx, case, Act.PROPOSE_CANCEL, by, Event.CANCEL_PROPOSED, facts=facts, also=also, personal=personal, words=said)
    outbox.queue(tx, minded.SEND_MINDED, notice_id=notice.id)
    return row


def _check_evidence(tx: Transaction, case: Case, proposal: Proposal) -> None:
    """Words copied from the contact log are no evidence either."""
    said = {" ".join(one.said.lower().split()) for one in all_of(tx, Approach, case)}
    if " ".join(proposal.relied_on.lower().split()) in said:
        raise InvalidError(
            "These are the words of somebody who approached us. A complaint is not evidence", "relied_on"
        )


def drop(tx: Transaction, case: Case, reasons: str, by: Doer) -> Decision:
    """Drop the proposal: the booking stands, and the hirer is told so. Raises InvalidError without a reason."""
    if not reasons.strip():
        raise InvalidError("Say why the booking stands, as the hirer will read it", "reasons")
    row = _open(tx, case)
    facts = facts_of(tx, case, by)
    row.ended = "dropped"
    return record_outcome(
        tx, case, Act.DROP_CANCEL, by, Event.CANCEL_DROPPED, facts=facts, also=(row,), reasons=reasons
    )


def confirm(tx: Transaction, case: Case, reasons: str, internal: str, by: Doer) -> Decision:
    """Confirm that the booking is cancelled: another senior officer than the one who proposed it, once the hirer was heard.
    The space is given back in the same transaction. Raises InvalidError without reasons.
    """
    if not reasons.strip():
        raise InvalidError("Give the reasons, as the hirer will read them", "reasons")
    row = _open(tx, case)
    grounds = [Ground(one) for one in row.grounds]
    restricts = bool(TOUCHES_RIGHTS & set(grounds))
    facts = replace(facts_of(tx, case, by), restricts=restricts)
    row.ended = "confirmed"
    return record_outcome(
        tx,
        case,
        Act.CONFIRM_CANCEL,
        by,
        Event.CANCEL_CONFIRMED,
        facts=facts,
        also=(row,),
        reasons=reasons,
        internal=internal,
        rests_on=[ground.label for ground in grounds],
    )


def _open(tx: Transaction, case: Case) -> CancelProposal:
    row = open_proposal(tx, case)
    if row is None:
        raise WrongStateError("Nobody has proposed to cancel this booking, or it is settled already.")
    return row
