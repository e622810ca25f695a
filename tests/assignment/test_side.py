"""Problems with side rows: what is found is what enumeration finds, and it is proved."""

from __future__ import annotations

import json
import random
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alliance_match.assignment import AssignmentProblem, Quota, SideRow, milp
from alliance_match.assignment.rules import broken_rules
from alliance_match.assignment.side_certificate import SideCertificate
from alliance_match.assignment.side_solve import solve_with_side
from alliance_match.errors import AllianceMatchError, ProblemError

from .oracle import (
    FEATURES,
    TOTALS,
    choice_of,
    hash_sum,
    optima,
    pairs_of,
    random_case,
    winner,
)
from .strategies import cases, shuffled


def sided(seeds):
    for seed in seeds:
        case = random_case(seed, FEATURES)
        if case.side:
            yield seed, case


# --- against enumeration -------------------------------------------------------------------------


def check(seed, case, objective):
    problem, best = case.problem(), winner(case, objective)
    found = solve_with_side(problem, objective)
    if best is None:
        assert found.status == "infeasible", seed
        assert found.conflict, seed
        assert (found.certificate, found.bound, found.pairs.size) == (None, None, 0)
        return found
    outcome = next(one for one in case.outcomes if one.choice == best)
    assert found.status == "optimal", seed
    assert choice_of(case, found) == best, seed
    assert (found.value, found.coverage) == (outcome.value, outcome.coverage), seed
    assert (found.bound, found.gap) == (found.weight, 0), seed
    saved = json.loads(json.dumps(found.certificate.to_dict()))
    assert SideCertificate.from_dict(saved) == found.certificate, seed
    assert found.certificate.failures(problem, found) == (), seed
    return found


def test_agrees_with_enumeration():
    seen = Counter(
        check(seed, case, objective).status
        for seed, case in sided(range(1200))
        for objective in TOTALS
    )
    assert seen["optimal"] > 350
    assert seen["infeasible"] > 350


@pytest.mark.slow
@pytest.mark.parametrize("start", range(1200, 16_200, 1_500))
def test_agrees_with_enumeration_at_length(start):
    for seed, case in sided(range(start, start + 1_500)):
        for objective in TOTALS:
            check(seed, case, objective)


def test_a_lottery_draws_another_of_the_best():
    drawn = 0
    for seed, case in sided(range(1000)):
        best = optima(case, "total")
        if len(best) < 2:
            continue
        found = solve_with_side(case.problem(), "total", lottery=7)
        assert choice_of(case, found) == winner(case, "total", lottery=7), seed
        assert found.lottery == 7
        drawn += winner(case, "total", lottery=7) != winner(case, "total")
    assert drawn > 10


def test_it_stays_near_what_was():
    """Of the best, the one with the most pairs kept and single rows left out as before."""
    moved = 0
    for seed, case in sided(range(1500)):
        best = [choice for choice in optima(case, "total") if pairs_of(choice)]
        if len(best) < 2 or any(places > 1 for places in case.places):
            continue
        here = random.Random(seed).choice(best)
        problem = case.problem()
        before = replace(solve_with_side(problem, "total"), pairs=np.array(pairs_of(here)))

        found = solve_with_side(problem, "total", near=before)
        assert choice_of(case, found) == here, seed
        moved += here != max(best, key=lambda choice: hash_sum(case, choice))
    assert moved > 10


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_no_order_of_the_input_bends_the_result(data):
    case = data.draw(cases(FEATURES))
    other = data.draw(shuffled(case))
    objective = data.draw(st.sampled_from(TOTALS))
    first = solve_with_side(case.problem(), objective)
    second = solve_with_side(other.problem(), objective)
    assert named(case, first) == named(other, second)


def named(case, found):
    """What was found, by names; with its proof as far as that speaks of columns."""
    pairs = sorted((case.row_key[i], case.col_key[j]) for i, j in found.pairs.tolist())
    conflict = sorted(one.text for one in found.conflict if one.kind != "side")
    prices = ()
    if found.certificate:
        prices = [
            sorted(zip(case.col_key, node.prices, strict=True))
            for node in found.certificate.proof.nodes
        ]
    return found.status, found.value, found.bound, pairs, conflict, prices


# --- one thing at a time -------------------------------------------------------------------------


def quotas(**keywords):
    """Four rows of two groups, two columns; the best without a quota is 0, 1 -> x and 2, 3 -> y."""
    return AssignmentProblem.from_dense(
        [[9, 1], [9, 1], [1, 9], [1, 9]],
        capacity=2,
        row_key=["ann", "bea", "cyd", "dee"],
        col_key=["x", "y"],
        **keywords,
    )


