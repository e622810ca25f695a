"""Who would move: the displacement chain of a pair, and the least loss when few may move."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from alliance_match.assignment.arrays import IntArray
from alliance_match.assignment.condensed import Condensed, condense
from alliance_match.assignment.losses import split
from alliance_match.assignment.prices import FAR
from alliance_match.assignment.problem import AssignmentProblem
from alliance_match.assignment.residual import regret
from alliance_match.assignment.result import Assignment
from alliance_match.errors import ProblemError

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

    Notes
    -----
    Bellman and Ford's algorithm in layers: the cheapest way with one move, with two, and so on, as
    in Lawler, *Combinatorial Optimization*, 1976, section 3.4.
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
    if (problem.demand > 1).any():
        raise ProblemError("Few movers are counted where every row has one place; one has more.")
    if not (0 <= row < problem.n_rows and 0 <= col < problem.n_cols):
        raise ProblemError(f"There is no pair ({row}, {col}); indices count from 0.")
    condensed = condense(problem, assignment)
    if [row, col] in assignment.pairs.tolist():
        return ((0, 0),) * movers
    options = condensed.options
    pair = np.flatnonzero((options.row == row) & (options.col == col))
    node = max(int(held.node[row]) for held in condensed.held) if condensed.held else -1
    if not pair.size or node < 0:
        return (None,) * movers
    own = int(condensed.slack[pair[0]])
    back = (int(ways[node]) for ways in _ways(condensed, col, movers))
    return tuple(None if way >= FAR else split(own + way, condensed.unit) for way in back)


def _ways(condensed: Condensed, start: int, movers: int) -> Iterator[IntArray]:
    """Reduced cost of the cheapest way from a node to each other with 0, 1, ... rows moving."""
    n = condensed.sink + 1
    step = np.full((n, n), FAR, dtype=np.int64)
    by_pair = list(condensed.cheap_arcs(np.full(n, FAR)))
    for held in condensed.held:
        parks = np.flatnonzero((held.node >= 0) & (held.node < n - 1) & (condensed.park < FAR))
        sink = np.full(parks.size, n - 1)
        by_pair.append((held.node[parks], sink, condensed.park[parks] + held.surplus[parks]))
    for tail, head, cost in by_pair:
        np.minimum.at(step, (tail, head), cost)
    distance = np.full(n, FAR, dtype=np.int64)
    distance[start] = 0
    for _ in range(movers):
        distance = _through_sink(condensed, distance)
        yield distance
        onward = np.minimum((distance[:, None] + step).min(axis=0), FAR)
        distance = np.minimum(distance, onward)


def _through_sink(condensed: Condensed, distance: IntArray) -> IntArray:
    """Use spare places, and fewer rows than a column has: no row moves for these arcs alone."""
    found = distance.copy()
    at_sink = int(np.minimum(distance[:-1] + condensed.to_sink, FAR).min(initial=FAR))
    found[-1] = min(int(found[-1]), at_sink)
    found[:-1] = np.minimum(found[:-1], np.minimum(found[-1] + condensed.from_sink, FAR))
    return found
