"""What an answer or a look settles, and what changes after an approval; each to its letter."""

from datetime import date, timedelta
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.journeys.apply import click_through, fill, send_unseen
from tests.journeys.conftest import Person
from tests.journeys.test_whole_line import be, body, do, letters_to, link_in, newest, open_case

HIRER = "imelda@hirers.invalid"


def on_paper(mail: EmailMessage) -> str:
    """The words of the letter that is attached, as they are printed."""
    attached = next(mail.iter_attachments())
    reader = PdfReader(BytesIO(attached.get_content()))
    assert "/StructTreeRoot" in reader.trailer["/Root"], "it is tagged"
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def change(hirer: Page, page: str, **fields: str) -> None:
    """Open the form again from the private page, change what one of its pages asks, and send it."""
    click_through(hirer.get_by_role("button", name="Change the application"))
    click_through(hirer.get_by_role("link", name=page, exact=True))
    fill(hirer, **fields)
    click_through(hirer.get_by_role("button", name="Save and continue"))
    click_through(hirer.get_by_role("button", name="Send these changes"))
    expect(hirer.get_by_role("heading", name="Changes sent")).to_be_visible()


@pytest.mark.browser
class TestSettled:
    def test_the_hirers_answer_settles_the_question_about_seating(self, person: Person, folder: Path) -> None:
        hirer, officer = person(), person()
        seats = {"arrangement": "free_choice", "seating": "Two blocks of seats, for the two choirs"}
        reference = send_unseen(hirer, date.today() + timedelta(days=51), **seats)
        open_case(be(officer, "Farida Noorani"), reference, "With booking officers")
        do(officer, "Ask the hirer", "Send the question", question="Who says where people sit?")
        hirer.goto(link_in(newest(folder, HIRER, f"question about your application {reference}")))
        fill(hirer, answer="Nobody: the blocks are for the two choirs")
        click_through(hirer.get_by_role("button", name="Send the answer"))
        expect(hirer.locator("main")).to_contain_text("Nobody: the blocks are for the two choirs")
        officer.reload()
        expect(officer.locator("main")).to_contain_text("Nobody: the blocks are for the two choirs")
        concluded = officer.locator("#findings ~ section .govuk-tag", has_text="Concluded")
        while officer.get_by_text("Conclude this finding").count():
            before = concluded.count()
            words = {"conclusion": "labels_dropped", "reason": "No sign says who sits where"}
            do(officer, "Conclude this finding", "Save the conclusion", **words)
            expect(concluded).to_have_count(before + 1)
        do(officer, "Approve", "Approve the booking")
        assert "We are pleased to confirm your booking." in on_paper(newest(folder, HIRER, f"{reference} is confirmed"))

    def test_a_match_that_is_somebody_else_is_cleared_and_the_officer_approves(
        self, person: Person, folder: Path
    ) -> None:
        who = "Prof. Muhammed Husein Kalandarzay"
        reference = send_unseen(person(), date.today() + timedelta(days=52), speaker=who)
        officer, prevent = be(person(), "Farida Noorani"), be(person(), "Nkechi Oduya")
        open_case(officer, reference, "With the Prevent team")
        expect(officer.locator("main")).to_contain_text("being looked at by the Prevent team")
        open_case(prevent, reference, "With the Prevent team")
        while prevent.get_by_text("Say what you found").count():
            before = prevent.get_by_text("Say what you found").count()
            words = {"verdict": "different_person", "reason": "Another year of birth, another town"}
            do(prevent, "Say what you found", "Save", **words)
            expect(prevent.get_by_text("Say what you found")).to_have_count(before - 1)
        open_case(officer, reference, "With booking officers")
        do(officer, "Approve", "Approve the booking")
        letter = newest(folder, HIRER, f"{reference} is confirmed")
        assert "match" not in body(letter).lower()
        assert "We are pleased to confirm your booking." in on_paper(letter)

    def test_after_an_approval_a_telephone_number_opens_nothing_and_another_speaker_does(
        self, person: Person, folder: Path
    ) -> None:
        hirer, officer = person(), person()
        reference = send_unseen(hirer, date.today() + timedelta(days=53))
        open_case(be(officer, "Farida Noorani"), reference, "With booking officers")
        do(officer, "Approve", "Approve the booking")
        hirer.goto(link_in(newest(folder, HIRER, f"{reference} is confirmed")))

        private = hirer.url
        change(hirer, "How to reach you", hirer_phone="01632 960009")
        expect(hirer.locator("main")).to_contain_text("Your booking stands.")
        open_case(officer, reference, "Approved")
        expect(officer.locator("main")).to_contain_text("01632 960009")

        hirer.goto(private)
        change(hirer, "Speakers", speakers__0__name="Omar Featherby")
        open_case(officer, reference, "With booking officers")
        expect(officer.locator("main")).to_contain_text("A change to a confirmed booking: two working days.")
        changed = officer.locator("main").inner_text().partition("What changed since the decision")[2]
        changed = changed.partition("The whole application")[0]
        assert "Omar Featherby" in changed
        assert "A talk about hats" not in changed
        hirer.goto(private)
        expect(hirer.locator("main")).to_contain_text("Your booking stands as we confirmed it")
        do(officer, "Approve", "Approve the booking")
        expect(officer.locator("main")).to_contain_text("Approved")
        for _ in range(50):
            confirmed = [mail for mail in letters_to(folder, HIRER) if f"{reference} is confirmed" in mail["Subject"]]
            if len(confirmed) == 2:
                break
            hirer.wait_for_timeout(100)
        assert "Your booking" in on_paper(confirmed[-1])
        assert len(confirmed) == 2
