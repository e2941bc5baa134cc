"""What can go wrong that a person should read about. Each error carries a sentence fit to show; one handler makes pages."""


class Refusal(Exception):
    """Something that was asked cannot be done. `sentence` says why, in plain words; `status` is the answer's HTTP status."""

    status = 409
    title = ""
    """The heading of its page, where the one for its status does not say it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotPermittedError(Refusal):
    """The person may not do this."""

    status = 403


class MissingError(Refusal):
    """There is no such thing, or none that this person may know of."""

    status = 404


class WrongStateError(Refusal):
    """The thing is no longer in a state in which this can be done, usually because somebody was quicker."""

    status = 409


class StoppedError(Refusal):
    """The installation writes nothing until somebody has looked at it; reading stays possible."""

    status = 503
    title = "Nothing can be saved at the moment"


class InvalidError(Refusal):
    """What was given cannot be accepted. `field` names the form's field, where one is to blame."""

    status = 422

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field
