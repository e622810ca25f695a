"""What can be asked after the optimum, each answer against enumeration."""

from __future__ import annotations

import numpy as np
import pytest

from alliance_match.assignment import AssignmentProblem, Displacements, SideRow, regret, solve
from alliance_match.assignment.chains import chain, least_loss
from alliance_match.assignment.places import place_values
from alliance_match.assignment.ranking import best_assignments
from alliance_match.assignment.regrets import regrets
from alliance_match.errors import ProblemError

from . import oracle
from .oracle import random_case

TOTALS = ("coverage_total", "total")
FAST, SLOW = range(250), range(250, 5000)


def optima(seeds, objective):
    for seed in seeds:
        case = random_case(seed)
        problem = case.problem()
        assignment = solve(problem, objective)
        if assignment.status == "optimal":
            yield seed, case, problem, assignment


def as_loss(found, objective):
    """The library gives coverage and value; under ``total`` the oracle gives the value alone."""
    return found if found is None or objective == "coverage_total" else found[1:]


def assert_regrets(seeds, objective):
    asked = 0
    for seed, case, problem, assignment in optima(seeds, objective):
        found = regrets(problem, assignment)
        for (i, j), expected in oracle.regrets(case, objective).items():
            one = None
            if found.possible[i, j]:
                one = int(found.coverage[i, j]), int(found.value[i, j])
            assert as_loss(one, objective) == expected, (seed, i, j)
        choice = oracle.choice_of(case, assignment)
        margins = oracle.margins(case, objective, choice)
        for k, (i, j) in enumerate(assignment.pairs.tolist()):
            assert as_loss(found.margins.one(k), objective) == margins[i, j], (seed, i, j)
        for i, expected in enumerate(oracle.leaving_regrets(case, objective)):
            assert as_loss(found.leaving.one(i), objective) == expected, (seed, i)
        flags = oracle.in_every_optimum(case, objective), oracle.in_some_optimum(case, objective)
        for mask, expected in zip((found.in_every, found.in_some), flags, strict=True):
            assert set(zip(problem.row[mask], problem.col[mask], strict=True)) == expected, seed
        asked += 1
    assert asked >= len(seeds) // 2


@pytest.mark.parametrize("objective", TOTALS)
def test_regrets_margins_and_flags(objective):
    assert_regrets(FAST, objective)


@pytest.mark.slow
@pytest.mark.parametrize("objective", TOTALS)
def test_more_regrets_margins_and_flags(objective):
    assert_regrets(SLOW, objective)


@pytest.mark.parametrize("capacity", [1, 3])
def test_regrets_of_a_larger_round_equal_solving_again(capacity):
    """Large enough for the sparse methods that small rounds do without."""
    rng = np.random.default_rng(5)
    scores, eligible = rng.integers(0, 60, (330, 280)), rng.random((330, 280)) < 0.03
    problem = AssignmentProblem.from_dense(scores, eligible=eligible, capacity=capacity)
    best = solve(problem, "total")
    found = regrets(problem, best)
    asked = rng.choice(problem.row.size, 40, replace=False)
    for row, col in zip(problem.row[asked].tolist(), problem.col[asked].tolist(), strict=True):
        forced = solve(AssignmentProblem(**{**vars_of(problem), "pins": [(row, col)]}), "total")
        assert found.value[row, col] == best.value - forced.value


def vars_of(problem):
    names = type(problem).__dataclass_fields__
    return {name: getattr(problem, name) for name in names}


@pytest.mark.parametrize("objective", TOTALS)
def test_place_values_by_changing_the_places(objective):
    asked = 0
    for seed, case, problem, assignment in optima(range(500), objective):
        values = place_values(problem, assignment)
        for j in range(case.n_cols):
            more, fewer = values.one_more.one(j), values.one_fewer.one(j)
            assert as_loss(more, objective) == oracle.gain_of_place(case, objective, j), (seed, j)
            assert as_loss(fewer, objective) == oracle.loss_of_place(case, objective, j), (seed, j)
            asked += 1
    assert asked > 500


@pytest.mark.parametrize("objective", TOTALS)
def test_the_k_best(objective):
    asked = 0
    for seed, case, problem, _ in optima(range(60), objective):
        k = 6
        expected = [oracle.rank(o, objective) for o in oracle.k_best(case, objective, k)]
        found = best_assignments(problem, k, objective)
        ranks = [(a.coverage, a.value) if objective == "coverage_total" else (a.value,)
                 for a in found]  # fmt: skip
        assert ranks == expected, seed
        assert len({str(a.pairs.tolist()) for a in found}) == len(found)
        assert all(a.status == "optimal" for a in found)
        asked += 1
    assert asked > 25


