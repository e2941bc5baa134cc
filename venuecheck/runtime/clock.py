"""The one place where the time of day is read."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Today's date as the council's staff would say it (Europe/London)."""
    return now().astimezone(LONDON).date()


def london(moment: datetime) -> datetime:
    """A moment as the wall clock in London shows it."""
    return moment.astimezone(LONDON)


def exists_once(local: datetime) -> bool:
    """Whether a naive London wall time happens exactly once (false in the hour that is skipped or repeated).

    01:30 on the night the clocks go back happens twice; 01:30 on the night they go forward never does.
    """
    early = local.replace(tzinfo=LONDON, fold=0).astimezone(UTC)
    late = local.replace(tzinfo=LONDON, fold=1).astimezone(UTC)
    return early == late


def from_london(local: datetime) -> datetime:
    """A naive London wall time in UTC; of a repeated hour the first."""
    return local.replace(tzinfo=LONDON, fold=0).astimezone(UTC)
