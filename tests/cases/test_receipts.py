"""A decision is told only once a signed checkpoint covers it, and its notice has a receipt that anybody can check."""

import json
import subprocess
import sys
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.browsing import Browser
from venuecheck.audit import verifier, witness
from venuecheck.audit.checkpoint import incarnations, newest
from venuecheck.audit.models import AuditWitness
from venuecheck.audit.sealer import seal_now
from venuecheck.audit.verifier import read_receipt, receipt_faults
from venuecheck.bookings.links import further_link
from venuecheck.cases import decisions, pages
from venuecheck.cases.models import Case, Notice
from venuecheck.runtime.clock import now


@pytest.fixture
def decided(house, officer):
    """A case that an officer has approved; its notice waits for the worker."""
    case = house.case()
    with house.on(case) as (tx, found):
        decisions.approve(tx, found, "", officer)
    return case


@pytest.fixture
def browser(app):
    return Browser(app)


def private_state(house, case: int) -> str:
    with house.database.read() as reader:
        return pages.private_page(reader, reader.get_one(Case, case)).state


def link(house, case: int) -> str:
    with house.on(case) as (tx, found):
        return f"/application/{further_link(tx, found.application)}"


def test_a_decision_is_not_shown_before_a_checkpoint_covers_it(house, decided):
    assert "entering our decision in the record" in private_state(house, decided)
    house.work()
    assert "confirmed" in private_state(house, decided)
    with house.database.read() as reader:
        assert newest(reader) is not None


def test_those_who_decide_are_told_that_it_is_being_entered(house, officer, decided, browser):
    browser.sign_in_as(officer.uuid)
    with house.database.read() as reader:
        page = f"/cases/{reader.get_one(Case, decided).uuid}"
    assert "This decision is being entered in the record." in browser.get(page).text
    house.work()
    assert "being entered" not in browser.get(page).text


def test_while_nothing_can_be_signed_no_notice_goes_out(house, decided):
    with house.database.read() as reader:
        mails = len(house.mails())
        assert reader.scalars(select(Notice)).all() == []
    (house.settings.data_dir / "record.key").write_text("no key")
    house.work()
    assert len(house.mails()) == mails
    assert "entering our decision" in private_state(house, decided)


def test_after_a_week_without_a_witness_no_decision_is_made_it_is_said_why_and_what_was_typed_is_kept(
    house, officer, browser, monkeypatch
):
    case = house.case()
    with house.on(case) as (tx, found):
        tx.add(AuditWitness(name=witness.FOLDER, place="/mnt/witness", outside=True, appointed=now()))
        page, version = f"/cases/{found.uuid}", found.application.latest.number
    seal_now(house.database, house.settings)
    browser.sign_in_as(officer.uuid)
    monkeypatch.setattr(witness, "now", lambda: now() + timedelta(days=8))
    answer = browser.post(f"{page}/approve", {"version": version, "internal": "Rang them on Monday"})
    assert "have not been reached since" in answer.text
    assert "Rang them on Monday" in answer.text
    assert house.now(case)[0] == "with_officer"
    assert browser.post(f"{page}/note", {"version": version, "text": "All other work goes on"}).status_code == 303
    monkeypatch.undo()
    assert browser.post(f"{page}/approve", {"version": version}).status_code == 303


def test_the_receipt_holds_and_shows_the_notice_itself(house, decided, browser):
    house.work()
    answer = browser.get(link(house, decided) + "/notices/1/receipt")
    receipt = read_receipt(answer.text)
    with house.database.read() as reader:
        assert list(receipt_faults(receipt, [one.key for one in incarnations(reader)])) == []
        assert reader.scalars(select(Notice)).one().text in receipt.notice["values"]


@pytest.mark.parametrize("content", [b"[" * 100_000, b'{"index": 1e999}', b"[]", b"\xff", b"", b"1" * 5000])
def test_what_is_no_receipt_is_refused_with_a_sentence(browser, content):
    answer = browser.post("/receipts", files={"receipt": ("receipt.json", content, "application/json")})
    assert (answer.status_code, "Choose a receipt" in answer.text) == (422, True)


def test_what_is_kept_of_a_receipt_holds_no_word_of_the_notice(house, decided):
    house.work()
    with house.database.read() as reader:
        kept = reader.scalars(select(Notice)).one().receipt
    assert kept
    assert "Imelda" not in kept


@pytest.mark.parametrize(
    ("part", "value"),
    [("event", "{}"), ("index", 0), ("proof", []), ("checkpoint", "nothing"), ("notice", {"row": "x"}), ("index", -1)],
)
def test_a_receipt_that_was_changed_in_any_part_does_not_hold(house, decided, browser, part, value):
    house.work()
    body = json.loads(browser.get(link(house, decided) + "/notices/1/receipt").text)
    answer = browser.post("/receipts", files={"receipt": ("r.json", json.dumps(body | {part: value}))})
    assert "does not hold" in answer.text or answer.status_code == 422


def test_our_page_says_what_a_receipt_proves(house, decided, browser):
    house.work()
    receipt = browser.get(link(house, decided) + "/notices/1/receipt").text
    answer = browser.post("/receipts", files={"receipt": ("r.json", receipt)})
    assert "The receipt holds" in answer.text


def test_it_is_checked_without_us_by_one_file_and_the_public_key(house, decided, browser, tmp_path):
    house.work()
    files = {"verify_record.py": "/receipts/verify_record.py", "key.txt": "/receipts/key.txt"}
    files["receipt.json"] = link(house, decided) + "/notices/1/receipt"
    for name, path in files.items():
        (tmp_path / name).write_bytes(browser.get(path).content)
    command = [sys.executable, "-I", "verify_record.py", "--receipt", "receipt.json", "--key", "key.txt"]
    answer = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (answer.returncode, "The notice in it is event" in answer.stdout) == (0, True), answer.stdout


def test_a_file_that_is_no_receipt_is_said_so_beside_the_field(browser):
    answer = browser.post("/receipts", files={"receipt": ("r.json", b"\xff{")})
    assert (answer.status_code, "Choose a receipt" in answer.text) == (422, True)


def test_a_notice_that_is_not_there_has_no_receipt(house, decided, browser):
    assert browser.get(link(house, decided) + "/notices/1/receipt").status_code == 404


def test_a_key_of_somebody_else_does_not_make_it_hold(house, decided, browser):
    house.work()
    receipt = read_receipt(browser.get(link(house, decided) + "/notices/1/receipt").text)
    other = verifier.Key(receipt.checkpoint.origin, bytes(32))
    assert list(receipt_faults(receipt, [other])) == ["its checkpoint is not signed by a key that is believed"]
