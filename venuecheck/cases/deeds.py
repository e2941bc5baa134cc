"""From a form on the case page to the act that it asks for: one line for each thing that staff do."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from venuecheck.bookings import service as bookings
from venuecheck.cases import decisions, forms, service, watch_deeds
from venuecheck.cases.acts import Act
from venuecheck.cases.forms import DECISIONS, PASS_ON
from venuecheck.cases.models import Case
from venuecheck.cases.moves import Doer
from venuecheck.cases.weighing import WEIGHED
from venuecheck.cases.workflow import who
from venuecheck.equality.models import Conclusion
from venuecheck.runtime.database import Transaction
from venuecheck.runtime.errors import InvalidError, MissingError
from venuecheck.runtime.settings import Settings
from venuecheck.screening.models import Verdict

Do = Callable[[Transaction, Case, Any, Doer, Settings], object]


@dataclass(frozen=True)
class Deed:
    """Something that staff do on a case: its address, the acts of the workflow that it may be, its form, and what is done."""

    slug: str
    acts: tuple[Act, ...]
    form: type[forms.CaseForm]
    do: Do

    @property
    def roles(self) -> frozenset[str]:
        """Who may ever do it."""
        return frozenset[str]().union(*(who(act) for act in self.acts))


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise MissingError("There is no such thing on this case.") from None


def _take(tx: Transaction, case: Case, form: forms.NoWordsForm, by: Doer, settings: Settings) -> None:
    service.take(tx, case, by)


def _assign(tx: Transaction, case: Case, form: forms.AssignForm, by: Doer, settings: Settings) -> None:
    service.assign(tx, case, _key(form.to.data) if form.to.data else None, by)


def _note(tx: Transaction, case: Case, form: forms.NoteForm, by: Doer, settings: Settings) -> None:
    service.add_note(tx, case, form.text.data, by)


def _ask(tx: Transaction, case: Case, form: forms.AskForm, by: Doer, settings: Settings) -> None:
    service.ask(tx, case, form.question.data, by, settings)


def _adjudicate(tx: Transaction, case: Case, form: forms.AdjudicateForm, by: Doer, settings: Settings) -> None:
    service.adjudicate(tx, case, _key(form.match.data), Verdict(form.verdict.data), form.reason.data, by)


def _conclude(tx: Transaction, case: Case, form: forms.ConcludeForm, by: Doer, settings: Settings) -> None:
    conclusion = Conclusion(form.conclusion.data)
    service.conclude(tx, case, _key(form.finding.data), conclusion, form.exception.data or "", form.reason.data, by)


def _pass_on(tx: Transaction, case: Case, form: forms.PassOnForm, by: Doer, settings: Settings) -> None:
    if form.to.data not in {act.value for act in PASS_ON}:
        raise InvalidError("Choose whom to pass it to", "to")
    service.pass_on(tx, case, Act(form.to.data), form.reason.data, by)


def _assess(tx: Transaction, case: Case, form: forms.AssessEqualityForm, by: Doer, settings: Settings) -> None:
    fields = (*service.ASSESSED, "legal_advice")
    service.assess_equality(tx, case, by, **{name: form[name].data or "" for name in fields})


def _recommend(tx: Transaction, case: Case, form: forms.RecommendForm, by: Doer, settings: Settings) -> None:
    fields = ("outcome", *WEIGHED, "reasons", "internal")
    service.recommend(tx, case, by, **{name: form[name].data or "" for name in fields})


def _approve(tx: Transaction, case: Case, form: forms.ApproveForm, by: Doer, settings: Settings) -> None:
    decisions.approve(tx, case, form.internal.data or "", by)


def _cannot_offer(tx: Transaction, case: Case, form: forms.CannotOfferForm, by: Doer, settings: Settings) -> None:
    hold = case.application.hold
    free = bookings.nearest_free(tx, hold.space, hold.start, hold.end)
    decisions.cannot_offer(tx, case, decisions.Ground(form.ground.data), form.reasons.data, free, by)


def _decide(tx: Transaction, case: Case, form: forms.DecideForm, by: Doer, settings: Settings) -> None:
    if form.outcome.data not in {act.value for act in DECISIONS}:
        raise InvalidError("Choose the decision", "outcome")
    decisions.decide(
        tx,
        case,
        Act(form.outcome.data),
        by,
        reasons=form.reasons.data,
        internal=form.internal.data or "",
        weighed={name: form[name].data or "" for name in WEIGHED},
        conditions=form.all_conditions,
        rests_on=form.rests_on.data or [],
    )


DEEDS = (
    Deed("take", (Act.TAKE,), forms.NoWordsForm, _take),
    Deed("assign", (Act.ASSIGN,), forms.AssignForm, _assign),
    Deed("note", (Act.NOTE,), forms.NoteForm, _note),
    Deed("ask", (Act.ASK,), forms.AskForm, _ask),
    Deed("adjudicate", (Act.ADJUDICATE,), forms.AdjudicateForm, _adjudicate),
    Deed("conclude", (Act.CONCLUDE,), forms.ConcludeForm, _conclude),
    Deed("assess-equality", (Act.ASSESS,), forms.AssessEqualityForm, _assess),
    Deed("pass-on", tuple(PASS_ON), forms.PassOnForm, _pass_on),
    Deed("recommend", (Act.RECOMMEND,), forms.RecommendForm, _recommend),
    Deed("approve", (Act.APPROVE,), forms.ApproveForm, _approve),
    *(Deed(*row) for row in watch_deeds.ROWS),
    Deed("cannot-offer", (Act.CANNOT_OFFER,), forms.CannotOfferForm, _cannot_offer),
    Deed("decide", DECISIONS, forms.DecideForm, _decide),
)
"""Everything that staff do on a case."""
