"""Organisations' names: legal forms set aside, acronyms, and what the kinds of body are worth."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from venuecheck.screening import knowledge, lexicon
from venuecheck.screening.likeness import Meeting
from venuecheck.screening.normal import NormalWord, words_of
from venuecheck.screening.scoring import NEARLY_SAME, NO_EVIDENCE, Alignment, Met, align, weights
from venuecheck.screening.words import Aside, Part, PreparedName, word

SHORTEST_ACRONYM, LONGEST_ACRONYM = 2, 7
ACRONYM_LETTER_BITS = 3.6
LONGEST_OF_LETTERS = 4
"""A name of one word that is no longer is mostly an acronym, of which every letter counts."""
ALIKE_ONLY = frozenset({"spelling", "habit", "sound", "sound known", "letter", "letter known"})


@lru_cache(maxsize=1)
def _legal_forms() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(row[0].split()) for row in knowledge.table("legal_forms.tsv"))


@lru_cache(maxsize=1)
def _small() -> frozenset[str]:
    return knowledge.words("organisation_grammar.tsv", "small")


def prepare_organisation(text: str) -> PreparedName:
    """Split an organisation's name into the words that are compared and those that are set aside."""
    asides: list[Aside] = []
    found = _initials_together(words_of(text))
    rest = _without_legal_forms(found, asides)
    parts = [
        Part(w.written, word(w.latin, w.vowelless, organisation=True, native=w.native))
        for w in rest
        if w.latin not in _small()
    ]
    if parts:
        asides += [Aside(w.written, w.latin, "small word") for w in rest if w.latin in _small()]
    else:
        parts = [Part(w.written, word(w.latin, w.vowelless, organisation=True, native=w.native)) for w in rest]
    return PreparedName(text, tuple(parts), tuple(asides), acronyms=_acronyms(found, parts))


def _initials_together(found: list[NormalWord]) -> list[NormalWord]:
    """`B B C` is BBC."""
    together: list[NormalWord] = []
    single = 0
    for w in found:
        if len(w.latin) == 1 and w.latin.isalpha():
            if single:
                last = together.pop()
                w = NormalWord(f"{last.written}{w.written}", last.latin + w.latin)  # noqa: PLW2901
            single += 1
        else:
            single = 0
        together.append(w)
    return together


def _without_legal_forms(found: list[NormalWord], asides: list[Aside]) -> list[NormalWord]:
    forms = _legal_forms()
    kept: list[NormalWord] = []
    i = 0
    while i < len(found):
        for length in range(min(7, len(found) - i), 0, -1):
            piece = found[i : i + length]
            if tuple(w.latin for w in piece) in forms and length < len(found):
                asides.append(Aside(" ".join(w.written for w in piece), " ".join(w.latin for w in piece), "legal form"))
                i += length
                break
        else:
            kept.append(found[i])
            i += 1
    return kept or found


def is_legal_form(text: str) -> bool:
    """Whether a text is nothing but a legal form, a kind of body or small words: no name of its own."""
    latin = [w.latin for w in words_of(text)]
    return tuple(latin) in _legal_forms() or all(w in lexicon.generic_words() or w in _small() for w in latin)


def _acronyms(found: list[NormalWord], parts: list[Part]) -> frozenset[str]:
    """The acronyms that a name may go by: of all its words, of those but `and` and `of`, of those that are compared."""
    joining = knowledge.words("organisation_grammar.tsv", "joining")
    ways = (
        "".join(w.latin[0] for w in found),
        "".join(w.latin[0] for w in found if w.latin not in joining),
        "".join(w.latin[0] for w in found if w.latin not in _small()),
        "".join(p.word.text[0] for p in parts),
    )
    return frozenset(a for a in ways if SHORTEST_ACRONYM <= len(a) <= LONGEST_ACRONYM)


def align_organisations(query: PreparedName, listed: PreparedName) -> Alignment:
    """Words to words; or one word to the first letters of the other name."""
    for turned in (False, True):
        a, b = (listed, query) if turned else (query, listed)
        if len(a.words) == 1 and len(b.words) > 1 and a.words[0].text in b.acronyms:
            text = a.words[0].text
            bits = a.words[0].bits
            how = Meeting("acronym", bits, 0.0, ACRONYM_LETTER_BITS * len(text), bits)
            one, all_ = (0, 1), (0, len(b.words))
            return Alignment((Met(all_, one, how) if turned else Met(one, all_, how),), (), ())
    return align(query, listed)


def circumstances(query: PreparedName, listed: PreparedName, alignment: Alignment) -> Iterator[tuple[str, float]]:
    """What stands for and against a match besides the words that met: the names of weights, and how often each counts."""
    generic = lexicon.generic_words()
    left_q = sorted(query.words[i].text in generic for i in alignment.left_query)
    left_l = sorted(listed.words[j].text in generic for j in alignment.left_listed)
    conflicts = min(len(left_q), len(left_l))
    for a, b in zip(left_q, left_l, strict=False):
        yield ("generic words differ" if a and b else "one generic word" if a or b else "conflict"), 1.0
    for is_generic in (left_q if len(left_q) > len(left_l) else left_l)[conflicts:][:4]:
        yield ("extra generic word" if is_generic else "extra word"), 1.0
    if any(m.how.rule == "acronym" for m in alignment.met):
        yield "acronym", 1.0
        return
    if all(query.words[m.query[0]].text in generic for m in alignment.met):
        yield "only generic words met", 1.0
    if _one_word_hardly_alike(query, listed, alignment):
        yield "one word hardly alike", 1.0
    elif not left_q and not left_l:
        rules = {m.how.rule for m in alignment.met}
        yield (
            ("all the same" if rules == {"same"} else "all nearly the same" if rules <= NEARLY_SAME else "all met"),
            1.0,
        )
    elif len(alignment.met) == 1:
        yield "one word met", 1.0


def _one_word_hardly_alike(query: PreparedName, listed: PreparedName, alignment: Alignment) -> bool:
    """Whether both names are one word, and those are hardly alike: an acronym with another letter is another body's."""
    if len(query.words) > 1 or len(listed.words) > 1:
        return False
    [m] = alignment.met
    shortest = min(len(query.words[0].text), len(listed.words[0].text))
    return m.how.worth < 0 or (shortest <= LONGEST_OF_LETTERS and m.how.rule in ALIKE_ONLY)


def organisation_evidence(query: PreparedName, listed: PreparedName, alignment: Alignment) -> float:
    """The evidence that both names are one organisation's, in bits."""
    if not alignment.met:
        return NO_EVIDENCE
    weight = weights("organisation")
    bits = sum(m.how.worth for m in alignment.met)
    return bits + sum(weight[name] * times for name, times in circumstances(query, listed, alignment))
