"""What pages show of what guards a refusal: on the case, on the hirer's private page, and to a speaker."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from venuecheck.accounts.models import User
from venuecheck.cases.acts import Act
from venuecheck.cases.approaches import NO_EVIDENCE, Source
from venuecheck.cases.elections import OFFICES, addresses
from venuecheck.cases.letters import INTENDS
from venuecheck.cases.minded import WAYS
from venuecheck.cases.models import Case, Decision
from venuecheck.cases.moves import facts_of
from venuecheck.cases.pages import SEES_MATCHES
from venuecheck.cases.safeguard_models import (
    Approach,
    Balancing,
    CancelProposal,
    ElectionMeeting,
    MindedAnswer,
    MindedNotice,
    Review,
)
from venuecheck.cases.safeguards import all_of, is_heard, newest, open_proposal, open_review, reviewable
from venuecheck.cases.weighing import LADDER, Rung
from venuecheck.runtime.clock import today
from venuecheck.runtime.database import Reader
from venuecheck.web.visits import SignedIn


@dataclass(frozen=True)
class Step:
    """A rung of the ladder, with what the balancing record says was tried on it."""

    rung: Rung
    tried: str


@dataclass(frozen=True)
class NoticeView:
    """A notice of what is intended, what it intends in words, and whether everybody was heard."""

    notice: MindedNotice
    intends: str
    heard: bool
    overtaken: bool
    answers: list[tuple[MindedAnswer, str]]


@dataclass(frozen=True)
class Safeguards:
    """All of it for the case page, as far as somebody may see it."""

    approaches: list[tuple[Approach, str]]
    no_evidence: str
    notices: list[NoticeView]
    balancing: Balancing | None
    balancing_hidden: bool
    balancing_overtaken: bool
    ladder: list[Step]
    proposal: CancelProposal | None
    proposals: list[CancelProposal]
    review: Review | None
    reviews: list[Review]
    election: ElectionMeeting | None
    untold: list[str]
    ways: dict[str, str]
    names: dict[UUID, str]

    def who(self, user: UUID | None) -> str:
        """A colleague's name."""
        return self.names.get(user, "somebody") if user else ""


def shown(reader: Reader, case: Case, person: SignedIn) -> Safeguards:
    """What stands on the case page. The balancing record may speak of the watchlist: it is for those who see that, and for
    whoever wrote it.
    """
    version = case.application.latest.number
    balancing = newest(reader, Balancing, case)
    may_see = balancing is not None and (bool(person.roles & SEES_MATCHES) or balancing.by == person.uuid)
    return Safeguards(
        approaches=[(one, Source(one.source).label) for one in all_of(reader, Approach, case)],
        no_evidence=NO_EVIDENCE,
        notices=[_notice_view(one, version) for one in all_of(reader, MindedNotice, case)],
        balancing=balancing if may_see else None,
        balancing_hidden=balancing is not None and not may_see,
        balancing_overtaken=balancing is not None and balancing.version != version,
        ladder=[Step(rung, balancing.ladder.get(rung.key, "") if balancing and may_see else "") for rung in LADDER],
        proposal=open_proposal(reader, case),
        proposals=all_of(reader, CancelProposal, case),
        review=open_review(reader, case),
        reviews=all_of(reader, Review, case),
        election=newest(reader, ElectionMeeting, case),
        untold=_untold(reader) if facts_of(reader, case).election else [],
        ways=WAYS,
        names={user.uuid: user.name for user in reader.scalars(select(User))},
    )


def _untold(reader: Reader) -> list[str]:
    named = addresses(reader)
    return [words for office, words in OFFICES.items() if office not in named]


def _notice_view(notice: MindedNotice, version: int) -> NoticeView:
    names = {link.id: link.name for link in notice.speakers}
    return NoticeView(
        notice=notice,
        intends=INTENDS[Act(notice.intends)],
        heard=notice.made is not None and is_heard(notice),
        overtaken=notice.version != version,
        answers=[
            (one, "The hirer" if one.whose == "hirer" else names.get(one.link_id or 0, "A speaker"))
            for one in notice.answers
        ],
    )


@dataclass(frozen=True)
class PrivateSafeguards:
    """What the hirer's private page shows of it."""

    notices: list[NoticeView]
    speakers: bool
    review_by: date | None


def private(reader: Reader, case: Case) -> PrivateSafeguards:
    """What the hirer was told, with what they answered, and until when a review may be asked for."""
    version = case.application.latest.number
    views = [_notice_view(one, version) for one in all_of(reader, MindedNotice, case) if one.made]
    return PrivateSafeguards(
        notices=views,
        speakers=bool(case.application.latest.content.get("speakers")),
        review_by=_review_by(reviewable(reader, case)),
    )


def _review_by(decision: Decision | None) -> date | None:
    if decision is None or decision.notice is None or decision.notice.review_by is None:
        return None
    return decision.notice.review_by if today() <= decision.notice.review_by else None
