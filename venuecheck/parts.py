"""What the product is made of: every route, every task, every guarded table, and what is bound against the arrows."""

from dataclasses import dataclass
from typing import Any

from venuecheck.accounts import demo_routes as accounts_demo
from venuecheck.accounts import duty_routes
from venuecheck.accounts import routes as accounts
from venuecheck.accounts.roles import Role
from venuecheck.audit import tasks as audit_tasks
from venuecheck.audit import verify, witness
from venuecheck.audit.guarded import Guarded
from venuecheck.audit.models import APPEND_ONLY
from venuecheck.audit.verifier import Outside
from venuecheck.bookings import apply_routes, drafts, holds, venue_routes
from venuecheck.bookings.models import NO_OVERLAP
from venuecheck.cases import (
    answer_routes,
    election_routes,
    erasing,
    hirer_routes,
    receipts,
    retention,
    rounds,
    safeguard_routes,
    watch_routes,
    workflow,
    workflow_routes,
)
from venuecheck.cases import routes as cases
from venuecheck.cases import tasks as cases_tasks
from venuecheck.cases.followups import follow_ups
from venuecheck.equality import routes as equality
from venuecheck.equality.advice import seating_question
from venuecheck.outreach import routes as outreach
from venuecheck.reports import (
    deliveries,
    delivery_routes,
    erasure_routes,
    history_routes,
    receipt_routes,
    record_routes,
)
from venuecheck.reports import routes as reports
from venuecheck.runtime import mail, outbox
from venuecheck.runtime.database import Database, Reader, Transaction
from venuecheck.runtime.settings import Settings
from venuecheck.screening import routes as screening
from venuecheck.web import mailbox
from venuecheck.web.access import ANYONE, STAFF, may
from venuecheck.web.visits import SignedIn


def routes(settings: Settings) -> list[Any]:
    """Every route handler; those of the demo only where the settings ask for it."""
    demo = [*accounts_demo.DEMO_ROUTES, *mailbox.DEMO_ROUTES] if settings.demo else []
    return [
        *accounts.ROUTES,
        *duty_routes.ROUTES,
        *apply_routes.ROUTES,
        *venue_routes.ROUTES,
        *hirer_routes.ROUTES,
        *answer_routes.ROUTES,
        *safeguard_routes.ROUTES,
        *election_routes.ROUTES,
        *cases.ROUTES,
        *watch_routes.ROUTES,
        *workflow_routes.ROUTES,
        *outreach.ROUTES,
        *equality.ROUTES,
        *screening.ROUTES,
        *reports.ROUTES,
        *delivery_routes.ROUTES,
        *erasure_routes.ROUTES,
        *history_routes.ROUTES,
        *record_routes.ROUTES,
        *receipt_routes.ROUTES,
        *demo,
    ]


def tasks(settings: Settings) -> dict[str, outbox.Task]:
    """Every task of the outbox, by name."""
    return {
        mail.SEND: mail.send_task(settings, _note_sent),
        drafts.ERASE: drafts.erase_task,
        **cases_tasks.tasks(settings),
        **rounds.tasks(settings),
        **erasing.tasks(settings),
        **retention.tasks(settings),
        **audit_tasks.tasks(settings, check_record),
    }


def _note_sent(tx: Transaction, letter: mail.Mail, carrier: str) -> None:
    deliveries.note(tx, letter, carrier)
    witness.note_sent(tx, letter)


def guarded() -> tuple[type[Guarded], ...]:
    """Every table whose rows the record vouches for."""
    return tuple(Guarded.__subclasses__())


TRIGGERS = {**APPEND_ONLY, **NO_OVERLAP}
"""What keeps the record append-only and double booking impossible."""


def check_record(database: Database, settings: Settings, outside: Outside | None = None) -> verify.Verdict:
    """Check the whole record, with what is known from outside: what is given, else what the witness folder holds."""
    with database.read() as reader:
        return verify.verify(
            reader,
            guarded(),
            TRIGGERS,
            further=(holds.misfits,),
            receipts=receipts.kept_receipts,
            outside=witness.folder_holds(reader, settings) if outside is None else outside,
        )


@dataclass(frozen=True)
class Place:
    """A link in the service navigation, and who is shown it."""

    text: str
    href: str
    who: frozenset[str]


PLACES = (
    Place("Apply", "/", ANYONE),
    Place("Venues", "/venues", ANYONE),
    Place("Your work", "/staff", STAFF),
    Place("Cases", "/cases", workflow.READERS),
    Place("Watchlist", "/watchlist", frozenset({Role.PREVENT_OFFICER, Role.AUDITOR})),
    Place("Outreach", "/outreach", frozenset({Role.OUTREACH_OFFICER, Role.SENIOR_OFFICER, Role.AUDITOR})),
    Place("History", "/history", frozenset({Role.SENIOR_OFFICER, Role.AUDITOR})),
    Place("Venues and terms", "/admin/venues", frozenset({Role.ADMINISTRATOR})),
    Place("Workflow", "/workflow", frozenset({Role.ADMINISTRATOR, Role.AUDITOR})),
    Place("Is it well?", "/admin/health", frozenset({Role.ADMINISTRATOR})),
    Place("Erasing", "/admin/erasure", frozenset({Role.ADMINISTRATOR})),
    Place("Staff", "/admin/staff", frozenset({Role.ADMINISTRATOR})),
)


def navigation(person: SignedIn | None, path: str) -> list[dict[str, Any]]:
    """The links in the service navigation, for what this person may do. Staff are not shown the hirers' start."""
    roles = person.roles if person else None
    return [
        {"text": place.text, "href": place.href, "active": path == place.href}
        for place in PLACES
        if may(place.who, roles) and not (person and place.href == "/")
    ]


def bindings(settings: Settings) -> dict[str, Any]:
    """What a part is given of another that it must not import."""
    return {"seating_question": seating_question, "worklists": worklists}


def worklists(reader: Reader, roles: frozenset[str]) -> list[tuple[str, str, int]]:
    """What waits for these roles outside the queues of cases: its name, its address, and how much waits there."""
    found = []
    if roles & workflow.READERS:
        found.append(("After a decision", "/follow-up", follow_ups(reader).total))
    if roles & set(deliveries.WHOSE):
        found.append(("Letters that came back", deliveries.LIST, deliveries.how_many(reader, roles)))
    return found
