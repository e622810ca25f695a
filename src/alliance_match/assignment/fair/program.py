"""A step of fairness as a linear or an integer program over pairs and profiles, for HiGHS.

Variables stand for pairs, for the profiles of rows, and for the loads of columns. Nothing that
HiGHS says is taken for a proof.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alliance_match.assignment.arrays import BoolArray, IntArray
from alliance_match.assignment.fair.bundles import profiles
from alliance_match.assignment.fair.step import Step
from alliance_match.assignment.side_model import FloatArray

__all__ = ["Profiles", "Program", "Relaxed"]

Entries = tuple[NDArray[Any], NDArray[Any], NDArray[Any]]
"""Rows, columns and values of a sparse matrix."""

MOST_PROFILES = 300_000
"""Programs with more profiles are not begun."""

GAIN_BITS = 16
"""HiGHS is given gains of so many bits before the point; its tolerances are made for such."""


@dataclass(frozen=True, eq=False)
class Profiles:
    """All profiles of all rows, one after the other.

    Attributes
    ----------
    row, steps, empty : ndarray of int64, shape (q,)
        The row of each, how many of the step's thresholds it is worth, and its empty places.
    entry_profile, entry_class, entry_count : ndarray of int64, shape (e,)
        How many pairs of which class each profile has, where it has any.
    """

    row: IntArray
    steps: IntArray
    empty: IntArray
    entry_profile: IntArray
    entry_class: IntArray
    entry_count: IntArray

    @classmethod
    def of(cls, step: Step) -> Profiles | None:
        """List them.

        Parameters
        ----------
        step : Step
            The step.

        Returns
        -------
        Profiles or None
            None if there are too many.
        """
        bundles, thresholds = step.bundles, step.thresholds
        options = bundles.options
        _, first = np.unique(bundles.classes, return_index=True)
        row_of, score = options.row[first], options.weight[first]
        size = np.bincount(bundles.classes, minlength=first.size)
        must = np.bincount(bundles.classes, weights=bundles.must, minlength=first.size)
        ends = np.searchsorted(row_of, np.arange(options.n_rows + 1))
        nothing = np.zeros(0, dtype=np.int64)
        found, total = [(nothing,) * 6], 0
        for row, places in enumerate(options.places.tolist()):
            own = slice(ends[row], ends[row + 1])
            most = tuple(np.minimum(size[own], places).tolist())
            counts = profiles(most, tuple(must[own].astype(np.int64).tolist()), places)
            empty = places - counts.sum(axis=1)
            worth = bundles.base[row] + counts @ score[own] + empty * options.parked[row]
            fits = (worth >= bundles.floor[row]) & (worth <= bundles.ceiling[row])
            counts, empty, worth = counts[fits], empty[fits], worth[fits]
            steps = np.searchsorted(thresholds, worth, side="right") * bundles.counts[row]
            at, which = np.nonzero(counts)
            entries = (total + at, ends[row] + which, counts[at, which])
            found.append((np.full(empty.size, row), steps, empty, *entries))
            total += empty.size
            if total > MOST_PROFILES:
                return None
        return cls(*(np.concatenate(part) for part in zip(*found, strict=True)))


@dataclass(frozen=True, eq=False)
class Relaxed:
    """A solution of a linear relaxation, and its dual values.

    Attributes
    ----------
    pair, profile : ndarray of float
        How far each pair and each profile is chosen.
    prices, counts, side : ndarray of float
        Dual values of the columns' loads, of the counts that are kept, and of the side rows.
    total : float
        Dual value of the total that an order asks for.
    """

    pair: FloatArray
    profile: FloatArray
    prices: FloatArray
    counts: FloatArray
    side: FloatArray
    total: float


class Program:
    """A step as a program: a sum that is maximised over variables within bounds.

    Variables are the pairs, the profiles, and the loads of columns, in steps where they cost
    something. The pairs of each class are as many as the profile says, each row has one profile,
    and the pairs of each column are its load; counts, side rows and the total are limits.

    Parameters
    ----------
    step : Step
        The step.
    listed : Profiles
        All profiles of it.
    elastic : bool
        Minimise by how much loads and limits must be missed, instead.
    """

    def __init__(self, step: Step, listed: Profiles, elastic: bool = False) -> None:
        self.step, self.listed = step, listed
        options, classes = step.bundles.options, step.bundles.classes
        self.n_pairs, self.n_whole = options.row.size, options.row.size + listed.row.size
        self.loads = _Loads.of(step)
        size = self.n_whole + self.loads.col.size
        first_row = len(step.bundles.class_numbers)
        self.first_col = first_row + options.n_rows
        pair, profile = np.arange(self.n_pairs), np.arange(self.n_pairs, self.n_whole)
        load = np.arange(self.n_whole, size)
        self.equal = [
            (classes, pair, np.ones(pair.size)),
            (listed.entry_class, self.n_pairs + listed.entry_profile, -listed.entry_count),
            (first_row + listed.row, profile, np.ones(profile.size)),
            (self.first_col + options.col, pair, np.ones(pair.size)),
            (self.first_col + self.loads.col, load, -np.ones(load.size)),
        ]
        self.right = np.zeros(self.first_col + options.n_cols)
        self.right[first_row : self.first_col] = 1.0
        self.limits, self.most = self._limits()
        self.low = np.concatenate((step.bundles.must, np.zeros(listed.row.size), self.loads.least))
        self.high = np.concatenate((np.ones(self.n_whole), self.loads.most))
        self.gain = self._gain()
        if elastic:
            self._make_elastic()
        largest = max(1.0, float(np.abs(self.gain).max(initial=0)))
        self.unit = 2.0 ** max(0, int(np.log2(largest)) - GAIN_BITS)

    def _gain(self) -> FloatArray:
        """Say what each variable adds to what is maximised."""
        step, listed = self.step, self.listed
        if step.order is not None:
            profile = listed.empty * step.order.empty[listed.row]
            return np.concatenate((step.order.pair, profile, np.zeros(self.loads.col.size)))
        if step.threshold is None:
            return self._total()
        reached = listed.steps == len(step.thresholds)
        rest = np.zeros(self.loads.col.size)
        return np.concatenate((np.zeros(self.n_pairs), reached, rest))

    def _total(self) -> FloatArray:
        """Say what each variable adds to the total."""
        options, listed = self.step.bundles.options, self.listed
        profile = listed.empty * options.parked[listed.row]
        return np.concatenate((options.weight, profile, -self.loads.cost))

    def _limits(self) -> tuple[list[Entries], list[float]]:
        """Entries and right sides of the counts, the side rows, and the total."""
        step, most = self.step, list[float]()
        entries = list[Entries]()
        for number, (_, count) in enumerate(step.kept):
            reach = self.n_pairs + np.flatnonzero(self.listed.steps > number)
            entries.append((np.full(reach.size, len(most)), reach, -np.ones(reach.size)))
            most.append(-count)
        for one in step.limits:
            row = np.full(one.pair.size, len(most))
            entries.append((row, one.pair, one.coef.astype(np.float64)))
            most.append(one.most or 0)
        if step.order is not None:
            options, total = step.bundles.options, self._total()
            every = np.arange(total.size)
            entries.append((np.full(every.size, len(most)), every, -total))
            fixed = options.settled_worth - options.cost.total(options.lower)
            most.append(fixed - step.order.total)
        return entries, most

    def _make_elastic(self) -> None:
        """Let loads and limits be missed, and count by how much."""
        size, n_cols, n_limits = self.gain.size, self.loads.n_cols, len(self.most)
        cols = self.first_col + np.arange(n_cols)
        missing = size + np.arange(2 * n_cols + n_limits)
        over, under, rest = np.split(missing, (n_cols, 2 * n_cols))
        self.equal += [(cols, over, np.ones(n_cols)), (cols, under, -np.ones(n_cols))]
        self.limits.append((np.arange(n_limits), rest, -np.ones(n_limits)))
        self.gain = np.concatenate((np.zeros(size), -np.ones(missing.size)))
        self.low = np.concatenate((self.low, np.zeros(missing.size)))
        self.high = np.concatenate((self.high, np.full(missing.size, np.inf)))

    def relaxed(self) -> Relaxed | None:
        """Solve the linear relaxation.

        Returns
        -------
        Relaxed or None
            None if HiGHS finds no solution.
        """
        from scipy.optimize import linprog

        some = bool(self.most)
        bounds: Any = np.column_stack((self.low, self.high))
        found = linprog(
            -self.gain / self.unit,
            A_ub=_matrix(self.limits, len(self.most), self.gain.size) if some else None,
            b_ub=self.most if some else None,
            A_eq=_matrix(self.equal, self.right.size, self.gain.size),
            b_eq=self.right,
            bounds=bounds,
            method="highs",
        )
        if found.status != 0 or found.x is None:
            return None
        prices = -self.unit * np.asarray(found.eqlin.marginals)[self.first_col :]
        n_counts = len(self.step.kept)
        duals = -self.unit * np.asarray(found.ineqlin.marginals)
        n_limits = n_counts + len(self.step.limits)
        return Relaxed(
            pair=found.x[: self.n_pairs],
            profile=found.x[self.n_pairs : self.n_whole],
            prices=prices,
            counts=duals[:n_counts],
            side=duals[n_counts:n_limits],
            total=float(duals[n_limits:].sum()),
        )

    def best_choice(self, time_limit: float | None) -> BoolArray | None:
        """Look for the best integer solution.

        Parameters
        ----------
        time_limit : float or None
            In seconds.

        Returns
        -------
        ndarray of bool, shape (k,), or None
            Which pairs are chosen; None if HiGHS finds no solution in time.
        """
        from scipy.optimize import Bounds, LinearConstraint, milp

        equal = _matrix(self.equal, self.right.size, self.gain.size)
        limits = [LinearConstraint(equal, self.right, self.right)]
        if self.most:
            matrix = _matrix(self.limits, len(self.most), self.gain.size)
            limits.append(LinearConstraint(matrix, -np.inf, self.most))
        found = milp(
            -self.gain / self.unit,
            integrality=(np.arange(self.gain.size) < self.n_whole).astype(np.int64),
            bounds=Bounds(self.low, self.high),
            constraints=limits,
            options={
                "mip_rel_gap": 0.0,
                "time_limit": np.inf if time_limit is None else time_limit,
            },
        )
        return None if found.x is None else np.asarray(found.x[: self.n_pairs] > 0.5)


@dataclass(frozen=True, eq=False)
class _Loads:
    """The variables that make up loads: their columns, bounds, and costs."""

    n_cols: int
    col: IntArray
    least: FloatArray
    most: FloatArray
    cost: FloatArray

    @classmethod
    def of(cls, step: Step) -> _Loads:
        """One for each column; where loads cost, one for the least load and one for each step."""
        options = step.bundles.options
        no_load = options.places.sum() + 1  # above any, so that no dual value leans on it
        upper = np.maximum(np.minimum(options.upper, no_load), options.lower)
        width = options.cost.marginal.shape[1]
        if not (width and step.costs_count):
            every = np.arange(options.n_cols)
            least, most = options.lower.astype(np.float64), upper.astype(np.float64)
            return cls(every.size, every, least, most, np.zeros(every.size))
        parts = list[tuple[int, int, int, int]]()
        for col, (low, high) in enumerate(zip(options.lower.tolist(), upper.tolist(), strict=True)):
            listed = options.cost.marginal[col, int(options.cost.taken[col]) + low :].tolist()
            listed = listed[: high - low]
            parts += [(col, low, low, 0), *((col, 0, 1, cost) for cost in listed)]
            last = int(options.cost.marginal[col, -1])
            parts.append((col, 0, high - low - len(listed), last))
        table = np.array(parts, dtype=np.int64).reshape(-1, 4)
        least, most, cost = table[:, 1:].T.astype(np.float64)
        return cls(options.n_cols, table[:, 0], least, most, cost)


def _matrix(parts: Sequence[Entries], n_rows: int, n_variables: int) -> Any:
    """Put entries together as a sparse matrix of SciPy's."""
    from scipy.sparse import csr_array

    nothing = (np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0))
    row, column, value = (np.concatenate(p) for p in zip(nothing, *parts, strict=True))
    return csr_array((value.astype(np.float64), (row, column)), shape=(n_rows, n_variables))
