"""The long forms on a case, each with a page of its own: what goes before a refusal, cancellations, reviews, elections."""

from typing import Any

from wtforms import Form as WtForm
from wtforms import FormField, HiddenField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Optional, ValidationError

from venuecheck.bookings.forms import DayParts, Rows
from venuecheck.cases.approaches import Source
from venuecheck.cases.cancelling import Ground, Ordinary
from venuecheck.cases.forms import LONG, CaseForm, OutcomeForm
from venuecheck.cases.minded import WAYS
from venuecheck.cases.safeguards import GROUNDS, RIGHTS
from venuecheck.cases.weighing import LADDER
from venuecheck.runtime.errors import InvalidError, Refusal
from venuecheck.runtime.text import is_email_address
from venuecheck.web.forms import Form, at_most, needed


def words(label: str, message: str = "", most: int = LONG) -> TextAreaField:
    """Words of several lines, needed where a message says so."""
    checks = [needed(message)] if message else [Optional()]
    return TextAreaField(label, [*checks, at_most(most, label)])


class DatedForm(CaseForm):
    """A form with dates: a refusal of a date stands beside its day."""

    def refuse(self, problem: Refusal) -> None:
        """Show the refusal beside its field."""
        name = getattr(problem, "field", "")
        if name in self and isinstance(self[name], FormField):
            super().refuse(InvalidError(problem.sentence, f"{name}-day"))
        else:
            super().refuse(problem)


class ApproachDay(DayParts):
    """The day of an approach."""

    what = "The date of the approach"


class AnswerDay(DayParts):
    """The last day to answer."""

    what = "The day to answer by"


class ApproachForm(DatedForm):
    """Somebody approached the council about the booking."""

    source = RadioField("Who was it?", [needed("Choose who it was")], choices=[(s.value, s.label) for s in Source])
    who = StringField("Name or office", [needed("Say who it was"), at_most(200, "Name or office")])
    day = FormField(ApproachDay, "When was it?")
    said = words("What was said?", "Write what was said", 4000)
    weight = words("What weight is it given, and why?", "Say what weight it is given, and why", 2000)


class BalanceForm(OutcomeForm):
    """The balancing record."""

    aim = words("Which aim is pursued?", "Say what the aim is")
    evidence = words("Which evidence is there, of which date?", "Write the evidence, each piece with its date")
    article_9 = words("Thought, conscience and religion (article 9)", "Say what it means for article 9")
    article_10 = words("Expression (article 10)", "Say what it means for article 10")
    article_11 = words("Assembly and association (article 11)", "Say what it means for article 11")
    article_14 = words("Freedom from discrimination (article 14)", "Say what it means for article 14")
    equality_act = words("The Equality Act 2010", "Say what the Equality Act asks here")
    question = words(f"1. {LADDER[0].label}", "Say what was asked and answered")
    condition = words(f"2. {LADDER[1].label}", "Say which conditions were considered, and why they are not enough")
    other_place = words(f"3. {LADDER[2].label}", "Say whether another room or date would do")
    online = words(f"4. {LADDER[3].label}", "Say whether it could be held online")
    postponement = words(f"5. {LADDER[4].label}", "Say whether it could wait")
    refusal = words(f"6. {LADDER[5].label}", "Say why nothing less is enough, for this event alone")
    legal_advice = words("Legal advice", "Say what legal advice was taken, when and from whom")


class SpeakerAddress(WtForm):  # type: ignore[misc]
    """Where a speaker is written to, if somewhere."""

    name = HiddenField(default="", validators=[at_most(200, "Name")])
    email = StringField("E-mail address", [Optional(), at_most(254, "E-mail address")], default="")

    def validate_email(self, field: Any) -> None:
        """An address that mail can be sent to."""
        if not is_email_address(field.data.strip()):
            raise ValidationError("Enter an e-mail address in the right form, like name@example.org")


class MindedForm(OutcomeForm, DatedForm):
    """What a senior officer is minded to do."""

    intends = RadioField("What are you minded to do?", [needed("Choose what you are minded to do")], choices=[])
    rests_on = SelectMultipleField(
        "What would it rest on?",
        [needed("Choose what it would rest on")],
        choices=[(key, label) for key, label in GROUNDS.items() if key in RIGHTS],
    )
    relied_on = words(
        "The words and evidence that you rely on",
        "Write the words and the evidence that you rely on, each with its date",
    )
    because = words("What follows from them, as you see it now", "Say what follows from them")
    conditions = words("The conditions that you think of, one a line", most=4000)
    answer_by = FormField(AnswerDay, "By which day should they answer?")
    urgent = words("Why is there less time?", most=2000)
    speakers = Rows(FormField(SpeakerAddress), min_entries=0, max_entries=50)

    @property
    def to_write_to(self) -> tuple[tuple[str, str], ...]:
        """The speakers with an address."""
        entries = [entry.form for entry in self.speakers.entries]
        return tuple((one.name.data, one.email.data.strip()) for one in entries if (one.email.data or "").strip())


class FreeTimeForm(OutcomeForm):
    """A form that offers the nearest free times; `choices` are filled in from what is free."""

    to = RadioField("To which room and time?", validate_choice=False, default="")


