"""Pictures of weights, fairness and load, for people who would rather look."""

from __future__ import annotations

from collections.abc import Sequence

from ..words import Speech
from ..words.templates import pictures as say
from .svg import n, rect, short, svg, text

__all__ = ["fairness_curve", "load_bars", "weight_bars"]

_WIDTH = 960


def weight_bars(
    spans: Sequence[tuple[str, int, Sequence[tuple[int, int]]]], to: Speech, name: str
) -> str:
    """Draw, for each weight, where a pair stays in the best proposal, and where the weight is now.

    Parameters
    ----------
    spans : sequence of (str, int, sequence of (int, int))
        The criterion's label, its weight now, and the closed intervals in which the pair stays; of
        1000.
    to : Speech
        The language.
    name : str
        Begins the ids of title and description; unique in the page.
    """
    left, scale, parts, lines = 140, 0.2, [], []
    for k, (label, now, stays) in enumerate(spans):
        y = 8 + 22 * k
        parts.append(text(left - 10, y + 11, label, "end"))
        parts.append(rect(left, y + 2, 1000 * scale, 10, "#d6e3ea"))
        parts += [
            rect(left + a * scale, y + 2, max((b - a) * scale, 1.5), 10, "#1c566f")
            for a, b in stays
        ]
        parts.append(rect(left + now * scale - 1, y - 1, 2, 16, "#111"))
        told = tuple(say.SPAN(low=a, high=b) for a, b in stays)
        lines.append(
            say.WEIGHT_LINE(criterion=label, spans=told, now=now)
            if told
            else say.WEIGHT_NEVER(criterion=label, now=now)
        )
    bottom = 8 + 22 * len(spans)
    parts += [
        text(left + x * scale, bottom + 12, to.marks(x), "middle") for x in (0, 250, 500, 750, 1000)
    ]
    about = say.WEIGHTS_ABOUT(lines=tuple(lines))
    return svg(name, say.WEIGHTS(), about, to, left + 1000 * scale + 20, bottom + 20, parts)


def fairness_curve(points: Sequence[tuple[int, int]], to: Speech, name: str) -> str:
    """Draw what is given up in all for more points of the worst-off mentee.

    Parameters
    ----------
    points : sequence of (int, int)
        Points of the worst-off mentee, and in all; rising and falling. At least one.
    to : Speech
        The language.
    name : str
        Begins the ids of title and description; unique in the page.
    """
    floors, totals = [p[0] for p in points], [p[1] for p in points]
    left, top, wide, high = 90, 16, 440, 200

    def x(floor: int) -> float:
        spread = max(floors[-1] - floors[0], 1)
        return left + 20 + (wide - 40) * (floor - floors[0]) / spread

    def y(total: int) -> float:
        spread = max(totals[0] - totals[-1], 1)
        return top + 20 + (high - 40) * (totals[0] - total) / spread

    trail = " ".join(f"{n(x(f))},{n(y(t))}" for f, t in points)
    axes = f"M{left} {top}v{high}h{wide}"
    parts = [
        f'<path d="{axes}" fill="none" stroke="#54606e"/>',
        f'<polyline points="{trail}" fill="none" stroke="#1c566f" stroke-width="1.5" '
        'stroke-dasharray="4 3"/>',
        *(f'<circle cx="{n(x(f))}" cy="{n(y(t))}" r="5" fill="#1c566f"/>' for f, t in points),
        text(left - 8, y(totals[0]) + 4, to.marks(totals[0]), "end"),
        text(x(floors[0]), top + high + 16, to.marks(floors[0]), "middle"),
        text(left + wide / 2, top + high + 34, to.say(say.WORST_OFF()), "middle"),
        text(left - 8, top - 4, to.say(say.IN_ALL()), "start"),
    ]
    if len(points) > 1:
        parts.append(text(left - 8, y(totals[-1]) + 4, to.marks(totals[-1]), "end"))
        parts.append(text(x(floors[-1]), top + high + 16, to.marks(floors[-1]), "middle"))
    about = say.FAIRNESS_ABOUT(
        floor=floors[0],
        total=totals[0],
        best_floor=floors[-1],
        best_total=totals[-1],
        count=len(points) - 1,
    )
    return svg(name, say.FAIRNESS(), about, to, left + wide + 20, top + high + 44, parts)


def load_bars(loads: Sequence[tuple[str, int, int]], to: Speech, name: str) -> str:
    """Draw every mentor's places, the taken ones filled.

    Parameters
    ----------
    loads : sequence of (str, int, int)
        The mentor's name, places taken, and places.
    to : Speech
        The language.
    name : str
        Begins the ids of title and description; unique in the page.
    """
    most = max((max(places, used) for _, used, places in loads), default=1) or 1
    left = 60
    step = min(26.0, (_WIDTH - left) / max(len(loads), 1))
    unit, labelled = min(14.0, 140 / most), step >= 12
    base, parts = 8 + most * unit, []
    for k, (label, used, places) in enumerate(loads):
        x, wide = left + k * step, max(step - 3, step * 0.7)
        parts.append(rect(x, base - places * unit, wide, places * unit, "#d6e3ea"))
        parts.append(rect(x, base - used * unit, wide, used * unit, "#1c566f"))
        if labelled:
            parts.append(text(x + wide / 2 + 3, base + 8, short(label, 19), "end", turned=True))
    about = say.LOADS_ABOUT(
        used=sum(used for _, used, _ in loads),
        places=sum(places for _, _, places in loads),
        full=sum(used >= places > 0 for _, used, places in loads),
        free=sum(not used for _, used, _ in loads),
    )
    high = base + (110 if labelled else 8)
    return svg(name, say.LOADS(), about, to, left + len(loads) * step + 10, high, parts)
