"""What each word of a name is: a part of the name, a title, a particle, an initial, a legal form; and how telling it is."""

from __future__ import annotations

import itertools
import marshal
from functools import lru_cache
from typing import Any, NamedTuple

from rapidfuzz.distance import Indel

from venuecheck.screening import chinese, knowledge, lexicon, sounds
from venuecheck.screening.normal import NormalWord, words_of
from venuecheck.screening.transliteration import is_vowelless, script_of


class Word:
    """A word with all that its comparison needs. One object a spelling, so that comparing by identity is enough.

    What costs time to work out (`codes`, `readings`) is worked out when it is first asked for.
    """

    __slots__ = (
        "_codes", "_readings", "bits", "chinese", "compared", "familiar", "foreign", "groups", "initial", "known", "native",
        "organisation", "plain", "skeleton", "syllable", "text", "vowelless",
    )  # fmt: skip

    def __init__(
        self,
        text: str,
        native: str,
        vowelless: bool,
        organisation: bool,
        bits: float,
        known: bool,
        groups: frozenset[int],
        plain: str,
        skeleton: str,
        syllable: bool,
        codes: tuple[str, ...] | None = None,
        readings: frozenset[str] | None = None,
    ) -> None:
        self.text, self.native = text, native
        self.vowelless, self.organisation = vowelless, organisation
        self.bits, self.known, self.groups = bits, known, groups
        self.plain, self.skeleton, self.syllable = plain, skeleton, syllable
        self._codes, self._readings = codes, readings
        self.initial = len(text) == 1 and not organisation
        self.chinese = native != "" and script_of(native[0]) == "chinese"
        self.foreign = native != "" or vowelless
        self.familiar = lexicon.familiar_forms(text)
        self.compared: dict[Word, Any] = {}

    @property
    def codes(self) -> tuple[str, ...]:
        """The consonant sequences that the letters may stand for, the likeliest first."""
        codes = self._codes
        if codes is None:
            codes = sounds.sound_codes(self.text)
            if self.text.endswith(_WOMAN_S_ENDING) and len(self.text) > _LONG_ENOUGH:
                codes += sounds.sound_codes(self.text[: -len(_WOMAN_S_ENDING)])
            self._codes = codes
        return codes

    @property
    def readings(self) -> frozenset[str]:
        """The plain spelling, and those that other spelling habits give."""
        readings = self._readings
        if readings is None:
            spelled = chinese.readings(self.native) if self.chinese else ()
            readings = frozenset(map(sounds.plain_spelling, spelled)) | sounds.readings(self.text)
            self._readings = readings
        return readings


_WOMAN_S_ENDING, _LONG_ENOUGH = "ova", 8
"""Czech and Slovak put it after any woman's family name: Merkelova, Solbergova."""


class Part(NamedTuple):
    """A word in a name: as it was written there, and what it is there."""

    written: str
    word: Word


class Aside(NamedTuple):
    """A word of a name that is not compared, and why: `title`, `particle`, `legal form`."""

    written: str
    latin: str
    is_a: str


_made: dict[tuple[str, str, bool, bool], Word] = {}
_MOST_MADE = 400_000


def word(text: str, vowelless: bool = False, organisation: bool = False, native: str = "") -> Word:
    """The one `Word` for a spelling in Latin letters, and in its own script where that is another."""
    key = (text, native, vowelless, organisation)
    return _made.get(key) or _the_one(_worked_out(text, native, vowelless, organisation))


def is_made(text: str, organisation: bool) -> bool:
    """Whether a word in Latin letters is known already."""
    return (text, "", False, organisation) in _made


def _the_one(made: Word) -> Word:
    if len(_made) > _MOST_MADE:
        _made.clear()
    return _made.setdefault((made.text, made.native, made.vowelless, made.organisation), made)


def _worked_out(text: str, native: str, vowelless: bool, organisation: bool) -> Word:
    entry = lexicon.look_up(text)
    if native:
        entry = lexicon.both(entry, lexicon.look_up(native))
    return Word(
        text,
        native,
        vowelless,
        organisation,
        bits=lexicon.organisation_bits(text, entry) if organisation else lexicon.person_bits(text, entry),
        known=entry.known or lexicon.stock_bits(text) is not None,
        groups=lexicon.organisation_groups(text) if organisation else entry.groups,
        plain=sounds.plain_spelling(text),
        skeleton=sounds.skeleton(text),
        syllable=not organisation and chinese.is_syllable(text),
    )


def kept(w: Word) -> bytes:
    """All that can be worked out about a word, to be kept in an index."""
    return marshal.dumps(
        (
            *(w.text, w.native, w.vowelless, w.organisation),
            *(w.bits, w.known, w.groups, w.plain, w.skeleton, w.syllable, w.codes, w.readings),
        )
    )


