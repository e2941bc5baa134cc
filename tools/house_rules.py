"""The rules of the house that no bought tool knows: `make check` runs them.

A rule is a function from the repository's root to the problems that it finds, and is listed in RULES. Which way imports
run is held by import-linter, not here.
"""

import ast
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Problem:
    """Where a rule is broken, and how, in a sentence."""

    path: Path
    line: int
    says: str


def line_of(text: str, at: int) -> int:
    """Return the line, counted from one, of a place in a text."""
    return text.count("\n", 0, at) + 1


def blanked(pattern: re.Pattern[str], text: str) -> str:
    """Blank out what matches, so that every other letter keeps its place."""
    return pattern.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


# --- Templates obey the content security policy: no inline code, nothing from elsewhere ---------------------------

JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
TAG = re.compile(r"<([a-z][a-z0-9-]*)\b([^<>]*)>", re.IGNORECASE)
INLINE_ATTRIBUTE = re.compile(r"""\s(style|on[a-z]+)\s*=""", re.IGNORECASE)
INLINE_PARAMETER = re.compile(r"""['"](style|on[a-z]+)['"]\s*:""")
RESOURCE = re.compile(
    r"""\s(src|srcset|action|formaction|poster|data|hx-(?:get|post|put|patch|delete))\s*=\s*["']?\s*(?:https?:)?//"""
)
LINKED = re.compile(r"""\shref\s*=\s*["']?\s*(?:https?:)?//""")
SCRIPT_ADDRESS = re.compile(r"""=\s*["']?\s*javascript:""", re.IGNORECASE)


def html_templates(root: Path) -> Iterator[tuple[Path, str]]:
    """Give every HTML template with its text."""
    for path in sorted((root / "templates").rglob("*.html")):
        yield path, path.read_text(encoding="utf-8")


def no_inline_code(root: Path) -> Iterator[Problem]:
    """Templates hold no inline style, script or event handler: the content security policy would refuse it."""
    for path, text in html_templates(root):
        for call in JINJA.finditer(text):
            if found := INLINE_PARAMETER.search(call[0]):
                yield Problem(path, line_of(text, call.start() + found.start()), f"gives the attribute `{found[1]}`")
        for tag in TAG.finditer(blanked(JINJA, text)):
            name, attributes, line = tag[1].lower(), tag[2], line_of(text, tag.start())
            if name == "style" or (name == "script" and " src" not in attributes):
                yield Problem(path, line, f"has an inline <{name}>")
            if found := INLINE_ATTRIBUTE.search(attributes):
                yield Problem(path, line, f"has the attribute `{found[1]}`")
            if SCRIPT_ADDRESS.search(attributes):
                yield Problem(path, line, "has a `javascript:` address")


def nothing_from_elsewhere(root: Path) -> Iterator[Problem]:
    """Templates load nothing from, and post nothing to, another host. A plain link to one is allowed."""
    for path, text in html_templates(root):
        for tag in TAG.finditer(blanked(JINJA, text)):
            if RESOURCE.search(tag[2]) or (tag[1].lower() == "link" and LINKED.search(tag[2])):
                yield Problem(path, line_of(text, tag.start()), f"has a <{tag[1]}> that reaches another host")


OUR_CLASS = re.compile(r"(?<![\w-])vc-[a-z][a-z0-9_-]*[a-z0-9](?![\w-])")


def our_classes_are_drawn(root: Path) -> Iterator[Problem]:
    """A class of our own that a template names stands in the stylesheet."""
    stylesheet = root / "tools" / "assets.scss"
    drawn = set(OUR_CLASS.findall(stylesheet.read_text(encoding="utf-8"))) if stylesheet.is_file() else set()
    for path, text in html_templates(root):
        for named in OUR_CLASS.finditer(text):
            if named[0] not in drawn:
                yield Problem(
                    path, line_of(text, named.start()), f"names the class `{named[0]}`, which tools/assets.scss lacks"
                )


# --- British spelling, in all that a person reads -----------------------------------------------------------------

