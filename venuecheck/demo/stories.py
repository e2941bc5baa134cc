"""The applications of the demo council, each with what was done to it: together they reach every state of the workflow.

Written to show the ordinary beside the rare: most hires need no check at all. Every person, organisation and event is made
up. The rooms and days are chosen so that none stands in the way of the applications of a file that is loaded later.
"""

from dataclasses import dataclass, field
from datetime import time
from typing import Any

from venuecheck.bookings.application import Speaker
from venuecheck.cases.acts import Act
from venuecheck.cases.approaches import Source
from venuecheck.cases.cancelling import Ground as Breach
from venuecheck.cases.cancelling import Ordinary
from venuecheck.cases.decisions import CONDITIONS, Ground
from venuecheck.demo.acts import (
    Step,
    answered,
    answered_told,
    approached,
    approved,
    asked,
    balanced,
    called_off,
    came_back,
    cancelling_proposed,
    concluded,
    corrected,
    decided,
    equality_assessed,
    judged,
    looked_into,
    moved,
    not_offered,
    noted,
    passed,
    recommended,
    review_asked,
    taken,
    told,
    withdrawn,
)
from venuecheck.equality.models import Conclusion
from venuecheck.screening.models import Verdict

TOWN_HALL, CENTRE, LIBRARY, VILLAGE = (
    "Tarnford Town Hall",
    "Elmwright Community Centre",
    "Tarnford Library",
    "Harrowdale Village Rooms",
)
TOMASZ, FARIDA, SIOBHAN = "tomasz.wielgosz", "farida.noorani", "siobhan.kettle"
PRIYANKA, CALLUM, NKECHI = "priyanka.ravindran", "callum.ferrier", "nkechi.oduya"
MEI_LIN, YUSUF = "mei-lin.hargreave", "yusuf.demirhan"
NAMED_CHAIR, QUESTIONS, _ANYWHERE, _TICKETS, STEWARDS = CONDITIONS[:5]


@dataclass(frozen=True)
class Story:
    """An application as it was sent, and what happened to it since.

    `when` is days ahead, start and end; `entered_by` a colleague who filled it in for somebody on the telephone.
    """

    title: str
    venue: str
    space: str
    when: tuple[int, time, time]
    hirer: str
    says: dict[str, Any]
    steps: tuple[Step, ...] = ()
    entered_by: str = ""
    checked: bool = field(default=True)


def _from(hour: int, until: int, days: int, half: bool = False) -> tuple[int, time, time]:
    return (days, time(hour, 30 if half else 0), time(until % 24, 30 if half else 0))


MIXED = {"arrangement": "mixed", "chosen_by": "each_person"}

