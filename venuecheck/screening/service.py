"""Use cases of the watchlist, and of screening names against it."""

import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from typing import Protocol
from uuid import UUID

from sqlalchemy import func, select

from venuecheck.audit.events import Event
from venuecheck.audit.guarded import unrecorded
from venuecheck.audit.log import SYSTEM, Actor, record
from venuecheck.audit.looks import looked
from venuecheck.runtime import outbox
from venuecheck.runtime.clock import now
from venuecheck.runtime.database import Reader, Transaction
from venuecheck.runtime.errors import InvalidError, MissingError, WrongStateError
from venuecheck.runtime.text import one_line
from venuecheck.screening.matching import MATCHER_VERSION, Known, ListedName, NameIndex, NameMatch, parts_of_field
from venuecheck.screening.models import Match, ScreenedName, Verdict, WatchlistEntry, WatchlistVersion
from venuecheck.screening.watchlist_file import KINDS, LONGEST_NAME, ListedEntry, Preview, RefusedRow, compare

CHANGED = "watchlist.changed"
MANY = 4
"""An index is built anew if more than one in so many of its entries changed: to change one takes four times what it takes to
build it with others."""
BANDS = ("none", "possible", "strong")
"""Of a match, the weakest first."""


class Party(Protocol):
    """A name to be screened, by shape (see `bookings.application.NamedParty`)."""

    @property
    def role(self) -> str:
        """Whose name it is: "speaker", "hirer", "organisation", "on_behalf_of"."""

    @property
    def field(self) -> str:
        """The form's field that holds it."""

    @property
    def name(self) -> str:
        """The name as typed."""

    @property
    def kind(self) -> str:
        """person, organisation or any."""

    @property
    def affiliation(self) -> str:
        """What else is known: the organisation they stand for, or empty."""


@dataclass(frozen=True)
class Screened:
    """What screening one name gave: its matches, best first; none for a name that is no name yet ("to be confirmed")."""

    party: Party
    matches: tuple[NameMatch, ...]
    is_placeholder: bool


def list_version(reader: Reader) -> int:
    """The number of the watchlist's present version; 0 before the first entry."""
    return reader.scalar(select(func.max(WatchlistVersion.number))) or 0


Names = dict[str, list[ListedName]]
"""The names of each entry, by its key."""


class CurrentIndex:
    """The index over the list's present version, built when it is first asked for; what changes later is changed in it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._version = -1
        self._names: Names = {}
        self._index = NameIndex(())

    def get(self, reader: Reader) -> tuple[int, NameIndex]:
        """The list's version and the index over just that version."""
        version = list_version(reader)
        with self._lock:
            if version != self._version:
                names = listed_names(reader)
                self._index = followed(self._index, self._names, names)
                self._version, self._names = version, names
            return version, self._index


def followed(index: NameIndex, before: Names, names: Names) -> NameIndex:
    """An index over `names`, from one over those of `before`, which stays as it is; anew where much of the list has changed."""
    changed = [key for key in before.keys() | names.keys() if before.get(key) != names.get(key)]
    if len(changed) > len(names) // MANY:
        return NameIndex(chain(*names.values()))
    made = index.copy()
    for key in changed:
        if key in names:
            made.put(key, names[key])
        else:
            made.remove(key)
    return made


def listed_names(reader: Reader) -> Names:
    """Every name of every entry that screens."""
    entries = reader.scalars(select(WatchlistEntry).where(WatchlistEntry.retired.is_(False)))
    return {entry.key: names_of(entry) for entry in entries}


def names_of(entry: WatchlistEntry) -> list[ListedName]:
    """An entry's name and its aliases, as the matcher takes them."""
    return [ListedName(entry.key, entry.kind, entry.name, is_alias=False)] + [
        ListedName(entry.key, entry.kind, alias, is_alias=True) for alias in entry.aliases
    ]


