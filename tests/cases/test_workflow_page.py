"""The workflow as a page, and what a line that is taken away takes with it: button, act and drawing."""

import pytest

from tests.access.reading import Page, PostForm
from tests.browsing import Browser
from tests.cases.builders import House
from venuecheck.accounts.roles import Role
from venuecheck.cases import acts, drawing, workflow
from venuecheck.cases.acts import Act
from venuecheck.cases.models import Case
from venuecheck.cases.workflow import TABLE


@pytest.fixture
def officer(house: House) -> Browser:
    browser = house.browser()
    return browser.sign_in_as(house.staff[Role.BOOKING_OFFICER].uuid)


def approval(officer: Browser, case: str) -> PostForm | None:
    """The form that approves a case, where the page of the case has it."""
    forms = Page(officer.get(case).text).forms
    return next((form for form in forms if form.action == f"{case}/approve"), None)


def test_the_page_shows_the_picture_and_every_line(officer: Browser) -> None:
    shown = officer.get("/workflow").text
    assert drawing.picture() in shown
    assert all(line.act in shown for line in drawing.act_lines())


def test_a_line_taken_away_takes_its_button_its_act_and_its_arrow(
    house: House, officer: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = house.case()
    with house.on(case_id) as (_, case):
        here = f"/cases/{case.uuid}"
    arrow = f">{acts.ACTS[Act.APPROVE]}<"
    form = approval(officer, here)
    assert form is not None
    assert arrow in drawing.picture()

    without = tuple(row for row in TABLE if row.act is not Act.APPROVE)
    for reader in (workflow.step, workflow.offered, workflow.withheld, workflow.rows, drawing.picture, drawing.arrows):
        monkeypatch.setattr(reader, "__defaults__", (without,))

    assert approval(officer, here) is None
    sent = {name: field.values[0] for name, field in form.fields.items() if field.values}
    refused = officer.post(form.action, sent)
    assert refused.status_code == 422
    assert "that can no longer be done" in refused.text
    assert arrow not in drawing.picture()
    with house.database.read() as reader:
        assert reader.get_one(Case, case_id).state == "with_officer"
