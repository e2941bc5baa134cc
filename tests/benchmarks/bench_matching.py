"""Quality and speed of the name matcher, with peers measured in the same run on generated names.

    python -m tests.benchmarks.bench_matching                          # a table, and JSON on the last line
    python -m tests.benchmarks.bench_matching --entries 1000000        # the speed of a large list: ten minutes

The names are generated from the product's own openly licensed lists (`venuecheck/screening/data`), tradition by
tradition, and varied as forms vary them. They are easier than the held-out sets that docs/matching.md quotes: what counts
here is the comparison with the peers, the fairness over traditions, and the speed. Times are of one processor, for machines
are shared. The plots in docs/pictures are drawn anew; they hold nothing that depends on the machine.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from anyascii import anyascii
from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler

from tests.benchmarks import plots
from venuecheck.screening import knowledge
from venuecheck.screening.lexicon import familiar_forms, look_up
from venuecheck.screening.matching import ListedName, NameIndex, raw_score, score_pair
from venuecheck.screening.pairs import POSSIBLE, compared, readings_of
from venuecheck.screening.sounds import readings

SEED = 20261124
LETTERS = "abcdefghijklmnopqrstuvwxyz"
TITLES = {"arabic": "Sheikh", "somali": "Macalin", "turkish": "Sayin", "sikh_hindu": "Sardar"}
PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
ALARMS = (0.0, 0.001, 0.003, 0.01, 0.03, 0.1)
"""Shares of unlisted people who raise anything, at which recall is told."""
EXHAUSTIVE = 100_000
"""So many entries at most are compared one by one, to see what the index misses."""


@dataclass(frozen=True)
class Pair:
    """A name as asked about and as listed, how they vary, and whether they are one person's."""

    query: str
    listed: str
    variation: str
    tradition: str
    same: bool


def traditions() -> dict[str, list[str]]:
    """The names of each tradition that has enough of them."""
    names: dict[str, set[str]] = {}
    for tradition, _, words in knowledge.table("common_names.tsv"):
        names.setdefault(tradition, set()).update(w.split("/")[0] for w in words.split() if "_" not in w)
    return {tradition: sorted(words) for tradition, words in names.items() if len(words) > 90}


def rare_names() -> list[str]:
    """Family names that the census list has once in a hundred thousand or less."""
    rows = (line.split("\t") for line in (knowledge.FOLDER / "names.tsv").read_text(encoding="utf-8").splitlines())
    return [word for word, bits, _ in rows if word.isascii() and bits and float(bits) > 16 and 5 <= len(word) <= 10]


def a_name(chance: random.Random, names: list[str], rare: list[str]) -> list[str]:
    """Two or three words: mostly common ones, and a rare family name as often as not."""
    words = chance.sample(names, chance.choice((1, 1, 2)))
    return [w.title() for w in [*words, chance.choice(rare if chance.random() < 0.5 else names)]]


def varied(chance: random.Random, words: list[str], tradition: str) -> dict[str, str]:
    """The name in each way that forms vary it."""
    at = chance.randrange(len(words))
    word = max(words, key=len)
    i = chance.randrange(1, max(2, len(word) - 1))
    slip = word[:i] + chance.choice(LETTERS) + word[i + 1 :]
    found = {
        "typing slip": " ".join(slip if w == word else w for w in words),
        "letter left out": " ".join(word[:i] + word[i + 1 :] if w == word else w for w in words),
        "order": f"{words[-1]}, {' '.join(words[:-1])}",
        "title": f"{TITLES.get(tradition, 'Dr')} {' '.join(words)}",
        "initial": " ".join([words[0][0] + ".", *words[1:]]),
        "capitals": " ".join(words).upper(),
    }
    if len(words) > 2:
        found["part left out"] = " ".join([words[0], *words[2:]])
        found["joined"] = words[0] + words[1].lower() + " " + " ".join(words[2:])
    if familiar := sorted(familiar_forms(words[at].lower())):
        found["familiar form"] = " ".join([*words[:at], chance.choice(familiar).title(), *words[at + 1 :]])
    return found


def surely_another(a: str, b: str) -> bool:
    """Whether two names are no spellings, forms or short forms of one: begun by another letter, in no common group."""
    forms = look_up(a).groups & look_up(b).groups or a in familiar_forms(b) or readings(a) & readings(b)
    return a[0] != b[0] and not forms


def pairs(chance: random.Random, count: int) -> list[Pair]:
    """True pairs by variation, and near misses: one word is another name of the same tradition."""
    made: list[Pair] = []
    rare = rare_names()
    for tradition, names in traditions().items():
        for _ in range(count):
            words = a_name(chance, names, rare)
            listed = " ".join(words)
            made += [
                Pair(q, listed, variation, tradition, True) for variation, q in varied(chance, words, tradition).items()
            ]
            other = list(words)
            at = chance.randrange(len(words))
            other[at] = chance.choice([n for n in names if surely_another(n, words[at].lower())]).title()
            if sorted(other) != sorted(words):
                made.append(Pair(" ".join(other), listed, "near miss", tradition, False))
    return made


