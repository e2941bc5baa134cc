"""The due diligence record: what was looked for about one person or group and how, and who was asked with which answer.

The steps of an open-source check are those of the council's protocol, in their order. Ordinary searching only: repeated
watching of one person may need authorisation (Regulation of Investigatory Powers Act 2000).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from venuecheck.audit.events import Event
from venuecheck.bookings import service as bookings
from venuecheck.cases.acts import Act
from venuecheck.cases.models import Case, DueDiligence
from venuecheck.cases.moves import Doer, move
from venuecheck.runtime.clock import now, today
from venuecheck.runtime.database import Transaction
from venuecheck.runtime.errors import InvalidError


@dataclass(frozen=True)
class Step:
    """A step of an open-source check: its key, where to look, and what to mind."""

    key: str
    label: str
    hint: str = ""


STEPS = (
    Step("who", "Who exactly", "Full name, other names, the spelling in its own script, organisation, town"),
    Step("own", "Their own pages and channels"),
    Step("organisation", "The organisation’s pages and officers, charity and company registers"),
    Step("coverage", "Recent talks and coverage", "Several outlets, not one"),
    Step("lists", "Official lists", "Proscribed organisations, sanctions"),
    Step("critics", "What critics and defenders say", "With the date of each"),
    Step("same", "Whether it is the same person", "A photograph is not enough"),
    Step("words", "What was said, when, in what words, and since then"),
)


class Looked(StrEnum):
    """How far a step was taken."""

    FOUND = "found"
    NOTHING = "nothing"
    NOT_LOOKED = "not-looked"

    @property
    def label(self) -> str:
        """How it reads."""
        return {"found": "Looked and found", "nothing": "Looked and found nothing", "not-looked": "Not looked"}[self]


class Asked(StrEnum):
    """Who was asked."""

    POLICE = "police"
    COUNTER_TERRORISM = "counter-terrorism"
    LEGAL = "legal"
    EQUALITY = "equality"
    VENUE = "venue"
    OTHER = "other"

    @property
    def label(self) -> str:
        """How it reads."""
        return {
            "police": "The police",
            "counter-terrorism": "The counter-terrorism unit",
            "legal": "The council’s lawyers",
            "equality": "The equality lead",
            "venue": "A venue used before",
            "other": "Somebody else",
        }[self]


OPEN_SOURCE = "open_source"
KINDS = {OPEN_SOURCE: "Open-source check", **{asked.value: f"Asked: {asked.label}" for asked in Asked}}
"""How each kind of check reads."""
WEIGHTS = {"none": "None", "little": "Little", "some": "Some", "much": "Much"}
"""What weight is given to what was found."""
MARKINGS = {"prevent": "The Prevent team and senior officers", "case": "Everyone who works on the case"}
"""Who may read a check."""


@dataclass(frozen=True)
class Taken:
    """What came of a step."""

    step: str
    looked: str
    words: str


@dataclass(frozen=True)
class Search:
    """An open-source check about one person or group: `terms` as typed into the search, `links` with the day they were seen."""

    about: str
    day: date
    terms: str
    steps: tuple[Taken, ...]
    links: tuple[str, ...]
    not_found: str
    weight: str
    why: str
    marking: str


@dataclass(frozen=True)
class Contact:
    """What somebody was asked and answered; `handling` is the marking that they gave their answer."""

    of: Asked
    about: str
    who: str
    day: date
    asked: str
    answered: str
    handling: str
    weight: str
    why: str
    marking: str


def known_names(case: Case) -> list[str]:
    """Everybody whom the application names, for whom a check may be made, each once."""
    form = bookings.form_of(case.application.latest)
    names = [*(speaker.name for speaker in form.speakers), form.organisation, form.on_behalf_of, form.who_pays]
    return list(dict.fromkeys(name for name in (*names, form.hirer_name) if name))


def record_search(tx: Transaction, case: Case, search: Search, by: Doer) -> None:
    """Record an open-source check. Raises InvalidError naming the field where it says nothing, or of a day to come."""
    for step in search.steps:
        if step.looked != Looked.NOTHING and not step.words.strip():
            lacking = "what was found" if step.looked == Looked.FOUND else "why it was not looked at"
            raise InvalidError(f"Write {lacking}", f"steps-{step.step}-words")
    _record(
        tx,
        case,
        by,
        kind=OPEN_SOURCE,
        about=search.about,
        day=search.day,
        terms=search.terms,
        steps=[{"step": one.step, "looked": one.looked, "words": one.words.strip()} for one in search.steps],
        links=list(search.links),
        not_found=search.not_found,
        weight=search.weight,
        why=search.why,
        marking=search.marking,
    )


def record_contact(tx: Transaction, case: Case, contact: Contact, by: Doer) -> None:
    """Record that somebody was asked, and the answer where there is one. Raises InvalidError for a day to come."""
    _record(
        tx,
        case,
        by,
        kind=contact.of.value,
        about=contact.about,
        who=contact.who,
        day=contact.day,
        asked=contact.asked,
        answered=contact.answered,
        handling=contact.handling,
        weight=contact.weight,
        why=contact.why,
        marking=contact.marking,
    )


PERSONAL = ("about", "who", "terms", "asked", "answered", "not_found", "why", "handling")


def _record(tx: Transaction, case: Case, by: Doer, **words: Any) -> None:
    if words["day"] > today():
        raise InvalidError("The date must be today or in the past", "day")
    row = DueDiligence(by=by.key, at=now(), **words)
    case.checks.append(row)
    personal = {key: words[key] for key in PERSONAL if words.get(key)}
    personal |= {"links": "\n".join(words.get("links", ()))} if words.get("links") else {}
    personal |= {f"step-{one['step']}": one["words"] for one in words.get("steps", ()) if one["words"]}
    move(
        tx,
        case,
        Act.RECORD_CHECK,
        by,
        Event.CHECK_RECORDED,
        also=(row,),
        personal=personal,
        words={"kind": KINDS[row.kind].lower()},
    )
