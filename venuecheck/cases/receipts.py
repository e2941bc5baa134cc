"""The receipt of a decision's notice: that it stands in the record, for the hirer to keep and anybody to check."""

import json
from collections.abc import Iterator

from sqlalchemy import select

from venuecheck.audit.events import Event
from venuecheck.audit.guarded import row_name
from venuecheck.audit.models import AuditEvent
from venuecheck.audit.receipts import opening, receipt
from venuecheck.cases.models import Case, Decision, Notice
from venuecheck.runtime.database import Reader, Transaction


def keep_receipt(tx: Transaction, decision: Decision) -> None:
    """Keep the receipt of a decision's notice with it, where a checkpoint covers the event; does nothing where it has one."""
    notice = decision.notice
    if notice is None or notice.receipt:
        return
    subject = f"application:{tx.get_one(Case, decision.case_id).application.uuid}"
    told = select(AuditEvent.id).where(
        AuditEvent.subject == subject,
        AuditEvent.event.in_((Event.NOTICE_SENT.value, Event.NOTICE_KEPT.value)),
        AuditEvent.line.contains(f'"{row_name(notice)}":'),
    )
    event_id = tx.scalar(told.order_by(AuditEvent.id).limit(1))
    notice.receipt = receipt(tx, event_id) if event_id else ""


def told_as_decided(case: Case) -> bool:
    """Whether the newest decision may be shown as made: only once a signed checkpoint covers it, which its notice waits for."""
    return not case.decisions or case.decisions[-1].notice is not None


def receipt_for_hirer(notice: Notice) -> str:
    """The receipt with the notice's own words in it, which show that it is this notice of which the record tells."""
    body = json.loads(notice.receipt)
    body["notice"] = opening(notice, row_name(notice))
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


def kept_receipts(reader: Reader) -> Iterator[tuple[str, str]]:
    """Every receipt that is kept, by the name of its notice. They hold no words of the notices."""
    for notice in reader.scalars(select(Notice).order_by(Notice.id).execution_options(yield_per=500)):
        yield row_name(notice), notice.receipt
