"""What the pages of the application form show, beside the questions themselves."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time
from itertools import groupby
from typing import Any

from venuecheck.bookings import drafts, forms, service, vocabulary
from venuecheck.bookings.application import Speaker
from venuecheck.bookings.availability import Stretch, last_day, opening, stretches
from venuecheck.bookings.drafts import BY_KEY, DONE, LATER, PAGES, TO_DO, WRONG, Missing, Page
from venuecheck.bookings.forms import PageForm, SpaceChoice
from venuecheck.bookings.lead_times import what_to_know
from venuecheck.bookings.models import Draft
from venuecheck.bookings.timetable import FreeTime, free_busy
from venuecheck.runtime.clock import today
from venuecheck.runtime.database import Reader
from venuecheck.runtime.workdays import Nation

STATES = {
    DONE: ("Completed", ""),
    TO_DO: ("To do", "blue"),
    WRONG: ("Look at this again", "red"),
    LATER: ("Cannot start yet", ""),
}
"""What the task list says of a page, and in which colour of tag (none: plain words)."""


@dataclass(frozen=True)
class Asked:
    """What stands round a question: whose application it is, where its pages are, and the way back."""

    base: str
    title: str
    back: str
    by_staff: bool
    corrects: bool


@dataclass(frozen=True)
class Task:
    """A page in the task list."""

    title: str
    href: str
    state: str
    words: str
    colour: str


@dataclass(frozen=True)
class TaskList:
    """All pages of a draft with their states, by section."""

    sections: tuple[tuple[str, tuple[Task, ...]], ...]
    done: int
    total: int
    first: str


@dataclass(frozen=True)
class Answer:
    """One answer on the page where all are checked, shown as typed, and where to change it."""

    question: str
    value: str
    href: str


@dataclass(frozen=True)
class CheckAnswers:
    """Everything that will be sent, by section, what is still missing, and what to know of its notice and licences."""

    sections: tuple[tuple[str, tuple[Answer, ...]], ...]
    missing: tuple[Missing, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class DayShown:
    """When a space is free on a day, within the hours of its venue, and whether that day is near."""

    day: date
    stretches: tuple[Stretch, ...] = ()
    problem: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Words:
    """What a question's template is given beside its form."""

    asked: Asked
    venues: tuple[tuple[str, str, tuple[SpaceChoice, ...]], ...] = ()
    day: DayShown | None = None
    terms: str = ""
    hints: dict[str, str] = field(default_factory=dict)


HINTS = {
    "kind": vocabulary.hints(vocabulary.PURPOSE_KINDS),
    "people": vocabulary.hints(vocabulary.OPENNESS),
    "organisation": vocabulary.hints(vocabulary.ORGANISATION_KINDS),
    "seating": vocabulary.hints(vocabulary.ARRANGEMENTS),
}


def base_of(draft: Draft) -> str:
    """The address that all pages of a draft begin with."""
    return f"/apply/{draft.uuid}"


def asked_of(draft: Draft, title: str, back: str = "") -> Asked:
    """What stands round a page of this draft; the way back leads to the task list unless another is given."""
    base = base_of(draft)
    return Asked(base, title, back or base, draft.entered_by is not None, draft.application_id is not None)


def question(reader: Reader, draft: Draft, form: PageForm, nation: Nation) -> Words:
    """What the page of a question shows."""
    asked = asked_of(draft, BY_KEY[form.key].title, _page_before(draft, form))
    return Words(
        asked=asked,
        venues=_venues(form) if isinstance(form, forms.SpaceForm) else (),
        day=_day(reader, form, nation) if isinstance(form, forms.WhenForm) else None,
        terms=_terms(reader) if isinstance(form, forms.TermsForm) else "",
        hints=HINTS.get(form.key, {}),
    )


def _page_before(draft: Draft, form: PageForm) -> str:
    place = PAGES.index(BY_KEY[form.key])
    before = [
        page for page in PAGES[:place] if page.form is not forms.SpeakersForm or form.about.said.get("has_speakers")
    ]
    return f"{base_of(draft)}/{before[-1].key}" if before else ""


def _venues(form: PageForm) -> tuple[tuple[str, str, tuple[SpaceChoice, ...]], ...]:
    by_venue = groupby(form.about.spaces, key=lambda space: (space.venue, space.address))
    return tuple((venue, address, tuple(spaces)) for (venue, address), spaces in by_venue)


def _day(reader: Reader, form: forms.WhenForm, nation: Nation) -> DayShown | None:
    """Free and taken on the day that is typed or kept; nothing while there is no date that could be meant."""
    choice = form.about.space
    day = form.day.form.read()
    if choice is None or day is None:
        return None
    if not today() <= day <= last_day(today()):
        return DayShown(day, problem="This day cannot be booked: choose one from today on, up to two years ahead.")
    space = service.space_of(reader, choice.key)
    hours = opening(day, choice.opens, choice.closes)
    near = tuple(what_to_know(today(), day, nation, has_speakers=bool(form.about.said.get("has_speakers"))))
    return DayShown(day, tuple(stretches(hours, free_busy(reader, space, day))), warnings=near)


def _terms(reader: Reader) -> str:
    terms = drafts.current_terms(reader)
    return terms.text if terms else ""


def task_list(reader: Reader, draft: Draft) -> TaskList:
    """The task list of a draft."""
    states = drafts.read(reader, draft).states
    shown = [page for page in PAGES if page.key in states]
    tasks = [(page.section, _task(draft, page, states[page.key])) for page in shown]
    sections = tuple(
        (section, tuple(task for _, task in group)) for section, group in groupby(tasks, key=lambda pair: pair[0])
    )
    todo = [page.key for page in shown if states[page.key] != DONE]
    return TaskList(sections, len(shown) - len(todo), len(shown), f"{base_of(draft)}/{todo[0] if todo else 'check'}")


