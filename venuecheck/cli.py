"""The command `venuecheck`: what can be asked of it, in words. What a command does stands in `commands/`.

Every command loads its own part alone, when it is asked for, so that `--help` and the small commands start at once: this is
the one place where imports inside functions are right.
"""
# ruff: noqa: PLC0415

import sys
from pathlib import Path
from typing import Any

import click

FILE = click.Path(exists=False, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=False, file_okay=False, path_type=Path)
EITHER = click.Path(exists=False, path_type=Path)


class _Plain(click.Group):
    """Turns an error that a person can do something about into its sentence and exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:
        from venuecheck.commands.errors import CommandError
        from venuecheck.runtime.errors import StoppedError

        try:
            return super().invoke(ctx)
        except (CommandError, StoppedError) as problem:
            raise click.ClickException(str(problem)) from problem
        except BrokenPipeError:
            # Whoever read our lines has gone: nothing is left to say, and nowhere to say it.
            sys.stderr.close()
            ctx.exit(0)


@click.group(cls=_Plain, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="venuecheck", message="venuecheck %(version)s")
def main() -> None:
    """Venue hire for a council: applications, checks, decisions, and a record that cannot be rewritten unseen.

    Settings are read from the environment: DATA_DIR (the folder that holds everything, var/ by default), PORT, HOST,
    DEMO (1 serves the fictional council), BASE_URL (what links in letters start with), COUNCIL, MAIL_FROM and SMTP_URL.
    """


@main.command()
def serve() -> None:
    """Serve the product until it is told to stop.

    Reads the settings from the environment. Makes what is missing in DATA_DIR; with DEMO=1 an empty installation gets a
    fictional council. Writes “venuecheck ready on http://…” on standard output once it answers. Stops cleanly on SIGTERM.
    """
    from venuecheck.commands.stopping import end_cleanly

    end_cleanly()  # before the rest is loaded, which takes a second or two
    from venuecheck.commands import serve as command
    from venuecheck.commands.installation import settings_here

    sys.exit(command.serve(settings_here()))


@main.group()
def accounts() -> None:
    """Staff accounts."""


@accounts.command("create-administrator")
@click.option("--name", prompt="Full name", help="The person's full name; asked for when not given.")
@click.option("--email", prompt="E-mail address", help="What they sign in with; asked for when not given.")
def create_administrator(name: str, email: str) -> None:
    """Make an administrator, who then sets up venues and staff in pages.

    Asks for the password twice without showing it, or reads it from the environment variable ADMINISTRATOR_PASSWORD; never
    from the command line, where others could see it. Writes the account to the installation in DATA_DIR.
    """
    from venuecheck.commands import accounts as command
    from venuecheck.commands.installation import settings_here

    password = command.password_given() or click.prompt("Password", hide_input=True, confirmation_prompt=True)
    click.echo(command.create_administrator(settings_here(), name, email, password))


@main.group()
def watchlist() -> None:
    """The local watchlist."""


@watchlist.command("import")
@click.argument("file", type=FILE)
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
def import_watchlist(file: Path, dry_run: bool) -> None:
    """Make the watchlist what FILE says: add, change, and retire what it no longer holds.

    Reads a CSV file in UTF-8 with the columns id, kind (person or organisation), name, aliases (divided by semicolons) and,
    if it likes, reason. Writes to the installation in DATA_DIR, and on standard output every entry added, changed or
    retired and every row refused, with its line and the reason. Exits with 1, with nothing changed, when the file cannot be
    read at all.
    """
    from venuecheck.commands import watchlist as command
    from venuecheck.commands.installation import settings_here

    for line in command.import_file(settings_here(), file, dry_run=dry_run):
        click.echo(line)


@main.group("demo")
def demo() -> None:
    """The fictional demo council."""


@demo.command("load")
@click.argument("file", type=FILE)
def demo_load(file: Path) -> None:
    """Put the fictional applications of FILE through the product, as hirers would send them.

    Reads JSON Lines, one application a line (id, organisation, hirer_name, purpose, slot …; other fields of the application
    form by their own names). Writes to the demo council in DATA_DIR, which is made if the installation is empty; venues and
    spaces that are missing are added. Prints one JSON line for each: id, reference, lane, matches and equality outcome, or
    lane "refused_slot" with the nearest free times, or error.
    """
    from venuecheck.commands import demo as command
    from venuecheck.commands.installation import settings_here

    for line in command.load(settings_here(), file):
        click.echo(line)


@main.group("mail")
def mail_group() -> None:
    """Letters that went out."""


@mail_group.command("returned")
@click.argument("file", type=click.File("rb"), default="-")
def mail_returned(file: Any) -> None:
    """Take in one mail that came to the address letters are sent from.

    Reads it from FILE or standard input. A report that a letter did not arrive (RFC 3464) puts that letter into the
    list “Letters that came back” of the installation in DATA_DIR; any other mail changes nothing. Says on standard
    output which it was. Meant for the mail server to pipe such mail into.
    """
    from venuecheck.commands import mail as command
    from venuecheck.commands.installation import settings_here

    click.echo(command.returned(settings_here(), file.read(command.MOST_BYTES)))


@main.group()
def audit() -> None:
    """The record of everything that was done."""


@audit.command()
@click.argument("folder", type=FOLDER, required=False)
@click.option("--key", type=FILE, help="A file with the public keys that you believe.")
@click.option("--witness", type=EITHER, help="Checkpoints kept elsewhere: a file, a mail, or the folder of a witness.")
@click.option("--receipt", type=FILE, help="Check this receipt of a decision instead.")
def verify(folder: Path | None, key: Path | None, witness: Path | None, receipt: Path | None) -> None:
    """Check the record: that of an export in FOLDER, else that of the installation in DATA_DIR with every row that it vouches
    for.

    Keys and checkpoints that you bring are believed before those in the record. Changes nothing, but that in an installation
    events that still wait are numbered and signed first. Says on standard output what was checked and what does not hold,
    where, since when, and by what class of tampering. Exits with 0 only when every check ran and held.
    """
    from venuecheck.commands import audit as command
    from venuecheck.commands.installation import settings_here

    lines = (
        command.check_receipt(receipt, key, witness)
        if receipt
        else command.verify(settings_here(), folder, key, witness)
    )
    holds = True
    for line in lines:
        click.echo(line.text)
        holds = holds and line.holds
    sys.exit(0 if holds else 1)


@audit.command("export")
@click.option("--to", type=FOLDER, required=True, help="A folder that is empty or not there yet.")
def audit_export(to: Path) -> None:
    """Write the whole record of the installation in DATA_DIR into a folder, in open formats, with the program that checks it.

    Writes every event, checkpoint and public key, a receipt for each decision, and a signed list of all files. No words that
    a person wrote are in it.
    """
    from venuecheck.commands import audit as command
    from venuecheck.commands.installation import settings_here

    for line in command.export(settings_here(), to):
        click.echo(line)


@audit.command("key")
def audit_key() -> None:
    """Say the record's public keys, to be handed to those who check it.

    Reads the installation in DATA_DIR. Prints a line for each key, the first first.
    """
    from venuecheck.commands import audit as command
    from venuecheck.commands.installation import settings_here

    for line in command.public_keys(settings_here()):
        click.echo(line)


@audit.command("restored")
@click.option("--witness", type=EITHER, help="Checkpoints that were kept elsewhere, so that all that is lost is named.")
@click.confirmation_option(prompt="This is written into the record for good. Was a backup put back, or the key lost?")
def audit_restored(witness: Path | None) -> None:
    """Declare that a backup was put back, or that the signing key was lost, and let the record go on.

    Stop the product first. The record goes on under a new name; its next event names the old one and how much of it is known
    to be lost. Asks before it does so (not with --yes). Prints the record's new key.
    """
    from venuecheck.commands import audit as command
    from venuecheck.commands.installation import settings_here

    for line in command.restored(settings_here(), witness):
        click.echo(line)


@main.command()
def score() -> None:
    """Say whether a watchlist entry would be raised for a name, line by line.

    Reads JSON Lines on standard input: {"id", "query", "entry", "aliases": […], "kind": "person" or "organisation"}. Writes
    for each, in order, {"id", "score": 0 to 1, "band": "strong", "possible" or "none", "why": […]}, or {"id", "error"} where
    the line cannot be read.
    """
    from venuecheck.commands.lines import stream
    from venuecheck.screening.commands import score_lines

    stream(score_lines)


@main.command()
@click.option("--watchlist", "file", type=FILE, required=True, help="CSV with the columns id, kind, name, aliases.")
@click.option("--floor", type=click.FloatRange(0, 1), help="Also list candidates below the bands, down to this score.")
def screen(file: Path, floor: float | None) -> None:
    """Screen names against a watchlist in a file, line by line.

    Reads the CSV file, and JSON Lines on standard input: {"id", "name", "kind"} and what else is known (affiliation, born,
    role). Writes for each, in order, {"id", "matches": [{"entry_id", "name", "matched_name", "score", "band", "why"}]}, best
    first, or {"id", "error"} where the line cannot be read.
    """
    from venuecheck.commands import screen as command

    command.screen(file, floor)


@main.command()
def equality() -> None:
    """Check seating arrangements against the table of the law, line by line.

    Reads JSON Lines on standard input: {"id", "purpose_kind", "arrangement", "chosen_by", "openness", "reason", "text":
    {"purpose", "seating", …}}, all but id optional. Writes for each, in order, {"id", "outcome", "findings": […]}, or
    {"id", "error"} where the line cannot be read.
    """
    from venuecheck.commands.lines import stream
    from venuecheck.equality.commands import equality_lines

    stream(equality_lines)
