"""The record as people read it: whose history it is, what of it they asked for, and a page of lines."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from string import Formatter
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from venuecheck.accounts.models import User
from venuecheck.accounts.roles import Role
from venuecheck.audit.events import Event
from venuecheck.audit.history import Happening, Place, Sought, Wanted, pageful
from venuecheck.audit.looks import LOOKS
from venuecheck.audit.models import AuditEvent
from venuecheck.bookings.models import Application, Venue
from venuecheck.cases.models import Case
from venuecheck.cases.pages import EVENT_WORDS, SEES_MATCHES
from venuecheck.cases.workflow import READERS
from venuecheck.outreach.models import PrivateVenue
from venuecheck.reports.who_sees import (
    GROUPS,
    OUTREACH,
    OVERSIGHT,
    RUNNING,
    WATCHLIST,
    called,
    of_group,
    rule_for,
    visible,
    words_for,
)
from venuecheck.runtime.clock import london
from venuecheck.runtime.database import Database, Reader
from venuecheck.runtime.errors import MissingError
from venuecheck.screening.models import WatchlistEntry
from venuecheck.web.visits import SignedIn

PAGE, PRINTED, PIECE = 50, 1000, 500
"""How many events stand on a page, on one to be printed, and in one reading for a file."""
MOST_FOUND = 40
"""How many things of each kind a search may mean."""
HIRER, PRODUCT = "hirer", "system"
ERASING = (Event.CASE_ERASED, Event.WATCHLIST_ENTRY_ERASED, Event.CONTACT_ERASED)


# --- whose history --------------------------------------------------------------------


@dataclass(frozen=True)
class View:
    """A history: what it is called, where one goes back to, what is in it, and what a look at it is recorded under."""

    title: str
    about: str
    back: tuple[str, str]
    wanted: Wanted
    subject: str
    searchable: bool = False


def whole(_reader: Reader, _key: UUID | None) -> View:
    """The whole record."""
    return View("The whole history", "", ("/staff", "Your work"), Wanted(), "record", searchable=True)


def of_case(reader: Reader, key: UUID | None) -> View:
    """Of one case. Raises MissingError, as all of these do."""
    case, application = _case(reader, key)
    subject = f"application:{application.uuid}"
    back = (f"/cases/{case.uuid}", "The case")
    return View("History", f"{application.reference}: {case.title}", back, Wanted(frozenset({subject})), subject)


def of_hirer(reader: Reader, key: UUID | None) -> View:
    """Of every application that gives the e-mail address of this case's."""
    case, application = _case(reader, key)
    theirs = select(Application.uuid).where(Application.email == application.email, Application.email != "")
    keys = {application.uuid, *reader.scalars(theirs.order_by(Application.id.desc()).limit(MOST_FOUND * 5))}
    wanted = Wanted(frozenset(f"application:{one}" for one in keys))
    about = "1 application" if len(keys) == 1 else f"{len(keys)} applications"
    back = (f"/history/cases/{case.uuid}", "History of the case")
    return View(f"Applications of the hirer of {application.reference}", about, back, wanted, f"hirer-of:{case.uuid}")


def of_person(reader: Reader, key: UUID | None) -> View:
    """Of a member of staff: what they did, and what was done to their account."""
    user = reader.scalar(select(User).where(User.uuid == key))
    if user is None:
        raise MissingError("There is no such member of staff.")
    own = frozenset({f"user:{user.uuid}"})
    wanted = Wanted(sought=Sought(subjects=own, actors=own))
    return View(f"What {user.name} did", "", ("/staff", "Your work"), wanted, f"user:{user.uuid}")


def of_entry(reader: Reader, key: UUID | None) -> View:
    """Of an entry of the watchlist."""
    entry = reader.scalar(select(WatchlistEntry).where(WatchlistEntry.uuid == key))
    if entry is None:
        raise MissingError("There is no such entry on the watchlist.")
    subject, back = f"entry:{entry.uuid}", (f"/watchlist/{entry.uuid}", "The entry")
    return View("History", f"Watchlist entry {entry.key}", back, Wanted(frozenset({subject})), subject)


