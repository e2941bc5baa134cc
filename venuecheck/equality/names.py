"""Names, those that hold a word for a sex among them ("Brother Luke", "Women's Institute"): one token, that arranges nobody.

Read from capitals and from what stands beside them, never from a list of names: who is named must make no difference.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from .words import Classes, Token, rule_words

_SEXED = frozenset(
    [
        "women",
        "men",
        "woman",
        "man",
        "adjective_women",
        "adjective_men",
        "possessive_women",
        "possessive_men",
        "letter_women",
        "letter_men",
    ]
)
_JOINS = frozenset({"of", "the", "and", "&", "y", "'s", "ap", "de", "la", "al", "e", "bin", "ibn"})
_COMMON = frozenset(
    [
        "place",
        "direction",
        "entrance",
        "session",
        "clock",
        "barrier",
        "preposition",
        "auxiliary",
        "only",
        "placing",
        "separate",
        "segregation",
        "negation",
        "admitting",
        "conjunction",
        "determiner",
        "people",
        "company",
        "number",
        "numeral",
        "ordinal",
        "adverb",
        "asking",
        "reserved",
        "layout",
        "together",
        "sexes",
        "according",
        "serving",
        "barrier_between_sexes",
        "segregation_custom",
        "toilet",
        "staff",
        "opening",
        "adverb",
        "choosing",
        "goods",
        "performer",
        "team",
        "body",
        "choosing",
        "part_talk",
        "part_meal",
        "unrelated",
        "in_writing",
        "openers_of_subject",
        "subject_link",
    ]
)
_TITLES = frozenset({"pronoun_women", "pronoun_men"})
_SAYS_MORE = frozenset(["only", "barring", "segregation", "negation"])
_OWNED = frozenset(["placing", "performer", "serving"])
"""What is a doing elsewhere is a place after "'s" ("Gentlemen's Walk", "Ladies' Parade")."""
_QUOTES = frozenset("'\"‘’“”«»")
_THEIRS = rule_words("of_a_body")


def sentences_without_stop(tokens: list[Token], classes: Classes) -> Iterator[list[Token]]:
    """Parts a sentence where a capitalised opening word follows a word in small letters ("… upstairs Contact: …")."""
    start = 0
    for i in range(1, len(tokens)):
        if (
            tokens[i].capital
            and not tokens[i].shouted
            and "opening" in classes.of(tokens[i].sign)
            and tokens[i - 1].word[-1].isalnum()
            and (tokens[i - 1].shouted or not tokens[i - 1].capital)
            and not classes.of(tokens[i - 1].sign) & {"preposition", "determiner", "conjunction", "possessive"}
        ):
            yield tokens[start:i]
            start = i
    yield tokens[start:] if start else tokens


def mark_names(tokens: list[Token], classes: Classes, name: str) -> list[Token]:
    """The tokens with each name taken together as one that has the sign of a name."""
    if not any(t.capital for t in tokens) or _is_shouted(tokens):
        return tokens
    made: list[Token] = []
    i = 0
    while i < len(tokens):
        if not tokens[i].capital or _is_a_work(tokens, i, classes):
            made.append(tokens[i])
            i += 1
            continue
        end = _run_end(tokens, i)
        first, last = (
            (i, end) if _is_named_after(made, tokens, i, end, classes, name) else _name_in(tokens, i, end, classes)
        )
        made.extend(tokens[i:first])
        if last >= first:
            made.append(Token(tokens[first].start, tokens[last].end, "\N{MIDDLE DOT}name", name, capital=True))
        i = max(last + 1, first)
    return made


def _is_named_after(made: list[Token], tokens: list[Token], i: int, j: int, classes: Classes, name: str) -> bool:
    """Whether capitals after a name and a comma say for whom somebody speaks ("Contact: Gus Tait, History Society")."""
    listed = len(made) > 1 and made[-1].word == "," and made[-2].sign == name
    return listed and j > i and not any(classes.of(tokens[k].sign) & _SEXED for k in range(i, j + 1))


def _is_a_work(tokens: list[Token], i: int, classes: Classes) -> bool:
    """Whether a work or a talk begins a sentence, with what it is about after it ("Slides of Turkish baths")."""
    if i or len(tokens) < 2 or tokens[1].word not in ("of", "on", "about"):
        return False
    return bool(classes.of(tokens[0].sign) & {"subject_noun", "subject"})


def _is_shouted(tokens: list[Token]) -> bool:
    words = [t for t in tokens if t.word[0].isalpha()]
    return bool(words) and 2 * sum(t.shouted for t in words) > len(words)


def _run_end(tokens: list[Token], i: int) -> int:
    """The last token of the run of capitals that starts here, small words and hyphens between them included."""
    last = j = i
    while j + 1 < len(tokens):
        j += 1
        if tokens[j].capital or (tokens[j].hyphened and j - 1 == last):
            last = j
        elif tokens[j].word not in _JOINS or j - last > 2:
            break
    return last


def _name_in(tokens: list[Token], i: int, j: int, classes: Classes) -> tuple[int, int]:
    """First and last token of the name in a run of capitals, "School gym" whole; (j + 1, j) where there is none."""
    first, last = _capitals_of_name(tokens, i, j, classes)
    if last < first or first == 0 or tokens[first - 1].word != "at":
        return first, last
    end = last
    for k in range(last + 1, min(last + 4, len(tokens))):
        known = classes.of(tokens[k].sign)
        if tokens[k].capital or not known & {"place", "direction", "unknown", "possessive"}:
            break
        end = k if known & {"place", "direction"} else end
    return first, end


def _capitals_of_name(tokens: list[Token], i: int, j: int, classes: Classes) -> tuple[int, int]:
    known = [classes.of(tokens[k].sign) for k in range(i, j + 1)]
    if i == j and tokens[i].shouted and known[0] & _SAYS_MORE:
        return j + 1, j  # "it is NOT for ladies only"
    if all(c & _TITLES for k, c in enumerate(known, i) if tokens[k].capital):
        return j + 1, j  # "a Mr", "Mrs or Miss"
    sexed = any(c & _SEXED for c in known)
    strange = any(
        tokens[k].capital
        and len(tokens[k].word) > 1
        and not known[k - i] & _SEXED
        and not known[k - i] & (_COMMON - _OWNED if tokens[k - 1].word == "'s" else _COMMON)
        and tokens[k].word[0].isalpha()
        for k in range(i, j + 1)
    )
    if j + 1 < len(tokens) and known[-1] & _SEXED and _is_of_a_body(tokens, i, j, classes):
        return (i, j) if strange else (j, j)
    quoted = i > 0 and j > i and j + 1 < len(tokens) and tokens[i - 1].word in _QUOTES and tokens[j + 1].word in _QUOTES
    if quoted:
        return i, j
    if i > 0 and j > i and tokens[i].word == "the" and tokens[i - 1].word in _BEFORE_A_HOUSE and known[-1] & _SEXED:
        return i, j  # "at The Quiet Woman"
    numbered = j + 1 < len(tokens) and tokens[j].word == "no" and tokens[j + 1].word[0].isdigit()  # "Lodge No. 172"
    if sexed and any(c & _SAYS_MORE for c in (known[:-1] if numbered else known)):
        return j + 1, j
    if sexed and j > i and "body" in known[-1] and tokens[j].capital:
        return i, j
    if (
        i > 0
        and tokens[i - 1].word in _BEFORE_A_NAME
        and not sexed
        and (strange or j > i or tokens[i - 1].word == "at")
    ):
        return i, j
    if strange and (i > 0 or (j > i and (sexed or _is_person(tokens, i, j)))):
        return i, j
    return j + 1, j


def _is_of_a_body(tokens: list[Token], i: int, j: int, classes: Classes) -> bool:
    """Whether what follows a capitalised word for people makes it a body's ("Brethren fellowship", "this Brethren dinner")."""
    this = i > 0 and tokens[i - 1].word == "this" and bool(classes.of(tokens[j + 1].sign) & _EVENTS)
    return tokens[j + 1].word in _THEIRS or this


