"""Certificates: accepted only for what is optimal, and refused after any change."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from alliance_match.assignment import AssignmentProblem, Certificate, SideRow, solve
from alliance_match.assignment.objective import weigh
from alliance_match.errors import ProblemError

PROBLEM = AssignmentProblem.from_dense(
    [[8, 5, 2], [9, 4, 2], [7, 7, 1]],
    capacity=[1, 1, 2],
    min_load=[0, 0, 1],
    pins=[(2, 1)],
    forbidden=[(1, 1)],
)
ASSIGNMENT = solve(PROBLEM)
CERTIFICATE = ASSIGNMENT.certificate


def reasons(problem=PROBLEM, assignment=ASSIGNMENT, certificate=CERTIFICATE):
    found = certificate.failures(problem, assignment)
    assert certificate.check(problem, assignment) is (not found)
    return "; ".join(found)


def with_pairs(*pairs):
    return replace(ASSIGNMENT, pairs=np.array(pairs, dtype=np.int64).reshape(-1, 2))


def test_the_proof_holds():
    assert ASSIGNMENT.pairs.tolist() == [[0, 2], [1, 0], [2, 1]]
    assert reasons() == ""


@pytest.mark.parametrize(
    ("pairs", "named"),
    [
        ([(0, 0), (1, 2), (2, 1)], "the value is given as 18 and is 17"),
        ([(0, 2), (1, 0)], "pin (2, 1) is not kept"),
        ([(0, 0), (2, 1)], "column 2 has 0 rows; its minimum load is 1"),
        ([(0, 0), (1, 0), (2, 1)], "column 0 has 2 rows; its capacity is 1"),
        ([(0, 2), (0, 0), (2, 1)], "row 0 is matched 2 times"),
        ([(0, 2), (1, 1), (2, 1)], "pair (1, 1) is forbidden"),
        ([(0, 2), (1, 0), (3, 1)], "pair (3, 1) is outside the problem"),
        ([(0, 2), (1, 0), (2, -1)], "pair (2, -1) is outside the problem"),
        ([], "pin (2, 1) is not kept"),
    ],
)
def test_changed_pairs_are_refused(pairs, named):
    assert named in reasons(assignment=with_pairs(*pairs))


def test_a_pair_that_is_not_eligible_is_refused():
    problem = AssignmentProblem.from_dense([[1, 1]], eligible=[[1, 0]])
    assignment = replace(solve(problem), pairs=np.array([[0, 1]]))
    assert "pair (0, 1) is not eligible" in reasons(problem, assignment, assignment.certificate)


def test_a_pair_that_counts_twice_is_refused():
    """With every number as if it were two pairs, within the demand and the capacity."""
    problem = AssignmentProblem.from_dense([[5, 1]], demand=2, capacity=2)
    honest = solve(problem, "total")
    forged = replace(
        honest, pairs=np.array([[0, 0], [0, 0]]), value=10, coverage=2, weight=10, bound=10
    )
    proof = Certificate("total", (0, 0), 10, problem.fingerprint)
    assert reasons(problem, forged, proof).startswith("pair (0, 0) is chosen twice")


def test_pairs_of_another_type_are_refused():
    for pairs in (ASSIGNMENT.pairs.astype(float), ASSIGNMENT.pairs.ravel(), [[0, 2]]):
        changed = replace(ASSIGNMENT, pairs=pairs)
        assert "no int64 array of shape (k, 2)" in reasons(assignment=changed)


@pytest.mark.parametrize("name", ["value", "coverage", "weight", "bound"])
def test_changed_numbers_are_refused(name):
    for change in (1, -1, 0.0):
        changed = replace(ASSIGNMENT, **{name: getattr(ASSIGNMENT, name) + change})
        assert f"{name} is given as" in reasons(assignment=changed)


def test_another_objective_is_refused():
    assert "the proof is for" in reasons(assignment=replace(ASSIGNMENT, objective="total"))
    assert reasons(certificate=replace(CERTIFICATE, objective="total"))
    unknown = replace(CERTIFICATE, objective="best")
    assert "no objective 'best'" in reasons(certificate=unknown)


@pytest.mark.parametrize(
    "change",
    [
        {"score": PROBLEM.score + 1},
        {"score": PROBLEM.score - (np.arange(PROBLEM.score.size) == 2)},
        {"capacity": np.add(PROBLEM.capacity, (0, 0, 1))},
        {"capacity": np.add(PROBLEM.capacity, (1, 0, 0))},
        {"min_load": PROBLEM.min_load * 0},
        {"unmatched": PROBLEM.unmatched + 1},
        {"pins": PROBLEM.pins[:0]},
        {"forbidden": PROBLEM.forbidden[:0]},
        {"forbidden": np.array([[0, 0], [1, 1]])},
        {"demand": np.array([1, 2, 1])},
        {"load_cost": np.array([[0], [0], [1]])},
        {"load_cost": np.array([[0], [0], [0]])},
        {"side": (SideRow([0], [0], 1, 0),)},
        {"n_rows": 4, "demand": 1, "unmatched": 0, "row_key": None},
        {"n_cols": 4, "capacity": 1, "min_load": 0, "load_cost": None, "col_key": None},
    ],
)
def test_another_problem_is_refused(change):
    assert reasons(problem=replace(PROBLEM, **change))


def test_changed_prices_are_refused():
    for col in range(3):
        for change in (-1000, -1, 1, 1000):
            prices = list(CERTIFICATE.prices)
            prices[col] += change
            changed = replace(CERTIFICATE, prices=tuple(prices))
            options = weigh(PROBLEM, "coverage_total")
            still_tight = options.bound(np.array(prices)) == CERTIFICATE.bound
            assert changed.check(PROBLEM, ASSIGNMENT) is still_tight
    assert reasons(certificate=replace(CERTIFICATE, prices=(0, 0, 0)))


@pytest.mark.parametrize("price", [0.0, True, 2**60 + 1, -(2**80), None, "0"])
def test_prices_that_cannot_be_computed_with_are_refused(price):
    prices = (price, *CERTIFICATE.prices[1:])
    assert "price of column 0" in reasons(certificate=replace(CERTIFICATE, prices=prices))


def test_too_few_prices_are_refused():
    few = replace(CERTIFICATE, prices=CERTIFICATE.prices[:2])
    assert "2 prices are given for 3 columns" in reasons(certificate=few)


def test_a_changed_bound_or_fingerprint_is_refused():
    changed = replace(CERTIFICATE, bound=CERTIFICATE.bound + 1)
    assert "the certificate's bound is given as" in reasons(certificate=changed)
    assert "fingerprints differ" in reasons(certificate=replace(CERTIFICATE, fingerprint=""))


def test_an_infeasible_result_proves_nothing():
    problem = AssignmentProblem.from_dense([[1]], min_load=1, forbidden=[(0, 0)])
    assert "minimum load" in reasons(problem, solve(problem), Certificate("total", (0,), 0, ""))


def test_certificates_survive_json():
    saved = json.loads(json.dumps(CERTIFICATE.to_dict()))
    assert Certificate.from_dict(saved) == CERTIFICATE
    large = replace(CERTIFICATE, prices=(2**60, -(2**60) + 1, 0))
    assert Certificate.from_dict(json.loads(json.dumps(large.to_dict()))) == large


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"bound": 1.0}, "bound"),
        ({"bound": True}, "bound"),
        ({"prices": [0, 1.5, 0]}, r"prices\[1\]"),
        ({"prices": 7}, "prices"),
        ({"objective": None}, "objective"),
        ({"more": 1}, "has the entries"),
    ],
)
def test_saved_certificates_of_another_form_are_refused(change, named):
    with pytest.raises(ProblemError, match=named):
        Certificate.from_dict(CERTIFICATE.to_dict() | change)
    with pytest.raises(ProblemError, match="has the entries"):
        Certificate.from_dict({})
