"""Who may see which events of the record, and which of the words beside them: one table, read from the top.

A kind of event is named `source:subject:action`; the first row that it begins with says in which group it stands and who may
see it. Watchlist entries and what was matched are for those who need them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from venuecheck.accounts.roles import Role
from venuecheck.audit.events import Event
from venuecheck.audit.history import Happening
from venuecheck.cases.pages import SEES_MATCHES, why_passed
from venuecheck.cases.workflow import READERS

OVERSIGHT = frozenset({Role.AUDITOR.value, Role.SENIOR_OFFICER.value})
"""Who may read the whole record."""
WATCHLIST = frozenset({Role.PREVENT_OFFICER.value, Role.AUDITOR.value})
OUTREACH = OVERSIGHT | {Role.OUTREACH_OFFICER.value}
RUNNING = OVERSIGHT | {Role.ADMINISTRATOR.value}

GROUPS = {
    "looks": "Who looked",
    "erasure": "Erasure",
    "decisions": "Recommendations and decisions",
    "cases": "Work on cases",
    "applications": "Applications and holds",
    "matches": "Matches and screening",
    "watchlist": "The watchlist",
    "seating": "Seating",
    "outreach": "Private venues",
    "venues": "Venues and terms",
    "staff": "Staff and signing in",
    "running": "Running the installation",
}
"""The groups of kinds, as people choose among them."""


@dataclass(frozen=True)
class Rule:
    """Which kinds of event (by how their name begins), their group, and who may see them."""

    begins: str
    group: str
    who: frozenset[str]


RULES = (
    Rule("cases:case:erase", "erasure", READERS | RUNNING),
    Rule("screening:entry:erase", "erasure", WATCHLIST | RUNNING),
    Rule("audit:erasure", "erasure", RUNNING),
    Rule("cases:case:look", "looks", SEES_MATCHES),
    Rule("cases:notice:download", "looks", READERS),
    Rule("screening:entry:look", "looks", WATCHLIST | OVERSIGHT),
    Rule("screening:watchlist:look", "looks", WATCHLIST | OVERSIGHT),
    Rule("audit:history", "looks", SEES_MATCHES),
    Rule("audit", "running", RUNNING),
    Rule("cases:recommendation", "decisions", READERS),
    Rule("cases:approval", "decisions", READERS),
    Rule("cases:decision", "decisions", READERS),
    Rule("cases:offer", "decisions", READERS),
    Rule("cases:notice", "decisions", READERS),
    Rule("cases", "cases", READERS),
    Rule("bookings:venue", "venues", READERS | RUNNING),
    Rule("bookings:space", "venues", READERS | RUNNING),
    Rule("bookings:layout", "venues", READERS | RUNNING),
    Rule("bookings:terms", "venues", READERS | RUNNING),
    Rule("bookings", "applications", READERS),
    Rule("screening:match", "matches", SEES_MATCHES),
    Rule("screening:names", "matches", READERS),
    Rule("screening", "watchlist", WATCHLIST | OVERSIGHT),
    Rule("equality", "seating", READERS),
    Rule("outreach:contact:erase", "erasure", OUTREACH),
    Rule("outreach", "outreach", OUTREACH),
    Rule("accounts", "staff", RUNNING),
    Rule("", "running", RUNNING),
)


def rule_for(event: Event) -> Rule:
    """The row for a kind of event."""
    return next(rule for rule in RULES if event.value.startswith(rule.begins))


def visible(roles: frozenset[str]) -> frozenset[Event]:
    """The kinds of event that somebody with these roles may see."""
    return frozenset(event for event in Event if rule_for(event).who & roles)


def of_group(group: str) -> frozenset[Event]:
    """The kinds of event of a group."""
    return frozenset(event for event in Event if rule_for(event).group == group)


ALL_WHO_WORK = frozenset(
    {
        (Event.NOTE_ADDED, "text"),
        (Event.QUESTION_ASKED, "question"),
        (Event.QUESTION_ANSWERED, "answer"),
        (Event.FINDING_CONCLUDED, "reason"),
        (Event.FINDING_CONCLUDED, "exception"),
        (Event.CANNOT_OFFER, "reasons"),
        (Event.CASE_APPROVED, "reasons"),
        (Event.CASE_DECIDED, "reasons"),
        (Event.REVIEW_ASKED, "grounds"),
        (Event.CONDITION_SAID, "said"),
        (Event.CONDITION_MARKED, "evidence"),
        (Event.EVENT_REPORTED, "words"),
    }
)
"""The words about a case that all who work on cases may read. All others are for those who see matches: what somebody writes
may speak of the watchlist."""

OTHERS = (
    ("cases:interest", OVERSIGHT),
    ("screening:entry", WATCHLIST),
    ("cases:case:erase", RUNNING),
    ("outreach", OUTREACH),
)
"""Words that are for others still, by how the kind's name begins. (An entry's erasure holds no words about anybody.)"""


def words_for(one: Happening, roles: frozenset[str]) -> Mapping[str, str]:
    """The words beside an event that somebody with these roles may read, by their key."""
    if one.event is Event.CASE_ESCALATED:
        why = why_passed(one, bool(roles & SEES_MATCHES))
        return {"reason": why} if why else {}
    return {key: text for key, text in one.words.items() if _readers(one.event, key) & roles}


def _readers(event: Event, key: str) -> frozenset[str]:
    for begins, who in OTHERS:
        if event.value.startswith(begins):
            return who | RUNNING if event is Event.WATCHLIST_ENTRY_ERASED else who
    if event is Event.EQUALITY_ASSESSED or (event, key) in ALL_WHO_WORK:
        return READERS
    return SEES_MATCHES


WORDS = {
    "text": "Note",
    "question": "Question",
    "answer": "Answer",
    "reason": "Reason",
    "reasons": "Reasons",
    "internal": "Kept internal",
    "exception": "Exception",
    "about": "About",
    "found": "Found",
    "not_found": "Not found",
    "sources": "Where",
    "eliminate": "Eliminating discrimination",
    "advance": "Advancing equality of opportunity",
    "relations": "Fostering good relations",
    "affected": "Who is affected",
    "less_intrusive": "Less intrusive options",
    "proportionality": "Proportionality",
    "legal_advice": "Legal advice",
    "grounds": "Grounds",
    "evidence": "Evidence",
    "words": "In words",
    "who": "Who",
    "weight": "Weight given to it",
    "how": "How",
    "to": "To",
    "said": "What was said",
    "notes": "Notes",
    "why": "Why",
}
"""What the keys of words are called."""


def called(key: str) -> str:
    """What words of this key are called."""
    return WORDS.get(key) or key.replace("_", " ").capitalize()