def screen(index: NameIndex, parties: Sequence[Party]) -> list[Screened]:
    """Screen names. Pure over the index: writes nothing. A field that holds several names is screened name by name."""
    found = []
    for party in parties:
        reading = parts_of_field(party.name)
        if reading.is_placeholder:
            found.append(Screened(party, (), is_placeholder=True))
            continue
        known = Known(affiliation=party.affiliation) if party.affiliation else None
        best: dict[str, NameMatch] = {}
        # What looks like two people may be one: "Ortega y Gasset".
        for name in dict.fromkeys((*reading.names, party.name)):
            for match in index.screen(name, party.kind, known=known):
                if match.entry_id not in best or match.score > best[match.entry_id].score:
                    best[match.entry_id] = match
        found.append(Screened(party, tuple(sorted(best.values(), key=lambda m: -m.score)), is_placeholder=False))
    return found


def record_screening(
    tx: Transaction, subject: UUID, subject_version: int, screened: Sequence[Screened], version: int
) -> list[Match]:
    """Keep a receipt for every name and a match for every entry met; returns the matches that are new.

    Who met the same entry before, with the same name, role and affiliation, keeps the match and the verdict on it: unless
    the entry has changed since or the match has become stronger.
    """
    moment = now()
    receipts = []
    for one in screened:
        if one.is_placeholder:
            continue
        party = one.party
        receipt = ScreenedName(
            subject=subject,
            subject_version=subject_version,
            role=party.role,
            field=party.field,
            name=party.name,
            kind=party.kind,
            list_version=version,
            matcher_version=MATCHER_VERSION,
            matches=len(one.matches),
            screened=moment,
        )
        tx.add(receipt)
        receipts.append(receipt)
    new = _record_matches(tx, subject, subject_version, screened)
    record(
        tx,
        Event.NAMES_SCREENED,
        f"application:{subject}",
        SYSTEM,
        moment,
        rows=tuple(receipts),
        names=sum(not one.is_placeholder for one in screened),
        list_version=version,
        matches=sum(len(one.matches) for one in screened),
        matcher_version=MATCHER_VERSION,
    )
    return new


def _record_matches(tx: Transaction, subject: UUID, subject_version: int, screened: Sequence[Screened]) -> list[Match]:
    keys = {match.entry_id for one in screened for match in one.matches}
    entries = {e.key: e for e in tx.scalars(select(WatchlistEntry).where(WatchlistEntry.key.in_(keys)))}
    earlier = tx.scalars(select(Match).where(Match.subject == subject).order_by(Match.id))
    known = {(m.role, m.name, _folded(m.affiliation), m.entry.key): m for m in earlier}
    met: dict[tuple[str, str, str, str], tuple[Party, NameMatch]] = {}
    for one in screened:
        for found in one.matches:
            key = (one.party.role, one.party.name, _folded(one.party.affiliation), found.entry_id)
            if key not in met or found.score > met[key][1].score:
                met[key] = one.party, found
    new = []
    for key, (party, found) in met.items():
        entry, match = entries[found.entry_id], known.get(key)
        news = match is None or match.entry_version != entry.version or _is_stronger(found, match)
        if match is None or (news and match.verdict != Verdict.OPEN.value):
            match = Match(subject=subject, role=party.role, name=party.name, affiliation=party.affiliation, entry=entry)
            tx.add(match)
            new.append(match)
        _weigh(match, subject_version, party, found)
        if news:
            match.raised = now()
        tx.flush()
        if unrecorded(tx, match):
            event = Event.MATCH_RAISED if match in new else Event.MATCH_WEIGHED
            record(tx, event, f"application:{subject}", SYSTEM, rows=(match,), entry=entry.key, band=found.band)
    return new


def _weigh(match: Match, subject_version: int, party: Party, found: NameMatch) -> None:
    """Put what the newest screening found into a match."""
    match.field, match.subject_version, match.entry_version = party.field, subject_version, match.entry.version
    match.matched_name, match.score, match.band = found.matched_name, found.score, found.band
    match.why, match.settles = [asdict(line) for line in found.why], found.settles


def _is_stronger(found: NameMatch, match: Match) -> bool:
    return BANDS.index(found.band) > BANDS.index(match.band)


def _folded(affiliation: str) -> str:
    return one_line(affiliation).casefold()


