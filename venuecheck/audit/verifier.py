"""Checks a venuecheck record, with Python's standard library and the package `cryptography` alone.

    python verify_record.py DIR [--key FILE] [--witness FILE_OR_FOLDER]
    python verify_record.py --receipt FILE [--key FILE]

This one file is all that an auditor needs and has to read. It ships in every export as `verify_record.py`; the product
uses the same rules on its own database. It knows nothing else of the product.

What a record is: every event is one line of text. The lines are the leaves of a Merkle tree (RFC 6962): leaf = SHA-256(00 ||
line), node = SHA-256(01 || left || right). A *checkpoint* is the tree's size and root, signed with Ed25519 as a signed note
(c2sp.org/tlog-checkpoint, c2sp.org/signed-note). A *witness* is somebody elsewhere who kept checkpoints. Keys and checkpoints
that you bring with you are believed before those in the record: against whoever holds the record's own key, only they help.

The rules, by the numbers that `RULES` gives them; rules 1, 4, 5 and 7 are about the database and checked there alone:
  2, 3   events are numbered without gaps, and each is what its leaf hash says;
  6      the rows of cases, decisions, roles … are what the last event about each says;
  8      every checkpoint is signed by a key that is believed, and is the tree's at its size; every event lies under one;
  9      every checkpoint that a witness holds is one of this record;
  10     every receipt leads to a signed checkpoint of this record;
  11     every byte of every file is what the signed manifest says, and there is no other file;
  12     a restore from a backup is declared in the record, with what was lost.
Nothing is taken for granted: what cannot be read or checked is a problem like any other.

How to read it: a section for each step, in the order in which they build on each other. The tree; keys and signed notes; what
is checked, and what is brought from outside; the rules (`examine` is where they come together); what exactly was changed;
receipts; the files of an export (`check_export` is where a check begins); the report and the command line.
"""

import argparse
import base64
import binascii
import email
import email.policy
import hashlib
import hmac
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

RULES = {
    0: "Everything can be read.",
    1: "The database refuses to change what the record holds, and to let a space twice for one time.",
    2: "Events are numbered without gaps.",
    3: "Each event is what was sealed under its number.",
    4: "Events can be searched by what they really say.",
    5: "Words kept beside the record are those that it was given.",
    6: "Cases, decisions, matches, roles and all other guarded rows are what the record says they should be.",
    7: "Each hold has taken just the spaces and times that it should.",
    8: "Every event lies under a checkpoint that is signed by this record's key.",
    9: "Every checkpoint that a witness holds is one of this record.",
    10: "Every receipt of a decision leads to a signed checkpoint of this record.",
    11: "Every byte of every file is as it was exported, and no file was added.",
    12: "Every restore from a backup is declared, with what was lost.",
}
IN_AN_EXPORT = (0, 2, 3, 6, 8, 9, 10, 11, 12)

RESTORED = "audit:log:restore"
"""The event with which a new incarnation of a record begins."""


class Tampering(StrEnum):
    """The classes of tampering that can be told apart."""

    EDIT = "edited"
    DELETE = "removed"
    INSERT = "inserted"
    REORDER = "moved"
    SWAP = "exchanged between two cases"
    BACKDATE = "back-dated"
    TRUNCATE = "cut off"
    ROLLBACK = "rolled back to an old state"
    REWRITE = "rewritten"
    REHASH = "hashed anew without the key"
    RESIGN = "signed anew: the key is in other hands"
    FOREIGN = "another log"
    CHECKPOINT = "checkpoint dropped"
    RECEIPT = "receipt forged"
    STATE = "changed beside the record"
    PREPARED = "prepared for rewriting"
    FILE = "file changed"
    UNREADABLE = "unreadable"
    KEY = "the signing key cannot be relied on"


@dataclass(frozen=True)
class Problem:
    """Something that does not hold: the rule, the class of tampering, and what, where and since when, in a sentence."""

    rule: int
    kind: Tampering
    sentence: str


class Unreadable(ValueError):
    """Something is not written as it should be. The message says what."""


MALFORMED = (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError)
"""What Python raises where something is not written as it should be."""


# --- the tree (RFC 6962 section 2.1) -----------------------------------------------------------------------------------


