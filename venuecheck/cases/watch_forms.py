"""The forms of interests, emergency approvals, conditions and what happened, with their messages."""

from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.validators import Optional

from venuecheck.cases.afterwards import HELD, KEPT
from venuecheck.cases.forms import CaseForm, OutcomeForm
from venuecheck.cases.watch_models import MET, NOT_MET
from venuecheck.web.forms import Form, at_most, needed


def _long(label: str, message: str = "", what: str = "This") -> TextAreaField:
    return TextAreaField(label, [needed(message) if message else Optional(), at_most(4000, what)])


class DeclareInterestForm(CaseForm):
    """An interest in a case."""

    reason = _long("What is your interest?", "Say what your interest is", "Your interest")


class WithdrawInterestForm(Form):
    """Why a declared interest no longer stands."""

    reason = _long("Why does it no longer stand?", "Say why it no longer stands", "The reason")


class OverrideForm(OutcomeForm):
    """Why an approval cannot wait for another senior officer."""

    reason = _long("Why can this not wait?", "Say why this cannot wait", "The reason")


class RatifyForm(CaseForm):
    """What another senior officer says of an emergency approval."""

    why = _long("Why was it right to approve this at once?", "Say why it was right", "The reason")


class ReportEventForm(CaseForm):
    """What happened at an event."""

    held = RadioField("Was it held?", [needed("Choose whether it was held as applied for")], choices=list(HELD.items()))
    conditions = RadioField(
        "Were the conditions kept?", [needed("Choose whether the conditions were kept")], choices=list(KEPT.items())
    )
    concerns = RadioField(
        "Were any concerns seen?",
        [needed("Choose whether any concerns were seen")],
        choices=[("no", "No"), ("yes", "Yes")],
    )
    words = _long("What was seen, or what was different", what="What was seen")


class MarkConditionForm(CaseForm):
    """What staff found of a condition."""

    state = RadioField("Is it met?", [needed("Choose whether it is met")], choices=[(MET, "Met"), (NOT_MET, "Not met")])
    evidence = _long("What shows it", "Say what shows it", "What shows it")


class SayMetForm(Form):
    """How a hirer says that a condition is met."""

    once = HiddenField()
    said = _long("How is this met?", "Say how this is met", "Your answer")
