"""The answer depends on the arrangement, never on whose it is."""

import random
import re
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.equality.cases import forms, marked_texts, named_cases
from venuecheck.equality.assess import Form, assess
from venuecheck.equality.denial import Deed
from venuecheck.equality.grammar import CHUNKS, read_grammar
from venuecheck.equality.halves import relations
from venuecheck.equality.phrases import Claim, Finder, finder
from venuecheck.equality.shape import kinds
from venuecheck.equality.weigh import evidence
from venuecheck.equality.words import VOCABULARIES, read_vocabulary

FAITHS = [
    "Muslim",
    "Sunni",
    "Jewish",
    "Haredi",
    "Sikh",
    "Hindu",
    "Jain",
    "Buddhist",
    "Christian",
    "Catholic",
    "Methodist",
    "Greek Orthodox",
    "Quaker",
    "Latter-day Saint",
    "Bahá'í",
    "Rastafarian",
    "Pagan",
    "humanist",
    "secular",
    "atheist",
    "Somali",
    "Kurdish",
    "Polish",
    "Traveller",
    "Welsh",
    "farming",
    "student",
    "rugby",
    "veterans'",
    "Deaf",
    "Sisters of Mercy",
    "Plymouth Brethren",
    "Free Brothers",
    "Ladywell",
    "Zen",
    "Alevi",
]
ORGANISATIONS = [
    "Al-Noor Trust",
    "Beit Chaim",
    "Guru Nanak Sewa Society",
    "Shree Krishna Mandal",
    "St Cuthbert's Parish",
    "Bethel Chapel",
    "Society of Friends, Kirkby",
    "Westbrook Humanists",
    "Oakfield Bowls Club",
    "Unite Branch 244",
    "Lodge of Amity No. 172",
    "Hart & Daniels LLP",
    "Walker Brothers Ltd",
    "Women's Institute",
    "Mothers' Union",
    "Boys' Brigade",
    "Ladies' Circle",
    "Men's Shed Network",
    "Daughters of Charity",
    "Sons of Rest",
    "Old Boys' Association",
    "Merched y Wawr",
    "Menswear Direct",
    "Brotherhood of the Coast",
    "Hindu Mahila Mandal",
    "Rotary Club of Penrith",
    "Scout Group 9",
    "Tesco",
    "Gentlemen Songsters",
    "History Society",
    "Chess Club",
    "Green Group",
    "Free Thought Forum",
    "Society of Friends",
]
PEOPLE = [
    "Yusuf Rahman",
    "Dr Aisha Siddiqui",
    "Imam Bilal Khan",
    "Rabbi Cohen",
    "Mrs Goldberg",
    "Bhai Gurpreet Singh",
    "Pandit Sharma",
    "Revd Jane Hollis",
    "Father O'Brien",
    "Canon Lee",
    "Sian Evans",
    "Dafydd ap Gwilym",
    "Cllr Susan Booth",
    "P. J. Barnes",
    "Jean-Luc Moreau",
    "Nguyen Thi Lan",
    "Sister Mary Agnes",
    "Brother Luke",
    "Sister Aaliyah",
    "Brother Tariq",
    "Mr Ladyman",
    "Mrs Husband",
    "Uncle Bashir",
    "Auntie Pushpa",
    "Guy Mann",
    "Lady Penrose",
    "Amanda Gentleman",
    "Ronnie Ladd",
    "Miss Boyes",
]
VENUES = [
    "East London Mosque hall",
    "Stamford Hill synagogue hall",
    "Neasden Mandir",
    "St Mary's church hall",
    "Friends' Meeting House",
    "LDS stake centre",
    "Kingdom Hall",
    "Conway Hall",
    "Ladies' Walk Pavilion",
    "Gentlemen's Parade Hall",
    "Town Hall",
    "Village Hall",
    "Rugby Club",
    "School gym",
    "Library annexe",
    "Lido",
    "Working Men's Institute",
    "Ladywell Hall",
    "Boys' Grammar School hall",
    "Maidenhead Town Hall",
    "Ladies' Mile Pavilion",
]
BEFORE = (
    "Booked by {org}. ",
    "{faith} community evening at {venue}. ",
    "Hirer: {org}; contact {person}.\n",
    "Our guest is {person} of {org}. ",
    "{org} / {faith} outreach\n\n",
    "{venue}, main room. ",
)
AFTER = (
    " Contact: {person}, {org}.",
    " Part of {faith} week at {venue}.",
    "\n\n{person} (secretary, {org})",
    " Thank you, {person}.",
)
POOLS = {"faith": FAITHS, "org": ORGANISATIONS, "person": PEOPLE, "venue": VENUES}
SLOT = re.compile(r"\{(faith|org|person|venue)\}")

