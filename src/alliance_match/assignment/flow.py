"""The engine: the best assignment as a minimum-cost flow. No other file imports OR-Tools.

Each row supplies one unit, which goes to one of its columns or straight to the sink (left
unmatched). A column keeps its minimum load and passes on at most ``upper - lower`` units more.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from alliance_match.assignment.arrays import IntArray
from alliance_match.assignment.objective import Options
from alliance_match.errors import AllianceMatchError

__all__ = ["best_choice"]

ArcArray = npt.NDArray[np.int32]


def best_choice(options: Options) -> IntArray:
    """Choose a column for each row such that the total weight is greatest.

    Parameters
    ----------
    options : Options
        The choices; there must be an assignment that keeps every bound.

    Returns
    -------
    ndarray of int64, shape (n_rows,)
        The column of each row, -1 for none. OR-Tools calls it optimal; that is no proof.

    Raises
    ------
    AllianceMatchError
        If OR-Tools ends with another status.

    References
    ----------
    .. [1] R. K. Ahuja, T. L. Magnanti and J. B. Orlin, "Network Flows", Prentice Hall, 1993,
       section 2.4 (lower bounds) and chapter 12 (assignments).
    """
    network = SimpleMinCostFlow()
    _add_nodes(network, options)
    pair_arcs = _add_arcs(network, options)
    status = network.solve()
    if status != network.OPTIMAL:  # flow() would crash the process
        raise AllianceMatchError(
            f"OR-Tools' min-cost flow ended with {status.name} on a problem that has a solution; "
            "please report this with the problem."
        )
    used = np.asarray(network.flows(pair_arcs)) > 0
    choice = np.full(options.n_rows, -1, dtype=np.int64)
    choice[options.row[used]] = options.col[used]
    return choice


def _add_nodes(network: SimpleMinCostFlow, options: Options) -> None:
    """Rows supply one unit each; columns demand their minimum load; the sink takes the rest."""
    rows = np.ones(options.n_rows, dtype=np.int64)
    sink = options.lower.sum() - options.n_rows
    supply = np.concatenate((rows, -options.lower, [sink])).astype(np.int64)
    network.set_nodes_supplies(np.arange(supply.size, dtype=np.int32), supply)


def _add_arcs(network: SimpleMinCostFlow, options: Options) -> ArcArray:
    """Add row to column, row to sink and column to sink; return the indices of the first."""
    row_node = np.arange(options.n_rows)[options.may_park]
    col_node = options.n_rows + np.arange(options.n_cols)
    sink = options.n_rows + options.n_cols
    spare = np.minimum(options.upper - options.lower, options.n_rows)
    pair_arcs = _add(network, options.row, col_node[options.col], 1, -options.weight)
    _add(network, row_node, sink, 1, -options.parked[options.may_park])
    _add(network, col_node, sink, spare, 0)
    return pair_arcs


def _add(
    network: SimpleMinCostFlow,
    tail: IntArray,
    head: IntArray | int,
    capacity: IntArray | int,
    cost: IntArray | int,
) -> ArcArray:
    """Add one arc for each tail; OR-Tools wants 32-bit nodes and 64-bit capacities and costs."""
    arcs = network.add_arcs_with_capacity_and_unit_cost(
        tail.astype(np.int32),
        np.broadcast_to(head, tail.shape).astype(np.int32),
        np.broadcast_to(capacity, tail.shape).astype(np.int64),
        np.broadcast_to(cost, tail.shape).astype(np.int64),
    )
    return np.asarray(arcs, dtype=np.int32)
