"""The k best assignments, one after the other.

References
----------
.. [1] K. G. Murty, "An algorithm for ranking all the assignments in order of increasing cost",
   Operations Research 16(3), 1968.
.. [2] E. L. Lawler, "A procedure for computing the k best solutions to discrete optimization
   problems", Management Science 18(7), 1972.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import replace
from itertools import count, islice

import numpy as np

from alliance_match.assignment.arrays import IntArray
from alliance_match.assignment.problem import AssignmentProblem
from alliance_match.assignment.regrets import Regrets, regrets
from alliance_match.assignment.result import Assignment
from alliance_match.assignment.solve import solve
from alliance_match.assignment.tiebreak import label_hash
from alliance_match.errors import ProblemError

__all__ = ["best_assignments"]


def best_assignments(
    problem: AssignmentProblem, k: int, objective: str = "coverage_total"
) -> tuple[Assignment, ...]:
    """List the k best assignments, the best first.

    Parameters
    ----------
    problem : AssignmentProblem
        The problem.
    k : int
        How many; fewer are returned where there are no more.
    objective : {"coverage_total", "total"}
        What makes one better than another.

    Returns
    -------
    tuple of Assignment
        Each is proved the best of those that come after it. Among equally good ones the sum of the
        hashes that break ties decides.

    Raises
    ------
    ProblemError
        As :func:`~alliance_match.assignment.solve`.

    Examples
    --------
    >>> from alliance_match.assignment import AssignmentProblem
    >>> problem = AssignmentProblem.from_dense([[8, 5], [9, 4]])
    >>> [one.value for one in best_assignments(problem, 3, "total")]
    [14, 12, 9]
    """
    return tuple(islice(_ranked(problem, objective), k))


Rank = tuple[int, int]
"""Coverage, where it counts, and value, both negative: the least is the best."""

Part = tuple[AssignmentProblem, Rank]
"""What is left to be searched, and a rank that nothing in it is better than."""


def _ranked(problem: AssignmentProblem, objective: str) -> Iterator[Assignment]:
    """Split what is left, whenever one assignment is taken out, into parts without it.

    A part is solved only when nothing that is known is better than it could be.
    """
    number = count()
    heap: list[tuple[Rank, bool, int, int, AssignmentProblem, Assignment | None]] = []

    def push(part: AssignmentProblem, rank: Rank, found: Assignment | None = None) -> None:
        order = 0 if found is None else -_hash_sum(problem, found.pairs)
        heapq.heappush(heap, (rank, found is not None, order, next(number), part, found))

    first = solve(problem, objective)
    if first.status != "infeasible":
        push(problem, _rank(first), first)
    while heap:
        *_, part, found = heapq.heappop(heap)
        if found is None:
            found = solve(part, objective)
            if found.status != "infeasible":
                push(part, _rank(found), found)
            continue
        yield found
        for rest, rank in _without(part, found):
            push(rest, rank)


def _rank(found: Assignment, coverage: int = 0, value: int = 0) -> Rank:
    """Rank an assignment, or what loses so much against it."""
    counts = found.objective == "coverage_total"
    return (coverage - found.coverage if counts else 0, value - found.value)


def _without(part: AssignmentProblem, found: Assignment) -> Iterator[Part]:
    """Split all other assignments by the first pair they lack, or the first that they add."""
    pairs, losses = found.pairs, _losses(part, found)
    is_free = ~part.is_pinned[part.place(pairs)]
    free = pairs[is_free]
    for number, at in enumerate(np.flatnonzero(is_free).tolist()):
        loss = losses.margins.one(at) if losses else (0, 0)
        if loss is not None:
            yield _with(part, free[:number], free[number : number + 1]), _rank(found, *loss)
    empty = part.demand - np.bincount(pairs[:, 0], minlength=part.n_rows)
    spare = part.capacity - np.bincount(pairs[:, 1], minlength=part.n_cols)
    can = (empty > 0)[part.row] & (spare > 0)[part.col] & ~part.is_forbidden & ~part.where(pairs)
    more = np.column_stack((part.row, part.col)).astype(np.int64)[can]
    for number, at in enumerate(np.flatnonzero(can).tolist()):
        loss = losses.pairs.one(at) if losses else (0, 0)
        if loss is not None:
            rest = _with(part, np.vstack((free, more[number : number + 1])), more[:number])
            yield rest, _rank(found, *loss)


def _losses(part: AssignmentProblem, found: Assignment) -> Regrets | None:
    """Find what each change alone would lose; None where that is no path, or too large for one."""
    try:
        return regrets(part, found)
    except ProblemError:
        return None


def _with(part: AssignmentProblem, pins: IntArray, forbidden: IntArray) -> AssignmentProblem:
    return replace(
        part,
        pins=np.vstack((part.pins, pins)),
        forbidden=np.vstack((part.forbidden, forbidden)),
    )


def _hash_sum(problem: AssignmentProblem, pairs: IntArray) -> int:
    """Add up what the tie-break goes by."""
    rows, cols = problem.row_key, problem.col_key
    empty = problem.demand - np.bincount(pairs[:, 0], minlength=problem.n_rows)
    chosen = sum(label_hash(rows[i], cols[j]) for i, j in pairs.tolist())
    return chosen + sum(int(n) * label_hash(rows[i]) for i, n in enumerate(empty) if n)
