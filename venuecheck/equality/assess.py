"""An assessment: what a form's choices and its words lead to together.

Pure over what it is given. Of the choices and the words, the stronger outcome stands for the form; a phrase that means
a separation counts as that arrangement, with the form's own purpose and openness, or with those of the part of the day
that its sentence is about.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from .phrases import Claim, Part, find
from .table import TABLE_DATE, TABLE_VERSION, Choices, Row, decide
from .vocabulary import SEPARATION, Arrangement, ChosenBy, Openness, Outcome, PurposeKind, read_choice
from .words import read_vocabulary

__all__ = ["TABLE_DATE", "TABLE_VERSION", "Assessment", "Finding", "Form", "assess", "reason_is_stated"]

MAX_CHARACTERS = 400_000
"""Beyond this a field is read no further; no form of ours comes near it."""

_NO_REASON = frozenset(read_vocabulary("reasons")["no_reason"])

PARTS: Mapping[Part, PurposeKind] = {
    Part.TALK: PurposeKind.PUBLIC_TALK,
    Part.MEAL: PurposeKind.COMMUNITY_EVENT,
    Part.CLASS: PurposeKind.EDUCATION_ADULTS,
    Part.CHILDREN: PurposeKind.EDUCATION_CHILDREN,
    Part.SPECTATORS: PurposeKind.COMMUNITY_EVENT,
    Part.SEATED: PurposeKind.COMMUNITY_EVENT,
}
"""Which row's purpose a part of the day is assessed by."""

_PARTS_OF: Mapping[PurposeKind, frozenset[Part]] = {
    PurposeKind.WORSHIP: frozenset({Part.TALK, Part.MEAL, Part.CLASS, Part.CHILDREN}),
    PurposeKind.RITE_OR_CEREMONY: frozenset({Part.TALK, Part.MEAL, Part.CLASS, Part.CHILDREN}),
    PurposeKind.COMPETITION: frozenset({Part.SPECTATORS, Part.SEATED, Part.TALK, Part.MEAL}),
    PurposeKind.SPORT: frozenset({Part.SPECTATORS}),
}
"""Where a part of the day is another matter than the purpose itself. A talk at a talk is no other part."""

_JOINED = frozenset({Arrangement.MIXED, Arrangement.NO_SEATING})


@dataclass(frozen=True)
class Form:
    """What is assessed: the choices as typed, the stated aim, and every text of the form but `reason`."""

    purpose_kind: str = "other"
    arrangement: str = "undecided"
    chosen_by: str = "unknown"
    openness: str = "unknown"
    reason: str = ""
    text: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Finding:
    """One thing that an officer is shown. `field`, `start` and `end` are None where a choice and no word gave it."""

    rule: str
    outcome: Outcome
    field: str | None
    start: int | None
    end: int | None
    quote: str
    reason: str
    citation: str
    question: str


@dataclass(frozen=True)
class Assessment:
    """The outcome that stands for the form, what led to it, and the version of the table."""

    outcome: Outcome
    findings: tuple[Finding, ...]
    table_version: str


def reason_is_stated(reason: str) -> bool:
    """Whether the hirer has stated an aim. An empty field, "n/a" and the like have not."""
    words = re.sub(r"[^\w\s/'?-]", "", reason[:2000].replace("’", "'")).lower().split()
    return bool(words) and " ".join(words) not in _NO_REASON and any(c.isalpha() for w in words for c in w)


def assess(form: Form) -> Assessment:
    """What the choices and the words of a form lead to.

    Raises:
        UnknownValueError: when a choice is not in its vocabulary.
    """
    choices = Choices(
        read_choice(PurposeKind, "purpose_kind", form.purpose_kind, PurposeKind.OTHER),
        read_choice(Arrangement, "arrangement", form.arrangement, Arrangement.UNDECIDED),
        read_choice(ChosenBy, "chosen_by", form.chosen_by, ChosenBy.UNKNOWN),
        read_choice(Openness, "openness", form.openness, Openness.UNKNOWN),
    )
    stated = reason_is_stated(form.reason)
    findings = _from_choices(choices, stated)
    for claim in find({name: text[:MAX_CHARACTERS] for name, text in form.text.items()}):
        findings.extend(_from_words(claim, choices, stated, form.text[claim.field]))
    outcome = max((f.outcome for f in findings), key=lambda o: o.weight, default=Outcome.NONE)
    return Assessment(outcome, tuple(findings), TABLE_VERSION)


def _from_choices(choices: Choices, stated: bool) -> list[Finding]:
    """The row that the ticks meet; silent where nobody is directed (row 1), shown where an exception is relied on."""
    row = decide(choices)
    if row.number == 1:
        return []
    outcome = row.outcome_given(stated)
    question = row.question if outcome is not Outcome.NONE else ""
    return [Finding(f"row-{row.number}.{row.name}", outcome, None, None, None, "", row.reason, row.citation, question)]


def _from_words(claim: Claim, choices: Choices, stated: bool, text: str) -> list[Finding]:
    """What a phrase gives: its row by the form's purpose and openness, and a contradiction where the ticks differ."""
    quote = text[claim.start : claim.end]
    if claim.arrangement in _JOINED:
        if choices.arrangement not in SEPARATION:
            return []
        return [
            Finding(
                "contradiction.apart-ticked-together-written",
                Outcome.NONE,
                claim.field,
                claim.start,
                claim.end,
                quote,
                "A separation is ticked, and these words say that all sit together.",
                "Prevent Duty Toolkit for Local Authorities, Benchmark 8 (firm detail of seating)",
                "Which of the two is right?",
            )
        ]
    row = decide(
        Choices(_purpose(claim, choices.purpose_kind), claim.arrangement, claim.chosen_by, choices.openness),
    )
    outcome = row.outcome_given(stated)
    found = [_word_finding(f"words.{claim.rule}", row, outcome, claim, quote, row.reason)]
    if _contradicts(claim.arrangement, choices.arrangement):
        ticked = choices.arrangement.value.replace("_", " ")
        said = f"“{ticked}” is ticked, and these words describe another arrangement. {row.reason}"
        found.append(_word_finding(f"contradiction.{claim.rule}", row, outcome, claim, quote, said))
    return found


def _word_finding(rule: str, row: Row, outcome: Outcome, claim: Claim, quote: str, reason: str) -> Finding:
    question = row.question if outcome is not Outcome.NONE else ""
    return Finding(rule, outcome, claim.field, claim.start, claim.end, quote, reason, row.citation, question)


def _purpose(claim: Claim, purpose: PurposeKind) -> PurposeKind:
    """The form's purpose, or that of the part of the day that the words are about, where it is another matter."""
    for part in claim.parts:
        if part in _PARTS_OF.get(purpose, ()):
            return PARTS[part]
    return purpose


def _contradicts(said: Arrangement, ticked: Arrangement) -> bool:
    """Whether words and tick cannot both be right. Two different separations can: one adds to the other."""
    if ticked in _JOINED:
        return said not in _JOINED
    return ticked is Arrangement.FREE_CHOICE and (said in SEPARATION or said is Arrangement.SINGLE_SEX)
