"""An auditor reads the record: filters, searches, sees who looked, prints, and opens the file in a spreadsheet."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.apply import click_through
from tests.journeys.test_whole_line import be

Person = Callable[..., Page]


def events(page: Page) -> list[str]:
    return page.locator(".vc-history__event").all_inner_texts()


@pytest.mark.browser
@pytest.mark.parametrize("javascript", [True, False])
def test_an_auditor_finds_what_was_done_and_who_looked(person: Person, javascript: bool) -> None:
    callum, harjit = be(person(), "Callum Ferrier"), be(person(javascript=javascript), "Harjit Sohal")
    callum.goto("/queues/with_prevent")
    click_through(callum.locator("tbody a").first)
    title = callum.get_by_role("heading", level=1).inner_text()

    click_through(harjit.get_by_role("link", name="History", exact=True))
    expect(harjit.get_by_role("heading", name="The whole history")).to_be_visible()
    assert len(events(harjit)) == 50
    click_through(harjit.get_by_role("link", name="Older events"))
    click_through(harjit.get_by_role("link", name="The newest events"))

    harjit.get_by_label("Search").fill(title)
    harjit.get_by_label("Kind").select_option("Who looked")
    click_through(harjit.get_by_role("button", name="Show", exact=True))
    expect(harjit.get_by_text(f"Only: “{title}”, Who looked.")).to_be_visible()
    assert any("Callum Ferrier looked at the case." in one for one in events(harjit))

    click_through(harjit.locator(".vc-history__event a").first)
    expect(harjit.get_by_role("heading", name=title)).to_be_visible()
    click_through(harjit.get_by_role("link", name="The whole history"))
    expect(harjit.get_by_role("heading", name="Who has looked")).to_be_visible()
    expect(harjit.get_by_text("Callum Ferrier, last on")).to_be_visible()


@pytest.mark.browser
def test_what_is_printed_and_what_is_downloaded_say_the_same(person: Person, tmp_path: Path) -> None:
    harjit = be(person(), "Harjit Sohal")
    harjit.goto("/history?group=decisions")
    with harjit.expect_download() as download:
        harjit.get_by_role("link", name="Download as CSV").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"))))
    assert file.suffix == ".csv"
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")

    click_through(harjit.get_by_role("link", name="Print view"))
    expect(harjit.get_by_text("Only: Recommendations and decisions.")).to_be_visible()
    harjit.emulate_media(media="print")
    expect(harjit.get_by_role("navigation", name="Menu")).to_be_hidden()
    printed = events(harjit)
    assert len(printed) == len(rows) > 5
    assert all(row["What happened"] in told for row, told in zip(rows, printed, strict=True))


@pytest.mark.browser
def test_a_colleague_reads_what_the_record_proves_and_what_not(
    person: Person, axe: Callable[[Page], list[object]]
) -> None:
    page = be(person(), "Farida Noorani")
    click_through(page.get_by_role("link", name="What the record proves"))
    expect(page.get_by_role("heading", name="What is not proved")).to_be_visible()
    expect(page.get_by_text("That the running program is honest.")).to_be_visible()
    assert axe(page) == []


@pytest.mark.browser
def test_an_administrator_erases_what_was_asked_and_the_history_says_so(person: Person) -> None:
    harjit, gwen = be(person(), "Harjit Sohal"), be(person(javascript=False), "Gwen Abara")
    harjit.goto("/cases?q=Bridge for beginners")
    click_through(harjit.locator("tbody a").first)
    reference = harjit.locator(".govuk-caption-l").inner_text()

    click_through(gwen.get_by_role("link", name="Erasing"))
    asked = gwen.locator("form[action='/admin/erasure/asked']")
    asked.get_by_label("Reference of the application").fill(reference)
    asked.get_by_label("The person asked for it").check()
    click_through(asked.get_by_role("button", name="Erase for good"))
    expect(gwen.get_by_role("heading", name="There is a problem")).to_be_visible()
    asked.get_by_label("On whose word").fill("Request 12 of March")
    asked.get_by_label("I know that this cannot be undone").check()
    click_through(asked.get_by_role("button", name="Erase for good"))
    expect(gwen.get_by_role("heading", name="There is a problem")).to_be_hidden()

    harjit.reload()
    expect(harjit.get_by_role("heading", name="Erased application")).to_be_visible()
    expect(harjit.get_by_text("The personal data of this application were erased on")).to_be_visible()
    click_through(harjit.get_by_role("link", name="The whole history"))
    told = (
        f"Gwen Abara erased the personal data of application {reference}: the person asked for it (UK GDPR article 17)."
    )
    expect(harjit.get_by_text(told)).to_be_visible()
    expect(harjit.get_by_text("Bridge for beginners")).to_have_count(0)
