"""Here are lines of (x, y): draw them on doubly logarithmic paper, as SVG.

On such paper what grows as the films do rises as the dashed line does, whatever its height.
"""

import math
from collections.abc import Mapping, Sequence
from html import escape

WIDTH, HEIGHT = 460, 320  # of one panel
LEFT, RIGHT, TOP, BOTTOM = 56, 40, 34, 40
COLOURS = ("#c0392b", "#7f8c8d", "#2980b9", "#27ae60", "#8e44ad", "#d68910", "#16a085", "#2c3e50")

Lines = Mapping[str, Sequence[tuple[float, float]]]


def panels(drawn: Mapping[str, Lines], *, columns: int = 2) -> str:
    """Return an SVG of panels, each with its title, and one legend for all."""
    names = list(dict.fromkeys(name for lines in drawn.values() for name in lines))
    colours = {name: COLOURS[number % len(COLOURS)] for number, name in enumerate(names)}
    parts = []
    for number, (title, lines) in enumerate(drawn.items()):
        x, y = number % columns * WIDTH, number // columns * HEIGHT
        parts.append(f'<g transform="translate({x},{y})">{_panel(title, lines, colours)}</g>')
    below = math.ceil(len(drawn) / columns) * HEIGHT
    width, step = WIDTH * columns, 150
    across = max(1, width // step)
    for number, name in enumerate(names):
        x, y = 20 + number % across * step, below + 14 + number // across * 20
        parts.append(
            f'<rect x="{x}" y="{y - 8}" width="18" height="4" fill="{colours[name]}"/>'
            f'<text x="{x + 24}" y="{y}">{escape(name)}</text>'
        )
    height = below + 20 * math.ceil(len(names) / across) + 10
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}"'
        f' height="{height}" font-family="sans-serif" font-size="12" fill="#222">\n'
        f'<rect width="{width}" height="{height}" fill="#fff"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def _panel(title: str, lines: Lines, colours: Mapping[str, str]) -> str:
    points = [point for line in lines.values() for point in line]
    xs, ys = _decades([x for x, _ in points]), _decades([y for _, y in points])

    def place(x: float, y: float) -> tuple[float, float]:
        across = (math.log10(x) - xs[0]) / (xs[-1] - xs[0])
        up = (math.log10(y) - ys[0]) / (ys[-1] - ys[0])
        return (
            LEFT + across * (WIDTH - LEFT - RIGHT),
            HEIGHT - BOTTOM - up * (HEIGHT - TOP - BOTTOM),
        )

    parts = [f'<text x="{LEFT}" y="20" font-weight="bold">{escape(title)}</text>']
    for decade in xs:
        x, y = place(10**decade, 10 ** ys[0])
        parts.append(
            f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{x:.1f}" y2="{TOP}" stroke="#ddd"/>'
            f'<text x="{x:.1f}" y="{y + 16:.1f}" text-anchor="middle">{10**decade:,.0f}</text>'
        )
    for decade in ys:
        x, y = place(10 ** xs[0], 10**decade)
        parts.append(
            f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{WIDTH - RIGHT}" y2="{y:.1f}" stroke="#ddd"/>'
            f'<text x="{x - 6:.1f}" y="{y + 4:.1f}" text-anchor="end">{10**decade:,g}</text>'
        )
    steps = min(xs[-1] - xs[0], ys[-1] - ys[0])
    (x1, y1), (x2, y2) = (place(10 ** (xs[0] + at), 10 ** (ys[0] + at)) for at in (0, steps))
    parts.append(
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="#999"'
        ' stroke-dasharray="4 4"/>'
    )
    for name, line in lines.items():
        places = [place(x, y) for x, y in sorted(line)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        parts.append(
            f'<polyline points="{path}" fill="none" stroke="{colours[name]}" stroke-width="2"/>'
        )
        parts += [
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colours[name]}"/>' for x, y in places
        ]
    parts.append(f'<text x="{WIDTH - RIGHT}" y="{HEIGHT - 6}" text-anchor="end">films</text>')
    return "".join(parts)


def _decades(values: Sequence[float]) -> list[int]:
    """Return the powers of ten around the values, at least two of them."""
    first, last = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return list(range(first, max(last, first + 1) + 1))
