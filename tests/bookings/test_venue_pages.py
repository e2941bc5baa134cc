import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.accounts.builders import a_user
from tests.bookings.builders import a_centre, next_month, placed
from tests.browsing import Browser
from venuecheck.accounts.roles import Role
from venuecheck.audit.log import SYSTEM
from venuecheck.bookings import pages, service
from venuecheck.bookings.models import Layout, Space, Terms, Venue
from venuecheck.runtime.clock import today


@pytest.fixture
def anyone(app) -> Browser:
    return Browser(app)


@pytest.fixture
def administrator(app, database) -> Browser:
    with database.write() as tx:
        ada = a_user(tx, "Ada", Role.ADMINISTRATOR)
    return Browser(app).sign_in_as(ada.uuid)


@pytest.fixture
def centre(database):
    with database.write() as tx:
        return a_centre(tx)


VENUE = {"name": "Lower Tarn Pavilion", "address": "", "description": "", "opens": "08:00", "closes": "22:00"}
HELD = "18:00 to 20:00 taken"


def count(database, table) -> int:
    with database.read() as reader:
        return reader.scalar(select(func.count()).select_from(table))


class TestFreeAndBusyForAnyone:
    def test_the_list_shows_spaces_with_how_many_they_hold(self, anyone, centre):
        text = anyone.get("/venues").text
        assert "Mill Centre" in text
        assert "up to 120 people" in text

    def test_a_held_time_is_shown_as_taken_in_the_space_and_in_the_whole_centre(self, anyone, centre, database):
        with database.write() as tx:
            placed(tx, centre.hall)
        assert anyone.get(f"/venues/{centre.venue.uuid}?day={next_month()}").text.count(HELD) == 2

    def test_it_never_says_who_or_what(self, anyone, centre, database):
        with database.write() as tx:
            sent = placed(
                tx, centre.hall, title="Safe evening", hirer_name="Quilla Zephyrine", organisation="Harbour Refuge"
            )
        text = anyone.get(f"/venues/{centre.venue.uuid}?day={next_month()}").text
        assert HELD in text
        assert not re.search(f"Zephyrine|Refuge|evening|{sent.reference}|{sent.uuid}", text)

    def test_bookings_that_follow_each_other_are_shown_as_one(self, anyone, centre, database):
        with database.write() as tx:
            placed(tx, centre.room, "10:00", "12:00")
            placed(tx, centre.room, "12:00", "13:00")
        assert "10:00 to 13:00 taken" in anyone.get(f"/venues/{centre.venue.uuid}?day={next_month()}").text

    @pytest.mark.parametrize("day", ["tomorrow", "9999-12-31", "0001-01-01", "2026-02-30", "'><b>", "１"])
    def test_a_day_that_cannot_be_shown_is_kept_and_explained(self, anyone, centre, day):
        answer = anyone.get(f"/venues/{centre.venue.uuid}", params={"day": day})
        assert answer.status_code == 200
        assert "There is a problem" in answer.text

    def test_the_last_day_that_can_be_asked_for_is_shown(self, anyone, centre):
        last = today() + timedelta(days=730)
        assert anyone.get(f"/venues/{centre.venue.uuid}?day={last}").status_code == 200

    def test_a_closed_venue_is_not_there(self, anyone, centre, database):
        with database.write() as tx:
            venue = pages.venue(tx, centre.venue.uuid)
            kept = {name: getattr(venue, name) for name in ("name", "address", "description", "opens", "closes")}
            service.change_venue(tx, venue, **kept, open=False, by=SYSTEM)
        assert anyone.get(f"/venues/{centre.venue.uuid}").status_code == 404
        assert "Mill Centre" not in anyone.get("/venues").text


