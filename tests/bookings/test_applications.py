from datetime import date, timedelta

import msgspec
import pytest
from sqlalchemy import func, select

from tests.bookings.builders import a_centre, a_form, next_month, placed
from venuecheck.audit.guarded import UnrecordedChange
from venuecheck.audit.history import history
from venuecheck.audit.log import HIRER, SYSTEM
from venuecheck.bookings import service
from venuecheck.bookings.models import Application, Hold, Occupation
from venuecheck.runtime.clock import today
from venuecheck.runtime.errors import InvalidError, WrongStateError

changed = msgspec.structs.replace


@pytest.fixture
def centre(tx):
    return a_centre(tx)


def taken(tx) -> list[tuple[int, str, str]]:
    """The rows that hold spaces: which space, from when, until when (UTC)."""
    query = select(Occupation.space_id, Occupation.start, Occupation.end).order_by(Occupation.space_id)
    return [(space, f"{start:%H:%M}", f"{end:%H:%M}") for space, start, end in tx.execute(query)]


class TestPlace:
    def test_it_keeps_the_words_exactly_as_typed(self, tx, centre):
        form = a_form(centre.hall, notes=" naïve 👩‍🦱\r\n\tمرحبا ", day=next_month())
        application, _ = service.place(tx, form, by=HIRER)
        assert service.form_of(application.latest) == form

    def test_it_takes_every_part_of_a_combined_space_from_set_up_to_clear_down(self, tx, centre):
        winter = date(today().year + 1, 1, 20)
        placed(tx, centre.whole, day=winter, set_up_minutes=30, clear_down_minutes=15)
        assert taken(tx) == [(centre.hall.id, "17:30", "20:15"), (centre.room.id, "17:30", "20:15")]

    def test_the_link_is_kept_only_as_a_digest(self, tx, centre):
        application, token = service.place(tx, a_form(centre.hall), by=HIRER)
        assert token not in application.link_digest
        assert service.application_by_token(tx, token) is application

    @pytest.mark.parametrize("token", ["", "guess", "\udcff", "x" * 10_000])
    def test_a_made_up_link_leads_nowhere(self, tx, centre, token):
        placed(tx, centre.hall)
        assert service.application_by_token(tx, token) is None

    def test_a_reference_can_be_read_out_and_says_nothing_of_the_hirer(self, tx, centre):
        reference = placed(tx, centre.hall).reference
        assert reference[:3] == "VH-"
        assert set(reference[3:].replace("-", "")) <= set(service.REFERENCE_LETTERS)

    def test_the_record_holds_it_without_personal_data(self, tx, centre):
        application = placed(tx, centre.hall, hirer_name="Quilla Zephyrine")
        told = [happening.sentence("Ann") for happening in history(tx, service.subject(application))]
        assert len(told) == 2
        assert "Zephyrine" not in str(told)

    @pytest.mark.parametrize(
        ("start", "end"),
        [("18:00", "20:00"), ("17:00", "18:30"), ("19:45", "21:00"), ("18:30", "19:00"), ("17:00", "22:00")],
    )
    def test_a_time_that_overlaps_in_any_way_is_refused_with_other_times(self, tx, centre, start, end):
        placed(tx, centre.hall)
        with pytest.raises(service.SlotTakenError, match="already taken") as refused:
            service.place(tx, a_form(centre.hall, start, end), by=HIRER)
        assert refused.value.nearest
        assert tx.scalar(select(func.count()).select_from(Application)) == 1

    @pytest.mark.parametrize(("first", "second"), [("whole", "hall"), ("room", "whole"), ("whole", "whole")])
    def test_a_combined_space_and_its_parts_exclude_each_other(self, tx, centre, first, second):
        placed(tx, getattr(centre, first))
        with pytest.raises(service.SlotTakenError):
            placed(tx, getattr(centre, second))

    def test_parts_are_let_side_by_side_and_times_that_touch_after_each_other(self, tx, centre):
        placed(tx, centre.hall)
        placed(tx, centre.room)
        placed(tx, centre.hall, "20:00", "21:00")

    def test_set_up_that_runs_into_another_event_is_refused(self, tx, centre):
        placed(tx, centre.hall)
        with pytest.raises(service.SlotTakenError):
            placed(tx, centre.hall, "20:00", "21:00", set_up_minutes=1)

    @pytest.mark.parametrize(
        ("field", "wrong"),
        [
            ("space", {"space": "no-such-space"}),
            ("space", {"space": "00000000-0000-4000-8000-000000000000"}),
            ("day", {"day": today() - timedelta(days=1)}),
            ("day", {"day": today() + timedelta(days=732)}),
            ("end", {"end": a_form("").start}),
            ("start", {"start": a_form("", "06:59").start}),
            ("end", {"end": a_form("", end="23:31").end}),
            ("end", {"end": a_form("", end="00:00").end}),
            ("set_up_minutes", {"start": a_form("", "07:15").start, "set_up_minutes": 30}),
            ("clear_down_minutes", {"end": a_form("", end="23:15").end, "clear_down_minutes": 30}),
            ("set_up_minutes", {"set_up_minutes": -1}),
            ("clear_down_minutes", {"clear_down_minutes": 241}),
            ("expected_numbers", {"expected_numbers": 101}),
            ("expected_numbers", {"expected_numbers": -1}),
            ("layout", {"layout": "Rows"}),
            ("terms_version", {"terms_version": 9}),
        ],
    )
    def test_what_cannot_be_is_refused_beside_its_field(self, tx, centre, field, wrong):
        with pytest.raises(InvalidError) as refused:
            service.place(tx, changed(a_form(centre.hall), **wrong), by=HIRER)
        assert refused.value.field == field
        assert taken(tx) == []

    def test_more_people_than_the_layout_holds_are_refused(self, tx, centre):
        rows = service.add_layout(tx, centre.hall, name="Rows", capacity=60, by=SYSTEM)
        placed(tx, centre.hall, "08:00", "09:00", layout=str(rows.uuid), expected_numbers=60)
        with pytest.raises(InvalidError, match="Rows"):
            placed(tx, centre.hall, layout=str(rows.uuid), expected_numbers=61)

    def test_a_space_with_a_closed_part_is_closed(self, tx, centre):
        service.change_space(tx, centre.room, name="Room 2", capacity=30, open=False, by=SYSTEM)
        with pytest.raises(InvalidError, match="closed"):
            placed(tx, centre.whole)

    def test_a_venue_open_until_midnight_takes_events_until_midnight(self, tx):
        late = a_centre(tx, "Late Centre", closes="00:00")
        placed(tx, late.hall, "22:00", "00:00")
        assert service.free_busy(tx, late.hall, next_month() + timedelta(days=1)) == []

    def test_where_the_check_is_passed_over_the_trigger_refuses_and_nothing_can_be_committed(
        self, database, monkeypatch
    ):
        with database.write() as tx:
            centre = a_centre(tx)
            placed(tx, centre.hall)
        monkeypatch.setattr(service, "is_taken", lambda *_given: False)
        with pytest.raises(UnrecordedChange), database.write() as tx:  # noqa: SIM117
            with pytest.raises(service.SlotTakenError):
                placed(tx, centre.hall)
        with database.read() as reader:
            assert reader.scalar(select(func.count()).select_from(Hold)) == 1


