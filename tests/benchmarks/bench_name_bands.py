"""Whether a band means the same in every naming tradition: the share of true pairs in each, and the drawing in docs/.

    python -m tests.benchmarks.bench_name_bands [--svg docs/pictures/name-bands.svg]

The pairs are generated (see `bench_matching`): true ones in every variation that forms have, and near misses, in which one
word is another name of the same tradition. Near misses are weighted so that there are as many of them as of true pairs.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from pathlib import Path

from tests.benchmarks.bench_matching import SEED, pairs
from venuecheck.screening.matching import band_of, raw_score

NAMES, FEWEST = 150, 200
"""Names of each tradition, and the fewest pairs in a band of which a share is told."""
BANDS = ("strong", "possible")
LEAST_SHOWN = 0.5
STROKE = 'fill="#ffffff" stroke="#0b0c0c" stroke-width="2"'
Shares = dict[str, dict[str, tuple[float, int]]]


def shares() -> Shares:
    """For each tradition and band: the share of true pairs among the pairs in it, and how many pairs those are."""
    made = pairs(random.Random(SEED), NAMES)
    true, untrue = sum(p.same for p in made), sum(not p.same for p in made)
    found: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for pair in made:
        band = band_of(raw_score(pair.query, pair.listed, "person"))
        found[pair.tradition][band].append(pair.same)
        found["all"][band].append(pair.same)
    weight = true / untrue
    return {
        tradition: {
            band: (sum(same) / (sum(same) + weight * (len(same) - sum(same))), len(same)) for band, same in of.items()
        }
        for tradition, of in sorted(found.items())
    }


def drawing(measured: Shares) -> str:
    """A row for each tradition, with a mark for each band at its share of true pairs, and the figure beside it."""
    left, width, top, row = 170, 360, 78, 26
    rows, told = [], []
    for number, (tradition, of) in enumerate(measured.items()):
        y = top + row * number
        name = tradition.replace("_", " ")
        rows.append(f'<line x1="{left}" x2="{left + width}" y1="{y}" y2="{y}" stroke="#b1b4b6"/>')
        rows.append(f'<text x="{left - 12}" y="{y + 5}" text-anchor="end">{name}</text>')
        figures = []
        for band in BANDS:
            share, count = of.get(band, (0.0, 0))
            if count < FEWEST:
                continue
            x = left + width * (share - LEAST_SHOWN) / (1 - LEAST_SHOWN)
            rows.append(
                f'<circle cx="{x:.1f}" cy="{y}" r="7" fill="#0b0c0c"/>'
                if band == "strong"
                else f'<rect x="{x - 6:.1f}" y="{y - 6}" width="12" height="12" {STROKE}/>'
            )
            figures.append(f"{band} {share:.2f}")
        rows.append(f'<text x="{left + width + 16}" y="{y + 5}">{", ".join(figures)}</text>')
        told.append(f"{name}: {', '.join(figures) or 'too few pairs'}")
    bottom = top + row * len(measured)
    scale = "".join(
        f'<text x="{left + width * (share - LEAST_SHOWN) / (1 - LEAST_SHOWN):.0f}" y="{bottom + 8}" text-anchor="middle">'
        f"{share:.1f}</text>"
        for share in (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
    )
    title = "Share of true pairs in each band, by naming tradition"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 {bottom + 24}" font-family="sans-serif" font-size="14" '
        f'role="img" aria-labelledby="title told"><title id="title">{title}</title><desc id="told">{"; ".join(told)}.</desc>'
        f'<rect width="760" height="{bottom + 24}" fill="#ffffff"/><text x="10" y="24" font-size="17">{title}</text>'
        f'<circle cx="20" cy="47" r="7" fill="#0b0c0c"/><text x="34" y="52">strong</text>'
        f'<rect x="104" y="41" width="12" height="12" {STROKE}/>'
        f'<text x="124" y="52">possible (bands of {FEWEST} generated pairs or more)</text>{"".join(rows)}{scale}</svg>\n'
    )


def main() -> None:
    """Print the shares as a table and as JSON, and draw them if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--svg", type=Path)
    asked = parser.parse_args()
    measured = shares()
    for tradition, of in measured.items():
        print(
            f"{tradition:20s}",
            *(f"{band} {of[band][0]:.3f} of {of[band][1]}" for band in BANDS if band in of),
            sep="  ",
        )
    print(json.dumps(measured))
    if asked.svg:
        asked.svg.write_text(drawing(measured), encoding="utf-8")


if __name__ == "__main__":
    main()
