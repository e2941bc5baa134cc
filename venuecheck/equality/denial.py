"""What the words of denial in a sentence do: they deny an arrangement, or they bar people.

"No separate rows" and "women are not asked to sit behind" deny; "no women" and "ladies may not attend" bar; "no mouse" and
"not after" do neither. What a denial denies counts for nothing in `weigh`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from .clauses import CLAUSE_BORDERS, Sentence, sexes_named
from .words import rule_words


class Deed(StrEnum):
    """What a word of denial does."""

    DENIES = "denies"
    BARS = "bars"


@dataclass(frozen=True)
class Denials:
    """Of a sentence: what each word of denial does, the words denied, and the words for being together that are denied."""

    deeds: dict[int, Deed]
    denied: frozenset[int]
    parted: frozenset[int]


_SCOPE = 6
_REACH = 12
_LIST = 7
_ENDS_A_LIST = frozenset(
    {"auxiliary", "modal", "stop", "question", "semicolon", "breaking", "subordinate", "colon", "present", "barring"}
)
_BOTH = 4
_OF_THE_VERB = frozenset({"auxiliary", "past_auxiliary", "negation", "conjunction", "comma"})
_NO_ONE = frozenset({"no", "without", "not", "zero", "nor", "nae"})
_NOBODY = frozenset({"nobody", "no one", "no-one"})
_IS_NOT = frozenset({"isn't", "isnt", "aren't", "don't"})
_GIVEN = rule_words("given")
_ENDS_IT = rule_words("ends_it")
_HAVING = rule_words("having")
_WITH_US = rule_words("with_us")
_NEEDS = frozenset({"has", "have", "need", "needs", "having", "had", "got"})
_OPEN_TO = frozenset({"for", "to", "admit"})
_BORDERS = frozenset({"comma", "semicolon", "stop", "question", "colon", "dash", "bracket"})
_ARRANGED = frozenset(
    {
        "place", "direction", "entrance", "barrier", "barrier_between_sexes", "segregation",
        "segregation_custom", "separate", "session",
        "placing", "directing", "sexes", "layout", "reserved", "participle", "relative_place",
    }
)  # fmt: skip


def denials(here: Sentence) -> Denials:
    """The denials of a sentence, each word looked at once and no further than a clause."""
    deeds: dict[int, Deed] = {}
    for i in range(len(here.classes)):
        deed = _deed(here, i)
        if here.tokens[i].word == "nor" and deeds:
            deed = deeds[max(deeds)]  # "are not asked to sit upstairs, nor gentlemen down"
        if deed is not None:
            deeds[i] = deed
    denied = {j for i, deed in deeds.items() if deed is Deed.DENIES for j in _reached(here, i)}
    denied |= {j for i in range(len(here.classes)) for j in _forbidden_before(here, i)}
    parted = {_denied_together(here, i) for i in deeds if "negation" in here.classes[i]}
    parted |= {_denied_together(here, i) for i, token in enumerate(here.tokens) if token.word in _ENDS_IT}
    return Denials(deeds, frozenset(denied), frozenset(at for at in parted if at is not None))


def _deed(here: Sentence, i: int) -> Deed | None:
    """What the word at i does; None for one that denies nothing and bars nobody."""
    if "instead" in here.classes[i]:
        if here.tokens[i].hyphened:
            return None  # "flag-drop", "price-drop"
        return Deed.DENIES
    if "negation" in here.classes[i]:
        return Deed.DENIES if _is_no_ground(here, i) else _negated(here, i)
    if here.tokens[i].word == "not for" and i + 1 < len(here.tokens) and here.tokens[i + 1].word.endswith("ing"):
        return Deed.DENIES  # "the screen is not for keeping women out of sight"
    if here.tokens[i].word == "not for" and _is_said_of_each(here):
        return Deed.DENIES  # "the circle is not for ladies, the stalls are not for gentlemen"
    barring = "barring" in here.classes[i] and "only" not in here.classes[i]
    return Deed.DENIES if barring and here.has("only", i + 1, i + 4) else None  # "not for men alone"


def _reached(here: Sentence, i: int) -> Iterator[int]:
    for j in range(i + 1, min(i + 1 + _REACH, len(here.classes))):
        border = here.classes[j] & (CLAUSE_BORDERS | {"subordinate"})
        if border and not _is_within_the_verb(here, i, j) and not _is_within_a_list(here, j):
            return
        yield j


def _forbidden_before(here: Sentence, i: int) -> range:
    """The words of an arrangement that is itself forbidden ("seating by sex is not allowed", "women-only rows are banned")."""
    word = here.classes[i]
    forbids = "barring" in word and "only" not in word
    forbids = forbids or ("letting" in word and here.has("negation", i - 2, i))
    if not forbids:
        return range(0)
    start = i
    while start > max(i - _REACH, 0) and not here.classes[start - 1] & (CLAUSE_BORDERS | {"subordinate"}):
        start -= 1
    parted = here.first("segregation", start, i)
    alone = here.first("only", start, i)
    if parted is not None or (alone is not None and here.has("place", alone, i)):
        return range(start, i)
    return range(0)


def _is_within_the_verb(here: Sentence, i: int, j: int) -> bool:
    """Whether a comma parts a denied verb from what it denies ("there has never been, and won't be, a men's end")."""
    return "comma" in here.classes[j] and all(here.classes[k] & _OF_THE_VERB for k in range(i + 1, j))


def _is_no_ground(here: Sentence, i: int) -> bool:
    """Whether it is denied that a sex is the ground of something ("no one is heard sooner for being a man or a woman")."""
    end = min(i + 1 + _REACH, len(here.classes))
    return any(here.tokens[k].word == "being" and here.tokens[k - 1].word == "for" for k in range(i + 2, end))


def _is_said_of_each(here: Sentence) -> bool:
    """Whether each sex is said to have no place of its own."""
    return sum(t.word == "not for" for t in here.tokens) > 1 and len(sexes_named(here, 0, len(here.tokens))) > 1


def _is_within_a_list(here: Sentence, j: int) -> bool:
    """Whether a comma parts two of what is denied together ("you won't find a rope, a sheet or a women's door")."""
    if "comma" not in here.classes[j]:
        return False
    for k in range(j + 1, min(j + 1 + _LIST, len(here.classes))):
        if here.tokens[k].word in ("or", "nor"):
            return True
        if here.classes[k] & _ENDS_A_LIST:
            return False
    return False


def _negated(here: Sentence, i: int) -> Deed | None:
    """A denial bars where it leads to being let in, heard or together, or straight to people of one sex; it denies where it
    leads to being sent, placed, parted or "only".
    """
    denied = (_denies_a_hearing(here, i), _is_none_of_them(here, i), _denies_having_them(here, i))
    if _denied_together(here, i) is not None or any(denied):
        return Deed.BARS
    arranged = False
    for j in range(i + 1, min(i + 1 + _SCOPE, len(here.classes))):
        classes = here.classes[j]
        if classes & _BORDERS and not _is_within_the_verb(here, i, j):
            break
        if classes & {"segregation", "only", "barrier"}:
            return Deed.DENIES
        if classes & {"sight", "mixing", "letting"}:
            return Deed.BARS
        if here.tokens[j].word == "ask" and (sexes_named(here, j + 1, j + 2) or here.has("determiner", j + 1, j + 2)):
            return Deed.DENIES  # "we do not ask women to sit apart"
        if "asking" in classes and "placing" not in classes:
            return Deed.BARS
        if "leaving_free" in classes:
            return Deed.BARS if here.has("asking", j + 1, j + 4) else Deed.DENIES
        if "admitting" in classes:
            return Deed.BARS if "placing" not in classes or _is_forbidden(here, i, j) else Deed.DENIES
        if "placing" in classes and here.has("asking_for", max(i - 2, 0), i):
            return Deed.BARS  # "please do not sit in front"
        if here.has("modal", i + 1, j) and here.has("admitting", j + 1, min(j + _SCOPE, len(here.classes))):
            continue  # "at no time may women attend"
        if sexes_named(here, j, j) or classes & {"woman", "man"}:
            return Deed.BARS if _leads_straight_to_one(here, i, j) else Deed.DENIES
        arranged = arranged or bool(classes & _ARRANGED)
    return Deed.DENIES if arranged else None


def are_sent(here: Sentence, i: int) -> bool:
    """Whether it is said from i on that people are told or need to do something ("is sent upstairs", "has to sit behind").

    Who "may not be placed" somewhere, or is "not seated" there, is not sent but kept away.
    """
    kept_away = False
    for k in range(i, min(i + _SCOPE, len(here.classes))):
        word, classes = here.tokens[k].word, here.classes[k]
        if word in _NEEDS and here.tokens[min(k + 1, len(here.tokens) - 1)].word == "to":
            return True
        if "leaving_free" in classes and k > i:
            return "part_seated" not in classes and not (kept_away and "placing" in classes)
        if not classes & {"auxiliary", "past_auxiliary", "adverb", "people", "negation"}:
            return False
        kept_away = kept_away or "modal" in classes
    return False


def _is_forbidden(here: Sentence, i: int, j: int) -> bool:
    """Whether a denied verb is forbidden to people ("ladies may not sit", "please do not sit", "gents not to sit")."""
    if here.tokens[i].word in _NOBODY:
        return False
    return here.has("modal", i - 1, j) or here.has("asking_for", max(i - 3, 0), i)


def _names_another(here: Sentence, j: int, end: int) -> bool:
    """Whether the other sex is named too, and not only as whose a place is ("no boys in the girls' corner")."""
    one = sexes_named(here, j, j)
    return any(sexes_named(here, k, k) - one and not here.has("possessive", k + 1, k + 2) for k in range(j + 1, end))


def _denies_having_them(here: Sentence, i: int) -> bool:
    """Whether it is denied that people of one sex are had at all ("we don't have the ladies in"), not somewhere."""
    end = min(i + 1 + _SCOPE, len(here.classes))
    j = next((k for k in range(i + 1, end) if sexes_named(here, k, k)), None)
    if j is None or not any(here.tokens[k].word in _HAVING for k in range(i + 1, j)):
        return False
    straight = all(
        here.tokens[k].word in _HAVING or here.classes[k] & {"determiner", "people"} for k in range(i + 1, j)
    )
    after = j + 1
    return straight and (
        after >= len(here.tokens) or bool(here.classes[after] & _BORDERS) or here.tokens[after].word in _WITH_US
    )


def _leads_straight_to_one(here: Sentence, i: int, j: int) -> bool:
    """Whether a denial leads straight to people of one sex, and not to a place or an event of theirs, or to both sexes."""
    scope = range(j + 1, min(j + _SCOPE, len(here.classes)))
    end = next((k for k in scope if here.classes[k] & _BORDERS), scope.stop)
    if (
        here.has("possessive", j + 1, j + 2)
        or here.has("place", j + 1, j + 2)
        or here.has("only", j + 1, min(j + 3, end))
    ):
        return False
    if _names_another(here, j, end) or are_sent(here, j + 1):
        return False
    between = {"determiner", "people", "adverb", "reserved", "letting", "preposition"}
    if here.has("reserved", i + 1, j):
        between.add("auxiliary")  # "will not be open to men"
    if not all(here.classes[k] & between for k in range(i + 1, j)):
        return False
    straight = here.tokens[i].word in _NO_ONE or here.has("reserved", i + 1, j) or here.has("letting", i + 1, j)
    return straight or (here.tokens[i].word in _IS_NOT and here.tokens[i + 1].word in _OPEN_TO)


def _denies_a_hearing(here: Sentence, i: int) -> bool:
    """Whether a denial keeps the microphone or questions from people of one sex ("… will not be passed to the women")."""
    end = next((k for k in range(i + 1, len(here.classes)) if here.classes[k] & _BORDERS), len(here.classes))
    start = next((k + 1 for k in range(i - 1, -1, -1) if here.classes[k] & _BORDERS), 0)
    given = next((k for k in range(i + 1, min(end, i + _SCOPE)) if here.tokens[k].word in _GIVEN), None)
    if given is None or not here.has("asking", start, i) or here.has("ordinal", given, end):
        return False
    return len(sexes_named(here, given, end - 1)) == 1 and not sexes_named(here, start, i)


def _is_none_of_them(here: Sentence, i: int) -> bool:
    """Whether "none of" people ends its clause ("brothers and none of the sisters")."""
    if here.tokens[i].word != "none" or i + 2 >= len(here.tokens) or here.tokens[i + 1].word != "of":
        return False
    at = i + 3 if here.has("determiner", i + 2, i + 3) else i + 2
    ended = at + 1 >= len(here.classes) or bool(here.classes[at + 1] & _BORDERS)
    return ended and bool(sexes_named(here, at, at))


def _denied_together(here: Sentence, i: int) -> int | None:
    """Where the word for being together stands that a word of denial leads to ("will not sit together"); None for none."""
    for j in range(i + 1, min(i + 1 + _SCOPE, len(here.classes))):
        if here.classes[j] & (CLAUSE_BORDERS | {"segregation"}):
            return None
        if here.classes[j] & {"same_place", "adjoining"}:
            return j
        if here.tokens[j].word == "both" and len(sexes_named(here, j, j + _BOTH)) > 1:
            return j  # "no table will have both men and women at it"
    return None
