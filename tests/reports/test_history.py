"""The history for people: whose it is, what of it, who may read what, and the file."""

import csv
import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from litestar import Litestar
from sqlalchemy import select

from tests.browsing import Browser
from tests.cases.builders import MATCHING, House, first_match
from venuecheck.accounts.roles import Role
from venuecheck.audit import looks
from venuecheck.audit.events import Event
from venuecheck.audit.history import Happening
from venuecheck.audit.log import Actor, record
from venuecheck.audit.looks import LOOKS
from venuecheck.cases import service
from venuecheck.cases.models import Case
from venuecheck.reports.history import told_so
from venuecheck.reports.who_sees import ALL_WHO_WORK, GROUPS, OVERSIGHT, rule_for, visible, words_for
from venuecheck.runtime.clock import now
from venuecheck.screening.models import Verdict

Be = Callable[[Role], Browser]
NOTE, WHY = "Imelda rang about the chairs", "Another man of that name, of 1912"


@pytest.fixture
def be(house: House, app: Litestar) -> Be:
    return lambda role: Browser(app).sign_in_as(house.staff[role].uuid)


@pytest.fixture
def case(house: House) -> UUID:
    """A case with a match that was judged, and a note."""
    key = house.case(speakers=MATCHING, has_speakers=True)
    with house.on(key) as (tx, found):
        service.add_note(tx, found, NOTE, house.by(Role.BOOKING_OFFICER))
        match, prevent = first_match(tx, found), house.by(Role.PREVENT_OFFICER)
        service.adjudicate(tx, found, match.uuid, Verdict.DIFFERENT_PERSON, WHY, prevent)
        return found.uuid


def text(browser: Browser, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return answer.text


def file(browser: Browser, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(browser.get(address).content.decode("utf-8-sig"))))


def told(page: str) -> str:
    """The events of a page, without its filter."""
    return page.partition('<ol class="vc-history">')[2].partition("</ol>")[0]


class TestWhoSees:
    @pytest.mark.parametrize("event", list(Event), ids=lambda event: event.value)
    def test_every_kind_of_event_has_a_group_and_readers(self, event: Event) -> None:
        assert rule_for(event).group in GROUPS
        assert rule_for(event).who & OVERSIGHT

    def test_auditors_see_every_kind(self) -> None:
        assert visible(frozenset({Role.AUDITOR.value})) == frozenset(Event)

    def test_looks_stand_in_one_group(self) -> None:
        assert {rule_for(event).group for event in LOOKS} == {"looks"}

    def test_booking_officers_read_the_case_without_what_was_matched(self, be: Be, case: UUID) -> None:
        page = told(text(be(Role.BOOKING_OFFICER), f"/history/cases/{case}"))
        assert NOTE in page
        assert WHY not in page
        assert "W1" not in page

    def test_prevent_officers_read_how_a_match_was_judged(self, be: Be, case: UUID) -> None:
        page = told(text(be(Role.PREVENT_OFFICER), f"/history/cases/{case}"))
        assert WHY in page
        assert "watchlist entry W1" in page

    def test_administrators_read_of_a_colleague_nothing_about_cases(self, be: Be, house: House, case: UUID) -> None:
        page = told(text(be(Role.ADMINISTRATOR), f"/history/staff/{house.staff[Role.PREVENT_OFFICER].uuid}"))
        assert "added a member of staff" in page
        assert "judged a match" not in page

    def test_what_does_not_exist_has_no_history(self, be: Be, house: House) -> None:
        auditor = be(Role.AUDITOR)
        for kind in ("cases", "hirers", "staff", "watchlist", "venues"):
            assert auditor.get(f"/history/{kind}/00000000-0000-0000-0000-000000000000").status_code == 404


