"""A contact who asks to be forgotten is, and the record holds."""

from datetime import timedelta

import pytest
from litestar import Litestar

from tests.browsing import Browser
from tests.outreach.builders import OLIVE, a_contact, a_venue, send
from venuecheck import parts
from venuecheck.audit.sealer import seal_now
from venuecheck.outreach import service
from venuecheck.outreach.erasing import ERASED, erase_contact
from venuecheck.outreach.models import VenueContact
from venuecheck.runtime import outbox
from venuecheck.runtime.clock import today
from venuecheck.runtime.database import Database
from venuecheck.runtime.errors import WrongStateError
from venuecheck.runtime.settings import Settings

SAID = "She keeps the ledger in a biscuit tin"
THEIRS = ("Annabel Reedmace", "annabel.reedmace@example.org", "01632 960999", SAID)


@pytest.fixture
def annabel(database: Database, settings: Settings) -> VenueContact:
    """A contact who was sent a pack and talked to."""
    with database.write() as tx:
        venue = a_venue(tx)
        contact = a_contact(tx, venue, THEIRS[0], email=THEIRS[1], phone=THEIRS[2])
        day = today() - timedelta(days=1)
        service.record_conversation(tx, venue, said=SAID, by=OLIVE, contact=contact, way="phone", day=day)
        send(tx, settings, venue)
    work(database, settings)
    return contact


def work(database: Database, settings: Settings) -> None:
    outbox.drain(database, parts.tasks(settings))


def left(settings: Settings) -> list[str]:
    files = [path for path in settings.data_dir.rglob("*") if path.is_file()]
    content = b"\0".join(path.read_bytes() for path in files)
    return [words for words in THEIRS if words.encode() in content]


def test_nothing_of_them_is_left_and_the_record_holds(
    database: Database, settings: Settings, annabel: VenueContact
) -> None:
    assert left(settings) == list(THEIRS)
    for _ in range(2):
        with database.write() as tx:
            erase_contact(tx, service.contact_with(tx, annabel.uuid), OLIVE)
    work(database, settings)
    assert left(settings) == []
    seal_now(database, settings)
    assert parts.check_record(database, settings).problems == ()


def test_an_officer_confirms_it_on_a_page(
    olive: Browser, database: Database, settings: Settings, annabel: VenueContact
) -> None:
    address = f"/outreach/contacts/{annabel.uuid}/erase"
    assert "Erase a contact" in olive.get(address).text
    assert olive.post(address).status_code == 422
    assert olive.post(address, {"sure": "yes"}).status_code == 303
    with database.read() as reader:
        erased = service.contact_with(reader, annabel.uuid)
        assert (erased.name, erased.open) == (ERASED, False)
        venue = olive.get(f"/outreach/venues/{erased.venue.uuid}")
    assert venue.status_code == 200
    assert "erased a contact" in venue.text
    assert THEIRS[0] not in venue.text


def test_not_while_a_letter_to_them_waits(app: Litestar, database: Database, settings: Settings) -> None:
    with database.write() as tx:
        venue = a_venue(tx)
        contact = a_contact(tx, venue)
        send(tx, settings, venue)
        with pytest.raises(WrongStateError, match="waits to be sent"):
            erase_contact(tx, contact, OLIVE)
