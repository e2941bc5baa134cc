"""Forms a minute, beside a plain scan for the same vocabulary in the same run.

    python -m tests.benchmarks.bench_equality            # a table, and JSON on the last line

The plain scan is one regular expression of every word and phrase of the lists, run over the same texts: it finds words
and understands nothing. Target of the issue: 20,000 forms a minute on one core.
"""

import json
import re
import time
from collections.abc import Callable
from pathlib import Path

from venuecheck.equality.assess import Form, assess
from venuecheck.equality.words import VOCABULARIES, read_vocabulary

DATA = Path(__file__).parent.parent / "equality" / "data" / "segregation-dev.jsonl"
ROUNDS = 5


def forms() -> list[Form]:
    """The fictional development forms, those with text."""
    read = [json.loads(line) for line in DATA.read_text("utf-8").splitlines()]
    keys = ("purpose_kind", "arrangement", "chosen_by", "openness", "reason")
    return [Form(**{k: case.get(k, "") for k in keys}, text=case["text"]) for case in read if case["text"]]


def plain_scan() -> Callable[[Form], int]:
    """How many words of the lists a form holds."""
    entries = {entry for name in VOCABULARIES for words in read_vocabulary(name).values() for entry in words}
    longest_first = sorted(entries, key=len, reverse=True)
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b", re.IGNORECASE)
    return lambda form: sum(1 for text in form.text.values() for _ in pattern.finditer(text))


def forms_per_minute(check: Callable[[Form], object], given: list[Form]) -> float:
    """The best of some rounds, in processor time of one core."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        for form in given:
            check(form)
        best = min(best, time.process_time() - start)
    return 60 * len(given) / best


def measure() -> dict[str, float]:
    """The figures of one run."""
    given = forms()
    assess(given[0])  # the lists are read once, before the clock starts
    ours, plain = forms_per_minute(assess, given), forms_per_minute(plain_scan(), given)
    characters = sum(len(text) for form in given for text in form.text.values())
    return {
        "forms": len(given),
        "characters_per_form": round(characters / len(given)),
        "equality_forms_per_minute": round(ours),
        "plain_scan_forms_per_minute": round(plain),
        "ratio_to_plain_scan": round(ours / plain, 3),
        "target_forms_per_minute": 20_000,
    }


def main() -> None:
    """Print the figures as a table and as JSON."""
    figures = measure()
    for name, figure in figures.items():
        print(f"{name:32s}{figure:>14,}")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
