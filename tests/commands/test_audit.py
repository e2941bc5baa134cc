"""`venuecheck audit verify` over the installation in DATA_DIR."""

import sqlite3

import pytest

from venuecheck.commands.audit import LIVE


@pytest.fixture
def verified(venuecheck, tmp_path):
    """An installation with something in its record."""
    file = tmp_path / "list.csv"
    file.write_text("id,kind,name,aliases\nW001,person,Ona Pirmoji,\n", encoding="utf-8")
    venuecheck("watchlist", "import", file)
    return tmp_path / "installation" / "venuecheck.sqlite3"


def test_it_says_in_plain_words_what_was_checked(venuecheck, verified):
    answer = venuecheck("audit", "verify")
    assert answer.exit_code == 0
    assert answer.output.count("\nholds: ") == len(LIVE)
    assert "2 events, 1 checkpoints and 1 guarded rows" in answer.output
    assert "Everything holds." in answer.output


def test_a_row_edited_by_hand_is_named_and_it_fails(venuecheck, verified):
    with sqlite3.connect(verified) as database:
        database.execute("UPDATE watchlist_entry SET name = 'Somebody Else'")
    answer = venuecheck("audit", "verify")
    assert answer.exit_code == 1
    assert "DOES NOT HOLD: Cases, decisions" in answer.output
    assert "watchlist_entry:" in answer.output


@pytest.mark.parametrize("name", ["audit_event_no_update", "occupation_no_overlap_insert"])
def test_where_a_trigger_was_taken_away_it_does_not_hold_and_nothing_else_runs(venuecheck, verified, tmp_path, name):
    with sqlite3.connect(verified) as database:
        database.execute(f"DROP TRIGGER {name}")
    answer = venuecheck("audit", "verify")
    assert answer.exit_code == 1
    assert name in answer.output
    assert name in venuecheck("watchlist", "import", tmp_path / "list.csv").stderr


def test_where_there_is_no_installation_it_says_so_and_makes_none(venuecheck, tmp_path):
    answer = venuecheck("audit", "verify")
    assert answer.exit_code == 1
    assert "There is no installation" in answer.stderr
    assert not (tmp_path / "installation").exists()


def test_a_file_that_is_no_database_is_said_so(venuecheck, verified):
    verified.write_bytes(b"no database at all" * 100)
    answer = venuecheck("audit", "verify")
    assert answer.exit_code == 1
    assert "cannot be opened" in answer.stderr


class TestExport:
    @pytest.fixture
    def exported(self, venuecheck, verified, tmp_path):
        answer = venuecheck("audit", "export", "--to", tmp_path / "export")
        assert answer.exit_code == 0, answer.output
        return tmp_path / "export"

    def test_two_commands_are_the_whole_drill(self, venuecheck, exported):
        answer = venuecheck("audit", "verify", exported)
        assert (answer.exit_code, "Everything holds." in answer.output) == (0, True)

    def test_with_the_key_and_what_a_witness_kept_nothing_rests_on_the_export(self, venuecheck, exported, tmp_path):
        (tmp_path / "key").write_text(venuecheck("audit", "key").output)
        head = tmp_path / "installation" / "record.head"
        answer = venuecheck("audit", "verify", exported, "--key", tmp_path / "key", "--witness", head)
        assert (answer.exit_code, "You brought no" in answer.output) == (0, False)

    def test_a_line_that_was_changed_is_named_and_it_fails(self, venuecheck, exported):
        events = exported / "events.jsonl"
        events.write_text(events.read_text().replace("W001", "W002"))
        answer = venuecheck("audit", "verify", exported)
        assert answer.exit_code == 1
        assert "[edited] Event" in answer.output
        assert "events.jsonl is not as it was exported" in answer.output

    def test_it_is_written_over_nothing(self, venuecheck, exported):
        answer = venuecheck("audit", "export", "--to", exported)
        assert (answer.exit_code, "not an empty folder" in answer.stderr) == (1, True)

    @pytest.mark.parametrize("option", ["--key", "--witness"])
    def test_what_was_brought_and_cannot_be_read_is_no_pass(self, venuecheck, exported, tmp_path, option):
        (tmp_path / "brought").write_text("nothing")
        assert venuecheck("audit", "verify", exported, option, tmp_path / "brought").exit_code == 1
        assert venuecheck("audit", "verify", exported, option, tmp_path / "not there").exit_code == 1


class TestRestored:
    def test_a_database_that_was_put_back_is_refused_until_it_is_declared(self, venuecheck, verified, tmp_path):
        venuecheck("audit", "verify")
        before = verified.read_bytes()
        (tmp_path / "list.csv").write_text("id,kind,name,aliases\nW002,person,Ida Pirmoji,\n", encoding="utf-8")
        venuecheck("watchlist", "import", tmp_path / "list.csv")
        venuecheck("audit", "verify")
        verified.write_bytes(before)
        refused = venuecheck("audit", "verify")
        assert (refused.exit_code, "rolled back to an old state" in refused.output) == (1, True)
        declared = venuecheck("audit", "restored", "--yes")
        assert (declared.exit_code, "known to be lost" in declared.output) == (0, True)
        answer = venuecheck("audit", "verify")
        assert (answer.exit_code, "A restore was declared" in answer.output) == (0, True), answer.output

    def test_it_asks_first(self, venuecheck, verified):
        assert venuecheck("audit", "restored").exit_code == 1


def test_a_key_that_others_can_read_is_a_finding(venuecheck, verified):
    venuecheck("audit", "verify")
    (verified.parent / "record.key").chmod(0o644)
    answer = venuecheck("audit", "verify")
    assert (answer.exit_code, "can be read by others" in answer.output) == (1, True)
    assert venuecheck("audit", "export", "--to", verified.parent / "x").exit_code == 1


def test_a_receipt_that_is_none_is_refused(venuecheck, tmp_path):
    (tmp_path / "receipt.json").write_text("{}")
    answer = venuecheck("audit", "verify", "--receipt", tmp_path / "receipt.json")
    assert (answer.exit_code, "no receipt" in answer.stderr) == (1, True)