class TestFilter:
    def test_by_kind(self, be: Be, case: UUID) -> None:
        assert NOTE not in told(text(be(Role.AUDITOR), "/history?group=matches"))

    def test_by_who(self, be: Be, house: House, case: UUID) -> None:
        page = told(text(be(Role.AUDITOR), f"/history?who={house.staff[Role.BOOKING_OFFICER].uuid}"))
        assert NOTE in page
        assert WHY not in page

    def test_by_the_hirer(self, be: Be, case: UUID) -> None:
        page = told(text(be(Role.AUDITOR), "/history?who=hirer"))
        assert "The hirer sent application" in page
        assert NOTE not in page

    def test_by_dates_the_last_included(self, be: Be, case: UUID) -> None:
        auditor, today = be(Role.AUDITOR), f"{service.now():%Y-%m-%d}"
        assert NOTE in told(text(auditor, f"/history?since={today}&until={today}"))
        assert told(text(auditor, "/history?until=2020-01-01")) == ""

    @pytest.mark.parametrize("bad", ["since=soon", "until=31/02/2026", "group=nothing", "who=mal", "since=0001-01-01"])
    def test_what_cannot_be_asked_is_said_and_finds_nothing_wrong(self, be: Be, case: UUID, bad: str) -> None:
        answer = be(Role.AUDITOR).get(f"/history?{bad}")
        assert answer.status_code == 422
        assert "There is a problem" in answer.text

    @pytest.mark.parametrize("words", ["Hat making", "VH-", "internal note", "booking.officer"])
    def test_by_words_for_what_it_is_about_who_did_it_or_what_happened(self, be: Be, case: UUID, words: str) -> None:
        assert NOTE in told(text(be(Role.AUDITOR), f"/history?q={words}"))

    def test_words_for_nothing_find_nothing(self, be: Be, case: UUID) -> None:
        assert "Nothing was found" in text(be(Role.AUDITOR), "/history?q=%25")

    def test_kinds_are_found_by_their_sentence(self) -> None:
        assert set(told_so("internal  Note")) == {Event.NOTE_ADDED}
        assert set(told_so("a")) == set()


