"""The workflow table, read as the specification."""

import ast
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from venuecheck.accounts.roles import Role
from venuecheck.cases import workflow
from venuecheck.cases.acts import ACTS, STATES, Act, Lane, State
from venuecheck.cases.needs import Facts, Need
from venuecheck.cases.workflow import TABLE, offered, rows, step
from venuecheck.runtime.errors import NotPermittedError, WrongStateError

OFFICER = frozenset({Role.BOOKING_OFFICER.value})
SENIOR = frozenset({Role.SENIOR_OFFICER.value})
SYSTEM = frozenset({"system"})
facts = st.builds(
    Facts,
    open_matches=st.integers(0, 2),
    open_findings=st.integers(0, 2),
    concludes_likely_unlawful=st.booleans(),
    unnamed_speakers=st.integers(0, 2),
    election=st.booleans(),
    recommended_by_actor=st.booleans(),
    entered_by_actor=st.booleans(),
)
some_roles = st.frozensets(st.sampled_from([*(role.value for role in Role), "hirer", "system"]))


def test_every_state_and_every_act_has_its_words():
    assert set(STATES) == set(State)
    assert set(ACTS) == set(Act)


def test_every_state_can_be_reached():
    reached, last = {State.CHECKING}, None
    while reached != last:
        last = set(reached)
        reached |= {row.to for row in TABLE if row.to and row.states & reached}
    assert reached == set(State)


def test_every_state_that_does_not_end_a_case_leads_on():
    for state in State:
        if not STATES[state].ended:
            assert any(state in row.states and row.to not in (None, state) for row in TABLE), state


@pytest.mark.parametrize(
    ("open_things", "lane"),
    [
        (Facts(), Lane.PLAIN),
        (Facts(unnamed_speakers=1), Lane.INCOMPLETE),
        (Facts(no_seating_detail=True, open_findings=1), Lane.INCOMPLETE),
        (Facts(open_findings=1, unnamed_speakers=1), Lane.EQUALITY),
        (Facts(no_seating_detail=True, open_findings=2), Lane.EQUALITY),
        (Facts(open_matches=1, open_findings=1, unnamed_speakers=1), Lane.MATCH),
    ],
)
def test_the_lane_is_what_the_open_things_ask_for(open_things, lane):
    assert open_things.lane is lane


def test_a_finding_alone_never_stands_with_the_prevent_team():
    assert step(State.CHECKING, Act.CHECK, SYSTEM, Facts(open_findings=2)) is State.WITH_OFFICER


def test_a_match_goes_to_the_prevent_team_even_after_an_approval():
    new = Facts(open_matches=1, new_matches=1)
    for state in (State.CHECKING, State.WITH_OFFICER, State.WITH_EQUALITY_LEAD, State.WITH_SENIOR, State.APPROVED):
        assert step(state, Act.CHECK, SYSTEM, new) is State.WITH_PREVENT


def test_a_match_that_was_looked_at_before_a_decision_does_not_undo_it():
    assert step(State.APPROVED, Act.CHECK, SYSTEM, Facts(open_matches=1)) is State.APPROVED


@given(facts)
def test_an_officer_never_approves_with_anything_open(case):
    if case.open_matches or case.open_findings or case.unnamed_speakers:
        with pytest.raises(NotPermittedError):
            step(State.WITH_OFFICER, Act.APPROVE, OFFICER, case)


@given(facts, st.sampled_from([Act.GRANT, Act.GRANT_WITH_CONDITIONS, Act.DECLINE]))
def test_nobody_decides_on_their_own_recommendation(case, act):
    if case.recommended_by_actor:
        with pytest.raises(NotPermittedError):
            step(State.WITH_SENIOR, act, SENIOR | OFFICER, case)


@given(some_roles, st.sampled_from(State))
def test_an_election_meeting_is_never_declined(roles, state):
    assert Act.DECLINE not in offered(state, roles, Facts(election=True))


@given(some_roles, facts)
def test_the_product_by_itself_neither_approves_nor_refuses(roles, case):
    for state in State:
        ends = [row.to for row in TABLE if state in row.states and row.who & SYSTEM and row.to]
        assert not {State.APPROVED, State.DECLINED, State.CANNOT_OFFER} & set(ends)


@given(some_roles, facts, st.sampled_from(State), st.sampled_from(Act))
def test_a_button_is_shown_just_where_the_act_would_be_taken(roles, case, state, act):
    try:
        step(state, act, roles, case)
    except (NotPermittedError, WrongStateError):
        taken = False
    else:
        taken = True
    assert taken == (act in offered(state, roles, case))


def test_without_its_row_an_act_is_neither_offered_nor_taken():
    for missing in TABLE:
        rest = tuple(row for row in TABLE if row is not missing)
        if any(row.act is missing.act and row.states & missing.states for row in rest):
            continue
        for state, role in product(missing.states, missing.who):
            assert missing.act not in offered(state, frozenset({role}), Facts(), rest)
            with pytest.raises(WrongStateError):
                step(state, missing.act, frozenset({role}), Facts(), rest)


def test_what_is_lacking_is_said_in_a_sentence():
    with pytest.raises(NotPermittedError, match="Nothing may be open"):
        step(State.WITH_OFFICER, Act.APPROVE, OFFICER, Facts(open_findings=1))


@pytest.mark.parametrize("need", Need)
def test_every_need_stands_in_the_table(need):
    assert any(need in row.needs for row in TABLE)


def test_rows_are_found_by_state_and_act():
    assert [row.to for row in rows(State.CHECKING, Act.CHECK)][:2] == [State.WITH_PREVENT, State.WITH_OFFICER]


def test_no_code_compares_states_outside_the_table():
    package = Path(workflow.__file__).parents[1]
    for file in package.rglob("*.py"):
        if file.name in {"workflow.py", "needs.py"} or "demo" in file.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Compare):
                assert not _compares_a_state(node), f"{file.name}:{node.lineno} compares a state"


@pytest.mark.parametrize(
    "line",
    [
        "state is State.APPROVED",
        "case.state == State.APPROVED.value",
        "case.state == 'approved'",
        "'declined' != case.state",
    ],
)
def test_however_it_is_written(line):
    assert any(_compares_a_state(node) for node in ast.walk(ast.parse(line)) if isinstance(node, ast.Compare))


def _compares_a_state(node: ast.Compare) -> bool:
    """Whether a comparison names a state, as a member of `State` or by its value beside something called a state."""
    sides = [part for side in (node.left, *node.comparators) for part in ast.walk(side)]
    members = {
        (part.value.id, part.attr)
        for part in sides
        if isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name)
    }
    words = {part.value for part in sides if isinstance(part, ast.Constant)}
    of_a_state = any(isinstance(part, ast.Attribute) and part.attr == "state" for part in sides)
    return bool(
        members & {("State", state.name) for state in State}
        or (of_a_state and words & {state.value for state in State})
    )
