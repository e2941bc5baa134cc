"""How a reading is told: as past, as the subject of a talk, of things that have a sex themselves, to be taken back, all in one.

Each way of telling is a sign with points in `data/evidence.toml` like any other (`weigh.py`).
"""

from collections.abc import Iterator
from typing import NamedTuple

from .clauses import Reading, Sentence, groups_in, people_in, sexes_named
from .words import rule_words


class Beside(NamedTuple):
    """The sentence before one, the one that follows or answers it, and the one after that."""

    before: Sentence | None
    after: Sentence | None
    later: Sentence | None


_FAR = 60
_SHORT = 7
_ASKING_ANEW = frozenset({"auxiliary", "modal", "asking_for", "openers_of_subject"})
_SOMEONE = frozenset({"NAME", "woman", "man", "staff", "performer", "sexed_thing"})
_TO_THE_SUBJECT = 12
_QUOTES = frozenset("'\"‘’“”«»")
_BACK = frozenset({"that", "that's", "those", "it", "they", "this", "these", "such", "there", "both", "neither"})
_UNSAID = frozenset({"negation", "turned_down", "elsewhere", "past_auxiliary", "past", "instead"})
_IN_THE_NEXT = frozenset({"negation", "turned_down", "together", "freely", "elsewhere", "instead", "question"})
_IN_THE_ONE_AFTER = frozenset({"turned_down", "instead", "together", "freely"})
_DAYS = rule_words("days_of")
_PARTS = rule_words("parts_of_one")
_NO_THING = frozenset(
    {"women", "men", "woman", "man", "preposition", "auxiliary", "modal", "number", "numeral", "stop", "comma"}
)
_HEADING = 6
_A_HEADING = 3
"""Words of a sentence that is only a heading, its stop counted."""
_TO_A_LINK = 4
_OF_A_HEADING = frozenset(
    {"goods", "team", "performer", "staff", "toilet", "subject_noun", "subject", "dress", "record", "figure_of_dance",
     "sexed_thing", "past", "elsewhere", "body"}
)  # fmt: skip
_GROUPS = frozenset({"women", "men", "woman", "man", "adjective_women", "adjective_men", "possessive"})
_NAMES_A_PLACE = frozenset({"place", "direction", "barrier", "only", "segregation"})
_NEITHER = frozenset({"male", "males", "female", "females"})
_OF_ANIMALS = _NEITHER | {"cocks", "hens", "bucks", "stags", "birds", "chicks", "machos"}
_NO_VERB = frozenset({"auxiliary", "modal", "placing", "present", "past_auxiliary", "admitting", "asking_for"})
_NO_SUBJECT = frozenset(
    {"auxiliary", "determiner", "preposition", "conjunction", "comma", "adverb", "modal", "negation", "women", "men",
     "reserved", "addressed", "asking_to", "colon", "dash", "stop"}
)  # fmt: skip
_NO_NOUN = frozenset({"preposition", "direction", "comma", "stop", "conjunction", "determiner"})
_TWO = frozenset({"other", "another", "two", "both", "second"})
_TO_THE_OBJECT = 5
_OF_AN_ARRANGEMENT = frozenset(
    {"reserved", "directing", "asking_to", "separate", "segregation", "admitting", "letting", "leaving_free"}
)
_NO_OBJECT = frozenset(
    {
        "preposition",
        "comma",
        "colon",
        "dash",
        "bracket",
        "auxiliary",
        "modal",
        "after_other",
        "beside_people",
        "conjunction",
        "reserved",
    }
)
_UNDONE = rule_words("undone")
_OURSELVES = frozenset({"we", "i", "to", "you", "they", "it"})


class Whole(NamedTuple):
    """What is the same for all readings of a sentence."""

    signs: frozenset[str]
    turned_down: bool
    """Whether it or one of the two after it turns down what it puts forward."""
    of_things: bool
    """Whether it is of what has a sex itself, or comes under such a heading."""
    asked_from: int
    """Where another question begins that the sentence only ends with ("…, will you grit it?"); 0 where it is one question."""
    someone_before: bool
    """Whether someone was named in the sentence before it, whom "she" or "he" may stand for."""
    titled: bool
    """Whether it is the title of a talk or a work, and says nothing."""


