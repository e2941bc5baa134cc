"""The forms of outreach, with their messages. What only the database can tell is refused by the use case."""

from datetime import date
from typing import Any, ClassVar

from wtforms import (
    BooleanField,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms import Form as WtForm
from wtforms.validators import ValidationError

from venuecheck.bookings.clockwords import UnclearError, read_day
from venuecheck.bookings.forms import line, words
from venuecheck.outreach import vocabulary
from venuecheck.outreach.service import LINE, NAME, WORDS
from venuecheck.runtime.clock import today
from venuecheck.runtime.errors import InvalidError, Refusal
from venuecheck.web.forms import Form, at_most, needed


def _choices(words: dict[str, str], first: str = "") -> list[tuple[str, str]]:
    return ([("", first)] if first else []) + list(words.items())


class DayParts(WtForm):  # type: ignore[misc]
    """A date in three fields. `value` is set once it was read; an optional one may be left empty."""

    day = StringField("Day", default="")
    month = StringField("Month", default="")
    year = StringField("Year", default="")
    what: ClassVar[str] = "The date"
    optional: ClassVar[bool] = False
    value: date | None = None

    def validate(self, extra_validators: Any = None) -> bool:
        """Read the date."""
        parts = [self.day.data or "", self.month.data or "", self.year.data or ""]
        if self.optional and not any(part.strip() for part in parts):
            return True
        try:
            self.value = read_day(parts[0], parts[1], parts[2], self.what)
        except UnclearError as problem:
            self[problem.part or "day"].errors = [problem.sentence]
            return False
        return True


class PastDay(DayParts):
    """The day something happened."""

    what = "The date it happened"


class FollowUpDay(DayParts):
    """The day to follow up."""

    what = "The date to follow up"


class PerhapsFollowUpDay(FollowUpDay):
    """The day to follow up, if there is to be one."""

    optional = True


def parts(day: date | None) -> dict[str, str]:
    """A day as the three fields show it."""
    return {"day": str(day.day), "month": str(day.month), "year": str(day.year)} if day else {}


class DatedForm(Form):
    """A form with a date: a refusal of the date stands beside its day."""

    def refuse(self, problem: Refusal) -> None:
        """Show the refusal beside its field."""
        name = getattr(problem, "field", "")
        super().refuse(InvalidError(problem.sentence, f"{name}-day" if name in {"day", "on"} else name))


class VenueForm(Form):
    """A private venue, as the register describes it."""

    name = line("Name of the venue", "Name", NAME, "Enter the venue's name")
    kind = SelectField(
        "Kind of venue",
        [needed("Choose what kind of venue it is")],
        choices=_choices(vocabulary.VENUE_KINDS, "Choose a kind"),
        validate_choice=False,
    )
    address = words("Address", "Address", 500, "Enter the venue's address")
    ward = line("Ward", "Ward", 100, "Enter the ward")
    notes = words("Notes, if any", "Notes", WORDS)


class ContactForm(Form):
    """Somebody to talk to at a venue."""

    name = line("Full name", "Name", NAME, "Enter the contact's name")
    role = line("Role at the venue, if known", "Role", NAME)
    email = line("E-mail address", "E-mail address", 254)
    phone = line("Telephone number", "Telephone number", 40)
    prefers = RadioField(
        "How do they prefer to be reached?",
        [needed("Choose how they prefer to be reached")],
        choices=_choices(vocabulary.PREFERRED_WAYS),
        validate_choice=False,
    )


class ConversationForm(DatedForm):
    """What was said with a venue, and perhaps when to follow up."""

    once = HiddenField(default="", validators=[at_most(100, "The form's key")])
    contact = SelectField("Who was it with?", validate_choice=False)
    way = RadioField(
        "How did you speak?",
        [needed("Choose how you spoke")],
        choices=_choices(vocabulary.CONVERSATION_WAYS),
        validate_choice=False,
    )
    day = FormField(PastDay, "When was it?")
    said = words("What was said?", "What was said", WORDS, "Enter what was said")
    finished = BooleanField("This settles the follow-up that was due")
    on = FormField(PerhapsFollowUpDay, "When should somebody follow up, if at all?")
    why = line("What for?", "What to follow up for", LINE)

    def validate_why(self, field: Any) -> None:
        """A follow-up has a reason."""
        if any(part.data and part.data.strip() for part in self.on.form) and not (field.data or "").strip():
            raise ValidationError("Enter what to follow up for")


class FollowUpForm(DatedForm):
    """When to get in touch again, and why."""

    on = FormField(FollowUpDay, "When should somebody follow up?")
    why = line("What for?", "What to follow up for", LINE, "Enter what to follow up for")


class BriefingForm(DatedForm):
    """A briefing that was held. `venues` are those that came."""

    once = HiddenField(default="", validators=[at_most(100, "The form's key")])
    kind = RadioField(
        "What kind of briefing was it?",
        [needed("Choose what kind of briefing it was")],
        choices=_choices(vocabulary.BRIEFING_KINDS),
        validate_choice=False,
    )
    day = FormField(PastDay, "When was it held?")
    venues = SelectMultipleField("Which venues came?", validate_choice=False)
    notes = words("Notes, if any", "Notes", WORDS)


class SendForm(Form):
    """Which pack goes to which venues. `again` is asked only where some had this version before."""

    once = HiddenField(default="", validators=[at_most(100, "The form's key")])
    pack = RadioField("Which pack?", [needed("Choose a pack")], validate_choice=False)
    venues = SelectMultipleField("To which venues?", validate_choice=False)
    again = RadioField(
        "Some contacts have had this version. Send it to them again?",
        choices=[
            ("skip", "No, only to those who have not had it"),
            ("send", "Yes, to everybody chosen"),
        ],
        validate_choice=False,
    )


class NumberForm(Form):
    """A line of "Whom to ring"."""

    who = line("Post or team", "Post or team", NAME, "Enter the post or team")
    phone = line("Telephone number", "Telephone number", 40, "Enter a telephone number")
    email = line("E-mail address, if any", "E-mail address", 254)
    hours = line("When it is answered, if not always", "When it is answered", 100)


def today_parts() -> dict[str, str]:
    """Today, as the three fields show it."""
    return parts(today())


class EraseForm(Form):
    """That erasing somebody is meant."""

    sure = BooleanField("I know that this cannot be undone")

    def validate_sure(self, field: BooleanField) -> None:
        """It must be ticked."""
        if not field.data:
            raise ValidationError("Confirm that this cannot be undone")
