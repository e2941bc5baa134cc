"""What happens between "send" and the queue."""

import pytest

from tests.cases.builders import IMPOSED, LABELLED, LISTED, MATCHING, UNNAMED, House, first_match
from venuecheck.audit.events import Event
from venuecheck.audit.log import SYSTEM, record
from venuecheck.bookings.application import Speaker
from venuecheck.cases import checks, decisions, service
from venuecheck.cases.acts import Act
from venuecheck.cases.models import Case
from venuecheck.screening import service as screening
from venuecheck.screening.models import Verdict


@pytest.mark.parametrize(
    ("changes", "state", "lane"),
    [
        ({}, "with_officer", "plain"),
        ({"speakers": UNNAMED}, "with_officer", "incomplete"),
        ({"speakers": (Speaker(name="TBC"),)}, "with_officer", "incomplete"),
        ({"hirer_name": "Imelda Threadgold (TBC)"}, "with_officer", "incomplete"),
        ({"organisation": "Hat Makers (to be confirmed)"}, "with_officer", "incomplete"),
        ({"organisation": "None", "on_behalf_of": "n/a"}, "with_officer", "plain"),
        ({"on_behalf_of": "Zebedee Quorrington TBC"}, "with_prevent", "match"),
        ({"speakers": (Speaker(name="Zebedee Quorrington (to be confirmed)"),)}, "with_prevent", "match"),
        ({"arrangement": "undecided"}, "with_officer", "incomplete"),
        (LABELLED, "with_officer", "equality"),
        (IMPOSED, "with_officer", "equality"),
        ({"speakers": MATCHING}, "with_prevent", "match"),
        ({"on_behalf_of": "Zebedee Quorrington"}, "with_prevent", "match"),
        ({"hirer_other_names": "Zeb Quorrington"}, "with_prevent", "match"),
        ({"hirer_other_names": "Quorrington, Zebedee"}, "with_prevent", "match"),
        ({"organisation": "Zebedee Quorrington"}, "with_prevent", "match"),
        ({"speakers": (Speaker(name="Ann Weaver", organisation="Zebedee Quorrington"),)}, "with_prevent", "match"),
        ({"speakers": MATCHING} | IMPOSED, "with_prevent", "match"),
    ],
)
def test_an_application_goes_to_the_lane_that_it_asks_for(house: House, changes, state, lane):
    assert house.now(house.case(**changes)) == (state, lane)


def test_until_it_is_checked_a_case_is_in_nobodys_queue(house: House):
    assert house.now(house.case(checked=False))[0] == "checking"


def test_a_match_names_the_words_that_met_and_the_rule(house: House):
    with house.on(house.case(speakers=MATCHING)) as (tx, case):
        match = first_match(tx, case)
    assert {(line["query_word"], line["listed_word"]) for line in match.why} >= {("Quorrington", "Quorrington")}
    assert all(line["rule"] and line["sentence"] for line in match.why)


def test_every_name_has_a_receipt_also_when_clear(house: House):
    with house.on(house.case(organisation="Hat Makers", speakers=(Speaker(name="Nadia Brightling"),))) as (tx, case):
        kept = tx.query(screening.ScreenedName).filter_by(subject=case.application.uuid).all()
    assert {row.name for row in kept} == {"Imelda Threadgold", "Hat Makers", "Nadia Brightling"}
    assert all(row.list_version == 1 and row.matches == 0 for row in kept)


def test_a_check_of_an_older_version_of_the_list_is_not_written(house: House):
    case_id = house.case(checked=False)
    with house.database.read() as reader:
        checked = checks.check(reader, reader.get_one(Case, case_id), screening.CurrentIndex())
    with house.database.write() as tx:
        screening.import_watchlist(tx, [], (), SYSTEM)
    with house.on(case_id) as (tx, case):
        assert checks.record_check(tx, case, checked) is False
        assert case.state == "checking"


def test_a_name_that_joins_the_list_later_is_met_by_the_cases_that_are_open(house: House):
    case_id = house.case(speakers=(Speaker(name="Ottoline Vexworth"),))
    assert house.now(case_id) == ("with_officer", "plain")
    later = screening.ListedEntry("W2", "person", "Ottoline Vexworth", (), "Fictional")
    with house.database.write() as tx:
        screening.import_watchlist(tx, [LISTED, later], (), SYSTEM)
    house.work()
    assert house.now(case_id) == ("with_prevent", "match")


@pytest.mark.parametrize("with_whom", [Act.TO_EQUALITY, Act.TO_SENIOR])
def test_a_match_that_comes_later_reaches_the_prevent_team_from_wherever_the_case_is(house: House, officer, with_whom):
    case_id = house.case(speakers=(Speaker(name="Ottoline Vexworth"),))
    with house.on(case_id) as (tx, case):
        service.pass_on(tx, case, with_whom, "Please look", officer)
    later = screening.ListedEntry("W2", "person", "Ottoline Vexworth", (), "Fictional")
    with house.database.write() as tx:
        screening.import_watchlist(tx, [LISTED, later], (), SYSTEM)
    house.work()
    assert house.now(case_id) == ("with_prevent", "match")


