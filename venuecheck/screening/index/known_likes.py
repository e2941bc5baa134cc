"""What the commoner words of a long list are like, found once when it is indexed and kept with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from venuecheck.screening.index.arrays import Lists, Numbers, running
from venuecheck.screening.index.likes import NOTHING, LikesFinder, facts_of
from venuecheck.screening.index.shelf import ORGANISATIONS_WORD, PERSONS_WORD, KnownLikes, Shelf

WORDS_AT_A_TIME = 512


class FoundLikes(NamedTuple):
    """The likes of some words: of each meeting both words and what is known of it, and of each word what `Likes` tells."""

    of: Numbers
    listed: Numbers
    worth: Numbers
    told: Numbers
    same: Numbers
    words: Numbers
    holders: Numbers
    best_worth: Numbers
    best_bits: Numbers


def known_likes(shelf: Shelf, words: Numbers) -> KnownLikes:
    """The likes of some of a shelf's words."""
    return put_together([find_likes(shelf, words)], len(shelf.kinds))


def find_likes(shelf: Shelf, words: Numbers) -> FoundLikes:
    """The likes of some of a shelf's words, as they are found."""
    finder = LikesFinder(shelf)
    found = [
        FoundLikes(
            NOTHING, NOTHING, *(np.zeros(0, np.float32),) * 2, np.zeros(0, bool), NOTHING, NOTHING, *(np.zeros(0),) * 2
        )
    ]
    for kind in (PERSONS_WORD, ORGANISATIONS_WORD):
        of_kind = words[shelf.kinds[words] == kind]
        for start in range(0, len(of_kind), WORDS_AT_A_TIME):
            some = of_kind[start : start + WORDS_AT_A_TIME]
            made = [shelf.word(number) for number in some.tolist()]
            of, listed, worth, told, same = finder.meetings(
                [finder.sought(w) for w in made], kind == ORGANISATIONS_WORD
            )
            by_word = finder.by_word(len(some), of, listed, worth, told, same)
            found.append(
                FoundLikes(
                    *(some[of], listed, _rounded_up(worth), _rounded_up(told), same, some),
                    np.array([likes.holders for likes in by_word]),
                    np.array([likes.best_worth for likes in by_word]),
                    np.array([likes.best_bits for likes in by_word]),
                )
            )
            for w in made:
                w.compared.clear()  # those with words of other scripts
    return _one_after_the_other(found)


def put_together(found: Sequence[FoundLikes], count: int) -> KnownLikes:
    """The likes that were found, by their words, of which the shelf has so many."""
    every = _one_after_the_other(found)
    order = np.argsort(every.of, kind="stable")
    holders, best_worth, best_bits = np.zeros(count, np.uint32), np.zeros(count), np.zeros(count)
    holders[every.words] = every.holders
    best_worth[every.words] = every.best_worth
    best_bits[every.words] = every.best_bits
    return KnownLikes(
        Lists(running(np.bincount(every.of, minlength=count)), every.listed[order].astype(np.uint32)),
        facts_of(every.worth, every.told, every.same)[order].astype(np.float32),
        holders,
        _rounded_up(best_worth),
        _rounded_up(best_bits),
    )


def _one_after_the_other(found: Sequence[FoundLikes]) -> FoundLikes:
    return FoundLikes(*map(np.concatenate, zip(*found, strict=True)))


def _rounded_up(numbers: Numbers) -> Numbers:
    """In half the space, and never less than they were."""
    return np.nextafter(numbers.astype(np.float32), np.float32(np.inf))
