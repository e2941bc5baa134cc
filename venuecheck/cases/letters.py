"""What is written to hirers: mails, and the notice of an outcome. The words are templates; here they are filled in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from venuecheck.bookings import service as bookings
from venuecheck.bookings.application import ApplicationForm
from venuecheck.bookings.links import further_link
from venuecheck.bookings.models import CONFIRMED, Application, Hold
from venuecheck.cases.acts import Act
from venuecheck.cases.models import Case, Decision
from venuecheck.cases.printing import plain, unmarked
from venuecheck.cases.remedies import REMEDIES, review_asked_by
from venuecheck.cases.safeguard_models import MindedNotice, SpeakerLink
from venuecheck.cases.safeguards import GROUNDS, REVIEWED
from venuecheck.runtime import mail
from venuecheck.runtime.clock import london, today
from venuecheck.runtime.database import Transaction
from venuecheck.runtime.settings import ROOT, Settings

_templates = Environment(
    loader=FileSystemLoader(ROOT / "templates"),
    undefined=StrictUndefined,
    autoescape=False,  # noqa: S701  # plain text: nothing is markup
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=False,
    finalize=unmarked,
)


LETTERS = {
    Act.APPROVE: "approved",
    Act.GRANT: "approved",
    Act.GRANT_WITH_CONDITIONS: "approved",
    Act.OVERRIDE: "approved",
    Act.DECLINE: "decline",
    Act.DECLINE_CHANGE: "decline-change",
    Act.CANNOT_OFFER: "cannot-offer",
    Act.MOVE_BOOKING: "moved",
    Act.CALL_OFF: "called-off",
    Act.CONFIRM_CANCEL: "cancelled",
    Act.DROP_CANCEL: "booking-stands",
    Act.UPHOLD: "review-upheld",
    Act.REVIEW_CHANGE: "review-changed",
    Act.OVERTURN: "review-overturned",
}
"""The letter that tells each outcome."""


INTENDS = {
    Act.DECLINE: "refuse the booking",
    Act.DECLINE_CHANGE: "decline the change to the booking",
    Act.GRANT_WITH_CONDITIONS: "approve it only with conditions that restrict it",
    Act.CONFIRM_CANCEL: "cancel the booking",
}
"""What can be intended, in words."""


@dataclass(frozen=True)
class Letter:
    """A letter ready to go: its subject, its text (`printing` says what its lines are), and the template with its version."""

    subject: str
    text: str
    template: str


def write(template: str, **words: Any) -> Letter:
    """Fill in a template of `templates/`. Its first line is the subject, the second names its version."""
    subject, version, text = _templates.get_template(template).render(**words).split("\n", 2)
    name = template.rpartition("/")[2].removesuffix(".txt")
    return Letter(subject.strip(), text.strip() + "\n", f"{name} {version.strip()}")


def address(settings: Settings, token: str) -> str:
    """The private link's address."""
    return f"{settings.base_url}/application/{token}"


def acknowledge(
    tx: Transaction, application: Application, form: ApplicationForm, token: str, settings: Settings
) -> None:
    """Tell the hirer that the application came in, with its reference and private link."""
    _post(tx, application, "mail/acknowledgement.txt", settings, link=address(settings, token))


def ask(tx: Transaction, application: Application, question: str, settings: Settings) -> None:
    """Send a question to the hirer."""
    _post(tx, application, "mail/question.txt", settings, question=question)


def tell_of_election(tx: Transaction, application: Application, to: str, link: str, settings: Settings) -> None:
    """Tell an office of a candidate's meeting."""
    letter = write("mail/election.txt", **_words(application, settings), link=link)
    mail.post(tx, to, letter.subject, letter.text, bookings.subject(application), template=letter.template)


def send_links_again(tx: Transaction, applications: Sequence[Application], settings: Settings) -> None:
    """Send fresh links to all of one person's applications, in one mail, beside those that were sent before."""
    links = [
        (application.reference, address(settings, bookings.replace_lost_link(tx, application)))
        for application in applications
    ]
    to = bookings.form_of(applications[0].latest).hirer_email
    letter = write("mail/links.txt", council=settings.council, links=links)
    mail.post(tx, to, letter.subject, letter.text, bookings.subject(applications[0]), template=letter.template)


def notice(decision: Decision, application: Application, settings: Settings, told: dict[str, Any]) -> Letter:
    """The letter that tells an outcome: of the version that was decided on, at the place and time that it then had, whatever
    has changed since. `told` are further words of the template.
    """
    decided = application.versions[decision.version - 1]
    return write(
        f"letters/{LETTERS[Act(decision.outcome)]}.txt",
        **_words(application, settings) | decision.booked | {"form": bookings.form_of(decided)},
        decision=decision,
        times=[_when(time) for time in decision.offered_times],
        review_by=date_of(review_asked_by(today(), settings.nation)) if decision.outcome in REVIEWED else "",
        **told,
    )


