"""Which changes open a confirmed booking again: one table, field by field, and what follows from it. Pure.

Whatever the hirer changes is kept as a version of its own, checked again, and shown to staff beside what it was. Only what
matters to the decision has to be decided on again, in the short lane; the booking stands meanwhile.
"""

from enum import StrEnum
from typing import Any

from msgspec.structs import replace

from venuecheck.bookings.application import ApplicationForm, Speaker


class Opens(StrEnum):
    """When a change of a field opens a confirmed booking again."""

    ALWAYS = "always"
    MORE = "when it becomes more than was approved"
    FOUND = "only if the checks, which read it again, raise something new"
    NEVER = "never; it is recorded"


FORM: dict[str, tuple[str, Opens]] = {
    "space": ("The space", Opens.ALWAYS),
    "day": ("The day", Opens.ALWAYS),
    "start": ("When it starts", Opens.ALWAYS),
    "end": ("When it ends", Opens.ALWAYS),
    "set_up_minutes": ("Time to set up", Opens.MORE),
    "clear_down_minutes": ("Time to clear up", Opens.MORE),
    "layout": ("The layout of the room", Opens.ALWAYS),
    "hirer_name": ("Who hires", Opens.ALWAYS),
    "hirer_other_names": ("The hirer's other names", Opens.FOUND),
    "hirer_role": ("The hirer's role", Opens.NEVER),
    "hirer_email": ("E-mail address", Opens.NEVER),
    "hirer_phone": ("Telephone number", Opens.NEVER),
    "hirer_address": ("Postal address", Opens.NEVER),
    "over_18": ("That the hirer is over 18", Opens.NEVER),
    "organisation": ("The organisation", Opens.ALWAYS),
    "organisation_kind": ("What kind of organisation it is", Opens.ALWAYS),
    "organisation_other_names": ("The organisation's other names", Opens.FOUND),
    "organisation_number": ("Its charity or company number", Opens.ALWAYS),
    "organisation_links": ("Its website and social media", Opens.NEVER),
    "on_behalf_of": ("On whose behalf it is booked", Opens.ALWAYS),
    "on_behalf_of_other_names": ("Their other names", Opens.FOUND),
    "who_pays": ("Who pays", Opens.ALWAYS),
    "title": ("The title", Opens.ALWAYS),
    "purpose_kind": ("The kind of meeting", Opens.ALWAYS),
    "purpose": ("The purpose", Opens.ALWAYS),
    "election": ("Which election it is for", Opens.ALWAYS),
    "expected_numbers": ("How many people are expected", Opens.MORE),
    "openness": ("Who may come", Opens.ALWAYS),
    "publicity": ("How it is promoted", Opens.FOUND),
    "notes": ("Anything else that the hirer says", Opens.ALWAYS),
    "alcohol": ("That alcohol is sold", Opens.MORE),
    "entertainment": ("That there is entertainment for an audience", Opens.MORE),
    "has_speakers": ("That there are speakers", Opens.MORE),
    "arrangement": ("The seating arrangement", Opens.ALWAYS),
    "chosen_by": ("Who decides on seating", Opens.ALWAYS),
    "reason": ("The reason for the seating", Opens.ALWAYS),
    "seating": ("The seating in words", Opens.ALWAYS),
    "terms_version": ("The version of the terms of hire", Opens.NEVER),
    "declared": ("The declaration", Opens.NEVER),
}
"""Every field of the form but the speakers, as people call it, and when its change opens a confirmed booking again."""

SPEAKER: dict[str, tuple[str, Opens]] = {
    "name": ("A speaker is added, or another comes instead", Opens.ALWAYS),
    "to_be_confirmed": ("A speaker who was to be confirmed is named", Opens.ALWAYS),
    "other_names": ("A speaker's other names", Opens.FOUND),
    "organisation": ("Whom a speaker represents", Opens.ALWAYS),
    "topic": ("What a speaker talks about", Opens.ALWAYS),
    "links": ("Links about a speaker", Opens.NEVER),
    "refused_elsewhere": ("That a speaker was refused elsewhere", Opens.ALWAYS),
}
"""The same for each speaker. That one no longer comes, or that their order is another, opens nothing."""


def matter(approved: ApplicationForm, now: ApplicationForm) -> list[str]:
    """The fields by which `now` opens the booking again that was `approved`; none where it stands as it is."""
    found = [
        field for field, (_, opens) in FORM.items() if _opens(opens, getattr(approved, field), getattr(now, field))
    ]
    known = {_matters_of(speaker) for speaker in approved.speakers}
    return found + ["speakers"] * any(_matters_of(speaker) not in known for speaker in now.speakers)


def changed(before: ApplicationForm, now: ApplicationForm) -> list[str]:
    """What is said otherwise now, as people call it."""
    found = [label for field, (label, _) in FORM.items() if getattr(before, field) != getattr(now, field)]
    return found + ["The speakers"] * (before.speakers != now.speakers)


def taken_back(approved: ApplicationForm, now: ApplicationForm) -> ApplicationForm:
    """What stands after a change was declined: what was approved, with the newest of what never mattered, such as a telephone
    number.
    """
    return replace(
        approved, **{field: getattr(now, field) for field, (_, opens) in FORM.items() if opens is Opens.NEVER}
    )


def _opens(opens: Opens, approved: Any, now: Any) -> bool:
    if opens is Opens.MORE:
        return bool(now > approved)
    return opens is Opens.ALWAYS and bool(_read(approved) != _read(now))


def _matters_of(speaker: Speaker) -> tuple[Any, ...]:
    return tuple(_read(getattr(speaker, field)) for field, (_, opens) in SPEAKER.items() if opens is Opens.ALWAYS)


def _read(value: Any) -> Any:
    """A value as it is compared: a capital letter or a space more is no other name."""
    return " ".join(value.casefold().split()) if isinstance(value, str) else value
