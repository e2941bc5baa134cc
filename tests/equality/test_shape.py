"""What stands next to a group of people in a sentence."""

from hypothesis import given
from hypothesis import strategies as st

from venuecheck.equality.shape import kind_of, kinds, shape


def test_a_group_sees_the_two_nearest_kinds_on_either_side() -> None:
    assert set(shape(["place", "link", "people", "verb", "light", "placing", "place"], [2])) == {
        "link, people",
        "people, verb",
        "place, link, people",
        "link, people, verb",
        "people, verb, placing",
    }


def test_a_heading_and_another_clause_are_not_seen() -> None:
    assert "edge, people" in shape(["word", "link", "people"], [2])
    assert "people, edge" in shape(["people", "stop", "place"], [0])


def test_two_groups_are_also_seen_together() -> None:
    pair = shape(["people", "place", "comma", "people", "place"], [0, 3])
    assert {"pair after: place, place", "pair before: edge, comma"} <= set(pair)


def test_what_no_list_knows_is_a_plain_word() -> None:
    assert kind_of(frozenset({"unknown"})) == "word"


@given(st.lists(st.sampled_from([name for name, _ in kinds()]), min_size=1, max_size=30), st.data())
def test_no_more_is_seen_than_a_few_things_whatever_the_length(things: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(things) - 1))
    assert len(shape(things, [at])) == 5
    assert shape(["word"] * 20 + things + ["word"] * 20, [at + 20])[1].startswith(things[at])
