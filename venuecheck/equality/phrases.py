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

from .anaphora import TOLD_BACK, carried_on, resolved
from .clauses import CLAUSE_BORDERS, Reading, Sentence, clause, sexes_named
from .denial import denials
from .extent import shown, stretched
from .grammar import Grammar, literals, read_grammar
from .halves import Item, readings
from .meaning import meaning_of
from .names import mark_names, sentences_without_stop, set_labels_aside, without_counts
from .second_reading import points as order_points
from .telling import Beside
from .vocabulary import SEPARATION, Arrangement, ChosenBy
from .weigh import points, setting
from .words import Classes, Reader, Token, build_lexicon, rule_words


class Part(StrEnum):
    """A part of the day, or people, that a sentence is about."""

    TALK = "part_talk"
    MEAL = "part_meal"
    CLASS = "part_class"
    CHILDREN = "part_children"
    SPECTATORS = "part_spectators"
    SEATED = "part_seated"


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
_SHORT = 18
_SEXES = frozenset({"women", "men"})
_ENDS = CLAUSE_BORDERS | {"subordinate", "tag"}
_AFTER_PEOPLE = {
    "sat": frozenset({"clock"}),
    "do": frozenset({"session"}),
    "lift": frozenset({"work", "entrance"}),
    "merely": frozenset({"breaking"}),
}
"""What a word after people or another subject does not mean: "men sat" is no Saturday, "girls do" no party."""
_BARE = {"woman": "women", "man": "men"}
_BEFORE_ONE = frozenset(
    {"determiner", "numeral", "number", "possessive", "NAME", "unknown", "woman", "man", "possessive_men"}
)
_SUBJECTS = frozenset({"women", "men", "auxiliary", "modal", "addressed", "people", "subject_of_denial", "company"})
_TELLING = frozenset(
    {
        "women", "men", "woman", "man", "letter_women", "letter_men", "sexes", "place", "direction", "entrance", "barrier",
        "clock", "number", "choosing", "negation", "only", "together", "past", "elsewhere", "turned_down", "instead",
    }
)  # fmt: skip


