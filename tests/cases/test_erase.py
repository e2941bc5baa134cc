"""Erasing: what stays tells of nobody, the record still verifies, and the files hold none of it."""

from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from sqlalchemy import JSON, LargeBinary, inspect, select

from tests.access.reading import Page
from tests.cases.builders import House, a_house
from venuecheck import parts
from venuecheck.accounts.roles import Role
from venuecheck.audit.erasing import owned, words_of
from venuecheck.audit.events import Event
from venuecheck.audit.guarded import Guarded
from venuecheck.audit.log import SYSTEM, Actor, record
from venuecheck.audit.models import PersonalValue
from venuecheck.audit.sealer import seal_now
from venuecheck.audit.verify import Verdict as Found
from venuecheck.bookings.application import Speaker
from venuecheck.cases import decisions, erasing, service
from venuecheck.cases.acts import Act
from venuecheck.cases.erasing import KEPT, Ground
from venuecheck.cases.models import Case
from venuecheck.runtime.clock import now, today
from venuecheck.runtime.database import Base, Database
from venuecheck.runtime.errors import InvalidError, WrongStateError
from venuecheck.runtime.settings import Settings
from venuecheck.screening.models import Match, Verdict, WatchlistEntry

GWEN = Actor.user(uuid4())
THEIRS = {
    "hirer_name": "Imelda Threadgoldenrod",
    "hirer_email": "imelda.threadgoldenrod@example.org",
    "hirer_address": "17 Quincunx Crescent",
    "title": "Hats of the Ottoman court",
    "purpose": "We make tarbooshes by hand",
    "speaker": "Zebedee Quorrington",
    "topic": "Felt and its discontents",
    "question": "Who brings the steam kettle?",
    "answer": "My brother Ptolemy brings it",
    "note": "Ptolemy was here in a hurry",
    "elsewhere": "He wrote a book on felting needles",
    "judged": "Born in another century altogether",
    "because": "Steam kettles set off the sprinklers",
}
"""What people said in one case. The speaker's name is the watchlist's too."""


def a_told_case(house: House, said: dict[str, str]) -> UUID:
    """A case that everybody wrote on, and that cannot be offered."""
    speaker = Speaker(name="Zebedee Quorrington", other_names=said["speaker"], topic=said["topic"])
    told = {key: said[key] for key in ("hirer_name", "hirer_email", "hirer_address", "title", "purpose")}
    key = house.case(**told, has_speakers=True, speakers=(speaker,))
    officer, prevent = house.by(Role.BOOKING_OFFICER), house.by(Role.PREVENT_OFFICER)
    with house.on(key) as (tx, case):
        while any(one.is_open for one in _matches(tx, case)):
            match = next(one for one in _matches(tx, case) if one.is_open)
            service.adjudicate(tx, case, match.uuid, Verdict.DIFFERENT_PERSON, said["judged"], prevent)
        service.add_note(tx, case, said["note"], officer)
        service.ask(tx, case, said["question"], officer, house.settings)
        service.answer(tx, case, case.questions[0].uuid, said["answer"])
        service.pass_on(tx, case, Act.TO_EQUALITY, said["because"], officer)
        service.pass_on(tx, case, Act.TO_OFFICER, said["because"], house.by(Role.EQUALITY_LEAD))
        decisions.cannot_offer(tx, case, decisions.Ground.UNSUITABLE, said["because"], [], officer)
        uuid = case.uuid
    house.work()
    return uuid


def told_everywhere(house: House, said: dict[str, str]) -> UUID:
    """The same, with words in every table that such a case can have."""
    uuid = a_told_case(house, said)
    with house.database.write() as tx:
        fill(tx, service.case_with(tx, uuid), said["elsewhere"])
    return uuid


def fill(tx: Any, case: Case, word: str) -> None:
    """Write the word into every column for words of every table that belongs to a case and has no row yet, whatever it is."""
    rows = {row.__tablename__: row for row in owned(tx, erasing.roots(tx, case))}
    models = {mapper.local_table.name: mapper.class_ for mapper in Base.registry.mappers}
    for table in Base.metadata.sorted_tables:
        if table.name in rows or not {key.column.table.name for key in table.foreign_keys} & set(rows):
            continue
        if table.name in models and words_of(inspect(models[table.name])):
            rows[table.name] = row = models[table.name](**_filled(models[table.name], rows, word))
            tx.add(row)
            tx.flush()
            if isinstance(row, Guarded):
                record(tx, Event.NOTE_ADDED, service.bookings.subject(case.application), SYSTEM, rows=(row,))


def _filled(model: Any, rows: dict[str, Any], word: str) -> dict[str, Any]:
    kept, words, values = KEPT.get(model.__tablename__, frozenset()), words_of(inspect(model)), dict[str, Any]()
    for attribute in inspect(model).column_attrs:
        name, column = attribute.key, attribute.columns[0]
        if key := next(iter(column.foreign_keys), None):
            values[name] = rows[key.column.table.name].id if key.column.table.name in rows else None
        elif name in words:
            values[name] = _words(column, name in kept, word)
        elif column.primary_key and column.type.python_type is not int:
            values[name] = word
        elif name not in {"id", "uuid", "guard_salt"}:
            values[name] = {int: 1, bool: True, datetime: now(), date: today(), UUID: uuid4(), object: now()}[
                column.type.python_type
            ]
    return {name: value.encode() if _is_bytes(model, name) else value for name, value in values.items()}


