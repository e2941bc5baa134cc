"""What "the former", "the latter" and "they" stand for.

After both sexes were named they stand for these, in the order in which they were named; before the sexes are named they
stand for two places ("the former is for ladies and the latter for gentlemen"). "They" at the head of a sentence that names
nobody stands for the people of one sex that the sentence before named, and no others.
"""

from dataclasses import replace

from .words import Classes, Reader, Token

_MEANT = {"former": 0, "latter": 1}
_PLACE = "side"
_THEY = frozenset({"they", "them", "theirs"})
_AT_THE_HEAD = 3
_NAMES_SOMEONE = frozenset(
    {"women", "men", "woman", "man", "adjective_women", "adjective_men", "pronoun_women", "pronoun_men", "sexes", "one_sex",
     "people", "company", "NAME", "letter_women", "letter_men"}
)  # fmt: skip
_THINGS = frozenset(
    {"goods", "barrier", "team", "performer", "body", "toilet", "place", "staff", "possessive", "part_meal"}
)
TOLD_BACK = "told_back"


def resolved(tokens: list[Token], before: list[Token], reader: Reader) -> list[Token]:
    """The tokens of a sentence with "former" and "latter" read as what they stand for, in it or the sentence before."""
    at = next((i for i, t in enumerate(tokens) if t.word in _MEANT and i and tokens[i - 1].word == "the"), None)
    if at is None:
        return tokens
    named = _in_order([*before, *tokens[:at]], reader)
    if len(named) < len(_MEANT):
        named = [_PLACE, _PLACE] if len(_in_order(tokens[at:], reader)) == len(_MEANT) else []
    return [replace(t, sign=reader.sign_of(named[_MEANT[t.word]])) if named and t.word in _MEANT else t for t in tokens]


def _in_order(tokens: list[Token], reader: Reader) -> list[str]:
    """The two sexes in the order in which they are named, as the plain word for each."""
    named: list[str] = []
    for token in tokens:
        known = frozenset[str]().union(*(reader.classes.of(reader.sign_of(part)) for part in token.word.split() or "?"))
        for word in ("women", "men"):
            if word in known and word not in named:
                named.append(word)
    return named


def carried_on(tokens: list[Token], before: list[Token], classes: Classes) -> list[Token]:
    """The tokens with "they" read as the people of the one sex that the sentence before was about."""
    known = [classes.of(token.sign) for token in tokens]
    at = next((i for i, token in enumerate(tokens[:_AT_THE_HEAD]) if token.word in _THEY), None)
    if at is None or any(names & _NAMES_SOMEONE for names in known):
        return tokens
    named = [names & _NAMES_SOMEONE for names in (classes.of(token.sign) for token in before)]
    sexes = frozenset[str]().union(*named) & {"women", "men"}
    others = any(names and not names & {"women", "men"} for names in named)
    if len(sexes) != 1 or others or before[-1].word == "?" or _names_things(before, named, classes):
        return tokens
    sign = classes.sign(sexes | {TOLD_BACK})
    return [*tokens[:at], replace(tokens[at], sign=sign), *tokens[at + 1 :]]


def _names_things(before: list[Token], named: list[frozenset[str]], classes: Classes) -> bool:
    """Whether things are named after the people, which "they" may be too ("mums bring the cakes; they go by the door")."""
    group = next(i for i, names in enumerate(named) if names)
    return any(
        classes.of(token.sign) & _THINGS or ("unknown" in classes.of(token.sign) and token.word.endswith("s"))
        for token in before[group + 1 :]
    )
