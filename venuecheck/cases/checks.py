"""The checks of an application: run outside the transaction, and written down only if what they read still stands."""

from dataclasses import dataclass

from venuecheck.audit.events import Event
from venuecheck.bookings import service as bookings
from venuecheck.bookings.application import names, texts
from venuecheck.cases.acts import Act
from venuecheck.cases.models import Case
from venuecheck.cases.moves import THE_SYSTEM, facts_of, move
from venuecheck.equality import service as equality
from venuecheck.equality.assess import Assessment, Form, assess
from venuecheck.runtime.database import Reader, Transaction
from venuecheck.screening import service as screening

CHECK = "cases.check"


@dataclass(frozen=True)
class Checked:
    """What the checks of one version of an application gave, before it is written down. `series` is the one that its seating
    belongs to.
    """

    version: int
    list_version: int
    screened: list[screening.Screened]
    assessed: Assessment
    choices: str
    series: str


def check(reader: Reader, case: Case, index: screening.CurrentIndex) -> Checked:
    """Run the checks over the newest version. Reads only; the write comes after, and only if both versions still stand."""
    version = case.application.latest
    form = bookings.form_of(version)
    seating = Form(
        purpose_kind=form.purpose_kind,
        arrangement=form.arrangement,
        chosen_by=form.chosen_by,
        openness=form.openness,
        reason=form.reason,
        text=texts(form),
    )
    list_version, current = index.get(reader)
    return Checked(
        version=version.number,
        list_version=list_version,
        screened=screening.screen(current, names(form)),
        assessed=assess(seating),
        choices=equality.choices_of(seating),
        series=equality.series_of(f"{form.hirer_email} {form.organisation}", seating),
    )


def record_check(tx: Transaction, case: Case, checked: Checked) -> bool:
    """Write down what the checks gave and put the case into its lane.

    False, with nothing written, when the application or the watchlist has changed since the checks read them. Of an
    application that was erased meanwhile nothing is left to write down.
    """
    if case.application.erased:
        return True
    stale = case.application.latest.number != checked.version or screening.list_version(tx) != checked.list_version
    if stale:
        return False
    subject = case.application.uuid
    screening.record_screening(tx, subject, checked.version, checked.screened, checked.list_version)
    equality.record_assessment(tx, subject, checked.version, checked.assessed, checked.choices, checked.series)
    case.checked_version, case.checked_list = checked.version, checked.list_version
    tx.flush()
    facts = facts_of(tx, case)
    move(tx, case, Act.CHECK, THE_SYSTEM, Event.CASE_CHECKED, words={"lane": facts.lane.value})
    return True
