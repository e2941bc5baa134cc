"""Whether the installation says that it is well, and says so when it is not."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from tests.accounts.builders import a_user
from tests.browsing import Browser
from venuecheck.accounts.roles import Role
from venuecheck.audit.history import history
from venuecheck.runtime import mail, outbox
from venuecheck.runtime.clock import now
from venuecheck.runtime.mail import Mail


@pytest.fixture
def browser(app):
    return Browser(app)


def test_it_is_live(browser):
    assert browser.get("/health/live").json() == {"live": True}


def test_a_fresh_installation_is_ready(browser):
    answer = browser.get("/health/ready")
    assert (answer.status_code, answer.json()["ready"]) == (200, True)


def test_work_that_waits_too_long_makes_it_not_ready(browser, database):
    with database.write() as tx:
        outbox.queue(tx, "cases.check", case_id=1)
        tx.flush()
        tx.execute(update(outbox.OutboxRow).values(due=now() - timedelta(minutes=6)))
    answer = browser.get("/health/ready")
    assert (answer.status_code, answer.json()["checks"]["work"]) == (503, False)


def test_work_that_was_given_up_makes_it_not_ready(browser, database):
    with database.write() as tx:
        outbox.queue(tx, "cases.check", case_id=1)
        tx.flush()
        tx.execute(update(outbox.OutboxRow).values(state=outbox.FAILED))
    assert browser.get("/health/ready").json()["checks"]["failed work"] is False


def an_old_letter(database) -> Mail:
    """A letter of an hour ago that the mail server does not have."""
    with database.write() as tx:
        letter = mail.post(tx, "ann@example.org", "Your booking", "Hello", "installation")
        tx.execute(delete(outbox.OutboxRow))
        letter.created = now() - timedelta(hours=1)
        return letter


def test_a_letter_that_waits_too_long_makes_it_not_ready(browser, database):
    an_old_letter(database)
    assert browser.get("/health/ready").json()["checks"]["mail"] is False


def test_a_letter_that_was_refused_for_good_waits_for_nobody(browser, database):
    letter = an_old_letter(database)
    with database.write() as tx:
        mail.give_back(tx.get_one(Mail, letter.id), "550 No such person")
    assert browser.get("/health/ready").json()["ready"] is True


@pytest.fixture
def failed(database):
    """A piece of work that was given up."""
    with database.write() as tx:
        outbox.queue(tx, "mail.send", mail_id=1)
        tx.flush()
        tx.execute(update(outbox.OutboxRow).values(state=outbox.FAILED, attempts=outbox.MOST_ATTEMPTS))


def test_an_administrator_has_work_tried_again_once(browser, database, failed):
    with database.write() as tx:
        ada = a_user(tx, "Ada", Role.ADMINISTRATOR).uuid
    browser.sign_in_as(ada)
    assert "mail.send" in browser.get("/admin/health").text
    for _ in range(2):
        assert browser.post("/admin/health/retry").status_code == 303
    with database.read() as reader:
        assert outbox.backlog(reader)[:2] == (1, 0)
        told = [happening.sentence("Ada") for happening in history(reader, "installation")]
    assert told == ["Ada had background work tried again that had been given up: pieces 1."]


def test_an_auditor_sees_what_was_given_up_and_no_button(browser, database, failed):
    with database.write() as tx:
        otto = a_user(tx, "Otto", Role.AUDITOR).uuid
    browser.sign_in_as(otto)
    page = browser.get("/admin/health").text
    assert "mail.send" in page
    assert "Try again" not in page
    assert browser.post("/admin/health/retry").status_code == 403


def test_it_tells_a_stranger_no_figures(browser):
    assert set(browser.get("/health/ready").json()) == {"ready", "checks"}
