"""What `static/` serves is what the pinned packages build, and asks for nothing that is not there."""

import re

import pytest

from tools import assets

STATIC = assets.ROOT / "static"


@pytest.fixture(scope="module")
def built() -> dict[str, str]:
    return assets.build()


def test_the_committed_assets_are_those_that_a_fresh_build_makes(built: dict[str, str]) -> None:
    committed = {name: (STATIC / name).read_text(encoding="utf-8") for name in built}
    assert [name for name in built if built[name] != committed[name]] == [], "run `make assets`"


def test_the_stylesheet_takes_no_typeface_crest_or_picture_of_the_crown() -> None:
    css = (STATIC / "venuecheck.css").read_text(encoding="utf-8").lower()
    assert "@font-face" not in css
    assert "gds transport" not in css
    assert "crest" not in css
    assert re.findall(r"url\(", css) == []


def test_no_script_points_at_a_source_map_or_another_host() -> None:
    for script in STATIC.glob("*.js"):
        text = script.read_text(encoding="utf-8")
        assert "sourceMappingURL" not in text
        assert "cdn." not in text
