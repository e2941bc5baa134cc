"""The forms of the due diligence record."""

from typing import Any

from wtforms import Form as WtForm
from wtforms import FormField, RadioField, StringField
from wtforms.validators import Optional

from venuecheck.bookings.forms import DayParts
from venuecheck.cases.diligence import MARKINGS, STEPS, WEIGHTS, Asked, Looked
from venuecheck.cases.safeguard_forms import DatedForm, words
from venuecheck.web.forms import at_most, needed

MOST_LINKS = 40


class LookedDay(DayParts):
    """The day of a search."""

    what = "The date on which you looked"


class ContactDay(DayParts):
    """The day of a contact."""

    what = "The date on which you asked"


class StepForm(WtForm):  # type: ignore[misc]
    """One step of a search."""

    looked = RadioField(
        "How far did you look?",
        [needed("Choose how far you looked")],
        choices=[(looked.value, looked.label) for looked in Looked],
    )
    words = words("What was found, or why you did not look")


class _Steps(WtForm):  # type: ignore[misc]
    """Every step, in order."""


for _step in STEPS:
    setattr(_Steps, _step.key, FormField(StepForm, _step.label))


class CheckForm(DatedForm):
    """What every check says: about whom, what weight it has, who may read it."""

    about = StringField("About whom?", [needed("Say about whom"), at_most(200, "About whom")])
    weight = RadioField("What weight has it?", [needed("Choose what weight it has")], choices=list(WEIGHTS.items()))
    why = words("Why that weight?", "Say why it has that weight")
    marking = RadioField("Who may read this?", [needed("Choose who may read this")], choices=list(MARKINGS.items()))


class SearchForm(CheckForm):
    """An open-source check."""

    day = FormField(LookedDay, "When did you look?")
    terms = words("What did you search for?", "Write the words that you searched for", 2000)
    steps = FormField(_Steps)
    links = words("Links, one a line", most=8000)
    not_found = words("What was looked for and not found", "Say what was looked for and not found")

    def link_lines(self) -> tuple[str, ...]:
        """The links, one each."""
        return tuple(line.strip() for line in (self.links.data or "").splitlines() if line.strip())[:MOST_LINKS]


class ContactForm(CheckForm):
    """Somebody was asked."""

    of = RadioField(
        "Who was asked?", [needed("Choose who was asked")], choices=[(one.value, one.label) for one in Asked]
    )
    who = StringField("Their name and office", [needed("Say who it was"), at_most(200, "Their name and office")])
    day = FormField(ContactDay, "When did you ask?")
    asked = words("What did you ask?", "Write what you asked")
    answered = words("What did they answer?")
    handling = StringField("The marking that they gave it, if any", [Optional(), at_most(100, "Marking")])


def step_forms(form: SearchForm) -> list[tuple[Any, Any]]:
    """Each step with its part of the form."""
    return [(step, form.steps.form[step.key].form) for step in STEPS]
