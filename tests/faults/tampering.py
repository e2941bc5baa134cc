"""Tampering with a record: fourteen classes, by attackers of four powers, against an outside witness.

An *honest log* is a small installation made by the real product: events, guarded rows, words, seals, signed checkpoints, a
receipt, a witness folder elsewhere. It grows past the last witnessed checkpoint, and an old backup of it lies about. An
*attack* is done on a copy of its database with SQL, as somebody would who has the file and knows the product.
"""

import json
import random
import shutil
import sqlite3
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import IntEnum
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import delete, select

from tests.accounts.builders import a_user
from venuecheck.accounts import service
from venuecheck.accounts.models import User
from venuecheck.accounts.roles import Role
from venuecheck.audit import heads, witness
from venuecheck.audit.checkpoint import newest
from venuecheck.audit.events import Event
from venuecheck.audit.guarded import row_name
from venuecheck.audit.incarnations import open_record
from venuecheck.audit.keys import Signer
from venuecheck.audit.lines import canonical
from venuecheck.audit.log import SYSTEM, record
from venuecheck.audit.models import APPEND_ONLY, AuditEvent, AuditSeal, PersonalValue
from venuecheck.audit.receipts import receipt
from venuecheck.audit.sealer import seal_now
from venuecheck.audit.verifier import Checkpoint, Outside, Tampering, Tree, leaf_hash, read_folder
from venuecheck.audit.verify import Verdict, verify
from venuecheck.runtime.database import Database
from venuecheck.runtime.settings import Settings

T = Tampering


class Power(IntEnum):
    """What an attacker may write, each power including those before it."""

    ROWS = 1
    HASHES = 2
    KEY = 3
    LOCAL_WITNESS = 4


# --- honest logs -----------------------------------------------------------------------------------------------------------


@dataclass
class Log:
    """An installation in a folder, with the folder of its outside witness and the size that was witnessed last."""

    folder: Path
    outside: Path
    witnessed: int = 0
    backup: Path | None = None

    @property
    def settings(self) -> Settings:
        return Settings(data_dir=self.folder, base_url="https://hire.example.gov.uk", witness_dir=self.outside)

    @property
    def file(self) -> Path:
        return self.folder / "venuecheck.sqlite3"

    def database(self) -> Database:
        return Database(self.settings.database)

    def copy(self, to: Path) -> "Log":
        shutil.copytree(self.folder, to)
        return replace(self, folder=to)

    def brought(self, ledger: bool = True) -> Outside:
        """What the outside witness holds: a folder, or (without the ledger) mails with the checkpoints alone."""
        held = read_folder(self.outside)
        return held if ledger else Outside(held.checkpoints)

    def verdict(self, outside: Outside | None = None) -> Verdict:
        database = self.database()
        try:
            with database.read() as reader:
                found = outside if outside is not None else self.brought()
                return verify(reader, (User,), receipts=lambda _: self.receipts(), outside=found)
        finally:
            database.close()

    def receipts(self) -> list[tuple[str, str]]:
        kept = json.loads((self.folder / "receipts.json").read_text("utf-8"))
        return list(kept.items())


def honest_log(folder: Path, blank: Path, draw: random.Random, *, restarts: int = 0, erase: bool = False) -> Log:
    """An installation with some tens of events, witnessed twice, and with a few events above the last witness."""
    log = Log(folder / "data", folder / "outside")
    log.folder.mkdir(parents=True)
    log.outside.mkdir()
    shutil.copy(blank, log.file)
    database = log.database()
    users = _people(database)
    cases = [uuid.UUID(int=draw.getrandbits(128), version=4) for _ in range(3)]
    for stage in range(3):
        for _ in range(draw.randrange(2, 4)):
            for _ in range(draw.randrange(2, 6)):
                _act(database, draw, users, cases)
            seal_now(database, log.settings)
        _change_roles(database, draw, users)  # so that a log that is cut off does not fit its rows
        seal_now(database, log.settings)
        if stage < 2:
            _publish(log, database)
            log.witnessed = _size(database)
        if stage == 0:
            _keep_receipt(log, database, users)
            log.backup = _back_up(log, database)
        if restarts:
            database.close()
            database = log.database()
    if erase:
        with database.write() as tx:
            tx.execute(delete(PersonalValue).where(PersonalValue.id.in_(select(PersonalValue.id).limit(3))))
    database.close()
    return log


