"""How far the words of a reading go: what an officer needs to read to learn who goes where.

From where its clause begins, without what only opens it, to the last word of the place, time or bar; with the matched
half beside it, and the clause before that hangs the screen.
"""

from dataclasses import replace

from .clauses import CLAUSE_BORDERS, Reading, Sentence, clause, sexes_named
from .vocabulary import Arrangement
from .words import rule_words

_CLAUSE_END = frozenset(
    {
        "comma",
        "semicolon",
        "stop",
        "question",
        "bracket",
        "contrast",
        "dash",
        "colon",
        "arrow",
        "subordinate",
        "tail",
        "mark",
    }
)
_OPENERS = frozenset({"opening", "adverb", "auxiliary", "asking_for", "determiner", "present", "conjunction"})
_OPENING_WORDS = rule_words("opening_words")
_BACK_TO_THEM = rule_words("back_to_them")
_IN_FORCE = rule_words("in_force")
_VERBAL = frozenset(
    {"auxiliary", "modal", "negation", "admitting", "barring", "letting", "placing", "adverb", "preposition", "determiner",
     "place", "entrance", "asking_to", "people"}
)  # fmt: skip
_DOING = frozenset({"admitting", "barring", "letting", "placing", "place", "entrance"})
_PAUSE = frozenset({"comma", "dash", "bracket", "semicolon", "slash", "conjunction", "contrast"})
_LABEL_SIGNS = frozenset({"comma", "colon", "dash", "arrow", "bracket", "slash"})
_LABELS = frozenset({"place", "direction", "entrance", "clock", "ordinal"})
_LISTING = frozenset({"colon", "dash", "arrow", "slash"})
_LABEL_ENDS = CLAUSE_BORDERS | {"auxiliary", "slash", "arrow"}
_LABELLING = _LABELS | {"number", "numeral", "determiner", "preposition", "NAME", "conjunction", "dash", "possessive"}
_PLANS = rule_words("plans")
_PLACED = frozenset({"place", "direction", "barrier"})
_WHEN = frozenset({"when", "once", "after", "while", "whilst"})
_ON_TO = frozenset({"to", "along", "near", "through", "up"})
_A_WHERE = frozenset({"i", "we", "you", "they", "he", "she"})
_ASKED = frozenset({"asking", "asking_to", "proposal", "asking_for"})
_SAYS_NO_MORE = frozenset({"stop", "question", "semicolon", "subordinate", "tail"})
_FEW_WORDS = 12
_A_HEAD = 3
_SHORT_REST = 5
_CLAUSE_LENGTH = 10
_VERB_LENGTH = 9
_LABEL_LENGTH = 7
_TO_THE_OTHER = 8
_TO_THE_HALF_BEFORE = 14
_TO_THE_BARRIER = 14


def stretched(sentence: Sentence, reading: Reading) -> Reading:
    """The reading to the borders of what it says."""
    whole = reading.arrangement is Arrangement.SINGLE_SEX and reading.who != "each sex" and bool(reading.relations)
    first, last = reading.first, reading.last
    if whole and first and _is_a_list(sentence, first, len(sentence.classes) - 1):
        first = 0
    if whole:
        last = _this_time(sentence, _bar_after(sentence, _verb_after(sentence, _more_of_them(sentence, last))))
        if any(sentence.has(klass, first, last + 1) for klass in ("barring", "negation")):
            last = _end_of_the_bar(sentence, last)
    else:
        last = _without_tail(sentence, last, _clause_end(sentence, last))
    sexes = sexes_named(sentence, first, last)
    if len(sexes) == 1 and not whole:
        last = _to_the_other(sentence, last, sexes)
        sexes = sexes_named(sentence, first, last)
    if len(sexes) == 1 and not whole:
        first = _half_before(sentence, first, sexes)
    if not whole:
        first, last = _label_before(sentence, first, last), _place_after(sentence, last)
    core, last = last, _back_to_them(sentence, last)
    if not reading.relations and any(sentence.has(klass, first, last + 1) for klass in _PLACED):
        reading = replace(reading, arrangement=Arrangement.SEPARATE_AREAS)
    if whole and any(sentence.has(klass, core + 1, last + 1) for klass in ("place", "direction")):
        reading = replace(reading, arrangement=Arrangement.SEPARATE_AREAS, relations=("place", *reading.relations))
    screen = _barrier_before(sentence, first)
    if screen < first and whole and not sentence.has("only", first, last + 1):
        last = _clause_end(sentence, last)
        reading = replace(reading, arrangement=Arrangement.SCREENED, relations=("barrier", *reading.relations))
    row = _place_before(sentence, first) if whole else None
    if row is not None:
        said = ("place", *reading.relations)
        return replace(reading, first=row, last=last, arrangement=Arrangement.SEPARATE_AREAS, relations=said)
    first = _two_of_a_kind_before(sentence, _clause_start(sentence, screen))
    return replace(reading, first=_without_head(sentence, first, last), last=last)


