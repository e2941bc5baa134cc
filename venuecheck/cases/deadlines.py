"""By when a case is to be decided: what the clock is given of a case, and the date that the case keeps for its queue."""

from venuecheck.bookings import service as bookings
from venuecheck.bookings.application import ApplicationForm
from venuecheck.bookings.lead_times import DUE_DILIGENCE, lead_time
from venuecheck.cases.acts import STATES, State
from venuecheck.cases.clock import Course, Deadline, Stop, Why, decide_by
from venuecheck.cases.models import Case
from venuecheck.cases.safeguards import open_review
from venuecheck.runtime.clock import london, now, today
from venuecheck.runtime.database import Reader
from venuecheck.runtime.workdays import Nation
from venuecheck.screening import service as screening


def needs_licence(form: ApplicationForm) -> bool:
    """Whether the event may need a licence of its own."""
    return form.alcohol or form.entertainment


def deadline(reader: Reader, case: Case) -> Deadline:
    """The day by which a case is to be decided, or its review answered, as it looks today."""
    review = open_review(reader, case)
    return Deadline(review.answer_by, Why.REVIEW) if review else decide_by(course(reader, case), today())


def course(reader: Reader, case: Case) -> Course:
    """What sets the date of a case. One that ever met the watchlist keeps the longer time of due diligence."""
    application = case.application
    form = bookings.form_of(application.latest)
    matched = bool(screening.matches(reader, application.uuid))
    changed = None
    if case.reopened is not None:
        changed = london(max(case.reopened, application.latest.sent)).date()
    return Course(
        received=london(case.opened).date(),
        days=DUE_DILIGENCE if matched else lead_time(form.has_speakers or bool(form.speakers)),
        event=london(case.event_start).date(),
        nation=Nation(case.nation),
        stops=tuple(
            Stop(london(question.asked).date(), london(question.answered).date() if question.answered else None)
            for question in case.questions
        ),
        licence=needs_licence(form),
        changed=changed,
    )


def set_deadline(reader: Reader, case: Case, before: State, to: State) -> None:
    """Keep the date on the case after an act that led from one state to another, and note when a change opens it again."""
    if STATES[before].ended and not STATES[to].ended and open_review(reader, case) is None:
        case.reopened = now()
    elif STATES[to].ended:
        case.reopened = None
    case.decide_by = deadline(reader, case).day
