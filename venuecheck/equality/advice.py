"""What a hirer is asked there and then, on the form, when a choice of seating needs an enquiry. Pure."""

from dataclasses import dataclass

from venuecheck.equality.assess import reason_is_stated
from venuecheck.equality.table import Choices, decide
from venuecheck.equality.vocabulary import Arrangement, ChosenBy, Openness, Outcome, PurposeKind, UnknownValueError


@dataclass(frozen=True)
class SeatingQuestion:
    """A question about choices on the form: what is asked, why it is asked of everyone who chooses this, and whether an
    answer in the field `reason` can settle it.
    """

    question: str
    why: str
    asks_for_reason: bool


def seating_question(
    purpose_kind: str, arrangement: str, chosen_by: str, openness: str, reason: str | None
) -> SeatingQuestion | None:
    """The question that the table asks about these choices, or None when it asks nothing (or a choice is not made yet)."""
    try:
        choices = Choices(
            PurposeKind(purpose_kind), Arrangement(arrangement), ChosenBy(chosen_by), Openness(openness or "unknown")
        )
    except (ValueError, UnknownValueError):
        return None
    row = decide(choices)
    if row.outcome_given(reason_is_stated(reason or "")) is Outcome.NONE:
        return None
    return SeatingQuestion(row.question, row.reason, row.outcome_with_reason is not None)
