"""What the pages of outreach show, each with the query made for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import selectinload

from venuecheck.accounts.models import User
from venuecheck.audit.history import Happening, history
from venuecheck.audit.looks import LOOKS
from venuecheck.outreach import vocabulary
from venuecheck.outreach.models import (
    Attendance,
    Briefing,
    Conversation,
    CouncilNumber,
    FollowUp,
    PackSending,
    PrivateVenue,
    VenueContact,
)
from venuecheck.outreach.packs import Numbers, Pack, blocks_of, pack_called, packs
from venuecheck.outreach.service import open_follow_up, said_day, subject
from venuecheck.runtime.clock import london, today
from venuecheck.runtime.database import Reader
from venuecheck.runtime.errors import MissingError
from venuecheck.runtime.letters import Block, Heading, Link, Listing, Paragraph, Rows
from venuecheck.runtime.text import clean, one_line

A_PAGE = 50
"""So many venues are shown at once."""


# --- the register ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Filters:
    """What the register was narrowed to. Anything may stand in an address, so it is cleaned and cut."""

    words: str = ""
    kind: str = ""
    ward: str = ""
    closed: bool = False
    number: int = 1

    @classmethod
    def asked(cls, query: Mapping[str, Any]) -> "Filters":
        """From the address's query."""
        number = str(query.get("page", "1"))
        return cls(
            words=_cut(query.get("words", "")),
            kind=_cut(query.get("kind", "")),
            ward=_cut(query.get("ward", "")),
            closed=query.get("closed") == "yes",
            # Python reads no number of 5,000 digits, and no database an offset of forty.
            number=max(int(number), 1) if number.isascii() and number.isdigit() and len(number) < 7 else 1,
        )

    def conditions(self) -> list[ColumnElement[bool]]:
        """The same, for a query."""
        found: list[ColumnElement[bool]] = [PrivateVenue.open.is_(not self.closed)]
        if self.words:
            found.append(
                or_(
                    PrivateVenue.name.icontains(self.words, autoescape=True),
                    PrivateVenue.address.icontains(self.words, autoescape=True),
                    exists().where(
                        VenueContact.venue_id == PrivateVenue.id,
                        VenueContact.open,
                        VenueContact.name.icontains(self.words, autoescape=True),
                    ),
                )
            )
        if self.kind:
            found.append(PrivateVenue.kind == self.kind)
        if self.ward:
            found.append(PrivateVenue.ward == self.ward)
        return found


@dataclass(frozen=True)
class Line:
    """A venue in a list."""

    uuid: UUID
    name: str
    kind: str
    ward: str
    contacts: int = 0
    why: str = ""


@dataclass(frozen=True)
class Register:
    """The register of private venues, narrowed and by the page."""

    lines: tuple[Line, ...]
    total: int
    filters: Filters
    wards: tuple[str, ...]
    pages: int
    kinds = vocabulary.VENUE_KINDS


