"""Who acts on a case, what the workflow table needs to know of it, and the one way in which it changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from venuecheck.audit.events import Event
from venuecheck.audit.guarded import Guarded, unrecorded
from venuecheck.audit.log import HIRER, SYSTEM, Actor, record
from venuecheck.bookings import service as bookings
from venuecheck.bookings.application import ApplicationForm
from venuecheck.bookings.models import CONFIRMED
from venuecheck.cases import changes
from venuecheck.cases.acts import STATES, Act, Party, State
from venuecheck.cases.deadlines import set_deadline
from venuecheck.cases.models import Case
from venuecheck.cases.needs import Facts
from venuecheck.cases.safeguards import standing
from venuecheck.cases.watch import as_deputy, watch
from venuecheck.cases.workflow import step
from venuecheck.equality import service as equality
from venuecheck.equality.models import SeatingFinding
from venuecheck.runtime.clock import now
from venuecheck.runtime.database import Reader, Transaction
from venuecheck.runtime.errors import WrongStateError
from venuecheck.screening import service as screening
from venuecheck.screening.matching import parts_of_field
from venuecheck.screening.models import Verdict
from venuecheck.web.visits import SignedIn

ELECTION = "election_meeting"


@dataclass(frozen=True)
class Doer:
    """Who acts on a case: a member of staff with their roles, the hirer, or the product itself."""

    actor: Actor
    roles: frozenset[str]
    uuid: UUID | None = None

    @classmethod
    def staff(cls, person: SignedIn) -> "Doer":
        """A member of staff."""
        return cls(Actor.user(person.uuid), person.roles, person.uuid)

    @property
    def key(self) -> UUID:
        """The member of staff's UUID."""
        assert self.uuid is not None, "only staff do this"
        return self.uuid


THE_HIRER = Doer(HIRER, frozenset({Party.HIRER.value}))
THE_SYSTEM = Doer(SYSTEM, frozenset({Party.SYSTEM.value}))


def facts_of(reader: Reader, case: Case, doer: Doer | None = None) -> Facts:
    """What the workflow table needs to know of a case now."""
    application = case.application
    form = bookings.form_of(application.latest)
    assessment = equality.latest_assessment(reader, application.uuid)
    findings = [finding for finding in assessment.findings if finding.is_open] if assessment else []
    found = screening.matches(reader, application.uuid)
    unseen = [match for match in found if match.verdict == Verdict.OPEN.value and match.raised > case.state_since]
    list_now = screening.list_version(reader)
    return Facts(
        open_matches=sum(match.is_open for match in found),
        new_matches=len(unseen),
        open_findings=len(findings),
        unnamed_speakers=unnamed_speakers(form),
        no_seating_detail=form.arrangement == "undecided" and any(finding.field is None for finding in findings),
        checked_now=(case.checked_version, case.checked_list) == (application.latest.number, list_now),
        booked=application.hold.state == CONFIRMED,
        election=form.purpose_kind == ELECTION,
        **watch(reader, case, doer.uuid if doer else None),
        equality_assessed=bool(case.equality_assessments),
        recommended_by_actor=bool(doer and doer.uuid in {one.by for one in case.recommendations}),
        entered_by_actor=bool(doer and doer.uuid and application.entered_by == doer.uuid),
        **standing(reader, case, doer.uuid if doer else None),
        **_since_decision(reader, case, form, findings),
    )


def _since_decision(
    reader: Reader, case: Case, form: ApplicationForm, findings: Sequence[SeatingFinding]
) -> dict[str, Any]:
    """Whether what changed last matters: to a decision that stands, measured against the version that was decided on, else
    against the version before. And how many of the open findings are new since the decision.
    """
    versions = case.application.versions
    number = (
        case.decisions[-1].version if STATES[State(case.state)].ended and case.decisions else max(len(versions) - 1, 1)
    )
    found: dict[str, Any] = {"change_matters": bool(changes.matter(bookings.form_of(versions[number - 1]), form))}
    if findings and case.decisions:
        before = equality.assessment_of(reader, case.application.uuid, case.decisions[-1].version)
        known = {finding.what for finding in before.findings} if before else set()
        found["new_findings"] = sum(finding.what not in known for finding in findings)
    return found


def unnamed_speakers(form: ApplicationForm) -> int:
    """How many names are still to come: speakers ticked as "to be confirmed", and words like these in the place of a name or
    beside it; the hirer, the organisation and whoever it is booked on behalf of likewise.
    """
    speakers = sum(
        speaker.to_be_confirmed or not speaker.name.strip() or _is_to_come(speaker.name) for speaker in form.speakers
    )
    hirer = bool(form.hirer_name.strip()) and _is_to_come(form.hirer_name)
    # "None" is an answer here, and no name is to come.
    bodies = (form.organisation, form.on_behalf_of)
    return speakers + hirer + sum(parts_of_field(body).incomplete for body in bodies)


def _is_to_come(name: str) -> bool:
    reading = parts_of_field(name)
    return reading.is_placeholder or reading.incomplete


def move(
    tx: Transaction,
    case: Case,
    act: Act,
    by: Doer,
    event: Event | None,
    *,
    facts: Facts | None = None,
    also: tuple[Guarded, ...] = (),
    personal: dict[str, str] | None = None,
    words: dict[str, Any] | None = None,
) -> State:
    """Ask the table whether the act may be done, put the case where it leads, and write the event (if it has one here).

    The act's own effect must be in the transaction already: the table judges what the case is after it. `also` are further
    guarded rows that the act changed; `words` the facts of the event's sentence.
    """
    if case.application.erased:
        raise WrongStateError("The personal data of this application were erased, so nothing more is done on it.")
    tx.flush()
    before = State(case.state)
    to = step(before, act, by.roles, facts or facts_of(tx, case, by))
    if to is not before:
        case.state, case.state_since, case.assigned_to = to.value, now(), None
    if case.checked_version:
        case.lane = facts_of(tx, case).lane.value
    set_deadline(tx, case, before, to)
    if event is not None:
        record(
            tx,
            event,
            bookings.subject(case.application),
            by.actor,
            rows=(case, *also),
            personal=personal,
            **(words or {}),
        )
        if as_deputy(tx, before, act, by.uuid):
            record(tx, Event.ACTED_AS_DEPUTY, bookings.subject(case.application), by.actor)
    elif unrecorded(tx, case):
        record(tx, Event.CASE_MOVED, bookings.subject(case.application), SYSTEM, rows=(case,), to=STATES[to].staff)
    return to
