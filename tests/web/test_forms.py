"""Forms: errors beside their fields, and everything typed is kept."""

import pytest
from multidict import MultiDict
from wtforms import FieldList, FormField, StringField
from wtforms import Form as WtForm

from venuecheck.runtime.errors import InvalidError
from venuecheck.web.forms import Form, at_most, needed
from venuecheck.web.posted import Posted


class OneSpeaker(WtForm):
    name = StringField("Name", [needed("Enter the speaker's name"), at_most(20, "Name")])


class TalkForm(Form):
    title = StringField("Title", [needed("Enter a title"), at_most(2000, "Title")])
    speakers = FieldList(FormField(OneSpeaker))


def sent(*pairs: tuple[str, str], faults: dict[str, str] | None = None) -> TalkForm:
    return TalkForm(Posted(MultiDict(pairs), faults=faults or {}))


def test_a_good_form_has_no_problems() -> None:
    form = sent(("title", "Bees"), ("speakers-0-name", "Ada"))
    assert form.validate()
    assert form.problems == []


@pytest.mark.parametrize("blank", ["", "   ", "\r\n\t", "\u00a0"])
def test_white_space_does_not_fill_a_field(blank: str) -> None:
    form = sent(("title", blank))
    assert not form.validate()
    assert [problem.text for problem in form.problems] == ["Enter a title"]


def test_a_missing_field_is_an_error_like_an_empty_one() -> None:
    assert not sent().validate()


def test_a_long_text_is_refused_in_numbers_that_people_read_and_is_kept() -> None:
    form = sent(("title", "x" * 2001))
    assert not form.validate()
    assert form.problems[0].text == "Title must be 2,000 characters or fewer"
    assert form.title.data == "x" * 2001


def test_errors_stand_in_page_order_those_of_lists_among_them() -> None:
    form = sent(("title", ""), ("speakers-0-name", "Ada"), ("speakers-7-name", "x" * 21))
    assert not form.validate()
    assert [problem.field for problem in form.problems] == ["title", "speakers-1-name"]


def test_what_was_taken_out_of_a_field_is_told_beside_it() -> None:
    form = sent(("title", "Bees"), faults={"title": "It held a NUL"})
    assert not form.validate()
    assert [(problem.field, problem.text) for problem in form.problems] == [("title", "It held a NUL")]


def test_a_refusal_stands_beside_its_field_or_above_the_page() -> None:
    form = sent(("title", "Bees"))
    form.refuse(InvalidError("There is a talk on bees already", "title"))
    form.refuse(InvalidError("Not today"))
    assert [(problem.field, problem.text) for problem in form.problems] == [
        ("title", "There is a talk on bees already"),
        ("main-content", "Not today"),
    ]


def test_a_form_shown_first_has_the_values_that_are_known() -> None:
    assert TalkForm(values={"title": "Bees"}).title.data == "Bees"
