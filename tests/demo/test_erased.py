"""Every application of the demo that has ended can be erased: its pages open, and nothing of it is left."""

import html
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from tests.browsing import Browser
from venuecheck.accounts.models import User
from venuecheck.accounts.roles import Role
from venuecheck.app import create_app
from venuecheck.audit.log import SYSTEM
from venuecheck.bookings.models import Hold
from venuecheck.cases import erasing
from venuecheck.cases.acts import STATES, State
from venuecheck.cases.models import Case
from venuecheck.demo.stage import Stage
from venuecheck.runtime.clock import now

ADDRESSES = ("/cases/{}", "/history/cases/{}", "/history/hirers/{}")


@pytest.fixture
def erased(copy: Stage) -> dict[str, list[str]]:
    """What every case that has ended said, by its UUID, before it was erased. Their events count as long past."""
    said = {}
    with copy.database.write() as tx:
        then = now() - timedelta(days=3)
        tx.execute(update(Hold).values(start=then - timedelta(hours=2), end=then))
        for case in tx.scalars(select(Case)).all():
            if STATES[State(case.state)].ended:
                form = case.application.latest.content
                said[str(case.uuid)] = [form["title"], form["hirer_name"], form["hirer_email"]]
                erasing.erase(tx, case, erasing.Ground.TIME, "", SYSTEM)
    copy.work()
    return said


def test_every_page_of_it_opens_and_says_nothing_of_it(copy: Stage, erased: dict[str, list[str]]) -> None:
    app = create_app(copy.settings, copy.database, working=False)
    with copy.database.read() as reader:
        staff = reader.scalars(select(User)).all()
    for role in (Role.BOOKING_OFFICER, Role.PREVENT_OFFICER, Role.SENIOR_OFFICER, Role.AUDITOR):
        browser = Browser(app).sign_in_as(next(user.uuid for user in staff if role in user.roles))
        for case, said in erased.items():
            for address in ADDRESSES:
                answer = browser.get(address.format(case))
                assert answer.status_code == 200, (role, address)
                assert [words for words in said if words in html.unescape(answer.text)] == [], (role, address)


def test_nothing_of_it_is_left_in_any_file(copy: Stage, erased: dict[str, list[str]]) -> None:
    files = [path for path in copy.settings.data_dir.rglob("*") if path.is_file()]
    content = b"\0".join(path.read_bytes() for path in files).lower()
    assert len(erased) > 5
    assert [words for said in erased.values() for words in said if words.lower().encode() in content] == []
