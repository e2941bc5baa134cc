"""The history tells what is so: a letter is queued first, and handed over later."""

from sqlalchemy import select

from venuecheck.audit.history import history
from venuecheck.cases.models import Case


def told(house) -> list[str]:
    with house.database.read() as reader:
        case = reader.scalars(select(Case)).one()
        return [happening.sentence("") for happening in history(reader, f"application:{case.application.uuid}")]


def test_a_letter_that_is_queued_is_not_yet_told_as_handed_over(house):
    house.case(checked=False)
    assert not [sentence for sentence in told(house) if "was handed" in sentence]


def test_each_letter_is_told_once_when_it_was_handed_over(house):
    house.case()
    house.work()
    handed = [sentence for sentence in told(house) if "was handed" in sentence]
    assert len(handed) == 1
    assert handed[0].startswith("The letter “acknowledgement ")
    assert handed[0].endswith("was handed to the folder of mails.")
