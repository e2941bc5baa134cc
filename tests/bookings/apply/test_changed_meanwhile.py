"""What has become of an application, or of its space, while its hirer writes a correction."""

from uuid import uuid4

import pytest

from tests.bookings.apply.conftest import Browser, draft_of
from tests.bookings.apply.test_correction import a_form
from venuecheck.bookings import drafts, service
from venuecheck.bookings.application import Speaker
from venuecheck.bookings.models import Application, Space
from venuecheck.cases import service as cases
from venuecheck.runtime.database import Database
from venuecheck.runtime.settings import Settings


@pytest.fixture
def application(hall: Space, database: Database, settings: Settings) -> Application:
    """Entered by staff at the counter, as it stands."""
    with database.write() as tx:
        return cases.submit(tx, a_form(hall), settings, channel="counter", entered_by=uuid4())[0].application


def corrects(who: Browser, application: Application, database: Database) -> str:
    """The address of a correction that begins now."""
    with database.write() as tx:
        known = tx.get_one(Application, application.id)
        draft = drafts.start_correction(tx, known, service.form_of(known.latest), who.visit)
        who.draft = f"/apply/{draft.uuid}"
    return who.draft


def save(who: Browser, key: str, **changes: str) -> None:
    """Change some answers of a page, and leave the rest."""
    who.page(key)
    who.save(key, **{name.replace("__", "-"): text for name, text in (who.typed | changes).items()})


@pytest.fixture
def overtaken(hirer: Browser, application: Application, hall: Space, database: Database) -> Browser:
    """Somebody who typed a note into a correction while another one added a speaker, and who sends it now."""
    corrects(hirer, application, database)
    save(hirer, "publicity", notes="We bring a piano")
    with database.write() as tx:
        case = cases.case_of(tx, tx.get_one(Application, application.id))
        cases.correct(tx, case, a_form(hall, has_speakers=True, speakers=(Speaker("Nadia Brightling"),)))
    hirer.page("check")
    hirer.post(f"{hirer.draft}/send")
    return hirer


def newest(database: Database, application: Application) -> tuple[int, list[str], str]:
    with database.read() as reader:
        version = reader.get_one(Application, application.id).latest
        form = service.form_of(version)
        return version.number, [speaker.name for speaker in form.speakers], form.notes


def test_an_older_correction_does_not_undo_a_newer_one(
    overtaken: Browser, application: Application, database: Database
) -> None:
    assert overtaken.answer.status_code == 409
    assert "The application was changed meanwhile" in overtaken.answer.text
    assert newest(database, application) == (2, ["Nadia Brightling"], "")


def test_what_was_typed_can_still_be_read(overtaken: Browser) -> None:
    assert "We bring a piano" in overtaken.page("check").text


def test_it_begins_again_from_the_newest_answers(
    overtaken: Browser, application: Application, database: Database
) -> None:
    overtaken.post(f"{overtaken.draft}/start-again")
    overtaken.draft = overtaken.answer.url.path
    save(overtaken, "publicity", notes="We bring a piano")
    overtaken.page("check")
    overtaken.post(f"{overtaken.draft}/send")
    assert newest(database, application) == (3, ["Nadia Brightling"], "We bring a piano")


def test_nobody_else_begins_it_again(overtaken: Browser, browser, hall: Space) -> None:
    stranger = browser().start()
    stranger.page("space")
    assert stranger.post(f"{overtaken.draft}/start-again").status_code == 404
    stranger.page("space")
    assert stranger.post(f"{stranger.draft}/start-again").status_code == 404


def test_a_correction_by_private_link_is_the_hirers_own(
    hirer: Browser, application: Application, database: Database
) -> None:
    corrects(hirer, application, database)
    with database.read() as reader:
        draft = draft_of(reader, hirer)
        assert (draft.channel, draft.entered_by) == ("online", None)
    assert "The hirer accepts" not in hirer.page("terms").text


CHANGES = {
    "closed": {"name": "Main Hall", "capacity": 100, "open": False},
    "smaller": {"name": "Main Hall", "capacity": 10, "open": True},
}


@pytest.fixture(params=["closed", "smaller", "shorter hours", "venue closed"])
def changed(request: pytest.FixtureRequest, application: Application, hall: Space, database: Database) -> str:
    """Something about the space that would no longer let it be booked as it is."""
    with database.write() as tx:
        space = tx.get_one(Space, hall.id)
        if request.param in CHANGES:
            for name, value in CHANGES[request.param].items():
                setattr(space, name, value)
        elif request.param == "venue closed":
            space.venue.open = False
        else:
            space.venue.closes = "20:00"
    return str(request.param)


def test_a_speaker_can_be_reported_whatever_became_of_the_space(
    changed: str, hirer: Browser, application: Application, database: Database
) -> None:
    corrects(hirer, application, database)
    save(hirer, "any-speakers", has_speakers="yes")
    hirer.page("speakers")
    hirer.save("speakers", **{"speakers-0-name": "Nadia Brightling"})
    hirer.page("check")
    hirer.post(f"{hirer.draft}/send")
    assert newest(database, application) == (2, ["Nadia Brightling"], "")


def test_another_time_is_held_to_the_rules_of_today(
    changed: str, hirer: Browser, application: Application, database: Database
) -> None:
    corrects(hirer, application, database)
    save(hirer, "when", start="20:00")
    assert (hirer.answer.status_code, hirer.at) == ((200, "people") if changed == "smaller" else (422, "when"))


def test_the_closed_space_of_another_is_not_offered(
    application: Application, hirer: Browser, hall: Space, database: Database
) -> None:
    with database.write() as tx:
        tx.get_one(Space, hall.id).open = False
    assert str(hall.uuid) not in hirer.page("space").text
