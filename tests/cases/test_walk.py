"""The workflow walked at random by a whole council: no dead end, nobody beyond their role, everything is reached."""

import random

import pytest

from tests.cases.walk import Walked, way_out
from venuecheck.cases.acts import Act, State

STEPS, MANY = 6_000, 1_000_000


def walk(steps: int, look_for_ways_out: int) -> Walked:
    """A walk of so many steps, whose rules are checked at each; now and then, whether the case can come to an end."""
    case = Walked(random.Random(20261124))
    case.begin()
    for number in range(steps):
        case.move()
        if number % look_for_ways_out == 0:
            assert way_out(case), (case.state, case.facts)
    return case


def test_some_thousand_steps_hold_and_reach_every_state() -> None:
    case = walk(STEPS, look_for_ways_out=200)
    assert set(case.visited) == set(State)
    assert case.refused > STEPS / 20


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_a_million_steps_hold_and_take_every_act() -> None:
    case = walk(MANY, look_for_ways_out=10_000)
    print(f"{MANY:,} steps: {sum(case.taken.values()):,} acts taken, {case.refused:,} refused")
    print("visited:", {state.value: count for state, count in case.visited.most_common()})
    assert set(case.visited) == set(State)
    assert set(case.taken) == set(Act)
