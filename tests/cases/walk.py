"""A case that is walked through the workflow by a whole council at random: what each act changes of the facts, and no more.

It knows nothing of pages or of the database, so that a million steps take minutes. That the facts of a real case are these is
for the tests of the use cases; that they and the table together hold is for `test_walk_of_pages`.
"""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from venuecheck.accounts.roles import Role
from venuecheck.cases.acts import STATES, Act, Party, State
from venuecheck.cases.needs import Facts
from venuecheck.cases.workflow import JUDGING, SYSTEM, offered, rows, step
from venuecheck.runtime.errors import Refusal


@dataclass(frozen=True)
class Person:
    """Somebody who acts: a member of staff with roles, or a party."""

    name: str
    roles: frozenset[str]


def _staff(name: str, *roles: Role) -> Person:
    return Person(name, frozenset(role.value for role in roles))


HIRER, SPEAKER, PRODUCT = (
    Person(party.value, frozenset({party.value})) for party in (Party.HIRER, Party.SPEAKER, Party.SYSTEM)
)
STAFF = (
    _staff("first officer", Role.BOOKING_OFFICER),
    _staff("second officer", Role.BOOKING_OFFICER),
    _staff("equality lead", Role.EQUALITY_LEAD),
    _staff("second lead", Role.EQUALITY_LEAD),
    _staff("Prevent officer", Role.PREVENT_OFFICER),
    _staff("second Prevent officer", Role.PREVENT_OFFICER),
    _staff("head of service", Role.SENIOR_OFFICER),
    _staff("deputy", Role.SENIOR_OFFICER),
    _staff("director", Role.SENIOR_OFFICER),
    _staff("one for all", Role.BOOKING_OFFICER, Role.EQUALITY_LEAD, Role.PREVENT_OFFICER, Role.SENIOR_OFFICER),
    _staff("administrator", Role.ADMINISTRATOR),
    _staff("auditor", Role.AUDITOR),
)
NEWCOMER = _staff("somebody named for it", Role.SENIOR_OFFICER)
"""Where all others took part, the council names a senior officer who did not."""
EVERY_ACT = tuple(Act)
EVERYBODY = (HIRER, SPEAKER, PRODUCT, *STAFF)
RESTS: tuple[dict[str, bool], ...] = (
    {},
    {"restricts": True},
    {"rests_on_equality": True},
    {"restricts": True, "rests_on_equality": True},
)
"""What a decision may rest on."""
SELDOM = {Act.WITHDRAW, Act.CORRECT, Act.OVERRIDE, Act.GRANT, Act.DECLARE_INTEREST, Act.CANNOT_OFFER, Act.TO_PREVENT}
"""Done at every chance, these would end or turn back nearly every case."""


