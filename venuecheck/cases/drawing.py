"""The workflow's picture and the words of its lines, drawn from the table that the code walks. Pure.

`/workflow` shows them in the product, docs/workflow.md in the documentation.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape

from venuecheck.accounts.roles import Role
from venuecheck.cases.acts import ACTS, STATES, Party, State
from venuecheck.cases.changes import FORM, SPEAKER, Opens
from venuecheck.cases.workflow import QUEUES, TABLE, Row

WIDTH, HEIGHT = 1500, 690
BOX = (170, 56)
PLACES = {
    State.CHECKING: (110, 290),
    State.WITH_OFFICER: (390, 290),
    State.WITH_EQUALITY_LEAD: (670, 120),
    State.WITH_PREVENT: (670, 460),
    State.WITH_SENIOR: (890, 290),
    State.APPROVED: (1130, 460),
    State.DECLINED: (1130, 120),
    State.CANNOT_OFFER: (390, 60),
    State.WITHDRAWN: (110, 60),
    State.CANCELLED: (1130, 620),
    State.UNDER_REVIEW: (1400, 290),
}
"""Where the middle of each state's box stands."""

BENDS = {
    (State.CHECKING, State.WITH_PREVENT): (-110, 130, 0.3),
    (State.WITH_OFFICER, State.APPROVED): (-280, 330, 0.6),
    (State.WITH_OFFICER, State.WITH_EQUALITY_LEAD): (-70, -40, 0.55),
    (State.WITH_EQUALITY_LEAD, State.WITH_OFFICER): (60, 40, 0.5),
    (State.WITH_OFFICER, State.WITH_PREVENT): (-60, 50, 0.62),
    (State.WITH_PREVENT, State.WITH_OFFICER): (60, -40, 0.5),
    (State.WITH_OFFICER, State.WITH_SENIOR): (0, 0, 0.38),
    (State.WITH_OFFICER, State.CANNOT_OFFER): (0, 0, 0.75),
    (State.WITH_EQUALITY_LEAD, State.WITH_PREVENT): (0, 0, 0.12),
    (State.WITH_SENIOR, State.CANNOT_OFFER): (120, -195, 0.6),
    (State.WITH_SENIOR, State.APPROVED): (70, -20, 0.5),
    (State.APPROVED, State.WITH_OFFICER): (-240, 480, 0.5),
    (State.WITH_EQUALITY_LEAD, State.WITH_SENIOR): (70, -40, 0.5),
    (State.WITH_SENIOR, State.WITH_EQUALITY_LEAD): (-50, 40, 0.5),
    (State.WITH_PREVENT, State.WITH_SENIOR): (70, 40, 0.43),
    (State.WITH_SENIOR, State.WITH_PREVENT): (-50, -40, 0.5),
    (State.APPROVED, State.WITH_PREVENT): (0, 30, 0.5),
    (State.UNDER_REVIEW, State.APPROVED): (40, 30, 0.5),
}
"""How far an arrow is drawn aside on its way between two states, so that arrows do not lie on one another, and at which share
of its way its words stand. Others are straight, with their words in the middle."""

STRAIGHT = (0, 0, 0.5)
FROM_MANY = 4
"""An act that leads from so many states to one, or from one to so many, is written below the picture and not drawn."""

PARTIES = {
    Party.HIRER.value: "The hirer",
    Party.SPEAKER.value: "A speaker",
    Party.SYSTEM.value: "The product",
}
Point = tuple[float, float]


def who(names: Iterable[str]) -> str:
    """Roles and parties in words, in one order."""
    order = [*PARTIES, *(role.value for role in Role)]
    labels = PARTIES | {role.value: role.label for role in Role}
    return ", ".join(labels[name] for name in sorted(names, key=order.index))


def arrows(table: tuple[Row, ...] = TABLE) -> tuple[dict[tuple[State, State], list[str]], list[str]]:
    """The acts that move a case, by where from and where to; and sentences for those that do so from many states."""
    drawn: dict[tuple[State, State], list[str]] = {}
    written: list[str] = []
    for row in table:
        moves = [one for one in table if one.act is row.act and one.to is not None]
        sources = {state for one in moves if one.to is row.to for state in one.states} - {row.to}
        targets = {one.to for one in moves if one.to is not None and one.states == row.states}
        if row.to is None:
            continue
        if len(sources) >= FROM_MANY or len(targets) >= FROM_MANY:
            ends = f"from {_named(sources)} to {_named(targets if len(targets) >= FROM_MANY else {row.to})}"
            sentence = f"{ACTS[row.act]} ({who(frozenset[str]().union(*(one.who for one in moves))).lower()}): {ends}."
            written += [sentence] if sentence not in written else []
            continue
        for state in State:
            acts = drawn.setdefault((state, row.to), []) if state in row.states and state is not row.to else None
            if acts is not None and ACTS[row.act] not in acts:
                acts.append(ACTS[row.act])
    return drawn, written


def _named(states: Iterable[State | None]) -> str:
    return ", ".join(f"“{STATES[state].staff}”" for state in State if state in set(states))