def adjudicate(tx: Transaction, match: Match, verdict: Verdict, reason: str, by_uuid: UUID) -> None:
    """Record what a person found about a match. Raises InvalidError without a verdict or a reason."""
    if verdict is Verdict.OPEN:
        raise InvalidError("Choose what you found", "verdict")
    if not reason.strip():
        raise InvalidError("Say how you know", "reason")
    match.verdict, match.verdict_reason = verdict.value, reason
    match.verdict_by, match.verdict_at = by_uuid, now()
    record(
        tx,
        Event.MATCH_ADJUDICATED,
        f"application:{match.subject}",
        Actor.user(by_uuid),
        rows=(match,),
        personal={"reason": reason},
        entry=match.entry.key,
        verdict=verdict.label.lower(),
        match=str(match.uuid),
    )


def matches(reader: Reader, subject: UUID) -> list[Match]:
    """Every match of an application, the strongest first."""
    return list(reader.scalars(select(Match).where(Match.subject == subject).order_by(Match.score.desc(), Match.id)))


def match_with(reader: Reader, subject: UUID, match_uuid: UUID) -> Match:
    """One match of an application. Raises MissingError when it has none such."""
    found = reader.scalar(select(Match).where(Match.subject == subject, Match.uuid == match_uuid))
    if found is None:
        raise MissingError("There is no such match on this application.")
    return found


def entry_with(reader: Reader, entry_uuid: UUID) -> WatchlistEntry:
    """The watchlist entry with this UUID. Raises MissingError."""
    found = reader.scalar(select(WatchlistEntry).where(WatchlistEntry.uuid == entry_uuid))
    if found is None:
        raise MissingError("There is no such entry on the watchlist.")
    return found


def preview(reader: Reader, wanted: Sequence[ListedEntry], refused: Sequence[RefusedRow] = ()) -> Preview:
    """What an import would add, change and retire. Writes nothing."""
    present = reader.scalars(select(WatchlistEntry).where(WatchlistEntry.retired.is_(False)))
    return compare(map(_listed, present), wanted, refused)


def import_watchlist(
    tx: Transaction, wanted: Sequence[ListedEntry], refused: Sequence[RefusedRow], by: Actor
) -> Preview:
    """Make the watchlist what the file says: add, change, and retire what the file no longer holds. An entry whose row was
    refused stays as it is.

    Every entry changed has its own event; the list gets one new version and what was screened is screened again.
    """
    plan = preview(tx, wanted, refused)
    present = {entry.key: entry for entry in tx.scalars(select(WatchlistEntry))}
    for listed in (*plan.added, *plan.changed):
        _put(tx, present.get(listed.key), listed, by)
    for listed in plan.retired:
        _retire(tx, present[listed.key], by)
    if plan.added or plan.changed or plan.retired:
        _next_version(tx)
    record(
        tx,
        Event.WATCHLIST_IMPORTED,
        "watchlist",
        by,
        added=len(plan.added),
        changed=len(plan.changed),
        retired=len(plan.retired),
        refused=len(refused),
    )
    return plan


def add_entry(
    tx: Transaction, *, key: str, kind: str, name: str, aliases: Sequence[str] = (), reason: str, by: Actor
) -> WatchlistEntry:
    """Add an entry to the watchlist; every booking to come is screened against it.

    Raises InvalidError for a number that is in use (so that pressing twice adds once), a missing name or reason.
    """
    key = one_line(key)
    if not key:
        raise InvalidError("Enter a number for the entry, like W061", "key")
    if tx.scalar(select(WatchlistEntry.id).where(WatchlistEntry.key == key)) is not None:
        raise InvalidError(f"The number {key} is in use, perhaps by an entry that was retired. Choose another", "key")
    entry = _put(tx, None, _described(key, kind, name, aliases, reason), by)
    _next_version(tx)
    return entry


