"""A list of names to screen against: built once, changed an entry at a time, saved and shared between processes."""

from __future__ import annotations

import hashlib
import os
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator
from copy import copy
from functools import lru_cache, partial
from itertools import chain, islice
from pathlib import Path
from typing import Self

from venuecheck.screening.index import arrays
from venuecheck.screening.index.draft import shelved
from venuecheck.screening.index.finder import Finder
from venuecheck.screening.index.shelf import Shelf
from venuecheck.screening.pairs import (
    ANY,
    ORGANISATION,
    PERSON,
    POSSIBLE,
    Explanation,
    Known,
    ListedName,
    NameMatch,
    band_of,
    raw_score,
    readings_of,
    score_pair,
    with_known,
)

MOST_LOOSE = 32
"""Entries that were changed and are not on a shelf yet: so many are compared one by one."""
MOST_RAISED = 1000
"""Different names that are raised for one reading of a name. If there were more, those of which least was to be expected
are not scored; entries listed under the same words count as one name."""


class _Shelved:
    """A shelf, and the entries on it that were changed or removed since."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.finder = Finder(shelf)
        self.gone: set[str] = set()

    def __len__(self) -> int:
        return len(self.shelf.names)

    def copy(self) -> _Shelved:
        """The same shelf, from which other entries may go."""
        other = copy(self)
        other.gone = set(self.gone)
        return other

    def names_of(self, entry_id: str) -> list[ListedName]:
        """The names of an entry that stands here."""
        return [] if entry_id in self.gone else self.shelf.names_of(entry_id)

    def names(self) -> Iterator[ListedName]:
        """Every name that stands here."""
        every = map(self.shelf.name, range(len(self)))
        return (listed for listed in every if listed.entry_id not in self.gone)

    def scored(self, name: str, kind: str, least: float) -> Iterator[tuple[ListedName, float]]:
        """The names of a kind that have at least that score, with it."""
        self.finder.recall(name, kind)
        for query in readings_of(name, kind):
            for row, score in islice(self.finder.scored(query, kind, least), MOST_RAISED):
                for number in self.shelf.listed[row].tolist():
                    listed = self.shelf.name(number)
                    if listed.entry_id not in self.gone:
                        yield listed, raw_score(name, listed.name, kind) if self.shelf.several[number] else score


class NameIndex:
    """A watchlist to screen names against, with the scores of `score_pair`. Threads may share it.

    Names stand on shelves, which do not change. What was changed is compared one by one until there are `MOST_LOOSE`
    entries of it; then it gets a shelf, together with every later shelf that is no larger, so that shelves stay few.
    """

    def __init__(self, names: Iterable[ListedName] = ()) -> None:
        self._start(shelved(names))

    def _start(self, shelf: Shelf) -> None:
        self._lock = threading.Lock()
        self._shelves = [_Shelved(shelf)]
        self._loose: dict[str, tuple[ListedName, ...]] = {}
        self._entries = int(shelf.entries)

    def __len__(self) -> int:
        return self._entries

    def copy(self) -> Self:
        """An index of its own with the same entries: what is put in or taken out of one changes nothing in the other.

        Shelves are shared, and so is the lock that guards what they keep at hand.
        """
        with self._lock:
            other = copy(self)
            other._shelves = [one.copy() for one in self._shelves]
            other._loose = dict(self._loose)
            return other

    def put(self, entry_id: str, names: Iterable[ListedName]) -> None:
        """Put an entry's names in place of those it had."""
        with self._lock:
            self._take_out(entry_id)
            self._loose[entry_id] = tuple(names)
            self._entries += 1
            if len(self._loose) > MOST_LOOSE:
                self._shelve()

    def remove(self, entry_id: str) -> None:
        """Take an entry out; nothing happens if it is not there."""
        with self._lock:
            self._take_out(entry_id)

    def _take_out(self, entry_id: str) -> None:
        if self._loose.pop(entry_id, None) is not None:
            self._entries -= 1
            return
        for shelved_ in self._shelves:
            if shelved_.names_of(entry_id):
                shelved_.gone.add(entry_id)
                self._entries -= 1

    def _shelve(self) -> None:
        """Put what is loose on a shelf, with the names of the last shelves for as long as they are no more."""
        names = [listed for entry in self._loose.values() for listed in entry]
        while self._shelves and len(self._shelves[-1]) <= len(names):
            names += self._shelves.pop().names()
        self._shelves.append(_Shelved(shelved(names)))
        self._loose = {}

    def names_of(self, entry_id: str) -> list[ListedName]:
        """The names of an entry, in their order; none if it is not there."""
        return [*self._loose.get(entry_id, ()), *chain(*(one.names_of(entry_id) for one in self._shelves))]

    def main_name(self, entry_id: str) -> str:
        """The name under which an entry stands on the list."""
        names = self.names_of(entry_id)
        return next((n.name for n in names if not n.is_alias), names[0].name if names else "")

    def screen(
        self, name: str, kind: str = ANY, known: Known | None = None, floor: float | None = None
    ) -> list[NameMatch]:
        """The entries that a name may mean, best first, one per entry (its best name).

        `kind` is `person`, `organisation` or `any`; `floor` also lists what is below the bands, down to that score.
        """
        least = POSSIBLE if floor is None else floor
        best: dict[str, tuple[float, ListedName]] = {}
        with self._lock:
            for one in (PERSON, ORGANISATION) if kind == ANY else (kind,):
                for listed, score in self._scored(name, one, least):
                    if score >= least and (listed.entry_id not in best or score > best[listed.entry_id][0]):
                        best[listed.entry_id] = (score, listed)
        found = (_match(name, listed, score, known) for score, listed in best.values())
        return sorted(found, key=lambda m: (-m.score, m.entry_id))

    def _scored(self, name: str, kind: str, least: float) -> Iterator[tuple[ListedName, float]]:
        for listed in chain(*self._loose.values()):
            if listed.kind == kind:
                yield listed, raw_score(name, listed.name, kind)
        for one in self._shelves:
            yield from one.scored(name, kind, least)

    def save(self, folder: Path) -> None:
        """Write the whole index to a folder, which appears at once or not at all. An index that is there already stays."""
        with self._lock:
            whole = self._shelves[0].shelf
            if self._loose or len(self._shelves) > 1 or self._shelves[0].gone:
                whole = shelved(chain(*(one.names() for one in self._shelves), *self._loose.values()))
        unfinished = folder.with_name(f".{folder.name}.{os.getpid()}")
        unfinished.mkdir(parents=True, mode=0o700)
        try:
            arrays.save(whole, unfinished)
            unfinished.rename(folder)
        except OSError:
            shutil.rmtree(unfinished, ignore_errors=True)
            if not folder.is_dir():
                raise

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Map an index that was saved; processes that map the same one share its memory.

        Raises OSError or ValueError when it is not there, or not whole.
        """
        index = cls.__new__(cls)
        index._start(arrays.load(Shelf, folder))
        return index

    @classmethod
    def shared(cls, folder: Path, version: str, names: Callable[[], Iterable[ListedName]]) -> Self:
        """The index over one version of a list: mapped from the folder, or built and written there for other processes.

        What was written for another version, or by another state of the matcher, is not used and is removed.
        """
        mine = folder / f"{version}-{stamp()}"
        try:
            return cls.load(mine)
        except (OSError, ValueError):
            shutil.rmtree(mine, ignore_errors=True)
        cls(names()).save(mine)
        for other in folder.iterdir():
            if other != mine:
                shutil.rmtree(other, ignore_errors=True)
        return cls.load(mine)


@lru_cache(maxsize=1)
def stamp() -> str:
    """What an index depends on besides its names: the matcher's code and data files, as a short hash."""
    root = Path(__file__).resolve().parents[1]
    content = hashlib.sha256()
    for file in sorted([*root.rglob("*.py"), *root.rglob("*.tsv")]):
        content.update(file.read_bytes())
    return content.hexdigest()[:16]


def _match(name: str, listed: ListedName, score: float, known: Known | None) -> NameMatch:
    moved, _ = with_known(score, known, listed.known)
    return NameMatch(listed.entry_id, listed.name, moved, band_of(moved), partial(_explained, name, listed, known))


def _explained(name: str, listed: ListedName, known: Known | None) -> Explanation:
    return score_pair(name, listed.name, listed.kind, known, listed.known).explanation
