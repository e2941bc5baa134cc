"""The law as a table: sixteen rows, read from the top, of which the first that fits decides.

Law in outline for England, Wales and Scotland: Equality Act 2010 as in force in November 2026. Each row carries its
source. A solicitor checks the rows before real use; a case keeps the version of the table that it was assessed under,
so numbers are stable and a changed row means a new version.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import product

from .vocabulary import SEPARATION, Arrangement, ChosenBy, Openness, Outcome, PurposeKind

TABLE_VERSION = "2026-11-24.1"
TABLE_DATE = date(2026, 11, 24)
CHECKED_BY_SOLICITOR: date | None = None
"""When a solicitor last checked the rows; None until one has."""

_P, _A, _C, _O = PurposeKind, Arrangement, ChosenBy, Openness
_DIRECTED = frozenset({_C.ORGANISER, _C.SPEAKER, _C.RELIGIOUS_RITE})


@dataclass(frozen=True)
class Choices:
    """What a form ticks. A field that is missing counts as `other`, `undecided`, `unknown`, `unknown`."""

    purpose_kind: PurposeKind = PurposeKind.OTHER
    arrangement: Arrangement = Arrangement.UNDECIDED
    chosen_by: ChosenBy = ChosenBy.UNKNOWN
    openness: Openness = Openness.UNKNOWN


@dataclass(frozen=True)
class Row:
    """One row of the table. None in a condition means "any"."""

    number: int
    name: str
    outcome: Outcome
    reason: str
    citation: str
    question: str = ""
    purposes: frozenset[PurposeKind] | None = None
    arrangements: frozenset[Arrangement] | None = None
    chosen_by: frozenset[ChosenBy] | None = None
    openness: frozenset[Openness] | None = None
    outcome_with_reason: Outcome | None = field(default=None)
    """The outcome where the hirer has stated an aim; only rows 5 and 9 have one."""

    def fits(self, choices: Choices) -> bool:
        """Whether all four conditions hold."""
        return (
            (self.purposes is None or choices.purpose_kind in self.purposes)
            and (self.arrangements is None or choices.arrangement in self.arrangements)
            and (self.chosen_by is None or choices.chosen_by in self.chosen_by)
            and (self.openness is None or choices.openness in self.openness)
        )

    def outcome_given(self, reason_stated: bool) -> Outcome:
        """The row's outcome, with or without a stated aim."""
        return self.outcome_with_reason if reason_stated and self.outcome_with_reason is not None else self.outcome