def test_a_quota_that_does_not_bind_changes_nothing():
    problem = quotas(groups=[Quota([0, 1], [0], at_most=2)])
    found = solve_with_side(problem, "total")
    assert found.pairs.tolist() == [[0, 0], [1, 0], [2, 1], [3, 1]]
    assert found.certificate.proof.nodes[0].multipliers == (0, 0)


def test_a_quota_that_binds_has_a_multiplier():
    problem = quotas(groups=[Quota([0, 1], [0], at_most=1, label="few to x")])
    found = solve_with_side(problem, "total")
    assert found.value == 27
    assert found.certificate.proof.nodes[0].multipliers[0] > 0
    assert found.certificate.check(problem, found)


def test_a_quota_that_cannot_be_kept_is_named():
    problem = quotas(
        groups=[Quota([0, 1], [0], at_least=2, label="both to x")],
        pins=[(2, 0)],
        forbidden=[(3, 0)],
    )
    found = solve_with_side(problem, "total")
    assert found.status == "infeasible"
    assert [one.text for one in found.conflict] == [
        "row 'cyd' is pinned to column 'x', whose capacity is 2",
        "side row 'both to x at least 2': at least 2 pairs of 2 rows and 1 columns",
    ]


def test_places_come_before_points():
    """Filling both places costs 90 points; under coverage_total it is done all the same."""
    problem = AssignmentProblem.from_dense(
        [[100, 0], [10, 0]],
        side=[SideRow([0, 1], [0, 1], [1, 1], 1)],
    )
    both = solve_with_side(problem, "coverage_total")
    assert (both.coverage, both.value, both.certificate.places) == (2, 10, 2)
    assert solve_with_side(problem, "total").value == 100


def test_progress_is_told():
    told = []
    solve_with_side(quotas(groups=[Quota([0, 1], [0], at_most=1)]), "total", progress=told.append)
    assert "breaking ties" in told
    assert "proving it" in told


# --- an engine that errs -------------------------------------------------------------------------


def halved(seed=3):
    """A problem with a tree, and an assignment that is not the best."""
    rng = np.random.default_rng(seed)
    groups = [
        Quota(np.flatnonzero(rng.random(9) < 0.5), np.flatnonzero(rng.random(4) < 0.5), at_most=1)
        for _ in range(12)
    ]
    return AssignmentProblem.from_dense(
        rng.integers(0, 50, (9, 4)), capacity=3, groups=groups, unmatched=-3
    )


def test_a_worse_assignment_is_not_called_optimal(monkeypatch):
    problem = halved()
    right = solve_with_side(problem, "total")
    assert right.status == "optimal"

    def lazy(options, limits, **keywords):
        return milp.Found("optimal", np.zeros(options.row.size, dtype=bool))

    monkeypatch.setattr(milp, "search", lazy)
    monkeypatch.setattr("alliance_match.assignment.tie_search.NODES", 0)
    found = solve_with_side(problem, "total")
    assert found.status == "feasible"
    assert found.value < right.value <= found.bound
    assert found.gap > 0
    assert found.certificate.failures(problem, found)


def test_a_solution_is_not_called_infeasible(monkeypatch):
    monkeypatch.setattr(milp, "maximise", lambda model, **keywords: ("infeasible", None))
    with pytest.raises(AllianceMatchError, match="please report"):
        solve_with_side(halved(), "total")


def test_what_breaks_a_rule_is_not_passed_on(monkeypatch):
    def greedy(model, **keywords):
        return "optimal", np.ones(model.n_integers)

    monkeypatch.setattr(milp, "maximise", greedy)
    monkeypatch.setattr(milp, "cuts", lambda limits, chosen: [])
    with pytest.raises(AllianceMatchError, match="breaks a rule"):
        solve_with_side(halved(), "total")


def test_an_engine_that_fails_is_an_error_of_ours(monkeypatch):
    def fail(*arguments, **keywords):
        raise AttributeError("no canonical_code")

    monkeypatch.setattr(milp.mathopt, "solve", fail)
    with pytest.raises(AllianceMatchError, match="HiGHS failed"):
        solve_with_side(halved(), "total")


