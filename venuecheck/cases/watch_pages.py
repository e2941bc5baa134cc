"""What the case page and the private page show of the watch over a case: its day to decide by, interests, conditions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from venuecheck.accounts.duty_pages import Standing, standing
from venuecheck.accounts.models import User
from venuecheck.accounts.roles import Role
from venuecheck.accounts.standing import deputises_for, trained_until
from venuecheck.bookings import service as bookings
from venuecheck.bookings.lead_times import licence_for
from venuecheck.cases import conditions
from venuecheck.cases.acts import STATES, Act, State
from venuecheck.cases.afterwards import HELD, KEPT, EarlierHire, earlier_hires
from venuecheck.cases.clock import Deadline, days_late, is_near
from venuecheck.cases.deadlines import deadline, needs_licence
from venuecheck.cases.models import Case
from venuecheck.cases.watch import conditions_of, interests_in, unratified, what_happened
from venuecheck.cases.watch_models import AfterEvent, Condition, Interest, Override
from venuecheck.cases.workflow import leads_on
from venuecheck.runtime.clock import london, today
from venuecheck.runtime.database import Reader
from venuecheck.runtime.workdays import Nation
from venuecheck.web.visits import SignedIn

SEES_INTERESTS = frozenset({Role.SENIOR_OFFICER.value, Role.AUDITOR.value})


def day_words(day: date) -> str:
    """A date as pages say it: "24 November 2026"."""
    return f"{day.day} {day:%B %Y}"


@dataclass(frozen=True)
class Due:
    """The day to decide by: in words, what sets it, and a tag where it is near, past or standing still."""

    day: date
    words: str
    why: str
    tag: tuple[str, str] | None

    @property
    def title(self) -> str:
        """The day and its tag in one line of text."""
        return f"{self.words} ({self.tag[0]})" if self.tag else self.words


def due_of(due: Deadline, nation: Nation) -> Due:
    """How a day to decide by reads today."""
    late = days_late(due, today(), nation)
    tag = None
    if due.stopped:
        tag = ("Clock stopped: the hirer is asked", "light-blue")
    elif late:
        tag = (f"Late by {late} working {'day' if late == 1 else 'days'}", "red")
    elif is_near(due, today(), nation):
        tag = ("Today" if due.day == today() else "Next working day", "orange")
    return Due(due.day, day_words(due.day), due.why.value, tag)


@dataclass(frozen=True)
class LicenceView:
    """What a bar or entertainment may need, and until when it can be asked for."""

    name: str
    source: str
    latest: str
    late: str
    too_late: bool


@dataclass(frozen=True)
class WatchView:
    """What stands above and beside a case: nothing of it is shown to the hirer."""

    due: Due | None
    short_lane: bool
    licence: LicenceView | None
    override: Override | None
    override_late: bool
    interests: list[tuple[Interest, str]]
    conditions: list[Condition]
    after: AfterEvent | None
    earlier: list[EarlierHire]
    training: Standing | None
    whom_to_ask: str
    deputy_for: str
    held_words: dict[str, str]
    kept_words: dict[str, str]
    condition_tags: dict[str, tuple[str, str]]


def watch_view(reader: Reader, case: Case, person: SignedIn) -> WatchView:
    """The watch over a case, as this person may see it: why somebody declared an interest is theirs and senior officers'."""
    state, nation = State(case.state), Nation(case.nation)
    users = {user.uuid: user for user in reader.scalars(select(User))}
    override = unratified(reader, case)
    officer = Role.BOOKING_OFFICER.value in person.roles
    senior = deputises_for(reader, person.uuid)
    return WatchView(
        due=due_of(deadline(reader, case), nation) if leads_on(state, Act.GO_UP) else None,
        short_lane=case.reopened is not None,
        licence=_licence(case, nation),
        override=override,
        override_late=override is not None and override.ratify_by < today(),
        interests=[
            (one, one.reason if person.roles & SEES_INTERESTS or one.by == person.uuid else "")
            for one in interests_in(reader, case)
        ],
        conditions=conditions_of(reader, case),
        after=what_happened(reader, case),
        earlier=earlier_hires(reader, case),
        training=standing(trained_until(reader, person.uuid)) if officer else None,
        whom_to_ask=_administrators(users.values()),
        deputy_for=users[senior].name if senior and senior in users else "",
        held_words=HELD,
        kept_words=KEPT,
        condition_tags=conditions.STATES,
    )


def _administrators(users: Iterable[User]) -> str:
    """Whom to ask about training: everybody who can record it."""
    names = sorted(user.name for user in users if user.open and Role.ADMINISTRATOR in user.roles)
    return " or ".join(names) or "an administrator"


def _licence(case: Case, nation: Nation) -> LicenceView | None:
    form = bookings.form_of(case.application.latest)
    if not needs_licence(form) or STATES[State(case.state)].ended:
        return None
    licence = licence_for(london(case.event_start).date(), nation)
    return LicenceView(
        licence.name,
        licence.source,
        day_words(licence.latest),
        day_words(licence.late) if licence.late else "",
        licence.still_possible(today()) is None,
    )
