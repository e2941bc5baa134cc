"""An export is checked by one file and what was brought from outside; no byte of it can be changed unseen."""

import json
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.accounts.builders import a_user
from venuecheck.accounts import service
from venuecheck.accounts.models import User
from venuecheck.accounts.roles import Role
from venuecheck.audit import export, verifier
from venuecheck.audit.events import Event
from venuecheck.audit.incarnations import open_record
from venuecheck.audit.log import SYSTEM, record
from venuecheck.audit.sealer import seal_now
from venuecheck.audit.verifier import NOBODY, Outside, Tampering, Unreadable, check_export, read_keys, read_outside
from venuecheck.runtime.database import Database
from venuecheck.runtime.settings import Settings

T = Tampering


@pytest.fixture
def written(database: Database, settings: Settings, tmp_path: Path) -> Path:
    """The export of an installation with a small history and three checkpoints."""
    for name in ("Ben", "Eve", "Ona"):
        with database.write() as tx:
            user = a_user(tx, name, Role.AUDITOR)
            service.change_roles(tx, user.uuid, [Role.BOOKING_OFFICER], SYSTEM)
            record(tx, Event.NOTE_ADDED, "case:1", by=SYSTEM, personal={"note": "Imelda rang"})
        seal_now(database, settings)
    return write(database, settings, tmp_path / "export")


def write(database: Database, settings: Settings, to: Path) -> Path:
    with database.read() as reader:
        export.export(reader, to, open_record(database, settings), (User,), lambda _: ())
    return to


def kinds(folder: Path, outside: Outside = NOBODY) -> set[Tampering]:
    return {problem.kind for problem in check_export(folder, outside).problems}


def rules(folder: Path, outside: Outside = NOBODY) -> set[int]:
    return {problem.rule for problem in check_export(folder, outside).problems}


def test_an_honest_export_holds(written):
    verdict = check_export(written)
    assert (verdict.events, verdict.checkpoints, verdict.problems) == (9, 3, [])


def test_its_own_copy_of_the_program_checks_it_with_nothing_of_ours(written, tmp_path):
    key = tmp_path / "key.txt"
    key.write_text(json.loads((written / "incarnations.jsonl").read_text())["key"])
    command = [sys.executable, "-I", export.VERIFIER, ".", "--key", key, "--witness", "checkpoints.txt"]
    answer = subprocess.run(command, cwd=written, capture_output=True, text=True, check=False)
    assert (answer.returncode, "Everything holds." in answer.stdout) == (0, True), answer.stdout


def test_the_program_needs_only_the_standard_library_and_cryptography():
    needed = {
        line.split()[1].partition(".")[0]
        for line in Path(verifier.__file__).read_text("utf-8").splitlines()
        if line.startswith(("import ", "from "))
    }
    assert needed - sys.stdlib_module_names == {"cryptography"}


def test_no_word_that_a_person_wrote_is_in_it(written):
    assert not [path for path in written.rglob("*") if path.is_file() and b"Imelda" in path.read_bytes()]


def test_it_is_never_written_over_anything(database, settings, written):
    with pytest.raises(export.ExportRefused):
        write(database, settings, written)


def test_without_anything_from_outside_it_is_said_what_that_does_not_show(written):
    said = " ".join(check_export(written).remarks)
    assert "You brought no key" in said
    assert "You brought no witnessed checkpoint" in said


def flips(folder: Path, every: int) -> Iterator[tuple[Path, int]]:
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        for place in range(0, path.stat().st_size, every):
            yield path, place


def unseen(folder: Path, every: int) -> list[tuple[str, int]]:
    """The bytes whose change is not found, of each so many."""
    found = []
    for path, place in flips(folder, every):
        before = path.read_bytes()
        path.write_bytes(before[:place] + bytes([before[place] ^ 1]) + before[place + 1 :])
        if not check_export(folder).problems:
            found.append((path.name, place))
        path.write_bytes(before)
    return found


def test_a_byte_changed_anywhere_is_found(written):
    assert unseen(written, 211) == []


def test_every_byte_of_the_signed_list_counts(written, tmp_path):
    place = random.Random(1)
    manifest = written / verifier.MANIFEST
    before = manifest.read_bytes()
    for at in place.sample(range(len(before)), 60):
        manifest.write_bytes(before[:at] + bytes([before[at] ^ 1]) + before[at + 1 :])
        assert check_export(written).problems, at
    for more in (b"\n", b" ", before[-70:]):
        manifest.write_bytes(before + more)
        assert check_export(written).problems


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_every_single_byte_of_every_file_is_covered(written):
    assert unseen(written, 1) == []