# Terms that name a faith or a community. None may be a trigger; the arrangement alone is.
FAITH_TERMS = frozenset(
    [
        "muslim",
        "muslims",
        "islam",
        "islamic",
        "mosque",
        "masjid",
        "imam",
        "jewish",
        "jew",
        "jews",
        "judaism",
        "synagogue",
        "shul",
        "rabbi",
        "haredi",
        "hasidic",
        "orthodox",
        "sikh",
        "sikhs",
        "gurdwara",
        "hindu",
        "hindus",
        "mandir",
        "temple",
        "christian",
        "christians",
        "christianity",
        "catholic",
        "protestant",
        "methodist",
        "baptist",
        "pentecostal",
        "quaker",
        "mormon",
        "lds",
        "saints",
        "buddhist",
        "buddhists",
        "jain",
        "jains",
        "druid",
        "pagan",
        "humanist",
        "atheist",
        "secular",
        "amish",
        "hutterite",
        "zoroastrian",
        "parsi",
        "rastafarian",
        "asian",
        "asians",
        "arab",
        "arabs",
        "pakistani",
        "bangladeshi",
        "somali",
        "nigerian",
        "turkish",
        "kurdish",
        "polish",
        "romanian",
        "irish",
        "traveller",
        "travellers",
        "roma",
        "gypsy",
        "african",
        "caribbean",
        "chinese",
        "indian",
        "gujarati",
        "punjabi",
        "bengali",
        "welsh",
        "scottish",
        "english",
        "freemason",
        "freemasons",
        "salafi",
        "sunni",
        "shia",
        "sufi",
        "ahmadi",
        "deobandi",
        "barelvi",
        "vicar",
        "priest",
        "monk",
        "monks",
        "nun",
        "minister",
        "pastor",
        "bishop",
        "church-goers",
    ]
)
# Classes whose words trigger: they name people by sex, their places, or an arrangement.
TRIGGERS = {
    "groups": None,
    "places": {"barrier", "barrier_between_sexes", "segregation_custom", "session", "entrance", "direction"},
    "acts": {
        "segregation",
        "separate",
        "barring",
        "admitting",
        "only",
        "reserved",
        "mixing",
        "sight",
        "placing",
        "asking",
    },
}


@cache
def texts() -> tuple[str, ...]:
    """Every marked text that there is."""
    return tuple(text for text, _, _ in marked_texts())


@cache
def templates() -> tuple[str, ...]:
    """Texts with places for names within them, and others to put a line with names before or after."""
    slotted = [
        t for case in forms("segregation-dev.jsonl") for t in case.get("template", {}).values() if SLOT.search(t)
    ]
    return tuple(slotted)


def filled(template: str, names: list[str]) -> tuple[str, list[tuple[int, int]]]:
    """The text with its names, and where each of them stands."""
    text, at, spans = "", 0, []
    for match, name in zip(SLOT.finditer(template), names, strict=True):
        text += template[at : match.start()]
        spans.append((len(text), len(text) + len(name)))
        text += name
        at = match.end()
    return text + template[at:], spans


def place(position: int, spans: list[tuple[int, int]], end: bool) -> tuple[int, int]:
    """A position told without the length of the names before it."""
    shift = 0
    for i, (first, last) in enumerate(spans):
        if first < position <= last if end else first <= position < last:
            return (i, position - (last if end else first))
        shift += (last - first) if last <= position else 0
    return (-1, position - shift)


