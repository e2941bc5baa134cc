"""How much notice an application gives, and what a licence needs."""

from datetime import date

import pytest

from venuecheck.bookings.lead_times import licence_for, notice_given
from venuecheck.runtime.workdays import Nation

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(("event", "speakers", "short"), [(1, False, False), (1, True, True), (15, True, False)])
def test_five_days_are_asked_for_and_ten_with_speakers(event, speakers, short):
    given = notice_given(TUESDAY, date(2026, 12, event), speakers, Nation.ENGLAND)
    assert given.is_short is short


def test_a_temporary_event_notice_needs_ten_clear_working_days_and_a_late_one_five():
    licence = licence_for(date(2026, 12, 19), Nation.ENGLAND)
    assert (licence.latest, licence.late) == (date(2026, 12, 4), date(2026, 12, 11))


def test_the_late_notice_is_what_is_left_once_ten_days_are_gone():
    licence = licence_for(date(2026, 12, 19), Nation.WALES)
    assert licence.still_possible(date(2026, 12, 4)) == date(2026, 12, 4)
    assert licence.still_possible(date(2026, 12, 5)) == date(2026, 12, 11)
    assert licence.still_possible(date(2026, 12, 12)) is None


def test_in_scotland_it_is_an_occasional_licence_and_nothing_late_is_taken():
    licence = licence_for(date(2026, 12, 19), Nation.SCOTLAND)
    assert (licence.name, licence.late) == ("occasional licence", None)
