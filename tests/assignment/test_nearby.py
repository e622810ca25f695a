"""Points against rows that move, against the list of all assignments."""

from __future__ import annotations

import random

import numpy as np
import pytest

from alliance_match.assignment import (
    AssignmentProblem,
    SideRow,
    disruption_curve,
    nearby,
)
from alliance_match.errors import ProblemError

from . import oracle
from .oracle import FLOW, random_case

TOTALS = ("coverage_total", "total")
ONE_PLACE = [name for name in FLOW if name != "demand"]


def old_pairs(case, seed):
    """Somebody's pairs of before: at most one for each row, some of them not possible now."""
    rng = random.Random(seed)
    if not case.n_cols:
        return []
    return [(i, rng.randrange(case.n_cols)) for i in range(case.n_rows) if rng.random() < 0.8]


def moves_of(outcome, before):
    return len(set(before) - set(oracle.pairs_of(outcome.choice)))


def curve_by_list(case, before, objective):
    """For each number of moves the best of all, as far as it beats what fewer moves bring."""
    found = []
    for moves in range(len(before) + 1):
        ranks = [
            oracle.rank(outcome, objective)
            for outcome in case.outcomes
            if moves_of(outcome, before) <= moves
        ]
        if ranks and (not found or max(ranks) > found[-1][1]):
            found.append((moves, max(ranks)))
    return found


def assert_curves(seeds, objective):
    asked, dents = 0, 0
    for seed in seeds:
        case = random_case(seed, ONE_PLACE)
        before = old_pairs(case, seed)
        problem = case.problem()
        found = disruption_curve(problem, before, objective)
        said = [
            (p.moves, (p.coverage, p.value) if objective == "coverage_total" else (p.value,))
            for p in found
        ]
        assert said == curve_by_list(case, before, objective), seed
        assert all(p.proved for p in found)
        corners = disruption_curve(problem, before, objective, corners_only=True)
        assert set(corners) <= set(found), seed
        asked += len(found) > 1
        dents += len(corners) < len(found)
    return asked, dents


@pytest.mark.parametrize("objective", TOTALS)
def test_the_curve_is_that_of_all_assignments(objective):
    asked, dents = assert_curves(range(150), objective)
    assert asked > 30
    assert dents > 0, "no point was off the corners"


@pytest.mark.slow
@pytest.mark.parametrize("objective", TOTALS)
@pytest.mark.parametrize("block", range(10))
def test_the_curve_is_that_of_all_assignments_on_a_thousand_rounds(objective, block):
    asked, _ = assert_curves(range(1000 + 100 * block, 1100 + 100 * block), objective)
    assert asked > 10


@pytest.mark.parametrize("objective", TOTALS)
@pytest.mark.parametrize("per_move", [0, 1, 7, None])
def test_a_rate_takes_the_point_where_moves_no_longer_pay(objective, per_move):
    moved = 0
    for seed in range(120):
        case = random_case(seed, ONE_PLACE)
        before = old_pairs(case, seed)
        found = nearby(case.problem(), before, objective, per_move)
        outcomes = case.outcomes
        if found.status == "infeasible":
            assert not outcomes
            continue

        def worth(outcome, before=before):
            moves = moves_of(outcome, before)
            coverage = outcome.coverage if objective == "coverage_total" else 0
            if per_move is None:
                return coverage, -moves, outcome.value
            return coverage, outcome.value - per_move * moves, -moves

        best = max(map(worth, outcomes))
        chosen = {tuple(pair) for pair in found.pairs.tolist()}
        own = next(o for o in outcomes if set(oracle.pairs_of(o.choice)) == chosen)
        assert worth(own) == best, seed
        moved += moves_of(own, before) > 0
    assert moved > 40


def test_what_cannot_be_counted_is_refused():
    limited = AssignmentProblem.from_dense([[1, 2]], side=[SideRow([0], [0], 1, 0)])
    several = AssignmentProblem.from_dense([[1, 2]], demand=2)
    huge = AssignmentProblem.from_dense([[2**55, 2]])
    for problem, words in ((limited, "side rows"), (several, "one place"), (huge, "too large")):
        with pytest.raises(ProblemError, match=words):
            nearby(problem, [(0, 0)], per_move=2**58)


def test_a_problem_of_nobody_has_a_curve_of_one_point():
    nobody = AssignmentProblem.from_dense(np.zeros((0, 2), dtype=np.int64))
    assert [p.moves for p in disruption_curve(nobody, [])] == [0]
