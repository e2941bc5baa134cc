"""The pages of the application form: what each asks, and what it says when an answer cannot be taken.

Each page is one form. What was typed is kept as it was typed (`typed`), in the draft too, and read by the same form again
whenever it is needed, so that an answer that has gone stale (a date now past) is found wherever it matters.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any, ClassVar

from multidict import MultiDict
from wtforms import BooleanField, FormField, HiddenField, StringField, TextAreaField
from wtforms import Form as WtForm
from wtforms.fields import FieldList
from wtforms.validators import StopValidation, ValidationError

from venuecheck.bookings import vocabulary
from venuecheck.bookings.application import ApplicationForm, Speaker
from venuecheck.bookings.clockwords import UnclearError, read_day, read_number, read_time
from venuecheck.runtime.errors import InvalidError, Refusal
from venuecheck.runtime.text import is_email_address
from venuecheck.web.forms import FieldError, Form, at_most, fields_of, needed
from venuecheck.web.posted import Posted

MOST_SPEAKERS = 40
MOST_KEPT_SPEAKERS = 400
"""How many speakers a page still shows when too many were sent, so that they can be taken out again."""
MOST_PEOPLE = 100_000
NAME, NAMES, LINE, WORDS, LINKS = 200, 1000, 300, 5000, 2000

Pairs = list[tuple[str, str]]
"""What was typed on a page: fields and their text, in page order."""


# --- kinds of field ---------------------------------------------------------------


class OneOf(StringField):  # type: ignore[misc]
    """A choice of one. `choices` are (value, words); an optional question may be left without an answer."""

    unknown = "Choose one of the answers on the page"

    def __init__(self, label: str, choices: Any = (), unknown: str = unknown, **kwargs: Any) -> None:
        super().__init__(label, default="", **kwargs)
        self.unknown = unknown
        self.choices: list[tuple[str, str]] = list(choices)

    def pre_validate(self, form: Any) -> None:
        """Refuse a value that was never offered."""
        if self.data and self.data not in {value for value, _ in self.choices}:
            raise StopValidation(self.unknown)


def one_line(form: Any, field: Any) -> None:
    """A field of one line holds one line: what a browser would never send is not passed on to letters."""
    if field.data and ("\n" in field.data or "\r" in field.data):
        raise ValidationError(f"{field.label.text} must be on one line")


def line(label: str, what: str, most: int = LINE, enter: str = "") -> StringField:
    """One line of text, needed where `enter` says so."""
    validators = [at_most(most, what), one_line]
    return StringField(label, [needed(enter), *validators] if enter else validators, default="")


def words(label: str, what: str, most: int = WORDS, enter: str = "") -> TextAreaField:
    """Words of several lines, needed where `enter` says so."""
    validators = [at_most(most, what)]
    return TextAreaField(label, [needed(enter), *validators] if enter else validators, default="")


class DayParts(WtForm):  # type: ignore[misc]
    """A date in three fields. `value` is set once it was read."""

    day = StringField("Day", default="")
    month = StringField("Month", default="")
    year = StringField("Year", default="")
    what: ClassVar[str] = "The date"
    value: date | None = None

    def validate(self, extra_validators: Any = None) -> bool:
        """Read the date, with the error beside the part that is to blame."""
        for part in self:
            part.errors = []
        try:
            self.value = self._read()
        except UnclearError as problem:
            self[problem.part].errors = [problem.sentence]
            return False
        return True

    def read(self) -> date | None:
        """The date as far as it can be read."""
        try:
            return self._read()
        except UnclearError:
            return None

    def _read(self) -> date:
        return read_day(self.day.data or "", self.month.data or "", self.year.data or "", self.what)


class Rows(FieldList):  # type: ignore[misc]
    """A list of small forms, `speakers-0-name` and so on. Numbers that are no numbers are passed over."""

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterator[int]:
        # "²" counts as a digit in Python and is no number, and a number of 5,000 digits is an error.
        shape = re.compile(re.escape(prefix) + r"-([0-9]{1,9})-")
        found = {int(match[1]) for match in map(shape.match, formdata) if match}
        yield from sorted(found)[:MOST_KEPT_SPEAKERS]


class SpeakerParts(WtForm):  # type: ignore[misc]
    """One speaker."""

    name = line("Full name", "Name", NAME)
    to_be_confirmed = BooleanField("The name is still to be confirmed", default=False)
    other_names = words("Other names used, if any", "Other names", NAMES)
    organisation = line("Organisation, if they speak for one", "Organisation", NAME)
    topic = words("What they will speak about", "Topic", 1000)
    links = words("Links to their website or profiles, if any", "Links", LINKS)
    refused_elsewhere = words(
        "Has a venue refused or cancelled this speaker? If so, where and when", "Answer on refusals", 1000
    )

    def validate_name(self, field: Any) -> None:
        """A speaker has a name, or is still to be confirmed."""
        if not field.data.strip() and not self.to_be_confirmed.data:
            raise ValidationError("Enter the name, say that it is still to be confirmed, or remove this speaker")

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was said."""
        return not any(str(field.data).strip() for field in self if field.data)

    def speaker(self) -> Speaker:
        """The speaker as the application keeps them."""
        return Speaker(**self.data)