class MoveForm(FreeTimeForm):
    """An ordinary move of a booking."""

    ground = RadioField("Why?", [needed("Choose why")], choices=[(one.value, one.label) for one in Ordinary])
    to = RadioField("To which room and time?", [needed("Choose a room and time")], validate_choice=False)
    reasons = words("Reason, as the hirer will read it", "Write the reason, as the hirer will read it", 4000)


class CallOffForm(OutcomeForm):
    """An ordinary cancellation of a booking."""

    ground = RadioField("Why?", [needed("Choose why")], choices=[(one.value, one.label) for one in Ordinary])
    reasons = words("Reason, as the hirer will read it", "Write the reason, as the hirer will read it", 4000)


class ProposeCancelForm(OutcomeForm, DatedForm):
    """A proposal to cancel a confirmed booking. `approaches` are those of the contact log, which are no ground."""

    grounds = SelectMultipleField("On which ground?", choices=[(one.value, one.label) for one in Ground])
    approaches = SelectMultipleField("What came before it", validate_choice=False)
    relied_on = words(
        "The words and evidence that you rely on",
        "Write the words and the evidence that you rely on, each with its date",
    )
    because = words("What follows from them, as you see it now", "Say what follows from them")
    alternatives = words("What was considered instead", "Say what was considered instead, and why it is not enough")
    legal_advice = words("Legal advice", "Say what legal advice was taken, when and from whom")
    likely_loss = words("What the hirer is likely to lose", "Say what the hirer is likely to lose")
    answer_by = FormField(AnswerDay, "By which day should they answer?")
    urgent = words("Why is there less time?", most=2000)
    speakers = Rows(FormField(SpeakerAddress), min_entries=0, max_entries=50)

    @property
    def to_write_to(self) -> tuple[tuple[str, str], ...]:
        """The speakers with an address."""
        entries = [entry.form for entry in self.speakers.entries]
        return tuple((one.name.data, one.email.data.strip()) for one in entries if (one.email.data or "").strip())


class ConfirmCancelForm(OutcomeForm):
    """What the second senior officer does with the proposal."""

    result = RadioField(
        "What do you do?",
        [needed("Choose whether the booking is cancelled")],
        choices=[
            ("confirm-cancel", "Confirm: the booking is cancelled"),
            ("drop-cancel", "Drop it: the booking stands"),
        ],
    )
    reasons = words("Reasons, as the hirer will read them", "Give the reasons, as the hirer will read them")
    internal = words("Reasons kept internal")


class EnterReviewForm(CaseForm):
    """A review that a hirer asked for by telephone or letter."""

    way = RadioField(
        "How did they ask?",
        [needed("Choose how they asked")],
        choices=[(key, label.capitalize()) for key, label in WAYS.items() if key != "page"],
    )
    grounds = words("What they say, in their words", "Say why the decision should be looked at again")


class ReviewForm(FreeTimeForm):
    """What a review comes to."""

    result = RadioField("What does the review come to?", [needed("Choose what the review comes to")], choices=[])
    conditions = words("Conditions, one a line", most=4000)
    reasons = words("Reasons, as the hirer will read them", "Give the reasons, as the hirer will read them")
    internal = words("Reasons kept internal")


class ElectionForm(OutcomeForm):
    """What is settled for a candidate's meeting."""

    room = words("Which room?", "Say which room it is", 2000)
    time = words("From when to when?", "Say from when to when, doors and clearing up included", 2000)
    order = words("How is order kept?", "Say how order is kept, and by whom", 4000)
    costs = words("What does the candidate pay?", "Say what the candidate pays: no charge for hire", 2000)


class AddressesForm(Form):
    """Who is told of a candidate's meeting. The fields are `elections.OFFICES`."""

    returning_officer = StringField("The Returning Officer", [at_most(254, "E-mail address")], default="")
    legal = StringField("The legal team", [at_most(254, "E-mail address")], default="")


class AskReviewForm(Form):
    """A hirer asks for a review."""

    once = HiddenField()
    grounds = words("Why should the decision be looked at again?", "Say why the decision should be looked at again")


class EnterAnswerForm(CaseForm):
    """An answer that came by telephone, letter or e-mail."""

    whose = SelectField("Whose answer is it?", validate_choice=False)
    way = RadioField(
        "How did it come?",
        [needed("Choose how it came")],
        choices=[(key, label.capitalize()) for key, label in WAYS.items() if key != "page"],
    )
    answer = words("What they say, in their words", "Write what they say")


class AnswerMindedForm(Form):
    """The hirer's answer on the private page, and whether a speaker answers as well."""

    once = HiddenField()
    answer = words("Your answer", "Write your answer")
    speaker = RadioField(
        "Do your speakers wish to answer as well?",
        [Optional()],
        choices=[
            ("none", "No, or their answer is in the words above"),
            ("later", "Yes, they will answer by that day"),
        ],
        default="none",
    )


class SpeakerAnswerForm(Form):
    """A speaker's answer on the page that their link opens."""

    once = HiddenField()
    answer = words("Your answer", "Write your answer")
