"""`venuecheck mail returned`."""

from tests.runtime.test_mail import report


def test_a_mail_that_is_no_report_of_ours_changes_nothing(venuecheck, tmp_path):
    file = tmp_path / "mail.eml"
    for raw in (b"", b"Subject: Hello\r\n\r\nDear all", report("11111111-2222-3333-4444-555555555555")):
        file.write_bytes(raw)
        answer = venuecheck("mail", "returned", file)
        assert answer.exit_code == 0
        assert "Nothing was changed" in answer.output
