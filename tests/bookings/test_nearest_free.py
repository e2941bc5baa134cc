from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select

from tests.bookings.builders import a_centre, a_form, next_month, placed
from venuecheck.audit.log import SYSTEM
from venuecheck.bookings import service
from venuecheck.bookings.availability import event_span
from venuecheck.bookings.models import RELEASED, Hold, Occupation
from venuecheck.runtime.clock import london, today
from venuecheck.runtime.errors import InvalidError


@pytest.fixture
def centre(tx):
    return a_centre(tx)


def nearest(tx, space, start="18:00", end="20:00", day=None, **more):
    form = a_form(space, start, end, day=day)
    span = event_span(form.day, form.start, form.end)
    return service.nearest_free(tx, space, span.start, span.end, **more)


def said(offers) -> list[str]:
    """Each offer as its space, its day counted from the one asked for, and its start."""
    days = [(london(offer.start).date() - next_month()).days for offer in offers]
    return [f"{one.space_name} {day:+d} {london(one.start):%H:%M}" for one, day in zip(offers, days, strict=True)]


class TestNearestFree:
    def test_first_the_same_day_then_other_spaces_then_the_days_around(self, tx, centre):
        placed(tx, centre.hall)
        expected = [
            "Main Hall +0 16:00",
            "Main Hall +0 20:00",
            "Room 2 +0 18:00",
            "Main Hall -1 18:00",
            "Main Hall +1 18:00",
        ]
        assert sorted(said(nearest(tx, centre.hall))[:5]) == sorted(expected)

    def test_no_space_is_offered_that_is_too_small_or_closed_or_of_another_venue(self, tx, centre):
        a_centre(tx, "Elsewhere")
        placed(tx, centre.hall)
        assert "Room 2" not in str(said(nearest(tx, centre.hall, people=31)))
        service.change_space(tx, centre.room, name="Room 2", capacity=30, open=False, by=SYSTEM)
        assert {offer.space_name for offer in nearest(tx, centre.hall)} == {"Main Hall"}

    def test_set_up_and_clear_down_fit_round_what_is_offered(self, tx, centre):
        placed(tx, centre.hall)
        offers = said(nearest(tx, centre.hall, set_up=20, clear_down=40))
        assert {"Main Hall +0 20:30", "Main Hall +0 15:15"} <= set(offers)

    def test_nothing_is_offered_in_the_past_or_outside_opening_hours(self, tx, centre):
        for offer in nearest(tx, centre.hall, "07:00", "23:30", day=today() + timedelta(days=1)):
            assert offer.start > service.now()
            assert f"{london(offer.start):%H:%M}" == "07:00"

    def test_it_asks_the_database_twice_however_full_the_calendar_is(self, tx, centre, database):
        for hour in range(8, 22):
            placed(tx, centre.whole, f"{hour:02}:00", f"{hour + 1:02}:00")
        tx.refresh(centre.venue)
        asked = []
        event.listen(database.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
        nearest(tx, centre.hall)
        assert len(asked) == 2

    def test_what_is_offered_can_be_had(self, tx, centre):
        placed(tx, centre.hall)
        for offer in nearest(tx, centre.hall, set_up=30, clear_down=30):
            start, end = london(offer.start), london(offer.end)
            times = {"start": start.time(), "end": end.time(), "day": start.date()}
            form = a_form(str(offer.space), set_up_minutes=30, clear_down_minutes=30)
            service.check_slot(tx, service.msgspec.structs.replace(form, **times))


step = st.tuples(
    st.sampled_from(["place", "correct", "release", "confirm"]),
    st.sampled_from(["hall", "room", "whole"]),
    st.integers(28, 80),
    st.integers(1, 12),
    st.sampled_from([0, 0, 7, 45]),
    st.integers(0, 50),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(step, max_size=14))
def test_whatever_is_placed_corrected_and_released_the_rows_are_what_the_holds_say(database, steps):
    sent = []
    with database.write() as tx:
        centre = a_centre(tx)
        for act, space, start, length, minutes, which in steps:
            end = start + length
            times = (f"{start // 4:02}:{start % 4 * 15:02}", f"{end // 4:02}:{end % 4 * 15:02}")
            form = a_form(getattr(centre, space), *times, set_up_minutes=minutes, clear_down_minutes=minutes)
            chosen = sent[which % len(sent)] if sent else None
            try:
                if act == "place":
                    sent.append(service.place(tx, form, by=SYSTEM)[0])
                elif chosen and act == "correct":
                    service.correct(tx, chosen, form, SYSTEM)
                elif chosen:
                    (service.release_hold if act == "release" else service.confirm_hold)(tx, chosen, SYSTEM)
            except (service.SlotTakenError, InvalidError, service.WrongStateError):
                pass
        rows = {(row.hold_id, row.space_id, row.start, row.end) for row in tx.scalars(select(Occupation))}
        assert rows == {row for hold in tx.scalars(select(Hold)) for row in rows_of(hold)}
        tx.rollback()


def rows_of(hold: Hold) -> list[tuple]:
    """The rows that a hold ought to have, from what its application says."""
    form = service.form_of(hold.application.latest)
    if hold.state == RELEASED:
        return []
    start = hold.start - timedelta(minutes=form.set_up_minutes)
    end = hold.end + timedelta(minutes=form.clear_down_minutes)
    return [(hold.id, atom.id, start, end) for atom in hold.space.atoms]