def told(template: str, names: list[str]) -> object:
    """Outcome and span set of a template with these names, spans told after the shift that the names cause."""
    text, spans = filled(template, names)
    found = assess(Form("public_talk", "mixed", "organiser", "public", text={"notes": text}))
    return found.outcome, {
        (place(f.start, spans, end=False), place(f.end or 0, spans, end=True), f.outcome, f.rule)
        for f in found.findings
        if f.start is not None
    }


def some_names(template: str, rng: random.Random) -> list[str]:
    return [rng.choice(POOLS[match[1]]) for match in SLOT.finditer(template)]


def swappable(rng: random.Random) -> str:
    """A text with names inside it, or with a line of names before or after."""
    if rng.random() < 0.4:
        return rng.choice(templates())
    text = rng.choice(texts()).replace("{", "(").replace("}", ")")
    line = rng.choice(BEFORE + AFTER)
    return line + text if line in BEFORE else text + line


@settings(max_examples=300, deadline=None)
@given(st.integers(min_value=0, max_value=2**32))
def test_swapping_names_changes_no_outcome_and_no_span(seed: int) -> None:
    rng = random.Random(seed)
    template = swappable(rng)
    one, two = some_names(template, rng), some_names(template, rng)
    assert told(template, one) == told(template, two), (template, one, two)


SWAPS = 12_000


@pytest.mark.slow
def test_thousands_of_swaps_change_no_outcome_and_no_span() -> None:
    rng = random.Random(5)
    for _ in range(SWAPS):
        template = swappable(rng)
        one, two = some_names(template, rng), some_names(template, rng)
        assert told(template, one) == told(template, two), (template, one, two)


def triggers() -> Iterator[tuple[str, str]]:
    for name, classes in TRIGGERS.items():
        for klass, entries in read_vocabulary(name).items():
            if classes is None or klass in classes:
                yield from ((klass, entry) for entry in entries)


def test_no_trigger_is_a_term_for_a_faith_or_a_community() -> None:
    named = {(klass, entry) for klass, entry in triggers() if set(re.split(r"[\s'-]", entry)) & FAITH_TERMS}
    assert not named
    quoted = {word for chunk in read_grammar()["chunk"] for word in re.findall(r'"([^"]+)"', chunk["pattern"])}
    assert not quoted & FAITH_TERMS


def test_the_lint_finds_a_faith_term_that_someone_might_add() -> None:
    assert set(re.split(r"[\s'-]", "sikh ladies")) & FAITH_TERMS


@pytest.mark.parametrize("name", ["History Society", "Society of Friends", "Walker Brothers Ltd", "Al-Noor Trust"])
def test_whom_somebody_speaks_for_is_a_name_though_its_words_stand_in_lists(name: str) -> None:
    """Also where no stop ends what was typed before."""
    template = "60 chairs m, 40 chairs f, rope between Contact: Gus Tait, {org}."
    assert told(template, [name]) == told(template, ["St John Ambulance"])


@pytest.mark.parametrize("faith", ["Brethren", "Sikh", "Plymouth Brethren", "rugby"])
def test_a_body_called_by_a_word_for_people_is_a_name_before_its_event(faith: str) -> None:
    template = "Free mixing between brothers and sisters is not allowed at this {faith} dinner."
    assert told(template, [faith]) == told(template, ["Polish"])


@pytest.mark.parametrize(
    ("term", "plain"),
    [
        ("A mechitza runs the length of the room.", "A curtain between men and women runs the length of the room."),
        ("Akhawat on the mezzanine.", "Sisters on the mezzanine."),
        ("Bibian take the back stairs.", "Ladies take the back stairs."),
        ("Mahila seating at the rear.", "Female seating at the rear."),
        ("Ezras noshim upstairs.", "Ladies' gallery upstairs."),
        ("Bochurim in the library.", "Boys in the library."),
        ("Merched upstairs.", "Women upstairs."),
    ],
)
def test_a_term_of_art_gets_the_answer_that_plain_english_gets(term: str, plain: str) -> None:
    def outcome(text: str) -> str:
        return assess(Form("public_talk", "mixed", "organiser", "public", text={"seating": text})).outcome

    assert outcome(term) == outcome(plain) == "likely_unlawful"


