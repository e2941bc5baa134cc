"""A date in one field, for staff."""

import re
from datetime import date
from typing import Any

from wtforms import DateField

_BRITISH = re.compile(r"(?P<day>[0-9]{1,2})[/. -](?P<month>[0-9]{1,2})[/. -](?P<year>[0-9]{4})")
_ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")


class DayField(DateField):  # type: ignore[misc]
    """A day as 27/3/2027 or 2027-03-27. `message` is said of anything else, nothing included unless the field is optional."""

    def __init__(self, label: str, message: str, optional: bool = False, **kwargs: Any) -> None:
        super().__init__(label, format="%d/%m/%Y", **kwargs)
        self.message, self.optional = message, optional

    @property
    def day(self) -> date:
        """The day, once the form is valid."""
        assert self.data is not None, "asked of a valid form alone"
        return self.data

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day. Raises ValueError, which WTForms shows beside the field."""
        typed = "".join(valuelist).strip()
        self.data = None
        if not typed and self.optional:
            return
        found = _BRITISH.fullmatch(typed) or _ISO.fullmatch(typed)
        try:
            self.data = date(*(int(found[part]) for part in ("year", "month", "day"))) if found else None
        except ValueError:
            self.data = None
        if self.data is None:
            raise ValueError(f"{self.message}, like 27/3/2027")

    def pre_validate(self, form: Any) -> None:
        """A field that was not sent at all is as good as an empty one."""
        if self.data is None and not self.optional and not self.errors:
            raise ValueError(f"{self.message}, like 27/3/2027")
