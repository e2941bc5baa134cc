"""What is done when a day comes near or passes: reminders, the case going up, and what was promised asked for again.

Silence is neither an approval nor a refusal: the space stays held, the case goes up to a senior officer and then to the named
deputy, the failure is recorded, and the hirer is told. Every step is taken once for each day to decide by, so that looking
twice, or a clock that was set back, does no harm.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from venuecheck.accounts.standing import deputies_in_force
from venuecheck.audit.events import Event
from venuecheck.audit.log import SYSTEM, record
from venuecheck.bookings import service as bookings
from venuecheck.cases import letters, overrides
from venuecheck.cases.acts import Act, State
from venuecheck.cases.clock import days_late, is_near
from venuecheck.cases.conditions import HIRER, is_due
from venuecheck.cases.deadlines import deadline
from venuecheck.cases.models import Case
from venuecheck.cases.moves import THE_SYSTEM, move
from venuecheck.cases.safeguards import open_review
from venuecheck.cases.telling import (
    tell_colleagues,
    tell_seniors_and_monitoring_officer,
    user_of,
    working_on,
)
from venuecheck.cases.watch import conditions_of, unratified
from venuecheck.cases.watch_models import ClockStep, Condition
from venuecheck.cases.workflow import leads_on
from venuecheck.runtime.clock import now, today
from venuecheck.runtime.database import Transaction
from venuecheck.runtime.settings import Settings
from venuecheck.runtime.workdays import Nation, is_working_day


@dataclass(frozen=True)
class Step:
    """What is done so many working days after the day to decide by."""

    name: str
    after: int
    do: Callable[[Transaction, Case, Settings], None]


def look_at_clock(tx: Transaction, case: Case, settings: Settings) -> None:
    """Take the steps that are due on a case that waits for a decision, until its event, or for the answer to a review."""
    review = open_review(tx, case)
    if not leads_on(State(case.state), Act.GO_UP) or (review is None and case.event_start <= now()):
        return
    due = deadline(tx, case)
    case.decide_by = due.day
    late = days_late(due, today(), Nation(case.nation))
    if is_near(due, today(), Nation(case.nation)) and _first_time(tx, case, "near"):
        _remind(tx, case, settings)
    for step in REVIEW_STEPS if review else STEPS:
        if late >= step.after and _first_time(tx, case, step.name):
            step.do(tx, case, settings)


def look_at_promises(tx: Transaction, case: Case, settings: Settings) -> None:
    """What was promised: a condition that is not shown comes back to the queue before its day, and an emergency approval that
    nobody ratified in time is told again each working day.
    """
    for condition in conditions_of(tx, case):
        due = is_due(case, condition) and case.event_start > now()
        if due and _first_time(tx, case, f"condition {condition.uuid}", condition.due):
            _ask_for(tx, case, condition, settings)
    late = (row := unratified(tx, case)) is not None and row.ratify_by < today()
    if late and is_working_day(today(), Nation(case.nation)) and _first_time(tx, case, "unratified", today()):
        overrides.escalate(tx, case, settings)


def _first_time(tx: Transaction, case: Case, step: str, day: date | None = None) -> bool:
    day = day or case.decide_by
    taken = (ClockStep.case_id == case.id, ClockStep.step == step, ClockStep.decide_by == day)
    if tx.scalar(select(ClockStep.id).where(*taken)) is not None:
        return False
    tx.add(ClockStep(case_id=case.id, step=step, decide_by=day, at=now()))
    return True


def _ask_for(tx: Transaction, case: Case, condition: Condition, settings: Settings) -> None:
    day = letters.date_words(condition.due)
    if condition.shown_by == HIRER:
        asked = condition.asked[0].lower() + condition.asked[1:]
        letters.tell(tx, case.application, "mail/condition.txt", settings, text=condition.text, due=day, asked=asked)
    record(tx, Event.CONDITION_DUE, bookings.subject(case.application), SYSTEM, number=condition.number)
    tell_colleagues(tx, case, working_on(tx, case), "condition", settings, day=day, number=condition.number)


def _remind(tx: Transaction, case: Case, settings: Settings) -> None:
    tell_colleagues(tx, case, working_on(tx, case), "near", settings, day=letters.date_words(case.decide_by))


def _go_up(tx: Transaction, case: Case, settings: Settings) -> None:
    day = letters.date_words(case.decide_by)
    told = letters.tell(tx, case.application, "mail/late.txt", settings, decide_by=day)
    record(
        tx,
        Event.DECISION_LATE,
        bookings.subject(case.application),
        SYSTEM,
        day=day,
        told="The hirer was told." if told else "The hirer gave no e-mail address and must be told.",
    )
    move(tx, case, Act.GO_UP, THE_SYSTEM, Event.CASE_WENT_UP)
    tell_colleagues(tx, case, working_on(tx, case), "late", settings, day=day, told=told)


def _to_deputy(tx: Transaction, case: Case, settings: Settings) -> None:
    """To the deputy who was named for whoever has the case, else to the one who was named last."""
    day = letters.date_words(case.decide_by)
    named = deputies_in_force(tx)
    deputy = next((one for one in named if one.senior == case.assigned_to), named[0] if named else None)
    if deputy is None:
        tell_seniors_and_monitoring_officer(tx, case, "no-deputy", settings, day=day)
        return
    case.assigned_to = deputy.deputy
    move(tx, case, Act.GO_UP, THE_SYSTEM, Event.CASE_TO_DEPUTY)
    tell_colleagues(tx, case, [user_of(tx, deputy.deputy)], "deputy", settings, day=day)


def _review_late(tx: Transaction, case: Case, settings: Settings) -> None:
    day = letters.date_words(case.decide_by)
    told = letters.tell(tx, case.application, "mail/review-late.txt", settings, answer_by=day)
    words = "The hirer was told." if told else "The hirer gave no e-mail address and must be told."
    move(tx, case, Act.GO_UP, THE_SYSTEM, Event.REVIEW_LATE, words={"day": day, "told": words})
    tell_seniors_and_monitoring_officer(tx, case, "review-late", settings, day=day, told=told)


def _to_all(tx: Transaction, case: Case, settings: Settings) -> None:
    day = letters.date_words(case.decide_by)
    tell_seniors_and_monitoring_officer(tx, case, "still-late", settings, day=day)


STEPS = (Step("late", 1, _go_up), Step("deputy", 3, _to_deputy), Step("all", 5, _to_all))
"""What is done when nobody decides: in the order of working days after the date."""
REVIEW_STEPS = (Step("review late", 1, _review_late), Step("all", 5, _to_all))
"""The same for a review that nobody answers."""
