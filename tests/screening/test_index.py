"""The index finds what the exhaustive scorer raises, at the same score, and follows changes."""

import marshal
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.benchmarks.bench_matching import a_list, varied
from venuecheck.screening.chinese import _spelled, is_syllable, syllables_apart
from venuecheck.screening.index import draft
from venuecheck.screening.index.draft import shelved
from venuecheck.screening.index.keys import of_asked, of_listed
from venuecheck.screening.index.likes import LikesFinder
from venuecheck.screening.index.shelf import ORGANISATIONS_WORD, PERSONS_WORD, KnownLikes
from venuecheck.screening.likeness import meet
from venuecheck.screening.matching import POSSIBLE, Known, ListedName, NameIndex, raw_score, score_pair
from venuecheck.screening.pairs import readings_of
from venuecheck.screening.words import Word, word

LISTED = [
    "Barnaby Quillfeather",
    "Abd al-Rahman al-Dirwani",
    "Philippa Thornback",
    "Nikolai Petrovich Zimorodtsev",
    "Linna Wei",
]
QUERIES = [
    ("Barney Quilfeather", 0),
    ("B. Quillfeather", 0),
    ("Abdurrahman Dirwani", 1),
    ("عبد الرحمن الدرواني", 1),
    ("Thornback Philipa", 2),
    ("Mykola Petrovych Zimorodcev", 3),
    ("Zimorodtsev, Nikolai", 3),
    ("Lin Na Wei", 4),
]


@pytest.fixture(scope="module")
def index():
    return NameIndex(ListedName(f"E{i}", "person", name) for i, name in enumerate(LISTED))


@pytest.mark.parametrize(("query", "number"), QUERIES)
def test_it_finds_what_comparing_with_every_name_finds(index, query, number):
    matches = {m.entry_id: m.score for m in index.screen(query, "person")}
    assert matches[f"E{number}"] == score_pair(query, LISTED[number], "person").score


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("王良实", "Ong Liong Sik"),  # one custom of spelling Chinese and another, written apart
        ("צ'אק קוילפדר", "Charles Quilfeder"),  # a short form in another script
        ("Barnaby Silas Quillfeather", "B. S. Quillfeather"),
        ("Wilma Thackworasin", "Vilma Thackvorasilp"),
        ("Dr Jun Ting", "Jun Tsang"),  # one character, by the sounds of two customs
    ],
)
def test_it_finds_names_that_share_little_of_their_letters(query, listed):
    [match] = NameIndex([ListedName("A", "person", listed), ListedName("B", "person", "Obadiah Boone")]).screen(query)
    assert match.score == score_pair(query, listed, "person").score


def test_a_list_raises_what_comparing_with_all_of_it_raises():
    chance, listed = random.Random(7), a_list(300)
    asked = [chance.choice([*varied(chance, name.split(), "turkish").values()]) for name in listed[:40]] + a_list(540)[
        500:
    ]
    index = NameIndex(ListedName(str(i), "person", name) for i, name in enumerate(listed))
    for query in asked:
        scores = {str(i): raw_score(query, name, "person") for i, name in enumerate(listed)}
        raised = {number: score for number, score in scores.items() if score >= POSSIBLE}
        assert {m.entry_id: m.score for m in index.screen(query, "person")} == pytest.approx(raised), query


LETTERS = "abcdefghijklmnopqrstuvwxyz"
WORDS = sorted({w.lower() for name in a_list(2000) for w in name.split() if w.isascii() and w.isalpha() and len(w) > 1})


def swapped(text: str, i: int, _: str) -> str:
    return text[:i] + text[i + 1 : i + 2] + text[i : i + 1] + text[i + 2 :]


