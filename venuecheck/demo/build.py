"""Making the demo council in an empty installation."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from venuecheck.accounts import duty, passwords
from venuecheck.accounts import service as accounts
from venuecheck.accounts.models import User
from venuecheck.accounts.roles import Role
from venuecheck.audit.log import Actor
from venuecheck.bookings import service as bookings
from venuecheck.bookings.application import ApplicationForm
from venuecheck.bookings.models import Space, Venue
from venuecheck.cases import service as cases
from venuecheck.demo.council import MAIL_DOMAIN, STAFF, VENUES, Place, Room, terms_of_hire, watchlist
from venuecheck.demo.neighbours import reach_out
from venuecheck.demo.stage import Stage, space_at
from venuecheck.demo.stories import STORIES, Story
from venuecheck.runtime.clock import today
from venuecheck.runtime.database import Database, Reader, Transaction
from venuecheck.runtime.settings import Settings
from venuecheck.screening import service as screening
from venuecheck.screening.watchlist_file import read_csv

YEAR = timedelta(days=365)


def is_empty(reader: Reader) -> bool:
    """Whether nobody works here and nothing is let yet."""
    return reader.scalar(select(User.id).limit(1)) is None and reader.scalar(select(Venue.id).limit(1)) is None


def is_demo(reader: Reader) -> bool:
    """Whether this installation holds the demo council."""
    return reader.scalar(select(User.id).where(User.email.endswith(f"@{MAIL_DOMAIN}")).limit(1)) is not None


def discard_unfinished(settings: Settings) -> None:
    """Before the database is opened: throw away a demo council whose making was cut off, so that it is made anew."""
    marker = _marker(settings)
    if not marker.exists():
        return
    for path in (*settings.data_dir.glob("venuecheck.sqlite3*"), *settings.data_dir.glob("record.*")):
        path.unlink()
    marker.unlink()


def prepare(database: Database, settings: Settings) -> None:
    """Make the demo council if the installation is empty; leave one that holds anything as it is."""
    with database.read() as reader:
        empty = is_empty(reader)
    if not empty:
        return
    _marker(settings).touch()
    build(database, settings)
    _marker(settings).unlink()


def _marker(settings: Settings) -> Path:
    """The file that stands in the folder while the demo council is being made, and no longer."""
    return settings.data_dir / "demo-unfinished"


def build(database: Database, settings: Settings) -> Stage:
    """Make the demo council: staff, venues, terms, watchlist, applications in every state, and private venues."""
    # Nobody is told this password: in the demonstration one signs in by one click.
    nobodys = passwords.hashed(passwords.temporary())
    with database.write() as tx:
        first, *others = STAFF
        administrator = Actor.user(accounts.create_administrator(tx, first.name, first.email, nobodys).uuid)
        for colleague in others:
            user = accounts.add_user(tx, colleague.name, colleague.email, colleague.roles, administrator)
            if Role.BOOKING_OFFICER in colleague.roles:
                duty.record_training(tx, user.uuid, today() - YEAR / 4, today() + YEAR, administrator)
        for place in VENUES:
            _add_place(tx, place, administrator)
        bookings.publish_terms(tx, terms_of_hire(), administrator)
    stage = Stage(database, settings)
    _list(stage)
    reach_out(stage)
    for story in STORIES:
        _play(stage, story)
    stage.seal()
    return stage


def _add_place(tx: Transaction, place: Place, by: Actor) -> None:
    venue = bookings.add_venue(
        tx,
        name=place.name,
        address=place.address,
        description=place.description,
        opens=place.opens,
        closes=place.closes,
        by=by,
    )
    made: dict[str, Space] = {}
    for room in place.rooms:
        made[room.name] = _add_room(tx, venue, room, made, by)


def _add_room(tx: Transaction, venue: Venue, room: Room, made: dict[str, Space], by: Actor) -> Space:
    parts = [made[name] for name in room.parts]
    space = bookings.add_space(tx, venue, name=room.name, capacity=room.capacity, parts=parts, by=by)
    for name, capacity in room.layouts:
        bookings.add_layout(tx, space, name=name, capacity=capacity, by=by)
    return space


def _list(stage: Stage) -> None:
    by = next(doer.actor for doer in stage.people.values() if Role.PREVENT_OFFICER in doer.roles)
    listed = read_csv(watchlist())
    with stage.database.write() as tx:
        screening.import_watchlist(tx, listed.entries, listed.refused, by)


def _play(stage: Stage, story: Story) -> UUID:
    with stage.database.write() as tx:
        entered_by = stage.people[story.entered_by].uuid if story.entered_by else None
        channel = "phone" if entered_by else "online"
        case, _token = cases.submit(tx, _form(tx, stage, story), stage.settings, channel=channel, entered_by=entered_by)
    if not story.checked:
        return case.uuid
    stage.work()
    for step in story.steps:
        step(stage, case.uuid)
        stage.work()
    return case.uuid


def _form(tx: Transaction, stage: Stage, story: Story) -> ApplicationForm:
    space = space_at(tx, story.venue, story.space)
    assert space is not None, f"{story.space} is not in the list of venues"
    ahead, start, end = story.when
    return ApplicationForm(
        space=str(space.uuid),
        day=stage.day(ahead),
        start=start,
        end=end,
        title=story.title,
        hirer_name=story.hirer,
        hirer_email=f"{story.hirer.lower().replace(' ', '.')}@hirers.invalid",
        hirer_phone="01632 960 000",
        hirer_address="1 Fictional Row, Tarnford",
        over_18=True,
        terms_version=bookings.current_terms(tx).version,
        declared=True,
        **story.says,
    )
