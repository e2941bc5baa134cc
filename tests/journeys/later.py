"""Serves the product as if it were later: `python -m tests.journeys.later serve`, with DAYS_LATER in the environment."""

import os
from datetime import datetime, timedelta, tzinfo

from venuecheck.cli import main
from venuecheck.runtime import clock


class Later(datetime):
    """The time of day, so many days on."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "Later":
        """The present moment, so many days on."""
        return super().now(tz) + timedelta(days=int(os.environ["DAYS_LATER"]))


if __name__ == "__main__":
    clock.datetime = Later  # type: ignore[misc]
    main()