def change_entry(
    tx: Transaction,
    entry: WatchlistEntry,
    *,
    kind: str,
    name: str,
    aliases: Sequence[str],
    reason: str,
    version: int,
    by: Actor,
) -> None:
    """Change an entry. `version` is the version that the person saw. Nothing happens when it says so already.

    Raises InvalidError as `add_entry` does; WrongStateError when it was retired, or somebody else was quicker.
    """
    _refuse_retired(entry)
    listed = _described(entry.key, kind, name, aliases, reason)
    if listed == _listed(entry):
        return
    if entry.version != version:
        raise WrongStateError("Somebody else has changed this entry meanwhile. Look at it again before you change it.")
    _put(tx, entry, listed, by)
    _next_version(tx)


def retire_entry(tx: Transaction, entry: WatchlistEntry, reason: str, by: Actor) -> None:
    """Retire an entry: it screens no longer and stays for the record.

    Raises InvalidError without a reason, WrongStateError when it was retired before.
    """
    _refuse_retired(entry)
    if not reason.strip():
        raise InvalidError("Say why the entry is retired", "reason")
    _retire(tx, entry, by, reason)
    _next_version(tx)


def look_at_entry(tx: Transaction, entry: WatchlistEntry, by: Actor) -> None:
    """Record that somebody looked at what an entry says."""
    record(tx, Event.WATCHLIST_SEEN, _about(entry), by, entry=entry.key)


def has_looked(reader: Reader, entry: WatchlistEntry, by: Actor) -> bool:
    """Whether somebody's look at an entry was recorded within the hour, so that its page may be shown to them again."""
    return looked(reader, Event.WATCHLIST_SEEN, _about(entry), by)


def _described(key: str, kind: str, name: str, aliases: Sequence[str], reason: str) -> ListedEntry:
    name, others = one_line(name), tuple(dict.fromkeys(one_line(alias) for alias in aliases if alias.strip()))
    if kind not in KINDS:
        raise InvalidError("Choose whether it is a person or an organisation", "kind")
    if not any(character.isalnum() for character in name):
        raise InvalidError("Enter the name", "name")
    if len(name) > LONGEST_NAME:
        raise InvalidError(f"The name must be {LONGEST_NAME} characters or fewer", "name")
    if any(len(alias) > LONGEST_NAME for alias in others):
        raise InvalidError(f"Each other name must be {LONGEST_NAME} characters or fewer", "aliases")
    if not reason.strip():
        raise InvalidError("Say why they are on the list, with the source and its date", "reason")
    return ListedEntry(key, kind, name, tuple(alias for alias in others if alias != name), reason.strip())


def _refuse_retired(entry: WatchlistEntry) -> None:
    if entry.retired:
        raise WrongStateError("This entry was retired, so it can no longer be changed.")


def _listed(entry: WatchlistEntry) -> ListedEntry:
    return ListedEntry(entry.key, entry.kind, entry.name, tuple(entry.aliases), entry.reason)


def _about(entry: WatchlistEntry) -> str:
    return f"entry:{entry.uuid}"


def _retire(tx: Transaction, entry: WatchlistEntry, by: Actor, reason: str = "") -> None:
    entry.retired, entry.version, entry.changed = True, entry.version + 1, now()
    personal = {"reason": reason}
    record(tx, Event.WATCHLIST_ENTRY_RETIRED, _about(entry), by, rows=(entry,), personal=personal, entry=entry.key)


def _put(tx: Transaction, entry: WatchlistEntry | None, listed: ListedEntry, by: Actor) -> WatchlistEntry:
    event = Event.WATCHLIST_ENTRY_CHANGED if entry else Event.WATCHLIST_ENTRY_ADDED
    if entry is None:
        entry = WatchlistEntry(key=listed.key, version=0)
        tx.add(entry)
    entry.kind, entry.name, entry.aliases = listed.kind, listed.name, list(listed.aliases)
    entry.reason, entry.retired, entry.erased, entry.changed = listed.reason, False, None, now()
    entry.version += 1
    tx.flush()  # a new entry gets its UUID here
    record(tx, event, _about(entry), by, rows=(entry,), entry=entry.key)
    return entry


def _next_version(tx: Transaction) -> None:
    number = list_version(tx) + 1
    tx.add(WatchlistVersion(number=number, made=now()))
    tx.flush()
    outbox.queue(tx, CHANGED, version=number)
