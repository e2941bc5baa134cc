"""Nothing typed is lost when a visit ends: the words come back after signing in, and are sent by a press of a button."""

import pytest
from litestar import Litestar

from tests.access.reading import Page, PostForm
from tests.accounts.builders import PASSWORD
from tests.browsing import Browser
from venuecheck.accounts.models import User

OURS = {"sec-fetch-site": "same-origin"}
WORDS = {"name": "Ann Bee <b>", "note": "line one\r\nline two", "roles": "booking_officer"}
HERE = "/admin/staff/new"


def the_form(page: str, action: str) -> PostForm:
    return next(form for form in Page(page).forms if form.action == action)


def typed_in(form: PostForm) -> dict[str, str]:
    return {name: field.values[0] for name, field in form.fields.items() if field.values}


def test_words_sent_after_the_visit_ended_come_back_after_signing_in(app: Litestar, ada: User) -> None:
    browser = Browser(app)
    asked = browser.client.post(HERE, data=WORDS, headers=OURS, follow_redirects=True)
    assert "nothing you wrote is lost" in asked.text
    sent = typed_in(the_form(asked.text, "/sign-in")) | {"email": ada.email, "password": PASSWORD}
    again = browser.client.post("/sign-in", data=sent, headers=OURS, follow_redirects=True)
    form = the_form(again.text, HERE)
    assert typed_in(form) == WORDS | {"csrf": browser.csrf}
    assert "line one\r\nline two</blockquote>" in again.text
    assert PASSWORD not in again.text


def test_a_wrong_password_keeps_them_too(app: Litestar, ada: User) -> None:
    browser = Browser(app)
    asked = browser.client.post(HERE, data=WORDS, headers=OURS, follow_redirects=True)
    sent = typed_in(the_form(asked.text, "/sign-in"))
    wrong = browser.client.post("/sign-in", data=sent | {"email": ada.email, "password": "no"}, headers=OURS)
    assert wrong.status_code == 422
    assert typed_in(the_form(wrong.text, "/sign-in"))["kept-note"] == WORDS["note"]


def test_a_page_from_before_signing_in_again_is_sent_once_more(app: Litestar, ada: User) -> None:
    browser = Browser(app)
    old = browser.csrf
    browser.sign_in_as(ada.uuid)
    again = browser.client.post(HERE, data=WORDS | {"csrf": old}, headers=OURS, follow_redirects=True)
    assert again.status_code == 200
    assert typed_in(the_form(again.text, HERE)) == WORDS | {"csrf": browser.csrf}


@pytest.mark.parametrize("headers", [{}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "none"}])
def test_another_sites_words_are_never_carried_on(app: Litestar, ada: User, headers: dict[str, str]) -> None:
    browser = Browser(app).sign_in_as(ada.uuid)
    for path in (HERE, f"/send-again?after={HERE}", f"/sign-in/typed?after={HERE}"):
        answer = browser.client.post(path, data=WORDS | {"csrf": "made up"}, headers=headers, follow_redirects=True)
        assert answer.status_code == 403
        assert WORDS["note"] not in answer.text


def test_a_password_is_never_shown_again(app: Litestar, ada: User) -> None:
    answer = Browser(app).client.post("/sign-in", data={"password": PASSWORD}, headers=OURS, follow_redirects=True)
    assert answer.status_code == 403
    assert PASSWORD not in answer.text


@pytest.mark.parametrize("after", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_they_are_sent_to_this_site_alone(app: Litestar, after: str) -> None:
    answer = Browser(app).client.post("/send-again", params={"after": after}, data=WORDS, headers=OURS)
    assert "evil" not in answer.text
    assert "javascript" not in answer.text
