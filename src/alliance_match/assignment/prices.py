"""One price for each column, found from an assignment alone: no solver is asked.

The prices are distances in the residual graph of the assignment, whose nodes are the rows, the
columns and a sink T. A row may go to any of its columns (at the cost of minus the weight), a
column may let a row go that it has (at the cost of the weight), T has arcs to and from the columns
whose load may fall or rise, and to and from the rows whose places may be empty. A cycle of negative
cost is an improvement, so if there is one the assignment is not optimal and there are no prices.

References
----------
.. [1] R. K. Ahuja, T. L. Magnanti and J. B. Orlin, "Network Flows", Prentice Hall, 1993,
   sections 9.2-9.3 (residual graph, negative cycles, reduced costs).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from alliance_match.assignment.arrays import BoolArray, IntArray, Runs, row_ends
from alliance_match.assignment.options import NO_CHOICE, Options
from alliance_match.assignment.potentials import distances_from

__all__ = ["FAR", "Residual", "canonical_prices"]

FAR = -NO_CHOICE
"""Distance of what cannot be reached; real distances are below a quarter of it."""


@dataclass(frozen=True, eq=False)
class Residual:
    """An assignment as one sees it from its residual graph.

    Attributes
    ----------
    options : Options
        The choices and their weights.
    chosen : ndarray of bool, shape (k,)
        The pairs that are chosen; they obey every rule.
    """

    options: Options
    chosen: BoolArray

    @cached_property
    def load(self) -> IntArray:
        """How many rows each column has."""
        return self.options.load(self.chosen)

    @cached_property
    def row(self) -> IntArray:
        """The row of each chosen pair, ascending."""
        return self.options.row[self.chosen]

    @cached_property
    def col(self) -> IntArray:
        """The column of each chosen pair."""
        return self.options.col[self.chosen]

    @cached_property
    def weight(self) -> IntArray:
        """The weight of each chosen pair."""
        return self.options.weight[self.chosen]

    @cached_property
    def empty(self) -> BoolArray:
        """Which rows have an empty place."""
        return np.asarray(self.options.empty(self.chosen) > 0)

    @cached_property
    def from_sink(self) -> IntArray:
        """Cost of the arc from T to each column: what its last row costs, with the sign turned.

        Where nobody needs be with a column and nobody is, as if its next row would pay what it
        costs, so that such a column has a price of its own; :data:`FAR` where no load may fall.
        """
        options, load = self.options, self.load
        falls = load > options.lower
        last = options.cost.of_row(np.maximum(load, 1))
        idle = (load == 0) & ~falls
        return np.where(falls, -last, np.where(idle, np.maximum(0, -last), FAR))

    @cached_property
    def to_sink(self) -> IntArray:
        """Cost of the arc from each column to T: what one more row costs; FAR where it is full."""
        rises = self.load < self.options.upper
        return np.where(rises, self.options.cost.of_row(self.load + 1), FAR)

    @cached_property
    def by_col(self) -> tuple[IntArray, IntArray]:
        """The chosen pairs in the order of their columns, and where each column's begin and end."""
        order = np.argsort(self.col, kind="stable")
        return order, row_ends(self.col[order], self.options.n_cols)

    def reach_rows(self, cols: IntArray, distance: IntArray, at_row: IntArray) -> IntArray:
        """Let some columns let go the rows they have, and write down how near these come.

        Parameters
        ----------
        cols : ndarray of int64
            The columns.
        distance, at_row : ndarray of int64, shape (n_cols,) and (n_rows,)
            How near columns and rows are; the latter is changed in place.

        Returns
        -------
        ndarray of int64
            The rows that came nearer, ascending.
        """
        by_col, ends = self.by_col
        pair = by_col[ranges(ends[cols], ends[cols + 1])]
        return _lower(at_row, self.row[pair], distance[self.col[pair]] + self.weight[pair])

    def reach_cols(self, rows: IntArray, at_row: IntArray, distance: IntArray) -> IntArray:
        """Let some rows go to their other columns, and write down how near these come.

        Parameters
        ----------
        rows : ndarray of int64
            The rows.
        at_row, distance : ndarray of int64, shape (n_rows,) and (n_cols,)
            How near rows and columns are; the latter is changed in place.

        Returns
        -------
        ndarray of int64
            The columns that came nearer, ascending.
        """
        options = self.options
        pair = ranges(options.ends[rows], options.ends[rows + 1])
        pair = pair[~self.chosen[pair]]
        found = at_row[options.row[pair]] - options.weight[pair]
        return _lower(distance, options.col[pair], found)


