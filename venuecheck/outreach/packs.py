"""Guidance packs: their text as versioned data (`templates/packs/`), read once, checked, and printed. No database.

A pack's version names the version of each of its sections. A version is never changed once it was published.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from venuecheck.outreach.vocabulary import VENUE_KINDS
from venuecheck.runtime.errors import MissingError
from venuecheck.runtime.letters import Block, Heading, Link, Listing, Paragraph, Rows, print_pdf
from venuecheck.runtime.settings import ROOT

PACKS = ROOT / "templates" / "packs"


@dataclass(frozen=True)
class Section:
    """A section of a pack. Where `ring` is set, the council's own numbers are printed first."""

    key: str
    heading: str
    blocks: tuple[Block, ...]
    ring: bool


@dataclass(frozen=True)
class Pack:
    """A version of a pack. `kinds` are the kinds of venue that it was written for."""

    key: str
    version: int
    title: str
    summary: str
    published: date
    kinds: tuple[str, ...]
    sections: tuple[Section, ...]


Numbers = tuple[tuple[str, str], ...]
"""The council's own lines of "Whom to ring": a post, and how and when it is reached."""


def packs() -> tuple[Pack, ...]:
    """The newest version of every pack, in the order of their titles."""
    newest: dict[str, Pack] = {}
    for pack in sorted(_every_pack(), key=lambda pack: pack.version):
        newest[pack.key] = pack
    return tuple(sorted(newest.values(), key=lambda pack: pack.title))


def pack_called(key: str, version: int | None = None) -> Pack:
    """The pack with this key, in this version or the newest. Raises MissingError."""
    offered = packs() if version is None else _every_pack()
    found = [pack for pack in offered if pack.key == key and version in {None, pack.version}]
    if not found:
        raise MissingError("There is no such guidance pack.")
    return found[0]


def pack_for(kind: str) -> Pack:
    """The pack that was written for this kind of venue."""
    return next(pack for pack in packs() if kind in pack.kinds)


def blocks_of(section: Section, numbers: Numbers) -> Sequence[Block]:
    """What stands under a section's heading; the council's own numbers first, where it has entered any."""
    return (Rows(numbers), *section.blocks) if section.ring and numbers else section.blocks


@lru_cache(maxsize=32)
def print_pack(pack: Pack, council: str, numbers: Numbers) -> bytes:
    """The pack as a tagged PDF. The same pack and numbers give the same bytes."""
    blocks: list[Block] = [Paragraph(pack.summary)]
    for section in pack.sections:
        blocks += [Heading(section.heading), *blocks_of(section, numbers)]
    return print_pdf(pack.title, blocks, council, on=pack.published, version=f"Version {pack.version}")


@cache
def _every_pack() -> tuple[Pack, ...]:
    return tuple(_read_pack(path) for path in sorted(PACKS.glob("*.toml")))


def _read_pack(path: Path) -> Pack:
    key, version = _name(path)
    text = tomllib.loads(path.read_text("utf-8"))
    kinds = tuple(text["kinds"])
    if unknown := set(kinds) - set(VENUE_KINDS):
        raise ValueError(f"{path.name} names kinds of venue that there are not: {sorted(unknown)}")
    sections = tuple(_read_section(PACKS / "sections" / f"{name}.toml") for name in text["sections"])
    return Pack(key, version, text["title"], text["summary"], text["published"], kinds, sections)


def _read_section(path: Path) -> Section:
    key, _ = _name(path)
    text = tomllib.loads(path.read_text("utf-8"))
    return Section(key, text["heading"], tuple(map(_read_block, text["blocks"])), text.get("ring", False))


def _read_block(block: dict[str, Any]) -> Block:
    match block:
        case {"paragraph": str(words)}:
            return Paragraph(words)
        case {"heading": str(words)}:
            return Heading(words, 2)
        case {"points": list(points)}:
            return Listing(tuple(points))
        case {"steps": list(steps)}:
            return Listing(tuple(steps), numbered=True)
        case {"link": [str(words), str(address)]}:
            return Link(words, address)
    raise ValueError(f"no block of a pack: {block}")


def _name(path: Path) -> tuple[str, int]:
    found = re.fullmatch(r"([a-z-]+)\.([0-9]+)\.toml", path.name)
    if found is None:
        raise ValueError(f"{path.name} is not named like rooms-to-let.1.toml")
    return found[1], int(found[2])
