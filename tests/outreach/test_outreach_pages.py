"""The pages of outreach, asked for as a browser does."""

from io import BytesIO

import pytest
from litestar import Litestar
from pypdf import PdfReader
from sqlalchemy import func, select

from tests.browsing import Browser
from tests.outreach.builders import a_reachable_venue, send
from tests.outreach.conftest import signed_in
from tests.outreach.test_send_pack import token_in
from venuecheck.accounts.roles import Role
from venuecheck.outreach.models import Briefing, Conversation, FollowUp, PackSending, PrivateVenue, VenueContact
from venuecheck.outreach.packs import packs
from venuecheck.runtime.database import Base, Database
from venuecheck.runtime.mail import Mail
from venuecheck.runtime.settings import Settings

HOTEL = {"name": "Mill Hotel", "kind": "hotel", "address": "1 Mill Lane", "ward": "North", "notes": ""}
DAY = {"day-day": "3", "day-month": "5", "day-year": "2026"}


@pytest.fixture
def venue(database: Database) -> str:
    """The key of a venue with a contact who takes e-mail."""
    with database.write() as tx:
        return str(a_reachable_venue(tx).uuid)


def count(database: Database, table: type[Base]) -> int:
    with database.read() as reader:
        return reader.scalar(select(func.count()).select_from(table)) or 0


def test_a_venue_is_added_changed_closed_and_opened_again(olive: Browser) -> None:
    path = olive.post("/outreach/venues/new", HOTEL).headers["location"]
    assert "Mill Hotel" in olive.get(path).text
    assert olive.post(f"{path}/change", HOTEL | {"name": "Weir Hotel"}).status_code == 303
    assert "Weir Hotel" in olive.get("/outreach/venues?words=weir&kind=hotel&ward=North").text
    assert olive.post(f"{path}/close").status_code == 303
    assert "Weir Hotel" not in olive.get("/outreach/venues").text
    assert olive.post(f"{path}/reopen").status_code == 303
    assert "Weir Hotel" in olive.get("/outreach/venues").text


def test_what_was_typed_is_kept_when_something_is_missing(olive: Browser, database: Database) -> None:
    answer = olive.post("/outreach/venues/new", {"name": "Mill <Hotel>", "kind": "castle"})
    assert answer.status_code == 422
    assert "Mill &lt;Hotel&gt;" in answer.text
    assert "Enter the ward" in answer.text
    assert count(database, PrivateVenue) == 0


def test_pressing_twice_adds_one_venue(olive: Browser, database: Database) -> None:
    olive.post("/outreach/venues/new", HOTEL)
    again = olive.post("/outreach/venues/new", HOTEL)
    assert (again.status_code, count(database, PrivateVenue)) == (422, 1)
    assert "in the register already" in again.text


def test_a_contact_is_added_changed_and_closed(olive: Browser, venue: str, database: Database) -> None:
    given = {"name": "Bo Lee", "role": "", "email": "", "phone": "0123", "prefers": "phone"}
    assert olive.post(f"/outreach/venues/{venue}/contacts/new", given).status_code == 303
    with database.read() as reader:
        contact = reader.scalars(select(VenueContact.uuid).where(VenueContact.name == "Bo Lee")).one()
    assert "Bo Lee" in olive.get(f"/outreach/contacts/{contact}/change").text
    assert olive.post(f"/outreach/contacts/{contact}/change", given | {"role": "Cook"}).status_code == 303
    assert olive.post(f"/outreach/contacts/{contact}/change", given | {"email": "nonsense"}).status_code == 422
    assert olive.post(f"/outreach/contacts/{contact}/close").status_code == 303
    assert "Prefers: Telephone" not in olive.get(f"/outreach/venues/{venue}").text


def test_a_conversation_is_recorded_once_with_its_follow_up(olive: Browser, venue: str, database: Database) -> None:
    later = {"on-day": "3", "on-month": "5", "on-year": "2028", "why": "Ask about terms"}
    given = {"once": "k", "contact": "", "way": "phone", "said": "They let two rooms", **DAY, **later}
    for _ in range(2):
        assert olive.post(f"/outreach/venues/{venue}/conversations/new", given).status_code == 303
    assert (count(database, Conversation), count(database, FollowUp)) == (1, 1)
    shown = olive.get(f"/outreach/venues/{venue}").text
    assert "They let two rooms" in shown
    assert "3 May 2028: Ask about terms" in shown


