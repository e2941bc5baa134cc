"""The names of an application that are screened."""

from datetime import date, time

import pytest

from venuecheck.bookings.application import ApplicationForm, Speaker, names, several


def a_form(**changes):
    when = {"day": date(2026, 12, 1), "start": time(10), "end": time(12)}
    return ApplicationForm(space="", hirer_name="Ann Weaver", hirer_email="ann@example.org", **when, **changes)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("Peregrine Thistlewood", ["Peregrine Thistlewood"]),
        ("Thistlewood, Peregrine", ["Thistlewood, Peregrine", "Thistlewood", "Peregrine"]),
        ("P. Thistlewood; Perry\nThe Thistle ,", ["P. Thistlewood", "Perry", "The Thistle"]),
    ],
)
def test_a_line_with_a_comma_is_one_name_and_several(text, found):
    assert list(several(text)) == found


def test_every_name_may_be_a_persons_or_an_organisations_whatever_its_field_asks_for():
    speaker = Speaker(name="Hat Makers", organisation="Bo Frost", other_names="The Hats")
    form = a_form(organisation="Cy Lark", organisation_other_names="C. L.", on_behalf_of="Di", speakers=(speaker,))
    assert {party.kind for party in names(form)} == {"any"}
