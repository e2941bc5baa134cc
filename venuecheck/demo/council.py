"""Tarn Valley, a council that does not exist: its staff, venues and terms of hire. Every person and place is made up."""

from dataclasses import dataclass
from pathlib import Path

from venuecheck.accounts.roles import Role

DATA = Path(__file__).parent / "data"
MAIL_DOMAIN = "tarnvalley.invalid"


@dataclass(frozen=True)
class Colleague:
    """A fictional member of staff. The first part of the address is their key in the demo's stories."""

    key: str
    name: str
    roles: tuple[Role, ...]

    @property
    def email(self) -> str:
        """An address that no mail can reach (RFC 2606)."""
        return f"{self.key}@{MAIL_DOMAIN}"


STAFF = (
    Colleague("gwen.abara", "Gwen Abara", (Role.ADMINISTRATOR,)),
    Colleague("tomasz.wielgosz", "Tomasz Wielgosz", (Role.BOOKING_OFFICER,)),
    Colleague("farida.noorani", "Farida Noorani", (Role.BOOKING_OFFICER,)),
    Colleague("siobhan.kettle", "Siobhan Kettle", (Role.BOOKING_OFFICER, Role.OUTREACH_OFFICER)),
    Colleague("priyanka.ravindran", "Priyanka Ravindran", (Role.EQUALITY_LEAD,)),
    Colleague("callum.ferrier", "Callum Ferrier", (Role.PREVENT_OFFICER,)),
    Colleague("nkechi.oduya", "Nkechi Oduya", (Role.PREVENT_OFFICER,)),
    Colleague("mei-lin.hargreave", "Mei-Lin Hargreave", (Role.SENIOR_OFFICER,)),
    Colleague("yusuf.demirhan", "Yusuf Demirhan", (Role.SENIOR_OFFICER,)),
    Colleague("ana.quintela", "Ana Quintela", (Role.OUTREACH_OFFICER,)),
    Colleague("harjit.sohal", "Harjit Sohal", (Role.AUDITOR,)),
)


@dataclass(frozen=True)
class Room:
    """A space to let, its layouts as name and number of people, and for a combined space the names of its parts."""

    name: str
    capacity: int
    layouts: tuple[tuple[str, int], ...] = ()
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place:
    """A venue of the council."""

    name: str
    address: str
    description: str
    rooms: tuple[Room, ...]
    opens: str = "07:00"
    closes: str = "00:00"


VENUES = (
    Place(
        "Elmwright Community Centre",
        "Mill Lane, Elmwright, TV4 2QQ",
        "Two halls, a studio and two meeting rooms round a garden. Step-free throughout; hearing loop in both halls.",
        (
            Room("Main Hall", 220, (("Theatre style", 200), ("Cabaret tables", 120), ("Open floor", 220))),
            Room("Garden Hall", 120, (("Theatre style", 110), ("Long tables", 80), ("Open floor", 120))),
            Room("Studio", 30, (("Open floor", 30), ("Circle of chairs", 20))),
            Room("Room 1", 40, (("Theatre style", 40), ("Boardroom", 20))),
            Room("Room 2", 80, (("Theatre style", 80), ("Circle of chairs", 30))),
            Room("Whole centre", 450, (), ("Main Hall", "Garden Hall", "Studio", "Room 1", "Room 2")),
        ),
    ),
    Place(
        "Tarnford Library",
        "Market Square, Tarnford, TV1 1AA",
        "Rooms above the lending library, with a lift. Network and large screen in every room.",
        (
            Room("Lecture Room", 90, (("Theatre style", 90), ("Cabaret tables", 50))),
            Room("Quiet Room", 16, (("Circle of chairs", 16),)),
            Room("Room 1", 24, (("Classroom", 20), ("Boardroom", 16))),
            Room("Room 2", 24, (("Classroom", 20), ("Boardroom", 16))),
            Room("Both rooms", 48, (("Classroom", 44),), ("Room 1", "Room 2")),
        ),
    ),
    Place(
        "Lower Tarn Pavilion",
        "Meadow Road, Lower Tarn, TV6 5RT",
        "Club house on the playing fields, with changing rooms, a bar and an indoor sports hall.",
        (
            Room("Garden Room", 80, (("Round tables", 64), ("Theatre style", 80))),
            Room("Club Room", 150, (("Theatre style", 140), ("Round tables", 96), ("Open floor", 150))),
            Room("Sports Hall", 200, (("Pitch with benches", 120), ("Theatre style", 200))),
        ),
    ),
    Place(
        "Harrowdale Village Rooms",
        "Chapel Bank, Harrowdale, TV9 3HD",
        "A long room with a stage and a kitchen, and a small committee room.",
        (
            Room("Long Room", 100, (("Theatre style", 100), ("Trestle tables", 70))),
            Room("Committee Room", 18, (("Boardroom", 18),)),
        ),
    ),
    Place(
        "Tarnford Town Hall",
        "Corn Street, Tarnford, TV1 1BH",
        "The Assembly Room with its gallery, and two committee rooms. Stewards and cloakroom for large events.",
        (
            Room("Assembly Room", 320, (("Theatre style", 320), ("Banquet", 180), ("Open floor", 300))),
            Room("Corn Room", 60, (("Theatre style", 60), ("Boardroom", 24))),
            Room("Wool Room", 40, (("Boardroom", 20), ("Classroom", 30))),
            Room("Corn and Wool Rooms", 100, (("Theatre style", 100),), ("Corn Room", "Wool Room")),
        ),
    ),
)


def terms_of_hire() -> str:
    """The demo council's terms of hire."""
    return (DATA / "terms.txt").read_text(encoding="utf-8")


def watchlist() -> bytes:
    """The demo council's watchlist, a CSV file. Nobody on it exists."""
    return (DATA / "watchlist.csv").read_bytes()
