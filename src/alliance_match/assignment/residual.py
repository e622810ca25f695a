"""What-if questions about an assignment, each answered exactly: by solving again."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from alliance_match.assignment.arrays import IntArray
from alliance_match.assignment.conflicts import Constraint
from alliance_match.assignment.objective import weigh
from alliance_match.assignment.options import Options
from alliance_match.assignment.problem import AssignmentProblem
from alliance_match.assignment.result import Assignment
from alliance_match.assignment.solve import solve
from alliance_match.errors import ProblemError

__all__ = ["Competition", "Regret", "competition", "force", "regret", "without"]


@dataclass(frozen=True, eq=False)
class Regret:
    """What the best assignment loses when one pair is forced, or forbidden.

    Attributes
    ----------
    row, col : int
        The pair.
    possible : bool
        Whether any assignment is left; if not, the losses are None and ``conflict`` says why.
    coverage : int or None
        How many fewer rows are matched; negative if more are, as may be under ``total``.
    value : int or None
        How many points the total loses; negative if it gains, as may be when coverage is lost.
    pairs : ndarray of int64, shape (k, 2)
        The best assignment with the change, as near to the original as an equally good one can be.
    moved : tuple of int
        The rows whose column differs between the two, ascending.
    conflict : tuple of Constraint
        Why the change is impossible; otherwise empty.
    """

    row: int
    col: int
    possible: bool
    coverage: int | None
    value: int | None
    pairs: IntArray
    moved: tuple[int, ...]
    conflict: tuple[Constraint, ...]


@dataclass(frozen=True)
class Competition:
    """Rows that compete for too few places: a set that violates Hall's condition.

    Attributes
    ----------
    rows : tuple of int
        The rows, ascending. None of them has a choice outside ``cols``.
    cols : tuple of int
        All the columns that any of these rows may have, ascending; all are full.
    places : int
        How many places these columns have together: fewer than the rows have.
    """

    rows: tuple[int, ...]
    cols: tuple[int, ...]
    places: int


def force(
    problem: AssignmentProblem,
    row: int,
    col: int,
    objective: str = "coverage_total",
    *,
    near: Assignment | None = None,
) -> Assignment:
    """Find the best assignment that has a given pair.

    Parameters
    ----------
    problem : AssignmentProblem
        The problem; its own pins stay.
    row, col : int
        The pair.
    objective, near
        As for :func:`~alliance_match.assignment.solve`.

    Returns
    -------
    Assignment
        ``infeasible``, with the conflict named, if the pair is not legal or does not fit.

    Raises
    ------
    ProblemError
        If an index is out of range.

    Examples
    --------
    >>> from alliance_match.assignment import AssignmentProblem
    >>> problem = AssignmentProblem.from_dense([[8, 5], [9, 4]])
    >>> force(problem, 0, 0, "total").value
    12
    """
    pins = np.vstack((problem.pins, [(row, col)]))
    return solve(replace(problem, pins=pins), objective, near=near)


def regret(problem: AssignmentProblem, assignment: Assignment, row: int, col: int) -> Regret:
    """Find what forcing a pair costs: why this row does not have this column.

    Parameters
    ----------
    problem : AssignmentProblem
        The problem.
    assignment : Assignment
        A proved optimum of it.
    row, col : int
        The pair.

    Returns
    -------
    Regret
        Both losses are 0 if some optimal assignment has the pair.

    Raises
    ------
    ProblemError
        If an index is out of range, or the assignment is not proved optimal.

    Examples
    --------
    >>> from alliance_match.assignment import AssignmentProblem, solve
    >>> problem = AssignmentProblem.from_dense([[8, 5], [9, 4]])
    >>> best = solve(problem, "total")
    >>> regret(problem, best, 0, 0).value
    2
    """
    _require_optimal(assignment)
    forced = force(problem, row, col, assignment.objective, near=assignment)
    return _compare(problem, assignment, forced, row, col)


def without(problem: AssignmentProblem, assignment: Assignment, row: int, col: int) -> Regret:
    """Find what forbidding a pair costs: how safe it is.

    Parameters
    ----------
    problem : AssignmentProblem
        The problem.
    assignment : Assignment
        A proved optimum of it.
    row, col : int
        The pair, usually one of the assignment.

    Returns
    -------
    Regret
        The margin of the pair: if both losses are 0, an equally good assignment does without it.

    Raises
    ------
    ProblemError
        If an index is out of range, or the assignment is not proved optimal.

    Examples
    --------
    >>> from alliance_match.assignment import AssignmentProblem, solve
    >>> problem = AssignmentProblem.from_dense([[8, 5], [9, 4]])
    >>> best = solve(problem, "total")
    >>> without(problem, best, 0, 1).value
    2
    """
    _require_optimal(assignment)
    forbidden = np.vstack((problem.forbidden, [(row, col)]))
    changed = solve(replace(problem, forbidden=forbidden), assignment.objective, near=assignment)
    return _compare(problem, assignment, changed, row, col)


def competition(problem: AssignmentProblem, assignment: Assignment, row: int) -> Competition | None:
    """Find the rows that compete with an unmatched row for places that are all taken.

    Parameters
    ----------
    problem : AssignmentProblem
        The problem.
    assignment : Assignment
        An assignment of it.
    row : int
        A row that is not matched.

    Returns
    -------
    Competition or None
        None if a place could be had by moving others, so that it is the points, not competition,
        that left the row out; this cannot be under ``coverage_total``. A row that has no choice at
        all competes for nothing: no columns, no places.

    Raises
    ------
    ProblemError
        If the row is matched or out of range.

    Examples
    --------
    >>> from alliance_match.assignment import AssignmentProblem, solve
    >>> problem = AssignmentProblem.from_dense([[5], [3]])
    >>> rivals = competition(problem, solve(problem), 1)
    >>> rivals.rows, rivals.places
    ((0, 1), 1)
    """
    if not 0 <= row < problem.n_rows or row in assignment.pairs[:, 0]:
        raise ProblemError(f"Row {row} is not an unmatched row; give one that is.")
    options = weigh(problem, assignment.objective)
    rows, cols = _alternating_search(options, assignment.pairs, row)
    load = np.bincount(assignment.pairs[:, 1], minlength=problem.n_cols)
    if (load < problem.capacity)[cols].any():
        return None
    places = sum(problem.capacity[cols].tolist())
    return Competition(tuple(rows.tolist()), tuple(cols.tolist()), places)


def _alternating_search(options: Options, pairs: IntArray, start: int) -> tuple[IntArray, IntArray]:
    """Reach columns by the choices of rows, and rows by the places they hold, until nothing new."""
    reached = np.arange(options.n_rows) == start
    while True:
        cols = np.unique(options.col[reached[options.row]]).astype(np.int64)
        wider = reached.copy()
        wider[pairs[np.isin(pairs[:, 1], cols), 0]] = True
        if np.array_equal(wider, reached):
            return np.flatnonzero(reached), cols
        reached = wider


def _require_optimal(assignment: Assignment) -> None:
    """Refuse to measure a loss against anything but the optimum."""
    if assignment.status != "optimal":
        raise ProblemError(
            f"The assignment is {assignment.status}; a regret is measured against a proved optimum."
        )


def _compare(
    problem: AssignmentProblem, best: Assignment, changed: Assignment, row: int, col: int
) -> Regret:
    """Say what was lost and who moved."""
    possible = changed.status != "infeasible"
    pairs = [set(map(tuple, one.pairs.tolist())) for one in (best, changed)]
    moved = sorted({int(pair[0]) for pair in pairs[0] ^ pairs[1]})
    return Regret(
        row=row,
        col=col,
        possible=possible,
        coverage=best.coverage - changed.coverage if possible else None,
        value=best.value - changed.value if possible else None,
        pairs=changed.pairs,
        moved=tuple(moved) if possible else (),
        conflict=changed.conflict,
    )
