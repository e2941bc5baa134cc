"""A whole council to knock at: the demo's, one more person for each role, and every address that each of them can find.

The addresses are found by walking: from the start pages along every link and form, as each person, and from the private links
in the letters. So a route that somebody adds is tested with real things behind it as soon as a page leads there.
"""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

from litestar import Litestar
from litestar.handlers import HTTPRouteHandler
from sqlalchemy import select, text

from tests.access.reading import Page, PostForm
from tests.accounts.builders import a_user
from tests.browsing import Browser
from venuecheck.accounts.models import User
from venuecheck.accounts.roles import Role
from venuecheck.accounts.service import signed_in_with
from venuecheck.app import create_app
from venuecheck.runtime.database import Database
from venuecheck.runtime.mail import Mail
from venuecheck.runtime.settings import Settings

NOBODY = "nobody"
EVERYBODY = (NOBODY, *(role.value for role in Role))
STARTS = ("/", "/staff", "/sign-in", "/demo", "/lost-link", "/account/password")
MOST_OF_A_KIND = 4
MOST_PAGES = 300
_PIECES = {"uuid": r"[0-9a-f-]{36}", "int": r"\d+", "str": r"[^/]+", "path": r".+"}


@dataclass(frozen=True)
class Way:
    """A route and a method: "POST /cases/{case_uuid:uuid}/take"."""

    method: str
    path: str
    handler: HTTPRouteHandler

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    def leads_to(self, address: str) -> bool:
        """Whether an address is one of this route's."""
        return _pattern(self.path).fullmatch(address) is not None

    def near(self, addresses: list[str]) -> str | None:
        """An address of this route made from one that leads to the same thing: ".../change" from the thing's own page."""
        thing, _, act = self.path.rpartition("}")
        if not thing:
            return None
        pattern = re.compile(_pattern(thing + "}").pattern + r"(?=/|$)")
        return next((found[0] + act for address in addresses if (found := pattern.match(address))), None)

    def anywhere(self) -> str:
        """An address of this route that leads to nothing."""
        made = {"uuid": str(uuid4()), "int": "1", "str": "nothing", "path": "/nothing"}
        return re.sub(r"/?\{\w+:(\w+)\}", lambda found: "/" + made[found[1]].lstrip("/"), self.path)


@cache
def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\{\w+:(\w+)\}", lambda found: _PIECES[found[1]], path.replace(".", r"\.")))


def ways(app: Litestar) -> list[Way]:
    """Every route of the application, once for each method but OPTIONS, which Litestar adds."""
    return [
        Way(str(method), route.path, handler)
        for route in app.routes
        for handler in route.route_handlers  # type: ignore[union-attr]
        for method in sorted(handler.http_methods)
        if method != "OPTIONS"
    ]


@dataclass
class Person:
    """Somebody with one role (or nobody signed in), their browser, and what they found on their walk."""

    role: str
    browser: Browser
    addresses: list[str] = field(default_factory=list)
    forms: dict[str, list[PostForm]] = field(default_factory=dict)
    token: str = ""


class Council:
    """The installation in a folder, which holds the demo council, and a copy of it as it was after the walks, to go back to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings = Settings(data_dir=folder, demo=True, base_url="http://testserver.local")
        self.file = folder / "venuecheck.sqlite3"
        self.database = Database(self.settings.database)
        self.app = create_app(self.settings, self.database, working=False)
        self.ways = ways(self.app)
        self.people = {role: self._arrive(role) for role in EVERYBODY}
        with self.database.engine.connect() as connection:
            connection.execute(text("SELECT 1"))
        self.database.close()
        self._kept = folder / "kept.sqlite3"
        shutil.copy(self.file, self._kept)

    def restore(self) -> None:
        """Everything as it was, everybody on the visit that they had."""
        self.database.close()
        for path in self.folder.glob(f"{self.file.name}*"):
            path.unlink()
        shutil.copy(self._kept, self.file)
        self.database = Database(self.settings.database)
        self.app.state.database, self.app.state.lookup = self.database, self._who
        for person in self.people.values():
            person.browser.be_on(person.token)

    def _who(self, digest: str) -> Any:
        with self.database.read() as reader:
            return signed_in_with(reader, digest)

    def address(self, way: Way, person: Person) -> str:
        """An address of this route: one that the person found, else one made from what they or others found, else nothing."""
        everyone = [address for other in self.people.values() for address in other.addresses]
        own = next((found for found in person.addresses if way.leads_to(found)), None) or way.near(person.addresses)
        theirs = next((found for found in everyone if way.leads_to(found)), None) or way.near(everyone)
        return own or theirs or way.anywhere()

    def forms_at(self, way: Way, person: Person) -> Iterator[PostForm]:
        """The forms that lead to this route: those that the person found, else those that somebody found."""
        for one in (person, *self.people.values()):
            found = [form for action, forms in one.forms.items() if way.leads_to(action) for form in forms]
            if found:
                yield from found
                return

    def _arrive(self, role: str) -> Person:
        browser = Browser(self.app)
        person = Person(role, browser)
        if role != NOBODY:
            with self.database.write() as tx:
                user: User = a_user(tx, f"Visiting.{role}", Role(role))
            browser.sign_in_as(user.uuid)
        person.token = browser.token
        links = self._private_links() if role == NOBODY else []
        self._walk(person, [*STARTS, *self._drafts(browser, links), *links])
        return person

    def _drafts(self, browser: Browser, links: list[str]) -> Iterator[str]:
        # A draft that corrects an application has every page filled in; a new one leads to the first pages only.
        for start in (*(f"{link}/correct" for link in links), "/apply", "/staff/applications/new"):
            answer = browser.post(start)
            if answer.status_code == 303 and answer.headers["location"].startswith("/apply"):
                yield answer.headers["location"]

    def _private_links(self) -> list[str]:
        with self.database.read() as reader:
            bodies = reader.scalars(select(Mail.body)).all()
        return [link for body in bodies for link in re.findall(r"http://testserver\.local(/[\w./~-]*[\w~-])", body)]

    def _walk(self, person: Person, starts: list[str]) -> None:
        waiting, kinds, seen = list(starts), dict[str, int](), set[str]()
        while waiting and len(person.addresses) < MOST_PAGES:
            address = waiting.pop(0)
            way = next((way for way in self.ways if way.method == "GET" and way.leads_to(address)), None)
            if way is None or address in seen or kinds.get(way.path, 0) >= MOST_OF_A_KIND or "/static/" in address:
                continue
            seen.add(address)
            kinds[way.path] = kinds.get(way.path, 0) + 1
            answer = person.browser.get(address)
            assert answer.status_code < 500, address
            if answer.status_code == 303:
                waiting.append(answer.headers["location"])
            if answer.status_code >= 400 or "html" not in answer.headers.get("content-type", ""):
                continue
            person.addresses.append(address)
            page = Page(answer.text, address)
            waiting += page.links
            for form in page.forms:
                person.forms.setdefault(form.action, []).append(form)
                person.addresses.append(form.action)
