"""What a command says when it cannot be done."""


class CommandError(Exception):
    """The command cannot be done. The message is a plain sentence for the person at the terminal."""
