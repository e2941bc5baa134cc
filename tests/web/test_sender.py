"""A form is taken only from a page that we gave this very visitor."""

import pytest

from tests.browsing import Browser

FORM = "application/x-www-form-urlencoded"


def send(browser: Browser, token: str | bytes | None, **headers: str) -> int:
    body = b"" if token is None else b"csrf=" + (token.encode() if isinstance(token, str) else token)
    sent = {"content-type": FORM, **{name.replace("_", "-"): value for name, value in headers.items()}}
    raw = [(name.encode(), value.encode()) for name, value in sent.items()]
    return browser.client.post("/test/echo", content=body, headers=raw).status_code


def test_our_own_form_is_taken(browser: Browser) -> None:
    assert send(browser, browser.csrf) == 201


@pytest.mark.parametrize("token", [None, "", "wrong", "0" * 64, "é", "🦦", b"%ff%fe", b"\xff\x00", "a" * 100_000])
def test_a_missing_or_wrong_token_is_refused(browser: Browser, token: str | bytes | None) -> None:
    assert send(browser, token) == 403


def test_another_visits_token_is_refused(browser: Browser) -> None:
    assert send(browser, Browser(browser.app).csrf) == 403


def test_a_browser_without_a_cookie_is_refused(browser: Browser) -> None:
    token = browser.csrf
    browser.client.cookies.clear()
    assert send(browser, token) == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site", "", "nonsense"])
def test_what_the_browser_says_came_from_another_site_is_refused(browser: Browser, site: str) -> None:
    assert send(browser, browser.csrf, sec_fetch_site=site) == 403


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "http://testserver.local.evil.example", "https://testserver.local:1", "x", "http://[", "é"],
)
def test_another_origin_is_refused(browser: Browser, origin: str) -> None:
    assert send(browser, browser.csrf, origin=origin) == 403


@pytest.mark.parametrize("origin", ["http://testserver.local", "null"])
def test_our_own_origin_and_none_is_taken(browser: Browser, origin: str) -> None:
    assert send(browser, browser.csrf, origin=origin, sec_fetch_site="same-origin") == 201


def test_the_refusal_says_what_to_do(browser: Browser) -> None:
    answer = browser.client.post("/test/echo", data={"csrf": "old"})
    assert "load the page again" in answer.text