def picture(table: tuple[Row, ...] = TABLE) -> str:
    """The workflow as an SVG picture."""
    drawn, written = arrows(table)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT + 22 * len(written)}" role="img" '
        'aria-labelledby="title" font-family="Helvetica Neue, Arial, sans-serif" font-size="14">',
        '<title id="title">The states of a case, and the acts that move it from one to another</title>',
        '<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" '
        'orient="auto-start-reverse"><path d="M0 0 10 5 0 10z" fill="#4a4f50"/></marker></defs>',
        '<rect width="100%" height="100%" fill="#ffffff"/>',
    ]
    lines += [
        f'<path d="M{_at(start)} Q{_at(bend)} {_at(end)}" fill="none" stroke="#4a4f50" stroke-width="1.5" '
        'marker-end="url(#tip)"/>'
        for start, bend, end in (_route(*ends) for ends in drawn)
    ]
    lines += [_box(state) for state in State]
    for ends, acts in drawn.items():
        lines += _label(acts, ends)
    lines += [
        f'<text x="25" y="{HEIGHT - 20 + 22 * number}" fill="#0b0c0c">{escape(sentence)}</text>'
        for number, sentence in enumerate(written)
    ]
    return "\n".join([*lines, "</svg>", ""])


def _box(state: State) -> str:
    x, y = PLACES[state]
    ended = STATES[state].ended
    left, top = x - BOX[0] / 2, y - BOX[1] / 2
    return (
        f'<rect x="{left:g}" y="{top:g}" width="{BOX[0]}" height="{BOX[1]}" rx="4" '
        f'fill="{"#0c4145" if ended else "#f3f8f8"}" stroke="#0c4145" stroke-width="2"/>'
        f'<text x="{x}" y="{y + 5}" text-anchor="middle" font-weight="bold" fill="{"#ffffff" if ended else "#0b0c0c"}">'
        f"{escape(STATES[state].staff)}</text>"
    )


def _route(source: State, to: State) -> tuple[Point, Point, Point]:
    """Where an arrow starts, what it bends towards, and where it ends."""
    (x1, y1), (x2, y2) = PLACES[source], PLACES[to]
    dx, dy, _ = BENDS.get((source, to), STRAIGHT)
    bend = ((x1 + x2) / 2 + dx, (y1 + y2) / 2 + dy)
    return _edge((x1, y1), bend), bend, _edge((x2, y2), bend)


def _edge(middle: Point, towards: Point) -> Point:
    """Where the line from the middle of a box leaves it."""
    dx, dy = towards[0] - middle[0], towards[1] - middle[1]
    share = min((BOX[0] / 2 + 3) / abs(dx) if dx else float("inf"), (BOX[1] / 2 + 3) / abs(dy) if dy else float("inf"))
    return middle[0] + dx * share, middle[1] + dy * share


def _label(acts: list[str], ends: tuple[State, State]) -> list[str]:
    *_, share = BENDS.get(ends, STRAIGHT)
    weights = (1 - share) ** 2, 2 * share * (1 - share), share**2
    x, y = (sum(weight * point[axis] for weight, point in zip(weights, _route(*ends), strict=True)) for axis in (0, 1))
    y -= 8 * (len(acts) - 1)
    return [
        f'<text x="{x:.0f}" y="{y + 4 + 16 * line:.0f}" text-anchor="middle" font-size="12" fill="#0b0c0c" stroke="#ffffff" '
        f'stroke-width="5" paint-order="stroke">{escape(act)}</text>'
        for line, act in enumerate(acts)
    ]


def _at(point: Point) -> str:
    return f"{point[0]:.0f} {point[1]:.0f}"


@dataclass(frozen=True)
class StateLine:
    """A state in words: as staff and as the hirer read it, and whose queue it stands in."""

    staff: str
    hirer: str
    queue: str


@dataclass(frozen=True)
class ActLine:
    """A line of the workflow in words."""

    states: str
    act: str
    who: str
    needs: str
    to: str


def state_lines() -> list[StateLine]:
    """Every state, in order."""
    return [StateLine(seen.staff, seen.hirer, _queue(state)) for state, seen in STATES.items()]


def _queue(state: State) -> str:
    if state in QUEUES:
        return who([QUEUES[state]])
    return "ended" if STATES[state].ended else "nobody's: the product checks it"


def act_lines(table: tuple[Row, ...] = TABLE) -> list[ActLine]:
    """Every line, in the order in which the code reads them."""
    return [
        ActLine(
            states=_states(row),
            act=ACTS[row.act],
            who=who(row.who),
            needs=" ".join(need.value for need in row.needs),
            to=STATES[row.to].staff if row.to else "(stays)",
        )
        for row in table
    ]


@dataclass(frozen=True)
class ChangeLine:
    """What a hirer may change after an approval, and when that opens the booking again."""

    what: str
    opens: str


def change_lines() -> list[ChangeLine]:
    """Every field of the form, those that open the booking again first."""
    lines = [ChangeLine(label, opens.value) for label, opens in (*FORM.values(), *SPEAKER.values())]
    order = [opens.value for opens in Opens]
    return sorted(lines, key=lambda line: order.index(line.opens))


def _states(row: Row) -> str:
    if row.states == frozenset(State):
        return "any state"
    return ", ".join(STATES[state].staff for state in State if state in row.states)