def test_a_conversation_settles_the_follow_up_that_was_due(olive: Browser, venue: str) -> None:
    on = {"on-day": "3", "on-month": "5", "on-year": "2028", "why": "Ask about terms"}
    assert olive.post(f"/outreach/venues/{venue}/follow-up", on).status_code == 303
    assert "This settles the follow-up" in olive.get(f"/outreach/venues/{venue}/conversations/new").text
    given = {"once": "k", "way": "phone", "said": "All well", "finished": "yes", **DAY}
    olive.post(f"/outreach/venues/{venue}/conversations/new", given)
    assert "No date is set" in olive.get(f"/outreach/venues/{venue}").text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"said": ""}, "Enter what was said"),
        ({"day-month": "13"}, "month must be between 1 and 12"),
        ({"day-year": "9999"}, "must be today or earlier"),
        ({"on-day": "1"}, "must include a month and a year"),
        ({"on-day": "1", "on-month": "1", "on-year": "2001", "why": "x"}, "The day must be today or later"),
        ({"on-day": "1", "on-month": "1", "on-year": "2028"}, "Enter what to follow up for"),
        ({"contact": "somebody"}, "Choose a contact of this venue"),
        ({"way": "pigeon"}, "Choose how you spoke"),
    ],
)
def test_a_conversation_that_is_not_clear_is_asked_again(
    olive: Browser, venue: str, database: Database, wrong: dict[str, str], said: str
) -> None:
    given = {"once": "k", "way": "phone", "said": "They let <two> rooms", **DAY}
    answer = olive.post(f"/outreach/venues/{venue}/conversations/new", given | wrong)
    assert answer.status_code == 422
    assert said in answer.text
    assert "said" in wrong or "They let &lt;two&gt; rooms" in answer.text
    assert count(database, Conversation) == 0


def test_a_briefing_is_recorded_once(olive: Browser, venue: str, database: Database) -> None:
    given = {"once": "k", "kind": "online", "venues": [venue], "notes": "Twelve questions", **DAY}
    for _ in range(2):
        assert olive.post("/outreach/briefings/new", given).status_code == 303
    assert count(database, Briefing) == 1
    assert "Twelve questions" in olive.get("/outreach/briefings").text
    assert "3 May 2026: Online session" in olive.get(f"/outreach/venues/{venue}").text


def test_a_briefing_needs_a_venue_that_is_there(olive: Browser, venue: str, database: Database) -> None:
    for venues in ([], ["nonsense"], ["00000000-0000-4000-8000-000000000000"]):
        given = {"once": "k", "kind": "online", "venues": venues, **DAY}
        assert olive.post("/outreach/briefings/new", given).status_code == 422
    assert count(database, Briefing) == 0


def test_a_pack_is_sent_once_and_again_only_when_asked(olive: Browser, venue: str, database: Database) -> None:
    given = {"once": "one", "pack": "rooms-to-let", "venues": [venue]}
    assert "Ann Reed, Mill Hotel" in olive.post("/outreach/send", given).text
    assert olive.post("/outreach/send", given).status_code == 303
    asked = olive.post("/outreach/send", given | {"once": "two"})
    assert asked.status_code == 422
    assert "Send it to them again?" in asked.text
    assert "had this version on" in asked.text
    assert "Nothing was sent" in olive.post("/outreach/send", given | {"once": "two", "again": "skip"}).text
    assert count(database, PackSending) == 1
    olive.post("/outreach/send", given | {"once": "three", "again": "send"})
    assert count(database, PackSending) == count(database, Mail) == 2


def test_a_pack_is_not_sent_to_nobody_or_when_there_is_none(olive: Browser, venue: str, database: Database) -> None:
    for given in ({"pack": "rooms-to-let"}, {"pack": "x", "venues": [venue]}, {"venues": [venue]}, {}):
        assert olive.post("/outreach/send", given).status_code == 422
    assert count(database, Mail) == 0


def test_a_pack_is_offered_to_all_that_the_register_shows(olive: Browser, venue: str) -> None:
    olive.post("/outreach/venues/new", HOTEL | {"name": "Aa Hall", "ward": "South"})
    shown = olive.get("/outreach/send?words=&kind=hotel&ward=North").text
    assert shown.index("Mill Hotel") < shown.index("Aa Hall")
    assert shown.count(" checked") == 1
    assert "/outreach/send?words=mill&amp;kind=&amp;ward=" in olive.get("/outreach/venues?words=mill").text


def test_what_a_venue_is_called_is_never_markup(olive: Browser) -> None:
    path = olive.post("/outreach/venues/new", HOTEL | {"address": "<b>1</b>", "notes": "<i>n</i>"}).headers["location"]
    shown = olive.get(path).text
    assert "&lt;b&gt;1&lt;/b&gt;" in shown
    assert "<i>n</i>" not in shown


