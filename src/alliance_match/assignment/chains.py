"""Who would move: the displacement chain of a pair, and the least loss when few may move."""

from __future__ import annotations

from dataclasses import dataclass

from alliance_match.assignment.displacements import Displacements
from alliance_match.assignment.problem import AssignmentProblem
from alliance_match.assignment.residual import regret
from alliance_match.assignment.result import Assignment

__all__ = ["Move", "chain", "least_loss", "least_losses"]


@dataclass(frozen=True)
class Move:
    """A row that gives up columns for others.

    Attributes
    ----------
    row : int
        The row.
    before, after : tuple of int
        The columns that it gives up, and those that it gets; ascending.
    """

    row: int
    before: tuple[int, ...]
    after: tuple[int, ...]


def chain(
    problem: AssignmentProblem, assignment: Assignment, row: int, col: int
) -> tuple[Move, ...] | None:
    """Find the moves by which the best assignment with a pair differs from the optimum.

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
    tuple of Move, or None
        The row itself first, then the others in their order; as few pairs change as can be. Empty
        if the optimum has the pair, None if no assignment has it.

    Raises
    ------
    ProblemError
        If an index is out of range, or the assignment is not proved optimal.

    Examples
    --------
    >>> from alliance_match.assignment import AssignmentProblem, solve
    >>> problem = AssignmentProblem.from_dense([[8, 5], [9, 4]])
    >>> best = solve(problem, "total")
    >>> for move in chain(problem, best, 0, 0):
    ...     print(move)
    Move(row=0, before=(1,), after=(0,))
    Move(row=1, before=(0,), after=(1,))
    """
    changed = regret(problem, assignment, row, col)
    if not changed.possible:
        return None
    before = {tuple(pair) for pair in assignment.pairs.tolist()}
    after = {tuple(pair) for pair in changed.pairs.tolist()}
    rows = sorted({i for i, _ in before ^ after}, key=lambda i: (i != row, i))
    return tuple(
        Move(
            i,
            tuple(sorted(b for a, b in before - after if a == i)),
            tuple(sorted(b for a, b in after - before if a == i)),
        )
        for i in rows
    )


def least_loss(
    problem: AssignmentProblem, assignment: Assignment, row: int, col: int, movers: int
) -> tuple[int, int] | None:
    """Find the least loss for which a pair can be had when few rows may move.

    Parameters
    ----------
    problem : AssignmentProblem
        The problem; every row has one place at most.
    assignment : Assignment
        A proved optimum of it, under ``total`` or ``coverage_total``.
    row, col : int
        The pair.
    movers : int
        How many rows may change, the row itself counted.

    Returns
    -------
    coverage, value : tuple of int, or None
        How many fewer places are filled, and how many points are lost; None if so few moves do not
        make room.

    Raises
    ------
    ProblemError
        If an index is out of range, a row has several places, or as
        :func:`~alliance_match.assignment.regrets`.

    See Also
    --------
    Displacements : The same for many pairs.

    Examples
    --------
    >>> from alliance_match.assignment import AssignmentProblem, solve
    >>> problem = AssignmentProblem.from_dense([[8, 5], [9, 4]])
    >>> best = solve(problem, "total")
    >>> least_loss(problem, best, 0, 0, movers=2)
    (0, 2)
    """
    found = least_losses(problem, assignment, row, col, max(movers, 1))
    return found[-1] if movers > 0 or [row, col] in assignment.pairs.tolist() else None


def least_losses(
    problem: AssignmentProblem, assignment: Assignment, row: int, col: int, movers: int
) -> tuple[tuple[int, int] | None, ...]:
    """Find the least losses for which a pair can be had when 1, 2, ... rows may move.

    Parameters
    ----------
    problem, assignment, row, col, movers
        As for :func:`least_loss`.

    Returns
    -------
    tuple of (int, int) or None
        What :func:`least_loss` says for 1 to ``movers`` rows.

    Raises
    ------
    ProblemError
        As :func:`least_loss`.
    """
    return Displacements.of(problem, assignment).losses(row, col, movers)