class TestCorrect:
    def test_a_new_version_stands_and_the_old_one_stays(self, tx, centre):
        application = placed(tx, centre.hall, title="Choir")
        service.correct(tx, application, a_form(centre.hall, title="Choir and band"), HIRER)
        assert [service.form_of(version).title for version in application.versions] == ["Choir", "Choir and band"]

    def test_a_hold_moves_onto_a_time_that_overlaps_its_own(self, tx, centre):
        application = placed(tx, centre.whole)
        service.correct(tx, application, a_form(centre.hall, "19:00", "21:00"), HIRER)
        assert len(taken(tx)) == 1
        assert service.free_busy(tx, centre.room, next_month()) == []
        assert application.hold.space is centre.hall

    def test_a_time_that_is_taken_leaves_everything_as_it_was(self, tx, centre):
        placed(tx, centre.hall, "20:00", "22:00")
        application, before = placed(tx, centre.hall), taken(tx)
        with pytest.raises(service.SlotTakenError):
            service.correct(tx, application, a_form(centre.hall, "19:00", "21:00"), HIRER)
        assert taken(tx) == before
        assert application.latest.number == 1

    def test_words_alone_are_corrected_after_the_venue_closed(self, tx, centre):
        application = placed(tx, centre.hall)
        service.change_space(tx, centre.hall, name="Main Hall", capacity=100, open=False, by=SYSTEM)
        assert service.correct(tx, application, a_form(centre.hall, notes="Ramp, please"), HIRER).number == 2

    def test_more_people_than_fit_are_refused(self, tx, centre):
        with pytest.raises(InvalidError):
            service.correct(tx, placed(tx, centre.hall), a_form(centre.hall, expected_numbers=101), HIRER)

    def test_a_new_address_is_where_a_lost_link_goes(self, tx, centre):
        application = placed(tx, centre.hall)
        service.correct(tx, application, a_form(centre.hall, hirer_email="Bea@Example.com "), HIRER)
        assert service.applications_by_email(tx, " bea@example.COM") == [application]
        assert service.applications_by_email(tx, "ann@example.com") == []

    def test_what_was_given_back_cannot_be_corrected(self, tx, centre):
        application = placed(tx, centre.hall)
        service.release_hold(tx, application, SYSTEM)
        with pytest.raises(WrongStateError):
            service.correct(tx, application, a_form(centre.hall), HIRER)


class TestHolds:
    def test_a_hold_that_is_given_back_leaves_the_space_free(self, tx, centre):
        service.release_hold(tx, placed(tx, centre.whole), SYSTEM)
        assert taken(tx) == []
        placed(tx, centre.hall)

    def test_a_booking_keeps_its_space(self, tx, centre):
        service.confirm_hold(tx, placed(tx, centre.hall), SYSTEM)
        assert len(taken(tx)) == 1

    @pytest.mark.parametrize("act", [service.confirm_hold, service.release_hold])
    def test_what_was_given_back_is_neither_confirmed_nor_given_back_again(self, tx, centre, act):
        application = placed(tx, centre.hall)
        service.release_hold(tx, application, SYSTEM)
        with pytest.raises(WrongStateError):
            act(tx, application, SYSTEM)
