"""What can happen to an application in the demo: each is one of the use cases that pages call, by one of the demo's people."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import select

from venuecheck.bookings import service as bookings
from venuecheck.cases import approaches, cancelling, decisions, minded, moves, reviews, service, weighing
from venuecheck.cases.acts import Act
from venuecheck.cases.approaches import Source
from venuecheck.cases.cancelling import Ground as Breach
from venuecheck.cases.cancelling import Ordinary
from venuecheck.cases.decisions import Ground
from venuecheck.cases.diligence import STEPS, Looked, Search, Taken, record_search
from venuecheck.cases.papers import nearest
from venuecheck.cases.remedies import usual_answer_day
from venuecheck.cases.safeguard_models import MindedNotice
from venuecheck.cases.safeguards import all_of
from venuecheck.demo.stage import Stage
from venuecheck.equality import service as equality
from venuecheck.equality.models import Conclusion
from venuecheck.reports import deliveries
from venuecheck.runtime.clock import today
from venuecheck.runtime.mail import Mail
from venuecheck.screening import service as screening
from venuecheck.screening.models import Verdict

Step = Callable[[Stage, UUID], None]
"""One act on the case with this UUID."""


def taken(by: str) -> Step:
    """A colleague takes the case."""

    def act(stage: Stage, uuid: UUID) -> None:
        with stage.case(uuid) as (tx, case):
            service.take(tx, case, stage.people[by])

    return act


def noted(by: str, text: str) -> Step:
    """A colleague writes an internal note."""

    def act(stage: Stage, uuid: UUID) -> None:
        with stage.case(uuid) as (tx, case):
            service.add_note(tx, case, text, stage.people[by])

    return act


def asked(by: str, question: str) -> Step:
    """A colleague asks the hirer."""

    def act(stage: Stage, uuid: UUID) -> None:
        with stage.case(uuid) as (tx, case):
            service.ask(tx, case, question, stage.people[by], stage.settings)

    return act


def answered(text: str) -> Step:
    """The hirer answers what was asked last."""

    def act(stage: Stage, uuid: UUID) -> None:
        with stage.case(uuid) as (tx, case):
            service.answer(tx, case, case.questions[-1].uuid, text)

    return act


def corrected(**changes: Any) -> Step:
    """The hirer sends the application again with something changed."""

    def act(stage: Stage, uuid: UUID) -> None:
        with stage.case(uuid) as (tx, case):
            form = msgspec.structs.replace(bookings.form_of(case.application.latest), **changes)
            service.correct(tx, case, form)

    return act


def withdrawn() -> Step:
    """The hirer withdraws."""

    def act(stage: Stage, uuid: UUID) -> None:
        with stage.case(uuid) as (tx, case):
            service.withdraw(tx, case)

    return act


def judged(by: str, verdict: Verdict, reason: str) -> Step:
    """A Prevent officer judges every match that is open."""

    def act(stage: Stage, uuid: UUID) -> None:
        with stage.case(uuid) as (tx, case):
            for match in screening.matches(tx, case.application.uuid):
                if match.is_open:
                    service.adjudicate(tx, case, match.uuid, verdict, reason, stage.people[by])

    return act


def looked_into(by: str, about: str, found: str, not_found: str, sources: str, weight: str = "some") -> Step:
    """A Prevent officer records an open-source check."""
    said = {"who": f"{about}, as on the form", "coverage": sources, "words": found}

    def act(stage: Stage, uuid: UUID) -> None:
        search = Search(
            about=about,
            day=today(),
            terms=about,
            steps=tuple(
                Taken(step.key, (Looked.FOUND if step.key in said else Looked.NOTHING).value, said.get(step.key, ""))
                for step in STEPS
            ),
            links=(),
            not_found=not_found,
            weight=weight,
            why="First-hand, dated, and in more than one place." if weight != "none" else "It is somebody else.",
            marking="prevent",
        )
        with stage.case(uuid) as (tx, case):
            record_search(tx, case, search, stage.people[by])

    return act


def concluded(by: str, conclusion: Conclusion, reason: str, exception: str = "") -> Step:
    """A booking officer or the equality lead concludes every finding that is open."""

    def act(stage: Stage, uuid: UUID) -> None:
        with stage.case(uuid) as (tx, case):
            assessment = equality.latest_assessment(tx, case.application.uuid)
            for finding in assessment.findings if assessment else ():
                if finding.is_open:
                    service.conclude(tx, case, finding.uuid, conclusion, exception, reason, stage.people[by])

    return act


def equality_assessed(by: str, **words: str) -> Step:
    """The equality lead records an equality assessment. `words`: the fields of `cases.models.EqualityAssessment`."""

    def act(stage: Stage, uuid: UUID) -> None:
        with stage.case(uuid) as (tx, case):
            service.assess_equality(tx, case, stage.people[by], **words)

    return act


def passed(by: str, act_of_passing: Act, reason: str) -> Step:
    """A colleague passes the case on."""

    def act(stage: Stage, uuid: UUID) -> None:
        with stage.case(uuid) as (tx, case):
            service.pass_on(tx, case, act_of_passing, reason, stage.people[by])

    return act


def recommended(by: str, outcome: Act, **words: str) -> Step:
    """A Prevent officer or the equality lead recommends. `words`: facts_found, concerns, in_favour, reasons."""

    def act(stage: Stage, uuid: UUID) -> None:
        with stage.case(uuid) as (tx, case):
            service.recommend(tx, case, stage.people[by], outcome=outcome.value, **words)

    return act


def approved(by: str, internal: str = "") -> Step:
    """A booking officer approves."""

    def act(stage: Stage, uuid: UUID) -> None:
        with stage.case(uuid) as (tx, case):
            decisions.approve(tx, case, internal, stage.people[by])

    return act


def decided(by: str, outcome: Act, reasons: str, **words: Any) -> Step:
    """A senior officer decides. `words`: internal, weighed, conditions, rests_on."""

    def act(stage: Stage, uuid: UUID) -> None:
        with stage.case(uuid) as (tx, case):
            decisions.decide(tx, case, outcome, stage.people[by], reasons=reasons, **words)

    return act


def approached(by: str, source: Source, who: str, said: str, weight: str) -> Step:
    """A colleague logs that somebody approached the council about the booking today."""

    def act(stage: Stage, uuid: UUID) -> None:
        with stage.case(uuid) as (tx, case):
            words = {"who": who, "said": said, "weight": weight}
            approaches.log(tx, case, stage.people[by], source=source, day=today(), **words)

    return act


def balanced(by: str, ladder: dict[str, str], **words: str) -> Step:
    """Somebody completes the balancing record. `words`: those of `weighing.WRITTEN`."""

    def act(stage: Stage, uuid: UUID) -> None:
        with stage.case(uuid) as (tx, case):
            weighing.balance(tx, case, stage.people[by], ladder, **words)

    return act


def told(
    by: str,
    intends: Act,
    rests_on: tuple[str, ...],
    relied_on: str,
    because: str,
    conditions: tuple[str, ...] = (),
    speakers: tuple[tuple[str, str], ...] = (),
) -> Step:
    """A senior officer tells the hirer, and speakers (name and address), what they are minded to do, with the usual time to
    answer.
    """

    def act(stage: Stage, uuid: UUID) -> None:
        day = usual_answer_day(today(), stage.settings.nation)
        with stage.case(uuid) as (tx, case):
            intention = minded.Intention(
                intends, rests_on, relied_on, because, day, conditions=conditions, speakers=speakers
            )
            minded.tell(tx, case, intention, stage.people[by], stage.settings)

    return act


def answered_told(text: str) -> Step:
    """The hirer answers what was put to them."""

    def act(stage: Stage, uuid: UUID) -> None:
        with stage.case(uuid) as (tx, case):
            notice = all_of(tx, MindedNotice, case)[-1]
            minded.answer(tx, case, notice, text, moves.THE_HIRER)

    return act


def cancelling_proposed(by: str, ground: Breach, **words: Any) -> Step:
    """A senior officer proposes to cancel a booking, with the usual time to answer. `words`: those of `cancelling.Proposal`."""

    def act(stage: Stage, uuid: UUID) -> None:
        day = usual_answer_day(today(), stage.settings.nation)
        with stage.case(uuid) as (tx, case):
            proposal = cancelling.Proposal((ground,), answer_by=day, **words)
            cancelling.propose(tx, case, proposal, stage.people[by], stage.settings)

    return act


def came_back(template: str, why: str) -> Step:
    """The last letter of that name comes back: the hirer's mail server says that it was not delivered (RFC 3464)."""

    def act(stage: Stage, uuid: UUID) -> None:
        with stage.case(uuid) as (tx, case):
            about = bookings.subject(case.application)
            named = select(Mail).where(Mail.about == about, Mail.template.startswith(template))
            letter = tx.scalars(named.order_by(Mail.id.desc()).limit(1)).one()
            deliveries.returned(tx, _report(letter, why))

    return act


