"""What makes large problems fast changes no result: pricing, components, warm prices, blocks."""

from __future__ import annotations

import numpy as np
import pytest

from alliance_match.assignment import AssignmentProblem, Quota, find_conflict, pricing, solve
from alliance_match.assignment import components as by_component
from alliance_match.assignment.blocks import NO_PAIR, solve_blocks
from alliance_match.assignment.flow import best_choice
from alliance_match.assignment.objective import weigh
from alliance_match.assignment.potentials import distances_from
from alliance_match.assignment.prices import Residual, canonical_prices
from alliance_match.errors import ProblemError

from .random_cases import random_case

OBJECTIVES = ("coverage_total", "total")


def problems(seeds: range):
    """Small problems with every feature but side rows, and larger ones without."""
    for seed in seeds:
        problem = random_case(seed).problem()
        if not problem.side and not find_conflict(problem):
            yield problem
    for seed in seeds[:20]:
        rng = np.random.default_rng(seed)
        yield AssignmentProblem.from_dense(
            rng.integers(-5, 30, (25, 18)),
            eligible=rng.random((25, 18)) < (0.07, 0.4)[seed % 2],
            demand=rng.integers(0, 3, 25),
            capacity=rng.integers(0, 4, 18),
            load_cost=[0, 2, 7],
        )


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_leaving_pairs_out_and_pricing_them_changes_nothing(monkeypatch, objective):
    monkeypatch.setattr(pricing, "MANY_PAIRS", 0)
    monkeypatch.setattr(pricing, "WIDE", 0)
    monkeypatch.setattr(pricing, "FEW", (1, 1))
    monkeypatch.setattr(pricing, "MORE", 1)
    rounds = 0
    for problem in problems(range(150)):
        options, told = weigh(problem, objective), []
        chosen, prices = pricing.optimum(options, pricing.Watch(None, told.append))
        rounds = max(rounds, len(told))
        whole = best_choice(options)
        assert options.worth(chosen) == options.worth(whole)
        assert prices is not None
        assert options.bound(prices) == options.worth(chosen)
    assert rounds >= 3  # pairs were left out, and came back


def test_the_best_of_each_row_are_marked():
    table = np.array([[3, 1, 2], [5, 5, 5], [NO_PAIR, 4, NO_PAIR]])
    marked = pricing.best_of_each(table, 2)
    assert marked[0].tolist() == [True, False, True]
    assert marked.sum(axis=1).tolist() == [2, 2, 2]
    assert marked[2, 1]
    assert pricing.best_of_each(table, 3).all()


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_components_are_solved_apart(monkeypatch, objective):
    monkeypatch.setattr(by_component, "WORTHWHILE", 1)
    monkeypatch.setattr(by_component, "SMALL", 1)
    split = 0
    for problem in problems(range(150)):
        options = weigh(problem, objective)
        if options.row.size:
            numbers = by_component.components(options)
            split += numbers.max() > 0
            assert_apart(options, numbers)
        chosen = by_component.best_choice_by_component(options)
        assert options.worth(chosen) == options.worth(best_choice(options))
    assert split >= 10


def assert_apart(options, numbers):
    """No row and no column has pairs of two components."""
    for index in (options.row, options.col):
        for one in np.unique(index):
            assert np.unique(numbers[index == one]).size == 1


def test_small_components_are_solved_together(monkeypatch):
    monkeypatch.setattr(by_component, "SMALL", 2)
    scores = np.eye(5, dtype=int)
    problem = AssignmentProblem.from_dense(scores, eligible=scores > 0)
    assert by_component.components(weigh(problem, "total")).max() == 0


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_prices_do_not_depend_on_where_the_search_starts(objective):
    rng = np.random.default_rng(7)
    for problem in problems(range(150)):
        options = weigh(problem, objective)
        chosen = best_choice(options)
        start = rng.integers(-20, 20, options.n_cols)
        assert distances_from(Residual(options, chosen), -start) is not None
        cold, warm = canonical_prices(options, chosen), canonical_prices(options, chosen, start)
        assert np.array_equal(cold, warm)


def test_a_bad_assignment_has_no_potentials():
    problem = AssignmentProblem.from_dense([[8, 5], [9, 4]])
    options = weigh(problem, "total")
    bad = np.array([True, False, False, True])
    assert distances_from(Residual(options, bad), np.zeros(2, dtype=np.int64)) is None


# --- blocks ---------------------------------------------------------------------------------------


