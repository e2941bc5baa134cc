"""The forty applications of the demo council against its fictional watchlist, and what the matcher promises."""

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from venuecheck.screening.matching import POSSIBLE, ListedName, NameIndex, parts_of_field, score_pair
from venuecheck.screening.scoring import least_evidence, likelihood

COMMON = ("Mohammed", "Ali", "Singh", "Kaur", "Khan", "Ahmed", "Nguyen", "Abdi", "Patel", "Begum", "Hussain", "Kim")
FIXTURES = Path(__file__).parent / "fixtures"
FORMS = [json.loads(line) for line in (FIXTURES / "hire-forms.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def watchlist() -> NameIndex:
    names = []
    with (FIXTURES / "demo-watchlist.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names.append(ListedName(row["id"], row["kind"], row["name"], is_alias=False))
            names += [ListedName(row["id"], row["kind"], alias, is_alias=True) for alias in row["aliases"].split(";")]
    return NameIndex(names)


def names_on(form: dict) -> list[str]:
    fields = [form["hirer_name"], form["organisation"], form.get("on_behalf_of", "")]
    fields += [speaker[part] for speaker in form["speakers"] for part in ("name", "organisation")]
    return [name for text in fields if text for name in parts_of_field(text).names]


@pytest.mark.parametrize("form", FORMS, ids=[f["id"] for f in FORMS])
class TestTheDemoApplications:
    def test_it_raises_whom_it_must_and_nobody_else(self, watchlist, form):
        raised = {match.entry_id for name in names_on(form) for match in watchlist.screen(name)}
        assert raised - set(form.get("never_strong", ())) == set(form["expected"]["matches"])

    def test_a_shared_given_name_is_never_strong(self, watchlist, form):
        strong = {m.entry_id for name in names_on(form) for m in watchlist.screen(name) if m.band == "strong"}
        assert not strong & set(form.get("never_strong", ()))


class TestCommonNames:
    @pytest.mark.parametrize("name", ["Mohammed Hussain", "Maria Garcia", "David Smith", "Nguyen Van", "Wang Wei"])
    def test_a_name_of_common_words_alone_is_never_strong(self, name):
        assert score_pair(name, name, "person").band != "strong"


class TestChance:
    """What two people would share by chance raises little, and the less the commoner it is."""

    @pytest.mark.parametrize(
        ("query", "more", "less"),
        [
            ("Maria Quillfeather", "Quillfeather", "Maria"),
            ("B. Quillfeather", "Barnaby Quillfeather", "Obadiah Quillfeather"),
            ("Abdi Warsame Quraxlow", "Abdi Quraxlow", "Abdi Warsame"),
            ("Sukhdev Singh Thornbara", "Sukhdev Thornbara", "Sukhdev Singh"),
            ("Barnaby Quillfeather", "Barnaby Quilfether", "Obadiah Quillfeather"),
        ],
    )
    def test_what_is_rarer_tells_more(self, query, more, less):
        assert score_pair(query, more, "person").score > score_pair(query, less, "person").score

    @pytest.mark.parametrize(
        ("query", "listed"),
        [
            ("Sukhdev Singh Thornbara", "Sukhdev Singh"),
            ("Mohamed Abdi Quraxlow", "Mohamed Abdi"),
            ("Khan Quillfeather", "Khan"),
            ("Obadiah Quillfeather", "Barnaby Quillfeather"),
            ("Osman Warsame Jama", "Warsame Jama Quraxlow"),
        ],
    )
    def test_common_names_of_a_longer_name_raise_nothing(self, query, listed):
        assert score_pair(query, listed, "person").band == "none"

    @pytest.mark.parametrize("alias", ["Mohamed", "Maria", "David", "Gurpreet", "Wei", "Yusuf", "Quillfeather"])
    def test_a_single_name_is_never_strong_for_a_longer_one(self, alias):
        assert score_pair(f"{alias} Thornbara", alias, "person").band != "strong"

    @settings(deadline=None, max_examples=60)
    @given(st.sampled_from(COMMON), st.sampled_from(COMMON))
    def test_two_very_common_names_are_never_strong(self, first, second):
        assert score_pair(f"{first} {second}", f"{first} {second}", "person").band != "strong"

    def test_relatives_with_a_rare_name_are_never_strong(self):
        assert score_pair("Obadiah Quillfeather Thornbara", "Barnaby Quillfeather Thornbara", "person").band != "strong"

    @pytest.mark.parametrize(
        "names", [("Hassan Osman", "Hassan Osman Abdi"), ("Gurmeet Kaur", "Gurmeet Kaur Purewal"), ("Wing Ka", "Ka Ho")]
    )
    def test_where_most_people_share_few_names_that_is_no_nearer_than_a_rare_family_name(self, names):
        assert (
            score_pair(*names, "person").score
            < score_pair("Ivor Quillfeatherby", "Enid Quillfeatherby", "person").score
        )

    @given(st.floats(-60, 60), st.floats(0, 20), st.floats(0, 20))
    def test_how_common_the_words_are_moves_nothing_that_is_raised(self, bits, common, more):
        score, lower = likelihood(bits, common=common), likelihood(bits, common=common + more)
        assert lower == score if score >= POSSIBLE else lower <= score < POSSIBLE

    @given(st.floats(-60, 60), st.floats(0, 1), st.floats(0, 20))
    def test_more_evidence_never_lowers_a_score(self, bits, more, common):
        assert likelihood(bits + more, common=common) >= likelihood(bits, common=common)

    @pytest.mark.parametrize("kind", ["person", "organisation"])
    @given(st.floats(0.01, 0.99))
    def test_a_score_follows_from_the_least_evidence_for_it(self, kind, score):
        assert likelihood(least_evidence(score, kind), kind) == pytest.approx(score)


class TestTheIndex:
    def test_an_entry_that_is_put_is_found_and_one_removed_is_not(self):
        index = NameIndex()
        index.put("E1", [ListedName("E1", "person", "Barnaby Quillfeather")])
        assert [m.entry_id for m in index.screen("Barney Quillfeather")] == ["E1"]
        index.remove("E1")
        assert index.screen("Barnaby Quillfeather") == []

    def test_it_gives_the_same_score_as_a_pair(self, watchlist):
        [match] = watchlist.screen("Zubayr al-Dirwani Layth", floor=0.0)[:1]
        assert match.score == score_pair("Zubayr al-Dirwani Layth", match.matched_name, "person").score