_EVENTS = frozenset({"occasion", "part_meal", "part_talk", "part_class", "session"})


def _is_person(tokens: list[Token], i: int, j: int) -> bool:
    return all(tokens[k].capital or tokens[k].word in _JOINS for k in range(i, j + 1))


_BEFORE_A_HOUSE = frozenset({"at", "in", "from", "to", "outside", "behind", "past", "near"})
_BEFORE_A_NAME = frozenset({"at", "with", "by", "from", "of", "for"})


_LETTERS = frozenset({"letter_women", "letter_men"})
_LETTERED = rule_words("lettered")


def set_labels_aside(tokens: list[Token], classes: Classes) -> list[Token]:
    """The tokens with letters that are labels read as numbers: "row F", "A–F", "Fs to Ms", "rows M and F".

    A letter that follows a number, or stands alone, may be short for a sex ("door 1 M, door 2 F", "60 chairs f").
    """
    number, made = classes.sign({"number"}), _counted(tokens, classes)
    for i, token in enumerate(tokens):
        is_letter = len(token.word) == 1 and token.word.isalpha()
        if is_letter and (token.capital or classes.of(token.sign) & _LETTERS) and _is_label(made, i, classes):
            made[i] = replace(token, word=token.word.upper(), sign=number)
    return made


def without_counts(tokens: list[Token], classes: Classes) -> list[Token]:
    """The tokens without a number in brackets after people: "women (25) side hall"."""
    dropped: set[int] = set()
    for i in range(1, len(tokens) - 2):
        bracketed = tokens[i].word in ("(", "[") and tokens[i + 2].word in (")", "]")
        if bracketed and "number" in classes.of(tokens[i + 1].sign) and classes.of(tokens[i - 1].sign) & _SEXED:
            dropped |= {i, i + 1, i + 2}
    return [token for i, token in enumerate(tokens) if i not in dropped] if dropped else tokens


