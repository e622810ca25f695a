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
from alliance_match.assignment.result import Assignment
from alliance_match.assignment.solve import solve
from alliance_match.assignment.tiebreak import label_hash

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
    """
    return tuple(islice(_ranked(problem, objective), k))


def _ranked(problem: AssignmentProblem, objective: str) -> Iterator[Assignment]:
    """Split what is left, whenever one assignment is taken out, into parts without it."""
    number = count()
    heap: list[tuple[tuple[int, ...], AssignmentProblem, Assignment]] = []

    def push(part: AssignmentProblem) -> None:
        found = solve(part, objective)
        if found.status != "infeasible":
            rank = (-found.coverage if objective == "coverage_total" else 0, -found.value)
            order = (*rank, -_hash_sum(problem, found.pairs), next(number))
            heapq.heappush(heap, (order, part, found))

    push(problem)
    while heap:
        _, part, found = heapq.heappop(heap)
        yield found
        for rest in _without(part, found.pairs):
            push(rest)


def _without(part: AssignmentProblem, pairs: IntArray) -> Iterator[AssignmentProblem]:
    """Split all other assignments by the first pair they lack, or the first that they add."""
    free = pairs[~part.is_pinned[part.place(pairs)]]
    for number in range(len(free)):
        yield _with(part, free[:number], free[number : number + 1])
    empty = part.demand - np.bincount(pairs[:, 0], minlength=part.n_rows)
    spare = part.capacity - np.bincount(pairs[:, 1], minlength=part.n_cols)
    can = (empty > 0)[part.row] & (spare > 0)[part.col] & ~part.is_forbidden & ~part.where(pairs)
    more = np.column_stack((part.row, part.col)).astype(np.int64)[can]
    for number in range(len(more)):
        yield _with(part, np.vstack((free, more[number : number + 1])), more[:number])


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
