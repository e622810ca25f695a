"""Fairness between rows that have one place each: every step is a flow, proved by its prices.

References
----------
.. [1] R. E. Burkard and F. Rendl, "Lexicographic bottleneck problems", Operations Research Letters
   10(5), 1991 (one threshold after the other, each within the optima of those before).
.. [2] R. K. Ahuja, T. L. Magnanti and J. B. Orlin, "Network Flows", Prentice Hall, 1993,
   theorem 9.4 (complementary slackness).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from alliance_match.assignment.arrays import BoolArray, IntArray
from alliance_match.assignment.fair.levels import Level, Remaining
from alliance_match.assignment.pricing import optimum
from alliance_match.assignment.watch import Watch
from alliance_match.errors import AllianceMatchError

__all__ = ["Climb", "climb", "highest_floor", "priced"]


@dataclass(frozen=True, eq=False)
class Climb:
    """How far an objective was pursued before the total is looked at.

    Attributes
    ----------
    levels : tuple of Level
        What was proved, in this order.
    remaining : Remaining
        The choices of which every assignment reaches all that counts.
    """

    levels: tuple[Level, ...]
    remaining: Remaining


def climb(remaining: Remaining, objective: str, watch: Watch) -> Climb:
    """Make the worst-off row as well off as possible; under ``leximin`` all others after it too.

    Parameters
    ----------
    remaining : Remaining
        All choices; there must be an assignment that keeps every bound.
    objective : {"max_min", "leximin"}
        What is maximised.
    watch : Watch
        When its time is over, the levels end where they are.

    Returns
    -------
    Climb

    Raises
    ------
    AllianceMatchError
        If OR-Tools fails.
    """
    if not remaining.n_rows:
        return Climb((), remaining)
    floor = highest_floor(remaining, watch)
    nothing = np.zeros(remaining.options.n_cols, dtype=np.int64)
    remaining = remaining.after(floor, nothing)
    levels = [Level(floor, remaining.n_rows, tuple(nothing.tolist()))]
    while not watch.is_over:
        above = remaining.attainable(levels[-1].threshold)
        if not above.size:
            break
        level, worths = _level(remaining, int(above[0]))
        levels.append(level)
        if objective == "max_min":
            break
        watch.tell(f"{level.count:,} rows reach {level.threshold:,}")
        remaining = _after(remaining, level)
        if not level.count:
            break
        jump = _jump(remaining, level, worths)
        if jump is not None:
            levels.append(jump)
            remaining = _after(remaining, jump)
    return Climb(tuple(levels), remaining)


def priced(options: Remaining, threshold: int) -> tuple[BoolArray, IntArray]:
    """Let as many rows as possible be worth a threshold, and price the columns.

    Parameters
    ----------
    options : Remaining
        The choices.
    threshold : int
        What a row must be worth to count.

    Returns
    -------
    chosen : ndarray of bool, shape (k,)
        Which pairs are chosen.
    prices : ndarray of int64, shape (n_cols,)
        Prices that prove it.

    Raises
    ------
    AllianceMatchError
        If OR-Tools erred.
    """
    chosen, prices = optimum(options.reaching(threshold))
    if prices is None:
        raise AllianceMatchError(
            "OR-Tools returned an assignment that can be improved; please report this with the "
            "problem."
        )
    return chosen, prices


def highest_floor(remaining: Remaining, watch: Watch) -> int:
    """Find the most that all rows can be worth at the same time.

    Parameters
    ----------
    remaining : Remaining
        All choices.
    watch : Watch
        Told each step.

    Returns
    -------
    int
    """
    chosen, _ = optimum(remaining.options)
    floor = int(remaining.row_worths(chosen).min())
    below = _best_of_worst(remaining)
    while floor < below:
        remaining = remaining.at_least(floor)
        between = remaining.attainable(floor)
        between = between[between <= below]
        if not between.size:
            break
        middle = int(between[between.size // 2])
        watch.tell(f"can every row be worth {middle:,}?")
        chosen, _ = optimum(remaining.reaching(middle))
        worst = int(remaining.row_worths(chosen).min())
        if worst >= middle:
            floor = worst
        else:
            below = middle - 1
    return floor


def _best_of_worst(remaining: Remaining) -> int:
    """Bound the floor: the worst-off row is worth no more than where each has its best choice."""
    nothing = np.zeros(remaining.options.n_cols, dtype=np.int64)
    _, best = remaining.options.best(nothing)
    best = np.where(remaining.options.places > 0, best, 0) + remaining.base
    return int(best[remaining.counts].min())


def _level(remaining: Remaining, threshold: int) -> tuple[Level, IntArray]:
    """Count how many rows can be worth a threshold; with what they are worth then."""
    chosen, prices = priced(remaining, threshold)
    count = remaining.reaching(threshold).worth(chosen)
    worths = remaining.row_worths(chosen)
    return Level(threshold, count, tuple(prices.tolist())), worths


def _after(remaining: Remaining, level: Level) -> Remaining:
    """Keep the assignments that reach a level."""
    return remaining.after(level.threshold, np.array(level.prices, dtype=np.int64))


def _jump(remaining: Remaining, level: Level, worths: IntArray) -> Level | None:
    """Find the highest threshold that as many rows reach; None if it is the level's own.

    The steps double as long as they succeed; then the gap is halved.
    """
    ladder = np.append(level.threshold, remaining.attainable(level.threshold))
    best, low, high, step = None, 0, ladder.size, 1
    while True:
        reached = np.sort(worths)[worths.size - level.count]
        low = max(low, int(np.searchsorted(ladder, reached)))
        middle = min(low + step, (low + high) // 2)
        if middle <= low:
            break
        found, tried = _level(remaining, int(ladder[middle]))
        if found.count == level.count:
            best, worths, step = found, tried, 2 * step
        else:
            high, step = middle, ladder.size
    if best is None and low == 0:
        return None
    return (
        best if best and best.threshold == ladder[low] else _level(remaining, int(ladder[low]))[0]
    )