def _people(database: Database) -> list[uuid.UUID]:
    with database.write() as tx:
        return [a_user(tx, name, Role.AUDITOR).uuid for name in ("Ben", "Eve", "Ona")]


def _act(database: Database, draw: random.Random, users: list[uuid.UUID], cases: list[uuid.UUID]) -> None:
    if draw.random() < 0.25:
        _change_roles(database, draw, users)
        return
    with database.write() as tx:
        event = draw.choice([Event.NOTE_ADDED, Event.QUESTION_ASKED, Event.CASE_TAKEN])
        words = {"note": f"words {draw.random()}"} if event is Event.NOTE_ADDED else None
        record(tx, event, f"case:{draw.choice(cases)}", SYSTEM, personal=words)


def _change_roles(database: Database, draw: random.Random, users: list[uuid.UUID]) -> None:
    roles = draw.sample([Role.AUDITOR, Role.BOOKING_OFFICER, Role.EQUALITY_LEAD, Role.SENIOR_OFFICER], 2)
    with database.write() as tx:
        service.change_roles(tx, draw.choice(users), roles, SYSTEM)


def _publish(log: Log, database: Database) -> None:
    with database.read() as reader:
        row = newest(reader)
        known = max((len(one) for one in read_folder(log.outside).ledgers.values()), default=0)
        leaves = "".join(witness._leaves(reader, known, row.size))
    witness.add(log.outside, row, leaves)


def _size(database: Database) -> int:
    with database.read() as reader:
        return newest(reader).size


def _keep_receipt(log: Log, database: Database, users: list[uuid.UUID]) -> None:
    with database.read() as reader:
        user = reader.scalars(select(User).where(User.uuid == users[0])).one()
        name = row_name(user)
        event = reader.scalars(select(AuditEvent.id).where(AuditEvent.line.contains(f'"{name}"'))).first()
        (log.folder / "receipts.json").write_text(json.dumps({name: receipt(reader, event)}), "utf-8")


def _back_up(log: Log, database: Database) -> Path:
    to = log.folder.parent / "backup.sqlite3"
    with sqlite3.connect(log.file) as source, sqlite3.connect(to) as target:
        source.backup(target)
    return to


# --- the attacker's workbench ------------------------------------------------------------------------------------------------


@dataclass
class Desk:
    """A log's tables as an attacker lays them out: events in order, the hash that is sealed for each, and the size that each
    checkpoint should have once all is written back.
    """

    log: Log
    power: Power
    draw: random.Random
    events: list[dict] = field(default_factory=list)
    sealed: list[str] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)

    @property
    def under(self) -> range:
        """The places of the events under the last witnessed checkpoint; the first, which add people, are left alone."""
        return range(3, self.log.witnessed)

    def line(self, place: int) -> dict:
        return json.loads(self.events[place]["line"])

    def rewrite(self, place: int, **changes: object) -> None:
        """Change an event's line, and its columns with it."""
        body = self.line(place) | changes
        self.events[place] = self.events[place] | _columns(body)

    def insert(self, place: int, body: dict) -> None:
        self.events.insert(place, {"id": 0, **_columns(body)})
        self.sealed.insert(place, "0" * 64)
        self.sizes = [size + (size > place) for size in self.sizes]

    def remove(self, place: int) -> None:
        del self.events[place], self.sealed[place]
        self.sizes = [size - (size > place) for size in self.sizes]

    def new_body(self, place: int) -> dict:
        """An event that would fit before this place."""
        at = datetime.fromisoformat(self.line(place)["at"])
        return self.line(place) | {"uuid": str(uuid.uuid4()), "at": at.isoformat(), "rows": {}, "facts": {"forged": 1}}


def _columns(body: dict) -> dict:
    return {
        "uuid": uuid.UUID(body["uuid"]).hex,
        "at": datetime.fromisoformat(body["at"]).replace(tzinfo=None).isoformat(" ", "microseconds"),
        "event": body["event"],
        "actor": body["actor"],
        "subject": body["subject"],
        "line": canonical(body),
    }


