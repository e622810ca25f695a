"""Seeded random rounds: what the library says is what enumeration says."""

from __future__ import annotations

from collections import Counter

import pytest

from alliance_match.assignment import solve

from .oracle import FLOW, TOTALS, choice_of, hash_sum, optima, random_case

FAST, ALL, BLOCK = 1_500, 12_000, 100


def check(seed, objective, features=FLOW):
    """Status, choice, value, coverage and proof; the choice is the one that the tie-break takes."""
    case = random_case(seed, features)
    problem = case.problem()
    best = optima(case, objective)
    assignment = solve(problem, objective)
    if not best:
        assert assignment.status == "infeasible", seed
        assert assignment.conflict, seed
        assert assignment.certificate is None
        return
    assert assignment.status == "optimal", seed
    assert assignment.certificate.failures(problem, assignment) == (), seed
    chosen = max(best, key=lambda choice: hash_sum(case, choice))
    outcome = next(one for one in case.outcomes if one.choice == chosen)
    assert choice_of(case, assignment) == chosen, seed
    assert assignment.coverage == outcome.coverage, seed
    assert assignment.value == outcome.value, seed
    assert assignment.bound == assignment.weight, seed


@pytest.mark.parametrize("objective", TOTALS)
@pytest.mark.parametrize("start", range(0, FAST, BLOCK))
def test_agrees_with_enumeration(start, objective):
    for seed in range(start, start + BLOCK):
        check(seed, objective)


@pytest.mark.slow
@pytest.mark.parametrize("objective", TOTALS)
@pytest.mark.parametrize("start", range(FAST, ALL, 10 * BLOCK))
def test_agrees_with_enumeration_at_length(start, objective):
    for seed in range(start, min(ALL, start + 10 * BLOCK)):
        check(seed, objective)


@pytest.mark.parametrize("feature", FLOW)
def test_agrees_with_enumeration_on_each_feature_alone(feature):
    for seed in range(40):
        check(seed, TOTALS[seed % 2], (feature,))


def features_of(case):
    """What a round has, found from its numbers rather than from how it was drawn."""
    points = [*case.score.values(), *case.unmatched]
    present = {
        "demand": any(places != 1 for places in case.places),
        "demand beyond the options": any(
            places > sum(i == row for i, _ in case.score) for row, places in enumerate(case.places)
        ),
        "load_cost": bool(case.load_cost),
        "load costs below zero": any(cost < 0 for costs in case.load_cost or () for cost in costs),
        "min_load": any(case.min_load),
        "pins": bool(case.pins),
        "pin that is not eligible": bool(case.pins - set(case.score)),
        "forbidden": bool(case.forbidden),
        "negative": any(point < 0 for point in points),
        "no rows": case.n_rows == 0,
        "no columns": case.n_cols == 0,
        "no capacity": case.n_cols > 0 and not any(case.capacity),
        "capacity": any(capacity > 1 for capacity in case.capacity),
    }
    return {name for name, is_there in present.items() if is_there}


def test_the_rounds_are_of_every_kind():
    cases = [random_case(seed) for seed in range(FAST)]
    kinds = [features_of(case) for case in cases]
    counts = Counter(name for kind in kinds for name in kind)
    assert len(counts) == 13
    assert min(counts.values()) >= 15, counts
    assert (
        sum({"demand", "load_cost", "min_load", "pins", "forbidden"} <= kind for kind in kinds) > 20
    )
    for name in ("demand", "load_cost", "min_load", "pins", "forbidden"):
        assert sum(kind - {"capacity"} == {name} for kind in kinds) > 10, name
    both = [(optima(case, "total"), optima(case, "coverage_total")) for case in cases]
    feasible = [pair for pair in both if pair[0]]
    assert 200 < len(cases) - len(feasible) < 500
    assert sum(len(total) > 1 for total, _ in feasible) > 200
    assert sum(not set(total) & set(coverage) for total, coverage in feasible) > 100
