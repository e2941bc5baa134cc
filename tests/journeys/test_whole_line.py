"""The main job, from the form to the letter: one person after another, each in a session of their own."""

import email
import email.policy
import re
import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.apply import PATIENCE, apply, click_through, fill, send_unseen
from venuecheck.cases.decisions import MILD


def be(page: Page, name: str) -> Page:
    """Sign in to the demo as somebody."""
    page.goto("/demo")
    click_through(page.get_by_role("button", name=f"Be {name}"))
    return page


def letters_to(folder: Path, address: str) -> list[email.message.EmailMessage]:
    """Every mail to an address, oldest first, as it lies in the mail folder."""
    found = []
    for file in sorted((folder / "mail").glob("*.eml"), key=lambda file: file.stat().st_mtime):
        message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        if message["To"] == address:
            found.append(message)
    return found


def newest(folder: Path, address: str, about: str) -> email.message.EmailMessage:
    """The newest mail to an address whose subject holds these words, once the worker has sent it."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        fitting = [mail for mail in letters_to(folder, address) if about in mail["Subject"]]
        if fitting:
            return fitting[-1]
        time.sleep(0.1)
    raise AssertionError(f"no mail about “{about}” came for {address}")


def body(mail: email.message.EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return part.get_content().replace("\r\n", "\n")


def link_in(mail: email.message.EmailMessage) -> str:
    """The path of the private link in a mail."""
    found = re.search(r"(/application/\S+)", body(mail))
    assert found
    return found[1]


def open_case(page: Page, reference: str, state: str) -> None:
    """Find a case by its reference, once it is in a state."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        page.goto(f"/cases?q={reference}")
        if page.get_by_role("cell", name=state).count():
            click_through(page.locator("tbody a").first)
            return
        time.sleep(0.1)
    raise AssertionError(f"{reference} never came to be “{state}”")


def do(page: Page, title: str, button: str, **fields: str) -> None:
    """Unfold a form of the case page, fill it in and send it. `__` before a word keeps two forms' fields apart."""
    box = page.locator("details", has=page.locator("summary", has_text=title)).first
    if box.get_attribute("open") is None:
        box.locator("summary").click()
    for name, value in fields.items():
        field = box.locator(f'[name="{name}"]')
        if field.first.get_attribute("type") in ("radio", "checkbox"):
            box.locator(f'[name="{name}"][value="{value}"]').check(force=True)
        else:
            field.fill(value)
    click_through(box.get_by_role("button", name=button))


def paper(page: Page, title: str, button: str, **fields: str) -> None:
    """Open one of a case's long forms, fill it in and send it. A field that starts with `=` is ticked."""
    click_through(page.get_by_role("link", name=title))
    for name, value in fields.items():
        if value.startswith("="):
            page.locator(f'[name="{name}"][value="{value[1:]}"]').check(force=True)
        else:
            page.locator(f'[name="{name}"]').fill(value)
    click_through(page.get_by_role("button", name=button))
    expect(page.get_by_role("heading", name="What you can do")).to_be_visible()


def send(hirer: Page, day: date, **changes: str) -> str:
    """Apply and send; returns the reference."""
    hirer.goto("/")
    apply(hirer, day, **changes)
    click_through(hirer.get_by_role("button", name="Send application"))
    expect(hirer.get_by_role("heading", name="Application sent")).to_be_visible()
    found = re.search(r"VH-\w+-\w+", hirer.inner_text("main"))
    assert found
    return found[0]


both_ways = pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])


