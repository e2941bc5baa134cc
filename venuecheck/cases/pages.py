"""The case page and the hirer's private page: what they show, with the queries made for them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from venuecheck.accounts.models import User
from venuecheck.accounts.roles import Role
from venuecheck.audit.events import Event
from venuecheck.audit.history import Happening, history
from venuecheck.audit.looks import LOOKS
from venuecheck.bookings import service as bookings
from venuecheck.bookings.application import ApplicationForm
from venuecheck.bookings.models import CONFIRMED
from venuecheck.cases.acts import STATES, Act, Lane, Seen, State
from venuecheck.cases.answers import Section, only_changed, place, said, sections
from venuecheck.cases.decisions import OUTCOMES
from venuecheck.cases.letters import confirmed_as, place_and_time
from venuecheck.cases.models import (
    Case,
    Decision,
    DueDiligence,
    EqualityAssessment,
    Note,
    Notice,
    Question,
    Recommendation,
)
from venuecheck.cases.moves import Doer, facts_of, unnamed_speakers
from venuecheck.cases.needs import Need
from venuecheck.cases.queues import LANES
from venuecheck.cases.receipts import told_as_decided
from venuecheck.cases.watch import conditions_of
from venuecheck.cases.workflow import QUEUES, leads_on, offered, withheld
from venuecheck.equality import service as equality
from venuecheck.equality.models import SeatingFinding
from venuecheck.runtime.clock import london, now
from venuecheck.runtime.database import Reader
from venuecheck.runtime.errors import MissingError
from venuecheck.runtime.letters import Block
from venuecheck.runtime.mail import Mail
from venuecheck.screening import service as screening
from venuecheck.screening.models import Match
from venuecheck.web.visits import SignedIn

SEES_MATCHES = frozenset({Role.PREVENT_OFFICER.value, Role.SENIOR_OFFICER.value, Role.AUDITOR.value})


@dataclass(frozen=True)
class MatchView:
    """A match side by side with its entry."""

    match: Match
    role: str
    verdict_by: str
    still_on_form: bool


@dataclass(frozen=True)
class CasePage:
    """Everything that somebody needs to act on a case, as far as they may see it."""

    case: Case
    reference: str
    version: int
    seen: Seen
    lane: tuple[str, str]
    where: str
    start: datetime
    end: datetime
    days_left: int
    channel: str
    layout: str
    set_up: str
    assigned: str
    sections: list[Section]
    changed_since: date | None
    changed: list[Section]
    stands: bool
    findings: list[SeatingFinding]
    table_version: str
    matches: list[MatchView]
    matches_hidden: int
    unnamed: int
    questions: list[Question]
    notes: list[Note]
    checks: list[DueDiligence]
    equality_assessments: list[EqualityAssessment]
    recommendations: list[Recommendation]
    decisions: list[Decision]
    letters: list[Mail]
    internal: dict[int, str]
    happened: list[tuple[Happening, str, str]]
    names: dict[UUID, str]
    offered: frozenset[Act]
    withheld: list[tuple[Act, Need]]
    colleagues: list[tuple[str, str]]
    outcomes: dict[str, str]

    @property
    def being_entered(self) -> bool:
        """Whether the newest decision waits for the signature under which it counts as made."""
        return not told_as_decided(self.case)

    @property
    def time_left(self) -> str:
        """How long it is to the event, in words."""
        if self.days_left < 0:
            return "past"
        return {0: "today", 1: "tomorrow"}.get(self.days_left, f"{self.days_left} days left")

    def who(self, user: UUID | None) -> str:
        """A colleague's name."""
        return self.names.get(user, "somebody") if user else ""


ROLE_WORDS = {
    "speaker": "Speaker",
    "hirer": "Hirer",
    "organisation": "Organisation",
    "on_behalf_of": "Booked on behalf of",
    "who_pays": "Who pays",
}


EVENT_WORDS = {
    "likely_unlawful": "likely unlawful",
    "enquire": "something to ask about",
    "none": "nothing to ask about",
    "grant": "approve",
    "grant with conditions": "approve with conditions",
}
"""Facts of events that are codes, in the words of the case's history."""


