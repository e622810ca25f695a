"""Fairness: vectors, totals, winners of ties, the frontier against enumeration; forged proofs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from alliance_match.assignment import AssignmentProblem, solve
from alliance_match.assignment.fair.certificate import FairCertificate
from alliance_match.assignment.fair.frontier import frontier
from alliance_match.assignment.rules import row_values
from alliance_match.errors import ProblemError

from . import oracle
from .oracle import FAIR
from .random_cases import FLOW, random_case

SINGLE = sorted(set(FLOW) - {"demand"})


def assert_fairest(seeds, objective):
    solved = infeasible = 0
    for seed in seeds:
        case = random_case(seed, SINGLE)
        found = solve(case.problem(), objective)
        winner = oracle.winner(case, objective)
        if winner is None:
            assert found.status == "infeasible"
            assert found.conflict
            infeasible += 1
            continue
        assert found.status == "optimal", seed
        assert oracle.choice_of(case, found) == winner, seed
        solved += 1
    assert solved > len(seeds) // 2
    assert infeasible > 5


@pytest.mark.parametrize("objective", FAIR)
def test_the_fairest_and_the_winner_among_equals(objective):
    assert_fairest(range(700), objective)


@pytest.mark.slow
@pytest.mark.parametrize("objective", FAIR)
def test_more_of_the_fairest(objective):
    assert_fairest(range(700, 10_000), objective)


def test_the_frontier_has_every_efficient_point():
    several = 0
    for seed in range(500):
        case = random_case(seed, SINGLE)
        found = frontier(case.problem())
        points = [(point.floor, point.value) for point in found.points]
        assert points == oracle.frontier(case)[::-1], seed
        assert all(point.assignment.status == "optimal" for point in found.points)
        assert all(point.price == points[0][1] - point.value for point in found.points)
        several += len(points) > 1
    assert several > 15


def test_a_frontier_prints_as_a_table():
    found = frontier(AssignmentProblem.from_dense([[9, 5], [6, 4]]))
    assert str(found).splitlines() == [
        " worst-off row       total     price    share",
        "             4          13         0   0.00 %",
        "             5          11         2  15.38 %",
    ]


def test_a_worked_vector():
    """Leximin goes on where max_min stops: the second worst-off counts as well."""
    scores = [[1, 1, 1, 1], [9, 5, 0, 0], [0, 6, 3, 0], [0, 0, 9, 2]]
    problem = AssignmentProblem.from_dense(scores)
    fair, fairest = solve(problem, "max_min"), solve(problem, "leximin")
    assert sorted(row_values(problem, fair.pairs).tolist())[0] == 1
    assert sorted(row_values(problem, fairest.pairs).tolist()) == [1, 6, 9, 9]
    assert fairest.certificate.check(problem, fairest)


# --- proofs ---------------------------------------------------------------------------------------


def forged(assignment):
    """Copies of a proof that say something else, and copies of the result that claim more."""
    proof = assignment.certificate
    for k, level in enumerate(proof.levels):
        others = proof.levels[:k] + proof.levels[k + 1 :]
        yield replace(assignment, certificate=replace(proof, levels=others))
        changes = (
            {"count": level.count + 1},
            {"count": level.count - 1},
            {"threshold": level.threshold + 1},
            {"prices": level.prices[1:]},
        )
        for change in changes:
            one = replace(level, **change)
            if one == level:  # there are no columns to price
                continue
            levels = (*proof.levels[:k], one, *proof.levels[k + 1 :])
            yield replace(assignment, certificate=replace(proof, levels=levels))
    yield replace(assignment, certificate=replace(proof, bound=proof.bound + 1))
    yield replace(assignment, certificate=replace(proof, fingerprint="0"))
    yield replace(assignment, certificate=replace(proof, objective="total"))
    yield replace(assignment, value=assignment.value + 1)
    yield replace(assignment, coverage=assignment.coverage + 1)
    yield replace(assignment, bound=assignment.bound - 1)
    if len(assignment.pairs):
        yield replace(assignment, pairs=assignment.pairs[1:])


def is_still_true(case, objective, claim, original):
    """Dropping a level that says nothing new, or naming another threshold, may leave a proof."""
    same = claim.value == original.value and claim.coverage == original.coverage
    pairs = np.array_equal(claim.pairs, original.pairs)
    proof = claim.certificate
    whole = proof.bound == claim.bound == original.bound and proof.objective == objective
    return same and pairs and whole and proof.levels != original.certificate.levels


@pytest.mark.parametrize("objective", FAIR)
def test_forged_proofs_are_refused(objective):
    refused = true = 0
    for seed in range(250):
        case = random_case(seed, SINGLE)
        problem = case.problem()
        found = solve(problem, objective)
        if found.status != "optimal":
            continue
        for claim in forged(found):
            holds = claim.certificate.check(problem, claim)
            if is_still_true(case, objective, claim, found):
                true += holds
            else:
                assert not holds, seed
                refused += 1
    assert refused > 800


@pytest.mark.parametrize("objective", FAIR)
def test_a_proof_holds_for_no_worse_assignment(objective):
    """Whatever levels and prices say, only the fairest rank can be claimed."""
    refused = 0
    for seed in range(200):
        case = random_case(seed, SINGLE)
        problem = case.problem()
        found = solve(problem, objective)
        if found.status != "optimal":
            continue
        best = oracle.best_rank(case, objective)
        for outcome in case.outcomes[:30]:
            if oracle.rank(outcome, objective) == best:
                continue
            pairs = np.array(oracle.pairs_of(outcome.choice), dtype=np.int64).reshape(-1, 2)
            claim = replace(found, pairs=pairs, value=outcome.value, weight=outcome.value,
                            coverage=outcome.coverage, bound=outcome.value)  # fmt: skip
            proof = replace(found.certificate, bound=outcome.value)
            assert not proof.check(problem, replace(claim, certificate=proof)), seed
            refused += 1
    assert refused > 1000


def test_proofs_survive_being_written_and_read():
    problem = AssignmentProblem.from_dense([[9, 5], [6, 4]])
    found = solve(problem, "leximin")
    again = FairCertificate.from_dict(found.certificate.to_dict())
    assert again == found.certificate
    with pytest.raises(ProblemError, match="damaged"):
        FairCertificate.from_dict({"levels": []})


@pytest.mark.parametrize("objective", FAIR)
def test_no_order_of_the_input_counts(objective):
    rng = np.random.default_rng(11)
    scores, names = rng.integers(0, 6, (12, 9)), [f"r{i}" for i in range(12)]
    expected = None
    for _ in range(5):
        rows, cols = rng.permutation(12), rng.permutation(9)
        problem = AssignmentProblem.from_dense(
            scores[np.ix_(rows, cols)],
            capacity=2,
            row_key=[names[i] for i in rows],
            col_key=[f"c{j}" for j in cols],
        )
        found = solve(problem, objective)
        labels = sorted((problem.row_key[i], problem.col_key[j]) for i, j in found.pairs.tolist())
        expected = expected or labels
        assert labels == expected
