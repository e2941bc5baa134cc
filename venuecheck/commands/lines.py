"""JSON Lines in and out, one at a time, so that whoever asks line by line is answered line by line."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

Answers = Callable[[Iterable[str]], Iterator[str]]


def stream(answers: Answers) -> None:
    """Answer each line of standard input on standard output, in order and as soon as it is known; blank lines ask nothing.

    Bytes that are no UTF-8 are replaced, and whatever goes wrong with a line costs that line alone.
    """
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", line_buffering=True)  # type: ignore[union-attr]
    for line in sys.stdin:
        if line.strip():
            for answer in _answered(answers, line):
                sys.stdout.write(answer + "\n")


def _answered(answers: Answers, line: str) -> list[str]:
    try:
        return list(answers([line]))
    except Exception:
        return [json.dumps({"id": _id_in(line), "error": "this line could not be answered"}, ensure_ascii=False)]


def _id_in(line: str) -> Any:
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return asked.get("id") if isinstance(asked, dict) else None