AMERICAN = re.compile(
    r"""\b(
      (?:dis)?(?:col|fav|hon|lab|behavi|neighb|flav|harb|rum)or(?:s|ed|ing|able|ably|ite|ites|al|hood|less)?
    | (?:re|un)?(?:organ|author|recogn|apolog|minim|maxim|normal|anonym|pseudonym|serial|initial|priorit|summar|categor
      |final|real|util|formal|legal|character|emphas|special|custom|optim|standard|synchron|general|central|visual|penal)
      (?:ize|izes|ized|izing|izer|izers|ization|izations)
    | anal(?:yze|yzes|yzed|yzing)
    | center(?:s|ed|ing)? | theater(?:s)? | liter(?:s)? | fulfill | enroll(?:ment)? | catalog(?:s|ed)? | gray
    | defense | offense | cancel(?:ed|ing) | travel(?:er|ers|ed|ing) | label(?:ed|ing) | model(?:ed|ing) | skeptic(?:al)?
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
MARKDOWN_CODE = re.compile(r"```.*?```|`[^`\n]*`|\]\([^)\s]*\)|https?://\S+", re.DOTALL)
TYPST_CODE = re.compile(r"//[^\n]*|#?[\w.-]+\([^()\[\]]*\)|#(?:set|let|import|show)[^\n]*")
JINJA_STRING = re.compile(r"""(["'])(.*?)\1""")


def prose_of_markdown(text: str) -> str:
    """Keep the words of a Markdown page without its code and addresses."""
    return blanked(MARKDOWN_CODE, text)


def prose_of_template(text: str) -> str:
    """Keep the words that a template shows: those between tags, and the sentences given to macros."""
    shown = list(blanked(TAG, blanked(JINJA, text)))
    for call in JINJA.finditer(text):
        for string in JINJA_STRING.finditer(call[0]):
            if " " in string[2]:
                start = call.start() + string.start(2)
                shown[start : start + len(string[2])] = string[2]
    return "".join(shown)


def prose_of_letter(text: str) -> str:
    """Keep the words of a Typst letter without its calls and settings."""
    return blanked(TYPST_CODE, text)


def prose_of_code(text: str) -> str:
    """Keep the strings of a Python module that are sentences, docstrings among them, each on its own line."""
    lines = [""] * (text.count("\n") + 1)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value.strip():
            for offset, line in enumerate(blanked(MARKDOWN_CODE, node.value).split("\n")):
                lines[min(node.lineno - 1 + offset, len(lines) - 1)] += f" {line}"
    return "\n".join(lines)


PROSE: list[tuple[str, Callable[[str], str]]] = [
    ("*.md", prose_of_markdown),
    ("docs/**/*.md", prose_of_markdown),
    ("templates/**/*.html", prose_of_template),
    ("templates/**/*.txt", prose_of_template),
    ("templates/**/*.typ", prose_of_letter),
    ("venuecheck/**/*.py", prose_of_code),
]


def british_spelling(root: Path) -> Iterator[Problem]:
    """What a person reads is spelt the British way; names in code and quoted with backticks are left alone."""
    for pattern, prose_of in PROSE:
        for path in sorted(root.glob(pattern)):
            prose = prose_of(path.read_text(encoding="utf-8"))
            for word in AMERICAN.finditer(prose):
                yield Problem(path, line_of(prose, word.start()), f"spells `{word[0]}` the American way")


# --- Locks name public registries and nothing of one machine ------------------------------------------------------

PYPI = re.compile(r"https://(?:pypi\.org/simple$|files\.pythonhosted\.org/)")
NPM = re.compile(r"https://registry\.npmjs\.org/")
LOCKS = [
    ("uv.lock", re.compile(r'(?:registry|url|path|directory|git) = "([^"]+)"'), PYPI),
    ("package-lock.json", re.compile(r'"resolved": "([^"]+)"'), NPM),
]


def locks_name_public_registries(root: Path) -> Iterator[Problem]:
    """Every locked package comes from PyPI or npm, so that a clean clone anywhere can be set up."""
    for name, source, allowed in LOCKS:
        text = (root / name).read_text(encoding="utf-8")
        for found in source.finditer(text):
            if not allowed.match(found[1]):
                yield Problem(root / name, line_of(text, found.start()), f"takes a package from {found[1]}")


# A rule that no state of a case is compared outside the workflow's table belongs here, once that table stands.
RULES = [no_inline_code, nothing_from_elsewhere, our_classes_are_drawn, british_spelling, locks_name_public_registries]


def main() -> int:
    """Print every problem as `path:line: what is wrong`; fail when there is one."""
    problems = [problem for rule in RULES for problem in rule(ROOT)]
    for problem in problems:
        print(f"{problem.path.relative_to(ROOT)}:{problem.line}: {problem.says}")
    print(f"House rules: {len(RULES)} held." if not problems else f"House rules: {len(problems)} problems.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
