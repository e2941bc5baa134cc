"""Adding, changing and retiring entries of the watchlist, and looking at them."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from venuecheck.audit.models import AuditEvent
from venuecheck.runtime.outbox import OutboxRow
from venuecheck.screening.models import WatchlistEntry

NEW = {"key": "W061", "kind": "person", "name": "Oto Kavka", "aliases": "O. Kavka\r\nОто Кавка", "reason": "A speech"}


def entries(database):
    with database.read() as reader:
        return {entry.key: entry for entry in reader.scalars(select(WatchlistEntry))}


def events(database, name):
    with database.read() as reader:
        return list(reader.scalars(select(AuditEvent).where(AuditEvent.event == name)))


def queued(database):
    with database.read() as reader:
        return list(reader.scalars(select(OutboxRow.task)))


class TestAdd:
    def test_it_is_on_the_list_and_every_booking_to_come_is_screened_again(self, nia, database):
        nia.post("/watchlist/new", NEW)
        assert entries(database)["W061"].aliases == ["O. Kavka", "Ото Кавка"]
        assert queued(database) == ["watchlist.changed"]

    def test_its_event_names_the_entry_by_its_key_alone(self, nia, database):
        nia.post("/watchlist/new", NEW)
        [event] = events(database, "screening:entry:add")
        assert event.subject == f"entry:{entries(database)['W061'].uuid}"
        assert "Kavka" not in event.line

    def test_pressed_twice_it_is_added_once_and_what_was_typed_is_kept(self, nia, database):
        nia.post("/watchlist/new", NEW)
        answer = nia.post("/watchlist/new", NEW)
        assert answer.status_code == 422
        assert "is in use" in answer.text
        assert "Oto Kavka" in answer.text
        assert len(entries(database)) == 1

    @pytest.mark.parametrize("field", ["key", "kind", "name", "reason"])
    def test_each_field_but_other_names_is_needed(self, nia, database, field):
        answer = nia.post("/watchlist/new", NEW | {field: " "})
        assert answer.status_code == 422
        assert f'href="#{field}"' in answer.text
        assert not entries(database)

    def test_a_name_of_punctuation_is_no_name(self, nia):
        assert "Enter the name" in nia.post("/watchlist/new", NEW | {"name": "—?!"}).text

    @pytest.mark.parametrize("field", ["key", "name", "aliases", "reason"])
    def test_an_overlong_field_is_refused(self, nia, database, field):
        assert nia.post("/watchlist/new", NEW | {field: "x" * 40_000}).status_code == 422
        assert not entries(database)


class TestLook:
    def test_the_list_shows_names_and_not_what_entries_say(self, nia, entry):
        text = nia.get("/watchlist").text
        assert "Šárka Vrána" in text
        assert "A speech" not in text

    def test_an_entry_opens_only_after_the_look_is_recorded(self, nia, entry, database):
        path = f"/watchlist/{entry.uuid}"
        assert "A speech" not in nia.get(path).text
        assert nia.post(f"{path}/look").headers["location"] == path
        assert "A speech" in nia.get(path).text
        assert len(events(database, "screening:entry:look")) == 1

    def test_reading_a_page_records_nothing(self, nia, entry, database):
        nia.get(f"/watchlist/{entry.uuid}")
        assert not events(database, "screening:entry:look")

    def test_one_persons_look_opens_it_to_nobody_else(self, nia, ade, entry):
        nia.post(f"/watchlist/{entry.uuid}/look")
        assert "A speech" not in ade.get(f"/watchlist/{entry.uuid}").text

    def test_pressed_twice_one_look_is_recorded(self, nia, entry, database):
        nia.post(f"/watchlist/{entry.uuid}/look")
        nia.post(f"/watchlist/{entry.uuid}/look")
        assert len(events(database, "screening:entry:look")) == 1

    def test_an_unknown_entry_is_not_found(self, nia):
        assert nia.get(f"/watchlist/{uuid4()}").status_code == 404

    def test_the_form_to_change_shows_nothing_without_a_look(self, nia, entry):
        assert "A speech" not in nia.get(f"/watchlist/{entry.uuid}/change").text


class TestChange:
    def change(self, browser, entry, **words):
        said = {"kind": "person", "name": entry.name, "aliases": "", "reason": entry.reason, "version": "1"}
        browser.post(f"/watchlist/{entry.uuid}/look")
        return browser.post(f"/watchlist/{entry.uuid}/change", said | words)

    def test_it_makes_the_next_version_of_the_entry_and_of_the_list(self, nia, entry, database):
        assert self.change(nia, entry, name="Šárka Vránová").status_code == 303
        assert entries(database)["W001"].version == 2
        assert "Version 2" in nia.get("/watchlist").text

    def test_a_change_made_over_an_older_version_is_refused_and_kept_on_the_page(self, nia, entry, database):
        self.change(nia, entry, name="First")
        answer = self.change(nia, entry, name="Second")
        assert "changed this entry meanwhile" in answer.text
        assert "Second" in answer.text
        assert entries(database)["W001"].name == "First"

    def test_pressed_twice_it_changes_once(self, nia, entry, database):
        self.change(nia, entry, name="First")
        assert self.change(nia, entry, name="First").status_code == 303
        assert entries(database)["W001"].version == 2

    @pytest.mark.parametrize("version", ["", "x", "9" * 30, "-1"])
    def test_a_version_that_was_tampered_with_fits_nothing(self, nia, entry, version):
        assert self.change(nia, entry, name="First", version=version).status_code == 422


class TestRetire:
    def test_a_retired_entry_stays_and_can_no_longer_be_changed(self, nia, entry, database):
        assert nia.post(f"/watchlist/{entry.uuid}/retire", {"reason": "Moved away"}).status_code == 303
        assert entries(database)["W001"].retired
        again = nia.post(f"/watchlist/{entry.uuid}/retire", {"reason": "Moved away"})
        assert again.status_code in {200, 422}
        assert len(events(database, "screening:entry:retire")) == 1

    def test_it_needs_a_reason(self, nia, entry, database):
        nia.post(f"/watchlist/{entry.uuid}/look")
        assert "Say why the entry is retired" in nia.post(f"/watchlist/{entry.uuid}/retire").text
        assert not entries(database)["W001"].retired


class TestFind:
    @pytest.mark.parametrize("words", ["vrána", "sarka", "W001"])
    def test_by_name_other_name_or_number(self, nia, entry, words):
        assert "1 found" in nia.post("/watchlist/search", {"words": words}).text

    def test_what_is_not_there_is_said_so(self, nia, entry):
        assert "0 found" in nia.post("/watchlist/search", {"words": "Nobody"}).text


class TestWhoMay:
    @pytest.mark.parametrize("path", ["/watchlist", "/watchlist/new", "/watchlist/import"])
    def test_a_booking_officer_may_not_even_read(self, bo, path):
        assert bo.get(path).status_code == 403

    def test_an_auditor_reads_and_changes_nothing(self, ade, entry, database):
        ade.post(f"/watchlist/{entry.uuid}/look")
        text = ade.get(f"/watchlist/{entry.uuid}").text
        assert "A speech" in text
        assert "Retire the entry" not in text
        assert ade.post(f"/watchlist/{entry.uuid}/retire", {"reason": "x"}).status_code == 403
        assert ade.get("/watchlist/new").status_code == 403