@pytest.mark.parametrize("name", [verifier.EVENTS, verifier.SEALS, verifier.CHECKPOINTS, verifier.ROWS, "README.txt"])
def test_a_file_that_is_gone_is_missed(written, name):
    (written / name).unlink()
    assert kinds(written)


def test_a_file_that_was_added_is_found(written):
    (written / "notes.txt").write_text("hello")
    assert kinds(written) == {T.FILE}


def test_a_file_that_points_elsewhere_is_found(written, tmp_path):
    shutil.move(written / "README.txt", tmp_path / "README.txt")
    (written / "README.txt").symlink_to(tmp_path / "README.txt")
    assert kinds(written) == {T.FILE}


@pytest.mark.parametrize("name", [verifier.EVENTS, verifier.SEALS, verifier.CHECKPOINTS, verifier.MANIFEST])
@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"{", b"\n\n\n", b"\0" * 100])
def test_what_cannot_be_read_is_a_finding_and_no_crash(written, name, content):
    (written / name).write_bytes(content)
    assert check_export(written).problems


def test_a_folder_that_is_no_export_is_said_so(tmp_path):
    assert kinds(tmp_path) == {T.UNREADABLE}
    assert kinds(tmp_path / "nothing") == {T.UNREADABLE}


def test_a_log_cut_in_the_middle_of_a_line_is_said_so_with_the_line(written):
    events = written / verifier.EVENTS
    events.write_bytes(events.read_bytes()[:-40])
    (problem,) = check_export(written).problems
    assert "cut off in the middle of line 9" in problem.sentence


class Resigned:
    """An export whose files were changed by somebody who holds the key, and signed anew."""

    def __init__(self, folder: Path, database: Database, settings: Settings) -> None:
        self.folder, self.record = folder, open_record(database, settings)

    def change(self, name: str, how: Callable[[str], str]) -> Path:
        path = self.folder / name
        path.write_text(how(path.read_text("utf-8")), "utf-8")
        (self.folder / verifier.MANIFEST).unlink()
        export._sign(self.folder, self.record)
        return self.folder


@pytest.fixture
def resigned(written, database, settings) -> Resigned:
    return Resigned(written, database, settings)


