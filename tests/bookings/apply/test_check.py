"""The task list and the page where all answers are checked."""

import re

from tests.bookings.apply.conftest import Browser, answers, fill
from venuecheck.bookings.models import Space


def states(who: Browser) -> list[str]:
    text = who.get(who.draft).text
    found = re.findall(r"govuk-task-list__status[^>]*>(.*?)</div>", text, re.DOTALL)
    return [re.sub(r"<[^>]+>|\s+", " ", state).strip() for state in found]


def test_at_first_everything_is_to_do_and_the_time_waits_for_the_place(hirer: Browser) -> None:
    assert states(hirer) == ["To do", "Cannot start yet", *["To do"] * 11]


def test_what_was_answered_is_completed(hirer: Browser, hall: Space) -> None:
    fill(hirer, hall, "space", "you")
    assert states(hirer)[:4] == ["Completed", "To do", "Completed", "To do"]
    assert "2 of 13 parts are answered" in hirer.answer.text


def test_an_unfinished_application_cannot_be_sent_and_says_what_is_missing(hirer: Browser, hall: Space) -> None:
    fill(hirer, hall, "space", "you")
    text = hirer.page("check").text
    assert "Date and times is still to be answered." in text
    assert "/send" not in text


def test_a_finished_application_shows_every_answer_and_can_be_sent(hirer: Browser, hall: Space) -> None:
    text = fill(hirer, hall).page("check").text
    for shown in (
        "Main Hall, Mill House",
        "Ann Bee",
        "ann@example.com",
        "Nobody else",
        "We sing rounds",
        "19:30 to 21:00",
    ):
        assert shown in text
    assert f'action="{hirer.draft}/send"' in text


def test_changing_an_answer_leads_back_to_the_check(hirer: Browser, hall: Space) -> None:
    fill(hirer, hall)
    hirer.page("you")
    hirer.save("you", **answers(hall)["you"] | {"hirer_name": "Ann Sea"})
    assert hirer.at == "check"
    assert "Ann Sea" in hirer.answer.text


def test_what_was_typed_is_shown_as_words_and_never_as_a_page(hirer: Browser, hall: Space) -> None:
    fill(hirer, hall)
    hirer.page("event")
    hirer.save("event", title="<script>alert(1)</script>", purpose="Tea & talk")
    text = hirer.page("check").text
    assert "&lt;script&gt;alert(1)" in text
    assert "Tea &amp; talk" in text
