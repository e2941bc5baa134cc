"""The order of the words: what the network is shown, and what it makes of it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.equality.test_neutrality import FAITH_TERMS, FAITHS, ORGANISATIONS, PEOPLE, VENUES
from venuecheck.equality.phrases import finder
from venuecheck.equality.second_reading import (
    BLANK,
    SHOWN_BY_CLASS,
    WEIGHTS,
    Network,
    Part,
    Seen,
    network,
    points,
    seen,
)
from venuecheck.equality.words import build_lexicon


def shown(text: str) -> list[list[Seen]]:
    """What the network is shown of each reading in a text."""
    return [seen(here, beside, r) for here, beside, proposed in finder().proposed(text) for r in proposed]


def added(text: str) -> list[int]:
    """The points that it adds for each."""
    return [points(here, beside, r) for here, beside, proposed in finder().proposed(text) for r in proposed]


def words(text: str) -> list[str]:
    """What is shown of the only reading in a text, a class for each word that is shown by its classes alone."""
    (only,) = shown(text)
    return [
        "…" if classes == BLANK else word or ", ".join(sorted(classes & SHOWN_BY_CLASS)) for word, classes, _ in only
    ]


def test_people_and_places_are_shown_by_their_classes_and_small_words_as_they_are() -> None:
    assert words("The lasses will sit in the balcony.")[:5] == ["the", "women", "will", "sit in", "the"]
    assert words("The lasses will sit in the balcony.") == words("The womenfolk will sit in the balcony.")
    assert "balcony" not in words("The lasses will sit in the balcony.")


def test_names_and_words_in_no_list_are_one_blank() -> None:
    assert words("Vorple drenting: women sit at the back.")[:2] == ["…", ":"]
    assert words("The women of Upper Poppleton sit at the back.")[2:4] == ["of", "…"]


def test_marks_that_are_no_words_are_not_shown() -> None:
    assert shown("🎤 women at the back 🎤") == shown("women at the back")


@given(st.sampled_from(FAITHS), st.sampled_from(ORGANISATIONS), st.sampled_from(PEOPLE), st.sampled_from(VENUES))
def test_what_is_shown_does_not_tell_whose_event_it_is(faith: str, organisation: str, person: str, venue: str) -> None:
    text = "{}. Women at the back. Contact {}."
    told = shown(text.format(f"{faith} evening by {organisation}, {venue}", f"{person}, {organisation}"))
    assert told == shown(text.format("Sikh evening by Al-Noor Trust, Conway Hall", "Canon Lee, Al-Noor Trust"))


def test_a_sentence_beside_is_shown_where_it_names_nobody() -> None:
    (told,) = shown("We have done so before. Women sat at the back.")
    assert {part for _, _, part in told} >= {Part.SENTENCE_BEFORE, Part.CORE}
    (told,) = shown("We have done so before at Poppleton. Women sat at the back.")
    assert Part.SENTENCE_BEFORE not in {part for _, _, part in told}


def test_it_is_shown_no_more_of_a_long_text_than_it_can_read() -> None:
    for told in shown("we had tea and cake " * 900 + "women at the back " + "and then we sang " * 900):
        assert len(told) <= 110


def test_every_word_that_it_knows_stands_in_the_lists_and_none_is_shown_by_its_class() -> None:
    lexicon = build_lexicon(())
    phrases = {" ".join(parts): classes for of in lexicon.phrases.values() for parts, classes in of.items()}
    with np.load(WEIGHTS) as weights:
        known = {str(word) for word in weights["words"]}
    assert not {word for word in known if (lexicon.classes(word) | phrases.get(word, frozenset())) & SHOWN_BY_CLASS}
    assert not known & FAITH_TERMS


@pytest.mark.parametrize(
    ("arranged", "not_so"),
    [
        ("Women at the back, no men.", "No women at the back."),
        ("There is a side for women, no rush.", "There is no side for women."),
        ("Women sit at the back, no longer at the side.", "Women no longer sit at the back."),
        ("Do not forget, we seat women at the back.", "We do not seat women at the back."),
    ],
)
def test_the_order_of_like_words_is_what_it_adds(arranged: str, not_so: str) -> None:
    assert max(added(arranged)) > max(added(not_so), default=-99)


def test_the_sums_are_those_of_the_papers() -> None:
    """Word by word and head by head in plain numbers, as the papers write it, on a small network of random weights."""
    chance, width, heads = np.random.default_rng(1), 8, 2
    shapes = {
        "class_vectors": (2, width), "word_vectors": (1, width), "parts": (6, width), "places": (9, width),
        "layers.0.attention.in": (width, 3 * width), "layers.0.attention.in_bias": (3 * width,),
        "layers.0.attention.out": (width, width), "layers.0.attention.out_bias": (width,),
        "layers.0.first": (width, 2 * width), "layers.0.first_bias": (2 * width,),
        "layers.0.second": (2 * width, width), "layers.0.second_bias": (width,),
        "layers.0.norm1.weight": (width,), "layers.0.norm1.bias": (width,),
        "layers.0.norm2.weight": (width,), "layers.0.norm2.bias": (width,),
        "norm.weight": (width,), "norm.bias": (width,), "head.weight": (2 * width,), "head.bias": (1,),
    }  # fmt: skip
    of = {name: chance.normal(size=shape).astype(np.float32) for name, shape in shapes.items()}
    weights = {**of, "classes": np.array(["a", "b"]), "words": np.array(["no"]), "heads": np.array([2.0])}
    told: list[Seen] = [
        ("no", frozenset({"a"}), Part.BEFORE),
        ("", frozenset({"a", "b"}), Part.CORE),
        ("", frozenset({"b", "c"}), Part.CORE),
    ]

    def normed(x: list[np.ndarray], name: str) -> list[np.ndarray]:
        return [(v - v.mean()) / np.sqrt(v.var() + 1e-5) * of[name + ".weight"] + of[name + ".bias"] for v in x]

    a, b = of["class_vectors"]
    x = [
        v + of["parts"][part] + of["places"][i]
        for i, (v, (_, _, part)) in enumerate(zip((a + of["word_vectors"][0], a + b, b), told, strict=True))
    ]
    asked = [v @ of["layers.0.attention.in"] + of["layers.0.attention.in_bias"] for v in normed(x, "layers.0.norm1")]
    for i, v in enumerate(list(x)):
        taken = []
        for head in range(heads):
            q, k, w = (slice(n * width + head * 4, n * width + head * 4 + 4) for n in range(3))
            likes = np.exp([asked[i][q] @ other[k] / 2 for other in asked])
            taken.append(sum(like * other[w] for like, other in zip(likes / likes.sum(), asked, strict=True)))
        x[i] = v + np.concatenate(taken) @ of["layers.0.attention.out"] + of["layers.0.attention.out_bias"]
    for i, v in enumerate(normed(x, "layers.0.norm2")):
        worked = np.maximum(v @ of["layers.0.first"] + of["layers.0.first_bias"], 0)
        x[i] = x[i] + worked @ of["layers.0.second"] + of["layers.0.second_bias"]
    x = normed(x, "norm")
    right = np.concatenate([np.mean(x, axis=0), np.mean(x[1:], axis=0)]) @ of["head.weight"] + of["head.bias"][0]
    assert Network(weights).score(told) == pytest.approx(float(right), abs=1e-4)


def test_it_keeps_nothing_for_numbers_of_which_there_is_no_end() -> None:
    added("Women sit in row 1234.")
    kept = len(network()._vectors)
    for number in range(5000, 5040):
        added(f"Women sit in row {number}.")
    assert len(network()._vectors) == kept


def test_it_adds_the_same_each_time() -> None:
    (told,) = shown("Women at the back.")
    assert network().score(told) == network().score(told)