@pytest.mark.parametrize(
    ("name", "how", "kind"),
    [
        (verifier.EVENTS, lambda text: text.replace("case:1", "case:2", 1), T.EDIT),
        (verifier.EVENTS, lambda text: "".join(text.splitlines(True)[:-1]), T.TRUNCATE),
        (verifier.EVENTS, lambda text: "".join(text.splitlines(True)[1:]), T.DELETE),
        (verifier.EVENTS, lambda text: "".join([*text.splitlines(True)[::-1]]), T.REORDER),
        (verifier.SEALS, lambda text: "".join(text.splitlines(True)[1:]), T.DELETE),
        (verifier.CHECKPOINTS, lambda text: text[: len(text) // 2], T.CHECKPOINT),
        (verifier.ROWS, lambda text: text.replace('"fingerprint":"', '"fingerprint":"0', 1), T.STATE),
        (verifier.ROWS, lambda text: "".join(text.splitlines(True)[1:]), T.STATE),
    ],
)
def test_what_the_list_covers_must_also_fit_itself(resigned, name, how, kind):
    assert kind in kinds(resigned.change(name, how))


def test_a_key_from_outside_is_believed_before_the_one_in_the_export(written):
    other = Outside(keys=[verifier.Key("x/record/1", bytes(range(32)))])
    assert kinds(written, other) >= {T.FOREIGN, T.FILE}


def test_a_witnessed_checkpoint_of_another_log_is_told(written, tmp_path_factory, blank):
    folder = tmp_path_factory.mktemp("other")
    shutil.copy(blank, folder / blank.name)
    settings = Settings(data_dir=folder)
    other = Database(settings.database)
    with other.write() as tx:
        a_user(tx, "Mal", Role.AUDITOR)
    seal_now(other, settings)
    assert kinds(written, read_outside(None, folder / "record.head")) == {T.FOREIGN}


def test_a_witness_that_knows_more_than_the_export_is_believed(written, database, settings):
    with database.write() as tx:
        a_user(tx, "Ida", Role.AUDITOR)
    seal_now(database, settings)
    assert kinds(written, read_outside(None, settings.data_dir / "record.head")) == {T.ROLLBACK}


@pytest.mark.parametrize("content", [b"", b"nothing", b"\xff\xff"])
def test_what_was_brought_and_says_nothing_is_refused(tmp_path, content):
    (tmp_path / "brought").write_bytes(content)
    with pytest.raises(Unreadable):
        read_outside(tmp_path / "brought", None)
    with pytest.raises(Unreadable):
        read_outside(None, tmp_path / "brought")
    with pytest.raises(Unreadable):
        read_outside(None, tmp_path / "not there")


@pytest.mark.parametrize(
    "dressed",
    [
        lambda note: note,
        lambda note: note.replace("\n", "\r\n"),
        lambda note: "".join(f"> {line}" for line in note.splitlines(True)),
        lambda note: f"Dear all,\n\nplease keep this:\n\n{note}\nRegards\n",
        lambda note: f"Subject: x\nContent-Type: text/plain; charset=utf-8\n\n{note}",
    ],
)
def test_a_checkpoint_is_read_however_it_was_kept(written, tmp_path, dressed):
    first = verifier.read_checkpoints((written / verifier.CHECKPOINTS).read_text("utf-8"))[0]
    (tmp_path / "kept").write_bytes(dressed(verifier.written(first)).encode())
    assert read_outside(None, tmp_path / "kept").checkpoints == [first]


def test_mails_are_read_from_the_folder_in_which_they_were_saved(written, tmp_path):
    kept = verifier.read_checkpoints((written / verifier.CHECKPOINTS).read_text("utf-8"))
    (tmp_path / "mails").mkdir()
    for number, one in enumerate(kept):
        mail = EmailMessage()
        mail["Subject"] = "Checkpoint of the record"
        mail.set_content(f"Please keep this message.\n\n{verifier.written(one)}\n", cte="quoted-printable")
        (tmp_path / "mails" / f"{number}.eml").write_bytes(mail.as_bytes())
    assert read_outside(None, tmp_path / "mails").checkpoints == kept


def test_a_file_in_the_folder_that_cannot_be_read_is_a_finding(written, tmp_path):
    first, second, _ = verifier.read_checkpoints((written / verifier.CHECKPOINTS).read_text("utf-8"))
    (tmp_path / "1.txt").write_text(verifier.written(first), "utf-8")
    spoilt = re.sub(r".=\n\n", "B=\n\n", verifier.written(second))  # bits that do not count, and are set
    (tmp_path / "2.txt").write_text(spoilt, "utf-8")
    (problem,) = check_export(written, read_outside(None, tmp_path)).problems
    assert (problem.kind, "2.txt" in problem.sentence) == (T.UNREADABLE, True)


@pytest.mark.parametrize(
    "mail",
    [
        b"Subject: x\nContent-Type: text/plain; charset=nothing\n\nhello",
        b"Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n--b--",
        b"Content-Transfer-Encoding: base64\n\n*****",
    ],
)
def test_a_mail_that_holds_none_is_said_so(tmp_path, mail):
    (tmp_path / "kept.eml").write_bytes(mail)
    with pytest.raises(Unreadable, match="holds no checkpoint"):
        read_outside(None, tmp_path / "kept.eml")


def test_an_export_that_is_older_than_what_was_brought_is_said_how_to_go_on(written, database, settings):
    with database.write() as tx:
        a_user(tx, "Ida", Role.AUDITOR)
    seal_now(database, settings)
    said = check_export(written, read_outside(None, settings.data_dir / "record.head")).remarks
    assert any("make a new export" in remark for remark in said)


def test_a_file_whose_name_would_write_over_the_report_is_told_harmlessly(written):
    (written / "\x1b[2J\nEverything holds.").write_text("")
    lines = [text for text, _ in verifier.report(check_export(written))]
    assert all(text.isprintable() for text in lines)
    assert lines[-1] == "The record does not hold."


@pytest.mark.parametrize("content", ["[" * 100_000, '{"number": 1e999, "kept": 0, "key": "x"}\n', "[]\n", "1\n"])
def test_json_that_says_nonsense_is_a_finding_and_no_crash(written, content):
    for name in (verifier.INCARNATIONS, verifier.ROWS):
        before = (written / name).read_bytes()
        (written / name).write_text(content)
        assert check_export(written).problems
        (written / name).write_bytes(before)


def test_a_clock_that_was_set_back_is_remarked_and_is_no_alarm(database, settings, tmp_path):
    for year in (2026, 2025):
        with database.write() as tx:
            record(tx, Event.NOTE_ADDED, "case:1", SYSTEM, at=datetime(year, 5, 1, tzinfo=UTC))
    seal_now(database, settings)
    verdict = check_export(write(database, settings, tmp_path / "export"))
    assert verdict.problems == []
    assert any("the clock was set back" in remark for remark in verdict.remarks)


def test_an_empty_record_has_an_export_that_holds(database, settings, tmp_path):
    assert kinds(write(database, settings, tmp_path / "export")) == set()


def test_keys_are_read_from_what_the_command_prints(written):
    assert len(read_keys(json.loads((written / "incarnations.jsonl").read_text())["key"])) == 1