SLIPS = (
    lambda text, i, letter: text[:i] + letter + text[i + 1 :],
    lambda text, i, letter: text[:i] + letter + text[i:],
    lambda text, i, _: text[:i] + text[i + 1 :],
    swapped,
)
IN_OTHER_SCRIPTS = (
    "عبد الرحمن الدرواني", "Николай Петрович Зимородцев", "王良实", "陳志明", "Γεώργιος Παπαδόπουλος", "אברהם כהן",
    "रमेश शर्मा", "গোলাম রহমান", "ਹਰਪ੍ਰੀਤ ਸਿੰਘ", "முருகன்", "김민수", "Юсуф Ахмад",
)  # fmt: skip


def like(listed: Iterable[str], asked: Iterable[Word]) -> Iterator[tuple[Word, dict[Word, tuple[float, float]]]]:
    """For each of some words the listed words that it may meet, as the index has it, with what that is worth and tells."""
    shelf = shelved(ListedName(str(i), "person", name) for i, name in enumerate(listed))
    found, _ = LikesFinder(shelf).of([w for w in asked if not w.initial], (), organisation=False)
    for w, likes in found.items():
        of = map(shelf.word, likes.words.tolist())
        yield w, dict(zip(of, zip(likes.worth.tolist(), likes.bits.tolist(), strict=True), strict=True))


def words_in(name: str, kind: str = "person") -> list[Word]:
    return [part.word for reading in readings_of(name, kind) for part in reading.parts]


def share_found(listed: Sequence[str], asked: Sequence[Word]) -> float:
    """The share of the meetings between two lists that the index finds; none of them is better than it expects."""
    every = {w for name in listed for w in words_in(name)}
    of = found_of = 0
    for w, found in like(listed, asked):
        meetings = {other: met for other in every if (met := meet(w, other)) is not None and met.worth > 0}
        of, found_of = of + len(meetings), found_of + len(meetings.keys() & found.keys())
        for other in meetings.keys() & found.keys():
            worth, tells = found[other]
            assert worth >= meetings[other].worth - 1e-4, (w.text, other.text)
            assert tells >= meetings[other].tells - 1e-4, (w.text, other.text)
    return found_of / of if of else 1.0


@given(
    st.sampled_from(WORDS),
    st.lists(st.tuples(st.sampled_from(SLIPS), st.integers(0, 12), st.sampled_from(LETTERS)), max_size=2),
)
def test_a_word_with_two_slips_is_found_and_meets_no_better_than_the_index_expects(text, slips):
    other = text
    for slip, place, letter in slips:
        other = slip(other, place, letter)
    assert share_found([text.title()], [word(other)] if len(other) > 1 else []) == 1


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=20), st.sampled_from(WORDS))
def test_words_that_may_meet_are_found_among_others(listed, text):
    assert share_found([w.title() for w in listed], [word(text)]) == 1


def test_no_two_words_of_two_scripts_meet_better_than_the_index_expects():
    latin, asked = [w.title() for w in WORDS], [w for name in IN_OTHER_SCRIPTS for w in words_in(name)]
    assert share_found(latin, asked) > 0.95
    assert share_found(IN_OTHER_SCRIPTS, [word(w) for w in WORDS]) > 0.95


def test_syllables_that_are_spellings_of_one_share_a_key():
    every = sorted(filter(is_syllable, _spelled()))
    alike = [(a, b) for a, b in combinations(every, 2) if syllables_apart(a, b) is not None]
    assert len(alike) > 100
    for a, b in alike:
        asked = of_asked(word(b))
        assert of_listed(word(a)).texts & (asked.knowledge | asked.characters), (a, b)


def test_names_of_many_words_are_found():
    name = "Obadiah Silas Barnaby Quillfeather Thackrah Boone"
    index = NameIndex([ListedName("A", "person", name), ListedName("B", "person", "Silas Boone Thackrah")])
    assert index.screen("Boone, Obadiah Silas Barnaby Quilfeather Thackrah")[0].entry_id == "A"


