"""The private venues of the demo, and what outreach did with them: all fictional."""

from dataclasses import dataclass
from datetime import timedelta

from venuecheck.audit.log import Actor
from venuecheck.demo.stage import Stage
from venuecheck.outreach import service as outreach
from venuecheck.outreach.models import PrivateVenue
from venuecheck.outreach.packs import pack_for
from venuecheck.runtime.database import Transaction

OUTREACH = "ana.quintela"


@dataclass(frozen=True)
class Neighbour:
    """A private venue with one contact, as name, post, telephone number and whether they take e-mail."""

    name: str
    kind: str
    ward: str
    address: str
    contact: tuple[str, str, str, bool]
    notes: str = ""

    @property
    def email(self) -> str:
        """An address that no mail can reach (RFC 2606), or none."""
        first = self.contact[0].split()[0].lower()
        return f"{first}@{self.name.lower().replace(' ', '-').replace(chr(39), '')}.invalid" if self.contact[3] else ""


NEIGHBOURS = (
    Neighbour(
        "Harrowdale Parish Hall",
        "parish_council",
        "Harrowdale",
        "Chapel Bank, Harrowdale",
        ("Olwen Castledine", "Parish clerk", "01632 960 101", True),
        "Two rooms; the clerk works on Tuesdays and Thursdays.",
    ),
    Neighbour(
        "Upper Tarn Parish Rooms",
        "parish_council",
        "Upper Tarn",
        "The Green, Upper Tarn",
        ("Basil Okafor", "Parish clerk", "01632 960 102", True),
    ),
    Neighbour(
        "The Weir Hotel",
        "hotel",
        "Tarnford West",
        "12 Weir Street, Tarnford",
        ("Jolanta Sikora", "Events manager", "01632 960 103", True),
        "Ballroom for 300, three meeting rooms. Most bookings come by an agency.",
    ),
    Neighbour(
        "The Fleece at Elmwright",
        "licensed_premises",
        "Elmwright",
        "2 Mill Lane, Elmwright",
        ("Kofi Brathwaite", "Landlord", "01632 960 104", False),
        "Function room upstairs.",
    ),
    Neighbour(
        "Lower Tarn Community Shed",
        "community_organisation",
        "Lower Tarn",
        "Meadow Road, Lower Tarn",
        ("Zainab Lindqvist", "Secretary", "01632 960 105", True),
    ),
    Neighbour(
        "Tarnford Almshouse Trust",
        "charity",
        "Tarnford East",
        "Almshouse Yard, Tarnford",
        ("Rupert Achebe", "Chair of trustees", "01632 960 106", True),
        "Lets its hall to outside groups on weekday evenings.",
    ),
    Neighbour(
        "Elmwright High School",
        "school_or_college",
        "Elmwright",
        "School Road, Elmwright",
        ("Meera Tunnicliffe", "Lettings officer", "01632 960 107", True),
    ),
    Neighbour(
        "Tarn Valley Health Centre",
        "health",
        "Tarnford East",
        "1 Bridge Street, Tarnford",
        ("Siegfried Adeyemi", "Practice manager", "01632 960 108", True),
        "One seminar room, let to support groups.",
    ),
    Neighbour(
        "Upper Tarn Chapel Hall",
        "community_organisation",
        "Upper Tarn",
        "Chapel Lane, Upper Tarn",
        ("Josiah Pennicott", "Steward", "01632 960 109", False),
    ),
)


def reach_out(stage: Stage) -> None:
    """Fill the register, send packs, hold a briefing, speak with two venues and set days to follow up."""
    by = stage.people[OUTREACH].actor
    with stage.database.write() as tx:
        outreach.add_council_number(
            tx, who="Outreach officer", phone="01632 960 050", email="outreach@tarnvalley.invalid", by=by
        )
        outreach.add_council_number(
            tx, who="Venue bookings", phone="01632 960 051", hours="Monday to Friday, 9 to 5", by=by
        )
        venues = {neighbour.name: _register(tx, neighbour, by) for neighbour in NEIGHBOURS}
    with stage.database.write() as tx:
        _keep_in_touch(tx, stage, venues, by)
    stage.work()


def _register(tx: Transaction, neighbour: Neighbour, by: Actor) -> PrivateVenue:
    venue = outreach.add_private_venue(
        tx,
        name=neighbour.name,
        kind=neighbour.kind,
        address=neighbour.address,
        ward=neighbour.ward,
        notes=neighbour.notes,
        by=by,
    )
    name, post, phone, _ = neighbour.contact
    outreach.add_contact(tx, venue, name=name, role=post, email=neighbour.email, phone=phone, by=by)
    return venue


def _keep_in_touch(tx: Transaction, stage: Stage, detached: dict[str, PrivateVenue], by: Actor) -> None:
    venues = {name: outreach.venue_with(tx, venue.uuid) for name, venue in detached.items()}
    parish, hotel, shed = (
        venues[name] for name in ("Harrowdale Parish Hall", "The Weir Hotel", "Lower Tarn Community Shed")
    )
    for venue in (parish, hotel, shed, venues["Tarnford Almshouse Trust"]):
        outreach.send_pack(tx, pack_for(venue.kind).key, [venue], by, settings=stage.settings)
    outreach.record_briefing(
        tx,
        day=stage.opened - timedelta(days=12),
        kind="meeting",
        venues=[parish, shed, venues["Upper Tarn Parish Rooms"]],
        notes="Whom to ring, what to ask a hirer, and what not to do. Eleven people came.",
        by=by,
    )
    outreach.record_conversation(
        tx,
        hotel,
        said="The agency sends no names of speakers. The manager will ask for them from next month.",
        contact=hotel.contacts[0],
        day=stage.opened - timedelta(days=3),
        by=by,
    )
    outreach.set_follow_up(tx, hotel, on=stage.day(21), why="Have speakers' names come from the agency?", by=by)
    fleece = venues["The Fleece at Elmwright"]
    outreach.record_conversation(
        tx,
        fleece,
        said="No time now. Would like the checklist on paper.",
        day=stage.opened - timedelta(days=6),
        by=by,
    )
    outreach.set_follow_up(tx, fleece, on=stage.day(5), why="Take the checklist round", by=by)
