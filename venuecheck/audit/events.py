"""Every kind of event that the record holds, each with the sentence that people read.

A name is `source:subject:action` and is stored as text. In a sentence, {actor} is who did it and every other word in braces
is a fact of the event. Facts are never personal data: those go in as commitments (see `log.record`).
"""

from enum import Enum


class Event(Enum):
    """A kind of event: its stored name and its sentence."""

    sentence: str

    def __new__(cls, name: str, sentence: str) -> "Event":
        """An event whose value is its stored name."""
        member = object.__new__(cls)
        member._value_ = name
        member.sentence = sentence
        return member

    @classmethod
    def named(cls, name: str) -> "Event":
        """The event with this stored name. Raises KeyError when there is none."""
        found: Event = cls._value2member_map_[name]  # type: ignore[assignment]
        return found

    # accounts
    USER_ADDED = ("accounts:user:add", "{actor} added a member of staff with the roles {roles}.")
    USER_ROLES_CHANGED = ("accounts:user:roles", "{actor} changed the roles of a member of staff to {roles}.")
    USER_CLOSED = ("accounts:user:close", "{actor} closed the account of a member of staff.")
    USER_REOPENED = ("accounts:user:reopen", "{actor} opened the account of a member of staff again.")
    TRAINING_RECORDED = (
        "accounts:training:record",
        "{actor} recorded training for approving hires, held on {held}, in date until {expires}.",
    )
    DEPUTY_NAMED = ("accounts:deputy:name", "{actor} named a deputy for a senior officer from {first} to {last}.")
    DEPUTY_ENDED = ("accounts:deputy:end", "{actor} ended the time of a deputy for a senior officer.")
    PASSWORD_SET = ("accounts:password:set", "{actor} set a new password.")
    PASSWORD_HANDED_OVER = ("accounts:password:hand-over", "{actor} gave a member of staff a temporary password.")
    SIGNED_IN = ("accounts:session:start", "{actor} signed in.")
    SIGNED_IN_DEMO = ("accounts:session:demo", "{actor} was signed in by one click, as the demonstration allows.")
    SIGN_IN_FAILED = ("accounts:session:refuse", "Somebody tried to sign in with a wrong password.")
    SIGNED_OUT = ("accounts:session:end", "{actor} signed out.")

    # venues and their spaces
    VENUE_ADDED = ("bookings:venue:add", "{actor} added the venue {venue}.")
    VENUE_CHANGED = ("bookings:venue:change", "{actor} changed the venue {venue}.")
    SPACE_ADDED = ("bookings:space:add", "{actor} added the space {space} at {venue}.")
    SPACE_CHANGED = ("bookings:space:change", "{actor} changed the space {space} at {venue}.")
    LAYOUT_ADDED = ("bookings:layout:add", "{actor} added the layout {layout} to {space}.")
    TERMS_PUBLISHED = ("bookings:terms:publish", "{actor} published version {version} of the terms of hire.")

    # applications
    APPLICATION_SENT = ("bookings:application:send", "{actor} sent application {reference}.")
    APPLICATION_CORRECTED = ("bookings:application:correct", "{actor} sent version {version} of the application.")
    APPLICATION_WITHDRAWN = ("bookings:application:withdraw", "{actor} withdrew the application.")
    LINK_SENT = ("bookings:link:send", "The private link was sent again to the address given.")
    HOLD_PLACED = ("bookings:hold:place", "{space} was held from {start} to {end}.")
    HOLD_MOVED = ("bookings:hold:move", "The hold was moved to {space}, {start} to {end}.")
    HOLD_RELEASED = ("bookings:hold:release", "The space was released.")
    HOLD_CONFIRMED = ("bookings:hold:confirm", "The hold became a booking.")

    # screening
    WATCHLIST_ENTRY_ADDED = ("screening:entry:add", "{actor} added watchlist entry {entry}.")
    WATCHLIST_ENTRY_CHANGED = ("screening:entry:change", "{actor} changed watchlist entry {entry}.")
    WATCHLIST_ENTRY_RETIRED = ("screening:entry:retire", "{actor} retired watchlist entry {entry}.")
    WATCHLIST_IMPORTED = (
        "screening:watchlist:import",
        "{actor} imported a watchlist: {added} added, {changed} changed, {retired} retired, {refused} refused.",
    )
    WATCHLIST_SEEN = ("screening:entry:look", "{actor} looked at watchlist entry {entry}.")
    WATCHLIST_LIST_SEEN = ("screening:watchlist:look", "{actor} looked at the list of watchlist entries.")
    WATCHLIST_ENTRY_ERASED = ("screening:entry:erase", "{actor} erased what watchlist entry {entry} said: {ground}.")
    NAMES_SCREENED = (
        "screening:names:screen",
        "Names were screened against version {list_version} of the watchlist: names {names}, matches {matches}.",
    )
    MATCH_RAISED = ("screening:match:raise", "A name met watchlist entry {entry} ({band}).")
    MATCH_WEIGHED = ("screening:match:weigh", "A match with watchlist entry {entry} was weighed again ({band}).")
    MATCH_ADJUDICATED = ("screening:match:adjudicate", "{actor} judged a match with entry {entry}: {verdict}.")

    # equality
    SEATING_ASSESSED = (
        "equality:form:assess",
        "The seating arrangements were checked against version {table_version} of the table: {outcome}.",
    )
    FINDING_RAISED = ("equality:finding:raise", "A finding was raised by rule {rule}: {outcome}.")
    FINDING_KEPT = ("equality:finding:keep", "It had been concluded before, and keeps its conclusion: {conclusion}.")
    FINDING_CONCLUDED = ("equality:finding:conclude", "{actor} concluded a finding: {conclusion}.")

    # cases
    CASE_OPENED = ("cases:case:open", "The case was opened.")
    CASE_MOVED = ("cases:case:move", "The case moved: {to}.")
    CHANGE_STANDS = ("cases:case:change-noted", "What changed does not open the booking again: {fields}.")
    CASE_CHECKED = ("cases:case:check", "The checks ended; the case went to the lane “{lane}”.")
    DECISION_LATE = ("cases:decision:late", "Nobody had decided by {day}; the space stays held. {told}")
    REVIEW_LATE = ("cases:review:late", "Nobody had answered the review by {day}. {told}")
    CASE_WENT_UP = ("cases:case:go-up", "The case went up to a senior officer, because nobody had decided in time.")
    CASE_TO_DEPUTY = (
        "cases:case:to-deputy",
        "The case was given to the named deputy, because nobody had decided in time.",
    )
    ACTED_AS_DEPUTY = ("cases:case:deputise", "{actor} did this as the named deputy of a senior officer.")
    INTEREST_DECLARED = (
        "cases:interest:declare",
        "{actor} declared an interest, and takes no further part in deciding.",
    )
    INTEREST_WITHDRAWN = ("cases:interest:withdraw", "{actor} withdrew an interest that a colleague had declared.")
    CASE_OVERRIDDEN = (
        "cases:override:make",
        "{actor} approved the booking alone, in an emergency; another is to ratify it by {ratify_by}.",
    )
    OVERRIDE_WAITS = (
        "cases:override:wait",
        "Every senior officer and the Monitoring Officer were told; it waits to be ratified by {ratify_by}.",
    )
    OVERRIDE_RATIFIED = ("cases:override:ratify", "{actor} ratified the emergency approval.")
    OVERRIDE_UNRATIFIED = (
        "cases:override:late",
        "Nobody ratified the emergency approval by {ratify_by}; all were told again.",
    )
    CONDITIONS_SET = ("cases:condition:set", "{actor} set conditions: {count}.")
    CONDITION_SAID = ("cases:condition:say", "{actor} said how condition {number} is met.")
    CONDITION_MARKED = ("cases:condition:mark", "{actor} marked condition {number} as {state}.")
    CONDITION_DUE = ("cases:condition:due", "Condition {number} came back to the queue: it was not shown to be met.")
    EVENT_REPORTED = ("cases:event:report", "{actor} recorded what happened: {held}; {concerns}.")
    CASE_TAKEN = ("cases:case:take", "{actor} took the case.")
    CASE_ASSIGNED = ("cases:case:assign", "{actor} assigned the case to a colleague.")
    NOTE_ADDED = ("cases:note:add", "{actor} wrote an internal note.")
    QUESTION_ASKED = ("cases:question:ask", "{actor} asked the hirer a question.")
    QUESTION_ANSWERED = ("cases:question:answer", "{actor} answered a question.")
    CASE_ESCALATED = ("cases:case:escalate", "{actor} passed the case to {to}.")
    CHECK_RECORDED = ("cases:check:record", "{actor} recorded a check: {kind}.")
    EQUALITY_ASSESSED = ("cases:equality:assess", "{actor} recorded an equality assessment.")
    CASE_RECOMMENDED = ("cases:recommendation:make", "{actor} recommended: {outcome}.")
    CASE_APPROVED = ("cases:approval:make", "{actor} approved the booking within delegation.")
    CASE_DECIDED = ("cases:decision:make", "{actor} decided: {outcome}.")
    CANNOT_OFFER = ("cases:offer:refuse", "{actor} answered that the booking cannot be offered ({ground}).")
    APPROACH_LOGGED = ("cases:approach:log", "{actor} logged an approach about the booking: {source}.")
    BALANCING_RECORDED = ("cases:balancing:record", "{actor} completed the balancing record.")
    MINDED = (
        "cases:minded:tell",
        "{actor} put to the hirer what they are minded to do ({intends}); answers by {until}.",
    )
    MINDED_SENT = (
        "cases:minded:send",
        "The notice of what is intended was made for the hirer; speakers who were written to: {speakers}.",
    )
    MINDED_ANSWERED = ("cases:minded:answer", "{actor} entered an answer to what is intended ({whose}, {way}).")
    ELECTION_TOLD = ("cases:election:tell", "A candidate's meeting: {told} told by mail, {untold} still to be told.")
    ELECTION_SETTLED = ("cases:election:settle", "{actor} settled room, time and order of a candidate's meeting.")
    ADDRESS_NAMED = ("cases:address:name", "{actor} named the address of {office} for candidates' meetings.")
    BOOKING_MOVED = ("cases:booking:move", "{actor} moved the booking for an ordinary reason ({ground}).")
    BOOKING_CALLED_OFF = ("cases:booking:call-off", "{actor} cancelled the booking for an ordinary reason ({ground}).")
    CANCEL_PROPOSED = ("cases:cancel:propose", "{actor} proposed to cancel the booking ({grounds}).")
    CANCEL_DROPPED = ("cases:cancel:drop", "{actor} dropped the proposal to cancel the booking.")
    CANCEL_CONFIRMED = ("cases:cancel:confirm", "{actor} confirmed that the booking is cancelled.")
    REVIEW_ASKED = ("cases:review:ask", "{actor} asked for a review ({way}), to be answered by {until}.")
    REVIEW_DECIDED = ("cases:review:decide", "{actor} decided the review: {outcome}.")
    NOTICE_SENT = ("cases:notice:send", "The notice of the outcome was made and queued to be sent to the hirer.")
    NOTICE_KEPT = ("cases:notice:keep", "The notice of the outcome was made; there is no e-mail address to send it to.")
    MAIL_RETURNED = ("cases:mail:return", "The letter “{template}” did not reach its reader: {carrier} refused it.")
    MAIL_SENT_AGAIN = ("cases:mail:again", "{actor} had the letter “{template}” that came back sent again.")
    MAIL_SETTLED = ("cases:mail:settle", "{actor} saw to the letter “{template}” that came back.")
    MAIL_SENT = ("cases:mail:send", "The letter “{template}” was handed to {carrier}.")
    CASE_SEEN = ("cases:case:look", "{actor} looked at the case.")
    NOTICE_DOWNLOADED = ("cases:notice:download", "{actor} downloaded a notice.")
    CASE_ERASED = ("cases:case:erase", "{actor} erased the personal data of application {reference}: {ground}.")

    # outreach
    PRIVATE_VENUE_ADDED = ("outreach:venue:add", "{actor} added a private venue to the register.")
    PRIVATE_VENUE_CHANGED = ("outreach:venue:change", "{actor} changed a private venue in the register.")
    PRIVATE_VENUE_CLOSED = ("outreach:venue:close", "{actor} closed a private venue in the register.")
    PRIVATE_VENUE_REOPENED = ("outreach:venue:reopen", "{actor} opened a private venue in the register again.")
    CONTACT_ADDED = ("outreach:contact:add", "{actor} added a contact.")
    CONTACT_CHANGED = ("outreach:contact:change", "{actor} changed a contact.")
    CONTACT_CLOSED = ("outreach:contact:close", "{actor} closed a contact.")
    CONTACT_ERASED = ("outreach:contact:erase", "{actor} erased a contact, and what was said with them.")
    COUNCIL_NUMBER_ADDED = ("outreach:number:add", "{actor} added a line to “Whom to ring”.")
    COUNCIL_NUMBER_REMOVED = ("outreach:number:remove", "{actor} removed a line from “Whom to ring”.")
    PACK_PUBLISHED = ("outreach:pack:publish", "{actor} published version {version} of the guidance pack {pack}.")
    PACK_SENT = ("outreach:pack:send", "{actor} sent version {version} of the guidance pack {pack}.")
    PACK_ACKNOWLEDGED = ("outreach:pack:acknowledge", "The venue acknowledged the guidance pack.")
    BRIEFING_HELD = ("outreach:briefing:hold", "{actor} recorded the briefing of {day} (venues that came: {venues}).")
    CONVERSATION_RECORDED = ("outreach:conversation:record", "{actor} recorded what was said.")
    FOLLOW_UP_SET = ("outreach:follow-up:set", "{actor} set a date to follow up: {on}.")
    FOLLOW_UP_DONE = ("outreach:follow-up:done", "{actor} followed up.")

    # the record itself
    UNREADABLE = ("audit:event:unreadable", "Something was recorded here that cannot be read. Check the record.")
    HISTORY_SEEN = ("audit:history:look", "{actor} looked at the history.")
    HISTORY_DOWNLOADED = ("audit:history:download", "{actor} downloaded the history.")
    ERASURE_LISTED = (
        "audit:erasure:list",
        "What is past the time for which it is kept was listed: applications {applications}, watchlist entries {entries}.",
    )

    # running the installation
    RECORD_RESTORED = (
        "audit:log:restore",
        "A restore was declared: the record goes on from {kept} events of {before}; {lost} that were known are lost.",
    )
    WORK_TRIED_AGAIN = (
        "reports:work:retry",
        "{actor} had background work tried again that had been given up: pieces {pieces}.",
    )
