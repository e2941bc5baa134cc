"""Every command says what it reads and what it writes."""

import subprocess
import sys

import click
import pytest

from venuecheck.cli import main


def every_command(group=main, path=()):
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from every_command(command, (*path, name))
        else:
            yield (*path, name)


@pytest.mark.parametrize("path", list(every_command()), ids=" ".join)
def test_its_help_says_what_it_reads_and_writes(venuecheck, path):
    answer = venuecheck(*path, "--help")
    assert answer.exit_code == 0
    said = answer.output.lower()
    assert "reads" in said or "asks" in said or "check" in said
    assert "writes" in said or "says" in said or "prints" in said


def test_help_loads_nothing_but_the_command_line():
    loaded = "import sys, venuecheck.cli; print([m for m in ('sqlalchemy', 'litestar', 'numpy') if m in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


@pytest.mark.parametrize("env", [{"PORT": "eighty"}, {"PORT": "0"}, {"DEMO": "yes"}])
def test_a_setting_that_cannot_be_read_is_named(venuecheck, env):
    answer = venuecheck("audit", "verify", **env)
    assert answer.exit_code == 1
    assert next(iter(env)) in answer.stderr
