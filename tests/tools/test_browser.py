"""The browser that tests drive draws what a person would see."""

from collections.abc import Iterator

import pytest

from tools import browser as browsers  # before Playwright, whose Node it names

from playwright.sync_api import Browser, Page  # isort: skip

pytestmark = pytest.mark.browser

HEADING = "<html lang=en><title>A page</title><main><h1 style='color: {colour}'>{text}</h1></main>"


def available() -> list[str]:
    """Every browser that this machine can start: its own and the one of the npm package."""
    own = browsers.system_chromium()
    try:
        browsers.bundled_chromium()
    except browsers.NoBrowserError:
        return [str(own)]
    return ["bundled", *([str(own)] if own else [])]


@pytest.fixture(scope="module", params=available())
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    with browsers.started(request.param) as started:
        yield started


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def drawn(page: Page, text: str, colour: str = "black") -> bytes:
    page.set_content(HEADING.format(text=text, colour=colour))
    return page.locator("h1").screenshot()


def test_a_heading_has_a_width_and_can_be_read(page: Page) -> None:
    page.set_content("<h1 style='display: inline-block'>Apply to hire a hall</h1>")
    box = page.locator("h1").bounding_box()
    assert box is not None
    assert box["width"] > 100
    assert page.inner_text("h1") == "Apply to hire a hall"


def test_a_heading_leaves_ink_on_the_page(page: Page) -> None:
    assert drawn(page, "Apply to hire a hall") != drawn(page, "Apply to hire a hall", colour="white")


def test_different_words_look_different(page: Page) -> None:
    assert drawn(page, "mill") != drawn(page, "hall")


NAMES = ["Ελένη", "Зоя", "محمد", "שרה", "राम", "রহিম", "ਗੁਰੂ", "தமிழ்", "አበበ", "王芳", "さくら", "김민준", "😀"]


@pytest.mark.parametrize("browser", [choice for choice in available() if choice == "bundled"], indirect=True)
@pytest.mark.parametrize("name", NAMES)
def test_the_bundled_browser_draws_a_name_in_every_script(page: Page, name: str) -> None:
    no_such_letters = "\u0378" * len(name)
    assert drawn(page, name) != drawn(page, no_such_letters)


def test_axe_finds_a_picture_without_words(page: Page) -> None:
    page.set_content("<html lang=en><title>A page</title><main><h1>A page</h1><img src='data:,'></main>")
    assert [fault["id"] for fault in browsers.axe(page)] == ["image-alt"]


def test_axe_has_nothing_to_say_about_a_good_page(page: Page) -> None:
    page.set_content(HEADING.format(text="A page", colour="black"))
    assert browsers.axe(page) == []


def test_axe_refuses_a_page_whose_heading_is_not_drawn(page: Page) -> None:
    page.set_content("<html lang=en><title>A page</title><main><h1></h1></main>")
    page.add_style_tag(content="h1 { display: none }")
    with pytest.raises(AssertionError, match="No heading is drawn"):
        browsers.axe(page)