@contextmanager
def desk(log: Log, power: Power, draw: random.Random) -> Iterator[Desk]:
    """Lay the tables out, and write them back: with the hashes, signatures and local files that the power allows."""
    with _opened(log) as tables:
        tables.row_factory = sqlite3.Row
        found = tables.execute(
            "SELECT e.*, s.hash FROM audit_event e JOIN audit_seal s ON s.event_id = e.id ORDER BY s.number"
        ).fetchall()
        sizes = [row["size"] for row in tables.execute("SELECT size FROM audit_checkpoint ORDER BY id")]
        names = [name for name in found[0].keys() if name != "hash"]  # noqa: SIM118  # a row is no dict
        one = Desk(log, power, draw, [{n: row[n] for n in names} for row in found], [r["hash"] for r in found], sizes)
        yield one
        before = [row["id"] for row in found]
        _write_events(tables, one, before)
        if power >= Power.HASHES:
            _write_checkpoints(tables, one)
    if power >= Power.LOCAL_WITNESS:
        _rewrite_head(log)


@contextmanager
def _opened(log: Log) -> Iterator[sqlite3.Connection]:
    tables = sqlite3.connect(log.file)
    with tables:
        for name in APPEND_ONLY:
            tables.execute(f"DROP TRIGGER IF EXISTS {name}")
        yield tables
        for trigger in APPEND_ONLY.values():
            tables.execute(trigger)
    tables.close()


def _write_events(tables: sqlite3.Connection, one: Desk, before: list[int]) -> None:
    """Rows that stay in their order keep their keys where they can; words stay with the event that they belong to."""
    keys = sorted(row["id"] for row in one.events if row["id"])
    free = iter(range(max(before) + 1, max(before) + 1000))
    moved: dict[int, int] = {}
    ordered = [row["id"] or next(free) for row in one.events]
    if ordered != sorted(ordered):
        places = iter(sorted(ordered))
        ordered = [moved.setdefault(key, next(places)) for key in ordered]
    tables.execute("DELETE FROM audit_seal")
    tables.execute("DELETE FROM audit_event")
    for place, (row, key) in enumerate(zip(one.events, ordered, strict=True)):
        digest = leaf_hash(row["line"].encode()).hex() if one.power >= Power.HASHES else one.sealed[place]
        values = row | {"id": key}
        marks = ", ".join(f":{name}" for name in values)
        tables.execute(f"INSERT INTO audit_event ({', '.join(values)}) VALUES ({marks})", values)
        tables.execute("INSERT INTO audit_seal (number, event_id, hash) VALUES (?, ?, ?)", (place + 1, key, digest))
    for old, new in moved.items():
        tables.execute("UPDATE audit_personal_value SET event_id = ? WHERE event_id = ?", (-new, old))
    tables.execute("UPDATE audit_personal_value SET event_id = -event_id WHERE event_id < 0")
    gone = set(before) - set(keys)
    tables.executemany("DELETE FROM audit_personal_value WHERE event_id = ?", [(key,) for key in gone])


def _write_checkpoints(tables: sqlite3.Connection, one: Desk) -> None:
    """Make every checkpoint fit the tree: signed with the key by whoever has it, else with one of the attacker's own."""
    rows = tables.execute("SELECT * FROM audit_checkpoint ORDER BY id").fetchall()
    signer = _signer(one.log, stolen=one.power >= Power.KEY)
    tables.execute("DELETE FROM audit_checkpoint")
    seen: set[int] = set()
    tree, leaves = Tree(), [leaf_hash(row["line"].encode()) for row in one.events]
    for row, wanted in zip(rows, one.sizes, strict=True):
        size = min(wanted, len(leaves))
        if size in seen or size < tree.size:
            continue
        seen.add(size)
        for leaf in leaves[tree.size : size]:
            tree.add(leaf)
        note = signer.sign(Checkpoint(signer.key.name, size, tree.root()).text)
        tables.execute(
            "INSERT INTO audit_checkpoint (id, incarnation, size, note, peaks, at) VALUES (?, ?, ?, ?, ?, ?)",
            (row["id"], row["incarnation"], size, note, b"".join(tree.peaks), row["at"]),
        )


def _signer(log: Log, *, stolen: bool) -> Signer:
    database = log.database()
    real = open_record(database, log.settings).signer
    database.close()
    return real if stolen else Signer(real.key.name, Ed25519PrivateKey.generate())


