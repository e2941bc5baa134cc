"""From the forms of interests, emergency approvals and what happened to the acts that they ask for."""

from venuecheck.cases import afterwards, interests, overrides
from venuecheck.cases.acts import Act
from venuecheck.cases.models import Case
from venuecheck.cases.moves import Doer
from venuecheck.cases.watch_forms import DeclareInterestForm, OverrideForm, RatifyForm, ReportEventForm
from venuecheck.runtime.database import Transaction
from venuecheck.runtime.settings import Settings


def _declare_interest(tx: Transaction, case: Case, form: DeclareInterestForm, by: Doer, settings: Settings) -> None:
    interests.declare(tx, case, form.reason.data or "", by)


def _report_event(tx: Transaction, case: Case, form: ReportEventForm, by: Doer, settings: Settings) -> None:
    afterwards.report(
        tx,
        case,
        by,
        held=form.held.data,
        conditions=form.conditions.data,
        concerns=form.concerns.data == "yes",
        words=form.words.data or "",
    )


def _override(tx: Transaction, case: Case, form: OverrideForm, by: Doer, settings: Settings) -> None:
    overrides.override(tx, case, form.reason.data or "", by, settings)


def _ratify(tx: Transaction, case: Case, form: RatifyForm, by: Doer, settings: Settings) -> None:
    overrides.ratify(tx, case, form.why.data or "", by)


ROWS = (
    ("declare-interest", (Act.DECLARE_INTEREST,), DeclareInterestForm, _declare_interest),
    ("override", (Act.OVERRIDE,), OverrideForm, _override),
    ("ratify", (Act.RATIFY,), RatifyForm, _ratify),
    ("report-event", (Act.REPORT_EVENT,), ReportEventForm, _report_event),
)
"""Slug, acts, form and what is done: lines of `deeds.DEEDS`."""
