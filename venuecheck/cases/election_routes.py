"""The page on which an administrator names who is told of candidates' meetings."""

from typing import Any

from litestar import Response, get, post

from venuecheck.accounts.roles import Role
from venuecheck.audit.log import Actor
from venuecheck.cases import elections
from venuecheck.cases.safeguard_forms import AddressesForm
from venuecheck.runtime.database import Database
from venuecheck.runtime.errors import InvalidError
from venuecheck.web.access import only, person
from venuecheck.web.pages import Asking, page, see
from venuecheck.web.posted import Posted


@get("/admin/election-addresses", opt=only(Role.ADMINISTRATOR), sync_to_thread=True)
def election_addresses(request: Asking, db: Database) -> Response[Any]:
    """Who is told of candidates' meetings."""
    with db.read() as reader:
        return page(request, "cases/told.html", form=AddressesForm(values=elections.addresses(reader)))


@post("/admin/election-addresses", opt=only(Role.ADMINISTRATOR), sync_to_thread=True)
def name_addresses(request: Asking, db: Database, posted: Posted) -> Response[Any]:
    """Name who is told. Sent twice it does no more."""
    form = AddressesForm(posted)
    try:
        if form.validate():
            with db.write() as tx:
                emails = {office: form[office].data for office in elections.OFFICES}
                elections.name_addresses(tx, emails, Actor.user(person(request).uuid))
            return see("/admin/election-addresses")
    except InvalidError as problem:
        form.refuse(problem)
    return page(request, "cases/told.html", form=form)


ROUTES = [election_addresses, name_addresses]
