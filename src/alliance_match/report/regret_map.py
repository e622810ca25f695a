"""The heat map of regrets: what each pair would cost the round, at a glance."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..assignment import Regrets
from ..words import Speech
from ..words.templates import pictures as say
from .svg import n, short, svg, text

__all__ = ["LEVELS", "levels_of", "regret_map"]

#: Upper bounds of the shades between "as good" and "costs a match", in points of 1000.
LEVELS = (10, 50, 150)
_IMPOSSIBLE, _PROPOSED, _AS_GOOD = 0, 1, 2
_COSTS_A_MATCH = _AS_GOOD + len(LEVELS) + 2
#: From dark to light, told apart in grey as well: lightness falls in equal steps.
_SHADES = {1: "#111", 2: "#0c3a4c", 3: "#2f6680", 4: "#6a9ab0", 5: "#a5c3d0", 6: "#cbdbe3"}
_SHADES[_COSTS_A_MATCH] = "#eef1f3"
_WIDTH = 960
_LABELLED = 64


def levels_of(regrets: Regrets, proposed: NDArray[np.int64]) -> NDArray[np.int8]:
    """Sort every pair into the shades of :func:`regret_map`.

    Parameters
    ----------
    regrets : Regrets
        Of a proved proposal.
    proposed : ndarray of int64, shape (k, 2)
        The proposed pairs.

    Returns
    -------
    ndarray of int8, shape (n_mentees, n_mentors)
        0: not possible; 1: proposed; 2: as good; then under each of :data:`LEVELS`; over all of
        them; and at the price of a match.
    """
    value = regrets.value
    shade = _AS_GOOD + 1 + np.searchsorted(LEVELS, value, side="right")
    shade = np.where((value == 0) & (regrets.coverage == 0), _AS_GOOD, shade)
    shade = np.where(regrets.coverage > 0, _COSTS_A_MATCH, shade)
    found: NDArray[np.int8] = np.where(regrets.possible, shade, _IMPOSSIBLE).astype(np.int8)
    found[proposed[:, 0], proposed[:, 1]] = _PROPOSED
    return found


def regret_map(
    levels: NDArray[np.int8], mentees: Sequence[str], mentors: Sequence[str], to: Speech, name: str
) -> str:
    """Draw a heat map of regrets, mentees down and mentors across.

    Parameters
    ----------
    levels : ndarray of int8, shape (n_mentees, n_mentors)
        From :func:`levels_of`.
    mentees, mentors : sequence of str
        Labels; left out where there are too many to read.
    to : Speech
        The language.
    name : str
        Begins the ids of title and description; unique in the page.
    """
    rows, cols = levels.shape
    left = 150 if rows <= _LABELLED else 6
    size = min(20.0, round((_WIDTH - left) / max(cols, 1), 2))
    top = 96 if cols <= _LABELLED and size >= 11 else 6
    parts = [
        f'<path fill="{colour}" d="{_cells(levels == shade, left, top, size)}"/>'
        for shade, colour in sorted(_SHADES.items())
        if (levels == shade).any()
    ]
    if size >= 7:
        at = np.argwhere(levels == _PROPOSED)
        parts += [
            f'<circle fill="#fff" cx="{n(left + (j + 0.46) * size)}" '
            f'cy="{n(top + (i + 0.46) * size)}" r="{n(size / 6)}"/>'
            for i, j in at.tolist()
        ]
    if left > 6:
        parts += [
            text(left - 6, top + (i + 0.7) * size, short(m, 24), "end")
            for i, m in enumerate(mentees)
        ]
    if top > 6:
        parts += [
            text(left + (j + 0.7) * size, top - 6, short(m, 17), "start", turned=True)
            for j, m in enumerate(mentors)
        ]
    bottom = top + rows * size + 14
    legend, end = _legend(left, bottom, to)
    parts += legend
    count = {shade: int((levels == shade).sum()) for shade in range(_COSTS_A_MATCH + 1)}
    about = say.REGRETS_ABOUT(
        proposed=count[_PROPOSED],
        as_good=count[_AS_GOOD],
        little=sum(count[s] for s in range(_AS_GOOD + 1, _AS_GOOD + len(LEVELS))),
        small=LEVELS[-2],
        more=count[_COSTS_A_MATCH - 2] + count[_COSTS_A_MATCH - 1],
        matches=count[_COSTS_A_MATCH],
        never=count[_IMPOSSIBLE],
    )
    width = max(left + cols * size + 70, end)
    return svg(name, say.REGRETS(), about, to, width, bottom + 24, parts)


def _cells(where: NDArray[np.bool_], left: float, top: float, size: float) -> str:
    """Write the cells of one shade as one path; neighbours in a row are joined where it is fine."""
    gap = 0.08 * size if size >= 7 else 0.0
    side = n(size - gap)
    if gap:
        return "".join(
            f"M{n(left + j * size)} {n(top + i * size)}h{side}v{side}h-{side}z"
            for i, j in np.argwhere(where).tolist()
        )
    drawn = []
    for i, line in enumerate(where):
        edges = np.flatnonzero(np.diff(np.concatenate(([False], line, [False])).astype(np.int8)))
        for first, last in edges.reshape(-1, 2).tolist():
            wide = n((last - first) * size)
            drawn.append(f"M{n(left + first * size)} {n(top + i * size)}h{wide}v{side}h-{wide}z")
    return "".join(drawn)


def _legend(left: float, top: float, to: Speech) -> tuple[list[str], float]:
    """Write the shades with their words; also say where they end."""
    words = [say.PROPOSED(), say.AS_GOOD(), *(say.UNDER(points=p) for p in LEVELS)]
    words += [say.OVER(points=LEVELS[-1]), say.COSTS_A_MATCH(), say.NOT_POSSIBLE()]
    shades = [*sorted(_SHADES), _IMPOSSIBLE]
    parts, x = list[str](), left
    for shade, said in zip(shades, words, strict=True):
        colour = _SHADES.get(shade, "#fff")
        parts.append(
            f'<rect x="{n(x)}" y="{n(top)}" width="12" height="12" fill="{colour}" '
            'stroke="#54606e" stroke-width=".6"/>'
        )
        label = to.say(said)
        parts.append(text(x + 16, top + 10, label, "start"))
        x += 28 + 6.2 * len(label)
    return parts, x
