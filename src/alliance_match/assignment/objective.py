"""What is maximised: the choices that each row has, and the integer that each choice is worth."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from alliance_match.assignment.arrays import BoolArray, IntArray, Runs
from alliance_match.assignment.problem import AssignmentProblem
from alliance_match.errors import ProblemError, did_you_mean

__all__ = ["NO_CHOICE", "OBJECTIVES", "Options", "bonus", "check_objective", "weigh"]

OBJECTIVES = ("coverage_total", "total")
"""``coverage_total``: most rows matched, then the greatest total. ``total``: the latter alone."""

NO_CHOICE = -(2**61)
"""Stands for the value of a choice that a row does not have; below every real value."""


@dataclass(frozen=True, eq=False)
class Options:
    """What each row may still choose, once pins and forbidden pairs have been applied.

    Attributes
    ----------
    row, col, weight : ndarray of int64, shape (k,)
        The pairs that may be chosen, sorted by (row, col), and what each is worth.
    parked : ndarray of int64, shape (n_rows,)
        What it is worth to leave a row unmatched.
    may_park : ndarray of bool, shape (n_rows,)
        Whether the row may be left unmatched at all; a pinned row may not.
    lower, upper : ndarray of int64, shape (n_cols,)
        The fewest and the most rows that each column takes.
    """

    row: IntArray
    col: IntArray
    weight: IntArray
    parked: IntArray
    may_park: BoolArray
    lower: IntArray
    upper: IntArray

    @property
    def n_rows(self) -> int:
        """How many rows there are."""
        return self.parked.size

    @property
    def n_cols(self) -> int:
        """How many columns there are."""
        return self.lower.size

    @cached_property
    def _runs(self) -> Runs:
        return Runs.of(self.row)

    def net(self, prices: IntArray) -> IntArray:
        """Worth of each pair once the price of its column is paid.

        Parameters
        ----------
        prices : ndarray of int64, shape (n_cols,)
            One price for each column, of either sign.

        Returns
        -------
        ndarray of int64, shape (k,)
        """
        return self.weight - prices[self.col]

    def best(self, prices: IntArray) -> IntArray:
        """Worth of each row's best choice at these prices, being left unmatched included.

        Parameters
        ----------
        prices : ndarray of int64, shape (n_cols,)
            One price for each column, of either sign.

        Returns
        -------
        ndarray of int64, shape (n_rows,)
            :data:`NO_CHOICE`, or hardly more, where a row has no choice.
        """
        return self._runs.maximum(self.net(prices), np.where(self.may_park, self.parked, NO_CHOICE))

    def bound(self, prices: IntArray) -> int:
        r"""Bound that these prices put on the worth of every assignment.

        .. math:: B(p) = \sum_i \max(e_i, \max_j (w_{ij} - p_j))
                  + \sum_j \max(u_j p_j, l_j p_j)

        Whatever the prices, no assignment is worth more: what a row pays, its column receives.

        Parameters
        ----------
        prices : ndarray of int64, shape (n_cols,)
            One price for each column, of either sign.

        Returns
        -------
        int
            Summed in Python integers, which do not overflow.
        """
        places = np.where(prices > 0, self.upper, self.lower)
        received = (k * p for k, p in zip(places.tolist(), prices.tolist(), strict=True))
        return int(sum(self.best(prices).tolist())) + int(sum(received))

    def load(self, choice: IntArray) -> IntArray:
        """How many rows chose each column.

        Parameters
        ----------
        choice : ndarray of int64, shape (n_rows,)
            The column of each row, -1 for none.

        Returns
        -------
        ndarray of int64, shape (n_cols,)
        """
        return np.bincount(choice[choice >= 0], minlength=self.n_cols).astype(np.int64)


def check_objective(objective: str) -> None:
    """Refuse an objective that does not exist.

    Parameters
    ----------
    objective : str
        A name, perhaps one of :data:`OBJECTIVES`.

    Raises
    ------
    ProblemError
        If it is another.
    """
    if objective not in OBJECTIVES:
        hint = did_you_mean(str(objective), OBJECTIVES)
        raise ProblemError(
            f"There is no objective {objective!r}; give one of {', '.join(OBJECTIVES)}.{hint}"
        )


def bonus(problem: AssignmentProblem, objective: str) -> int:
    """Return what an objective adds to the score of every pair.

    Parameters
    ----------
    problem : AssignmentProblem
        Where the scores come from.
    objective : str
        One of :data:`OBJECTIVES`.

    Returns
    -------
    int
        ``problem.matched_bonus`` for ``coverage_total``, so that one more matched row outweighs
        any difference in points; otherwise 0.

    Raises
    ------
    ProblemError
        If there is no such objective.
    """
    check_objective(objective)
    return problem.matched_bonus if objective == "coverage_total" else 0


def weigh(problem: AssignmentProblem, objective: str) -> Options:
    """List the choices of every row, with what the objective makes each worth.

    Parameters
    ----------
    problem : AssignmentProblem
        The problem.
    objective : str
        One of :data:`OBJECTIVES`.

    Returns
    -------
    Options
        A pinned row keeps the pairs it is pinned to and nothing else.

    Raises
    ------
    ProblemError
        If there is no such objective.
    """
    added = bonus(problem, objective)
    pinned = np.isin(np.arange(problem.n_rows), problem.pins[:, 0])
    is_pin = np.isin(problem.pair_code, problem.pins @ (problem.n_cols, 1))
    usable = ~problem.is_forbidden & (is_pin | ~pinned[problem.row])
    return Options(
        row=problem.row[usable],
        col=problem.col[usable],
        weight=problem.score[usable] + added,
        parked=problem.unmatched,
        may_park=~pinned,
        lower=problem.min_load,
        upper=problem.capacity,
    )
