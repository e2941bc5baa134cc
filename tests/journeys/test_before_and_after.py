"""What goes before a refusal and what comes after a decision, each journey to its letter."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.apply import click_through, fill, send_unseen
from tests.journeys.test_whole_line import be, body, do, link_in, newest, open_case, paper
from venuecheck.cases import weighing

HIRER = "imelda@hirers.invalid"
LADDER = {rung.key: "Tried, and not enough" for rung in weighing.LADDER}
ARGUED = {
    "facts_found": "Recorded on 3 May",
    "in_favour": "A talk, with questions",
    "expression": "It is speech",
    "less_intrusive": "A chair was considered",
    "proportionality": "This event alone",
}


def approved(officer: Page, hirer: Page, days: int, **changes: str) -> str:
    """A booking that a booking officer confirmed; returns its reference."""
    reference = send_unseen(hirer, date.today() + timedelta(days=days), **changes)
    open_case(be(officer, "Farida Noorani"), reference, "With booking officers")
    do(officer, "Approve", "Approve the booking")
    expect(officer.locator("main")).to_contain_text("Approved")
    return reference


def speakers_link(folder: Path, address: str) -> str:
    found = re.search(r"(/speaker/\S+)", body(newest(folder, address, "at which you are to speak")))
    assert found
    return found[1]


@pytest.mark.browser
class TestBeforeAndAfter:
    def test_minded_to_refuse_answered_declined_and_overturned_on_review(self, person, folder):
        hirer, speaker = person(), person(javascript=False)
        who = "Prof. Muhammed Husein Kalandarzay"
        reference = send_unseen(hirer, date.today() + timedelta(days=62), speaker=who)
        prevent = be(person(), "Nkechi Oduya")
        open_case(prevent, reference, "With the Prevent team")
        reasons = {"reasons": "The words are his", "outcome": "decline"}
        do(prevent, "Recommend", "Send the recommendation", **reasons, **ARGUED)

        senior = be(person(), "Mei-Lin Hargreave")
        open_case(senior, reference, "With a senior officer")
        expect(senior.locator("main")).to_contain_text("The balancing record must be complete")
        written = dict.fromkeys(weighing.WRITTEN, "Weighed")
        paper(senior, "Balancing record", "Complete the balancing record", **written, **LADDER)
        paper(
            senior,
            "Minded to refuse, or to restrict",
            "Send the notice",
            intends="=decline",
            rests_on="=prevent",
            relied_on="On 3 May 2025: “drive them out”",
            because="He may say it again",
            **{"speakers-0-email": "professor@speakers.invalid"},
        )
        notice = newest(folder, HIRER, f"Before we decide on {reference}")
        assert next(notice.iter_attachments()).get_content().startswith(b"%PDF")
        hirer.goto(link_in(notice))
        click_through(hirer.get_by_role("link", name="Read why, and answer"))
        fill(hirer, answer="He took it back in June, in print")
        click_through(hirer.get_by_role("button", name="Send the answer"))
        expect(hirer.locator("main")).to_contain_text("He took it back in June")
        speaker.goto(speakers_link(folder, "professor@speakers.invalid"))
        fill(speaker, answer="I was quoting a poem")
        click_through(speaker.get_by_role("button", name="Send the answer"))
        expect(speaker.locator("main")).to_contain_text("I was quoting a poem")

        senior.reload()
        expect(senior.locator("main")).to_contain_text("I was quoting a poem")
        words = {"outcome": "decline", "rests_on": "prevent", "reasons": "We are not satisfied"}
        do(senior, "Decide", "Record the decision", **words, **ARGUED)
        letter = newest(folder, HIRER, f"Our decision on your application {reference}")
        assert "On 3 May 2025: “drive them out”" in body(letter)
        assert "- A speaker answered on" in body(letter)

        hirer.goto(link_in(letter))
        click_through(hirer.get_by_role("link", name="Ask for a review of this decision"))
        fill(hirer, grounds="You did not read the poem")
        click_through(hirer.get_by_role("button", name="Ask for a review"))
        expect(hirer.locator("main")).to_contain_text("Somebody who was not involved before")
        open_case(senior, reference, "Under review")
        expect(senior.locator("main")).to_contain_text("took no part in the case before it")
        other = be(person(), "Yusuf Demirhan")
        open_case(other, reference, "Under review")
        paper(
            other,
            "Decide the review",
            "Decide the review, and tell the hirer",
            result="=overturn",
            reasons="It is a poem, and it was taken back",
        )
        last = newest(folder, HIRER, f"The review of our decision on {reference}: your booking is confirmed")
        assert "has overturned it" in body(last)

    def test_a_booking_is_cancelled_by_two_and_never_on_a_complaint(self, person, folder):
        hirer, officer = person(), person()
        reference = approved(officer, hirer, 63)
        paper(
            officer,
            "Log an approach about this booking",
            "Log the approach",
            source="=campaigner",
            who="A campaign",
            said="Cancel them at once",
            weight="None: nothing that could be checked",
        )
        senior = be(person(), "Mei-Lin Hargreave")
        open_case(senior, reference, "Approved")
        click_through(senior.get_by_role("link", name="Propose to cancel this booking"))
        senior.locator('[name="approaches"]').check(force=True)
        for name in ("relied_on", "because", "alternatives", "legal_advice", "likely_loss"):
            senior.locator(f'[name="{name}"]').fill("The terms of hire, clause 4")
        click_through(senior.get_by_role("button", name="Propose it, and tell the hirer"))
        expect(senior.locator(".govuk-error-summary")).to_contain_text("nothing is cancelled on a complaint alone")
        senior.locator('[name="grounds"][value="breach"]').check(force=True)
        click_through(senior.get_by_role("button", name="Propose it, and tell the hirer"))
        notice = newest(folder, HIRER, f"Before we decide on {reference}")
        hirer.goto(link_in(notice))
        click_through(hirer.get_by_role("link", name="Read why, and answer"))
        fill(hirer, answer="We have broken nothing")
        click_through(hirer.get_by_role("button", name="Send the answer"))
        expect(hirer.locator("main")).to_contain_text("We have broken nothing")
        senior.goto(senior.url.removesuffix("/propose-cancel"))
        expect(senior.locator("main")).to_contain_text("Nobody confirms a cancellation that they themselves proposed")
        other = be(person(), "Yusuf Demirhan")
        open_case(other, reference, "Approved")
        words = {"result": "=confirm-cancel", "reasons": "The hall was let on to others"}
        paper(other, "Confirm or drop the cancellation", "Record it, and tell the hirer", **words)
        letter = newest(folder, HIRER, f"We have cancelled your booking {reference}")
        assert "Two senior officers decided this" in body(letter)
        hirer.goto(link_in(letter))
        expect(hirer.locator("main")).to_contain_text("We have cancelled this booking.")

    def test_a_boiler_moves_a_booking(self, person, folder):
        hirer, officer = person(), person(javascript=False)
        reference = approved(officer, hirer, 64)
        click_through(officer.get_by_role("link", name="Move the booking"))
        officer.locator('[name="to"]').first.check(force=True)
        officer.locator('[name="ground"][value="fault"]').check(force=True)
        officer.locator('[name="reasons"]').fill("The boiler has failed")
        click_through(officer.get_by_role("button", name="Move the booking"))
        letter = newest(folder, HIRER, f"We have had to move your booking {reference}")
        assert "We are sorry." in body(letter)
        hirer.goto(link_in(letter))
        expect(hirer.locator("main")).to_contain_text("Your booking is confirmed.")

    def test_a_candidates_meeting_is_settled_and_never_declined(self, person, folder):
        administrator = be(person(), "Gwen Abara")
        administrator.goto("/admin/election-addresses")
        fill(administrator, returning_officer="returning@offices.invalid", legal="legal@offices.invalid")
        click_through(administrator.get_by_role("button", name="Save"))
        hirer, officer = person(), be(person(), "Farida Noorani")
        reference = send_unseen(
            hirer, date.today() + timedelta(days=65), purpose_kind="election_meeting", election="County"
        )
        told = newest(folder, "returning@offices.invalid", reference)
        assert "entitled to a suitable room" in body(told)
        open_case(officer, reference, "With booking officers")
        assert not officer.get_by_text("Cannot offer (ordinary grounds)").count()
        paper(
            officer,
            "Settle room, time and order of a candidate",
            "Settle it",
            order="Four stewards; the police know",
        )
        do(officer, "Approve", "Approve the booking")
        letter = newest(folder, HIRER, f"{reference} is confirmed")
        assert "free of any charge for hire" in body(letter)
        assert "Four stewards; the police know" in body(letter)
