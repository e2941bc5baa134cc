"""Each rule of the house catches what it forbids and lets by what it allows."""

from pathlib import Path

import pytest

from tools import house_rules
from tools.house_rules import Problem


def problems(rule: str, tmp_path: Path, name: str, text: str) -> list[Problem]:
    file = tmp_path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return list(getattr(house_rules, rule)(tmp_path))


@pytest.mark.parametrize(
    "template",
    [
        '<p style="color: red">Late</p>',
        "<style>p {}</style>",
        "<script>go()</script>",
        '<button type="submit" onclick="go()">Send</button>',
        '<button {% if a > b %}class="x"{% endif %} onclick="go()">Send</button>',
        '{{ govukButton({"attributes": {"onclick": "go()"}}) }}',
        '<a href="javascript:go()">Go</a>',
    ],
)
def test_inline_code_in_a_template_is_found(tmp_path: Path, template: str) -> None:
    assert len(problems("no_inline_code", tmp_path, "templates/cases/page.html", f"\n{template}\n")) == 1


@pytest.mark.parametrize(
    "template",
    [
        '<script src="/static/htmx.min.js" defer></script>',
        '<p class="style">once = {{ one }}</p>',
        "{# never onclick= or <script> #}",
        '<meta name="htmx-config" content=\'{"allowEval":false}\'>',
    ],
)
def test_a_template_without_inline_code_is_let_by(tmp_path: Path, template: str) -> None:
    assert problems("no_inline_code", tmp_path, "templates/page.html", template) == []


def test_a_problem_says_where_it_is(tmp_path: Path) -> None:
    [problem] = problems("no_inline_code", tmp_path, "templates/page.html", "{# two\nlines #}\n<style></style>")
    assert (problem.path, problem.line) == (tmp_path / "templates/page.html", 3)


@pytest.mark.parametrize(
    "template",
    [
        '<script src="https://cdn.example/x.js"></script>',
        '<img src="//cdn.example/x.png" alt="">',
        '<link rel="stylesheet" href="https://cdn.example/x.css">',
        '<form action="http://elsewhere.example/">',
        '<div hx-get="https://elsewhere.example/"></div>',
    ],
)
def test_a_template_that_reaches_another_host_is_found(tmp_path: Path, template: str) -> None:
    assert len(problems("nothing_from_elsewhere", tmp_path, "templates/page.html", template)) == 1


def test_a_plain_link_to_another_site_is_allowed(tmp_path: Path) -> None:
    link = '<a href="https://www.legislation.gov.uk/">The Act</a> <img src="/static/favicon.svg" alt="">'
    assert problems("nothing_from_elsewhere", tmp_path, "templates/page.html", link) == []


def test_a_class_of_ours_that_the_stylesheet_lacks_is_found(tmp_path: Path) -> None:
    assert problems("our_classes_are_drawn", tmp_path, "tools/assets.scss", ".vc-card { margin: 0 }") == []
    [problem] = problems("our_classes_are_drawn", tmp_path, "templates/page.html", '<p class="vc-card vc-cart">')
    assert "vc-cart" in problem.says


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("README.md", "The organization decides."),
        ("docs/operate.md", "Its behavior is plain."),
        ("templates/page.html", "<h1>Community center</h1>"),
        ("templates/page.html", '{{ text_field("colour", "Your favorite colour") }}'),
        ("templates/letters/no.typ", "We are not authorized to offer it."),
        ("venuecheck/bookings/forms.py", 'NOTE = "Give the name of the organization"\n'),
    ],
)
def test_american_spelling_is_found_where_people_read_it(tmp_path: Path, name: str, text: str) -> None:
    assert len(problems("british_spelling", tmp_path, name, text)) == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("README.md", "The organisation recognises the centre; `color` and `Authorization` are code."),
        ("docs/security.md", "```css\ncolor: red\n```\n[a page](/color)"),
        ("templates/page.html", '<p class="govuk-!-text-align-center">Licensed premises</p>'),
        ("templates/letters/no.typ", "#align(center)[Text]"),
        ("venuecheck/web/forms.py", 'import unicodedata\n\nTEXT = unicodedata.normalize("NFC", "color")\n'),
    ],
)
def test_british_spelling_and_names_in_code_are_let_by(tmp_path: Path, name: str, text: str) -> None:
    assert problems("british_spelling", tmp_path, name, text) == []


@pytest.mark.parametrize("source", ["file:///opt/wheels/a.whl", "https://mirror.example/a.whl", "../a"])
def test_a_lock_that_names_one_machine_is_found(tmp_path: Path, source: str) -> None:
    (tmp_path / "package-lock.json").write_text('{"resolved": "https://registry.npmjs.org/sass/-/sass-1.tgz"}')
    lock = f'source = {{ registry = "https://pypi.org/simple" }}\nurl = "{source}"\n'
    [problem] = problems("locks_name_public_registries", tmp_path, "uv.lock", lock)
    assert problem.line == 2


def test_the_house_obeys_its_rules() -> None:
    assert [problem for rule in house_rules.RULES for problem in rule(house_rules.ROOT)] == []
