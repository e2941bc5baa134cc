"""Forms: what a page may send, checked by WTForms, with every error beside its field."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wtforms import Field as WtField
from wtforms import Form as WtForm
from wtforms import FormField
from wtforms.fields import FieldList
from wtforms.validators import InputRequired, Length, StopValidation

from venuecheck.runtime.errors import Refusal
from venuecheck.web.posted import Posted


@dataclass(frozen=True)
class FieldError:
    """What is wrong with a field, and where on the page it stands."""

    field: str
    text: str


class Form(WtForm):  # type: ignore[misc]
    """A form of the product. Built from what was posted, or from what is known (`values`) to show it first."""

    def __init__(self, posted: Posted | None = None, values: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(formdata=posted.fields if posted else None, data=values or {}, **kwargs)
        self.posted = posted
        self.other_errors: list[FieldError] = []

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every field, and tell of characters that were taken out of any."""
        good = super().validate(extra_validators)
        for field in fields_of(self):
            if self.posted and field.name in self.posted.faults:
                field.errors = [*field.errors, self.posted.faults[field.name]]
                good = False
        return bool(good)

    def refuse(self, problem: Refusal) -> None:
        """Show a use case's refusal on this form, beside its field where it names one."""
        name = getattr(problem, "field", "")
        for field in fields_of(self):
            if field.name == name:
                field.errors = [*field.errors, problem.sentence]
                return
        self.other_errors.append(FieldError(name or "main-content", problem.sentence))

    @property
    def problems(self) -> list[FieldError]:
        """Every error of the form in page order, for the error summary."""
        found = [FieldError(field.id, str(text)) for field in fields_of(self) for text in field.errors[:1]]
        return found + self.other_errors


def fields_of(form: Any) -> Iterator[WtField]:
    """Every plain field of a form, those in its lists of forms included."""
    for field in form:
        if isinstance(field, FormField):
            yield from fields_of(field.form)
        elif isinstance(field, FieldList):
            for entry in field.entries:
                yield from fields_of(entry.form) if isinstance(entry, FormField) else [entry]
        else:
            yield field


def needed(message: str) -> InputRequired:
    """The field must be filled in. White space alone does not count."""

    class Needed(InputRequired):  # type: ignore[misc]
        def __call__(self, form: Any, field: WtField) -> None:
            data = field.data.strip() if isinstance(field.data, str) else field.data
            if data in (None, "", []):
                field.errors = []
                raise StopValidation(message)

    return Needed(message)


def at_most(characters: int, what: str) -> Length:
    """The text has at most so many characters: `at_most(200, "Name")`."""
    return Length(max=characters, message=f"{what} must be {characters:,} characters or fewer")