def minded(notice: MindedNotice, application: Application, settings: Settings) -> Letter:
    """The notice of what is intended, for the hirer."""
    form = bookings.form_of(application.latest)
    speakers = [one.name for one in form.speakers if one.name.strip()]
    return write("letters/minded.txt", **_words(application, settings), **_of_notice(notice), speakers=speakers)


def to_speaker(link: SpeakerLink, application: Application, settings: Settings) -> Letter:
    """The same for a speaker."""
    return write(
        "letters/minded-speaker.txt", **_words(application, settings), **_of_notice(link.notice), name=link.name
    )


def _of_notice(notice: MindedNotice) -> dict[str, Any]:
    return {
        "notice": notice,
        "intends": INTENDS[Act(notice.intends)],
        "answer_by": date_of(notice.answer_by),
        "grounds": "\n".join(f"- {GROUNDS.get(ground, ground)}" for ground in notice.rests_on),
    }


def send_notice(
    tx: Transaction, application: Application, letter: Letter, printed: bytes, settings: Settings
) -> mail.Mail | None:
    """Send a notice by e-mail with its printed form attached; None where the hirer gave no address."""
    to = bookings.form_of(application.latest).hirer_email
    if not to:
        return None
    link = address(settings, further_link(tx, application))
    text = f"{plain(letter.text)}\nThis notice also stands on your private page:\n{link}\n"
    name = f"Notice {application.reference}.pdf"
    return mail.post(tx, to, letter.subject, text, bookings.subject(application), (name, printed), letter.template)


def tell(tx: Transaction, application: Application, template: str, settings: Settings, **words: Any) -> bool:
    """Write to the hirer from a template of `templates/`. False where they gave no e-mail address."""
    _post(tx, application, template, settings, **words)
    return bool(bookings.form_of(application.latest).hirer_email)


def tell_old_address(tx: Transaction, application: Application, version: int, settings: Settings) -> None:
    """Tell an address that version `version` no longer names that it is written to no more: so that a change made by somebody
    else with the link is seen. Neither the new address nor a link stands in it, for the old one may be another person's by now.
    """
    before, after = (bookings.form_of(application.versions[number - 1]) for number in (version - 1, version))
    if before.hirer_email and before.hirer_email.casefold() != after.hirer_email.casefold():
        letter = write("mail/address-changed.txt", council=settings.council, reference=application.reference)
        about = bookings.subject(application)
        mail.post(tx, before.hirer_email, letter.subject, letter.text, about, template=letter.template)


def date_words(day: date) -> str:
    """A date as a mail says it: "Tuesday 24 November 2026"."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def _post(tx: Transaction, application: Application, template: str, settings: Settings, **words: Any) -> None:
    to = bookings.form_of(application.latest).hirer_email
    if not to:
        return
    if "link" not in words:
        words["link"] = address(settings, further_link(tx, application))
    letter = write(template, **_words(application, settings), **words)
    mail.post(tx, to, letter.subject, letter.text, bookings.subject(application), template=letter.template)


def _words(application: Application, settings: Settings) -> dict[str, Any]:
    return {
        "council": settings.council,
        "base_url": settings.base_url,
        "remedies": REMEDIES[settings.nation],
        "reference": application.reference,
        "form": bookings.form_of(application.latest),
        **place_and_time(application.hold),
    }


def place_and_time(hold: Hold) -> dict[str, str]:
    """Where and when, as a letter says it."""
    return {
        "venue": hold.space.venue.name,
        "space": hold.space.name,
        "day": day_of(hold.start),
        "start": time_of(hold.start),
        "end": time_of(hold.end),
    }


def confirmed_as(case: Case) -> str:
    """Where and when a confirmed booking is, as the newest decision says; empty where none is confirmed."""
    booked = case.decisions[-1].booked if case.application.hold.state == CONFIRMED and case.decisions else {}
    return "{space}, {venue}, {day}, {start} to {end}".format_map(booked) if booked else ""


def free_time(time: bookings.FreeTime) -> dict[str, str]:
    """A free time as a decision keeps it for its letter."""
    return {
        "space_name": time.space_name,
        "day": day_of(time.start),
        "start": time_of(time.start),
        "end": time_of(time.end),
    }


def span_of(time: bookings.FreeTime) -> str:
    """From when to when a free time is: "19:30 to 21:00"."""
    return f"{time_of(time.start)} to {time_of(time.end)}"


def day_of(moment: datetime) -> str:
    """The day as a letter says it: "Tuesday 24 November 2026"."""
    return date_of(london(moment).date())


def date_of(day: date) -> str:
    """A date as a letter says it."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def time_of(moment: datetime) -> str:
    """The time of day as a letter says it: "19:30"."""
    return f"{london(moment):%H:%M}"


def _when(time: dict[str, Any]) -> str:
    return f"{time['space_name']}, {time['day']}, {time['start']} to {time['end']}"
