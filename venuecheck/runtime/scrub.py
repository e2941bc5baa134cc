"""Nothing of what was erased is left in the files: neither in pages that are free, nor in the write-ahead log.

SQLite overwrites what is deleted (`secure_delete`), but a page that was split or joined may hold a copy, and the write-ahead
log holds old pages until it begins anew. So the file is written anew from its rows, and the log is emptied.
"""

from datetime import datetime, time, timedelta

from venuecheck.runtime.clock import from_london, now, today
from venuecheck.runtime.database import Database

AT_ONCE = 200_000_000
"""A database of at most so many bytes is scrubbed at once (in a second or two); a larger one at night."""
NIGHT = time(2, 30)


class BusyError(RuntimeError):
    """Somebody was still reading an old state; the outbox tries again."""


def scrub(database: Database) -> None:
    """Write the database anew and empty its log. Raises BusyError while a reader stands in the way.

    Other writers wait meanwhile; readers do not.
    """
    if database.engine.dialect.name != "sqlite":
        return
    raw = database.engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("PRAGMA query_only=OFF")
        cursor.execute("VACUUM")
        busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    finally:
        raw.close()
    if busy:
        raise BusyError


def when_quiet(database: Database) -> datetime:
    """When to scrub: now, or the coming night for a database so large that writers would have to wait for long."""
    path = database.engine.url.database
    small = not path or database.engine.dialect.name != "sqlite" or _size(database) <= AT_ONCE
    return now() if small else from_london(datetime.combine(today() + timedelta(days=1), NIGHT))


def _size(database: Database) -> int:
    with database.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar() or 0
        size = connection.exec_driver_sql("PRAGMA page_size").scalar() or 0
    return int(pages) * int(size)
