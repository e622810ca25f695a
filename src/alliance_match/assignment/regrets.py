"""The exact regret of every pair at once, from shortest paths between the columns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from alliance_match.assignment.all_pairs import all_distances
from alliance_match.assignment.arrays import BoolArray, IntArray, Runs
from alliance_match.assignment.condensed import Condensed, Held, condense
from alliance_match.assignment.losses import Losses
from alliance_match.assignment.options import Options
from alliance_match.assignment.prices import FAR
from alliance_match.assignment.problem import AssignmentProblem
from alliance_match.assignment.result import Assignment
from alliance_match.assignment.solve import solve
from alliance_match.assignment.thinning import thinned

__all__ = ["Regrets", "regrets"]


@dataclass(frozen=True, eq=False)
class Regrets:
    """What forcing each pair costs, compared with the optimum, and what doing without one costs.

    Attributes
    ----------
    problem : AssignmentProblem
        The problem.
    assignment : Assignment
        The optimum.
    pairs : Losses, shape (k,)
        What forcing each eligible pair costs, in the order of ``problem.row`` and ``problem.col``.
    margins : Losses, shape (c,)
        What doing without each pair of the optimum costs, in the order of ``assignment.pairs``;
        impossible for a pinned pair.
    single : Losses, shape (n_rows,)
        What it costs to leave each row without any pair, as far as it has one place; impossible
        for the others that have a pair. :attr:`leaving` has them all.
    """

    problem: AssignmentProblem
    assignment: Assignment
    pairs: Losses
    margins: Losses
    single: Losses

    @cached_property
    def possible(self) -> BoolArray:
        """Whether any assignment has the pair. Shape (n_rows, n_cols)."""
        return self._table(self.pairs.possible)

    @cached_property
    def coverage(self) -> IntArray:
        """How many fewer places are filled when the pair is forced. Shape (n_rows, n_cols).

        0 where impossible, and under ``total``, which does not look at it.
        """
        return self._table(self.pairs.coverage)

    @cached_property
    def value(self) -> IntArray:
        """How much the total loses when the pair is forced. Shape (n_rows, n_cols).

        0 where impossible.
        """
        return self._table(self.pairs.value)

    @cached_property
    def in_some(self) -> BoolArray:
        """Whether some optimum has each eligible pair. Shape (k,)."""
        return self.pairs.nothing

    @cached_property
    def in_every(self) -> BoolArray:
        """Whether every optimum has each eligible pair. Shape (k,)."""
        sure = np.zeros(self.problem.row.size, dtype=np.bool_)
        code = self.assignment.pairs[~self.margins.nothing] @ (self.problem.n_cols, 1)
        sure[np.searchsorted(self.problem.pair_code, code)] = True
        return sure

    @cached_property
    def leaving(self) -> Losses:
        """What it costs to leave each row without any pair. Shape (n_rows,).

        Rows with several places are left out by solving again, one by one, when this is asked for.

        Raises
        ------
        AllianceMatchError
            If the engine errs.
        """
        loss = self.single.combined.copy()
        several = _may_choose_again(self.problem, self.assignment)
        for row in np.flatnonzero(several).tolist():
            loss[row] = _loss_without(self.problem, self.assignment, row, self.single.unit)
        return Losses(loss, self.single.unit)

    def _table(self, values: np.ndarray) -> np.ndarray:
        table = np.zeros((self.problem.n_rows, self.problem.n_cols), dtype=values.dtype)
        table[self.problem.row, self.problem.col] = values
        return table


def regrets(problem: AssignmentProblem, assignment: Assignment) -> Regrets:
    r"""Find what forcing each pair costs, what doing without each costs, and leaving rows out.

    Forcing row :math:`i`, which holds column :math:`a`, to column :math:`j` costs
    :math:`w_{ia} - w_{ij} + d(j, a)`, where :math:`d` is the cheapest chain of moves that makes
    room at :math:`j` and ends in the place that :math:`i` leaves. Doing without a pair costs the
    least that any other choice of the row costs with that place for its end.

    Parameters
    ----------
    problem : AssignmentProblem
        The problem.
    assignment : Assignment
        A proved optimum of it, under ``total`` or ``coverage_total``.

    Returns
    -------
    Regrets

    Raises
    ------
    ProblemError
        If the assignment is not proved optimal; if there are side rows, or the objective looks at
        rows one by one; or if the scores are so large that chains of moves could overflow.

    Notes
    -----
    The residual graph condenses to the columns and a sink T for empty places and spare ones;
    almost all of its arcs are dominated by ways through T, or through a column near it, and the
    rest is small enough for shortest paths between all nodes. A table of the columns is held in
    memory, so its square counts; otherwise the time is linear in the number of pairs.

    References
    ----------
    Ahuja, Magnanti and Orlin, *Network Flows*, 1993, sections 5.6 and 9.2.

    Examples
    --------
    >>> from alliance_match.assignment import AssignmentProblem, solve
    >>> problem = AssignmentProblem.from_dense([[8, 5], [9, 4]])
    >>> best = solve(problem, "total")
    >>> regrets(problem, best).value.tolist()
    [[2, 0], [0, 2]]
    """
    condensed = condense(problem, assignment)
    table = all_distances(*thinned(condensed)).to_each()
    options = condensed.options
    loss = np.full(options.row.size, FAR, dtype=np.int64)
    margins = np.full(options.row.size, FAR, dtype=np.int64)
    single = np.zeros(options.n_rows, dtype=np.int64)
    for held in condensed.held:
        for rows, pairs in options.pieces:
            cost = _shifted(condensed, held, table, rows, pairs)
            np.minimum(loss[pairs], cost, out=loss[pairs])
            _do_without(condensed, held, table, rows, pairs, cost, margins, single)
    everything = np.full(problem.row.size, FAR, dtype=np.int64)
    everything[_places(problem, options)] = loss
    everything[problem.place(assignment.pairs)] = 0
    single[_may_choose_again(problem, assignment)] = FAR
    single[problem.pins[:, 0]] = FAR
    chosen = np.full(problem.row.size, FAR, dtype=np.int64)
    chosen[_places(problem, options)] = margins
    return Regrets(
        problem=problem,
        assignment=assignment,
        pairs=Losses(everything, condensed.unit),
        margins=Losses(chosen[problem.place(assignment.pairs)], condensed.unit),
        single=Losses(single, condensed.unit),
    )


def _may_choose_again(problem: AssignmentProblem, assignment: Assignment) -> BoolArray:
    """Mark the rows that have a pair, none of them pinned, and places for others."""
    several = np.bincount(assignment.pairs[:, 0], minlength=problem.n_rows) > 0
    several[problem.pins[:, 0]] = False
    return several & (problem.demand > 1)


def _places(problem: AssignmentProblem, options: Options) -> IntArray:
    """Where the options stand among the eligible pairs."""
    if options.row.size == problem.row.size:
        return np.arange(problem.row.size)
    return problem.place(np.column_stack((options.row, options.col)).astype(np.int64))


def _shifted(
    condensed: Condensed, held: Held, table: IntArray, rows: slice, pairs: slice
) -> IntArray:
    """Cost of giving one thing that each row holds for each pair: the move, and the chain back."""
    options, width = condensed.options, len(table)
    sizes = np.diff(options.ends[rows.start : rows.stop + 1])
    node, surplus = held.node[rows], held.surplus[rows]
    place = np.repeat(np.maximum(node, 0) * width, sizes)
    place += options.col[pairs]
    cost = np.take(table, place).astype(np.int64)
    cost += condensed.slack[pairs]
    cost += np.repeat(np.where(node >= 0, surplus, FAR), sizes)
    return np.minimum(cost, FAR)


def _do_without(
    condensed: Condensed,
    held: Held,
    table: IntArray,
    rows: slice,
    pairs: slice,
    cost: IntArray,
    margins: IntArray,
    single: IntArray,
) -> None:
    """Let rows give up a pair for the best of everything else."""
    real = np.flatnonzero(held.pair[rows] >= 0)
    if not real.size:
        return
    node = np.maximum(held.node[rows], 0)
    back = table[node, condensed.sink].astype(np.int64)
    park = np.minimum(condensed.park[rows] + held.surplus[rows] + back, FAR)
    runs = Runs.of(condensed.options.row[pairs] - rows.start)
    margins[held.pair[rows][real]] = runs.minimum(cost, park)[real]
    single[rows][real] = park[real]


def _loss_without(problem: AssignmentProblem, assignment: Assignment, row: int, unit: int) -> int:
    """Solve again with all pairs of a row forbidden; FAR where that cannot be."""
    others = problem.col[problem.ends[row] : problem.ends[row + 1]].astype(np.int64)
    banned = np.column_stack((np.full(others.size, row), others))
    less = replace(problem, forbidden=np.vstack((problem.forbidden, banned)))
    found = solve(less, assignment.objective)
    if found.status == "infeasible":
        return FAR
    return unit * (assignment.coverage - found.coverage) + assignment.value - found.value
