"""Larger rounds: what the library says is what SciPy says, as an assignment and as an LP."""

from __future__ import annotations

import random

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment, linprog
from scipy.sparse import coo_array

from alliance_match.assignment import AssignmentProblem, solve
from alliance_match.assignment.magnitude import largest_safe_cost

from .oracle import TOTALS, Case


def solved(scores, objective="coverage_total", **keywords):
    """Solve, and insist on the proof."""
    problem = AssignmentProblem.from_dense(scores, **keywords)
    assignment = solve(problem, objective)
    assert assignment.certificate.failures(problem, assignment) == ()
    return assignment


SIZES = [50, 200, 500, pytest.param(2000, marks=pytest.mark.slow)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("objective", TOTALS)
def test_agrees_with_scipy(size, objective):
    scores = np.random.default_rng(size).integers(0, 1001, (size, size + 7))
    row, col = linear_sum_assignment(scores, maximize=True)
    assignment = solved(scores, objective)
    assert assignment.status == "optimal"
    assert assignment.value == scores[row, col].sum()


@pytest.mark.parametrize("size", SIZES)
def test_agrees_with_scipy_on_distances(size):
    """Points in the plane, where the nearest are wanted by many."""
    places = np.random.default_rng(size).integers(0, 1000, (2, size, 2))
    apart = np.hypot(*np.moveaxis(places[0][:, None] - places[1], 2, 0)).astype(np.int64)
    row, col = linear_sum_assignment(apart)
    assert solved(-apart, unmatched=-5000).value == -apart[row, col].sum()


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


def linear_programme(case):
    """The best (coverage, value) and the best value, by SciPy's HiGHS on the flow as an LP.

    The variables are the pairs, the empty places of each row, and the steps of each column's load.
    """
    legal = sorted(set(case.score) - case.forbidden)
    steps = [(j, k) for j, u in enumerate(case.capacity) for k in range(u)]
    first_step = len(legal) + case.n_rows
    entries = [(i, x) for x, (i, _) in enumerate(legal)]
    entries += [(i, len(legal) + i) for i in range(case.n_rows)]
    entries += [(case.n_rows + j, x) for x, (_, j) in enumerate(legal)]
    entries += [(case.n_rows + j, first_step + x) for x, (j, _) in enumerate(steps)]
    row, col = zip(*entries, strict=True)
    sign = [1] * (len(entries) - len(steps)) + [-1] * len(steps)
    table = coo_array((sign, (row, col)), shape=(case.n_rows + case.n_cols, max(col) + 1))
    right = [*case.places, *[0] * case.n_cols]
    worth = [case.score[pair] for pair in legal] + list(case.unmatched)
    worth += [case.cost(j, k) - case.cost(j, k + 1) for j, k in steps]
    covers = [1] * len(legal) + [0] * (len(worth) - len(legal))
    bounds = [(int(pair in case.pins), 1) for pair in legal]
    bounds += [(0, places) for places in case.places]
    bounds += [(int(k < case.min_load[j]), 1) for j, k in steps]

    def best(goal, table, right):
        found = linprog(-np.array(goal), A_eq=table, b_eq=right, bounds=bounds)
        return round(-found.fun)

    coverage = best(covers, table, right)
    full = coo_array(np.vstack((table.toarray(), covers)))
    return (coverage, best(worth, full, [*right, coverage])), best(worth, table, right)


def feasible_round(seed):
    """Some 40 rows and 20 columns with every feature that a flow can have, made around a plan."""
    rng, n_rows, n_cols = random.Random(seed), 40, 20
    grid = [(i, j) for i in range(n_rows) for j in range(n_cols)]
    pairs = rng.sample(grid, 300)
    demand = [rng.choice((0, 1, 1, 2, 4)) for _ in range(n_rows)]
    capacity = [rng.randint(0, 6) for _ in range(n_cols)]
    plan: set[tuple[int, int]] = set()
    for i, j in pairs:
        row, col = sum(a == i for a, _ in plan), sum(b == j for _, b in plan)
        if row < demand[i] and col < capacity[j]:
            plan.add((i, j))
    load = [sum(b == j for _, b in plan) for j in range(n_cols)]
    return Case(
        score={pair: rng.randint(-20, 60) for pair in pairs},
        capacity=capacity,
        min_load=[rng.choice((0, number)) for number in load],
        unmatched=[rng.choice((0, rng.randint(-10, 10))) for _ in range(n_rows)],
        pins=frozenset(rng.sample(sorted(plan), 5)),
        forbidden=frozenset(rng.sample(sorted(set(pairs) - plan), 20)),
        demand=demand,
        load_cost=[sorted(rng.randint(-9, 30) for _ in range(3)) for _ in range(n_cols)],
    )


@pytest.mark.parametrize("seed", range(12))
def test_agrees_with_a_linear_programme_on_all_features(seed):
    case = feasible_round(seed)
    problem, (lexicographic, total) = case.problem(), linear_programme(case)
    by_coverage, by_total = solve(problem), solve(problem, "total")
    assert (by_coverage.status, by_total.status) == ("optimal", "optimal")
    assert (by_coverage.coverage, by_coverage.value) == lexicographic
    assert by_total.value == total


@pytest.mark.parametrize("objective", TOTALS)
@pytest.mark.parametrize("size", [20, 60, 150])
def test_the_largest_allowed_numbers_stay_exact_along_long_chains(size, objective):
    """Row i would rather have column i + 1 than i, but the last row has column 0 to lose."""
    scores = np.full((size, size), -1000)
    scores[np.arange(size), np.arange(size)] = 0
    scores[np.arange(size - 1), np.arange(1, size)] = 1000
    problem = AssignmentProblem.from_dense(scores)
    factor = largest_safe_cost(size, size) // (1000 + problem.matched_bonus)
    small, large = solve(problem, objective), solved(factor * scores, objective)
    assert small.value == max(0, size - 1 - (objective == "coverage_total")) * 1000
    assert large.status == "optimal"
    assert large.value == factor * small.value
    assert large.pairs.tolist() == small.pairs.tolist()
