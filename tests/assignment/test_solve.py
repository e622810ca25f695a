"""Worked cases, edges, statuses, and agreement with SciPy where both apply."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from alliance_match.assignment import OBJECTIVES, AssignmentProblem, solve
from alliance_match.assignment import flow as flow_module
from alliance_match.assignment.magnitude import largest_safe_cost
from alliance_match.assignment.objective import weigh
from alliance_match.errors import AllianceMatchError, ProblemError

from .oracle import choice_of, optima, random_case


def solved(scores, objective="coverage_total", **keywords):
    problem = AssignmentProblem.from_dense(scores, **keywords)
    assignment = solve(problem, objective)
    if assignment.certificate is not None:
        assert assignment.certificate.failures(problem, assignment) == ()
    return assignment


def test_the_best_whole_beats_row_by_row():
    assignment = solved([[8, 5], [9, 4]])
    assert assignment.pairs.tolist() == [[0, 1], [1, 0]]
    assert assignment.value == 14
    assert assignment.status == "optimal"
    assert assignment.gap == 0


def test_a_legal_pair_worth_nothing_is_a_pair():
    assignment = solved([[5, 3], [0, 0]], eligible=[[1, 1], [1, 0]])
    assert assignment.pairs.tolist() == [[0, 1], [1, 0]]
    assert (assignment.coverage, assignment.value) == (2, 3)


def test_coverage_comes_before_the_total():
    scores, eligible = [[100, 1], [-50, 0]], [[1, 1], [1, 0]]
    coverage = solved(scores, eligible=eligible)
    total = solved(scores, "total", eligible=eligible)
    assert (coverage.coverage, coverage.value) == (2, -49)
    assert (total.coverage, total.value) == (1, 100)


def test_a_row_may_be_better_off_unmatched():
    total = solved([[3]], "total", unmatched=5)
    assert (total.coverage, total.value) == (0, 5)
    assert solved([[3]], unmatched=5).coverage == 1


@pytest.mark.parametrize("objective", OBJECTIVES)
@pytest.mark.parametrize(("n_rows", "n_cols"), [(0, 0), (0, 3), (3, 0)])
def test_nothing_to_assign(n_rows, n_cols, objective):
    assignment = solved(np.zeros((n_rows, n_cols), dtype=int), objective, unmatched=2)
    assert assignment.status == "optimal"
    assert assignment.pairs.shape == (0, 2)
    assert assignment.value == 2 * n_rows


def test_a_column_without_places():
    assignment = solved([[1, 9], [1, 9]], capacity=[2, 0])
    assert assignment.pairs.tolist() == [[0, 0], [1, 0]]


def test_a_row_whose_pairs_are_all_forbidden_stays_unmatched():
    assignment = solved([[1, 9], [1, 9]], forbidden=[(0, 0), (0, 1)])
    assert assignment.pairs.tolist() == [[1, 1]]


def test_a_minimum_load_is_kept_at_a_loss():
    assignment = solved([[9, 1], [9, 1]], "total", capacity=2, min_load=[0, 1])
    assert assignment.value == 10


def test_pins_are_kept_at_a_loss():
    assignment = solved([[8, 5], [9, 4]], pins=[(0, 0)])
    assert assignment.pairs.tolist() == [[0, 0], [1, 1]]


def test_capacities_beyond_all_rows_are_fine():
    assert solved([[1], [2]], capacity=2**62).coverage == 2


@pytest.mark.parametrize("pins", [[(0, 1)], [(0, 0), (0, 2)], [(0, 0), (1, 0)]])
def test_impossible_pins_are_a_status(pins):
    assignment = solved([[1, 1, 1], [1, 1, 1]], eligible=[[1, 0, 1], [1, 1, 1]], pins=pins)
    assert assignment.status == "infeasible"
    assert assignment.certificate is None
    assert assignment.bound is None
    assert assignment.gap is None
    assert len(assignment.pairs) == 0
    assert len(assignment.conflict) == len(pins)


def test_an_impossible_minimum_load_is_a_status():
    assignment = solved([[1, 1]], min_load=[1, 1])
    assert assignment.status == "infeasible"
    assert [one.col for one in assignment.conflict] == [0, 1]


def test_an_unknown_objective_names_the_valid_ones():
    problem = AssignmentProblem.from_dense([[1]])
    with pytest.raises(ProblemError, match="'totl'; give one of coverage_total, total") as caught:
        solve(problem, "totl")
    assert "Did you mean 'total'" in str(caught.value)


@pytest.mark.parametrize("size", [50, 120, 300])
@pytest.mark.parametrize("objective", OBJECTIVES)
def test_agrees_with_scipy(size, objective):
    scores = np.random.default_rng(size).integers(0, 1001, (size, size + 7))
    row, col = linear_sum_assignment(scores, maximize=True)
    assignment = solved(scores, objective)
    assert assignment.status == "optimal"
    assert assignment.value == scores[row, col].sum()


@pytest.mark.parametrize("size", [60, 150])
def test_agrees_with_scipy_with_capacities_and_few_pairs(size):
    rng = np.random.default_rng(size)
    scores = rng.integers(1, 1001, (size, size // 2))
    eligible = rng.random(scores.shape) < 0.1
    capacity = rng.integers(0, 4, scores.shape[1])
    places = np.repeat(np.where(eligible, scores, 0), capacity, axis=1)
    row, col = linear_sum_assignment(places, maximize=True)
    assignment = solved(scores, "total", eligible=eligible, capacity=capacity)
    assert assignment.status == "optimal"
    assert assignment.value == places[row, col].sum()


def test_the_largest_allowed_numbers_stay_exact():
    for seed in range(300):
        case = random_case(seed)
        largest = max(map(abs, (*case.score.values(), *case.unmatched, 1)))
        room = largest_safe_cost(case.n_rows, case.n_cols) - 1
        factor = room // (largest * (2 * case.n_rows + 1))
        case = replace(
            case,
            score={pair: factor * score for pair, score in case.score.items()},
            unmatched=[factor * value for value in case.unmatched],
        )
        best = optima(case, "coverage_total")
        assignment = solve(case.problem())
        if best:
            assert assignment.status == "optimal", seed
            assert choice_of(case, assignment) in best, seed
        else:
            assert assignment.status == "infeasible", seed


def test_a_solver_that_errs_is_found_out(monkeypatch):
    monkeypatch.setattr(flow_module, "best_choice", lambda options: np.array([0, 1]))
    problem = AssignmentProblem.from_dense([[8, 5], [9, 4]])
    assignment = solve(problem, "total")
    assert assignment.status == "feasible"
    assert (assignment.value, assignment.bound, assignment.gap) == (12, 17, 5)
    assert not assignment.certificate.check(problem, assignment)


def test_a_solver_that_breaks_a_rule_is_not_passed_on(monkeypatch):
    monkeypatch.setattr(flow_module, "best_choice", lambda options: np.array([0, 0]))
    with pytest.raises(AllianceMatchError, match="column 0 has 2 rows; its capacity is 1"):
        solve(AssignmentProblem.from_dense([[8, 5], [9, 4]]))


def test_a_solver_that_ends_without_an_optimum_is_named():
    impossible = weigh(AssignmentProblem.from_dense([[1, 1]], min_load=1), "total")
    with pytest.raises(AllianceMatchError, match="ended with"):
        flow_module.best_choice(impossible)


def test_pairs_cannot_be_written_to():
    with pytest.raises(ValueError, match="read-only"):
        solved([[1]]).pairs[0, 0] = 1


def test_assignments_print_their_outcome():
    assert repr(solved([[8, 5], [9, 4]])) == (
        "Assignment(optimal, coverage_total: 2 matched, value 14)"
    )
