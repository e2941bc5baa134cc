"""The outbox: what follows an act is done after it, done again when it failed, and never forgotten."""

import time
from datetime import timedelta
from smtplib import SMTPRecipientsRefused

from sqlalchemy import update

from venuecheck.runtime import outbox
from venuecheck.runtime.clock import now
from venuecheck.runtime.outbox import DONE, FAILED, MOST_ATTEMPTS, QUEUED, READY, OutboxRow


def rows(database):
    with database.read() as reader:
        return [(row.state, row.attempts, row.error) for row in reader.query(OutboxRow).order_by(OutboxRow.id)]


def queued(database, **payload):
    with database.write() as tx:
        outbox.queue(tx, "ring", **payload)


def test_what_was_queued_is_done_once(database):
    rung = []
    queued(database, bell=1)
    outbox.drain(database, {"ring": lambda db, payload: rung.append(payload["bell"])})
    outbox.drain(database, {"ring": lambda db, payload: rung.append(payload["bell"])})
    assert rung == [1]
    assert rows(database) == [(DONE, 1, None)]


def test_nothing_is_queued_by_an_act_that_did_not_happen(database):
    try:
        with database.write() as tx:
            outbox.queue(tx, "ring")
            raise LookupError
    except LookupError:
        pass
    assert rows(database) == []


def fails(database, payload):
    raise ValueError("a name that must not be kept")


def test_what_failed_waits_and_is_tried_again_and_keeps_no_words_of_the_error(database):
    queued(database)
    outbox.drain(database, {"ring": fails})
    assert rows(database) == [(READY, 1, "ValueError")]


def test_the_log_says_where_it_failed_and_not_whom_it_was_about(database, caplog):
    reader = "ann@example.com"

    def refuse(db, payload):
        raise SMTPRecipientsRefused({reader: (550, b"no such person")})

    queued(database)
    outbox.drain(database, {"ring": refuse})
    assert "SMTPRecipientsRefused" in caplog.text
    assert "in refuse" in caplog.text
    assert reader not in caplog.text


def given_up(database):
    """A piece of work at its last attempt, which fails too."""
    queued(database)
    with database.write() as tx:
        tx.execute(update(OutboxRow).values(attempts=MOST_ATTEMPTS - 1))
    outbox.drain(database, {"ring": fails})


def test_it_is_tried_for_three_days_soon_at_first_and_then_each_hour():
    pauses = [outbox.pause(attempts) for attempts in range(1, MOST_ATTEMPTS)]
    assert sum(pauses, timedelta()) > timedelta(days=3)
    assert sum(pause <= timedelta(minutes=5) for pause in pauses) >= 12
    assert pauses == sorted(pauses)
    assert pauses[-1] == timedelta(hours=1)


def test_what_was_given_up_is_told_by_task_and_tried_again_when_asked(database):
    given_up(database)
    with database.write() as tx:
        assert [(one.task, one.pieces) for one in outbox.given_up(tx)] == [("ring", 1)]
        assert [outbox.try_again(tx), outbox.try_again(tx)] == [1, 0]
    outbox.drain(database, {"ring": lambda db, payload: None})
    assert rows(database) == [(DONE, 1, None)]


def test_work_for_later_does_not_wait_yet(database):
    with database.write() as tx:
        outbox.queue(tx, "ring", due=now() + timedelta(days=30))
        tx.flush()
        assert outbox.backlog(tx) == (0, 0, None)


def test_after_the_last_attempt_it_is_given_up_for_a_person_to_see(database):
    given_up(database)
    assert rows(database) == [(FAILED, MOST_ATTEMPTS, "ValueError")]
    with database.read() as reader:
        assert outbox.backlog(reader)[:2] == (0, 1)


def test_what_a_process_left_behind_is_taken_up_when_its_lease_ends(database):
    queued(database)
    outbox.lease(database)
    assert outbox.lease(database) == []
    with database.write() as tx:
        tx.execute(update(OutboxRow).values(lease_until=now() - timedelta(seconds=1)))
    assert len(outbox.lease(database)) == 1


def test_nothing_is_done_before_it_is_due(database):
    with database.write() as tx:
        outbox.queue(tx, "ring", due=now() + timedelta(hours=1))
    assert outbox.drain(database, {"ring": fails}) == 0


def test_the_worker_does_the_work_in_the_background_and_stops(database):
    rung = []
    worker = outbox.Worker(database, {"ring": lambda db, payload: rung.append(payload["bell"])})
    worker.start()
    for bell in range(20):
        queued(database, bell=bell)
    deadline = time.monotonic() + 120
    while len(rung) < 20 and time.monotonic() < deadline:
        time.sleep(0.05)
    worker.stop()
    assert sorted(rung) == list(range(20))


def test_a_worker_that_starts_takes_up_what_the_last_one_had_in_hand(database):
    queued(database, bell=1)
    outbox.lease(database)
    assert rows(database)[0][0] == QUEUED
    rung = []
    worker = outbox.Worker(database, {"ring": lambda db, payload: rung.append(payload["bell"])})
    worker.start()
    deadline = time.monotonic() + 120
    while not rung and time.monotonic() < deadline:
        time.sleep(0.05)
    worker.stop()
    assert rung == [1]