def leaf_hash(line: bytes) -> bytes:
    """The hash of a leaf."""
    return hashlib.sha256(b"\0" + line).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node over its two children."""
    return hashlib.sha256(b"\1" + left + right).digest()


@dataclass
class Tree:
    """A growing tree: its size, and the roots of the complete subtrees that its leaves fall into, the largest first."""

    size: int = 0
    peaks: list[bytes] = field(default_factory=list)

    def add(self, leaf: bytes) -> None:
        """Add a leaf (its hash)."""
        size, peaks = self.size, self.peaks
        while size & 1:
            leaf = node_hash(peaks.pop(), leaf)
            size >>= 1
        peaks.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """The root; of no leaves, the hash of nothing."""
        if not self.peaks:
            return hashlib.sha256(b"").digest()
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = node_hash(peak, root)
        return root

    def peak(self, low: int, high: int) -> bytes | None:
        """The peak over the leaves from `low` up to `high`, where they are a complete subtree of their own."""
        start = 0
        for peak, width in zip(self.peaks, _widths(self.size), strict=True):
            if (start, start + width) == (low, high):
                return peak
            start += width
        return None


def _widths(size: int) -> list[int]:
    return [1 << bit for bit in reversed(range(size.bit_length())) if size >> bit & 1]


def roots_at(leaves: Sequence[bytes], sizes: Iterable[int]) -> dict[int, bytes]:
    """The roots at these sizes, as far as there are leaves."""
    wanted = {size for size in sizes if size <= len(leaves)}
    levels, sha256 = [leaves[: max(wanted, default=0)]], hashlib.sha256
    while len(levels[-1]) > 1:
        below = levels[-1]
        pairs = zip(below[::2], below[1::2], strict=False)
        levels.append([sha256(b"\1" + left + right).digest() for left, right in pairs])
    return {size: _root(levels, size) for size in wanted}


def _root(levels: Sequence[Sequence[bytes]], size: int) -> bytes:
    """The root at a size, from the hashes of all complete subtrees by their height."""
    peaks, start = [], 0
    for width in _widths(size):
        height = width.bit_length() - 1
        peaks.append(levels[height][start >> height])
        start += width
    return Tree(size, peaks).root()


def root_of_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes | None:
    """The root to which an inclusion proof leads (RFC 9162 section 2.1.3.2); None where it cannot be one for this size."""
    if not 0 <= index < size:
        return None
    at, last, root = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return None
        if at & 1 or at == last:
            root = node_hash(sibling, root)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            root = node_hash(root, sibling)
        at, last = at >> 1, last >> 1
    return root if last == 0 else None


# --- keys and signed notes (c2sp.org/signed-note, c2sp.org/tlog-checkpoint) ------------------------------------------------

_ED25519 = b"\x01"
_KEY = re.compile(r"^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$", re.MULTILINE)
_NOTE = re.compile(
    r"^([^\s+]+)\n(0|[1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43}=)\n\n((?:— [^\s+]+ [A-Za-z0-9+/]+=*\n)+)", re.MULTILINE
)


@dataclass(frozen=True)
class Key:
    """A public key by its name, which is the origin of the checkpoints that it signs."""

    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        """Four bytes that tell keys apart."""
        return hashlib.sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        """The key in a line: name, id and key."""
        return f"{self.name}+{self.id.hex()}+{_base64(_ED25519 + self.public)}"

    def signed(self, text: str, signature: bytes) -> bool:
        """Whether this is the key's signature of a text."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text.encode())
        except (InvalidSignature, ValueError):
            return False
        return True


def read_keys(text: str) -> list[Key]:
    """Every public key that stands on a line of its own. Raises Unreadable for one whose id is not its own."""
    found = []
    for name, shown, encoded in _KEY.findall(text.replace("\r\n", "\n")):
        raw = _bytes(encoded)
        key = Key(name, raw[1:])
        if raw[:1] != _ED25519 or len(raw) != 33 or key.id.hex() != shown:
            raise Unreadable(f"The key {name}+{shown} is not written as a key should be.")
        found.append(key)
    return found


@dataclass(frozen=True)
class Checkpoint:
    """The head of a record's tree: whose, how many events, which root; with the signatures under it."""

    origin: str
    size: int
    root: bytes
    signatures: tuple[tuple[str, bytes], ...] = ()

    @property
    def text(self) -> str:
        """What is signed."""
        return f"{self.origin}\n{self.size}\n{_base64(self.root)}\n"

    def is_signed_by(self, key: Key) -> bool:
        """Whether the key of this name signed it."""
        return signed_by(key, self.text, self.signatures)


def signed_by(key: Key, text: str, signatures: Iterable[tuple[str, bytes]]) -> bool:
    """Whether one of the signatures under a note is this key's."""
    ours = [raw[4:] for name, raw in signatures if name == key.name and raw[:4] == key.id]
    return bool(ours) and all(key.signed(text, one) for one in ours)


def read_checkpoints(text: str) -> list[Checkpoint]:
    """Every checkpoint that stands in a text, in order; what stands around them does not matter."""
    return [
        Checkpoint(origin, int(size), _bytes(root), _signatures(lines))
        for origin, size, root, lines in _NOTE.findall(text)
    ]


def note(text: str, key: Key, signature: bytes) -> str:
    """A text and its signature as a signed note."""
    return f"{text}\n— {key.name} {_base64(key.id + signature)}\n"


def written(checkpoint: Checkpoint) -> str:
    """A checkpoint as the note that it was read from."""
    signatures = "".join(f"— {name} {_base64(raw)}\n" for name, raw in checkpoint.signatures)
    return f"{checkpoint.text}\n{signatures}"


def _signatures(lines: str) -> tuple[tuple[str, bytes], ...]:
    return tuple((line.split(" ")[1], _bytes(line.split(" ")[2])) for line in lines.splitlines())


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(encoded: str) -> bytes:
    """Base64 read strictly: bits that do not count must not be set, so that there is one way to write each thing."""
    try:
        raw = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError) as problem:
        raise Unreadable(f"{encoded[:20]!r} is not base64.") from problem
    if _base64(raw) != encoded:
        raise Unreadable(f"{encoded[:20]!r} is not base64 as it is written once.")
    return raw


# --- the record, and what is brought from outside --------------------------------------------------------------------------


@dataclass(frozen=True)
class Incarnation:
    """One life of a record: its number from 1, its key, and how many events it took over from the one before."""

    number: int
    key: Key
    kept: int = 0


