"""What-if questions, against enumeration of the changed round."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from alliance_match.assignment import (
    AssignmentProblem,
    competition,
    force,
    regret,
    solve,
    without,
)
from alliance_match.errors import ProblemError

from .oracle import TOTALS, choice_of, filled, legal_choices, moved, optima, random_case
from .random_cases import FLOW

SINGLE = sorted(set(FLOW) - {"demand"})


def check_against(case, changed_case, assignment, change):
    """The losses are exact, the pairs optimal after the change, and as few rows move as can be."""
    best = optima(changed_case, assignment.objective)
    assert change.possible == bool(best)
    if not best:
        assert change.coverage is None
        assert change.value is None
        assert change.conflict
        assert change.moved == ()
        return
    here = choice_of(case, assignment)
    there = choice_of(case, changed_to(assignment, change))
    assert there in best
    assert change.coverage == assignment.coverage - filled(there)
    assert change.value == assignment.value - case.value(there)
    assert change.moved == moved(here, there)
    if max(case.places, default=0) <= 1:
        assert len(change.moved) == min(len(moved(here, other)) for other in best)


def changed_to(assignment, change):
    return replace(assignment, pairs=change.pairs)


@pytest.mark.parametrize("objective", TOTALS)
def test_regret_and_margin_agree_with_enumeration(objective):
    asked = 0
    for seed in range(160):
        case = random_case(seed)
        problem = case.problem()
        assignment = solve(problem, objective)
        if assignment.status == "infeasible":
            continue
        for pair in [(i, j) for i in range(case.n_rows) for j in range(case.n_cols)][seed % 3 :: 3]:
            forced = replace(case, pins=case.pins | {pair})
            check_against(case, forced, assignment, regret(problem, assignment, *pair))
            asked += 1
        for pair in map(tuple, assignment.pairs.tolist()):
            barred = replace(case, forbidden=case.forbidden | {pair})
            check_against(case, barred, assignment, without(problem, assignment, *pair))
            asked += 1
    assert asked > 500


def test_a_worked_regret():
    problem = AssignmentProblem.from_dense([[8, 5], [9, 4]])
    assignment = solve(problem)
    asked = regret(problem, assignment, 0, 0)
    assert (asked.coverage, asked.value, asked.moved) == (0, 2, (0, 1))
    assert asked.pairs.tolist() == [[0, 0], [1, 1]]
    assert regret(problem, assignment, 0, 1).moved == ()
    assert force(problem, 0, 0).value == 12
    assert without(problem, assignment, 0, 1).value == 2


def test_forcing_an_illegal_pair_names_the_conflict():
    problem = AssignmentProblem.from_dense([[8, 5]], eligible=[[1, 0]], pins=[(0, 0)])
    asked = regret(problem, solve(problem), 0, 1)
    assert not asked.possible
    assert asked.conflict[0].text.endswith("which is not an eligible pair")


def test_regret_is_measured_against_an_optimum_alone():
    problem = AssignmentProblem.from_dense([[8, 5], [9, 4]])
    weaker = replace(solve(problem), status="feasible")
    for ask in (regret, without):
        with pytest.raises(ProblemError, match="is feasible; a regret is measured against"):
            ask(problem, weaker, 0, 0)
        with pytest.raises(ProblemError, match=r"is \(0, 2\)"):
            ask(problem, solve(problem), 0, 2)


@pytest.mark.parametrize("objective", TOTALS)
def test_competition_is_a_hall_violation_or_the_points(objective):
    found = points = 0
    for seed in range(600):
        case = random_case(seed, SINGLE)
        problem = case.problem()
        assignment = solve(problem, objective)
        if assignment.status == "infeasible":
            continue
        here = choice_of(case, assignment)
        for row in [i for i in range(case.n_rows) if not here[i]]:
            answer = competition(problem, assignment, row)
            wanted = {row} | {i for i in range(case.n_rows) if here[i]}
            could = any(all(choice[i] for i in wanted) for choice in legal_choices(case))
            assert (answer is None) == could, seed
            if answer is None:
                points += 1
                assert objective == "total"
                continue
            found += 1
            check_hall(case, here, row, answer)
    assert found > 100
    if objective == "total":
        assert points > 20


def check_hall(case, here, row, answer):
    assert row in answer.rows
    assert answer.places == sum(case.capacity[j] for j in answer.cols) < len(answer.rows)
    assert all(here.count((j,)) == case.capacity[j] for j in answer.cols)
    reach = set()
    for i in answer.rows:
        pinned = {j for r, j in case.pins if r == i}
        legal = {j for r, j in case.score if r == i} - {j for r, j in case.forbidden if r == i}
        reach |= legal & pinned if pinned else legal
    assert reach == set(answer.cols)


def test_competition_is_asked_of_unmatched_rows_alone():
    problem = AssignmentProblem.from_dense([[1], [2]])
    assignment = solve(problem)
    assert competition(problem, assignment, 0).rows == (0, 1)
    for row in (1, 2, -1):
        with pytest.raises(ProblemError, match="not an unmatched row"):
            competition(problem, assignment, row)


def test_a_row_without_choices_competes_for_nothing():
    problem = AssignmentProblem.from_dense([[1], [2]], eligible=[[0], [1]])
    answer = competition(problem, solve(problem), 0)
    assert (answer.rows, answer.cols, answer.places) == ((0,), (), 0)


def test_near_moves_as_few_rows_as_possible():
    """All assignments are equally good, so any of them is kept as it is."""
    problem = AssignmentProblem.from_dense(np.zeros((6, 6), dtype=int))
    other = replace(solve(problem), pairs=np.column_stack((np.arange(6), np.arange(6)[::-1])))
    assert solve(problem, near=other).pairs.tolist() == other.pairs.tolist()