# --- what a page is told ------------------------------------------------------------


@dataclass(frozen=True)
class LayoutChoice:
    """A way a space can be set out."""

    key: str
    name: str
    capacity: int


@dataclass(frozen=True)
class SpaceChoice:
    """A space that can be asked for."""

    key: str
    name: str
    venue: str
    capacity: int
    opens: str
    closes: str
    layouts: tuple[LayoutChoice, ...] = ()
    address: str = ""

    @property
    def words(self) -> str:
        """Its name with the venue's."""
        return f"{self.name}, {self.venue}"


CLAIMED = (
    "space",
    "day",
    "start",
    "end",
    "set_up_minutes",
    "clear_down_minutes",
    "layout",
    "expected_numbers",
)
"""The fields of an application that the space's hours and sizes have a say in."""


@dataclass(frozen=True)
class About:
    """What a page needs to know beyond what is typed on it: `said` holds the answers of the other pages, by field, and
    `before` the application as it stands, where this is a correction of it.
    """

    spaces: tuple[SpaceChoice, ...] = ()
    by_staff: bool = False
    terms_version: int = 0
    said: Mapping[str, Any] = field(default_factory=dict)
    before: ApplicationForm | None = None

    def as_before(self, **said: Any) -> bool:
        """Whether place, time and numbers are those of the application that is being corrected."""
        now = {**self.said, **said}
        return self.before is not None and all(now.get(name) == getattr(self.before, name) for name in CLAIMED)

    @property
    def space(self) -> SpaceChoice | None:
        """The space that was chosen, while it can still be asked for."""
        return next((space for space in self.spaces if space.key == self.said.get("space")), None)


class PageForm(Form):
    """A page of the application. `said()` gives its answers, by the application's own field names, once it is valid."""

    key: ClassVar[str]

    def __init__(self, posted: Posted | None, about: About) -> None:
        self.about = about
        super().__init__(posted)
        self.tell()

    def tell(self) -> None:
        """Fill in what depends on what the page was told."""

    @property
    def waits_for(self) -> str:
        """The key of the page that must be answered before this one can be asked; empty for most."""
        return ""

    def said(self) -> dict[str, Any]:
        """The answers. Call it on a valid form."""
        return dict(self.data)

    def typed(self) -> Pairs:
        """What was typed in every field of the page."""
        return [(field.name, str(text)) for field in fields_of(self) for text in field.raw_data or []]

    def refuse(self, problem: Refusal) -> None:
        """Show a refusal beside its field; one of the date beside the day."""
        name = {"day": "day-day"}.get(getattr(problem, "field", ""), getattr(problem, "field", ""))
        super().refuse(InvalidError(problem.sentence, name))


def posted_of(pairs: Pairs) -> Posted:
    """What a page was sent, from what was kept of it."""
    return Posted(fields=MultiDict((str(name), str(text)) for name, text in pairs))


# --- the pages ------------------------------------------------------------------------


