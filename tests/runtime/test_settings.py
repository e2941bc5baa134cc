"""Settings from the environment."""

import pytest

from venuecheck.runtime.settings import ROOT, from_environment


def test_everything_has_a_default() -> None:
    settings = from_environment({})
    assert (settings.port, settings.demo, settings.data_dir) == (8000, False, ROOT / "var")
    assert settings.database.startswith("sqlite:///")


@pytest.mark.parametrize("port", ["", "0", "65536", "-1", "eighty", "8e3", "٨٠٨٠", " 80"])
def test_a_port_that_is_none_is_refused_in_plain_words(port: str) -> None:
    with pytest.raises(ValueError, match="PORT must be a number from 1 to 65535"):
        from_environment({"PORT": port})


@pytest.mark.parametrize("demo", ["yes", "true", "2", ""])
def test_the_demo_is_never_served_by_mistake(demo: str) -> None:
    with pytest.raises(ValueError, match="DEMO must be 0 or 1"):
        from_environment({"DEMO": demo})


def test_cookies_insist_on_tls_where_people_come_by_it() -> None:
    assert from_environment({"BASE_URL": "https://hire.example.gov.uk/"}).secure
    assert not from_environment({"BASE_URL": "http://127.0.0.1:8000"}).secure


def test_another_database_can_be_named() -> None:
    assert from_environment({"DATABASE_URL": "postgresql://localhost/hire"}).database == "postgresql://localhost/hire"


def test_the_demo_council_says_that_it_is_fictional() -> None:
    assert "fictional" in from_environment({"DEMO": "1"}).council


@pytest.mark.parametrize("nation", ["france", "", "eng"])
def test_a_nation_without_bank_holidays_here_is_refused_in_plain_words(nation: str) -> None:
    with pytest.raises(ValueError, match="NATION must be england, wales or scotland"):
        from_environment({"NATION": nation})


def test_a_council_counts_by_the_bank_holidays_of_its_nation() -> None:
    assert from_environment({"NATION": "Scotland"}).nation == "scotland"


@pytest.mark.parametrize("months", ["0", "-1", "1201", "six", "٣"])
def test_a_time_for_keeping_that_is_no_number_of_months_is_refused(months: str) -> None:
    with pytest.raises(ValueError, match="KEEP_OTHERS_MONTHS must be a number of months"):
        from_environment({"KEEP_OTHERS_MONTHS": months})


def test_the_council_says_how_long_it_keeps_what() -> None:
    assert from_environment({"KEEP_BOOKINGS_MONTHS": "84"}).keep_bookings_months == 84
