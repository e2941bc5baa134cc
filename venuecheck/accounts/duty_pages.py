"""What the pages of training and deputies show."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from venuecheck.accounts.models import Deputy, Training, User
from venuecheck.accounts.roles import Role
from venuecheck.accounts.service import user_with
from venuecheck.accounts.standing import trained_until
from venuecheck.runtime.clock import today
from venuecheck.runtime.database import Reader


@dataclass(frozen=True)
class Standing:
    """Whether training counts today, in words and the colour of a tag."""

    words: str
    colour: str


def standing(until: date | None) -> Standing:
    """How training that counts until a day stands today."""
    if until is None:
        return Standing("None recorded", "red")
    day = f"{until.day} {until:%B %Y}"
    return Standing(f"In date until {day}", "green") if until >= today() else Standing(f"Ran out on {day}", "red")


@dataclass(frozen=True)
class TrainingPage:
    """Somebody's training for approving hires, the newest first."""

    uuid: UUID
    name: str
    standing: Standing
    held: list[Training]


def training_page(reader: Reader, uuid: UUID) -> TrainingPage:
    """One member of staff's training. Raises MissingError."""
    user = user_with(reader, uuid)
    query = select(Training).where(Training.user_id == user.id).order_by(Training.held.desc(), Training.id.desc())
    return TrainingPage(user.uuid, user.name, standing(trained_until(reader, uuid)), list(reader.scalars(query)))


@dataclass(frozen=True)
class TrainingLine:
    """A booking officer and how their training stands."""

    uuid: UUID
    name: str
    standing: Standing


def training_list(reader: Reader) -> list[TrainingLine]:
    """Every open booking officer, by name."""
    people = reader.scalars(select(User).where(User.open).order_by(User.name))
    return [
        TrainingLine(user.uuid, user.name, standing(trained_until(reader, user.uuid)))
        for user in people
        if Role.BOOKING_OFFICER in user.roles
    ]


@dataclass(frozen=True)
class DeputyLine:
    """A deputy's time: who stands in for whom, and whether it is running, to come or over."""

    uuid: UUID
    deputy: str
    senior: str
    first: date
    last: date
    words: str
    colour: str

    @property
    def can_end(self) -> bool:
        """Whether there is anything left to end."""
        return self.words in {"Now", "To come"}


def deputy_list(reader: Reader) -> list[DeputyLine]:
    """Every deputy, the latest time first."""
    names = {user.uuid: user.name for user in reader.scalars(select(User))}
    return [
        DeputyLine(
            one.uuid,
            names.get(one.deputy, "Somebody"),
            names.get(one.senior, "Somebody"),
            one.first,
            one.last,
            *_when(one),
        )
        for one in reader.scalars(select(Deputy).order_by(Deputy.last.desc(), Deputy.id.desc()))
    ]


def _when(one: Deputy) -> tuple[str, str]:
    if one.ended is not None:
        return "Ended early", "grey"
    if one.last < today():
        return "Over", "grey"
    return ("To come", "blue") if one.first > today() else ("Now", "green")


def people(reader: Reader, role: Role | None = None) -> list[tuple[str, str]]:
    """Everybody open (who holds a role), as choices."""
    found = reader.scalars(select(User).where(User.open).order_by(User.name))
    return [(str(user.uuid), user.name) for user in found if role is None or role in user.roles]
