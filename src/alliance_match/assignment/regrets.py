"""The exact regret of every pair at once, from shortest paths between the columns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from alliance_match.assignment.arrays import IntArray
from alliance_match.assignment.objective import Options, weigh
from alliance_match.assignment.problem import AssignmentProblem
from alliance_match.assignment.result import Assignment
from alliance_match.errors import ProblemError

__all__ = ["Regrets", "regrets"]

_FAR = 2**60


@dataclass(frozen=True, eq=False)
class Regrets:
    """What forcing each pair costs, compared with the optimum.

    Attributes
    ----------
    possible : ndarray of bool, shape (n_rows, n_cols)
        Whether any assignment has the pair.
    coverage : ndarray of int64, same shape
        How many fewer rows are matched when the pair is forced; 0 where impossible, and under
        ``total``, which does not look at it.
    value : ndarray of int64, same shape
        How much the total loses; 0 where impossible.
    """

    possible: np.ndarray[tuple[int, int], np.dtype[np.bool_]]
    coverage: IntArray
    value: IntArray


def regrets(problem: AssignmentProblem, assignment: Assignment) -> Regrets:
    r"""Find what forcing each pair costs.

    Forcing row :math:`i`, now at :math:`a`, to column :math:`j` costs
    :math:`w_{ia} - w_{ij} + d(j, a)`, where :math:`d` is the cheapest chain of moves that makes
    room at :math:`j` and ends in the place that :math:`i` leaves.

    Parameters
    ----------
    problem : AssignmentProblem
        The problem.
    assignment : Assignment
        A proved optimum of it.

    Returns
    -------
    Regrets

    Raises
    ------
    ProblemError
        If the assignment is not proved optimal, or scores are so large that chains of moves could
        overflow.

    Notes
    -----
    The residual graph condenses to the columns and one node for "unmatched or a free place"; its
    shortest paths are those of Floyd and Warshall, so that the time is cubic in the number of
    columns, and linear in the number of pairs.

    References
    ----------
    Ahuja, Magnanti and Orlin, *Network Flows*, 1993, sections 5.6 and 9.2.
    """
    if assignment.status != "optimal":
        raise ProblemError(
            f"The assignment is {assignment.status}; a regret is measured against a proved optimum."
        )
    _refuse_overflow(problem)
    # Twice the bonus keeps the loss of rows and the loss of points apart, whatever their signs.
    bonus = 2 * problem.matched_bonus if assignment.objective == "coverage_total" else 0
    options = weigh(problem, assignment.objective)
    extra = bonus // 2
    choice = assignment.choice(problem.n_rows)
    worth = np.full((problem.n_rows, problem.n_cols + 1), -_FAR, dtype=np.int64)
    worth[options.row, options.col] = options.weight + extra
    worth[:, -1] = np.where(options.may_park, options.parked, -_FAR)
    now = worth[np.arange(problem.n_rows), choice]
    far = _distances(_arcs(options, choice, worth, now))
    loss = now[:, None] - worth[:, :-1] + far[:-1, choice].T
    possible = (worth[:, :-1] > -_FAR) & (far[:-1, choice].T < _FAR // 2)
    loss = np.where(possible, loss, 0)
    if not bonus:
        return Regrets(possible, np.zeros_like(loss), loss)
    coverage = (2 * loss + bonus) // (2 * bonus)
    return Regrets(possible, coverage, loss - bonus * coverage)


def _refuse_overflow(problem: AssignmentProblem) -> None:
    values = np.concatenate((problem.score, problem.unmatched, [0]))
    largest = int(np.abs(values).max()) + 2 * problem.matched_bonus
    if 2 * (problem.n_cols + 2) * largest >= _FAR:
        raise ProblemError("The scores are too large for exact regrets; divide all by one number.")


def _arcs(options: Options, choice: IntArray, worth: IntArray, now: IntArray) -> IntArray:
    """Cheapest single move between each two columns; the last node is "unmatched or free"."""
    n_nodes = options.n_cols + 1
    cost = np.full((n_nodes, n_nodes), _FAR, dtype=np.int64)
    for row, at in enumerate(choice.tolist()):
        moves = np.where(worth[row] > -_FAR, now[row] - worth[row], _FAR)
        cost[at] = np.minimum(cost[at], moves)
    load = options.load(choice)
    cost[:-1, -1] = np.where(load < options.upper, np.minimum(cost[:-1, -1], 0), cost[:-1, -1])
    cost[-1, :-1] = np.where(load > options.lower, np.minimum(cost[-1, :-1], 0), cost[-1, :-1])
    np.fill_diagonal(cost, 0)
    return cost


def _distances(cost: IntArray) -> IntArray:
    """Shortest paths between all nodes; there is no negative cycle at an optimum."""
    far = cost.copy()
    for node in range(len(far)):
        np.minimum(far, far[:, node, None] + far[None, node], out=far)
        np.minimum(far, _FAR, out=far)
    return far
