"""From nothing to the first decision, in pages: one command makes an administrator, people do the rest."""

import os
import subprocess
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.apply import apply, click_through, fill
from tests.journeys.test_whole_line import body, do, link_in, newest, open_case, send
from tools.product import COMMAND, ROOT, running

PASSWORD = "plum tractor nineteen lanterns"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the installation keeps its data."""
    return tmp_path_factory.mktemp("empty")


@pytest.fixture(scope="module")
def product(folder: Path) -> Iterator[str]:
    with running(folder, demo=False, env={"COUNCIL": "Hatfold Council"}) as address:
        yield address


@pytest.fixture(scope="module")
def administrator(product: str, folder: Path) -> str:
    """The first administrator's address, made by the one command there is for it."""
    command = [COMMAND, "accounts", "create-administrator", "--name", "Ada Cole", "--email", "ada@council.invalid"]
    env = os.environ | {"ADMINISTRATOR_PASSWORD": PASSWORD, "DATA_DIR": str(folder), "BASE_URL": product}
    subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True)
    return "ada@council.invalid"


def press(page: Page, button: str, **fields: str) -> None:
    """Fill in the form of the page and send it."""
    fill(page, **fields)
    click_through(page.locator("main").get_by_role("button", name=button))


def sign_in(page: Page, email: str, password: str = PASSWORD) -> Page:
    page.goto("/sign-in")
    press(page, "Sign in", email=email, password=password)
    return page


def add_staff(page: Page, name: str, email: str, role: str) -> str:
    """Add a member of staff; returns their temporary password."""
    page.goto("/staff")
    click_through(page.get_by_role("link", name="Staff and their roles"))
    click_through(page.get_by_role("button", name="Add a member of staff"))
    press(page, "Add and make a temporary password", name=name, email=email, roles=role)
    return page.inner_text("#temporary-password").strip()


def set_up(page: Page) -> None:
    """A venue with a space and a layout, and terms of hire."""
    click_through(page.get_by_role("link", name="Venues, spaces and layouts"))
    click_through(page.get_by_role("link", name="Add a venue"))
    press(page, "Add venue", name="Hat Hall", address="1 Fictional Row", opens="08:00", closes="23:00")
    click_through(page.get_by_role("link", name="Add a space"))
    press(page, "Add space", name="Main Hall", capacity="120")
    page.goto("/admin/venues")
    click_through(page.get_by_role("link", name="Hat Hall"))
    click_through(page.get_by_role("link", name="Main Hall"))
    click_through(page.get_by_role("link", name="Add a layout"))
    press(page, "Add layout", name="Rows", capacity="100")
    page.goto("/admin/venues")
    click_through(page.get_by_role("link", name="Terms of hire").first)
    press(page, "Publish", text="1. Leave the hall as you found it.")


def record_training(page: Page, name: str) -> None:
    """Training for approving hires, held last week and good for a year."""
    page.goto("/admin/training")
    click_through(page.get_by_role("link", name=f"Record training of {name}"))
    held = date.today() - timedelta(days=7)
    press(page, "Record the training", held=f"{held:%d/%m/%Y}", expires=f"{held + timedelta(days=365):%d/%m/%Y}")
    expect(page.locator("main")).to_contain_text("In date")


@pytest.mark.browser
def test_an_empty_installation_is_set_up_and_decides_its_first_application_in_pages(person, folder, administrator):
    hirer, admin, officer = person(), person(), person()
    hirer.goto("/venues")
    expect(hirer.locator("main")).to_contain_text("No venue can be booked here yet.")

    sign_in(admin, administrator)
    set_up(admin)
    temporary = add_staff(admin, "Bo Reader", "bo@council.invalid", "booking_officer")

    sign_in(officer, "bo@council.invalid", temporary)
    expect(officer.get_by_role("heading", name="Choose a password")).to_be_visible()
    press(officer, "Save the new password", password="seven bicycles under water")

    reference = send(hirer, date.today() + timedelta(days=30))
    open_case(officer, reference, "With booking officers")
    expect(officer.locator("main")).to_contain_text("Ask Ada Cole to record it.")
    record_training(admin, "Bo Reader")
    officer.reload()
    do(officer, "Approve", "Approve the booking")
    letter = newest(folder, "imelda@hirers.invalid", f"{reference} is confirmed")
    assert "Hatfold Council" in body(letter)
    hirer.goto(link_in(letter))
    expect(hirer.locator("main")).to_contain_text("Your booking is confirmed.")


@pytest.mark.browser
def test_an_officer_enters_an_application_that_came_by_telephone_and_a_colleague_decides(person, folder, administrator):
    admin, officer, colleague = person(), person(), person()
    sign_in(admin, administrator)
    for page, email in ((officer, "cy@council.invalid"), (colleague, "di@council.invalid")):
        sign_in(page, email, add_staff(admin, email[:2].title(), email, "booking_officer"))
        press(page, "Save the new password", password="nine tall horses and a spoon")
    for name in ("Cy", "Di"):
        record_training(admin, name)
    officer.goto("/staff")
    click_through(officer.get_by_role("button", name="On the phone"))
    apply(officer, date.today() + timedelta(days=40), begun=True)
    click_through(officer.get_by_role("button", name="Send application"))
    click_through(officer.get_by_role("link", name="Go to the case"))
    open_case(officer, officer.inner_text("main .govuk-caption-l"), "With booking officers")
    expect(officer.locator("main")).to_contain_text("Nobody approves an application that they themselves entered.")
    colleague.goto(officer.url)
    do(colleague, "Approve", "Approve the booking")
    expect(colleague.locator("main")).to_contain_text("Approved")
