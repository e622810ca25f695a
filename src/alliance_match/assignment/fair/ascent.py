"""Fairness between rows that have several places, or that side rows tie together.

Each step goes through :func:`~alliance_match.assignment.fair.search.reach`, which proves it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from alliance_match.assignment.arrays import BoolArray, IntArray
from alliance_match.assignment.fair.bundle_certificate import CountBound, kept_of
from alliance_match.assignment.fair.bundles import Gains
from alliance_match.assignment.fair.levels import code_of
from alliance_match.assignment.fair.search import Reached, reach
from alliance_match.assignment.fair.step import Step
from alliance_match.assignment.objective import weigh
from alliance_match.assignment.pricing import optimum
from alliance_match.assignment.problem import AssignmentProblem
from alliance_match.assignment.watch import Watch

__all__ = ["Ascent", "first_pool"]

PAIRS_AT_FIRST = {1: 40, 2: 24, 3: 14}
"""With how many pairs of a row the search begins, by its places; fewer for more places."""

FEWEST = 10
"""With how many where there are more places."""


@dataclass(eq=False)
class Ascent:
    """An assignment on its way up, and what was proved on the way.

    Attributes
    ----------
    problem : AssignmentProblem
        The problem.
    watch : Watch
        When its time is over, the ascent ends where it is.
    chosen : ndarray of bool, shape (k,)
        The assignment; it reaches all levels.
    pool : ndarray of bool, shape (k,)
        The pairs that the search looks at first.
    levels : list of CountBound
        What was proved.
    """

    problem: AssignmentProblem
    watch: Watch
    chosen: BoolArray
    pool: BoolArray
    levels: list[CountBound] = field(default_factory=list)

    @classmethod
    def begin(cls, problem: AssignmentProblem, pairs: IntArray, watch: Watch) -> Ascent:
        """Begin with any assignment.

        Parameters
        ----------
        problem : AssignmentProblem
            The problem.
        pairs : ndarray of int64, shape (k, 2)
            The assignment; it keeps every rule.
        watch : Watch
            A clock, and somebody to tell.

        Returns
        -------
        Ascent
        """
        options = weigh(problem, "total")
        _, prices = optimum(options)
        if prices is None:
            prices = np.zeros(problem.n_cols, dtype=np.int64)
        chosen = np.isin(code_of(options), pairs @ (problem.n_cols, 1))
        return cls(problem, watch, chosen, first_pool(problem, prices))

    @property
    def n_rows(self) -> int:
        """How many rows count."""
        return int((self.problem.demand > 0).sum())

    def step(self, threshold: int | None) -> Step:
        """Set the next step."""
        return Step.of(self.problem, kept_of(self.levels), threshold)

    def worths(self) -> IntArray:
        """Say what the rows that count are worth, ascending."""
        return np.sort(self.step(None).row_worths(self.chosen))

    def take(self, threshold: int | None, wanted: int | None = None) -> Reached:
        """Go one step, and keep the assignment that it led to."""
        step = self.step(threshold)
        reached = reach(step, self.chosen, self.pool, self.watch, wanted)
        self.chosen = reached.chosen
        return reached

    def raise_floor(self, wants_witness: bool) -> tuple[CountBound, ...]:
        """Make the worst-off row as well off as possible.

        Parameters
        ----------
        wants_witness : bool
            Whether to prove that not all rows can be worth more.

        Returns
        -------
        tuple of CountBound
            The proof, if it was wanted and found.
        """
        low, high, witness = int(self.worths()[0]), int(self._alone()[0]), None
        middle = high
        while low < high and not self.watch.is_over:
            self.watch.tell(f"can every row be worth {middle:,}?")
            reached = self.take(middle, self.n_rows)
            if reached.worth == self.n_rows:
                low = int(self.worths()[0])
            elif reached.proof is None:
                break
            else:
                high, witness = middle - 1, reached.proof
            middle = (low + high + 1) // 2
        if wants_witness and low == high and witness is None:
            witness = self.take(low + 1, self.n_rows).proof
        self.levels.append(CountBound(low, self.n_rows))
        if not wants_witness or low < high or witness is None:
            return ()
        return (CountBound(low + 1, self.n_rows - 1, witness),)

    def climb(self) -> None:
        """Let as many rows as possible be worth more, one threshold after the other."""
        while self.levels[-1].count and not self.watch.is_over:
            last = self.levels[-1]
            reached = self.take(last.threshold + 1)
            if reached.proof is None:
                return
            if reached.worth == last.count:
                self._jump(last.count)
            else:
                level = CountBound(last.threshold + 1, reached.worth, proof=reached.proof)
                self.levels.append(level)
                self.watch.tell(f"{level.count:,} rows reach {level.threshold:,}")
                if level.count:
                    self._settle_on(level.count)

    def _settle_on(self, count: int) -> int:
        """Note the threshold that so many rows reach already."""
        threshold = int(self.worths()[-count])
        if threshold > self.levels[-1].threshold:
            self.levels.append(CountBound(threshold, count))
        return threshold

    def _jump(self, count: int) -> None:
        """Find the highest threshold that so many rows reach: doubling the steps, then halving."""
        low, high, step = self._settle_on(count), int(self._alone()[-count]) + 1, 1
        while low + 1 < high and not self.watch.is_over:
            middle = min(low + step, (low + high) // 2)
            reached = self.take(middle, count)
            if reached.worth >= count:
                low, step = self._settle_on(count), 2 * step
            elif reached.proof is None:
                return
            else:
                high, step = middle, high

    def _alone(self) -> IntArray:
        """Say what rows could be worth if each were alone, ascending."""
        bundles = self.step(None).bundles
        options = bundles.options
        gains = Gains(
            np.where(options.upper[options.col] > 0, options.weight, options.weight.min(initial=0)),
            options.parked,
            np.zeros(0, dtype=np.int64),
            np.zeros(1, dtype=np.int64),
        )
        best = np.array([row.gain for row in bundles.best(gains)], dtype=np.int64)
        return np.sort((best + bundles.base)[bundles.counts])


def first_pool(problem: AssignmentProblem, prices: IntArray) -> BoolArray:
    """Choose the pairs to begin with: of each row and score those with the lowest prices.

    Parameters
    ----------
    problem : AssignmentProblem
        The problem.
    prices : ndarray of int64, shape (n_cols,)
        Prices of the columns when only the total counts.

    Returns
    -------
    ndarray of bool, shape (k,)
        Of the open pairs.
    """
    bundles = Step.of(problem).bundles
    options = bundles.options
    spread = (options.row * 7919 + options.col * 104729) % 65537
    price = prices[options.col]
    order = np.lexsort((spread, price, bundles.classes))
    number = bundles.classes[order]
    rank = np.empty(order.size, dtype=np.int64)
    rank[order] = np.arange(order.size) - np.searchsorted(number, number)
    alike = rank < options.places[options.row] + 3
    order = np.lexsort((spread, -(options.weight - price), ~alike, options.row))
    rank[order] = np.arange(order.size) - options.ends[options.row[order]]
    most = np.array(
        [PAIRS_AT_FIRST.get(d, FEWEST) for d in range(int(options.places.max(initial=0)) + 1)]
    )
    return np.asarray(alike & (rank < most[options.places[options.row]]))