def of_private_venue(reader: Reader, key: UUID | None) -> View:
    """Of a private venue in the register."""
    venue = reader.scalar(select(PrivateVenue).where(PrivateVenue.uuid == key))
    if venue is None:
        raise MissingError("There is no such venue in the register.")
    subject, back = f"private-venue:{venue.uuid}", (f"/outreach/venues/{venue.uuid}", "The venue")
    return View("History", venue.name, back, Wanted(frozenset({subject})), subject)


def _case(reader: Reader, key: UUID | None) -> tuple[Case, Application]:
    case = reader.scalar(select(Case).where(Case.uuid == key))
    if case is None:
        raise MissingError("There is no such case.")
    return case, case.application


@dataclass(frozen=True)
class Kind:
    """A kind of history: its address, who may read it, and how it is found."""

    path: str
    who: frozenset[str]
    find: Callable[[Reader, UUID | None], View]


KINDS = (
    Kind("/history", OVERSIGHT, whole),
    Kind("/history/cases/{key:uuid}", READERS, of_case),
    Kind("/history/hirers/{key:uuid}", READERS, of_hirer),
    Kind("/history/staff/{key:uuid}", RUNNING, of_person),
    Kind("/history/watchlist/{key:uuid}", WATCHLIST, of_entry),
    Kind("/history/venues/{key:uuid}", OUTREACH, of_private_venue),
)
"""Every history that there is."""


# --- what of it -----------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """What somebody asked for: a group of kinds, who did it (a user's UUID, HIRER or PRODUCT), from and to when (UTC, the
    latter not in it any more), and words.
    """

    group: str = ""
    who: str = ""
    since: datetime | None = None
    until: datetime | None = None
    words: str = ""


def narrowed(reader: Reader, view: View, asked: Asked, roles: frozenset[str]) -> Wanted:
    """What is to be read: of the view what was asked for, and of that what these roles may see."""
    seen = visible(roles)
    events = seen & of_group(asked.group) if asked.group else seen
    wanted = replace(view.wanted, since=asked.since, until=asked.until)
    if asked.who:
        who = asked.who if asked.who in {HIRER, PRODUCT} else f"user:{asked.who}"
        wanted = replace(wanted, actors=frozenset({who}))
    if events != frozenset(Event):
        # Of nothing nothing: an empty set would set no limit.
        wanted = replace(wanted, events=events) if events else replace(wanted, sought=Sought())
    if asked.words and view.searchable:
        wanted = replace(wanted, sought=meaning(reader, asked.words, roles))
    return wanted


def meaning(reader: Reader, words: str, roles: frozenset[str]) -> Sought:
    """What words may mean: things that are called so, people of that name, and kinds of event that are told so."""
    like = _like(words)
    users = {f"user:{one}" for one in _few(reader, select(User.uuid).where(User.name.ilike(like, escape="\\")))}
    named = or_(Application.reference.ilike(like, escape="\\"), Case.title.ilike(like, escape="\\"))
    cases = select(Application.uuid).join(Case, Case.application_id == Application.id).where(named)
    keys = WatchlistEntry.key == words.strip()
    entries = keys | WatchlistEntry.name.ilike(like, escape="\\") if roles & WATCHLIST else keys
    found = [
        ("application", cases.order_by(Application.id.desc())),
        ("entry", select(WatchlistEntry.uuid).where(entries)),
        ("private-venue", select(PrivateVenue.uuid).where(PrivateVenue.name.ilike(like, escape="\\"))),
        ("venue", select(Venue.uuid).where(Venue.name.ilike(like, escape="\\"))),
    ]
    subjects = {f"{kind}:{one}" for kind, query in found for one in _few(reader, query)}
    return Sought(frozenset(subjects | users), frozenset(users), frozenset(told_so(words)))


def told_so(words: str) -> Iterator[Event]:
    """The kinds of event whose sentence holds the words."""
    wanted = " ".join(words.casefold().split())
    for event in Event:
        said = "\0".join(text for text, _, _, _ in Formatter().parse(event.sentence))
        if len(wanted) > 2 and wanted in said.casefold():
            yield event


def _few(reader: Reader, query: Select[UUID]) -> Iterable[UUID]:
    return reader.scalars(query.limit(MOST_FOUND))


def _like(words: str) -> str:
    return "%" + "".join(f"\\{c}" if c in "%_\\" else c for c in words.strip()[:100]) + "%"


# --- lines ----------------------------------------------------------------------------


@dataclass(frozen=True)
class About:
    """What an event is about, and where the reader may see it (empty where nowhere)."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class Line:
    """An event on the page. `words` are those that the reader may see; `erased` says of others that they are gone."""

    at: datetime
    number: int | None
    group: str
    who: str
    sentence: str
    about: About
    words: tuple[tuple[str, str], ...]
    erased: str


