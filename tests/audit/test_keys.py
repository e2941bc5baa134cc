"""The signing key: made once, kept secret, and missed when it is gone."""

import base64
import os

import pytest

from tests.accounts.builders import a_user
from venuecheck.accounts.roles import Role
from venuecheck.audit.incarnations import open_record
from venuecheck.audit.keys import FILE, KeyTrouble, make_key
from venuecheck.audit.sealer import seal_now
from venuecheck.audit.verifier import Checkpoint, Unreadable, read_checkpoints, read_keys, signed_by


@pytest.fixture
def record(database, settings):
    return open_record(database, settings)


def test_it_is_made_at_the_first_start_for_its_owner_alone(record, settings):
    assert (settings.data_dir / FILE).stat().st_mode & 0o777 == 0o600


def test_it_is_the_same_at_the_next_start(record, database, settings):
    assert open_record(database, settings).signer.key == record.signer.key


def test_missing_after_it_existed_it_is_missed_and_none_is_made(record, database, settings):
    (settings.data_dir / FILE).unlink()
    with pytest.raises(KeyTrouble, match="is missing"):
        open_record(database, settings)
    assert not (settings.data_dir / FILE).exists()


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o620])
def test_readable_by_others_it_is_refused(record, database, settings, mode):
    (settings.data_dir / FILE).chmod(mode)
    with pytest.raises(KeyTrouble, match="chmod 600"):
        open_record(database, settings)


@pytest.mark.parametrize("content", [b"", b"nothing", b"\xff" * 40])
def test_what_is_no_key_is_said_so(record, database, settings, content):
    (settings.data_dir / FILE).write_bytes(content)
    with pytest.raises(KeyTrouble, match="is no key"):
        open_record(database, settings)


def test_another_key_in_its_place_is_refused(record, database, settings):
    (settings.data_dir / FILE).unlink()
    make_key(settings.data_dir)
    with pytest.raises(KeyTrouble, match="not the key of this record"):
        open_record(database, settings)


def test_a_folder_that_cannot_be_written_is_said_so(database, settings, monkeypatch):
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "link", full)
    with pytest.raises(KeyTrouble, match="No space left"):
        open_record(database, settings)


def test_a_key_reads_back_as_it_is_written(record):
    assert read_keys(f"Our key:\n{record.signer.key}\nKeep it.\n") == [record.signer.key]


def test_a_key_with_another_id_is_refused(record):
    name, shown, encoded = str(record.signer.key).split("+", 2)
    with pytest.raises(Unreadable):
        read_keys(f"{name}+{'0' * 8 if shown != '0' * 8 else '1' * 8}+{encoded}")


def test_keys_and_signatures_are_those_of_other_programs():
    # The example of golang.org/x/mod/sumdb/note.
    (key,) = read_keys("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
    words = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
    signature = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
    assert key.id.hex() == "c74f20a3"
    assert signed_by(key, words, [("PeterNeumann", base64.b64decode(signature))])


def test_a_checkpoint_is_a_signed_note(database, settings):
    with database.write() as tx:
        a_user(tx, "Ben", Role.AUDITOR)
    seal_now(database, settings)
    note = (settings.data_dir / "record.head").read_text("utf-8")
    text_of_it, _, signature = note.rpartition("\n\n")
    origin, size, root = text_of_it.split("\n")
    assert (size, len(root)) == ("1", 44)
    assert signature.startswith(f"— {origin} ")
    (read,) = read_checkpoints(note)
    assert read.is_signed_by(open_record(database, settings).signer.key)


@pytest.mark.parametrize("spoilt", ["size", "root", "origin"])
def test_a_checkpoint_that_says_something_else_is_not_signed(record, spoilt):
    signed = read_checkpoints(record.signer.sign(Checkpoint(record.signer.key.name, 7, bytes(32)).text))[0]
    other = {"size": 8, "root": bytes(31) + b"\1", "origin": "x/y"}[spoilt]
    changed = Checkpoint(**{**vars(signed), spoilt: other})
    assert signed.is_signed_by(record.signer.key)
    assert not changed.is_signed_by(record.signer.key)
