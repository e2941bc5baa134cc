"""The forms of the watchlist, with their messages. What only the list can tell is refused by the use case."""

from wtforms import BooleanField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import Optional

from venuecheck.screening.watchlist_file import LONGEST_NAME, LONGEST_REASON
from venuecheck.web.forms import Form, at_most, needed

MOST_ALIASES = 30_000
"""Characters in the field for other names: a hundred long ones."""


class SearchForm(Form):
    """Whom to look for. It is posted, since a name does not belong into an address."""

    words = StringField("Find by name, other name or number", [Optional(), at_most(LONGEST_NAME, "What you look for")])


class EntryForm(Form):
    """What an entry says. `version` is the version that was shown, so that nobody's change is overwritten unseen."""

    version = HiddenField(default="0")
    kind = RadioField(
        "Who is it?",
        [needed("Choose whether it is a person or an organisation")],
        choices=[("person", "A person"), ("organisation", "An organisation")],
    )
    name = StringField("Name", [needed("Enter the name"), at_most(LONGEST_NAME, "The name")])
    aliases = TextAreaField("Other names, one a line", [Optional(), at_most(MOST_ALIASES, "Other names")])
    reason = TextAreaField(
        "Why are they on the list?",
        [
            needed("Say why they are on the list, with the source and its date"),
            at_most(LONGEST_REASON, "The reason"),
        ],
    )

    @property
    def seen_version(self) -> int:
        """The version that was shown; 0 when the field was tampered with, which fits no entry."""
        typed = self.version.data or ""
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0

    @property
    def all_aliases(self) -> list[str]:
        """The other names, in order."""
        return [line for line in (self.aliases.data or "").splitlines() if line.strip()]


class NewEntryForm(EntryForm):
    """A new entry, with its number on the list."""

    key = StringField("Number on the list", [needed("Enter a number for the entry, like W061"), at_most(100, "Number")])


class RetireForm(Form):
    """Why an entry is retired."""

    reason = TextAreaField(
        "Why is it retired?", [needed("Say why the entry is retired"), at_most(LONGEST_REASON, "The reason")]
    )


class UploadForm(Form):
    """A file to be read. The file itself is no text field: see `Posted.files`."""

    file = StringField("CSV file")


class ConfirmForm(Form):
    """That what was previewed is to be done: to this file, over this version of the list."""

    upload = HiddenField()
    list_version = HiddenField()
    retires = BooleanField("Yes, retire every entry that the file does not hold")
