"""Erasing what is past its time, and what somebody asked for: a person confirms, and the record says so."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar import Litestar
from sqlalchemy import select, update

from tests.browsing import Browser
from tests.cases.builders import MATCHING, House
from venuecheck import parts
from venuecheck.accounts.roles import Role
from venuecheck.audit.events import Event
from venuecheck.audit.models import AuditEvent
from venuecheck.audit.sealer import seal_now
from venuecheck.bookings.models import Hold
from venuecheck.cases import decisions, retention, service
from venuecheck.cases.models import Case
from venuecheck.cases.retention import past_time, shifted
from venuecheck.runtime import outbox
from venuecheck.runtime.clock import now
from venuecheck.screening.models import WatchlistEntry

SAID = {"ground": "asked", "details": "Request 12 of March", "sure": "yes"}


@pytest.fixture
def gwen(house: House, app: Litestar) -> Browser:
    """An administrator."""
    return Browser(app).sign_in_as(house.staff[Role.ADMINISTRATOR].uuid)


def withdrawn(house: House, **changes: object) -> tuple[UUID, str]:
    """The UUID and reference of an application that was withdrawn."""
    with house.on(house.case(**changes)) as (tx, case):
        service.withdraw(tx, case)
        found = case.uuid, case.application.reference
    house.work()
    return found


def years_ago(house: House, case_uuid: UUID, years: int) -> None:
    """Let the event have been so long ago, as time would have done."""
    with house.database.write() as tx:
        case = tx.scalars(select(Case).where(Case.uuid == case_uuid)).one()
        then = now() - timedelta(days=366 * years)
        times = {"start": then - timedelta(hours=2), "end": then}
        tx.execute(update(Hold).where(Hold.application_id == case.application_id).values(times))


def due(house: House) -> list[str]:
    with house.database.read() as reader:
        return [one.name for one in past_time(reader, house.settings)]


class TestPastTime:
    def test_what_was_withdrawn_is_kept_for_a_year(self, house: House) -> None:
        uuid, reference = withdrawn(house)
        assert due(house) == []
        years_ago(house, uuid, 2)
        assert due(house) == [reference]

    def test_a_booking_is_kept_for_six_years(self, house: House) -> None:
        with house.on(house.case()) as (tx, case):
            decisions.approve(tx, case, "", house.by(Role.BOOKING_OFFICER))
        years_ago(house, case.uuid, 2)
        assert due(house) == []
        years_ago(house, case.uuid, 7)
        assert due(house) == [case.application.reference]

    def test_a_match_that_was_not_cleared_keeps_it_longer(self, house: House) -> None:
        with house.on(house.case(speakers=MATCHING, has_speakers=True)) as (tx, case):
            match = service.screening.matches(tx, case.application.uuid)[0]
            verdict = service.Verdict.CANNOT_TELL
            service.adjudicate(tx, case, match.uuid, verdict, "No year of birth", house.by(Role.PREVENT_OFFICER))
            service.withdraw(tx, case)
        years_ago(house, case.uuid, 2)
        assert due(house) == []

    def test_what_has_no_outcome_never_is(self, house: House) -> None:
        with house.on(house.case()) as (_, case):
            uuid = case.uuid
        years_ago(house, uuid, 20)
        assert due(house) == []

    @given(st.dates(date(1900, 2, 1), date(2200, 1, 1)), st.integers(-1200, 1200))
    def test_months_are_counted_by_the_calendar(self, day: date, months: int) -> None:
        there = shifted(day, months)
        assert (there.year * 12 + there.month) - (day.year * 12 + day.month) == months
        assert there.day <= day.day


class TestListing:
    def listed(self, house: House) -> int:
        with house.database.write() as tx:
            outbox.queue_once(tx, retention.LIST)
        house.work()
        return house.events().count(Event.ERASURE_LISTED.value)

    def test_each_day_it_is_recorded_once_how_much_there_is(self, house: House) -> None:
        assert self.listed(house) == 0
        uuid, _ = withdrawn(house)
        years_ago(house, uuid, 2)
        assert (self.listed(house), self.listed(house)) == (1, 1)

    def test_nothing_is_erased_by_itself(self, house: House) -> None:
        uuid, reference = withdrawn(house)
        years_ago(house, uuid, 20)
        self.listed(house)
        assert due(house) == [reference]


class TestPages:
    def test_an_administrator_confirms_what_is_past_its_time(self, house: House, gwen: Browser) -> None:
        uuid, reference = withdrawn(house)
        years_ago(house, uuid, 2)
        page = gwen.get("/admin/erasure").text
        assert reference in page
        assert "Hat making" not in page
        assert gwen.post("/admin/erasure/past-time", {"things": str(uuid)}).status_code == 422
        assert gwen.post("/admin/erasure/past-time", {"things": str(uuid), "sure": "yes"}).status_code == 303
        house.work()
        assert "Nothing is past its time" in gwen.get("/admin/erasure").text
        assert house.events().count(Event.CASE_ERASED.value) == 1
        assert gwen.post("/admin/erasure/past-time", {"things": str(uuid), "sure": "yes"}).status_code == 422

    def test_before_its_time_with_a_reason(self, house: House, gwen: Browser) -> None:
        _, reference = withdrawn(house)
        assert gwen.post("/admin/erasure/asked", {"number": reference.lower(), **SAID}).status_code == 303
        again = gwen.post("/admin/erasure/asked", {"number": reference, **SAID})
        assert again.status_code == 422
        assert "erased before" in again.text
        with house.database.read() as reader:
            event = reader.scalars(select(AuditEvent).where(AuditEvent.event == Event.CASE_ERASED.value)).one()
        assert event.actor == f"user:{house.staff[Role.ADMINISTRATOR].uuid}"
        assert "Request 12" not in event.line

    @pytest.mark.parametrize("missing", ["number", "ground", "details", "sure"])
    def test_what_is_missing_is_said_beside_its_field(self, house: House, gwen: Browser, missing: str) -> None:
        _, reference = withdrawn(house)
        answer = gwen.post("/admin/erasure/asked", {"number": reference, **SAID, missing: ""})
        assert answer.status_code == 422
        assert Event.CASE_ERASED.value not in house.events()

    def test_an_application_that_is_going_on_is_refused_with_the_reason(self, house: House, gwen: Browser) -> None:
        with house.on(house.case()) as (_, case):
            reference = case.application.reference
        answer = gwen.post("/admin/erasure/asked", {"number": reference, **SAID})
        assert answer.status_code == 422
        assert "no outcome yet" in answer.text
        assert "Request 12 of March" in answer.text

    def test_a_number_that_is_none(self, house: House, gwen: Browser) -> None:
        answer = gwen.post("/admin/erasure/asked", {"number": "VH-0000-00", **SAID})
        assert answer.status_code == 422
        assert "no application with this reference" in answer.text

    def test_a_retired_entry_of_the_watchlist(self, house: House, gwen: Browser) -> None:
        with house.database.write() as tx:
            entry = tx.scalars(select(WatchlistEntry)).one()
            service.screening.retire_entry(tx, entry, "A mistake", house.by(Role.PREVENT_OFFICER).actor)
        assert gwen.post("/admin/erasure/asked", {"number": "W1", **SAID}).status_code == 303
        auditor = Browser(gwen.app).sign_in_as(house.staff[Role.AUDITOR].uuid)
        assert "Reason: erased on" in auditor.get(f"/history/watchlist/{entry.uuid}").text
        auditor.post(f"/watchlist/{entry.uuid}/look")
        assert auditor.get(f"/watchlist/{entry.uuid}").status_code == 200
        house.work()
        seal_now(house.database, house.settings)
        assert parts.check_record(house.database, house.settings).holds


def test_times_of_retired_entries_are_counted_from_their_retirement(house: House) -> None:
    with house.database.write() as tx:
        entry = tx.scalars(select(WatchlistEntry)).one()
        service.screening.retire_entry(tx, entry, "A mistake", house.by(Role.PREVENT_OFFICER).actor)
        tx.execute(update(WatchlistEntry).values(changed=datetime(2020, 1, 31, tzinfo=UTC)))
    with house.database.read() as reader:
        (found,) = past_time(reader, house.settings)
    assert (found.name, found.since) == ("Watchlist entry W1", date(2022, 1, 31))
