"""Reading forms: every byte accounted for, and a plain answer to whatever else is sent."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote_from_bytes

import anyio
import pytest
from httpx import Response
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from litestar import Litestar

from tests.browsing import Browser
from venuecheck.runtime.text import is_blank, too_many_marks, unseen
from venuecheck.web.posted import MOST_FIELDS

URLENCODED = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=frontier"
FUZZ = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def send(browser: Browser, body: bytes | Iterator[bytes], kind: str | bytes | None = URLENCODED) -> Response:
    """Send these bytes as they are; an iterator goes out in chunks without a length."""
    raw = kind.encode() if isinstance(kind, str) else kind
    headers = [(b"content-type", raw)] if raw is not None else []
    return browser.client.post("/test/echo", content=body, headers=headers)


def read(answer: Response) -> dict[str, Any]:
    """What the application read, without the token."""
    assert answer.status_code == 201, answer.text
    found = json.loads(answer.text)
    found["fields"] = [(name, value) for name, value in found["fields"] if name != "csrf"]
    return dict(found)


def encoded(browser: Browser, fields: str | bytes) -> bytes:
    return f"csrf={browser.csrf}&".encode() + (fields.encode() if isinstance(fields, str) else fields)


def part(name: str, content: bytes, more: str = "") -> bytes:
    disposition = f'--frontier\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'
    return disposition.encode() + content + b"\r\n"


def parts(browser: Browser, *several: bytes, end: bytes = b"--frontier--\r\n") -> bytes:
    return part("csrf", browser.csrf.encode()) + b"".join(several) + end


def test_fields_keep_their_order_and_repeat(browser: Browser) -> None:
    found = read(send(browser, encoded(browser, "b=1&a=2&b=3&empty=&none&x=%26+%2B%C3%A9")))
    assert found["fields"] == [("b", "1"), ("a", "2"), ("b", "3"), ("empty", ""), ("none", ""), ("x", "& +é")]


def test_multipart_says_the_same_and_brings_files(browser: Browser) -> None:
    body = parts(browser, part("a", "é %41 +".encode()), part("flyer", b"%PDF", '; filename="../../x.pdf"'))
    found = read(send(browser, body, MULTIPART))
    assert found["fields"] == [("a", "é %41 +")]
    assert found["files"] == {"flyer": ["../../x.pdf", 4]}


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        (b"caf%E9", "caf"),
        (b"%FF%FEok", "ok"),
        (b"caf\xe9", "caf"),
        (b"a%00b", "ab"),
        (b"a%E2%80%AEb", "ab"),
        (b"%ED%A0%80x", "x"),
        (b"%EF%BB%BFx", "x"),
        (b"a%E2%81%A6b%00%E2%80%AA", "ab"),
    ],
)
def test_what_cannot_be_shown_is_taken_out_and_told(browser: Browser, raw: bytes, kept: str) -> None:
    found = read(send(browser, encoded(browser, b"purpose=" + raw)))
    assert found["fields"] == [("purpose", kept)]
    assert "purpose" in found["faults"]


@pytest.mark.parametrize("text", ["line\r\nline", "tab\there", "😀🇬🇧", "محمد", "a\u0301", "\u200dzwj", "&<>\"'", "�"])
def test_honest_text_is_kept_as_typed(browser: Browser, text: str) -> None:
    found = read(send(browser, encoded(browser, b"purpose=" + quote_from_bytes(text.encode()).encode())))
    assert found["fields"] == [("purpose", text)]
    assert found["faults"] == {}


@pytest.mark.parametrize("text", [" ", "\u200b\u200b", "\u3164", "\r\n"])
def test_what_nobody_can_see_counts_as_nothing(browser: Browser, text: str) -> None:
    found = read(send(browser, encoded(browser, b"hirer_name=" + quote_from_bytes(text.encode()).encode())))
    assert found["fields"] == [("hirer_name", "")]


def test_a_letter_under_a_heap_of_accents_is_told(browser: Browser) -> None:
    found = read(send(browser, encoded(browser, "name=a" + "%CC%81" * 50)))
    assert "more accents" in found["faults"]["name"]


def test_six_thousand_fields_are_read_and_one_more_is_not(browser: Browser) -> None:
    assert len(read(send(browser, encoded(browser, "a=1&" * (MOST_FIELDS - 1))))["fields"]) == MOST_FIELDS - 1
    answer = send(browser, encoded(browser, "a=1&" * MOST_FIELDS))
    assert answer.status_code == 400
    assert "too many fields" in answer.text


def test_six_thousand_parts_and_one_are_refused_too(browser: Browser) -> None:
    assert send(browser, parts(browser, *[part("a", b"1")] * MOST_FIELDS), MULTIPART).status_code == 400


def test_an_upload_that_was_cut_off_is_refused_wherever_it_was_cut(browser: Browser) -> None:
    whole = parts(browser, part("flyer", b"%PDF-1.7" * 10, '; filename="x.pdf"'))
    last = whole.rindex(b"--\r\n")
    for length in [*range(1, last, 23), last, last + 1]:
        answer = send(browser, whole[:length], MULTIPART)
        assert answer.status_code == 400, whole[:length]
    assert "cut off" in answer.text


@pytest.mark.parametrize(
    "kind",
    [None, "", "text/plain", "application/json", "application/octet-stream", "multipart/form-data", "multipart/mixed",
     "multipart/form-data; boundary=", "multipart/form-data; boundary=é", b"\xff\xfe", ";;;=", "x" * 10_000,
     "multipart/form-data; boundary=" + "b" * 5000],
)  # fmt: skip
def test_what_is_no_form_is_refused(browser: Browser, kind: str | bytes | None) -> None:
    answer = send(browser, b"csrf=1", kind)
    assert answer.status_code == 400
    assert "We could not read what was sent" in answer.text


@pytest.mark.parametrize(
    "headers",
    [b"Content-Transfer-Encoding: base64", b"Content-Transfer-Encoding: nonsense", b"Content-Disposition: form-data",
     b"Content-Disposition: form-data; name*=utf-8''%ff", b": no name", b"X: \xff\xfe", b"X: " + b"y" * 20_000, b""],
)  # fmt: skip
def test_odd_parts_get_an_answer(browser: Browser, headers: bytes) -> None:
    odd = b"--frontier\r\n" + headers + b"\r\n\r\n*not base64*\r\n"
    assert send(browser, parts(browser, odd), MULTIPART).status_code in {201, 400}


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_of_three_megabytes_gets_the_page_for_it(browser: Browser, chunked: bool) -> None:
    body = encoded(browser, "name=" + "x" * 3_000_000)
    sent = (body[start : start + 65_536] for start in range(0, len(body), 65_536)) if chunked else body
    answer = send(browser, sent)
    assert answer.status_code == 413
    assert "too big" in answer.text


def test_a_name_of_almost_two_megabytes_is_read(browser: Browser) -> None:
    assert len(read(send(browser, encoded(browser, "name=" + "x" * 1_900_000)))["fields"][0][1]) == 1_900_000


async def _hang_up(app: Litestar, headers: list[tuple[bytes, bytes]]) -> list[Any]:
    sent: list[Any] = []
    coming = iter([{"type": "http.request", "body": b"csrf=1&na", "more_body": True}, {"type": "http.disconnect"}])

    async def receive() -> Any:
        return next(coming)

    async def keep(message: Any) -> None:
        sent.append(message)

    path = {"path": "/test/echo", "raw_path": b"/test/echo", "query_string": b"", "root_path": ""}
    ends = {"client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80), "scheme": "http", "http_version": "1.1"}
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "method": "POST",
        "headers": headers,
        "state": {},
        **path,
        **ends,
    }
    await app(scope, receive, keep)  # type: ignore[arg-type]
    return sent


def test_a_browser_that_hangs_up_is_no_fault_of_ours(app: Litestar, caplog: pytest.LogCaptureFixture) -> None:
    sent = anyio.run(_hang_up, app, [(b"content-type", URLENCODED.encode()), (b"host", b"testserver.local")])
    assert sent[0]["status"] == 400
    assert "unexpected" not in caplog.text


def test_a_length_that_is_no_number_gets_an_answer(app: Litestar) -> None:
    sent = anyio.run(_hang_up, app, [(b"content-type", URLENCODED.encode()), (b"content-length", b"many")])
    assert sent[0]["status"] == 400


@FUZZ
@given(body=st.binary(max_size=400))
def test_any_bytes_get_an_answer(browser: Browser, body: bytes) -> None:
    assert send(browser, encoded(browser, body)).status_code in {201, 400}
    assert send(browser, body).status_code in {400, 403}


@FUZZ
@given(body=st.binary(max_size=300), kind=st.sampled_from([MULTIPART, "multipart/form-data; boundary=--"]))
def test_any_bytes_as_parts_get_an_answer(browser: Browser, body: bytes, kind: str) -> None:
    assert send(browser, body, kind).status_code in {400, 403}
    assert send(browser, parts(browser, b"--frontier\r\n" + body), MULTIPART).status_code in {201, 400}


@FUZZ
@given(st.lists(st.tuples(st.text(min_size=1, max_size=20), st.text(max_size=60)), max_size=8))
def test_any_fields_are_read_as_typed_less_what_cannot_be_shown(
    browser: Browser, fields: list[tuple[str, str]]
) -> None:
    pairs = [(name.encode("utf-8", "replace"), value.encode("utf-8", "replace")) for name, value in fields]
    body = b"&".join(quote_from_bytes(name).encode() + b"=" + quote_from_bytes(value).encode() for name, value in pairs)
    found = json.loads(send(browser, encoded(browser, body)).text)
    assert len(found["fields"]) == len(fields) + 1
    for (name, value), (_, raw) in zip(found["fields"][1:], pairs, strict=True):
        typed = raw.decode()
        assert unseen(value) is None
        kept = "".join(letter for letter in typed if unseen(letter) is None)
        assert value == ("" if is_blank(kept) else kept)
        assert (name in found["faults"]) or (value in {typed, ""} and not too_many_marks(typed))
