"""The words that a form's choices are made of, each with the plain label that a hirer reads.

The values are fixed by the interface of `venuecheck equality` and by stored cases: add, never rename.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar


class PurposeKind(StrEnum):
    """What the hire is for."""

    WORSHIP = "worship"
    RELIGIOUS_TEACHING = "religious_teaching"
    RITE_OR_CEREMONY = "rite_or_ceremony"
    PRIVATE_CELEBRATION = "private_celebration"
    PUBLIC_TALK = "public_talk"
    POLITICAL_MEETING = "political_meeting"
    ELECTION_MEETING = "election_meeting"
    MEMBERS_MEETING = "members_meeting"
    COMMUNITY_EVENT = "community_event"
    EDUCATION_CHILDREN = "education_children"
    EDUCATION_ADULTS = "education_adults"
    COMPETITION = "competition"
    SPORT = "sport"
    WELLBEING_OR_SUPPORT = "wellbeing_or_support"
    ARTS_OR_PERFORMANCE = "arts_or_performance"
    TRADE_OR_COMMERCIAL = "trade_or_commercial"
    CIVIC_OR_COUNCIL = "civic_or_council"
    OTHER = "other"


class Arrangement(StrEnum):
    """How people are placed, as far as their sex is concerned."""

    MIXED = "mixed"
    FREE_CHOICE = "free_choice"
    SEPARATE_AREAS = "separate_areas"
    FRONT_AND_BACK = "front_and_back"
    SCREENED = "screened"
    SEPARATE_ROOMS = "separate_rooms"
    SEPARATE_ENTRANCES = "separate_entrances"
    SEPARATE_TIMES = "separate_times"
    SINGLE_SEX = "single_sex"
    NO_SEATING = "no_seating"
    UNDECIDED = "undecided"


class ChosenBy(StrEnum):
    """Who decides where a person sits."""

    EACH_PERSON = "each_person"
    ORGANISER = "organiser"
    SPEAKER = "speaker"
    RELIGIOUS_RITE = "religious_rite"
    UNKNOWN = "unknown"


class Openness(StrEnum):
    """Who may come."""

    PUBLIC = "public"
    TICKETED = "ticketed"
    MEMBERS = "members"
    INVITED = "invited"
    PUPILS = "pupils"
    UNKNOWN = "unknown"


class Outcome(StrEnum):
    """What an assessment leads to. It refuses nothing: it chooses which question is asked, and who looks."""

    NONE = "none"
    ENQUIRE = "enquire"
    LIKELY_UNLAWFUL = "likely_unlawful"

    @property
    def weight(self) -> int:
        """Rank for "the stronger outcome stands": 0 none, 1 enquire, 2 likely unlawful."""
        return _WEIGHTS[self]


_WEIGHTS = {Outcome.NONE: 0, Outcome.ENQUIRE: 1, Outcome.LIKELY_UNLAWFUL: 2}

SEPARATION = frozenset(
    {
        Arrangement.SEPARATE_AREAS,
        Arrangement.FRONT_AND_BACK,
        Arrangement.SCREENED,
        Arrangement.SEPARATE_ROOMS,
        Arrangement.SEPARATE_ENTRANCES,
        Arrangement.SEPARATE_TIMES,
    }
)
"""The arrangements that keep the sexes apart at one event; `single_sex` and `free_choice` are rows of their own."""

PURPOSE_LABELS: Mapping[PurposeKind, str] = MappingProxyType(
    {
        PurposeKind.WORSHIP: "Worship: prayer or a service",
        PurposeKind.RELIGIOUS_TEACHING: "Religious teaching or study",
        PurposeKind.RITE_OR_CEREMONY: "A rite or ceremony, such as a wedding, funeral or installation",
        PurposeKind.PRIVATE_CELEBRATION: "A private celebration for family and invited guests",
        PurposeKind.PUBLIC_TALK: "A talk, lecture or debate",
        PurposeKind.POLITICAL_MEETING: "A political meeting",
        PurposeKind.ELECTION_MEETING: "An election meeting held by or for a candidate",
        PurposeKind.MEMBERS_MEETING: "A meeting of a club, society, union or association",
        PurposeKind.COMMUNITY_EVENT: "A community event, such as a meal, fair or fundraiser",
        PurposeKind.EDUCATION_CHILDREN: "A class or activity for children",
        PurposeKind.EDUCATION_ADULTS: "A class or course for adults",
        PurposeKind.COMPETITION: "A match, race or game, for those who compete",
        PurposeKind.SPORT: "Sport or exercise: a class, training, swimming or gym",
        PurposeKind.WELLBEING_OR_SUPPORT: "Health, wellbeing or support",
        PurposeKind.ARTS_OR_PERFORMANCE: "Arts, music, theatre, film or a rehearsal",
        PurposeKind.TRADE_OR_COMMERCIAL: "Trade, sale or other business",
        PurposeKind.CIVIC_OR_COUNCIL: "Civic or council business",
        PurposeKind.OTHER: "Something else",
    }
)

ARRANGEMENT_LABELS: Mapping[Arrangement, str] = MappingProxyType(
    {
        Arrangement.MIXED: "Mixed: anyone sits anywhere",
        Arrangement.FREE_CHOICE: "Men's, women's and mixed areas, and each person chooses",
        Arrangement.SEPARATE_AREAS: "Men and women in separate areas, side by side",
        Arrangement.FRONT_AND_BACK: "One sex in front and the other behind",
        Arrangement.SCREENED: "A curtain or screen between men and women",
        Arrangement.SEPARATE_ROOMS: "Men and women in separate rooms, with or without a video or audio link",
        Arrangement.SEPARATE_ENTRANCES: "Separate entrances for men and women, and nothing else apart",
        Arrangement.SEPARATE_TIMES: "Men and women at separate times",
        Arrangement.SINGLE_SEX: "Only men or only women may come",
        Arrangement.NO_SEATING: "No seating",
        Arrangement.UNDECIDED: "Not decided yet",
    }
)

CHOSEN_BY_LABELS: Mapping[ChosenBy, str] = MappingProxyType(
    {
        ChosenBy.EACH_PERSON: "Each person chooses",
        ChosenBy.ORGANISER: "We, the organisers, decide",
        ChosenBy.SPEAKER: "The speaker asks for it",
        ChosenBy.RELIGIOUS_RITE: "The religious rite itself requires it",
        ChosenBy.UNKNOWN: "Not known yet",
    }
)

OPENNESS_LABELS: Mapping[Openness, str] = MappingProxyType(
    {
        Openness.PUBLIC: "Open to the public",
        Openness.TICKETED: "Open to anyone with a ticket",
        Openness.MEMBERS: "Members only",
        Openness.INVITED: "Invited guests only",
        Openness.PUPILS: "Enrolled pupils or learners",
        Openness.UNKNOWN: "Not known yet",
    }
)

OUTCOME_LABELS: Mapping[Outcome, str] = MappingProxyType(
    {
        Outcome.NONE: "Nothing to ask",
        Outcome.ENQUIRE: "Ask the hirer",
        Outcome.LIKELY_UNLAWFUL: "Likely unlawful: ask, then the equality lead",
    }
)


class UnknownValueError(ValueError):
    """A choice that is not in the vocabulary; the message is fit to show."""


_Choice = TypeVar("_Choice", PurposeKind, Arrangement, ChosenBy, Openness)


def read_choice(vocabulary: type[_Choice], field: str, value: object, missing: _Choice) -> _Choice:
    """The vocabulary's member for what a form holds; nothing at all, or an empty string, counts as `missing`.

    Raises:
        UnknownValueError: when something is given that the vocabulary does not hold.
    """
    if value is None or value == "":
        return missing
    try:
        return vocabulary(str(value))
    except ValueError:
        allowed = ", ".join(member.value for member in vocabulary)
        raise UnknownValueError(f"{field} is {value!r:.60}, which is not one of: {allowed}") from None
