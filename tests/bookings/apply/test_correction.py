"""A correction opens the form again with every answer."""

from datetime import time
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bookings.apply.conftest import Browser, next_month
from venuecheck.audit.log import HIRER, SYSTEM
from venuecheck.bookings import drafts, service, vocabulary
from venuecheck.bookings.application import ApplicationForm, Speaker
from venuecheck.bookings.models import Application, Space
from venuecheck.runtime.database import Base, Database
from venuecheck.runtime.errors import WrongStateError


def a_form(hall: Space, **changed: object) -> ApplicationForm:
    """A whole application as it was sent."""
    said = {
        "space": str(hall.uuid),
        "day": next_month(),
        "start": time(19, 30),
        "end": time(21),
        "hirer_name": "Ann Bee",
        "hirer_email": "ann@example.com",
        "over_18": True,
        "title": "Choir",
        "purpose": "We sing",
        "expected_numbers": 40,
        "openness": "members",
        "arrangement": "screened",
        "chosen_by": "speaker",
        "seating": "Rows",
        "declared": True,
    }
    return ApplicationForm(**(said | changed))


@pytest.fixture
def sent(hall: Space, database: Database) -> Application:
    with database.write() as tx:
        return service.place(tx, a_form(hall), by=HIRER)[0]


def correct(database: Database, application: Application, form: ApplicationForm, visit: str = "v") -> ApplicationForm:
    with database.write() as tx:
        return drafts.form_of_draft(
            tx, drafts.start_correction(tx, tx.get_one(Application, application.id), form, visit)
        )


def test_it_holds_every_answer_of_the_application(database: Database, hall: Space, sent: Application) -> None:
    form = a_form(hall, has_speakers=True, speakers=(Speaker("Ada", topic="Tea\r\nand cake"), Speaker("", True)))
    assert correct(database, sent, form) == form


def test_its_own_time_is_not_taken_for_it(hirer: Browser, database: Database, hall: Space, sent: Application) -> None:
    with database.write() as tx:
        draft = drafts.start_correction(tx, tx.get_one(Application, sent.id), a_form(hall), hirer.visit)
        hirer.draft = f"/apply/{draft.uuid}"
    hirer.page("when")
    hirer.save("when", **{name.replace("__", "-"): text for name, text in hirer.typed.items()})
    assert hirer.at == "check"
    assert "Send these changes" in hirer.answer.text


def test_a_draft_that_was_sent_can_no_longer_be_changed(
    hirer: Browser, database: Database, hall: Space, sent: Application
) -> None:
    with database.write() as tx:
        draft = drafts.start_correction(tx, tx.get_one(Application, sent.id), a_form(hall), hirer.visit)
        drafts.sent(tx, draft, tx.get_one(Application, sent.id))
        with pytest.raises(WrongStateError):
            drafts.sent(tx, draft, tx.get_one(Application, sent.id))
    assert hirer.get(f"/apply/{draft.uuid}/you").status_code == 409


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30).filter(str.strip)


def values(choices: tuple[vocabulary.Choice, ...]) -> st.SearchStrategy[str]:
    return st.sampled_from([choice.value for choice in choices])


SAID = st.fixed_dictionaries(
    {
        "hirer_name": TEXT,
        "hirer_other_names": TEXT,
        "hirer_role": TEXT,
        "hirer_address": TEXT,
        "organisation": TEXT,
        "organisation_kind": values(vocabulary.ORGANISATION_KINDS[1:]),
        "organisation_other_names": TEXT,
        "organisation_number": TEXT,
        "organisation_links": TEXT,
        "on_behalf_of": TEXT,
        "on_behalf_of_other_names": TEXT,
        "who_pays": TEXT,
        "title": TEXT,
        "purpose": TEXT,
        "publicity": TEXT,
        "notes": TEXT,
        "seating": TEXT,
        "reason": TEXT,
        "openness": values(vocabulary.OPENNESS),
        "arrangement": values(vocabulary.ARRANGEMENTS),
        "chosen_by": values(vocabulary.CHOSEN_BY),
        "set_up_minutes": st.integers(0, 60),
        "clear_down_minutes": st.integers(0, 60),
        "expected_numbers": st.integers(1, 100),
        "hirer_phone": st.sampled_from(["", "01632 960 001"]),
        "speakers": st.lists(
            st.builds(Speaker, TEXT, st.booleans(), TEXT, TEXT, TEXT, TEXT, TEXT), min_size=1, max_size=3
        ).map(tuple),
    }
)
ELECTION = {"purpose_kind": "election_meeting", "election": "Tarn ward", "has_speakers": True}


@given(said=SAID)
@settings(max_examples=40, deadline=None)
def test_every_field_of_the_application_can_be_reached(said: dict[str, object]) -> None:
    """From an application to what was typed and back: nothing is lost, whatever it says."""
    whole = _in_memory()
    with whole.write() as tx:
        hall = tx.query(Space).one()
        form = a_form(hall, **said, **ELECTION, layout=str(hall.layouts[0].uuid))
        form = form if form.expected_numbers <= 80 else a_form(hall, **(said | {"expected_numbers": 80}), **ELECTION)
        draft = drafts.start(tx, "v")
        draft.answers = drafts.answers_of(form)
        assert drafts.form_of_draft(tx, draft) == form
        tx.rollback()


@cache
def _in_memory() -> Database:
    """One council for all examples."""
    database = Database("sqlite://")
    Base.metadata.create_all(database.engine)
    with database.write() as tx:
        venue = service.add_venue(tx, name="Mill House", by=SYSTEM)
        hall = service.add_space(tx, venue, name="Main Hall", capacity=100, by=SYSTEM)
        service.add_layout(tx, hall, name="Rows", capacity=80, by=SYSTEM)
    return database
