"""Pressing twice does it once; saying something else is heard. All tests share one installation: each has its own key."""

from multidict import MultiDict

from venuecheck.runtime.database import Database, Transaction
from venuecheck.web.once import first_time
from venuecheck.web.posted import Posted


def form(**fields: str) -> Posted:
    return Posted(fields=MultiDict(fields))


def test_the_same_form_counts_once(tx: Transaction) -> None:
    assert [first_time(tx, form(once="a", text="Rang them")) for _ in range(3)] == [True, False, False]


def test_it_is_known_after_the_act_was_done(database: Database) -> None:
    for first in (True, False):
        with database.write() as tx:
            assert first_time(tx, form(once="b", text="Rang them")) is first


def test_other_words_under_the_same_key_count_as_new(tx: Transaction) -> None:
    assert first_time(tx, form(once="c", text="Rang them"))
    assert first_time(tx, form(once="c", text="Nobody was in"))
    assert not first_time(tx, form(once="c", text="Rang them"))


def test_the_same_words_in_another_field_are_other_words(tx: Transaction) -> None:
    assert first_time(tx, form(once="d", found="ab", about="c"))
    assert first_time(tx, form(once="d", found="a", about="bc"))


def test_a_visit_that_was_renewed_in_between_changes_nothing(tx: Transaction) -> None:
    assert first_time(tx, form(once="e", text="Rang them", csrf="1"))
    assert not first_time(tx, form(once="e", text="Rang them", csrf="2"))


def test_a_form_without_a_key_always_counts_as_new(tx: Transaction) -> None:
    assert first_time(tx, form(text="Rang them"))
    assert first_time(tx, form(text="Rang them"))
