"""The pages of what follows a decision: conditions, what is still to be done, and declared interests."""

from typing import Any
from uuid import UUID, uuid4

from litestar import Response, get, post
from sqlalchemy import select

from venuecheck.accounts.models import User
from venuecheck.cases import conditions, followups, interests, service
from venuecheck.cases.acts import Act
from venuecheck.cases.models import Case
from venuecheck.cases.moves import Doer
from venuecheck.cases.watch import conditions_of
from venuecheck.cases.watch_forms import MarkConditionForm, SayMetForm, WithdrawInterestForm
from venuecheck.cases.workflow import READERS, who
from venuecheck.runtime.database import Database, Reader
from venuecheck.runtime.errors import MissingError, Refusal
from venuecheck.web.access import anyone, only, person
from venuecheck.web.once import first_time
from venuecheck.web.pages import Asking, page, see
from venuecheck.web.posted import Posted

MAY_MARK = who(Act.MARK_CONDITION)
MAY_WITHDRAW = who(Act.WITHDRAW_INTEREST)


@get("/follow-up", opt=only(*READERS), sync_to_thread=True)
def follow_up(request: Asking, db: Database) -> Response[Any]:
    """Everything that is still to be done after a decision."""
    with db.read() as reader:
        return page(request, "cases/follow_up.html", found=followups.follow_ups(reader))


@get("/cases/{case_uuid:uuid}/conditions", opt=only(*READERS), sync_to_thread=True)
def show_conditions(request: Asking, db: Database, case_uuid: UUID) -> Response[Any]:
    """The conditions of a case, and what shows them."""
    with db.read() as reader:
        return _conditions(request, reader, service.case_with(reader, case_uuid))


@post("/cases/{case_uuid:uuid}/conditions/{condition:uuid}", opt=only(*MAY_MARK), sync_to_thread=True)
def mark_condition(request: Asking, db: Database, posted: Posted, case_uuid: UUID, condition: UUID) -> Response[Any]:
    """Mark a condition as met or not met."""
    form = MarkConditionForm(posted)
    try:
        if form.validate():
            with db.write() as tx:
                case = service.case_with(tx, case_uuid)
                if first_time(tx, posted):
                    by = Doer.staff(person(request))
                    conditions.mark(tx, case, condition, form.state.data, form.evidence.data, by)
            return see(f"/cases/{case_uuid}/conditions")
    except MissingError:
        raise
    except Refusal as problem:
        form.refuse(problem)
    with db.read() as reader:
        return _conditions(request, reader, service.case_with(reader, case_uuid), condition, form)


def _conditions(
    request: Asking, reader: Reader, case: Case, about: UUID | None = None, failed: MarkConditionForm | None = None
) -> Response[Any]:
    shown = conditions_of(reader, case)
    return page(
        request,
        "cases/conditions.html",
        case=case,
        reference=case.application.reference,
        conditions=shown,
        tags=conditions.STATES,
        names={user.uuid: user.name for user in reader.scalars(select(User))},
        may_mark=bool(person(request).roles & MAY_MARK),
        form=failed,
        forms={
            one.uuid: (failed if failed is not None and one.uuid == about else _blank()).named(
                f"condition-{one.number}"
            )
            for one in shown
        },
    )


def _blank() -> MarkConditionForm:
    return MarkConditionForm(values={"once": str(uuid4())})


@get("/application/{token:str}/conditions", opt=anyone(), sync_to_thread=True)
def hirer_conditions(request: Asking, db: Database, token: str) -> Response[Any]:
    """The conditions of a booking, for its hirer."""
    with db.read() as reader:
        return _say_met(request, reader, token)


@post("/application/{token:str}/conditions/{condition:uuid}", opt=anyone(), sync_to_thread=True)
def say_met(request: Asking, db: Database, posted: Posted, token: str, condition: UUID) -> Response[Any]:
    """The hirer says how a condition is met."""
    form = SayMetForm(posted)
    try:
        if form.validate():
            with db.write() as tx:
                if first_time(tx, posted):
                    conditions.say_met(tx, service.case_behind(tx, token), condition, form.said.data)
            return see(f"/application/{token}/conditions")
    except MissingError:
        raise
    except Refusal as problem:
        form.refuse(problem)
    with db.read() as reader:
        return _say_met(request, reader, token, condition, form)


def _say_met(
    request: Asking, reader: Reader, token: str, about: UUID | None = None, failed: SayMetForm | None = None
) -> Response[Any]:
    shown = conditions_of(reader, service.case_behind(reader, token))
    forms = {
        one.uuid: failed if failed is not None and one.uuid == about else SayMetForm(values={"once": str(uuid4())})
        for one in shown
    }
    for one in shown:
        forms[one.uuid].said.id = f"said-{one.number}"
    return page(request, "cases/say_met.html", token=token, conditions=shown, forms=forms, form=failed)


@get("/interests", opt=only(*MAY_WITHDRAW), sync_to_thread=True)
def show_interests(request: Asking, db: Database) -> Response[Any]:
    """The declared interests that stand."""
    with db.read() as reader:
        return _interests(request, reader)


@post("/interests/{interest:uuid}/withdraw", opt=only(*MAY_WITHDRAW), sync_to_thread=True)
def withdraw_interest(request: Asking, db: Database, posted: Posted, interest: UUID) -> Response[Any]:
    """Withdraw an interest that somebody else declared."""
    form = WithdrawInterestForm(posted)
    try:
        if form.validate():
            with db.write() as tx:
                interests.withdraw(tx, interest, form.reason.data, Doer.staff(person(request)))
            return see("/interests")
    except MissingError:
        raise
    except Refusal as problem:
        form.refuse(problem)
    with db.read() as reader:
        return _interests(request, reader, interest, form)


def _interests(
    request: Asking, reader: Reader, about: UUID | None = None, failed: WithdrawInterestForm | None = None
) -> Response[Any]:
    shown = followups.declared_interests(reader)
    forms = {one.uuid: failed if failed is not None and one.uuid == about else WithdrawInterestForm() for one in shown}
    for one in shown:
        forms[one.uuid].reason.id = f"reason-{one.uuid}"
    return page(request, "cases/interests.html", interests=shown, forms=forms, form=failed)


ROUTES = [
    follow_up,
    show_conditions,
    mark_condition,
    hirer_conditions,
    say_met,
    show_interests,
    withdraw_interest,
]
