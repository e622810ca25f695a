"""Prices: they exist for optima alone, and mean what they are said to mean."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from alliance_match.assignment import OBJECTIVES, AssignmentProblem, solve
from alliance_match.assignment.objective import weigh
from alliance_match.assignment.prices import canonical_prices

from .oracle import legal_choices, optima, random_case


def as_array(choice):
    return np.array([-1 if col is None else col for col in choice], dtype=np.int64)


def price_of_one_more(problem, assignment, col, **bounds):
    """What the weight gains when a column must, or may, take one row more; None if it cannot."""
    changed = replace(
        problem,
        **{name: getattr(problem, name) + (np.arange(problem.n_cols) == col) for name in bounds},
    )
    other = solve(changed, assignment.objective)
    return None if other.status == "infeasible" else other.weight - assignment.weight


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_optima_have_prices_and_nothing_else_has(objective):
    for seed in range(200):
        case = random_case(seed)
        options, best = weigh(case.problem(), objective), set(optima(case, objective))
        found = set()
        for choice in list(legal_choices(case))[::7] + sorted(best, key=str):
            prices = canonical_prices(options, as_array(choice))
            assert (prices is not None) == (choice in best), seed
            if prices is not None:
                found.add(tuple(prices.tolist()))
        assert len(found) == bool(best), seed  # whichever optimum is asked, the prices are the same


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_a_price_is_the_worth_of_one_more_place(objective):
    full = 0
    for seed in range(250):
        case = random_case(seed)
        case = replace(case, min_load=[0] * case.n_cols)
        problem = case.problem()
        assignment = solve(problem, objective)
        if assignment.status == "infeasible":
            continue
        load = np.bincount(assignment.pairs[:, 1], minlength=case.n_cols)
        for col, price in enumerate(assignment.certificate.prices):
            if load[col] < case.capacity[col]:
                assert price == 0, seed
            else:
                full += 1
                assert price == price_of_one_more(problem, assignment, col, capacity=1), seed
    assert full > 300


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_at_a_minimum_load_it_is_the_cost_of_one_row_more(objective):
    negative = unreached = 0
    for seed in range(400):
        problem = random_case(seed).problem()
        assignment = solve(problem, objective)
        if assignment.status == "infeasible":
            continue
        load = np.bincount(assignment.pairs[:, 1], minlength=problem.n_cols)
        for col in np.flatnonzero((problem.min_load > 0) & (load == problem.min_load)):
            price = assignment.certificate.prices[col]
            if load[col] == problem.capacity[col]:
                expected = price_of_one_more(problem, assignment, col, capacity=1, min_load=1)
            else:
                expected = price_of_one_more(problem, assignment, col, min_load=1)
            if expected is None:
                unreached += 1
                assert price <= 0, seed
            else:
                assert price == expected, seed
            negative += price < 0
    assert min(negative, unreached) > 20


def test_columns_that_nothing_can_reach_get_the_price_their_rows_need():
    """Both rows are held by minimum loads; row 0 would rather be with the empty column 2."""
    problem = AssignmentProblem.from_dense(
        [[1, 0, 9], [0, 1, 0]],
        eligible=[[1, 0, 1], [0, 1, 0]],
        capacity=1,
        min_load=[1, 1, 0],
    )
    assignment = solve(problem, "total")
    assert assignment.status == "optimal"
    assert assignment.certificate.prices == (-8, 0, 0)


def test_an_improvement_among_rows_held_by_minimum_loads_is_seen():
    problem = AssignmentProblem.from_dense([[1, 5], [5, 1]], min_load=1)
    options = weigh(problem, "total")
    assert canonical_prices(options, np.array([0, 1])) is None
    assert canonical_prices(options, np.array([1, 0])) is not None


def test_a_chain_as_long_as_the_problem():
    """Row i would rather have column i+1 than i, but then the last row would have none."""
    size = 400
    row = np.repeat(np.arange(size), 2)
    col = row + np.tile([0, 1], size)
    score = np.tile([0, 1], size)
    problem = AssignmentProblem.from_pairs(row[:-1], col[:-1], score[:-1], n_rows=size, n_cols=size)
    assignment = solve(problem)
    assert assignment.status == "optimal"
    assert assignment.pairs[:, 0].tolist() == assignment.pairs[:, 1].tolist()
    assert assignment.certificate.prices == tuple(range(size))
