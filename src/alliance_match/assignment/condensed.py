"""The residual graph of an optimum, condensed to the columns and the sink T.

A row *holds* its columns, and T for its empty places; it may *move* to any other column that it
may have, and to T. So there is an arc from everything a row holds to everything it may move to, and
besides from T to the columns whose load may fall and to T from those whose load may rise. At the
prices that prove the optimum no arc has a negative reduced cost [1]_, and a cycle costs what the
assignment loses when it is shifted round the cycle.

References
----------
.. [1] R. K. Ahuja, T. L. Magnanti and J. B. Orlin, "Network Flows", Prentice Hall, 1993,
   theorem 9.3 (reduced cost optimality).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from alliance_match.assignment.arrays import BoolArray, IntArray, row_ends
from alliance_match.assignment.certificate import Certificate
from alliance_match.assignment.magnitude import largest_safe_cost
from alliance_match.assignment.objective import weigh
from alliance_match.assignment.options import Options
from alliance_match.assignment.prices import FAR, canonical_prices
from alliance_match.assignment.problem import AssignmentProblem
from alliance_match.assignment.result import Assignment
from alliance_match.errors import ProblemError

__all__ = ["Condensed", "Held", "condense", "condense_options", "require_optimal"]

Arcs = tuple[IntArray, IntArray, IntArray]
"""Tails, heads and reduced costs."""

TOTALS = ("coverage_total", "total")
"""The objectives that add up, so that what is lost is a path."""


@dataclass(frozen=True, eq=False)
class Held:
    """One thing that each row holds: a column, or T.

    Attributes
    ----------
    node : ndarray of int64, shape (n_rows,)
        The column, ``n_cols`` for T, or -1 for nothing.
    surplus : ndarray of int64, shape (n_rows,)
        How much more it is worth to the row, its price paid, than the least that the row holds.
    pair : ndarray of int64, shape (n_rows,)
        Where the pair stands among the options; -1 without one.
    """

    node: IntArray
    surplus: IntArray
    pair: IntArray


@dataclass(frozen=True, eq=False)
class Condensed:
    """A proved optimum, seen from the columns and T.

    Attributes
    ----------
    options : Options
        The choices and their weights.
    prices : ndarray of int64, shape (n_cols,)
        Prices that prove the optimum.
    unit : int
        What one place filled weighs more than any difference in points, twice; 0 if it counts for
        nothing.
    held : tuple of Held
        What each row holds: one of its columns or T in each of them.
    slack : ndarray of int64, shape (k,)
        How much less each option is worth to its row, its price paid, than the least that the row
        holds; :data:`~alliance_match.assignment.prices.FAR` for what it holds.
    park : ndarray of int64, shape (n_rows,)
        The same for leaving a place empty; FAR for rows that hold nothing but T.
    load : ndarray of int64, shape (n_cols,)
        How many rows each column has, pins aside.
    """

    options: Options
    prices: IntArray
    unit: int
    held: tuple[Held, ...]
    slack: IntArray
    park: IntArray
    load: IntArray

    @property
    def sink(self) -> int:
        """The number of the node T; the columns have those before it."""
        return self.options.n_cols

    @cached_property
    def from_sink(self) -> IntArray:
        """Reduced cost of the arc from T to each column; FAR where no load may fall."""
        options, load = self.options, self.load
        last = options.cost.of_row(np.maximum(load, 1))
        return np.where(load > options.lower, self.prices - last, FAR)

    @cached_property
    def to_sink(self) -> IntArray:
        """Reduced cost of the arc from each column to T; FAR where it is full."""
        options, load = self.options, self.load
        return np.where(load < options.upper, options.cost.of_row(load + 1) - self.prices, FAR)

    @cached_property
    def sink_arcs(self) -> Arcs:
        """The arcs from and to T that need no pair."""
        falls, rises = np.flatnonzero(self.from_sink < FAR), np.flatnonzero(self.to_sink < FAR)
        arcs = [(np.full(falls.size, self.sink), falls, self.from_sink[falls])]
        arcs.append((rises, np.full(rises.size, self.sink), self.to_sink[rises]))
        for held in self.held:
            row = np.flatnonzero((held.node >= 0) & (held.node < self.sink) & (self.park < FAR))
            cost = self.park[row] + held.surplus[row]
            arcs.append((held.node[row], np.full(row.size, self.sink), cost))
        tail, head, cost = zip(*arcs, strict=True)
        return np.concatenate(tail), np.concatenate(head), np.concatenate(cost)

    def arcs_of(self, held: Held, pair: IntArray) -> Arcs:
        """List the arcs from one thing that each row holds to where some pairs would take it.

        Parameters
        ----------
        held : Held
            One of :attr:`held`.
        pair : ndarray of int64
            Some of the options.

        Returns
        -------
        tail, head, cost : ndarray of int64
        """
        row = self.options.row[pair]
        cost = self.slack[pair] + held.surplus[row]
        real = (held.node[row] >= 0) & (cost < FAR)
        row, pair = row[real], pair[real]
        return held.node[row], self.options.col[pair].astype(np.int64), cost[real]

    def cheap_arcs(self, of_tail: IntArray, of_head: IntArray | None = None) -> Iterator[Arcs]:
        """List the arcs that need a pair and whose reduced cost is low.

        Parameters
        ----------
        of_tail, of_head : ndarray of int64, shape (n_cols + 1,)
            The cost is to be below the sum of what is said of the tail and of the head.

        Yields
        ------
        tail, head, cost : ndarray of int64
        """
        sizes = np.diff(self.options.ends)
        for held in self.held:
            limit = np.where(held.node >= 0, of_tail[held.node] - held.surplus, 0)
            for rows, pairs in self.options.pieces:
                below = np.repeat(limit[rows], sizes[rows])
                if of_head is not None:
                    below += of_head[self.options.col[pairs]]
                yield self.arcs_of(held, np.flatnonzero(self.slack[pairs] < below) + pairs.start)


def condense(problem: AssignmentProblem, assignment: Assignment) -> Condensed:
    """Look at a proved optimum from the columns and T.

    Parameters
    ----------
    problem : AssignmentProblem
        The problem.
    assignment : Assignment
        A proved optimum of it.

    Returns
    -------
    Condensed

    Raises
    ------
    ProblemError
        If the assignment is not proved optimal, or for another problem; if the problem is no flow;
        or if the scores are so large that chains of moves could overflow.
    """
    require_optimal(assignment)
    _require_flow(problem, assignment)
    options, unit = _weigh(problem, assignment.objective)
    chosen = _find(problem, options, assignment)
    proof = assignment.certificate
    if unit or not isinstance(proof, Certificate):
        prices = canonical_prices(options, np.isin(np.arange(options.row.size), chosen))
    else:
        prices = np.array(proof.prices, dtype=np.int64)
    condensed = None if prices is None else condense_options(options, chosen, prices, unit)
    if condensed is None:
        raise ProblemError("The assignment is no optimum of this problem; solve it anew.")
    return condensed


def require_optimal(assignment: Assignment) -> None:
    """Refuse to measure a loss against anything but the optimum.

    Parameters
    ----------
    assignment : Assignment
        As it was found.

    Raises
    ------
    ProblemError
        If it is not proved optimal.
    """
    if assignment.status != "optimal":
        raise ProblemError(
            f"The assignment is {assignment.status}; a regret is measured against a proved optimum."
        )


def _require_flow(problem: AssignmentProblem, assignment: Assignment) -> None:
    """Refuse what is no flow."""
    if problem.side:
        raise ProblemError(
            "With side rows what is lost is no path; ask about single pairs with regret(), which "
            "solves again by force()."
        )
    if assignment.objective not in TOTALS:
        raise ProblemError(
            f"What is lost is a path under {' and '.join(TOTALS)} alone; under "
            f"{assignment.objective} ask about single pairs with regret(), which solves again."
        )


def _weigh(problem: AssignmentProblem, objective: str) -> tuple[Options, int]:
    """Weigh the choices such that both losses can be read off one integer.

    Two assignments differ by less in points than the bonus of a filled place, and by less than that
    and one more load cost where one column has a place more. With twice as much, the loss of places
    and the loss of points stay apart, whatever their signs.
    """
    options = weigh(problem, objective)
    if objective != "coverage_total":
        return options, 0
    dearest = max(int(problem.load_cost.max(initial=0)), -int(problem.load_cost.min(initial=0)))
    unit = 2 * (problem.matched_bonus + dearest)
    scores = (problem.score, problem.unmatched)
    largest = max(max(int(s.max(initial=0)), -int(s.min(initial=0))) for s in scores)
    places = int(problem.demand.sum())
    if max(largest, dearest) + unit > largest_safe_cost(problem.n_rows, problem.n_cols, places):
        raise ProblemError("The scores are too large for exact regrets; divide all by one number.")
    return replace(options, weight=options.weight + (unit - problem.matched_bonus)), unit


def _find(problem: AssignmentProblem, options: Options, assignment: Assignment) -> IntArray:
    """Find the chosen pairs among the options, ascending."""
    width = (problem.n_cols, 1)
    everything = options.row.size == problem.row.size
    code = problem.pair_code if everything else options.row * width[0] + options.col
    wanted = assignment.pairs @ width
    wanted = wanted[~np.isin(wanted, options.settled @ width)]
    place = np.searchsorted(code, wanted)
    if (place == code.size).any() or (code[place] != wanted).any():
        raise ProblemError("The assignment has pairs that the problem does not allow.")
    return place


def condense_options(
    options: Options, chosen: IntArray, prices: IntArray, unit: int = 0
) -> Condensed | None:
    """Compute all reduced costs.

    Parameters
    ----------
    options : Options
        The choices.
    chosen : ndarray of int64
        Which of them are chosen, ascending.
    prices : ndarray of int64, shape (n_cols,)
        Prices that prove that choice.
    unit : int
        As :attr:`Condensed.unit`.

    Returns
    -------
    Condensed or None
        None if some cost is negative, so that the prices prove nothing.
    """
    row, col = options.row[chosen], options.col[chosen]
    net = options.weight[chosen] - prices[col]
    count = np.bincount(row, minlength=options.n_rows)
    empty, idle = options.places > count, options.places == 0
    least = np.where(empty, options.parked, np.where(idle, 0, FAR))
    np.minimum.at(least, row, net)
    slack, sizes = np.empty_like(options.weight), np.diff(options.ends)
    for rows, pairs in options.pieces:
        part = prices[options.col[pairs]]
        part -= options.weight[pairs]
        part += np.repeat(least[rows], sizes[rows])
        slack[pairs] = part
    slack[chosen] = FAR
    found = Condensed(
        options=options,
        prices=prices,
        unit=unit,
        held=_held(options, chosen, net - least[row], empty),
        slack=slack,
        park=np.where(idle, FAR, least - options.parked),
        load=np.bincount(col, minlength=options.n_cols).astype(np.int64),
    )
    costs = (slack, found.park, found.from_sink, found.to_sink)
    return found if all(cost.min(initial=0) >= 0 for cost in costs) else None


def _held(
    options: Options, chosen: IntArray, surplus: IntArray, empty: BoolArray
) -> tuple[Held, ...]:
    """Sort what rows hold: the first column of each, the second, ... and T after its columns."""
    row, col = options.row[chosen], options.col[chosen]
    count = np.bincount(row, minlength=options.n_rows)
    number = np.arange(row.size) - row_ends(row, options.n_rows)[row]
    found = []
    for k in range(int((count + empty).max(initial=0))):
        here = number == k
        node, more, pair = (np.full(options.n_rows, -1, dtype=np.int64) for _ in range(3))
        node[empty & (count == k)] = options.n_cols
        node[row[here]], pair[row[here]] = col[here], chosen[here]
        more[:] = 0
        more[row[here]] = surplus[here]
        found.append(Held(node, more, pair))
    return tuple(found)
