"""Every page that the demo has, looked at in a real browser as everybody who may see it, on the narrowest screen.

People walk from the start pages along every link; whoever is nobody also opens the letters and fills in the form. A page is
held to what all pages share: it answers, has one heading and a title of its own, does not scroll sideways, complains of
nothing and has no accessibility fault that axe finds. A route that shows a page and that no walk comes to fails by name.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.apply import apply, click_through, go_on
from tools import browser as browsers
from venuecheck import parts
from venuecheck.runtime.settings import Settings
from venuecheck.web.access import ANYONE

STAFF = {
    "booking officer": "Farida Noorani",
    "equality lead": "Priyanka Ravindran",
    "Prevent officer": "Callum Ferrier",
    "senior officer": "Mei-Lin Hargreave",
    "outreach officer": "Ana Quintela",
    "auditor": "Harjit Sohal",
    "administrator": "Gwen Abara",
}
STARTS = {
    "auditor": ["/cases?q=VH"],
    "booking officer": ["/staff/applications/new", "/cases?q=VH"],
    "senior officer": ["/cases?q=VH"],
}
"""Pages that no link leads to: a form does."""
NARROW = 320
CASE = "/cases/{case_uuid:uuid}"
MOST_OF_A_KIND = {CASE: 3, "/application/{token:str}": 30, "/demo/mail/{mail_uuid:uuid}": 60}
OPEN_EVERY_CASE = {"booking officer", "senior officer"}
"""Whose walk finds every act that a case can ask for; the others open three."""
NO_PAGES = re.compile(r"/health/.*|.*/pdf|.*/receipt|.*\.(pdf|csv|css|js|svg|json|txt|zip|py)|/static.*")
LOOK = """() => ({
  headings: document.querySelectorAll('h1').length,
  sideways: document.documentElement.scrollWidth > document.documentElement.clientWidth,
  links: [...document.querySelectorAll('a[href]')].filter(a => a.origin === location.origin).map(a => a.pathname + a.search),
  pieces: [...new Set([...document.querySelectorAll('main *')].map(
    e => `${e.localName}.${e.className} ${e.getAttribute('role')}`))],
})"""
_PIECES = {"uuid": r"[0-9a-f-]{36}", "int": r"\d+", "str": r"[^/]+"}


def page_routes() -> dict[str, frozenset[str]]:
    """Every route of the demo that shows a page, and who may see it; one without a key before one with."""
    handlers = [one for one in parts.routes(Settings(data_dir=Path("unused"), demo=True)) if "GET" in one.http_methods]
    found = {path: handler.opt["may"] for handler in handlers for path in handler.paths}
    return {
        path: found[path] for path in sorted(found, key=lambda path: path.count("{")) if not NO_PAGES.fullmatch(path)
    }


@cache
def _pattern(route: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\{\w+:(\w+)\}", lambda found: _PIECES[found[1]], route))


@dataclass
class Walk:
    """What was found by everybody together."""

    routes: dict[str, frozenset[str]] = field(default_factory=page_routes)
    come_to: set[str] = field(default_factory=set)
    pieces: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def route(self, address: str) -> str | None:
        """The route that an address belongs to."""
        path = urlsplit(address).path
        return next((route for route in self.routes if _pattern(route).fullmatch(path)), None)

    def look(self, page: Page, who: str) -> list[str]:
        """Hold the open page to what all share; returns the addresses that it leads to."""
        route = self.route(page.url) or "no route"
        new_route = route not in self.come_to
        self.come_to.add(route)
        seen: dict[str, Any] = page.evaluate(LOOK)
        said = []
        if seen["headings"] != 1:
            said.append(f"it has {seen['headings']} headings")
        if seen["sideways"]:
            said.append("it scrolls sideways")
        if not re.fullmatch(r"\S.{2,180} – Tarn Valley Council \(fictional\) venue hire", page.title()):
            said.append(f"its title is “{page.title()}”")
        # axe sees each route once, and again what it has seen nowhere yet: it takes longer than all the rest.
        if new_route or set(seen["pieces"]) - self.pieces:
            self.pieces |= set(seen["pieces"])
            said += [f"{fault['id']} at {fault['targets']}" for fault in browsers.axe(page)]
        self.faults += [f"{who} at {urlsplit(page.url).path}: {one}" for one in said]
        return seen["links"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Here the product makes the demo council itself: the links in its letters lead here."""
    return tmp_path_factory.mktemp("made-here")


@pytest.fixture(scope="module")
def walk() -> Walk:
    return Walk()