@dataclass
class Record:
    """What is checked. `leaves` are the hashes of the lines as they are, `sealed` those that the record says they have;
    `line` gives the line of an event by its index from 0; `state_fits` whether the guarded rows fit the events.
    """

    leaves: list[bytes]
    sealed: list[bytes]
    line: Callable[[int], bytes]
    incarnations: list[Incarnation]
    checkpoints: list[tuple[int, Checkpoint]]
    state_fits: bool = True

    def of(self, origin: str) -> Incarnation | None:
        """The incarnation of this origin."""
        return next((one for one in self.incarnations if one.key.name == origin), None)

    def after(self, one: Incarnation) -> Incarnation | None:
        """The incarnation that followed."""
        return next((other for other in self.incarnations if other.number == one.number + 1), None)


@dataclass
class Outside:
    """What is brought from elsewhere: checkpoints that were kept, the lists of leaf hashes that a folder may keep beside
    them (by origin), and the keys that are believed (none: those in the record). `nearby` are checkpoints that were kept
    where the record lies: they are checked as well, and prove less. `unreadable` says of files in a folder what is wrong.
    """

    checkpoints: list[Checkpoint] = field(default_factory=list)
    ledgers: dict[str, list[bytes]] = field(default_factory=dict)
    keys: list[Key] = field(default_factory=list)
    nearby: list[Checkpoint] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)

    @property
    def seen(self) -> list[Checkpoint]:
        """Every checkpoint that was kept somewhere."""
        return [*self.checkpoints, *self.nearby]


NOBODY = Outside()
"""Nothing from outside."""


@dataclass
class Lines:
    """What one reading of the lines gives: their hashes, the fingerprint that the last event about each guarded row gives,
    and how many events carry an earlier time than the one before them.
    """

    leaves: list[bytes] = field(default_factory=list)
    rows: dict[str, str | None] = field(default_factory=dict)
    earlier: int = 0


def read_lines(lines: Iterable[bytes]) -> Lines:
    """Read all lines once. They are hashed as they are stored: nothing is parsed but the part that names rows."""
    found, before = Lines(), b""
    add, rows, sha256, decode = found.leaves.append, found.rows, hashlib.sha256, json.JSONDecoder().decode
    for line in lines:
        add(sha256(b"\0" + line).digest())
        at = _at(line)
        if at < before:
            found.earlier += 1
        before = at
        # Keys stand in order in a canonical line: … "rows", "subject", "uuid".
        named = line.rpartition(b',"subject":"')[0].rpartition(b',"rows":')[2]
        if named != b"{}":
            try:
                rows.update(decode(named.decode()))
            except MALFORMED:
                raise Unreadable(f"Event {len(found.leaves):,} cannot be read.") from None
    return found


def _at(line: bytes) -> bytes:
    return line.partition(b'"at":"')[2].partition(b'"')[0]


def state_problems(expected: Mapping[str, str | None], found: Mapping[str, str]) -> Iterator[Problem]:
    """Rows that are not what the last event about them says, that no event knows, or that are gone (rule 6)."""
    for row, fingerprint in found.items():
        if expected.get(row) is None:
            yield Problem(6, Tampering.STATE, f"The record does not know {row}.")
        elif expected[row] != fingerprint:
            yield Problem(6, Tampering.STATE, f"{row} is not what the last event about it says.")
    for row, last in expected.items():
        if last is not None and row not in found:
            yield Problem(6, Tampering.STATE, f"{row} is gone.")


def examine(record: Record, outside: Outside = NOBODY) -> list[Problem]:
    """Check the tree, its checkpoints, its restores and its witnesses (rules 3, 8, 9 and 12)."""
    sizes = [one.size for _, one in record.checkpoints] + [one.size for one in outside.seen]
    roots = roots_at(record.leaves, sizes)
    problems = [*_keys(record, outside), *_restores(record)]
    own, own_failing = _own_checkpoints(record, roots)
    seen, seen_failing = _witnessed(record, outside, roots)
    problems += own + seen
    if failing := seen_failing or own_failing:
        worst = max(failing, key=lambda one: one.size)
        problems += _what_changed(record, outside, worst, rule=9 if seen_failing else 8)
        if seen_failing and not own and not own_failing and worst.size <= len(record.leaves):
            problems.append(_resigned(worst))
    problems += _leaves_as_sealed(record, reported=bool(failing))
    return problems


def _keys(record: Record, outside: Outside) -> Iterator[Problem]:
    believed = {key.public for key in outside.keys}
    for one in record.incarnations:
        if believed and one.key.public not in believed:
            sentence = f"The record is signed with the key {one.key}, which is none of those that you brought."
            yield Problem(8, Tampering.FOREIGN, sentence)
    if not record.incarnations and record.leaves:
        yield Problem(8, Tampering.CHECKPOINT, "The record names no key, so nothing in it is vouched for.")


def _own_checkpoints(record: Record, roots: dict[int, bytes]) -> tuple[list[Problem], list[Checkpoint]]:
    """Problems with the record's own checkpoints, and those that are well signed and yet not the tree's."""
    problems: list[Problem] = []
    failing, known = [], {one.number: one for one in record.incarnations}
    for number, checkpoint in record.checkpoints:
        one, says = known.get(number), f"The checkpoint of {checkpoint.size:,} events"
        signed = one is not None and one.key.name == checkpoint.origin and checkpoint.is_signed_by(one.key)
        fits = roots.get(checkpoint.size) == checkpoint.root
        if signed and not fits:
            failing.append(checkpoint)
        elif not signed:
            sentence = f"{says} is not signed by the key of the record{', though the events fit it' * fits}."
            problems.append(Problem(8, Tampering.REHASH, sentence))
    newest = max((one.size for _, one in record.checkpoints), default=0)
    if newest < len(record.leaves):
        sentence = f"{len(record.leaves) - newest:,} events, from number {newest + 1:,} on, lie under no checkpoint."
        problems.append(Problem(8, Tampering.CHECKPOINT, sentence))
    return problems, failing


