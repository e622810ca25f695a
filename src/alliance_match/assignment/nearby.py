"""A new assignment near an old one: what is gained in points against how many rows move.

A row *moves* that had a pair and does not keep it. What is best for each number of moves makes the
exact curve of :func:`disruption_curve`; :func:`nearby` takes one point of it.

References
----------
.. [1] H. W. Hamacher and G. Ruhe, "On spanning tree problems with multiple objectives", Annals of
   Operations Research 52, 1994 (two phases: first the corners of the curve, by weights; then what
   lies between them, one by one).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from alliance_match.assignment.arrays import BoolArray, IntArray
from alliance_match.assignment.magnitude import MAX_SCORE
from alliance_match.assignment.problem import AssignmentProblem
from alliance_match.assignment.result import Assignment
from alliance_match.assignment.rules import plain_total
from alliance_match.assignment.side import SideRow
from alliance_match.assignment.solve import solve
from alliance_match.assignment.watch import Progress
from alliance_match.errors import ProblemError

__all__ = ["CurvePoint", "disruption_curve", "nearby", "weighed_for_keeping"]


@dataclass(frozen=True)
class CurvePoint:
    """The best that so many moves can bring.

    Attributes
    ----------
    moves : int
        How many rows do not keep the pair they had.
    coverage, value : int
        How many places are filled, and the points.
    proved : bool
        Whether nothing better with so few moves exists; if not, nothing better was found.
    """

    moves: int
    coverage: int
    value: int
    proved: bool


def nearby(
    problem: AssignmentProblem,
    before: IntArray,
    objective: str = "coverage_total",
    per_move: int | None = 0,
    *,
    progress: Progress | None = None,
) -> Assignment:
    """Find the best assignment that moves few rows.

    Parameters
    ----------
    problem : AssignmentProblem
        The problem as it is now; without side rows, every row with one place at most.
    before : array_like of int, shape (k, 2)
        The pairs as they were. Some may not be eligible any more, or their columns may be gone (any
        number from ``n_cols`` on): their rows move anyway.
    objective : {"coverage_total", "total"}
        Under the first, filled places come before everything else, moves included.
    per_move : int or None
        How many points a move must bring; as many moves are made as pay. 0 for all that bring
        anything at all, None for those alone that nothing can do without.

    Returns
    -------
    Assignment
        Of the problem whose scores hold the reward for keeping, as
        :func:`weighed_for_keeping` writes it; of equally good ones, one with the fewest moves.

    Raises
    ------
    ProblemError
        If there are side rows, or a row has several places.

    Examples
    --------
    >>> from alliance_match.assignment import AssignmentProblem
    >>> problem = AssignmentProblem.from_dense([[8, 5], [9, 4]])
    >>> nearby(problem, [[0, 0], [1, 1]], "total", per_move=5).pairs.tolist()
    [[0, 0], [1, 1]]
    """
    return solve(weighed_for_keeping(problem, before, per_move), objective, progress=progress)


def weighed_for_keeping(
    problem: AssignmentProblem, before: IntArray, per_move: int | None
) -> AssignmentProblem:
    """Write a reward for each pair that is kept into the scores.

    Parameters
    ----------
    problem, before, per_move
        As for :func:`nearby`.

    Returns
    -------
    AssignmentProblem
        With all points times ``n_rows + 1``, so that fewer moves decide between equal points; or,
        without an exchange rate, with a reward that outweighs all points.

    Raises
    ------
    ProblemError
        As :func:`nearby`.
    """
    _require_plain(problem)
    kept = _kept(problem, before)
    if per_move is None:
        return _rewarded(problem, kept, 1, problem.matched_bonus)
    times = problem.n_rows + 1
    return _rewarded(problem, kept, times, per_move * times + 1)


def disruption_curve(
    problem: AssignmentProblem,
    before: IntArray,
    objective: str = "coverage_total",
    *,
    corners_only: bool = False,
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> tuple[CurvePoint, ...]:
    """Trade the rows that move against what they bring, exactly.

    Parameters
    ----------
    problem, before, objective
        As for :func:`nearby`.
    corners_only : bool
        Leave out what lies between the corners, where no exchange rate leads and each point takes a
        search of its own.
    time_limit : float, optional
        Seconds for each such search.
    progress : callable, optional
        Told each step in a few words.

    Returns
    -------
    tuple of CurvePoint
        From the fewest moves that are possible at all to the best there is; each better than the
        one before. Empty if pins and minimum loads cannot all be kept.

    Raises
    ------
    ProblemError
        As :func:`nearby`.

    Examples
    --------
    >>> from alliance_match.assignment import AssignmentProblem
    >>> problem = AssignmentProblem.from_dense([[8, 5], [9, 4]])
    >>> curve = disruption_curve(problem, [[0, 0], [1, 1]], "total")
    >>> [(point.moves, point.value) for point in curve]
    [(0, 12), (2, 14)]
    """
    _require_plain(problem)
    kept, tell = _kept(problem, before), progress or (lambda words: None)
    # Places and points in one number, the places first where they count.
    unit = problem.matched_bonus if objective == "coverage_total" else 0
    whole = replace(problem, score=problem.score + unit)
    few = solve(_rewarded(whole, kept, 1, whole.matched_bonus), "total")
    if few.status == "infeasible":
        return ()
    many = solve(_rewarded(whole, kept, problem.n_rows + 1, 1), "total")
    tell("finding the corners of the curve")
    ends = [_Corner.of(whole, kept, found) for found in (few, many)]
    corners = [ends[0], *_between(whole, kept, *ends), ends[1]]
    corners = [corners[0], *(b for a, b in pairwise(corners) if b.kept < a.kept)]
    found = list(corners)
    if not corners_only:
        for left, right in pairwise(corners):
            found += _inside(whole, kept, left, right, time_limit, tell)
    return _curve(found, len(before), unit)


# --- corners -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Corner:
    """How many pairs are kept, the worth in one number, and the places and points in it."""

    kept: int
    worth: int
    coverage: int
    proved: bool

    @classmethod
    def of(cls, whole: AssignmentProblem, kept: BoolArray, found: Assignment) -> _Corner:
        chosen = kept[whole.place(found.pairs)]
        worth = plain_total(whole, found.pairs)
        return cls(int(chosen.sum()), worth, len(found.pairs), found.status == "optimal")


def _between(
    whole: AssignmentProblem, kept: BoolArray, left: _Corner, right: _Corner
) -> Iterator[_Corner]:
    """Find the corners between two, from left to right."""
    fewer, more = left.kept - right.kept, right.worth - left.worth
    if fewer < 2 or more <= 0:
        return
    found = _Corner.of(whole, kept, solve(_rewarded(whole, kept, fewer, more), "total"))
    if fewer * found.worth + more * found.kept == fewer * left.worth + more * left.kept:
        return
    yield from _between(whole, kept, left, found)
    yield found
    yield from _between(whole, kept, found, right)


# --- between the corners -------------------------------------------------------------------------


def _inside(
    whole: AssignmentProblem,
    kept: BoolArray,
    left: _Corner,
    right: _Corner,
    time_limit: float | None,
    tell: Progress,
) -> Iterator[_Corner]:
    """Search each number of moves between two corners."""
    pairs = whole.row[kept].astype(np.int64), whole.col[kept].astype(np.int64)
    for count in range(left.kept - 1, right.kept, -1):
        tell(f"searching with {count} pairs kept")
        limit = SideRow(*pairs, -1, -count, "pairs kept")
        limited = replace(whole, side=(limit,))
        found = solve(limited, "total", time_limit=time_limit)
        if found.status != "infeasible":
            yield _Corner.of(whole, kept, found)


def _curve(found: list[_Corner], had: int, unit: int) -> tuple[CurvePoint, ...]:
    """Keep what is better than everything with fewer moves."""
    points: list[CurvePoint] = []
    best: int | None = None
    for one in sorted(found, key=lambda c: (-c.kept, -c.worth)):
        if best is None or one.worth > best:
            best, value = one.worth, one.worth - unit * one.coverage
            points.append(CurvePoint(had - one.kept, one.coverage, value, one.proved))
    return tuple(points)


# --- problems ------------------------------------------------------------------------------------


def _require_plain(problem: AssignmentProblem) -> None:
    if problem.side:
        raise ProblemError("With side rows no curve of moves is computed; take the quotas away.")
    if (problem.demand > 1).any():
        raise ProblemError("Moves are counted where every row has one place; one has more.")


def _kept(problem: AssignmentProblem, before: IntArray) -> BoolArray:
    """Mark the eligible pairs that were chosen before."""
    pairs = np.asarray(before, dtype=np.int64).reshape(-1, 2)
    pairs = pairs[pairs[:, 1] < problem.n_cols]
    return np.isin(problem.pair_code, pairs @ (problem.n_cols, 1))


def _rewarded(
    problem: AssignmentProblem, kept: BoolArray, times: int, reward: int
) -> AssignmentProblem:
    """Multiply all points, and add a reward to the pairs that are kept."""
    fields = (problem.score, problem.unmatched, problem.load_cost)
    largest = max(max(int(f.max(initial=0)), -int(f.min(initial=0))) for f in fields)
    if largest * times + reward > MAX_SCORE:
        raise ProblemError("The scores are too large to weigh moves; divide all by one number.")
    return replace(
        problem,
        score=problem.score * times + np.where(kept, reward, 0),
        unmatched=problem.unmatched * times,
        load_cost=problem.load_cost * times,
    )