def follow(walk: Walk, page: Page, who: str, starts: list[str], under: str = "/") -> None:
    """Walk from these addresses along every link `under` another, a few of each kind; staff leave the public's pages alone."""
    waiting, seen, kinds = list(starts), set[str](), dict[str, int]()
    while waiting:
        address = waiting.pop(0)
        if address in seen or not address.startswith(under):
            continue
        seen.add(address)
        route = walk.route(address)
        if route is None or (who in STAFF and walk.routes[route] == ANYONE and address not in starts):
            continue
        kind = f"{route}?{re.sub('=[^&]*', '', urlsplit(address).query)}"
        if kinds.get(kind, 0) >= MOST_OF_A_KIND.get(route, 1) and not (route == CASE and who in OPEN_EVERY_CASE):
            continue
        kinds[kind] = kinds.get(kind, 0) + 1
        answer = page.goto(address)
        assert answer is not None
        if answer.status >= 400:
            walk.faults.append(f"{who} at {address}: status {answer.status}")
        waiting += walk.look(page, who)


@pytest.mark.browser
@pytest.mark.parametrize("who", STAFF)
def test_every_page_that_staff_find_is_sound(who: str, person: Callable[..., Page], walk: Walk) -> None:
    page, before = person(width=NARROW), len(walk.faults)
    page.goto("/demo")
    click_through(page.get_by_role("button", name=f"Be {STAFF[who]}"))
    follow(walk, page, who, ["/staff", "/venues", "/account/password", *STARTS.get(who, [])])
    if who == "Prevent officer":  # what an entry says is shown once it has been asked for, and that is recorded
        page.goto("/watchlist")
        click_through(page.locator("tbody a").first)
        click_through(page.get_by_role("button", name="Look at the entry"))
        expect(page.get_by_role("button", name="Retire the entry")).to_be_visible()
        follow(walk, page, who, [urlsplit(page.url).path])
    assert not walk.faults[before:], "\n".join(walk.faults[before:])


@pytest.mark.browser
def test_every_page_that_the_public_find_is_sound(person: Callable[..., Page], walk: Walk) -> None:
    page, before = person(width=NARROW), len(walk.faults)
    follow(walk, page, "somebody", ["/", "/guidance/packs"])
    assert not walk.faults[before:], "\n".join(walk.faults[before:])


@pytest.mark.browser
def test_every_page_of_the_form_is_sound_filled_in_sent_and_left_empty(person: Callable[..., Page], walk: Walk) -> None:
    page, hasty, before = person(width=NARROW), person(width=NARROW), len(walk.faults)
    hasty.goto("/")
    click_through(hasty.get_by_role("button", name="Start now"))
    begun = urlsplit(hasty.url).path
    follow(walk, hasty, "a hirer who has just begun", [begun], under="/apply/")
    for question in sorted(
        {route.rsplit("/")[-1] for route in walk.come_to if route.startswith("/apply/{draft_uuid:uuid}/")}
    ):
        hasty.goto(f"{begun}/{question}")
        if hasty.get_by_role("button", name="Save and continue").count():
            go_on(hasty)
            walk.look(hasty, "a hirer who says nothing")
    page.goto("/")
    apply(page, date.today() + timedelta(days=100), arrangement="separate_areas", chosen_by="organiser")
    follow(walk, page, "a hirer", [check := urlsplit(page.url).path], under="/apply/")
    page.goto(check)
    click_through(page.get_by_role("button", name="Send application"))
    expect(page.get_by_role("heading", name="Application sent")).to_be_visible()
    walk.look(page, "a hirer who has sent it")
    assert not walk.faults[before:], "\n".join(walk.faults[before:])


@pytest.mark.browser
def test_a_private_page_keeps_its_addresses_and_buttons_off_paper(person: Callable[..., Page]) -> None:
    page = person()
    page.goto("/demo/mail")
    click_through(page.get_by_role("link", name="is confirmed").first)
    click_through(page.locator('main a[href*="/application/"]').first)
    buttons, links = page.locator("main .govuk-button"), page.locator('main a[href*="/application/"]')
    expect(buttons.first).to_be_visible()
    assert links.count()
    page.emulate_media(media="print")
    expect(buttons.first).to_be_hidden()
    assert set(links.evaluate_all("all => all.map(a => getComputedStyle(a, '::after').content)")) == {"none"}


@pytest.mark.browser
def test_no_page_of_the_route_table_was_passed_by(walk: Walk) -> None:
    passed_by = sorted(set(walk.routes) - walk.come_to)
    assert not passed_by, "\n".join(passed_by)
