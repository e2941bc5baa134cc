"""`venuecheck watchlist import`."""

import pytest

GOOD = "id,kind,name,aliases\nW001,person,Ona Pirmoji,O. Pirmoji\nW002,ship,Argo,\nW003,organisation,Vėjo Broliai,\n"


@pytest.fixture
def good(tmp_path):
    file = tmp_path / "list.csv"
    file.write_text(GOOD, encoding="utf-8")
    return file


def test_it_says_what_was_added_and_what_was_refused_with_its_line(venuecheck, good):
    answer = venuecheck("watchlist", "import", good)
    assert answer.exit_code == 0
    assert "add: W001 person Ona Pirmoji (also O. Pirmoji)" in answer.output
    assert "refuse: line 3: its kind must be person or organisation" in answer.output
    assert "Were added: 2; changed: 0; retired: 0; unchanged: 0; refused: 1." in answer.output


def test_a_dry_run_changes_nothing(venuecheck, good):
    assert "Would be added: 2" in venuecheck("watchlist", "import", good, "--dry-run").output
    assert "Were added: 2" in venuecheck("watchlist", "import", good).output


def test_a_second_import_says_what_changed_and_what_was_retired(venuecheck, good):
    venuecheck("watchlist", "import", good)
    good.write_text("id,kind,name,aliases\nW001,person,Ona Antroji,\n", encoding="utf-8")
    answer = venuecheck("watchlist", "import", good)
    assert "change: W001 person Ona Antroji" in answer.output
    assert "retire: W003 organisation Vėjo Broliai" in answer.output


def test_a_refused_row_keeps_its_entry_and_one_without_an_id_keeps_them_all(venuecheck, good):
    venuecheck("watchlist", "import", good)
    good.write_text("id,kind,name,aliases\nW001,person,Ona Pirmoji,O. Pirmoji\nW003,guild,Broliai,\n", encoding="utf-8")
    assert "keep: W003 organisation Vėjo Broliai" in venuecheck("watchlist", "import", good).output
    good.write_text("id,kind,name,aliases\nW009,person,Ona Trečioji,\n,person,Ona,\n", encoding="utf-8")
    answer = venuecheck("watchlist", "import", good)
    assert "Nothing is retired" in answer.output
    assert "retired: 0; unchanged: 2" in answer.output


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"a,b\n", "is missing"),
        (b"", "is missing"),
        (b"id,kind,name,aliases\n", "holds no entry"),
        (b'id,kind,name,aliases\nW1,person,"A,\n', "is not CSV"),
    ],
)
def test_a_file_that_cannot_be_read_changes_nothing_and_fails(venuecheck, good, content, says):
    venuecheck("watchlist", "import", good)
    good.write_bytes(content)
    answer = venuecheck("watchlist", "import", good)
    assert answer.exit_code == 1
    assert says in answer.stderr
    assert "Traceback" not in answer.output


def test_a_file_that_is_not_there_is_said_so(venuecheck):
    answer = venuecheck("watchlist", "import", "/nowhere/list.csv")
    assert answer.exit_code == 1
    assert "cannot be read" in answer.stderr