def blocks_of(seed):
    rng = np.random.default_rng(seed)
    shape = rng.integers(1, 30), rng.integers(1, 30)
    scores = np.where(rng.random(shape) < 0.2, NO_PAIR, rng.integers(-3, 8, shape))
    return scores, rng.integers(0, 3, shape[1]), rng.integers(-2, 3, shape[0])


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_blocks_find_what_the_whole_finds(monkeypatch, objective):
    monkeypatch.setattr("alliance_match.assignment.block_source.CELLS", 50)
    monkeypatch.setattr("alliance_match.assignment.blocks.FEW", (1, 1))
    monkeypatch.setattr("alliance_match.assignment.blocks.MORE", 1)
    for seed in range(150):
        scores, capacity, unmatched = blocks_of(seed)
        labels = [f"row {i}" for i in range(len(scores))]
        found = solve_blocks(
            lambda first, stop, scores=scores: scores[first:stop],
            *scores.shape,
            capacity=capacity,
            unmatched=unmatched,
            objective=objective,
            row_key=labels,
        )
        whole = AssignmentProblem.from_dense(
            np.where(scores > NO_PAIR, scores, 0),
            eligible=scores > NO_PAIR,
            capacity=capacity,
            unmatched=unmatched,
            row_key=labels,
        )
        expected = solve(whole, objective)
        assert found.status == "optimal"
        assert found.pairs.tolist() == expected.pairs.tolist()
        assert (found.value, found.coverage) == (expected.value, expected.coverage)
        assert found.check(lambda first, stop, scores=scores: scores[first:stop])


def test_tampered_blocks_are_refused():
    refused = 0
    for seed in range(60):
        scores, capacity, unmatched = blocks_of(seed)
        found = solve_blocks(
            lambda a, z, scores=scores: scores[a:z], *scores.shape, capacity=capacity,
            unmatched=unmatched, objective="coverage_total",
        )  # fmt: skip
        changes = [
            {"value": found.value + 1},
            {"bound": found.bound - 1, "value": found.value - 1},
            {"pairs": found.pairs[1:]},
            {"bonus": 0},
            {"prices": tuple(p + 1 for p in found.prices)},
            {"pairs": np.vstack((found.pairs, found.pairs[:1]))},
        ]
        for change in changes:
            tampered = type(found)(**{**vars(found), **change})
            if len(found.pairs) and not same_bound(scores, capacity, unmatched, tampered, found):
                assert not tampered.check(lambda a, z, scores=scores: scores[a:z]), change
                refused += 1
    assert refused > 200


def same_bound(scores, capacity, unmatched, tampered, found):
    """Other prices may prove the same bound: then it is another true proof."""
    if tampered.prices == found.prices:
        return False
    kept = sum(
        max([int(e)] + [int(w) + found.bonus - p
                        for w, p in zip(row, tampered.prices, strict=True) if w > NO_PAIR])
        for row, e in zip(scores, unmatched, strict=True)
    )  # fmt: skip
    paid = sum(max(0, int(u) * p) for u, p in zip(capacity, tampered.prices, strict=True))
    return kept + paid == found.bound


def test_blocks_say_what_is_wrong():
    with pytest.raises(ProblemError, match=r"rows 0 to 1 have shape \(2, 2\); give \(2, 3\)"):
        solve_blocks(lambda a, z: np.zeros((z - a, 2), dtype=int), 2, 3)
    with pytest.raises(ProblemError, match=r"score of pair \(1, 2\) is 0.5"):
        solve_blocks(lambda a, z: np.array([[0, 0, 0], [0, 0, 0.5]])[a:z], 2, 3)
    with pytest.raises(ProblemError, match="largest score"):
        solve_blocks(lambda a, z: np.full((z - a, 1), 2**59), 1, 1)
    with pytest.raises(ProblemError, match="no objective 'leximin'"):
        solve_blocks(lambda a, z: np.zeros((z - a, 1), dtype=int), 1, 1, objective="leximin")


# --- long runs ------------------------------------------------------------------------------------


def test_when_the_time_is_over_the_best_so_far_is_returned_with_its_bound(monkeypatch):
    monkeypatch.setattr(pricing, "MANY_PAIRS", 0)
    monkeypatch.setattr(pricing, "WIDE", 0)
    monkeypatch.setattr(pricing, "FEW", (1, 1))
    scores = np.random.default_rng(3).integers(0, 50, (30, 20))
    problem = AssignmentProblem.from_dense(scores)
    best = solve(problem, "total")
    hurried = solve(problem, "total", time_limit=0.0)
    assert hurried.status == "feasible"
    assert hurried.value < best.value <= hurried.bound
    assert hurried.gap is not None
    assert hurried.gap > 0
    assert not hurried.certificate.check(problem, hurried)


def test_progress_is_told():
    told: list[str] = []
    solve(AssignmentProblem.from_dense([[8, 5], [9, 4]]), progress=told.append)
    assert told == ["matching over 4 pairs", "breaking ties", "checking the proof"]


def test_the_number_of_threads_changes_nothing():
    rng = np.random.default_rng(9)
    groups = [Quota(range(k, 30, 3), range(k % 2, 20, 2), at_most=4) for k in range(3)]
    problem = AssignmentProblem.from_dense(
        rng.integers(0, 9, (30, 20)), capacity=2, groups=groups, load_cost=[0, 1]
    )
    found = [solve(problem, "coverage_total", threads=n) for n in (1, 2, 8, 1)]
    assert {one.status for one in found} == {"optimal"}
    assert len({str(one.pairs.tolist()) for one in found}) == 1
