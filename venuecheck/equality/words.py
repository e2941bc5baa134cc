"""The words of a text and the classes they belong to.

A text becomes tokens that keep their place in it as typed: code-point offsets, whatever the spaces, quotes, mark-up or
width of letters. Each token carries one character that stands for the set of classes its word has in `data/*.toml`, so
that a run of words is a short string and a rule over classes is a pattern over that string.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
VOCABULARIES = ("groups", "places", "acts", "context")

_INVISIBLE = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufe0e\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
)
_QUOTE = "'’‘ʼ`´＇"
_WORD = rf"[^\W_](?:[^\W_]|[{_INVISIBLE}\u0300-\u036f\u0900-\u0dff]|[{_QUOTE}](?=[^\W_]))*"
_TOKEN = re.compile(
    rf"(?P<tag><[^<>]{{0,300}}>)|(?P<entity>&(?:[a-zA-Z]{{2,8}}|\#\d{{1,6}});)|(?P<word>{_WORD})"
    r"|(?P<line>[\r\n\u2028\u2029\v\f]+)"
    rf"|(?P<other>(?P<picture>[\u2600-\U0001faff>=~→»|-])(?:[{_INVISIBLE}]*(?P=picture))*|\S)"
)
_BLOCK_TAG = re.compile(r"</?(?:p|br|div|li|ul|ol|tr|td|th|h[1-6]|table|section)\b", re.IGNORECASE)
_ENTITIES = {"&amp;": "&", "&ndash;": "–", "&mdash;": "–", "&rsquo;": "'", "&lsquo;": "'", "&apos;": "'"}
_ENTITIES |= {"&#39;": "'", "&#8217;": "'", "&quot;": '"', "&ldquo;": '"', "&rdquo;": '"', "&colon;": ":"}
_PUNCTUATION = {
    ",": "comma", "،": "comma", "、": "comma", ";": "semicolon", "؛": "semicolon", ":": "colon", "：": "colon",
    "–": "dash", "—": "dash", "-": "dash", "−": "dash", "~": "dash", "→": "arrow", "←": "arrow", "=": "arrow", ">": "arrow",
    "»": "arrow", "›": "arrow", "⇒": "arrow", "➔": "arrow", "➜": "arrow", "►": "arrow", "▶": "arrow", "¦": "slash",
    "/": "slash", "|": "slash", "\\": "slash", "&": "conjunction", "+": "conjunction", "(": "bracket", ")": "bracket",
    "[": "bracket", "]": "bracket", "•": "stop", "·": "stop", "*": "stop", ".": "stop", "!": "stop", "?": "question",
    "…": "stop", "。": "stop", "؟": "question", "@": "preposition", "%": "figures", "#": "number", "£": "money",
}  # fmt: skip
_SPELT = re.compile(r"(?<!\w)[^\W\d_](?:([ .\-_*·•~/])[^\W\d_])(?:\1[^\W\d_]){1,15}(?!\w)|(?<!\w)\w*[\d@$*!]\w+")
"""Letters set apart ("w.o.m.e.n", "g a l s"), or other signs among them ("l@dies", "m3n")."""
_LOOKALIKE = str.maketrans("аеорсухіѕмтнквοαειντ", "aeopcyxismthkboaeivt")  # letters pasted into Latin words
_SMALL_CAPITALS = str.maketrans("ᴀʙᴄᴅᴇғꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdeffghijklmnoprstuvwyz")
_FIGURES = str.maketrans("013457@$!", "oieastasi")
_GROUPS = frozenset({"women", "men", "possessive_women", "possessive_men"})
_PEOPLE = frozenset({"women", "men"})
_VOWELS = "aeiou"
_DRAWN_OUT = re.compile(r"(.)\1{2,}")
_LONGEST_WORD = 40
_LONGEST_PHRASE = 5
_PRIVATE = 0xE000
_HOUR = re.compile(r"\d{1,2}(?:am|pm)")
_NEARLY_NOW = 2020
"""Years before this one are told of as past."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign: where it stands in the text as typed, its plain form, and the character of its class set."""

    start: int
    end: int
    word: str
    sign: str
    capital: bool = False
    shouted: bool = False
    hyphened: bool = False