ROWS: tuple[Row, ...] = (
    Row(
        1,
        "nobody-directed",
        Outcome.NONE,
        "Nobody is directed to a place by sex.",
        "Equality Act 2010 ss.13, 29",
        arrangements=frozenset({_A.MIXED, _A.NO_SEATING}),
    ),
    Row(
        2,
        "undecided",
        Outcome.ENQUIRE,
        "Firm detail of seating is asked of every hirer.",
        "Prevent Duty Toolkit for Local Authorities, Benchmark 8 (booking forms ask for firm detail of seating)",
        "How will people be seated, and who decides where a person sits?",
        arrangements=frozenset({_A.UNDECIDED}),
    ),
    Row(
        3,
        "worship-or-rite",
        Outcome.NONE,
        "What happens in an act of worship or a rite is for the religion or body whose rite it is. It is recorded. "
        "A talk, class, meal or collection that comes with it is assessed by its own row.",
        "Equality and Human Rights Commission, Gender segregation at events and meetings (2014); "
        "Equality Act 2010 s.29 (no service to the public)",
        purposes=frozenset({_P.WORSHIP, _P.RITE_OR_CEREMONY}),
    ),
    Row(
        4,
        "competitors",
        Outcome.NONE,
        "Those who compete in a sport or game of strength, stamina or physique may do so by sex. "
        "Spectators are assessed by their own row.",
        "Equality Act 2010 s.195",
        purposes=frozenset({_P.COMPETITION}),
    ),
    Row(
        5,
        "separate-service",
        Outcome.ENQUIRE,
        "A separate or single-sex service is lawful where a joint one would be less effective or not practicable "
        "and it is a proportionate means to a legitimate aim.",
        "Equality Act 2010 Sch 3 paras 26, 27",
        "What is the aim of keeping to one sex or of separate sessions, and why would a joint session not meet it?",
        purposes=frozenset({_P.WELLBEING_OR_SUPPORT, _P.SPORT}),
        arrangements=(SEPARATION - {_A.FRONT_AND_BACK}) | {_A.SINGLE_SEX},
        outcome_with_reason=Outcome.NONE,
    ),
    Row(
        6,
        "own-membership",
        Outcome.NONE,
        "An association may restrict its membership to people who share a characteristic, and meet as its members. "
        "This does not cover how members are seated, or a registered political party.",
        "Equality Act 2010 Sch 16 para 1; s.107",
        purposes=frozenset(
            {
                _P.MEMBERS_MEETING,
                _P.ARTS_OR_PERFORMANCE,
                _P.COMMUNITY_EVENT,
                _P.EDUCATION_ADULTS,
                _P.TRADE_OR_COMMERCIAL,
                _P.OTHER,
            }
        ),
        arrangements=frozenset({_A.SINGLE_SEX}),
        openness=frozenset({_O.MEMBERS}),
    ),
    Row(
        7,
        "private-gathering",
        Outcome.NONE,
        "A private gathering of family and invited guests offers no service to the public.",
        "Equality Act 2010 s.29(1)",
        purposes=frozenset({_P.PRIVATE_CELEBRATION}),
        openness=frozenset({_O.INVITED}),
    ),
    Row(
        8,
        "is-it-private",
        Outcome.ENQUIRE,
        "A celebration is private only while guests are invited; sold or advertised, it may be a service to the public.",
        "Equality Act 2010 s.29(1)",
        "Are tickets sold, or is the celebration advertised, and who may come?",
        purposes=frozenset({_P.PRIVATE_CELEBRATION}),
    ),
    Row(
        9,
        "children-single-sex",
        Outcome.ENQUIRE,
        "A single-sex activity for children needs an exception: a single-sex school, positive action, or an "
        "association's own membership.",
        "Equality Act 2010 Sch 11; s.158; Sch 16 para 1",
        "Which exception applies (single-sex school, positive action, an association's own members), and why?",
        purposes=frozenset({_P.EDUCATION_CHILDREN}),
        arrangements=frozenset({_A.SINGLE_SEX}),
        outcome_with_reason=Outcome.NONE,
    ),
    Row(
        10,
        "children-kept-apart",
        Outcome.LIKELY_UNLAWFUL,
        "Keeping boys and girls apart in a mixed school is direct discrimination against each child, though both are "
        "treated alike; the reasoning reaches a club or class.",
        "Equality Act 2010 ss.13, 85 (a school), ss.13, 29 (a club or class); HM Chief Inspector of Education v "
        "Interim Executive Board of Al-Hijrah School [2017] EWCA Civ 1426",
        "What is taught, to whom, and why are boys and girls apart?",
        purposes=frozenset({_P.EDUCATION_CHILDREN}),
        arrangements=SEPARATION,
        chosen_by=_DIRECTED,
    ),
    Row(
        11,
        "children-otherwise",
        Outcome.ENQUIRE,
        "Boys and girls may be apart at an activity for children; it is not clear who decided it.",
        "Equality Act 2010 ss.13, 29, 85; HM Chief Inspector of Education v Interim Executive Board of Al-Hijrah "
        "School [2017] EWCA Civ 1426",
        "What is taught, to whom, and why are boys and girls apart?",
        purposes=frozenset({_P.EDUCATION_CHILDREN}),
    ),
    Row(
        12,
        "minister-of-religion",
        Outcome.ENQUIRE,
        "A minister of an organised religion may provide a service to one sex, or separately, at a place for the time "
        "being used for the religion, where its doctrine or strongly held convictions need it.",
        "Equality Act 2010 Sch 3 para 29",
        "Is a minister providing it, at a place used for the religion, and what in doctrine or conviction needs it?",
        purposes=frozenset({_P.RELIGIOUS_TEACHING}),
    ),
    Row(
        13,
        "labelled-choice",
        Outcome.ENQUIRE,
        "Seating is a free choice where nothing points people to a place: no label, sign, usher, ticket or entrance.",
        "Equality Act 2010 ss.13, 29; Equality and Human Rights Commission, Gender segregation at events and meetings "
        "(2014)",
        "Would you drop the labels, so that nothing points people to a place?",
        arrangements=frozenset({_A.FREE_CHOICE}),
    ),
    Row(
        14,
        "imposed-separation",
        Outcome.LIKELY_UNLAWFUL,
        "Men and women are directed to be apart at something that is not worship. Sch 23 para 2 (religion or belief) "
        "does not cover sex and excuses no seating.",
        "Equality Act 2010 ss.13, 29 (s.101 among an association's members and guests); ss.111, 112 for the council; "
        "HM Chief Inspector of Education v Interim Executive Board of Al-Hijrah School [2017] EWCA Civ 1426",
        "Would mixed seating serve?",
        arrangements=SEPARATION,
        chosen_by=_DIRECTED,
        openness=frozenset({_O.PUBLIC, _O.TICKETED, _O.MEMBERS, _O.PUPILS}),
    ),
    Row(
        15,
        "separation-otherwise",
        Outcome.ENQUIRE,
        "Men and women may be apart, and it is not clear who decides or who may come.",
        "Equality Act 2010 ss.13, 29, 149",
        "Who decides how people sit, who may come, and may anyone sit anywhere?",
        arrangements=SEPARATION,
    ),
    Row(
        16,
        "single-sex-otherwise",
        Outcome.ENQUIRE,
        "An event for one sex needs an exception, and must be proportionate.",
        "Equality Act 2010 Sch 3 paras 26, 27, 29; Sch 16 para 1",
        "Which exception is relied on (Schedule 3 paragraphs 26, 27 or 29, or Schedule 16), and why is it "
        "proportionate?",
        arrangements=frozenset({_A.SINGLE_SEX}),
    ),
)


def decide(choices: Choices) -> Row:
    """The row that decides: the first that fits. The rows are total, so there always is one."""
    return next(row for row in ROWS if row.fits(choices))


def every_combination() -> Iterator[Choices]:
    """All 18 × 11 × 5 × 6 combinations of the vocabularies."""
    for purpose, arrangement, chosen_by, openness in product(PurposeKind, Arrangement, ChosenBy, Openness):
        yield Choices(purpose, arrangement, chosen_by, openness)
