"""Fairness between rows: the worst-off first, then the total; solved and proved level by level."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from alliance_match.assignment.arrays import IntArray
from alliance_match.assignment.components import best_choice_by_component
from alliance_match.assignment.conflicts import find_conflict
from alliance_match.assignment.fair.certificate import FairCertificate
from alliance_match.assignment.fair.climb import climb
from alliance_match.assignment.fair.levels import Level, Remaining, is_flow
from alliance_match.assignment.forced import without_forced
from alliance_match.assignment.pricing import optimum
from alliance_match.assignment.problem import AssignmentProblem
from alliance_match.assignment.result import Assignment
from alliance_match.assignment.rules import plain_total
from alliance_match.assignment.tiebreak import tie_break_options
from alliance_match.assignment.watch import Progress, Watch
from alliance_match.errors import AllianceMatchError

__all__ = ["best_total_of", "solve_fair"]


def solve_fair(
    problem: AssignmentProblem,
    objective: str,
    *,
    near: Assignment | None = None,
    lottery: int | None = None,
    time_limit: float | None = None,
    threads: int = 1,
    progress: Progress | None = None,
) -> Assignment:
    """Find the fairest assignment, and prove it.

    Parameters
    ----------
    problem : AssignmentProblem
        Rows, columns, eligible pairs and rules.
    objective : {"max_min", "leximin"}
        ``max_min`` makes the worst-off row as well off as possible, then takes the greatest value;
        ``leximin`` also the second worst-off, and so on.
    near, lottery, time_limit, threads, progress
        As for :func:`~alliance_match.assignment.solve`.

    Returns
    -------
    Assignment
        ``infeasible``, with the conflict named, if pins and minimum loads cannot all be kept.

    Raises
    ------
    AllianceMatchError
        If OR-Tools fails.
    """
    if not is_flow(problem):
        from alliance_match.assignment.fair.by_bundles import solve_by_bundles

        return solve_by_bundles(
            problem,
            objective,
            near=near,
            lottery=lottery,
            time_limit=time_limit,
            threads=threads,
            progress=progress,
        )
    conflict = find_conflict(problem)
    if conflict:
        nothing = np.empty((0, 2), dtype=np.int64)
        total = plain_total(problem, nothing)
        return Assignment("infeasible", objective, nothing, total, 0, total, None, None, conflict)
    watch = Watch(time_limit, progress)
    reached = climb(Remaining.of(problem), objective, watch)
    here = None if near is None else near.pairs
    found = best_total_of(
        problem, objective, reached.remaining, reached.levels, watch, here, lottery
    )
    return replace(found, lottery=lottery)


def best_total_of(
    problem: AssignmentProblem,
    objective: str,
    remaining: Remaining,
    levels: tuple[Level, ...],
    watch: Watch,
    near: IntArray | None = None,
    lottery: int | None = None,
) -> Assignment:
    """Take the greatest total of what the levels leave, break ties, and put the proof together.

    Parameters
    ----------
    problem : AssignmentProblem
        The problem.
    objective : str
        What the levels were proved for.
    remaining : Remaining
        What they leave.
    levels : tuple of Level
        The levels.
    watch : Watch
        Told each step.
    near : ndarray of int64, shape (k, 2), optional
        Pairs to stay with.
    lottery : int, optional
        Seed.

    Returns
    -------
    Assignment
        ``optimal`` if the proof closes, else ``feasible``.

    Raises
    ------
    AllianceMatchError
        If OR-Tools fails.
    """
    options = remaining.options
    _, prices = optimum(options, watch)
    if prices is None:
        raise AllianceMatchError(
            "OR-Tools returned an assignment that can be improved; please report this with the "
            "problem."
        )
    tight = without_forced(options.tight(prices))
    hashed = tie_break_options(problem, tight, near, lottery)
    pairs = tight.pairs(best_choice_by_component(hashed))
    watch.tell("checking the proof")
    value = plain_total(problem, pairs)
    certificate = FairCertificate(
        objective, levels, tuple(prices.tolist()), options.bound(prices), problem.fingerprint
    )
    found = Assignment(
        "feasible", objective, pairs, value, len(pairs), value, certificate.bound, certificate
    )
    return replace(found, status="optimal") if certificate.check(problem, found) else found
