"""`venuecheck demo load`."""

import json
from collections.abc import Iterator
from pathlib import Path

from venuecheck import demo
from venuecheck.commands.errors import CommandError
from venuecheck.commands.installation import open_installation
from venuecheck.demo.load import load as load_applications
from venuecheck.demo.stage import Stage
from venuecheck.runtime.settings import Settings


def load(settings: Settings, file: Path) -> Iterator[str]:
    """Put the applications of a file through the demo council; yields a JSON line for each.

    Raises CommandError when the file cannot be read, or the installation is a real one.
    """
    try:
        lines = file.read_bytes().decode("utf-8-sig", "replace").split("\n")
    except OSError as problem:
        raise CommandError(f"{file} cannot be read: {problem.strerror}.") from problem
    demo.discard_unfinished(settings)
    database = open_installation(settings)
    demo.prepare(database, settings)
    with database.read() as reader:
        if not demo.is_demo(reader):
            raise CommandError(
                f"The installation in {settings.data_dir} is not the demo council. Fictional applications are not put into "
                "a real one: give the folder of a demo, or an empty one, with DATA_DIR=…"
            )
    stage = Stage(database, settings)
    for answer in load_applications(stage, lines):
        yield json.dumps(answer, ensure_ascii=False)
    stage.seal()
    database.close()
