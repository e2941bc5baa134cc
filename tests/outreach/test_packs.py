"""The words of guidance packs: what they must say, what they must never say, and that a published version stays."""

import hashlib
import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from venuecheck.outreach import packs
from venuecheck.outreach.packs import Pack, pack_called, pack_for, print_pack
from venuecheck.outreach.vocabulary import VENUE_KINDS
from venuecheck.runtime.errors import MissingError

EVERY = [pytest.param(pack, id=pack.key) for pack in packs.packs()]
NUMBERS = (("Outreach officer", "01234 567890"),)


def words(pack: Pack) -> str:
    pages = PdfReader(BytesIO(print_pack(pack, "Tarn Valley Council", NUMBERS))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize("kind", VENUE_KINDS)
def test_every_kind_of_venue_has_a_pack(kind: str) -> None:
    assert kind in pack_for(kind).kinds


@pytest.mark.parametrize("pack", EVERY)
def test_every_pack_covers_what_venues_are_to_be_advised_on(pack: Pack) -> None:
    needed = {
        "prevent-duty", "community-premises-protocol", "finding-out", "lawful-opinion", "safety-and-disorder",
        "licensing-and-noise", "seating", "reputation", "whom-to-ring",
    }  # fmt: skip
    assert needed <= {section.key for section in pack.sections}


def test_trustees_are_told_of_their_duties() -> None:
    assert "without distinction of political, religious or other opinions" in words(pack_for("charity"))


@pytest.mark.parametrize("pack", EVERY)
def test_no_pack_presumes_a_refusal_or_urges_one_over_an_opinion(pack: Pack) -> None:
    said = words(pack).lower()
    for never in (
        r"fully mitigat",
        r"presum",
        r"(should|must|ought to) (refuse|decline|be refused)",
        r"non-violent extrem",
    ):
        assert not re.search(never, said), never
    assert "opinion is not a reason to refuse" in said
    assert "it gives nobody a power to refuse a booking" in said


@pytest.mark.parametrize("pack", EVERY)
def test_every_pack_is_a_tagged_pdf_with_its_title_and_the_councils_number(pack: Pack) -> None:
    reader = PdfReader(BytesIO(print_pack(pack, "Tarn Valley Council", NUMBERS)))
    root = reader.trailer["/Root"]
    assert reader.metadata.title == pack.title
    assert (root["/Lang"], bool(root["/MarkInfo"]["/Marked"])) == ("en-GB", True)
    said = words(pack)
    assert "Outreach officer: 01234 567890" in said
    assert f"Version {pack.version}" in said
    assert all(section.heading in said for section in pack.sections)


def test_an_unknown_pack_or_version_is_missing() -> None:
    for key, version in (("nothing", None), ("rooms-to-let", 99)):
        with pytest.raises(MissingError):
            pack_called(key, version)


def test_the_newest_version_is_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    one = pack_called("rooms-to-let")
    two = Pack(one.key, one.version + 1, "Newer", one.summary, one.published, one.kinds, one.sections)
    monkeypatch.setattr(packs, "_every_pack", lambda: (two, one))
    assert pack_called(one.key) is two
    assert pack_called(one.key, one.version) is one


def test_a_published_version_is_never_changed() -> None:
    """Somebody was sent it. To change words, write the next version (templates/packs/README.md) and add its line here."""
    found = {
        path.relative_to(packs.PACKS).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:16]
        for path in packs.PACKS.rglob("*.toml")
    }
    assert found == PUBLISHED


PUBLISHED = {
    # file: the first 16 digits of its SHA-256
    "charity-trustees.1.toml": "90f4035cb9a0c5f9",
    "hotels-and-licensed-premises.1.toml": "d0c571033e0eef61",
    "rooms-to-let.1.toml": "b7b9c01b9872c3bc",
    "sections/charity-trustees.1.toml": "c6ea83b98b7237ab",
    "sections/community-premises-protocol.1.toml": "c7603096d508ea7c",
    "sections/finding-out.1.toml": "7cb4bc6dcaab62ee",
    "sections/if-worried.1.toml": "51b152be1260be0d",
    "sections/lawful-opinion.1.toml": "afe8aa226215c30e",
    "sections/licensing-and-noise.1.toml": "9d27b68438989327",
    "sections/prevent-duty.1.toml": "6c5a6b4d553683eb",
    "sections/reputation.1.toml": "4bd682224308d0b3",
    "sections/safety-and-disorder.1.toml": "4ff74f818023c423",
    "sections/seating.1.toml": "0dae9abf85c530ef",
    "sections/whom-to-ring.1.toml": "242b2eefd71744d0",
}
