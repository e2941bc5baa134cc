"""Plots as SVG that can be read aloud, printed in grey and told apart without colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 760, 420, 70, 50, 190, 50
COLOURS = ("#1d70b8", "#d4351c", "#00703c", "#4c2c92", "#505a5f")
DASHES = ("", "8 4", "2 3", "10 3 2 3", "5 5")
Points = Sequence[tuple[float, float]]


def _picture(title: str, said: str, height: int, body: Sequence[str]) -> str:
    """An image with its title, and in words what it shows."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" font-size="14" '
        f'role="img" aria-labelledby="title said">\n<title id="title">{escape(title)}</title>\n'
        f'<desc id="said">{escape(said)}</desc>\n<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>\n'
        f'<text x="10" y="26" font-size="17" font-weight="bold">{escape(title)}</text>\n'
        + "\n".join(body)
        + "\n</svg>\n"
    )


def _said(lines: Mapping[str, Points]) -> str:
    return " ".join(
        f"{name}: {', '.join(f'{y:.2f} at {x:g}' for x, y in points[:: max(1, len(points) // 5)])}."
        for name, points in lines.items()
    )


def curves(title: str, across: str, up: str, lines: Mapping[str, Points], ticks: Sequence[float]) -> str:
    """Lines over an axis whose ticks stand at equal distances, each with its name at its end; `up` goes from 0 to 1."""
    wide, high = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM

    def at(x: float, y: float) -> tuple[float, float]:
        place = next((i for i in range(len(ticks) - 1) if x <= ticks[i + 1]), len(ticks) - 2)
        part = place + (x - ticks[place]) / (ticks[place + 1] - ticks[place])
        return LEFT + wide * min(1.0, max(0.0, part / (len(ticks) - 1))), TOP + high * (1 - y)

    body = []
    for tick in ticks:
        x, _ = at(tick, 0)
        body.append(f'<path d="M{x:.1f} {TOP}V{TOP + high}" stroke="#dddddd"/>')
        body.append(f'<text x="{x:.1f}" y="{TOP + high + 18}" text-anchor="middle">{tick:g}</text>')
    for tenth in range(0, 11, 2):
        _, y = at(ticks[0], tenth / 10)
        body.append(f'<path d="M{LEFT} {y:.1f}H{LEFT + wide}" stroke="#dddddd"/>')
        body.append(f'<text x="{LEFT - 8}" y="{y + 5:.1f}" text-anchor="end">{tenth / 10:g}</text>')
    body.append(f'<text x="{LEFT + wide / 2}" y="{HEIGHT - 10}" text-anchor="middle">{escape(across)}</text>')
    body.append(f'<text x="{LEFT}" y="{TOP - 8}">{escape(up)}</text>')
    lowest = 0.0
    for number, (name, points) in enumerate(sorted(lines.items(), key=lambda line: -line[1][-1][1])):
        colour, dash = COLOURS[number % len(COLOURS)], DASHES[number % len(DASHES)]
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in (at(*point) for point in points))
        body.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2.5" stroke-dasharray="{dash}"/>')
        x, y = at(*points[-1])
        lowest = max(y + 5, lowest + 17)
        body.append(f'<text x="{x + 8:.1f}" y="{lowest:.1f}" fill="{colour}">{escape(name)}</text>')
    return _picture(title, _said(lines), HEIGHT, body)


def bars(title: str, groups: Mapping[str, Mapping[str, float]], form: str = "{:.1%}") -> str:
    """For each group one bar a series, with its figure; series are told apart by colour, pattern of the edge and name."""
    series = list(dict.fromkeys(name for values in groups.values() for name in values))
    most = max((value for values in groups.values() for value in values.values()), default=0.0) or 1.0
    step = 15 * len(series) + 10
    height = TOP + step * len(groups) + 24 * len(series)
    body = []
    for row, (group, values) in enumerate(groups.items()):
        y = TOP + row * step
        body.append(
            f'<text x="180" y="{y + step / 2 - 2:.0f}" text-anchor="end">{escape(group.replace("_", " "))}</text>'
        )
        for place, name in enumerate(series):
            wide, top = 420 * values[name] / most, y + 15 * place
            body.append(
                f'<rect x="190" y="{top}" width="{wide:.1f}" height="12" fill="{COLOURS[place]}" '
                f'stroke="#0b0c0c" stroke-dasharray="{DASHES[place]}"/>'
            )
            body.append(f'<text x="{196 + wide:.1f}" y="{top + 11}" font-size="12">{form.format(values[name])}</text>')
    for place, name in enumerate(series):
        y = height - 20 * (len(series) - place)
        body.append(
            f'<rect x="190" y="{y}" width="14" height="12" fill="{COLOURS[place]}" '
            f'stroke="#0b0c0c" stroke-dasharray="{DASHES[place]}"/><text x="212" y="{y + 11}">{escape(name)}</text>'
        )
    said = " ".join(
        f"{group.replace('_', ' ')}: {', '.join(f'{name} {form.format(value)}' for name, value in values.items())}."
        for group, values in groups.items()
    )
    return _picture(title, said, height, body)
