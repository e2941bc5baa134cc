"""Passwords: what may be one, and how it is kept (Argon2id). Knows nothing of people or the database.

Length counts, not composition, and the commonest are refused, as NIST SP 800-63B and the National Cyber Security Centre
advise. Cost: OWASP's first recommendation for Argon2id, raised a little.
"""

import re
import secrets
import threading
import unicodedata
from functools import cache
from pathlib import Path
from typing import NewType

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from venuecheck.runtime.errors import InvalidError

Hashed = NewType("Hashed", str)
"""A password as it is kept: its type keeps one that is not hashed from being kept by mistake."""

SHORTEST, LONGEST, MOST_BYTES = 12, 128, 512
TOO_SHORT = f"Password must be {SHORTEST} characters or more. Three or four words that do not belong together are good"
TOO_LONG = f"Password must be {LONGEST} characters or fewer"
TOO_COMMON = "Choose a password that is harder to guess. This one is among the first that anybody would try"

_HASHER = PasswordHasher(time_cost=3, memory_cost=32 * 1024, parallelism=1)
_AT_ONCE = threading.BoundedSemaphore(4)
"""Each hash takes 32 MiB: a flood of sign-ins must wait its turn, not take all the memory."""
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_RUNS = ("01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm")


def fault(password: str, personal: tuple[str, ...] = ()) -> str | None:
    """Why this may not be a password, in a sentence for the form; None when it may.

    `personal` are the words that anybody would try first for this person: their name and e-mail address.
    """
    if len(password) < SHORTEST:
        return TOO_SHORT
    if len(password) > LONGEST or len(password.encode()) > MOST_BYTES:
        return TOO_LONG
    folded = password.casefold()
    bare = re.sub(r"[\W\d_]+$", "", folded)
    if len(set(folded)) < 5 or folded in _common() or bare in _common() or _is_run(folded):
        return TOO_COMMON
    known = {form for word in personal for form in (word.casefold(), word.casefold().partition("@")[0])}
    return TOO_COMMON if known & {folded, bare} else None


def chosen(password: str, personal: tuple[str, ...] = (), field: str = "password") -> Hashed:
    """A password that somebody chose, as it is kept. Raises InvalidError, naming the form's field, when it may not be one."""
    if problem := fault(password, personal):
        raise InvalidError(problem, field)
    return hashed(password)


def hashed(password: str) -> Hashed:
    """The password as it is kept."""
    with _AT_ONCE:
        return Hashed(_HASHER.hash(_normal(password)))


def matches(kept: str | None, password: str) -> bool:
    """Whether this is the password that is kept; with none kept it takes as long and says no."""
    if len(password) > LONGEST or len(password.encode("utf-8", "replace")) > MOST_BYTES:
        password, kept = "", None
    with _AT_ONCE:
        try:
            return _HASHER.verify(kept or _nobodys(), _normal(password)) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


def outdated(kept: str) -> bool:
    """Whether the kept hash was made at another cost than today's, so that it should be made anew."""
    return _HASHER.check_needs_rehash(kept)


def temporary() -> str:
    """A password to hand over: four groups of four letters and digits that are not mistaken for each other (79 bits)."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def _normal(password: str) -> str:
    # The same keys give composed letters on one machine and decomposed ones on another.
    return unicodedata.normalize("NFKC", password)


def _is_run(folded: str) -> bool:
    twice = [run + run for run in _RUNS] + [run[::-1] + run[::-1] for run in _RUNS]
    return any(folded in run for run in twice)


@cache
def _common() -> frozenset[str]:
    lines = (Path(__file__).parent / "data" / "common_passwords.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


@cache
def _nobodys() -> str:
    return _HASHER.hash(secrets.token_urlsafe(16))
