"""Putting a file of fictional applications through the use cases, as hirers would send them (`venuecheck demo load`)."""

import json
import re
import time as clock
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import time
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import select

from venuecheck.accounts.roles import Role
from venuecheck.bookings import service as bookings
from venuecheck.bookings.application import ApplicationForm
from venuecheck.bookings.models import Space, Venue
from venuecheck.bookings.vocabulary import ARRANGEMENTS, CHOSEN_BY, OPENNESS, PURPOSE_KINDS
from venuecheck.cases import decisions, service
from venuecheck.cases.moves import Doer
from venuecheck.cases.service import case_with
from venuecheck.demo.stage import Stage, space_at
from venuecheck.equality.service import latest_assessment
from venuecheck.runtime.clock import london
from venuecheck.runtime.database import Reader, Transaction
from venuecheck.runtime.errors import Refusal
from venuecheck.screening.service import matches

COMBINED = re.compile(r"(?:whole|entire|all|both)\b", re.IGNORECASE)
ROOM_FOR = 500
LONGEST_WAIT = 60.0
"""Seconds to wait for checks that a running product took up first."""

FURTHEST = 10_000
"""Days: further away than any slot that could be asked for."""

CHOICES = {"purpose_kind": PURPOSE_KINDS, "arrangement": ARRANGEMENTS, "chosen_by": CHOSEN_BY, "openness": OPENNESS}

_SAME_NAME = {
    name for name in ApplicationForm.__struct_fields__ if name not in {"space", "day", "start", "end", "layout"}
}


class UnreadableError(ValueError):
    """A line that is no application. The message is fit to show."""


@dataclass(frozen=True)
class Wanted:
    """A line of the file: who asks for which space when, and what the form says. `amends` names an earlier line."""

    key: Any
    venue: str
    space: str
    days_ahead: int
    start: time
    end: time
    says: dict[str, Any] = field(default_factory=dict)
    amends: str = ""


