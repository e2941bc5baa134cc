"""A review: the hirer asks, and a senior officer who took no part in the case upholds, changes or overturns the decision."""

from collections.abc import Sequence
from uuid import UUID

from venuecheck.audit.events import Event
from venuecheck.bookings import service as bookings
from venuecheck.bookings.models import RELEASED
from venuecheck.cases.acts import Act
from venuecheck.cases.changes import taken_back
from venuecheck.cases.checks import CHECK
from venuecheck.cases.decisions import OUTCOMES, record_outcome
from venuecheck.cases.models import Case, Decision
from venuecheck.cases.moves import Doer, facts_of, move
from venuecheck.cases.remedies import review_answered_by
from venuecheck.cases.safeguard_models import Review
from venuecheck.cases.safeguards import open_review, reviewable
from venuecheck.cases.service import put_back
from venuecheck.runtime import outbox
from venuecheck.runtime.clock import now, today
from venuecheck.runtime.database import Reader, Transaction
from venuecheck.runtime.errors import InvalidError, WrongStateError
from venuecheck.runtime.settings import Settings

RESULTS = (Act.UPHOLD, Act.REVIEW_CHANGE, Act.OVERTURN)


def ask_for_review(
    tx: Transaction,
    case: Case,
    grounds: str,
    by: Doer,
    settings: Settings,
    *,
    way: str = "page",
    entered_by: UUID | None = None,
) -> Review:
    """Ask for a review of the newest decision that went against the hirer: as the hirer, or staff for them.

    Raises InvalidError without grounds, WrongStateError where there is nothing to review.
    """
    if not grounds.strip():
        raise InvalidError("Say why the decision should be looked at again", "grounds")
    decision = reviewable(tx, case)
    if decision is None:
        raise WrongStateError("There is no decision that can be reviewed, or it was reviewed before.")
    facts = facts_of(tx, case, by)
    row = Review(
        case_id=case.id,
        decision_id=decision.id,
        state=case.state,
        asked=now(),
        way=way,
        entered_by=entered_by,
        grounds=grounds.strip(),
        answer_by=review_answered_by(today(), settings.nation),
    )
    tx.add(row)
    words = {"way": way, "until": str(row.answer_by)}
    personal = {"grounds": row.grounds}
    move(tx, case, Act.ASK_REVIEW, by, Event.REVIEW_ASKED, facts=facts, also=(row,), personal=personal, words=words)
    outbox.queue(tx, CHECK, case_id=case.id)
    return row


def reviewed(reader: Reader, case: Case) -> Decision | None:
    """The decision that the open review is of."""
    review = open_review(reader, case)
    return next((one for one in case.decisions if review and one.id == review.decision_id), None)


def decide_review(
    tx: Transaction,
    case: Case,
    result: Act,
    reasons: str,
    by: Doer,
    *,
    internal: str = "",
    conditions: Sequence[str] = (),
    to: bookings.FreeTime | None = None,
) -> Decision:
    """Decide a review: UPHOLD, REVIEW_CHANGE or OVERTURN, with reasons always.

    Overturned, the booking is confirmed as it was applied for, without conditions; changed, with other `conditions` or at
    another place or time (`to`). A space that was given back is taken again in the same transaction. Raises InvalidError
    without reasons or when nothing is changed, SlotTakenError when the space is no longer free.
    """
    if result not in RESULTS:
        raise InvalidError("Choose what the review comes to", "result")
    if not reasons.strip():
        raise InvalidError("Give the reasons, as the hirer will read them", "reasons")
    if result is Act.REVIEW_CHANGE and not conditions and to is None:
        raise InvalidError("Write the conditions, or choose another place or time", "conditions")
    review, decision = open_review(tx, case), reviewed(tx, case)
    if review is None or decision is None:
        raise WrongStateError("This review was decided already.")
    facts = facts_of(tx, case, by)
    review.outcome = result.value
    if result is not Act.UPHOLD and facts.took_part is False:
        _take_space(tx, case, decision, to if result is Act.REVIEW_CHANGE else None, by)
    return record_outcome(
        tx,
        case,
        result,
        by,
        Event.REVIEW_DECIDED,
        facts=facts,
        said={"outcome": OUTCOMES[result].removeprefix("Review: ")},
        also=(review,),
        reasons=reasons,
        internal=internal,
        conditions=list(conditions) if result is Act.REVIEW_CHANGE else [],
    )


def _take_space(tx: Transaction, case: Case, decision: Decision, to: bookings.FreeTime | None, by: Doer) -> None:
    """The place and time that the booking has after the review: taken again where it was given back; a change that was
    declined put into force.
    """
    application = case.application
    form = bookings.form_of(application.latest)
    if decision.outcome == Act.DECLINE_CHANGE.value:
        form = taken_back(bookings.form_of(application.versions[decision.version - 2]), form)
    if to is not None:
        form = bookings.at(form, to)
    if application.hold.state == RELEASED:
        bookings.hold_again(tx, application, form, by.actor)
        outbox.queue(tx, CHECK, case_id=case.id)
    elif form != bookings.form_of(application.latest):
        put_back(tx, case, form, by)
