"""What a journey has: the running demo council, and people who each sit at a browser of their own.

    def test_a_hirer_asks_for_a_hall(person): ...
        hirer, officer = person(), person(javascript=False)
        hirer.goto("/")

Each person is a Playwright page in its own session. A journey fails when a page asks another host for
anything, or when a script of ours raises or complains.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.apply import PATIENCE
from tools import browser as browsers  # before Playwright, whose Node it names
from tools.product import running

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect  # isort: skip

Person = Callable[..., Page]
expect.set_options(timeout=PATIENCE * 1000)


@pytest.fixture(scope="module")
def folder(demo_council: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the demo council of these journeys keeps its data; letters from before it was copied here name another host."""
    return Path(shutil.copytree(demo_council, tmp_path_factory.mktemp("product") / "data"))


@pytest.fixture(scope="module")
def product(folder: Path) -> Iterator[str]:
    """The address of a demo council that these journeys have to themselves."""
    with running(folder) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real Chromium, for one module: an open Playwright would stand in the way of other tests' event loops."""
    with browsers.started() as started:
        yield started


@pytest.fixture
def axe() -> Callable[[Page], list[dict[str, Any]]]:
    """List the accessibility faults of a page."""
    return browsers.axe


@pytest.fixture
def person(product: str, browser: Browser) -> Iterator[Person]:
    """Somebody at a browser of their own; `person(javascript=False)` for one without JavaScript."""
    contexts = []
    faults: list[str] = []

    def arrive(*, javascript: bool = True, width: int = 1280, **options: Any) -> Page:
        context = browser.new_context(
            base_url=product,
            java_script_enabled=javascript,
            viewport={"width": width, "height": 900},
            locale="en-GB",
            timezone_id="Europe/London",
            **options,
        )
        context.set_default_timeout(PATIENCE * 1000)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda asked: _note_outsider(asked, product, faults))
        page.on("pageerror", lambda error: faults.append(f"a script raised: {error}"))
        page.on("console", lambda message: _note_complaint(message, faults))
        return page

    yield arrive
    for context in contexts:
        context.close()
    assert not faults, "\n".join(faults)


def _note_outsider(asked: Request, address: str, faults: list[str]) -> None:
    if not asked.url.startswith((f"{address}/", "data:", "blob:", "about:")):
        faults.append(f"another host was asked: {asked.url}")


def _note_complaint(message: ConsoleMessage, faults: list[str]) -> None:
    # Chromium reports every answer of 400 and above as a complaint of its own.
    if message.type == "error" and not message.text.startswith("Failed to load resource"):
        faults.append(f"the console says: {message.text}")
