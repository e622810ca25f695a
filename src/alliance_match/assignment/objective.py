"""What is maximised, and the choices that every row has under it."""

from __future__ import annotations

import numpy as np

from alliance_match.assignment.loads import LoadCost
from alliance_match.assignment.options import Options
from alliance_match.assignment.problem import AssignmentProblem
from alliance_match.errors import ProblemError, did_you_mean

__all__ = ["OBJECTIVES", "bonus", "check_objective", "weigh"]

OBJECTIVES = ("coverage_total", "total", "max_min", "leximin")
"""``coverage_total``: most places filled, then the greatest total. ``total``: the latter alone.
``max_min``: the best that the worst-off row can have, then the greatest total. ``leximin``: the
worst-off row, then the second worst-off, and so on through all of them, then the total."""


def check_objective(objective: str) -> None:
    """Refuse an objective that does not exist.

    Parameters
    ----------
    objective : str
        A name, perhaps one of :data:`OBJECTIVES`.

    Raises
    ------
    ProblemError
        If it is another.
    """
    if objective not in OBJECTIVES:
        hint = did_you_mean(str(objective), OBJECTIVES)
        raise ProblemError(
            f"There is no objective {objective!r}; give one of {', '.join(OBJECTIVES)}.{hint}"
        )


def bonus(problem: AssignmentProblem, objective: str) -> int:
    """Return what an objective adds to the score of every pair.

    Parameters
    ----------
    problem : AssignmentProblem
        Where the scores come from.
    objective : str
        One of :data:`OBJECTIVES`.

    Returns
    -------
    int
        ``problem.matched_bonus`` for ``coverage_total``, so that one more place filled outweighs
        any difference in points; otherwise 0.

    Raises
    ------
    ProblemError
        If there is no such objective.
    """
    check_objective(objective)
    return problem.matched_bonus if objective == "coverage_total" else 0


def weigh(problem: AssignmentProblem, objective: str) -> Options:
    """List the choices of every row, with what the objective makes each worth in the total.

    Parameters
    ----------
    problem : AssignmentProblem
        The problem.
    objective : str
        One of :data:`OBJECTIVES`; the fair ones add nothing to the scores.

    Returns
    -------
    Options
        Pinned pairs are settled, forbidden ones left out.

    Raises
    ------
    ProblemError
        If there is no such objective.
    """
    added = bonus(problem, objective)
    everything = Options(
        row=problem.row,
        col=problem.col,
        weight=problem.score + added if added else problem.score,
        places=problem.demand,
        parked=problem.unmatched,
        may_park=np.ones(problem.n_rows, dtype=np.bool_),
        lower=problem.min_load,
        upper=problem.capacity,
        cost=LoadCost(problem.load_cost, np.zeros(problem.n_cols, dtype=np.int64)),
        settled=np.empty((0, 2), dtype=np.int64),
        settled_worth=0,
    )
    usable, pinned = ~problem.is_forbidden, problem.is_pinned
    if (problem.demand == 0).any():
        usable &= (problem.demand > 0)[problem.row]
    if not usable.all():
        everything, pinned = everything.only(usable), pinned[usable]
    return everything.settle(pinned)
