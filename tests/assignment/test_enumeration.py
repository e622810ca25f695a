"""Seeded random rounds: what the library says is what enumeration says."""

from __future__ import annotations

import pytest

from alliance_match.assignment import OBJECTIVES, solve

from .oracle import choice_of, hash_sum, matched, optima, random_case

CASES = 1000
BLOCK = 50


@pytest.mark.parametrize("objective", OBJECTIVES)
@pytest.mark.parametrize("start", range(0, CASES, BLOCK))
def test_agrees_with_enumeration(start, objective):
    for seed in range(start, start + BLOCK):
        case = random_case(seed)
        problem = case.problem()
        best = optima(case, objective)
        assignment = solve(problem, objective)
        if not best:
            assert assignment.status == "infeasible", seed
            assert assignment.conflict, seed
            assert assignment.certificate is None
            continue
        assert assignment.status == "optimal", seed
        assert assignment.certificate.failures(problem, assignment) == (), seed
        chosen = max(best, key=lambda choice: hash_sum(case, choice))
        assert choice_of(case, assignment) == chosen, seed
        assert assignment.coverage == matched(chosen), seed
        assert assignment.value == case.value(chosen), seed
        assert assignment.bound == assignment.weight, seed


def test_the_rounds_are_of_every_kind():
    cases = [random_case(seed) for seed in range(CASES)]
    both = [(optima(case, "total"), optima(case, "coverage_total")) for case in cases]
    feasible = [pair for pair in both if pair[0]]
    assert len(feasible) > 600
    assert len(cases) - len(feasible) > 200
    assert sum(len(total) > 1 for total, _ in feasible) > 200
    assert sum(not set(total) & set(coverage) for total, coverage in feasible) > 100