class SpaceForm(PageForm):
    """Which space."""

    key = "space"
    space = OneOf(
        "Which space would you like?",
        unknown="This space cannot be booked any more: choose another",
        validators=[needed("Choose a space")],
    )

    def tell(self) -> None:
        """Offer the spaces that are open."""
        self.space.choices = [(space.key, space.words) for space in self.about.spaces]


class WhenForm(PageForm):
    """Which day and what time."""

    key = "when"
    day = FormField(DayParts, "Date")
    start = line("Start", "Start time", 20, "Enter the time when your event starts")
    end = line("End", "End time", 20, "Enter the time when your event ends")
    set_up_minutes = line("Minutes to set up before", "Minutes to set up", 10)
    clear_down_minutes = line("Minutes to clear up after", "Minutes to clear up", 10)
    layout = OneOf("How should the space be set out?")
    times: dict[str, time]
    minutes: dict[str, int]

    @property
    def waits_for(self) -> str:
        """When cannot be said before where."""
        return "" if self.about.space else SpaceForm.key

    def tell(self) -> None:
        """Offer the layouts of the space."""
        self.times, self.minutes = {}, {}
        space = self.about.space
        layouts = space.layouts if space else ()
        self.layout.choices = [(layout.key, f"{layout.name}, for up to {layout.capacity}") for layout in layouts]
        if self.layout.choices:
            self.layout.choices.append(("", "As it comes"))

    def _read_time(self, field: Any, what: str) -> None:
        try:
            self.times[field.short_name] = read_time(field.data, what)
        except UnclearError as problem:
            raise ValidationError(problem.sentence) from None

    def validate_start(self, field: Any) -> None:
        """A time."""
        self._read_time(field, "Start time")

    def validate_end(self, field: Any) -> None:
        """A time."""
        self._read_time(field, "End time")

    def _read_minutes(self, field: Any, what: str) -> None:
        try:
            self.minutes[field.short_name] = read_number(field.data, what, 240) if field.data.strip() else 0
        except UnclearError as problem:
            raise ValidationError(problem.sentence) from None

    def validate_set_up_minutes(self, field: Any) -> None:
        """Minutes, or nothing."""
        self._read_minutes(field, "Minutes to set up")

    def validate_clear_down_minutes(self, field: Any) -> None:
        """Minutes, or nothing."""
        self._read_minutes(field, "Minutes to clear up")

    def said(self) -> dict[str, Any]:
        """The day and times as values."""
        return {"day": self.day.form.value, **self.times, **self.minutes, "layout": self.layout.data}


class YouForm(PageForm):
    """Who is asking."""

    key = "you"
    hirer_name = line("Full name", "Name", NAME, "Enter your full name")
    hirer_other_names = words("Other names you use or have used, if any", "Other names", NAMES)
    hirer_role = line("Your role, if you book for an organisation", "Role", NAME)
    over_18 = BooleanField("I am 18 or over", default=False)

    def tell(self) -> None:
        """Speak of the hirer where staff fill it in."""
        if self.about.by_staff:
            self.hirer_role.label.text = "Role, if they book for an organisation"
            self.hirer_other_names.label.text = "Other names they use or have used, if any"
            self.over_18.label.text = "The hirer is 18 or over"

    def validate_over_18(self, field: Any) -> None:
        """Ticked."""
        if not field.data:
            raise ValidationError("You must be 18 or over to hire a space")


class ContactForm(PageForm):
    """How to reach the hirer. Without an account the e-mail address is needed; staff may give another way."""

    key = "contact"
    hirer_email = line("E-mail address", "E-mail address", 254)
    hirer_phone = line("Phone number", "Phone number", 40)
    hirer_address = words("Address", "Address", 500)

    def validate_hirer_email(self, field: Any) -> None:
        """An address in the usual form; for staff at least some way to answer."""
        if field.data.strip():
            if not is_email_address(field.data.strip()):
                raise ValidationError("Enter an e-mail address in the usual form, like name@example.com")
        elif not self.about.by_staff:
            raise ValidationError("Enter your e-mail address")
        elif not (self.hirer_phone.data.strip() or self.hirer_address.data.strip()):
            raise ValidationError("Enter an e-mail address, a phone number or a postal address")

    def validate_hirer_phone(self, field: Any) -> None:
        """Digits, with what people write between them."""
        digits = sum(character.isdecimal() for character in field.data)
        if field.data.strip() and not 3 <= digits <= 20:
            raise ValidationError("Enter a phone number, like 01632 960 001")

    def said(self) -> dict[str, Any]:
        """The e-mail address without white space round it, the rest as typed."""
        return {**self.data, "hirer_email": self.hirer_email.data.strip()}


