"""Mail: written to the database in the act's own transaction, then sent by the worker, by SMTP or to files."""

import re
import smtplib
import ssl
from collections.abc import Callable
from datetime import datetime
from email import message_from_bytes, message_from_string
from email.headerregistry import Address
from email.message import EmailMessage, Message
from email.policy import SMTP
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from venuecheck.runtime import outbox
from venuecheck.runtime.clock import now
from venuecheck.runtime.database import Base, Database, Keyed, Moment, Transaction
from venuecheck.runtime.settings import Settings

SEND = "mail.send"
MOST_WORDS = 300
"""Of what a mail server says, so much is kept."""


class Mail(Keyed, Base):
    """One message, as it was or will be sent. `about` says what it belongs to, such as "application:<uuid>"; `template` which
    letter it is, with its version. `sent` is when the carrier took it, `returned` when it was refused or came back and `why`
    in the mail server's words, `settled` when somebody had seen to that.
    """

    __tablename__ = "mail"

    to: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    about: Mapped[str] = mapped_column(index=True)
    template: Mapped[str] = mapped_column(default="")
    created: Mapped[datetime] = mapped_column(Moment)
    sent: Mapped[datetime | None] = mapped_column(Moment)
    returned: Mapped[datetime | None] = mapped_column(Moment, index=True)
    why: Mapped[str] = mapped_column(default="")
    settled: Mapped[datetime | None] = mapped_column(Moment)
    attachment_name: Mapped[str | None]
    attachment: Mapped[bytes | None]

    @property
    def stands(self) -> str:
        """What became of it, in words."""
        if self.returned:
            return "came back, and was seen to" if self.settled else f"came back: {self.why}"
        return "taken by the mail server" if self.sent else "waits to be sent"


def post(
    tx: Transaction,
    to: str,
    subject: str,
    body: str,
    about: str,
    attachment: tuple[str, bytes] | None = None,
    template: str = "",
) -> Mail:
    """Write a message down and queue it. `attachment` is a file name and a PDF."""
    name, content = attachment or (None, None)
    mail = Mail(
        to=to,
        subject=subject,
        body=body,
        about=about,
        template=template,
        created=now(),
        attachment_name=name,
        attachment=content,
    )
    tx.add(mail)
    tx.flush()
    outbox.queue(tx, SEND, mail_id=mail.id)
    return mail


class Carrier(Protocol):
    """What brings a message to its reader; `name` is how people call it."""

    name: str

    def deliver(self, message: EmailMessage, key: str) -> None:
        """Deliver it, or raise OSError or smtplib.SMTPException. `key` is the same at every try."""


class Folder:
    """Keeps every message as a file, for the demo and for installations without a mail server."""

    name = "the folder of mails"

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def deliver(self, message: EmailMessage, key: str) -> None:
        """Write `<key>.eml`, once and whole."""
        self.folder.mkdir(parents=True, exist_ok=True)
        part = self.folder / f".{key}.part"
        part.write_bytes(message.as_bytes())
        part.replace(self.folder / f"{key}.eml")


class Smtp:
    """Hands every message to a mail server: smtp:// (with STARTTLS where offered) or smtps://."""

    name = "the mail server"

    def __init__(self, url: str) -> None:
        self.url = urlsplit(url)

    def deliver(self, message: EmailMessage, key: str) -> None:
        """Send it in one conversation of at most 30 s."""
        url = self.url
        host = url.hostname or "localhost"
        context = ssl.create_default_context()
        if url.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, url.port or 465, timeout=30, context=context)
        else:
            server = smtplib.SMTP(host, url.port or 25, timeout=30)
        with server:
            server.ehlo()
            if url.scheme == "smtp" and server.has_extn("starttls"):
                server.starttls(context=context)
            if url.username:
                server.login(unquote(url.username), unquote(url.password or ""))
            server.send_message(message)


def carrier(settings: Settings) -> Carrier:
    """The carrier that the settings ask for."""
    return Smtp(settings.smtp_url) if settings.smtp_url else Folder(settings.data_dir / "mail")


