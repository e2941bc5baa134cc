"""What an act may need, and the facts of a case that say whether it is met. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from venuecheck.cases.acts import Lane, State


@dataclass(frozen=True)
class Facts:
    """What the table needs to know of a case at the moment of an act, its effect included."""

    open_matches: int = 0
    new_matches: int = 0
    open_findings: int = 0
    concludes_likely_unlawful: bool = False
    unnamed_speakers: int = 0
    no_seating_detail: bool = False
    checked_now: bool = True
    booked: bool = False
    election: bool = False
    rests_on_equality: bool = False
    equality_assessed: bool = False
    recommended_by_actor: bool = False
    entered_by_actor: bool = False
    trained: bool = True
    late: bool = False
    interest_of_actor: bool = False
    interest_of_another: bool = False
    unratified: bool = False
    overridden_by_actor: bool = False
    conditions: int = 0
    open_conditions: int = 0
    event_over: bool = False
    event_reported: bool = False
    restricts: bool = False
    balanced: bool = False
    minded: bool = False
    heard_on_refusal: bool = False
    heard_on_restriction: bool = False
    heard_on_cancelling: bool = False
    approached: bool = False
    cancel_proposed: bool = False
    cancel_proposed_by_actor: bool = False
    review_in_time: bool = False
    reviewed: str = ""
    took_part: bool = False
    election_settled: bool = False
    change_matters: bool = False
    new_findings: int = 0

    @property
    def lane(self) -> Lane:
        """The lane that the open things ask for: a match before a finding, a finding before what is missing."""
        if self.open_matches:
            return Lane.MATCH
        if self.open_findings and not (self.no_seating_detail and self.open_findings == 1):
            return Lane.EQUALITY
        if self.unnamed_speakers or self.no_seating_detail:
            return Lane.INCOMPLETE
        return Lane.PLAIN


class Need(StrEnum):
    """What an act may need, in a sentence that is shown to whoever lacks it."""

    MATCH = "There must be an open match."
    NEW_MATCH = "A match must have come that nobody has looked at."
    NEW_FINDING = "An equality finding must have come that did not stand when it was approved."
    SLIGHT_CHANGE = "The change must be one that would not open a confirmed booking again."
    NO_MATCH = "Every match must have been judged to be a different person or organisation."
    NO_FINDING = "Every equality finding must have been concluded."
    NOTHING_OPEN = "Nothing may be open: no match, no equality finding and no speaker still to be named."
    CHECKED_NOW = "The application or the watchlist has just changed and is being checked again. Try in a minute."
    NOT_BOOKED = "This is a confirmed booking, and so a contract: only the change to it can be declined."
    BOOKED = "There is no confirmed booking."
    NOT_LIKELY_UNLAWFUL = "A finding of likely unlawful separation goes to the equality lead."
    NOT_OWN_RECOMMENDATION = "Nobody decides on what they themselves recommended."
    NOT_OWN_APPLICATION = "Nobody approves an application that they themselves entered."
    TRAINED = "Your training for approving hires must be recorded and in date."
    NO_INTEREST = "Nobody decides, recommends or judges where they have declared an interest."
    NOT_DECLARED = "An interest is declared once."
    INTEREST_OF_ANOTHER = "Nobody else has declared an interest in this case."
    LATE = "The day by which to decide must have passed."
    UNRATIFIED = "There is no emergency approval to ratify."
    NOT_OWN_OVERRIDE = "Nobody ratifies what they themselves approved in an emergency."
    CONDITION = "There is no condition on this booking."
    CONDITION_OPEN = "There is no condition that is still open."
    EVENT_OVER = "The event must be over."
    NOT_REPORTED = "It was already recorded what happened."
    EQUALITY_ASSESSED = "What rests on equality grounds needs an equality assessment on the case first."
    NOT_ELECTION = (
        "A candidate's election meeting cannot be declined (Representation of the People Act 1983 ss.95, 96)."
    )
    ELECTION = "This is not a candidate's election meeting."
    ELECTION_SETTLED = "Room, time and order of a candidate's election meeting are settled in the record first."
    BALANCED = "The balancing record must be complete, on the application as it now stands."
    BALANCED_IF_RESTRICTED = "A restriction on Prevent, public order or equality grounds needs the balancing record."
    MINDED = "Nothing was put to the hirer that could be answered."
    HEARD_ON_REFUSAL = (
        "The hirer must have been told that you are minded to refuse, and have answered or let the date pass."
    )
    HEARD_IF_RESTRICTED = (
        "A restriction on Prevent, public order or equality grounds is put to the hirer first, who answers or lets the "
        "date pass."
    )
    HEARD_ON_CANCELLING = "The hirer must have answered what was proposed, or let the date for it pass."
    NOT_APPROACHED = "Somebody has approached us about this booking, so only a senior officer moves or cancels it."
    NO_CANCEL_PROPOSED = "It has been proposed to cancel this booking: that is settled first."
    CANCEL_PROPOSED = "Nobody has proposed to cancel this booking."
    NOT_OWN_PROPOSAL = "Nobody confirms a cancellation that they themselves proposed."
    REVIEW_IN_TIME = "A decision is reviewed once, if that is asked for within 20 working days of its notice."
    TOOK_NO_PART = "A review is decided by somebody who took no part in the case before it."
    REVIEWS_DECLINE = "The review is not of a decline."
    REVIEWS_CANNOT_OFFER = "The review is not of an answer that a booking cannot be offered."
    REVIEWS_CANCELLATION = "The review is not of a cancellation."
    REVIEWS_APPROVAL = "The review is not of conditions, or of a change that was declined."

    def met(self, facts: Facts) -> bool:
        """Whether the facts meet it."""
        return MET[self](facts)


MET: dict[Need, Callable[[Facts], bool]] = {
    Need.MATCH: lambda facts: facts.open_matches > 0,
    Need.NEW_MATCH: lambda facts: facts.new_matches > 0,
    Need.NEW_FINDING: lambda facts: facts.new_findings > 0,
    Need.SLIGHT_CHANGE: lambda facts: not facts.change_matters,
    Need.NO_MATCH: lambda facts: facts.open_matches == 0,
    Need.NO_FINDING: lambda facts: facts.open_findings == 0,
    Need.NOTHING_OPEN: lambda facts: not (facts.open_matches or facts.open_findings or facts.unnamed_speakers),
    Need.CHECKED_NOW: lambda facts: facts.checked_now,
    Need.NOT_BOOKED: lambda facts: not facts.booked,
    Need.BOOKED: lambda facts: facts.booked,
    Need.NOT_LIKELY_UNLAWFUL: lambda facts: not facts.concludes_likely_unlawful,
    Need.NOT_OWN_RECOMMENDATION: lambda facts: not facts.recommended_by_actor,
    Need.NOT_OWN_APPLICATION: lambda facts: not facts.entered_by_actor,
    Need.TRAINED: lambda facts: facts.trained,
    Need.NO_INTEREST: lambda facts: not facts.interest_of_actor,
    Need.NOT_DECLARED: lambda facts: not facts.interest_of_actor,
    Need.INTEREST_OF_ANOTHER: lambda facts: facts.interest_of_another,
    Need.LATE: lambda facts: facts.late,
    Need.UNRATIFIED: lambda facts: facts.unratified,
    Need.NOT_OWN_OVERRIDE: lambda facts: not facts.overridden_by_actor,
    Need.CONDITION: lambda facts: facts.conditions > 0,
    Need.CONDITION_OPEN: lambda facts: facts.open_conditions > 0,
    Need.EVENT_OVER: lambda facts: facts.event_over,
    Need.NOT_REPORTED: lambda facts: not facts.event_reported,
    Need.EQUALITY_ASSESSED: lambda facts: facts.equality_assessed or not facts.rests_on_equality,
    Need.NOT_ELECTION: lambda facts: not facts.election,
    Need.ELECTION: lambda facts: facts.election,
    Need.ELECTION_SETTLED: lambda facts: facts.election_settled or not facts.election,
    Need.BALANCED: lambda facts: facts.balanced,
    Need.BALANCED_IF_RESTRICTED: lambda facts: facts.balanced or not facts.restricts,
    Need.MINDED: lambda facts: facts.minded,
    Need.HEARD_ON_REFUSAL: lambda facts: facts.heard_on_refusal,
    Need.HEARD_IF_RESTRICTED: lambda facts: facts.heard_on_restriction or not facts.restricts,
    Need.HEARD_ON_CANCELLING: lambda facts: facts.heard_on_cancelling,
    Need.NOT_APPROACHED: lambda facts: not facts.approached,
    Need.NO_CANCEL_PROPOSED: lambda facts: not facts.cancel_proposed,
    Need.CANCEL_PROPOSED: lambda facts: facts.cancel_proposed,
    Need.NOT_OWN_PROPOSAL: lambda facts: not facts.cancel_proposed_by_actor,
    Need.REVIEW_IN_TIME: lambda facts: facts.review_in_time,
    Need.TOOK_NO_PART: lambda facts: not facts.took_part,
    Need.REVIEWS_DECLINE: lambda facts: facts.reviewed == State.DECLINED,
    Need.REVIEWS_CANNOT_OFFER: lambda facts: facts.reviewed == State.CANNOT_OFFER,
    Need.REVIEWS_CANCELLATION: lambda facts: facts.reviewed == State.CANCELLED,
    Need.REVIEWS_APPROVAL: lambda facts: facts.reviewed == State.APPROVED,
}
"""What the facts must say for each need to be met."""

QUIET = frozenset(
    {
        Need.MATCH,
        Need.NEW_MATCH,
        Need.NEW_FINDING,
        Need.SLIGHT_CHANGE,
        Need.BOOKED,
        Need.ELECTION,
        Need.MINDED,
        Need.CANCEL_PROPOSED,
        Need.NOT_DECLARED,
        Need.INTEREST_OF_ANOTHER,
        Need.UNRATIFIED,
        Need.CONDITION,
        Need.CONDITION_OPEN,
        Need.EVENT_OVER,
        Need.NOT_REPORTED,
        Need.REVIEW_IN_TIME,
        Need.REVIEWS_DECLINE,
        Need.REVIEWS_CANNOT_OFFER,
        Need.REVIEWS_CANCELLATION,
        Need.REVIEWS_APPROVAL,
    }
)
"""What is not said to be lacking on a page: without it there is nothing that the act could be done to."""
