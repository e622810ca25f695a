"""A choice that was made, and what must hold of weights under which it is the best."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from alliance_match.assignment.arrays import BoolArray, IntArray
from alliance_match.assignment.problem import AssignmentProblem
from alliance_match.assignment.rules import plain_total
from alliance_match.assignment.standing import any_optimum

__all__ = ["Cut", "Observed"]


@dataclass(frozen=True, eq=False)
class Cut:
    """A way to change a choice, which must not make it better.

    Attributes
    ----------
    ours, theirs : ndarray of int64
        Places of the pairs that would go, and of those that would come.
    gain : ndarray of int64, shape (K,)
        What is kept by not changing, for one mark of each weight, in parts of a point.
    need : int
        What that must come to at least, in points.
    fills_more : bool
        Whether the change fills more places, where these count first: then it must not be allowed.
    """

    ours: IntArray
    theirs: IntArray
    gain: IntArray
    need: int
    fills_more: bool

    @property
    def key(self) -> tuple[bytes, bytes]:
        """What tells changes apart."""
        return self.ours.tobytes(), self.theirs.tobytes()


@dataclass(frozen=True, eq=False)
class Observed:
    """An assignment that somebody chose, and the problem it was chosen from.

    Attributes
    ----------
    problem : AssignmentProblem
        What they could have chosen: all pairs that some weights may allow, with any scores. Its
        pins stay; a minimum load counts only where the column has a pair that may be used.
    features : ndarray of int64, shape (K, k)
        What each pair is worth for one mark of each weight, in parts of a point; not negative.
    chosen : ndarray of int64, shape (a, 2)
        The assignment.
    objective : {"coverage_total", "total"}
        What they maximised.
    unit : int
        How many parts make a point; scores are rounded to points, half up.
    floor : int or None
        A pair with fewer points may not be used.
    rivals : list of ndarray of int64
        Assignments that were better under some weights, as places on the list of pairs. It grows,
        and saves work where another choice from the same problem is asked about.
    """

    problem: AssignmentProblem
    features: IntArray
    chosen: IntArray
    objective: str = "coverage_total"
    unit: int = 1
    floor: int | None = None
    rivals: list[IntArray] = field(default_factory=list)

    @cached_property
    def own(self) -> IntArray:
        """Where the chosen pairs stand on the list of pairs, sorted."""
        return np.sort(self.problem.place(self.chosen))

    @property
    def half(self) -> int:
        """What is added before rounding down."""
        return self.unit // 2

    @property
    def counts_first(self) -> bool:
        """Whether filled places come before points."""
        return self.objective == "coverage_total"

    def points(self, weights: IntArray, place: IntArray) -> IntArray:
        """Score pairs under weights.

        Parameters
        ----------
        weights : ndarray of int64, shape (..., K)
            In marks.
        place : ndarray of int64, shape (b,)
            Which pairs.

        Returns
        -------
        ndarray of int64, shape (..., b)
        """
        parts = weights @ self.features[:, place] + self.half
        return np.asarray(parts // self.unit, dtype=np.int64)

    def under(self, weights: IntArray) -> AssignmentProblem:
        """Write the problem down under weights, with the pairs that may be used.

        Parameters
        ----------
        weights : ndarray of int64, shape (K,)
            In marks.

        Returns
        -------
        AssignmentProblem
        """
        points = self.points(weights, np.arange(self.problem.row.size))
        usable = np.ones(points.size, np.bool_) if self.floor is None else points >= self.floor
        has_some = np.bincount(self.problem.col[usable], minlength=self.problem.n_cols) > 0
        return replace(
            self.problem,
            row=self.problem.row[usable],
            col=self.problem.col[usable],
            score=points[usable],
            min_load=np.where(has_some, self.problem.min_load, 0),
        )

    def better(self, weights: IntArray) -> IntArray | None:
        """Find an assignment that is better than the chosen one.

        Parameters
        ----------
        weights : ndarray of int64, shape (K,)
            In marks; the chosen pairs may be used under them.

        Returns
        -------
        ndarray of int64, shape (b,), or None
            An optimum, as places on the list of pairs; None where the chosen one is an optimum.
        """
        problem = self.under(weights)
        best = any_optimum(problem, self.objective).pairs
        ours, theirs = (self._worth(problem, pairs) for pairs in (self.chosen, best))
        return None if ours >= theirs else np.sort(self.problem.place(best))

    def cuts(self, rival: IntArray) -> list[Cut]:
        """Take the way from the choice to a rival apart into changes that touch nobody in common.

        Parameters
        ----------
        rival : ndarray of int64, shape (b,)
            Places of its pairs, sorted.

        Returns
        -------
        list of Cut
            Each is possible by itself. Those that fill fewer places, and so are never better, are
            left out, and so are those that break a minimum load.
        """
        ours, theirs = np.setdiff1d(self.own, rival), np.setdiff1d(rival, self.own)
        part = self._parts(np.concatenate((ours, theirs)))
        found = []
        for number in range(int(part.max(initial=-1)) + 1):
            go, come = ours[part[: ours.size] == number], theirs[part[ours.size :] == number]
            changed = np.union1d(np.setdiff1d(self.own, go), come)
            # A column with a pair of the choice has its minimum load in any case; one without has
            # none under any weights that are looked at.
            is_short = np.isin(self._of_short_columns(changed), self.own).any()
            if (come.size >= go.size or not self.counts_first) and not is_short:
                found.append(self._cut(go, come, changed))
        return found

    def holds(self, cut: Cut, weights: IntArray) -> BoolArray:
        """Say under which weights a change does not make the choice better, exactly.

        Parameters
        ----------
        cut : Cut
            The change.
        weights : ndarray of int64, shape (n, K)
            In marks.

        Returns
        -------
        ndarray of bool, shape (n,)
        """
        theirs = self.points(weights, cut.theirs)
        kept = self.points(weights, cut.ours).sum(axis=1) - theirs.sum(axis=1)
        fine = (kept >= cut.need) & (not cut.fills_more)
        if self.floor is not None:
            fine |= (theirs < self.floor).any(axis=1)
        return np.asarray(fine, dtype=np.bool_)

    def in_use(self, weights: IntArray) -> BoolArray:
        """Say under which weights the chosen pairs may be used, and no minimum load is missed.

        Parameters
        ----------
        weights : ndarray of int64, shape (n, K)
            In marks.

        Returns
        -------
        ndarray of bool, shape (n,)
        """
        if self.floor is None:
            return np.full(len(weights), not self.missed.size)
        usable = (self.points(weights, self.own) >= self.floor).all(axis=1)
        return np.asarray(usable & (self.points(weights, self.missed) < self.floor).all(axis=1))

    @cached_property
    def missed(self) -> IntArray:
        """Pairs of the columns whose minimum load is not kept: it counts if any may be used."""
        return self._of_short_columns(self.own)

    def _cut(self, ours: IntArray, theirs: IntArray, changed: IntArray) -> Cut:
        return Cut(
            ours=ours,
            theirs=theirs,
            gain=self.features[:, ours].sum(axis=1) - self.features[:, theirs].sum(axis=1),
            need=self._besides(changed) - self._besides(self.own),
            fills_more=self.counts_first and theirs.size > ours.size,
        )

    def _of_short_columns(self, place: IntArray) -> IntArray:
        """List the pairs of the columns that an assignment gives less than their minimum load."""
        load = np.bincount(self.problem.col[place], minlength=self.problem.n_cols)
        return np.flatnonzero((load < self.problem.min_load)[self.problem.col])

    def _besides(self, place: IntArray) -> int:
        """Add up what an assignment is worth apart from the scores of its pairs."""
        return plain_total(self._plain, self._pairs(place))

    @cached_property
    def _plain(self) -> AssignmentProblem:
        return replace(self.problem, score=np.zeros_like(self.problem.score))

    def _pairs(self, place: IntArray) -> IntArray:
        return np.column_stack((self.problem.row[place], self.problem.col[place])).astype(np.int64)

    def _parts(self, place: IntArray) -> IntArray:
        """Give numbers to the groups of pairs that are joined by common rows and columns."""
        from scipy.sparse import coo_array
        from scipy.sparse.csgraph import connected_components

        if not place.size:
            return np.zeros(0, dtype=np.int64)
        row, col = self.problem.row[place], self.problem.col[place] + self.problem.n_rows
        nodes = self.problem.n_rows + self.problem.n_cols
        graph = coo_array((np.ones(place.size, np.int8), (row, col)), shape=(nodes, nodes))
        label = connected_components(graph, directed=False)[1][row]
        return np.asarray(np.unique(label, return_inverse=True)[1], dtype=np.int64)

    def _worth(self, problem: AssignmentProblem, pairs: IntArray) -> tuple[int, int]:
        """Give what the objective compares."""
        return len(pairs) if self.counts_first else 0, plain_total(problem, pairs)
