"""For everybody: checking a receipt, and what is needed to check it without us."""

from pathlib import Path
from typing import Any

from litestar import MediaType, Response, get, post

from venuecheck.audit import verifier
from venuecheck.audit.checkpoint import incarnations
from venuecheck.reports.receipts import ReceiptForm, check_receipt
from venuecheck.runtime.database import Database
from venuecheck.runtime.errors import InvalidError
from venuecheck.web.access import anyone
from venuecheck.web.pages import Asking, page
from venuecheck.web.posted import Posted


@get("/receipts", opt=anyone(), sync_to_thread=True)
def receipts(request: Asking) -> Response[Any]:
    """What a receipt is, and how to check one."""
    return page(request, "public/receipts.html", form=ReceiptForm(), checked=None)


@post("/receipts", opt=anyone(), sync_to_thread=True)
def check(request: Asking, posted: Posted, db: Database) -> Response[Any]:
    """Check a receipt that was sent. Nothing is kept of it."""
    form, upload, checked = ReceiptForm(posted), posted.files.get("receipt"), None
    try:
        with db.read() as reader:
            checked = check_receipt(reader, upload.content if upload else b"")
    except InvalidError as problem:
        form.refuse(problem)
    return page(request, "public/receipts.html", form=form, checked=checked)


@get("/receipts/key.txt", opt=anyone(), sync_to_thread=True)
def public_key(db: Database) -> Response[str]:
    """The record's public keys, a line each."""
    with db.read() as reader:
        lines = "".join(f"{one.key}\n" for one in incarnations(reader))
    return Response(lines, media_type=MediaType.TEXT)


@get("/receipts/verify_record.py", opt=anyone(), sync_to_thread=True)
def program() -> Response[bytes]:
    """The program that checks receipts and exports, to be read and run by anybody."""
    headers = {"content-disposition": 'attachment; filename="verify_record.py"'}
    return Response(Path(verifier.__file__).read_bytes(), media_type="text/x-python", headers=headers)


ROUTES = [receipts, check, public_key, program]
