"""What the record costs, and how fast it is checked.

    python -m tests.benchmarks.bench_audit            # a table, and JSON on the last line

Audited writes: eight processes do acts of the product (notes on cases, cases given to colleagues) on one SQLite file, with and
without the event that each act records, in turns within one run, while a sealer numbers and signs. Target: 0.75 of the
unaudited rate.

Checking: an export of a million events, as the verifier that ships with it reads it, on one core. Target: 10 s.
"""

import json
import multiprocessing
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.cases.builders import House, a_house
from venuecheck import parts
from venuecheck.accounts.roles import Role
from venuecheck.audit import export, verifier
from venuecheck.audit.guarded import Guarded, settle
from venuecheck.audit.incarnations import Opened
from venuecheck.audit.keys import make_key, signer
from venuecheck.audit.lines import canonical
from venuecheck.audit.sealer import Sealer, seal_now
from venuecheck.audit.verifier import Checkpoint, Tree, leaf_hash
from venuecheck.cases import service
from venuecheck.cases.models import Case
from venuecheck.runtime.clock import today
from venuecheck.runtime.database import Base, Database, Transaction
from venuecheck.runtime.settings import Settings

WRITERS = 8
CASES = 60
ACTS = 60
"""Acts of each writer in a turn."""
TURNS = 5
PATIENCE = 600.0
"""How many seconds a writer waits for its turn: of eight, SQLite lets some wait for long on a machine that has much to do."""
EVENTS = 1_000_000
PER_CHECKPOINT = 50
SIZES = (125_000, 250_000, 500_000, EVENTS)


# --- audited writes ----------------------------------------------------------------------------------------------------------


def unrecorded(tx: Transaction, *_: Any, rows: tuple[Guarded, ...] = (), **__: Any) -> int:
    """In the place of `record`: the guard is satisfied, and nothing is written down."""
    for row in rows:
        settle(tx, row)
    return 0


def write(house: House, audited: bool, seed: int, gate: Any) -> None:
    """One writer's turn: a note on one case, then another given to a colleague, as the product's own use cases do it."""
    if not audited:
        service.record = unrecorded
    database, by = Database(house.settings.database), house.by(Role.BOOKING_OFFICER, Role.PREVENT_OFFICER)
    draw = random.Random(seed)
    gate.wait()
    for turn in range(ACTS):
        with database.write(PATIENCE) as tx:
            case = tx.get_one(Case, draw.randint(1, CASES))
            if turn % 2:
                service.add_note(tx, case, "A sentence or two, as an officer writes them on a case's page.", by)
            else:
                service.assign(tx, case, draw.choice([by.uuid, None]), by)
    database.close()


def rate(house: House, *, audited: bool, turn: int) -> float:
    """Acts in a second, of eight writers together."""
    fork = multiprocessing.get_context("fork")
    gate = fork.Barrier(WRITERS + 1)
    writers = [
        fork.Process(target=write, args=(house, audited, turn * WRITERS + number, gate)) for number in range(WRITERS)
    ]
    for writer in writers:
        writer.start()
    gate.wait()
    began = time.monotonic()
    for writer in writers:
        writer.join()
        assert writer.exitcode == 0
    return WRITERS * ACTS / (time.monotonic() - began)


def audited_writes(folder: Path) -> dict[str, float]:
    """Both rates, in turns, and their ratio: medians, since whatever else the machine does falls on some turns alone."""
    house = a_busy_house(Settings(data_dir=folder))
    rates: dict[bool, list[float]] = {False: [], True: []}
    for turn in range(2 * TURNS):
        audited = turn % 2 == 1
        sealer = Sealer(Database(house.settings.database), house.settings)
        if audited:
            sealer.start()
        rates[audited].append(rate(house, audited=audited, turn=turn))
        if audited:
            sealer.stop()
        sealer.database.close()
    plain, with_events = (statistics.median(rates[one]) for one in (False, True))
    return {
        "unaudited_acts_per_second": round(plain, 1),
        "audited_acts_per_second": round(with_events, 1),
        "audited_to_unaudited": round(with_events / plain, 3),
        "target_audited_to_unaudited": 0.75,
    }


def a_busy_house(settings: Settings) -> House:
    """An installation with cases to work on. Its own database is closed, so that writers open theirs."""
    parts.guarded()
    database = Database(settings.database)
    Base.metadata.create_all(database.engine)
    house = a_house(database, settings)
    for number in range(CASES):
        house.case(checked=False, day=today() + timedelta(days=30 + number))
    house.work()
    seal_now(database, settings)
    database.close()
    return house


# --- checking ----------------------------------------------------------------------------------------------------------------


def lines(count: int) -> Iterator[str]:
    """Events as the product writes them, most of them naming a row or two."""
    began = datetime(2026, 11, 1, tzinfo=UTC)
    for number in range(count):
        case = f"00000000-0000-4000-8000-{number % 5000:012x}"
        yield canonical(
            {
                "uuid": f"00000000-0000-4000-9000-{number:012x}",
                "at": (began + timedelta(seconds=20 * number)).isoformat(timespec="microseconds"),
                "event": "cases:case:move",
                "actor": "user:00000000-0000-4000-8000-000000000001",
                "subject": f"application:{case}",
                "facts": {"to": "with the booking officer", "before": "checking", "act": "check"},
                "commitments": {"reason": "0" * 64} if number % 3 == 0 else {},
                "rows": {f"case:{case}": f"{number % 5000:032x}"} if number % 5 else {},
            }
        )


def big_export(folder: Path, count: int) -> Path:
    """An export of so many events, made without a database."""
    folder.mkdir(parents=True)
    make_key(folder.parent)
    signs = signer(folder.parent, "bench.example/record/1")
    tree, rows = Tree(), {}
    with (
        (folder / verifier.EVENTS).open("w") as events,
        (folder / verifier.SEALS).open("w") as seals,
        (folder / verifier.CHECKPOINTS).open("w") as checkpoints,
    ):
        for number, line in enumerate(lines(count), start=1):
            leaf = leaf_hash(line.encode())
            tree.add(leaf)
            events.write(f"{line}\n")
            seals.write(f"{number} {leaf.hex()}\n")
            rows.update(json.loads(line)["rows"])
            if number % PER_CHECKPOINT == 0 or number == count:
                checkpoints.write(signs.sign(Checkpoint(signs.key.name, number, tree.root()).text) + "\n")
    (folder / verifier.ROWS).write_text(
        "".join(canonical({"row": r, "fingerprint": f}) + "\n" for r, f in rows.items())
    )
    (folder / verifier.INCARNATIONS).write_text(canonical({"number": 1, "key": str(signs.key), "kept": 0}) + "\n")
    export._sign(folder, Opened(1, signs))
    return folder


def checking(folder: Path) -> dict[str, float]:
    """Seconds of one core to check exports of growing size."""
    figures: dict[str, float] = {}
    for count in SIZES:
        exported = big_export(folder / str(count) / "export", count)
        began = time.process_time()
        verdict = verifier.check_export(exported)
        figures[f"seconds_to_check_{count}"] = round(time.process_time() - began, 2)
        assert (verdict.events, verdict.problems) == (count, [])
        shutil.rmtree(folder / str(count))
    return figures | {"events_per_checkpoint": PER_CHECKPOINT, "target_seconds_to_check_1000000": 10}


def main() -> None:
    """Print the figures as a table and as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        figures = audited_writes(Path(folder)) | checking(Path(folder) / "exports")
    for name, figure in figures.items():
        print(f"{name:36s}{figure:>12,}")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