def lines(reader: Reader, happenings: list[Happening], roles: frozenset[str]) -> list[Line]:
    """The events as somebody with these roles reads them."""
    names, abouts = _names(reader, happenings), _abouts(reader, happenings, roles)
    erasures = _erasures(reader, happenings)
    found = []
    for one in happenings:
        who = _who(one.actor, names)
        words = tuple((called(key), text) for key, text in words_for(one, roles).items())
        gone = f"erased on {_day(erasures[one.subject])}" if one.subject in erasures else "erased"
        erased = f"{', '.join(called(key) for key in one.erased)}: {gone}" if one.erased else ""
        group, about = GROUPS[rule_for(one.event).group], abouts[one.subject]
        found.append(Line(one.at, one.number, group, who, one.sentence(who, EVENT_WORDS), about, words, erased))
    return found


def _who(actor: str, names: dict[str, str]) -> str:
    return {HIRER: "The hirer", PRODUCT: "The product", "venue": "The venue"}.get(actor) or names.get(actor, "Somebody")


def _names(reader: Reader, happenings: list[Happening]) -> dict[str, str]:
    rows = reader.execute(select(User.uuid, User.name).where(User.uuid.in_(_keys(happenings, "user", actors=True))))
    return {f"user:{uuid}": name for uuid, name in rows}


def _erasures(reader: Reader, happenings: list[Happening]) -> dict[str, datetime]:
    subjects = {one.subject for one in happenings if one.erased}
    query = (
        select(AuditEvent.subject, func.max(AuditEvent.at))
        .where(AuditEvent.subject.in_(subjects), AuditEvent.event.in_([event.value for event in ERASING]))
        .group_by(AuditEvent.subject)
    )
    return dict(reader.execute(query).all())


def _abouts(reader: Reader, happenings: list[Happening], roles: frozenset[str]) -> dict[str, About]:
    found = {one.subject: _place(one.subject) for one in happenings}
    cases = (
        select(Application.uuid, Application.reference, Case.uuid)
        .join(Case, Case.application_id == Application.id)
        .where(Application.uuid.in_(_keys(happenings, "application")))
    )
    for uuid, reference, case in reader.execute(cases):
        found[f"application:{uuid}"] = About(reference, f"/cases/{case}" if roles & READERS else "")
    for kind, key, name, address, who in _NAMED:
        rows = reader.execute(select(key, name).where(key.in_(_keys(happenings, kind))))
        for uuid, text in rows:
            shown = f"Watchlist entry {text}" if kind == "entry" else text
            found[f"{kind}:{uuid}"] = About(shown, f"{address}/{uuid}" if roles & who else "")
    return found


_NAMED: tuple[tuple[str, InstrumentedAttribute[UUID], InstrumentedAttribute[str], str, frozenset[str]], ...] = (
    ("entry", WatchlistEntry.uuid, WatchlistEntry.key, "/watchlist", WATCHLIST),
    ("private-venue", PrivateVenue.uuid, PrivateVenue.name, "/outreach/venues", OUTREACH),
    ("venue", Venue.uuid, Venue.name, "/venues", frozenset(Role)),
    ("user", User.uuid, User.name, "/history/staff", RUNNING),
)
"""What has a name and a page: how events call it, its columns, its address, and who may see it there."""

_PLACES = {
    "watchlist": About("The watchlist"),
    "record": About("The record"),
    "installation": About("The installation"),
    "terms": About("Terms of hire", "/terms"),
    "briefing": About("A briefing"),
    "council-number": About("“Whom to ring”"),
    "hirer-of": About("Applications of a hirer"),
}


