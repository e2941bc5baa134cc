"""Finds in free text what suggests an arrangement of people by sex.

Words get classes (`words`), names are set aside (`names`), runs of words become chunks (`grammar`), each group is read
with what is said of it (`halves`), as far as its words go (`extent`), and the points for and against decide (`weigh`). The
answer depends on the arrangement and never on whose it is: there is no faith and no community among the words.
"""

from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from .anaphora import resolved
from .clauses import Reading, Sentence, clause, sexes_named
from .extent import stretched
from .grammar import Grammar, literals, read_grammar
from .halves import Item, readings
from .names import mark_names, sentences_without_stop, set_labels_aside
from .vocabulary import SEPARATION, Arrangement, ChosenBy
from .weigh import points, setting
from .words import Classes, Reader, Token, build_lexicon


class Part(StrEnum):
    """A part of the day, or people, that a sentence is about."""

    TALK = "part_talk"
    MEAL = "part_meal"
    CLASS = "part_class"
    CHILDREN = "part_children"
    SPECTATORS = "part_spectators"


@dataclass(frozen=True)
class Claim:
    """A stretch of a field, as typed, that says an arrangement; `mixed` where it says that all are together."""

    rule: str
    arrangement: Arrangement
    chosen_by: ChosenBy
    field: str
    start: int
    end: int
    parts: tuple[Part, ...] = ()
    whole_day: bool = False


_NEAR = 8
_SHORT = 12


class Finder:
    """The vocabularies and the grammar, read once. `without` leaves a class or a word of it out, for tests."""

    def __init__(self, without: tuple[str, str] | None = None) -> None:
        raw = read_grammar()
        self._classes = Classes()
        self._name = self._classes.sign({"NAME"})
        self._reader = Reader(build_lexicon(literals(raw), without), self._classes)
        self._grammar = Grammar(raw, self._classes)

    def without_chunk(self, name: str) -> "Finder":
        """The same with one chunk of the grammar left out, for tests."""
        other = copy(self)
        other._grammar = self._grammar.without(name)
        return other

    def classes_in(self, text: str) -> frozenset[str]:
        """Every class that a word of a text has, for tests."""
        return frozenset().union(*(self._classes.of(t.sign) for ts in self._reader.sentences(text) for t in ts))

    def find(self, text: Mapping[str, str]) -> list[Claim]:
        """What the texts of a form say, field by field, in order."""
        claims = [claim for name, value in text.items() for claim in self._in_field(name, value)]
        if any(claim.whole_day for claim in claims):
            mentioned = tuple(part for part in Part if self._mentions_class(part.value, text))
            claims = [replace(claim, parts=mentioned) if claim.whole_day else claim for claim in claims]
        return claims

    def _mentions_class(self, klass: str, text: Mapping[str, str]) -> bool:
        signs = frozenset(self._classes.every(klass))
        return any(
            t.sign in signs and not t.capital
            for value in text.values()
            for ts in self._reader.sentences(value)
            for t in ts
        )

    def _in_field(self, field: str, text: str) -> Iterator[Claim]:
        for here, after, proposed in self.proposed(text):
            around = setting(here, after)
            standing = [reading for reading in proposed if points(around, reading) > 0]
            yield from (_claim(here, reading, field) for reading in _joined(standing))
            together = None if standing else _together(here)
            if together is not None:
                yield replace(together, field=field)

    def proposed(self, text: str) -> Iterator[tuple[Sentence, Sentence | None, list[Reading]]]:
        """Each sentence of a text with the one after it, and what is said in it of each sex, as far as its words go."""
        sentences = self._sentences(text)
        for here, after in zip(sentences, _answers(sentences), strict=True):
            signs, starts, ends = self._grammar.chunked("".join(token.sign for token in here.tokens))
            items = [
                Item(self._classes.of(sign) | _heads(here, first, end), first, end - 1)
                for sign, first, end in zip(signs, starts, ends, strict=True)
            ]
            yield here, after, [stretched(here, reading) for reading in readings(items)]

    def _sentences(self, text: str) -> list[Sentence]:
        """The sentences of a text with their names set aside; those of a matched pair are one."""
        parted = [
            mark_names(set_labels_aside(part, self._classes), self._classes, self._name)
            for tokens in self._reader.sentences(text)
            for part in sentences_without_stop(tokens, self._classes)
            if any(token.word[0].isalnum() or not token.word.isascii() for token in part)
        ]
        for i, tokens in enumerate(parted):
            parted[i] = resolved(tokens, parted[i - 1] if i else [], self._reader)
        return list(self._with_partners([self._sentence(tokens) for tokens in parted]))

    def _with_partners(self, sentences: list[Sentence]) -> Iterator[Sentence]:
        """The sentences; a short one about one sex is joined to the short one about the other that follows, as in a list."""
        held: Sentence | None = None
        for here in sentences:
            if held is not None and _are_partners(held, here):
                end = held.tokens[-1].end
                stop = [] if held.has("stop", len(held.tokens) - 1) else [Token(end, end, ".", self._reader.stop)]
                yield self._sentence([*held.tokens, *stop, *here.tokens])
                held = None
                continue
            if held is not None:
                yield held
            held = here
        if held is not None:
            yield held

    def _sentence(self, tokens: list[Token]) -> Sentence:
        return Sentence(tokens, [self._classes.of(token.sign) for token in tokens])