def shown(sentence: Sentence, first: int, last: int) -> tuple[int, int]:
    """What an officer is shown of a reading: from where its clause begins to the end of its sentence, or of its clause
    where that would add many words.

    A quotation that stops short of who goes where is worse than one with some words too many. Reasons and thanks are left out.
    """
    start, end = clause(sentence, first, last)[0], last
    while end + 1 < len(sentence.classes) and not sentence.classes[end + 1] & _SAYS_NO_MORE:
        end += 1
    if _words(sentence, last + 1, end + 1) > _FEW_WORDS:
        end = clause(sentence, first, last)[1] - 1
    while start < first and not sentence.tokens[start].word[-1].isalnum():
        start += 1
    while end > last and not sentence.tokens[end].word[-1].isalnum():
        end -= 1
    return start, end


def _words(sentence: Sentence, start: int, end: int) -> int:
    """How many words stand in a stretch, names left out: whose they are makes no difference."""
    return sum(token.word[0].isalpha() and not token.capital for token in sentence.tokens[start:end])


def _without_head(sentence: Sentence, first: int, last: int) -> int:
    """Where a stretch begins without what only leads to it, as far as no comma parts them.

    "The plan is ⟦men left and women right⟧", "when the film begins ⟦the women move back⟧", "ushers are told to ⟦send men …⟧".
    """
    group = next((i for i in range(first, last + 1) if sexes_named(sentence, i, i)), first)
    led = range(first, group)
    if any(sentence.classes[i] & CLAUSE_BORDERS for i in led):
        return first
    start = _after_who_asks(sentence, first, group)
    if start is not None or len(led) < _A_HEAD:
        return first if start is None else start
    while group > first and "determiner" in sentence.classes[group - 1]:
        group -= 1
    words = [sentence.tokens[i].word for i in range(first, group)]
    if words and ((words[-1] in ("is", "are", "be") and _PLANS.intersection(words)) or words[0] in _WHEN):
        return group if len(words) >= _A_HEAD else first
    told = next((i for i in led if "asking_to" in sentence.classes[i] and sentence.tokens[i + 1].word == "to"), None)
    by_staff = told is not None and any(sentence.has(klass, first, told) for klass in ("staff", "showing"))
    return told + 2 if told is not None and by_staff and told + 2 < group + 1 else first


def _after_who_asks(sentence: Sentence, first: int, group: int) -> int | None:
    """Where what is asked for begins ("asked that ⟦no woman …⟧"), or what we do at what ("for the talk we ⟦take girls …⟧")."""
    for i in range(group - 1, first - 1, -1):
        word = sentence.tokens[i].word
        if (word == "that" and sentence.classes[i - 1] & _ASKED) or (
            word[-5:] == " that" and sentence.classes[i] & _ASKED
        ):
            return i + 1
        if word == "we" and not any(
            sentence.classes[k] & _LABELS or "barrier" in sentence.classes[k] for k in range(first, i)
        ):
            return i + 1
    return None


def _end_of_the_bar(sentence: Sentence, last: int) -> int:
    """The end of what a bar goes on with in its clause ("needn't bother ⟦turning up⟧", "don't come ⟦to this one⟧")."""
    start = last + 1
    if start >= len(sentence.classes) or not (
        sentence.tokens[start].word in _ON_TO or sentence.tokens[start].word.endswith("ing")
    ):
        return last
    for end in range(start, min(start + _SHORT_REST, len(sentence.classes))):
        if sentence.classes[end] & (_CLAUSE_END | {"conjunction", "clock", "number", "reserved"}):
            return end - 1
    return len(sentence.classes) - 1 if len(sentence.classes) <= start + _SHORT_REST else last


def _more_of_them(sentence: Sentence, last: int) -> int:
    """The end of a list of people that a bar goes on with ("no daughters⟦, nieces or sweethearts⟧")."""
    sexes, end = sexes_named(sentence, last, last), last
    while end + 2 < len(sentence.classes) and sentence.classes[end + 1] & {"comma", "conjunction"}:
        named = sexes_named(sentence, end + 2, end + 2)
        if not sexes or (named != sexes and not (end > last and "company" in sentence.classes[end + 2])):
            break
        end += 2
    return end


def _this_time(sentence: Sentence, last: int) -> int:
    """The end of what only says that it is so this time ("no brothers ⟦this one⟧", "no gentlemen ⟦this month⟧")."""
    end = last + 2
    ended = end + 1 == len(sentence.classes) or (
        end + 1 < len(sentence.classes) and bool(sentence.classes[end + 1] & CLAUSE_BORDERS)
    )
    return end if ended and sentence.tokens[last + 1].word == "this" else last