class Classes:
    """The alphabet: one character for each set of classes that a word of the vocabularies can have."""

    def __init__(self) -> None:
        self._signs: dict[frozenset[str], str] = {}
        self._members: dict[str, frozenset[str]] = {}

    def sign(self, classes: Iterable[str]) -> str:
        """The character of a set of classes."""
        key = frozenset(classes)
        sign = self._signs.get(key)
        if sign is None:
            sign = self._signs[key] = chr(_PRIVATE + len(self._signs))
            self._members[sign] = key
        return sign

    def of(self, sign: str) -> frozenset[str]:
        """The classes that a character stands for."""
        return self._members[sign]

    def every(self, name: str) -> str:
        """All characters whose set holds the class, to stand between square brackets in a pattern."""
        return "".join(sign for key, sign in self._signs.items() if name in key)


def read_vocabulary(name: str) -> dict[str, list[str]]:
    """A data file as {class: words and phrases}, lower-case."""
    with (DATA / f"{name}.toml").open("rb") as file:
        raw = tomllib.load(file)
    return {key: [w for part in text.split(",") if (w := " ".join(part.split()))] for key, text in raw.items()}


@cache
def _all_rule_words() -> dict[str, list[str]]:
    return read_vocabulary("rules")


def rule_words(name: str) -> frozenset[str]:
    """A small set of words that one rule looks for by themselves (`data/rules.toml`)."""
    return frozenset(_all_rule_words()[name])


@dataclass(frozen=True)
class Lexicon:
    """Every word and phrase of the vocabularies with its classes."""

    words: dict[str, frozenset[str]]
    phrases: dict[str, dict[tuple[str, ...], frozenset[str]]]
    misspelt: dict[str, str]

    def classes(self, word: str) -> frozenset[str]:
        """The classes of one word; of none if it stands in no list."""
        return self.words.get(word, frozenset())


def _forms(entry: str) -> str:
    return " ".join(entry.replace("-", " ").replace("&", " & ").replace("’", "'").split())


def build_lexicon(literals: Iterable[str], without: tuple[str, str] | None = None) -> Lexicon:
    """Read the vocabularies; a literal word of the grammar becomes a class of its own ("'word").

    `without` leaves one (class, word) out, or a whole class where the word is empty, so that tests can take it away.
    """
    found: dict[str, set[str]] = {}
    for name in VOCABULARIES:
        for klass, entries in read_vocabulary(name).items():
            for entry in entries:
                if without is not None and without[0] == klass and without[1] in ("", entry):
                    continue
                found.setdefault(_forms(entry), set()).add(klass)
    for literal in literals:
        found.setdefault(literal, set()).add(f"'{literal}")
    words: dict[str, frozenset[str]] = {}
    phrases: dict[str, dict[tuple[str, ...], frozenset[str]]] = {}
    for entry, classes in found.items():
        parts = tuple(split_possessive(entry))
        if len(parts) == 1:
            words[parts[0]] = frozenset(classes)
        else:
            phrases.setdefault(parts[0], {})[parts] = frozenset(classes)
    slips = _misspellings(words)
    return Lexicon(words | _plurals(words, slips), phrases, slips)


