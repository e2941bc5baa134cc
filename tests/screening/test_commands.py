"""`venuecheck score` and `venuecheck screen`."""

import json

import pytest

from venuecheck.screening.commands import read_watchlist, score_lines, screen_lines

CSV = [
    "id,kind,name,aliases\n",
    "L1,person,Barnaby Quillfeather,Barney Quillfeather;Abu Safwan\n",
    "L2,organisation,Raven Banner,\n",
]


def score(**line):
    [answer] = score_lines([json.dumps({"id": 1, "kind": "person", **line})])
    return json.loads(answer)


def screen(floor=None, **line):
    [answer] = screen_lines([json.dumps({"id": 1, **line})], read_watchlist(CSV), floor)
    return json.loads(answer)


class TestScore:
    def test_it_answers_with_the_score_the_band_and_the_reasons(self):
        answer = score(query="Barnaby Quillfether", entry="Barnaby Quillfeather")
        assert answer["id"] == 1
        assert 0 < answer["score"] < 1
        assert answer["band"] in ("strong", "possible")
        assert "Quillfether ~ Quillfeather" in " ".join(answer["why"])

    def test_an_alias_counts_as_the_entry_does(self):
        assert score(query="Abu Safwan", entry="Zzyzx Road", aliases=["Abu Safwan"])["score"] > 0.4

    @pytest.mark.parametrize(
        "line", ["not json", "[]", '{"id": 7}', '{"id": 7, "query": "A", "entry": "B", "kind": "ship"}']
    )
    def test_a_bad_line_is_answered_with_an_error_and_the_rest_goes_on(self, line):
        bad, good = score_lines([line, json.dumps({"id": 2, "query": "A B", "entry": "C D", "kind": "person"})])
        assert "error" in json.loads(bad)
        assert json.loads(good)["band"] == "none"


class TestScreen:
    def test_it_lists_the_entries_that_a_name_may_mean_with_their_main_name(self):
        [match] = screen(name="Barney Quillfeather", kind="person")["matches"]
        assert (match["entry_id"], match["name"], match["matched_name"]) == (
            "L1",
            "Barnaby Quillfeather",
            "Barney Quillfeather",
        )

    def test_the_floor_lists_what_is_below_the_bands(self):
        assert screen(name="Barnaby Smith", kind="person")["matches"] == []
        assert [m["band"] for m in screen(0.0001, name="Barnaby Smith", kind="person")["matches"]] == ["none"]

    def test_a_pair_has_the_same_score_in_both_commands(self):
        [match] = screen(name="Barny Quilfeather", kind="person")["matches"]
        assert (
            score(query="Barny Quilfeather", entry="Barnaby Quillfeather", aliases=["Barney Quillfeather"])["score"]
            == match["score"]
        )

    def test_any_kind_tries_both(self):
        assert [m["entry_id"] for m in screen(name="The Raven Banner Ltd")["matches"]] == ["L2"]