def _verb_after(sentence: Sentence, last: int) -> int:
    """The end of what those let in or kept out do ("only women ⟦take to the water⟧", "no men ⟦are to be brought in⟧")."""
    end, found = last, last
    while end + 1 < min(last + _VERB_LENGTH, len(sentence.classes)) and sentence.classes[end + 1] & _VERBAL:
        end += 1
        if sentence.classes[end] & _DOING:
            found = end
    return found


def _bar_after(sentence: Sentence, last: int) -> int:
    """The end of the short clause that follows and bars the other sex ("girls only, no lads")."""
    start = last + 1
    while start < len(sentence.classes) and start - last < 3 and sentence.classes[start] & _PAUSE:
        start += 1
    if start > last + 1 and start < len(sentence.classes) and "barring" in sentence.classes[start]:
        return _verb_after(sentence, start)  # "sorry fellas, not for you"
    scope = range(start, min(start + 4, len(sentence.classes)))
    barred = next((j for j in scope if sentence.classes[j] & {"negation", "barring"}), None)
    named = next((j for j in scope if sexes_named(sentence, j, j)), None)
    if barred is None or named is None or any(sentence.classes[j] & _PAUSE for j in range(start, max(barred, named))):
        return last
    return _verb_after(sentence, max(barred, named))


def _label_before(sentence: Sentence, first: int, last: int) -> int:
    """Where the place or time begins that a group stands after as after a label ("Hardie Room (men)", "mornings: ladies")."""
    if first < 2 or not sentence.classes[first - 1] & _LABEL_SIGNS:
        return first
    if first < _LABEL_LENGTH and len(sexes_named(sentence, first, last)) > 1 and _is_a_list(sentence, first, last):
        return 0
    start = first - 1
    while start > max(first - _LABEL_LENGTH, 0) and sentence.classes[start - 1] & _LABELLING:
        start -= 1
    return start if any(sentence.classes[j] & _LABELS for j in range(start, first - 1)) else first