def canonical_prices(
    options: Options, chosen: BoolArray, start: IntArray | None = None
) -> IntArray | None:
    """Price every column such that the assignment is proved optimal.

    The price of a full column is what one more place with it would add to the best possible worth;
    with load costs, what the column would gain by one row more if one of its rows were free.
    The price is what one more row costs (0 without load costs) where the column is above its
    minimum load and has a place free. A column at its minimum load may have a lower price: what the
    best possible worth would change by if the minimum were one higher. Where no row could be had
    for that, because minimum loads hold them all, the price is the greatest of at most that cost
    that proves the assignment.

    Parameters
    ----------
    options : Options
        The choices and their weights.
    chosen : ndarray of bool, shape (k,)
        The pairs that are chosen; they must obey every rule.
    start : ndarray of int64, shape (n_cols,), optional
        Prices that are not far off; they save time and change nothing else.

    Returns
    -------
    ndarray of int64, shape (n_cols,), or None
        None if the assignment can be improved. The prices do not depend on which of several
        optimal assignments is given.

    Notes
    -----
    Bellman-Ford over the rows whose distance has just fallen, in time ``O(k n_cols)`` at the worst
    and in a few dozen passes, most of them over few pairs, on the problems that we met.
    """
    residual = Residual(options, chosen)
    distance = None if start is None else distances_from(residual, -start)
    distance = _distances(residual) if distance is None else distance
    if distance is None:
        return None
    unreached = distance >= FAR
    if unreached.any():
        distance = _settle(residual, distance, unreached)
    return None if distance is None else -distance


def _distances(residual: Residual) -> IntArray | None:
    """Shortest distance from T to each column, or None if there is a negative cycle."""
    options, distance = residual.options, residual.from_sink.copy()
    may_leave = options.may_park & (options.places > 0)
    at_row = np.where(residual.empty, options.parked, FAR)
    limit = np.where(may_leave, options.parked, NO_CHOICE)
    rows, cols = np.flatnonzero(residual.empty), np.flatnonzero(distance < FAR)
    for _ in range(options.n_cols + 2):
        reached = residual.reach_rows(cols, distance, at_row)
        rows = np.union1d(rows, reached) if rows.size else reached
        cols = residual.reach_cols(rows, at_row, distance)
        if (at_row[rows] < limit[rows]).any() or (distance < -residual.to_sink)[cols].any():
            return None
        if not cols.size:
            return None if (distance < -residual.to_sink).any() else distance
        rows = rows[:0]
    return None


def _lower(label: IntArray, at: IntArray, value: IntArray) -> IntArray:
    """Lower labels where a value is below them; return where that was, ascending."""
    lower = value < label[at]
    at, value = at[lower], value[lower]
    np.minimum.at(label, at, value)
    if 16 * at.size < label.size:
        return np.unique(at)
    marked = np.zeros(label.size, dtype=np.bool_)
    marked[at] = True
    return np.flatnonzero(marked)


def ranges(starts: IntArray, stops: IntArray) -> IntArray:
    """Put the integers from each start up to its stop one after the other.

    Parameters
    ----------
    starts, stops : ndarray of int64, shape (n,)
        Where each range begins and ends.

    Returns
    -------
    ndarray of int64
    """
    sizes = stops - starts
    offset = np.repeat(starts - np.concatenate(([0], np.cumsum(sizes)[:-1])), sizes)
    return np.asarray(np.arange(offset.size) + offset)


def snapped(distance: IntArray) -> IntArray:
    """Make whatever was computed from an infinite distance infinite again.

    Parameters
    ----------
    distance : ndarray of int64
        Sums of which some hold :data:`FAR`.

    Returns
    -------
    ndarray of int64
    """
    return np.where(distance > FAR // 2, FAR, distance)


def _settle(residual: Residual, distance: IntArray, unreached: BoolArray) -> IntArray | None:
    """Raise the unreached columns only as far as their rows' other choices demand.

    No arc leads from what T reaches to these columns, so only lower bounds hold them: a price may
    not exceed what one more row costs, and at these prices a row must not prefer another choice.
    None if they never come to rest.
    """
    options = residual.options
    start = np.maximum(0, -residual.to_sink)
    distance = np.where(unreached, start, distance)
    held = unreached[residual.col]
    stuck = np.zeros(options.n_rows, dtype=np.bool_)
    stuck[residual.row[held]] = True
    other = stuck[options.row] & ~residual.chosen
    row, col, weight = options.row[other], options.col[other], options.weight[other]
    runs, parked = Runs.of(row), np.where(options.may_park, options.parked, NO_CHOICE)
    for _ in range(options.n_cols + 1):
        wanted = runs.maximum(weight + distance[col], parked)
        higher = distance.copy()
        needed = wanted[residual.row[held]] - residual.weight[held]
        np.maximum.at(higher, residual.col[held], needed)
        if np.array_equal(higher, distance):
            return distance
        distance = higher
    return None