def test_names_written_as_one_word_in_one_place_and_as_two_in_another_are_found():
    index = NameIndex([ListedName("A", "person", "Gholamali Haddad-Adel")])
    assert [match.entry_id for match in index.screen("Gholam-Ali Haddadadel", "person")] == ["A"]


def test_what_is_known_beforehand_of_a_word_is_what_would_be_found(monkeypatch):
    monkeypatch.setattr(draft, "LONG_LIST", 0)
    monkeypatch.setattr(draft, "FEW_HOLDERS", 1)
    names = [*a_list(100), *IN_OTHER_SCRIPTS, "Elkaddafi", "B. Quillfeather"]
    kinds = ("person", "organisation")
    shelf = shelved(ListedName(f"{kind} {i}", kind, name) for i, name in enumerate(names) for kind in kinds)
    nothing_known = replace(shelf, likes=KnownLikes.none(len(shelf.kinds)))
    for kind in kinds:
        asked = {w for name in names for w in words_in(name, kind) if not w.initial}
        known, _ = LikesFinder(shelf).of(asked, (), kind == "organisation")
        found, _ = LikesFinder(nothing_known).of(asked, (), kind == "organisation")
        for w in asked:
            assert (known[w].words == found[w].words).all()
            assert (known[w].facts >= found[w].facts).all()
            assert known[w].facts == pytest.approx(found[w].facts, abs=1e-4)
            assert known[w].holders == found[w].holders


def test_an_index_is_the_same_whether_other_processes_help_or_not(monkeypatch):
    monkeypatch.setattr(draft, "LONG_LIST", 0)
    monkeypatch.setattr(draft, "NAMES_A_SHEET", 50)
    known = Known(affiliation="Quillfeather Trust", born=1971)
    names = [*a_list(200), *IN_OTHER_SCRIPTS, "MHN (Manar Horizons)", "Elkaddafi", "B. Quillfeather", *a_list(220)]
    listed = [
        ListedName(f"{kind} {i}", kind, name, i % 2 > 0, known if i % 3 else None)
        for i, name in enumerate(names)
        for kind in ("person", "organisation")
    ]
    alone = shelved(listed)
    monkeypatch.setattr(draft, "VERY_LONG_LIST", 100)
    monkeypatch.setattr(draft, "can_help", lambda: True)
    helped = shelved(listed)
    assert list(arrays_of(replace(helped, words=alone.words))) == list(arrays_of(alone))
    [words] = np.isin(alone.kinds, (PERSONS_WORD, ORGANISATIONS_WORD)).nonzero()
    assert [marshal.loads(helped.words[n]) for n in words] == [marshal.loads(alone.words[n]) for n in words]


def arrays_of(kept: object) -> Iterator[tuple[str, str, bytes]]:
    """The arrays of a shelf, by their names, with what they hold."""
    for field in fields(kept):  # type: ignore[arg-type]
        value = getattr(kept, field.name)
        if is_dataclass(value):
            yield from arrays_of(value)
        else:
            yield field.name, str(value.dtype), value.tobytes()


def test_many_changes_are_followed_and_nothing_removed_comes_back():
    index = NameIndex([ListedName("A", "person", "Obadiah Nwachinemere")])
    for i in range(300):
        index.put(f"N{i}", [ListedName(f"N{i}", "person", f"Quill{i}son Thackrah")])
    index.remove("A")
    index.put("N7", [ListedName("N7", "person", "Silas Boone-Thackrah")])
    assert index.screen("Obadiah Nwachinemere") == []
    assert "N7" in {m.entry_id for m in index.screen("Silas Thackrah-Boone")}
    assert "N7" not in {m.entry_id for m in index.screen("Quill7son Thackrah")}


