"""The forms of erasing."""

from typing import Any

from wtforms import BooleanField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import StopValidation

from venuecheck.cases.erasing import Ground
from venuecheck.cases.retention import PastTime
from venuecheck.web.forms import Form, at_most, needed
from venuecheck.web.posted import Posted

SURE = "I know that this cannot be undone"


def _ticked(_form: Any, field: Any) -> None:
    if not field.data:
        raise StopValidation("Confirm that this cannot be undone")


class PastTimeForm(Form):
    """Which of what is past its time is erased."""

    things = SelectMultipleField("Erase", [needed("Choose what is to be erased")], choices=[])
    sure = BooleanField(SURE, [_ticked])

    @classmethod
    def over(cls, found: list[PastTime], posted: Posted | None = None) -> "PastTimeForm":
        """The form over what is past its time now."""
        form = cls(posted)
        form.things.choices = [
            (str(one.uuid), f"{one.name}, {one.what}: since {one.since.day} {one.since:%B %Y}") for one in found
        ]
        return form


class AskedForm(Form):
    """What is erased because somebody asked."""

    number = StringField(
        "Reference of the application, or number of the watchlist entry",
        [needed("Enter a reference, like VH-2346-CD, or an entry's number"), at_most(40, "The reference")],
    )
    ground = RadioField(
        "Why",
        choices=[(one.value, one.label) for one in Ground if one is not Ground.TIME],
        validators=[needed("Choose why")],
    )
    details = TextAreaField(
        "On whose word, and where that is written down",
        [needed("Say on whose word, and where that is written down"), at_most(500, "What you say")],
    )
    sure = BooleanField(SURE, [_ticked])
