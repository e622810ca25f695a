"""Which pairs are in some optimum, found quickly, against the exact regrets and enumeration."""

from __future__ import annotations

import numpy as np
import pytest

from alliance_match.assignment import AssignmentProblem, Quota, any_optimum, regrets, solve
from alliance_match.errors import ProblemError

from .random_cases import random_case


@pytest.mark.parametrize("objective", ["coverage_total", "total"])
def test_pairs_in_some_optimum_are_those_without_regret(objective):
    asked = shared = 0
    for seed in range(300):
        problem = random_case(seed).problem()
        best = solve(problem, objective)
        if best.status != "optimal":
            continue
        found = any_optimum(problem, objective)
        weight = found.options.worth(found.chosen)
        assert weight == best.weight, seed
        expected = regrets(problem, best).in_some
        assert np.array_equal(found.in_some, expected), seed
        asked += 1
        shared += int(expected.sum()) > len(best.pairs)
    assert asked > 150
    assert shared > 20


def test_side_rows_are_refused():
    quota = Quota(at_most=0)
    problem = AssignmentProblem.from_dense([[1]], groups=[quota])
    with pytest.raises(ProblemError, match="side rows"):
        any_optimum(problem)