def whole(here: Sentence, beside: Beside) -> Whole:
    """The ways in which a sentence is told as a whole, and what the sentences beside it say of it."""
    turned_down = any(other is not None and other.has("turned_down") for other in (here, beside.after, beside.later))
    of_things = here.has("sexed_thing") or (beside.before is not None and beside.before.has("sexed_thing"))
    told_of = frozenset((*_of_the_sentence(here), *_headed(beside.before), *_answered(beside)))
    someone = beside.before is not None and any(known & _SOMEONE for known in beside.before.classes)
    return Whole(told_of, turned_down, of_things, _asked_from(here), someone, _is_a_title(here))


def _headed(before: Sentence | None) -> Iterator[str]:
    """The classes of a sentence that is only a heading for the next ("Loos. Ladies …", "Cast list")."""
    if before is not None and len(before.tokens) <= _A_HEADING:
        known = frozenset[str]().union(*before.classes)
        if not known & _NO_VERB and not sexes_named(before, 0, len(before.tokens)):
            yield from (f"heading: {name}" for name in known & _OF_A_HEADING)


def _of_the_sentence(here: Sentence) -> Iterator[str]:
    words = [token.word for token in here.tokens]
    if any(_is_all_in_one(here, i) for i in range(len(words))) and not _TWO.intersection(words):
        yield "told: all in one"
    if words[-1] == "?":
        yield "asked: as a wish" if _is_a_wish(here) else "asked: as a question"
    elif any(_begins_a_how(here, i) for i in range(len(words) - 1)):
        yield "told: after a how"
    by_name = "NAME" in here.classes[0] and len(words) > 2 and words[1] == "on"
    if by_name and not here.classes[2] & {"place", "direction"} and not here.has("place", 2, 5):
        yield "told: by a name on"


def _begins_a_how(here: Sentence, i: int) -> bool:
    """Whether "how" or "why" begins what is told ("…, and how a court kept ladies …"), and not how we do it."""
    led = i == 0 or here.classes[i - 1] & {"comma", "conjunction", "colon", "dash", "semicolon"}
    return bool(led) and here.tokens[i].word in ("how", "why") and here.tokens[i + 1].word not in _OURSELVES


def _asked_from(here: Sentence) -> int:
    """Where the question begins that a sentence ends with after it has said something; 0 where it is one question."""
    if here.tokens[-1].word != "?":
        return 0
    at = next((i for i in range(len(here.tokens) - 2, 0, -1) if here.classes[i] & {"comma", "dash", "semicolon"}), 0)
    start = at + 1 + here.has("conjunction", at + 1, at + 2)
    return at if at and any(here.has(klass, start, start + 1) for klass in _ASKING_ANEW) else 0


def _is_a_title(here: Sentence) -> bool:
    """Whether a sentence only names a talk or a work and what it is about ("lecture on asylums, female wing and male wing")."""
    if any(known & _NO_VERB for known in here.classes):
        return False
    for i in range(min(_TO_A_LINK, len(here.tokens))):
        if here.classes[i] & {"subject_noun", "subject"}:
            linked = here.tokens[i].word.endswith((" on", " of", " about", " upon"))
            return linked or here.has("subject_link", i + 1, i + 3)
    return False


def _answered(beside: Beside) -> Iterator[str]:
    """What the sentences beside one say of it."""
    _, after, later = beside
    if after is not None:
        if _takes_back(after):
            yield "answer: takes it back"
        if _is_short_no(after):
            yield "answer: short no"
        if _undoes(after):
            yield "answer: undo it"
        yield from (f"next sentence: {name}" for name in frozenset[str]().union(*after.classes) & _IN_THE_NEXT)
    if (
        after is not None
        and later is not None
        and _tells_who_says_so(after)
        and (_takes_back(later) or _is_short_no(later))
    ):
        yield "answer: takes it back"
    if later is not None:
        known = frozenset[str]().union(*later.classes)
        yield from (f"sentence after next: {name}" for name in known & _IN_THE_ONE_AFTER)