STORIES: tuple[Story, ...] = (
    # --- plain, and waiting --------------------------------------------------------------------------------------
    Story(
        "Wednesday tea dance",
        CENTRE,
        "Garden Hall",
        _from(14, 16, 9, half=True),
        "Dorothea Mbanefo",
        MIXED
        | {
            "organisation": "Tarn Valley Tea Dancers",
            "organisation_kind": "club_or_society",
            "purpose_kind": "community_event",
            "purpose": "Tea dance with records from the fifties 🎶 and sandwiches. Beginners welcome.",
            "seating": "Chairs round the walls and a few small tables, sit anywhere",
            "openness": "public",
            "expected_numbers": 70,
            "notes": "Could we have the ramp at the garden door?",
        },
    ),
    Story(
        "Carers' lunch",
        CENTRE,
        "Room 1",
        _from(12, 14, 12),
        "Anwen Prydderch",
        MIXED
        | {
            "organisation": "Tarn Valley Carers",
            "organisation_kind": "charity",
            "purpose_kind": "wellbeing_or_support",
            "purpose": "Monthly lunch for people who look after somebody at home",
            "seating": "Three round tables",
            "openness": "public",
            "expected_numbers": 24,
        },
        entered_by=FARIDA,
    ),
    Story(
        "Meeting of the candidate for Tarn East",
        TOWN_HALL,
        "Assembly Room",
        _from(19, 21, 21),
        "Ignatius Brightmore",
        MIXED
        | {
            "organisation": "Tarn Valley Independents",
            "organisation_kind": "political_party",
            "purpose_kind": "election_meeting",
            "purpose": "Public meeting in support of our candidate, with questions",
            "election": "County council, Tarn East, May",
            "seating": "Rows, first come first served",
            "openness": "public",
            "expected_numbers": 140,
            "has_speakers": True,
            "speakers": (
                Speaker(name="Ignatius Brightmore", organisation="Tarn Valley Independents", topic="Why I am standing"),
            ),
        },
    ),
    # --- something is missing ------------------------------------------------------------------------------------
    Story(
        "Growing without digging",
        TOWN_HALL,
        "Corn Room",
        _from(19, 21, 16),
        "Perpetua Sandeman",
        MIXED
        | {
            "organisation": "Harrowdale Garden Society",
            "organisation_kind": "club_or_society",
            "purpose_kind": "public_talk",
            "purpose": "Talk for members and anybody who likes to come",
            "seating": "Theatre style",
            "openness": "public",
            "expected_numbers": 45,
            "has_speakers": True,
            "speakers": (Speaker(to_be_confirmed=True, organisation="", topic="No-dig growing"),),
        },
        (taken(TOMASZ), asked(TOMASZ, "Who will give the talk? Please tell us the name as soon as you know it.")),
    ),
    Story(
        "Traders' awards dinner",
        TOWN_HALL,
        "Assembly Room",
        _from(18, 23, 26),
        "Ludmila Castellan",
        {
            "organisation": "Corn Street Traders",
            "organisation_kind": "business",
            "purpose_kind": "trade_or_commercial",
            "purpose": "Annual dinner with awards for the best shop window",
            "arrangement": "undecided",
            "chosen_by": "unknown",
            "openness": "ticketed",
            "expected_numbers": 150,
        },
    ),
    # --- seating -------------------------------------------------------------------------------------------------
    Story(
        "Harvest supper",
        CENTRE,
        "Garden Hall",
        _from(18, 21, 20),
        "Cornelius Whitlam",
        MIXED
        | {
            "organisation": "Elmwright Neighbours",
            "organisation_kind": "community_group",
            "purpose_kind": "community_event",
            "purpose": "Harvest supper, everybody brings a dish",
            "seating": "Long tables.\r\nLadies sit at the tables by the kitchen and gentlemen by the stage, as every year.",
            "openness": "public",
            "expected_numbers": 75,
        },
    ),
    Story(
        "Walking and talking",
        TOWN_HALL,
        "Wool Room",
        _from(18, 20, 14),
        "Emeka Thornley",
        {
            "organisation": "Tarnford Walking and Talking",
            "organisation_kind": "community_group",
            "purpose_kind": "wellbeing_or_support",
            "purpose": "Tea and talk for men who have lost somebody, after our walk",
            "arrangement": "single_sex",
            "chosen_by": "organiser",
            "openness": "public",
            "expected_numbers": 12,
            "seating": "Circle of chairs",
        },
        (
            taken(SIOBHAN),
            asked(
                SIOBHAN,
                "What is the aim of keeping the evening to men, and why would a joint one not meet it? One or two "
                "sentences are enough.",
            ),
            answered(
                "The men who come have told us that they do not speak about their loss in mixed company; in our mixed "
                "evenings last year only one man came twice. There is a mixed evening on the other Thursday."
            ),
        ),
    ),
    Story(
        "Strength and balance for women",
        CENTRE,
        "Room 1",
        _from(10, 11, 17),
        "Xanthe Okonedo",
        {
            "organisation": "Elmwright Strength and Balance",
            "organisation_kind": "community_group",
            "purpose_kind": "sport",
            "purpose": "Gentle exercise after an operation, for women",
            "arrangement": "single_sex",
            "chosen_by": "organiser",
            "openness": "public",
            "expected_numbers": 14,
            "seating": "Mats and a few chairs",
        },
        (
            taken(TOMASZ),
            asked(TOMASZ, "What is the aim of keeping the class to women, and why would a joint class not meet it?"),
            answered("The exercises follow breast surgery. In a mixed class those who need it most stopped coming."),
            concluded(
                TOMASZ,
                Conclusion.PERMITTED,
                "The aim is recovery after surgery, and a joint class was tried and was less effective.",
                exception="Schedule 3 paragraphs 26 and 27: a separate service where a joint one is less effective",
            ),
        ),
    ),
    Story(
        "Evening for landlords",
        TOWN_HALL,
        "Assembly Room",
        _from(18, 21, 30),
        "Bertrand Hollinshead",
        {
            "organisation": "Tarnford Property Network",
            "organisation_kind": "business",
            "purpose_kind": "trade_or_commercial",
            "purpose": "Ticketed evening on letting and maintenance, with a finger buffet",
            "arrangement": "separate_areas",
            "chosen_by": "organiser",
            "openness": "ticketed",
            "expected_numbers": 120,
            "seating": "Gentlemen in the stalls, ladies in the gallery",
            "has_speakers": True,
            "speakers": (
                Speaker(name="Rosamund Peverell-Okoye", organisation="Surveyor", topic="Damp: what the law asks"),
            ),
        },
        (
            taken(FARIDA),
            asked(
                FARIDA, "Would mixed seating serve? People would sit where they like, on the floor or in the gallery."
            ),
            answered("It has always been done this way at our evenings. We would rather keep to it."),
            passed(FARIDA, Act.TO_EQUALITY, "The question did not settle it: the organiser wishes to keep the areas."),
        ),
    ),
    Story(
        "Course for new governors",
        TOWN_HALL,
        "Corn and Wool Rooms",
        _from(9, 13, 28),
        "Solveig Amankwah",
        {
            "organisation": "Tarn Valley Governors' Association",
            "organisation_kind": "charity",
            "purpose_kind": "education_adults",
            "purpose": "Half-day course for people who have become school governors",
            "arrangement": "separate_rooms",
            "chosen_by": "organiser",
            "openness": "ticketed",
            "expected_numbers": 50,
            "seating": "Men in the Corn Room, women in the Wool Room with a video link",
        },
        (
            taken(TOMASZ),
            asked(TOMASZ, "Why are men and women in two rooms, and would one mixed room serve?"),
            answered("Two members asked for it. We do not mind either way, but they are our best helpers."),
            passed(TOMASZ, Act.TO_EQUALITY, "Likely unlawful, and the answer leaves it open."),
            equality_assessed(
                PRIYANKA,
                eliminate="Directing governors to rooms by sex treats each of them worse because of their sex.",
                advance="New governors of either sex meet the trainer and each other only if they share a room.",
                relations="Mixed rooms do no harm to relations; nobody relies on a belief.",
                affected="Fifty new governors, the two members who asked, and the association that hires.",
                less_intrusive="One condition on seating is enough; nothing else of the course is touched.",
                proportionality="The course goes ahead as planned but for who may sit where.",
                legal_advice="",
            ),
            recommended(
                PRIYANKA,
                Act.GRANT_WITH_CONDITIONS,
                facts_found="A course open to any governor, divided by sex into two rooms at the wish of two members.",
                concerns="Nothing in the Act excuses directing adults at a course to rooms by sex.",
                in_favour="The course is useful and wanted, and the organiser does not mind mixed rooms.",
                expression="Nothing that is said or believed is touched: only where people sit.",
                equality="The duty points one way: the division sets governors apart and serves no need of the course.",
                less_intrusive="The organiser was asked. A condition is the least that settles it; no other room is needed.",
                proportionality="The course goes ahead as it was planned, in the same rooms.",
                reasons="One condition, that anybody sits in either room, meets the concern in full.",
            ),
        ),
    ),
    # --- names ---------------------------------------------------------------------------------------------------
    Story(
        "Night of northern bands",
        TOWN_HALL,
        "Assembly Room",
        _from(19, 23, 24),
        "Aurelio Benchley",
        MIXED
        | {
            "organisation": "Tarn Valley Live",
            "organisation_kind": "business",
            "purpose_kind": "arts_or_performance",
            "purpose": "Four bands, introduced by the promoter",
            "arrangement": "no_seating",
            "seating": "Standing, with the gallery for those who want to sit",
            "openness": "ticketed",
            "publicity": "Posters in town from next week",
            "expected_numbers": 260,
            "has_speakers": True,
            "speakers": (Speaker(name="Zbyslaw Wronogorski", topic="Introduces the bands"),),
        },
        (
            taken(CALLUM),
            looked_into(
                CALLUM,
                "Zbyslaw Wronogorski",
                found="An interview (fictional) of last spring in which a promoter of this name stands by the lyrics.",
                not_found="No photograph that could be compared; no record of an event in this county.",
                sources="The promoter's own page, two music papers, the register of companies; seen this week.",
            ),
            noted(CALLUM, "The hirer may not know who the promoter is. Ask before anything else."),
            asked(CALLUM, "How did you come to book the person who introduces the bands, and what will be said?"),
        ),
    ),
    Story(
        "Repair café",
        TOWN_HALL,
        "Corn Room",
        _from(10, 14, 11),
        "Rowan Eldersly",
        MIXED
        | {
            "organisation": "Tarnford Repair Café",
            "organisation_kind": "community_group",
            "purpose_kind": "community_event",
            "purpose": "Bring a broken toaster, go home with a working one",
            "seating": "Work benches and chairs",
            "openness": "public",
            "expected_numbers": 40,
        },
    ),
    Story(
        "Evening of piping",
        LIBRARY,
        "Room 1",
        _from(18, 20, 23),
        "Isla Macrae-Obi",
        MIXED
        | {
            "organisation": "Tarnford Piping Circle",
            "organisation_kind": "club_or_society",
            "purpose_kind": "arts_or_performance",
            "purpose": "A piper aged 71 plays and tells how he learnt",
            "seating": "Rows",
            "openness": "public",
            "expected_numbers": 18,
            "has_speakers": True,
            "speakers": (Speaker(name="Euan Strathdoon", organisation="Piper", topic="Fifty years of piping"),),
        },
        (
            taken(NKECHI),
            looked_into(
                NKECHI,
                "Euan Strathdoon, piper",
                found="Born 1955, teaches piping in the county, photographed at concerts since 1988.",
                not_found="Nothing that ties him to the person listed, who is in his thirties.",
                sources="The circle's own page, three concert programmes, the local paper.",
                weight="none",
            ),
            judged(
                NKECHI, Verdict.DIFFERENT_PERSON, "Forty years older than the person listed, and known to the library."
            ),
        ),
    ),
    Story(
        "Revival week: the last evening",
        TOWN_HALL,
        "Assembly Room",
        _from(18, 21, 34),
        "Josiah Pennicott",
        MIXED
        | {
            "organisation": "Upper Tarn Chapel",
            "organisation_kind": "faith_group",
            "purpose_kind": "public_talk",
            "purpose": "An address by a guest preacher, all welcome",
            "seating": "Rows, sit where you like",
            "openness": "public",
            "expected_numbers": 180,
            "has_speakers": True,
            "speakers": (Speaker(name="Reverend Silas Boone", topic="Watchmen in the night"),),
        },
        (
            taken(NKECHI),
            asked(
                NKECHI,
                "Would you tell us more of what the guest will say, and would he answer questions from the floor?",
            ),
            answered("He will speak on Ezekiel 33. Questions are no difficulty, our minister can take the chair."),
            looked_into(
                NKECHI,
                "Silas Boone",
                found="The sermons of 2021 to 2023 are his; none since repeats the call to arms, two regret it.",
                not_found="No complaint from the four places where he has spoken this year.",
                sources="His own channel, the four hosts by telephone, the local papers.",
            ),
            judged(
                NKECHI, Verdict.SAME_PERSON, "Name, title and portrait are those of the entry; the host confirms it."
            ),
            recommended(
                NKECHI,
                Act.GRANT_WITH_CONDITIONS,
                facts_found="The same person. What was said until 2023 has not been repeated, and was regretted twice.",
                concerns="An unchallenged address to a large audience.",
                in_favour="A chapel's freedom of religion and expression; the host is open and answers at once.",
                expression="A sermon is speech and worship both. The conditions leave its words alone.",
                less_intrusive="Two questions were asked and answered well. A chair is the next rung, and enough.",
                proportionality="A chair and questions add speech and take none away.",
                reasons="A named chair and questions from the floor meet the concern.",
            ),
        ),
    ),
    # --- decided -------------------------------------------------------------------------------------------------
    Story(
        "Ukuleles for everyone",
        CENTRE,
        "Garden Hall",
        _from(19, 21, 13),
        "Tamsin Ogunleye",
        MIXED
        | {
            "organisation": "Harrowdale Ukulele Orchestra",
            "organisation_kind": "club_or_society",
            "purpose_kind": "arts_or_performance",
            "purpose": "Open rehearsal, instruments lent",
            "seating": "Semicircle, anyone anywhere",
            "openness": "public",
            "expected_numbers": 35,
        },
        (taken(SIOBHAN), approved(SIOBHAN)),
    ),
    Story(
        "Debate: what do we owe one another?",
        TOWN_HALL,
        "Assembly Room",
        _from(19, 21, 40),
        "Hermione Balasingham",
        MIXED
        | {
            "organisation": "Tarnford Forum",
            "organisation_kind": "community_group",
            "purpose_kind": "public_talk",
            "purpose": "Two speakers from abroad on loyalty and exile",
            "seating": "Theatre style, anyone anywhere",
            "openness": "ticketed",
            "expected_numbers": 200,
            "has_speakers": True,
            "speakers": (
                Speaker(name="Tendai Mupfurutsa", topic="Loyalty"),
                Speaker(name="Blessing Chigariro-Lunt", organisation="Writer", topic="Exile"),
            ),
        },
        (
            taken(CALLUM),
            looked_into(
                CALLUM,
                "Tendai Mupfurutsa",
                found="The recorded threats of 2018 are his. Two later debates, with a chair, passed without any.",
                not_found="No threat recorded since 2020.",
                sources="Recordings of both debates, an answer from the counter-terrorism unit.",
            ),
            judged(CALLUM, Verdict.SAME_PERSON, "The forum's own biography names the same party and year of birth."),
            recommended(
                CALLUM,
                Act.GRANT_WITH_CONDITIONS,
                facts_found="The same person; threats in 2018, none known since 2020.",
                concerns="Opponents in exile may attend and be threatened.",
                in_favour="A public debate with two sides, which the forum has held for years.",
                expression="Political speech and assembly, which the law protects most. Nothing that is said is limited.",
                less_intrusive="A chair alone was considered; stewards are added for those in exile.",
                proportionality="Each condition answers a risk that was found.",
                reasons="A chair, questions from the floor and stewards are enough.",
            ),
            decided(
                MEI_LIN,
                Act.GRANT_WITH_CONDITIONS,
                "We are glad to host the debate. One of the speakers made threats in public some years ago. With the "
                "conditions below we are satisfied that everybody can take part safely.",
                internal="Agreed with the Prevent team's recommendation in full.",
                weighed={
                    "in_favour": "Freedom of expression and assembly; a debate with two sides.",
                    "less_intrusive": "A chair alone was considered; stewards were added for those in exile.",
                    "proportionality": "Each condition answers a risk that was found, and none touches what is said.",
                },
                conditions=(NAMED_CHAIR, QUESTIONS, STEWARDS),
                rests_on=("prevent", "public_order"),
            ),
        ),
    ),
    Story(
        "Members' training evening",
        CENTRE,
        "Garden Hall",
        _from(18, 22, 37),
        "Craig Ollerenshaw-Dean",
        MIXED
        | {
            "organisation": "Raven Banner Fitness",
            "organisation_other_names": "Sons of the Raven Banner",
            "organisation_kind": "club_or_society",
            "purpose_kind": "sport",
            "purpose": "Contact sparring for our own people, doors closed",
            "seating": "None",
            "arrangement": "no_seating",
            "openness": "members",
            "expected_numbers": 40,
        },
        (
            taken(NKECHI),
            asked(
                NKECHI, "Is your club the one that is also called Sons of the Raven Banner, and who leads the training?"
            ),
            answered("Yes, that is us. The training is what it is. We do not give names."),
            looked_into(
                NKECHI,
                "Raven Banner Fitness",
                found="Its page shows the marks of Sons of the Raven Banner and celebrates two assaults by date and place.",
                not_found="No other purpose of the club, and no statement that leaves the assaults behind.",
                sources="The club's page and channel, the judgment on the second assault (fictional).",
            ),
            judged(NKECHI, Verdict.SAME_PERSON, "The hirer says so, and the marks are the same."),
            recommended(
                NKECHI,
                Act.DECLINE,
                facts_found="The same organisation; it prepares for and celebrates assaults.",
                concerns="The hire itself is the training.",
                in_favour="People may meet and train; a complaint is no evidence, and none was relied on.",
                expression="Assembly is touched, and association. No belief is.",
                less_intrusive="A named trainer was asked for and refused. An officer in the hall would watch, not prevent.",
                proportionality="The risk is of violence to others, and this one evening is refused.",
                reasons="No condition changes the purpose, and the hirer will not name who trains.",
            ),
            approached(
                NKECHI,
                Source.MEMBER,
                "Councillor for Elmwright",
                "That club has no place in our hall, and half the ward thinks so.",
                "None. It says nothing that could be checked, and what others think of the club is no ground.",
            ),
            balanced(
                NKECHI,
                {
                    "question": "Asked who leads the training and whether the club is the one named. It gives no names.",
                    "condition": "A named trainer, or an officer present: the hirer refuses the first, and the second "
                    "would watch the training without changing it.",
                    "other_place": "The same training in another room is the same training.",
                    "online": "Sparring cannot be held online.",
                    "postponement": "Nothing that is awaited would change what is known.",
                    "refusal": "The training is the harm. The club may apply for other events.",
                },
                aim="The safety of those whom the club has assaulted, and preventing crime.",
                evidence="The club's page of 4 March celebrates an assault by date and place; the judgment of 11 May on the "
                "second (both fictional).",
                article_9="Not in question.",
                article_10="What the club writes is the evidence; nothing that it says is limited.",
                article_11="Touched: people who wish to meet may not do so here, that evening, for this.",
                article_14="Any club that trained people for assaults would be answered alike.",
                equality_act="No belief that the Act protects is put forward. Had it been, the answer would be the same.",
                legal_advice="The council's solicitor, orally and by note of the same day: lawful and proportionate.",
            ),
            told(
                YUSUF,
                Act.DECLINE,
                ("prevent", "public_order"),
                "Your club's page of 4 March says of the first assault: “one of ours did it, and well”. The judgment of 11 May "
                "names the club on the second (both fictional). You answered that “the training is what it is”.",
                "The evening would train people for what the page celebrates. You have not said who trains, or for what.",
            ),
            answered_told("We are a fitness club. We do not have to tell you who trains."),
            decided(
                YUSUF,
                Act.DECLINE,
                "We have looked at what your club says of itself in public, and at your answers. The evening would train "
                "people for assaults that the club has celebrated by date and place. We therefore decline this booking. "
                "This is a decision on this event alone.",
                internal="Legal was asked and agrees. The police know of the page.",
                rests_on=("prevent", "public_order"),
                weighed={
                    "facts_found": "The same organisation; it prepares for and celebrates assaults.",
                    "concerns": "The hire itself is the training.",
                    "expression": "You may meet and say what you like; what is refused is a hall for training assaults.",
                    "in_favour": "Freedom of assembly; training in a sport is lawful in itself.",
                    "less_intrusive": "A named trainer, an officer present and another date were considered. The hirer "
                    "refuses to name anybody, so that none of them would meet the risk.",
                    "proportionality": "The risk is of violence to others and is shown by the club's own words.",
                },
            ),
        ),
    ),
    Story(
        "Science fair committee",
        TOWN_HALL,
        "Wool Room",
        _from(17, 19, 10),
        "Bogdan Featherstone",
        MIXED
        | {
            "organisation": "Tarnford Science Fair",
            "organisation_kind": "community_group",
            "purpose_kind": "members_meeting",
            "purpose": "Planning meeting",
            "seating": "One large table",
            "openness": "members",
            "expected_numbers": 12,
        },
        (
            taken(FARIDA),
            not_offered(
                FARIDA,
                Ground.TAKEN,
                "The room is needed that evening for the count of a parish poll. We are sorry, and offer these times.",
            ),
        ),
    ),
    Story(
        "Bridge for beginners",
        TOWN_HALL,
        "Wool Room",
        _from(14, 16, 19),
        "Marguerite Olusanya",
        MIXED
        | {
            "organisation": "Lower Tarn Bridge Club",
            "organisation_kind": "club_or_society",
            "purpose_kind": "education_adults",
            "purpose": "Six lessons, cards provided",
            "seating": "Tables of four",
            "openness": "public",
            "expected_numbers": 16,
        },
        (withdrawn(),),
    ),
    # --- asked before it is restricted, or cancelled ---------------------------------------------------------------
    Story(
        "What becomes of the quarry?",
        VILLAGE,
        "Long Room",
        _from(19, 22, 45),
        "Rosalind Achterberg",
        MIXED
        | {
            "organisation": "Harrowdale Quarry Campaign",
            "organisation_kind": "community_group",
            "purpose_kind": "public_talk",
            "purpose": "A talk against the new quarry, with questions",
            "seating": "Rows, sit anywhere",
            "openness": "public",
            "expected_numbers": 90,
            "has_speakers": True,
            "speakers": (
                Speaker(name="Torquil Benbow-Hayes", organisation="Harrowdale Quarry Campaign", topic="The blasting"),
            ),
        },
        (
            taken(FARIDA),
            passed(FARIDA, Act.TO_SENIOR, "The police ask for stewards: the last meeting on this ended in the road."),
            balanced(
                MEI_LIN,
                {
                    "question": "Asked who keeps the door. Nobody yet.",
                    "condition": "Stewards, and no more people than the rooms hold: this is enough.",
                    "other_place": "Not needed.",
                    "online": "Not needed.",
                    "postponement": "Not needed.",
                    "refusal": "Not considered: the meeting is lawful, and the conditions are enough.",
                },
                aim="That people come and go safely.",
                evidence="The police's note of 3 October on the meeting of 28 September (both fictional).",
                article_9="Not in question.",
                article_10="What is said is not limited.",
                article_11="The meeting takes place; how many may come is limited to what the rooms hold.",
                article_14="Any meeting of this size after such a note would be asked the same.",
                equality_act="Not in question.",
                legal_advice="Not needed for conditions that any large meeting has, says the council's solicitor.",
            ),
            told(
                MEI_LIN,
                Act.GRANT_WITH_CONDITIONS,
                ("public_order",),
                "The police's note of 3 October: at the end of the meeting of 28 September sixty people stood in the road for "
                "half an hour, and a driver was hurt (fictional).",
                "With ninety people in the same rooms it may happen again.",
                conditions=(STEWARDS, CONDITIONS[6]),
                speakers=(("Torquil Benbow-Hayes", "torquil.benbow-hayes@speakers.invalid"),),
            ),
        ),
    ),
    Story(
        "Vintage market",
        TOWN_HALL,
        "Corn Room",
        _from(9, 16, 46),
        "Barnabas Oyelaran",
        MIXED
        | {
            "organisation": "Tarn Vintage",
            "organisation_kind": "business",
            "purpose_kind": "trade_or_commercial",
            "purpose": "Clothes and records, twenty stalls",
            "seating": "No seats, stalls along the walls",
            "arrangement": "no_seating",
            "openness": "public",
            "expected_numbers": 55,
        },
        (
            taken(SIOBHAN),
            approved(SIOBHAN),
            came_back("approved", "550 5.1.1 No such person"),
            cancelling_proposed(
                MEI_LIN,
                Breach.OTHER_USE,
                relied_on="The hirer's page of 1 November sells tickets for a boxing night in this room on this date "
                "(fictional).",
                because="The room was let for a market. It has neither the licence nor the exits for a boxing night.",
                legal_advice="The council's solicitor, by e-mail: clause 9 of the terms of hire, if the page is right.",
                likely_loss="The stallholders' fees, and tickets that were sold.",
                alternatives="Asked by telephone to hold the market as agreed; no answer yet.",
            ),
        ),
    ),
    # --- moved, cancelled, reviewed ------------------------------------------------------------------------------
    Story(
        "Line dancing for the over-sixties",
        LIBRARY,
        "Room 2",
        _from(10, 12, 15),
        "Dolores Whitlam",
        MIXED
        | {
            "organisation": "Tarn Valley Steppers",
            "organisation_kind": "club_or_society",
            "purpose_kind": "sport",
            "purpose": "A morning of line dancing with tea",
            "seating": "Chairs round the walls",
            "openness": "public",
            "expected_numbers": 20,
        },
        (
            taken(FARIDA),
            approved(FARIDA),
            called_off(
                FARIDA,
                Ordinary.FAULT,
                "The lift has failed, and the part comes in three weeks. Your members told us that they cannot climb stairs.",
            ),
        ),
    ),
    Story(
        "Homework club, autumn",
        LIBRARY,
        "Room 1",
        _from(15, 17, 18),
        "Ines Cardwell-Obi",
        MIXED
        | {
            "organisation": "Market Ward Parents",
            "organisation_kind": "community_group",
            "purpose_kind": "education_children",
            "purpose": "Help with homework, with two teachers",
            "seating": "Tables of four",
            "openness": "public",
            "expected_numbers": 15,
        },
        (
            taken(SIOBHAN),
            approved(SIOBHAN),
            moved(
                SIOBHAN,
                Ordinary.POLLING,
                "The room is a polling station that day. We should have seen it when you asked.",
            ),
        ),
    ),
    Story(
        "Street food evening",
        CENTRE,
        "Garden Hall",
        _from(17, 21, 33),
        "Cosmo Attenborough-Rai",
        MIXED
        | {
            "organisation": "Elmwright Traders",
            "organisation_kind": "community_group",
            "purpose_kind": "trade_or_commercial",
            "purpose": "Ten stalls of food under cover",
            "seating": "Long tables",
            "openness": "public",
            "expected_numbers": 110,
        },
        (
            taken(TOMASZ),
            not_offered(
                TOMASZ, Ground.UNSUITABLE, "The hall has no extraction for cooking, and ten stalls would need it."
            ),
            review_asked("Nobody cooks in the hall: the food is cooked in our vans outside, as it was last year."),
        ),
    ),
    # --- corrected after approval --------------------------------------------------------------------------------
    Story(
        "Film and discussion",
        TOWN_HALL,
        "Corn Room",
        _from(18, 21, 22),
        "Giacomo Ruthven",
        MIXED
        | {
            "organisation": "Tarnford Film Society",
            "organisation_kind": "club_or_society",
            "purpose_kind": "arts_or_performance",
            "purpose": "A documentary and a discussion with a guest",
            "seating": "Rows, sit anywhere",
            "openness": "ticketed",
            "expected_numbers": 50,
            "has_speakers": True,
            "speakers": (Speaker(name="Adaeze Millington", organisation="Film-maker", topic="How it was made"),),
        },
        (
            taken(SIOBHAN),
            approved(SIOBHAN),
            corrected(
                speakers=(Speaker(name="Father Cheon-gwang Baek", topic="The film's subject answers"),),
                notes="Our film-maker cannot come. The subject of the film is in the country and comes instead.",
            ),
        ),
    ),
    Story(
        "Quiz night",
        CENTRE,
        "Garden Hall",
        _from(19, 22, 27),
        "Philomena Adjei-Walsh",
        MIXED
        | {
            "organisation": "Friends of Elmwright School",
            "organisation_kind": "charity",
            "purpose_kind": "community_event",
            "purpose": "Quiz for the school roof",
            "seating": "Tables of six",
            "openness": "ticketed",
            "expected_numbers": 60,
        },
        (
            taken(TOMASZ),
            approved(TOMASZ),
            corrected(expected_numbers=84, notes="It has sold better than we thought: 84 people."),
        ),
    ),
    # --- sent a moment ago ---------------------------------------------------------------------------------------
    Story(
        "Winter walks planned",
        LIBRARY,
        "Room 2",
        _from(18, 20, 25),
        "Llinos Abernethy",
        MIXED
        | {
            "organisation": "Tarn Valley Ramblers",
            "organisation_kind": "club_or_society",
            "purpose_kind": "members_meeting",
            "purpose": "We choose the walks for the winter",
            "seating": "Tables and maps",
            "openness": "members",
            "expected_numbers": 15,
        },
        checked=False,
    ),
)
