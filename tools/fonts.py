# /// script
# requires-python = ">=3.11"
# dependencies = ["fonttools==4.60.1"]
# ///
"""Rebuilds `templates/letters/fonts/`: a Noto font for every script that a name may come in.

Letters are tagged PDF, and Typst refuses to write one with a letter that no font can draw. The result is committed;
this is run by `make fonts`, by hand and seldom. The fonts come from npm, are cut down to what names need (for
Chinese every character of the main Unicode block, for Korean every syllable) and lose their hinting.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "templates" / "letters" / "fonts"

HAN = "U+2E80-2FDF,U+3000-30FF,U+3100-312F,U+31A0-31BF,U+31F0-31FF,U+3400-4DBF,U+4E00-9FFF,U+F900-FAFF,U+FE30-FE4F,U+FF00-FFEF"
HANGUL = "U+1100-11FF,U+3130-318F,U+A960-A97F,U+AC00-D7A3,U+D7B0-D7FF"
ALL = "*"

# npm package under @expo-google-fonts, its version, the style taken, and what is kept of it
SOURCES = [
    ("noto-sans", "0.4.2", "400Regular", ALL),
    ("noto-sans", "0.4.2", "700Bold", ALL),
    ("noto-sans-arabic", "0.4.3", "400Regular", ALL),
    ("noto-sans-armenian", "0.4.2", "400Regular", ALL),
    ("noto-sans-bengali", "0.4.4", "400Regular", ALL),
    ("noto-sans-devanagari", "0.4.1", "400Regular", ALL),
    ("noto-sans-ethiopic", "0.4.2", "400Regular", ALL),
    ("noto-sans-georgian", "0.4.3", "400Regular", ALL),
    ("noto-sans-gujarati", "0.4.2", "400Regular", ALL),
    ("noto-sans-gurmukhi", "0.4.1", "400Regular", ALL),
    ("noto-sans-hebrew", "0.4.1", "400Regular", ALL),
    ("noto-sans-kannada", "0.4.3", "400Regular", ALL),
    ("noto-sans-khmer", "0.4.3", "400Regular", ALL),
    ("noto-sans-lao", "0.4.2", "400Regular", ALL),
    ("noto-sans-malayalam", "0.4.2", "400Regular", ALL),
    ("noto-sans-myanmar", "0.4.2", "400Regular", ALL),
    ("noto-sans-nko", "0.4.1", "400Regular", ALL),
    ("noto-sans-oriya", "0.4.2", "400Regular", ALL),
    ("noto-sans-sinhala", "0.4.2", "400Regular", ALL),
    ("noto-sans-syriac", "0.4.2", "400Regular", ALL),
    ("noto-sans-tamil", "0.4.3", "400Regular", ALL),
    ("noto-sans-telugu", "0.4.2", "400Regular", ALL),
    ("noto-sans-thaana", "0.4.2", "400Regular", ALL),
    ("noto-sans-thai", "0.4.2", "400Regular", ALL),
    ("noto-serif-tibetan", "0.4.2", "400Regular", ALL),
    ("noto-sans-tifinagh", "0.4.1", "400Regular", ALL),
    ("noto-sans-symbols-2", "0.4.1", "400Regular", ALL),
    ("noto-emoji", "0.4.7", "400Regular", ALL),
    ("noto-sans-sc", "0.4.3", "400Regular", HAN),
    ("noto-sans-kr", "0.4.3", "400Regular", HANGUL),
]


def fetch(to: Path) -> Path:
    """Install the packages in a folder of their own, and return where they lie."""
    (to / "package.json").write_text('{"private": true}', encoding="utf-8")
    packages = sorted({f"@expo-google-fonts/{name}@{version}" for name, version, _, _ in SOURCES})
    npm = str(ROOT / ".venv" / "bin" / "npm")
    subprocess.run(
        [npm, "install", "--silent", "--ignore-scripts", "--no-audit", "--no-fund", *packages], cwd=to, check=True
    )
    return to / "node_modules" / "@expo-google-fonts"


def subset(source: Path, to: Path, unicodes: str) -> None:
    """Write the part of a font that is kept, with every way its letters join."""
    options = ["--no-hinting", "--layout-features=*", "--name-IDs=*", "--notdef-outline", "--passthrough-tables"]
    command = [
        sys.executable,
        "-m",
        "fontTools.subset",
        str(source),
        f"--unicodes={unicodes}",
        *options,
        f"--output-file={to}",
    ]
    subprocess.run(command, check=True)


def licence(packages: Path) -> str:
    """Return the Open Font Licence under the copyright line of every family."""
    texts = [
        (packages / name / "LICENSE_FONT").read_text(encoding="utf-8")
        for name in sorted({name for name, *_ in SOURCES})
    ]
    owners = [text.split("\n", 1)[0].strip() for text in texts]
    return "\n".join([*dict.fromkeys(owners), texts[0].split("\n", 1)[1]])


def main() -> int:
    """Fetch and cut every font, and put the licence beside them."""
    shutil.rmtree(FONTS, ignore_errors=True)
    FONTS.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        packages = fetch(Path(folder))
        for package, _version, style, unicodes in SOURCES:
            source = next((packages / package / style).glob("*.ttf"))
            family = source.stem.split("_")[0]
            subset(source, FONTS / f"{family}-{style[3:]}.ttf", unicodes)
        (FONTS / "OFL.txt").write_text(licence(packages), encoding="utf-8")
    total = sum(font.stat().st_size for font in FONTS.iterdir())
    print(f"{FONTS.relative_to(ROOT)}: {total:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