def told(here: Sentence, of_it: Whole, reading: Reading, start: int, still: bool) -> Iterator[str]:
    """The ways in which a reading is told, each as "where: what"; `start` is where its clause begins."""
    asked = reading.last >= of_it.asked_from
    yield from (sign for sign in of_it.signs if asked or not sign.startswith("asked"))
    now = still and (here.has("present", start, reading.last + _FAR) or is_wished(here))
    turn = leads_up_to(here, reading)
    if _is_dated(here, reading) or (not now and _is_told_as_past(here, start, reading.last + 1, turn)):
        yield "told: as past"
    if _is_told_as_a_subject(here, reading):
        yield "told: as a subject"
    if of_it.of_things:
        yield "told: where things have a sex"
    someone = of_it.someone_before or any(known & _SOMEONE for known in here.classes[: reading.first])
    if someone and not groups_in(here, reading):
        yield "told: of someone named before"
    if here.has("subject_noun", 0, 3) and here.has("colon", 1, 4) and reading.first > 1:
        yield "told: under a title"
    yield from _owned(here, reading)
    if any(_is_listed_with_others(here, i) for i in groups_in(here, reading)):
        yield "told: listed with others"
    yield from (f"heading: {name}" for name in _heading(here, reading) & _OF_A_HEADING)
    if _is_put_forward(here, start, reading):
        yield "put forward: turned down" if of_it.turned_down else "put forward: left standing"


def tale(here: Sentence, of_it: Whole, reading: Reading, start: int) -> str:
    """What a reading is told as where that changes all that is said in it; nothing where it is told of this event."""
    end = reading.last + 1
    if _is_told_of_once(here, end) or any(_is_anothers_day(here, i) for i in range(start, end)):
        return "long past"
    if _is_done_by_others(here, reading):
        return "done by others"
    if _is_of_whoever_does_it(here, reading):
        return "whoever does it"
    if _is_alike(here, reading):
        return "alike"
    if of_it.titled:
        return "title"
    return _of_things(here, of_it, reading)


def _is_alike(here: Sentence, reading: Reading) -> bool:
    """Whether the same is said of both ("for husbands every bit as much as for wives", "dads are as welcome as mums")."""
    groups = people_in(here, reading)
    if len(groups) < 2:
        return False
    return here.has("alike", groups[0] + 1, groups[-1]) or _is_the_same_as(here, groups)


def _is_the_same_as(here: Sentence, groups: list[int]) -> bool:
    """Whether it is "the same … as" of the second group ("women come in by the same doors as the men")."""
    words = " ".join(token.word for token in here.tokens[groups[0] + 1 : groups[-1]]).split()
    return "as" in words and "same" in words[: words.index("as")]


def _of_things(here: Sentence, of_it: Whole, reading: Reading) -> str:
    """Whether it is of what has a sex itself, as animals, plants and plugs do, or may be ("male thread", "female catkins")."""
    groups = groups_in(here, reading)
    words = {here.tokens[i].word for i in range(reading.first, reading.last + 1)}
    if of_it.of_things and (words & _OF_ANIMALS) and all(here.tokens[i].word in _NEITHER for i in groups):
        return "things"
    if not groups or any(here.tokens[i].word not in _NEITHER for i in groups):
        return ""
    unknown = any(
        here.has("unknown", i + 1, i + 2) and not here.tokens[i + 1].word.endswith(("ed", "ing", "s'")) for i in groups
    )
    return "things unknown" if unknown else ""


def _owned(here: Sentence, reading: Reading) -> Iterator[str]:
    """Signs that something is said of what belongs to people, and is not named ("ladies' upstairs", "men's is by the bar")."""
    for i in groups_in(here, reading):
        if here.has("possessive", i + 1, i + 2) and i + 2 < len(here.tokens):
            after = here.classes[i + 2]
            if "auxiliary" in after:
                yield "told: what is theirs is somewhere"
            elif after & _NO_NOUN:
                yield "told: owned and not named"


def _is_listed_with_others(here: Sentence, i: int) -> bool:
    """Whether people of no sex stand beside those at i in a list ("husbands, friends and neighbours", "staff and wives")."""
    for step in (1, -1):
        joined = i + step
        while here.has("comma", joined, joined + 1) or here.has("conjunction", joined, joined + 1):
            joined += step
        listed = joined != i + step and 0 <= joined < len(here.classes)
        if listed and here.classes[joined] & _OTHERS and not sexes_named(here, joined, joined):
            return True
    return False


_OTHERS = frozenset({"people", "company", "staff"})


