"""What the forms on a case may hold, with their messages."""

from typing import Any

from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Optional

from venuecheck.cases.acts import Act
from venuecheck.cases.decisions import CONDITIONS, OUTCOMES, Ground
from venuecheck.cases.safeguards import GROUNDS
from venuecheck.equality.models import Conclusion
from venuecheck.screening.models import Verdict
from venuecheck.web.forms import Form, at_most, needed

LONG = 10_000


def _words(label: str, message: str = "", most: int = LONG) -> TextAreaField:
    checks = [needed(message)] if message else [Optional()]
    return TextAreaField(label, [*checks, at_most(most, label)])


class CaseForm(Form):
    """A form on the case page. `key` tells apart forms of one kind that stand on the page together."""

    once = HiddenField()

    def named(self, key: str) -> "CaseForm":
        """The form with ids of its own on the page, so that labels and errors lead to the right field."""
        for field in self:
            field.id = f"{key}-{field.name}"
        return self


class NoWordsForm(CaseForm):
    """A button alone."""


class AssignForm(CaseForm):
    """To whom a case is given."""

    to = SelectField("Give the case to", validate_choice=False)


class NoteForm(CaseForm):
    """An internal note."""

    text = _words("Internal note", "Write the note")


class AskForm(CaseForm):
    """A question to the hirer."""

    question = _words("Question to the hirer", "Write the question", 4000)


class AdjudicateForm(CaseForm):
    """What was found about a match."""

    match = HiddenField()
    verdict = RadioField(
        "Is it the same?",
        [needed("Choose what you found")],
        choices=[(v.value, v.label) for v in Verdict if v is not Verdict.OPEN],
    )
    reason = _words("How do you know?", "Say how you know", 4000)


class ConcludeForm(CaseForm):
    """What was concluded about a finding."""

    finding = HiddenField()
    conclusion = RadioField(
        "What is your conclusion?",
        [needed("Choose what you concluded")],
        choices=[(c.value, c.label) for c in Conclusion if c is not Conclusion.OPEN],
    )
    exception = StringField("Which exception, if one applies", [Optional(), at_most(400, "Exception")])
    reason = _words("How was the question settled?", "Say how the question was settled", 4000)


class PassOnForm(CaseForm):
    """To whom a case is passed, and why."""

    to = RadioField("Pass the case to", [needed("Choose whom to pass it to")], validate_choice=False)
    reason = _words("Why?", "Say why", 4000)


PASS_ON = {
    Act.TO_OFFICER: "Booking officers",
    Act.TO_EQUALITY: "The equality lead",
    Act.TO_PREVENT: "The Prevent team",
    Act.TO_SENIOR: "A senior officer",
}
DECISIONS = (Act.GRANT, Act.GRANT_WITH_CONDITIONS, Act.DECLINE, Act.DECLINE_CHANGE)


class AssessEqualityForm(CaseForm):
    """An equality assessment: the public sector equality duty's three aims, and what was weighed."""

    eliminate = _words("Eliminating discrimination: what does the arrangement do?", "Say what the arrangement does")
    advance = _words("Advancing equality of opportunity: who gains and who loses?", "Say who gains and who loses")
    relations = _words("Fostering good relations: between whom?", "Say what it means for good relations")
    affected = _words("Who is affected, the hirer and their religion or belief among them?", "Say who is affected")
    less_intrusive = _words("What less intrusive options are there?", "Say what less intrusive options there are")
    proportionality = _words("Why is the answer proportionate?", "Say why it is proportionate")
    legal_advice = _words("Legal advice taken")


class OutcomeForm(CaseForm):
    """A form about what the page showed: it carries the version of the application that was on it."""

    version = HiddenField()


class RecommendForm(OutcomeForm):
    """A recommendation to the senior officer."""

    outcome = RadioField(
        "What do you recommend?",
        [needed("Choose what you recommend")],
        choices=[
            (act.value, OUTCOMES[act].replace("Declined", "Decline").replace("Approved", "Approve"))
            for act in DECISIONS
        ],
    )
    facts_found = _words("Facts found", "Say what was found")
    concerns = _words("Concerns, if any")
    in_favour = _words("What speaks for holding the event", "Say what speaks for holding the event")
    expression = _words("Free expression, assembly and religion")
    equality = _words("Equality assessment")
    less_intrusive = _words("Less intrusive ways, and why they are not enough")
    proportionality = _words("Why it is proportionate")
    reasons = _words("Reasons, fit to be read by the hirer", "Give your reasons")
    internal = _words("Reasons kept internal")


class ApproveForm(OutcomeForm):
    """An approval within delegation."""

    internal = _words("Note for the record")


class CannotOfferForm(OutcomeForm):
    """An ordinary no."""

    ground = RadioField("Why?", [needed("Choose why")], choices=[(g.value, g.label) for g in Ground])
    reasons = _words("Reason, as the hirer will read it", "Write the reason, as the hirer will read it", 4000)


class DecideForm(OutcomeForm):
    """The senior officer's decision."""

    outcome = RadioField("Decision", [needed("Choose the decision")], validate_choice=False)
    conditions = SelectMultipleField("Conditions", choices=[(text, text) for text in CONDITIONS])
    rests_on = SelectMultipleField("What a decline, or a condition, rests on", choices=list(GROUNDS.items()))
    own_conditions = _words("Other conditions, one a line", most=4000)
    facts_found = _words("Facts found")
    concerns = _words("Concerns, if any")
    in_favour = _words("What speaks for holding the event")
    expression = _words("Free expression, assembly and religion")
    equality = _words("Equality assessment: what it came to")
    less_intrusive = _words("Less intrusive ways, and why they are not enough")
    proportionality = _words("Why the decision is proportionate")
    reasons = _words("Reasons, as the hirer will read them", "Give the reasons, as the hirer will read them")
    internal = _words("Reasons kept internal")

    @property
    def all_conditions(self) -> list[str]:
        """The conditions chosen and those written, in order."""
        own = [line.strip() for line in (self.own_conditions.data or "").splitlines() if line.strip()]
        return [*(self.conditions.data or []), *own]


class AnswerForm(Form):
    """A hirer's answer."""

    once = HiddenField()
    answer = _words("Your answer", "Write your answer", LONG)


class LostLinkForm(Form):
    """The address that private links are sent again to."""

    email = StringField(
        "Your e-mail address", [needed("Enter the e-mail address of your application"), at_most(254, "E-mail address")]
    )


def choices(form: CaseForm, field: str, values: list[tuple[str, str]]) -> Any:
    """Give a choice field its values, checked as WTForms would."""
    form[field].choices = values
    return form[field]
