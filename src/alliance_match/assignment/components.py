"""Rows and columns that no pair joins are different problems: each is solved on its own.

References
----------
.. [1] R. E. Tarjan, "Depth-first search and linear graph algorithms", SIAM Journal on Computing
   1(2), 1972.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from alliance_match.assignment.arrays import BoolArray, IntArray
from alliance_match.assignment.loads import LoadCost
from alliance_match.assignment.options import Options

__all__ = ["best_choice_by_component", "components", "longest_reach"]

WORTHWHILE = 100_000
"""Problems with fewer pairs are solved in one go: the split takes longer than it saves."""

SMALL = 2_000
"""Components with fewer pairs than this are solved together."""


def best_choice_by_component(options: Options, bonus: int = 0) -> BoolArray:
    """Choose pairs such that the total weight is greatest, one component after the other.

    Parameters
    ----------
    options : Options
        The choices; there must be an assignment that keeps every bound.
    bonus : int
        As for :func:`~alliance_match.assignment.flow.best_choice`.

    Returns
    -------
    ndarray of bool, shape (k,)
        Which pairs are chosen.

    Raises
    ------
    ProblemError
        If the numbers grow too large for OR-Tools on the way.
    AllianceMatchError
        If OR-Tools fails.
    """
    from alliance_match.assignment.flow import best_choice

    if options.row.size < WORTHWHILE:
        return best_choice(options, bonus)
    of_pair = components(options)
    if of_pair.max() == 0:
        return best_choice(options, bonus)
    chosen = np.zeros(options.row.size, dtype=np.bool_)
    order = np.argsort(of_pair, kind="stable")
    ends = np.searchsorted(of_pair[order], np.arange(of_pair.max() + 2))
    for pairs in (order[ends[c] : ends[c + 1]] for c in range(ends.size - 1)):
        pairs.sort()
        chosen[pairs[best_choice(_part(options, pairs), bonus)]] = True
    return chosen


def components(options: Options) -> IntArray:
    """Give the component of each pair a number; the small components share the last one.

    Parameters
    ----------
    options : Options
        The choices.

    Returns
    -------
    ndarray of int64, shape (k,)
    """
    count, of_node = _of_nodes(options)
    of_pair = of_node[options.row]
    sizes = np.bincount(of_pair, minlength=count)
    large = np.flatnonzero(sizes >= SMALL)
    number = np.full(count, large.size)
    number[large] = np.arange(large.size)
    return np.asarray(np.unique(number[of_pair], return_inverse=True)[1], dtype=np.int64)


def longest_reach(options: Options) -> int:
    """Bound the rows and columns that a chain of moves can pass: all that pairs join to one.

    Parameters
    ----------
    options : Options
        The choices.

    Returns
    -------
    int
        The size of the largest component; of all that have pairs, where there are few.
    """
    if options.row.size < WORTHWHILE:
        return np.unique(options.row).size + np.unique(options.col).size
    return int(np.bincount(_of_nodes(options)[1]).max())


def _of_nodes(options: Options) -> tuple[int, IntArray]:
    """Count the components, and number those of the rows and, after them, the columns."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    size = options.n_rows + options.n_cols
    ends = np.append(options.ends, np.full(options.n_cols, options.row.size))
    ones = np.ones(options.row.size, dtype=np.int8)
    graph = csr_array((ones, options.n_rows + options.col, ends), shape=(size, size))
    count, of_node = connected_components(graph, directed=False)
    return int(count), of_node.astype(np.int64)


def _part(options: Options, pairs: IntArray) -> Options:
    """Keep some pairs, and of the rows and columns those alone that they join."""
    rows, row = np.unique(options.row[pairs], return_inverse=True)
    cols, col = np.unique(options.col[pairs], return_inverse=True)
    return replace(
        options,
        row=row.astype(np.int32),
        col=col.astype(np.int32),
        weight=options.weight[pairs],
        places=options.places[rows],
        parked=options.parked[rows],
        may_park=options.may_park[rows],
        lower=options.lower[cols],
        upper=options.upper[cols],
        cost=LoadCost(options.cost.marginal[cols], options.cost.taken[cols]),
    )