def test_a_time_limit_returns_the_best_with_its_bound(monkeypatch):
    """The proof is given up at once; what was found stands, and is called feasible."""
    monkeypatch.setattr("alliance_match.assignment.side_solve.prove_bound", lambda *a, **k: None)
    problem = halved()
    found = solve_with_side(problem, "coverage_total")
    assert found.status == "feasible"
    assert broken_rules(problem, found.pairs) == ()
    assert found.bound >= found.weight
    options = found.certificate
    assert options.proof.nodes[0].branch is None


def test_no_time_at_all_is_an_error():
    with pytest.raises(AllianceMatchError, match="allow more time"):
        solve_with_side(halved(), "total", time_limit=0.0)


# --- certificates --------------------------------------------------------------------------------


def test_certificates_are_refused_where_anything_differs():
    refused = 0
    for seed, case in sided(range(500)):
        for objective in TOTALS:
            problem = case.problem()
            found = solve_with_side(problem, objective)
            if found.status != "optimal":
                continue
            proof = found.certificate
            for forged in (
                replace(proof, bound=proof.bound - 1),
                replace(proof, bound=proof.bound + 1),
                replace(proof, bound=float(proof.bound)),
                replace(proof, fingerprint="0" * 64),
                replace(proof, objective="max_min"),
                replace(proof, objective=TOTALS[objective == TOTALS[0]]),
                replace(proof, places=(proof.places or 0) + 1),
                replace(proof, filling=None, places=0),
                replace(proof, proof=replace(proof.proof, nodes=())),
            ):
                assert not forged.check(problem, found), seed
                refused += 1
            for other in (
                replace(found, value=found.value + 1),
                replace(found, bound=found.bound - 1),
                replace(found, weight=found.weight + 1),
                replace(found, coverage=found.coverage + 1),
            ):
                assert not proof.check(problem, other), seed
                refused += 1
            refused += others_refused(case, problem, found, objective, seed)
    assert refused > 2000


def others_refused(case, problem, found, objective, seed):
    """The same certificate with assignments that are worse, and all their numbers in order."""
    best = set(optima(case, objective))
    worse = [one for one in case.outcomes if one.choice not in best]
    for outcome in worse[:3]:
        weight = found.weight - found.value - problem.matched_bonus * found.coverage
        weight = outcome.value + (problem.matched_bonus * outcome.coverage if weight else 0)
        pairs = np.array(pairs_of(outcome.choice), dtype=np.int64).reshape(-1, 2)
        other = replace(
            found, pairs=pairs, value=outcome.value, coverage=outcome.coverage, weight=weight
        )
        assert not found.certificate.check(problem, other), seed
    return len(worse[:3])


@pytest.mark.parametrize(
    "change",
    [
        {"bound": 1.0},
        {"proof": None},
        {"places": 1.5},
        {"places": True},
        {"filling": []},
        {"objective": 3},
        {"more": 1},
    ],
)
def test_damaged_certificates_are_refused(change):
    found = solve_with_side(quotas(groups=[Quota([0, 1], [0], at_most=1)]), "total")
    with pytest.raises(ProblemError):
        SideCertificate.from_dict({**found.certificate.to_dict(), **change})


# --- size ----------------------------------------------------------------------------------------


def four_groupings(seed, n_rows=200, n_cols=80):
    """Quotas between the groups of four groupings: both ways round, and they bind."""
    rng = np.random.default_rng(seed)
    scores, groups = rng.integers(0, 1001, (n_rows, n_cols)), []
    for _ in range(4):
        of_row, of_col = rng.integers(0, 5, n_rows), rng.integers(0, 5, n_cols)
        for r in range(5):
            for c in range(5):
                rows, cols = np.flatnonzero(of_row == r), np.flatnonzero(of_col == c)
                if r == c:
                    groups.append(Quota(rows, cols, at_least=int(n_rows * 0.052)))
                elif (r + c) % 3 == 0:
                    groups.append(Quota(rows, cols, at_most=int(n_rows * 0.028)))
    return AssignmentProblem.from_dense(scores, capacity=3, groups=groups)


def test_quotas_on_four_groupings_are_solved_and_proved():
    problem = four_groupings(0, 60, 24)
    found = solve_with_side(problem, "total")
    assert found.status == "optimal"
    assert found.certificate.check(problem, found)


@pytest.mark.slow
@pytest.mark.parametrize("objective", TOTALS)
def test_two_hundred_by_eighty_with_quotas_on_four_groupings(objective):
    problem = four_groupings(0)
    found = solve_with_side(problem, objective)
    assert found.status == "optimal"
    assert found.value == 196760
    assert found.certificate.check(problem, found)
    assert any(found.certificate.proof.nodes[0].multipliers)
