"""Prices again, for an assignment that changed a little: from the prices that it had before.

Any labels of the columns become potentials (no arc of the residual graph has a negative reduced
cost) once every arc that asks for a lower label has had its way; from prices that were right a
moment ago that takes little. With potentials, the distances that make canonical prices are found by
Dijkstra's algorithm.

References
----------
.. [1] R. K. Ahuja, T. L. Magnanti and J. B. Orlin, "Network Flows", Prentice Hall, 1993,
   sections 5.2 (label correcting) and 5.6 (Johnson's reweighting).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from alliance_match.assignment.arrays import IntArray

if TYPE_CHECKING:
    from alliance_match.assignment.prices import Residual

__all__ = ["distances_from"]

FAR = 2**61
EXACT = 2**53
"""Dijkstra's algorithm is SciPy's, which adds doubles: exact below this."""


def distances_from(residual: Residual, start: IntArray) -> IntArray | None:
    """Find the shortest distance from T to each column.

    Parameters
    ----------
    residual : Residual
        An assignment.
    start : ndarray of int64, shape (n_cols,)
        Labels of the columns that are not far off.

    Returns
    -------
    ndarray of int64, shape (n_cols,), or None
        ``2**61`` where there is no way. None if there is a negative cycle, or the numbers are too
        large for this method.
    """
    found = _potentials(residual, start)
    return None if found is None else _dijkstra(residual, *found)


def _potentials(residual: Residual, start: IntArray) -> tuple[IntArray, IntArray] | None:
    """Lower labels of columns and rows until no arc asks for more; T is at 0 in the end."""
    options, col = residual.options, np.minimum(start, residual.from_sink)
    may_leave = options.may_park & (options.places > 0)
    row = np.where(residual.empty, options.parked, FAR)
    np.minimum.at(row, residual.row, col[residual.col] + residual.weight)
    sink, rows = 0, np.arange(options.n_rows)
    for _ in range(options.n_rows + options.n_cols + 3):
        cols = residual.reach_cols(rows, row, col)
        rows = rows[:0]
        leaving = (row - options.parked)[may_leave].min(initial=FAR)
        low = min(int(leaving), int((col + residual.to_sink).min(initial=FAR)))
        if low < sink:
            sink = low
            cols = np.union1d(cols, _lower(col, residual.from_sink + sink))
            rows = _lower(row, np.where(residual.empty, options.parked + sink, FAR))
        reached = residual.reach_rows(cols, col, row)
        rows = np.union1d(rows, reached) if rows.size else reached
        if not rows.size:
            return col - sink, row - sink
    return None


def _lower(label: IntArray, most: IntArray) -> IntArray:
    """Lower labels to what is asked, and say which."""
    high = np.flatnonzero(label > most)
    label[high] = most[high]
    return high


def _dijkstra(residual: Residual, col: IntArray, row: IntArray) -> IntArray | None:
    """Shortest distances from T over reduced costs, turned back into costs."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra

    options, free = residual.options, ~residual.chosen
    sink, first_col = options.n_rows + options.n_cols, options.n_rows
    here, there = options.row[free], options.col[free]
    idle = np.flatnonzero(residual.from_sink < FAR)
    empty = np.flatnonzero(residual.empty)
    arcs = (
        (here, first_col + there, row[here] - options.weight[free] - col[there]),
        (
            first_col + residual.col,
            residual.row,
            col[residual.col] + residual.weight - row[residual.row],
        ),
        (np.full(idle.size, sink), first_col + idle, residual.from_sink[idle] - col[idle]),
        (np.full(empty.size, sink), empty, options.parked[empty] - row[empty]),
    )
    tail, head, cost = (np.concatenate(parts) for parts in zip(*arcs, strict=True))
    if cost.size and int(cost.max()) * 2 >= EXACT:
        return None
    graph = csr_array((cost.astype(float), (tail, head)), shape=(sink + 1, sink + 1))
    far = dijkstra(graph, indices=[sink])[0, first_col:sink]
    reached = np.isfinite(far)
    if reached.any() and far[reached].max() >= EXACT:
        return None
    return np.where(reached, np.where(reached, far, 0).astype(np.int64) + col, FAR)