class Finder:
    """The vocabularies and the grammar, read once. `without` leaves a class or a word of it out, for tests."""

    def __init__(self, without: tuple[str, str] | None = None) -> None:
        raw = read_grammar()
        self._classes = Classes()
        self._name, self._barring = self._classes.sign({"NAME"}), self._classes.sign({"barring"})
        lexicon = build_lexicon(literals(raw), without)
        self._reader = Reader(lexicon, self._classes)
        self._after_people = {
            word: self._classes.sign(lexicon.classes(word) - lost or {"unknown"})
            for word, lost in _AFTER_PEOPLE.items()
        }
        self._owned = {word: self._classes.sign(lexicon.classes(word) - {"tag"}) for word in ("right",)}
        for sex in _SEXES:
            self._classes.sign({sex, TOLD_BACK})
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
        for here, beside, proposed in self.proposed(text):
            around = setting(here, beside) if proposed else None
            standing = [
                reading
                for reading in proposed
                if around is not None and points(around, reading) + order_points(here, beside, reading) > 0
            ]
            left = any(near is not None and _leaves_it_to_them(near) for near in beside[:2])
            yield from (_claim(here, reading, field, left) for reading in _joined(standing))
            together = None if standing else _together(here)
            if together is not None:
                yield replace(together, field=field)

    def proposed(self, text: str) -> Iterator[tuple[Sentence, Beside, list[Reading]]]:
        """Each sentence of a text with those beside it, and what is said in it of each sex, as far as its words go."""
        sentences = self._sentences(text)
        for here, beside in zip(sentences, _beside(sentences), strict=True):
            signs, starts, ends = self._grammar.chunked("".join(token.sign for token in here.tokens))
            items = [
                Item(self._classes.of(sign) | _heads(here, first, end), first, end - 1)
                for sign, first, end in zip(signs, starts, ends, strict=True)
            ]
            told = _with_where_told(here, items)
            yield told, beside, [stretched(told, reading) for reading in readings(items)]

    def _sentences(self, text: str) -> list[Sentence]:
        """The sentences of a text with their names set aside; those of a matched pair are one."""
        parted = [
            mark_names(set_labels_aside(without_counts(part, self._classes), self._classes), self._classes, self._name)
            for tokens in self._reader.sentences(text)
            for part in sentences_without_stop(tokens, self._classes)
            if any(token.word[0].isalpha() or not token.word.isascii() for token in part)
        ]
        for i, tokens in enumerate(parted):
            before = parted[i - 1] if i else []
            read = carried_on(resolved(tokens, before, self._reader), before, self._classes)
            parted[i] = self._with_bars(self._without_asides(self._meant_here(read)))
        return list(self._with_partners([self._sentence(tokens) for tokens in parted]))

    def _meant_here(self, tokens: list[Token]) -> list[Token]:
        """The tokens with words of two meanings read as what they are where they stand: "men sat", "girls do", "her right"."""
        made = self._with_bare_people(tokens)
        for i in range(1, len(tokens)):
            word, before = tokens[i].word, self._classes.of(tokens[i - 1].sign)
            if (
                word in self._after_people
                and not tokens[i].capital
                and before & _SUBJECTS
                and not self._is_a_day(tokens, i)
            ):
                made[i] = replace(tokens[i], sign=self._after_people[word])
            elif word in self._owned and "possessive" in before:
                made[i] = replace(tokens[i], sign=self._owned[word])
        return made

    def _with_bare_people(self, tokens: list[Token]) -> list[Token]:
        """The tokens with "man" and "woman" read as all of them where neither has an article ("man here, woman there")."""
        bare = {
            i: token.word
            for i, token in enumerate(tokens)
            if token.word in _BARE
            and not token.hyphened
            and not (i and self._classes.of(tokens[i - 1].sign) & _BEFORE_ONE)
            and not (i + 1 < len(tokens) and "possessive" in self._classes.of(tokens[i + 1].sign))
        }
        if len(set(bare.values())) < len(_BARE):
            return list(tokens)
        return [replace(t, sign=self._reader.sign_of(_BARE[t.word])) if i in bare else t for i, t in enumerate(tokens)]

    def _is_a_day(self, tokens: list[Token], i: int) -> bool:
        """Whether the word at i is a time like another in its sentence ("women fri, men sat")."""
        known = self._classes.of(tokens[i].sign)
        return "clock" in known and any(
            "clock" in self._classes.of(token.sign) for token in tokens if token.word != tokens[i].word
        )

    def _without_asides(self, tokens: list[Token]) -> list[Token]:
        """The tokens without what stands in brackets between two groups and says nothing of either ("(shut, obviously)")."""
        opened = next((i for i, token in enumerate(tokens) if token.word in ("(", "[")), None)
        if opened is None:
            return tokens
        closed = next((i for i in range(opened, len(tokens)) if tokens[i].word in (")", "]")), None)
        known = [self._classes.of(token.sign) for token in tokens]
        if closed is None or any(classes & _TELLING for classes in known[opened : closed + 1]):
            return tokens
        between = any(classes & _SEXES for classes in known[:opened]) and any(
            classes & _SEXES for classes in known[closed + 1 : closed + _NEAR]
        )
        return [*tokens[:opened], *tokens[closed + 1 :]] if between else tokens

    def _with_bars(self, tokens: list[Token]) -> list[Token]:
        """The tokens with "out" after people, at the end of its clause, read as a bar ("blokes out, please")."""
        known = [self._classes.of(token.sign) for token in tokens]
        ends = [i + 1 == len(tokens) or bool(known[i + 1] & _ENDS) for i in range(len(tokens))]
        return [
            replace(token, sign=self._barring)
            if token.word == "out" and i and ends[i] and known[i - 1] & _SEXES
            else token
            for i, token in enumerate(tokens)
        ]

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


