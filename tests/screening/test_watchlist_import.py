"""Importing a watchlist from a file in pages: preview, confirmation, and whatever a person may upload."""

import os
import time

import pytest
from sqlalchemy import select

from venuecheck.screening.models import WatchlistEntry

GOOD = (
    "id,kind,name,aliases,reason\nW001,person,Ona Pirmoji,O. Pirmoji,A speech\nW002,organisation,Vėjo Broliai,,\n"
).encode()


def upload(browser, content, name="list.csv"):
    return browser.post("/watchlist/import", files={"file": (name, content, "text/csv")})


def token_on(answer):
    return answer.text.partition('name="upload" value="')[2].partition('"')[0]


def version_on(answer):
    return answer.text.partition('name="list_version" value="')[2].partition('"')[0]


def confirm(browser, preview, **more):
    said = {"upload": token_on(preview), "list_version": version_on(preview)}
    return browser.post("/watchlist/import/confirm", said | more)


def keys(database):
    with database.read() as reader:
        return sorted(reader.scalars(select(WatchlistEntry.key).where(WatchlistEntry.retired.is_(False))))


def test_the_preview_shows_what_would_change_and_changes_nothing(nia, database):
    answer = upload(nia, GOOD)
    assert "Added: 2" in answer.text
    assert "Vėjo Broliai" in answer.text
    assert keys(database) == []


def test_confirmed_the_file_becomes_the_list(nia, database):
    assert confirm(nia, upload(nia, GOOD)).headers["location"] == "/watchlist"
    assert keys(database) == ["W001", "W002"]


def test_confirmed_twice_it_is_imported_once(nia):
    preview = upload(nia, GOOD)
    confirm(nia, preview)
    again = confirm(nia, preview)
    assert again.status_code == 409
    assert "was imported already" in again.text


def test_entries_are_retired_only_when_that_is_ticked(nia, database, entry):
    shorter = b"id,kind,name,aliases\nW002,person,Ona Pirmoji,\n"
    preview = upload(nia, shorter)
    assert "Retired: 1" in preview.text
    assert confirm(nia, preview).status_code == 422
    assert keys(database) == ["W001"]
    confirm(nia, preview, retires="yes")
    assert keys(database) == ["W002"]


def test_a_list_that_changed_since_the_preview_is_shown_again(nia, database):
    preview = upload(nia, GOOD)
    confirm(nia, upload(nia, GOOD))
    answer = confirm(nia, preview)
    assert "The list was changed since this preview" in answer.text


def test_a_refused_row_is_named_with_its_line_and_reason(nia):
    answer = upload(nia, GOOD + b"W003,ship,Argo,\n")
    assert "Line 4" in answer.text
    assert "Refused: 1" in answer.text


@pytest.mark.parametrize("row", [b"W001,persn,Ona Pirmoji,", b"W001,person,Pirmoji, Ona,", b"W001,person,--,"])
def test_a_refused_row_retires_nobody(nia, database, entry, row):
    preview = upload(nia, b"id,kind,name,aliases\nW002,person,Ona Antroji,\n" + row + b"\n")
    assert "Retired: 0" in preview.text
    assert "Kept, because a row was refused: 1" in preview.text
    confirm(nia, preview)
    assert keys(database) == ["W001", "W002"]


@pytest.mark.parametrize(
    "content",
    [
        b"id,kind,name,aliases\nW002,person,Ona Antroji,\n,person,Ona Pirmoji,\n",
        b"kind,name,id,aliases\nperson,Ona Antroji,W002,\nperson,Pirmoji,Ona,W001,\n",
    ],
    ids=["no id", "a comma too many before the id"],
)
def test_a_refused_row_that_may_be_anybodys_keeps_every_entry_and_says_so(nia, database, entry, content):
    preview = upload(nia, content)
    assert "so nothing is retired" in preview.text
    confirm(nia, preview)
    assert keys(database) == ["W001", "W002"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "Choose a CSV file"),
        (b"\x89PNG\r\n\x1a\n\xff\xfe", "not UTF-8"),
        (b"id,kind,name\nW001,person,Ona\n", "aliases is missing"),
        (b'id,kind,name,aliases\nW001,person,"Ona,\n', "is not CSV"),
        (b"id,kind,name,aliases\nW001,person,\0,\n", "NUL"),
        (b"id,kind,name,aliases\n", "No entry in the file"),
        ("id,kind,name,aliases\nW001,person,Šárka,\n".encode("utf-16"), "not UTF-8"),
    ],
    ids=["empty", "a picture", "a column missing", "a quote left open", "NUL", "no row", "UTF-16"],
)
def test_a_file_that_cannot_be_read_gets_a_clear_message(nia, database, content, says):
    answer = upload(nia, content)
    assert answer.status_code == 422
    assert says in answer.text
    assert keys(database) == []


def test_no_file_at_all_gets_a_clear_message(nia):
    assert "Choose a CSV file" in nia.post("/watchlist/import").text


def test_an_upload_that_is_cut_off_says_so(nia):
    kind = {"content-type": "multipart/form-data; boundary=xx"}
    body = b'--xx\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\nid,kind'
    answer = nia.client.post("/watchlist/import", content=body, headers=kind)
    assert answer.status_code == 400
    assert "cut off" in answer.text


def test_a_file_of_more_than_10_mb_is_too_big(nia):
    assert upload(nia, b"x" * 10_100_000).status_code == 413


def test_a_file_of_8_mb_is_read(nia):
    rows = b"".join(b"W%06d,person,Ona Pirmoji,,%s\n" % (n, b"x" * 2000) for n in range(4000))
    assert "Added: 4000" in upload(nia, b"id,kind,name,aliases,reason\n" + rows).text


def test_an_upload_lies_under_a_random_name_for_its_owner_alone_and_is_gone_after_the_import(nia, settings):
    preview = upload(nia, GOOD, name="../../secret.csv")
    [path] = (settings.data_dir / "uploads").iterdir()
    assert path.stat().st_mode & 0o077 == 0
    assert "secret" not in path.name
    confirm(nia, preview)
    assert not path.exists()


def test_an_upload_that_nobody_confirmed_is_gone_after_a_day(nia, settings):
    upload(nia, GOOD)
    [old] = (settings.data_dir / "uploads").iterdir()
    os.utime(old, (time.time() - 90_000,) * 2)
    upload(nia, GOOD)
    assert not old.exists()


@pytest.mark.parametrize("token", ["", "../../secret", "nobody's", "x" * 5000])
def test_a_made_up_upload_is_refused(nia, token):
    assert nia.post("/watchlist/import/confirm", {"upload": token, "list_version": "0"}).status_code == 409


def test_an_auditor_may_not_import(ade):
    assert upload(ade, GOOD).status_code == 403
