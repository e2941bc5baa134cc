"""Whether the installation is well: its database, its background work, its mail, its disk and its record."""

import shutil
from datetime import datetime, timedelta

from sqlalchemy import func, select

from venuecheck.cases.followups import overrides
from venuecheck.cases.retention import past_time
from venuecheck.reports.record_health import Sign, record_signs
from venuecheck.runtime import outbox
from venuecheck.runtime.clock import now
from venuecheck.runtime.database import Reader
from venuecheck.runtime.mail import Mail
from venuecheck.runtime.settings import Settings

OLDEST_WAITING = timedelta(minutes=5)
LEAST_DISK = 200_000_000


def signs(reader: Reader, settings: Settings, stopped: str = "") -> list[Sign]:
    """Everything that is looked at. Reading it proves that the database answers. `stopped` says why nothing is written, where
    that is so.
    """
    moment = now()
    waiting, failed, oldest = outbox.backlog(reader)
    oldest_mail = reader.scalar(select(func.min(Mail.created)).where(Mail.sent.is_(None), Mail.returned.is_(None)))
    late = sum(one.late for one in overrides(reader))
    free = shutil.disk_usage(settings.data_dir).free
    return [
        Sign("database", True, "answers"),
        Sign("work", _young(oldest, moment, OLDEST_WAITING), f"{waiting} pieces of background work wait"),
        Sign("failed work", failed == 0, f"{failed} pieces of background work failed and were given up"),
        Sign("mail", _young(oldest_mail, moment, OLDEST_WAITING), "sent" if oldest_mail is None else "some waits"),
        Sign(
            "kept", True, f"{len(past_time(reader, settings))} applications and watchlist entries are past their time"
        ),
        Sign("overrides", not late, f"{late} emergency approvals were not ratified in time"),
        Sign("disk", free > LEAST_DISK, f"{free // 1_000_000:,} MB free"),
        *record_signs(reader, settings, stopped),
    ]


def _young(since: datetime | None, moment: datetime, most: timedelta) -> bool:
    return since is None or moment - since < most
