"""The workflow, as one table: in which state, which act, who may, what it needs, where it leads, what the hirer sees.

Code walks this table and compares no state elsewhere. The first row that fits decides. Pure.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from venuecheck.accounts.roles import Role
from venuecheck.cases.acts import STATES, Act, Party, State
from venuecheck.cases.needs import QUIET, Facts, Need
from venuecheck.runtime.errors import NotPermittedError, WrongStateError


@dataclass(frozen=True)
class Row:
    """One line of the workflow. `to` is None where the case stays where it is."""

    states: frozenset[State]
    act: Act
    who: frozenset[str]
    needs: tuple[Need, ...] = ()
    to: State | None = None


ADMINISTRATOR = Role.ADMINISTRATOR.value
OFFICER, LEAD, PREVENT, SENIOR = (
    Role.BOOKING_OFFICER.value,
    Role.EQUALITY_LEAD.value,
    Role.PREVENT_OFFICER.value,
    Role.SENIOR_OFFICER.value,
)
CASE_STAFF = frozenset({OFFICER, LEAD, PREVENT, SENIOR})
READERS = CASE_STAFF | {Role.AUDITOR.value}
HIRER, SYSTEM = frozenset({Party.HIRER.value}), frozenset({Party.SYSTEM.value})
SPEAKER = frozenset({Party.SPEAKER.value})

ALIVE = frozenset({State.WITH_OFFICER, State.WITH_EQUALITY_LEAD, State.WITH_PREVENT, State.WITH_SENIOR})
CHANGEABLE = ALIVE | {State.CHECKING, State.APPROVED}
WORKED = ALIVE | {State.UNDER_REVIEW}
CHECKED_AGAIN = CHANGEABLE | {State.UNDER_REVIEW}
ANY = frozenset(State)
WATCHED = CHECKED_AGAIN
"""The states in which a case is looked at each morning."""


def _in(*states: State) -> frozenset[State]:
    return frozenset(states)


def _by(*roles: str) -> frozenset[str]:
    return frozenset(roles)


LINES: tuple[Row, ...] = (
    # The checks put a case into its lane. Lanes other than a match are the booking officer's: the officer asks first.
    Row(_in(State.CHECKING), Act.CHECK, SYSTEM, (Need.MATCH,), State.WITH_PREVENT),
    Row(_in(State.CHECKING), Act.CHECK, SYSTEM, (), State.WITH_OFFICER),
    Row(
        _in(State.WITH_OFFICER, State.WITH_EQUALITY_LEAD, State.WITH_SENIOR, State.APPROVED),
        Act.CHECK,
        SYSTEM,
        (Need.NEW_MATCH,),
        State.WITH_PREVENT,
    ),
    Row(_in(State.APPROVED), Act.CHECK, SYSTEM, (Need.NEW_FINDING,), State.WITH_OFFICER),
    Row(ANY, Act.CHECK, SYSTEM),
    # The hirer. A change that does not matter (`changes.py`) is recorded and checked, and a booking stands as it is.
    Row(CHANGEABLE | {State.UNDER_REVIEW}, Act.ANSWER, HIRER),
    Row(ALIVE | {State.APPROVED}, Act.CORRECT, HIRER, (Need.SLIGHT_CHANGE,)),
    Row(CHANGEABLE, Act.CORRECT, HIRER, (), State.CHECKING),
    Row(CHANGEABLE, Act.WITHDRAW, HIRER, (), State.WITHDRAWN),
    Row(_in(State.UNDER_REVIEW), Act.WITHDRAW, HIRER, (Need.BOOKED,), State.WITHDRAWN),
    # What everybody who works a case may do.
    Row(ANY, Act.NOTE, CASE_STAFF),
    Row(ANY, Act.DECLARE_INTEREST, CASE_STAFF, (Need.NOT_DECLARED,)),
    Row(ANY, Act.WITHDRAW_INTEREST, _by(SENIOR, ADMINISTRATOR), (Need.INTEREST_OF_ANOTHER,)),
    Row(ANY, Act.LOG_APPROACH, CASE_STAFF),
    Row(WORKED, Act.TAKE, CASE_STAFF),
    Row(WORKED, Act.ASSIGN, CASE_STAFF),
    Row(WORKED, Act.ASK, CASE_STAFF),
    Row(WORKED, Act.RECORD_CHECK, CASE_STAFF),
    Row(ALIVE, Act.ASSESS, _by(LEAD, SENIOR)),
    # What goes before a refusal or a restriction: it is weighed, it is put to the hirer and the speaker, and they answer.
    Row(ALIVE | {State.APPROVED}, Act.BALANCE, _by(LEAD, PREVENT, SENIOR)),
    Row(_in(State.WITH_SENIOR), Act.MIND, _by(SENIOR), (Need.NOT_OWN_RECOMMENDATION, Need.NOT_ELECTION)),
    Row(CHANGEABLE, Act.ANSWER_MINDED, HIRER | SPEAKER | CASE_STAFF, (Need.MINDED,)),
    # A candidate's meeting in the election period: no act declines it. What there is to settle is settled in the record.
    Row(ALIVE | {State.APPROVED}, Act.SETTLE_ELECTION, _by(OFFICER, SENIOR), (Need.ELECTION,)),
    # Booking officers.
    Row(_in(State.WITH_OFFICER), Act.CONCLUDE, _by(OFFICER), (Need.NOT_LIKELY_UNLAWFUL,)),
    Row(
        _in(State.WITH_OFFICER),
        Act.APPROVE,
        _by(OFFICER),
        (
            Need.TRAINED,
            Need.NOTHING_OPEN,
            Need.CHECKED_NOW,
            Need.NOT_OWN_APPLICATION,
            Need.NOT_OWN_RECOMMENDATION,
            Need.ELECTION_SETTLED,
        ),
        State.APPROVED,
    ),
    Row(
        _in(State.WITH_OFFICER),
        Act.CANNOT_OFFER,
        _by(OFFICER),
        (Need.NO_MATCH, Need.NOT_BOOKED, Need.NOT_ELECTION),
        State.CANNOT_OFFER,
    ),
    Row(_in(State.WITH_OFFICER), Act.TO_EQUALITY, CASE_STAFF, (), State.WITH_EQUALITY_LEAD),
    Row(_in(State.WITH_OFFICER, State.WITH_EQUALITY_LEAD), Act.TO_PREVENT, CASE_STAFF, (), State.WITH_PREVENT),
    Row(
        _in(State.WITH_OFFICER, State.WITH_EQUALITY_LEAD, State.WITH_PREVENT),
        Act.TO_SENIOR,
        CASE_STAFF,
        (),
        State.WITH_SENIOR,
    ),
    # The equality lead: concludes, gives back what is settled, recommends on what stays open.
    Row(_in(State.WITH_EQUALITY_LEAD), Act.CONCLUDE, _by(LEAD), (Need.NO_FINDING,), State.WITH_OFFICER),
    Row(_in(State.WITH_EQUALITY_LEAD), Act.CONCLUDE, _by(LEAD)),
    Row(_in(State.WITH_EQUALITY_LEAD), Act.TO_OFFICER, _by(LEAD), (), State.WITH_OFFICER),
    Row(_in(State.WITH_EQUALITY_LEAD), Act.RECOMMEND, _by(LEAD), (), State.WITH_SENIOR),
    # The Prevent team: once every match is a different person, the case goes back by itself.
    Row(_in(State.WITH_PREVENT), Act.ADJUDICATE, _by(PREVENT), (Need.NO_MATCH,), State.WITH_OFFICER),
    Row(_in(State.WITH_PREVENT), Act.ADJUDICATE, _by(PREVENT)),
    Row(_in(State.WITH_PREVENT), Act.TO_OFFICER, _by(PREVENT), (Need.NO_MATCH,), State.WITH_OFFICER),
    Row(_in(State.WITH_PREVENT), Act.RECOMMEND, _by(PREVENT), (), State.WITH_SENIOR),
    # The senior officer decides what is recommended or still open, and never on an own recommendation.
    Row(_in(State.WITH_SENIOR), Act.CONCLUDE, _by(LEAD)),
    Row(_in(State.WITH_SENIOR), Act.ADJUDICATE, _by(PREVENT)),
    Row(_in(State.WITH_SENIOR), Act.TO_PREVENT, _by(SENIOR), (), State.WITH_PREVENT),
    Row(_in(State.WITH_SENIOR), Act.TO_EQUALITY, _by(SENIOR), (), State.WITH_EQUALITY_LEAD),
    Row(
        _in(State.WITH_SENIOR),
        Act.GRANT,
        _by(SENIOR),
        (Need.NOT_OWN_RECOMMENDATION, Need.NOT_OWN_APPLICATION, Need.CHECKED_NOW, Need.ELECTION_SETTLED),
        State.APPROVED,
    ),
    Row(
        _in(State.WITH_SENIOR),
        Act.GRANT_WITH_CONDITIONS,
        _by(SENIOR),
        (
            Need.NOT_OWN_RECOMMENDATION,
            Need.NOT_OWN_APPLICATION,
            Need.CHECKED_NOW,
            Need.ELECTION_SETTLED,
            Need.EQUALITY_ASSESSED,
            Need.BALANCED_IF_RESTRICTED,
            Need.HEARD_IF_RESTRICTED,
        ),
        State.APPROVED,
    ),
    Row(
        _in(State.WITH_SENIOR),
        Act.DECLINE,
        _by(SENIOR),
        (
            Need.NOT_OWN_RECOMMENDATION,
            Need.NOT_BOOKED,
            Need.NOT_ELECTION,
            Need.EQUALITY_ASSESSED,
            Need.BALANCED,
            Need.HEARD_ON_REFUSAL,
        ),
        State.DECLINED,
    ),
    # A booking that was confirmed stands: what can be declined is a change to it.
    Row(
        _in(State.WITH_SENIOR),
        Act.DECLINE_CHANGE,
        _by(SENIOR),
        (
            Need.BOOKED,
            Need.NOT_OWN_RECOMMENDATION,
            Need.NOT_ELECTION,
            Need.EQUALITY_ASSESSED,
            Need.BALANCED,
            Need.HEARD_ON_REFUSAL,
        ),
        State.APPROVED,
    ),
    # An election meeting's room may be closed too: then another is offered, by a senior officer.
    Row(_in(State.WITH_SENIOR), Act.CANNOT_OFFER, _by(SENIOR), (Need.NO_MATCH, Need.NOT_BOOKED), State.CANNOT_OFFER),
    # An ordinary move or cancellation of a confirmed booking: a boiler, polling day. Never instead of the guarded way below.
    Row(
        _in(State.APPROVED),
        Act.MOVE_BOOKING,
        _by(OFFICER),
        (Need.BOOKED, Need.NOT_ELECTION, Need.NO_CANCEL_PROPOSED, Need.NOT_APPROACHED),
    ),
    Row(_in(State.APPROVED), Act.MOVE_BOOKING, _by(SENIOR), (Need.BOOKED, Need.NO_CANCEL_PROPOSED)),
    Row(
        _in(State.APPROVED),
        Act.CALL_OFF,
        _by(OFFICER),
        (Need.BOOKED, Need.NOT_ELECTION, Need.NO_CANCEL_PROPOSED, Need.NO_MATCH, Need.NOT_APPROACHED),
        State.CANCELLED,
    ),
    Row(
        _in(State.APPROVED),
        Act.CALL_OFF,
        _by(SENIOR),
        (Need.BOOKED, Need.NOT_ELECTION, Need.NO_CANCEL_PROPOSED, Need.NO_MATCH),
        State.CANCELLED,
    ),
    # Cancelling for what the contract says or for changed facts: one senior officer proposes, the hirer answers, another
    # confirms or drops it.
    Row(
        _in(State.APPROVED),
        Act.PROPOSE_CANCEL,
        _by(SENIOR),
        (Need.BOOKED, Need.NOT_ELECTION, Need.NO_CANCEL_PROPOSED),
    ),
    Row(_in(State.APPROVED), Act.DROP_CANCEL, _by(SENIOR), (Need.CANCEL_PROPOSED,)),
    Row(
        _in(State.APPROVED),
        Act.CONFIRM_CANCEL,
        _by(SENIOR),
        (
            Need.CANCEL_PROPOSED,
            Need.BOOKED,
            Need.NOT_ELECTION,
            Need.NOT_OWN_PROPOSAL,
            Need.HEARD_ON_CANCELLING,
            Need.BALANCED_IF_RESTRICTED,
        ),
        State.CANCELLED,
    ),
    # A review: the hirer asks, and a senior officer who took no part before upholds, changes or overturns.
    Row(
        _in(State.APPROVED, State.DECLINED, State.CANNOT_OFFER, State.CANCELLED),
        Act.ASK_REVIEW,
        HIRER | {OFFICER},
        (Need.REVIEW_IN_TIME,),
        State.UNDER_REVIEW,
    ),
    Row(_in(State.UNDER_REVIEW), Act.UPHOLD, _by(SENIOR), (Need.TOOK_NO_PART, Need.REVIEWS_DECLINE), State.DECLINED),
    Row(
        _in(State.UNDER_REVIEW),
        Act.UPHOLD,
        _by(SENIOR),
        (Need.TOOK_NO_PART, Need.REVIEWS_CANNOT_OFFER),
        State.CANNOT_OFFER,
    ),
    Row(
        _in(State.UNDER_REVIEW),
        Act.UPHOLD,
        _by(SENIOR),
        (Need.TOOK_NO_PART, Need.REVIEWS_CANCELLATION),
        State.CANCELLED,
    ),
    Row(_in(State.UNDER_REVIEW), Act.UPHOLD, _by(SENIOR), (Need.TOOK_NO_PART, Need.REVIEWS_APPROVAL), State.APPROVED),
    Row(_in(State.UNDER_REVIEW), Act.REVIEW_CHANGE, _by(SENIOR), (Need.TOOK_NO_PART, Need.CHECKED_NOW), State.APPROVED),
    Row(_in(State.UNDER_REVIEW), Act.OVERTURN, _by(SENIOR), (Need.TOOK_NO_PART, Need.CHECKED_NOW), State.APPROVED),
    # Nobody decided in time: the case goes up. Silence is neither an approval nor a refusal, and the space stays held.
    Row(
        _in(State.WITH_OFFICER, State.WITH_EQUALITY_LEAD, State.WITH_PREVENT),
        Act.GO_UP,
        SYSTEM,
        (Need.LATE,),
        State.WITH_SENIOR,
    ),
    Row(_in(State.WITH_SENIOR, State.UNDER_REVIEW), Act.GO_UP, SYSTEM, (Need.LATE,)),
    # In an emergency a senior officer approves alone and aloud, and another ratifies it. Nothing is refused this way.
    Row(ALIVE, Act.OVERRIDE, _by(SENIOR), (Need.NOT_OWN_APPLICATION, Need.NOT_OWN_RECOMMENDATION), State.APPROVED),
    Row(ANY, Act.RATIFY, _by(SENIOR), (Need.UNRATIFIED, Need.NOT_OWN_OVERRIDE)),
    # What follows an approval: conditions are shown to be met, and afterwards it is said what happened.
    Row(CHANGEABLE, Act.SAY_MET, HIRER, (Need.CONDITION_OPEN,)),
    Row(CHANGEABLE, Act.MARK_CONDITION, _by(OFFICER, SENIOR), (Need.CONDITION,)),
    Row(_in(State.APPROVED), Act.REPORT_EVENT, _by(OFFICER, SENIOR), (Need.EVENT_OVER, Need.NOT_REPORTED)),
)

JUDGING = frozenset(
    {
        Act.APPROVE,
        Act.CANNOT_OFFER,
        Act.GRANT,
        Act.GRANT_WITH_CONDITIONS,
        Act.DECLINE,
        Act.DECLINE_CHANGE,
        Act.OVERRIDE,
        Act.RATIFY,
        Act.RECOMMEND,
        Act.ADJUDICATE,
        Act.CONCLUDE,
        Act.ASSESS,
        Act.BALANCE,
        Act.MIND,
        Act.SETTLE_ELECTION,
        Act.MOVE_BOOKING,
        Act.CALL_OFF,
        Act.PROPOSE_CANCEL,
        Act.DROP_CANCEL,
        Act.CONFIRM_CANCEL,
        Act.UPHOLD,
        Act.REVIEW_CHANGE,
        Act.OVERTURN,
        Act.MARK_CONDITION,
    }
)
"""To decide, to recommend and to judge: nobody does any of it on a case in which they have declared an interest."""

TABLE = tuple(replace(row, needs=(Need.NO_INTEREST, *row.needs)) if row.act in JUDGING else row for row in LINES)
"""The workflow that the code walks: the lines above, with what every act of deciding and judging needs besides."""

QUEUES = {
    State.WITH_OFFICER: OFFICER,
    State.WITH_EQUALITY_LEAD: LEAD,
    State.WITH_PREVENT: PREVENT,
    State.WITH_SENIOR: SENIOR,
    State.UNDER_REVIEW: SENIOR,
}
"""Whose queue a case in a state stands in."""


def rows(state: State, act: Act, table: tuple[Row, ...] = TABLE) -> list[Row]:
    """The lines for an act in a state."""
    return [row for row in table if state in row.states and row.act is act]


def step(state: State, act: Act, roles: frozenset[str], facts: Facts, table: tuple[Row, ...] = TABLE) -> State:
    """The state that an act leads to.

    Raises WrongStateError when the act has no line in this state, NotPermittedError when none is for these roles or a need
    is not met.
    """
    fitting = rows(state, act, table)
    if not fitting:
        raise WrongStateError(f"This case is now “{STATES[state].staff}”, so that can no longer be done.")
    allowed = [row for row in fitting if row.who & roles]
    if not allowed:
        raise NotPermittedError("Your roles do not include this.")
    for row in allowed:
        if all(need.met(facts) for need in row.needs):
            return row.to or state
    missing = next(need for need in allowed[0].needs if not need.met(facts))
    raise NotPermittedError(missing.value)


def offered(state: State, roles: frozenset[str], facts: Facts, table: tuple[Row, ...] = TABLE) -> frozenset[Act]:
    """Every act that somebody with these roles may do now: the buttons of the page."""
    return frozenset(
        row.act
        for row in table
        if state in row.states and row.who & roles and all(need.met(facts) for need in row.needs)
    )


def withheld(
    state: State, roles: frozenset[str], facts: Facts, table: tuple[Row, ...] = TABLE
) -> Iterator[tuple[Act, Need]]:
    """Every act that these roles have in this state but for a need that is not met, with that need, once each."""
    said = set(offered(state, roles, facts, table))
    for row in table:
        if state in row.states and row.who & roles and row.act not in said:
            lacking = [need for need in row.needs if not need.met(facts)]
            if not QUIET & set(lacking):
                said.add(row.act)
                yield row.act, lacking[0]


def leads_on(state: State, act: Act, table: tuple[Row, ...] = TABLE) -> bool:
    """Whether the act has a line in this state at all."""
    return bool(rows(state, act, table))


def states_of(act: Act, table: tuple[Row, ...] = TABLE) -> frozenset[State]:
    """The states in which an act has a line."""
    return frozenset[State]().union(*(row.states for row in table if row.act is act))


def who(act: Act, table: tuple[Row, ...] = TABLE) -> frozenset[str]:
    """Everybody who may ever do an act."""
    return frozenset[str]().union(*(row.who for row in table if row.act is act))
