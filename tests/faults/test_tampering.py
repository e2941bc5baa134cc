"""Tampering is found and named: fourteen classes, four powers; and an honest record never raises an alarm.

`make test` runs a small campaign, `make faults` the whole one, which prints the table of docs/audit.md.
"""

import random
import shutil
from collections import Counter
from pathlib import Path

import pytest

from tests.faults.tampering import ATTACKS, Log, Power, chain_of, desk, honest_log, named
from venuecheck.audit.verifier import Tampering

CELLS = [(attack, power) for attack in ATTACKS for power in Power]


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory, blank: Path) -> list[Log]:
    """Some honest logs, and a foreign one beside them."""
    return make(tmp_path_factory.mktemp("honest"), blank, 3)


def make(folder: Path, blank: Path, count: int) -> list[Log]:
    honest_log(folder / "foreign", blank, random.Random(99))
    return [honest_log(folder / str(seed), blank, random.Random(seed)) for seed in range(count)]


def attacked(log: Log, attack: Tampering, power: Power, seed: int) -> Log:
    """A copy of a log, tampered with."""
    copy = log.copy(log.folder.parent / f"{attack.name}-{power}-{seed}")
    ATTACKS[attack](copy, power, random.Random(seed))
    return copy


def kinds(log: Log, *, ledger: bool = True) -> set[Tampering]:
    return {problem.kind for problem in log.verdict(log.brought(ledger)).problems}


@pytest.mark.parametrize(("attack", "power"), CELLS, ids=lambda value: value.name)
def test_tampering_under_a_witnessed_checkpoint_is_found_and_named(
    honest: list[Log], attack: Tampering, power: Power
) -> None:
    log = attacked(honest[power % 3], attack, power, 1)
    assert named(attack, power) in kinds(log)
    assert kinds(log, ledger=False)


def test_an_honest_log_raises_no_alarm(honest: list[Log]) -> None:
    assert [log.verdict().problems for log in honest] == [(), (), ()]


def test_what_lies_above_the_last_witness_is_the_open_window(honest: list[Log]) -> None:
    log = honest[0].copy(honest[0].folder.parent / "window")
    with desk(log, Power.KEY, random.Random(1)) as one:
        one.rewrite(len(one.events) - 1, actor="user:somebody")
    verdict = log.verdict()
    assert verdict.holds
    assert any("are newer than what was witnessed" in remark for remark in verdict.remarks)


@pytest.mark.parametrize("power", [Power.HASHES, Power.KEY, Power.LOCAL_WITNESS])
def test_a_hash_chain_alone_would_not_have_told(honest: list[Log], power: Power) -> None:
    log = attacked(honest[1], Tampering.EDIT, power, 7)
    # Whoever can hash writes the whole chain anew, and it fits itself: nothing in the database says that it was another.
    assert chain_of(log) != chain_of(honest[1])
    assert len(chain_of(log)) == len(chain_of(honest[1]))
    assert kinds(log)


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_the_whole_campaign(tmp_path: Path, blank: Path) -> None:
    logs, found, misnamed, window = make(tmp_path, blank, 30), Counter(), [], Counter()
    for attack, power in CELLS:
        for seed in range(90):
            log = attacked(logs[seed % len(logs)], attack, power, seed)
            named_now = kinds(log)
            found[attack, power] += bool(named_now)
            if named(attack, power) not in named_now:
                misnamed.append((attack.name, power.name, seed, named_now))
            found[attack, power, "mail"] += bool(kinds(log, ledger=False))
            shutil.rmtree(log.folder)
    for seed in range(200):
        log = logs[seed % len(logs)].copy(tmp_path / "window")
        power = Power(seed % 4 + 1)
        with desk(log, power, random.Random(seed)) as one:
            one.rewrite(random.Random(seed).randrange(log.witnessed, len(one.events)), actor="user:somebody")
        window[power, bool(kinds(log))] += 1
        shutil.rmtree(log.folder)
    show(found, window)
    assert misnamed == []
    assert all(count == 90 for count in found.values())


def show(found: Counter, window: Counter) -> None:
    print(f"\n{'':40}" + "".join(f"{power.name.lower():>16}" for power in Power))
    for attack in ATTACKS:
        cells = "".join(f"{found[attack, power]:>12}/{90}" for power in Power)
        print(f"{attack.value:40}{cells}")
    mail = sum(count for key, count in found.items() if len(key) == 3)
    print(f"with mails alone: {mail} of {90 * len(CELLS)} found")
    for power in Power:
        print(f"above the last witness, {power.name.lower()}: {window[power, True]} of 50 found")


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_of_1000_honest_logs_none_raises_an_alarm(tmp_path: Path, blank: Path) -> None:
    alarms = []
    for seed in range(1000):
        draw = random.Random(seed)
        log = honest_log(tmp_path / "one", blank, draw, restarts=seed % 3, erase=seed % 2 == 0)
        alarms += [(seed, problem) for problem in log.verdict().problems]
        shutil.rmtree(tmp_path / "one")
    print(f"\n1000 honest logs: {len(alarms)} alarms")
    assert alarms == []
