"""What may be a password, and how it is kept."""

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st

from tests.accounts.builders import PASSWORD, WRONG_PASSWORD, kept
from venuecheck.accounts import passwords
from venuecheck.runtime.errors import InvalidError


@pytest.mark.parametrize("password", [PASSWORD, "сорок тысяч братьев", "k" * 64 + "abcde", "🦦🐘🦊🐝" * 3 + "and more"])
def test_a_long_password_of_any_kind_may_be_one(password: str) -> None:
    assert passwords.fault(password) is None


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("eleven char", passwords.TOO_SHORT),
        ("", passwords.TOO_SHORT),
        ("a" * 129, passwords.TOO_LONG),
        ("🦦" * 100 + "abcdefghijklmnopqrstuvwxyz", None),
        ("🦦" * 128, passwords.TOO_COMMON),
        ("aaaaaaaaaaaaaa", passwords.TOO_COMMON),
        ("123456789012", passwords.TOO_COMMON),
        ("lkjihgfedcba", passwords.TOO_COMMON),
        ("Password1234", passwords.TOO_COMMON),
        ("Administrator1!", passwords.TOO_COMMON),
        ("correct horse battery staple", passwords.TOO_COMMON),
    ],
)
def test_a_password_that_is_short_long_or_common_is_refused(password: str, sentence: str | None) -> None:
    assert passwords.fault(password) == sentence


@pytest.mark.parametrize("password", ["Wilhelmina Fairweather", "wilhelmina.fairweather", "w.fairweather@example.org"])
def test_ones_own_name_or_address_is_refused(password: str) -> None:
    personal = ("Wilhelmina Fairweather", "w.fairweather@example.org", "wilhelmina.fairweather@example.org")
    assert passwords.fault(password, personal) == passwords.TOO_COMMON


def test_a_refused_password_names_the_field() -> None:
    with pytest.raises(InvalidError) as refused:
        passwords.chosen("short")
    assert refused.value.field == "password"


def test_it_is_kept_as_argon2id_and_never_as_typed() -> None:
    assert kept(PASSWORD).startswith("$argon2id$")
    assert PASSWORD not in kept(PASSWORD)


def test_only_the_right_password_matches() -> None:
    assert passwords.matches(kept(PASSWORD), PASSWORD)
    assert not passwords.matches(kept(PASSWORD), WRONG_PASSWORD)
    assert not passwords.matches(None, PASSWORD)
    assert not passwords.matches("no hash", PASSWORD)


def test_composed_and_decomposed_letters_are_the_same_password() -> None:
    assert passwords.matches(kept("caf\u00e9 caf\u00e9 caf\u00e9"), "cafe\u0301 cafe\u0301 cafe\u0301")


def test_a_hash_of_another_cost_is_outdated() -> None:
    assert passwords.outdated(PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD))
    assert not passwords.outdated(kept(PASSWORD))


def test_a_temporary_password_may_be_one_and_is_never_the_same() -> None:
    made = {passwords.temporary() for _ in range(200)}
    assert len(made) == 200
    assert not any(passwords.fault(password) for password in made)


@given(st.text(max_size=300))
def test_any_text_gets_an_answer(password: str) -> None:
    assert passwords.fault(password) in {None, passwords.TOO_SHORT, passwords.TOO_LONG, passwords.TOO_COMMON}


def test_the_list_of_common_passwords_is_in_lower_case() -> None:
    assert all(word == word.casefold().strip() for word in passwords._common())
