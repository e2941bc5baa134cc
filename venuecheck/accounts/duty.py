"""What is recorded of staff's duty: training for approving hires, and deputies for senior officers."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from venuecheck.accounts.models import Deputy, Training, User
from venuecheck.accounts.roles import Role
from venuecheck.accounts.service import subject_of, user_with
from venuecheck.audit.events import Event
from venuecheck.audit.log import Actor, record
from venuecheck.runtime.clock import now, today
from venuecheck.runtime.database import Transaction
from venuecheck.runtime.errors import InvalidError, MissingError, NotPermittedError

LONGEST_TRAINING = timedelta(days=5 * 366)
LONGEST_DEPUTY = timedelta(days=366)


def record_training(tx: Transaction, user_uuid: UUID, held: date, expires: date, by: Actor) -> Training:
    """Record that somebody has had training for approving hires. The same dates twice are one record.

    Raises InvalidError for a day that is still to come, or an end before it or more than five years after.
    """
    user = user_with(tx, user_uuid)
    if held > today():
        raise InvalidError("The day of the training must be today or in the past", "held")
    if expires < held:
        raise InvalidError("The last day must be on or after the day of the training", "expires")
    if expires - held > LONGEST_TRAINING:
        raise InvalidError("The last day must be within five years of the training", "expires")
    same = select(Training).where(Training.user_id == user.id, Training.held == held, Training.expires == expires)
    if known := tx.scalars(same).first():
        return known
    row = Training(user_id=user.id, held=held, expires=expires)
    tx.add(row)
    about = subject_of(user)
    record(tx, Event.TRAINING_RECORDED, about, by, rows=(row,), held=str(held), expires=str(expires))
    return row


def name_deputy(tx: Transaction, senior: UUID, deputy: UUID, first: date, last: date, by: UUID) -> Deputy:
    """Record that somebody stands in for a senior officer from a first to a last day. The same again is one record.

    Raises InvalidError when the person is no senior officer, either account is closed, somebody names themselves, or the days
    cannot be; NotPermittedError for a deputy who would name another.
    """
    _refuse_deputies(tx, by)
    for_whom, who = _open_user(tx, senior, "senior"), _open_user(tx, deputy, "deputy")
    if Role.SENIOR_OFFICER not in for_whom.roles:
        raise InvalidError("Choose a senior officer", "senior")
    if for_whom is who:
        raise InvalidError("Choose somebody else: nobody is their own deputy", "deputy")
    if who.uuid == by:
        raise InvalidError("Nobody names themselves: ask an administrator or another senior officer", "deputy")
    if last < max(first, today()):
        raise InvalidError("The last day must be today or later, and not before the first", "last")
    if last - first > LONGEST_DEPUTY:
        raise InvalidError("The last day must be within a year of the first", "last")
    same = (Deputy.senior == senior, Deputy.deputy == deputy, Deputy.first == first, Deputy.last == last)
    if known := tx.scalars(select(Deputy).where(*same, Deputy.ended.is_(None))).first():
        return known
    row = Deputy(senior=senior, deputy=deputy, first=first, last=last)
    tx.add(row)
    record(
        tx,
        Event.DEPUTY_NAMED,
        subject_of(who),
        Actor.user(by),
        rows=(row,),
        senior=str(senior),
        first=str(first),
        last=str(last),
    )
    return row


def end_deputy(tx: Transaction, uuid: UUID, by: UUID) -> Deputy:
    """End a deputy's time now. Nothing happens when it was ended before.

    Raises MissingError, and NotPermittedError for somebody who is only a deputy.
    """
    _refuse_deputies(tx, by)
    row = tx.scalars(select(Deputy).where(Deputy.uuid == uuid)).one_or_none()
    if row is None:
        raise MissingError("There is no such deputy.")
    if row.ended is None:
        row.ended = now()
        record(tx, Event.DEPUTY_ENDED, f"user:{row.deputy}", Actor.user(by), rows=(row,))
    return row


def key_of(text: str, field: str) -> UUID:
    """The key of a member of staff as a form sends it. Raises InvalidError on the field."""
    try:
        return UUID(text)
    except ValueError:
        raise InvalidError("Choose a member of staff", field) from None


def _refuse_deputies(tx: Transaction, by: UUID) -> None:
    if not {Role.ADMINISTRATOR.value, Role.SENIOR_OFFICER.value} & set(user_with(tx, by).roles):
        raise NotPermittedError("A deputy names no deputy: ask an administrator or a senior officer.")


def _open_user(tx: Transaction, uuid: UUID, field: str) -> User:
    user = tx.scalar(select(User).where(User.uuid == uuid, User.open))
    if user is None:
        raise InvalidError("Choose a member of staff", field)
    return user