@dataclass
class Walked:
    """One case, as far as the table asks about it. Names of people stand for what they did."""

    draw: random.Random
    state: State = State.CHECKING
    facts: Facts = field(default_factory=Facts)
    recommended: set[str] = field(default_factory=set)
    entered: str = ""
    interested: set[str] = field(default_factory=set)
    took_part: set[str] = field(default_factory=set)
    proposed: str = ""
    overrode: str = ""
    reviews: int = 0
    visited: Counter[State] = field(default_factory=Counter)
    taken: Counter[Act] = field(default_factory=Counter)
    refused: int = 0

    def begin(self) -> None:
        """Another application comes in."""
        chance = self.draw.random
        self.state, self.recommended, self.interested, self.took_part = State.CHECKING, set(), set(), set()
        self.proposed = self.overrode = ""
        self.reviews = 0
        self.entered = self.draw.choice(["", "", "first officer", "one for all"])
        self.facts = Facts(election=chance() < 0.15, checked_now=False)

    def facts_for(self, who: Person) -> Facts:
        """What the table is told when this person acts."""
        return replace(
            self.facts,
            recommended_by_actor=who.name in self.recommended,
            entered_by_actor=who.name == self.entered,
            interest_of_actor=who.name in self.interested,
            interest_of_another=bool(self.interested - {who.name}),
            cancel_proposed_by_actor=who.name == self.proposed,
            overridden_by_actor=who.name == self.overrode,
            took_part=who.name in self.took_part,
            review_in_time=self.reviews == 0 and self.facts.review_in_time,
            trained=who.name != "second officer",
        )

    def move(self) -> None:
        """One step: somebody does something, or is refused."""
        if STATES[self.state].ended and self.draw.random() < 0.2:
            self.begin()
        self._life_goes_on()
        named = self.state is State.UNDER_REVIEW and self.draw.random() < 0.02
        who = NEWCOMER if named else self.draw.choice(EVERYBODY)
        facts = self.facts_for(who)
        open_acts = sorted(offered(self.state, who.roles, facts))
        act = self.draw.choice(open_acts) if open_acts and self.draw.random() < 0.8 else self.draw.choice(EVERY_ACT)
        if act not in SELDOM or self.draw.random() < 0.1:
            self.do(who, act)

    def do(self, who: Person, act: Act) -> bool:
        """Let somebody try an act; whether it was taken. Raises AssertionError where what was taken should not have been."""
        facts = self._with_effect(who, act)
        try:
            to = step(self.state, act, who.roles, facts)
        except Refusal:
            assert act not in offered(self.state, who.roles, facts)
            self.refused += 1
            return False
        assert act in offered(self.state, who.roles, facts)
        self._held(who, act, facts, to)
        self._change(who, act, facts)
        self.state = to
        self.visited[to] += 1
        self.taken[act] += 1
        return True

    def _held(self, who: Person, act: Act, facts: Facts, to: State) -> None:
        """What must be true of every act that was taken, said without the table's needs."""
        assert any(row.who & who.roles for row in rows(self.state, act)), "nobody acts without the role"
        if act is Act.APPROVE:
            assert facts.open_matches + facts.open_findings + facts.unnamed_speakers == 0, "nothing is open"
            assert who.name not in {self.entered, "second officer"}, "not one's own, and not untrained"
        if act in {Act.APPROVE, Act.GRANT, Act.GRANT_WITH_CONDITIONS, Act.OVERRIDE}:
            assert who.name != self.entered, "nobody approves what they entered"
        if act in {Act.APPROVE, Act.GRANT, Act.GRANT_WITH_CONDITIONS, Act.DECLINE, Act.DECLINE_CHANGE, Act.OVERRIDE}:
            assert who.name not in self.recommended, "nobody decides what they recommended"
        if act in JUDGING:
            assert who.name not in self.interested, "nobody judges what they have an interest in"
        if act is Act.CORRECT and self.state is not State.CHECKING:
            assert (to is self.state) != facts.change_matters, "what matters is looked at from the start, and no more"
        if act is Act.CONFIRM_CANCEL:
            assert who.name != self.proposed, "two people cancel"
        if act is Act.RATIFY:
            assert who.name != self.overrode, "two people answer for an emergency"
        if act in {Act.UPHOLD, Act.REVIEW_CHANGE, Act.OVERTURN}:
            assert who.name not in self.took_part, "a review is by somebody else"
        if act in {Act.DECLINE, Act.DECLINE_CHANGE}:
            assert facts.heard_on_refusal, "nothing is refused unheard"
            assert facts.balanced, "nothing is refused unweighed"
        if facts.election:
            assert act not in {Act.DECLINE, Act.DECLINE_CHANGE, Act.CONFIRM_CANCEL, Act.CALL_OFF}, "no election meeting"
        if facts.booked and self.state is not State.UNDER_REVIEW:
            assert to not in {State.DECLINED, State.CANNOT_OFFER}, "a contract is not declined"
        if who.roles == SYSTEM:
            decided = {State.APPROVED, State.DECLINED, State.CANNOT_OFFER, State.CANCELLED, State.WITHDRAWN}
            assert to is self.state or to not in decided, "the product decides nothing"

    def _life_goes_on(self) -> None:
        """Days pass and people forget to answer."""
        chance, changes = self.draw.random, dict[str, Any]()
        if chance() < 0.05:
            changes["late"] = not self.facts.late
        if chance() < 0.05 and self.facts.minded:
            changes |= {"heard_on_refusal": True, "heard_on_restriction": True}
        if chance() < 0.05 and self.facts.cancel_proposed:
            changes["heard_on_cancelling"] = True
        if chance() < 0.03 and self.facts.booked:
            changes["event_over"] = True
        if changes:
            self.facts = replace(self.facts, **changes)

    def _with_effect(self, who: Person, act: Act) -> Facts:
        """The facts at the moment of the act, its effect included, as the use cases give them to the table."""
        facts = self.facts_for(who)
        if act is Act.CHECK:
            return replace(facts, **self._what_checks_find())
        if act is Act.CORRECT:
            return replace(facts, change_matters=self.draw.random() < 0.5)
        if act is Act.ADJUDICATE and facts.open_matches:
            return replace(facts, open_matches=facts.open_matches - 1, new_matches=0)
        if act is Act.CONCLUDE and facts.open_findings:
            grave = self.draw.random() < 0.3
            return replace(facts, open_findings=facts.open_findings - 1, concludes_likely_unlawful=grave)
        if act in {Act.GRANT_WITH_CONDITIONS, Act.DECLINE, Act.DECLINE_CHANGE, Act.CONFIRM_CANCEL}:
            return replace(facts, **self.draw.choice(RESTS))
        return facts

    def _what_checks_find(self) -> dict[str, Any]:
        if self.facts.checked_now and self.draw.random() < 0.9:
            return {"new_matches": 0, "new_findings": 0}
        new, findings = self.draw.choice([0, 0, 1, 2]), self.draw.choice([0, 0, 1, 2])
        return {
            "open_matches": self.facts.open_matches + new,
            "new_matches": new,
            "open_findings": findings,
            "new_findings": findings,
            "unnamed_speakers": self.draw.choice([0, 0, 0, 1]),
            "checked_now": True,
        }

    def _change(self, who: Person, act: Act, facts: Facts) -> None:
        """What an act that was taken leaves behind."""
        if act in JUDGING:
            self.took_part.add(who.name)
        self.facts = facts
        change = CHANGES.get(act)
        changes = change(self, who) if change else {}
        of_the_act = dict.fromkeys(
            ("concludes_likely_unlawful", "restricts", "rests_on_equality", "change_matters"), False
        )
        kept = replace(facts, new_findings=0, **of_the_act, **changes)
        self.facts = kept


