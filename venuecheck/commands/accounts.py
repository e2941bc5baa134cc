"""`venuecheck accounts create-administrator`."""

import os

from venuecheck.accounts import passwords, service
from venuecheck.commands.errors import CommandError
from venuecheck.commands.installation import open_installation
from venuecheck.runtime.errors import InvalidError
from venuecheck.runtime.settings import Settings

VARIABLE = "ADMINISTRATOR_PASSWORD"


def password_given() -> str:
    """The password that the environment gives, or an empty text."""
    return os.environ.get(VARIABLE, "")


def create_administrator(settings: Settings, name: str, email: str, password: str) -> str:
    """Make an administrator and say so.

    Raises CommandError when the name, the address or the password cannot be taken.
    """
    database = open_installation(settings)
    try:
        chosen = passwords.chosen(password, (name, email))
        with database.write() as tx:
            user = service.create_administrator(tx, name, email, chosen)
        return f"{user.name} is now an administrator and signs in with {user.email} at {settings.base_url}/sign-in"
    except InvalidError as problem:
        raise CommandError(f"{problem.sentence}.".replace("..", ".")) from problem
    finally:
        database.close()
