"""From a problem to an assignment that is proved: ``solve`` reads as the whole story."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from alliance_match.assignment.arrays import IntArray
from alliance_match.assignment.certificate import Certificate
from alliance_match.assignment.conflicts import Constraint, find_conflict
from alliance_match.assignment.objective import Options, bonus, check_objective, weigh
from alliance_match.assignment.prices import canonical_prices
from alliance_match.assignment.problem import AssignmentProblem
from alliance_match.assignment.result import Assignment
from alliance_match.assignment.rules import broken_rules, plain_total
from alliance_match.assignment.tiebreak import tie_break_options
from alliance_match.errors import AllianceMatchError

__all__ = ["solve"]


def solve(
    problem: AssignmentProblem,
    objective: str = "coverage_total",
    *,
    near: Assignment | None = None,
) -> Assignment:
    """Find the best assignment, and prove it.

    Parameters
    ----------
    problem : AssignmentProblem
        Rows, columns, eligible pairs and rules.
    objective : {"coverage_total", "total"}
        ``coverage_total`` matches as many rows as possible and, among those assignments, takes the
        greatest total of scores and unmatched values; ``total`` looks at the total alone.
    near : Assignment, optional
        Among equally good assignments, one in which the fewest rows have another column than here.

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
        If there is no such objective.
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
    conflict = find_conflict(problem)
    if conflict:
        return _infeasible(problem, objective, conflict)
    options = weigh(problem, objective)
    choice = _engine(options)
    prices = canonical_prices(options, choice)
    if prices is None:
        return _proved(problem, objective, choice, _fallback_prices(options))
    here = near.choice(problem.n_rows) if near else None
    choice = _engine(tie_break_options(problem, options, prices, here))
    return _proved(problem, objective, choice, prices)


def _engine(options: Options) -> IntArray:
    """Ask OR-Tools, which is loaded here and not before."""
    from alliance_match.assignment.flow import best_choice

    return best_choice(options)


def _infeasible(
    problem: AssignmentProblem, objective: str, conflict: tuple[Constraint, ...]
) -> Assignment:
    """Say that there is no assignment, and why."""
    nothing = np.empty((0, 2), dtype=np.int64)
    total = plain_total(problem, nothing)
    return Assignment("infeasible", objective, nothing, total, 0, total, None, None, conflict)


def _proved(
    problem: AssignmentProblem, objective: str, choice: IntArray, prices: IntArray
) -> Assignment:
    """Recompute all that is said of the chosen pairs, and call them optimal if the proof closes."""
    row = np.flatnonzero(choice >= 0)
    pairs = np.column_stack((row, choice[row]))
    _refuse_broken(problem, pairs)
    value = plain_total(problem, pairs)
    weight = value + bonus(problem, objective) * len(pairs)
    certificate = Certificate(
        objective,
        tuple(prices.tolist()),
        weigh(problem, objective).bound(prices),
        problem.fingerprint,
    )
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


def _fallback_prices(options: Options) -> IntArray:
    """Ask nothing of any column: a bound for an assignment that has no prices of its own."""
    return np.zeros(options.n_cols, dtype=np.int64)
