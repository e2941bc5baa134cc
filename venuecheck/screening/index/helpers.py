"""Processes that help to index a very long list: they make sheets, and find what its commoner words are like.

Such a process is started anew and not forked, for a server has threads. What it is asked and what it answers goes through
its standard input and output, so that whoever builds an index need not be ready to be imported once more.
"""

from __future__ import annotations

import marshal
import os
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import astuple
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import IO, Any, Self

import numpy as np

from venuecheck.screening.index import arrays
from venuecheck.screening.index.arrays import Numbers
from venuecheck.screening.index.known_likes import FoundLikes, find_likes, put_together
from venuecheck.screening.index.sheets import Sheet, SheetMaker, WordFacts
from venuecheck.screening.index.shelf import KnownLikes, Shelf
from venuecheck.screening.pairs import Known, ListedName

COUNT = 2
"""Processes that help."""
LENGTH = 8
"""Bytes before each message that say how long it is."""


def _write(to: IO[bytes], message: Any) -> None:
    content = marshal.dumps(message)
    to.write(len(content).to_bytes(LENGTH) + content)
    to.flush()


def _read(of: IO[bytes]) -> Any:
    length = of.read(LENGTH)
    if not length:
        raise EOFError
    return marshal.loads(of.read(int.from_bytes(length)))  # noqa: S302 - written by the process that this one helps


class _Helper:
    """One process."""

    def __init__(self) -> None:
        path = os.pathsep.join(filter(None, sys.path))
        self._process = subprocess.Popen(  # noqa: S603 - this very program
            [sys.executable, "-c", f"from {__name__} import main; main()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": path},
        )

    def ask(self, message: Any) -> Any:
        """What the process answers."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        _write(self._process.stdin, message)
        return _read(self._process.stdout)

    def stop(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.communicate()


class _Helpers:
    """Some processes, and a thread for each that waits for it."""

    def __init__(self) -> None:
        self._free: SimpleQueue[_Helper] = SimpleQueue()
        self._helpers = [_Helper() for _ in range(COUNT)]
        self._threads = ThreadPoolExecutor(COUNT)
        for helper in self._helpers:
            self._free.put(helper)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for helper in self._helpers:
            helper.stop()
        self._threads.shutdown()

    def ask(self, message: Any) -> Future[Any]:
        """What a process will answer, as soon as one is free."""
        return self._threads.submit(self._ask, message)

    def _ask(self, message: Any) -> Any:
        helper = self._free.get()
        try:
            return helper.ask(message)
        finally:
            self._free.put(helper)


def can_help() -> bool:
    """Whether there is a processor for each of the processes."""
    return (os.cpu_count() or 1) >= COUNT


def helped_sheets(lists: Iterable[list[ListedName]]) -> Iterator[Sheet]:
    """The sheets of some lists of names, in their order; a few lists are read ahead."""
    with _Helpers() as helpers:
        waiting: deque[Future[Any]] = deque()
        for names in lists:
            waiting.append(helpers.ask(("sheet", list(map(_packed, names)))))
            if len(waiting) > 2 * COUNT:
                yield _unpacked_sheet(waiting.popleft().result())
        while waiting:
            yield _unpacked_sheet(waiting.popleft().result())


def helped_likes(shelf: Shelf, words: Numbers) -> KnownLikes:
    """See `likes.known_likes`. The processes are new ones, since those that made the sheets hold much that is not needed."""
    with tempfile.TemporaryDirectory() as folder, _Helpers() as helpers:
        arrays.save(shelf, Path(folder))
        parts = np.array_split(words, COUNT)
        asked = [helpers.ask(("likes", folder, part.astype(np.uint32).tobytes())) for part in parts]
        return put_together([_unpacked_likes(one.result()) for one in asked], len(shelf.kinds))


def _packed(listed: ListedName) -> tuple[Any, ...]:
    known = astuple(listed.known) if listed.known else None
    return listed.entry_id, listed.kind, listed.name, listed.is_alias, known


def _unpacked_sheet(sheet: Sequence[Any]) -> Sheet:
    words, facts, *rest = sheet
    return Sheet(words, {key: WordFacts(*of_word) for key, of_word in facts.items()}, *rest)


TYPES = (np.uint32, np.uint32, np.float32, np.float32, np.bool_, np.uint32, np.uint32, np.float64, np.float64)
"""Of the arrays of `FoundLikes`."""


def _unpacked_likes(found: Sequence[bytes]) -> FoundLikes:
    return FoundLikes(*(np.frombuffer(content, kind) for content, kind in zip(found, TYPES, strict=True)))


def _answered(maker: SheetMaker, message: Sequence[Any]) -> Any:
    if message[0] == "sheet":
        sheet = maker.sheet(
            ListedName(entry_id, kind, name, is_alias, Known(*known) if known else None)
            for entry_id, kind, name, is_alias, known in message[1]
        )
        return (sheet.words, {key: tuple(facts) for key, facts in sheet.facts.items()}, *sheet[2:])
    _, folder, words = message
    found = find_likes(arrays.load(Shelf, Path(folder)), np.frombuffer(words, np.uint32))
    return tuple(array.astype(kind).tobytes() for array, kind in zip(found, TYPES, strict=True))


def main() -> None:
    """Answer until nothing more is asked."""
    maker, of, to = SheetMaker(), sys.stdin.buffer, sys.stdout.buffer
    while True:
        try:
            message = _read(of)
        except EOFError:
            return
        _write(to, _answered(maker, message))