def _with_where_told(here: Sentence, items: list[Item]) -> Sentence:
    """The sentence, in which a thing that somebody is beside or watches is none for them ("women by the coats")."""
    known = list(here.classes)
    for item in items:
        if item.kinds & _WHERE and here.tokens[item.first].word in _BESIDE:
            known[item.first : item.last + 1] = [classes - _THINGS for classes in known[item.first : item.last + 1]]
        elif "L" in item.kinds:
            known[item.first : item.last + 1] = [classes - _OF_A_PLACE for classes in known[item.first : item.last + 1]]
    for i, token in enumerate(here.tokens):
        if token.word in _WATCHING:
            known[i + 1 : i + 4] = [classes - _THINGS for classes in known[i + 1 : i + 4]]
    return replace(here, classes=known)


_WATCHING = rule_words("watching")
_WHERE = frozenset({"L", "P"})
_THINGS = frozenset({"toilet", "goods", "team", "performer", "staff", "body", "chore", "dress", "record", "plumbing"})
_OF_A_PLACE = _THINGS - {"toilet", "plumbing"} | {"work", "sexed_thing"}
"""What words in the name of a place are besides, and say nothing there ("on the stacking stools", "on the forms")."""
_BESIDE = rule_words("beside_it")


def _heads(here: Sentence, first: int, end: int) -> frozenset[str]:
    """What a chunk keeps of the words in it: whether its place is a door, poor, or yours."""
    return frozenset[str]().union(*here.classes[first:end]) & _KEPT


_KEPT = frozenset({"entrance", "inferior", "addressed", "women", "men"})


def _beside(sentences: list[Sentence]) -> Iterator[Beside]:
    """For each sentence the one before it, and the two that follow it, or that follow the questions after it."""
    found: list[Beside] = []
    after: Sentence | None = None
    later: Sentence | None = None
    for i in range(len(sentences) - 1, -1, -1):
        found.append(Beside(sentences[i - 1] if i else None, after, later))
        if after is None or sentences[i].tokens[-1].word != "?":
            after, later = sentences[i], after
    return reversed(found)


def _goes_on_with_the_rest(one: Sentence, two: Sentence) -> bool:
    """Whether a sentence says where all others go, after one on one sex ("Chaps have their corner. Everyone else …")."""
    rest = any(token.word in _THE_REST for token in two.tokens[:2])
    told = any(two.has(klass) for klass in ("place", "direction", "entrance", "placing", "reserved"))
    return rest and told and len(sexes_named(one, 0, len(one.tokens))) == 1


_THE_REST = rule_words("the_rest")


def _are_partners(one: Sentence, two: Sentence) -> bool:
    if max(len(one.tokens), len(two.tokens)) > _SHORT or one.tokens[-1].word == "?":
        return False
    if _goes_on_with_the_rest(one, two):
        return True
    if any(_denies_at_its_head(sentence) for sentence in (one, two)):
        return False
    first, second = (_sexes_told_of(sentence) for sentence in (one, two))
    return len(first) == len(second) == 1 and first != second


def _denies_at_its_head(sentence: Sentence) -> bool:
    """Whether a denial stands in a sentence before it goes on after a comma ("…, they've not got the bags")."""
    group = next((i for i, known in enumerate(sentence.classes) if known & _SEXES), 0)
    return sentence.has("negation", 0, sentence.first("comma", group))


def _sexes_told_of(sentence: Sentence) -> frozenset[str]:
    """The sexes that a sentence names; where it names none, that of the one person at its head ("a woman whispers hers")."""
    named = sexes_named(sentence, 0, len(sentence.tokens))
    head = frozenset[str]().union(*sentence.classes[:2])
    alone = {"women": {"woman", "pronoun_women", "slang_women"}, "men": {"man", "pronoun_men", "slang_men"}}
    return named or frozenset(sex for sex, words in alone.items() if head & words)


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


def _leaves_it_to_them(near: Sentence) -> bool:
    """Whether a sentence beside one says no more than that people choose ("delegates choose", "your call")."""
    return len(near.tokens) <= _NO_MORE and near.has("choosing") and not near.has("negation")


