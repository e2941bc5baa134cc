"""Takes the pictures of the README from the running demo council: `make screenshots`.

Each picture is a function over `Visit`, named in PICTURES by its file in docs/pictures/. They follow the order in which an
application travels, and are sharp enough for a dense screen and small enough for a page that a newcomer loads.
"""

import email
import email.policy
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import typst

from tools import browser as browsers  # before Playwright, whose Node it names
from tools.product import running

from playwright.sync_api import Browser, FloatRect, Locator, Page  # isort: skip

ROOT = Path(__file__).resolve().parent.parent
PICTURES_FOLDER = ROOT / "docs" / "pictures"
MOST_BYTES = 250_000
PHONE, DESK = (390, 844), (1000, 760)

PRINTED = """\
#set page(width: 620pt, height: 877pt, margin: 0pt)
#rect(width: 100%, height: 100%, inset: 0pt, stroke: 0.5pt + rgb("#b1b4b6"), image("letter.pdf", width: 100%))
"""


@dataclass(frozen=True)
class Visit:
    """What a picture is taken of: the demo council's address, its data folder, and a browser."""

    address: str
    folder: Path
    browser: Browser

    def page(self, size: tuple[int, int] = DESK, name: str = "") -> Page:
        """A browser of somebody's own: of a member of staff by name, or of a hirer."""
        context = self.browser.new_context(
            base_url=self.address,
            viewport={"width": size[0], "height": size[1]},
            device_scale_factor=2 if size == PHONE else 1.25,
            locale="en-GB",
            timezone_id="Europe/London",
        )
        page = context.new_page()
        if name:
            page.goto("/demo")
            page.get_by_role("button", name=f"Be {name}").click()
        return page

    def case(self, title: str, name: str, height: int = DESK[1]) -> Page:
        """The page of the case with this title, as a member of staff sees it."""
        page = self.page((DESK[0], height), name)
        page.goto(f"/cases?q={title}")
        page.locator("tbody a").first.click()
        return page


Picture = Callable[[Visit], bytes]


def start(visit: Visit) -> bytes:
    """The start page, on a phone."""
    page = visit.page(PHONE)
    page.goto("/")
    return page.screenshot()


def task_list(visit: Visit) -> bytes:
    """An application that is half filled in, on a phone."""
    page = _half_filled(visit.page(PHONE))
    page.goto(page.url.rsplit("/", 1)[0])
    return _from_heading(page)


def seating(visit: Visit) -> bytes:
    """The question about seating, on a phone."""
    page = _half_filled(visit.page(PHONE))
    page.goto(page.url.rsplit("/", 1)[0] + "/seating")
    return _from_heading(page)


def queue(visit: Visit) -> bytes:
    """A booking officer's queue."""
    page = visit.page((DESK[0], 900), "Farida Noorani")
    page.get_by_role("link", name="With booking officers").click()
    return page.screenshot()


def case(visit: Visit) -> bytes:
    """A case with findings about its seating, as a booking officer sees it."""
    return visit.case("Harvest supper", "Farida Noorani", 1090).screenshot()


def words(visit: Visit) -> bytes:
    """The words of the form that a finding is about, marked where they stand."""
    page = visit.case("Harvest supper", "Farida Noorani")
    return _from_to(page, page.locator("h3", has_text="Seating").last, page.locator("h2", has_text="Letters"))


def match(visit: Visit) -> bytes:
    """A match side by side with the entry of the watchlist, as a Prevent officer sees it."""
    page = visit.case("Evening of piping", "Callum Ferrier")
    return page.locator(".vc-card").first.screenshot()


def decision(visit: Visit) -> bytes:
    """The recommendation and the decision on a case."""
    page = visit.case("Debate: what do we owe one another?", "Mei-Lin Hargreave")
    return _from_to(
        page, page.locator("h2", has_text="Recommendation"), page.locator("h2", has_text="Conditions").first
    )


def letter(visit: Visit) -> bytes:
    """The first page of a notice as it was sent: the very PDF that went out with the mail."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "letter.pdf").write_bytes(_notice(visit.folder / "mail"))
        (Path(folder) / "page.typ").write_text(PRINTED, encoding="utf-8")
        made = typst.compile(Path(folder) / "page.typ", format="png", ppi=92)
    assert isinstance(made, bytes)
    return made


PICTURES: dict[str, Picture] = {
    "start.png": start,
    "task-list.png": task_list,
    "seating.png": seating,
    "queue.png": queue,
    "case.png": case,
    "words.png": words,
    "match.png": match,
    "decision.png": decision,
    "letter.png": letter,
}


def _half_filled(page: Page) -> Page:
    """Start an application and answer its first pages."""

    def go_on(**fields: str) -> None:
        for name, value in fields.items():
            field = page.locator(f'[name="{name}"]')
            if field.first.get_attribute("type") in {"radio", "checkbox"}:
                page.locator(f'[name="{name}"][value="{value}"]').check(force=True)
            else:
                field.fill(value)
        page.get_by_role("button", name="Save and continue").click()

    day = date.today() + timedelta(days=60)
    page.goto("/")
    page.get_by_role("button", name="Start now").click()
    page.get_by_role("link", name="Venue and space").click()
    page.get_by_label("Main Hall").first.check(force=True)
    go_on()
    when = {"day-day": str(day.day), "day-month": str(day.month), "day-year": str(day.year)}
    go_on(**when, start="19:00", end="21:00")
    go_on(hirer_name="Imelda Threadgold", hirer_role="Secretary", over_18="yes")
    return page


def _from_heading(page: Page) -> bytes:
    """What a window shows that was scrolled down to the page's heading."""
    page.locator("h1").evaluate("heading => window.scrollTo(0, heading.getBoundingClientRect().top + scrollY - 20)")
    return page.screenshot()


def _from_to(page: Page, first: Locator, after: Locator) -> bytes:
    """The part of a page from one heading to just above another, across the column that they stand in."""
    column = page.locator(".govuk-grid-column-two-thirds").first.bounding_box()
    top, bottom = first.bounding_box(), after.bounding_box()
    assert column
    assert top
    assert bottom
    clip: FloatRect = {"x": column["x"], "y": top["y"] - 15, "width": column["width"], "height": bottom["y"] - top["y"]}
    return page.screenshot(full_page=True, clip=clip)


def _notice(mails: Path) -> bytes:
    """The PDF of a notice that approves with conditions."""
    for path in sorted(mails.glob("*.eml")):
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        body = message.get_body(("plain",))
        if body is not None and "subject to these conditions" in body.get_content():
            printed: bytes = next(message.iter_attachments()).get_content()
            return printed
    raise RuntimeError("The demo council has sent no approval with conditions.")


def main() -> int:
    """Take every picture, or those named on the command line."""
    wanted = sys.argv[1:] or list(PICTURES)
    PICTURES_FOLDER.mkdir(parents=True, exist_ok=True)
    too_big = 0
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as address, browsers.started() as browser:
        visit = Visit(address, Path(folder), browser)
        for name in wanted:
            taken = PICTURES[name](visit)
            (PICTURES_FOLDER / name).write_bytes(taken)
            too_big += len(taken) > MOST_BYTES
            print(f"docs/pictures/{name}: {len(taken):,} bytes{' (too big)' if len(taken) > MOST_BYTES else ''}")
    return 1 if too_big else 0


if __name__ == "__main__":
    sys.exit(main())
