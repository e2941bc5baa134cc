"""Holds and the rows that they have taken: what acts leave fits, and what somebody changed by hand does not."""

import pytest
from sqlalchemy import text

from tests.bookings.builders import a_centre, a_form, placed
from venuecheck.audit.log import HIRER
from venuecheck.bookings import service
from venuecheck.bookings.holds import misfits


@pytest.fixture
def centre(tx):
    return a_centre(tx)


@pytest.fixture
def whole(tx, centre):
    """A hold on both rooms, with time to set up and clear down."""
    return placed(tx, centre.whole, set_up_minutes=30, clear_down_minutes=15)


def test_a_hold_fits_when_placed_moved_confirmed_and_released(tx, centre, whole):
    assert list(misfits(tx)) == []
    service.correct(tx, whole, a_form(centre.hall, set_up_minutes=10), HIRER)
    assert list(misfits(tx)) == []
    service.confirm_hold(tx, whole, HIRER)
    assert list(misfits(tx)) == []
    service.release_hold(tx, whole, HIRER)
    assert list(misfits(tx)) == []


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM occupation WHERE id = 1",
        "DELETE FROM occupation",
        "UPDATE occupation SET start = datetime(start, '+1 minute') || '.000000'",
        "UPDATE hold SET state = 'released'",
    ],
)
def test_rows_changed_by_hand_are_found(tx, whole, change):
    tx.flush()
    tx.execute(text(change))
    tx.expire_all()
    assert [str(whole.hold.uuid) in sentence for sentence in misfits(tx)] == [True]