def _words(column: Any, kept: bool, word: str) -> Any:
    if isinstance(column.type, JSON):
        return [] if kept else {"said": word}
    return "kept" if kept else word


def _is_bytes(model: Any, name: str) -> bool:
    return isinstance(inspect(model).column_attrs[name].columns[0].type, LargeBinary)


def _matches(tx: Any, case: Case) -> list[Match]:
    return list(tx.scalars(select(Match).where(Match.subject == case.application.uuid)))


def erase(house: House, uuid: UUID) -> None:
    with house.database.write() as tx:
        erasing.erase(tx, service.case_with(tx, uuid), Ground.ASKED, "Request 12 of March", GWEN)
    house.work()


def verified(house: House) -> Found:
    seal_now(house.database, house.settings)
    return parts.check_record(house.database, house.settings)


def files(folder: Path) -> bytes:
    """Every byte of every file of the installation."""
    return b"\0".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def left(content: bytes, words: list[str]) -> list[str]:
    """Which of the words are still there, as they were typed or in any way in which the product writes them down."""
    folded = content.lower()
    ways = {word: {word, word.casefold(), word.encode("ascii", "backslashreplace").decode()} for word in words}
    return [word for word, forms in ways.items() if any(form.lower().encode() in folded for form in forms)]


def test_nothing_of_what_was_said_is_left_in_any_file(house: House) -> None:
    uuid = told_everywhere(house, THEIRS)
    theirs = [text for key, text in THEIRS.items() if key != "speaker"]
    with house.database.write() as tx:
        erasing.erase(tx, service.case_with(tx, uuid), Ground.ASKED, "Request 12 of March", GWEN)
    # Erased from every table, all of it still lies in the write-ahead log and in the files of the mails.
    assert left(files(house.settings.data_dir), theirs) == theirs
    house.work()
    assert left(files(house.settings.data_dir), theirs) == []


NAMES = st.text("abcdefghijklmnopqrstuvwxyzäßçéøłžабвгдежכלמنمي", min_size=12, max_size=30).map("qzx{}".format)
"""Words that stand nowhere else."""


