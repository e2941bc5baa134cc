"""Choices and words together: what stands for the form, and what is asked."""

from dataclasses import replace

import pytest

from tests.equality.cases import forms
from venuecheck.equality.assess import TABLE_VERSION, Assessment, Form, assess, reason_is_stated
from venuecheck.equality.vocabulary import Outcome, UnknownValueError

NONE, ENQUIRE, UNLAWFUL = Outcome.NONE, Outcome.ENQUIRE, Outcome.LIKELY_UNLAWFUL
TALK = Form("public_talk", "mixed", "each_person", "public")


def written(text: str, form: Form = TALK) -> Assessment:
    return assess(replace(form, text={"seating": text}))


def rules(assessment: Assessment) -> list[str]:
    return [finding.rule for finding in assessment.findings]


def test_mixed_seating_with_nothing_written_asks_nothing() -> None:
    assert assess(TALK) == Assessment(NONE, (), TABLE_VERSION)


def test_an_empty_form_is_asked_for_firm_detail_of_seating() -> None:
    found = assess(Form())
    assert found.outcome is ENQUIRE
    assert found.findings[0].rule == "row-2.undecided"
    assert found.findings[0].field is None


def test_a_phrase_quotes_the_words_as_typed() -> None:
    found = written("Tea at six. Ladies at the back, gents in front.").findings[0]
    assert (found.start, found.end, found.quote) == (12, 46, "Ladies at the back, gents in front")
    assert found.outcome is UNLAWFUL
    assert "s" in found.citation
    assert found.question


def test_words_against_a_mixed_tick_are_a_contradiction_that_carries_their_outcome() -> None:
    found = written("Sisters sit at the back.")
    assert any("contradiction" in rule for rule in rules(found))
    assert found.outcome is UNLAWFUL


def test_a_separation_ticked_and_all_together_written_is_a_contradiction_without_outcome() -> None:
    found = written("Men and women sit together.", replace(TALK, arrangement="screened", chosen_by="organiser"))
    clash = [f for f in found.findings if "contradiction" in f.rule]
    assert [f.outcome for f in clash] == [NONE]
    assert found.outcome is UNLAWFUL


def test_two_different_separations_are_no_contradiction() -> None:
    found = written("Women use the side door.", replace(TALK, arrangement="screened", chosen_by="organiser"))
    assert not any("contradiction" in rule for rule in rules(found))


def test_labelled_areas_that_each_person_chooses_are_asked_about() -> None:
    assert written("There is a ladies' corner for anyone who prefers it, otherwise sit anywhere.").outcome is ENQUIRE


@pytest.mark.parametrize(
    ("purpose", "openness", "text", "outcome"),
    [
        ("worship", "public", "Women pray behind a curtain.", NONE),
        ("worship", "public", "At the lunch after prayers the women sit behind a curtain.", UNLAWFUL),
        ("rite_or_ceremony", "public", "For the talk afterwards the sisters stay in the annexe.", UNLAWFUL),
        ("competition", "ticketed", "Women-only 10k.", NONE),
        ("competition", "ticketed", "Spectators: women in the balcony, men round the ring.", UNLAWFUL),
        ("private_celebration", "invited", "Men's tables in the hall, women's tables in the marquee.", NONE),
        ("private_celebration", "ticketed", "Men's tables in the hall, women's tables in the marquee.", ENQUIRE),
        ("members_meeting", "members", "Lodge supper, ladies may not attend.", NONE),
        ("religious_teaching", "public", "Sisters sit at the back.", ENQUIRE),
        ("education_children", "pupils", "Girls in room 1, boys in room 2.", UNLAWFUL),
    ],
)
def test_words_are_assessed_by_the_row_of_what_they_are_about(
    purpose: str, openness: str, text: str, outcome: Outcome
) -> None:
    assert written(text, Form(purpose, "mixed", "organiser", openness)).outcome is outcome


def test_words_said_of_the_whole_day_reach_its_other_parts() -> None:
    day = Form("worship", "separate_areas", "organiser", "public", text={"seating": "Men left, women right all day"})
    assert assess(day).outcome is NONE
    with_talk = replace(day, text={**day.text, "purpose": "Prayer at ten, then a public lecture on bees"})
    assert assess(with_talk).outcome is UNLAWFUL


@pytest.mark.parametrize("reason", ["", "  ", "n/a", "N/A.", "none", "-", "tbc", "See notes", "not applicable", "?!"])
def test_an_answer_that_says_nothing_states_no_aim(reason: str) -> None:
    assert not reason_is_stated(reason)
    assert assess(Form("sport", "single_sex", "organiser", "public", reason)).outcome is ENQUIRE


def test_a_stated_aim_settles_a_separate_session_and_not_a_worse_place() -> None:
    aim = "Many of our swimmers are recovering from surgery and stopped coming to joint hours."
    assert assess(Form("sport", "separate_times", "organiser", "public", aim)).outcome is NONE
    worse = Form("sport", "separate_areas", "organiser", "members", aim)
    assert written("Women train on the bare boards, men on the mats.", worse).outcome is UNLAWFUL


def test_the_aim_in_other_words_of_the_form_does_not_stand_in_for_it() -> None:
    swim = Form("sport", "mixed", "organiser", "public")
    assert written("Women only, because most would not come to a joint session.", swim).outcome is ENQUIRE


def test_an_unknown_choice_is_an_error_fit_to_show() -> None:
    with pytest.raises(UnknownValueError, match="arrangement is 'sideways'"):
        assess(Form(arrangement="sideways"))


@pytest.mark.parametrize("form", forms("hire-forms.jsonl"), ids=lambda form: form["id"])
def test_the_sample_applications_get_the_outcome_that_they_should(form: dict) -> None:
    choices = {k: form.get(k) or "" for k in ("purpose_kind", "arrangement", "chosen_by", "openness", "reason")}
    text = {k: form[k] for k in ("purpose", "seating", "notes") if form.get(k)}
    text |= {f"speakers-{i}-topic": s.get("topic") or "" for i, s in enumerate(form.get("speakers", []))}
    expected = form["expected"]["equality"]
    assert assess(Form(**choices, text=text)).outcome in ([expected] if isinstance(expected, str) else expected)