def plain(name: str) -> str:
    """A name as the peers get it: in Latin letters without case."""
    return anyascii(name).casefold()


PEERS: dict[str, Callable[..., float]] = {
    "rapidfuzz WRatio": fuzz.WRatio,
    "rapidfuzz token_sort": fuzz.token_sort_ratio,
    "Jaro-Winkler": JaroWinkler.normalized_similarity,
}
"""Scorers of rapidfuzz, on the names in plain Latin letters."""
OURS = "venuecheck"


def thresholds(best: Sequence[float]) -> list[float]:
    """For each share of `ALARMS` the score that at most so many of some best scores reach."""
    ordered = sorted(best, reverse=True)
    return [ordered[int(len(ordered) * share)] + 1e-9 for share in ALARMS]


def best_on_a_list(listed: Sequence[str], asked: Sequence[str]) -> dict[str, list[float]]:
    """For each scorer, the best score that each name has with any of a list."""
    index = NameIndex(ListedName(str(i), "person", name) for i, name in enumerate(listed))
    ours = [max((m.score for m in index.screen(name, "person", floor=0.02)), default=0.0) for name in asked]
    queries, entries = [plain(name) for name in asked], [plain(name) for name in listed]
    theirs = {
        name: process.cdist(queries, entries, scorer=scorer, dtype=np.float32).max(axis=1).tolist()
        for name, scorer in PEERS.items()
    }
    return {OURS: ours, **theirs}


def pair_scores(made: Sequence[Pair]) -> dict[str, list[float]]:
    """For each scorer, the score of each pair."""
    theirs = {name: [scorer(plain(p.query), plain(p.listed)) for p in made] for name, scorer in PEERS.items()}
    return {OURS: [raw_score(p.query, p.listed, "person") for p in made], **theirs}


