"""Why a name was raised: each line names the two words that met and the rule, in words a clerk understands."""

from __future__ import annotations

from dataclasses import dataclass

from venuecheck.screening.scoring import Alignment
from venuecheck.screening.words import Part, PreparedName, squeezed

COMMON_BITS = 7.0

SENTENCES = {
    "same": "{q}: the same word in both",
    "spelling": "{q} ~ {e}: same name, spelled differently",
    "equivalent": "{q} ~ {e}: forms of the same name",
    "nickname": "{q} ~ {e}: a short or familiar form of the same name",
    "habit": "{q} ~ {e}: the same name in another language's spelling",
    "sound": "{q} ~ {e}: different spelling, sounds alike",
    "script": "{q} ~ {e}: the same sounds in another script",
    "script near": "{q} ~ {e}: nearly the same sounds in another script",
    "sound known": "{q} ~ {e}: two names that sound alike",
    "letter known": "{q} ~ {e}: two names that differ by little",
    "letter": "{q} ~ {e}: nearly the same letters, perhaps a slip",
    "beginning": "{q} ~ {e}: one is the beginning of the other",
    "initial": "{q} ~ {e}: the initial fits",
    "same initial": "{q}: the same initial in both",
    "acronym": "{q} ~ {e}: the first letters of the other name",
}
ASIDES = {
    "title": "{w}: a title or form of address, ignored",
    "particle": "{w}: particle, ignored",
    "legal form": "{w}: legal form, ignored",
    "small word": "{w}: small word, ignored",
}


@dataclass(frozen=True, slots=True)
class WhyLine:
    """One line of the explanation: the rule, the two words that it joined, and the sentence that is shown."""

    rule: str
    query_word: str
    listed_word: str
    sentence: str


def why_lines(query: PreparedName, listed: PreparedName, alignment: Alignment) -> tuple[WhyLine, ...]:
    """Every line of the explanation: what met, what is left on either side, and what was set aside."""
    lines: list[WhyLine] = []
    for m in sorted(alignment.met, key=lambda m: m.query):
        q, e = _written(query.parts[slice(*m.query)]), _written(listed.parts[slice(*m.listed)])
        differs = m.how.rule == "same" and squeezed(q) != squeezed(e)
        sentence = SENTENCES["spelling" if differs else m.how.rule].format(q=q, e=e)
        if m.how.rule != "acronym" and (m.query[1] - m.query[0] != m.listed[1] - m.listed[0] or differs):
            sentence += ", written as one word and as two"
        if m.how.rule != "initial" and min(p.word.bits for p in listed.parts[slice(*m.listed)]) < COMMON_BITS:
            sentence += "; very common"
        lines.append(WhyLine(m.how.rule, q, e, sentence))
    for i in alignment.left_query:
        w = query.parts[i].written
        lines.append(WhyLine("only here", w, "", f"{w}: only in the name on the form"))
    for j in alignment.left_listed:
        w = listed.parts[j].written
        lines.append(WhyLine("only listed", "", w, f"{w}: only in the listed name"))
    for aside in query.asides:
        lines.append(WhyLine(aside.is_a, aside.written, "", ASIDES[aside.is_a].format(w=aside.written)))
    for aside in listed.asides:
        lines.append(WhyLine(aside.is_a, "", aside.written, ASIDES[aside.is_a].format(w=aside.written)))
    return tuple(dict.fromkeys(lines))


def _written(parts: tuple[Part, ...]) -> str:
    return " ".join(p.written for p in parts)


def what_settles(kind: str, query: PreparedName, alignment: Alignment) -> str:
    """What would settle whether it is the same person or organisation, in plain words."""
    if kind == "organisation":
        return "Ask for the charity or company number, other names used, and who runs it."
    if any(m.how.rule in ("initial", "same initial") for m in alignment.met) or alignment.left_listed:
        return "Ask for the full name, and the year of birth or the organisation that they speak for."
    return "Ask for the year of birth or the organisation that they speak for."
