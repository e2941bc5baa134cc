"""Who may use which route: one table, and every route asked as each role and as nobody.

A new route fails here by name until it stands in the table. The table says it once more than the routes do, on purpose: a role
given away by a slip in a route is a slip in one place only.

And whatever is posted to whatever route by whomever: an answer below 500, and on a 422 what was typed is still on the page.
Every try starts from the same installation.
"""

import random
from fnmatch import fnmatchcase

import pytest
from sqlalchemy import event, func, select

from tests.access.bodies import try_bodies
from tests.access.council import EVERYBODY, NOBODY, Council, Person, Way
from tests.access.reading import PostForm
from tests.accounts.builders import PASSWORD, a_user
from tests.browsing import Browser
from venuecheck.accounts.roles import Role
from venuecheck.audit.events import Event
from venuecheck.audit.looks import LOOKS
from venuecheck.audit.models import AuditEvent
from venuecheck.web.access import ANYONE, may

ANYBODY = frozenset(EVERYBODY)
STAFF = ANYBODY - {NOBODY}
WORKERS = frozenset({Role.BOOKING_OFFICER, Role.EQUALITY_LEAD, Role.PREVENT_OFFICER, Role.SENIOR_OFFICER})
READERS = WORKERS | {Role.AUDITOR}
OUTREACH = frozenset({Role.OUTREACH_OFFICER})
OUTREACH_READERS = OUTREACH | {Role.SENIOR_OFFICER, Role.AUDITOR}
ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
PREVENT = frozenset({Role.PREVENT_OFFICER})
OFFICER = frozenset({Role.BOOKING_OFFICER})
SENIOR = frozenset({Role.SENIOR_OFFICER})

