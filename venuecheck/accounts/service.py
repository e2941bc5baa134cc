"""What is done to the accounts of staff: adding them, their roles and passwords, signing in and out.

Hashing a password takes a tenth of a second on purpose, and there is one writer at a time: so passwords are checked and
hashed before the write transaction opens (`attempt`, `passwords.hashed`), and a use case is given the result.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select

from venuecheck.accounts import passwords, standing
from venuecheck.accounts.models import FailedSignIns, SignedInVisit, User
from venuecheck.accounts.passwords import Hashed
from venuecheck.accounts.roles import Role
from venuecheck.audit.events import Event
from venuecheck.audit.log import SYSTEM, Actor, record
from venuecheck.runtime.clock import london, now
from venuecheck.runtime.database import Reader, Transaction
from venuecheck.runtime.errors import InvalidError, MissingError, Refusal, WrongStateError
from venuecheck.runtime.text import one_line
from venuecheck.web.visits import SignedIn

LONGEST_VISIT = timedelta(hours=12)
TEMPORARY_FOR = timedelta(days=3)
FREE_FAILURES = 4
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=15), timedelta(minutes=10)
FORGET_FAILURES = timedelta(days=1)
WRONG = "The e-mail address or the password is not right"
RUN_OUT = "This temporary password has run out. Ask an administrator for another"
LAST_ADMINISTRATOR = "This is the last administrator. Make somebody else an administrator first"
NOBODY = "user:unknown"
_ADDRESS = re.compile(r"[^@\s<>()\[\],;:\"\\]{1,64}@[^@\s<>()\[\],;:\"\\]+\.[^@\s<>()\[\],;:\"\\.]+")


class TooSoonError(Refusal):
    """Signing in with this e-mail address failed too often: it must wait."""

    status = 429


@dataclass(frozen=True)
class StaffMember:
    """A member of staff who is signed in. `unsettled`: must choose a password before anything else."""

    id: int
    uuid: UUID
    name: str
    roles: frozenset[str]
    unsettled: bool = False


@dataclass(frozen=True)
class Attempt:
    """A try at signing in whose password was checked: against which account and hash, and whether it was right.

    `anew` is the password hashed at today's cost where the kept hash is outdated.
    """

    email: str
    user_id: int | None
    against: str | None
    right: bool
    anew: Hashed | None = None


def signed_in_with(reader: Reader, digest: str) -> StaffMember | None:
    """Who is signed in on the visit with this digest; None when nobody is, the visit has ended or the account is closed.

    A deputy of today has a senior officer's role beside their own.
    """
    query = (
        select(User).join(SignedInVisit).where(SignedInVisit.digest == digest, SignedInVisit.ends > now(), User.open)
    )
    user = reader.scalars(query).one_or_none()
    if user is None:
        return None
    person = staff_member(user)
    return replace(person, roles=person.roles | standing.roles_as_deputy(reader, user.uuid))


def staff_member(user: User) -> StaffMember:
    """The person as the web layer and other parts see them."""
    return StaffMember(user.id, user.uuid, user.name, frozenset(user.roles), user.temporary_until is not None)


def actor(person: SignedIn) -> Actor:
    """The person as the record names them."""
    return Actor.user(person.uuid)


def user_with(reader: Reader, uuid: UUID) -> User:
    """The account with this key. Raises MissingError."""
    user = reader.scalars(select(User).where(User.uuid == uuid)).one_or_none()
    if user is None:
        raise MissingError("There is no such member of staff.")
    return user


def add_user(
    tx: Transaction, name: str, email: str, roles: Iterable[str], by: Actor, temporary: Hashed | None = None
) -> User:
    """Add a member of staff. `temporary` is the hash of a password to hand over, good for three days.

    Raises InvalidError for a missing name, an address that is none or belongs to somebody already, or unknown roles.
    """
    name, email = one_line(name), _address(email)
    if not name or len(name) > 200:
        raise InvalidError("Enter a name of 200 characters or fewer", "name")
    if tx.scalar(select(User.id).where(User.email == email)) is not None:
        raise InvalidError("A member of staff with this e-mail address exists already", "email")
    user = User(name=name, email=email, password_hash=temporary, roles=_known(roles), open=True, created=now())
    user.temporary_until = now() + TEMPORARY_FOR if temporary else None
    tx.add(user)
    tx.flush()
    record(tx, Event.USER_ADDED, subject_of(user), by, rows=(user,), roles=user.roles)
    return user


def create_administrator(tx: Transaction, name: str, email: str, password: Hashed) -> User:
    """The first administrator of an installation, made at its command line with a password of their own.

    Raises InvalidError as `add_user` does. Whoever can run commands there may add another at any time.
    """
    user = add_user(tx, name, email, [Role.ADMINISTRATOR], SYSTEM)
    _set_hash(tx, user, password, SYSTEM)
    return user


def change_roles(tx: Transaction, uuid: UUID, roles: Iterable[str], by: Actor) -> User:
    """Give somebody these roles instead of those they had, and end their visits, so that none goes on with the old ones.

    Nothing happens when they have exactly these. Raises InvalidError for unknown roles and when nobody would
    be left to administer.
    """
    user, wanted = user_with(tx, uuid), _known(roles)
    if wanted == user.roles:
        return user
    if Role.ADMINISTRATOR not in wanted:
        _spare_last_administrator(tx, user)
    user.roles = wanted
    end_visits(tx, user)
    record(tx, Event.USER_ROLES_CHANGED, subject_of(user), by, rows=(user,), roles=wanted)
    return user


def close_account(tx: Transaction, uuid: UUID, by: Actor) -> User:
    """Close an account: its visits end at once, and nobody signs in with it. What the person did stays under their name.

    Nothing happens when it is closed. Raises InvalidError when nobody would be left to administer.
    """
    user = user_with(tx, uuid)
    if user.open:
        _spare_last_administrator(tx, user)
        user.open = False
        end_visits(tx, user)
        record(tx, Event.USER_CLOSED, subject_of(user), by, rows=(user,))
    return user


def reopen_account(tx: Transaction, uuid: UUID, by: Actor) -> User:
    """Open a closed account again. Its old password does not come back: an administrator hands over a new one."""
    user = user_with(tx, uuid)
    if not user.open:
        user.open, user.password_hash, user.temporary_until = True, None, None
        record(tx, Event.USER_REOPENED, subject_of(user), by, rows=(user,))
    return user


def hand_over_password(tx: Transaction, uuid: UUID, temporary: Hashed, by: Actor) -> User:
    """Give somebody a temporary password (its hash): good for three days, and only for choosing their own.

    Their visits end. Raises WrongStateError for a closed account.
    """
    user = user_with(tx, uuid)
    if not user.open:
        raise WrongStateError("This account is closed. Open it again first.")
    end_visits(tx, user)
    tx.execute(delete(FailedSignIns).where(FailedSignIns.email_digest == email_digest(user.email)))
    user.password_hash, user.temporary_until = temporary, now() + TEMPORARY_FOR
    record(tx, Event.PASSWORD_HANDED_OVER, subject_of(user), by, rows=(user,))
    return user


def choose(reader: Reader, uuid: UUID, new: str, old: str) -> tuple[Hashed, Attempt | None]:
    """Check a new password and the old one, before the write transaction; gives what `set_password` takes.

    Raises InvalidError for a new password that may not be one, TooSoonError when the person must wait.
    """
    user = user_with(reader, uuid)
    name, email, needs_old = user.name, user.email, needs_old_password(user)
    tried = attempt(reader, email, old) if needs_old else None
    return passwords.chosen(new, (name, email)), tried


def set_password(
    tx: Transaction, uuid: UUID, new: Hashed, tried: Attempt | None, digest: str, by: Actor
) -> StaffMember | None:
    """Somebody's own new password. Their visits end, and one starts with a new token's digest.

    `tried` is the check of their old password, needed unless that was handed over to them or they have none; when it was
    wrong, this is counted like a failed sign-in and None is returned. Raises TooSoonError when they must wait.
    """
    user = user_with(tx, uuid)
    if needs_old_password(user):
        _refuse_while_waiting(tx, user.email)
        if tried is None or not tried.right or tried.against != user.password_hash:
            _count_failure(tx, user.email, user)
            return None
    end_visits(tx, user)
    _set_hash(tx, user, new, by)
    _start_visit(tx, user, digest)
    return staff_member(user)


def needs_old_password(user: User) -> bool:
    """Whether somebody must give their old password to choose a new one."""
    return user.password_hash is not None and user.temporary_until is None


def renew_visit(tx: Transaction, user: User, digest: str) -> None:
    """Start a new visit for somebody whose own act ended the old one: changing their own roles."""
    _start_visit(tx, user, digest)


def attempt(reader: Reader, email: str, password: str) -> Attempt:
    """Check an e-mail address and password, before the write transaction; takes as long whether the address exists or not.

    Raises TooSoonError when this address must wait.
    """
    email = email.strip().lower()[:254].encode("utf-8", "replace").decode()
    _refuse_while_waiting(reader, email)
    user = reader.scalars(select(User).where(User.email == email)).one_or_none()
    user_id, kept = (user.id, user.password_hash if user.open else None) if user else (None, None)
    reader.rollback()  # hold no snapshot of the database while hashing
    right = passwords.matches(kept, password)
    anew = passwords.hashed(password) if right and kept and passwords.outdated(kept) else None
    return Attempt(email, user_id, kept, right, anew)


def sign_in(tx: Transaction, tried: Attempt, digest: str, old_digest: str = "") -> StaffMember | None:
    """Start a visit with a new token's digest if the attempt was right; else count the failure and return None.

    The visit `old_digest` ends. Attempts made at the same moment gain nothing: what must wait by now is refused unseen.
    Raises TooSoonError when this address must wait, InvalidError when a temporary password was right but has run out.
    """
    _refuse_while_waiting(tx, tried.email)
    user = tx.get(User, tried.user_id) if tried.user_id is not None else None
    if user is None or not tried.right or not user.open or user.password_hash != tried.against:
        _count_failure(tx, tried.email, user)
        return None
    if user.temporary_until is not None and user.temporary_until <= now():
        raise InvalidError(RUN_OUT, "password")
    user.password_hash = tried.anew or user.password_hash
    _arrive(tx, user, digest, old_digest, Event.SIGNED_IN)
    return staff_member(user)


def sign_in_at_one_click(tx: Transaction, uuid: UUID, digest: str, old_digest: str = "") -> StaffMember:
    """Sign somebody in without a password. Only for the demonstration: no route calls it elsewhere.

    Raises MissingError when there is no such open account.
    """
    user = user_with(tx, uuid)
    if not user.open:
        raise MissingError("There is no such member of staff.")
    _arrive(tx, user, digest, old_digest, Event.SIGNED_IN_DEMO)
    return staff_member(user)


def sign_out(tx: Transaction, digest: str) -> None:
    """End the visit with this digest. Nothing happens when there is none."""
    visit = tx.get(SignedInVisit, digest)
    if visit is None:
        return
    user = tx.get_one(User, visit.user_id)
    tx.delete(visit)
    record(tx, Event.SIGNED_OUT, subject_of(user), Actor.user(user.uuid))


def end_visits(tx: Transaction, user: User) -> None:
    """End every visit on which somebody is signed in."""
    tx.execute(delete(SignedInVisit).where(SignedInVisit.user_id == user.id))


def subject_of(user: User) -> str:
    """What events call the account."""
    return f"user:{user.uuid}"


def email_digest(email: str) -> str:
    """What failed sign-ins are counted under."""
    return hashlib.sha256(email.encode()).hexdigest()


def wait_after(failures: int) -> timedelta:
    """How long an address waits after so many failures in a row: not at all, then twice as long each time, up to 10 min."""
    if failures <= FREE_FAILURES:
        return timedelta(0)
    doublings = min(failures - FREE_FAILURES - 1, 20)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def _address(email: str) -> str:
    email = email.strip().lower()
    if len(email) > 254 or not _ADDRESS.fullmatch(email):
        raise InvalidError("Enter an e-mail address in the correct format, like name@example.com", "email")
    return email


def _known(roles: Iterable[str]) -> list[str]:
    wanted = {str(role) for role in roles}
    if not wanted:
        raise InvalidError("Choose at least one role", "roles")
    if wanted - {role.value for role in Role}:
        raise InvalidError("Choose roles from the list", "roles")
    return sorted(wanted)


def _spare_last_administrator(tx: Transaction, user: User) -> None:
    if Role.ADMINISTRATOR not in user.roles or not user.open:
        return
    others = tx.scalars(select(User).where(User.open, User.id != user.id))
    if not any(Role.ADMINISTRATOR in other.roles for other in others):
        raise InvalidError(LAST_ADMINISTRATOR, "roles")


def _set_hash(tx: Transaction, user: User, password: Hashed, by: Actor) -> None:
    user.password_hash, user.temporary_until = password, None
    record(tx, Event.PASSWORD_SET, subject_of(user), by, rows=(user,))


def _arrive(tx: Transaction, user: User, digest: str, old_digest: str, how: Event) -> None:
    tx.execute(delete(FailedSignIns).where(FailedSignIns.email_digest == email_digest(user.email)))
    tx.execute(delete(SignedInVisit).where(SignedInVisit.ends <= now()))
    tx.execute(delete(SignedInVisit).where(SignedInVisit.digest == old_digest))
    _start_visit(tx, user, digest)
    record(tx, how, subject_of(user), Actor.user(user.uuid), rows=(user,))


def _start_visit(tx: Transaction, user: User, digest: str) -> None:
    tx.add(SignedInVisit(digest=digest, user_id=user.id, started=now(), ends=now() + LONGEST_VISIT))


def _refuse_while_waiting(reader: Reader, email: str) -> None:
    row = reader.get(FailedSignIns, email_digest(email))
    if row is not None and row.wait_until > now():
        raise TooSoonError(f"Signing in failed too often. Try again {_when(row.wait_until)}.")


def _when(moment: datetime) -> str:
    minutes = -(-(moment - now()) // timedelta(minutes=1))
    return "in a minute" if minutes <= 1 else f"in {minutes} minutes, at {london(moment) + timedelta(minutes=1):%H:%M}"


def _count_failure(tx: Transaction, email: str, user: User | None) -> None:
    # The same writes whether the account exists or not, so that the time taken does not tell.
    key = email_digest(email)
    tx.execute(delete(FailedSignIns).where(FailedSignIns.last < now() - FORGET_FAILURES))
    row = tx.get(FailedSignIns, key) or FailedSignIns(email_digest=key, failures=0)
    row.failures, row.last = row.failures + 1, now()
    row.wait_until = now() + wait_after(row.failures)
    tx.add(row)
    record(tx, Event.SIGN_IN_FAILED, subject_of(user) if user else NOBODY, SYSTEM)