def _plurals(words: dict[str, frozenset[str]], taken: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """The regular plural of every listed thing, player, place or barrier, where no list has it for another meaning."""
    found: dict[str, frozenset[str]] = {}
    for word, classes in words.items():
        if not classes & _COUNTED or not classes <= _COUNTED or not word.isalpha() or len(word) < 4:
            continue
        plural = _plural(word)
        if plural not in words and plural not in taken:
            found[plural] = classes
    return found


def _plural(word: str) -> str:
    if word.endswith(("s", "x", "ch", "sh")):
        return word + "es"
    return word[:-1] + "ies" if word.endswith("y") and word[-2] not in "aeiou" else word + "s"


_COUNTED = frozenset({"goods", "sexed_thing", "performer", "staff", "dress", "place", "entrance", "barrier", "people"})
"""Classes of what can be counted."""


def split_possessive(entry: str) -> Iterator[str]:
    """The words of a phrase as the reader of texts parts them: "men's bar" is men, ', bar."""
    for word in entry.split():
        if word.endswith("'s") and len(word) > 3 and word not in _KEPT:
            yield from (word[:-2], "'s")
        elif word.endswith("s'") and len(word) > 3:
            yield from (word[:-1], "'s")
        else:
            yield word


_KEPT = frozenset({"it's", "let's", "that's", "there's", "she's", "he's", "who's", "what's", "here's", "where's"})


def _misspellings(words: dict[str, frozenset[str]]) -> dict[str, str]:
    """Words one slip away from a word that must not be missed: a letter left out, doubled, added or turned about."""
    spelling = read_vocabulary("spelling")
    real = frozenset(spelling["real_words"])
    found: dict[str, str] = {}
    for right in spelling["must_not_miss"]:
        if right not in words:
            continue
        for i in range(1, len(right)):
            slips = {right[:i] + right[i + 1 :], right[:i] + right[i] + right[i:]}
            if i + 1 < len(right):
                slips.add(right[:i] + right[i + 1] + right[i] + right[i + 2 :])
            slips |= {right[:i] + c + right[i + 1 :] for c in ("aeiousctrn" if len(right) > 6 else "aeiou")}
            if len(right) > 6:
                slips |= {right[:i] + c + right[i:] for c in "aeioushr"}
            for slip in slips:
                if slip not in words and slip not in real and len(slip) > 3:
                    found.setdefault(slip, right)
    return found


def _respelt(word: str) -> str:
    """A word with the letters that stand for the sound of others put back: "jentz" is gents, "dorterz" nothing known."""
    soft = "g" + word[1:] if word[:2] in ("je", "ji") else word
    if soft.endswith("eez"):
        return soft[:-3] + "ies"
    return soft[:-1] + "s" if soft.endswith("z") else soft


@lru_cache(maxsize=50_000)
def plain(word: str) -> str:
    """A word in lower case, in plain letters, without what cannot be seen. Long ones are cut first: they are no words."""
    short = word[:_LONGEST_WORD]
    if short.isascii():
        return short.lower().replace("`", "'")
    folded = unicodedata.normalize("NFKC", short).lower().translate(_SMALL_CAPITALS)
    folded = folded.translate(_LOOKALIKE) if any("a" <= c <= "z" for c in folded) else folded
    return "".join("'" if c in _QUOTE else c for c in folded if c not in _INVISIBLE)


class Reader:
    """Parts a text into sentences of tokens."""

    def __init__(self, lexicon: Lexicon, classes: Classes) -> None:
        self.lexicon, self.classes = lexicon, classes
        for known in lexicon.words.values():
            classes.sign(known)
        for by_first in lexicon.phrases.values():
            for known in by_first.values():
                classes.sign(known)
        self._abbreviations = frozenset(read_vocabulary("spelling")["abbreviations"])
        self._unknown = classes.sign({"unknown"})
        self._participle = classes.sign({"unknown", "participle"})
        self._number = classes.sign({"number"})
        self._distance = classes.sign({"number", "team"})
        self._hour = classes.sign({"number", "clock"})
        self._year = classes.sign({"number", "year"})
        self._possessive = classes.sign({"possessive"})
        self._marks = {mark: classes.sign({name}) for mark, name in _PUNCTUATION.items()}
        self._mark = classes.sign({"mark"})
        self._letter = {
            (letter, name): classes.sign({name}) for name in ("letter_women", "letter_men") for letter in "fwm♀♂"
        }
        self._known: dict[str, str] = {word: classes.sign(known) for word, known in lexicon.words.items()}
        self._groups = frozenset(word for word, known in lexicon.words.items() if known & _GROUPS)
        self._women = classes.sign({"women"})
        self.stop, self.question = classes.sign({"stop"}), classes.sign({"question"})

    def sign_of(self, word: str) -> str:
        """The character of one plain word."""
        known = self._known.get(word)
        if known is not None:
            return known
        right = self.lexicon.misspelt.get(word)
        if right is not None:
            return self._known[right]
        if word[0].isdigit():
            if len(word) == 4 and word.isdigit() and 1000 <= int(word) < _NEARLY_NOW:
                return self._year
            if _HOUR.fullmatch(word):
                return self._hour
            return (
                self._distance
                if word.endswith(("m", "k", "km")) and word.rstrip("km").isdigit() and len(word) > 2
                else self._number
            )
        if word.startswith("t'") and len(word) > 3:  # northern "the": t'lasses
            return self.sign_of(word[2:])
        if (
            word.endswith("women") and len(word) > 5 and not word.startswith("trans")
        ):  # "fisherwomen"; nobody's history is looked at
            return self._women
        respelt = _respelt(word)
        if respelt != word and self.lexicon.classes(respelt) & _PEOPLE:
            return self._known[respelt]
        if word.endswith("in") and word + "g" in self._known:  # "watchin", "sittin"
            return self._known[word + "g"]
        drawn_out = _DRAWN_OUT.sub(r"\1", word)
        if drawn_out != word and drawn_out in self._known:
            return self._known[drawn_out]
        return self._participle if word.endswith("ed") and len(word) > 4 else self._unknown

    def sentences(self, text: str) -> Iterator[list[Token]]:
        """The sentences in turn; the closing stop or question mark is the last token where there is one."""
        tokens: list[Token] = []
        for token in self._tokens(text):
            if token is None:
                if tokens:
                    yield self._with_phrases(tokens)
                tokens = []
            else:
                tokens.append(token)
                if len(tokens) > 4000:
                    yield self._with_phrases(tokens)
                    tokens = []
        if tokens:
            yield self._with_phrases(tokens)

    def _tokens(self, text: str) -> Iterator[Token | None]:
        """Tokens in order; None where a sentence ends."""
        before = earlier = ""
        spelt, past = self._spelt(text), 0
        for match in _TOKEN.finditer(text):
            kind, raw, start = match.lastgroup, match.group(), match.start()
            if start < past:
                continue
            if start in spelt:
                past, word = spelt[start]
                yield Token(start, past, word, self.sign_of(word), raw[0].isupper())
                earlier, before = before, word
                continue
            if kind == "word":
                yield from self._word(raw, start)
                earlier, before = before, raw
                continue
            if kind == "line" or (kind == "tag" and _BLOCK_TAG.match(raw)):
                yield None
            elif kind == "entity" and raw in _ENTITIES:
                yield self._sign(_ENTITIES[raw], start, match.end(), text)
            elif kind in ("other", "picture") and raw[0] not in _INVISIBLE and raw != "_":
                token = self._sign(raw[0], start, match.end(), text)
                if token.sign in (self.stop, self.question) and raw not in "•·*":
                    if self._is_abbreviation(raw, before, earlier, text, start):
                        continue
                    yield token
                    yield None
                elif raw == "*" and text[match.end() : match.end() + 1].strip():
                    continue  # a mark of emphasis: *ladies*
                elif raw in "•·*":
                    yield None
                else:
                    yield token
            earlier, before = before, raw

    def _spelt(self, text: str) -> dict[int, tuple[int, str]]:
        """Where words for people stand whose letters are set apart or are other signs: their end, and the plain word."""
        found: dict[int, tuple[int, str]] = {}
        for match in _SPELT.finditer(text):
            raw = match.group()
            letters = plain(raw.replace(match[1], "") if match[1] else raw.translate(_FIGURES))
            meant = [letters.replace("*", vowel) for vowel in _VOWELS] if "*" in letters else [letters]
            word = next((word for word in meant if word in self._groups), None)
            if word is not None:
                found[match.start()] = (match.end(), word)
        return found

    def _is_abbreviation(self, raw: str, before: str, earlier: str, text: str, at: int) -> bool:
        if raw != "." or at == 0 or text[at - 1].isspace():
            return False
        following = text[at + 1 : at + 2]
        if following and not following.isspace() and following not in "\"'’”)<":
            return True
        initial = (
            len(before) == 1
            and before.isupper()
            and not (earlier.islower() and plain(earlier) not in self._abbreviations)
        )
        return plain(before) in self._abbreviations or (initial and before not in "FMW")

    def _sign(self, mark: str, start: int, end: int, text: str) -> Token:
        if mark in _QUOTE and start and text[start - 1 : start].isalpha() and plain(text[start - 1]) == "s":
            return Token(start, end, "'s", self._possessive)
        if mark in self._known:
            return Token(start, end, mark, self._known[mark])
        return Token(start, end, mark, self._marks.get(mark, self._mark))

    def _word(self, raw: str, start: int) -> Iterator[Token]:
        word = plain(raw)
        shouted = len(raw) > 1 and raw.isupper()
        capital = raw[0].isupper()
        for part in split_possessive(word):
            if part == "'s" and len(word) > 2:
                at = max(raw.rfind(c) for c in _QUOTE)
                yield Token(start + at, start + len(raw), "'s", self._possessive)
            elif part != word:
                at = max(raw.rfind(c) for c in _QUOTE)
                yield Token(start, start + at, part, self.sign_of(part), capital, shouted)
            elif word.endswith("'ll") and len(word) > 3 and word not in self._known:
                at = max(raw.rfind(c) for c in _QUOTE)
                yield Token(start, start + at, word[:-3], self.sign_of(word[:-3]), capital, shouted)
                yield Token(start + at, start + len(raw), "'ll", self.sign_of("'ll"))
            else:
                yield Token(start, start + len(raw), word, self.sign_of(word or "?"), capital, shouted)

    def _with_phrases(self, tokens: list[Token]) -> list[Token]:
        """Runs of words that stand in the lists as one phrase become one token."""
        words = [token.word for token in tokens]
        made: list[Token] = []
        i, phrases = 0, self.lexicon.phrases
        while i < len(tokens):
            by_first = phrases.get(words[i])
            length = 0
            if by_first:
                length = self._longest(by_first, tokens, words, i, made)
            if not length:
                if words[i] != "-" or not self._joins(tokens, i):
                    hyphened = i > 1 and words[i - 1] == "-" and self._joins(tokens, i - 1)
                    made.append(replace(tokens[i], hyphened=True) if hyphened else tokens[i])
                length = 1
            i += length
        return made

    def _longest(
        self,
        by_first: dict[tuple[str, ...], frozenset[str]],
        tokens: list[Token],
        words: list[str],
        i: int,
        made: list[Token],
    ) -> int:
        run: list[int] = [i]
        best: tuple[int, frozenset[str], tuple[str, ...]] | None = None
        j = i + 1
        while len(run) < _LONGEST_PHRASE and j < len(tokens):
            if words[j] != "-" or not self._joins(tokens, j):
                run.append(j)
                key = tuple(words[k] for k in run)
                if key in by_first:
                    best = (j, by_first[key], key)
            j += 1
        if best is None:
            return 0
        last, classes, key = best
        made.append(
            Token(
                tokens[i].start,
                tokens[last].end,
                " ".join(key),
                self.classes.sign(classes),
                tokens[i].capital,
                tokens[i].shouted,
            )
        )
        return last - i + 1

    @staticmethod
    def _joins(tokens: list[Token], i: int) -> bool:
        """Whether a hyphen joins two words without a space."""
        return 0 < i < len(tokens) - 1 and tokens[i - 1].end == tokens[i].start and tokens[i].end == tokens[i + 1].start
