"""What a reading means: which arrangement it is, by who is named, what is said of them, and what of that comes first.

The order of the questions is the order of `meaning_of`; the table of relations answers where none of them does.
"""

from .clauses import Reading, Sentence, people_in, sexes_named
from .vocabulary import Arrangement
from .words import rule_words

_UNTIL = frozenset({"until", "till", "before", "after", "past"})


def meaning_of(here: Sentence, reading: Reading) -> Arrangement:
    """What a reading means; a bar by the hour is separate times, a bar of one sex alone an event for the other."""
    if reading.who in ("each sex", "both") and "parted" in reading.relations:
        return Arrangement.SEPARATE_AREAS
    if reading.who == "one sex" and reading.relations[:1] != ("place",):
        return Arrangement.SINGLE_SEX
    if reading.who == "each sex" and _is_better_for_one(here, reading):
        return Arrangement.FRONT_AND_BACK
    if _is_barred_until(here, reading) or _waits_for_the_other(here, reading):
        return Arrangement.SEPARATE_TIMES
    if _is_sent_away(here, reading) or _is_company_barred(here, reading):
        return Arrangement.SINGLE_SEX
    if reading.who == "each sex" and _bars_the_other(here, reading):
        return Arrangement.SINGLE_SEX
    if reading.who == "each sex" and _keeps_from_the_other(here, reading):
        return Arrangement.SEPARATE_AREAS
    if _is_for_one_sex_alone(here, reading):
        return Arrangement.SEPARATE_TIMES if _is_by_turns(here, reading) else Arrangement.SINGLE_SEX
    if "voice" in reading.relations:
        return Arrangement.FRONT_AND_BACK
    said = frozenset[str]().union(*here.classes[reading.first : reading.last + 1])
    if _is_by_the_hour(here, reading, said):
        return Arrangement.SEPARATE_TIMES
    if "other_occasion" in said and (reading.who == "each sex" or reading.relations[:1] == ("time",)):
        return Arrangement.SINGLE_SEX
    by_sex = "according" in said and not reading.relations  # "disposed according to sex, not rank"
    barred = bool(said & _BARS) and not by_sex
    if reading.who in ("each sex", "both") and reading.arrangement is Arrangement.SINGLE_SEX and not barred:
        return Arrangement.SEPARATE_AREAS
    return _of_a_bar(here, reading, said) if "only" in reading.relations else reading.arrangement


def _of_a_bar(here: Sentence, reading: Reading, said: frozenset[str]) -> Arrangement:
    """What a reading with "only" or a denial in it means: a bar from an hour, a door, a place, or from all of it."""
    words = {token.word for token in here.tokens[reading.first : reading.last + 1]}
    if "time" in reading.relations and words & _UNTIL:
        return Arrangement.SEPARATE_TIMES
    if "entrance" in reading.relations and "use" in words:
        return Arrangement.SEPARATE_ENTRANCES
    if len(sexes_named(here, reading.first, reading.last)) != 1 or "from" in words or not said & _ADMISSION:
        return reading.arrangement
    return reading.arrangement if _is_put_somewhere(here, reading) else Arrangement.SINGLE_SEX


def _is_put_somewhere(here: Sentence, reading: Reading) -> bool:
    """Whether people of one sex are put in a place, and denied nothing ("ladies just need to stop on the far side")."""
    group = next((i for i in range(reading.first, reading.last + 1) if sexes_named(here, i, i)), reading.last)
    if any(here.has(klass, reading.first, reading.last + 1) for klass in ("negation", "barring")):
        return False
    return here.has("placing", group, reading.last + 1) and any(
        here.has(klass, group, reading.last + 1) for klass in ("place", "direction")
    )


def _is_better_for_one(here: Sentence, reading: Reading) -> bool:
    """Whether one sex has the good and the other the bad of the same thing ("the new bats … the cracked ones")."""
    span = range(reading.first, reading.last + 1)
    good = any("superior" in here.classes[i] for i in span)
    return good and any("inferior" in here.classes[i] or here.tokens[i].word in ("one", "ones") for i in span)


def _is_barred_until(here: Sentence, reading: Reading) -> bool:
    """Whether one sex is barred until an hour ("no gentlemen before two o'clock")."""
    if reading.who not in ("women", "men") or "time" not in reading.relations:
        return False
    words = {here.tokens[i].word for i in range(reading.first, reading.last + 1)}
    return "no" in words and bool(words & {"before", "until", "till"})


def _is_sent_away(here: Sentence, reading: Reading) -> bool:
    """Whether one sex is told to be elsewhere while it is on ("knit and natter, husbands wait in the pub")."""
    said = " ".join(token.word for token in here.tokens[reading.first : reading.last + 1 + _TO_A_BAR])
    return any(f" {away} " in f" {said} " for away in _SENT_AWAY)


def _is_company_barred(here: Sentence, reading: Reading) -> bool:
    """Whether one sex may not bring or come with the other ("husbands may not accompany their wives")."""
    if reading.who != "each sex":
        return False
    span = range(reading.first, reading.last + 1)
    told = any(here.has(klass, reading.first, reading.last + 1) for klass in ("place", "direction", "entrance"))
    return not told and any(here.tokens[i].word in _COMPANY and here.has("negation", i - 3, i) for i in span)


def _is_by_the_hour(here: Sentence, reading: Reading, said: frozenset[str]) -> bool:
    """Whether each sex has its hour or turn, and neither a place of its own nor its food after the other's."""
    if _is_before_and_after(here, reading):
        return True
    if said & _SERVED:
        return False
    if reading.relations[:1] == ("turn",) and ("time" in reading.relations or "session" in said):
        return True
    return reading.who == "each sex" and "time" in reading.relations and not _has_places(here, reading)