TABLE: tuple[tuple[str, frozenset[str]], ...] = (
    # the public's pages
    ("GET /", ANYBODY),
    ("GET /privacy", ANYBODY),
    ("GET /terms", ANYBODY),
    ("GET /venues", ANYBODY),
    ("GET /venues/{*}", ANYBODY),
    ("GET /guidance/*", ANYBODY),
    ("POST /guidance/received/{token:str}", ANYBODY),
    ("* /apply", ANYBODY),
    ("* /apply/*", ANYBODY),
    ("* /application/*", ANYBODY),
    ("* /speaker/*", ANYBODY),
    ("* /lost-link", ANYBODY),
    ("* /receipts", ANYBODY),
    ("GET /receipts/*", ANYBODY),
    ("GET /static/*", ANYBODY),
    ("GET /health/*", ANYBODY),
    # signing in, and the demonstration
    ("* /sign-in", ANYBODY),
    ("POST /sign-in/typed", ANYBODY),
    ("POST /send-again", ANYBODY),
    ("POST /sign-out", ANYBODY),
    ("* /account/password", STAFF),
    ("* /demo", ANYBODY),
    ("* /demo/*", ANYBODY),
    # cases
    ("GET /staff", STAFF),
    ("GET /workflow", STAFF),
    ("* /letters/*", OFFICER | OUTREACH | ADMINISTRATOR | {Role.SENIOR_OFFICER}),
    ("* /staff/applications/new", OFFICER),
    ("GET /queues/*", READERS),
    ("GET /cases", READERS),
    ("GET /cases/{case_uuid:uuid}", READERS),
    ("POST /cases/{case_uuid:uuid}/take", WORKERS),
    ("POST /cases/{case_uuid:uuid}/assign", WORKERS),
    ("POST /cases/{case_uuid:uuid}/note", WORKERS),
    ("POST /cases/{case_uuid:uuid}/ask", WORKERS),
    ("* /cases/{case_uuid:uuid}/search", WORKERS),
    ("* /cases/{case_uuid:uuid}/contact", WORKERS),
    ("POST /cases/{case_uuid:uuid}/pass-on", WORKERS),
    ("POST /cases/{case_uuid:uuid}/adjudicate", PREVENT),
    ("POST /cases/{case_uuid:uuid}/conclude", OFFICER | {Role.EQUALITY_LEAD}),
    ("POST /cases/{case_uuid:uuid}/assess-equality", frozenset({Role.EQUALITY_LEAD, Role.SENIOR_OFFICER})),
    ("POST /cases/{case_uuid:uuid}/recommend", PREVENT | {Role.EQUALITY_LEAD}),
    ("POST /cases/{case_uuid:uuid}/approve", OFFICER),
    ("POST /cases/{case_uuid:uuid}/cannot-offer", OFFICER | {Role.SENIOR_OFFICER}),
    ("POST /cases/{case_uuid:uuid}/decide", frozenset({Role.SENIOR_OFFICER})),
    ("* /cases/{case_uuid:uuid}/minded", SENIOR),
    ("* /cases/{case_uuid:uuid}/answer-minded", WORKERS),
    ("* /cases/{case_uuid:uuid}/balance", PREVENT | SENIOR | {Role.EQUALITY_LEAD}),
    ("* /cases/{case_uuid:uuid}/log-approach", WORKERS),
    ("* /cases/{case_uuid:uuid}/settle-election", OFFICER | SENIOR),
    ("* /cases/{case_uuid:uuid}/move-booking", OFFICER | SENIOR),
    ("* /cases/{case_uuid:uuid}/call-off", OFFICER | SENIOR),
    ("* /cases/{case_uuid:uuid}/propose-cancel", SENIOR),
    ("* /cases/{case_uuid:uuid}/confirm-cancel", SENIOR),
    ("* /cases/{case_uuid:uuid}/ask-review", OFFICER),
    ("* /cases/{case_uuid:uuid}/review", SENIOR),
    ("POST /cases/{case_uuid:uuid}/declare-interest", WORKERS),
    ("POST /cases/{case_uuid:uuid}/override", frozenset({Role.SENIOR_OFFICER})),
    ("POST /cases/{case_uuid:uuid}/ratify", frozenset({Role.SENIOR_OFFICER})),
    ("POST /cases/{case_uuid:uuid}/report-event", OFFICER | {Role.SENIOR_OFFICER}),
    ("GET /cases/{case_uuid:uuid}/conditions", READERS),
    ("POST /cases/{case_uuid:uuid}/conditions/{condition:uuid}", OFFICER | {Role.SENIOR_OFFICER}),
    ("GET /follow-up", READERS),
    ("GET /reports/after-events", READERS),
    ("* /interests", ADMINISTRATOR | {Role.SENIOR_OFFICER}),
    ("* /interests/*", ADMINISTRATOR | {Role.SENIOR_OFFICER}),
    # the watchlist
    ("GET /watchlist", PREVENT | {Role.AUDITOR}),
    ("POST /watchlist/search", PREVENT | {Role.AUDITOR}),
    ("GET /watchlist/{entry:uuid}", PREVENT | {Role.AUDITOR}),
    ("POST /watchlist/{entry:uuid}/look", PREVENT | {Role.AUDITOR}),
    ("* /watchlist/*", PREVENT),
    # private venues
    ("GET /outreach", OUTREACH_READERS),
    ("GET /outreach/venues", OUTREACH_READERS),
    ("GET /outreach/venues/{venue:uuid}", OUTREACH_READERS),
    ("GET /outreach/packs", OUTREACH_READERS),
    ("GET /outreach/packs/{pack:str}", OUTREACH_READERS),
    ("GET /outreach/numbers", OUTREACH_READERS),
    ("GET /outreach/briefings", OUTREACH_READERS),
    ("* /outreach/*", OUTREACH),
    # the record
    ("GET /history", frozenset({Role.SENIOR_OFFICER, Role.AUDITOR})),
    ("GET /history/record.csv", frozenset({Role.SENIOR_OFFICER, Role.AUDITOR})),
    ("GET /history/cases/*", READERS),
    ("GET /history/hirers/*", READERS),
    ("GET /history/staff/*", frozenset({Role.SENIOR_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR})),
    ("GET /history/watchlist/*", PREVENT | {Role.AUDITOR}),
    ("GET /history/venues/*", OUTREACH_READERS),
    ("GET /record", STAFF),
    # setting up
    ("GET /admin/health", ADMINISTRATOR | {Role.AUDITOR}),
    ("* /deputies", ADMINISTRATOR | {Role.SENIOR_OFFICER}),
    ("* /deputies/*", ADMINISTRATOR | {Role.SENIOR_OFFICER}),
    ("* /admin/*", ADMINISTRATOR),
)
"""The first line that fits a route says who may use it. `*` stands for anything."""

SHOWN_AGAIN = {"POST /sign-in/typed", "POST /send-again"}
"""They change nothing and only show what was sent, to a browser that vouches for it: see accounts/test_typed_words.py."""


def line_for(way: Way) -> tuple[str, frozenset[str]] | None:
    """The table's line for a route."""
    return next((line for line in TABLE if fnmatchcase(str(way), line[0])), None)


def asked(council: Council, way: Way, person: Person) -> str:
    """What the person got: "let in", "refused" or "sent to sign in". A form is sent empty, so that nothing is done."""
    answer = person.browser.client.request(way.method, council.address(way, person), follow_redirects=False)
    # Nobody seals here, which is not well: that page says so with 503.
    assert answer.status_code < 500 or way.path == "/health/ready", f"{way} as {person.role}"
    if answer.status_code == 303 and answer.headers["location"].startswith("/sign-in"):
        return "sent to sign in"
    return "refused" if answer.status_code == 403 else "let in"


