"""Bodies to be posted, made from the forms that people find on the pages, so that they reach the use cases behind them.

A field gets one of its own values, an honest text, a nasty one, or nothing.
"""

from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from httpx import Response
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.access.council import Council, Person, Way
from tests.access.reading import Field, Page, PostForm
from venuecheck.runtime.text import is_blank, unseen

NASTY = (
    "", " ", "\x00", "a\u202eb", "\ufeff", "\ud7ff", "\ufffe", "<script>alert(1)</script>", "'\"><b>", "{{ 7*7 }}", "%s%n",
    "../../etc/passwd", "👩‍👩‍👧‍👦", "محمد", "e" + "\u0301" * 40, "x" * 300, "x" * 70_000, "-1", "0", "1e309", "NaN", "٣", "½",
    "9" * 400, "31/02/2027", "2027-02-30", "0000-00-00", "9999-12-31", "25:61", "23:59", "01:30", "ben@example.org", "a@b",
    "line\r\nline", "\t", "null", "true", "[]",
)  # fmt: skip
HONEST = ("Bees and hedges", "12", "3 March 2027", "2027-03-03", "10:00", "14:30", "imelda@example.org", "yes", "on")
FIELD_NAMES = (
    "__proto__",
    "speakers-99999-name",
    "speakers--1-name",
    "speakers-0-",
    "roles",
    "once",
    "",
    "a" * 500,
    "é",
    "\x00",
    "csrf[]",
)


def value_for(field: Field) -> st.SearchStrategy[str | None]:
    """What a field may be sent: mostly something that it could hold, else anything, or nothing at all."""
    own = [st.sampled_from(field.values)] * 3 if field.values else []
    if field.kind == "hidden":
        return st.one_of(*own, *own, st.sampled_from([*NASTY, str(uuid4())]))
    if field.kind == "password":
        return st.sampled_from([*NASTY, "lantern gravel otter"])
    typed = [st.sampled_from(HONEST), st.text(max_size=40)] if field.is_typed else []
    return st.one_of(st.none(), *own, *typed, st.sampled_from(NASTY))


@st.composite
def bodies(draw: st.DrawFn, form: PostForm) -> list[tuple[str, str]]:
    """The fields of a form as somebody might send them, with a few that it does not have."""
    sent = [(name, draw(value_for(field))) for name, field in form.fields.items() if name != "csrf"]
    more = draw(st.lists(st.tuples(st.sampled_from(FIELD_NAMES), st.sampled_from(NASTY)), max_size=2))
    return [(name, value) for name, value in [*sent, *more] if value is not None]


def send(person: Person, address: str, fields: list[tuple[str, str]], files: bool) -> Response:
    """Post the fields as this person, as parts where the form may bring a file."""
    csrf = ("csrf", person.browser.csrf)
    if files:
        parts = [(name, (None, value.encode("utf-8", "replace"))) for name, value in [csrf, *fields]]
        parts.append(("file", ("list.csv", b'id,kind,name,aliases\r\n1,person,\xff\x00,"')))  # type: ignore[arg-type]
        more: dict[str, Any] = {"files": parts}
    else:
        body = urlencode([csrf, *fields], errors="replace").encode()
        more = {"content": body, "headers": {"content-type": "application/x-www-form-urlencoded"}}
    return person.browser.client.post(address, follow_redirects=False, **more)


def shown(page: Page) -> dict[str, list[str]]:
    """What stands in the fields of a page, by name."""
    found: dict[str, list[str]] = {}
    for form in page.forms:
        for name, field in form.fields.items():
            found.setdefault(name, []).extend(field.values)
    return found


def plain(text: str) -> str:
    """A text as it can come back: without what cannot be seen or encoded."""
    kept = "".join(letter for letter in text if unseen(letter) is None)
    return "" if is_blank(kept) else kept


def lost(answer: Response, form: PostForm, fields: list[tuple[str, str]]) -> list[str]:
    """The fields that were typed and are no longer on the page. A field that the page does not show at all is not asked for."""
    if any(name in form.fields and form.fields[name].is_forged(value) for name, value in fields):
        return []  # not what a person could type, so only the answer matters
    there = shown(Page(answer.text))
    typed = {
        name: value
        for name, value in fields
        if name in form.fields and form.fields[name].is_typed and name in there and plain(value).strip()
    }
    return [
        name
        for name, value in typed.items()
        # White space is left out: a line end that no one-line field takes comes back as a browser would make it.
        if "".join(plain(value).split()) not in ["".join(text.split()) for text in there[name]]
    ]


def try_bodies(council: Council, way: Way, person: Person, form: PostForm, examples: int) -> None:
    """Send generated bodies of a form to a route, each to the installation as it was."""
    address = form.action if way.leads_to(form.action) else council.address(way, person)

    @settings(
        max_examples=examples, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
    )
    @given(fields=bodies(form), files=st.booleans() if "import" in way.path else st.just(False))
    def check(fields: list[tuple[str, str]], files: bool) -> None:
        council.restore()
        answer = send(person, address, fields, files)
        assert answer.status_code < 500, (str(way), person.role, fields)
        assert "Traceback" not in answer.text
        if answer.status_code == 422:
            assert lost(answer, form, fields) == [], (str(way), person.role, fields)

    check()
