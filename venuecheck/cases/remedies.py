"""What somebody can do who disagrees, and by when: data that a solicitor can check line by line, and dates. Pure.

Checked by nobody yet: a solicitor goes over it before real use. Sources stand beside each line.
"""

from dataclasses import dataclass
from datetime import date

from venuecheck.runtime.workdays import Nation, after

ANSWER_WITHIN = 5
"""So many working days hirer and speaker have to answer what is intended."""
REVIEW_ASKED_WITHIN = 20
"""Within so many working days of the notice a review may be asked for."""
REVIEW_ANSWERED_WITHIN = 10
"""Within so many working days of being asked for it a review is answered."""
DATA_COMPLAINT_DAYS = 30
"""Within so many days a complaint about personal data is acknowledged (Data (Use and Access) Act 2025 s.103)."""


@dataclass(frozen=True)
class Remedies:
    """The complaint stages, the Ombudsman and the courts of a nation, as a letter names them."""

    stages: str
    ombudsman: str
    reach: str
    courts: tuple[str, ...]


_HUMAN_RIGHTS = "Human Rights Act 1998: within one year of the decision (section 7)."

REMEDIES = {
    # Complaint Handling Code of the Local Government and Social Care Ombudsman, 2024: 10 and 20 working days.
    # Equality Act 2010 s.118(1): six months less a day is what people say of "the period of 6 months starting with the date".
    # Civil Procedure Rules 54.5: promptly, and not later than 3 months after the grounds first arose.
    Nation.ENGLAND: Remedies(
        stages="We answer at stage 1 within 10 working days, and at stage 2 within 20 working days",
        ombudsman="Local Government and Social Care Ombudsman",
        reach="www.lgo.org.uk, telephone 0300 061 0614",
        courts=(
            "Judicial review, in the Administrative Court: promptly, and within three months of the decision.",
            "Discrimination, under the Equality Act 2010, in the county court: within six months less one day.",
            _HUMAN_RIGHTS,
        ),
    ),
    # Complaints Standards Authority Wales, model policy: 10 and 20 working days.
    Nation.WALES: Remedies(
        stages="We answer at stage 1 within 10 working days, and at stage 2 within 20 working days",
        ombudsman="Public Services Ombudsman for Wales",
        reach="www.ombudsman.wales, telephone 0300 790 0203",
        courts=(
            "Judicial review, in the Administrative Court: promptly, and within three months of the decision.",
            "Discrimination, under the Equality Act 2010, in the county court: within six months less one day.",
            _HUMAN_RIGHTS,
        ),
    ),
    # Model Complaints Handling Procedure of the Scottish Public Services Ombudsman: 5 and 20 working days.
    # Court of Session Act 1988 s.27A (put in by the Courts Reform (Scotland) Act 2014 s.89): three months.
    Nation.SCOTLAND: Remedies(
        stages="We answer at stage 1 within 5 working days, and at stage 2 within 20 working days",
        ombudsman="Scottish Public Services Ombudsman",
        reach="www.spso.org.uk, telephone 0800 377 7330",
        courts=(
            "Judicial review, in the Court of Session: within three months of the decision.",
            "Discrimination, under the Equality Act 2010, in the sheriff court: within six months less one day.",
            _HUMAN_RIGHTS,
        ),
    ),
}
"""What each nation's letters name."""


def usual_answer_day(told: date, nation: Nation) -> date:
    """The last day to answer what is intended, as a rule: five working days after it was told."""
    return after(told, ANSWER_WITHIN, nation)


def is_too_near(told: date, event: date, nation: Nation) -> bool:
    """Whether the event is nearer than the usual time to answer, so that a shorter one may be set with a reason."""
    return event <= usual_answer_day(told, nation)


def review_asked_by(notice: date, nation: Nation) -> date:
    """The last day on which a review of a decision may be asked for, from the day of its notice."""
    return after(notice, REVIEW_ASKED_WITHIN, nation)


def review_answered_by(asked: date, nation: Nation) -> date:
    """The day by which a review is to be answered, from the day on which it was asked for."""
    return after(asked, REVIEW_ANSWERED_WITHIN, nation)