def test_every_route_says_who_may_use_it(council: Council) -> None:
    assert [str(way) for way in council.ways if not way.handler.opt.get("may")] == []


def test_every_form_route_reads_its_form_the_one_way(council: Council) -> None:
    changing = [way for way in council.ways if way.method not in {"GET", "HEAD"} and str(way) not in SHOWN_AGAIN]
    assert [str(way) for way in changing if "posted" not in way.handler.parsed_fn_signature.parameters] == []


def test_every_route_stands_in_the_table(council: Council) -> None:
    assert [str(way) for way in council.ways if line_for(way) is None] == []


@pytest.mark.parametrize("role", EVERYBODY)
def test_each_role_is_let_in_where_the_table_says_and_nowhere_else(council: Council, role: str) -> None:
    council.restore()
    person, wrong = council.people[role], []
    for way in council.ways:
        line = line_for(way)
        if line is None or str(way) in {"POST /sign-out", *SHOWN_AGAIN}:
            continue
        wanted = "let in" if role in line[1] else "sent to sign in" if role == NOBODY else "refused"
        if (got := asked(council, way, person)) != wanted:
            wrong.append(f"{way}: {got}, not {wanted}")
    assert wrong == []


def test_a_temporary_password_opens_nothing_but_the_page_to_choose_another(council: Council) -> None:
    council.restore()
    browser = Browser(council.app)
    with council.database.write() as tx:
        user = a_user(tx, "Newcomer", *Role, temporary=PASSWORD)
    person = Person("newcomer", browser.sign_in_as(user.uuid))
    for way in council.ways:
        if way.handler.opt["may"] == ANYONE or way.path == "/account/password":
            continue
        answer = browser.client.request(way.method, council.address(way, person), follow_redirects=False)
        assert (answer.status_code, answer.headers.get("location")) == (303, "/account/password"), way


def test_reading_a_page_writes_nothing_but_who_looked(council: Council) -> None:
    council.restore()
    written: list[str] = []
    with council.database.read() as reader:
        before = reader.scalar(select(func.max(AuditEvent.id))) or 0

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if statement.split(maxsplit=1)[0].upper() in {"INSERT", "UPDATE", "DELETE"}:
            written.append(statement.split("(", maxsplit=1)[0].strip())

    event.listen(council.database.engine, "before_cursor_execute", note)
    wrote = {}
    for way in council.ways:
        line = line_for(way)
        if way.method != "GET" or line is None:
            continue
        for person in [council.people[role] for role in EVERYBODY if role in line[1]][:2]:
            person.browser.get(council.address(way, person))
            # A look at something sensitive is the one thing that a page writes (docs/decisions/0011).
            if more := set(written) - ({"INSERT INTO audit_event"} if way.handler.opt.get("looks") else set()):
                wrote[str(way)] = sorted(more)
            written.clear()
    assert wrote == {}
    with council.database.read() as reader:
        added = reader.scalars(select(AuditEvent.event).where(AuditEvent.id > before))
        assert {Event.named(name) for name in added} <= LOOKS


def ways_of(council: Council, role: str) -> list[tuple[Way, bool, int]]:
    """Every form route, whether this role is let in, and how many roles are."""
    found = []
    for way in council.ways:
        if way.method == "POST":
            let_in = [
                one for one in EVERYBODY if may(way.handler.opt["may"], None if one == NOBODY else frozenset({one}))
            ]
            found.append((way, role in let_in, len(let_in)))
    return found


@pytest.mark.parametrize("role", EVERYBODY)
def test_any_body_gets_an_answer_from_every_route(council: Council, role: str) -> None:
    campaign(council, role, examples=6)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("role", EVERYBODY)
def test_many_bodies_get_an_answer_from_every_route(council: Council, role: str) -> None:
    campaign(council, role, examples=150)


def campaign(council: Council, role: str, examples: int) -> None:
    """Every form route as this role, which has so many examples with the others that are let in.

    Where it is refused, or anybody is let in alike, one body does.
    """
    person, wrong = council.people[role], list[str]()
    for way, let_in, roles in ways_of(council, role):
        alike = way.handler.opt["may"] == ANYONE and role != NOBODY
        own = max(2, examples // (1 if role == NOBODY else roles)) if let_in and not alike else 1
        forms = list(council.forms_at(way, person)) or [PostForm(way.path)]
        chosen = random.Random(f"{way} {role}").sample(forms, min(len(forms), 3, max(1, own // 2)))
        for form in chosen:
            try:
                try_bodies(council, way, person, form, own // len(chosen))
            except AssertionError as problem:
                wrong.append(f"{way}: {str(problem).splitlines()[0]}")
    assert wrong == []
