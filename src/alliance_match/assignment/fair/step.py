"""One step towards fairness where rows have several places: what is maximised, and what bounds it.

A step counts the rows that are worth a threshold, or adds up the total, among the assignments that
keep the counts of the steps before. Multipliers move everything that ties rows together into the
gains of their bundles; then each row takes its best bundle, and no assignment gets further.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from alliance_match.assignment.arrays import BoolArray, IntArray
from alliance_match.assignment.fair.bundles import Bundles, Gains, RowBest
from alliance_match.assignment.fair.duals import Branch, Duals, Order
from alliance_match.assignment.fair.levels import settled_worths
from alliance_match.assignment.loads import LoadCost
from alliance_match.assignment.objective import weigh
from alliance_match.assignment.problem import AssignmentProblem
from alliance_match.assignment.side_rows import Limit, all_kept, limits_of, side_of

__all__ = ["Step"]

EXACT = 2**61
"""No sum of gains may reach this, so that all are exact in 64 bits."""


@dataclass(frozen=True, eq=False)
class Step:
    """A step.

    Attributes
    ----------
    bundles : Bundles
        What rows may have.
    kept : tuple of (int, int)
        Thresholds, ascending, and how many rows must be worth that much at least.
    limits : tuple of Limit
        The side rows.
    threshold : int or None
        The rows that are worth this much are counted; None to add up the total. Above those kept.
    order : Order or None
        To be maximised instead of the total.
    """

    bundles: Bundles
    kept: tuple[tuple[int, int], ...]
    limits: tuple[Limit, ...]
    threshold: int | None
    order: Order | None = None

    @classmethod
    def of(
        cls,
        problem: AssignmentProblem,
        kept: Sequence[tuple[int, int]] = (),
        threshold: int | None = None,
    ) -> Step:
        """Set a step for a problem.

        Parameters
        ----------
        problem : AssignmentProblem
            The problem.
        kept : sequence of (int, int)
            Thresholds, ascending, and how many rows must be worth that much at least. Where that
            is all rows, bundles that are worth less are ruled out.
        threshold : int or None
            What is to be counted.

        Returns
        -------
        Step
        """
        options = weigh(problem, "total")
        counts = problem.demand > 0
        n_rows = int(counts.sum())
        bundles = Bundles.of(options, settled_worths(problem, options), counts)
        for floor in (at for at, count in kept if count == n_rows):
            bundles = bundles.raised(floor)
        limits = limits_of(options, side_of(problem, options))[: len(problem.side)]
        some = tuple((at, count) for at, count in kept if count < n_rows)
        return cls(bundles, some, limits, threshold)

    @property
    def thresholds(self) -> IntArray:
        """The thresholds kept and, at the end, the one that is counted."""
        counted = [] if self.threshold is None else [self.threshold]
        return np.array([at for at, _ in self.kept] + counted, dtype=np.int64)

    @property
    def costs_count(self) -> bool:
        """Whether it matters what loads cost."""
        return self.threshold is None

    # --- assignments -----------------------------------------------------------------------------

    def worth(self, chosen: BoolArray) -> int:
        """Say how far an assignment gets.

        Parameters
        ----------
        chosen : ndarray of bool, shape (k,)
            Which of the open pairs are chosen.

        Returns
        -------
        int
            The number of rows that are worth the threshold, the total, or its place in the order.
        """
        options = self.bundles.options
        if self.order is not None:
            empty = options.empty(chosen).tolist()
            left = (n * e for n, e in zip(empty, self.order.empty.tolist(), strict=True) if n)
            return int(sum(self.order.pair[chosen].tolist())) + int(sum(left))
        if self.threshold is None:
            return options.worth(chosen)
        return int((self.row_worths(chosen) >= self.threshold).sum())

    def row_worths(self, chosen: BoolArray) -> IntArray:
        """Say what the rows that count are worth.

        Parameters
        ----------
        chosen : ndarray of bool, shape (k,)
            Which of the open pairs are chosen.

        Returns
        -------
        ndarray of int64
        """
        bundles = self.bundles
        options = bundles.options
        worth = bundles.base + options.empty(chosen) * options.parked
        np.add.at(worth, options.row[chosen], options.weight[chosen])
        return worth[bundles.counts]

    def keeps(self, chosen: BoolArray) -> bool:
        """Say whether an assignment keeps every rule, floor and count.

        Parameters
        ----------
        chosen : ndarray of bool, shape (k,)
            Which of the open pairs are chosen.

        Returns
        -------
        bool
        """
        options, worths = self.bundles.options, self.row_worths(chosen)
        return (
            all_kept(options, self.limits, chosen)
            and bool((worths >= self.bundles.floor[self.bundles.counts]).all())
            and all(int((worths >= at).sum()) >= count for at, count in self.kept)
            and (self.order is None or options.worth(chosen) >= self.order.total)
        )

    # --- parts of them ---------------------------------------------------------------------------

    def only(self, keep: BoolArray) -> Step:
        """Drop pairs.

        Parameters
        ----------
        keep : ndarray of bool, shape (k,)
            Which pairs stay.

        Returns
        -------
        Step
        """
        place = np.where(keep, np.cumsum(keep) - 1, -1)
        limits = tuple(one.after(place, 0) for one in self.limits)
        order = self.order and replace(self.order, pair=self.order.pair[keep])
        return replace(self, bundles=self.bundles.only(keep), limits=limits, order=order)

    def halves(self, branch: Branch) -> tuple[Step, Step] | None:
        """Halve the assignments.

        Parameters
        ----------
        branch : Branch
            How.

        Returns
        -------
        (Step, Step) or None
            Without and with. None if the pair is not open, or the row does not exist.
        """
        bundles, (kind, row, by) = self.bundles, branch
        if kind == "pair":
            is_it = (bundles.options.row == row) & (bundles.options.col == by)
            with_it = replace(bundles, must=bundles.must | is_it)
            both = self.only(~is_it), replace(self, bundles=with_it)
            return both if is_it.any() else None
        if not 0 <= row < bundles.options.n_rows:
            return None
        ceiling, floor = bundles.ceiling.copy(), bundles.floor.copy()
        ceiling[row], floor[row] = min(ceiling[row], by - 1), max(floor[row], by)
        return (
            replace(self, bundles=replace(bundles, ceiling=ceiling)),
            replace(self, bundles=replace(bundles, floor=floor)),
        )

    # --- bounds ----------------------------------------------------------------------------------

    def bound(self, duals: Duals) -> int | None:
        """Bound how far assignments get.

        Parameters
        ----------
        duals : Duals
            Any numbers; multipliers not below 0.

        Returns
        -------
        int or None
            No assignment gets further than this divided by the scale. None if the numbers are too
            large to compute with in 64 bits.
        """
        constant = self.constant(duals)
        if constant is None:
            return None
        return constant + sum(row.gain for row in self.row_bests(duals))

    def constant(self, duals: Duals) -> int | None:
        """Add up what is no row's in the bound: what columns and limits receive.

        Parameters
        ----------
        duals : Duals
            Any numbers; multipliers not below 0.

        Returns
        -------
        int or None
            None if the numbers are too large to compute with in 64 bits.
        """
        if not self._is_exact(duals):
            return None
        options, times = self.bundles.options, self._times_total(duals)
        cost = LoadCost(options.cost.marginal * times, options.cost.taken)
        if not self.costs_count:
            cost = LoadCost(options.cost.marginal[:, :0], options.cost.taken)
        prices = np.array(duals.prices, dtype=np.int64)
        loads, _ = cost.best_loads(prices, options.lower, options.upper)
        received = (k * p for k, p in zip(loads.tolist(), duals.prices, strict=True) if k)
        kept = (m * count for m, (_, count) in zip(duals.counts, self.kept, strict=True))
        side = (m * (one.most or 0) for m, one in zip(duals.side, self.limits, strict=True))
        total = times * options.settled_worth - cost.total(loads)
        if self.order is not None:
            total -= times * self.order.total
        return int(sum(received) - sum(kept) + sum(side)) + total

    def row_bests(self, duals: Duals) -> Iterator[RowBest]:
        """Find the best bundles of each row.

        Parameters
        ----------
        duals : Duals
            Numbers that are not too large; see :meth:`constant`.

        Yields
        ------
        RowBest
            One row after the other.
        """
        return self.bundles.best(self._gains(duals))

    def _gains(self, duals: Duals) -> Gains:
        """Say what bundles gain."""
        options, times = self.bundles.options, self._times_total(duals)
        pair = times * options.weight - np.array(duals.prices, dtype=np.int64)[options.col]
        empty = times * options.parked
        if self.order is not None:
            pair, empty = (
                pair + duals.scale * self.order.pair,
                empty + duals.scale * self.order.empty,
            )
        for factor, one in zip(duals.side, self.limits, strict=True):
            pair[one.pair] -= factor * one.coef
        steps = [0, *duals.counts, *([] if self.threshold is None else [duals.scale])]
        return Gains(pair, empty, self.thresholds, np.cumsum(np.array(steps, dtype=np.int64)))

    def _times_total(self, duals: Duals) -> int:
        """How many times the total counts."""
        if self.threshold is not None:
            return 0
        return duals.scale if self.order is None else duals.total

    def _is_exact(self, duals: Duals) -> bool:
        """Whether no sum can reach what 64 bits do not hold."""
        options = self.bundles.options
        worth = max(_most(options.weight), _most(options.parked), _most(options.cost.marginal))
        side = sum(m * _most(one.coef) for m, one in zip(duals.side, self.limits, strict=True))
        most = self._times_total(duals) * worth + max(map(abs, duals.prices), default=0) + side
        if self.order is not None:
            most += duals.scale * max(_most(self.order.pair), _most(self.order.empty))
        places = 1 + int(options.places.max(initial=0))
        return most * places + sum(duals.counts) + duals.scale < EXACT


def _most(values: IntArray) -> int:
    """Largest magnitude, as a Python integer."""
    return max(-int(values.min()), int(values.max())) if values.size else 0
