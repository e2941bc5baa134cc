"""People who fill in the form, each in a browser of their own, and a council with a hall to let."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from html.parser import HTMLParser
from typing import Any
from uuid import UUID

import pytest
from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient
from sqlalchemy import select

from venuecheck.accounts.models import SignedInVisit, User
from venuecheck.accounts.roles import Role
from venuecheck.audit.events import Event
from venuecheck.audit.log import SYSTEM, record
from venuecheck.bookings import drafts, service
from venuecheck.bookings.application import ApplicationForm
from venuecheck.bookings.forms import posted_of
from venuecheck.bookings.models import Draft, Space
from venuecheck.runtime.clock import now, today
from venuecheck.runtime.database import Database, Reader
from venuecheck.web.visits import digest


@dataclass(frozen=True)
class Question:
    """What the equality checks ask, by shape."""

    question: str = "Would you say what the aim is?"
    why: str = "An exception in the Act may fit."
    asks_for_reason: bool = True


class Fields(HTMLParser):
    """Every value that a browser would send from a page, and the words that it shows."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.values: list[tuple[str, str]] = []
        self._area: str | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "input" and (found.get("type") not in {"radio", "checkbox"} or "checked" in found):
            self.values.append((found.get("name") or "", found.get("value") or ""))
        if tag == "textarea":
            self._area = found.get("name") or ""
            self.values.append((self._area, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = None

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self.values[-1] = (self._area, self.values[-1][1] + data)


@dataclass
class Browser:
    """Somebody at a browser, filling in an application."""

    client: TestClient[Litestar]
    draft: str = ""
    answer: Response = field(default_factory=lambda: Response(200))

    def get(self, path: str) -> Response:
        self.answer = self.client.get(path)
        return self.answer

    def post(self, path: str, **fields: Any) -> Response:
        csrf = re.search(r'name="csrf" value="(\w+)"', self.answer.text)
        sent = {"csrf": csrf[1] if csrf else ""} | {name.replace("__", "-"): text for name, text in fields.items()}
        self.answer = self.client.post(path, data=sent)
        return self.answer

    def start(self) -> "Browser":
        self.get("/")
        self.post("/apply")
        self.draft = self.answer.url.path
        return self

    def page(self, key: str) -> Response:
        return self.get(f"{self.draft}/{key}")

    def save(self, key: str, **fields: Any) -> Response:
        """Send a page, from wherever the form was shown last."""
        if 'name="csrf"' not in self.answer.text:
            self.page(key)
        return self.post(f"{self.draft}/{key}", **fields)

    @property
    def at(self) -> str:
        """The last part of the address: which page is shown."""
        return self.answer.url.path.rpartition("/")[2]

    @property
    def typed(self) -> dict[str, str]:
        """What stands in the fields of the page."""
        return dict(Fields(self.answer.text).values)

    @property
    def errors(self) -> list[str]:
        """The messages beside the fields."""
        found = re.findall(r'class="govuk-error-message">\s*<span[^>]*>Error:</span>\s*(.*?)\s*</p>', self.answer.text)
        return [re.sub(r"<[^>]+>", "", text) for text in found]

    @property
    def visit(self) -> str:
        return digest(self.client.cookies["visit"].partition(".")[0])


@pytest.fixture
def app(app: Litestar) -> Litestar:
    """The product over a fresh installation, in which seating is asked nothing about."""
    app.state.seating_question = lambda *_choice: None
    return app


@pytest.fixture
def browser(app: Litestar) -> Callable[[], Browser]:
    """Somebody new at a browser of their own."""
    return lambda: Browser(TestClient(app, base_url="http://testserver.local"))


@pytest.fixture
def hall(database: Database) -> Space:
    """The Main Hall, for 100, in rows for 80."""
    with database.write() as tx:
        venue = service.add_venue(tx, name="Mill House", by=SYSTEM)
        hall = service.add_space(tx, venue, name="Main Hall", capacity=100, by=SYSTEM)
        service.add_layout(tx, hall, name="Rows", capacity=80, by=SYSTEM)
        return hall


@pytest.fixture
def hirer(browser: Callable[[], Browser], hall: Space) -> Browser:
    """A hirer who has begun an application."""
    return browser().start()


@pytest.fixture
def officer(browser: Callable[[], Browser], hall: Space, database: Database) -> Browser:
    """A booking officer, signed in."""
    who = browser()
    who.get("/")
    with database.write() as tx:
        user = User(name="Olu Officer", email="olu@council.example", roles=[Role.BOOKING_OFFICER.value], created=now())
        tx.add(user)
        tx.flush()
        record(tx, Event.USER_ADDED, f"user:{user.uuid}", SYSTEM, rows=(user,), roles="booking_officer")
        tx.add(SignedInVisit(digest=who.visit, user_id=user.id, started=now(), ends=now() + timedelta(hours=1)))
    return who


def next_month() -> date:
    return today() + timedelta(days=30)


def on(day: date) -> dict[str, str]:
    return {"day__day": str(day.day), "day__month": str(day.month), "day__year": str(day.year)}


def answers(hall: Space) -> dict[str, dict[str, str]]:
    """Good answers for every page that everybody is asked."""
    return {
        "space": {"space": str(hall.uuid)},
        "when": on(next_month()) | {"start": "19:30", "end": "9pm", "set_up_minutes": "30"},
        "you": {"hirer_name": "Ann Bee", "over_18": "yes"},
        "contact": {"hirer_email": "ann@example.com"},
        "organisation": {"organisation_kind": "none"},
        "behalf": {"booking_for": "own", "payer": "own"},
        "kind": {"purpose_kind": "arts_or_performance"},
        "event": {"title": "Choir", "purpose": "We sing rounds"},
        "people": {"expected_numbers": "40", "openness": "members"},
        "publicity": {},
        "any-speakers": {"has_speakers": "no"},
        "seating": {"arrangement": "mixed", "chosen_by": "each_person", "seating": "A circle of chairs"},
        "terms": {"terms_version": "0", "declared": "yes"},
    }


def fill(who: Browser, hall: Space, *keys: str) -> Browser:
    """Let the draft hold good answers for these pages, or all, as if they had been typed."""
    with who.client.app.state.database.write() as tx:
        draft = draft_of(tx, who)
        for key, fields in answers(hall).items():
            if not keys or key in keys:
                posted = posted_of([(name.replace("__", "-"), text) for name, text in fields.items()])
                drafts.save_page(tx, draft, drafts.page_form(tx, draft, drafts.BY_KEY[key].form, posted))
    return who


def draft_of(reader: Reader, who: Browser) -> Draft:
    return reader.scalars(select(Draft).where(Draft.uuid == UUID(who.draft.rpartition("/")[2]))).one()


def form_of(database: Database, who: Browser) -> ApplicationForm:
    """The application that the draft makes."""
    with database.read() as reader:
        return drafts.form_of_draft(reader, draft_of(reader, who))


def kept(database: Database, who: Browser) -> dict[str, Any]:
    """What the draft holds."""
    with database.read() as reader:
        return draft_of(reader, who).answers