def load(stage: Stage, lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Put every application of the file through, in order, and say what became of each."""
    read = [_read_line(line) for line in lines if line.strip()]
    _make_room(stage, [wanted for wanted in read if isinstance(wanted, Wanted)])
    sent: dict[str, UUID] = {}
    for wanted in read:
        if not isinstance(wanted, Wanted):
            yield wanted
            continue
        try:
            uuid = _amend(stage, wanted, sent[wanted.amends]) if wanted.amends in sent else _send(stage, wanted)
            sent[str(wanted.key)] = uuid
            _wait_for_checks(stage, uuid)
            yield {"id": wanted.key} | _outcome(stage, uuid)
        except bookings.SlotTakenError as taken:
            yield {"id": wanted.key} | _refused(taken)
        except Refusal as problem:
            yield {"id": wanted.key, "error": problem.sentence}


# --- reading -------------------------------------------------------------------


def _read_line(line: str) -> Wanted | dict[str, Any]:
    key = None
    try:
        given = json.loads(line)
        if not isinstance(given, dict):
            raise UnreadableError("this line is not a JSON object")
        key = given.get("id")
        return _wanted(given)
    except UnreadableError as problem:
        return {"id": key, "error": str(problem)}
    except msgspec.ValidationError as problem:
        return {"id": key, "error": f"a field does not hold what it should: {problem}"}
    except (ValueError, RecursionError):
        return {"id": key, "error": "this line is not valid JSON"}


def _wanted(given: dict[str, Any]) -> Wanted:
    slot = given.get("slot")
    if not isinstance(slot, dict):
        raise UnreadableError("slot must be an object with venue, space, days_ahead, start and end")
    try:
        venue, space, ahead = str(slot["venue"]), str(slot["space"]), int(slot["days_ahead"])
        start, end = (time.fromisoformat(str(slot[name]).replace("24:00", "00:00")) for name in ("start", "end"))
    except (KeyError, TypeError, ValueError) as problem:
        raise UnreadableError(f"slot must say venue, space, days_ahead, start and end ({problem})") from None
    if abs(ahead) > FURTHEST:
        raise UnreadableError(f"slot: days_ahead must be between -{FURTHEST} and {FURTHEST}")
    says = {name: value for name, value in given.items() if name in _SAME_NAME and value is not None}
    says["speakers"] = given.get("speakers") or []
    says["has_speakers"] = bool(says["speakers"])
    says.setdefault("hirer_name", "")
    says.setdefault("hirer_email", f"{given.get('id')}@hirers.invalid".lower())
    slot_fields = {"space": "", "day": "2000-01-01", "start": start, "end": end}
    form = msgspec.convert(slot_fields | says, ApplicationForm, builtin_types=(time,))
    checked = {name: getattr(form, name) for name in says}
    _check_choices(form)
    return Wanted(given.get("id"), venue, space, ahead, start, end, checked, str(given.get("amends") or ""))


def _check_choices(form: ApplicationForm) -> None:
    for name, choices in CHOICES.items():
        if getattr(form, name) not in {choice.value for choice in choices}:
            raise UnreadableError(f"{name} is {getattr(form, name)!r:.60}, which is none of its choices")


# --- making venues that the file needs -----------------------------------------


def _make_room(stage: Stage, all_wanted: Sequence[Wanted]) -> None:
    """Add the venues and spaces that the file names and the council does not have, single spaces before combined ones."""
    places = {(wanted.venue, wanted.space): wanted for wanted in all_wanted}
    with stage.database.write() as tx:
        for venue_name, space_name in sorted(places, key=lambda place: bool(COMBINED.match(place[1]))):
            if space_at(tx, venue_name, space_name) is None:
                _add_space(tx, stage, venue_name, space_name)


def _add_space(tx: Transaction, stage: Stage, venue_name: str, space_name: str) -> None:
    by = _somebody(stage, Role.ADMINISTRATOR).actor
    venue = tx.scalar(select(Venue).where(Venue.name == venue_name))
    if venue is None:
        venue = bookings.add_venue(tx, name=venue_name, opens="06:00", closes="00:00", by=by)
    parts: list[Space] = []
    if COMBINED.match(space_name):
        single = [space for space in tx.scalars(select(Space).where(Space.venue_id == venue.id)) if not space.parts]
        parts = single if len(single) > 1 else []
    bookings.add_space(tx, venue, name=space_name, capacity=ROOM_FOR, parts=parts, by=by)


# --- sending -------------------------------------------------------------------


def _send(stage: Stage, wanted: Wanted) -> UUID:
    with stage.database.write() as tx:
        case, _token = service.submit(tx, _form(tx, stage, wanted), stage.settings)
    return case.uuid


def _amend(stage: Stage, wanted: Wanted, uuid: UUID) -> UUID:
    """The earlier application is approved by an officer where nothing is open on it; then the hirer changes it."""
    officer = _somebody(stage, Role.BOOKING_OFFICER)
    with stage.database.write() as tx:
        case = case_with(tx, uuid)
        decisions.approve(tx, case, "", officer)
    stage.work()
    with stage.database.write() as tx:
        service.correct(tx, case_with(tx, uuid), _form(tx, stage, wanted))
    return uuid


def _form(tx: Transaction, stage: Stage, wanted: Wanted) -> ApplicationForm:
    space = space_at(tx, wanted.venue, wanted.space)
    assert space is not None, "every space was made before"
    slot = {"space": str(space.uuid), "day": stage.day(wanted.days_ahead), "start": wanted.start, "end": wanted.end}
    terms = bookings.current_terms(tx).version
    return ApplicationForm(**{"over_18": True, "declared": True, "terms_version": terms} | wanted.says | slot)


def _wait_for_checks(stage: Stage, uuid: UUID) -> None:
    """Do the checks here, or wait for a product that is running over the same installation and was quicker."""
    until = clock.monotonic() + LONGEST_WAIT
    while True:
        stage.work()
        with stage.database.read() as reader:
            case = case_with(reader, uuid)
            if case.checked_version == case.application.latest.number:
                return
        if clock.monotonic() > until:
            raise Refusal("The checks of this application have not ended within a minute.")
        clock.sleep(0.1)


def _somebody(stage: Stage, role: Role) -> Doer:
    return next(doer for doer in stage.people.values() if role in doer.roles)


# --- saying what became of it ----------------------------------------------------


def _outcome(stage: Stage, uuid: UUID) -> dict[str, Any]:
    with stage.database.read() as reader:
        case = case_with(reader, uuid)
        assessment = latest_assessment(reader, case.application.uuid)
        return {
            "reference": case.application.reference,
            "lane": case.lane,
            "state": case.state,
            "matches": _entries(reader, case.application.uuid),
            "equality": assessment.outcome if assessment else None,
        }


def _refused(taken: bookings.SlotTakenError) -> dict[str, Any]:
    """Nothing was sent, so nothing was raised."""
    return {
        "lane": "refused_slot",
        "matches": [],
        "equality": "none",
        "reason": taken.sentence,
        "nearest": _times(taken.nearest),
    }


def _entries(reader: Reader, subject: UUID) -> list[dict[str, Any]]:
    """Every entry met, once, with its strongest band and the name that met it."""
    best: dict[str, dict[str, Any]] = {}
    for match in matches(reader, subject):
        found = {"entry": match.entry.key, "band": match.band, "score": round(match.score, 4), "name": match.name}
        best.setdefault(match.entry.key, found)
    return list(best.values())


def _times(nearest: Iterable[bookings.FreeTime]) -> list[dict[str, str]]:
    return [
        {
            "venue": time_.venue_name,
            "space": time_.space_name,
            "start": london(time_.start).isoformat(timespec="minutes"),
            "end": london(time_.end).isoformat(timespec="minutes"),
        }
        for time_ in nearest
    ]
