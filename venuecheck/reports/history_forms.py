"""What may be asked of a history."""

from datetime import date, datetime, time, timedelta
from typing import Any

from multidict import MultiDict
from wtforms import SelectField, StringField
from wtforms.validators import StopValidation

from venuecheck.reports.history import Asked
from venuecheck.runtime.clock import from_london
from venuecheck.runtime.text import clean
from venuecheck.web.forms import Form, at_most
from venuecheck.web.posted import Posted


def _a_day(_form: Any, field: Any) -> None:
    text = (field.data or "").strip()
    if text and day_of(text) is None:
        raise StopValidation("Enter a date, like 2026-11-24")


def day_of(text: str) -> date | None:
    """The day that was typed: 2026-11-24, or 24/11/2026 where the browser has no field for dates; None for anything else."""
    for layout in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            day = datetime.strptime(text.strip(), layout).date()
        except ValueError:
            continue
        return day if 2000 <= day.year < 9000 else None
    return None


class HistoryForm(Form):
    """The filter of a history. It is asked with GET, so that a page can be kept and sent on."""

    q = StringField("Search", [at_most(100, "The search")])
    group = SelectField("Kind", choices=[], validate_choice=True)
    who = SelectField("By whom", choices=[], validate_choice=True)
    since = StringField("From", [_a_day])
    until = StringField("To", [_a_day])

    @classmethod
    def of(
        cls, params: list[tuple[str, str]], groups: list[tuple[str, str]], people: list[tuple[str, str]]
    ) -> "HistoryForm":
        """The form as an address fills it in; what the address does not say is empty."""
        said = {key: clean(value) for key, value in params}
        fields = {name: said.get(name, "") for name in ("q", "group", "who", "since", "until")}
        form = cls(Posted(MultiDict(fields)))
        form.group.choices, form.who.choices = groups, people
        return form

    @property
    def asked(self) -> Asked:
        """What is asked for; dates are days in London, the last one included."""
        since, until = day_of(self.since.data or ""), day_of(self.until.data or "")
        return Asked(
            group=self.group.data or "",
            who=self.who.data or "",
            since=from_london(datetime.combine(since, time())) if since else None,
            until=from_london(datetime.combine(until + timedelta(days=1), time())) if until else None,
            words=(self.q.data or "").strip(),
        )

    @property
    def query(self) -> dict[str, str]:
        """What the form says, for an address."""
        return {name: field.data for name, field in self._fields.items() if field.data}

    @property
    def said(self) -> str:
        """What was asked for, in words."""
        parts = [f"“{self.q.data}”"] if self.q.data else []
        parts += [
            dict(field.choices).get(field.data, "something unknown") for field in (self.group, self.who) if field.data
        ]
        parts += [f"{word} {field.data}" for word, field in (("from", self.since), ("to", self.until)) if field.data]
        return ", ".join(parts)
