"""Every matcher of the benchmark, by the name under which the tables show it."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray

from alliance_match.assignment import AssignmentProblem, solve

from . import by_hand, packages
from .case import Case, Ints, Matcher

__all__ = ["BAD", "MATCHERS", "OPTIMUM", "OURS", "hidden_optimum", "left_out"]


def _ours(objective: str) -> Matcher:
    def match(case: Case) -> Ints:
        return _solved(case, case.points, objective)

    return match


def _solved(case: Case, points: NDArray[np.int64], objective: str) -> Ints:
    problem = AssignmentProblem.from_dense(points, eligible=case.eligible, capacity=case.capacity)
    mentor_of = case.nobody
    even = objective in ("coverage_total", "total")  # as a proposal does
    for i, j in solve(problem, objective, even=even).pairs.tolist():
        mentor_of[i] = j
    return mentor_of


def hidden_optimum(case: Case, quality: NDArray[np.float64]) -> Ints:
    """Give what could be had by whoever knew the truth: the most quality over eligible pairs."""
    return _solved(case, np.rint(quality * 1_000_000).astype(np.int64), "total")


@cache
def left_out() -> dict[str, str]:
    """Name the matchers whose package is not here, and how to get it."""
    why = {}
    if find_spec("matching") is None:
        why[STABLE] = "the package `matching` is not installed: pip install --group bench"
    if packages.load_mentor_match(packages.HOME) is None:
        target = packages.HOME.name
        why[PEER] = f"not in {target}/: pip install --no-deps --target {target} mentor-match"
    return why


STABLE, PEER = "deferred acceptance (matching)", "mentor-match"
#: What the default policy does; everything else is compared with it.
OURS = "ours, coverage_total"
BAD = "worst pair first"
OPTIMUM = "hidden optimum"

MATCHERS: dict[str, Matcher] = {
    BAD: by_hand.worst_pair_first,
    "random feasible": by_hand.random_feasible,
    "first come, first served": by_hand.first_come,
    "top mentor, in order": by_hand.top_mentor,
    "best pair first": by_hand.best_pair_first,
    STABLE: packages.deferred_acceptance,
    PEER: packages.mentor_match,
    "Munkres (SciPy)": packages.munkres,
    OURS: _ours("coverage_total"),
    "ours, total": _ours("total"),
    "ours, max_min": _ours("max_min"),
    "ours, leximin": _ours("leximin"),
}
