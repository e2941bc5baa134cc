"""The commands that answer line by line: JSON Lines in and out, in order, and one bad line costs that line alone."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

LIST = Path(__file__).parents[1] / "screening" / "fixtures" / "demo-watchlist.csv"
COMMANDS = {
    "score": ["score"],
    "screen": ["screen", "--watchlist", str(LIST)],
    "equality": ["equality"],
}
GOOD = {
    "score": {"query": "Ouyang Zhenhuo", "entry": "Ouyang Zhenhuo", "kind": "person"},
    "screen": {"name": "Ouyang Zhenhuo", "kind": "person"},
    "equality": {"arrangement": "mixed"},
}
ANSWER = {"score": "score", "screen": "matches", "equality": "outcome"}


def ask(words, sent):
    ran = subprocess.run([sys.executable, "-m", "venuecheck", *words], input=sent, capture_output=True, check=False)
    return ran.returncode, [json.loads(line) for line in ran.stdout.decode().splitlines()]


@pytest.mark.parametrize("name", COMMANDS)
def test_broken_lines_get_an_error_on_their_line_and_the_rest_goes_on(name):
    good = [json.dumps({"id": number} | GOOD[name] | {"unknown": 1}).encode() for number in (1, 2)]
    odd = json.dumps({"id": 9} | {key: [] for key in GOOD[name]}).encode()
    sent = b"\n".join([good[0], b"{", b"\xff\xfe", b"[1]", b"", b"[" * 100_000, odd, good[1]]) + b"\n"
    code, answers = ask(COMMANDS[name], sent)
    assert code == 0
    assert [answer["id"] for answer in answers] == [1, None, None, None, None, 9, 2]
    assert ANSWER[name] in answers[0]
    assert ANSWER[name] in answers[-1]
    assert all("error" in answer for answer in answers[1:-1])


@pytest.mark.parametrize("name", COMMANDS)
def test_nothing_asked_is_nothing_answered(name):
    assert ask(COMMANDS[name], b"") == (0, [])


@pytest.mark.parametrize("name", COMMANDS)
def test_each_line_is_answered_before_the_next_is_sent(name):
    with subprocess.Popen(
        [sys.executable, "-m", "venuecheck", *COMMANDS[name]], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        for number in (1, 2):
            running.stdin.write(json.dumps({"id": number} | GOOD[name]).encode() + b"\n")
            running.stdin.flush()
            assert json.loads(running.stdout.readline())["id"] == number
        running.stdin.close()


def test_screen_finds_an_entry_by_its_other_name():
    _, [answer] = ask(COMMANDS["screen"], '{"id": 1, "name": "欧阳真火", "kind": "person"}\n'.encode())
    assert answer["matches"][0]["entry_id"] == "W041"


def test_a_lower_floor_lists_more():
    asked = b'{"id": 1, "name": "Rowan Smith", "kind": "person"}\n'
    _, [shown] = ask(COMMANDS["screen"], asked)
    _, [all_of_them] = ask([*COMMANDS["screen"], "--floor", "0"], asked)
    assert len(all_of_them["matches"]) > len(shown["matches"])


@pytest.mark.parametrize("file", ["/nowhere.csv", sys.executable])
def test_a_list_that_cannot_be_read_fails_with_a_plain_message(file):
    ran = subprocess.run(
        [sys.executable, "-m", "venuecheck", "screen", "--watchlist", file], input=b"", capture_output=True, check=False
    )
    assert ran.returncode == 1
    assert b"cannot be read" in ran.stderr
    assert b"Traceback" not in ran.stderr
