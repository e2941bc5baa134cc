"""Every answer carries the headers that keep a browser safe, whatever it answers."""

import base64
import hashlib
import re

import pytest

from tests.browsing import Browser
from venuecheck.web.headers import POLICY, SAFE, TEMPLATE_SCRIPT

ANSWERS = [
    ("GET", "/sign-in", 200),
    ("GET", "/admin/staff", 303),
    ("POST", "/sign-in", 400),
    ("GET", "/nothing/here", 404),
    ("DELETE", "/sign-in", 405),
    ("BREW", "/sign-in", 405),
    ("GET", "/test/breaks", 500),
    ("GET", "/test/forgotten", 303),
    ("OPTIONS", "/sign-in", 204),
    ("HEAD", "/sign-in", 200),
    ("HEAD", "/nothing", 404),
    ("GET", "/static/venuecheck.css", 200),
    ("GET", "/static/nothing.css", 404),
    ("GET", "/static/../pyproject.toml", 404),
    ("GET", "/static/%2e%2e/pyproject.toml", 404),
    ("GET", "/schema", 404),
]


@pytest.mark.parametrize(("method", "path", "status"), ANSWERS)
def test_every_answer_is_safe(browser: Browser, method: str, path: str, status: int) -> None:
    answer = browser.client.request(method, path, follow_redirects=False)
    assert answer.status_code == status
    assert SAFE.items() <= dict(answer.headers).items()
    assert "Traceback" not in answer.text
    assert "secret words" not in answer.text


def test_a_refused_form_and_a_body_too_big_are_safe_too(browser: Browser) -> None:
    for answer, status in (
        (browser.post("/sign-in"), 422),
        (browser.post("/sign-in", {"email": "x" * 3_000_000}), 413),
    ):
        assert answer.status_code == status
        assert SAFE.items() <= dict(answer.headers).items()


def test_the_policy_lets_nothing_inline_or_from_elsewhere(browser: Browser) -> None:
    assert "unsafe" not in POLICY
    assert "http" not in POLICY
    assert POLICY.startswith("default-src 'none'")


def test_the_one_inline_script_has_the_hash_that_the_policy_names(browser: Browser) -> None:
    scripts = re.findall(r"<script>(.*?)</script>", browser.get("/sign-in").text, re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    assert [f"'sha256-{found}'" for found in hashes] == [TEMPLATE_SCRIPT]


def test_pages_are_not_stored_and_static_files_are(browser: Browser) -> None:
    assert browser.get("/sign-in").headers["cache-control"] == "no-store"
    assert "max-age" in browser.get("/static/venuecheck.css").headers["cache-control"]


def test_head_says_what_get_would_without_a_body(browser: Browser) -> None:
    whole, head = browser.get("/sign-in"), browser.client.head("/sign-in")
    assert head.content == b""
    assert head.headers["content-length"] == whole.headers["content-length"]
    assert head.headers["content-type"] == whole.headers["content-type"]
