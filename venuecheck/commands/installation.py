"""Opening the installation that the environment names."""

from sqlalchemy.exc import DBAPIError

from venuecheck import parts
from venuecheck.commands.errors import CommandError
from venuecheck.runtime import schema
from venuecheck.runtime.database import Database
from venuecheck.runtime.settings import Settings, from_environment


def settings_here() -> Settings:
    """The settings that the environment gives. Raises CommandError when they cannot be read."""
    try:
        return from_environment()
    except ValueError as problem:
        raise CommandError(str(problem)) from problem


def open_installation(settings: Settings, *, whole: bool = True) -> Database:
    """The installation's database with its tables up to date, made where there is none yet.

    Raises CommandError when the folder or the database cannot be opened or brought up to date, or, where it must be `whole`,
    when a table or a trigger is missing.
    """
    parts.guarded()  # importing every part makes every table known
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        database = Database(settings.database)
        schema.upgrade(database)
        missing = schema.check(database, parts.TRIGGERS) if whole else []
    except OSError as problem:
        raise CommandError(f"The folder {settings.data_dir} cannot be used: {problem.strerror}.") from problem
    except DBAPIError as problem:
        raise CommandError(f"The database in {settings.data_dir} cannot be opened: {problem.orig}.") from problem
    except schema.SchemaError as problem:
        raise CommandError(str(problem)) from problem
    if missing:
        raise CommandError(f"The database in {settings.data_dir} is not whole. {' '.join(missing)}")
    return database
