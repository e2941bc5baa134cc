"""The forms for a letter that came back."""

from wtforms import StringField, TextAreaField

from venuecheck.web.forms import Form, at_most, needed


class SendAgainForm(Form):
    """Where to send it."""

    to = StringField("E-mail address", [needed("Enter an e-mail address"), at_most(254, "E-mail address")])


class SettleForm(Form):
    """How its reader was told."""

    how = TextAreaField(
        "How were they told?",
        [needed("Say how they were told, or why they need not be"), at_most(2000, "How they were told")],
    )
