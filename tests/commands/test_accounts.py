"""`venuecheck accounts create-administrator`."""

import pytest

WORDS = ("accounts", "create-administrator", "--name", "Ada Quill", "--email", "ada@council.invalid")
PASSWORD = "lantern gravel otter"


def test_it_makes_an_administrator_with_the_password_of_the_environment(venuecheck):
    answer = venuecheck(*WORDS, ADMINISTRATOR_PASSWORD=PASSWORD)
    assert answer.exit_code == 0
    assert "Ada Quill is now an administrator" in answer.output
    assert PASSWORD not in answer.output


def test_the_record_holds_afterwards(venuecheck):
    venuecheck(*WORDS, ADMINISTRATOR_PASSWORD=PASSWORD)
    assert venuecheck("audit", "verify").exit_code == 0


def test_made_twice_it_says_that_the_address_is_taken(venuecheck):
    venuecheck(*WORDS, ADMINISTRATOR_PASSWORD=PASSWORD)
    answer = venuecheck(*WORDS, ADMINISTRATOR_PASSWORD=PASSWORD)
    assert answer.exit_code == 1
    assert "exists already" in answer.stderr


@pytest.mark.parametrize("password", ["short", "passwordpassword"])
def test_a_password_that_is_easy_to_guess_is_refused(venuecheck, password):
    answer = venuecheck(*WORDS, ADMINISTRATOR_PASSWORD=password)
    assert answer.exit_code == 1
    assert "assword" in answer.stderr


def test_an_address_that_is_none_is_refused(venuecheck):
    answer = venuecheck(*WORDS[:-1], "nobody", ADMINISTRATOR_PASSWORD=PASSWORD)
    assert answer.exit_code == 1
    assert "e-mail address" in answer.stderr