def _task(draft: Draft, page: Page, state: str) -> Task:
    said, colour = STATES[state]
    return Task(page.title, "" if state == LATER else f"{base_of(draft)}/{page.key}", state, said, colour)


# --- check your answers -----------------------------------------------------------------


def check_answers(reader: Reader, draft: Draft, nation: Nation) -> CheckAnswers:
    """All that will be sent, and what is missing."""
    now_read = drafts.read(reader, draft)
    found: dict[str, list[Answer]] = {}
    for page in PAGES:
        form = now_read.forms.get(page.key)
        if form is not None and page.form is not forms.TermsForm:
            href = f"{base_of(draft)}/{page.key}"
            answers = [Answer(question_, value, href) for question_, value in _answers(form)]
            found.setdefault(page.section, []).extend(answers or [Answer(page.title, "Look at this again", href)])
    sections = tuple((section, tuple(answers)) for section, answers in found.items())
    said = now_read.about.said
    needs_licence = bool(said.get("alcohol") or said.get("entertainment"))
    known = (
        what_to_know(today(), said["day"], nation, bool(said.get("has_speakers")), needs_licence)
        if "day" in said
        else ()
    )
    return CheckAnswers(sections, tuple(now_read.missing), tuple(known))


Said = Iterator[tuple[str, str]]
"""Questions and answers as people read them."""


def _answers(form: PageForm) -> Said:
    """The answers of a page; of a date that no longer holds, none."""
    if isinstance(form, forms.SpeakersForm):
        yield from _speakers(form)
        return
    if isinstance(form, forms.WhenForm):
        yield from _when(form) if not form.problems else ()
        return
    for part in form:
        value = _shown(form, part)
        if part.name not in _NEVER and (value or part.name not in _ONLY_WHEN_SAID):
            yield _QUESTIONS.get(part.name, part.label.text), value


_NEVER = {"asked", "booking_for", "payer"}
_ONLY_WHEN_SAID = {"election", "reason", "on_behalf_of_other_names"}
_QUESTIONS = {
    "space": "Space",
    "purpose_kind": "Kind of event",
    "election": "Election",
    "expected_numbers": "People expected",
    "hirer_role": "Role",
    "on_behalf_of": "Booked on behalf of",
    "on_behalf_of_other_names": "Their other names",
    "who_pays": "Paid by",
    "arrangement": "Seating",
    "chosen_by": "Who decides where people sit",
    "seating": "Seating in your words",
    "reason": "Your answer to our question",
    "has_speakers": "Speakers",
    "publicity": "Publicity",
    "notes": "Anything else",
    "hirer_other_names": "Other names",
    "organisation_other_names": "Its other names",
    "organisation_kind": "Kind of organisation",
    "organisation": "Organisation",
    "over_18": "18 or over",
    "alcohol": "Alcohol sold",
    "entertainment": "Entertainment for an audience",
}
_SAID_BY_CHOICE = {"on_behalf_of": "booking_for", "who_pays": "payer"}


def _shown(form: PageForm, part: Any) -> str:
    if part.name in _SAID_BY_CHOICE and not part.data:
        part = form[_SAID_BY_CHOICE[part.name]]
    if part.name == "booking_for" and part.data == forms.OWN:
        return "Nobody else"
    if isinstance(part, forms.OneOf):
        return dict(part.choices).get(part.data or "", "Look at this again" if part.data else "")
    if isinstance(part.data, bool):
        return "Yes" if part.data else "No"
    return str(part.data or "")


def _when(form: forms.WhenForm) -> Said:
    said = form.said()
    yield "Date", f"{said['day']:%A} {said['day'].day} {said['day']:%B %Y}"
    yield "Time", f"{said['start']:%H:%M} to {_end(said['end'])}"
    for name, question_ in (("set_up_minutes", "To set up before"), ("clear_down_minutes", "To clear up after")):
        if said[name]:
            yield question_, f"{said[name]} minutes"
    if form.layout.choices:
        yield "Layout", dict(form.layout.choices).get(said["layout"], "")


def _end(end: time) -> str:
    return "midnight" if end == time(0) else f"{end:%H:%M}"


def _speakers(form: forms.SpeakersForm) -> Said:
    for place, entry in enumerate(form.speakers, start=1):
        yield f"Speaker {place}", _speaker_words(entry.form.speaker())


def _speaker_words(speaker: Speaker) -> str:
    name = speaker.name if speaker.name.strip() else "Name to be confirmed"
    if speaker.to_be_confirmed and speaker.name.strip():
        name = f"{name} (to be confirmed)"
    more = (
        ("Other names", speaker.other_names),
        ("Organisation", speaker.organisation),
        ("Topic", speaker.topic),
        ("Links", speaker.links),
        ("Refused elsewhere", speaker.refused_elsewhere),
    )
    return "\n".join([name, *(f"{label}: {text}" for label, text in more if text.strip())])


# --- other times --------------------------------------------------------------------------


@dataclass(frozen=True)
class Offer:
    """A free time that can be taken at a press: `value` is what the button sends."""

    value: str
    free: FreeTime


def offers(nearest: list[FreeTime]) -> list[Offer]:
    """The nearest free times, each with what its button sends."""
    return [Offer(f"{free.space} {free.start.isoformat()} {free.end.isoformat()}", free) for free in nearest]