def case_page(reader: Reader, case: Case, person: SignedIn) -> CasePage:
    """One case as this person may see it. Watchlist details only for those who need them."""
    application, hold = case.application, case.application.hold
    form = bookings.form_of(application.latest)
    assessment = equality.latest_assessment(reader, application.uuid)
    findings = list(assessment.findings) if assessment else []
    found = screening.matches(reader, application.uuid)
    sees_matches = bool(person.roles & SEES_MATCHES)
    doer = Doer.staff(person)
    facts = facts_of(reader, case, doer)
    users = list(reader.scalars(select(User)))
    names = {user.uuid: user.name for user in users}
    # What the Prevent team recommends may speak of the watchlist: without it, only what equality leads wrote is shown.
    leads = {user.uuid for user in users if Role.EQUALITY_LEAD in user.roles and Role.PREVENT_OFFICER not in user.roles}
    before, since = _approved_before(case)
    state = State(case.state)
    said_now = set(said(form).values())
    return CasePage(
        case=case,
        reference=application.reference,
        version=application.latest.number,
        seen=STATES[state],
        lane=LANES[Lane(case.lane)],
        where=f"{hold.space.name}, {hold.space.venue.name}",
        start=hold.start,
        end=hold.end,
        days_left=(london(hold.start).date() - london(now()).date()).days,
        channel=application.channel,
        layout=bookings.layout_name(reader, form.layout),
        set_up=_set_up(form),
        assigned=names.get(case.assigned_to, "") if case.assigned_to else "",
        sections=(all_of_it := sections(form, findings, before)),
        changed_since=since,
        changed=[*_place_changed(reader, case, before), *only_changed(all_of_it)],
        stands=hold.state == CONFIRMED,
        findings=findings,
        table_version=assessment.table_version if assessment else "",
        matches=[
            MatchView(
                m,
                ROLE_WORDS.get(m.role, m.role),
                names.get(m.verdict_by, "") if m.verdict_by else "",
                m.name in said_now,
            )
            for m in found
        ]
        if sees_matches
        else [],
        matches_hidden=0 if sees_matches else sum(match.is_open for match in found),
        unnamed=unnamed_speakers(form),
        questions=case.questions,
        notes=case.notes,
        checks=[check for check in case.checks if check.marking == "case" or sees_matches],
        equality_assessments=case.equality_assessments,
        recommendations=[one for one in case.recommendations if sees_matches or one.by in leads],
        decisions=case.decisions,
        letters=list(reader.scalars(select(Mail).where(Mail.about == bookings.subject(application)).order_by(Mail.id))),
        internal={one.id: one.internal for one in case.decisions if sees_matches or one.by == person.uuid},
        happened=[
            (one, one.sentence(_actor_name(one.actor, names), EVENT_WORDS), why_passed(one, sees_matches))
            for one in history(reader, f"application:{application.uuid}", without=LOOKS)
            if sees_matches or not one.event.value.startswith("screening:match")
        ],
        names=names,
        offered=frozenset() if application.erased else offered(state, person.roles, facts),
        withheld=[] if application.erased else list(withheld(state, person.roles, facts)),
        colleagues=_colleagues(reader, state),
        outcomes={act.value: words for act, words in OUTCOMES.items()},
    )


def is_sensitive(reader: Reader, case: Case) -> bool:
    """Whether it is recorded who looks at a case: one with a match, a check that somebody made, or a recommendation."""
    subject = case.application.uuid
    found = (
        select(Match.id).where(Match.subject == subject),
        select(DueDiligence.id).where(DueDiligence.case_id == case.id),
        select(Recommendation.id).where(Recommendation.case_id == case.id),
    )
    return any(reader.scalar(query.limit(1)) is not None for query in found)


def why_passed(happening: Happening, sees_matches: bool) -> str:
    """The reason why a case was passed on. What was told the Prevent team, or told by them, may speak of the watchlist: it is
    for those who see matches.
    """
    act, before = happening.facts.get("act"), happening.facts.get("before")
    theirs = act == Act.TO_PREVENT.value or before is None or QUEUES.get(State(before)) == Role.PREVENT_OFFICER
    shown = happening.event is Event.CASE_ESCALATED and (sees_matches or not theirs)
    return happening.words.get("reason", "") if shown else ""


