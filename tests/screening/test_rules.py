"""What joins two words, and that the explanation says so: without the rule, the reason or the match goes."""

import pytest

from venuecheck.screening import likeness
from venuecheck.screening.matching import score_pair
from venuecheck.screening.words import word

RULES = [
    ("Kalandarzay", "Qalandarzai", "spelling"),
    ("Caynaan", "Aynan", "habit"),
    ("Mykola", "Nikolai", "equivalent"),
    ("Vladimirovich", "Volodymyrovych", "equivalent"),
    ("Pippa", "Philippa", "nickname"),
    ("Dibeyev", "Dabiev", "sound"),
    ("Thornbank", "Thornback", "letter"),
    ("Q", "Quillfeather", "initial"),
    ("Tesfa", "Tesfalemghi", "beginning"),
]


class TestTheRules:
    @pytest.mark.parametrize(("query", "listed", "rule"), RULES)
    def test_two_words_meet_by_the_rule(self, query, listed, rule):
        how = likeness.meet(word(query.lower()), word(listed.lower()))
        assert how is not None
        assert how.rule == rule

    @pytest.mark.parametrize(
        ("a", "b"), [("Paul", "Paula"), ("Feldman", "Goldman"), ("Murphy", "Murray"), ("Zhou", "Zhu")]
    )
    def test_two_names_in_their_own_right_are_no_slip_of_each_other(self, a, b):
        how = likeness.meet(word(a.lower()), word(b.lower()))
        assert how is None or how.worth < 0

    @pytest.mark.parametrize(("query", "listed", "rule"), RULES)
    def test_a_rule_taken_away_takes_the_reason_or_the_match(self, query, listed, rule, monkeypatch):
        with_rule = score_pair(f"{query} Quagmireson", f"{listed} Quagmireson", "person")
        assert rule in {line.rule for line in with_rule.why}
        without = {name: (40.0, 0.0) if name == rule else cost for name, cost in likeness.costs("person").items()}
        monkeypatch.setattr(likeness, "costs", lambda kind: without)
        word(query.lower()).compared.clear()
        word(listed.lower()).compared.clear()
        try:
            after = score_pair(f"{query} Quagmireson", f"{listed} Quagmireson", "person")
        finally:
            word(query.lower()).compared.clear()
            word(listed.lower()).compared.clear()
        assert rule not in {line.rule for line in after.why}
        assert after.score < with_rule.score


class TestTheExplanation:
    def test_each_line_names_the_words_that_met_and_the_rule(self):
        why = [w.sentence for w in score_pair("Prof. Muhammed Kalandarzay", "Muhammed al-Qalandarzai", "person").why]
        assert "Kalandarzay ~ Qalandarzai: same name, spelled differently" in why
        assert "Muhammed: the same word in both; very common" in why
        assert "al: particle, ignored" in why
        assert "Prof: a title or form of address, ignored" in why

    def test_words_written_as_one_and_as_two_are_said_to_be(self):
        why = score_pair("Honora Du Quemin", "Honora Duquemin", "person").why
        [line] = [w for w in why if w.listed_word == "Duquemin"]
        assert "written as one word and as two" in line.sentence

    def test_it_says_what_would_settle_it(self):
        assert "year of birth" in score_pair("B. Quillfeather", "Barnaby Quillfeather", "person").settles
        assert "company number" in score_pair("Raven Banner", "Raven Banner", "organisation").settles


class TestOrganisations:
    @pytest.mark.parametrize(
        ("query", "listed"),
        [
            ("MHN", "Manar Horizon Network"),
            ("The Raven Banner Limited", "Raven Banner"),
            ("OOO Novelko", "Novelco LLC"),
            ("MHN (Manar Horizons)", "Manar Horizons"),
            ("Deeproot Resistance", "Deep Root Resistance"),
        ],
    )
    def test_the_same_body_is_raised(self, query, listed):
        assert score_pair(query, listed, "organisation").band != "none"

    @pytest.mark.parametrize(
        ("query", "listed"),
        [("Tarnford Youth League", "Tzivon Youth League"), ("Albion Cricket Club", "Albion Hearth Guard")],
    )
    def test_a_shared_kind_of_body_raises_nothing(self, query, listed):
        assert score_pair(query, listed, "organisation").band == "none"

    @pytest.mark.parametrize(
        ("query", "listed"), [("EKI", "IKI"), ("MHNA", "MNHA"), ("ORTC Ltd", "USTC"), ("Zirkut Ltd", "Sargot")]
    )
    def test_an_acronym_with_another_letter_or_a_word_hardly_alike_is_another_body(self, query, listed):
        assert score_pair(query, listed, "organisation").band == "none"