class OrganisationForm(PageForm):
    """For which organisation, if any."""

    key = "organisation"
    organisation_kind = OneOf(
        "What kind of organisation is it?",
        vocabulary.pairs(vocabulary.ORGANISATION_KINDS),
        validators=[needed("Choose a kind of organisation, or “No organisation”")],
    )
    organisation = line("Name of the organisation", "Name of the organisation", NAME)
    organisation_other_names = words("Other names it uses or has used, if any", "Other names", NAMES)
    organisation_number = line("Charity or company number, if it has one", "Number", 60)
    organisation_links = words("Website and social media, if any", "Website and social media", LINKS)

    def validate_organisation(self, field: Any) -> None:
        """A name where there is an organisation."""
        kind = self.organisation_kind.data
        if kind and kind != "none" and not field.data.strip():
            raise ValidationError("Enter the name of the organisation")
        if kind == "none" and field.data.strip():
            raise ValidationError("Choose what kind of organisation this is, or take its name out")


OWN, OTHER = "own", "other"


class BehalfForm(PageForm):
    """On whose behalf, and who pays."""

    key = "behalf"
    booking_for = OneOf("Who are you booking for?", validators=[needed("Choose who you are booking for")])
    on_behalf_of = line("Their full name, or the name of their organisation", "Name", NAME)
    on_behalf_of_other_names = words("Other names they use or have used, if any", "Other names", NAMES)
    payer = OneOf("Who pays for the hire?", validators=[needed("Choose who pays for the hire")])
    who_pays = line("Name of whoever pays", "Name of whoever pays", NAME)

    def tell(self) -> None:
        """Name whoever is booking, as far as that is known."""
        said = self.about.said
        hirer = said.get("organisation") or said.get("hirer_name") or "Myself or my organisation"
        if said.get("organisation") and said.get("hirer_name"):
            hirer = f"{said['organisation']} or {said['hirer_name']}"
        self.booking_for.choices = [(OWN, hirer), (OTHER, "Somebody else")]
        self.payer.choices = [(OWN, "Whoever it is booked for"), (OTHER, "Somebody else")]
        if self.about.by_staff:
            self.booking_for.label.text = "Who are they booking for?"

    def validate_on_behalf_of(self, field: Any) -> None:
        """A name where it is for somebody else."""
        if self.booking_for.data == OTHER and not field.data.strip():
            raise ValidationError("Enter the name of whoever you are booking for")
        if self.booking_for.data == OWN and field.data.strip():
            raise ValidationError("Choose “Somebody else” if you book for them, or take this name out")

    def validate_who_pays(self, field: Any) -> None:
        """A name where somebody else pays."""
        if self.payer.data == OTHER and not field.data.strip():
            raise ValidationError("Enter the name of whoever pays")
        if self.payer.data == OWN and field.data.strip():
            raise ValidationError("Choose “Somebody else” if they pay, or take this name out")

    def said(self) -> dict[str, Any]:
        """The names, which are empty where it is the hirer's own booking."""
        return {name: self.data[name] for name in ("on_behalf_of", "on_behalf_of_other_names", "who_pays")}


