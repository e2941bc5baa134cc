"""The pages of the due diligence record: an open-source check, and what somebody was asked."""

from typing import Any

from venuecheck.cases import diligence
from venuecheck.cases import diligence_forms as forms
from venuecheck.cases.acts import Act
from venuecheck.cases.deeds import Deed
from venuecheck.cases.models import Case
from venuecheck.cases.moves import Doer
from venuecheck.cases.papers import PAPERS, Paper, day_parts
from venuecheck.runtime.clock import today
from venuecheck.runtime.database import Reader, Transaction
from venuecheck.runtime.settings import Settings


def _search(tx: Transaction, case: Case, form: forms.SearchForm, by: Doer, settings: Settings) -> None:
    steps = ((step.key, part) for step, part in forms.step_forms(form))
    search = diligence.Search(
        about=form.about.data,
        day=form.day.form.value,
        terms=form.terms.data,
        steps=tuple(diligence.Taken(key, part.looked.data, part.words.data or "") for key, part in steps),
        links=form.link_lines(),
        not_found=form.not_found.data,
        weight=form.weight.data,
        why=form.why.data,
        marking=form.marking.data,
    )
    diligence.record_search(tx, case, search, by)


def _contact(tx: Transaction, case: Case, form: forms.ContactForm, by: Doer, settings: Settings) -> None:
    contact = diligence.Contact(
        of=diligence.Asked(form.of.data),
        about=form.about.data,
        who=form.who.data,
        day=form.day.form.value,
        asked=form.asked.data,
        answered=form.answered.data or "",
        handling=form.handling.data or "",
        weight=form.weight.data,
        why=form.why.data,
        marking=form.marking.data,
    )
    diligence.record_contact(tx, case, contact, by)


def _fill(reader: Reader, case: Case, form: Any, settings: Settings) -> None:
    form.known = diligence.known_names(case)
    form.hints = {step.key: step.hint for step in diligence.STEPS}
    day_parts(form, "day", today())


DILIGENCE = (
    Paper(Deed("search", (Act.RECORD_CHECK,), forms.SearchForm, _search), "Record an open-source check", _fill),
    Paper(Deed("contact", (Act.RECORD_CHECK,), forms.ContactForm, _contact), "Record whom you asked", _fill),
)
"""The two pages of the record."""
EVERY_PAPER = (*DILIGENCE, *PAPERS)
"""Every long form that there is on a case."""