def test_a_copy_is_changed_alone_and_both_go_on_finding(index):
    copied = index.copy()
    copied.put("E9", [ListedName("E9", "person", "Silas Boone-Thackrah")])
    copied.remove("E0")
    assert (len(index), len(copied)) == (len(LISTED), len(LISTED))
    assert [m.entry_id for m in index.screen("Barney Quilfeather")] == ["E0"]
    assert index.screen("Silas Thackrah-Boone") == copied.screen("Barney Quilfeather") == []
    assert [m.entry_id for m in copied.screen("Silas Thackrah-Boone")] == ["E9"]


def test_an_organisation_is_no_person_who_writes_the_same_word_as_two():
    index = NameIndex([ListedName("A", "person", "Quill Feather"), ListedName("B", "person", "A. Quill Feather")])
    assert index.screen("Quillfeather", "organisation") == index.screen("Quillfeather Alliance", "organisation") == []
    assert {m.entry_id for m in index.screen("A. Quillfeather", "person")} == {"B"}


def test_an_entry_is_listed_once_by_its_best_name():
    names = [
        ListedName("A", "person", "Obadiah Nwachinemere"),
        ListedName("A", "person", "Prophet Obadiah", is_alias=True),
    ]
    [match] = NameIndex(names).screen("Obadiah Nwachinemere")
    assert match.matched_name == "Obadiah Nwachinemere"


class TestOnDisk:
    def shared(self, folder, version="1"):
        names = [ListedName(f"E{i}", "person", name, known=Known(born=1970)) for i, name in enumerate(LISTED)]
        return NameIndex.shared(folder, version, lambda: iter(names))

    def test_a_saved_index_answers_as_the_one_that_was_built(self, tmp_path, index):
        loaded = self.shared(tmp_path)
        for query, _ in QUERIES:
            assert loaded.screen(query) == index.screen(query)
        assert (len(loaded), loaded.main_name("E2")) == (len(LISTED), "Philippa Thornback")

    def test_what_was_changed_is_saved_with_the_rest(self, tmp_path, index):
        changed = self.shared(tmp_path)
        changed.put("E0", [ListedName("E0", "person", "Obadiah Nwachinemere")])
        changed.remove("E1")
        changed.save(tmp_path / "changed")
        loaded = NameIndex.load(tmp_path / "changed")
        assert [m.entry_id for m in loaded.screen("Obadiah Nwachinemere")] == ["E0"]
        assert loaded.screen("Barnaby Quillfeather") == loaded.screen("Abd al-Rahman al-Dirwani") == []
        assert len(loaded) == len(LISTED) - 1

    def test_processes_after_the_first_map_what_it_wrote(self, tmp_path):
        self.shared(tmp_path)
        again = NameIndex.shared(tmp_path, "1", lambda: pytest.fail("built again"))
        assert again.screen("Philippa Thornback")

    def test_what_was_written_for_another_version_is_replaced(self, tmp_path):
        self.shared(tmp_path, "1")
        assert not NameIndex.shared(tmp_path, "2", list).screen("Philippa Thornback")
        assert [folder.name.partition("-")[0] for folder in tmp_path.iterdir()] == ["2"]

    def test_what_is_broken_is_built_again(self, tmp_path):
        self.shared(tmp_path)
        for file in tmp_path.glob("*/rows-items.npy"):
            file.write_bytes(file.read_bytes()[:9])
        assert self.shared(tmp_path).screen("Philippa Thornback")


class TestWhatElseIsKnown:
    def raised(self, **known):
        listed = ListedName("A", "person", "Barnaby Quillfeather", known=Known(born=1970, affiliation="Raven Banner"))
        [match] = NameIndex([listed]).screen("Barney Quilfether", known=Known(**known))
        return match

    def test_it_moves_the_score_and_is_shown(self):
        assert self.raised(born=1970).score > self.raised().score > self.raised(born=1940).score
        assert "Years of birth differ: 1940, 1970" in [w.sentence for w in self.raised(born=1940).why]

    def test_it_never_hides_a_match(self):
        assert self.raised(born=1900, affiliation="Ukulele Orchestra").band != "none"