@pytest.mark.slow
@examples(max_examples=25, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(st.lists(NAMES, min_size=len(THEIRS), max_size=len(THEIRS), unique=True))
def test_nothing_of_whatever_was_said_is_left(tmp_path_factory: pytest.TempPathFactory, words: list[str]) -> None:
    nothing_is_left(tmp_path_factory.mktemp("said"), words)


@examples(max_examples=2, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(st.lists(NAMES, min_size=len(THEIRS), max_size=len(THEIRS), unique=True))
def test_nothing_of_a_few_things_that_were_said_is_left(
    tmp_path_factory: pytest.TempPathFactory, words: list[str]
) -> None:
    nothing_is_left(tmp_path_factory.mktemp("said"), words)


def nothing_is_left(folder: Path, words: list[str]) -> None:
    """Say all of it beside other cases, erase it, and look at every byte."""
    settings = Settings(data_dir=folder)
    store = Database(settings.database)
    Base.metadata.create_all(store.engine)
    house = a_house(store, settings)
    said = dict(zip(THEIRS, words, strict=True)) | {
        "hirer_email": f"{'x'.join(map(hex, map(ord, words[1])))[:60]}@example.org"
    }
    uuid = told_everywhere(house, said)
    a_told_case(house, THEIRS | {"title": "Another altogether"})
    erase(house, uuid)
    found = verified(house)
    store.close()
    assert found.holds, found.problems
    assert left(files(folder), list(said.values())) == []


def test_the_record_holds_and_no_salt_is_left_to_confirm_a_guess_with(house: House) -> None:
    uuid = told_everywhere(house, THEIRS)
    with house.database.write() as tx:
        case = service.case_with(tx, uuid)
        rows = owned(tx, erasing.roots(tx, case))
        salts = [row.guard_salt for row in rows if isinstance(row, Guarded)]
        salts += tx.scalars(select(PersonalValue.salt)).all()
    erase(house, uuid)
    found, content = verified(house), files(house.settings.data_dir)
    assert found.holds, found.problems
    assert len(salts) > 20
    assert [salt for salt in salts if salt in content] == []


def test_what_tells_of_nobody_stays(house: House) -> None:
    uuid = a_told_case(house, THEIRS)
    erase(house, uuid)
    with house.database.read() as reader:
        case = service.case_with(reader, uuid)
        assert case.title == "Erased application"
        assert case.decisions[0].ground == decisions.Ground.UNSUITABLE.value
        assert case.application.latest.content["purpose_kind"] == "community_event"
        assert case.application.hold.start


def test_every_page_of_an_erased_case_is_there_and_says_so(house: House) -> None:
    uuid = a_told_case(house, THEIRS)
    erase(house, uuid)
    for role in (Role.AUDITOR, Role.BOOKING_OFFICER, Role.PREVENT_OFFICER, Role.SENIOR_OFFICER, Role.EQUALITY_LEAD):
        browser = house.browser().sign_in_as(house.staff[role].uuid)
        for address in (f"/cases/{uuid}", f"/history/cases/{uuid}", f"/history/hirers/{uuid}", "/cases?q=Erased"):
            answer = browser.get(address)
            assert answer.status_code == 200, (role, address)
            assert "rased" in answer.text, address
        assert [form.action for form in Page(browser.get(f"/cases/{uuid}").text).forms] == ["/sign-out"], role
        assert "erased on" in browser.get(f"/history/cases/{uuid}").text


def test_nothing_more_is_done_on_an_erased_case(house: House) -> None:
    uuid = a_told_case(house, THEIRS)
    erase(house, uuid)
    with house.database.write() as tx:
        case = service.case_with(tx, uuid)
        with pytest.raises(WrongStateError, match="erased"):
            service.add_note(tx, case, "One more thing", house.by(Role.BOOKING_OFFICER))
        tx.rollback()


def test_the_private_link_opens_nothing_any_more(house: House) -> None:
    uuid = a_told_case(house, THEIRS)
    with house.database.read() as reader:
        application = service.case_with(reader, uuid).application
        digests = {application.link_digest}
    erase(house, uuid)
    with house.database.read() as reader:
        assert service.case_with(reader, uuid).application.link_digest not in digests
        assert service.bookings.applications_by_email(reader, THEIRS["hirer_email"]) == []


class TestRefused:
    def test_what_has_no_outcome_yet(self, house: House) -> None:
        with house.on(house.case()) as (tx, case), pytest.raises(WrongStateError, match="no outcome yet"):
            erasing.erase(tx, case, Ground.ASKED, "Request 1", GWEN)

    def test_a_booking_in_time_to_come(self, house: House) -> None:
        with house.on(house.case()) as (tx, case):
            decisions.approve(tx, case, "", house.by(Role.BOOKING_OFFICER))
        with house.on(case.id) as (tx, case), pytest.raises(WrongStateError, match="time to come"):
            erasing.erase(tx, case, Ground.ASKED, "Request 1", GWEN)

    def test_a_letter_under_way(self, house: House) -> None:
        with house.on(house.case(checked=False)) as (tx, case):
            service.withdraw(tx, case)
            with pytest.raises(WrongStateError, match="waits to be sent"):
                erasing.erase(tx, case, Ground.ASKED, "Request 1", GWEN)

    def test_a_second_time(self, house: House) -> None:
        uuid = a_told_case(house, THEIRS)
        erase(house, uuid)
        with pytest.raises(WrongStateError, match="before"):
            erase(house, uuid)

    def test_without_saying_on_whose_word(self, house: House) -> None:
        key = house.case()
        with house.on(key) as (tx, case):
            service.withdraw(tx, case)
        with house.on(key) as (tx, case), pytest.raises(InvalidError):
            erasing.erase(tx, case, Ground.ASKED, " ", GWEN)

    def test_an_entry_in_force(self, house: House) -> None:
        with house.database.write() as tx, pytest.raises(WrongStateError, match="in force"):
            erasing.erase_entry(tx, tx.scalars(select(WatchlistEntry)).one(), Ground.ASKED, "Request 1", GWEN)


def test_of_a_retired_entry_the_number_alone_is_left(house: House) -> None:
    house.case(speakers=(Speaker(name="Zeb Quorrington"),), has_speakers=True, hirer_name="Ann Other")
    with house.database.write() as tx:
        entry = tx.scalars(select(WatchlistEntry)).one()
        service.screening.retire_entry(tx, entry, "A mistake of the county's", house.by(Role.PREVENT_OFFICER).actor)
        erasing.erase_entry(tx, entry, Ground.TIME, "", GWEN)
    house.work()
    content = files(house.settings.data_dir)
    assert left(content, ["Zebedee Quorrington", "urged an attack", "mistake of the county"]) == []
    assert b"W1" in content
    assert verified(house).holds


WORDLESS = {"draft", "further_link", "space", "venue", "occupation"}


def test_of_every_table_with_words_that_belongs_to_a_case_it_is_known_what_stays(house: House) -> None:
    """A new table is erased whole. Say in KEPT which of its columns are codes, else pages may lack them."""
    tied = {"application", "mail"}
    while (
        more := {
            mapper.local_table.name
            for mapper in Base.registry.mappers
            if {key.column.table.name for column in mapper.local_table.columns for key in column.foreign_keys} & tied
        }
        - tied
    ):
        tied |= more
    worded = {m.local_table.name for m in Base.registry.mappers if words_of(inspect(m.class_))}
    whole = {"note", "question", "equality_assessment", "balancing", "election_meeting", "interest", "override"}
    assert (tied & worded) - set(KEPT) - whole - WORDLESS == set()