def quality(chance: random.Random, count: int, entries: int, queries: int) -> dict[str, Any]:
    """Recall by variation and by tradition at 1% alarms, recall against alarms, alarms by tradition, and reliability."""
    rare, names = rare_names(), traditions()
    made = pairs(chance, count)
    listed = sorted({" ".join(a_name(chance, names[t], rare)) for t in names for _ in range(entries // len(names))})
    asked = [
        (t, n) for t in names for _ in range(queries) if (n := " ".join(a_name(chance, names[t], rare))) not in listed
    ]
    best, scores = best_on_a_list(listed, [name for _, name in asked]), pair_scores(made)
    found: dict[str, Any] = {"recall by variation, 1% alarms": {}, "recall by tradition, 1% alarms": {}}
    found |= {
        "near misses raised, 1% alarms": {},
        "recall against alarms": {},
        "alarms by tradition where 3% alarm": {},
    }
    for name, of_pairs in scores.items():
        least = thresholds(best[name])
        one, three = least[ALARMS.index(0.01)], least[ALARMS.index(0.03)]
        true = [(pair, score) for pair, score in zip(made, of_pairs, strict=True) if pair.same]
        missed = [score for pair, score in zip(made, of_pairs, strict=True) if not pair.same]
        every = share([score >= one for _, score in true])
        by_variation = {
            v: share([s >= one for p, s in true if p.variation == v]) for v in sorted({p.variation for p, _ in true})
        }
        found["recall by variation, 1% alarms"][name] = {"all": every} | by_variation
        found["recall by tradition, 1% alarms"][name] = {
            t: share([s >= one for p, s in true if p.tradition == t]) for t in names
        }
        found["near misses raised, 1% alarms"][name] = share([score >= one for score in missed])
        found["recall against alarms"][name] = [
            (alarms, share([score >= t for _, score in true])) for alarms, t in zip(ALARMS, least, strict=True)
        ]
        found["alarms by tradition where 3% alarm"][name] = by_tradition(
            [(t, score >= three) for (t, _), score in zip(asked, best[name], strict=True)]
        )
    found["alarms by tradition, as shipped"] = by_tradition(
        [(t, score >= POSSIBLE) for (t, _), score in zip(asked, best[OURS], strict=True)]
    )
    found["share of true pairs by score"] = reliability(list(zip(scores[OURS], (p.same for p in made), strict=True)))
    found["share of true pairs by band"] = bands(made)
    return found


def share(these: Sequence[bool]) -> float:
    """The share that is true."""
    return round(sum(these) / max(1, len(these)), 4)


def by_tradition(raised: Sequence[tuple[str, bool]]) -> dict[str, float]:
    """The share that is raised in each tradition, the mean of these, and the worst in proportion to it."""
    found = {t: share([r for of, r in raised if of == t]) for t in dict.fromkeys(t for t, _ in raised)}
    mean = statistics.mean(found.values())
    return found | {"mean": round(mean, 4), "worst over mean": round(max(found.values()) / max(mean, 1e-9), 2)}


def reliability(scored: list[tuple[float, bool]]) -> list[tuple[float, float]]:
    """For each tenth of the scale with 30 pairs or more: the mean score, and the share of true pairs.

    The share is told as if there were as many near misses as true pairs.
    """
    true = sum(same for _, same in scored)
    weight = true / (len(scored) - true)
    found = []
    for tenth in range(10):
        within = [(score, same) for score, same in scored if tenth / 10 <= score < (tenth + 1) / 10]
        if len(within) >= 30:
            same = sum(is_true for _, is_true in within)
            share_true = same / (same + weight * (len(within) - same))
            found.append((round(statistics.mean(score for score, _ in within), 3), round(share_true, 3)))
    return found


def bands(made: Sequence[Pair]) -> dict[str, dict[str, float]]:
    """For each band and tradition, the share of true pairs among those that are in it (bands of 30 pairs or more)."""
    found: dict[str, dict[str, list[bool]]] = {}
    for pair in made:
        band = score_pair(pair.query, pair.listed, "person").band
        found.setdefault(band, {}).setdefault(pair.tradition, []).append(pair.same)
    return {
        band: {tradition: share(same) for tradition, same in of.items() if len(same) >= 30}
        for band, of in sorted(found.items(), reverse=True)
    }


# --- speed -------------------------------------------------------------------------------------------------------------------


def a_list(entries: int) -> list[str]:
    """Names of all traditions, always the same."""
    chance, rare, names = random.Random(SEED), rare_names(), traditions()
    kinds = sorted(names)
    return [" ".join(a_name(chance, names[chance.choice(kinds)], rare)) for _ in range(entries)]


def build(entries: int, folder: Path, told: Any) -> None:
    """Index so many entries and save the index; tells what it took."""
    listed = a_list(entries)
    clock, processor = time.perf_counter(), processor_seconds()
    index = NameIndex(ListedName(str(i), "person", name) for i, name in enumerate(listed))
    clock, processor = time.perf_counter() - clock, processor_seconds() - processor
    told.put((clock, processor, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))
    index.save(folder)


def processor_seconds() -> float:
    """Of this process and those that helped it."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def built(entries: int, folder: Path) -> tuple[float, float, float]:
    """Build in a process of its own: seconds by the clock and of the processor, and the most megabytes that it had in use."""
    spawn = multiprocessing.get_context("spawn")
    told = spawn.Queue()
    builder = spawn.Process(target=build, args=(entries, folder, told))
    builder.start()
    found: tuple[float, float, float] = told.get()
    builder.join()
    assert builder.exitcode == 0
    return found


def timed(act: Callable[[], object]) -> float:
    """Milliseconds of one processor."""
    start = time.process_time()
    act()
    return (time.process_time() - start) * 1000


def speed(chance: random.Random, entries: int, queries: int) -> dict[str, float]:
    """Building, screening beside rapidfuzz's extract over the same list, what the index misses, changes, and pairs."""
    listed = a_list(entries)
    asked = [
        varied(chance, name.split(), "british_irish")["typing slip"] for name in chance.sample(listed, queries // 2)
    ]
    asked += [
        " ".join(a_name(chance, names, rare_names())) for names in traditions().values() for _ in range(queries // 22)
    ]
    chance.shuffle(asked)
    with tempfile.TemporaryDirectory() as folder:
        _, small, _ = built(5000, Path(folder) / "small")
        clock, seconds, megabytes = built(entries, Path(folder) / "large")
        index = NameIndex.load(Path(folder) / "large")
        for name in asked[:50]:
            index.screen(name, "person")
        ours, theirs = [], []
        for number, name in enumerate(asked[50:]):
            ours.append(timed(lambda name=name: index.screen(name, "person")))  # type: ignore[misc]
            if number % 50 == 0:
                theirs.append(timed(lambda name=name: process.extract(name, listed, scorer=fuzz.WRatio, limit=5)))  # type: ignore[misc]
        changes = [
            timed(lambda i=i: index.put(f"new {i}", [ListedName(f"new {i}", "person", listed[-1 - i])]))  # type: ignore[misc]
            for i in range(100)
        ]
    raised, missed = misses(chance, listed[:EXHAUSTIVE], 20)
    median, percentile = statistics.median(ours), sorted(ours)[int(len(ours) * 0.99)]
    return {
        "entries": entries,
        "build, seconds by the clock": round(clock, 1),
        "build, seconds of all processors": round(seconds, 1),
        "most memory while building, without helpers, MB": round(megabytes),
        "build of 5,000 entries, seconds": round(small, 2),
        "one entry changed, mean ms": round(statistics.mean(changes), 2),
        "query median, ms": round(median, 2),
        "query 99th percentile, ms": round(percentile, 2),
        "WRatio extract median, ms": round(statistics.median(theirs), 1),
        "times faster": round(statistics.median(theirs) / median),
        f"raised by the exhaustive scorer among {min(entries, EXHAUSTIVE)}": raised,
        "of them missed by the index": missed,
        **pairs_a_second(chance, listed),
    }


def misses(chance: random.Random, listed: Sequence[str], queries: int) -> tuple[int, int]:
    """How many entries comparing with all of a list raises for some names, and how many of those the index does not."""
    index = NameIndex(ListedName(str(i), "person", name) for i, name in enumerate(listed))
    prepared = [readings_of(name, "person") for name in listed]
    raised = missed = 0
    for name in chance.sample(listed, queries):
        varied_name = chance.choice([*varied(chance, name.split(), "british_irish").values()])
        found = {m.entry_id for m in index.screen(varied_name, "person")}
        for query in readings_of(varied_name, "person"):
            for i, entry in enumerate(prepared):
                if any(compared(query, one, "person")[0] >= POSSIBLE for one in entry):
                    raised += 1
                    missed += str(i) not in found
    return raised, missed


def pairs_a_second(chance: random.Random, listed: Sequence[str]) -> dict[str, int]:
    """Pairs scored a second, query and entry prepared: a name and a slip of it, and any two names."""
    some = chance.sample(listed, min(2000, len(listed)))
    prepared = [readings_of(name, "person")[0] for name in some]
    slips = [readings_of(varied(chance, name.split(), "")["typing slip"], "person")[0] for name in some]
    any_two = [(q, e) for q in prepared[:100] for e in prepared[-200:]]
    found = {}
    for what, both in (("true pairs", list(zip(slips, prepared, strict=True))), ("pairs of any two names", any_two)):
        for q, e in both:
            compared(q, e, "person")
        milliseconds = timed(lambda both=both: [compared(q, e, "person") for q, e in both])  # type: ignore[misc]
        found[f"{what} scored a second"] = round(len(both) / milliseconds * 1000)
    return found


# --- what is told ------------------------------------------------------------------------------------------------------------


def drawn(told: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The plots, by the names of their files."""
    curves = {n: [(100 * x, y) for x, y in points] for n, points in told["recall against alarms"].items()}
    yield (
        "matching-recall.svg",
        plots.curves(
            "Recall against alarms",
            "Unlisted people who raise anything, in 100",
            "Share of true pairs that are raised",
            curves,
            [100 * share for share in ALARMS],
        ),
    )
    alarms = told["alarms by tradition where 3% alarm"]
    groups = {
        t: {n: alarms[n][t] for n in (OURS, "rapidfuzz WRatio")}
        for t in alarms[OURS]
        if t not in ("mean", "worst over mean")
    }
    yield "matching-alarms.svg", plots.bars("Unlisted people who raise anything, where 3% do", groups)
    tenths = [tenth / 10 for tenth in range(11)]
    lines = {"venuecheck": told["share of true pairs by score"], "as stated": [(t, t) for t in tenths]}
    yield (
        "matching-reliability.svg",
        plots.curves("Reliability", "Score", "Share of true pairs, if half were near misses", lines, tenths),
    )


def table(name: str, told: Any) -> Iterator[str]:
    """The lines of a table: a figure, figures by name, or a column for each scorer or band."""
    if not isinstance(told, dict):
        yield f"{name:44s}{told}"
        return
    columns = {column: of for column, of in told.items() if isinstance(of, dict)}
    yield f"\n{name:44s}" + "".join(f"{column.replace('_', ' '):>22s}" for column in columns)
    for row in dict.fromkeys(row for of in columns.values() for row in of):
        yield f"  {row.replace('_', ' '):42s}" + "".join(f"{of.get(row, ''):>22}" for of in columns.values())
    yield from (f"  {row.replace('_', ' '):42s}{of}" for row, of in told.items() if row not in columns)


def main() -> None:
    """Print the figures as a table and as JSON, and draw the plots."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=100_000, help="of the list whose speed is measured")
    parser.add_argument("--plots", type=Path, default=PICTURES, help="the folder for the plots")
    asked = parser.parse_args()
    told = quality(random.Random(SEED), count=150, entries=5000, queries=300)
    for file, picture in drawn(told):
        (asked.plots / file).write_text(picture, encoding="utf-8")
    told |= speed(random.Random(SEED), asked.entries, 440)
    print("\n".join(line for name, value in told.items() for line in table(name, value)))
    print(json.dumps(told))


if __name__ == "__main__":
    main()