class TestPages:
    def test_older_events_follow_without_a_gap_or_a_repeat(
        self, be: Be, case: UUID, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("venuecheck.reports.history.PAGE", 7)
        auditor, seen, address = be(Role.AUDITOR), list[str](), "/history?until=2100-01-01"
        auditor.get(address)  # the look itself is the newest event of all
        everything = [row["What happened"] for row in file(auditor, "/history/record.csv")]
        while address:
            page = text(auditor, address)
            seen += told(page).split('class="vc-history__event"')[1:]
            address = page.partition('" rel="next"')[0].rpartition('href="')[2].replace("&amp;", "&")
            address = address if 'rel="next"' in page else ""
        assert len(seen) == len(everything)
        assert len(set(seen)) > 20

    @pytest.mark.parametrize("place", ["x", "1", "-1", "1-", "9" * 30 + "-1", "1-" + "9" * 30, "²-1"])
    def test_a_place_that_is_none_is_the_beginning(self, be: Be, case: UUID, place: str) -> None:
        assert NOTE in told(text(be(Role.AUDITOR), f"/history?after={place}"))

    def test_to_print_is_one_page_that_says_what_it_is(self, be: Be, case: UUID) -> None:
        page = text(be(Role.AUDITOR), "/history?print=1&group=cases")
        assert "Only: Work on cases." in page
        assert "Made on" in page
        assert '<form method="get"' not in page


class TestWhoLooked:
    def test_the_history_says_who_looked_at_the_case(self, be: Be, case: UUID) -> None:
        be(Role.BOOKING_OFFICER).get(f"/cases/{case}")
        page = text(be(Role.SENIOR_OFFICER), f"/history/cases/{case}")
        assert "booking.officer looked at the case." in told(page)
        assert "booking.officer, last on" in page

    def test_booking_officers_are_not_told_who_looked(self, be: Be, case: UUID) -> None:
        be(Role.PREVENT_OFFICER).get(f"/cases/{case}")
        assert "prevent.officer looked" not in text(be(Role.BOOKING_OFFICER), f"/history/cases/{case}")

    def test_a_plain_case_is_looked_at_without_a_word(self, be: Be, house: House) -> None:
        with house.on(house.case()) as (_, found):
            plain = found.uuid
        be(Role.BOOKING_OFFICER).get(f"/cases/{plain}")
        assert Event.CASE_SEEN.value not in house.events()

    def test_the_case_page_itself_is_not_filled_with_looks(self, be: Be, case: UUID) -> None:
        officer = be(Role.PREVENT_OFFICER)
        officer.get(f"/cases/{case}")
        assert "looked at the case" not in text(officer, f"/cases/{case}")


class TestFile:
    def test_it_holds_every_event_and_none_of_the_words(self, be: Be, house: House, case: UUID) -> None:
        answer = be(Role.AUDITOR).get("/history/record.csv")
        assert answer.content.startswith(b"\xef\xbb\xbf")
        assert NOTE not in answer.text
        assert len(file(be(Role.AUDITOR), f"/history/cases/{case}/record.csv")) > 8
        assert Event.HISTORY_DOWNLOADED.value in house.events()

    def test_it_keeps_to_the_filter(self, be: Be, case: UUID) -> None:
        rows = file(be(Role.AUDITOR), "/history/record.csv?group=matches")
        assert {row["Group"] for row in rows} == {"Matches and screening"}


class TestWords:
    """A new kind of event is shown to few until somebody says otherwise."""

    OFFICER = frozenset({Role.BOOKING_OFFICER.value})

    @pytest.mark.parametrize(
        "event", [one for one in Event if one.value.startswith("cases:")], ids=lambda one: one.name
    )
    def test_booking_officers_read_of_a_case_only_the_words_that_are_named(self, event: Event) -> None:
        keys = {key for one, key in ALL_WHO_WORK if one is event}
        words = {"internal": "x", "who": "y", **dict.fromkeys(keys, "z")}
        said = Happening(now(), event, "hirer", "application:1", {"act": "to-prevent"}, words, 1)
        assert set(words_for(said, self.OFFICER)) == (set(words) if event is Event.EQUALITY_ASSESSED else keys)

    def test_why_somebody_declared_an_interest_is_for_senior_officers_and_auditors(self) -> None:
        said = Happening(now(), Event.INTEREST_DECLARED, "user:1", "application:1", {}, {"reason": "My cousin"}, 1)
        assert not words_for(said, frozenset({Role.PREVENT_OFFICER.value}))
        assert words_for(said, frozenset({Role.SENIOR_OFFICER.value}))


class TestWhateverIsAsked:
    @given(
        st.dictionaries(
            st.sampled_from(["q", "group", "who", "since", "until", "after", "print", "x"]),
            st.one_of(
                st.text(max_size=30), st.sampled_from(["hirer", "looks", "2026-11-24", "1-1", "%", "\\", "0-0", "1"])
            ),
        )
    )
    @examples(max_examples=40, suppress_health_check=list(HealthCheck))
    def test_there_is_an_answer(self, be: Be, case: UUID, asked: dict[str, str]) -> None:
        auditor = be(Role.AUDITOR)
        for address in ("/history", "/history/record.csv", f"/history/cases/{case}"):
            answer = auditor.client.get(
                address, params={key: value.encode("utf-8", "replace") for key, value in asked.items()}
            )
            assert answer.status_code in {200, 422}, address


class TestTamperedWith:
    @pytest.mark.parametrize("key", ["nobody", "x" * 36, "", "é" * 36])
    def test_an_event_of_nobody_about_nothing_does_not_keep_the_history_shut(
        self, be: Be, house: House, case: UUID, key: str
    ) -> None:
        with house.database.write() as tx:
            for kind in ("application", "user", "entry"):
                record(tx, Event.CASE_SEEN, f"{kind}:{key}", Actor(f"user:{key}"))
            subject = f"application:{tx.scalars(select(Case).where(Case.uuid == case)).one().application.uuid}"
            record(tx, Event.CASE_SEEN, subject, Actor(f"user:{key}"))
        for address in ("/history", f"/history/cases/{case}"):
            assert "Somebody looked at the case." in text(be(Role.AUDITOR), address)


class TestBusy:
    def test_while_a_look_cannot_be_written_nothing_is_shown_and_then_it_is(
        self, be: Be, house: House, case: UUID, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        officer = be(Role.PREVENT_OFFICER)
        monkeypatch.setattr(looks, "PATIENCE", 0.05)
        with house.database.write() as tx:
            tx.execute(select(1))
            answer = officer.get(f"/cases/{case}")
            assert answer.status_code == 503
            assert "Who looks at this is recorded" in answer.text
            assert "Zebedee" not in answer.text
        assert officer.get(f"/cases/{case}").status_code == 200

    def test_a_page_that_is_not_sensitive_waits_for_nobody(self, be: Be, house: House) -> None:
        with house.on(house.case()) as (_, found):
            plain = found.uuid
        officer = be(Role.BOOKING_OFFICER)
        with house.database.write() as tx:
            tx.execute(select(1))
            assert officer.get(f"/cases/{plain}").status_code == 200

    def test_many_who_look_at_once_are_all_recorded(self, house: House) -> None:
        with ThreadPoolExecutor(24) as people:
            looking = [
                people.submit(looks.look, house.database, Event.CASE_SEEN, "application:1", Actor(f"user:{who}"))
                for who in list(range(24)) * 2
            ]
            assert [one.result(timeout=240) for one in looking] == [None] * 48
        assert house.events().count(Event.CASE_SEEN.value) == 24
