"""How the finder does on marked sentences: the development file, six sets of our own and those of a colleague.

The points were set from these very sentences, so the bounds below only hold what was reached; they say nothing of wording
that nobody has written down yet. docs/equality.md has what each set gave when it was read for the first time.
"""

import re
from dataclasses import dataclass
from typing import Any

from tests.equality.cases import OWN_SETS, Case, forms, kept_sets, own_cases, unseen_sets
from venuecheck.equality.assess import Assessment, Form, assess
from venuecheck.equality.vocabulary import Outcome

OUTCOMES = {"S": Outcome.LIKELY_UNLAWFUL, "O": Outcome.ENQUIRE, "C": Outcome.ENQUIRE, "N": Outcome.NONE}
EXCUSABLE = {"worship", "rite_or_ceremony", "competition", "sport", "wellbeing_or_support", "private_celebration"}


@dataclass
class Tally:
    hits: int = 0
    missed: int = 0
    false: int = 0
    spans: int = 0
    outcomes: int = 0
    forms: int = 0
    protected: int = 0
    asked_without_need: int = 0

    def add(
        self, flag: bool, found: frozenset[int], marked: frozenset[int], right: bool, sentences: frozenset[int]
    ) -> None:
        """Counts a form; a span fits the marks, or covers them and leaves their sentences (their characters) nowhere."""
        self.forms += 1
        self.outcomes += right
        self.hits += flag and bool(found)
        self.missed += flag and not found
        self.false += not flag and bool(found)
        both, either = len(found & marked), len(found | marked)
        covers = both >= 0.8 * len(marked) and found <= sentences
        self.spans += flag and bool(found) and (both >= 0.8 * either or covers)


def characters(assessment: Assessment) -> frozenset[int]:
    spans = [f for f in assessment.findings if f.field is not None and f.outcome is not Outcome.NONE]
    return frozenset(hash_of(f.field, i) for f in spans for i in range(f.start or 0, f.end or 0))


def hash_of(field: str | None, position: int) -> int:
    return (sum(map(ord, field or "")) << 20) + position


def sentences_of(field: str, text: str, marked: frozenset[int]) -> frozenset[int]:
    """The characters of the sentences of a field that marks lie in."""
    found, start = set[int](), 0
    for sentence in re.split(r"(?<=[.!?;\n])", text):
        end = start + len(sentence)
        around = {hash_of(field, i) for i in range(start, end)}
        found |= around if around & marked else set()
        start = end
    return frozenset(found)


def tally_of(cases: list[Case]) -> Tally:
    tally = Tally()
    for case in cases:
        found = assess(Form("other", "mixed", "organiser", "public", text={"seating": case.text}))
        marked = frozenset(hash_of("seating", i) for i in case.marked)
        right = found.outcome is OUTCOMES[case.what]
        tally.add(case.what != "N", characters(found), marked, right, sentences_of("seating", case.text, marked))
    return tally


def test_the_finder_keeps_what_it_reached_on_our_own_sentences() -> None:
    tally = tally_of([case for which in OWN_SETS for case in own_cases(f"{which}-cases.txt")])
    assert tally.hits >= 0.95 * (tally.hits + tally.missed)
    assert tally.hits >= 0.9 * (tally.hits + tally.false)
    assert tally.spans >= 0.8 * (tally.hits + tally.missed)
    assert tally.outcomes >= 0.9 * tally.forms


def test_the_finder_keeps_what_it_reached_on_the_forms_of_a_colleague() -> None:
    tally = tally_of_forms([form for name in unseen_sets() for form in forms(name)])
    assert tally.hits >= 0.85 * (tally.hits + tally.missed)
    assert tally.hits >= 0.85 * (tally.hits + tally.false)
    assert tally.spans >= 0.65 * (tally.hits + tally.missed)
    assert tally.outcomes >= 0.85 * tally.forms


def test_it_reaches_nearly_as_much_on_forms_that_no_points_are_set_from() -> None:
    tally = tally_of_forms([form for name in kept_sets() for form in forms(name) if form["text"]])
    assert tally.hits >= 0.88 * (tally.hits + tally.missed)
    assert tally.hits >= 0.88 * (tally.hits + tally.false)
    assert tally.spans >= 0.8 * (tally.hits + tally.missed)
    assert tally.outcomes >= 0.88 * tally.forms


def tally_of_forms(cases: list[dict[str, Any]]) -> Tally:
    tally = Tally()
    for case in cases:
        choices = {k: case.get(k, "") for k in ("purpose_kind", "arrangement", "chosen_by", "openness", "reason")}
        form = Form(**choices, text=case["text"])
        found = assess(form)
        excused = form.purpose_kind in EXCUSABLE or form.openness == "members" or form.reason
        words = assess(Form("other", form.arrangement, form.chosen_by, "public", "", form.text)) if excused else found
        marked = frozenset(hash_of(s["field"], i) for s in case["spans"] for i in range(s["start"], s["end"]))
        right = found.outcome in [case["outcome"], *case.get("also", [])]
        shown = characters(words) if case["text"] else frozenset[int]()
        around = frozenset[int]().union(*(sentences_of(field, text, marked) for field, text in form.text.items()))
        tally.add(case["label"] == "flag", shown, marked, right, around)
        if case["outcome"] == "none" and (case["label"] == "flag" or form.arrangement not in {"mixed", "no_seating"}):
            tally.protected += 1
            tally.asked_without_need += not right
    return tally


def test_the_finder_meets_the_targets_on_the_development_forms() -> None:
    tally = tally_of_forms(forms("segregation-dev.jsonl"))
    assert tally.hits >= 0.95 * (tally.hits + tally.missed)
    assert tally.hits >= 0.95 * (tally.hits + tally.false)
    assert tally.spans >= 0.9 * (tally.hits + tally.missed)
    assert tally.outcomes >= 0.95 * tally.forms
    assert tally.asked_without_need <= 0.02 * tally.protected