def register(reader: Reader, filters: Filters) -> Register:
    """One page of the register."""
    conditions = filters.conditions()
    total = reader.scalar(select(func.count()).select_from(PrivateVenue).where(*conditions)) or 0
    count = (
        select(func.count())
        .where(VenueContact.venue_id == PrivateVenue.id, VenueContact.open)
        .correlate(PrivateVenue)
        .scalar_subquery()
    )
    query = select(PrivateVenue, count).where(*conditions).order_by(PrivateVenue.name, PrivateVenue.id)
    pages = max(1, -(-total // A_PAGE))
    number = min(filters.number, pages)
    rows = reader.execute(query.limit(A_PAGE).offset((number - 1) * A_PAGE))
    return Register(tuple(_line(venue, contacts=many) for venue, many in rows), total, filters, wards(reader), pages)


def wards(reader: Reader) -> tuple[str, ...]:
    """Every ward that has a venue."""
    return tuple(reader.scalars(select(PrivateVenue.ward).distinct().order_by(PrivateVenue.ward)))


def fitting(reader: Reader, filters: Filters) -> list[str]:
    """The keys of all open venues that the register shows so narrowed, on every page of it."""
    open_ones = replace(filters, closed=False).conditions()
    return [str(uuid) for uuid in reader.scalars(select(PrivateVenue.uuid).where(*open_ones))]


def choices(reader: Reader, pack: Pack | None = None, first: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Every open venue, to be chosen from; with a pack, said of each whether its contacts had this version. Those that are
    chosen already come `first`."""
    had = _when_sent(reader, pack) if pack else {}
    found = reader.execute(
        select(PrivateVenue.id, PrivateVenue.uuid, PrivateVenue.name, PrivateVenue.kind, PrivateVenue.ward)
        .where(PrivateVenue.open)
        .order_by(PrivateVenue.name)
    )
    offered = [
        (str(uuid), f"{name} ({vocabulary.VENUE_KINDS[kind]}, {ward}){had.get(key, '')}")
        for key, uuid, name, kind, ward in found
    ]
    ticked = set(first)
    return sorted(offered, key=lambda choice: choice[0] not in ticked)


def chosen(reader: Reader, keys: Iterable[str]) -> list[PrivateVenue]:
    """The venues with these keys, as a form gives them; what is no key, or no venue, is passed over."""
    wanted = set(filter(None, map(_uuid, keys)))
    query = select(PrivateVenue).options(selectinload(PrivateVenue.contacts)).order_by(PrivateVenue.name)
    return [venue for venue in reader.scalars(query.where(PrivateVenue.open)) if venue.uuid in wanted]


def _when_sent(reader: Reader, pack: Pack) -> dict[int, str]:
    query = (
        select(VenueContact.venue_id, func.max(PackSending.sent))
        .join(VenueContact)
        .where(PackSending.pack == pack.key, PackSending.version == pack.version)
        .group_by(VenueContact.venue_id)
    )
    return {venue: f", had this version on {said_day(london(sent).date())}" for venue, sent in reader.execute(query)}


def _line(venue: PrivateVenue, contacts: int = 0, why: str = "") -> Line:
    return Line(venue.uuid, venue.name, vocabulary.VENUE_KINDS[venue.kind], venue.ward, contacts, why)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _cut(text: Any) -> str:
    return one_line(clean(str(text)[:200]))


# --- one venue ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sent:
    """A pack that was sent to a contact."""

    pack: str
    title: str
    version: int
    contact: str
    when: datetime
    acknowledged: datetime | None


@dataclass(frozen=True)
class Said:
    """What was said with a venue, or a briefing that it came to."""

    day: str
    how: str
    contact: str
    words: str
    by: str


@dataclass(frozen=True)
class VenuePage:
    """All that is known of a private venue."""

    venue: PrivateVenue
    kind: str
    contacts: tuple[VenueContact, ...]
    ways: Mapping[str, str]
    follow_up: FollowUp | None
    follow_up_day: str
    overdue: bool
    sent: tuple[Sent, ...]
    said: tuple[Said, ...]
    briefings: tuple[Said, ...]
    happenings: tuple[tuple[Happening, str], ...]


def venue_page(reader: Reader, venue: PrivateVenue) -> VenuePage:
    """The page of a private venue."""
    follow_up = open_follow_up(reader, venue)
    names = _names(reader)
    happenings = history(reader, subject(venue), without=LOOKS)
    return VenuePage(
        venue=venue,
        kind=vocabulary.VENUE_KINDS[venue.kind],
        contacts=tuple(contact for contact in venue.contacts if contact.open),
        ways=vocabulary.PREFERRED_WAYS,
        follow_up=follow_up,
        follow_up_day=said_day(follow_up.on) if follow_up else "",
        overdue=follow_up is not None and follow_up.on <= today(),
        sent=_sent(reader, venue),
        said=_said(reader, venue, names),
        briefings=_briefed(reader, venue, names),
        happenings=tuple((each, each.sentence(names.get(each.actor, "Somebody"))) for each in happenings),
    )


def _names(reader: Reader) -> dict[str, str]:
    staff = {f"user:{uuid}": name for uuid, name in reader.execute(select(User.uuid, User.name))}
    return staff | {"system": "The system", "venue": "The venue"}


def _sent(reader: Reader, venue: PrivateVenue) -> tuple[Sent, ...]:
    query = (
        select(PackSending)
        .join(VenueContact)
        .options(selectinload(PackSending.contact))
        .where(VenueContact.venue_id == venue.id)
        .order_by(PackSending.id.desc())
    )
    return tuple(
        Sent(each.pack, _title(each), each.version, each.contact.name, each.sent, each.acknowledged)
        for each in reader.scalars(query)
    )


def _title(sending: PackSending) -> str:
    # A pack's file may have gone since: the record of its sending still shows.
    try:
        return pack_called(sending.pack, sending.version).title
    except MissingError:
        return sending.pack


def _said(reader: Reader, venue: PrivateVenue, names: Mapping[str, str]) -> tuple[Said, ...]:
    query = select(Conversation).where(Conversation.venue_id == venue.id)
    query = query.order_by(Conversation.day.desc(), Conversation.id.desc())
    return tuple(
        Said(
            said_day(each.day),
            vocabulary.CONVERSATION_WAYS[each.way],
            each.contact.name if each.contact else "",
            each.said,
            names.get(each.by, ""),
        )
        for each in reader.scalars(query.options(selectinload(Conversation.contact)))
    )


def _briefed(reader: Reader, venue: PrivateVenue, names: Mapping[str, str]) -> tuple[Said, ...]:
    query = select(Briefing).join(Attendance).where(Attendance.venue_id == venue.id).order_by(Briefing.day.desc())
    return tuple(
        Said(said_day(each.day), vocabulary.BRIEFING_KINDS[each.kind], "", each.notes, names.get(each.by, ""))
        for each in reader.scalars(query)
    )


# --- the worklist ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Worklist:
    """Who needs the outreach officer now: follow-ups that are due, venues not reached at all, packs nobody confirmed or
    that are out of date, and venues without anybody to write to."""

    due: tuple[Line, ...]
    unreached: tuple[Line, ...]
    outdated: tuple[Line, ...]
    without_contact: tuple[Line, ...]
    venues: int


def worklist(reader: Reader) -> Worklist:
    """What is to be done today."""
    venues = reader.scalar(select(func.count()).select_from(PrivateVenue).where(PrivateVenue.open)) or 0
    return Worklist(_due(reader), _unreached(reader), _outdated(reader), _without_contact(reader), venues)


def _due(reader: Reader) -> tuple[Line, ...]:
    query = (
        select(FollowUp)
        .join(PrivateVenue)
        .options(selectinload(FollowUp.venue))
        .where(FollowUp.done.is_(None), FollowUp.on <= today(), PrivateVenue.open)
        .order_by(FollowUp.on, PrivateVenue.name)
    )
    return tuple(_line(each.venue, why=f"{said_day(each.on)}: {each.why}") for each in reader.scalars(query))


def _unreached(reader: Reader) -> tuple[Line, ...]:
    query = (
        select(PrivateVenue)
        .where(
            PrivateVenue.open,
            ~exists().where(PackSending.contact_id == VenueContact.id, VenueContact.venue_id == PrivateVenue.id),
            ~exists().where(Attendance.venue_id == PrivateVenue.id),
            ~exists().where(Conversation.venue_id == PrivateVenue.id),
        )
        .order_by(PrivateVenue.ward, PrivateVenue.name)
    )
    return tuple(_line(venue) for venue in reader.scalars(query))


def _outdated(reader: Reader) -> tuple[Line, ...]:
    newest = {pack.key: pack for pack in packs()}
    query = (
        select(PrivateVenue, PackSending.pack, func.max(PackSending.version))
        .join(VenueContact, VenueContact.venue_id == PrivateVenue.id)
        .join(PackSending, PackSending.contact_id == VenueContact.id)
        .where(PrivateVenue.open)
        .group_by(PrivateVenue.id, PackSending.pack)
        .order_by(PrivateVenue.name)
    )
    return tuple(
        _line(venue, why=f"has version {version} of “{newest[pack].title}”; version {newest[pack].version} is newest")
        for venue, pack, version in reader.execute(query)
        if pack in newest and version < newest[pack].version
    )


def _without_contact(reader: Reader) -> tuple[Line, ...]:
    somebody = exists().where(VenueContact.venue_id == PrivateVenue.id, VenueContact.open)
    query = select(PrivateVenue).where(PrivateVenue.open, ~somebody).order_by(PrivateVenue.name)
    return tuple(_line(venue) for venue in reader.scalars(query))


# --- briefings, numbers, packs -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class BriefingLine:
    """A briefing in the list."""

    day: str
    kind: str
    venues: tuple[tuple[UUID, str], ...]
    notes: str
    by: str


def briefings(reader: Reader) -> tuple[BriefingLine, ...]:
    """The last hundred briefings, newest first."""
    names = _names(reader)
    query = select(Briefing).options(selectinload(Briefing.attended).selectinload(Attendance.venue))
    return tuple(
        BriefingLine(
            said_day(each.day),
            vocabulary.BRIEFING_KINDS[each.kind],
            tuple(sorted(((a.venue.uuid, a.venue.name) for a in each.attended), key=lambda pair: pair[1])),
            each.notes,
            names.get(each.by, ""),
        )
        for each in reader.scalars(query.order_by(Briefing.day.desc(), Briefing.id.desc()).limit(100))
    )


def number_lines(reader: Reader) -> tuple[CouncilNumber, ...]:
    """The council's own lines of "Whom to ring"."""
    return tuple(reader.scalars(select(CouncilNumber).order_by(CouncilNumber.id)))


@dataclass(frozen=True)
class ShownBlock:
    """A block as a page shows it: exactly one of its parts is filled."""

    paragraph: str = ""
    heading: str = ""
    points: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    link: tuple[str, str] | None = None


@dataclass(frozen=True)
class ShownSection:
    """A section as a page shows it. `key` is its place on the page."""

    key: str
    heading: str
    blocks: tuple[ShownBlock, ...]


@dataclass(frozen=True)
class PackPage:
    """A guidance pack to be read."""

    pack: Pack
    published: str
    newest: bool
    sections: tuple[ShownSection, ...]


def pack_page(pack: Pack, numbers: Numbers) -> PackPage:
    """A pack as a page."""
    sections = tuple(
        ShownSection(section.key, section.heading, tuple(map(_shown, blocks_of(section, numbers))))
        for section in pack.sections
    )
    return PackPage(pack, said_day(pack.published), pack in packs(), sections)


def _shown(block: Block) -> ShownBlock:
    match block:
        case Paragraph(text):
            return ShownBlock(paragraph=text)
        case Heading(text, _):
            return ShownBlock(heading=text)
        case Listing(items, numbered):
            return ShownBlock(steps=tuple(items)) if numbered else ShownBlock(points=tuple(items))
        case Rows(pairs):
            return ShownBlock(rows=tuple(pairs))
        case Link(text, address):
            return ShownBlock(link=(text, address))
    raise ValueError("packs hold no quotations")
