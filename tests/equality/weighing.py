"""Sets the points of `venuecheck/equality/data/evidence.toml` from our marked sentences.

    python -m tests.equality.weighing          # writes the file; the same sentences give the same file

Each reading that the finder proposes in a marked text, or in one said again in another way (`varied.py`), is right if it
meets a mark. Points are the weights of a logistic
regression over its signs, fitted step by step in a fixed order, times eight and rounded, so that a clerk can add them up;
a sign that comes to nothing is left out. A sign needs three sentences.
"""

import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterator

from tests.equality.cases import marked_texts
from tests.equality.varied import said_again
from venuecheck.equality.phrases import finder
from venuecheck.equality.weigh import TO_BEGIN_WITH, setting, signs
from venuecheck.equality.words import DATA, build_lexicon

EVIDENCE = DATA / "evidence.toml"
SCALE = 8
SPREAD = 1.0
"""How far weights may go from nothing; less keeps them closer."""
AGAIN = 0.1
"""What a text that is said again counts, beside the text itself."""
ROUNDS, LAST = 30, 12
LEAST = 3
HEAD = """# Points for and against an arrangement by sex, of every word class in a reading ("inside"), in its clause ("beside"),
# before and after it in the sentence, and next to it. A reading stands if they and those for the order of its words
# (second_reading.py) add up to more than nothing.
# Source: set from our marked sentences by `python -m tests.equality.weighing`; may be changed by hand.
# Reader: venuecheck/equality/weigh.py.
"""

Example = tuple[list[str], bool, float]


def examples() -> Iterator[Example]:
    """(signs, whether it is one, weight) of every reading proposed in the marked texts."""
    lexicon, chance = build_lexicon(()), random.Random(1)
    for text, marks, weight in marked_texts():
        yield from _examples(text, marks, weight)
        for again, marked in said_again(text, marks, lexicon, chance):
            yield from _examples(again, marked, AGAIN * weight)


def _examples(text: str, marks: list[tuple[int, int]], weight: float) -> Iterator[Example]:
    for here, beside, proposed in finder().proposed(text):
        around = setting(here, beside)
        for reading in proposed:
            start, end = (here.tokens[reading.first].start, here.tokens[reading.last].end)
            right = any(start < last and first < end for first, last in marks)
            yield sorted(signs(around, reading)), right, weight


def fitted(given: list[Example]) -> dict[str, float]:
    """The weight of each sign: AdaGrad steps down the loss, with a pull to nothing, and the mean of what the last rounds make.

    The mean depends little on the order of the steps. A rare sign is met less often, so it is pulled harder each time: as hard
    in all as a common one.
    """
    counted = Counter(sign for known, _, _ in given for sign in known)
    numbers: dict[str, int] = {TO_BEGIN_WITH: 0}
    rows = [
        ([0, *(numbers.setdefault(s, len(numbers)) for s in known if counted[s] >= LEAST)], right, weight)
        for known, right, weight in given
    ]
    pulls = [1 / (SPREAD * max(counted[sign], 1)) for sign in numbers]
    weights, seen, sums = [0.0] * len(numbers), [1.0] * len(numbers), [0.0] * len(numbers)
    order = random.Random(1)
    for number in range(ROUNDS):
        order.shuffle(rows)
        for signs_of_it, right, weight in rows:
            slope = weight * (1 / (1 + math.exp(-sum(weights[i] for i in signs_of_it))) - right)
            for i in signs_of_it:
                step = slope + pulls[i] * weights[i]
                seen[i] += step * step
                weights[i] -= 0.3 * step / math.sqrt(seen[i])
        if number >= ROUNDS - LAST:
            sums = [total + weight for total, weight in zip(sums, weights, strict=True)]
    return {sign: total / LAST for sign, total in zip(numbers, sums, strict=True)}


def write(weights: dict[str, float]) -> int:
    """Writes the file and returns how many signs have points."""
    tables: dict[str, dict[str, int]] = defaultdict(dict)
    for sign, weight in weights.items():
        where, _, what = sign.partition(": ")
        if round(SCALE * weight):
            tables[where][what] = round(SCALE * weight)
    parts = [HEAD]
    for where, points in sorted(tables.items()):
        rows = [f'"{what}" = {n}' for what, n in sorted(points.items(), key=lambda item: (-item[1], item[0]))]
        parts.append("\n".join([f'["{where}"]', *rows]) + "\n")
    EVIDENCE.write_text("\n".join(parts), "utf-8")
    return sum(len(points) for points in tables.values())


if __name__ == "__main__":
    print(write(fitted(list(examples()))), "signs have points")
