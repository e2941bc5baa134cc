"""How the finder does on each set of forms with its points set without that set.

    python -m tests.equality.unseen

This tells how well points carry over to forms that they were not set from. The lists of words were widened after reading
most of the sets, so it does not tell how well they do on words that nobody has written down.
"""

from tests.equality.cases import forms, unseen_sets
from tests.equality.test_own_cases import Tally, tally_of_forms
from tests.equality.weighing import SCALE, examples, fitted
from venuecheck.equality import weigh


def tally_without(name: str) -> Tally:
    """The tally of a set of forms by points that were set from all others."""
    table = {sign: round(SCALE * weight) for sign, weight in fitted(list(examples(name))).items()}
    weigh.evidence = lambda: table  # type: ignore[assignment]
    return tally_of_forms([form for form in forms(name) if form["text"]])


def main() -> None:
    """Print the figures of every set."""
    print(f"{'set':24s}{'recall':>8s}{'precision':>11s}{'spans':>7s}{'outcome':>9s}")
    for name in ("segregation-dev.jsonl", *unseen_sets()):
        tally = tally_without(name)
        flags, flagged = tally.hits + tally.missed, tally.hits + tally.false
        shares = (tally.hits / flags, tally.hits / flagged, tally.spans / flags, tally.outcomes / tally.forms)
        print(f"{name:24s}{shares[0]:8.2f}{shares[1]:11.2f}{shares[2]:7.2f}{shares[3]:9.2f}")


if __name__ == "__main__":
    main()
