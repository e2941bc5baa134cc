"""Many short lists of numbers in two arrays, which can be saved to a folder, mapped, and so shared between processes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any, Self, TypeVar, get_type_hints

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[Any]
"""An array of whole numbers: of rows, words, names, or places in another array."""


FEW = 20
"""So few lists are put together one by one."""


def running(lengths: Numbers) -> Numbers:
    """Where each stretch starts when they stand one after the other, and where the last one ends."""
    starts = np.zeros(len(lengths) + 1, np.int64)
    lengths.cumsum(out=starts[1:])
    return starts


@dataclass(frozen=True, slots=True)
class Lists:
    """Lists of numbers: the list `i` is `items[starts[i]:starts[i + 1]]`."""

    starts: Numbers
    items: Numbers

    @classmethod
    def grouped(cls, lists: Numbers, items: Numbers, count: int) -> Self:
        """The lists that hold, for each number in `lists`, the item at the same place. Items keep their order."""
        return cls(running(np.bincount(lists, minlength=count)), items[np.argsort(lists, kind="stable")])

    def __getitem__(self, number: int) -> Numbers:
        items: Numbers = self.items[self.starts[number] : self.starts[number + 1]]
        return items

    def lengths(self, numbers: Numbers) -> Numbers:
        """How long the lists of those numbers are."""
        lengths: Numbers = self.starts.take(numbers + 1) - self.starts.take(numbers)
        return lengths

    def places(self, numbers: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """Where the items of those lists stand, one list after the other; and where each starts among them, and its length."""
        starts = self.starts.take(numbers)
        lengths = self.starts.take(numbers + 1) - starts
        ends = lengths.cumsum()
        first = ends - lengths
        return np.arange(ends[-1] if len(ends) else 0) + (starts - first).repeat(lengths), first, lengths

    def together(self, numbers: Numbers) -> Numbers:
        """The items of those lists, one list after the other."""
        if len(numbers) < FEW:
            starts, ends = self.starts.take(numbers).tolist(), self.starts.take(numbers + 1).tolist()
            return np.concatenate([self.items[:0], *(self.items[a:b] for a, b in zip(starts, ends, strict=True))])
        items: Numbers = self.items.take(self.places(numbers)[0])
        return items


ITEMS_A_BUCKET = 4
HASH_BITS, LEAST_BITS, MOST_BITS = 32, 4, 26


@dataclass(frozen=True, slots=True)
class KeyTable:
    """What is found under keys: numbers, by the hash of a text.

    The front bits of a hash say in which bucket to look, the last sixteen tell its items apart. Two keys with the same
    hash are taken for one: who looks something up has to see whether it is what was looked for.
    """

    buckets: Lists
    checks: Numbers

    @classmethod
    def of(cls, hashes: Numbers, items: Numbers) -> Self:
        """The table that holds each item under the hash at the same place."""
        bits = min(MOST_BITS, max(LEAST_BITS, (len(items) // ITEMS_A_BUCKET).bit_length()))
        bucket = hashes >> (HASH_BITS - bits)
        return cls(Lists.grouped(bucket, items, 1 << bits), hashes[np.argsort(bucket, kind="stable")].astype(np.uint16))

    def under_one(self, key: int) -> list[int]:
        """What stands under one hash."""
        bits = (len(self.buckets.starts) - 1).bit_length() - 1
        bucket = key >> (HASH_BITS - bits)
        start, end = self.buckets.starts[bucket : bucket + 2].tolist()
        both = zip(self.checks[start:end].tolist(), self.buckets.items[start:end].tolist(), strict=True)
        return [item for check, item in both if check == key & 0xFFFF]

    def under(self, hashes: Numbers) -> tuple[Numbers, Numbers]:
        """What stands under each of the hashes, and which of them it is; more than once if under several."""
        bits = (len(self.buckets.starts) - 1).bit_length() - 1
        bucket = hashes >> (HASH_BITS - bits)
        places, _, lengths = self.buckets.places(bucket)
        which = np.arange(len(hashes)).repeat(lengths)
        found = self.checks.take(places) == hashes.astype(np.uint16).take(which)
        return self.buckets.items.take(places[found]), which[found]


@dataclass(frozen=True, slots=True)
class Pieces:
    """Many short pieces of bytes in one array."""

    starts: Numbers
    content: Numbers

    @classmethod
    def of(cls, pieces: Sequence[bytes]) -> Self:
        """The pieces, one after the other."""
        lengths = np.fromiter(map(len, pieces), np.int64, len(pieces))
        return cls(running(lengths), np.frombuffer(b"".join(pieces), np.uint8))

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, number: int) -> bytes:
        return self.content[self.starts[number] : self.starts[number + 1]].tobytes()


Kept = TypeVar("Kept")


def save(kept: object, folder: Path, name: str = "") -> None:
    """Write a dataclass whose fields are arrays, or such dataclasses, one file an array."""
    for field in fields(kept):  # type: ignore[arg-type]
        value, path = getattr(kept, field.name), f"{name}{field.name}"
        if is_dataclass(value):
            save(value, folder, f"{path}-")
        else:
            np.save(folder / f"{path}.npy", value)


def load(kind: type[Kept], folder: Path, name: str = "") -> Kept:
    """Map what `save` wrote; processes that load the same folder share the memory."""
    hints, values = get_type_hints(kind), []
    for field in fields(kind):  # type: ignore[arg-type]
        path = f"{name}{field.name}"
        values.append(
            load(hints[field.name], folder, f"{path}-")
            if is_dataclass(hints[field.name])
            else np.load(folder / f"{path}.npy", mmap_mode="r").view(np.ndarray)
        )
    return kind(*values)
