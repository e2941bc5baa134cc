"""The long forms that staff fill in on a case, each on a page of its own: one line for each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from venuecheck.bookings import service as bookings
from venuecheck.bookings.models import CONFIRMED
from venuecheck.cases import approaches, cancelling, elections, letters, minded, reviews, weighing
from venuecheck.cases import safeguard_forms as forms
from venuecheck.cases.acts import Act
from venuecheck.cases.approaches import Source
from venuecheck.cases.deeds import Deed
from venuecheck.cases.models import Case
from venuecheck.cases.moves import Doer
from venuecheck.cases.remedies import usual_answer_day
from venuecheck.cases.safeguard_models import Approach, Balancing, ElectionMeeting, MindedNotice, SpeakerLink
from venuecheck.cases.safeguards import all_of, newest
from venuecheck.runtime.clock import london, today
from venuecheck.runtime.database import Reader, Transaction
from venuecheck.runtime.errors import InvalidError, MissingError
from venuecheck.runtime.settings import Settings

Fill = Callable[[Reader, Case, Any, Settings], None]
"""Gives a form the choices that this case has; one that was not sent yet, what it first says as well."""


@dataclass(frozen=True)
class Paper:
    """A deed with a page of its own: its title, and what fills its form."""

    deed: Deed
    title: str
    fill: Fill


def _nothing(reader: Reader, case: Case, form: Any, settings: Settings) -> None:
    pass


def day_parts(form: Any, name: str, day: Any) -> None:
    """Put a date into its three fields, unless the form was sent."""
    if form.posted is None:
        parts = form[name].form
        parts.day.data, parts.month.data, parts.year.data = str(day.day), str(day.month), str(day.year)


# --- the contact log ----------------------------------------------------------


def _log_approach(tx: Transaction, case: Case, form: forms.ApproachForm, by: Doer, settings: Settings) -> None:
    approaches.log(
        tx,
        case,
        by,
        source=Source(form.source.data),
        who=form.who.data,
        day=form.day.form.value,
        said=form.said.data,
        weight=form.weight.data,
    )


def _fill_approach(reader: Reader, case: Case, form: Any, settings: Settings) -> None:
    day_parts(form, "day", today())


# --- the balancing record -----------------------------------------------------


def _balance(tx: Transaction, case: Case, form: forms.BalanceForm, by: Doer, settings: Settings) -> None:
    ladder = {rung.key: form[rung.key].data for rung in weighing.LADDER}
    weighing.balance(tx, case, by, ladder, **{name: form[name].data for name in weighing.WRITTEN})


def _fill_balance(reader: Reader, case: Case, form: Any, settings: Settings) -> None:
    earlier = newest(reader, Balancing, case)
    if form.posted is None and earlier is not None:
        for name in weighing.WRITTEN:
            form[name].data = getattr(earlier, name)
        for rung in weighing.LADDER:
            form[rung.key].data = earlier.ladder.get(rung.key, "")


# --- minded to refuse ---------------------------------------------------------


def _tell(tx: Transaction, case: Case, form: forms.MindedForm, by: Doer, settings: Settings) -> None:
    intention = minded.Intention(
        intends=Act(form.intends.data),
        rests_on=tuple(form.rests_on.data),
        relied_on=form.relied_on.data,
        because=form.because.data,
        answer_by=form.answer_by.form.value,
        urgent=form.urgent.data or "",
        conditions=tuple(line.strip() for line in (form.conditions.data or "").splitlines() if line.strip()),
        speakers=form.to_write_to,
    )
    minded.tell(tx, case, intention, by, settings)


def _fill_minded(reader: Reader, case: Case, form: Any, settings: Settings) -> None:
    booked = case.application.hold.state == CONFIRMED
    form.intends.choices = [
        (Act.DECLINE_CHANGE.value, "Decline the change; the booking stands")
        if booked
        else (Act.DECLINE.value, "Refuse the booking"),
        (Act.GRANT_WITH_CONDITIONS.value, "Approve it, with conditions that restrict it"),
    ]
    fill_notice(case, form, settings)


def fill_notice(case: Case, form: Any, settings: Settings) -> None:
    """The day to answer by, and a line for each speaker, on a form that was not sent yet."""
    if form.posted is not None:
        return
    usual, event = usual_answer_day(today(), settings.nation), london(case.application.hold.start).date()
    if usual < event:
        day_parts(form, "answer_by", usual)
    for name in minded.speakers_to_write_to(case):
        form.speakers.append_entry({"name": name})


# --- an answer that came another way ------------------------------------------


def _enter_answer(tx: Transaction, case: Case, form: forms.EnterAnswerForm, by: Doer, settings: Settings) -> None:
    notice = _told(tx, case)
    link = next((one for one in notice.speakers if str(one.uuid) == form.whose.data), None)
    if link is None and form.whose.data not in {"hirer", "speaker"}:
        raise InvalidError("Choose whose answer it is", "whose")
    whose = form.whose.data if link is None else "speaker"
    minded.answer(tx, case, notice, form.answer.data, by, link=link, whose=whose, way=form.way.data)


def _fill_answer(reader: Reader, case: Case, form: Any, settings: Settings) -> None:
    notice = newest(reader, MindedNotice, case)
    links: list[SpeakerLink] = notice.speakers if notice else []
    form.whose.choices = [
        ("hirer", "The hirer"),
        *((str(link.uuid), f"{link.name}, speaker") for link in links),
        ("speaker", "A speaker who was not written to"),
    ]


def _told(reader: Reader, case: Case) -> MindedNotice:
    notice = newest(reader, MindedNotice, case)
    if notice is None or notice.made is None:
        raise MissingError("Nothing was put to the hirer on this case.")
    return notice


# --- election meetings --------------------------------------------------------


def _settle(tx: Transaction, case: Case, form: forms.ElectionForm, by: Doer, settings: Settings) -> None:
    elections.settle(tx, case, by, **{name: form[name].data for name in elections.SETTLED})


def _fill_election(reader: Reader, case: Case, form: Any, settings: Settings) -> None:
    if form.posted is not None:
        return
    earlier = newest(reader, ElectionMeeting, case)
    place = letters.place_and_time(case.application.hold)
    form.room.data = earlier.room if earlier else f"{place['space']}, {place['venue']}"
    form.time.data = earlier.time if earlier else f"{place['day']}, {place['start']} to {place['end']}"
    form.order.data = earlier.order if earlier else ""
    form.costs.data = (
        earlier.costs if earlier else "No charge for hire. Heating, lighting, cleaning and attendance at cost."
    )


# --- after an approval --------------------------------------------------------


def nearest(reader: Reader, case: Case) -> list[bookings.FreeTime]:
    """The nearest free times of other rooms and days, for this application."""
    hold, form = case.application.hold, bookings.form_of(case.application.latest)
    return bookings.nearest_free(
        reader,
        hold.space,
        hold.start,
        hold.end,
        set_up=form.set_up_minutes,
        clear_down=form.clear_down_minutes,
        people=form.expected_numbers,
    )


def key_of(time: bookings.FreeTime) -> str:
    """What a form calls a free time."""
    return f"{time.space} {time.start.isoformat()}"


def _chosen(reader: Reader, case: Case, key: str) -> bookings.FreeTime:
    found = next((time for time in nearest(reader, case) if key_of(time) == key), None)
    if found is None:
        raise InvalidError("Choose a room and time. Somebody may just have taken the one that you chose", "to")
    return found


def _fill_times(reader: Reader, case: Case, form: Any, settings: Settings) -> None:
    form.to.choices = [
        (key_of(time), f"{time.space_name}, {letters.day_of(time.start)}, {letters.span_of(time)}")
        for time in nearest(reader, case)
    ]


def _move(tx: Transaction, case: Case, form: forms.MoveForm, by: Doer, settings: Settings) -> None:
    to = _chosen(tx, case, form.to.data)
    others = [time for time in nearest(tx, case) if key_of(time) != form.to.data]
    cancelling.move_booking(tx, case, to, cancelling.Ordinary(form.ground.data), form.reasons.data, others, by)


def _call_off(tx: Transaction, case: Case, form: forms.CallOffForm, by: Doer, settings: Settings) -> None:
    free = nearest(tx, case)
    cancelling.call_off(tx, case, cancelling.Ordinary(form.ground.data), form.reasons.data, free, by)


def _propose(tx: Transaction, case: Case, form: forms.ProposeCancelForm, by: Doer, settings: Settings) -> None:
    proposal = cancelling.Proposal(
        grounds=tuple(cancelling.Ground(one) for one in form.grounds.data or []),
        relied_on=form.relied_on.data,
        because=form.because.data,
        legal_advice=form.legal_advice.data,
        likely_loss=form.likely_loss.data,
        alternatives=form.alternatives.data,
        answer_by=form.answer_by.form.value,
        urgent=form.urgent.data or "",
        approaches=tuple(form.approaches.data or []),
        speakers=form.to_write_to,
    )
    cancelling.propose(tx, case, proposal, by, settings)


def _fill_proposal(reader: Reader, case: Case, form: Any, settings: Settings) -> None:
    form.approaches.choices = [
        (str(one.uuid), f"{Source(one.source).label}: {one.who}, {letters.date_of(one.day)}")
        for one in all_of(reader, Approach, case)
    ]
    fill_notice(case, form, settings)


def _confirm(tx: Transaction, case: Case, form: forms.ConfirmCancelForm, by: Doer, settings: Settings) -> None:
    if form.result.data == Act.DROP_CANCEL.value:
        cancelling.drop(tx, case, form.reasons.data, by)
    else:
        cancelling.confirm(tx, case, form.reasons.data, form.internal.data or "", by)


# --- reviews ------------------------------------------------------------------


def _enter_review(tx: Transaction, case: Case, form: forms.EnterReviewForm, by: Doer, settings: Settings) -> None:
    reviews.ask_for_review(tx, case, form.grounds.data, by, settings, way=form.way.data, entered_by=by.uuid)


def _review(tx: Transaction, case: Case, form: forms.ReviewForm, by: Doer, settings: Settings) -> None:
    reviews.decide_review(
        tx,
        case,
        Act(form.result.data),
        form.reasons.data,
        by,
        internal=form.internal.data or "",
        conditions=[line.strip() for line in (form.conditions.data or "").splitlines() if line.strip()],
        to=_chosen(tx, case, form.to.data) if form.to.data else None,
    )


def _fill_review(reader: Reader, case: Case, form: Any, settings: Settings) -> None:
    form.result.choices = [
        (Act.UPHOLD.value, "Uphold: the decision stands"),
        (Act.REVIEW_CHANGE.value, "Change: it goes ahead, with other conditions or at another place or time"),
        (Act.OVERTURN.value, "Overturn: it goes ahead as it was applied for"),
    ]
    _fill_times(reader, case, form, settings)
    form.to.choices.insert(0, ("", "Where and when it was applied for"))


PAPERS = (
    Paper(
        Deed("minded", (Act.MIND,), forms.MindedForm, _tell),
        "Minded to refuse, or to restrict",
        _fill_minded,
    ),
    Paper(
        Deed("answer-minded", (Act.ANSWER_MINDED,), forms.EnterAnswerForm, _enter_answer),
        "Enter an answer to what is intended",
        _fill_answer,
    ),
    Paper(
        Deed("settle-election", (Act.SETTLE_ELECTION,), forms.ElectionForm, _settle),
        "Settle room, time and order of a candidate's meeting",
        _fill_election,
    ),
    Paper(Deed("move-booking", (Act.MOVE_BOOKING,), forms.MoveForm, _move), "Move the booking", _fill_times),
    Paper(Deed("call-off", (Act.CALL_OFF,), forms.CallOffForm, _call_off), "Cancel for an ordinary reason", _nothing),
    Paper(
        Deed("propose-cancel", (Act.PROPOSE_CANCEL,), forms.ProposeCancelForm, _propose),
        "Propose to cancel this booking",
        _fill_proposal,
    ),
    Paper(
        Deed("confirm-cancel", (Act.CONFIRM_CANCEL, Act.DROP_CANCEL), forms.ConfirmCancelForm, _confirm),
        "Confirm or drop the cancellation",
        _nothing,
    ),
    Paper(
        Deed("ask-review", (Act.ASK_REVIEW,), forms.EnterReviewForm, _enter_review),
        "Enter that the hirer asks for a review",
        _nothing,
    ),
    Paper(Deed("review", reviews.RESULTS, forms.ReviewForm, _review), "Decide the review", _fill_review),
    Paper(Deed("balance", (Act.BALANCE,), forms.BalanceForm, _balance), "Balancing record", _fill_balance),
    Paper(
        Deed("log-approach", (Act.LOG_APPROACH,), forms.ApproachForm, _log_approach),
        "Log an approach about this booking",
        _fill_approach,
    ),
)
"""Every paper."""