def recalled(content: bytes) -> Word:
    """The word that `kept` wrote, without working anything out again."""
    return _the_one(Word(*marshal.loads(content)))  # noqa: S302 - written by `kept` alone


ALIKE_AT_A_GLANCE = 0.6


class Join:
    """Neighbouring words written as one, or a particle and its word; the words from, to. The one word is made when needed."""

    __slots__ = ("_longest", "_made", "_shortest", "_two", "end", "start", "text")

    def __init__(self, start: int, end: int, made: Word | None = None, two: tuple[Word, Word] | None = None) -> None:
        self.start, self.end = start, end
        self._made, self._two = made, two
        self.text = two[0].text + two[1].text if two else ""
        length = len(self.text)
        self._shortest, self._longest = length - max(length, 6) // 3, max(3 * length // 2, min(length + 2, 6))

    @property
    def word(self) -> Word:
        """The word that they make."""
        if self._made is None and self._two is not None:
            a, b = self._two
            self._made = word(self.text, a.vowelless or b.vowelless, a.organisation)
        assert self._made is not None
        return self._made

    def may_be_in(self, name: PreparedName, other: PreparedName) -> bool:
        """Whether it may be a word of another name than its own, at a glance; between two scripts that cannot be seen at one.

        Lengths come first: no rule joins words that differ by more letters.
        """
        if self._two is None:
            return True
        if name.foreign or other.foreign:
            return not (self._two[0].initial and self._two[1].initial)
        shortest, longest = self._shortest, self._longest
        if shortest > other.longest:
            return False
        for w in other.words:
            if (
                shortest <= len(w.text) <= longest
                and Indel.normalized_similarity(self.text, w.text) >= ALIKE_AT_A_GLANCE
            ):
                return True
        return False


class PreparedName:
    """A name, prepared for comparison: its parts, what was set aside, and neighbours written as one word."""

    __slots__ = ("_glued", "_joins", "acronyms", "asides", "foreign", "longest", "parts", "words", "written")

    def __init__(
        self,
        written: str,
        parts: tuple[Part, ...],
        asides: tuple[Aside, ...],
        glued: tuple[tuple[int, Part], ...] = (),
        acronyms: frozenset[str] = frozenset(),
    ) -> None:
        self.written = written
        self.parts = parts
        self.words = tuple([part.word for part in parts])
        self.longest = max([len(w.text) for w in self.words], default=0)
        self.asides = asides
        self.acronyms = acronyms
        self.foreign = True in [w.foreign for w in self.words]
        """Whether it is written in another script than Latin."""
        self._glued = glued
        self._joins: tuple[Join, ...] | None = None

    def glued(self) -> tuple[tuple[int, Part], ...]:
        """Parts written together with the particle before them, and which part that is: `Binladen` for Bin Laden."""
        return self._glued

    @property
    def joins(self) -> tuple[Join, ...]:
        """Neighbouring words, and particles with their word, written as one; made when first asked for."""
        if self._joins is None:
            neighbours = [Join(i, i + 2, two=two) for i, two in enumerate(itertools.pairwise(self.words))]
            self._joins = (*neighbours, *(Join(i, i + 1, part.word) for i, part in self._glued))
        return self._joins


def squeezed(written: str) -> str:
    """A word as written, in plain letters without spaces, to tell whether two look the same."""
    return "".join(w.latin for w in words_of(written))


@lru_cache(maxsize=1)
def _titles() -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    return (
        knowledge.words("titles.tsv", "hard"),
        knowledge.words("titles.tsv", "soft"),
        knowledge.words("titles.tsv", "ordinal"),
        knowledge.words("titles.tsv", "after"),
    )


@lru_cache(maxsize=1)
def _title_phrases() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(row[1].split()) for row in knowledge.table("titles.tsv") if row[0] == "phrase")


class _Particles(NamedTuple):
    """The classes of particles, and of words that belong to a name before or after them."""

    article: frozenset[str]
    descent: frozenset[str]
    preposition: frozenset[str]
    joiner_native: frozenset[str]
    joiner_abd: frozenset[str]
    joiner: frozenset[str]
    tail: frozenset[str]
    house: frozenset[str]
    not_at_the_start: frozenset[str]


@lru_cache(maxsize=1)
def _particles() -> _Particles:
    return _Particles(*(knowledge.words("particles.tsv", field.replace("_", " ")) for field in _Particles._fields))


def prepare_person(text: str) -> PreparedName:
    """Split a person's name into the parts that are compared and those that are set aside."""
    found = words_of(text)
    asides: list[Aside] = []
    rest = _without_titles(found, asides)
    glued: list[tuple[int, Part]] = []
    parts = _without_particles(rest, asides, glued)
    return PreparedName(text, tuple(parts), tuple(asides), tuple(glued))


