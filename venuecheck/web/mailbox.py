"""The demo's mailbox: the mail that went out, to be read in the browser. Only where the settings say DEMO=1."""

from typing import Any
from uuid import UUID

from litestar import Response, get
from sqlalchemy import select

from venuecheck.runtime.database import Database
from venuecheck.runtime.errors import MissingError
from venuecheck.runtime.mail import Mail
from venuecheck.web.access import anyone
from venuecheck.web.pages import Asking, page

MOST = 100


@get("/demo/mail", opt=anyone(), sync_to_thread=True)
def mailbox(request: Asking, db: Database) -> Response[Any]:
    """The newest mails, of all fictional people together."""
    with db.read() as reader:
        mails = list(reader.scalars(select(Mail).order_by(Mail.id.desc()).limit(MOST)))
        return page(request, "layout/mailbox.html", mails=mails)


@get("/demo/mail/{mail_uuid:uuid}", opt=anyone(), sync_to_thread=True)
def one_mail(request: Asking, db: Database, mail_uuid: UUID) -> Response[Any]:
    """One mail."""
    with db.read() as reader:
        mail = reader.scalar(select(Mail).where(Mail.uuid == mail_uuid))
        if mail is None:
            raise MissingError("There is no such mail.")
        return page(request, "layout/mail.html", mail=mail)


DEMO_ROUTES = [mailbox, one_mail]
