"""All integer weights at a certain distance from given ones that keep some inequalities."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from alliance_match.assignment.arrays import BoolArray, IntArray

__all__ = ["MOST", "weights_at"]

MOST = 100_000
"""How many beginnings of weights are looked at together, at most."""

CHUNKS = 10
"""So many times as many are looked at at all, for each weight that is written."""

_FINE = 1 << 16
"""Multipliers of a combined row are rounded to so many parts of the largest."""


def weights_at(
    distance: int, base: IntArray, free: IntArray, gain: IntArray, need: IntArray
) -> IntArray | None:
    """List the weights whose changes have a certain sum.

    Parameters
    ----------
    distance : int
        The sum of all changes; even, as the weights keep their sum.
    base : ndarray of int64, shape (K,)
        From where.
    free : ndarray of int64, shape (f,)
        Which of them may change.
    gain : ndarray of int64, shape (r, K)
        Rows of ``gain @ weights >= need``.
    need : ndarray of int64, shape (r,)
        Their right sides.

    Returns
    -------
    ndarray of int64, shape (n, K), or None
        Not negative, sorted by their largest change and then as words are; None if there were more
        than :data:`MOST` of them, or of their beginnings.

    Notes
    -----
    Weights are written one after the other. What is still to be added, and to be taken away, is
    known, and so is the most that it can do for each row: it all goes to the best of the weights
    to come, and is taken from the worst. One more row is the combination of all others that needs
    the greatest distance.
    """
    gain, slack = _with_combined(base, free, gain, gain @ base - need)
    half = np.full(1, distance // 2, dtype=np.int64)
    begun = _Begun(np.zeros((1, 0), dtype=np.int64), half, half, slack[:, np.newaxis])
    for number in range(free.size):
        longer = _longer(begun, base, free[number:], gain)
        if longer is None:
            return None
        begun = longer
    found = np.tile(base, (len(begun.step), 1))
    found[:, free] += begun.step
    largest = np.abs(begun.step).max(axis=1, initial=0)
    return found[np.lexsort((*found.T[::-1], largest))]


@dataclass(frozen=True, eq=False)
class _Begun:
    """Beginnings of weights: their changes so far, what is still to be added and taken, each row.

    The last is by how much a row is kept, shape (r, n).
    """

    step: IntArray
    plus: IntArray
    minus: IntArray
    kept: IntArray

    def part(self, which: IntArray | BoolArray | slice) -> _Begun:
        return _Begun(self.step[which], self.plus[which], self.minus[which], self.kept[:, which])


def _longer(begun: _Begun, base: IntArray, free: IntArray, gain: IntArray) -> _Begun | None:
    """Write one more weight to all beginnings, some at a time; None if they are too many."""
    weight, rest = int(free[0]), free[1:]
    lowest = -np.minimum(begun.minus, base[weight])
    count = begun.plus - lowest + 1
    if not rest.size:  # the last one settles the sum
        lowest = begun.plus - begun.minus
        count = ((begun.plus == 0) | (begun.minus == 0)).astype(np.int64)
    total = np.cumsum(count)
    if total[-1:].sum() > MOST * CHUNKS:
        return None
    ends = np.searchsorted(total, np.arange(0, total[-1:].sum() + MOST, MOST)[1:], side="right")
    ends = np.unique(np.append(ends, count.size))
    parts, many = [begun.part(slice(0, 0))], 0
    parts[0] = replace(parts[0], step=np.zeros((0, begun.step.shape[1] + 1), dtype=np.int64))
    for first, last in pairwise(np.append(0, ends).tolist()):
        here, counted = begun.part(slice(first, last)), count[first:last]
        old = np.repeat(np.arange(counted.size), counted)
        ahead = np.arange(old.size) - np.repeat(np.cumsum(counted) - counted, counted)
        parts.append(
            _stepped(here.part(old), lowest[first:last][old] + ahead, weight, base, rest, gain)
        )
        many += parts[-1].plus.size
        if many > MOST:
            return None
    return _Begun(
        np.concatenate([one.step for one in parts]),
        np.concatenate([one.plus for one in parts]),
        np.concatenate([one.minus for one in parts]),
        np.concatenate([one.kept for one in parts], axis=1),
    )


def _stepped(
    begun: _Begun, step: IntArray, weight: int, base: IntArray, rest: IntArray, gain: IntArray
) -> _Begun:
    """Change one weight, and leave out what can no longer keep all rows."""
    plus, minus = begun.plus - np.maximum(step, 0), begun.minus - np.maximum(-step, 0)
    fine = (minus <= base[rest].sum()) & (base[weight] + step >= 0)
    kept = begun.kept + step * gain[:, [weight]]
    for row, so_far in zip(gain, kept, strict=True):
        fine &= so_far + _most(row, base, rest, plus, minus) >= 0
    return _Begun(np.column_stack((begun.step, step)), plus, minus, kept).part(fine)


def _most(
    row: IntArray, base: IntArray, rest: IntArray, plus: IntArray, minus: IntArray
) -> IntArray:
    """Bound what the weights to come can add to a row: all to the best, and from the worst."""
    if not rest.size:
        return np.zeros_like(plus)
    most, left = plus * row[rest].max(), minus
    for weight in rest[np.argsort(row[rest], kind="stable")].tolist():
        taken = np.minimum(left, base[weight])
        most, left = most - taken * row[weight], left - taken
    return np.asarray(most, dtype=np.int64)


def _with_combined(
    base: IntArray, free: IntArray, gain: IntArray, slack: IntArray
) -> tuple[IntArray, IntArray]:
    """Add the combination of rows that needs the greatest distance: dual values, as integers."""
    from scipy.optimize import linprog

    if len(gain) < 2:
        return gain, slack
    both = np.hstack((gain[:, free], -gain[:, free])).astype(np.float64)
    scale = np.abs(both).max(axis=1).clip(1)
    count = free.size
    found = linprog(
        np.ones(2 * count),
        A_ub=-both / scale[:, np.newaxis],
        b_ub=slack / scale,
        A_eq=[[1.0] * count + [-1.0] * count],
        b_eq=[0.0],
        bounds=[(0, None)] * count + [(0, float(b)) for b in base[free]],
    )
    if found.status != 0:
        return gain, slack
    dual = -found.ineqlin.marginals / scale
    if not dual.max() > 0:
        return gain, slack
    many = np.maximum(0, np.rint(dual / dual.max() * _FINE)).astype(np.int64)
    return np.vstack((gain, many @ gain)), np.append(slack, many @ slack)
