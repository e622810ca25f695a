"""The engine for everything that is a flow. No file but this one and ``milp.py`` imports OR-Tools.

Each row supplies one unit for each of its places, which goes to one of its columns or straight to
the sink (left empty). A column keeps its minimum load and passes on up to ``upper - lower`` units
more, the dearer the further.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from alliance_match.assignment.arrays import BoolArray, IntArray
from alliance_match.assignment.options import Options
from alliance_match.errors import AllianceMatchError, ProblemError

__all__ = ["best_choice"]

ArcArray = npt.NDArray[np.int32]

CHUNK = 2**21
"""How many arcs are handed over at a time, so that their copies stay small."""


def best_choice(options: Options, bonus: int = 0) -> BoolArray:
    """Choose pairs such that the total weight is greatest.

    Parameters
    ----------
    options : Options
        The choices; there must be an assignment that keeps every bound.
    bonus : int
        A part of every weight that outweighs all the rest of it, so that filled places come
        first; 0 if there is none. It changes nothing but the speed: a greatest flow is found
        before the cheapest of these.

    Returns
    -------
    ndarray of bool, shape (k,)
        Which pairs are chosen. OR-Tools calls it optimal; that is no proof.

    Raises
    ------
    ProblemError
        If the numbers grow too large for OR-Tools on the way.
    AllianceMatchError
        If OR-Tools ends with another status.

    References
    ----------
    .. [1] R. K. Ahuja, T. L. Magnanti and J. B. Orlin, "Network Flows", Prentice Hall, 1993,
       section 2.4 (lower bounds), chapter 12 (assignments) and section 14.1 (convex costs).
    """
    network = SimpleMinCostFlow()
    if bonus and options.may_park.all() and not options.lower.any():
        gain = options.weight - bonus - options.parked[options.row]
        _add_nodes(network, options)
        _add_pairs(network, options, gain)
        _add_loads(network, options)
        status = network.solve_max_flow_with_min_cost()
    else:
        _add_nodes(network, options)
        _add_pairs(network, options, options.weight)
        _add_loads(network, options)
        _add_parking(network, options)
        status = network.solve()
    if status == network.BAD_COST_RANGE:
        raise ProblemError(
            "The scores are too large for OR-Tools' min-cost flow; divide all by one number."
        )
    if status != network.OPTIMAL:  # flow() would crash the process
        raise AllianceMatchError(
            f"OR-Tools' min-cost flow ended with {status.name} on a problem that has a solution; "
            "please report this with the problem."
        )
    pair_arcs = np.arange(options.row.size, dtype=np.int32)
    return np.asarray(network.flows(pair_arcs)) > 0


def _add_nodes(network: SimpleMinCostFlow, options: Options) -> None:
    """Rows supply their places; columns demand their minimum load; the sink takes the rest."""
    sink = options.lower.sum() - options.places.sum()
    supply = np.concatenate((options.places, -options.lower, [sink])).astype(np.int64)
    network.set_nodes_supplies(np.arange(supply.size, dtype=np.int32), supply)


def _add_pairs(network: SimpleMinCostFlow, options: Options, worth: IntArray) -> None:
    """Add row to column, in the order of the pairs."""
    for start in range(0, options.row.size, CHUNK):
        part = slice(start, start + CHUNK)
        head = options.n_rows + options.col[part]
        _add(network, options.row[part], head, 1, -worth[part])


def _add_loads(network: SimpleMinCostFlow, options: Options) -> None:
    """Add column to sink."""
    for col, capacity, cost in _load_arcs(options):
        _add(network, options.n_rows + col, options.n_rows + options.n_cols, capacity, cost)


def _add_parking(network: SimpleMinCostFlow, options: Options) -> None:
    """Add row to sink."""
    may_park = np.flatnonzero(options.may_park & (options.places > 0))
    sink = options.n_rows + options.n_cols
    _add(network, may_park, sink, options.places[may_park], -options.parked[may_park])


def _load_arcs(options: Options) -> list[tuple[IntArray, IntArray, IntArray]]:
    """Say at which cost each column takes rows beyond its minimum: one arc for each step."""
    spare = np.minimum(options.upper - options.lower, options.n_rows)
    width = options.cost.marginal.shape[1]
    arcs = []
    for step in range(1, width):
        listed = (options.cost.taken + options.lower + step < width) & (spare >= step)
        col = np.flatnonzero(listed)
        cost = options.cost.of_row(options.lower + step)
        arcs.append((col, np.ones_like(col), cost[col]))
    used = np.clip(width - 1 - options.cost.taken - options.lower, 0, spare)
    col = np.flatnonzero(spare > used)
    cost = options.cost.of_row(options.lower + used + 1)
    arcs.append((col, (spare - used)[col], cost[col]))
    return arcs


def _add(
    network: SimpleMinCostFlow,
    tail: IntArray,
    head: IntArray | int,
    capacity: IntArray | int,
    cost: IntArray | int,
) -> None:
    """Add one arc for each tail; OR-Tools wants 32-bit nodes and 64-bit capacities and costs."""
    network.add_arcs_with_capacity_and_unit_cost(
        tail.astype(np.int32),
        np.broadcast_to(head, tail.shape).astype(np.int32),
        np.broadcast_to(capacity, tail.shape).astype(np.int64),
        np.broadcast_to(cost, tail.shape).astype(np.int64),
    )
