"""Training for approving hires, and deputies for senior officers."""

from datetime import date, timedelta

import pytest

from tests.accounts.builders import a_user
from tests.browsing import Browser
from venuecheck.accounts import duty, standing
from venuecheck.accounts.models import User
from venuecheck.accounts.roles import Role
from venuecheck.app import create_app
from venuecheck.audit.log import SYSTEM
from venuecheck.runtime.clock import today
from venuecheck.runtime.database import Database, Transaction
from venuecheck.runtime.errors import InvalidError, NotPermittedError

DAY = timedelta(days=1)


@pytest.fixture
def seniors(database: Database, ada: User) -> tuple[User, User]:
    """Sue, a senior officer, and Dee, who may stand in for her."""
    with database.write() as tx:
        return a_user(tx, "Sue", Role.SENIOR_OFFICER), a_user(tx, "Dee", Role.EQUALITY_LEAD)


def named(tx: Transaction, seniors: tuple[User, User], by: User, first: int = 0, last: int = 5) -> None:
    sue, dee = seniors
    duty.name_deputy(tx, sue.uuid, dee.uuid, today() + first * DAY, today() + last * DAY, by.uuid)


@pytest.mark.parametrize(("ago", "ahead", "counts"), [(0, 0, True), (100, 1, True), (100, -1, False)])
def test_training_counts_from_its_day_to_its_last(database: Database, ben: User, ago, ahead, counts):
    with database.write() as tx:
        duty.record_training(tx, ben.uuid, today() - ago * DAY, today() + ahead * DAY, SYSTEM)
        assert standing.is_trained(tx, ben.uuid) is counts


def test_without_a_record_nobody_is_trained(tx: Transaction, ben: User):
    assert not standing.is_trained(tx, ben.uuid)


@pytest.mark.parametrize(("held", "expires", "field"), [(1, 9, "held"), (-1, -2, "expires"), (-1, 6 * 366, "expires")])
def test_days_of_training_that_cannot_be_are_refused(tx: Transaction, ben: User, held, expires, field):
    with pytest.raises(InvalidError) as refused:
        duty.record_training(tx, ben.uuid, today() + held * DAY, today() + expires * DAY, SYSTEM)
    assert refused.value.field == field


def test_the_same_training_twice_is_one_record(tx: Transaction, ben: User):
    one, two = (duty.record_training(tx, ben.uuid, date(2026, 1, 1), date(2027, 1, 1), SYSTEM) for _ in range(2))
    assert one is two


def test_a_deputy_of_today_has_the_role_of_a_senior_officer(database: Database, ada: User, seniors):
    with database.write() as tx:
        named(tx, seniors, ada)
        assert [user.name for user in standing.holders(tx, Role.SENIOR_OFFICER)] == ["Dee", "Sue"]
        assert standing.deputises_for(tx, seniors[1].uuid) == seniors[0].uuid


def test_the_role_comes_with_the_visit_and_goes_with_the_last_day(database: Database, ada: User, seniors, settings):
    app = create_app(settings, database, working=False)
    dee = Browser(app).sign_in_as(seniors[1].uuid)
    assert dee.get("/queues/with_senior").status_code == 404
    with database.write() as tx:
        named(tx, seniors, ada)
    assert dee.get("/queues/with_senior").status_code == 200
    with database.write() as tx:
        duty.end_deputy(tx, tx.query(duty.Deputy).one().uuid, ada.uuid)
    assert dee.get("/queues/with_senior").status_code == 404


@pytest.mark.parametrize(("first", "last"), [(1, 5), (-5, -1)])
def test_before_the_first_day_and_after_the_last_a_deputy_is_none(database: Database, ada: User, seniors, first, last):
    sue, dee = seniors
    with database.write() as tx:
        row = duty.Deputy(senior=sue.uuid, deputy=dee.uuid, first=today() + first * DAY, last=today() + last * DAY)
        tx.add(row)
        assert standing.roles_as_deputy(tx, dee.uuid) == frozenset()
        tx.rollback()


def test_nobody_names_themselves_or_a_deputy_as_a_deputy(database: Database, ada: User, seniors):
    sue, dee = seniors
    with database.write() as tx:
        with pytest.raises(InvalidError, match="Nobody names themselves"):
            duty.name_deputy(tx, sue.uuid, ada.uuid, today(), today(), ada.uuid)
        named(tx, seniors, ada)
        with pytest.raises(NotPermittedError):
            duty.name_deputy(tx, sue.uuid, ada.uuid, today(), today(), dee.uuid)


@pytest.mark.parametrize(("first", "last"), [(2, 1), (-9, -1), (0, 400)])
def test_days_of_a_deputy_that_cannot_be_are_refused(tx: Transaction, ada: User, seniors, first, last):
    with pytest.raises(InvalidError) as refused:
        named(tx, seniors, ada, first, last)
    assert refused.value.field == "last"


def test_whoever_is_no_senior_officer_needs_no_deputy(tx: Transaction, ada: User, ben: User, seniors):
    with pytest.raises(InvalidError, match="Choose a senior officer"):
        duty.name_deputy(tx, ben.uuid, seniors[1].uuid, today(), today(), ada.uuid)


class TestPages:
    @pytest.fixture
    def browser(self, database: Database, ada: User, settings) -> Browser:
        return Browser(create_app(settings, database, working=False)).sign_in_as(ada.uuid)

    def test_an_administrator_records_training(self, browser: Browser, database: Database, ben: User):
        there = f"/admin/staff/{ben.uuid}/training"
        assert "None recorded" in browser.get(there).text
        answer = browser.post(there, {"held": "5/1/2026", "expires": str(today() + 9 * DAY)})
        assert answer.status_code == 303
        assert "In date until" in browser.get("/admin/training").text

    def test_what_is_no_day_is_told_beside_its_field(self, browser: Browser, ben: User):
        answer = browser.post(f"/admin/staff/{ben.uuid}/training", {"held": "5 Jan", "expires": ""})
        assert answer.status_code == 422
        assert "Enter the day of the training, like 27/3/2027" in answer.text
        assert 'value="5 Jan"' in answer.text

    def test_an_administrator_names_a_deputy_and_ends_it(self, browser: Browser, seniors, database: Database):
        sue, dee = seniors
        fields = {"senior": str(sue.uuid), "deputy": str(dee.uuid), "first": str(today()), "last": str(today() + DAY)}
        assert browser.post("/deputies", fields).status_code == 303
        text = browser.get("/deputies").text
        assert "Now" in text
        with database.read() as reader:
            uuid = reader.query(duty.Deputy).one().uuid
        browser.post(f"/deputies/{uuid}/end")
        assert "Ended early" in browser.get("/deputies").text

    def test_a_deputy_without_anything_chosen_is_told_so(self, browser: Browser):
        answer = browser.post("/deputies", {"first": str(today()), "last": str(today())})
        assert "Choose a senior officer" in answer.text
        assert answer.status_code == 422
