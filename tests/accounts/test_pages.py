"""The pages of accounts, asked of the real application."""

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar import Litestar
from sqlalchemy import select

from tests.accounts.builders import PASSWORD, WRONG_PASSWORD, a_user
from tests.browsing import Browser
from venuecheck.accounts.models import User
from venuecheck.accounts.roles import Role
from venuecheck.accounts.routes import local_path
from venuecheck.app import create_app
from venuecheck.runtime.database import Database
from venuecheck.runtime.settings import Settings


@pytest.fixture
def browser(app: Litestar) -> Browser:
    return Browser(app)


def words(text: str) -> str:
    """What stands on a page, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", text))


class TestSignIn:
    def test_it_goes_to_the_page_that_was_asked_for_on_a_new_token(self, browser: Browser, ben: User) -> None:
        old = browser.token
        answer = browser.post("/sign-in", {"email": ben.email, "password": PASSWORD, "after": "/account/password"})
        assert (answer.status_code, answer.headers["location"]) == (303, "/account/password")
        assert browser.token != old
        assert browser.get("/account/password").status_code == 200

    def test_the_old_token_is_of_no_use(self, browser: Browser, ben: User) -> None:
        old = browser.token
        browser.post("/sign-in", {"email": ben.email, "password": PASSWORD})
        browser.be_on(old)
        assert browser.get("/account/password").status_code == 303

    @pytest.mark.parametrize("email", ["ben@example.org", "nobody@example.org"])
    def test_a_wrong_password_keeps_the_address_and_never_shows_the_password(
        self, browser: Browser, ben: User, email: str
    ) -> None:
        answer = browser.post("/sign-in", {"email": email, "password": WRONG_PASSWORD, "after": "/admin/staff"})
        assert answer.status_code == 422
        assert "The e-mail address or the password is not right" in answer.text
        assert f'value="{email}"' in answer.text
        assert 'value="/admin/staff"' in answer.text
        assert WRONG_PASSWORD not in answer.text

    def test_too_many_failures_say_when_to_try_again(self, browser: Browser, ben: User) -> None:
        for _ in range(5):
            browser.post("/sign-in", {"email": ben.email, "password": WRONG_PASSWORD})
        answer = browser.post("/sign-in", {"email": ben.email, "password": PASSWORD})
        assert "Try again in a minute" in answer.text

    def test_somebody_signed_in_goes_straight_on(self, browser: Browser, ben: User) -> None:
        browser.sign_in_as(ben.uuid)
        assert browser.get("/sign-in?after=/somewhere").headers["location"] == "/somewhere"

    def test_whoever_was_signed_out_meanwhile_is_told_that_nothing_was_saved(self, browser: Browser) -> None:
        answer = browser.post("/account/password", {"password": "something new and long"})
        assert "nothing of it was saved" in browser.get(answer.headers["location"]).text
        assert "nothing of it was saved" not in browser.get("/sign-in").text

    def test_signing_out_leaves_nothing(self, browser: Browser, ben: User) -> None:
        token = browser.sign_in_as(ben.uuid).token
        assert browser.post("/sign-out").headers["location"] == "/"
        browser.be_on(token)
        assert browser.get("/account/password").status_code == 303

    @pytest.mark.parametrize(
        "path",
        ["//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil", "javascript:alert(1)", "/a//b", "/\t/x",
         "/x\r\nSet-Cookie: a=b", "", "x", "/" + "a" * 600, "/a?b=//c", "/é"],
    )  # fmt: skip
    def test_it_never_leads_elsewhere(self, path: str) -> None:
        assert local_path(path) == "/staff"

    @given(st.text(alphabet="/\\.:@%?#\t\n a-0é", max_size=30))
    def test_whatever_is_given_the_way_on_is_local(self, path: str) -> None:
        split = urlsplit(local_path(path))
        assert (split.scheme, split.netloc) == ("", "")
        assert split.path.startswith("/")


class TestPassword:
    def test_a_new_one_works_at_once(self, browser: Browser, ben: User) -> None:
        browser.sign_in_as(ben.uuid)
        sent = {"old_password": PASSWORD, "password": "three unlikely teapots"}
        assert browser.post("/account/password", sent).status_code == 303
        assert browser.get("/account/password").status_code == 200

    @pytest.mark.parametrize(
        ("old", "new", "message"),
        [
            (WRONG_PASSWORD, "three unlikely teapots", "This is not your password now"),
            (PASSWORD, "short", "12 characters or more"),
            (PASSWORD, "password1234", "harder to guess"),
            ("", "", "Enter a new password"),
        ],
    )
    def test_what_is_refused_is_said_and_never_shown(
        self, browser: Browser, ben: User, old: str, new: str, message: str
    ) -> None:
        browser.sign_in_as(ben.uuid)
        answer = browser.post("/account/password", {"old_password": old, "password": new})
        assert answer.status_code == 422
        assert message in answer.text
        assert not new or new not in answer.text

    def test_a_temporary_one_opens_no_other_page(self, browser: Browser, database: Database) -> None:
        with database.write() as tx:
            cy = a_user(tx, "Cy", Role.ADMINISTRATOR, temporary=PASSWORD)
        browser.post("/sign-in", {"email": cy.email, "password": PASSWORD})
        assert browser.get("/admin/staff").headers["location"] == "/account/password"
        assert browser.post("/account/password", {"password": "three unlikely teapots"}).status_code == 303
        assert browser.get("/admin/staff").status_code == 200


class TestStaff:
    def test_somebody_new_gets_a_password_that_is_shown_once_and_works(
        self, browser: Browser, app: Litestar, ada: User
    ) -> None:
        browser.sign_in_as(ada.uuid)
        sent = {"name": "Zoë O’Neill", "email": "zoe@example.org", "roles": ["auditor", "senior_officer"]}
        answer = browser.post("/admin/staff/new", sent)
        temporary = re.search(r"<code>(.+?)</code>", answer.text)[1]
        assert "Zoë O’Neill" in words(browser.get("/admin/staff").text)
        assert temporary not in browser.get("/admin/staff").text
        signed_in = Browser(app).post("/sign-in", {"email": "zoe@example.org", "password": temporary})
        assert signed_in.status_code == 303

    def test_sent_twice_there_is_still_one(self, browser: Browser, database: Database, ada: User) -> None:
        browser.sign_in_as(ada.uuid)
        sent = {"name": "Zoë", "email": "zoe@example.org", "roles": "auditor"}
        assert [browser.post("/admin/staff/new", sent).status_code for _ in range(2)] == [200, 422]
        with database.read() as reader:
            assert len(reader.scalars(select(User)).all()) == 2

    def test_what_was_typed_is_kept(self, browser: Browser, ada: User) -> None:
        browser.sign_in_as(ada.uuid)
        answer = browser.post("/admin/staff/new", {"name": "<b>Zoë", "email": "zoe", "roles": ["auditor", "emperor"]})
        assert answer.status_code == 422
        assert 'value="&lt;b&gt;Zoë"' in answer.text
        assert 'value="zoe"' in answer.text
        assert re.search(r'value="auditor" checked', answer.text)

    def test_ones_own_roles_change_on_a_new_token(self, browser: Browser, ada: User) -> None:
        old = browser.sign_in_as(ada.uuid).token
        answer = browser.post(f"/admin/staff/{ada.uuid}/roles", {"roles": ["administrator", "auditor"]})
        assert answer.headers["location"] == "/staff"
        assert browser.token != old
        assert browser.get("/admin/staff").status_code == 200

    def test_the_last_administrator_is_told_beside_the_roles(self, browser: Browser, ada: User) -> None:
        browser.sign_in_as(ada.uuid)
        answer = browser.post(f"/admin/staff/{ada.uuid}/roles", {"roles": ["auditor"]})
        assert answer.status_code == 422
        assert "last administrator" in answer.text
        assert browser.post(f"/admin/staff/{ada.uuid}/close").status_code == 422

    def test_the_page_says_how_the_account_stands(self, browser: Browser, ada: User, ben: User) -> None:
        browser.sign_in_as(ada.uuid)
        page = f"/admin/staff/{ben.uuid}"
        assert "Open" in words(browser.get(page).text)
        browser.post(f"{page}/close")
        assert "This account is closed" in words(browser.get(page).text)
        browser.post(f"{page}/reopen")
        assert "No password yet" in words(browser.get(page).text)
        browser.post(f"{page}/password")
        assert "Temporary password" in words(browser.get(page).text)

    @pytest.mark.parametrize("act", ["roles", "close", "reopen", "password"])
    def test_somebody_who_is_not_there_is_a_page_not_found(self, browser: Browser, ada: User, act: str) -> None:
        browser.sign_in_as(ada.uuid)
        assert browser.post(f"/admin/staff/{uuid4()}/{act}", {"roles": "auditor"}).status_code == 404


class TestDemo:
    @pytest.fixture
    def demo(self, settings: Settings, database: Database) -> Browser:
        return Browser(create_app(replace(settings, demo=True), database, working=False))

    def test_one_click_signs_in(self, demo: Browser, ada: User) -> None:
        assert "Be Ada" in demo.get("/demo").text
        assert demo.post("/demo/sign-in", {"user": str(ada.uuid)}).headers["location"] == "/staff"
        assert demo.get("/admin/staff").status_code == 200

    @pytest.mark.parametrize("user", ["", "nobody", str(UUID(int=0)), "x" * 9999])
    def test_nobody_else_is_signed_in(self, demo: Browser, user: str) -> None:
        assert demo.post("/demo/sign-in", {"user": user}).status_code == 404

    def test_without_the_demo_there_is_no_such_page(self, browser: Browser, ada: User) -> None:
        assert browser.get("/demo").status_code == 404
        assert browser.post("/demo/sign-in", {"user": str(ada.uuid)}).status_code == 404
        assert "Who can I be?" not in browser.get("/sign-in").text

    def test_only_the_demo_says_that_it_is_fictional(self, demo: Browser, browser: Browser, tmp_path: Path) -> None:
        assert "made up" in demo.get("/sign-in").text
        assert "made up" not in browser.get("/sign-in").text