class KindForm(PageForm):
    """What it is for, in a choice."""

    key = "kind"
    purpose_kind = OneOf(
        "What is your booking for?",
        vocabulary.pairs(vocabulary.PURPOSE_KINDS),
        validators=[needed("Choose what your booking is for")],
    )
    election = line("Which election, and which candidate or party?", "Election", LINE)

    def validate_election(self, field: Any) -> None:
        """Which election, where it is an election meeting."""
        if self.purpose_kind.data == "election_meeting" and not field.data.strip():
            raise ValidationError("Enter which election the meeting is for, and which candidate or party")

    def said(self) -> dict[str, Any]:
        """The kind; which election only where it is an election meeting."""
        elects = self.purpose_kind.data == "election_meeting"
        return {"purpose_kind": self.purpose_kind.data, "election": self.election.data if elects else ""}


class EventForm(PageForm):
    """What it is for, in words."""

    key = "event"
    title = line("Name of the event", "Name of the event", NAME, "Enter a name for the event, like “Choir practice”")
    purpose = words("What will happen?", "What will happen", WORDS, "Enter what will happen, in a sentence or two")
    alcohol = BooleanField("Alcohol will be sold, or is part of the price of a ticket", default=False)
    entertainment = BooleanField("Music, dancing, a play or a film will be put on for an audience", default=False)


class PeopleForm(PageForm):
    """How many, and who may come."""

    key = "people"
    expected_numbers = line(
        "How many people do you expect?", "Number of people", 12, "Enter how many people you expect"
    )
    openness = OneOf("Who may come?", vocabulary.pairs(vocabulary.OPENNESS), validators=[needed("Choose who may come")])
    number = 0

    def validate_expected_numbers(self, field: Any) -> None:
        """A number that the space, set out as asked, can hold."""
        try:
            self.number = read_number(field.data, "Number of people", MOST_PEOPLE, 1)
        except UnclearError as problem:
            raise ValidationError(problem.sentence) from None
        if self.about.as_before(expected_numbers=self.number):
            return
        space = self.about.space
        if space and self.number > space.capacity:
            raise ValidationError(f"{space.name} holds at most {space.capacity} people: choose a bigger space")
        layouts = space.layouts if space else ()
        layout = next((layout for layout in layouts if layout.key == self.about.said.get("layout")), None)
        if layout and self.number > layout.capacity:
            raise ValidationError(
                f"The layout “{layout.name}” holds at most {layout.capacity} people: choose another layout or space"
            )

    def said(self) -> dict[str, Any]:
        """The number as a number."""
        return {"expected_numbers": self.number, "openness": self.openness.data}


class PublicityForm(PageForm):
    """How people hear of it, and whatever else there is to say."""

    key = "publicity"
    publicity = words("How will people hear about it?", "How people will hear about it")
    notes = words("Is there anything else we should know?", "What else we should know")


class AnySpeakersForm(PageForm):
    """Whether anybody is to speak."""

    key = "any-speakers"
    has_speakers = OneOf(
        "Will anyone give a talk, speech or lecture?",
        [("yes", "Yes"), ("no", "No")],
        validators=[needed("Choose “Yes” if anyone will give a talk, speech or lecture")],
    )

    def said(self) -> dict[str, Any]:
        """As a truth."""
        return {"has_speakers": self.has_speakers.data == "yes"}


