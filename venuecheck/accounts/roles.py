"""The roles of staff. One person may hold several."""

from enum import StrEnum


class Role(StrEnum):
    """What a member of staff may do; `label` is what colleagues call it, `does` says it in a sentence."""

    label: str
    does: str

    def __new__(cls, value: str, label: str, does: str) -> "Role":
        """A role with its name for people and its sentence."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.does = does
        return member

    BOOKING_OFFICER = ("booking_officer", "Booking officer", "Works the queue of applications and asks hirers.")
    EQUALITY_LEAD = ("equality_lead", "Equality lead", "Takes the equality findings that a question did not settle.")
    PREVENT_OFFICER = ("prevent_officer", "Prevent officer", "Adjudicates matches, records checks, recommends.")
    SENIOR_OFFICER = ("senior_officer", "Senior officer", "Decides what is recommended or still open.")
    OUTREACH_OFFICER = ("outreach_officer", "Outreach officer", "Keeps the register of private venues and sends packs.")
    AUDITOR = ("auditor", "Auditor", "Reads every record and changes nothing.")
    ADMINISTRATOR = ("administrator", "Administrator", "Sets up venues, spaces and staff.")
