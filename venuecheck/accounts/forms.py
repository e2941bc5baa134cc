"""The forms of accounts, with their messages. What is typed as a password is never shown again."""

from typing import Any

from wtforms import PasswordField, SelectMultipleField, StringField
from wtforms.validators import ValidationError

from venuecheck.accounts.roles import Role
from venuecheck.web.forms import Form, at_most, needed

EMAIL_CAP = 254


class SignInForm(Form):
    """Who is signing in."""

    email = StringField("E-mail address", [needed("Enter your e-mail address"), at_most(EMAIL_CAP, "E-mail address")])
    password = PasswordField("Password", [needed("Enter your password"), at_most(1000, "Password")])


class PasswordForm(Form):
    """Choosing a password of one's own. `old_password` is asked for only where the person has one."""

    old_password = PasswordField("Your password now", [at_most(1000, "Password")])
    password = PasswordField("New password", [needed("Enter a new password"), at_most(1000, "Password")])


class RolesForm(Form):
    """What a member of staff may do."""

    roles = SelectMultipleField("Roles", choices=[(role.value, role.label) for role in Role])

    def validate_roles(self, field: Any) -> None:
        """At least one."""
        if not field.data:
            raise ValidationError("Choose at least one role")


class NewStaffForm(RolesForm):
    """Somebody who joins."""

    name = StringField("Full name", [needed("Enter their full name"), at_most(200, "Name")])
    email = StringField("E-mail address", [needed("Enter their e-mail address"), at_most(EMAIL_CAP, "E-mail address")])
