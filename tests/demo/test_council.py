"""The demo council: whole, fictional, and made so that the record vouches for all of it."""

import pytest
from sqlalchemy import func, select, text

from tests.browsing import Browser
from venuecheck import demo, parts
from venuecheck.accounts.models import User
from venuecheck.accounts.roles import Role
from venuecheck.app import create_app
from venuecheck.bookings.models import Hold, Space
from venuecheck.cases.acts import Act, Lane, State
from venuecheck.cases.models import Case, Decision, Notice
from venuecheck.demo.stories import STORIES
from venuecheck.outreach.models import PackSending, PrivateVenue
from venuecheck.outreach.vocabulary import VENUE_KINDS
from venuecheck.runtime.mail import Mail
from venuecheck.screening.models import Match, WatchlistEntry


def all_of(council, what):
    with council.database.read() as reader:
        return list(reader.scalars(select(what)))


@pytest.mark.parametrize("state", State)
def test_there_is_a_case_in_every_state(council, state):
    assert state in {case.state for case in all_of(council, Case)}


@pytest.mark.parametrize("lane", Lane)
def test_there_is_a_case_in_every_lane_that_waits_for_somebody(council, lane):
    waiting = [case for case in all_of(council, Case) if case.state.startswith("with_")]
    assert lane in {case.lane for case in waiting}


@pytest.mark.parametrize("outcome", [Act.APPROVE, Act.GRANT_WITH_CONDITIONS, Act.DECLINE, Act.CANNOT_OFFER])
def test_there_is_a_notice_of_every_outcome(council, outcome):
    with council.database.read() as reader:
        told = select(func.count()).select_from(Notice).join(Decision).where(Decision.outcome == outcome.value)
        assert reader.scalar(told) >= 1


@pytest.mark.parametrize("role", Role)
def test_there_is_somebody_of_every_role(council, role):
    assert role.value in {held for user in all_of(council, User) for held in user.roles}


def test_somebody_holds_two_roles(council):
    assert max(len(user.roles) for user in all_of(council, User)) == 2


def test_there_are_spaces_made_of_others(council):
    with council.database.read() as reader:
        assert {space.name for space in reader.scalars(select(Space)) if space.parts} == {
            "Whole centre",
            "Both rooms",
            "Corn and Wool Rooms",
        }


def test_the_whole_list_of_60_is_there(council):
    assert len(all_of(council, WatchlistEntry)) == 60


def test_there_is_a_private_venue_of_every_kind_and_packs_were_sent(council):
    assert {venue.kind for venue in all_of(council, PrivateVenue)} == set(VENUE_KINDS) - {"other"}
    assert len(all_of(council, PackSending)) == 4


def test_an_application_changed_after_approval_keeps_its_booking(council):
    with council.database.read() as reader:
        case = reader.scalars(select(Case).where(Case.title == "Film and discussion")).one()
        hold = reader.scalars(select(Hold).where(Hold.application_id == case.application_id)).one()
        assert (case.state, hold.state) == (State.WITH_PREVENT, "confirmed")


def test_a_match_was_judged_and_another_waits(council):
    assert {"open", "same_person", "different_person"} == {match.verdict for match in all_of(council, Match)}


def test_every_story_is_one_case(council):
    assert sorted(case.title for case in all_of(council, Case)) == sorted(story.title for story in STORIES)


def test_every_address_is_one_that_no_mail_reaches(council):
    addresses = [user.email for user in all_of(council, User)] + [mail.to for mail in all_of(council, Mail)]
    assert all(address.endswith(".invalid") for address in addresses)


def test_the_record_vouches_for_all_of_it(council):
    verdict = parts.check_record(council.database, council.settings)
    assert verdict.problems == ()
    assert verdict.rows > 150


@pytest.mark.parametrize(
    "change",
    [
        """UPDATE "case" SET state = 'approved' WHERE state = 'declined'""",
        """UPDATE "match" SET verdict = 'different_person' WHERE verdict = 'open'""",
        """UPDATE "user" SET roles = '["administrator"]' WHERE name = 'Harjit Sohal'""",
        """DELETE FROM watchlist_entry WHERE key = 'W060'""",
        """UPDATE decision SET reasons = 'Because' WHERE outcome = 'decline'""",
        "UPDATE decision SET at = '2020-01-01 00:00:00.000000'",
        "UPDATE recommendation SET at = '2020-01-01 00:00:00.000000'",
        "UPDATE application SET entered_by = NULL WHERE entered_by IS NOT NULL",
        "UPDATE application SET reference = reference || 'X'",
        "UPDATE notice SET text = 'You may come'",
        "UPDATE note SET text = 'Nothing to see'",
        "UPDATE question SET answer = 'Yes' WHERE answer != ''",
        "UPDATE due_diligence SET not_found = 'Nothing'",
        "UPDATE due_diligence SET marking = 'case' WHERE marking = 'prevent'",
        "DELETE FROM screened_name",
        "UPDATE screened_name SET name = 'Somebody Else'",
        """UPDATE "match" SET verdict_reason = 'Because' WHERE verdict != 'open'""",
        """UPDATE "match" SET verdict_by = NULL WHERE verdict != 'open'""",
        "UPDATE seating_finding SET conclusion_reason = 'Because' WHERE conclusion != 'open'",
        "UPDATE seating_finding SET concluded_by = NULL WHERE conclusion != 'open'",
        "DELETE FROM occupation",
        "UPDATE occupation SET start = datetime(start, '+1 minute') || '.000000'",
        "DELETE FROM space_part",
    ],
)
def test_a_row_that_somebody_edited_by_hand_is_found(copy, change):
    with copy.database.write() as tx:
        tx.execute(text("PRAGMA defer_foreign_keys=ON"))
        tx.execute(text(change))
    assert not parts.check_record(copy.database, copy.settings).holds


def test_an_installation_that_holds_anything_is_left_as_it_is(copy):
    before = len(all_of(copy, Case))
    demo.prepare(copy.database, copy.settings)
    assert len(all_of(copy, Case)) == before


def test_a_council_whose_making_was_cut_off_is_made_anew(copy):
    (copy.settings.data_dir / "demo-unfinished").touch()
    demo.discard_unfinished(copy.settings)
    assert not list(copy.settings.data_dir.glob("venuecheck.sqlite3*"))


def test_one_can_be_each_of_its_people_by_one_click(copy):
    browser = Browser(create_app(copy.settings, copy.database, working=False))
    assert "Priyanka Ravindran" in browser.get("/demo").text
    for user in all_of(copy, User):
        browser.sign_in_as(user.uuid)
        assert browser.get("/staff").status_code == 200


def test_every_case_opens_for_a_senior_officer(copy):
    browser = Browser(create_app(copy.settings, copy.database, working=False))
    senior = next(user for user in all_of(copy, User) if user.roles == ["senior_officer"])
    browser.sign_in_as(senior.uuid)
    assert {browser.get(f"/cases/{case.uuid}").status_code for case in all_of(copy, Case)} == {200}
