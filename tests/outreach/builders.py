"""Making a private venue, a contact or a pack's sending in one line, by the use cases."""

from typing import Any

from venuecheck.audit.log import Actor
from venuecheck.outreach import service
from venuecheck.outreach.models import PrivateVenue, VenueContact
from venuecheck.runtime.database import Transaction
from venuecheck.runtime.settings import Settings

OLIVE = Actor("user:olive")


def a_venue(tx: Transaction, name: str = "Mill Hotel", **more: Any) -> PrivateVenue:
    """A hotel in North ward, or what `more` says."""
    given = {"kind": "hotel", "address": "1 Mill Lane", "ward": "North", "by": OLIVE} | more
    return service.add_private_venue(tx, name=name, **given)


def a_contact(tx: Transaction, venue: PrivateVenue, name: str = "Ann Reed", **more: Any) -> VenueContact:
    """A manager who takes e-mail, or what `more` says."""
    given = {"role": "Manager", "email": "ann@example.org", "phone": "01234 567890", "by": OLIVE} | more
    return service.add_contact(tx, venue, name=name, **given)


def a_reachable_venue(tx: Transaction, name: str = "Mill Hotel") -> PrivateVenue:
    """A venue with a contact who takes e-mail."""
    venue = a_venue(tx, name)
    a_contact(tx, venue)
    return venue


def send(tx: Transaction, settings: Settings, *venues: PrivateVenue, **more: Any) -> service.Dispatch:
    """Send the hotels' pack."""
    return service.send_pack(tx, "hotels-and-licensed-premises", venues, OLIVE, settings=settings, **more)
