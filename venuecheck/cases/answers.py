"""What an application says, in words and under headings, with findings drawn on it and changes marked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from venuecheck.bookings import vocabulary
from venuecheck.bookings.application import ApplicationForm
from venuecheck.equality.highlight import Segment, Span, segments
from venuecheck.equality.models import SeatingFinding


@dataclass(frozen=True)
class Answer:
    """One answer of the form, cut where findings are drawn on it. `was` is what an earlier version said instead."""

    field: str
    label: str
    segments: list[Segment]
    was: str | None = None


@dataclass(frozen=True)
class Section:
    """The answers under one heading."""

    heading: str
    answers: list[Answer]


_PLAIN_FIELDS = (
    (
        "Hirer",
        (
            ("hirer_name", "Name"),
            ("hirer_other_names", "Other names used"),
            ("hirer_role", "Role"),
            ("hirer_email", "E-mail"),
            ("hirer_phone", "Phone"),
            ("hirer_address", "Address"),
        ),
    ),
    (
        "Organisation",
        (
            ("organisation", "Name"),
            ("organisation_kind", "Kind"),
            ("organisation_other_names", "Other names used"),
            ("organisation_number", "Charity or company number"),
            ("organisation_links", "Website and social media"),
            ("on_behalf_of", "Booked on behalf of"),
            ("on_behalf_of_other_names", "Their other names"),
            ("who_pays", "Who pays"),
        ),
    ),
    (
        "Event",
        (
            ("title", "Title"),
            ("purpose_kind", "Kind of meeting"),
            ("election", "Which election"),
            ("purpose", "Purpose"),
            ("expected_numbers", "Expected numbers"),
            ("openness", "Who may come"),
            ("publicity", "Publicity"),
            ("notes", "Notes"),
            ("alcohol", "Alcohol sold"),
            ("entertainment", "Entertainment for an audience"),
        ),
    ),
    (
        "Seating",
        (
            ("arrangement", "Arrangement"),
            ("chosen_by", "Who decides"),
            ("seating", "In words"),
            ("reason", "Reason given"),
        ),
    ),
)
_CHOICES = {
    "purpose_kind": vocabulary.PURPOSE_KINDS,
    "organisation_kind": vocabulary.ORGANISATION_KINDS,
    "openness": vocabulary.OPENNESS,
    "arrangement": vocabulary.ARRANGEMENTS,
    "chosen_by": vocabulary.CHOSEN_BY,
}
_SPEAKER_FIELDS = (
    ("name", "Name"),
    ("other_names", "Other names used"),
    ("organisation", "Organisation"),
    ("topic", "Topic"),
    ("links", "Links"),
    ("refused_elsewhere", "Refused elsewhere"),
)


def said(form: ApplicationForm) -> dict[str, str]:
    """Every answer of a form by field, in words."""
    found = {}
    for _, fields in _PLAIN_FIELDS:
        for field, _label in fields:
            value = getattr(form, field)
            if field in _CHOICES:
                value = vocabulary.words(_CHOICES[field], value)
            if isinstance(value, bool):
                value = "Yes" if value else ""
            found[field] = "" if field == "expected_numbers" and not value else str(value)
    for place, speaker in enumerate(form.speakers):
        for field, _label in _SPEAKER_FIELDS:
            text = getattr(speaker, field)
            if field == "name" and speaker.to_be_confirmed:
                text = f"{text} (to be confirmed)".strip() if text else "To be confirmed"
            found[f"speakers-{place}-{field}"] = text
    return found


def sections(
    form: ApplicationForm, findings: Sequence[SeatingFinding] = (), before: ApplicationForm | None = None
) -> list[Section]:
    """The form under its headings, with every finding drawn on the words that it is about, and what changed marked."""
    now_said, then_said = said(form), said(before) if before else None

    def answer(field: str, label: str) -> Answer:
        text = now_said.get(field, "")
        spans = [
            Span(finding.start, finding.end, number)
            for number, finding in enumerate(findings, start=1)
            if finding.field == field and finding.start is not None and finding.end is not None
        ]
        was = then_said.get(field, "") if then_said is not None else None
        return Answer(field, label, segments(text, spans) if text else [], None if was == text else was)

    def filled(answers: Iterable[Answer]) -> list[Answer]:
        return [one for one in answers if one.segments or one.was]

    found = [Section(heading, filled(answer(*field) for field in fields)) for heading, fields in _PLAIN_FIELDS]
    most = max(len(form.speakers), len(before.speakers) if before else 0)
    speakers = [
        Section(
            f"Speaker {place + 1}",
            filled(answer(f"speakers-{place}-{field}", label) for field, label in _SPEAKER_FIELDS),
        )
        for place in range(most)
    ]
    return [section for section in [*found[:3], *speakers, found[3]] if section.answers]


def place(now: Mapping[str, str], before: Mapping[str, str]) -> list[Section]:
    """Place and time, as far as they are others than before; both by what they are called, in words."""
    changed = [
        Answer(label.lower().replace(" ", "-"), label, segments(text, []), before.get(label, ""))
        for label, text in now.items()
        if text != before.get(label, "")
    ]
    return [Section("Place and time", changed)] if changed else []


def only_changed(whole: Iterable[Section]) -> list[Section]:
    """The answers that an earlier version gave otherwise, under their headings."""
    found = [Section(one.heading, [answer for answer in one.answers if answer.was is not None]) for one in whole]
    return [section for section in found if section.answers]
