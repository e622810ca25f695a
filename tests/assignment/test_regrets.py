"""All regrets at once, against each by solving again, and against nothing but arithmetic."""

from __future__ import annotations

import numpy as np
import pytest

from alliance_match.assignment import AssignmentProblem, regret, regrets, solve
from alliance_match.errors import ProblemError

from .oracle import TOTALS, random_case


@pytest.mark.parametrize("objective", TOTALS)
def test_all_regrets_equal_solving_again(objective):
    asked = impossible = 0
    for seed in range(250):
        problem = random_case(seed).problem()
        assignment = solve(problem, objective)
        if assignment.status == "infeasible":
            continue
        table = regrets(problem, assignment)
        for row, col in np.ndindex(problem.n_rows, problem.n_cols):
            one = regret(problem, assignment, row, col)
            assert table.possible[row, col] == one.possible
            if one.possible:
                assert table.value[row, col] == one.value
                if objective == "coverage_total":
                    assert table.coverage[row, col] == one.coverage
            asked += 1
            impossible += not one.possible
    assert asked > 1500
    assert impossible > 200


def test_a_worked_table():
    problem = AssignmentProblem.from_dense([[8, 5], [9, 4]])
    table = regrets(problem, solve(problem))
    assert table.value.tolist() == [[2, 0], [0, 2]]


def test_only_an_optimum_has_regrets():
    problem = AssignmentProblem.from_dense([[1]], pins=[(0, 0)], forbidden=[(0, 0)])
    with pytest.raises(ProblemError, match="infeasible"):
        regrets(problem, solve(problem))


def test_scores_that_could_overflow_are_refused():
    problem = AssignmentProblem.from_dense([[2**56]])
    with pytest.raises(ProblemError, match="too large"):
        regrets(problem, solve(problem))
