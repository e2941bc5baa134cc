"""How long before an event the council asks to be told, and what a licence for it needs. Pure; days are working days.

Lead times are the defaults of the design (5 without outside speakers, 10 with, 15 where due diligence is open). What a bar or
regulated entertainment needs: in England and Wales a temporary event notice (Licensing Act 2003 ss.100, 100A: ten clear
working days before, nine to five for a late one); in Scotland an occasional licence (Licensing (Scotland) Act 2005 s.56), for
which boards commonly ask for four weeks.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from venuecheck.runtime.workdays import Nation, between, latest_with_clear_days

PLAIN, WITH_SPEAKERS, DUE_DILIGENCE = 5, 10, 15
TEN_CLEAR, TEN_LATE_CLEAR, SCOTTISH_CLEAR = 10, 5, 20


@dataclass(frozen=True)
class Licence:
    """What a bar or entertainment for an audience may need, and until when it can be asked for. `late` is None where nothing
    late is taken.
    """

    name: str
    source: str
    latest: date
    late: date | None

    def still_possible(self, day: date) -> date | None:
        """The last day on which it can be given in from a day on: in time, else late; None when it is too late."""
        return next((latest for latest in (self.latest, self.late) if latest and latest >= day), None)


def licence_for(event: date, nation: Nation) -> Licence:
    """The licence for an event on a day, and its last days."""
    if nation is Nation.SCOTLAND:
        source = "Licensing (Scotland) Act 2005 s.56; boards commonly ask for four weeks"
        return Licence("occasional licence", source, latest_with_clear_days(event, SCOTTISH_CLEAR, nation), None)
    return Licence(
        "temporary event notice",
        "Licensing Act 2003 ss.100 and 100A: ten clear working days, or five to nine for a late notice",
        latest_with_clear_days(event, TEN_CLEAR, nation),
        latest_with_clear_days(event, TEN_LATE_CLEAR, nation),
    )


def lead_time(has_speakers: bool) -> int:
    """How many working days' notice the council asks a hirer for."""
    return WITH_SPEAKERS if has_speakers else PLAIN


@dataclass(frozen=True)
class Notice:
    """How much notice an application gives: the working days left before the event, and how many are asked for."""

    left: int
    asked: int

    @property
    def is_short(self) -> bool:
        """Whether the event is nearer than the council asks."""
        return self.left < self.asked


def notice_given(today: date, event: date, has_speakers: bool, nation: Nation) -> Notice:
    """How much notice an application sent today gives."""
    return Notice(between(today, event, nation), lead_time(has_speakers))


def what_to_know(
    today: date, event: date, nation: Nation, has_speakers: bool = False, needs_licence: bool = False
) -> Iterator[str]:
    """What a hirer should know before sending an application for a day, in sentences: short notice, and licences."""
    given = notice_given(today, event, has_speakers, nation)
    if given.is_short:
        speakers = " for an event with speakers" if has_speakers else ""
        yield (
            f"We ask for {given.asked} working days’ notice{speakers}, and this is {_days(given.left)}. You can send it all "
            "the same: we do what we can, but cannot promise an answer in time."
        )
    if needs_licence:
        licence = licence_for(event, nation)
        latest = licence.still_possible(today)
        if latest is None:
            yield (
                f"If what you plan needs a licence ({licence.name}), it is too late to ask for one for this day. "
                "Choose a later day, or plan it without."
            )
        else:
            late = " (as a late notice)" if latest == licence.late else ""
            yield (
                f"If what you plan needs a licence ({licence.name}), the last day to ask the licensing authority for it "
                f"is {latest.day} {latest:%B %Y}{late}. We aim to decide before then. The venue’s own licence may "
                "cover it: ask us."
            )


def _days(count: int) -> str:
    return {0: "none", 1: "one working day"}.get(count, f"{count} working days")
