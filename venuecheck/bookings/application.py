"""What an application says: one immutable value, as it was sent. Pure."""

from collections.abc import Iterator
from datetime import date, time

from msgspec import Struct


class Speaker(Struct, frozen=True):
    """Somebody who is to speak. `to_be_confirmed` stands for a speaker whose name the hirer does not know yet."""

    name: str = ""
    to_be_confirmed: bool = False
    other_names: str = ""
    organisation: str = ""
    topic: str = ""
    links: str = ""
    refused_elsewhere: str = ""


class ApplicationForm(Struct, frozen=True):
    """The whole form. Words are kept exactly as typed; an empty text means that nothing was said.

    `space` is the key (UUID) of the space asked for, `layout` that of the layout or empty. Times are London wall time on
    `day`; an `end` of 00:00 is midnight at the end of that day.
    `alcohol` (sold, or in the price of a ticket) and `entertainment` (for an audience) may need a licence of their own.
    `set_up_minutes` and `clear_down_minutes` are held before and after. Vocabularies: see `vocabulary.py`.
    """

    space: str
    day: date
    start: time
    end: time
    hirer_name: str
    hirer_email: str
    set_up_minutes: int = 0
    clear_down_minutes: int = 0
    layout: str = ""
    hirer_other_names: str = ""
    hirer_phone: str = ""
    hirer_address: str = ""
    hirer_role: str = ""
    over_18: bool = False
    organisation: str = ""
    organisation_kind: str = "none"
    organisation_other_names: str = ""
    organisation_number: str = ""
    organisation_links: str = ""
    on_behalf_of: str = ""
    on_behalf_of_other_names: str = ""
    who_pays: str = ""
    title: str = ""
    purpose_kind: str = "other"
    purpose: str = ""
    election: str = ""
    expected_numbers: int = 0
    openness: str = "unknown"
    publicity: str = ""
    notes: str = ""
    alcohol: bool = False
    entertainment: bool = False
    has_speakers: bool = False
    speakers: tuple[Speaker, ...] = ()
    arrangement: str = "undecided"
    chosen_by: str = "unknown"
    reason: str = ""
    seating: str = ""
    terms_version: int = 0
    declared: bool = False


class NamedParty(Struct, frozen=True):
    """A name to be screened: whose it is ("speaker", "hirer", "organisation", "on_behalf_of", "who_pays"), the form's field
    that holds it, whether it is a person's or an organisation's or may be either ("any"), and what else is known.
    """

    role: str
    field: str
    name: str
    kind: str
    affiliation: str = ""


def several(text: str) -> Iterator[str]:
    """The names of a field for other names: one a line, or divided by semicolons or commas.

    A line with a comma comes whole as well: it may be one name, family name first.
    """
    for line in text.replace(";", "\n").splitlines():
        pieces = [piece.strip() for piece in line.split(",") if piece.strip()]
        if len(pieces) > 1:
            yield line.strip()
        yield from pieces


def names(form: ApplicationForm) -> list[NamedParty]:
    """Every name that is screened: speakers, hirer, organisation, whoever it is booked on behalf of, and all their other
    names. Never those who attend. A speaker to be confirmed has no name yet.

    Each may be a person's or an organisation's, whatever its field asks for: people write either in both.
    """
    found = [
        NamedParty("hirer", "hirer_name", form.hirer_name, "any", form.organisation),
        NamedParty("organisation", "organisation", form.organisation, "any"),
        NamedParty("on_behalf_of", "on_behalf_of", form.on_behalf_of, "any"),
    ]
    for field, text, role in (
        ("hirer_other_names", form.hirer_other_names, "hirer"),
        ("organisation_other_names", form.organisation_other_names, "organisation"),
        ("on_behalf_of_other_names", form.on_behalf_of_other_names, "on_behalf_of"),
        ("who_pays", form.who_pays, "who_pays"),
    ):
        found += [NamedParty(role, field, name, "any") for name in several(text)]
    for place, speaker in enumerate(form.speakers):
        if not speaker.to_be_confirmed or speaker.name:
            found.append(NamedParty("speaker", f"speakers-{place}-name", speaker.name, "any", speaker.organisation))
        found += [
            NamedParty("speaker", f"speakers-{place}-other_names", name, "any", speaker.organisation)
            for name in several(speaker.other_names)
        ]
        found.append(NamedParty("speaker", f"speakers-{place}-organisation", speaker.organisation, "any"))
    return [party for party in found if party.name.strip()]


def texts(form: ApplicationForm) -> dict[str, str]:
    """Every text that the equality checks read, by field: all the words of the form but `reason` and names."""
    found = {
        "title": form.title,
        "purpose": form.purpose,
        "seating": form.seating,
        "publicity": form.publicity,
        "notes": form.notes,
    }
    found |= {f"speakers-{place}-topic": speaker.topic for place, speaker in enumerate(form.speakers)}
    return {field: text for field, text in found.items() if text.strip()}
