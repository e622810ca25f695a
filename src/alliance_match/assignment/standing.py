"""Which pairs are in some optimum: one solution, and one search for cycles that cost nothing.

An optimum can be shifted into any other along cycles of the residual graph that cost nothing, and
at the prices that prove it every arc of such a cycle costs nothing by itself [1]_. So a pair is in
some optimum if and only if both ends of its arc lie in the same strong component of the arcs that
cost nothing, which is found in one pass [2]_.

References
----------
.. [1] R. K. Ahuja, T. L. Magnanti and J. B. Orlin, "Network Flows", Prentice Hall, 1993,
   theorem 9.3.
.. [2] R. E. Tarjan, "Depth-first search and linear graph algorithms", SIAM Journal on Computing
   1(2), 1972.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from alliance_match.assignment.arrays import BoolArray, IntArray
from alliance_match.assignment.condensed import Condensed, condense_options
from alliance_match.assignment.objective import bonus, weigh
from alliance_match.assignment.options import Options
from alliance_match.assignment.pricing import optimum
from alliance_match.assignment.problem import AssignmentProblem
from alliance_match.errors import AllianceMatchError, ProblemError

__all__ = ["Optimum", "any_optimum"]


@dataclass(frozen=True, eq=False)
class Optimum:
    """One of the optima of a problem, any of them, with the prices that prove it.

    Attributes
    ----------
    problem : AssignmentProblem
        The problem.
    options : Options
        What was open.
    chosen : ndarray of bool
        Which of the options are chosen.
    prices : ndarray of int64, shape (n_cols,)
        They prove it.
    """

    problem: AssignmentProblem
    options: Options
    chosen: BoolArray
    prices: IntArray

    @cached_property
    def pairs(self) -> IntArray:
        """The pairs, sorted. Shape (c, 2)."""
        return self.options.pairs(self.chosen)

    @property
    def coverage(self) -> int:
        """How many places are filled."""
        return len(self.pairs)

    @cached_property
    def in_some(self) -> BoolArray:
        """Whether some optimum has each eligible pair of the problem. Shape (k,)."""
        found = np.zeros(self.problem.row.size, dtype=np.bool_)
        found[self.problem.place(self.pairs)] = True
        condensed = condense_options(self.options, np.flatnonzero(self.chosen), self.prices)
        if condensed is None:
            raise AllianceMatchError("Prices that were checked prove nothing; please report this.")
        others = _on_free_cycles(condensed)
        pairs = np.column_stack((self.options.row[others], self.options.col[others]))
        found[self.problem.place(pairs.astype(np.int64))] = True
        return found


def any_optimum(problem: AssignmentProblem, objective: str = "coverage_total") -> Optimum:
    """Find one of the optima, whichever comes first, in a fraction of the time of ``solve``.

    Parameters
    ----------
    problem : AssignmentProblem
        Without side rows; pins and minimum loads can be kept.
    objective : {"coverage_total", "total"}
        What is maximised.

    Returns
    -------
    Optimum
        Proved, but ties are not broken by the labels: say nothing of it that is not the same for
        all optima.

    Raises
    ------
    ProblemError
        If there are side rows.
    AllianceMatchError
        If the engine errs.

    Examples
    --------
    >>> from alliance_match.assignment import AssignmentProblem
    >>> any_optimum(AssignmentProblem.from_dense([[8, 5], [9, 4]]), "total").prices.tolist()
    [3, 0]
    """
    if problem.side:
        raise ProblemError("With side rows use solve().")
    options = weigh(problem, objective)
    chosen, prices = optimum(options, bonus=bonus(problem, objective))
    if prices is None or options.worth(chosen) != options.bound(prices):
        raise AllianceMatchError("An optimum was found that is none; please report this.")
    return Optimum(problem, options, chosen, prices)


def _on_free_cycles(condensed: Condensed) -> IntArray:
    """List the options, not chosen now, whose arcs lie on cycles that cost nothing."""
    component = _components(condensed)
    found = [np.zeros(0, dtype=np.int64)]
    for held in condensed.held:
        pair = np.flatnonzero(condensed.slack == 0)
        row = condensed.options.row[pair]
        node = held.node[row]
        free = (node >= 0) & (held.surplus[row] == 0)
        free &= component[node] == component[condensed.options.col[pair]]
        found.append(pair[free])
    return np.concatenate(found)


def _components(condensed: Condensed) -> IntArray:
    """Give each node the number of its strong component among the arcs that cost nothing."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    nodes = condensed.sink + 1
    tail, head, cost = condensed.sink_arcs
    arcs = [(tail[cost == 0], head[cost == 0])]
    for held in condensed.held:
        pair = np.flatnonzero(condensed.slack == 0)
        from_, to, cost = condensed.arcs_of(held, pair)
        arcs.append((from_[cost == 0], to[cost == 0]))
    tail, head = (np.concatenate(ends) for ends in zip(*arcs, strict=True))
    ones = np.ones(tail.size, dtype=np.int8)
    graph = csr_array((ones, (tail, head)), shape=(nodes, nodes))
    return np.asarray(connected_components(graph, connection="strong")[1], dtype=np.int64)
