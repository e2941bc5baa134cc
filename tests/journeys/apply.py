"""Filling in the form as a person does: a field is found by its name, a button by its words."""

from datetime import date
from typing import Any

from playwright.sync_api import Locator, Page

PATIENCE = 60
"""Seconds that a page and the worker get on a machine with much else to do; nothing waits longer than it must."""


def fill(page: Page, **fields: Any) -> None:
    """Type into fields, choose radios and tick boxes on the page that is open. `a__b` stands for the name "a-b"."""
    for key, value in fields.items():
        name = key.replace("__", "-")
        field = page.locator(f'[name="{name}"]')
        kind = field.first.get_attribute("type")
        if kind in ("radio", "checkbox"):
            page.locator(f'[name="{name}"][value="{value}"]').check(force=True)
        elif field.first.evaluate("field => field.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(str(value))


def click_through(to: Locator) -> None:
    """Click what leads to another page, and wait until that has loaded: a page half there would be read as it is."""
    with to.page.expect_navigation():
        to.click()


def go_on(page: Page, **fields: Any) -> None:
    """Fill in the page and save it."""
    fill(page, **fields)
    click_through(page.get_by_role("button", name="Save and continue"))


def apply(page: Page, day: date, space: str = "Main Hall", *, begun: bool = False, **changes: Any) -> None:
    """A whole application, up to the page where the answers are checked; `changes` by field name. `begun`: it is open."""
    said: dict[str, Any] = {
        "title": "Talk about hats",
        "purpose": "A talk about hats, with questions",
        "purpose_kind": "public_talk",
        "openness": "public",
        "arrangement": "mixed",
        "chosen_by": "each_person",
        "seating": "Rows, sit anywhere",
        "speaker": "Nadia Brightling",
        "start": "10:00",
        "end": "12:00",
        "email": "imelda@hirers.invalid",
    } | changes
    if not begun:
        click_through(page.get_by_role("button", name="Start now"))
    click_through(page.get_by_role("link", name="Venue and space"))
    page.get_by_label(space, exact=False).first.check(force=True)
    go_on(page)
    times = {"start": said["start"], "end": said["end"]}
    go_on(page, day__day=day.day, day__month=day.month, day__year=day.year, **times)
    go_on(page, hirer_name="Imelda Threadgold", hirer_role="Secretary", over_18="yes")
    go_on(page, hirer_email=said["email"], hirer_phone="01632 960001", hirer_address="1 Fictional Row")
    go_on(page, organisation_kind="club_or_society", organisation="Tarnford Hat Circle")
    go_on(page, booking_for="own", payer="own")
    go_on(page, purpose_kind=said["purpose_kind"], **({"election": said["election"]} if "election" in said else {}))
    go_on(page, title=said["title"], purpose=said["purpose"])
    go_on(page, expected_numbers=40, openness=said["openness"])
    go_on(page, publicity="A poster in the library")
    go_on(page, has_speakers="yes")
    go_on(page, speakers__0__name=said["speaker"], speakers__0__topic="Hats")
    go_on(page, arrangement=said["arrangement"], chosen_by=said["chosen_by"], seating=said["seating"])
    if page.locator('[name="arrangement"]').count():
        go_on(page)  # a choice that needs an enquiry asks its question there and then
    go_on(page, declared="yes")
