"""By when a case is to be decided."""

from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from venuecheck.cases.clock import Course, Stop, Why, days_late, decide_by, is_late, is_near, running
from venuecheck.runtime.workdays import Nation, after, between, is_working_day

TUESDAY = date(2026, 11, 24)
FAR = date(2027, 6, 1)
days = st.dates(date(2026, 1, 1), date(2028, 12, 31))
nations = st.sampled_from(Nation)
counts = st.integers(0, 20)
stops = st.lists(
    st.builds(lambda asked, length: Stop(asked, asked + timedelta(days=length)), days, st.integers(0, 30)), max_size=4
)


def course(**changes) -> Course:
    return Course(**({"received": TUESDAY, "days": 5, "event": FAR, "nation": Nation.ENGLAND} | changes))


def test_a_plain_application_is_given_five_working_days():
    assert decide_by(course(), TUESDAY).day == date(2026, 12, 1)


def test_an_event_that_is_near_sets_the_date_itself():
    deadline = decide_by(course(event=date(2026, 11, 28)), TUESDAY)
    assert (deadline.day, deadline.why) == (date(2026, 11, 26), Why.EVENT)


def test_a_bar_sets_the_date_before_the_last_day_of_its_notice():
    deadline = decide_by(course(days=15, event=date(2026, 12, 14), licence=True), TUESDAY)
    assert (deadline.day, deadline.why) == (date(2026, 11, 26), Why.LICENCE)


def test_the_clock_stops_while_the_hirer_is_asked_and_runs_again_with_the_answer():
    asked = Stop(TUESDAY, date(2026, 11, 26))
    assert decide_by(course(stops=(asked,)), date(2026, 11, 27)).day == date(2026, 12, 3)


def test_while_a_question_is_open_the_clock_stands():
    deadline = decide_by(course(stops=(Stop(TUESDAY),)), date(2026, 12, 24))
    assert deadline.stopped
    assert not is_late(deadline, date(2026, 12, 24))


def test_an_open_question_does_not_move_the_event():
    deadline = decide_by(course(event=date(2026, 12, 4), stops=(Stop(TUESDAY),)), date(2026, 12, 3))
    assert (deadline.why, is_late(deadline, date(2026, 12, 3))) == (Why.EVENT, True)


def test_a_change_to_a_booking_is_given_two_working_days():
    deadline = decide_by(course(changed=date(2026, 12, 18)), date(2026, 12, 18))
    assert (deadline.day, deadline.why) == (date(2026, 12, 22), Why.CHANGE)


def test_it_is_near_a_day_before_and_late_a_day_after():
    deadline = decide_by(course(), TUESDAY)
    near = [is_near(deadline, date(2026, 11, 29) + timedelta(days=n), Nation.ENGLAND) for n in range(4)]
    assert near == [False, True, True, False]
    assert days_late(deadline, date(2026, 12, 7), Nation.ENGLAND) == 4


courses = st.builds(
    lambda received, length, ahead, nation, stopped, licence: Course(
        received, length, received + timedelta(days=ahead), nation, tuple(stopped), licence
    ),
    days,
    counts,
    st.integers(0, 120),
    nations,
    stops,
    st.booleans(),
)


@given(courses, days)
def test_the_date_is_always_a_working_day(asked, today):
    assert is_working_day(decide_by(asked, today).day, asked.nation)


@given(courses, days)
def test_the_date_is_never_before_the_application_came(asked, today):
    assert decide_by(asked, today).day >= asked.received


@given(days, days, counts, stops, nations)
def test_a_later_application_is_never_due_earlier(day, other, count, stopped, nation):
    early, late = sorted((day, other))
    assert running(early, count, stopped, FAR, nation) <= running(late, count, stopped, FAR, nation)


@given(days, counts, stops, nations)
def test_a_stop_never_makes_it_due_earlier(day, count, stopped, nation):
    assert running(day, count, stopped, FAR, nation) >= running(day, count, (), FAR, nation)


@given(days, st.integers(3, 20), st.integers(0, 2), st.integers(0, 20), nations)
def test_what_was_stopped_is_given_back_day_for_day(day, count, ran, stood, nation):
    start = after(day, 0, nation)
    asked = after(start, ran, nation)
    answered = after(asked, stood, nation) if stood else asked
    due = running(start, count, (Stop(asked, answered),), FAR, nation)
    assert between(running(start, count, (), FAR, nation), due, nation) == stood


@given(days, counts, days, st.integers(0, 20), st.integers(0, 20), nations)
def test_asking_twice_running_is_asking_once_for_longer(day, count, asked, first, second, nation):
    middle, end = asked + timedelta(days=first), asked + timedelta(days=first + second)
    assume(day <= asked)
    twice = running(day, count, (Stop(asked, middle), Stop(middle, end)), FAR, nation)
    assert twice == running(day, count, (Stop(asked, end),), FAR, nation)