def _witnessed(record: Record, outside: Outside, roots: dict[int, bytes]) -> tuple[list[Problem], list[Checkpoint]]:
    """Problems with the checkpoints that were kept elsewhere, and those that the tree does not have."""
    problems = [Problem(9, Tampering.UNREADABLE, sentence) for sentence in outside.unreadable]
    failing = []
    own = {(one.origin, one.size) for _, one in record.checkpoints}
    for kept in outside.seen:
        one, says = record.of(kept.origin), f"The witnessed checkpoint of {kept.size:,} events"
        if one is None:
            sentence = f"{says} is of the log {kept.origin}, which this record is not and does not name."
            problems.append(Problem(9, Tampering.FOREIGN, sentence))
        elif not kept.is_signed_by(one.key):
            problems.append(Problem(9, Tampering.FOREIGN, f"{says} is signed by another key than this record's."))
        elif roots.get(kept.size) != kept.root and not _declared_lost(record, one, kept, beyond=True):
            failing.append(kept)
        elif (kept.origin, kept.size) not in own and not _declared_lost(record, one, kept):
            problems.append(Problem(9, Tampering.CHECKPOINT, f"{says} is none of the record's checkpoints any more."))
    return problems, failing


def _declared_lost(record: Record, one: Incarnation, kept: Checkpoint, *, beyond: bool = False) -> bool:
    """Whether a later incarnation says of itself that this checkpoint was lost in a restore (with `beyond`: some of its events
    with it).
    """
    later = record.after(one)
    newest = max((own.size for number, own in record.checkpoints if number == one.number), default=0)
    if later is None or kept.size <= (later.kept if beyond else newest):
        return False
    known = _restore_facts(record, later).get("known")
    return isinstance(known, int) and known >= kept.size


def _restore_facts(record: Record, one: Incarnation) -> dict[str, Any]:
    """What the event says with which an incarnation begins; nothing where there is no such event."""
    if one.kept >= len(record.leaves):
        return {}
    try:
        body = json.loads(record.line(one.kept))
        return dict(body["facts"]) if body["event"] == RESTORED else {}
    except MALFORMED:
        return {}


def _restores(record: Record) -> Iterator[Problem]:
    for place, one in enumerate(record.incarnations, start=1):
        if one.number != place:
            yield Problem(12, Tampering.FOREIGN, f"The record's incarnation {one.number} should be number {place}.")
        elif place > 1:
            facts, before = _restore_facts(record, one), record.incarnations[place - 2]
            if (facts.get("key"), facts.get("before")) != (str(one.key), before.key.name):
                sentence = f"Incarnation {place} ({one.key.name}) is declared by no event {one.kept + 1:,}."
                yield Problem(12, Tampering.ROLLBACK, sentence)


def declared_restores(record: Record) -> Iterator[str]:
    """The restores that the record declares, in sentences: whoever reads the verdict should know of each."""
    for one in record.incarnations[1:]:
        facts = _restore_facts(record, one)
        lost = max(0, facts.get("known", 0) - one.kept) if isinstance(facts.get("known"), int) else 0
        yield (
            f"A restore was declared on {when(record.line(one.kept))}: {one.kept:,} events were taken over and {lost:,} that "
            "were known are lost. Ask whether you were told."
            if facts
            else f"Incarnation {one.number} is not declared."
        )


def _leaves_as_sealed(record: Record, *, reported: bool) -> Iterator[Problem]:
    """Events that are not what was sealed under their number, where the checkpoints have not told so already."""
    for index, (leaf, sealed) in enumerate(zip(record.leaves, record.sealed, strict=False)):
        if leaf != sealed:
            yield Problem(3, Tampering.EDIT, f"Event {index + 1:,} ({_when_at(record, index)}) is not what was sealed.")
            if reported:
                return


# --- what was changed ------------------------------------------------------------------------------------------------------


def _what_changed(record: Record, outside: Outside, truth: Checkpoint, rule: int) -> list[Problem]:
    """Say how the events differ from those under a checkpoint that is believed.

    Where a list of leaf hashes is at hand whose root is that of the checkpoint (a witness folder's, or the record's own),
    each event is named; else the checkpoints that still hold say between which two the change lies.
    """
    for then in (outside.ledgers.get(truth.origin, []), record.sealed):
        if roots_at(then, [truth.size]).get(truth.size) == truth.root:
            return _Difference(record, then[: truth.size], rule).problems()
    if truth.size > len(record.leaves):
        sentence = f"{truth.size:,} events were witnessed, and {len(record.leaves):,} are here."
        return [Problem(rule, _end_gone(record), sentence)]
    return [Problem(rule, Tampering.REWRITE, _between(record, outside, truth))]


def _between(record: Record, outside: Outside, truth: Checkpoint) -> str:
    known = outside.seen if truth in outside.seen else [one for _, one in record.checkpoints]
    roots = roots_at(record.leaves, [one.size for one in known])
    good = max((one.size for one in known if roots.get(one.size) == one.root), default=0)
    first = min((one.size for one in known if one.size > good), default=truth.size)
    since = f", of {_when_at(record, good)} or later" if good < len(record.leaves) else ""
    return (
        f"Something among the events {good + 1:,} to {first:,}{since} was edited, removed, inserted or moved: "
        f"the tree is not the one of the checkpoint of {truth.size:,} events."
    )


