"""Background work on cases: the checks, the notice, and checking again when the watchlist has changed."""

from typing import Any

from sqlalchemy import select

from venuecheck.audit.sealer import seal_now
from venuecheck.cases import checks, decisions, elections, letters, minded, receipts, service
from venuecheck.cases.models import Case, Decision
from venuecheck.cases.printing import printed
from venuecheck.cases.safeguard_models import MindedNotice
from venuecheck.cases.workflow import CHECKED_AGAIN
from venuecheck.runtime import outbox
from venuecheck.runtime.clock import now, today
from venuecheck.runtime.database import Database
from venuecheck.runtime.settings import Settings
from venuecheck.screening.service import CHANGED, CurrentIndex

MOST_TRIES = 5


class StaleCheckError(RuntimeError):
    """The application or the watchlist changed at every try; the outbox tries again later."""


def tasks(settings: Settings) -> dict[str, outbox.Task]:
    """The tasks of this package, by name."""
    index = CurrentIndex()

    def check(database: Database, payload: dict[str, Any]) -> None:
        for _ in range(MOST_TRIES):
            with database.read() as reader:
                checked = checks.check(reader, reader.get_one(Case, payload["case_id"]), index)
            with database.write() as tx:
                if checks.record_check(tx, tx.get_one(Case, payload["case_id"]), checked):
                    outbox.finish(tx, payload["outbox_id"])
                    return
        raise StaleCheckError

    def send_notice(database: Database, payload: dict[str, Any]) -> None:
        # A decision lies under a signed checkpoint before anybody is told of it, and so does its notice before its receipt.
        seal_now(database, settings)
        with database.read() as reader:
            decision = reader.get_one(Decision, payload["decision_id"])
            case = reader.get_one(Case, decision.case_id)
            letter = letters.notice(decision, case.application, settings, decisions.told_of(reader, case))
            reference = case.application.reference
        paper = printed_letter(letter, reference, settings)
        with database.write() as tx:
            decision = tx.get_one(Decision, payload["decision_id"])
            case = tx.get_one(Case, decision.case_id)
            decisions.keep_notice(tx, decision, case, letter, paper, settings)
        seal_now(database, settings)
        with database.write() as tx:
            receipts.keep_receipt(tx, tx.get_one(Decision, payload["decision_id"]))
            outbox.finish(tx, payload["outbox_id"])

    def send_minded(database: Database, payload: dict[str, Any]) -> None:
        with database.read() as reader:
            notice = reader.get_one(MindedNotice, payload["notice_id"])
            application = reader.get_one(Case, notice.case_id).application
            letter = letters.minded(notice, application, settings)
            reference = application.reference
        paper = printed_letter(letter, reference, settings)
        with database.write() as tx:
            notice = tx.get_one(MindedNotice, payload["notice_id"])
            minded.keep(tx, notice, tx.get_one(Case, notice.case_id), letter, paper, settings)
            outbox.finish(tx, payload["outbox_id"])

    def tell_of_election(database: Database, payload: dict[str, Any]) -> None:
        with database.write() as tx:
            elections.tell_offices(tx, tx.get_one(Case, payload["case_id"]), settings)
            outbox.finish(tx, payload["outbox_id"])

    def tell_of_change(database: Database, payload: dict[str, Any]) -> None:
        with database.write() as tx:
            case = tx.get_one(Case, payload["case_id"])
            if not case.application.erased:
                words = {"stands": payload["stands"], "booked": letters.confirmed_as(case)}
                letters.tell(tx, case.application, "mail/changed.txt", settings, **words)
                letters.tell_old_address(tx, case.application, payload["version"], settings)
            outbox.finish(tx, payload["outbox_id"])

    return {
        checks.CHECK: check,
        service.TELL_OF_CHANGE: tell_of_change,
        service.TELL_OF_ELECTION: tell_of_election,
        decisions.SEND_NOTICE: send_notice,
        minded.SEND_MINDED: send_minded,
        CHANGED: check_all_again,
    }


def printed_letter(letter: letters.Letter, reference: str, settings: Settings) -> bytes:
    """A letter as it is printed today."""
    return printed(letter.subject, letter.text, letter.template, settings.council, reference, today())


def check_all_again(database: Database, payload: dict[str, Any]) -> None:
    """After a change of the watchlist: check every case again whose event is still to come and that is not refused."""
    with database.write() as tx:
        coming = select(Case.id).where(Case.state.in_(CHECKED_AGAIN), Case.event_start > now())
        for case_id in tx.scalars(coming):
            outbox.queue(tx, checks.CHECK, case_id=case_id)
        outbox.finish(tx, payload["outbox_id"])
