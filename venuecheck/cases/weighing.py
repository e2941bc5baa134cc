"""What is weighed before a refusal or a restriction: the structured reasons, the ladder, and the balancing record."""

from collections.abc import Mapping
from dataclasses import dataclass

from venuecheck.audit.events import Event
from venuecheck.cases.acts import Act
from venuecheck.cases.models import Case
from venuecheck.cases.moves import Doer, move
from venuecheck.cases.safeguard_models import Balancing
from venuecheck.runtime.clock import now
from venuecheck.runtime.database import Transaction
from venuecheck.runtime.errors import InvalidError

WEIGHED = {
    "facts_found": ("Facts found", "Say what was found"),
    "concerns": ("Concerns", "Say what the concerns are"),
    "in_favour": ("What speaks for holding the event", "Say what speaks for holding the event"),
    "expression": (
        "Free expression, assembly and religion",
        "Say what the decision means for free expression, assembly and religion",
    ),
    "equality": ("Equality assessment", "Say what the equality assessment came to"),
    "less_intrusive": (
        "Less intrusive ways",
        "Say which less intrusive ways were considered, and why they are not enough",
    ),
    "proportionality": ("Proportionality", "Say why this is proportionate"),
}
"""The parts of a recommendation and of a decision, in order: what each is called, and what is said where it is missing."""


@dataclass(frozen=True)
class Rung:
    """A rung of the ladder, from what takes least from the hirer to what takes most."""

    key: str
    label: str
    asks: str


LADDER = (
    Rung("question", "A question", "What was the hirer asked, and what did they answer?"),
    Rung(
        "condition",
        "A condition",
        "Which conditions would meet the risk? Least intrusive first: a chair, mixed seating.",
    ),
    Rung("other_place", "Another room or date", "Would another room, another time or stewards do?"),
    Rung("online", "Online", "Could it be held online, or the speaker take part online?"),
    Rung("postponement", "Postponement", "Could it wait until a fact is known?"),
    Rung("refusal", "Refusal of this event", "Why is nothing less enough, for this event alone?"),
)
"""The ladder, in order. There is no further rung: nothing bans a hirer."""

WRITTEN = {
    "aim": "Say what the aim is",
    "evidence": "Write the evidence, each piece with its date",
    "article_9": "Say what it means for article 9, or that it is not in question",
    "article_10": "Say what it means for article 10, or that it is not in question",
    "article_11": "Say what it means for article 11, or that it is not in question",
    "article_14": "Say what it means for article 14, or that it is not in question",
    "equality_act": "Say what the Equality Act asks here, of the hirer's religion or belief too",
    "legal_advice": "Say what legal advice was taken, when and from whom",
}
"""Every part of the balancing record but the ladder, with what is said where it is missing."""


def balance(tx: Transaction, case: Case, by: Doer, ladder: Mapping[str, str], **words: str) -> Balancing:
    """Complete the balancing record, on the newest version of the application; the newest record is the one that counts.

    `words` are those of `WRITTEN`, `ladder` says for each rung what was tried and why it is not enough. Raises InvalidError
    when anything is missing: a record that leaves out a right or a rung weighs nothing.
    """
    for name, sentence in WRITTEN.items():
        if not words[name].strip():
            raise InvalidError(sentence, name)
    for rung in LADDER:
        if not ladder.get(rung.key, "").strip():
            raise InvalidError(f"{rung.label}: say what was tried or considered, and why it is not enough", rung.key)
    kept = {rung.key: ladder[rung.key].strip() for rung in LADDER}
    row = Balancing(case_id=case.id, by=by.key, at=now(), version=case.application.latest.number, ladder=kept, **words)
    tx.add(row)
    personal = words | {f"ladder_{key}": text for key, text in kept.items()}
    move(tx, case, Act.BALANCE, by, Event.BALANCING_RECORDED, also=(row,), personal=personal)
    return row
