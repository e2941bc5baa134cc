"""Static files, and nothing else of the disk."""

import pytest

from tests.browsing import Browser


def test_a_file_is_served_as_what_it_is(browser: Browser) -> None:
    answer = browser.get("/static/venuecheck.css")
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert "govuk" in answer.text


def test_a_browser_that_has_it_is_told_so(browser: Browser) -> None:
    tag = browser.get("/static/htmx.min.js").headers["etag"]
    answer = browser.get("/static/htmx.min.js", headers={"if-none-match": tag})
    assert (answer.status_code, answer.content) == (304, b"")


@pytest.mark.parametrize("path", ["", "nothing.css", "..%2fpyproject.toml", "%2fetc%2fpasswd", "%00", "a" * 9000])
def test_what_is_not_a_static_file_is_not_there(browser: Browser, path: str) -> None:
    assert browser.get(f"/static/{path}").status_code == 404


def test_no_cookie_goes_out_with_a_static_file(browser: Browser) -> None:
    browser.client.cookies.clear()
    assert "set-cookie" not in browser.get("/static/favicon.svg").headers
