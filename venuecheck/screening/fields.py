"""What a name field really holds: a name, several people, a placeholder, or words that need a question."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from venuecheck.screening import knowledge
from venuecheck.screening.lexicon import generic_words
from venuecheck.screening.normal import LONGEST_NAME, safe, words_of

MANY_PEOPLE = 12
"""With more words than two for each of so many, a field is long for a name."""
MOST_PEOPLE = 60
"""So many people of one field are screened."""


@dataclass(frozen=True, slots=True)
class FieldReading:
    """What stands in a name field: the names to screen, and a question for the person who wrote it, if any.

    `is_placeholder`: nothing in it is a name. `incomplete`: it says that a name is still to come ("TBC", with or without a
    name beside it), or holds more than is read. A field that says that there is nobody ("none", "n/a") is a placeholder and
    not incomplete.
    """

    names: tuple[str, ...]
    is_placeholder: bool = False
    question: str = ""
    incomplete: bool = False


@lru_cache(maxsize=1)
def _placeholder() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row[0]})" for row in knowledge.table("placeholders.tsv")), re.IGNORECASE)


@lru_cache(maxsize=1)
def _between_people() -> re.Pattern[str]:
    return re.compile(r"\s*(?:[;\n|]|\s/\s|\s\+\s|,?\s(?:and|&|with|plus|also|und|et|y)\s)\s*", re.IGNORECASE)


_NOBODY = re.compile(
    r"\W*(?:n\W?/?\W?a|none|nil|no ?one|nobody|same|as above|see above|ditto|me|myself|self|private|\W)\W*",
    re.IGNORECASE,
)
"""Says that there is no name to come."""

WHO = "Who will it be? Please give the full name as soon as it is known."


def parts_of_field(text: str) -> FieldReading:
    """Read a name field: several people are split, a placeholder is recognised, what is unclear is asked.

    Words like "to be confirmed" are taken out, and whatever is left beside them is screened all the same.
    """
    clean = " ".join(safe(text).split())
    if not clean:
        return FieldReading((), True, "Who is this? Please give the full name.")
    if not words_of(clean):
        return FieldReading((), True, "We could not read a name here. Please give the full name in letters.")
    if not _placeholder().search(clean):
        return _names_in(clean, too_long=len(text) > LONGEST_NAME)
    left = _left_beside_placeholders(clean)
    if not left:
        return FieldReading((), True, WHO, incomplete=not _NOBODY.fullmatch(clean))
    names = [name for piece in left for name in _names_in(piece).names]
    # Words that look like a placeholder may belong to the name, or stand in the middle of it.
    names += [" ".join(left), clean]
    return FieldReading(tuple(dict.fromkeys(names))[:MOST_PEOPLE], False, WHO, incomplete=True)


def _left_beside_placeholders(clean: str) -> list[str]:
    """The pieces of a field that may be names, without the words that say that a name is to come."""
    left = []
    for piece in _placeholder().sub("\n", clean).split("\n"):
        words = piece.split()
        while words and _is_no_name(words[-1]):
            words.pop()
        dropped = set()
        while words and _is_no_name(words[0]):
            dropped.add(_plain(words.pop(0)))
        # "guest from London" names nobody; "guest Quorrington", or a guest from a body of several words, may.
        whence = bool(dropped & _words("describes") and dropped & _words("whence"))
        if len(words) > whence:
            left.append(" ".join(words).strip(" ,.;:-–—()[]{}"))
    return [piece for piece in left if words_of(piece) and not _placeholder().search(piece)]


def _is_no_name(word: str) -> bool:
    plain = _plain(word)
    return not plain or any(plain in _words(of_class) for of_class in ("describes", "fills", "whence"))


def _words(of_class: str) -> frozenset[str]:
    return knowledge.words("placeholder-words.tsv", of_class)


def _plain(word: str) -> str:
    return "".join(character for character in word.lower() if character.isalnum())


def _names_in(clean: str, *, too_long: bool = False) -> FieldReading:
    """The names in a text without placeholders."""
    names = (clean,) if _is_organisation(clean) else _people(clean)
    incomplete = too_long or len(names) > MOST_PEOPLE
    names = names[:MOST_PEOPLE]
    if too_long or len(clean.split()) > MANY_PEOPLE * 2:
        question = "This is long for a name. Please give each person's full name on its own."
        return FieldReading(names, False, question, incomplete)
    if len(names) > 1:
        question = "Are these different people? Please enter each person on their own."
        return FieldReading(names, False, question, incomplete)
    words = words_of(names[0])
    if len(words) == 1 and len(words[0].latin) < 3:
        return FieldReading(names, False, "Is this the whole name? Please give the full name.")
    return FieldReading(names)


def _is_organisation(clean: str) -> bool:
    """Whether a word says that this is a body, so that an "and" in it does not part people."""
    return any(w.latin in generic_words() or w.latin in _ENDINGS for w in words_of(clean))


_ENDINGS = frozenset({"ltd", "limited", "plc", "llp", "cic", "cio", "partners", "accountants", "solicitors", "co"})


def _people(clean: str) -> tuple[str, ...]:
    """The people in a field; `John and Mary Smith` are John Smith and Mary Smith."""
    pieces = [p.strip(" ,.-") for p in _between_people().split(clean)]
    pieces = [p for p in pieces if p and words_of(p)]
    if len(pieces) < 2:
        return (clean,)
    last = pieces[-1].split()
    if len(last) > 1:
        pieces = [p if len(p.split()) > 1 or p.isupper() else f"{p} {last[-1]}" for p in pieces]
    return tuple(pieces)
