"""The text gate: what any typed or imported text must pass before the rest of the product sees it.

SQLite keeps NUL where PostgreSQL refuses it, a bidirectional override makes a name read as another, and a lone surrogate
cannot be encoded. They are dealt with here, once, so that both databases and every page see the same text.
"""

import re
import unicodedata

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]")
_MARKS_PER_LETTER = 8
_EMPTY = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp", "Mn", "Me"})
"""Categories of characters that leave no ink by themselves: controls, joiners, spaces, marks without a letter."""
_FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and symbols by category that are drawn as nothing."""


def unseen(text: str) -> str | None:
    """The first character that no honest text holds (control, bidirectional override, lone surrogate), or None."""
    found = _UNSEEN.search(text)
    return found.group() if found else None


def is_blank(text: str) -> bool:
    """Whether a person sees nothing in the text: none, white space, or only characters that are drawn as nothing."""
    return all(character in _FILLERS or unicodedata.category(character) in _EMPTY for character in text)


def describe(character: str) -> str:
    """A character that cannot be shown, in words a person can use: "U+202E RIGHT-TO-LEFT OVERRIDE"."""
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X} {name}".strip()


def clean(text: str) -> str:
    """The text without characters that cannot be seen, and with runs of combining marks cut to what a letter can carry.

    For text from files, where nobody is there to be asked. Line ends are kept as they came.
    """
    kept: list[str] = []
    marks = 0
    for character in _UNSEEN.sub("", text):
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MARKS_PER_LETTER:
            kept.append(character)
    return "".join(kept)


def too_many_marks(text: str) -> bool:
    """Whether a letter carries more combining marks than any script writes."""
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks > _MARKS_PER_LETTER:
            return True
    return False


def one_line(text: str) -> str:
    """The text with every run of white space made one space, and none at the ends."""
    return " ".join(text.split())


_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_EMAIL = re.compile(rf"(?=.{{1,64}}@){_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+{_LABEL}")


def is_email_address(text: str) -> bool:
    """Whether mail can be sent there: a dot-atom in ASCII and a domain of two labels or more (RFC 5321), 254 at most."""
    return len(text) <= 254 and _EMAIL.fullmatch(text) is not None and "=?" not in text
