"""How far a case has come in what guards a refusal, read from its records: what the workflow table asks about it."""

from datetime import date
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import bindparam, select

from venuecheck.audit.looks import LOOKS
from venuecheck.audit.models import AuditEvent
from venuecheck.bookings.service import form_of
from venuecheck.cases.acts import Act
from venuecheck.cases.changes import matter
from venuecheck.cases.models import Case, Decision
from venuecheck.cases.safeguard_models import (
    Approach,
    Balancing,
    CancelProposal,
    ElectionMeeting,
    MindedNotice,
    Review,
)
from venuecheck.runtime.clock import today
from venuecheck.runtime.database import Reader

Row = TypeVar("Row", Approach, Balancing, CancelProposal, ElectionMeeting, MindedNotice, Review)

GROUNDS = {
    "prevent": "Prevent: a platform for those who draw people into terrorism",
    "public_order": "Public order",
    "equality": "Equality: unlawful separation or discrimination",
    "other": "Something else: safety, the space, the programme (for conditions only)",
}
"""What a decline or a condition may rest on. A decline never rests on "other" alone."""
RIGHTS = frozenset({"prevent", "public_order", "equality"})
"""The grounds that touch the hirer's rights, so that they need the whole of what guards a refusal."""
REFUSALS = frozenset({Act.DECLINE.value, Act.DECLINE_CHANGE.value})
RESTRICTIONS = REFUSALS | {Act.GRANT_WITH_CONDITIONS.value}
REVIEWED = frozenset(
    {
        Act.CANNOT_OFFER.value,
        Act.GRANT_WITH_CONDITIONS.value,
        Act.DECLINE.value,
        Act.DECLINE_CHANGE.value,
        Act.CALL_OFF.value,
        Act.CONFIRM_CANCEL.value,
    }
)
"""The outcomes that a hirer can have reviewed."""


_ASIDE = frozenset({Act.MOVE_BOOKING.value, Act.DROP_CANCEL.value})


def all_of(reader: Reader, kind: type[Row], case: Case) -> list[Row]:
    """A case's records of a kind, oldest first."""
    return list(reader.scalars(select(kind).where(kind.case_id == case.id).order_by(kind.id)))


def newest(reader: Reader, kind: type[Row], case: Case) -> Row | None:
    """A case's newest record of a kind."""
    found: Row | None = reader.scalars(_newest_of(kind), {"case": case.id}).first()
    return found


@cache
def _newest_of(kind: type[Row]) -> Any:
    # Put together once: every page of a case asks it six times, and making it took longer than the answer.
    return select(kind).where(kind.case_id == bindparam("case")).order_by(kind.id.desc()).limit(1)


def standing(reader: Reader, case: Case, actor: UUID | None) -> dict[str, Any]:
    """The facts of the workflow table (see `needs.Facts`) that these records give, for somebody who acts."""
    notices = [one for one in all_of(reader, MindedNotice, case) if one.made]
    heard = {one.intends for one in notices if _stands(case, one.version) and is_heard(one)}
    balancing = newest(reader, Balancing, case)
    proposal = open_proposal(reader, case)
    review = open_review(reader, case)
    return {
        "balanced": balancing is not None and _stands(case, balancing.version),
        "minded": bool(notices),
        "heard_on_refusal": bool(heard & REFUSALS),
        "heard_on_restriction": bool(heard & RESTRICTIONS),
        "heard_on_cancelling": proposal is not None and bool(proposal.notice.made) and is_heard(proposal.notice),
        "approached": newest(reader, Approach, case) is not None,
        "cancel_proposed": proposal is not None,
        "cancel_proposed_by_actor": proposal is not None and proposal.by == actor,
        "review_in_time": review_in_time(reader, case),
        "reviewed": review.state if review else "",
        "took_part": review is not None and actor is not None and took_part(reader, case, actor, review),
        "election_settled": newest(reader, ElectionMeeting, case) is not None,
    }


def _stands(case: Case, version: int) -> bool:
    """Whether the application still says what this version said, as far as it matters."""
    versions = case.application.versions
    return not matter(form_of(versions[version - 1]), form_of(versions[-1]))


def is_heard(notice: MindedNotice, day: date | None = None) -> bool:
    """Whether everybody who was told has answered, or the last day for it has passed.

    The hirer's answer alone is enough only where no speaker was written to and the hirer does not say that one will answer.
    """
    if (day or today()) > notice.answer_by:
        return True
    hirer = [one for one in notice.answers if one.whose == "hirer"]
    speakers = [one for one in notice.answers if one.whose == "speaker"]
    if not hirer or any(link.id not in {one.link_id for one in speakers} for link in notice.speakers):
        return False
    return not hirer[-1].more_to_come or any(one.at > hirer[-1].at for one in speakers)


def open_proposal(reader: Reader, case: Case) -> CancelProposal | None:
    """The proposal to cancel that waits for a second senior officer."""
    found = newest(reader, CancelProposal, case)
    return found if found is not None and not found.ended else None


def open_review(reader: Reader, case: Case) -> Review | None:
    """The review that was asked for and is not answered yet."""
    found = newest(reader, Review, case)
    return found if found is not None and not found.outcome else None


def reviewable(reader: Reader, case: Case) -> Decision | None:
    """The newest decision, where the hirer may have it reviewed: it went against them, and was not reviewed before. A move for
    an ordinary reason, or that a booking is not cancelled after all, does not stand in the way.
    """
    last = next((one for one in reversed(case.decisions) if one.outcome not in _ASIDE), None)
    if last is None or last.outcome not in REVIEWED:
        return None
    asked = reader.scalar(select(Review.id).where(Review.decision_id == last.id))
    return last if asked is None else None


def review_in_time(reader: Reader, case: Case) -> bool:
    """Whether a review of the newest decision may still be asked for. Until its notice is made, no time has run."""
    decision = reviewable(reader, case)
    if decision is None:
        return False
    return decision.notice is None or decision.notice.review_by is None or today() <= decision.notice.review_by


def took_part(reader: Reader, case: Case, actor: UUID, review: Review) -> bool:
    """Whether the record holds anything that this member of staff did on the case before the review was asked for. To have
    looked at it is no part.
    """
    query = select(AuditEvent.id).where(
        AuditEvent.subject == f"application:{case.application.uuid}",
        AuditEvent.actor == f"user:{actor}",
        AuditEvent.at < review.asked,
        AuditEvent.event.not_in([event.value for event in LOOKS]),
    )
    return reader.scalar(query.limit(1)) is not None