def test_a_decision_made_with_a_match_open_is_not_undone_by_the_next_check(house: House, prevent, senior):
    case_id = house.case(speakers=MATCHING)
    with house.on(case_id) as (tx, case):
        service.adjudicate(tx, case, first_match(tx, case).uuid, Verdict.CANNOT_TELL, "No photograph", prevent)
        words = {"outcome": "grant", "facts_found": "A", "concerns": "", "in_favour": "B", "reasons": "C"}
        service.recommend(tx, case, prevent, **words)
    with house.on(case_id) as (tx, case):
        decisions.decide(tx, case, Act.GRANT, senior, reasons="Nothing against it")
    with house.database.write() as tx:
        screening.import_watchlist(tx, [LISTED, screening.ListedEntry("W3", "person", "Somebody Else")], (), SYSTEM)
    house.work()
    assert house.now(case_id)[0] == "approved"


def test_a_verdict_stands_when_the_application_is_checked_again(house: House, prevent):
    case_id = house.case(speakers=MATCHING)
    with house.on(case_id) as (tx, case):
        service.adjudicate(tx, case, first_match(tx, case).uuid, Verdict.DIFFERENT_PERSON, "Born elsewhere", prevent)
    with house.on(case_id) as (tx, case):
        service.correct(tx, case, house.form(speakers=MATCHING, notes="We bring glue"))
    house.work()
    assert house.now(case_id) == ("with_officer", "plain")


def cleared(house: House, prevent, **changes):
    """A case whose one match was found to be a different person."""
    case_id = house.case(**changes)
    with house.on(case_id) as (tx, case):
        service.adjudicate(tx, case, first_match(tx, case).uuid, Verdict.DIFFERENT_PERSON, "Born elsewhere", prevent)
    assert house.now(case_id) == ("with_officer", "plain")
    return case_id


def test_a_verdict_is_not_carried_over_to_somebody_else_of_the_same_name(house: House, prevent):
    case_id = cleared(house, prevent, speakers=(Speaker(name="Zebedee Quorrington", organisation="Hat Makers"),))
    with house.on(case_id) as (tx, case):
        other = Speaker(name="Zebedee Quorrington", organisation="Crimson Dawn")
        service.correct(tx, case, house.form(speakers=(other,)))
    house.work()
    assert house.now(case_id) == ("with_prevent", "match")
    with house.on(case_id) as (tx, case):
        found = screening.matches(tx, case.application.uuid)
        assert {match.affiliation: match.verdict for match in found} == {
            "Hat Makers": "different_person",
            "Crimson Dawn": "open",
        }


def test_a_verdict_is_asked_for_again_when_the_match_has_become_stronger(house: House, prevent):
    case_id = cleared(house, prevent, speakers=MATCHING)
    with house.on(case_id) as (tx, case):
        match = first_match(tx, case)
        match.band, match.score = "possible", 0.6
        record(tx, Event.MATCH_WEIGHED, "application:x", SYSTEM, rows=(match,), entry="W1", band="possible")
        service.outbox.queue(tx, checks.CHECK, case_id=case_id)
    house.work()
    assert house.now(case_id) == ("with_prevent", "match")


def test_a_verdict_is_asked_for_again_when_the_entry_has_changed(house: House, prevent):
    case_id = cleared(house, prevent, speakers=MATCHING)
    changed = screening.ListedEntry("W1", "person", "Zebedee Quorrington", (), "Fictional: and another attack")
    with house.database.write() as tx:
        screening.import_watchlist(tx, [changed], (), SYSTEM)
    house.work()
    assert house.now(case_id) == ("with_prevent", "match")


def test_an_open_match_is_weighed_again_and_not_raised_twice(house: House):
    case_id = house.case(speakers=MATCHING)
    with house.on(case_id) as (tx, case):
        match = first_match(tx, case)
        match.band, match.score = "possible", 0.6
        record(tx, Event.MATCH_WEIGHED, "application:x", SYSTEM, rows=(match,), entry="W1", band="possible")
        service.outbox.queue(tx, checks.CHECK, case_id=case_id)
    house.work()
    with house.on(case_id) as (tx, case):
        [match] = screening.matches(tx, case.application.uuid)
        assert (match.band, match.score > 0.6) == ("strong", True)


def test_a_match_stays_open_when_the_name_is_taken_off_the_form(house: House):
    case_id = house.case(speakers=MATCHING)
    with house.on(case_id) as (tx, case):
        service.correct(tx, case, house.form())
    house.work()
    assert house.now(case_id) == ("with_prevent", "match")


def test_a_speaker_who_joins_after_the_approval_is_screened_and_the_booking_stands(house: House, officer):
    case_id = house.case()
    with house.on(case_id) as (tx, case):
        decisions.approve(tx, case, "", officer)
    with house.on(case_id) as (tx, case):
        service.correct(tx, case, house.form(speakers=MATCHING))
    house.work()
    with house.on(case_id) as (_, case):
        assert (case.state, case.application.hold.state) == ("with_prevent", "confirmed")
