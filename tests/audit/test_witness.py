"""Outside witnesses: given every checkpoint, tried again, told plainly, and never in the way of a booking."""

import stat
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from tests.accounts.builders import a_user
from venuecheck import parts
from venuecheck.accounts.roles import Role
from venuecheck.audit import witness
from venuecheck.audit.models import AuditCheckpoint, AuditWitness
from venuecheck.audit.sealer import seal_now
from venuecheck.audit.tasks import begin
from venuecheck.audit.verifier import read_checkpoints, read_folder, read_outside, roots_at
from venuecheck.reports.record_health import record_signs
from venuecheck.runtime import outbox
from venuecheck.runtime.clock import now
from venuecheck.runtime.database import Database
from venuecheck.runtime.mail import Mail
from venuecheck.runtime.settings import Settings

PEOPLE = ("monitoring.officer@example.org", "internal.audit@example.org")


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder lies on another device."""
    monkeypatch.setattr(witness, "is_elsewhere", lambda *_: True)


def happen(database: Database, settings: Settings, name: str = "Ben") -> None:
    """Something happens, is signed, and everything that is due is done."""
    with database.write() as tx:
        a_user(tx, name, Role.AUDITOR)
    seal_now(database, settings)
    work(database, settings)


def work(database: Database, settings: Settings) -> None:
    with database.write() as tx:
        tx.execute(update(outbox.OutboxRow).where(outbox.OutboxRow.state == outbox.READY).values(due=now()))
    for row_id in outbox.lease(database):
        outbox.perform(database, parts.tasks(settings), row_id)


def known(database: Database, name: str = witness.FOLDER) -> AuditWitness:
    with database.read() as reader:
        return reader.get_one(AuditWitness, name)


def sign(database: Database, settings: Settings, name: str) -> str:
    with database.read() as reader:
        return next(one for one in record_signs(reader, settings, "") if one.name == name).seen


class TestFolder:
    def test_it_is_given_each_checkpoint_and_the_leaves_since_the_last(self, database, settings):
        begin(database, settings)
        for name in ("Ben", "Eve"):
            happen(database, settings, name)
        held = read_folder(witness.folder_of(settings))
        ((_, leaves),) = held.ledgers.items()
        assert [one.size for one in held.checkpoints] == [1, 2]
        assert roots_at(leaves, [2])[2] == held.checkpoints[-1].root

    def test_what_is_there_is_never_written_over(self, database, settings):
        begin(database, settings)
        happen(database, settings)
        files = sorted(witness.folder_of(settings).iterdir())
        assert [stat.S_IMODE(path.stat().st_mode) for path in files] == [0o444, 0o444]
        with database.read() as reader:
            row = reader.scalars(select(AuditCheckpoint)).one()
        changed = AuditCheckpoint(incarnation=1, size=1, note=row.note + "x", peaks=b"", at=now())
        with pytest.raises(witness.Inconsistent):
            witness.add(witness.folder_of(settings), changed, "")

    def test_on_the_same_device_it_is_said_to_be_no_outside_witness(self, database, settings):
        begin(database, settings)
        assert known(database).outside is False
        assert "nobody outside this machine holds a checkpoint" in sign(database, settings, "witness")

    def test_elsewhere_it_is_one(self, database, settings, elsewhere):
        begin(database, settings)
        happen(database, settings)
        assert known(database).outside is True
        assert "has 1 events since" in sign(database, settings, "witness")

    def test_that_cannot_be_reached_it_is_shown_and_tried_again(self, database, settings, tmp_path, elsewhere):
        (tmp_path / "file").write_text("in the way")
        settings = replace(settings, witness_dir=tmp_path / "file" / "folder")
        begin(database, settings)
        happen(database, settings)
        assert "cannot be reached now" in sign(database, settings, "witness")
        (tmp_path / "file").unlink()
        work(database, settings)
        assert (known(database).size, known(database).trouble) == (1, "")

    def test_another_place_is_given_everything_from_the_beginning(self, database, settings, tmp_path):
        begin(database, settings)
        happen(database, settings)
        settings = replace(settings, witness_dir=tmp_path / "new")
        begin(database, settings)
        work(database, settings)
        ((_, leaves),) = read_folder(tmp_path / "new").ledgers.items()
        assert len(leaves) == 1


class TestMail:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return replace(settings, witness_email=PEOPLE)

    def test_each_named_person_is_sent_the_checkpoint_once_a_day(self, database, settings):
        begin(database, settings)
        happen(database, settings)
        work(database, settings)
        with database.read() as reader:
            mails = reader.scalars(select(Mail)).all()
            due = reader.scalar(select(outbox.OutboxRow.due).where(outbox.OutboxRow.task == witness.BY_POST))
        assert {mail.to for mail in mails} >= set(PEOPLE)
        assert due is not None

    def test_the_mail_as_it_was_kept_is_read_as_a_witness(self, database, settings):
        begin(database, settings)
        happen(database, settings)
        work(database, settings)
        (file, *_) = sorted((settings.data_dir / "mail").glob("*.eml"))
        with database.read() as reader:
            newest = reader.scalars(select(AuditCheckpoint).order_by(AuditCheckpoint.id)).first()
        found = read_outside(None, file).checkpoints
        assert read_checkpoints(newest.note)[0] in found

    def test_kept_as_a_file_it_is_no_outside_witness(self, database, settings):
        begin(database, settings)
        happen(database, settings)
        assert known(database, witness.POST).outside is False

    def test_once_it_was_handed_over_they_have_been_reached(self, database, settings):
        begin(database, settings)
        happen(database, settings)
        work(database, settings)
        assert known(database, witness.POST).size >= 1

    def test_a_start_on_the_same_day_sends_it_no_second_time(self, database, settings):
        begin(database, settings)
        happen(database, settings)
        work(database, settings)
        for _ in range(2):
            begin(database, settings)
        with database.read() as reader:
            task = outbox.OutboxRow.task == witness.BY_POST
            due = reader.scalars(select(outbox.OutboxRow.due).where(task, outbox.OutboxRow.state == outbox.READY)).all()
        assert [one > now() + timedelta(hours=23) for one in due] == [True]

    def test_who_is_no_longer_named_is_no_witness_any_more(self, database, settings):
        begin(database, settings)
        begin(database, replace(settings, witness_email=()))
        with database.read() as reader:
            assert [one.name for one in witness.witnesses(reader)] == [witness.FOLDER]


class TestAlone:
    @pytest.fixture
    def unreached(self, database: Database, settings: Settings, tmp_path: Path, elsewhere: None) -> Database:
        (tmp_path / "file").write_text("in the way")
        settings = replace(settings, witness_dir=tmp_path / "file" / "folder")
        begin(database, settings)
        happen(database, settings)
        return database

    def age(self, database: Database, monkeypatch: pytest.MonkeyPatch, days: int) -> None:
        later = now() + timedelta(days=days)
        monkeypatch.setattr(witness, "now", lambda: later)

    def test_for_a_week_decisions_are_made_all_the_same(self, unreached, monkeypatch):
        self.age(unreached, monkeypatch, 6)
        with unreached.read() as reader:
            witness.refuse_if_alone(reader)

    def test_after_a_week_without_one_none_is_made_and_it_is_said_why(self, unreached, monkeypatch):
        self.age(unreached, monkeypatch, 8)
        with unreached.read() as reader, pytest.raises(witness.Alone, match="no decision is made") as refused:
            witness.refuse_if_alone(reader)
        assert refused.value.status == 503

    def test_where_none_was_ever_appointed_nothing_is_blocked(self, database, settings, monkeypatch):
        begin(database, settings)
        happen(database, settings)
        self.age(database, monkeypatch, 100)
        with database.read() as reader:
            witness.refuse_if_alone(reader)

    def test_a_clock_that_was_set_back_blocks_nothing(self, unreached, monkeypatch):
        self.age(unreached, monkeypatch, -30)
        with unreached.read() as reader:
            witness.refuse_if_alone(reader)
