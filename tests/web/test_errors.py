"""Whatever is asked, the answer is a page in plain words."""

import sqlite3

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from litestar import Litestar
from sqlalchemy.exc import OperationalError

from tests.browsing import Browser

FUZZ = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize(
    "path",
    ["/%00", "/%ff", "/%ED%A0%80", "/a%0d%0aSet-Cookie:x=1", "/%2e%2e/%2e%2e/etc/passwd", "/" + "a" * 60_000, "//evil.example",
     "/admin/staff/%00", "/admin/staff/not-a-uuid", "/admin/staff/1%2F2", "/static/%00", "/static/" + "a" * 5000,
     "/static/a%2F..%2F..%2Fpyproject.toml", "/sign-in/", "/sign-in/%F0%9F%A6%A6", "/;x", "/?" + "a=1&" * 5000, "/%",
     "/sign-in?after=%ff", "/sign-in?after=%00", "/sign-in?" + "&".join(f"after={n}" for n in range(500))],
)  # fmt: skip
def test_no_address_breaks_anything(browser: Browser, path: str) -> None:
    answer = browser.get(path)
    assert answer.status_code < 500
    assert "<h1" in answer.text or answer.status_code == 303
    assert "root:" not in answer.text


@settings(FUZZ, max_examples=40)
@given(raw=st.binary(max_size=40), query=st.binary(max_size=40))
def test_no_bytes_in_an_address_break_anything(browser: Browser, raw: bytes, query: bytes) -> None:
    path = "".join(f"%{byte:02x}" for byte in raw)
    asked = "".join(f"%{byte:02x}" for byte in query)
    for start in ("/", "/sign-in?after=", "/static/", "/admin/staff/"):
        assert browser.get(f"{start}{path}").status_code < 500
    assert browser.get(f"/sign-in?{asked}={path}").status_code < 500


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "BREW", "CONNECT"])
def test_a_method_that_no_page_has_gets_a_page(browser: Browser, method: str) -> None:
    answer = browser.client.request(method, "/sign-in")
    assert answer.status_code == 405
    assert "Page not found" in answer.text


@pytest.mark.parametrize(
    ("name", "value"),
    [(b"cookie", b"\xff\xfe=\x00"), (b"cookie", b"visit=" + b"\xe9" * 50), (b"host", b"["), (b"host", b"evil example"),
     (b"host", b"\xff"), (b"accept-language", b"\xff" * 500), (b"x-forwarded-host", b"evil.example"),
     (b"content-length", b"-1"), (b"content-length", b"\xb2"), (b"range", b"bytes=9-1"), (b"hx-request", b"\xff")],
)  # fmt: skip
def test_no_header_breaks_anything(browser: Browser, name: bytes, value: bytes) -> None:
    for path in ("/sign-in", "/nothing", "/static/venuecheck.css"):
        assert browser.client.get(path, headers=[(name, value)]).status_code < 500


def test_a_fault_of_ours_says_that_nothing_was_half_saved(browser: Browser, caplog: pytest.LogCaptureFixture) -> None:
    answer = browser.get("/test/breaks?token=private")
    assert answer.status_code == 500
    assert "half saved" in answer.text
    assert "RuntimeError" not in answer.text
    assert "private" not in caplog.records[0].getMessage()


def test_even_when_nobody_can_be_recognised_the_answer_is_a_page(
    app: Litestar, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_digest: str) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setitem(app.state._state, "lookup", broken)
    assert "went wrong on our side" in browser.get("/sign-in").text
    assert "Page not found" in browser.get("/nothing/here").text


def test_someone_signed_in_stays_so_on_a_page_that_is_not_there(browser: Browser) -> None:
    assert "Staff sign in" in browser.get("/nothing").text


def test_the_page_that_was_asked_for_is_shown_after_signing_in(browser: Browser) -> None:
    assert browser.get("/admin/staff?page=2").headers["location"] == "/sign-in?after=/admin/staff"
    assert browser.post("/admin/staff/new").headers["location"] == "/sign-in?unsaved=1"


def test_a_database_that_is_busy_for_too_long_says_so_and_asks_to_try_again(
    browser: Browser, database, monkeypatch
) -> None:
    def busy(*_: object) -> None:
        raise OperationalError("INSERT", {}, sqlite3.OperationalError("database is locked"))

    monkeypatch.setattr(database, "write", busy)
    answer = browser.post("/apply")
    assert answer.status_code == 503
    assert "send it again in a minute" in answer.text