def _place(subject: str) -> About:
    return _PLACES.get(subject.partition(":")[0], About(""))


def _keys(happenings: list[Happening], kind: str, actors: bool = False) -> set[UUID]:
    texts = {one.subject for one in happenings} | ({one.actor for one in happenings} if actors else set())
    return _uuids(texts, kind)


def _uuids(texts: Iterable[str], kind: str) -> set[UUID]:
    """The keys of this kind of thing ("user:<uuid>"). Whoever tampers with a record may write anything in their place."""
    parts = (text.partition(":") for text in texts)
    return {UUID(key) for begins, _, key in parts if begins == kind and _UUID.fullmatch(key)}


_UUID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def _day(moment: datetime) -> str:
    return f"{london(moment).day} {london(moment):%B %Y}"


# --- pages ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Looker:
    """Somebody who looked: how often it was recorded, and when last."""

    who: str
    times: int
    last: datetime


@dataclass(frozen=True)
class HistoryPage:
    """A page of a history."""

    view: View
    lines: list[Line]
    older: Place | None
    lookers: list[Looker]

    @property
    def of_one(self) -> bool:
        """Whether all of it is about one thing, which need not be named in each line."""
        return len(self.view.wanted.subjects) == 1


def history_page(
    reader: Reader, view: View, asked: Asked, after: Place | None, person: SignedIn, size: int = PAGE
) -> HistoryPage:
    """A page of a history as this person may see it."""
    found = pageful(reader, narrowed(reader, view, asked, person.roles), after, size)
    looked = lookers(reader, view) if person.roles & SEES_MATCHES and len(view.wanted.subjects) == 1 else []
    return HistoryPage(view, lines(reader, found.happenings, person.roles), found.older, looked)


def lookers(reader: Reader, view: View) -> list[Looker]:
    """Who has looked at what the view is about, whoever was last first."""
    looks = [event.value for event in LOOKS]
    query = (
        select(AuditEvent.actor, func.count(), func.max(AuditEvent.at))
        .where(AuditEvent.subject.in_(view.wanted.subjects), AuditEvent.event.in_(looks))
        .group_by(AuditEvent.actor)
        .order_by(func.max(AuditEvent.at).desc())
    )
    found = reader.execute(query).all()
    keys = _uuids([actor for actor, _, _ in found], "user")
    names = {f"user:{u}": name for u, name in reader.execute(select(User.uuid, User.name).where(User.uuid.in_(keys)))}
    return [Looker(_who(actor, names), times, last) for actor, times, last in found]


def people(reader: Reader, person: SignedIn) -> list[tuple[str, str]]:
    """Whom the filter offers."""
    staff = [(str(u), name) for u, name in reader.execute(select(User.uuid, User.name).order_by(User.name))]
    return [("", "Anybody"), (HIRER, "The hirer"), (PRODUCT, "The product"), *staff]


def groups(roles: frozenset[str]) -> list[tuple[str, str]]:
    """The groups of kinds that the filter offers to these roles."""
    seen = {rule_for(event).group for event in visible(roles)}
    return [("", "Everything"), *((key, name) for key, name in GROUPS.items() if key in seen)]


HEADER = ("Record", "Date and time in London", "UTC", "Group", "Who", "What happened", "About")


def as_rows(db: Database, view: View, asked: Asked, roles: frozenset[str]) -> Iterator[tuple[object, ...]]:
    """The history as rows of a file, read piece by piece, so that no reader stays open while somebody downloads.

    The words that people wrote are left out: what lies in a file on a desk cannot be erased.
    """
    yield HEADER
    place: Place | None = None
    while True:
        with db.read() as reader:
            found = pageful(reader, narrowed(reader, view, asked, roles), place, PIECE)
            for line in lines(reader, found.happenings, roles):
                local = f"{london(line.at):%Y-%m-%d %H:%M:%S}"
                utc = line.at.isoformat(timespec="seconds")
                yield line.number or "", local, utc, line.group, line.who, line.sentence, line.about.text
        place = found.older
        if place is None:
            return