def _rewrite_head(log: Log) -> None:
    database = log.database()
    with database.read() as reader:
        heads.keep(log.folder, newest(reader).note)
    database.close()


# --- the fourteen classes ----------------------------------------------------------------------------------------------------

Attack = Callable[[Log, Power, random.Random], None]


def edit(log: Log, power: Power, draw: random.Random) -> None:
    """Another actor did it."""
    with desk(log, power, draw) as one:
        one.rewrite(draw.choice(one.under), actor=f"user:{uuid.UUID(int=draw.getrandbits(128), version=4)}")


def remove(log: Log, power: Power, draw: random.Random) -> None:
    """It never happened."""
    with desk(log, power, draw) as one:
        one.remove(draw.choice(one.under[:-1]))


def insert(log: Log, power: Power, draw: random.Random) -> None:
    """It happened, between two things that did."""
    with desk(log, power, draw) as one:
        place = draw.choice(one.under[1:-1])
        one.insert(place, one.new_body(place))


def reorder(log: Log, power: Power, draw: random.Random) -> None:
    """It happened before, not after."""
    with desk(log, power, draw) as one:
        place = draw.choice(one.under[3:])
        to = draw.choice(range(3, place - 1))
        row, digest = one.events.pop(place), one.sealed.pop(place)
        one.events.insert(to, row)
        one.sealed.insert(to, digest)