_COUNTED = re.compile(r"\d+([mfw])")


def _counted(tokens: list[Token], classes: Classes) -> list[Token]:
    """The tokens with "40m" and "30f" read as letters for the sexes, where both stand in one sentence; else 40m is a length."""
    counted = {i: found[1] for i, token in enumerate(tokens) if (found := _COUNTED.fullmatch(token.word))}
    if "m" not in counted.values() or len(set(counted.values())) == 1:
        return list(tokens)
    signs = {letter: classes.sign({"letter_men" if letter == "m" else "letter_women"}) for letter in "mfw"}
    return [replace(token, sign=signs[counted[i]]) if i in counted else token for i, token in enumerate(tokens)]


def _is_label(tokens: list[Token], i: int, classes: Classes) -> bool:
    """Whether the letter at i names a row, a door or a stretch of the alphabet."""
    if i and tokens[i - 1].word in _LETTERED and not (i > 1 and "number" in classes.of(tokens[i - 2].sign)):
        return True
    if i > 1 and tokens[i - 1].word in ("and", "or", "to", "-", "–", "&", ",") and tokens[i - 2].word.isupper():
        return True  # the letter before was a label
    if _is_short_for_another(tokens, i, classes) or _is_a_firm(tokens, i):
        return True
    dashes = ("-", "–", "—", "to")
    beside = [
        tokens[k + (1 if k > i else -1)].word
        for k in (i - 1, i + 1)
        if 0 < k < len(tokens) - 1 and tokens[k].word in dashes
    ]
    return any(len(word) == 1 and word.isalpha() for word in beside)


def _is_a_firm(tokens: list[Token], i: int) -> bool:
    """Whether the letter at i is one of two that a firm is called by ("M & F Catering")."""
    last = i + 2 if i + 2 < len(tokens) and tokens[i + 1].word == "&" else i
    joined = last > i or (i > 1 and tokens[i - 1].word == "&" and len(tokens[i - 2].word) == 1)
    named = last + 1 < len(tokens) and tokens[last + 1].capital and not tokens[last + 1].shouted
    return joined and len(tokens[last].word) == 1 and named


def _is_short_for_another(tokens: list[Token], i: int, classes: Classes) -> bool:
    """Whether a letter is said to be short for another word than one for a sex ("F is front", "M for marmalade")."""
    k = i + 1
    while k < min(i + 4, len(tokens)) and tokens[k].word in _STANDS_FOR:
        k += 1
    if k == i + 1 or k >= len(tokens):
        return False
    return tokens[k].word[0] == tokens[i].word[0].lower() and not classes.of(tokens[k].sign) & _SEXED


_STANDS_FOR = rule_words("stands_for")