class TestSettingUp:
    def test_a_venue_with_spaces_a_combined_space_and_a_layout_is_set_up_in_pages(self, administrator, database):
        at = administrator.post("/admin/venues/new", VENUE).headers["location"]
        for name in ("Garden Room", "Club Room"):
            assert administrator.post(f"{at}/spaces/new", {"name": name, "capacity": "60"}).status_code == 303
        parts = re.findall(r'name="parts"[^>]* value="([^"]+)"', administrator.get(f"{at}/spaces/new").text)
        administrator.post(f"{at}/spaces/new", {"name": "Both rooms", "capacity": "100", "parts": parts})
        administrator.post(f"/admin/spaces/{parts[0]}/layouts/new", {"name": "Rows", "capacity": "50"})
        assert (count(database, Space), count(database, Layout)) == (3, 1)
        assert "lets Club Room and Garden Room together" in administrator.get(at).text

    def test_pressing_add_twice_adds_one_venue_and_keeps_what_was_typed(self, administrator, database):
        administrator.post("/admin/venues/new", VENUE)
        again = administrator.post("/admin/venues/new", VENUE)
        assert again.status_code == 422
        assert "already a venue called Lower Tarn Pavilion" in again.text
        assert count(database, Venue) == 1

    @pytest.mark.parametrize(
        ("field", "typed", "message"),
        [
            ("name", " ", "Enter the venue"),
            ("name", "x" * 101, "Name must be 100 characters or fewer"),
            ("opens", "half seven", "Enter a time, like 07:30"),
            ("closes", "07:00", "must close after it opens"),
            ("closes", "25:00", "Enter a time, like 23:30"),
        ],
    )
    def test_what_is_wrong_with_a_venue_is_said_beside_it(self, administrator, database, field, typed, message):
        answer = administrator.post("/admin/venues/new", VENUE | {field: typed})
        assert answer.status_code == 422
        assert message in answer.text
        assert count(database, Venue) == 0

    @pytest.mark.parametrize("typed", ["", "0", "-5", "many", "12.5", "9" * 400, "²", "1_0"])
    def test_a_capacity_that_is_no_number_of_people_is_refused(self, administrator, centre, typed):
        at = f"/admin/venues/{centre.venue.uuid}/spaces/new"
        assert administrator.post(at, {"name": "Kitchen", "capacity": typed}).status_code == 422

    @pytest.mark.parametrize("which", ["made-up", "one"])
    def test_a_combined_space_is_made_of_two_or_more_spaces_of_the_venue(self, administrator, centre, which):
        part = "made-up" if which == "made-up" else str(centre.hall.uuid)
        sent = {"name": "Odd", "capacity": "9", "parts": part}
        assert administrator.post(f"/admin/venues/{centre.venue.uuid}/spaces/new", sent).status_code == 422

    def test_a_space_is_closed_and_renamed(self, administrator, centre):
        administrator.post(f"/admin/spaces/{centre.room.uuid}", {"name": "Quiet Room", "capacity": "25"})
        text = administrator.get(f"/admin/venues/{centre.venue.uuid}").text
        assert "Quiet Room</a>: up to 25 people; closed to new applications" in text

    def test_a_venues_hours_are_changed(self, administrator, centre):
        administrator.post(f"/admin/venues/{centre.venue.uuid}", VENUE | {"closes": "00:00", "open": "yes"})
        assert 'value="00:00"' in administrator.get(f"/admin/venues/{centre.venue.uuid}").text

    def test_terms_are_published_in_versions_and_the_same_words_only_once(self, administrator, database):
        assert administrator.post("/admin/terms", {"text": "Leave it\r\nclean."}).status_code == 303
        assert administrator.post("/admin/terms", {"text": "Leave it\r\nclean."}).status_code == 422
        assert administrator.post("/admin/terms", {"text": "Leave it tidy."}).status_code == 303
        assert count(database, Terms) == 2
        assert "Version 2 has held" in administrator.get("/admin/terms").text

    @pytest.mark.parametrize("path", ["/admin/venues", "/admin/venues/new", "/admin/terms"])
    def test_it_is_for_administrators_alone(self, app, anyone, database, path):
        with database.write() as tx:
            ben = a_user(tx, "Ben", *(set(Role) - {Role.ADMINISTRATOR}))
        assert Browser(app).sign_in_as(ben.uuid).get(path).status_code == 403
        assert anyone.get(path).status_code == 303

    @pytest.mark.parametrize("path", ["venues/{}", "venues/{}/spaces/new", "spaces/{}", "spaces/{}/layouts/new"])
    def test_what_is_not_there_is_said_so(self, administrator, path):
        unknown = "/admin/" + path.format("00000000-0000-4000-8000-000000000000")
        assert administrator.get(unknown).status_code == 404
        assert administrator.post(unknown, VENUE | {"capacity": "9"}).status_code == 404
