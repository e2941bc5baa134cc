"""Builds what `static/` serves from the packages that package-lock.json pins.

The result is committed, so that running the product needs no Node. `make
assets` rebuilds it, and a test holds the committed files against a fresh build.
`venuecheck.js` and `favicon.svg` are written by hand and stay as they are.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
NODE = ROOT / ".venv" / "bin" / "node"

CREST = re.compile(r"\.govuk-footer__copyright-logo[^{}]*\{[^{}]*\}")
SOURCE_MAP = re.compile(r"//# sourceMappingURL=\S+\s*$")

GOVUK_LICENCE = """\
The MIT License (MIT)

Copyright (C) 2017 Crown Copyright (Government Digital Service)

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in
all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN
THE SOFTWARE.
"""


def stylesheet() -> str:
    """GOV.UK Frontend and our own classes as one stylesheet, without the crest."""
    sass = [str(NODE), str(MODULES / "sass" / "sass.js"), "--style=compressed", "--no-source-map", "--load-path=."]
    done = subprocess.run([*sass, "tools/assets.scss"], cwd=ROOT, check=True, capture_output=True, text=True)
    return CREST.sub("", done.stdout)


def without_source_map(path: Path) -> str:
    """Return a built script without the line that points at a map we do not serve."""
    return SOURCE_MAP.sub("\n", path.read_text(encoding="utf-8"))


def build() -> dict[str, str]:
    """Every built file of `static/`, by name."""
    govuk, htmx = MODULES / "govuk-frontend", MODULES / "htmx.org"
    licences = [
        "# govuk-frontend.min.js and most of venuecheck.css: GOV.UK Frontend\n\n" + GOVUK_LICENCE,
        "# htmx.min.js: htmx\n\n" + (htmx / "LICENSE").read_text(encoding="utf-8"),
    ]
    return {
        "venuecheck.css": stylesheet(),
        "govuk-frontend.min.js": without_source_map(govuk / "dist" / "govuk" / "govuk-frontend.min.js"),
        "htmx.min.js": without_source_map(htmx / "dist" / "htmx.min.js"),
        "LICENCES.txt": "\n\n".join(licences),
    }


def main() -> int:
    """Write the built files into `static/`."""
    for name, text in build().items():
        (ROOT / "static" / name).write_text(text, encoding="utf-8")
        print(f"static/{name}: {len(text.encode()):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