def _end_gone(record: Record) -> Tampering:
    """Cut off, or an old state put back? An old state fits itself: its own checkpoints and rows know no more."""
    knows_more = any(one.size > len(record.leaves) for _, one in record.checkpoints)
    return Tampering.TRUNCATE if knows_more or not record.state_fits else Tampering.ROLLBACK


def _resigned(truth: Checkpoint) -> Problem:
    sentence = (
        f"The record's own checkpoints are all well signed, and yet not the one of {truth.size:,} events that was witnessed: "
        "whoever rewrote it holds the signing key."
    )
    return Problem(9, Tampering.RESIGN, sentence)


class _Difference:
    """How the leaves now differ from those then."""

    def __init__(self, record: Record, then: list[bytes], rule: int) -> None:
        self.record, self.then, self.rule = record, then, rule
        now, here = record.leaves, set(then)
        last = max((index for index, leaf in enumerate(now) if leaf in here), default=-1)
        self.now = now[: max(last + 1, min(len(now), len(then)))]  # what comes after is newer
        there = set(self.now)
        self.missing = [index for index, leaf in enumerate(then) if leaf not in there]
        self.extra = [index for index, leaf in enumerate(self.now) if leaf not in here]

    def problems(self) -> list[Problem]:
        """Each event that was changed, with the class of the change."""
        missing, extra, count = self.missing, self.extra, len(self.then)
        if not missing and not extra:
            return self._moved()
        if len(missing) == count > 1 and self.now:
            return [self._problem(Tampering.FOREIGN, f"None of the {count:,} events that were witnessed is here.")]
        first = missing[0] if missing else count
        to_the_end = missing == list(range(first, count))
        if to_the_end and not extra and first == len(self.now):
            sentence = f"The events {first + 1:,} to {count:,} are gone; {self._since(first)}."
            return [self._problem(_end_gone(self.record), sentence)]
        if to_the_end and len(missing) > 1 and extra == list(range(first, len(self.now))):
            sentence = f"From event {first + 1:,} on nothing is as it was: {self._event(first)} took its place."
            return [self._problem(Tampering.ROLLBACK, sentence)]
        if missing == extra:  # in the same places
            return self._exchanged() or [self._problem(self._edit(i), f"{self._event(i)} was changed.") for i in extra]
        gone = [(Tampering.DELETE, f"Event {i + 1:,} of those then was removed; {self._since(i)}.") for i in missing]
        new = [(self._edit(i, Tampering.INSERT), f"{self._event(i)} was put in afterwards.") for i in extra]
        return [self._problem(kind, sentence) for kind, sentence in gone + new]

    def _moved(self) -> list[Problem]:
        places = [i for i, (now, then) in enumerate(zip(self.now, self.then, strict=False)) if now != then]
        subjects = {_fact(self.record.line(i), "subject") for i in places}
        kind = Tampering.SWAP if len(places) == 2 and len(subjects) == 2 else Tampering.REORDER
        events = ", ".join(f"{i + 1:,}" for i in places[:10])
        sentence = f"The events {events} changed places; the first is of {_when_at(self.record, places[0])}."
        return [self._problem(kind, sentence)] if places else []

    def _exchanged(self) -> list[Problem]:
        """Whether two events that were changed are what they were once their cases are given back."""
        if len(self.extra) != 2:
            return []
        first, second = self.extra
        one, other = self.record.line(first), self.record.line(second)
        here, there = (_fact(line, "subject").encode() for line in (one, other))
        back = [leaf_hash(one.replace(here, there)), leaf_hash(other.replace(there, here))]
        if here == there or back != [self.then[first], self.then[second]]:
            return []
        sentence = f"{self._event(first)} and event {second + 1:,} were given to each other's case."
        return [self._problem(Tampering.SWAP, sentence)]

    def _edit(self, index: int, other: Tampering = Tampering.EDIT) -> Tampering:
        """An event that is older than the one before it was back-dated; any other change is what it is."""
        before = _at(self.record.line(index - 1)) if index else b""
        return Tampering.BACKDATE if _at(self.record.line(index)) < before else other

    def _event(self, index: int) -> str:
        return f"Event {index + 1:,} ({_when_at(self.record, index)})"

    def _since(self, index: int) -> str:
        near = min(index, len(self.record.leaves)) - 1
        return f"what came before it is of {_when_at(self.record, near)}" if near >= 0 else "nothing came before it"

    def _problem(self, kind: Tampering, sentence: str) -> Problem:
        return Problem(self.rule, kind, sentence)


def when(line: bytes) -> str:
    """When an event happened, as it says itself."""
    try:
        moment = datetime.fromisoformat(_at(line).decode())
    except ValueError:
        return "a time that cannot be read"
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC"


def _when_at(record: Record, index: int) -> str:
    return when(record.line(index))


def _fact(line: bytes, key: str) -> str:
    try:
        return str(json.loads(line)[key])
    except MALFORMED:
        return ""


# --- receipts --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Receipt:
    """That an event stands in the record: its line and index, the proof, and the checkpoint to which it leads."""

    line: bytes
    index: int
    proof: tuple[bytes, ...]
    checkpoint: Checkpoint
    notice: dict[str, Any] | None = None

    def written(self) -> str:
        """The receipt as a file."""
        body = {
            "format": "venuecheck receipt 1",
            "event": self.line.decode(),
            "index": self.index,
            "proof": [_base64(one) for one in self.proof],
            "checkpoint": written(self.checkpoint),
        }
        if self.notice is not None:
            body["notice"] = self.notice
        return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


