"""One price for each column, found from an assignment alone: no solver is asked.

The prices are distances in the residual graph of the assignment, whose nodes are the rows, the
columns and a sink T. A row may go to any of its columns (at the cost of minus the weight), its
column may let it go (at the cost of the weight), T has arcs to and from the columns whose load may
fall or rise, and to and from the rows that may be parked. A cycle of negative cost is an
improvement, so if there is one the assignment is not optimal and there are no prices.

References
----------
.. [1] R. K. Ahuja, T. L. Magnanti and J. B. Orlin, "Network Flows", Prentice Hall, 1993,
   sections 9.2-9.3 (residual graph, negative cycles, reduced costs).
"""

from __future__ import annotations

import numpy as np

from alliance_match.assignment.arrays import BoolArray, IntArray, Runs
from alliance_match.assignment.objective import NO_CHOICE, Options

__all__ = ["canonical_prices"]

FAR = -NO_CHOICE
"""Distance of what cannot be reached; real distances are below a quarter of it."""


def canonical_prices(options: Options, choice: IntArray) -> IntArray | None:
    """Price every column such that the assignment is proved optimal.

    The price of a full column is what one more place with it would add to the best possible worth.
    The price is 0 where the column is above its minimum load and has a place free, and where nobody
    needs be with it and nobody is. A column at its minimum load may have a negative price: what the
    best possible worth would change by if the minimum were one higher. Where no row could be had
    for that, because minimum loads and pins hold them all, the price is the greatest of at most 0
    that proves the assignment.

    Parameters
    ----------
    options : Options
        The choices and their weights.
    choice : ndarray of int64, shape (n_rows,)
        The column of each row, -1 for none; it must obey every rule.

    Returns
    -------
    ndarray of int64, shape (n_cols,), or None
        None if the assignment can be improved. The prices do not depend on which of several
        optimal assignments is given.

    Notes
    -----
    Bellman-Ford, each round one pass over the pairs, in time ``O(k n_cols)`` at the worst and in a
    few dozen passes on the problems that we met.
    """
    distance = _distances(options, choice)
    if distance is None:
        return None
    unreached = distance >= FAR
    if unreached.any():
        distance = _settle(options, choice, np.where(unreached, 0, distance), unreached)
    return None if distance is None else -distance


def _distances(options: Options, choice: IntArray) -> IntArray | None:
    """Shortest distance from T to each column, or None if there is a negative cycle."""
    order = np.argsort(options.col, kind="stable")
    row, weight, runs = options.row[order], options.weight[order], Runs.of(options.col[order])
    load = options.load(choice)
    may_rise = load < options.upper
    held = _held_weight(options, choice)
    distance = np.where((load > options.lower) | (load == 0), 0, FAR)
    for _ in range(options.n_cols + 1):
        at_row = _row_distances(options, choice, held, distance)
        if (distance[may_rise] < 0).any() or (at_row < options.parked)[options.may_park].any():
            return None
        shorter = _snap(runs.minimum(at_row[row] - weight, distance))
        if np.array_equal(shorter, distance):
            return distance
        distance = shorter
    return None


def _held_weight(options: Options, choice: IntArray) -> IntArray:
    """Weight of each row's own pair, or what being unmatched is worth to it."""
    held = options.parked.copy()
    own = choice[options.row] == options.col
    held[options.row[own]] = options.weight[own]
    return held


def _row_distances(
    options: Options, choice: IntArray, held: IntArray, distance: IntArray
) -> IntArray:
    """Distance from T to each row: straight if it is unmatched, else through its column."""
    if options.n_cols == 0:
        return held
    return np.where(choice < 0, held, _snap(distance[choice] + held))


def _snap(distance: IntArray) -> IntArray:
    """Make whatever was computed from an infinite distance infinite again."""
    return np.where(distance > FAR // 2, FAR, distance)


def _settle(
    options: Options, choice: IntArray, distance: IntArray, unreached: BoolArray
) -> IntArray | None:
    """Raise the unreached columns, from 0, only as far as their rows' other choices demand.

    No arc leads from what T reaches to these columns, so only lower bounds hold them: at its
    column's price a row must not prefer another choice. None if they never come to rest.
    """
    held = _held_weight(options, choice)
    stuck = (choice >= 0) & unreached[choice]
    pairs = stuck[options.row]
    row, col, weight = options.row[pairs], options.col[pairs], options.weight[pairs]
    runs, rows = Runs.of(row), np.flatnonzero(stuck)
    parked = np.where(options.may_park, options.parked, NO_CHOICE)
    for _ in range(options.n_cols + 1):
        wanted = runs.maximum(weight + distance[col], parked)
        higher = distance.copy()
        np.maximum.at(higher, choice[rows], (wanted - held)[rows])
        if np.array_equal(higher, distance):
            return distance
        distance = higher
    return None
