"""How the finder does on forms that its points were not set from.

    python -m tests.equality.unseen              # the sets kept apart, with the points as they are: some seconds
    python -m tests.equality.unseen --left-out   # every other set too, with points set without it: a minute for each

The first tells how well points and lists do on forms like the development ones. The second tells only how well points carry
over, because the lists were widened after reading those sets.
"""

import sys

from tests.equality.cases import forms, kept_sets, unseen_sets
from tests.equality.test_own_cases import Tally, tally_of_forms
from tests.equality.weighing import SCALE, examples, fitted
from venuecheck.equality import weigh


def tally_of(name: str) -> Tally:
    """The tally of a set of forms, those without words left out."""
    return tally_of_forms([form for form in forms(name) if form["text"]])


def tally_without(name: str) -> Tally:
    """The same by points that were set from all other sets."""
    table = {sign: round(SCALE * weight) for sign, weight in fitted(list(examples(name))).items()}
    weigh.evidence = lambda: table  # type: ignore[assignment]
    return tally_of(name)


def line(name: str, tally: Tally) -> str:
    """A set's figures as a line of the table."""
    flags, flagged = tally.hits + tally.missed, tally.hits + tally.false
    shares = (tally.hits / flags, tally.hits / flagged, tally.spans / flags, tally.outcomes / tally.forms)
    return f"{name:24s}{shares[0]:8.2f}{shares[1]:11.2f}{shares[2]:7.2f}{shares[3]:9.2f}"


def main() -> None:
    """Print the figures of every set."""
    print(f"{'set':24s}{'recall':>8s}{'precision':>11s}{'spans':>7s}{'outcome':>9s}")
    for name in kept_sets():
        print(line(name, tally_of(name)))
    if "--left-out" in sys.argv[1:]:
        for name in ("segregation-dev.jsonl", *unseen_sets()):
            print(line(name, tally_without(name)), flush=True)


if __name__ == "__main__":
    main()