def _is_before_and_after(here: Sentence, reading: Reading) -> bool:
    """Whether each sex has its turn on either side of an hour ("fathers before noon, mothers after"), and none eats first."""
    words = {here.tokens[i].word for i in range(reading.first, reading.last + 1)}
    served = any("serving" in here.classes[i] for i in range(reading.first, reading.last + 1))
    return reading.who == "each sex" and {"before", "after"} <= words and not served and not _has_places(here, reading)


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
        led = led and not (word == "reserved for" and here.has("place", reading.first, before))
        led = (
            led
            or (i > 0 and here.tokens[i].hyphened and here.tokens[i - 1].word == "all")
            or _is_all_that_are_taken(here, before)
        )
        barred = word == "no" and not any(here.has(klass, after, reading.last + 1) for klass in ("place", "direction"))
        if (barred or ((alone or led) and not _is_placed(here, after + alone))) and not _is_heard(here, after + alone):
            return True
    return False


def _is_all_that_are_taken(here: Sentence, i: int) -> bool:
    """Whether a verb of letting in stands at i after "only" ("we only take …")."""
    return here.tokens[i].word in _TAKEN and here.tokens[i - 1].word == "only" and i > 0


_TAKEN = rule_words("taken")


def _is_placed(here: Sentence, i: int) -> bool:
    """Whether what begins at i puts people somewhere ("in the main hall", "seats", "sit upstairs")."""
    if i < len(here.classes) and here.tokens[i].word in ("of", "from"):
        i += 3  # "women of the parish"
    if here.has("preposition", i, i + 1):
        return here.has("place", i + 1, i + 4) or here.has("direction", i + 1, i + 3)
    if here.has("modal", i, i + 1):
        return not here.has("admitting", i + 1, i + 3)
    if here.has("directing", i, i + 1):
        return here.has("placing", i + 1, i + 3)
    return any(
        here.has(klass, i, i + 1) for klass in ("place", "direction", "entrance", "placing", "auxiliary", "arrow")
    )


_TO_A_BAR = 5
_SENT_AWAY = rule_words("sent_away")
_COMPANY = rule_words("company_kept")
_SERVED = frozenset({"part_meal", "asking", "in_writing"})
_BARS = frozenset({"only", "barring", "negation", "one_sex_event"})
_ADMISSION = frozenset({"barring", "admitting"})
_PLACED = frozenset({"place", "direction", "barrier", "entrance"})
_LET_IN = frozenset({"admitting", "letting"})
_TWO_STATEMENTS = frozenset({"comma", "semicolon", "conjunction", "stop", "breaking", "colon", "dash"})


def _has_places(here: Sentence, reading: Reading) -> bool:
    """Whether a place is named after the first group ("pool: ladies 2 to 3, men 3 to 4" names one for all, before it)."""
    at = next((i for i in range(reading.first, reading.last + 1) if sexes_named(here, i, i)), reading.first)
    return any(here.has(klass, at, reading.last + 1) for klass in ("place", "direction", "barrier", "entrance"))


def _waits_for_the_other(here: Sentence, reading: Reading) -> bool:
    """Whether one sex is let in only when the other has been ("lads don't come in till the girls have gone")."""
    at = [i for i in range(reading.first, reading.last + 1) if sexes_named(here, i, i)]
    between = {here.tokens[i].word for i in range(at[0], at[-1])} if at else set()
    return reading.who == "each sex" and bool(between & _UNTIL) and not _has_places(here, reading)


def _bars_the_other(here: Sentence, reading: Reading) -> bool:
    """Whether it is for the one sex and the other is kept out, and nobody is given a place ("for women; men stay at home")."""
    known = here.classes[reading.first : reading.last + 1]
    said = frozenset[str]().union(*known)
    if said & _PLACED or "time" in reading.relations or "voice" in reading.relations:
        return False
    after = here.classes[reading.last + 1 : reading.last + 1 + _TO_A_BAR]
    if any("barring" in classes and "only" not in classes for classes in [*known, *after]):
        return True
    if not said & {"reserved", "only", "one_sex_event"}:
        return False
    return any(
        "negation" in classes
        and any(
            here.classes[k] & _LET_IN or here.tokens[k].word == "open" for k in range(i, min(i + 4, reading.last + 1))
        )
        for i, classes in enumerate(known, reading.first)
    )


def _keeps_from_the_other(here: Sentence, reading: Reading) -> bool:
    """Whether the one sex is denied something with the other, in one statement ("men must not talk to the women")."""
    known = here.classes[reading.first : reading.last + 1]
    if "negation" not in frozenset[str]().union(*known) or any(classes & {"barring", "reserved"} for classes in known):
        return False
    at = people_in(here, reading)
    return len(at) > 1 and not any(here.classes[k] & _TWO_STATEMENTS for k in range(at[0], at[-1]))


def _is_by_turns(here: Sentence, reading: Reading) -> bool:
    """Whether the other sex comes at another hour ("for the first hour women alone, then men may come in")."""
    if reading.who != "each sex" or not {"time", "turn"}.intersection(reading.relations):
        return False
    said = frozenset[str]().union(*here.classes[reading.first : reading.last + 1])
    return not said & (_SERVED | {"barring", "negation"})


def _is_heard(here: Sentence, i: int) -> bool:
    """Whether what begins at i is speaking or asking ("only men speak", "no woman may take the floor")."""
    return here.has("asking", i, i + 3)
