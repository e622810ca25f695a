"""From a problem to an assignment that is proved: ``solve`` reads as the whole story."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from alliance_match.assignment.arrays import IntArray
from alliance_match.assignment.certificate import Certificate
from alliance_match.assignment.components import best_choice_by_component
from alliance_match.assignment.conflicts import Constraint, find_conflict
from alliance_match.assignment.forced import without_forced
from alliance_match.assignment.objective import bonus, check_objective, weigh
from alliance_match.assignment.pricing import optimum
from alliance_match.assignment.problem import AssignmentProblem
from alliance_match.assignment.result import Assignment
from alliance_match.assignment.rules import broken_rules, plain_total
from alliance_match.assignment.tiebreak import most_even, tie_break_options
from alliance_match.assignment.watch import Progress, Watch
from alliance_match.errors import AllianceMatchError, ProblemError

__all__ = ["solve"]

FAIR = ("max_min", "leximin")


def solve(
    problem: AssignmentProblem,
    objective: str = "coverage_total",
    *,
    even: bool = False,
    near: Assignment | None = None,
    lottery: int | None = None,
    time_limit: float | None = None,
    threads: int = 1,
    progress: Progress | None = None,
) -> Assignment:
    """Find the best assignment, and prove it.

    Parameters
    ----------
    problem : AssignmentProblem
        Rows, columns, eligible pairs and rules.
    objective : {"coverage_total", "total", "max_min", "leximin"}
        ``coverage_total`` fills as many places as possible and, among those assignments, takes the
        greatest value; ``total`` looks at the value alone. ``max_min`` makes the worst-off row as
        well off as possible, then takes the greatest value; ``leximin`` also the second worst-off,
        and so on through all rows.
    even : bool
        Among equally good assignments, take those in which the fewest rows share a column, counted
        in pairs of rows; for the two linear objectives, without side rows.
    near : Assignment, optional
        Among equally good assignments, one that keeps the most pairs of this one.
    lottery : int, optional
        Break ties by a lottery with this seed, instead of by the labels alone.
    time_limit : float, optional
        Seconds. When they are over, the best assignment found by then is returned, with its bound;
        a step that OR-Tools has begun is finished first.
    threads : int
        How many HiGHS may use where there are side rows; the result is the same with any number.
    progress : callable, optional
        Told each step in a few words.

    Returns
    -------
    Assignment
        ``optimal`` if the certificate closes, which it does unless the solver erred; then
        ``feasible``, with a bound. ``infeasible``, with the conflict named, if pins and minimum
        loads cannot all be kept. Ties are broken as :data:`~alliance_match.assignment.TIE_BREAK`
        says.

    Raises
    ------
    ProblemError
        If there is no such objective, or none that ``even`` is for.
    AllianceMatchError
        If the solver fails, or breaks a rule.

    Examples
    --------
    >>> from alliance_match.assignment import AssignmentProblem, solve
    >>> problem = AssignmentProblem.from_dense([[8, 5], [9, 4]])
    >>> assignment = solve(problem)
    >>> assignment.pairs.tolist(), assignment.value
    ([[0, 1], [1, 0]], 14)
    >>> assignment.certificate.check(problem, assignment)
    True
    """
    check_objective(objective)
    if problem.side or objective in FAIR:
        if even:
            raise ProblemError(f"With side rows, or {' or '.join(FAIR)}, loads are not made even.")
        return _solve_by_steps(problem, objective, near, lottery, time_limit, threads, progress)
    conflict = find_conflict(problem) if problem.pins.size or problem.min_load.any() else ()
    if conflict:
        return _infeasible(problem, objective, conflict)
    watch, options = Watch(time_limit, progress), weigh(problem, objective)
    chosen, prices = optimum(options, watch, bonus(problem, objective))
    if prices is None:
        prices = np.zeros(options.n_cols, dtype=np.int64)
    pairs, bound = options.pairs(chosen), options.bound(prices)
    if options.worth(chosen) == bound:
        watch.tell("breaking ties")
        tight = without_forced(options.tight(prices))
        tight = most_even(tight) if even else tight
        here = near.pairs if near else None
        pairs = tight.pairs(
            best_choice_by_component(tie_break_options(problem, tight, here, lottery))
        )
    watch.tell("checking the proof")
    certificate = Certificate(objective, tuple(prices.tolist()), bound, problem.fingerprint)
    return replace(_proved(problem, objective, pairs, certificate), lottery=lottery)


def _solve_by_steps(
    problem: AssignmentProblem,
    objective: str,
    near: Assignment | None,
    lottery: int | None,
    time_limit: float | None,
    threads: int,
    progress: Progress | None,
) -> Assignment:
    """Hand over to the engines for fairness and for side rows, which are loaded here only."""
    if objective in FAIR:
        from alliance_match.assignment.fair.solve import solve_fair as solve_it
    else:
        from alliance_match.assignment.side_solve import solve_with_side as solve_it
    return solve_it(
        problem,
        objective,
        near=near,
        lottery=lottery,
        time_limit=time_limit,
        threads=threads,
        progress=progress,
    )


def _infeasible(
    problem: AssignmentProblem, objective: str, conflict: tuple[Constraint, ...]
) -> Assignment:
    """Say that there is no assignment, and why."""
    nothing = np.empty((0, 2), dtype=np.int64)
    total = plain_total(problem, nothing)
    return Assignment("infeasible", objective, nothing, total, 0, total, None, None, conflict)


def _proved(
    problem: AssignmentProblem, objective: str, pairs: IntArray, certificate: Certificate
) -> Assignment:
    """Recompute all that is said of the chosen pairs, and call them optimal if the proof closes."""
    _refuse_broken(problem, pairs)
    value = plain_total(problem, pairs)
    weight = value + bonus(problem, objective) * len(pairs)
    found = Assignment(
        "feasible", objective, pairs, value, len(pairs), weight, certificate.bound, certificate
    )
    return replace(found, status="optimal") if certificate.check(problem, found) else found


def _refuse_broken(problem: AssignmentProblem, pairs: IntArray) -> None:
    """Do not pass on what breaks a rule."""
    broken = broken_rules(problem, pairs)
    if broken:
        raise AllianceMatchError(
            f"The solver broke a rule: {'; '.join(broken)}. Please report this with the problem."
        )
