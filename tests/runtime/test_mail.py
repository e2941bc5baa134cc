"""Mail: written with the act, then sent; to a folder, or in a real SMTP conversation."""

import email
import email.policy
from collections.abc import Callable, Iterator
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from hypothesis import given
from hypothesis import strategies as st

from tools.product import free_port
from venuecheck.runtime import mail, outbox
from venuecheck.runtime.database import Database
from venuecheck.runtime.settings import Settings


class Postbox(Message):
    """A mail server's end of the conversation: keeps what it was given."""

    def __init__(self) -> None:
        super().__init__(email.message.EmailMessage)
        self.kept: list[email.message.EmailMessage] = []

    def handle_message(self, message: email.message.EmailMessage) -> None:
        self.kept.append(email.message_from_bytes(message.as_bytes(), policy=email.policy.default))


@pytest.fixture
def postbox() -> Iterator[tuple[Postbox, str]]:
    box = Postbox()
    port = free_port()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    yield box, f"smtp://127.0.0.1:{port}"
    server.stop()


def write(database: Database, **changes: object) -> int:
    words = {"to": "ann@example.org", "subject": "Ihre Anfrage – \u0627", "body": "Grüße 😀\n", "about": "x"} | changes
    with database.write() as tx:
        return mail.post(tx, **words).id


def send(database: Database, settings: Settings) -> None:
    outbox.drain(database, {mail.SEND: mail.send_task(settings)})


def test_a_mail_server_is_given_the_letter_with_its_pdf(database, settings, postbox):
    box, url = postbox
    write(database, attachment=("Notice.pdf", b"%PDF-1.7 x"))
    send(database, replace(settings, smtp_url=url))
    [letter] = box.kept
    assert (letter["To"], letter["Subject"]) == ("ann@example.org", "Ihre Anfrage – \u0627")
    assert "Grüße 😀" in letter.get_body(("plain",)).get_content()
    assert next(letter.iter_attachments()).get_filename() == "Notice.pdf"


def test_a_letter_is_sent_once_however_often_its_task_runs(database, settings, postbox):
    box, url = postbox
    key = write(database)
    with database.write() as tx:
        outbox.queue(tx, mail.SEND, mail_id=key)
    send(database, replace(settings, smtp_url=url))
    assert len(box.kept) == 1


def test_a_server_that_does_not_answer_loses_no_letter(database, settings):
    key = write(database)
    send(database, replace(settings, smtp_url="smtp://127.0.0.1:9"))
    with database.read() as reader:
        assert reader.get_one(mail.Mail, key).sent is None
        row = reader.query(outbox.OutboxRow).one()
    assert (row.state, row.attempts) == (outbox.READY, 1)


def test_without_a_server_letters_lie_in_a_folder(database, settings):
    write(database)
    send(database, settings)
    [file] = (settings.data_dir / "mail").glob("*.eml")
    assert b"ann@example.org" in file.read_bytes()


def test_a_line_end_in_a_subject_starts_no_header(database, settings):
    write(database, subject="Hello\r\nBcc: everyone@example.org")
    send(database, settings)
    [file] = (settings.data_dir / "mail").glob("*.eml")
    assert email.message_from_bytes(file.read_bytes(), policy=email.policy.default)["Bcc"] is None


class Refusing:
    """A mail server that answers a reader's address, or the message itself, with this."""

    def __init__(self, at: str, answer: str) -> None:
        self.at, self.answer, self.asked = at, answer, 0

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        self.asked += 1
        if self.at == "reader":
            return self.answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        return self.answer


@pytest.fixture
def refusing() -> Iterator[Callable[[str, str], tuple[Refusing, str]]]:
    servers = []

    def start(at: str, answer: str) -> tuple[Refusing, str]:
        handler, port = Refusing(at, answer), free_port()
        servers.append(Controller(handler, hostname="127.0.0.1", port=port))
        servers[-1].start()
        return handler, f"smtp://127.0.0.1:{port}"

    yield start
    for server in servers:
        server.stop()


@pytest.mark.parametrize(("at", "answer"), [("reader", "550 5.1.1 No such person"), ("message", "554 5.7.1 Refused")])
def test_what_a_server_refuses_for_good_is_marked_and_not_tried_again(database, settings, refusing, at, answer):
    server, url = refusing(at, answer)
    key = write(database)
    send(database, replace(settings, smtp_url=url))
    with database.write() as tx:
        letter, row = tx.get_one(mail.Mail, key), tx.query(outbox.OutboxRow).one()
        assert (letter.sent, letter.why, row.state) == (None, answer, outbox.DONE)
        outbox.queue(tx, mail.SEND, mail_id=key)
    send(database, replace(settings, smtp_url=url))
    assert server.asked == 1


@pytest.mark.parametrize("at", ["reader", "message"])
def test_what_a_server_puts_off_is_tried_again(database, settings, refusing, at):
    _, url = refusing(at, "451 4.3.0 Come back later")
    key = write(database)
    send(database, replace(settings, smtp_url=url))
    with database.read() as reader:
        assert reader.get_one(mail.Mail, key).returned is None
        assert reader.query(outbox.OutboxRow).one().state == outbox.READY


def test_a_returned_letter_is_sent_again_word_for_word(database, settings, postbox):
    box, url = postbox
    key = write(database, attachment=("Notice.pdf", b"%PDF-1.7 x"))
    with database.write() as tx:
        letter = tx.get_one(mail.Mail, key)
        mail.give_back(letter, "550 unknown")
        mail.post_again(tx, letter, "ann.bee@example.org")
        assert letter.settled
    send(database, replace(settings, smtp_url=url))
    [copy] = box.kept
    assert copy["To"] == "ann.bee@example.org"
    assert next(copy.iter_attachments()).get_filename() == "Notice.pdf"


def report(key: UUID | str, action: str = "failed", whole: bool = False) -> bytes:
    """A mail server's report about a message, as RFC 3464 has it."""
    kind = "message/rfc822" if whole else "text/rfc822-headers"
    return (
        "From: MAILER-DAEMON@mx.example\r\nMessage-ID: <11111111-2222-3333-4444-555555555555@mx.example>\r\n"
        'Subject: Undelivered\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        f"Final-Recipient: rfc822; ann@example.org\r\nAction: {action}\r\nStatus: 5.1.1\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1 No such person\r\n\r\n"
        f"--b\r\nContent-Type: {kind}\r\n\r\nFrom: us@council.example\r\n"
        f"Message-ID:\r\n <{key}@council.example>\r\nSubject: Your booking\r\n\r\nHello\r\n--b--\r\n"
    ).encode()


@pytest.mark.parametrize("whole", [True, False])
def test_a_report_that_a_letter_did_not_arrive_is_read(whole):
    key = uuid4()
    assert mail.came_back(report(key, whole=whole)) == (key, "550 5.1.1 No such person")


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\x00\xfe",
        b"Subject: Out of office\r\n\r\nBack on Monday",
        report(uuid4(), action="delayed"),
        report(uuid4(), action="delivered"),
        report("somebody-elses-id"),
        report(uuid4())[:400],
    ],
)
def test_any_other_mail_is_left_alone(raw):
    assert mail.came_back(raw) is None


@given(st.binary(max_size=300), st.integers(0, 900))
def test_no_mail_breaks_the_reading_of_reports(junk, at):
    whole = report(UUID(int=7))
    mail.came_back(whole[:at] + junk + whole[at:])
