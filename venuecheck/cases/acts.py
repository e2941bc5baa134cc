"""The words of the workflow: the states of a case, the acts, the lanes, and those who act without being staff. Pure."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a case stands."""

    CHECKING = "checking"
    WITH_OFFICER = "with_officer"
    WITH_EQUALITY_LEAD = "with_equality_lead"
    WITH_PREVENT = "with_prevent"
    WITH_SENIOR = "with_senior"
    APPROVED = "approved"
    DECLINED = "declined"
    CANNOT_OFFER = "cannot_offer"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"
    UNDER_REVIEW = "under_review"


class Act(StrEnum):
    """What can be done to a case."""

    CHECK = "check"
    TAKE = "take"
    ASSIGN = "assign"
    NOTE = "note"
    ASK = "ask"
    ANSWER = "answer"
    CORRECT = "correct"
    WITHDRAW = "withdraw"
    ADJUDICATE = "adjudicate"
    CONCLUDE = "conclude"
    RECORD_CHECK = "record-check"
    TO_EQUALITY = "to-equality"
    TO_PREVENT = "to-prevent"
    TO_SENIOR = "to-senior"
    TO_OFFICER = "to-officer"
    ASSESS = "assess-equality"
    RECOMMEND = "recommend"
    APPROVE = "approve"
    CANNOT_OFFER = "cannot-offer"
    GRANT = "grant"
    GRANT_WITH_CONDITIONS = "grant-with-conditions"
    DECLINE = "decline"
    DECLINE_CHANGE = "decline-change"
    GO_UP = "go-up"
    DECLARE_INTEREST = "declare-interest"
    WITHDRAW_INTEREST = "withdraw-interest"
    OVERRIDE = "override"
    RATIFY = "ratify"
    SAY_MET = "say-met"
    MARK_CONDITION = "mark-condition"
    REPORT_EVENT = "report-event"
    LOG_APPROACH = "log-approach"
    BALANCE = "balance"
    MIND = "minded"
    ANSWER_MINDED = "answer-minded"
    SETTLE_ELECTION = "settle-election"
    MOVE_BOOKING = "move-booking"
    CALL_OFF = "call-off"
    PROPOSE_CANCEL = "propose-cancel"
    DROP_CANCEL = "drop-cancel"
    CONFIRM_CANCEL = "confirm-cancel"
    ASK_REVIEW = "ask-review"
    UPHOLD = "uphold"
    REVIEW_CHANGE = "review-change"
    OVERTURN = "overturn"


ACTS = {
    Act.CHECK: "Check",
    Act.TAKE: "Take the case",
    Act.ASSIGN: "Give the case to a colleague",
    Act.NOTE: "Write a note",
    Act.ASK: "Ask the hirer",
    Act.ANSWER: "Answer a question",
    Act.CORRECT: "Change the application",
    Act.WITHDRAW: "Withdraw",
    Act.ADJUDICATE: "Judge a match",
    Act.CONCLUDE: "Conclude a finding",
    Act.RECORD_CHECK: "Record a check",
    Act.TO_EQUALITY: "Pass to the equality lead",
    Act.TO_PREVENT: "Pass to the Prevent team",
    Act.TO_SENIOR: "Pass to a senior officer",
    Act.TO_OFFICER: "Give back to booking officers",
    Act.ASSESS: "Record an equality assessment",
    Act.RECOMMEND: "Recommend",
    Act.APPROVE: "Approve",
    Act.CANNOT_OFFER: "Answer that it cannot be offered",
    Act.GRANT: "Decide: approve",
    Act.GRANT_WITH_CONDITIONS: "Decide: approve with conditions",
    Act.DECLINE: "Decide: decline",
    Act.DECLINE_CHANGE: "Decide: decline the change, and let the booking stand",
    Act.GO_UP: "Go up, because nobody decided in time",
    Act.DECLARE_INTEREST: "Declare an interest",
    Act.WITHDRAW_INTEREST: "Withdraw a declared interest",
    Act.OVERRIDE: "Approve in an emergency",
    Act.RATIFY: "Ratify an emergency approval",
    Act.SAY_MET: "Say how a condition is met",
    Act.MARK_CONDITION: "Mark a condition as met or not met",
    Act.REPORT_EVENT: "Say what happened at the event",
    Act.LOG_APPROACH: "Log an approach",
    Act.BALANCE: "Complete the balancing record",
    Act.MIND: "Say what you are minded to do",
    Act.ANSWER_MINDED: "Answer what we are minded to do",
    Act.SETTLE_ELECTION: "Settle room, time and order of an election meeting",
    Act.MOVE_BOOKING: "Move the booking (ordinary reasons)",
    Act.CALL_OFF: "Cancel the booking (ordinary reasons)",
    Act.PROPOSE_CANCEL: "Propose to cancel the booking",
    Act.DROP_CANCEL: "Drop the proposal to cancel",
    Act.CONFIRM_CANCEL: "Confirm that the booking is cancelled",
    Act.ASK_REVIEW: "Ask for a review",
    Act.UPHOLD: "Review: uphold the decision",
    Act.REVIEW_CHANGE: "Review: change the decision",
    Act.OVERTURN: "Review: overturn the decision",
}
"""What each act is called."""


class Lane(StrEnum):
    """Why a case waits where it waits."""

    PLAIN = "plain"
    INCOMPLETE = "incomplete"
    EQUALITY = "equality"
    MATCH = "match"


class Party(StrEnum):
    """Those who act on a case without being staff."""

    HIRER = "hirer"
    SPEAKER = "speaker"
    SYSTEM = "system"


@dataclass(frozen=True)
class Seen:
    """How a state reads: for staff, and for the hirer on their private page; whether it ends the case."""

    staff: str
    colour: str
    hirer: str
    ended: bool = False


STATES = {
    State.CHECKING: Seen("Being checked", "grey", "We have your application and are checking it."),
    State.WITH_OFFICER: Seen("With booking officers", "blue", "A booking officer is looking at your application."),
    State.WITH_EQUALITY_LEAD: Seen(
        "With the equality lead", "purple", "A colleague is looking at the seating arrangements."
    ),
    State.WITH_PREVENT: Seen("With the Prevent team", "yellow", "We are looking at your application."),
    State.WITH_SENIOR: Seen("With a senior officer", "orange", "A senior officer is looking at your application."),
    State.APPROVED: Seen("Approved", "green", "Your booking is confirmed.", ended=True),
    State.DECLINED: Seen("Declined", "red", "We have declined this booking. The notice says why.", ended=True),
    State.CANNOT_OFFER: Seen("Cannot be offered", "grey", "We cannot offer this. The notice says why.", ended=True),
    State.WITHDRAWN: Seen("Withdrawn", "grey", "You have withdrawn this application.", ended=True),
    State.CANCELLED: Seen(
        "Cancelled", "red", "We have cancelled this booking. The notice says why, and what you can do.", ended=True
    ),
    State.UNDER_REVIEW: Seen(
        "Under review", "turquoise", "Somebody who was not involved before is reviewing our decision."
    ),
}
