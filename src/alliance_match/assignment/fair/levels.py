"""How many rows can be worth how much: the steps by which fairness is reached, and proved.

A step looks at one threshold. It says how many rows can be worth that much at the same time, and
its prices prove that there cannot be more. The choices that are tight at these prices make up
exactly the assignments in which so many are, so that the next step looks at those alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from alliance_match.assignment.arrays import BoolArray, IntArray
from alliance_match.assignment.loads import LoadCost
from alliance_match.assignment.objective import weigh
from alliance_match.assignment.options import Options
from alliance_match.assignment.problem import AssignmentProblem

__all__ = ["Level", "Remaining", "code_of", "is_flow", "settled_worths"]


@dataclass(frozen=True)
class Level:
    """A threshold, how many rows are worth that much, and prices by which no more can be.

    Attributes
    ----------
    threshold : int
        What a row must be worth to count.
    count : int
        No assignment that the levels before leave has more such rows.
    prices : tuple of int
        One for each column; at these, rows that count being worth 1 and others nothing, all rows
        together are worth at most the count.
    """

    threshold: int
    count: int
    prices: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Remaining:
    """What levels leave to rows that have one place each.

    Attributes
    ----------
    options : Options
        The choices, weighed by what they add to the total.
    base : ndarray of int64, shape (n_rows,)
        What the settled pairs of each row are worth.
    counts : ndarray of bool, shape (n_rows,)
        Which rows want anything; the others do not count for fairness.
    """

    options: Options
    base: IntArray
    counts: BoolArray

    @classmethod
    def of(cls, problem: AssignmentProblem) -> Remaining:
        """Begin with all choices.

        Parameters
        ----------
        problem : AssignmentProblem
            One for which :func:`is_flow` is true.

        Returns
        -------
        Remaining
        """
        options = weigh(problem, "total")
        return cls(options, settled_worths(problem, options), problem.demand > 0)

    @property
    def n_rows(self) -> int:
        """How many rows count."""
        return int(self.counts.sum())

    @property
    def fixed(self) -> IntArray:
        """What the rows are worth that count and have no choice left."""
        return np.asarray(self.base[self.counts & (self.options.places == 0)])

    def worths(self) -> tuple[IntArray, IntArray]:
        """Say what each row is worth by its choices.

        Returns
        -------
        of_pair : ndarray of int64, shape (k,)
            With each pair.
        of_none : ndarray of int64, shape (n_rows,)
            With its place left empty.
        """
        options = self.options
        return options.weight + self.base[options.row], options.parked + self.base

    def attainable(self, above: int) -> IntArray:
        """List what rows can still be worth.

        Parameters
        ----------
        above : int
            Only what is more than this.

        Returns
        -------
        ndarray of int64
            Ascending, each once.
        """
        of_pair, of_none = self.worths()
        may_park = self.options.may_park & (self.options.places > 0)
        every = (of_pair[of_pair > above], of_none[may_park & (of_none > above)])
        return np.unique(np.concatenate((*every, self.fixed[self.fixed > above])))

    def reaching(self, threshold: int) -> Options:
        """Weigh choices by 1 where they make their row worth a threshold, and by 0 elsewhere.

        Parameters
        ----------
        threshold : int
            What a row must be worth to count.

        Returns
        -------
        Options
            The weight of an assignment is the number of rows that count.
        """
        of_pair, of_none = self.worths()
        options = self.options
        return replace(
            options,
            weight=(of_pair >= threshold).astype(np.int64),
            parked=(of_none >= threshold).astype(np.int64),
            cost=LoadCost(options.cost.marginal[:, :0], options.cost.taken),
            settled_worth=int(np.count_nonzero(self.fixed >= threshold)),
        )

    def after(self, threshold: int, prices: IntArray) -> Remaining:
        """Keep the assignments that reach the bound of a level's prices.

        Parameters
        ----------
        threshold : int
            The level's threshold.
        prices : ndarray of int64, shape (n_cols,)
            Prices whose bound some assignment reaches.

        Returns
        -------
        Remaining
        """
        tight = self.reaching(threshold).tight(prices)
        kept = np.isin(code_of(self.options), code_of(tight))
        options = replace(
            self.options.only(kept), may_park=tight.may_park, lower=tight.lower, upper=tight.upper
        )
        return replace(self, options=options)

    def at_least(self, threshold: int) -> Remaining:
        """Keep the assignments in which every row is worth a threshold, if there are any.

        Parameters
        ----------
        threshold : int
            What each row is to be worth.

        Returns
        -------
        Remaining
        """
        of_pair, of_none = self.worths()
        options = self.options
        kept = replace(options, may_park=options.may_park & (of_none >= threshold))
        return replace(self, options=kept.only(of_pair >= threshold))

    def row_worths(self, chosen: BoolArray) -> IntArray:
        """Say what the rows that count are worth in an assignment.

        Parameters
        ----------
        chosen : ndarray of bool, shape (k,)
            Which of the open pairs are chosen.

        Returns
        -------
        ndarray of int64, shape (n_rows that count,)
        """
        of_pair, of_none = self.worths()
        worth = np.where(self.options.places > 0, of_none, self.base)
        worth[self.options.row[chosen]] = of_pair[chosen]
        return worth[self.counts]


def is_flow(problem: AssignmentProblem) -> bool:
    """Say whether a row's worth hangs on one choice alone, and nothing ties rows but the columns.

    Parameters
    ----------
    problem : AssignmentProblem
        The problem.

    Returns
    -------
    bool
        Whether no row has more than one place that is not pinned, and there are no side rows.
    """
    pinned = np.bincount(problem.pins[:, 0], minlength=problem.n_rows)
    return not problem.side and bool((problem.demand - pinned <= 1).all())


def settled_worths(problem: AssignmentProblem, options: Options) -> IntArray:
    """Add up what each row has for good.

    Parameters
    ----------
    problem : AssignmentProblem
        Where the scores come from.
    options : Options
        Choices of it.

    Returns
    -------
    ndarray of int64, shape (n_rows,)
    """
    worth = np.zeros(problem.n_rows, dtype=np.int64)
    place = np.searchsorted(problem.pair_code, options.settled @ (problem.n_cols, 1))
    np.add.at(worth, options.settled[:, 0], problem.score[place])
    return worth


def code_of(options: Options) -> IntArray:
    """Give each open pair one number, ``row * n_cols + col``; ascending.

    Parameters
    ----------
    options : Options
        The choices.

    Returns
    -------
    ndarray of int64, shape (k,)
    """
    return options.row.astype(np.int64) * options.n_cols + options.col
