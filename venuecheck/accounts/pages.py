"""What the pages of accounts show."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from venuecheck.accounts.models import User
from venuecheck.accounts.roles import Role
from venuecheck.accounts.service import user_with
from venuecheck.runtime.clock import now
from venuecheck.runtime.database import Reader

STATES = {
    "closed": ("Closed", "grey"),
    "no_password": ("No password yet", "yellow"),
    "handed_over": ("Temporary password", "yellow"),
    "run_out": ("Temporary password ran out", "red"),
    "open": ("Open", "green"),
}
"""How an account stands: its words and the colour of its tag."""


@dataclass(frozen=True)
class StaffLine:
    """A member of staff in a list, and on their own page."""

    uuid: UUID
    name: str
    email: str
    roles: tuple[Role, ...]
    open: bool
    state: str

    @property
    def tag(self) -> tuple[str, str]:
        """The words and colour of the account's state."""
        return STATES[self.state]


def staff_list(reader: Reader) -> list[StaffLine]:
    """Everybody who has or had an account, the open ones first, by name."""
    lines = [_line(user) for user in reader.scalars(select(User))]
    return sorted(lines, key=lambda line: (not line.open, line.name.casefold(), line.email))


def staff_page(reader: Reader, uuid: UUID) -> StaffLine:
    """One member of staff. Raises MissingError."""
    return _line(user_with(reader, uuid))


def _line(user: User) -> StaffLine:
    roles = tuple(role for role in Role if role.value in user.roles)
    return StaffLine(user.uuid, user.name, user.email, roles, user.open, _state(user))


def _state(user: User) -> str:
    if not user.open:
        return "closed"
    if user.password_hash is None:
        return "no_password"
    if user.temporary_until is None:
        return "open"
    return "handed_over" if user.temporary_until > now() else "run_out"
