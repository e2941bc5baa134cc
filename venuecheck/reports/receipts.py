"""Checking a receipt for whoever holds one: what it proves, in sentences."""

from dataclasses import dataclass

from wtforms import StringField

from venuecheck.audit.checkpoint import incarnations
from venuecheck.audit.verifier import Unreadable, read_receipt, receipt_faults, when
from venuecheck.runtime.database import Reader
from venuecheck.runtime.errors import InvalidError
from venuecheck.web.forms import Form


class ReceiptForm(Form):
    """A receipt to be checked. The file itself is no text field: see `Posted.files`."""

    receipt = StringField("The receipt")


@dataclass(frozen=True)
class Checked:
    """What a receipt turned out to be: whether it holds, and what is to be said of it."""

    holds: bool
    sentences: list[str]


def check_receipt(reader: Reader, uploaded: bytes) -> Checked:
    """Check a receipt against this record's own keys. Raises InvalidError for a file that is none."""
    try:
        receipt = read_receipt(uploaded.decode())
    except (Unreadable, UnicodeDecodeError):
        raise InvalidError("Choose a receipt: a file that you downloaded from your private page", "receipt") from None
    faults = list(receipt_faults(receipt, [one.key for one in incarnations(reader)]))
    if faults:
        return Checked(False, [f"It does not hold: {fault}." for fault in faults])
    told = "The notice in this file" if receipt.notice is not None else "The event in this file"
    place = f"{receipt.index + 1:,} of {receipt.checkpoint.size:,}"
    return Checked(True, [f"{told} stands in our record as event {place}, of {when(receipt.line)}."])