def _is_a_list(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a label of whatever words begins the sentence, and another of the second sex ("By the fridge: gents. By …")."""
    link = sentence.classes[first - 1] & _LISTING
    after = any(sentence.classes[j] & link and sexes_named(sentence, j + 1, j + 2) for j in range(first + 1, last))
    return bool(link) and after and not any(sentence.classes[j] & _LABEL_ENDS for j in range(first - 1))


def _place_after(sentence: Sentence, last: int) -> int:
    """The end of what only says more of the place after a comma or sign ("brothers' tables, ⟦window side⟧")."""
    end = last + 1
    while end < len(sentence.classes) and end - last < 3 and sentence.classes[end] & _LABEL_SIGNS:
        end += 1
    if end == last + 1:
        return last
    stop = end
    while stop < min(end + _LABEL_LENGTH, len(sentence.classes)) and sentence.classes[stop] & _LABELLING:
        stop += 1
    ended = stop == len(sentence.classes) or bool(sentence.classes[stop] & CLAUSE_BORDERS)
    return stop - 1 if ended and any(sentence.classes[j] & _LABELS for j in range(end, stop)) else last


def _clause_end(sentence: Sentence, last: int) -> int:
    """The last token of the clause that goes on after a stretch; the stretch's own where it runs on too long."""
    for j in range(last + 1, min(last + 1 + _CLAUSE_LENGTH, len(sentence.classes))):
        ends = sentence.classes[j] & _CLAUSE_END or "choosing" in sentence.classes[j]
        where = (
            sentence.tokens[j].word == "where"
            and sentence.tokens[min(j + 1, len(sentence.tokens) - 1)].word in _A_WHERE
        )
        parts = "conjunction" in sentence.classes[j] and not sexes_named(sentence, j, j + 2)
        if ends or where or (parts and not _goes_on_to_place(sentence, j)):
            return j - 1
    return len(sentence.classes) - 1 if len(sentence.classes) <= last + 1 + _CLAUSE_LENGTH else last


def _goes_on_to_place(sentence: Sentence, j: int) -> bool:
    """Whether the word after "and" puts them somewhere ("given a band ⟦and put round the east bench⟧")."""
    if sentence.tokens[j].word != "and" or not sentence.has("placing", j + 1, j + 2):
        return False
    if sentence.tokens[j - 1].word == "been":
        return True  # "once the ladies have been and sat down"
    return any(sentence.has(klass, j + 2, j + 6) for klass in ("place", "direction"))


def _without_tail(sentence: Sentence, core: int, last: int) -> int:
    """The end of a clause without what says nothing more ("will be in use", "is required", "please")."""
    rest = range(core + 1, last + 1)
    if any(token.word in _WHEN for token in sentence.tokens[max(core - 2, 0) : core]):
        return last  # "once the ladies ⟦are done⟧"
    if all("auxiliary" in sentence.classes[i] or sentence.tokens[i].word in _IN_FORCE for i in rest):
        return core
    while last > core and "tag" in sentence.classes[last]:
        last -= 1
    return last


def _to_the_other(sentence: Sentence, last: int, sexes: frozenset[str]) -> int:
    """The end of the matched half that follows ("men ask aloud; women hand up slips")."""
    for j in range(last + 1, min(last + _TO_THE_OTHER, len(sentence.classes))):
        if sexes_named(sentence, j, j) - sexes:
            return _clause_end(sentence, j)
    return last


def _half_before(sentence: Sentence, first: int, sexes: frozenset[str]) -> int:
    """Where a matched half before a stretch begins; the stretch's own beginning where there is none."""
    partings = 0
    for j in range(first - 1, max(first - _TO_THE_HALF_BEFORE, -1), -1):
        if sentence.classes[j] & {"stop", "question"} or partings > 1:
            return first
        if partings and "negation" in sentence.classes[j]:
            return first  # "it's not a boys' club, the girls have …"
        partings += bool(sentence.classes[j] & {"comma", "semicolon", "contrast"})
        if sexes_named(sentence, j, j) - sexes:
            return j
    return first


def _back_to_them(sentence: Sentence, last: int) -> int:
    """The end of the next clause where it says more of the same people ("…, the upper tier is theirs", "…, not after")."""
    if last + 1 >= len(sentence.classes) or not sentence.classes[last + 1] & {"comma", "semicolon", "breaking", "stop"}:
        return last
    end = _clause_end(sentence, last + 1)
    told = any(sentence.tokens[i].word in _BACK_TO_THEM for i in range(last + 2, end + 1))
    return end if told or sentence.has("between", last + 2, end + 1) else last


def _barrier_before(sentence: Sentence, first: int) -> int:
    """Where the clause before begins, if it hangs the screen ("drape across at row ten, women beyond it")."""
    for j in range(first - 1, max(first - _TO_THE_BARRIER, -1), -1):
        hangs_it_so = sentence.tokens[j].word in ("so", "so that")  # "hang sheets so the ladies are not seen"
        if sentence.classes[j] & {"stop", "question", "semicolon", "breaking"} and not hangs_it_so:
            return first
        if sexes_named(sentence, j, j):
            return first
        if "barrier" in sentence.classes[j]:
            return j
    return first


def _place_before(sentence: Sentence, first: int) -> int | None:
    """Where a place begins that a clause with no place of its own is said of ("the last rows, which are kept for ladies")."""
    start = first
    while start > max(first - _CLAUSE_LENGTH, 0) and not _is_border(sentence, start - 1):
        start -= 1
    if start < 2 or "comma" not in sentence.classes[start - 1] or not sentence.has("reserved", start, start + 3):
        return None
    at = start - 2
    if not sentence.has("place", at - 1, at + 1):
        return None
    low = max(at - _CLAUSE_LENGTH, 0)
    while at > low and not sentence.classes[at - 1] & _CLAUSE_END and not sexes_named(sentence, at - 1, at - 1):
        at -= 1
    while at < start - 2 and (sentence.classes[at] & _OPENERS or sentence.tokens[at].word in _OPENING_WORDS):
        at += 1
    return at


def _two_of_a_kind_before(sentence: Sentence, first: int) -> int:
    """Where the two places begin of which one is for each ("two rooms please, one for the lads and one for the lasses")."""
    if sentence.tokens[first].word not in ("one", "for"):
        return first
    for j in range(first - 1, max(first - _TO_THE_BARRIER, -1), -1):
        if sentence.classes[j] & {"stop", "question", "semicolon"} or sexes_named(sentence, j, j):
            return first
        if sentence.tokens[j].word in ("two", "2", "both"):
            return j
    return first


def _clause_start(sentence: Sentence, first: int) -> int:
    """Where the clause of a stretch begins, after what only opens it ("please", "there will be", "we ask that")."""
    start = first
    while start > max(first - _CLAUSE_LENGTH, 0) and not _is_border(sentence, start - 1):
        start -= 1
    while start < first and (sentence.classes[start] & _OPENERS or sentence.tokens[start].word in _OPENING_WORDS):
        start += 1
    return first if "preposition" in sentence.classes[start] else start


def _is_border(sentence: Sentence, i: int) -> bool:
    word, classes = sentence.tokens[i].word, sentence.classes[i]
    return bool(classes & (CLAUSE_BORDERS | {"mark", "subordinate", "NAME"})) or word == "that"