def _heading(here: Sentence, reading: Reading) -> frozenset[str]:
    """The classes of what stands before a colon or dash at the head of a sentence ("Bar staff: …")."""
    at = next((i for i in range(1, min(_HEADING, reading.first + 1)) if here.classes[i] & {"colon", "dash"}), None)
    return frozenset[str]().union(*here.classes[:at]) if at is not None else frozenset()


def _is_of_whoever_does_it(here: Sentence, reading: Reading) -> bool:
    """Whether it is what someone might do ("a steward who sends a woman to one side would be sent home")."""
    for i in range(max(reading.first - _FAR, 1), reading.first + 1):
        if here.tokens[i].word in ("who", "that") and i + 1 < len(here.tokens):
            for k in range(max(i - 3, 0), i):
                if here.tokens[k].word in ("a", "an", "any", "anyone", "anybody", "whoever", "no"):
                    return not sexes_named(here, k, i)
    return False


def _is_a_wish(here: Sentence) -> bool:
    """Whether a question asks for something ("could we …", "would it be possible …"), and is not only talk."""
    for i in range(len(here.classes)):
        if "openers_of_subject" in here.classes[i] and "asking_for" not in here.classes[i]:
            return False
        if "asking_for" in here.classes[i]:
            return True
    return False


def _is_done_by_others(here: Sentence, reading: Reading) -> bool:
    """Whether someone did it to those named ("the workhouse split husbands from wives", "the mill paid men at the window")."""
    group = next((i for i in range(reading.first, reading.last + 1) if here.classes[i] & _GROUPS), None)
    if group is None:
        return False
    for i in range(max(group - _TO_THE_OBJECT, 1), group):
        word, before = here.tokens[i].word, here.tokens[i - 1].word
        ended = word.endswith("ed") and len(word) > 4 and not here.classes[i] & _OF_AN_ARRANGEMENT
        if not ended and not here.classes[i] & {"past_verb", "past_form"}:
            continue
        led = before[-1].isalnum() and not here.classes[i - 1] & _NO_SUBJECT and before[:2] not in ("we", "i", "i'")
        straight = all(_is_before_an_object(here, k) for k in range(i + 1, group))
        if led and straight and not here.has("auxiliary", i - 3, i):
            return True
    return False


def _is_before_an_object(here: Sentence, k: int) -> bool:
    """Whether the word at k may stand between a verb and the people that it is done to ("drew a rope between …")."""
    return not here.classes[k] & _NO_OBJECT or here.tokens[k].word in ("between", "for")


def _undoes(after: Sentence) -> bool:
    """Whether a sentence bids that something be undone ("rub it out", "please take them down")."""
    for i in range(min(len(after.tokens), _SHORT)):
        if "undoing" in after.classes[i]:
            return any(token.word in _UNDONE for token in after.tokens[i + 1 : i + 5])
    return False


def _is_told_as_a_subject(here: Sentence, reading: Reading) -> bool:
    """Whether what a talk, a film or a book is about leads to a reading ("a novel in which the wives eat after the men")."""
    group = next((i for i in range(reading.first, reading.last + 1) if sexes_named(here, i, i)), reading.first)
    for i in range(max(group - _TO_THE_SUBJECT, 0), group):
        linked = any(
            here.has("subject_link", k, k + 1) or here.tokens[k].word in _QUOTES
            for k in range(i + 1, min(i + 4, group))
        )
        if linked and here.classes[i] & {"subject_noun", "subject"}:
            return not any(here.classes[k] & {"semicolon", "stop", "breaking"} for k in range(i, group))
    return False


def _is_put_forward(here: Sentence, start: int, reading: Reading) -> bool:
    """Whether someone asks for, proposes or tells of an arrangement, in the words before it."""
    return here.has("proposal", max(start - _TO_THE_SUBJECT, 0), reading.last + 1)


def _takes_back(after: Sentence) -> bool:
    """Whether a sentence says of what came before it that it is not so ("that was the previous hirer", "they may", "no")."""
    if after.has("negation", 0, 1):
        return True
    back = any(token.word in _BACK for token in after.tokens[:3])
    return back and any(after.classes[i] & _UNSAID for i in range(min(len(after.classes), _TO_THE_SUBJECT)))