def _without_titles(found: list[NormalWord], asides: list[Aside]) -> list[NormalWord]:
    """The words that are no title, unless nothing would be left."""
    hard, soft, ordinals, after = _titles()
    kept: list[NormalWord] = []
    set_aside: list[Aside] = []
    chinese_name = _is_chinese_name(found)
    article = _particles().article
    for position, w in enumerate(found):
        first = not kept
        last = position == len(found) - 1 and w.latin in after
        if chinese_name and chinese.is_syllable(w.latin):
            kept.append(w)  # Ma, Pan, He, San are family names here
        elif len(kept) > 1 and position == len(found) - 1 and kept[-1].latin in article:
            kept.append(w)  # al-Hajj, al-Sheikh
        elif (
            (w.latin in hard and not w.vowelless and (first or last or len(found) > 2))
            or w.latin in ordinals
            or w.native in knowledge.words("titles.tsv", "native")
            or (w.latin in soft and len(found) - len(set_aside) > 2)
        ):
            set_aside.append(Aside(w.written, w.latin, "title"))
        else:
            kept.append(w)
    if not kept:
        return found
    asides.extend(set_aside)
    return kept


def _is_chinese_name(found: list[NormalWord]) -> bool:
    """Whether the words are Chinese syllables, but for one at most: `Ma Tingcheng`, `Jacob Pan Wai-ming`."""
    syllables = sum([chinese.is_syllables(w.latin) for w in found])
    return syllables >= 2 and len(found) - syllables <= 1


def _without_particles(found: list[NormalWord], asides: list[Aside], glued: list[tuple[int, Part]]) -> list[Part]:
    """Particles set aside; `Abd al-Rahman`, `Abu Bakr`, `Mac Donald`, `Nur al-Din` made one part each."""
    article, descent, preposition, joiner_native, joiner_abd, joiner, tail, house, short_form = _particles()
    chinese_name = _is_chinese_name(found)
    parts: list[Part] = []
    asides_here: list[Aside] = []
    before: NormalWord | None = None
    i = 0
    while i < len(found):
        w = found[i]
        more = i + 1 < len(found)
        if chinese_name and w.native == "" and (chinese.is_syllable(w.latin) or w.latin in article):
            parts.append(Part(w.written, word(w.latin)))  # Il, San, An, Ol are syllables here
            i, before = i + 1, None
            continue
        as_abdul = w.native != "" and w.native in joiner_abd
        joins = w.latin in joiner and (parts or w.latin not in short_form)
        if more and (as_abdul or (w.native in joiner_native if w.vowelless else joins)):
            j = i + 1
            while j + 1 < len(found) and found[j].latin in article:
                j += 1
            written = " ".join(x.written for x in found[i : j + 1])
            latin, native = ("abdul" if as_abdul else w.latin) + found[j].latin, _in_one(w.native, found[j].native)
            parts.append(Part(written, word(latin, w.vowelless, native=native)))
            i = j + 1
            continue
        if w.latin in tail and parts and not parts[-1].word.initial:
            last = parts.pop()
            latin, native = last.word.text + w.latin, _in_one(last.word.native, w.native)
            parts.append(Part(f"{last.written} {w.written}", word(latin, w.vowelless, native=native)))
        elif (
            (w.latin in article and more)
            or (w.latin in descent and parts and more)
            or (
                w.latin in preposition
                and more
                and not chinese_name
                and (len(w.latin) > 1 or (parts and w.written.islower()))
            )
            or (w.latin in house and parts and more)
        ):
            asides_here.append(Aside(w.written, w.latin, "particle"))
            before = w
            i += 1
            continue
        else:
            if before is not None and not w.vowelless:
                glued.append((len(parts), Part(f"{before.written} {w.written}", word(before.latin + w.latin))))
            parts.append(Part(w.written, word(_glued_article_off(w.latin), w.vowelless, native=w.native)))
        i += 1
        before = None
    if not parts:
        return [Part(w.written, word(w.latin, w.vowelless)) for w in found]
    asides.extend(asides_here)
    return parts


_ASSIMILATED = frozenset("sdtnrz")
"""Letters to which the article's `l` is likened in speech."""


def _in_one(native: str, other: str) -> str:
    """Two words of a script that writes vowels, as one; those without vowels are known by their letters in Latin."""
    return native + other if native and other and not is_vowelless(native) else ""


def _glued_article_off(text: str) -> str:
    """`alotaibi` is `al-Otaibi` and `ennaji` is `en-Naji`, when what follows is a longer name and the whole is none."""
    if (
        len(text) > 6
        and (text[:2] in ("al", "el") or (text[0] in "ae" and text[1] == text[2] and text[1] in _ASSIMILATED))
        and not lexicon.look_up(text).known
        and lexicon.look_up(text[2:]).known
    ):
        return text[2:]
    return text
