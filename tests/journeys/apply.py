"""Filling in the form as a person does: a field is found by its name, a button by its words."""

import re
from datetime import date
from typing import Any
from uuid import uuid4

from playwright.sync_api import APIResponse, Locator, Page

from tests.access.reading import TYPED
from tests.access.reading import Page as Sheet

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


def answers(day: date, **changes: Any) -> list[dict[str, Any]]:
    """What a hirer answers, page by page, after they have chosen the space; `changes` by field name."""
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
    when = {"day__day": day.day, "day__month": day.month, "day__year": day.year}
    return [
        when | {"start": said["start"], "end": said["end"]},
        {"hirer_name": "Imelda Threadgold", "hirer_role": "Secretary", "over_18": "yes"},
        {"hirer_email": said["email"], "hirer_phone": "01632 960001", "hirer_address": "1 Fictional Row"},
        {"organisation_kind": "club_or_society", "organisation": "Tarnford Hat Circle"},
        {"booking_for": "own", "payer": "own"},
        {key: said[key] for key in ("purpose_kind", "election") if key in said},
        {"title": said["title"], "purpose": said["purpose"]},
        {"expected_numbers": 40, "openness": said["openness"]},
        {"publicity": "A poster in the library"},
        {"has_speakers": "yes"},
        {"speakers__0__name": said["speaker"], "speakers__0__topic": "Hats"},
        {key: said[key] for key in ("arrangement", "chosen_by", "seating")},
        {"declared": "yes"},
    ]


def apply(page: Page, day: date, *, begun: bool = False, **changes: Any) -> None:
    """A whole application, up to the page where the answers are checked. `begun`: it is open."""
    if not begun:
        click_through(page.get_by_role("button", name="Start now"))
    click_through(page.get_by_role("link", name="Venue and space"))
    page.get_by_label("Main Hall", exact=False).first.check(force=True)
    go_on(page)
    for typed in answers(day, **changes):
        go_on(page, **typed)
        if "arrangement" in typed and page.locator('[name="arrangement"]').count():
            go_on(page)  # a choice that needs an enquiry asks its question there and then


def send_unseen(page: Page, day: date, **changes: Any) -> str:
    """Send a whole application page by page, and draw none of them, for journeys that begin after it; returns the reference."""
    asked = page.context.request

    def save(shown: APIResponse, **typed: Any) -> APIResponse:
        named = {key.replace("__", "-"): str(text) for key, text in typed.items()}
        form = next(one for one in Sheet(shown.text(), shown.url).forms if {"csrf", *named} <= set(one.fields))
        given = {field.name: field.values[0] for field in form.fields.values() if field.kind in {"hidden", *TYPED}}
        return asked.post(form.action, form=given | named)

    shown = asked.get(save(asked.get("/"), once=uuid4()).url + "/space")
    place = re.search(r'value="([0-9a-f-]+)"[^>]*>\s*<label[^>]*>Main Hall', shown.text())
    assert place
    shown = save(shown, space=place[1])
    for typed in answers(day, **changes):
        shown = save(shown, **typed)
        if "arrangement" in typed and shown.url.endswith("/seating"):
            shown = save(shown, **typed)
    form = next(one for one in Sheet(shown.text()).forms if one.action.endswith("/send"))
    found = re.search(r"VH-\w+-\w+", asked.post(form.action, form={"csrf": form.fields["csrf"].values[0]}).text())
    assert found
    return found[0]