@pytest.mark.browser
class TestWholeLine:
    @both_ways
    def test_a_plain_application_is_approved_and_the_letter_read(self, person, folder, javascript):
        hirer, officer = person(javascript=javascript), person(javascript=javascript)
        reference = send(hirer, date.today() + timedelta(days=61 + javascript))
        open_case(be(officer, "Farida Noorani"), reference, "With booking officers")
        do(officer, "Approve", "Approve the booking")
        expect(officer.locator("main")).to_contain_text("Approved")
        letter = newest(folder, "imelda@hirers.invalid", f"{reference} is confirmed")
        assert "We are pleased to confirm your booking." in body(letter)
        assert next(letter.iter_attachments()).get_content().startswith(b"%PDF")
        hirer.goto(link_in(letter))
        expect(hirer.locator("main")).to_contain_text("Your booking is confirmed.")

    @both_ways
    def test_a_match_and_imposed_seating_go_the_whole_way_to_a_decision_with_conditions(
        self, person, folder, javascript
    ):
        hirer = person(javascript=javascript)
        reference = send_unseen(
            hirer,
            date.today() + timedelta(days=71 + javascript),
            speaker="Prof. Muhammed Husein Kalandarzay",
            arrangement="separate_areas",
            chosen_by="organiser",
            seating="Men sit on the left, women sit on the right",
        )
        prevent = be(person(javascript=javascript), "Nkechi Oduya")
        open_case(prevent, reference, "With the Prevent team")
        expect(prevent.locator("main")).to_contain_text("W016")

        do(prevent, "Ask the hirer", "Send the question", question="Where has the professor taught?")
        question = newest(folder, "imelda@hirers.invalid", f"question about your application {reference}")
        hirer.goto(link_in(question))
        fill(hirer, answer="In Tarnford, since 1990")
        click_through(hirer.get_by_role("button", name="Send the answer"))
        expect(hirer.locator("main")).to_contain_text("In Tarnford, since 1990")

        prevent.reload()
        expect(prevent.locator("main")).to_contain_text("In Tarnford, since 1990")
        do(prevent, "Say what you found", "Save", verdict="cannot_tell", reason="Two people of that name")
        paper(
            prevent,
            "Record whom you asked",
            "Record it",
            of="=counter-terrorism",
            who="A. Example, counter-terrorism unit",
            asked="Is anything known of the professor?",
            answered="Nothing that they would share",
            about="The professor",
            weight="=some",
            why="They hold what others cannot see",
            marking="=prevent",
            **{"day-day": "1", "day-month": "6", "day-year": "2026"},
        )
        do(
            prevent,
            "Recommend",
            "Send the recommendation",
            outcome="grant-with-conditions",
            facts_found="A poet",
            in_favour="He is a poet",
            expression="Poetry is speech",
            less_intrusive="A chair is the first rung",
            proportionality="The evening goes ahead",
            reasons="Nothing was found against him",
        )

        senior = be(person(javascript=javascript), "Mei-Lin Hargreave")
        open_case(senior, reference, "With a senior officer")
        do(
            senior,
            "Record an equality assessment",
            "Record the assessment",
            eliminate="It directs people by sex",
            advance="Women and men lose a choice",
            relations="Between the circle and its visitors",
            affected="Visitors, and the circle",
            less_intrusive="Seats that each person chooses",
            proportionality="The evening goes ahead",
        )
        do(
            senior,
            "Decide",
            "Record the decision",
            outcome="grant-with-conditions",
            rests_on="equality",
            reasons="The evening may go ahead",
            conditions=MILD[2],
        )
        expect(senior.locator("main")).to_contain_text("Approved with conditions, Mei-Lin Hargreave")
        letter = newest(folder, "imelda@hirers.invalid", f"{reference} is confirmed")
        assert "1. Everyone may sit anywhere" in body(letter)
        assert "Kalandarzai" not in body(letter)

    def test_the_equality_lead_settles_what_the_officer_may_not(self, person, folder):
        reference = send_unseen(
            person(),
            date.today() + timedelta(days=81),
            arrangement="separate_rooms",
            chosen_by="organiser",
            seating="Men in the hall, women in the annexe with a video link",
        )
        officer = be(person(), "Farida Noorani")
        open_case(officer, reference, "With booking officers")
        expect(officer.locator("mark").first).to_contain_text("Men in the hall")
        do(officer, "Pass the case on", "Pass it on", to="to-equality", reason="The answer did not settle it")
        lead = be(person(), "Priyanka Ravindran")
        open_case(lead, reference, "With the equality lead")
        concluded = lead.locator("#findings ~ section .govuk-tag", has_text="Concluded")
        while lead.get_by_text("Conclude this finding").count():
            before = concluded.count()
            do(
                lead,
                "Conclude this finding",
                "Save the conclusion",
                conclusion="arrangement_changed",
                reason="One room for all, confirmed by telephone",
            )
            expect(concluded).to_have_count(before + 1)
            if not lead.get_by_text("Likely unlawful: for the equality lead").count():
                break
        open_case(officer, reference, "With booking officers")
        do(officer, "Approve", "Approve the booking")
        assert newest(folder, "imelda@hirers.invalid", f"{reference} is confirmed")

    def test_a_hirer_corrects_withdraws_and_asks_for_the_link_again(self, person, folder):
        hirer, own = person(javascript=False), "imelda.again@hirers.invalid"
        reference = send_unseen(hirer, date.today() + timedelta(days=91), email=own)
        hirer.goto(link_in(newest(folder, own, f"your application {reference}")))
        click_through(hirer.get_by_role("button", name="Change the application"))
        click_through(hirer.get_by_role("link", name="Name and description"))
        fill(hirer, title="Talk about caps")
        click_through(hirer.get_by_role("button", name="Save and continue"))
        click_through(hirer.get_by_role("button", name="Send these changes"))
        expect(hirer.get_by_role("heading", name="Changes sent")).to_be_visible()

        hirer.goto("/lost-link")
        fill(hirer, email=own)
        click_through(hirer.get_by_role("button", name="Send it again"))
        links = newest(folder, own, "Your private links")
        found = re.search(rf"{reference}\n\S*(/application/\S+)", body(links))
        assert found
        hirer.goto(found[1])
        expect(hirer.locator("main")).to_contain_text("Talk about caps")
        click_through(hirer.get_by_role("link", name="Withdraw the application"))
        click_through(hirer.get_by_role("button", name="Withdraw the application"))
        expect(hirer.locator("main")).to_contain_text("You have withdrawn this application.")


@pytest.mark.browser
def test_words_typed_on_a_page_from_before_signing_in_again_are_sent_once_more(person):
    officer = be(person(), "Farida Noorani")
    officer.goto("/cases?q=VH")
    click_through(officer.locator("tbody a").first)
    elsewhere = officer.context.new_page()
    elsewhere.goto("/staff")
    click_through(elsewhere.get_by_role("button", name="Sign out"))
    be(elsewhere, "Farida Noorani")
    do(officer, "Write an internal note", "Save the note", text="Rang the hirer.\nNobody there; try on Monday")
    expect(officer.get_by_role("heading", name="Send it again")).to_be_visible()
    expect(officer.locator("blockquote")).to_have_text("Rang the hirer.\nNobody there; try on Monday")
    click_through(officer.get_by_role("button", name="Send it again"))
    expect(officer.locator("main")).to_contain_text("Nobody there; try on Monday")
    expect(officer).to_have_url(re.compile(r"/cases/[0-9a-f-]+"))
