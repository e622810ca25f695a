"""Worked cases, edges and statuses."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from alliance_match.assignment import AssignmentProblem, solve
from alliance_match.assignment import flow as flow_module
from alliance_match.assignment.magnitude import MAX_SCORE, largest_safe_cost
from alliance_match.assignment.objective import weigh
from alliance_match.errors import AllianceMatchError, ProblemError

from .oracle import TOTALS, choice_of, random_case, winner

NUMBERS = ("score", "unmatched", "load_cost")


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


@pytest.mark.parametrize("objective", TOTALS)
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


def test_a_row_with_two_places_has_two_different_columns():
    assignment = solved([[9, 1, 5], [8, 7, 0]], demand=[2, 1], capacity=2)
    assert assignment.pairs.tolist() == [[0, 0], [0, 2], [1, 0]]
    assert (assignment.coverage, assignment.value) == (3, 22)


def test_places_beyond_the_options_stay_empty():
    assignment = solved([[3, 4]], demand=5, unmatched=-2)
    assert assignment.pairs.tolist() == [[0, 0], [0, 1]]
    assert (assignment.coverage, assignment.value) == (2, 7 - 6)


def test_a_row_without_places_has_nothing_and_costs_nothing():
    assignment = solved([[9, 9], [1, 1]], demand=[0, 1], unmatched=100)
    assert assignment.pairs[:, 0].tolist() == [1]
    assert assignment.value == 1


def test_rising_load_costs_spread_the_rows():
    scores = [[10, 8], [10, 8], [10, 8]]
    assert solved(scores, capacity=3).value == 30
    spread = solved(scores, capacity=3, load_cost=[0, 3, 3])
    assert np.bincount(spread.pairs[:, 1]).tolist() == [2, 1]
    assert spread.value == 10 + 10 - 3 + 8
    dear = solved(scores, "total", capacity=3, load_cost=[0, 9, 20])
    assert (dear.coverage, dear.value) == (3, 19)  # a second row with column 0 is worth 1
    assert solved(scores, "total", capacity=3, load_cost=[0, 11]).coverage == 2


def test_a_load_cost_below_zero_is_a_gain():
    assignment = solved([[0, 0], [0, 0]], capacity=2, load_cost=[[-5, -4], [-3, -3]])
    assert assignment.pairs[:, 1].tolist() == [0, 0]
    assert assignment.value == 9


def test_minimum_loads_are_filled_by_rows_with_several_places():
    assignment = solved([[5, -9, -9]], "total", demand=3, min_load=[0, 1, 1])
    assert assignment.pairs[:, 1].tolist() == [0, 1, 2]
    assert assignment.value == -13


def test_pins_take_places_of_a_row():
    assignment = solved([[1, 2, 3]], demand=2, pins=[(0, 0)])
    assert assignment.pairs.tolist() == [[0, 0], [0, 2]]


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


@pytest.mark.parametrize("objective", TOTALS)
def test_the_largest_allowed_numbers_stay_exact(objective):
    for seed in range(400):
        case = random_case(seed)
        problem = case.problem()
        largest = max(
            (abs(int(number)) for name in NUMBERS for number in getattr(problem, name).ravel()),
            default=0,
        )
        room = largest_safe_cost(case.n_rows, case.n_cols, sum(case.places)) - 1
        factor = min(MAX_SCORE // max(largest, 1), room // (largest + problem.matched_bonus))
        case = replace(
            case,
            score={pair: factor * score for pair, score in case.score.items()},
            unmatched=[factor * value for value in case.unmatched],
            load_cost=case.load_cost and [[factor * c for c in cost] for cost in case.load_cost],
        )
        best = winner(case, objective)
        assignment = solve(case.problem(), objective)
        if best is None:
            assert assignment.status == "infeasible", seed
        else:
            assert assignment.status == "optimal", seed
            assert choice_of(case, assignment) == best, seed
            assert assignment.value == case.value(best), seed


def test_a_solver_that_errs_is_found_out(monkeypatch):
    monkeypatch.setattr(flow_module, "best_choice", lambda options, *_: options.row == options.col)
    problem = AssignmentProblem.from_dense([[8, 5], [9, 4]])
    assignment = solve(problem, "total")
    assert assignment.status == "feasible"
    assert (assignment.value, assignment.bound, assignment.gap) == (12, 17, 5)
    assert not assignment.certificate.check(problem, assignment)


def test_a_solver_that_breaks_a_rule_is_not_passed_on(monkeypatch):
    monkeypatch.setattr(flow_module, "best_choice", lambda options, *_: options.col == 0)
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