@pytest.mark.parametrize("objective", TOTALS)
def test_chains_lead_from_the_optimum_to_the_pair_with_the_fewest_movers(objective):
    asked = 0
    for seed, case, problem, assignment in optima(range(120), objective):
        here = oracle.choice_of(case, assignment)
        for i, j in case.score:
            moves = chain(problem, assignment, i, j)
            fewest = oracle.fewest_movers(case, objective, here, oracle.has(i, j))
            if fewest is None:
                assert moves is None
                continue
            assert moves is not None
            after = {tuple(pair) for pair in assignment.pairs.tolist()}
            for move in moves:
                after -= {(move.row, b) for b in move.before}
                after |= {(move.row, b) for b in move.after}
            assert (i, j) in after
            assert_best_with(case, objective, after, i, j)
            if problem.demand.max(initial=0) <= 1:
                assert len(moves) == fewest, (seed, i, j)
            asked += 1
    assert asked > 200


@pytest.mark.parametrize("objective", TOTALS)
def test_displacements_are_as_good_with_the_fewest_movers_and_go_by_labels(objective):
    asked = 0
    for seed, case, problem, assignment in optima(range(120), objective):
        if problem.demand.max(initial=0) > 1:
            continue
        here = oracle.choice_of(case, assignment)
        found = Displacements.of(problem, assignment)
        for i, j in case.score:
            one, other = found.best_with(i, j), regret(problem, assignment, i, j)
            assert (one.possible, one.value) == (other.possible, other.value), (seed, i, j)
            if not one.possible:
                assert one.conflict == other.conflict
                continue
            after = {tuple(pair) for pair in one.pairs.tolist()}
            assert (i, j) in after
            assert_best_with(case, objective, after, i, j)
            fewest = oracle.fewest_movers(case, objective, here, oracle.has(i, j))
            assert len(one.moved) == fewest, (seed, i, j)
            assert len(found.losses(i, j)) == max(fewest, 1), (seed, i, j)
            asked += 1
    assert asked > 150


def test_displacements_do_not_hang_on_the_order_of_rows_and_columns():
    rng, moved = np.random.default_rng(5), 0
    for _ in range(60):
        n, m = rng.integers(3, 7, 2)
        score, capacity = rng.integers(0, 4, (n, m)), rng.integers(1, 3, m)
        rows, cols = rng.permutation(n), rng.permutation(m)
        key = {"row_key": [f"r{i}" for i in range(n)], "col_key": [f"c{j}" for j in range(m)]}
        turned_key = {
            "row_key": [f"r{i}" for i in rows],
            "col_key": [f"c{j}" for j in cols],
        }
        one = AssignmentProblem.from_dense(score, capacity=capacity, **key)
        turned = AssignmentProblem.from_dense(
            score[np.ix_(rows, cols)], capacity=capacity[cols], **turned_key
        )
        here, there = (Displacements.of(p, solve(p)) for p in (one, turned))
        for i in range(n):
            for j in range(m):
                found = there.best_with(i, j)
                back = {(int(rows[a]), int(cols[b])) for a, b in found.pairs.tolist()}
                expected = here.best_with(int(rows[i]), int(cols[j]))
                assert back == set(map(tuple, expected.pairs.tolist()))
                moved += len(found.moved) > 2
    assert moved > 50


def assert_best_with(case, objective, pairs, i, j):
    """Replaying the moves gives an assignment as good as any that has the pair."""
    best = oracle.optima(case, objective, oracle.has(i, j))
    assert pairs in [set(oracle.pairs_of(choice)) for choice in best]


@pytest.mark.parametrize("objective", TOTALS)
def test_the_least_loss_when_few_may_move(objective):
    asked = 0
    for seed, case, problem, assignment in optima(range(400), objective):
        if problem.demand.max(initial=0) > 1:
            continue
        here = oracle.choice_of(case, assignment)
        for i, j in case.score:
            for movers in (1, 2, 3):
                expected = oracle.least_loss(case, objective, here, oracle.has(i, j), movers)
                found = least_loss(problem, assignment, i, j, movers)
                assert as_loss(found, objective) == expected, (seed, i, j, movers)
                asked += 1
    assert asked > 500


def test_what_is_no_flow_is_refused():
    limited = AssignmentProblem.from_dense([[1, 2]], side=[SideRow([0], [0], 1, 0)])
    with pytest.raises(ProblemError, match="side rows"):
        regrets(limited, solve(limited, "total"))
    several = AssignmentProblem.from_dense([[1, 2]], demand=2)
    with pytest.raises(ProblemError, match="one place"):
        least_loss(several, solve(several), 0, 0, 1)
    single = AssignmentProblem.from_dense([[1, 2]])
    with pytest.raises(ProblemError, match=r"no pair \(0, 2\)"):
        least_loss(single, solve(single), 0, 2, 1)