def _report(letter: Mail, why: str) -> bytes:
    parts = (
        ("text/plain", "Your message could not be delivered."),
        (
            "message/delivery-status",
            "Reporting-MTA: dns; mx.hirers.invalid\r\n\r\n"
            f"Final-Recipient: rfc822; {letter.to}\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; {why}",
        ),
        ("text/rfc822-headers", f"Message-ID: <{letter.uuid}@tarnvalley.invalid>"),
    )
    body = "".join(f"--report\r\nContent-Type: {kind}\r\n\r\n{text}\r\n\r\n" for kind, text in parts)
    head = 'Subject: Undelivered\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; boundary="report"\r\n\r\n'
    return f"{head}{body}--report--\r\n".encode()


def called_off(by: str, ground: Ordinary, reasons: str) -> Step:
    """A booking officer cancels for an ordinary reason, and offers the nearest free times."""

    def act(stage: Stage, uuid: UUID) -> None:
        with stage.case(uuid) as (tx, case):
            cancelling.call_off(tx, case, ground, reasons, nearest(tx, case), stage.people[by])

    return act


def moved(by: str, ground: Ordinary, reasons: str) -> Step:
    """A booking officer moves a booking to the nearest free time for an ordinary reason."""

    def act(stage: Stage, uuid: UUID) -> None:
        with stage.case(uuid) as (tx, case):
            to, *others = nearest(tx, case)
            cancelling.move_booking(tx, case, to, ground, reasons, others, stage.people[by])

    return act


def review_asked(grounds: str) -> Step:
    """The hirer asks for a review."""

    def act(stage: Stage, uuid: UUID) -> None:
        with stage.case(uuid) as (tx, case):
            reviews.ask_for_review(tx, case, grounds, moves.THE_HIRER, stage.settings)

    return act


def not_offered(by: str, ground: Ground, reasons: str) -> Step:
    """A booking officer says an ordinary no, and offers the nearest free times."""

    def act(stage: Stage, uuid: UUID) -> None:
        with stage.case(uuid) as (tx, case):
            hold = case.application.hold
            times = bookings.nearest_free(tx, hold.space, hold.start, hold.end)
            decisions.cannot_offer(tx, case, ground, reasons, times, stage.people[by])

    return act
