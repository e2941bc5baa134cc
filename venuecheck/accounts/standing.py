"""How staff stand today: whether their training is in date, for whom they are deputies, and who holds a role. Reads only."""

from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from venuecheck.accounts.models import Deputy, Training, User
from venuecheck.accounts.roles import Role
from venuecheck.runtime.clock import today
from venuecheck.runtime.database import Reader


def trained_until(reader: Reader, user: UUID) -> date | None:
    """Until when somebody's training for approving hires counts; None when none is recorded."""
    query = select(func.max(Training.expires)).join(User).where(User.uuid == user, Training.held <= today())
    return reader.scalar(query)


def is_trained(reader: Reader, user: UUID) -> bool:
    """Whether somebody's training for approving hires is recorded and in date."""
    until = trained_until(reader, user)
    return until is not None and until >= today()


def deputies_in_force(reader: Reader) -> list[Deputy]:
    """Every deputy of today whose own account and whose senior officer's are open, the one who was named last first."""
    day = today()
    query = (
        select(Deputy).where(Deputy.first <= day, Deputy.last >= day, Deputy.ended.is_(None)).order_by(Deputy.id.desc())
    )
    people = {user.uuid: user for user in reader.scalars(select(User).where(User.open))}
    return [
        one
        for one in reader.scalars(query)
        if one.deputy in people and one.senior in people and Role.SENIOR_OFFICER in people[one.senior].roles
    ]


def roles_as_deputy(reader: Reader, user: UUID) -> frozenset[str]:
    """The roles that somebody has today as a named deputy, beside their own."""
    stands_in = any(one.deputy == user for one in deputies_in_force(reader))
    return frozenset({Role.SENIOR_OFFICER.value}) if stands_in else frozenset()


def deputises_for(reader: Reader, user: UUID) -> UUID | None:
    """The senior officer for whom somebody stands in today; None for everybody else."""
    return next((one.senior for one in deputies_in_force(reader) if one.deputy == user), None)


def holders(reader: Reader, role: str) -> list[User]:
    """Everybody open who holds a role today, deputies included, by name."""
    stand_in = {one.deputy for one in deputies_in_force(reader)} if role == Role.SENIOR_OFFICER else set()
    people = reader.scalars(select(User).where(User.open).order_by(User.name))
    return [user for user in people if role in user.roles or user.uuid in stand_in]
