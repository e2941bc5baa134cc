"""Use cases of the equality checks: keeping an assessment, and concluding a finding."""

import hashlib
import json
from datetime import timedelta
from uuid import UUID

from sqlalchemy import or_, select

from venuecheck.audit.events import Event
from venuecheck.audit.log import SYSTEM, Actor, record
from venuecheck.equality.assess import Assessment, Finding, Form
from venuecheck.equality.models import Conclusion, SeatingAssessment, SeatingFinding
from venuecheck.equality.vocabulary import Outcome
from venuecheck.runtime.clock import now
from venuecheck.runtime.database import Reader, Transaction
from venuecheck.runtime.errors import InvalidError, MissingError

SETTLED_FOR = timedelta(days=365)
"""How long a settled enquiry stands for a series: a weekly group is not asked weekly."""


def record_assessment(
    tx: Transaction, subject: UUID, subject_version: int, assessed: Assessment, choices: str, series: str
) -> SeatingAssessment:
    """Keep the check of one version of an application. A version that was checked before keeps its first assessment.

    A finding that stood word for word in an earlier version which ticked the same choices, and was concluded there, keeps its
    conclusion: the record says so. So does an
    enquiry that was settled within a year on another application of the same series: a hirer is not asked the same thing
    twice. What is likely unlawful is looked at for each application.
    """
    present = assessment_of(tx, subject, subject_version)
    if present is not None:
        return present
    before = _concluded_before(tx, subject, choices, series)
    assessment = SeatingAssessment(
        subject=subject,
        subject_version=subject_version,
        choices=choices,
        series=series,
        outcome=assessed.outcome.value,
        table_version=assessed.table_version,
        assessed=now(),
        findings=[_row(finding, before) for finding in assessed.findings],
    )
    tx.add(assessment)
    record(
        tx,
        Event.SEATING_ASSESSED,
        f"application:{subject}",
        SYSTEM,
        rows=(assessment,),
        table_version=assessed.table_version,
        outcome=assessed.outcome.value,
    )
    for row in assessment.findings:
        record(
            tx,
            Event.FINDING_RAISED,
            f"application:{subject}",
            SYSTEM,
            rows=(row,),
            rule=row.rule,
            outcome=row.outcome,
        )
        if row.conclusion != Conclusion.OPEN.value:
            record(
                tx, Event.FINDING_KEPT, f"application:{subject}", SYSTEM, conclusion=Conclusion(row.conclusion).label
            )
    return assessment


def _row(finding: Finding, before: dict[tuple[str, str | None, str, str], SeatingFinding]) -> SeatingFinding:
    row = SeatingFinding(
        rule=finding.rule,
        outcome=finding.outcome.value,
        field=finding.field,
        start=finding.start,
        end=finding.end,
        quote=finding.quote,
        reason=finding.reason,
        citation=finding.citation,
        question=finding.question,
    )
    if same := before.get(row.what):
        row.conclusion, row.exception, row.conclusion_reason = same.conclusion, same.exception, same.conclusion_reason
        row.concluded_by, row.concluded_at = same.concluded_by, same.concluded_at
    return row


def choices_of(form: Form) -> str:
    """What is the same for forms that tick the same and give the same reason: a digest of those five answers."""
    ticked = (form.purpose_kind, form.arrangement, form.chosen_by, form.openness, form.reason.strip())
    return hashlib.sha256(json.dumps(ticked, ensure_ascii=False).encode()).hexdigest()


def series_of(hirer: str, form: Form) -> str:
    """What is the same for applications of one hirer that say the same of purpose, openness and seating: a digest of who
    hires and of all that the checks read.
    """
    said = (form.purpose_kind, form.arrangement, form.chosen_by, form.openness, form.reason, dict(form.text))
    text = json.dumps([" ".join(hirer.casefold().split()), said], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _concluded_before(
    tx: Transaction, subject: UUID, choices: str, series: str
) -> dict[tuple[str, str | None, str, str], SeatingFinding]:
    settled_lately = (
        (SeatingAssessment.series == series)
        & (SeatingFinding.outcome == Outcome.ENQUIRE.value)
        & (SeatingFinding.concluded_at > now() - SETTLED_FOR)
    )
    rows = tx.scalars(
        select(SeatingFinding)
        .join(SeatingAssessment)
        .where(SeatingFinding.conclusion != Conclusion.OPEN.value)
        .where(SeatingAssessment.choices == choices)
        .where(or_(SeatingAssessment.subject == subject, settled_lately))
        .order_by(SeatingFinding.id)
    )
    return {row.what: row for row in rows}


def conclude(
    tx: Transaction, finding: SeatingFinding, conclusion: Conclusion, exception: str, reason: str, by_uuid: UUID
) -> None:
    """Record what a person concluded. Raises InvalidError without a conclusion, a reason, or, where an exception is relied
    on, without saying which.
    """
    if conclusion is Conclusion.OPEN:
        raise InvalidError("Choose what you concluded", "conclusion")
    if conclusion is Conclusion.PERMITTED and not exception.strip():
        raise InvalidError("Say which exception applies", "exception")
    if not reason.strip():
        raise InvalidError("Say how the question was settled", "reason")
    finding.conclusion, finding.exception, finding.conclusion_reason = conclusion.value, exception, reason
    finding.concluded_by, finding.concluded_at = by_uuid, now()
    record(
        tx,
        Event.FINDING_CONCLUDED,
        f"application:{finding.assessment.subject}",
        Actor.user(by_uuid),
        rows=(finding,),
        personal={"reason": reason, "exception": exception},
        conclusion=conclusion.label,
        finding=str(finding.uuid),
    )


def latest_assessment(reader: Reader, subject: UUID) -> SeatingAssessment | None:
    """The assessment of an application's newest checked version."""
    return reader.scalars(
        select(SeatingAssessment)
        .where(SeatingAssessment.subject == subject)
        .order_by(SeatingAssessment.subject_version.desc())
        .limit(1)
    ).first()


def assessment_of(reader: Reader, subject: UUID, version: int) -> SeatingAssessment | None:
    """The assessment of one version of an application."""
    wanted = (SeatingAssessment.subject == subject, SeatingAssessment.subject_version == version)
    return reader.scalar(select(SeatingAssessment).where(*wanted))


def finding_with(reader: Reader, subject: UUID, finding_uuid: UUID) -> SeatingFinding:
    """One finding of an application's newest assessment. Raises MissingError when it has none such."""
    assessment = latest_assessment(reader, subject)
    for finding in assessment.findings if assessment else []:
        if finding.uuid == finding_uuid:
            return finding
    raise MissingError("There is no such finding on this version of the application.")
