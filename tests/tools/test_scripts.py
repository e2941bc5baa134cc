"""What `static/` does in a browser: components work when the page loads, and again when htmx swaps them in.

The pages here are served from memory, under the product's own kind of content security policy.
"""

from collections.abc import Iterator

import pytest

from tools import browser as browsers  # before Playwright, whose Node it names

from playwright.sync_api import Browser, Page, Route, expect  # isort: skip

pytestmark = pytest.mark.browser

HOST = "http://venuecheck.test"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'"
HTMX = (
    '{"includeIndicatorStyles":false,"allowEval":false,"allowScriptTags":false,"historyCacheSize":0,"responseHandling":'
    '[{"code":"204","swap":false},{"code":"[23]..|422","swap":true},{"code":"[45]..","swap":false,"error":true}]}'
)
PAGE = f"""<!doctype html><html lang="en" class="govuk-template"><head><title>A page</title>
<meta name="htmx-config" content='{HTMX}'><link rel="stylesheet" href="/static/venuecheck.css"></head>
<body class="govuk-template__body js-enabled govuk-frontend-supported"><main><h1>A page</h1>
<form hx-post="/send" hx-target="#answer" hx-swap="SWAP"><button data-module="govuk-button">Send</button></form>
<div id="answer"></div>
<textarea id="note" name="note"></textarea>
</main><script src="/static/htmx.min.js" defer></script><script type="module" src="/static/venuecheck.js"></script>
</body></html>"""
SUMMARY = """<div class="govuk-error-summary" data-module="govuk-error-summary"><div role="alert"><h2>There is a problem</h2>
<ul><li><a href="#note">Enter a note</a></li></ul></div></div>"""
PASSWORD = """<div class="govuk-password-input" data-module="govuk-password-input"><label for="p">Password</label>
<input id="p" class="govuk-js-password-input-input" type="password">
<button type="button" class="govuk-js-password-input-toggle" hidden>Show</button></div>"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsers.started() as started:
        yield started


@pytest.fixture
def complaints() -> list[str]:
    return []


@pytest.fixture
def page(browser: Browser, complaints: list[str]) -> Iterator[Page]:
    page = browser.new_page(base_url=HOST)
    page.set_default_timeout(5_000)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: "422" in message.text or complaints.append(message.text))
    yield page
    page.close()
    assert complaints == []


def opened(page: Page, answer: str, swap: str = "innerHTML", status: int = 422) -> None:
    def serve(route: Route) -> None:
        path = route.request.url.removeprefix(HOST)
        if path.startswith("/static/"):
            route.fulfill(path=browsers.ROOT / path[1:])
        elif path == "/send":
            route.fulfill(status=status, content_type="text/html", body=answer)
        else:
            headers = {"content-security-policy": POLICY, "content-type": "text/html"}
            route.fulfill(headers=headers, body=PAGE.replace("SWAP", swap))

    page.route("**/*", serve)
    page.goto("/")


def test_components_start_when_the_page_loads(page: Page) -> None:
    opened(page, "")
    expect(page.locator("[data-govuk-button-init]")).to_have_count(1)


@pytest.mark.parametrize("swap", ["innerHTML", "outerHTML"])
def test_a_swapped_in_error_summary_takes_the_focus(page: Page, swap: str) -> None:
    opened(page, SUMMARY, swap)
    page.click("button")
    expect(page.locator(".govuk-error-summary")).to_be_focused()


def test_a_component_inside_what_is_swapped_in_starts_too(page: Page) -> None:
    opened(page, f"<section>{PASSWORD}</section>", status=200)
    page.click("button")
    expect(page.get_by_role("button", name="Show")).to_be_visible()


def test_a_page_that_failed_is_not_swapped_in(page: Page, complaints: list[str]) -> None:
    opened(page, "<p id='broken'>500</p>", status=500)
    page.click("button")
    page.wait_for_timeout(300)
    expect(page.locator("#broken")).to_have_count(0)
    complaints.clear()  # htmx and Chromium each say that the answer was a 500
