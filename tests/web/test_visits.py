"""The visit's cookie: ours alone, made anew at sign-in, and of no use when it is old."""

from dataclasses import replace
from datetime import timedelta
from http.cookies import SimpleCookie
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.accounts.builders import a_user
from tests.browsing import Browser
from venuecheck.accounts.roles import Role
from venuecheck.runtime import clock
from venuecheck.runtime.database import Database
from venuecheck.runtime.secret import installation_secret
from venuecheck.runtime.settings import Settings
from venuecheck.web import visits

SECRET = b"s" * 32


@pytest.fixture(scope="module")
def ada(database: Database) -> UUID:
    with database.write() as tx:
        return a_user(tx, "Ada", Role.ADMINISTRATOR).uuid


def later(monkeypatch: pytest.MonkeyPatch, **length: float) -> None:
    monkeypatch.setattr(visits, "now", lambda: clock.now() + timedelta(**length))


def test_a_new_browser_gets_a_cookie_that_scripts_and_other_sites_cannot_have(browser: Browser) -> None:
    browser.client.cookies.clear()
    given_out = browser.get("/sign-in").headers["set-cookie"]
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(given_out.split("; "))


def test_over_tls_it_is_bound_to_this_host(settings: Settings) -> None:
    line = visits.cookie(replace(settings, base_url="https://hire.example.gov.uk"), "token", SECRET)
    assert line.startswith("__Host-visit=token.")
    assert "Secure" in line
    assert "Domain" not in line


def test_a_known_browser_keeps_its_cookie(browser: Browser) -> None:
    assert "set-cookie" not in browser.get("/sign-in").headers
    assert "set-cookie" not in browser.get("/nothing/here").headers


@pytest.mark.parametrize(
    "value",
    ["made-up", "made.1.up", "", ".", "..", "a.b.c.d", "é", "x" * 4000, "token.1." + "0" * 64, '"', "a;b", "%00"],
)
def test_a_made_up_cookie_is_worth_nothing(browser: Browser, value: str) -> None:
    browser.client.cookies.clear()
    answer = browser.client.get("/sign-in", headers=[(b"cookie", f"visit={value}".encode())])
    assert answer.status_code == 200
    assert value not in SimpleCookie(answer.headers["set-cookie"])["visit"].value or value in {"", "."}


@given(st.text(max_size=200))
def test_no_text_is_taken_for_a_cookie_of_ours(value: str) -> None:
    assert visits.unsigned(value, SECRET) is None


def test_a_cookie_of_another_installation_is_worth_nothing() -> None:
    assert visits.unsigned(visits.signed("token", SECRET), b"t" * 32) is None
    assert visits.unsigned(visits.signed("token", SECRET), SECRET)[0] == "token"


def test_the_time_in_a_cookie_cannot_be_changed() -> None:
    token, _, signature = visits.signed("token", SECRET).split(".")
    assert visits.unsigned(f"{token}.9999999999.{signature}", SECRET) is None


def test_an_hour_without_work_ends_a_signed_in_visit(
    browser: Browser, ada: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser.sign_in_as(ada)
    old = browser.token
    later(monkeypatch, minutes=61)
    assert browser.get("/admin/staff").headers["location"] == "/sign-in?after=/admin/staff"
    assert browser.token != old
    assert browser.get("/admin/staff").status_code == 303


def test_work_keeps_a_visit_alive_and_writes_nothing(
    browser: Browser, ada: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser.sign_in_as(ada)
    for minutes in range(0, 300, 50):
        later(monkeypatch, minutes=minutes)
        assert browser.get("/admin/staff").status_code == 200


def test_an_old_copy_of_a_cookie_is_worth_nothing(browser: Browser, ada: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    browser.sign_in_as(ada)
    copy = browser.client.cookies["visit"]
    for minutes in (30, 80):
        later(monkeypatch, minutes=minutes)
        assert browser.get("/admin/staff").status_code == 200
    browser.client.cookies.clear()
    browser.client.cookies.set("visit", copy, domain="testserver.local")
    assert browser.get("/admin/staff").status_code == 303


def test_a_hirers_visit_does_not_end(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    token = browser.token
    later(monkeypatch, days=3)
    assert "set-cookie" not in browser.get("/sign-in").headers
    assert browser.token == token


def test_the_secret_is_for_the_owner_alone(tmp_path: Path) -> None:
    secret = installation_secret(tmp_path)
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0
    assert installation_secret(tmp_path) == secret
    (tmp_path / "secret").chmod(0o644)
    with pytest.raises(PermissionError, match="chmod 600"):
        installation_secret(tmp_path)