@pytest.mark.parametrize("pack", [pack.key for pack in packs()])
def test_every_pack_is_a_page_for_staff_a_page_for_all_and_a_pdf(app: Litestar, olive: Browser, pack: str) -> None:
    anybody = Browser(app)
    for answer in (olive.get(f"/outreach/packs/{pack}?version=1"), anybody.get(f"/guidance/packs/{pack}")):
        assert answer.status_code == 200
        assert "Respecting lawful opinion" in answer.text
    printed = anybody.get(f"/guidance/packs/{pack}/pack.pdf")
    assert printed.headers["content-type"] == "application/pdf"
    assert f'attachment; filename="{pack}-1.pdf"' == printed.headers["content-disposition"]
    assert PdfReader(BytesIO(printed.content)).trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_whom_to_ring_is_printed_in_packs_and_can_be_taken_off(olive: Browser) -> None:
    olive.post("/outreach/numbers", {"who": "Outreach officer", "phone": "01234 567890"})
    assert "01234 567890" in olive.get("/guidance/packs/rooms-to-let").text
    assert olive.post("/outreach/numbers", {"who": "Outreach officer", "phone": "1"}).status_code == 422
    line = olive.get("/outreach/numbers").text.split("/outreach/numbers/")[1].split("/remove")[0]
    olive.post(f"/outreach/numbers/{line}/remove")
    assert "01234 567890" not in olive.get("/guidance/packs/rooms-to-let").text


def test_a_venue_says_that_its_pack_arrived(
    app: Litestar, olive: Browser, database: Database, settings: Settings
) -> None:
    with database.write() as tx:
        venue = a_reachable_venue(tx)
        send(tx, settings, venue)
        link = f"/guidance/received/{token_in(tx.scalars(select(Mail)).one())}"
    clerk = Browser(app)
    assert "Has the guide arrived?" in clerk.get(link).text
    assert "not acknowledged yet" in olive.get(f"/outreach/venues/{venue.uuid}").text
    for _ in range(2):
        assert clerk.post(link).headers["location"] == link
    assert "Thank you" in clerk.get(link).text
    assert "arrived, they said on" in olive.get(f"/outreach/venues/{venue.uuid}").text


def test_a_link_a_pack_or_a_venue_that_is_not_there_is_not_found(olive: Browser) -> None:
    nobody = "00000000-0000-4000-8000-000000000000"
    for path in (
        "/guidance/received/x",
        "/guidance/packs/x",
        "/outreach/packs/x?version=²",
        f"/outreach/venues/{nobody}",
    ):
        assert olive.get(path).status_code == 404
    assert olive.post("/guidance/received/x").status_code == 404


READ = ["", "/venues", "/packs", "/packs/rooms-to-let", "/briefings", "/numbers"]
CHANGE = ["/venues/new", "/send", "/briefings/new"]


def test_a_senior_officer_reads_and_is_offered_no_change(sam: Browser, venue: str) -> None:
    for path in (*READ, f"/venues/{venue}"):
        shown = sam.get(f"/outreach{path}")
        assert shown.status_code == 200
        assert 'action="/outreach' not in shown.text.replace('method="get" action="/outreach/venues"', "")
    for path in CHANGE:
        assert sam.get(f"/outreach{path}").status_code == 403


def test_a_senior_officer_changes_nothing(sam: Browser, venue: str, database: Database) -> None:
    assert sam.post("/outreach/venues/new", HOTEL | {"name": "Other"}).status_code == 403
    assert sam.post(f"/outreach/venues/{venue}/close").status_code == 403
    assert sam.post("/outreach/send", {"pack": "rooms-to-let", "venues": [venue]}).status_code == 403
    assert (count(database, PrivateVenue), count(database, Mail)) == (1, 0)


@pytest.mark.parametrize("role", [Role.BOOKING_OFFICER, Role.PREVENT_OFFICER, Role.EQUALITY_LEAD, Role.ADMINISTRATOR])
def test_others_have_no_outreach_pages(app: Litestar, database: Database, role: Role) -> None:
    person = signed_in(app, database, "Pat", role)
    assert {person.get(f"/outreach{path}").status_code for path in (*READ, *CHANGE)} == {403}


def test_nobody_who_is_not_signed_in_sees_the_register(app: Litestar) -> None:
    assert Browser(app).get("/outreach/venues").headers["location"].startswith("/sign-in")


@pytest.mark.parametrize(
    "query", ["words=%00%ff", "page=99999999999999999999", "kind=%F0%9F%98%80&ward='--", "words=" + "x" * 3000]
)
def test_anything_may_stand_in_the_registers_address(olive: Browser, venue: str, query: str) -> None:
    assert olive.get(f"/outreach/venues?{query}").status_code == 200
