"""The worst-off row where rows have several places or side rows tie them, against enumeration."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from alliance_match.assignment import AssignmentProblem, solve
from alliance_match.assignment.floor_certificate import FloorCertificate, best_shares
from alliance_match.assignment.levels import is_flow
from alliance_match.assignment.rules import row_values
from alliance_match.errors import ProblemError

from . import oracle
from .random_cases import FEATURES, random_case


def cases(seeds):
    for seed in seeds:
        case = random_case(seed, FEATURES)
        problem = case.problem()
        if not is_flow(problem):
            yield seed, case, problem


def assert_fairest(seeds):
    solved = infeasible = lowered = 0
    for seed, case, problem in cases(seeds):
        found = solve(problem, "max_min")
        winner = oracle.winner(case, "max_min")
        if winner is None:
            assert found.status == "infeasible", seed
            infeasible += 1
            continue
        best = oracle.best_rank(case, "max_min")
        outcome = next(o for o in case.outcomes if o.choice == oracle.choice_of(case, found))
        assert oracle.rank(outcome, "max_min") == best, seed
        if (problem.demand > 0).any():
            assert found.status == "optimal", (seed, found.certificate.failures(problem, found))
            share = best_shares(problem)[problem.demand > 0].min()
            lowered += row_values(problem, found.pairs)[problem.demand > 0].min() < share
        solved += 1
    assert solved > len(seeds) // 8
    assert infeasible > 5
    assert lowered > 5


def test_the_worst_off_row_and_the_total():
    assert_fairest(range(300))


@pytest.mark.slow
def test_more_of_the_worst_off_row():
    assert_fairest(range(300, 4000))


def test_forged_proofs_are_refused():
    refused = 0
    for seed, _, problem in cases(range(150)):
        found = solve(problem, "max_min")
        if found.status != "optimal" or not (problem.demand > 0).any():
            continue
        proof = found.certificate
        claims = [
            replace(found, certificate=replace(proof, floor=proof.floor + 1)),
            replace(found, certificate=replace(proof, floor=proof.floor - 1)),
            replace(found, certificate=replace(proof, bound=proof.bound + 1)),
            replace(found, certificate=replace(proof, fingerprint="0")),
            replace(found, certificate=replace(proof, objective="leximin")),
            replace(found, certificate=replace(proof, rows=(problem.n_rows,))),
            replace(found, value=found.value + 1),
            replace(found, bound=found.bound - 1),
            replace(found, coverage=found.coverage + 1),
        ]
        if len(found.pairs):
            claims.append(replace(found, pairs=found.pairs[1:]))
        if proof.witness is not None:
            claims.append(replace(found, certificate=replace(proof, witness=None)))
        for claim in claims:
            assert not claim.certificate.check(problem, claim), seed
            refused += 1
    assert refused > 300


def test_proofs_survive_being_written_and_read():
    problem = AssignmentProblem.from_dense([[3, 3, 0], [3, 3, 0]], demand=2)
    found = solve(problem, "max_min")
    assert row_values(problem, found.pairs).tolist() == [3, 3]
    assert FloorCertificate.from_dict(found.certificate.to_dict()) == found.certificate
    assert found.certificate.witness is not None
    with pytest.raises(ProblemError, match="damaged"):
        FloorCertificate.from_dict({"total": {}})


def test_no_order_of_the_input_counts():
    rng = np.random.default_rng(3)
    scores, expected = rng.integers(0, 4, (7, 6)), None
    for _ in range(4):
        rows, cols = rng.permutation(7), rng.permutation(6)
        problem = AssignmentProblem.from_dense(
            scores[np.ix_(rows, cols)],
            demand=2,
            capacity=3,
            row_key=[f"r{i}" for i in rows],
            col_key=[f"c{j}" for j in cols],
        )
        found = solve(problem, "max_min")
        labels = sorted((problem.row_key[i], problem.col_key[j]) for i, j in found.pairs.tolist())
        expected = expected or labels
        assert labels == expected
