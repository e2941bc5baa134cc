"""The choices of the application form, each with the words that a hirer reads.

The values are those of the equality checks and of stored applications: add, never rename. The words accuse nobody; they
say what each choice means so that most people need no help.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """One choice of a question: its stored value, its words, and a hint where the words alone may not be enough."""

    value: str
    words: str
    hint: str = ""


PURPOSE_KINDS = (
    Choice("private_celebration", "A private celebration", "A birthday, wedding party or wake for family and guests"),
    Choice("sport", "Sport or exercise", "A class, training, swimming or gym"),
    Choice("competition", "A match, race or game", "For those who compete"),
    Choice("members_meeting", "A meeting of a club, society, union or association"),
    Choice("community_event", "A community event", "A fair, a shared meal, a fundraiser or a coffee morning"),
    Choice("arts_or_performance", "Arts, music or a performance", "Rehearsals too"),
    Choice("education_children", "A class, club or activity for children"),
    Choice("education_adults", "A class, course or workshop for adults"),
    Choice("wellbeing_or_support", "Health, wellbeing or support", "A support group, counselling, a clinic"),
    Choice("public_talk", "A talk, lecture, debate or panel"),
    Choice("worship", "Worship", "Prayer or a service"),
    Choice("rite_or_ceremony", "A rite or ceremony", "A wedding, funeral, naming or other ceremony"),
    Choice("religious_teaching", "Religious teaching or study"),
    Choice("political_meeting", "A political meeting", "A party, campaign or hustings outside an election period"),
    Choice(
        "election_meeting", "An election meeting", "A candidate’s meeting during an election; it has rules of its own"
    ),
    Choice("trade_or_commercial", "Business, trade or sales"),
    Choice("civic_or_council", "Council or civic business"),
    Choice("other", "Something else"),
)
"""What the hire is for, the commonest first."""

ARRANGEMENTS = (
    Choice("mixed", "Anyone sits anywhere"),
    Choice("no_seating", "There is no seating", "People stand or move about, as in a dance or exercise class"),
    Choice("free_choice", "There are men’s, women’s and mixed areas, and each person chooses"),
    Choice("separate_areas", "Men and women sit in separate areas, side by side"),
    Choice("front_and_back", "Men and women sit one in front and the other behind"),
    Choice("screened", "A curtain or screen stands between men and women"),
    Choice("separate_rooms", "Men and women are in separate rooms", "With a video or sound link, or without"),
    Choice("separate_entrances", "Men and women use separate entrances, and nothing else is separate"),
    Choice("separate_times", "Men and women come at separate times"),
    Choice("single_sex", "Only men, or only women, may come"),
    Choice("undecided", "We have not decided yet"),
)
"""How people will be seated or placed."""

TOGETHER = frozenset({"mixed", "no_seating"})
"""The arrangements in which nobody is placed by sex, so that no aim is asked for."""

CHOSEN_BY = (
    Choice("each_person", "Each person, for themselves"),
    Choice("organiser", "The organisers"),
    Choice("speaker", "The speaker asked for it"),
    Choice("religious_rite", "The religious rite itself"),
    Choice("unknown", "We do not know yet"),
)
"""Who decides where a person sits."""

OPENNESS = (
    Choice("public", "Anyone", "It is open to the public"),
    Choice("ticketed", "Anyone with a ticket", "Sold or free"),
    Choice("members", "Members only", "Of your club, society, union or association"),
    Choice("invited", "Invited guests only"),
    Choice("pupils", "Enrolled pupils or learners only"),
    Choice("unknown", "We do not know yet"),
)
"""Who may come."""

ORGANISATION_KINDS = (
    Choice("none", "No organisation", "I am booking as a private person"),
    Choice("club_or_society", "A club or society"),
    Choice("community_group", "A community or residents’ group"),
    Choice("charity", "A charity"),
    Choice("faith_group", "A faith or belief group"),
    Choice("school_or_college", "A school, college or university"),
    Choice("business", "A business"),
    Choice("trade_union", "A trade union"),
    Choice("campaign_group", "A campaign group"),
    Choice("political_party", "A political party"),
    Choice("health_service", "A health service"),
    Choice("public_body", "A council or other public body"),
    Choice("other", "Something else"),
)
"""What kind of organisation the hirer belongs to."""

CHANNELS = (Choice("counter", "At the counter"), Choice("phone", "On the phone"))
"""How an application reached staff who fill it in for somebody."""


def pairs(choices: Iterable[Choice]) -> list[tuple[str, str]]:
    """The choices as a form's field takes them: value and words."""
    return [(choice.value, choice.words) for choice in choices]


def hints(choices: Iterable[Choice]) -> dict[str, str]:
    """The hints of those choices that have one, by value."""
    return {choice.value: choice.hint for choice in choices if choice.hint}


def words(choices: Iterable[Choice], value: str) -> str:
    """What people read for a stored value; the value itself where it is none of the choices."""
    return next((choice.words for choice in choices if choice.value == value), value)
