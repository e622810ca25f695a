"""Prices: they exist for optima alone, and mean what they are said to mean."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from alliance_match.assignment import AssignmentProblem, solve
from alliance_match.assignment.objective import bonus, weigh
from alliance_match.assignment.prices import canonical_prices

from .oracle import TOTALS, legal_choices, loads, optima, pairs_of, random_case


def chosen_of(options, choice):
    """Mark the pairs of a choice among the options; the settled ones are not there."""
    pairs = set(pairs_of(choice))
    both = zip(options.row.tolist(), options.col.tolist(), strict=True)
    return np.array([pair in pairs for pair in both], dtype=np.bool_)


@pytest.mark.parametrize("objective", TOTALS)
def test_optima_have_prices_and_nothing_else_has(objective):
    asked = 0
    for seed in range(300):
        case = random_case(seed)
        options, best = weigh(case.problem(), objective), set(optima(case, objective))
        choices = list(legal_choices(case))
        found = set()
        for choice in choices[:: 1 + len(choices) // 30] + sorted(best):
            prices = canonical_prices(options, chosen_of(options, choice))
            assert (prices is not None) == (choice in best), seed
            if prices is not None:
                found.add(tuple(prices.tolist()))
            asked += 1
        assert len(found) == bool(best), seed  # whichever optimum is asked, the prices are the same
    assert asked > 2000


def best_with_a_row_for_nothing(case, objective, col, extra):
    """The greatest weight when a column takes one row more and has one of its rows for nothing.

    Where the column need have no row but its pinned ones, it may stay with these: as if one row
    more paid what it costs, or nothing. None if there are no rows for it.
    """
    pinned = sum(j == col for _, j in case.pins)
    at_least = pinned if case.min_load[col] <= pinned else case.min_load[col] + 1
    more = replace(
        case,
        capacity=[u + (j == col) for j, u in enumerate(case.capacity)],
        min_load=[at_least if j == col else load for j, load in enumerate(case.min_load)],
    )
    weights = []
    for outcome in more.outcomes:
        load = loads(case, outcome.choice)[col]
        if load > pinned:
            saved = case.cost(col, load) - case.cost(col, load - 1)
        else:
            saved = min(0, case.cost(col, load + 1) - case.cost(col, load))
        weights.append(extra * outcome.coverage + outcome.value + saved)
    return max(weights, default=None)


@pytest.mark.parametrize("objective", TOTALS)
def test_a_price_is_what_one_row_more_would_pay(objective):
    kinds = {"full": 0, "spare": 0, "negative": 0, "unreached": 0, "paid": 0}
    for seed in range(450):
        case = random_case(seed)
        problem = case.problem()
        assignment = solve(problem, objective)
        if assignment.status == "infeasible":
            continue
        load = np.bincount(assignment.pairs[:, 1], minlength=case.n_cols)
        for col, price in enumerate(assignment.certificate.prices):
            best = best_with_a_row_for_nothing(case, objective, col, bonus(problem, objective))
            next_row = case.cost(col, load[col] + 1) - case.cost(col, load[col])
            is_full = load[col] == case.capacity[col]
            kinds["full" if is_full else "spare"] += 1
            assert is_full or price <= next_row, seed
            if best is not None:
                assert price == best - assignment.weight, seed
            else:
                most = 0 if is_full else min(0, next_row)
                assert price <= most, seed
                assert price == most or raising_breaks(problem, assignment, col), seed
                kinds["unreached"] += 1
            kinds["negative"] += price < 0
            kinds["paid"] += price > 0 and next_row > 0
    assert min(kinds.values()) > 15, kinds


def raising_breaks(problem, assignment, col):
    """Whether the proof breaks if a price is one point higher."""
    prices = np.array(assignment.certificate.prices, dtype=np.int64)
    prices[col] += 1
    return weigh(problem, assignment.objective).bound(prices) > assignment.bound


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
    assert canonical_prices(options, chosen_of(options, ((0,), (1,)))) is None
    assert canonical_prices(options, chosen_of(options, ((1,), (0,)))) is not None


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
