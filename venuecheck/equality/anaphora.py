"""What "the former" and "the latter" stand for.

After both sexes were named they stand for these, in the order in which they were named; before the sexes are named they
stand for two places ("the former is for ladies and the latter for gentlemen").
"""

from dataclasses import replace

from .words import Reader, Token

_MEANT = {"former": 0, "latter": 1}
_PLACE = "side"


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
