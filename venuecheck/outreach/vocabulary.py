"""The words that outreach chooses from, each with what people read."""

VENUE_KINDS = {
    "parish_council": "Town or parish council",
    "hotel": "Hotel",
    "licensed_premises": "Pub, club or other licensed premises",
    "community_organisation": "Community organisation",
    "charity": "Charity",
    "school_or_college": "School or college",
    "health": "Health (NHS)",
    "other": "Other",
}

PREFERRED_WAYS = {"email": "E-mail", "phone": "Telephone", "post": "Post"}

BRIEFING_KINDS = {
    "meeting": "Meeting in person",
    "online": "Online session",
    "visit": "Visit to a venue",
    "event": "Talk at somebody else's event",
}

CONVERSATION_WAYS = {
    "phone": "On the telephone",
    "email": "By e-mail",
    "in_person": "In person",
    "post": "By post",
    "online": "Online",
}
