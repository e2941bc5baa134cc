"""What the README and the pages in docs/ name is there: commands, targets, files, pictures, settings."""

import re
import subprocess
from pathlib import Path

import click
import pytest

from tools.screenshots import MOST_BYTES, PICTURES
from venuecheck.cli import main
from venuecheck.runtime.settings import from_environment

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
README = PAGES[0].read_text(encoding="utf-8")
PROSE = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)

LINK = re.compile(r"!?\[[^\]]*\]\((?!https?:)([^)#\s]+)[^)]*\)")
IMAGE = re.compile(r'!\[(?P<md>[^\]]*)\]\((?P<path>[^)]+)\)|<img src="(?P<src>[^"]+)"[^>]*alt="(?P<alt>[^"]*)"')


def images() -> list[tuple[str, str]]:
    """Every picture of the README, with what is said for those who cannot see it."""
    return [(found["path"] or found["src"], found["md"] or found["alt"] or "") for found in IMAGE.finditer(README)]


def commands(group: click.Group, path: tuple[str, ...] = ()) -> set[str]:
    """Every command of `venuecheck`, as it is typed."""
    found = set()
    for name, command in group.commands.items():
        here = (*path, name)
        found |= commands(command, here) if isinstance(command, click.Group) else {" ".join(here)}
    return found


def targets() -> set[str]:
    """Every target of the Makefile that is meant for people."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_to_a_file(page: Path) -> None:
    links = LINK.findall(page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_file_and_folder_that_is_named_exists() -> None:
    named = re.findall(r"`((?:venuecheck|templates|tests|tools|docs|static|migrations)/[\w./-]*)`", PROSE)
    assert named
    assert sorted({path for path in named if not (ROOT / path).exists()}) == []


def test_every_make_target_that_is_named_exists_and_the_readme_names_them_all() -> None:
    assert set(re.findall(r"`(?:\w+=\S+ )*make ([a-z]+)`", PROSE)) <= targets()
    assert set(re.findall(r"^\| `make ([a-z]+)`", README, re.MULTILINE)) == targets()


def test_the_readme_names_every_command_and_none_that_is_not_there() -> None:
    named = re.findall(r"^\| `venuecheck ([a-z -]+?)(?: --.*| [A-Z]+)?`", README, re.MULTILINE)
    assert set(named) == commands(main)


def test_commands_named_in_the_text_exist() -> None:
    named = set(re.findall(r"`venuecheck ([a-z][a-z -]*?)(?: --[^`]*| [A-Z]+| \|[^`]*)?`", PROSE))
    assert named - {"audit"} <= commands(main)


def test_every_picture_is_there_small_enough_and_told_in_words() -> None:
    assert images()
    for path, words in images():
        picture = ROOT / path
        assert picture.read_bytes().startswith(b"\x89PNG"), path
        assert picture.stat().st_size <= MOST_BYTES, path
        assert len(words) > 20, path


def test_the_readme_shows_every_picture_that_is_taken_and_no_other() -> None:
    assert {Path(path).name for path, _ in images()} == set(PICTURES)
    assert {picture.name for picture in (ROOT / "docs" / "pictures").glob("*.png")} == set(PICTURES)


def test_the_readme_gives_its_two_commands_before_anything_else() -> None:
    assert re.findall(r"make [a-z]+", README)[:2] == ["make run", "make test"]


def test_every_setting_is_told_and_no_other() -> None:
    read = set(re.findall(r'env\.get\("([A-Z_]+)"', Path(from_environment.__code__.co_filename).read_text("utf-8")))
    operate = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", operate, re.MULTILINE)) == read


def test_every_decision_is_in_the_list_of_decisions() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = (folder / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in folder.glob("0*.md") if f"({path.name})" not in listed] == []


def test_no_page_names_a_path_of_one_machine() -> None:
    assert re.findall(r"(?:/home/|/root/|/work/|/tmp/|/Users/|[A-Z]:\\\\)\S*", PROSE) == []


def test_make_without_a_target_tells_what_there_is() -> None:
    told = subprocess.run(["make", "-C", str(ROOT)], capture_output=True, text=True, check=True).stdout
    assert all(f"make {target} " in told for target in targets())