def read_receipt(text: str) -> Receipt:
    """Read a receipt. Raises Unreadable for anything else."""
    try:
        body = json.loads(text)
        (checkpoint,) = read_checkpoints(body["checkpoint"])
        proof = tuple(_bytes(one) for one in body["proof"])
        return Receipt(body["event"].encode(), int(body["index"]), proof, checkpoint, body.get("notice"))
    except Unreadable:
        raise
    except MALFORMED as problem:
        raise Unreadable("This is no receipt of a venuecheck record.") from problem


def receipt_faults(receipt: Receipt, keys: Iterable[Key]) -> Iterator[str]:
    """What is wrong with a receipt by itself, given the keys that are believed."""
    head = receipt.checkpoint
    if not any(head.is_signed_by(key) for key in keys):
        yield "its checkpoint is not signed by a key that is believed"
    if root_of_inclusion(leaf_hash(receipt.line), receipt.index, head.size, receipt.proof) != head.root:
        yield "its proof does not lead from the event to the checkpoint"
    if receipt.notice is not None and not _is_told(receipt):
        yield "the notice in it is not the one that the event tells of"


def _is_told(receipt: Receipt) -> bool:
    """Whether the notice's words have the fingerprint that stands in the event (HMAC-SHA256 under the row's salt)."""
    try:
        told = receipt.notice or {}
        text = json.dumps(told["values"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        found = hmac.new(bytes.fromhex(told["salt"]), text.encode(), hashlib.sha256).hexdigest()[:32]
        return bool(json.loads(receipt.line)["rows"][told["row"]] == found)
    except MALFORMED:
        return False


def receipt_problems(receipts: Iterable[tuple[str, str]], record: Record, keys: Iterable[Key]) -> Iterator[Problem]:
    """What is wrong with the receipts that a record keeps (name and text of each; rule 10)."""
    believed = list(keys)
    own = {one.size: one.root for _, one in record.checkpoints}
    for name, text in receipts:
        try:
            receipt = read_receipt(text)
        except Unreadable as problem:
            yield Problem(10, Tampering.RECEIPT, f"The receipt of {name} cannot be read: {problem}")
            continue
        for fault in receipt_faults(receipt, believed):
            yield Problem(10, Tampering.RECEIPT, f"The receipt of {name} does not hold: {fault}.")
        if f'"{name}"'.encode() not in receipt.line:
            yield Problem(10, Tampering.RECEIPT, f"The receipt of {name} is of another event.")
        index, size = receipt.index, receipt.checkpoint.size
        if index >= len(record.leaves) or record.leaves[index] != leaf_hash(receipt.line):
            yield Problem(10, Tampering.RECEIPT, f"The event of the receipt of {name} is not event {index + 1:,} here.")
        if own.get(size) != receipt.checkpoint.root:
            sentence = f"The checkpoint of {size:,} events, on the receipt of {name}, is none of the record's."
            yield Problem(10, Tampering.CHECKPOINT, sentence)


# --- reading an export, and what is brought from outside -------------------------------------------------------------------

MANIFEST = "manifest.txt"
EVENTS, SEALS, CHECKPOINTS = "events.jsonl", "seals.txt", "checkpoints.txt"
INCARNATIONS, ROWS, RECEIPTS = "incarnations.jsonl", "rows.jsonl", "receipts"
FORMAT = "venuecheck export 1"


@dataclass
class Verdict:
    """What a check found: the sizes of what was checked, every problem, and what else the reader should know."""

    events: int
    checkpoints: int
    problems: list[Problem]
    remarks: list[str]


def check_export(folder: Path, outside: Outside = NOBODY) -> Verdict:
    """Check an export against every rule. Never raises for what it finds: what cannot be read is a problem."""
    try:
        return _check_export(folder, outside)
    except (OSError, *MALFORMED) as problem:
        said = str(problem) or type(problem).__name__
        return Verdict(0, 0, [Problem(0, Tampering.UNREADABLE, f"The export cannot be read to its end: {said}")], [])


def _check_export(folder: Path, outside: Outside) -> Verdict:
    incarnations = [
        Incarnation(int(one["number"]), _one_key(one["key"]), int(one["kept"]))
        for one in _json_lines(folder / INCARNATIONS)
    ]
    files, problems = _manifest(folder, outside.keys or [one.key for one in incarnations[-1:]])
    taken = read_lines(_lines(folder / EVENTS))
    rows = {one["row"]: one["fingerprint"] for one in _json_lines(folder / ROWS)}
    state = list(state_problems(taken.rows, rows))
    sealed, gaps = _seals(folder, len(taken.leaves))
    number_of = {one.key.name: one.number for one in incarnations}
    checkpoints = [(number_of.get(one.origin, 0), one) for one in read_checkpoints(_text(folder / CHECKPOINTS))]
    record = Record(taken.leaves, sealed, _LineAt(folder / EVENTS), incarnations, checkpoints, state_fits=not state)
    receipts = {f"notice:{Path(name).stem}": _text(folder / name) for name in files if name.startswith(RECEIPTS + "/")}
    without = sorted(row for row in rows if row.startswith("notice:") and row not in receipts)
    problems += gaps + examine(record, outside) + state
    problems += receipt_problems(receipts.items(), record, outside.keys or [one.key for one in incarnations])
    problems += [Problem(10, Tampering.RECEIPT, f"{row} has no receipt.") for row in without]
    remarks = [*declared_restores(record), *remarks_on(record, outside, taken.earlier)]
    if any(one.size > len(record.leaves) for one in outside.checkpoints):
        said = "If you kept it after the export was made, make a new export and check that; if not, events are gone."
        remarks.append(f"A checkpoint that you brought is of more events than are here. {said}")
    return Verdict(len(record.leaves), len(checkpoints), problems, remarks)


def remarks_on(record: Record, outside: Outside, earlier: int) -> Iterator[str]:
    """What the reader of a verdict should know though it is no problem."""
    if earlier:
        said = "the clock was set back, or they tell of something that happened before"
        yield f"{earlier:,} events carry an earlier time than the one before them: {said}. Their order is the record's."
    if not outside.keys:
        yield "You brought no key: whether this is your council's record rests on the record's own word."
    known = [one for one in outside.checkpoints if record.of(one.origin)]
    top = max((one.size for one in known), default=0)
    if not outside.checkpoints:
        yield "You brought no witnessed checkpoint: whoever holds the signing key could have rewritten everything."
    elif top < len(record.leaves):
        yield f"{len(record.leaves) - top:,} events, from number {top + 1:,} on, are newer than what was witnessed."


def _manifest(folder: Path, keys: Iterable[Key]) -> tuple[list[str], list[Problem]]:
    """The names of the files that the manifest lists, and what does not fit it (rule 11), such as that no key signed it."""
    text = _text(folder / MANIFEST)
    body, _, signatures = text.rpartition("\n\n")
    lines = body.split("\n")
    if lines[0] != FORMAT or not re.fullmatch(r"— [^\s+]+ [A-Za-z0-9+/]+=*\n", signatures):
        raise Unreadable("the manifest is not one that this program knows.")
    named = [Key(lines[1], key.public) for key in keys]  # a key is believed whatever name it signs under
    problems = []
    if not any(signed_by(key, body + "\n", _signatures(signatures)) for key in named):
        problems.append(Problem(11, Tampering.FILE, "The manifest is not signed by a key that is believed."))
    listed = dict(_listed(line) for line in lines[3:])
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if not path.is_dir()}
    for name in sorted(set(there) - set(listed) - {MANIFEST}):
        problems.append(Problem(11, Tampering.FILE, f"{name} is no file of this export."))
    for name, (digest, size) in sorted(listed.items()):
        path = there.get(name)
        if path is None:
            problems.append(Problem(11, Tampering.FILE, f"{name} is missing."))
        elif path.is_symlink() or path.stat().st_size != size or _digest(path) != digest:
            problems.append(Problem(11, Tampering.FILE, f"{name} is not as it was exported."))
    return sorted(set(listed) & set(there)), problems


def _listed(line: str) -> tuple[str, tuple[str, int]]:
    digest, size, name = line.split(" ")
    return name, (digest, int(size))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode()
    except UnicodeDecodeError:
        raise Unreadable(f"{path.name} is not text.") from None


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if not line.endswith(b"\n"):
                raise Unreadable(f"{path.name} is cut off in the middle of line {number:,}.")
            yield line[:-1]


def _json_lines(path: Path) -> Iterator[dict[str, Any]]:
    for line in _lines(path):
        yield json.loads(line)


def _seals(folder: Path, events: int) -> tuple[list[bytes], list[Problem]]:
    sealed = []
    problems: list[Problem] = []
    for place, line in enumerate(_lines(folder / SEALS), start=1):
        number, _, digest = line.partition(b" ")
        if int(number) != place and not problems:
            sentence = f"After event {place - 1:,} comes number {int(number):,}: events were removed or added."
            problems.append(Problem(2, Tampering.DELETE, sentence))
        sealed.append(bytes.fromhex(digest.decode()))
    if len(sealed) != events:
        sentence = f"{len(sealed):,} events were sealed, and {events:,} are here."
        problems.append(Problem(2, Tampering.DELETE if len(sealed) > events else Tampering.INSERT, sentence))
    return sealed, problems


def _one_key(text: str) -> Key:
    keys = read_keys(text)
    if len(keys) != 1:
        raise Unreadable("a key in the export cannot be read.")
    return keys[0]


class _LineAt:
    """Gives a line of a file by its index from 0, having looked once where each line begins."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.starts: list[int] = []

    def __call__(self, index: int) -> bytes:
        if not self.starts:
            at = 0
            with self.path.open("rb") as file:
                for line in file:
                    self.starts.append(at)
                    at += len(line)
        with self.path.open("rb") as file:
            file.seek(self.starts[index])
            return file.readline().rstrip(b"\n")


def read_outside(keys: Path | None, witness: Path | None) -> Outside:
    """What is brought from outside. `witness` is a file (a mail, or a text with checkpoints) or a folder (of mails that were
    saved, or a witness's).

    Raises Unreadable when a file holds nothing that could be believed: a check that was asked for must not be left out.
    """
    outside = Outside()
    try:
        if witness is not None:
            outside = read_folder(witness) if witness.is_dir() else Outside(_kept_in(witness))
        if keys is not None:
            outside.keys = read_keys(_text(keys))
    except OSError as problem:
        raise Unreadable(f"{problem.filename} cannot be read: {problem.strerror}.") from problem
    if keys is not None and not outside.keys:
        raise Unreadable(f"{keys} holds no key of a venuecheck record.")
    if witness is not None and not outside.checkpoints:
        raise Unreadable(f"{witness} holds no checkpoint of a venuecheck record.")
    return outside


def read_folder(folder: Path) -> Outside:
    """The checkpoints that a folder of a witness or of saved mails holds, and the leaf hashes of each log that lie beside them,
    as far as they run without a gap. Raises OSError when the folder cannot be read.
    """
    held = Outside()
    for path in sorted(path for path in folder.rglob("*") if path.suffix in {".txt", ".eml"}):
        try:
            found = _kept_in(path)
        except Unreadable as problem:
            held.unreadable.append(f"{path.name}, which a witness kept, cannot be read: {problem}")
            continue
        held.checkpoints += found
        if len(found) == 1 and path.with_suffix(".leaves").is_file():
            _go_on(held.ledgers.setdefault(found[0].origin, []), path.with_suffix(".leaves"))
    return held


def _go_on(ledger: list[bytes], leaves: Path) -> None:
    """Add the leaf hashes in a file to those that are known, as far as its numbers go on from them."""
    for line in leaves.read_text("ascii", "replace").splitlines():
        number, _, digest = line.partition(" ")
        if number == str(len(ledger) + 1) and re.fullmatch("[0-9a-f]{64}", digest):
            ledger.append(bytes.fromhex(digest))


def _kept_in(path: Path) -> list[Checkpoint]:
    """The checkpoints in a text, or in a mail as it was saved, without the marks that mail programs put before each line."""
    raw = path.read_bytes()
    text = raw.decode("utf-8", "replace")
    if re.match(r"[A-Za-z-]+: ", text):
        text = "\n".join([text, *_parts(raw)])
    plain = re.sub(r"^[> ]+|[ \t]+$", "", text.replace("\r\n", "\n"), flags=re.MULTILINE)
    return list(dict.fromkeys(read_checkpoints(plain)))


def _parts(mail: bytes) -> Iterator[str]:
    """What a mail says, part by part; a part that cannot be read says nothing."""
    for part in email.message_from_bytes(mail, policy=email.policy.default).walk():
        try:
            if part.get_content_type() == "text/plain":
                yield str(part.get_content())
        except MALFORMED:
            continue


# --- the report ------------------------------------------------------------------------------------------------------------


def report(verdict: Verdict, rules: Iterable[int] = IN_AN_EXPORT) -> Iterator[tuple[str, bool]]:
    """The verdict in lines, each with whether what it speaks of holds."""
    cut_short = any(one.rule == 0 for one in verdict.problems)
    for number in rules:
        broken = [one for one in verdict.problems if one.rule == number]
        found = "DOES NOT HOLD" if broken else "NOT CHECKED" if cut_short else "holds"
        yield f"{found}: {RULES[number]}", found == "holds"
        for one in broken:
            yield _printable(f"    [{one.kind}] {one.sentence}"), False
    for remark in verdict.remarks:
        yield _printable(f"Note: {remark}"), True
    holds = not verdict.problems
    yield ("Everything holds." if holds else "The record does not hold."), holds


def _printable(text: str) -> str:
    """A line for a terminal: a name in a record that was tampered with must not write over what was said before."""
    return "".join(letter if letter.isprintable() else "�" for letter in text)


def main(arguments: Sequence[str] | None = None) -> int:
    """Check what the command line names, say what was found, and return 0 only when every check ran and held."""
    parser = argparse.ArgumentParser(description="Check an export of a venuecheck record, or a receipt.")
    parser.add_argument("folder", nargs="?", type=Path, help="the folder of the export")
    parser.add_argument("--key", type=Path, help="a file with the public keys that you believe")
    parser.add_argument("--witness", type=Path, help="checkpoints that were kept elsewhere: a file, a mail or a folder")
    parser.add_argument("--receipt", type=Path, help="check this receipt instead of an export")
    given = parser.parse_args(arguments)
    if (given.folder is None) == (given.receipt is None):
        parser.error("give the folder of an export, or a receipt")
    try:
        outside = read_outside(given.key, given.witness)
        lines = list(check_receipt(given.receipt, outside) if given.receipt else _check_folder(given.folder, outside))
    except (Unreadable, OSError) as problem:
        lines = [(f"DOES NOT HOLD: {problem}", False)]
    for text, _ in lines:
        print(text)  # noqa: T201
    return 0 if lines and all(holds for _, holds in lines) else 1


def _check_folder(folder: Path, outside: Outside) -> Iterator[tuple[str, bool]]:
    verdict = check_export(folder, outside)
    yield f"The export {folder}: {verdict.events:,} events, {verdict.checkpoints:,} checkpoints.", True
    yield from report(verdict)


def check_receipt(path: Path, outside: Outside) -> Iterator[tuple[str, bool]]:
    """What is to be said of a receipt, each line with whether it holds. Raises Unreadable for what is none."""
    receipt = read_receipt(_text(path))
    head, faults = receipt.checkpoint, list(receipt_faults(receipt, outside.keys)) if outside.keys else []
    faults += [
        "a witness holds another checkpoint of this size"
        for one in outside.checkpoints
        if (one.origin, one.size) == (head.origin, head.size) and one.root != head.root
    ]
    if not outside.keys:
        yield "NOT CHECKED: without --key FILE anybody could have signed it.", False
    yield from ((f"DOES NOT HOLD: {fault}.", False) for fault in faults)
    if outside.keys and not faults:
        told = "The notice in it" if receipt.notice is not None else "The event"
        where = f"event {receipt.index + 1:,} of {head.size:,} in the record {head.origin}"
        yield f"{told} is {where}, of {when(receipt.line)}.", True


if __name__ == "__main__":
    sys.exit(main())