Change = Callable[[Walked, Person], dict[str, Any]]


def _corrected(case: Walked, _who: Person) -> dict[str, Any]:
    if not case.facts.change_matters:
        return {"checked_now": False}
    unheard = dict.fromkeys(("minded", "heard_on_refusal", "heard_on_restriction", "balanced"), False)
    return {"checked_now": False, **unheard}


def _approved(case: Walked, _who: Person) -> dict[str, Any]:
    return {"booked": True, "review_in_time": case.reviews == 0, "reviewed": ""}


def _with_conditions(case: Walked, who: Person) -> dict[str, Any]:
    return _approved(case, who) | {"conditions": 1, "open_conditions": 1}


def _ended(case: Walked, _who: Person) -> dict[str, Any]:
    return {"review_in_time": case.reviews == 0, "reviewed": "", "cancel_proposed": False}


def _cancelled(case: Walked, who: Person) -> dict[str, Any]:
    case.proposed = ""
    return _ended(case, who) | {"booked": False}


def _recommended(case: Walked, who: Person) -> dict[str, Any]:
    case.recommended.add(who.name)
    return {}


def _interest(case: Walked, who: Person) -> dict[str, Any]:
    case.interested.add(who.name)
    return {}


def _no_interest(case: Walked, who: Person) -> dict[str, Any]:
    case.interested -= set(sorted(case.interested - {who.name})[:1])
    return {}


def _proposed(case: Walked, who: Person) -> dict[str, Any]:
    case.proposed = who.name
    return {"cancel_proposed": True, "heard_on_cancelling": False}


def _dropped(case: Walked, _who: Person) -> dict[str, Any]:
    case.proposed = ""
    return {"cancel_proposed": False}


def _overrode(case: Walked, who: Person) -> dict[str, Any]:
    case.overrode = who.name
    return _approved(case, who) | {"unratified": True}


def _review_asked(case: Walked, _who: Person) -> dict[str, Any]:
    case.reviews += 1
    return {"reviewed": case.state.value}


def _is(**facts: Any) -> Change:
    return lambda _case, _who: facts


CHANGES: dict[Act, Change] = {
    Act.CORRECT: _corrected,
    Act.APPROVE: _approved,
    Act.GRANT: _approved,
    Act.GRANT_WITH_CONDITIONS: _with_conditions,
    Act.DECLINE: _ended,
    Act.CANNOT_OFFER: _ended,
    Act.CALL_OFF: _cancelled,
    Act.CONFIRM_CANCEL: _cancelled,
    Act.WITHDRAW: _cancelled,
    Act.RECOMMEND: _recommended,
    Act.DECLARE_INTEREST: _interest,
    Act.WITHDRAW_INTEREST: _no_interest,
    Act.PROPOSE_CANCEL: _proposed,
    Act.DROP_CANCEL: _dropped,
    Act.OVERRIDE: _overrode,
    Act.RATIFY: _is(unratified=False),
    Act.ASK_REVIEW: _review_asked,
    Act.REVIEW_CHANGE: _approved,
    Act.OVERTURN: _approved,
    Act.ASSESS: _is(equality_assessed=True),
    Act.BALANCE: _is(balanced=True),
    Act.MIND: _is(minded=True, heard_on_refusal=False, heard_on_restriction=False),
    Act.ANSWER_MINDED: _is(heard_on_refusal=True, heard_on_restriction=True, heard_on_cancelling=True),
    Act.SETTLE_ELECTION: _is(election_settled=True),
    Act.LOG_APPROACH: _is(approached=True),
    Act.MARK_CONDITION: _is(open_conditions=0),
    Act.REPORT_EVENT: _is(event_reported=True),
}
"""What each act leaves behind, where it is more than where the case stands."""

TURNING = {Act.CORRECT, Act.WITHDRAW, Act.DECLARE_INTEREST}
"""What is left out in the search for a way out: an end by the hirer alone, and what only takes people away."""


def way_out(case: Walked, most: int = 400) -> bool:
    """Whether the case as it stands can come to an end by acts of people and the product, with nothing found any more."""
    copy = replace(case, draw=random.Random(7), visited=Counter(), taken=Counter(), recommended=set(case.recommended))
    copy.interested, copy.took_part = set(case.interested), set(case.took_part)
    for _ in range(most):
        if STATES[copy.state].ended:
            return True
        for who in (*EVERYBODY, NEWCOMER):
            here = [act for act in offered(copy.state, who.roles, copy.facts_for(who)) if act not in TURNING]
            if here:
                copy.do(who, copy.draw.choice(sorted(here)))
                if STATES[copy.state].ended:
                    return True
    return False
