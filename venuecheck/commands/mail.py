"""`venuecheck mail returned`."""

from venuecheck.commands.installation import open_installation
from venuecheck.reports import deliveries
from venuecheck.runtime.settings import Settings

MOST_BYTES = 20_000_000
"""Of a mail, so much is read: a report returns at most the letter itself."""


def returned(settings: Settings, raw: bytes) -> str:
    """Take in a mail that came back; says in a sentence what it was."""
    database = open_installation(settings)
    try:
        with database.write() as tx:
            ours = deliveries.returned(tx, raw)
    finally:
        database.close()
    if ours:
        return "A letter did not arrive. It stands among the letters that came back."
    return "This is no report that one of our letters did not arrive. Nothing was changed."
