"""The pages of training for approving hires, and of deputies for senior officers."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from wtforms import SelectField

from venuecheck.accounts import duty, duty_pages
from venuecheck.accounts.roles import Role
from venuecheck.accounts.service import actor
from venuecheck.runtime.database import Database, Reader
from venuecheck.runtime.errors import InvalidError
from venuecheck.web import access
from venuecheck.web.days import DayField
from venuecheck.web.forms import Form, needed
from venuecheck.web.pages import Asking, page, see
from venuecheck.web.posted import Posted

NAMES_DEPUTIES = (Role.ADMINISTRATOR, Role.SENIOR_OFFICER)


class TrainingForm(Form):
    """Training that somebody has had."""

    held = DayField("Day of the training", "Enter the day of the training")
    expires = DayField("Last day on which it counts", "Enter the last day on which it counts")


class DeputyForm(Form):
    """Who stands in for whom, and when."""

    senior = SelectField("Senior officer who is away", [needed("Choose a senior officer")], validate_choice=False)
    deputy = SelectField("Their deputy", [needed("Choose the deputy")], validate_choice=False)
    first = DayField("First day", "Enter the first day")
    last = DayField("Last day", "Enter the last day")


@get("/admin/training", opt=access.only(Role.ADMINISTRATOR), sync_to_thread=True)
def get_training_list(request: Asking, db: Database) -> Response[Any]:
    """Every booking officer and how their training stands."""
    with db.read() as reader:
        return page(request, "accounts/training_list.html", people=duty_pages.training_list(reader))


@get("/admin/staff/{user:uuid}/training", opt=access.only(Role.ADMINISTRATOR), sync_to_thread=True)
def get_training(request: Asking, user: UUID, db: Database) -> Response[Any]:
    """One member of staff's training."""
    with db.read() as reader:
        return page(
            request, "accounts/training.html", shown=duty_pages.training_page(reader, user), form=TrainingForm()
        )


@post("/admin/staff/{user:uuid}/training", opt=access.only(Role.ADMINISTRATOR), sync_to_thread=True)
def post_training(request: Asking, user: UUID, posted: Posted, db: Database) -> Response[Any]:
    """Record training. Sent twice, it is one record."""
    form = TrainingForm(posted)
    if form.validate():
        try:
            with db.write() as tx:
                duty.record_training(tx, user, form.held.day, form.expires.day, actor(access.person(request)))
            return see(f"/admin/staff/{user}/training")
        except InvalidError as problem:
            form.refuse(problem)
    with db.read() as reader:
        return page(request, "accounts/training.html", shown=duty_pages.training_page(reader, user), form=form)


@get("/deputies", opt=access.only(*NAMES_DEPUTIES), sync_to_thread=True)
def get_deputies(request: Asking, db: Database) -> Response[Any]:
    """Who stands in for whom, and the form to name a deputy."""
    with db.read() as reader:
        return _deputies(request, reader, DeputyForm())


@post("/deputies", opt=access.only(*NAMES_DEPUTIES), sync_to_thread=True)
def post_deputy(request: Asking, posted: Posted, db: Database) -> Response[Any]:
    """Name a deputy. Sent twice, it is one record."""
    form = DeputyForm(posted)
    if form.validate():
        try:
            senior, deputy = duty.key_of(form.senior.data, "senior"), duty.key_of(form.deputy.data, "deputy")
            with db.write() as tx:
                days = form.first.day, form.last.day
                duty.name_deputy(tx, senior, deputy, *days, by=access.person(request).uuid)
            return see("/deputies")
        except InvalidError as problem:
            form.refuse(problem)
    with db.read() as reader:
        return _deputies(request, reader, form)


@post("/deputies/{deputy:uuid}/end", opt=access.only(*NAMES_DEPUTIES), sync_to_thread=True)
def post_end_deputy(request: Asking, deputy: UUID, posted: Posted, db: Database) -> Response[Any]:
    """End a deputy's time before its last day."""
    with db.write() as tx:
        duty.end_deputy(tx, deputy, by=access.person(request).uuid)
    return see("/deputies")


def _deputies(request: Asking, reader: Reader, form: DeputyForm) -> Response[Any]:
    form.senior.choices = [("", "Choose"), *duty_pages.people(reader, Role.SENIOR_OFFICER)]
    form.deputy.choices = [("", "Choose"), *duty_pages.people(reader)]
    return page(request, "accounts/deputies.html", form=form, lines=duty_pages.deputy_list(reader))


ROUTES = [get_training_list, get_training, post_training, get_deputies, post_deputy, post_end_deputy]