def truncate(log: Log, power: Power, draw: random.Random) -> None:
    """The last things never happened; the rows stay what they are."""
    with desk(log, power, draw) as one:
        keep = draw.choice(range(len(one.under) // 2 + 3, log.witnessed))
        del one.events[keep:], one.sealed[keep:]


def swap(log: Log, power: Power, draw: random.Random) -> None:
    """What was done in one case was done in the other: by exchanging the cases' names, or the events' places."""
    with desk(log, power, draw) as one:
        cases = [
            (place, one.line(place)["subject"]) for place in one.under if one.events[place]["subject"][:5] == "case:"
        ]
        (first, here), (second, there) = next(
            (a, b) for a in draw.sample(cases, len(cases)) for b in draw.sample(cases, len(cases)) if a[1] != b[1]
        )
        if draw.random() < 0.5:
            one.rewrite(first, subject=there)
            one.rewrite(second, subject=here)
        else:
            for column in (one.events, one.sealed):
                column[first], column[second] = column[second], column[first]


def roll_back(log: Log, power: Power, draw: random.Random) -> None:
    """An old backup is put back; whoever has the key goes on from it as if nothing had been."""
    shutil.copy(log.backup, log.file)
    for stale in ("-wal", "-shm"):
        Path(f"{log.file}{stale}").unlink(missing_ok=True)
    if power >= Power.KEY and draw.random() < 0.5:
        (log.folder / heads.FILE).unlink()
        database = log.database()
        for _ in range(draw.randrange(3, 30)):
            with database.write() as tx:
                record(tx, Event.QUESTION_ASKED, f"case:{uuid.uuid4()}", SYSTEM)
        seal_now(database, log.settings)
        database.close()
    if power >= Power.LOCAL_WITNESS:
        _rewrite_head(log)


def rehash(log: Log, power: Power, draw: random.Random) -> None:
    """An event is edited and all hashes are made to fit, the signatures left as they are by whoever has no key."""
    edit(log, power, draw)


def resign(log: Log, power: Power, draw: random.Random) -> None:
    """Several events are edited, and everything is signed anew, with a stolen key where there is one."""
    with desk(log, max(power, Power.HASHES), draw) as one:
        for place in draw.sample(one.under, 3):
            one.rewrite(place, actor="user:somebody")


def change_state(log: Log, power: Power, draw: random.Random) -> None:
    """A guarded row is changed beside an honest log."""
    with _opened(log) as tables:
        name = draw.choice(["Ben", "Eve", "Ona"])
        statement = draw.choice(
            [
                """UPDATE "user" SET roles = '["administrator"]' WHERE name = ?""",
                """UPDATE "user" SET open = 0 WHERE name = ?""",
                """UPDATE "user" SET password_hash = 'mine' WHERE name = ?""",
                """DELETE FROM "user" WHERE name = ?""",
            ]
        )
        tables.execute(statement, (name,))


def forge_receipt(log: Log, power: Power, draw: random.Random) -> None:
    """A receipt says what the record does not; whoever has the key signs a tree that is made for it."""
    kept = json.loads((log.folder / "receipts.json").read_text("utf-8"))
    ((name, text),) = kept.items()
    body = json.loads(text)
    forged = json.loads(body["event"]) | {"actor": "user:somebody"}
    body["event"] = canonical(forged)
    if power >= Power.HASHES:
        signer = _signer(log, stolen=power >= Power.KEY)
        tree = Tree()
        tree.add(leaf_hash(body["event"].encode()))
        body |= {"index": 0, "proof": [], "checkpoint": signer.sign(Checkpoint(signer.key.name, 1, tree.root()).text)}
    (log.folder / "receipts.json").write_text(json.dumps({name: json.dumps(body)}), "utf-8")


def drop_checkpoint(log: Log, power: Power, draw: random.Random) -> None:
    """A checkpoint that a witness holds was never signed."""
    sizes = [one.size for one in read_folder(log.outside).checkpoints]
    with _opened(log) as tables:
        tables.execute("DELETE FROM audit_checkpoint WHERE size = ?", (draw.choice(sizes),))


def back_date(log: Log, power: Power, draw: random.Random) -> None:
    """It happened days earlier."""
    with desk(log, power, draw) as one:
        place = draw.choice(one.under[1:-1])
        earlier = datetime.fromisoformat(one.line(place)["at"]) - timedelta(days=draw.randrange(1, 90))
        if draw.random() < 0.5:
            one.rewrite(place, at=earlier.isoformat())
        else:
            one.insert(place, one.new_body(place) | {"at": earlier.isoformat()})


def put_foreign(log: Log, power: Power, draw: random.Random) -> None:
    """Another log is put in its place; whoever has the key makes it carry this one's name."""
    other = log.folder.parent.parent / "foreign" / "data"
    stolen = _signer(log, stolen=True)
    key = log.folder / "record.key"
    shutil.copy(other / "venuecheck.sqlite3", log.file)
    shutil.copy(other / "receipts.json", log.folder / "receipts.json")
    if power >= Power.KEY:
        with _opened(log) as tables:
            tables.execute("UPDATE audit_incarnation SET key = ?", (str(stolen.key),))
        with desk(log, power, draw):
            pass
    else:
        shutil.copy(other / "record.key", key)


ATTACKS: dict[Tampering, Attack] = {
    T.EDIT: edit,
    T.DELETE: remove,
    T.INSERT: insert,
    T.REORDER: reorder,
    T.TRUNCATE: truncate,
    T.SWAP: swap,
    T.ROLLBACK: roll_back,
    T.REHASH: rehash,
    T.RESIGN: resign,
    T.STATE: change_state,
    T.RECEIPT: forge_receipt,
    T.CHECKPOINT: drop_checkpoint,
    T.BACKDATE: back_date,
    T.FOREIGN: put_foreign,
}
"""The attack of each class."""

OTHERWISE = {
    (T.REHASH, Power.ROWS): T.EDIT,  # who cannot hash has only edited
    (T.REHASH, Power.KEY): T.RESIGN,  # who hashes anew and has the key signs anew
    (T.REHASH, Power.LOCAL_WITNESS): T.RESIGN,
    (T.RESIGN, Power.ROWS): T.REHASH,  # who signs without the key has only hashed anew
    (T.RESIGN, Power.HASHES): T.REHASH,
}
"""Where an attack comes to another class, since the power does not reach or reaches further."""


def named(attack: Tampering, power: Power) -> Tampering:
    """The class that the verdict should name."""
    return OTHERWISE.get((attack, power), attack)


# --- the control: a hash chain alone ---------------------------------------------------------------------------------------


def chain_of(log: Log) -> list[str]:
    """The hash chain over the events as they are: what a chain in the same database would hold, made anew."""
    links, link = [], ""
    database = log.database()
    with database.read() as reader:
        for line in reader.scalars(select(AuditEvent.line).join(AuditSeal).order_by(AuditSeal.number)):
            link = leaf_hash((link + line).encode()).hex()
            links.append(link)
    database.close()
    return links