_NO_MORE = 6


def _claim(here: Sentence, reading: Reading, field: str, left_to_them: bool) -> Claim:
    chosen, arrangement = ChosenBy.ORGANISER, meaning_of(here, reading)
    mixed = _mixed_beside(here, reading)
    if (
        (left_to_them or _is_left_to_them(here, reading) or mixed is not None)
        and arrangement in SEPARATION
        and not here.has("showing")
    ):
        chosen, arrangement = ChosenBy.EACH_PERSON, Arrangement.FREE_CHOICE
    first, last = shown(here, reading.first, reading.last if mixed is None else mixed)
    return Claim(
        f"{reading.who} {reading.relations[0] if reading.relations else 'named'}".replace(" ", "-"),
        arrangement,
        chosen,
        field,
        here.tokens[first].start,
        here.tokens[last].end,
        _parts(here, reading),
        here.has("whole_day"),
    )


def _parts(here: Sentence, reading: Reading) -> tuple[Part, ...]:
    """The parts of the day named in a reading's clause or before it; "the tea room" and "the school hall" name a place."""
    end = clause(here, reading.first, reading.last)[1]
    start = next((i for i in range(reading.first - 1, -1, -1) if here.classes[i] & _ANOTHER_STATEMENT), 0)
    named = [here.classes[i] for i in range(start, end) if not here.has("place", i + 1, i + 2)]
    return tuple(part for part in Part if any(part.value in classes for classes in named))


_ANYONE = frozenset({"anyone", "anybody", "everyone", "everybody"})
_ANOTHER_STATEMENT = frozenset({"semicolon", "stop", "question"})


def _mixed_beside(here: Sentence, reading: Reading) -> int | None:
    """Where an area for all that stands beside those by sex ends ("men, women, and a mixed block"); None without one."""
    for i in range(reading.last + 1, min(reading.last + _NEAR, len(here.tokens))):
        word, before = here.tokens[i].word, here.classes[i - 1]
        if here.has("barring", i + 1, i + 4) or here.has("negation", i + 1, i + 4):
            continue  # "mixed tables not allowed"
        if word in ("mixed", "for all") and before & {"comma", "conjunction", "determiner", "place"}:
            return i + 1 if here.has("place", i + 1, i + 2) else i
        if word in _ANYONE and here.has("possessive", i + 1, i + 2):
            return i + 1
        if word in ("anyone", "anybody", "everyone", "everybody", "all") and here.tokens[i - 1].word == "for":
            return i
    return None


def _is_left_to_them(here: Sentence, reading: Reading) -> bool:
    """Whether a sentence says that people choose, and not only that a choice is ticked on the form; or that they sit where
    they like before it names a place for one sex that nobody is told to take.
    """
    if any(
        "choosing" in known and not here.has("ticked", i - 2, i) and not _is_anothers_wish(here, i)
        for i, known in enumerate(here.classes)
    ):
        return True
    free = here.first("freely", 0, reading.first)
    if free is None or reading.who not in ("women", "men"):
        return False
    told = any(here.has(klass, free, reading.last + 1) for klass in ("breaking", "contrast", "modal", "only"))
    return not told


def _is_anothers_wish(here: Sentence, i: int) -> bool:
    """Whether it is told as whose wish it is, and leaves nobody a choice ("…, as the warden prefers it")."""
    led = range(max(i - _SHORT, 0), i)
    return here.tokens[i].word.startswith("prefer") and any(
        here.tokens[k].word.split()[0] == "as" and (k == 0 or "comma" in here.classes[k - 1]) for k in led
    )


def _together(here: Sentence) -> Claim | None:
    """The words that say that all are together, to be held against a separation that is ticked; none where they are denied."""
    found = denials(here)
    if not any(
        "together" in known and "open_to_all" not in known and i not in found.denied and i not in found.parted
        for i, known in enumerate(here.classes)
    ):
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