def _set_up(form: ApplicationForm) -> str:
    """The time held before and after the event, in words; empty when there is none."""
    said = ((form.set_up_minutes, "to set up"), (form.clear_down_minutes, "to clear up"))
    return ", ".join(f"{minutes} minutes {what}" for minutes, what in said if minutes)


def _approved_before(case: Case) -> tuple[ApplicationForm | None, date | None]:
    """The version that the newest decision was about, when the form has changed since."""
    if not case.decisions:
        return None, None
    last = case.decisions[-1]
    versions = case.application.versions
    if last.version == versions[-1].number:
        return None, None
    return bookings.form_of(versions[last.version - 1]), london(last.at).date()


def _place_changed(reader: Reader, case: Case, before: ApplicationForm | None) -> list[Section]:
    """Place and time as far as they are others than those decided on."""
    if before is None:
        return []

    def words(form: ApplicationForm, where: dict[str, str]) -> dict[str, str]:
        return {
            "Where": f"{where['space']}, {where['venue']}",
            "When": f"{where['day']}, {where['start']} to {where['end']}",
            "Before and after": _set_up(form),
            "Layout": bookings.layout_name(reader, form.layout),
        }

    form, now_held = bookings.form_of(case.application.latest), place_and_time(case.application.hold)
    return place(words(form, now_held), words(before, now_held | case.decisions[-1].booked))


def _actor_name(actor: str, names: dict[UUID, str]) -> str:
    if actor == "hirer":
        return "The hirer"
    kind, _, key = actor.partition(":")
    return names.get(UUID(key), "Somebody") if kind == "user" and key else "The product"


def _colleagues(reader: Reader, state: State) -> list[tuple[str, str]]:
    role = QUEUES.get(state)
    users = reader.scalars(select(User).where(User.open).order_by(User.name))
    return [(str(user.uuid), user.name) for user in users if role in user.roles]


# --- the hirer's private page -------------------------------------------------


@dataclass(frozen=True)
class PrivatePage:
    """What a hirer sees behind the private link. Nothing of the checks, and no name of staff."""

    reference: str
    title: str
    state: str
    ended: bool
    where: str
    start: datetime
    end: datetime
    sections: list[Section]
    questions: list[Question]
    notices: list[tuple[str, list[Block], datetime, bool]]
    acts: frozenset[Act]
    conditions: str


def private_page(reader: Reader, case: Case) -> PrivatePage:
    """One application as its hirer sees it."""
    hold = case.application.hold
    state = State(case.state)
    notices = [decision.notice for decision in case.decisions if decision.notice]
    waiting = any(question.answered is None for question in case.questions)
    seen = STATES[state]
    return PrivatePage(
        reference=case.application.reference,
        title=case.title,
        state=_state_for_hirer(case, seen, waiting=waiting),
        ended=seen.ended,
        where=f"{hold.space.name}, {hold.space.venue.name}",
        start=hold.start,
        end=hold.end,
        sections=sections(bookings.form_of(case.application.latest)),
        questions=case.questions,
        notices=[(notice.subject, notice.blocks, notice.made, bool(notice.receipt)) for notice in notices],
        acts=offered(state, frozenset({"hirer"}), facts_of(reader, case)),
        conditions=_conditions_words(reader, case),
    )


def _state_for_hirer(case: Case, seen: Seen, *, waiting: bool) -> str:
    if not told_as_decided(case):
        return (
            "We are entering our decision in the record, which takes a few seconds. Load this page again in a minute."
        )
    if waiting and not seen.ended:
        return "We have a question for you."
    if (stood := confirmed_as(case)) and leads_on(State(case.state), Act.CORRECT) and not seen.ended:
        return f"Your booking stands as we confirmed it ({stood}), while we look at what you changed."
    return seen.hirer


def _conditions_words(reader: Reader, case: Case) -> str:
    """What the private page says of conditions; empty where there are none."""
    states = [one.state for one in conditions_of(reader, case)]
    if not states:
        return ""
    waiting = sum(state != "met" for state in states)
    return "Your booking has conditions. " + (f"Still to be shown: {waiting}." if waiting else "All are met.")


def notice(case: Case, number: int) -> Notice:
    """A case's notice by its number, from 1. Raises MissingError when there is none."""
    notices = [decision.notice for decision in case.decisions if decision.notice]
    if not 1 <= number <= len(notices):
        raise MissingError("There is no such notice.")
    return notices[number - 1]
