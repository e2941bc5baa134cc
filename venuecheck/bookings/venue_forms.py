"""The forms on which an administrator sets up venues, spaces, layouts and terms."""

from typing import Any

from wtforms import BooleanField, IntegerField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import NumberRange, Regexp

from venuecheck.bookings.venues import MOST_PEOPLE
from venuecheck.web.forms import Form, at_most, needed

_TIME = r"^\s*([01]\d|2[0-3]):[0-5]\d\s*$"
_PEOPLE = NumberRange(1, MOST_PEOPLE, f"The number of people must be between 1 and {MOST_PEOPLE:,}")


class People(IntegerField):  # type: ignore[misc]
    """A whole number of people. What is no number is said so in plain words, and kept."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed."""
        text = valuelist[0].strip() if valuelist else ""
        self.data = None
        if not text:
            return
        if not (text.isascii() and text.isdigit() and len(text) < 10):
            raise ValueError("The number of people must be a whole number, like 60")
        self.data = int(text)


class NewVenueForm(Form):
    """A venue."""

    name = StringField("Name of the venue", [needed("Enter the venue's name"), at_most(100, "Name")])
    address = TextAreaField("Address", [at_most(300, "Address")])
    description = TextAreaField("Description", [at_most(2000, "Description")])
    opens = StringField(
        "Opens at", [needed("Enter when the venue opens"), Regexp(_TIME, message="Enter a time, like 07:30")]
    )
    closes = StringField(
        "Closes at", [needed("Enter when the venue closes"), Regexp(_TIME, message="Enter a time, like 23:30")]
    )

    def said(self) -> dict[str, Any]:
        """What the use case is given."""
        words = {name: str(getattr(self, name).data or "").strip() for name in ("name", "address", "description")}
        return words | {"opens": self.opens.data.strip(), "closes": self.closes.data.strip()}


class VenueForm(NewVenueForm):
    """A venue that is there already."""

    open = BooleanField("New applications can be made for this venue")

    def said(self) -> dict[str, Any]:
        """What the use case is given."""
        return super().said() | {"open": self.open.data}


class NewSpaceForm(Form):
    """A space; several parts make one that lets them together."""

    name = StringField("Name of the space", [needed("Enter the space's name"), at_most(100, "Name")])
    capacity = People("How many people it holds", [needed("Enter how many people it holds"), _PEOPLE])
    parts = SelectMultipleField("Spaces that are let together as this one")


class SpaceForm(Form):
    """A space that is there already."""

    name = StringField("Name of the space", [needed("Enter the space's name"), at_most(100, "Name")])
    capacity = People("How many people it holds", [needed("Enter how many people it holds"), _PEOPLE])
    open = BooleanField("New applications can be made for this space")


class LayoutForm(Form):
    """A way to set a space out."""

    name = StringField(
        "Name of the layout, like “Rows” or “Tables of eight”",
        [needed("Enter the layout's name"), at_most(100, "Name")],
    )
    capacity = People("How many people it then holds", [needed("Enter how many people it holds"), _PEOPLE])


class PublishTermsForm(Form):
    """The terms of hire."""

    text = TextAreaField("Terms of hire", [needed("Enter the terms of hire"), at_most(50_000, "Terms of hire")])