def compose(mail: Mail, sender: str) -> EmailMessage:
    """The message as it goes out. An address is taken as it was checked on the form; a header holds one line."""
    message = EmailMessage(policy=SMTP)
    message["Message-ID"] = f"<{mail.uuid}@{sender.rpartition('@')[2]}>"
    message["Date"] = mail.created
    message["From"] = Address(addr_spec=sender)
    message["To"] = Address(addr_spec=mail.to)
    message["Subject"] = " ".join(mail.subject.split())
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.body)
    if mail.attachment is not None:
        message.add_attachment(
            mail.attachment, maintype="application", subtype="pdf", filename=mail.attachment_name or "letter.pdf"
        )
    return message


Told = Callable[[Transaction, Mail, str], None]
"""What is told that the carrier of this name took a message or, of a message with `returned`, refused it for good; in the
transaction that marks it so."""


def send_task(settings: Settings, tell: Told = lambda _tx, _mail, _carrier: None) -> outbox.Task:
    """The task `mail.send` for these settings: deliver, then mark as sent. A second run of a sent message does nothing.

    A mail server that refuses a message for good (RFC 5321, 4.2.1: a reply of 5yz) is not asked again: the message is marked
    as returned. Whatever else stands in the way is tried again.
    """
    by = carrier(settings)

    def send(database: Database, payload: dict[str, Any]) -> None:
        with database.read() as reader:
            mail = reader.get_one(Mail, payload["mail_id"])
            done, message, key = mail.sent or mail.returned, compose(mail, settings.mail_from), str(mail.uuid)
        if done:
            return
        try:
            by.deliver(message, key)
            why = None
        except smtplib.SMTPException as problem:
            why = refused_for_good(problem)
            if why is None:
                raise
        with database.write() as tx:
            mail = tx.get_one(Mail, payload["mail_id"])
            if why is None:
                mail.sent = now()
            else:
                give_back(mail, why)
            tell(tx, mail, by.name)

    return send


def refused_for_good(problem: smtplib.SMTPException) -> str | None:
    """In which words a mail server refused a message or its reader for good, or None when it may take it later."""
    words: bytes | str
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        [(code, words)] = problem.recipients.values()
    elif isinstance(problem, smtplib.SMTPDataError):
        code, words = problem.smtp_code, problem.smtp_error
    elif isinstance(problem, smtplib.SMTPNotSupportedError):
        return "the mail server cannot write to an address with such letters"
    else:
        return None
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {said}" if code >= 500 else None


def give_back(mail: Mail, why: str) -> None:
    """Mark a message as returned: its reader does not have it."""
    mail.returned, mail.why, mail.settled = now(), " ".join(why.split())[:MOST_WORDS], None


def post_again(tx: Transaction, mail: Mail, to: str) -> Mail:
    """Send a returned message once more, word for word, to this address; what came back is settled by it."""
    mail.settled = now()
    attached = (mail.attachment_name or "letter.pdf", mail.attachment) if mail.attachment is not None else None
    return post(tx, to, mail.subject, mail.body, mail.about, attached, mail.template)


def came_back(raw: bytes) -> tuple[UUID, str] | None:
    """Which message of ours a report of non-delivery is about, by its key, and why it did not arrive.

    None for anything else: a report that it is late or did arrive, an answer out of office, a letter by a person. Reports
    are those of RFC 3464; the message is known by the Message-ID that `compose` gave it.
    """
    report = message_from_bytes(raw, policy=SMTP)
    key = _OUR_KEY.fullmatch(_message_id(report).strip())
    said = [one for part in report.walk() if part.get_content_type() == "message/delivery-status" for one in _in(part)]
    failed = [one for one in said if str(one.get("Action", "")).strip().lower() == "failed"]
    if key is None or not failed:
        return None
    why = str(failed[0].get("Diagnostic-Code", "")).partition(";")[2] or str(failed[0].get("Status", ""))
    return UUID(key[1]), why.strip() or "no reason was given"


_OUR_KEY = re.compile(r"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@[^>]*>", re.IGNORECASE)


def _message_id(report: Message) -> str:
    """The Message-ID of the message that a report returns, whole or its headers alone."""
    for part in report.walk():
        if part.get_content_type() == "text/rfc822-headers":
            return str(message_from_string(str(part.get_payload())).get("Message-ID", ""))
        if part.get_content_type() == "message/rfc822":
            return next((str(one.get("Message-ID", "")) for one in _in(part)), "")
    return str(report.get("In-Reply-To", ""))


def _in(part: Message) -> list[Message]:
    """The messages inside a part."""
    inside = part.get_payload()
    return [one for one in inside if isinstance(one, Message)] if isinstance(inside, list) else []
