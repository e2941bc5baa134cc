"""Making staff in one line, by the use cases that make them in the product."""

from functools import cache

from venuecheck.accounts import passwords, service
from venuecheck.accounts.models import User
from venuecheck.accounts.roles import Role
from venuecheck.audit.log import SYSTEM
from venuecheck.runtime.database import Database, Transaction

PASSWORD = "lantern gravel otter"
WRONG_PASSWORD = "lantern gravel otters"


@cache
def kept(password: str) -> passwords.Hashed:
    """The password hashed, once for all tests: hashing is slow on purpose."""
    return passwords.hashed(password)


def a_user(tx: Transaction, name: str, *roles: Role, password: str = "", temporary: str = "") -> User:
    """A member of staff called so, at `<name>@example.org`, with these roles and a password of their own or a temporary one."""
    handed = kept(temporary or password) if temporary or password else None
    user = service.add_user(tx, name, f"{name.lower()}@example.org", roles, SYSTEM, handed)
    if password:
        service.set_password(tx, user.uuid, kept(password), None, f"nobody's {user.uuid}", SYSTEM)
        service.end_visits(tx, user)
    return user


def try_to_sign_in(database: Database, email: str, password: str, digest: str = "visit") -> service.StaffMember | None:
    """Sign in as the route does."""
    with database.read() as reader:
        tried = service.attempt(reader, email, password)
    with database.write() as tx:
        return service.sign_in(tx, tried, digest)


def who(database: Database, digest: str = "visit") -> service.StaffMember | None:
    """Who is signed in on a visit."""
    with database.read() as reader:
        return service.signed_in_with(reader, digest)
