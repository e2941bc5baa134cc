"""The contact log: every approach that somebody made about a booking. None of them is evidence."""

from datetime import date
from enum import StrEnum

from venuecheck.audit.events import Event
from venuecheck.cases.acts import Act
from venuecheck.cases.models import Case
from venuecheck.cases.moves import Doer, move
from venuecheck.cases.safeguard_models import Approach
from venuecheck.runtime.clock import now, today
from venuecheck.runtime.database import Transaction
from venuecheck.runtime.errors import InvalidError

NO_EVIDENCE = "A complaint is not evidence. What is decided rests on what was found out, and never on who objected."
"""Stands beside the decision, wherever approaches are shown."""


class Source(StrEnum):
    """Who approached the council."""

    MEMBER = "member"
    FUNDER = "funder"
    CAMPAIGNER = "campaigner"
    PRESS = "press"
    POLICE = "police"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The source as people read it."""
        return _SOURCES[self]


_SOURCES = {
    Source.MEMBER: "A member of the council",
    Source.FUNDER: "A funder",
    Source.CAMPAIGNER: "A campaigner",
    Source.PRESS: "The press",
    Source.POLICE: "The police",
    Source.OTHER: "Somebody else",
}


def log(
    tx: Transaction, case: Case, by: Doer, *, source: Source, who: str, day: date, said: str, weight: str
) -> Approach:
    """Log an approach: who, on which day, what was said, and what weight it is given. Raises InvalidError when anything is
    missing or the day is still to come.
    """
    if day > today():
        raise InvalidError("The day must be today or in the past", "day")
    for field, text, sentence in (
        ("who", who, "Say who it was"),
        ("said", said, "Write what was said"),
        ("weight", weight, "Say what weight it is given, and why"),
    ):
        if not text.strip():
            raise InvalidError(sentence, field)
    row = Approach(
        case_id=case.id, by=by.key, at=now(), source=source.value, who=who, day=day, said=said, weight=weight
    )
    tx.add(row)
    move(
        tx,
        case,
        Act.LOG_APPROACH,
        by,
        Event.APPROACH_LOGGED,
        also=(row,),
        personal={"who": who, "said": said, "weight": weight},
        words={"source": source.value},
    )
    return row