def _tells_who_says_so(after: Sentence) -> bool:
    """Whether a sentence only says who says or thinks what came before it ("that is what people expect of us")."""
    back = any(token.word in _BACK or token.word == "so" for token in after.tokens[:3])
    return (back or len(after.tokens) <= _SHORT) and after.has("proposal")


def _is_short_no(after: Sentence) -> bool:
    """Whether a sentence is hardly more than a no ("they are not"), and says nothing of people or places."""
    if len(after.tokens) > _SHORT or not any(known & {"negation", "turned_down"} for known in after.classes):
        return False
    return not any(known & (_GROUPS | _NAMES_A_PLACE) for known in after.classes)


def is_wished(here: Sentence) -> bool:
    """Whether a form of the past only says what would be if it were so ("would it be calmer if the wives looked …")."""
    if any(token.word == "what if" for token in here.tokens):
        return True
    asked = here.first("asking_for")
    return asked is not None and any(token.word.rsplit(" ", 1)[-1] == "if" for token in here.tokens[asked:])


def leads_up_to(here: Sentence, reading: Reading) -> int:
    """Where what led up to an arrangement ends ("it was a muddle last year so ⟦men left, women right⟧"); 0 for nowhere."""
    for i in range(reading.first - 1, max(reading.first - _FAR, 0), -1):
        if "semicolon" in here.classes[i]:
            return 0
        if here.tokens[i].word in ("so", "but", "so that") and not here.has("figures", i + 1, i + 2):
            return i
    return 0


def _is_told_as_past(here: Sentence, start: int, end: int, turn: int) -> bool:
    """Whether the clause has a verb or a word of the past, after what only led up to it."""
    start = max(start, end - _FAR, turn)
    past = any(
        here.classes[i] & {"past_verb", "past_auxiliary"} and not here.has("auxiliary", i - 3, i)
        for i in range(start, end)
    )
    return past or here.has("past", max(end - _FAR, turn), end)


def _is_anothers_day(here: Sentence, i: int) -> bool:
    """Whether the time of someone who is not there now begins at i ("in my mam's day", "in our founders' time")."""
    if here.tokens[i].word not in ("in", "since", "until", "from", "till"):
        return False
    for k in range(i + 1, min(i + 6, len(here.tokens) - 1)):
        if "possessive" in here.classes[k]:
            return here.tokens[k + 1].word in _DAYS and not here.classes[k - 1] & {"women", "men"}
    return False


def _is_told_of_once(here: Sentence, end: int) -> bool:
    """Whether "once" says that it was so and is no more ("the mill once paid men at the front"), not "as soon as"."""
    for i in range(max(end - _FAR, 0), min(end, len(here.tokens) - 1)):
        word, after = here.tokens[i].word, here.tokens[i + 1].word
        if word.startswith("once ") and "past" in here.classes[i]:
            return True
        if word != "once":
            continue
        if after in ("a", "an") and not here.has("clock", i + 2, i + 3):
            return True
        led = i > 0 and here.tokens[i - 1].word[-1].isalpha() and not here.classes[i - 1] & {"placing", "direction"}
        was = here.classes[i + 1] & {"past_verb", "past_form", "past_auxiliary"} or after.endswith("ed")
        if led and was and not here.has("comma", i + 2, i + 3):
            return True
    return False


def _is_all_in_one(here: Sentence, i: int) -> bool:
    """Whether one thing for all begins at i ("round the one cloth", "on one floor"), and not one of two or one part."""
    if here.tokens[i].word != "one" or i == 0 or i + 1 >= len(here.tokens):
        return False
    led = here.tokens[i - 1].word in ("the", "just", "only") or here.classes[i - 1] & {
        "preposition",
        "comma",
        "colon",
        "dash",
    }
    return bool(led) and here.tokens[i + 1].word not in _PARTS and not here.classes[i + 1] & _NO_THING


def _is_dated(here: Sentence, reading: Reading) -> bool:
    """Whether a reading without a verb of the present stands after a year long past ("until 1887 the women sat …")."""
    at = here.first("year", max(reading.first - _FAR, 0), reading.last + 1)
    if at is None or here.tokens[at - 1].word == "since" or here.has("present", 0, reading.last + 1):
        return False
    return not here.has("auxiliary", reading.first, reading.last + 1)