def spans(claims: list[Claim]) -> list[tuple[int, int, str]]:
    return [(c.start, c.end, c.arrangement) for c in claims]


@pytest.mark.parametrize(("name", "text"), list(named_cases()), ids=lambda value: value[:24])
def test_a_chunk_or_relation_taken_away_is_missed_by_its_named_case(
    name: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = finder().find({"t": text})
    if name in CHUNKS:
        assert finder().without_chunk(name).find({"t": text}) != found
    else:
        kept = {relation: row for relation, row in relations().items() if relation != name}
        monkeypatch.setattr("venuecheck.equality.halves.relations", lambda: kept)
        assert finder().find({"t": text}) != found


def test_every_chunk_and_relation_has_a_named_case() -> None:
    assert {item["name"] for item in read_grammar()["chunk"]} | set(relations()) == {name for name, _ in named_cases()}


_NO_CLASS = (
    "who: ", "told: ", "said of ", "reach: ", "shape: ", "group: ", "put forward: ", "asked: ", "answer: ",
)  # fmt: skip


def test_every_sign_that_has_points_or_shows_a_relation_is_a_class_that_a_word_can_have() -> None:
    known = frozenset[str]().union(*finder()._classes._members.values())
    assert {sign for _, signs in relations().values() for sign in signs} <= known
    weighed = {sign.split(": ")[1] for sign in evidence() if not sign.startswith(_NO_CLASS)}
    assert weighed <= known | {"parted", "together_alone"} | {deed.value for deed in Deed}
    told = {sign.split(": ")[1] for sign in evidence() if sign.startswith("said of ")}
    assert told <= {*relations(), "nothing", "beside each other"}
    shown = {kind for sign in evidence() if sign.startswith("shape: ") for kind in sign.split(": ")[-1].split(", ")}
    assert shown <= {name for name, _ in kinds()} | {"edge", "word"}
    assert {sign for _, signs in kinds() for sign in signs} <= known


@pytest.mark.parametrize("klass", ["women", "men"])
def test_a_word_for_a_group_taken_away_is_missed_by_its_named_case(klass: str, monkeypatch: pytest.MonkeyPatch) -> None:
    known = finder()._reader._known
    for entry in read_vocabulary("groups")[klass]:
        if " " in entry or "'" in entry or "-" in entry:
            continue
        text = {"notes": f"{entry} will sit in the back rows."}
        assert finder().find(text), entry
        with monkeypatch.context() as patch:
            patch.delitem(known, entry)
            patch.delitem(finder()._reader.lexicon.misspelt, entry, raising=False)
            assert not finder().find(text), entry


def classes_met() -> dict[str, list[str]]:
    """The texts that a word of each class stands in, the shortest first."""
    met: dict[str, list[str]] = {}
    for text in sorted(texts(), key=len):
        for klass in finder().classes_in(text):
            met.setdefault(klass, []).append(text)
    return met


@pytest.mark.slow
def test_a_class_taken_away_is_missed_by_some_case() -> None:
    met = classes_met()
    idle = {
        klass
        for name in VOCABULARIES
        for klass in read_vocabulary(name)
        if not klass.startswith("part_") and not needed(Finder((klass, "")), met.get(klass, []))
    }
    assert idle == {"dance_step", "past_auxiliary"}, (
        "they have points, which the order of the words outweighs in all cases"
    )


def needed(without: Finder, cases: list[str]) -> bool:
    """Whether some text gets another answer from a finder without a class."""
    return any(without.find({"t": text}) != finder().find({"t": text}) for text in cases)


def test_secular_and_religious_twins_get_the_same_answer() -> None:
    groups: dict[str, set[tuple[bool, str]]] = {}
    for case in forms("segregation-dev.jsonl"):
        if case.get("twin"):
            choices = {k: case.get(k, "") for k in ("purpose_kind", "arrangement", "chosen_by", "openness", "reason")}
            found = assess(Form(**choices, text=case["text"]))
            groups.setdefault(case["twin"], set()).add((any(f.field for f in found.findings), found.outcome))
    assert len(groups) > 50
    assert not {twin for twin, answers in groups.items() if len(answers) > 1}
