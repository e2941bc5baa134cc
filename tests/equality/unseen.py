"""How the finder does on the sets kept apart, which no points are set from: `python -m tests.equality.unseen`, some seconds."""

from tests.equality.cases import forms, kept_sets
from tests.equality.test_own_cases import Tally, tally_of_forms


def tally_of(name: str) -> Tally:
    """The tally of a set of forms, those without words left out."""
    return tally_of_forms([form for form in forms(name) if form["text"]])


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


if __name__ == "__main__":
    main()
