"""Whatever is typed into a page comes back on the page, as words, and nothing breaks."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wtforms import BooleanField, HiddenField, TextAreaField

from tests.bookings.apply.conftest import Browser, fill
from venuecheck.bookings.drafts import PAGES, Page
from venuecheck.bookings.forms import About, OneOf
from venuecheck.bookings.models import Space
from venuecheck.runtime.text import is_blank, unseen
from venuecheck.web.forms import fields_of

LINE = st.text(st.characters(exclude_categories=["Cs", "Zl", "Zp"], exclude_characters="\r\n\x85"), max_size=60)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | st.sampled_from(
    [
        "'\"><script>alert(1)</script>",
        "{{ 7 * 7 }}",
        "🎭 محفل‎",
        "x" * 9000,
        "a\u0301" * 50,
        "\r\n\r\n",
        "\x00\u202e",
        " ",
    ]
)
BUTTONS = st.sampled_from(["", "add", "remove 0", "remove 1", "²"])


def free_fields(page: Page) -> dict[str, st.SearchStrategy[str]]:
    """All fields of a page in which anything can be typed, and what can be: no browser sends a line end in one line."""
    plain = [field for field in fields_of(page.form(None, About())) if not isinstance(field, OneOf | HiddenField)]
    typed = [field for field in plain if not isinstance(field, BooleanField)]
    return {field.name: TEXT if isinstance(field, TextAreaField) else LINE for field in typed}


def clean(text: str) -> str:
    while hidden := unseen(text):
        text = text.replace(hidden, "")
    return "" if is_blank(text) else text


@pytest.mark.parametrize("page", PAGES, ids=[page.key for page in PAGES])
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_is_typed_comes_back(hirer: Browser, hall: Space, page: Page, data: st.DataObject) -> None:
    typed = {name: data.draw(text, name) for name, text in free_fields(page).items()}
    buttons = {"do": data.draw(BUTTONS), "arrangement": data.draw(LINE)}
    fill(hirer, hall, "space")
    hirer.page(page.key)
    answer = hirer.save(page.key, **buttons, **typed)
    assert answer.status_code < 500
    if answer.history:
        hirer.page(page.key)
    if not buttons["do"].startswith("remove"):
        assert {name: hirer.typed.get(name, "") for name in typed} == {
            name: clean(text) for name, text in typed.items()
        }
    assert "<script>alert" not in hirer.answer.text


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.dictionaries(TEXT, TEXT, max_size=8), key=st.sampled_from([page.key for page in PAGES]))
def test_fields_that_no_page_has_do_no_harm(hirer: Browser, names: dict[str, str], key: str) -> None:
    hirer.page("you")
    assert hirer.save(key, **{f"{name}x": text for name, text in names.items()}).status_code < 500