def _heads(here: Sentence, first: int, end: int) -> frozenset[str]:
    """What a chunk keeps of the words in it: whether its place is a door."""
    return frozenset[str]().union(*here.classes[first:end]) & _KEPT


_KEPT = frozenset({"entrance", "inferior"})


def _answers(sentences: list[Sentence]) -> Iterator[Sentence | None]:
    """For each sentence the one that follows it, or that follows the questions after it."""
    found: list[Sentence | None] = []
    following: Sentence | None = None
    for here in reversed(sentences):
        found.append(following)
        following = following if following is not None and here.tokens[-1].word == "?" else here
    return reversed(found)


def _are_partners(one: Sentence, two: Sentence) -> bool:
    if (
        max(len(one.tokens), len(two.tokens)) > _SHORT
        or one.tokens[-1].word == "?"
        or one.has("negation")
        or two.has("negation")
    ):
        return False
    first, second = (sexes_named(sentence, 0, len(sentence.tokens)) for sentence in (one, two))
    return len(first) == len(second) == 1 and first != second


def _joined(standing: list[Reading]) -> list[Reading]:
    """What stands in one sentence with little between, as one stretch."""
    made: list[Reading] = []
    for reading in sorted(standing, key=lambda r: r.first):
        if made and reading.first - made[-1].last <= _NEAR:
            before = made[-1]
            arrangement = before.arrangement if before.arrangement in SEPARATION else reading.arrangement
            said = (*before.relations, *reading.relations)
            made[-1] = Reading("each sex", said, arrangement, before.first, max(before.last, reading.last))
        else:
            made.append(reading)
    return made


def _claim(here: Sentence, reading: Reading, field: str) -> Claim:
    chosen, arrangement = ChosenBy.ORGANISER, _arrangement(here, reading)
    mixed = _mixed_beside(here, reading)
    if (here.has("choosing") or mixed is not None) and arrangement in SEPARATION and not here.has("showing"):
        chosen, arrangement = ChosenBy.EACH_PERSON, Arrangement.FREE_CHOICE
    return Claim(
        f"{reading.who} {reading.relations[0] if reading.relations else 'named'}".replace(" ", "-"),
        arrangement,
        chosen,
        field,
        here.tokens[reading.first].start,
        here.tokens[reading.last if mixed is None else mixed].end,
        tuple(part for part in Part if here.has(part.value, 0, clause(here, reading.first, reading.last)[1])),
        here.has("whole_day"),
    )