class SpeakersForm(PageForm):
    """Everybody who is to speak."""

    key = "speakers"
    speakers = Rows(FormField(SpeakerParts))

    def tell(self) -> None:
        """Show one empty speaker to begin with."""
        if not self.speakers.entries:
            self.speakers.append_entry()

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every speaker and how many there are."""
        self.other_errors = []
        good = super().validate(extra_validators)
        return self._few_enough(len(self.speakers.entries)) and good

    def _few_enough(self, count: int) -> bool:
        if count > MOST_SPEAKERS:
            told = (
                f"You can name up to {MOST_SPEAKERS} speakers, and this would be {count}. All that you typed is kept: "
                "remove some, and name the others under “anything else we should know”"
            )
            self.other_errors.append(FieldError("speakers-0-name", told))
        return count <= MOST_SPEAKERS

    def fits(self, one_more: bool) -> bool:
        """Whether what was typed so far may be kept, with room for one more where one is to be added.

        A name may still be missing; nothing may be too long or unreadable.
        """
        nameless = {entry.form.name.id for entry in self.speakers if not entry.form.name.data.strip()}
        self.validate()
        if one_more and not self.other_errors:
            self._few_enough(len(self.speakers.entries) + 1)
        return all(problem.field in nameless for problem in self.problems) and not self.other_errors

    def remove(self, place: str) -> None:
        """Take one speaker out, by place from 0. A place where nobody stands changes nothing."""
        if place.isascii() and place.isdecimal() and len(place) < 5 and int(place) < len(self.speakers.entries):
            self.speakers.pop_entry(int(place))

    @property
    def problems(self) -> list[FieldError]:
        """Every error, each saying of which speaker it is."""
        found = []
        for place, entry in enumerate(self.speakers, start=1):
            for part in entry.form:
                found += [FieldError(part.id, f"Speaker {place}: {text}") for text in part.errors[:1]]
        return found + self.other_errors

    def said(self) -> dict[str, Any]:
        """The speakers as values."""
        return {"speakers": tuple(entry.form.speaker() for entry in self.speakers)}


class SeatingForm(PageForm):
    """How people are seated, and who decides. `asked` notes for which choice our question was already shown."""

    key = "seating"
    arrangement = OneOf(
        "How will people be seated?",
        vocabulary.pairs(vocabulary.ARRANGEMENTS),
        validators=[needed("Choose how people will be seated")],
    )
    chosen_by = OneOf("Who decides where each person sits?", vocabulary.pairs(vocabulary.CHOSEN_BY))
    seating = words("Describe the seating in your own words", "The seating")
    reason = words("Your answer to our question", "Your answer")
    asked = HiddenField(default="", validators=[at_most(200, "This")])

    @property
    def choice(self) -> str:
        """The choices that our question hangs on, in a line."""
        said = self.about.said
        return "/".join(
            (
                said.get("purpose_kind") or "other",
                self.arrangement.data or "undecided",
                self.chosen_by.data or "unknown",
                said.get("openness") or "unknown",
            )
        )

    @property
    def outdated(self) -> bool:
        """Whether the purpose or the openness changed since the seating was chosen, so that our question may differ."""
        return not self.seats_together and self.asked.data != self.choice

    @property
    def seats_together(self) -> bool:
        """Whether nobody is placed by sex, so that no reasons are asked for."""
        return self.arrangement.data in vocabulary.TOGETHER

    def typed(self) -> Pairs:
        """What was typed, with the choice that it was typed for."""
        return [*(pair for pair in super().typed() if pair[0] != "asked"), ("asked", self.choice)]

    def validate_chosen_by(self, field: Any) -> None:
        """Needed where there are seats and something was decided."""
        if self.arrangement.data not in {"", "no_seating", "undecided"} and not field.data:
            raise ValidationError("Choose who decides where each person sits")

    def validate_seating(self, field: Any) -> None:
        """Needed where there are seats and something was decided."""
        if self.arrangement.data not in {"", "no_seating", "undecided"} and not field.data.strip():
            raise ValidationError("Describe the seating, like “80 chairs in rows, sit where you like”")

    def said(self) -> dict[str, Any]:
        """The choices and the words."""
        return {
            "arrangement": self.arrangement.data,
            "chosen_by": self.chosen_by.data or "unknown",
            "seating": self.seating.data,
            "reason": self.reason.data,
        }


class TermsForm(PageForm):
    """The terms of hire and the declaration."""

    key = "terms"
    terms_version = HiddenField(default="")
    declared = BooleanField("I accept the terms of hire, and what I have told you is true", default=False)

    def tell(self) -> None:
        """Speak of the hirer where staff fill it in."""
        if self.about.by_staff:
            self.declared.label.text = "The hirer accepts the terms of hire, and says that what they told us is true"

    def validate_declared(self, field: Any) -> None:
        """Ticked, for the terms that hold today."""
        if not field.data:
            raise ValidationError("Tick the box to accept the terms of hire and declare that your answers are true")
        if self.terms_version.data != str(self.about.terms_version):
            raise ValidationError("The terms of hire have changed since this page was shown: read them and tick again")

    def said(self) -> dict[str, Any]:
        """The version that was accepted."""
        return {"declared": True, "terms_version": self.about.terms_version}