def _mixed_beside(here: Sentence, reading: Reading) -> int | None:
    """Where an area for all that stands beside those by sex ends ("men, women, and a mixed block"); None without one."""
    for i in range(reading.last + 1, min(reading.last + _NEAR, len(here.tokens))):
        word, before = here.tokens[i].word, here.classes[i - 1]
        if word in ("mixed", "for all") and before & {"comma", "conjunction", "determiner", "place"}:
            return i + 1 if here.has("place", i + 1, i + 2) else i
        if word in ("anyone", "anybody", "everyone", "everybody", "all") and here.tokens[i - 1].word == "for":
            return i
    return None


_UNTIL = frozenset({"until", "till", "before", "after", "past"})


def _arrangement(here: Sentence, reading: Reading) -> Arrangement:
    """What a reading means; a bar by the hour is separate times, a bar of one sex alone an event for the other."""
    if _is_for_one_sex_alone(here, reading):
        return Arrangement.SINGLE_SEX
    if "voice" in reading.relations:
        return Arrangement.FRONT_AND_BACK
    said = frozenset[str]().union(*here.classes[reading.first : reading.last + 1])
    if reading.who in ("each sex", "both") and "parted" in reading.relations:
        return Arrangement.SEPARATE_AREAS
    if reading.who == "each sex" and "other_occasion" in said:
        return Arrangement.SINGLE_SEX
    if reading.who == "each sex" and reading.arrangement is Arrangement.SINGLE_SEX and not said & _BARS:
        return Arrangement.SEPARATE_AREAS
    if "only" not in reading.relations:
        return reading.arrangement
    words = {token.word for token in here.tokens[reading.first : reading.last + 1]}
    if "time" in reading.relations and words & _UNTIL:
        return Arrangement.SEPARATE_TIMES
    if "entrance" in reading.relations and "use" in words:
        return Arrangement.SEPARATE_ENTRANCES
    one = len(sexes_named(here, reading.first, reading.last)) == 1
    return Arrangement.SINGLE_SEX if one and said & _ADMISSION and "from" not in words else reading.arrangement


def _is_for_one_sex_alone(here: Sentence, reading: Reading) -> bool:
    """Whether "only" stands right beside a group, and no place or verb of placing right after ("women only", "all-male")."""
    for i in range(reading.first, reading.last + 1):
        if not sexes_named(here, i, i):
            continue
        before, after = i - 1, i + 1
        while before > reading.first and here.classes[before] & {"determiner", "preposition", "hyphen"}:
            before -= 1
        if here.has("people", after, after + 1):
            after += 1
        alone = here.has("only", after, after + 1) and not here.has("place", reading.first, i)
        word = here.tokens[before].word if before >= reading.first else ""
        led = word and "only" in here.classes[before] and word not in ("just", "alone")
        barred = word == "no" and not any(here.has(klass, after, reading.last + 1) for klass in ("place", "direction"))
        if barred or ((alone or led) and not _is_placed(here, after + alone)):
            return True
    return False


def _is_placed(here: Sentence, i: int) -> bool:
    """Whether what begins at i puts people somewhere ("in the main hall", "seats", "sit upstairs")."""
    if i < len(here.classes) and here.tokens[i].word in ("of", "from"):
        i += 3  # "women of the parish"
    if here.has("preposition", i, i + 1):
        return here.has("place", i + 1, i + 4) or here.has("direction", i + 1, i + 3)
    if here.has("modal", i, i + 1):
        return not here.has("admitting", i + 1, i + 3)
    return any(
        here.has(klass, i, i + 1) for klass in ("place", "direction", "entrance", "placing", "auxiliary", "arrow")
    )


_BARS = frozenset({"only", "barring", "negation", "one_sex_event"})
_ADMISSION = frozenset({"barring", "admitting"})


def _together(here: Sentence) -> Claim | None:
    """The words that say that all are together, to be held against a separation that is ticked."""
    at = here.first("together")
    if at is None or here.has("negation"):
        return None
    start, end = here.tokens[0].start, here.tokens[-1].end
    return Claim("all-together", Arrangement.MIXED, ChosenBy.EACH_PERSON, "", start, end)


@cache
def finder() -> Finder:
    """The finder with all its words and points."""
    return Finder()


def find(text: Mapping[str, str]) -> list[Claim]:
    """What the texts of a form say of an arrangement of people by sex."""
    return finder().find(text)
