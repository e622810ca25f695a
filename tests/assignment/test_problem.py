"""Problems: what is read, and what is stored."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from alliance_match.assignment import AssignmentProblem, Quota, SideRow, solve
from alliance_match.assignment.magnitude import LIMIT, largest_safe_cost
from alliance_match.errors import ProblemError

from .oracle import FEATURES, random_case

SCORES = [[8, 5], [9, 4]]


def from_pairs(row=(0, 1), col=(1, 0), score=(3, 4), n_rows=2, n_cols=2, **more):
    return AssignmentProblem.from_pairs(row, col, score, n_rows=n_rows, n_cols=n_cols, **more)


def faults(build, *args, **kwargs):
    with pytest.raises(ProblemError) as caught:
        build(*args, **kwargs)
    return str(caught.value)


def test_dense_and_pairs_are_the_same_problem():
    dense = AssignmentProblem.from_dense(
        [[0, 7, 0], [5, 0, 6]], eligible=[[0, 1, 0], [1, 1, 1]], capacity=[1, 2, 3], unmatched=-1
    )
    pairs = AssignmentProblem.from_pairs(
        [1, 1, 0, 1],
        [2, 0, 1, 1],
        [6, 5, 7, 0],
        n_rows=2,
        n_cols=3,
        capacity=[1, 2, 3],
        unmatched=[-1, -1],
    )
    assert dense.fingerprint == pairs.fingerprint
    assert pairs.row.tolist() == [0, 1, 1, 1]
    assert pairs.col.tolist() == [1, 0, 1, 2]
    assert pairs.score.tolist() == [7, 5, 0, 6]


NUMBERS = ("score", "demand", "capacity", "min_load", "unmatched", "load_cost", "pins", "forbidden")


def test_everything_is_integer_and_read_only():
    problem = AssignmentProblem.from_dense(
        SCORES, pins=[(1, 0)], forbidden=[(0, 0)], load_cost=[0, 1]
    )
    for name in ("row", "col", *NUMBERS):
        array = getattr(problem, name)
        assert array.dtype == (np.int64 if name in NUMBERS else np.int32)
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0


def test_the_callers_arrays_are_copied():
    scores, capacity = np.array(SCORES), np.array([1, 1])
    problem = AssignmentProblem.from_dense(scores, capacity=capacity)
    scores[:] = 0
    capacity[:] = 0
    assert problem.score.tolist() == [8, 5, 9, 4]
    assert problem.capacity.tolist() == [1, 1]


def test_whole_floats_and_booleans_are_integers():
    problem = AssignmentProblem.from_dense([[8.0, True]], capacity=np.array([True, False]))
    assert problem.score.tolist() == [8, 1]
    assert problem.capacity.tolist() == [1, 0]


def test_an_ineligible_cell_is_never_read():
    problem = AssignmentProblem.from_dense(
        [[1.0, float("nan")]], eligible=np.array([[True, False]])
    )
    assert problem.score.tolist() == [1]


def test_pins_and_forbidden_pairs_are_sorted_and_named_once():
    problem = AssignmentProblem.from_dense(SCORES, pins=[(1, 1), (0, 0), (1, 1)], forbidden=())
    assert problem.pins.tolist() == [[0, 0], [1, 1]]
    assert problem.forbidden.shape == (0, 2)


def test_pins_may_be_any_iterable():
    problem = AssignmentProblem.from_dense(SCORES, pins={(1, 1)}, forbidden=(p for p in [(0, 1)]))
    assert problem.pins.tolist() == [[1, 1]]
    assert problem.forbidden.tolist() == [[0, 1]]


def test_default_labels_sort_as_the_indices_do():
    problem = AssignmentProblem.from_dense(np.zeros((11, 2), dtype=int))
    assert problem.row_key == tuple(sorted(problem.row_key))
    assert problem.row_key[2] == "02"
    assert problem.col_key == ("0", "1")


def test_quotas_become_side_rows():
    problem = AssignmentProblem.from_dense(
        SCORES,
        eligible=[[1, 0], [1, 1]],
        groups=[Quota(rows=[0, 1], cols=[0], at_most=1, at_least=1, label="first")],
    )
    most, least = problem.side
    assert (most.row.tolist(), most.col.tolist(), most.coef.tolist()) == ([0, 1], [0, 0], [1, 1])
    assert (most.bound, most.label) == (1, "first at most 1")
    assert (least.coef.tolist(), least.bound) == ([-1, -1], -1)
    assert least.label == "first at least 1"


def test_replace_reads_everything_anew():
    problem = AssignmentProblem.from_dense(SCORES)
    assert replace(problem, capacity=np.array([1, 2])).capacity.tolist() == [1, 2]
    assert "capacity[0] is -1" in faults(replace, problem, capacity=np.array([-1, 0]))


def test_the_safe_cost_keeps_the_stated_bound():
    for n_rows, n_cols, places in ((0, 0, 0), (1, 1, 1), (50, 50, 120), (10_000, 5_000, 10_000)):
        safe = largest_safe_cost(n_rows, n_cols, places)
        size = 4 * (n_rows + n_cols + places + 4)
        assert safe * size <= LIMIT < (safe + 1) * size
        assert 2 * LIMIT < 2**63 + 1


def test_the_bonus_outweighs_every_difference_and_ignores_the_rules():
    problem = AssignmentProblem.from_dense([[8, -5], [9, 4]], unmatched=[0, 10])
    assert problem.matched_bonus == 1 + 13 + 6
    changed = replace(problem, pins=np.array([[0, 0]]), forbidden=np.array([[1, 1]]))
    assert changed.matched_bonus == problem.matched_bonus


def test_the_bonus_outweighs_every_difference_by_enumeration():
    """Also between assignments that keep different pins, forbidden pairs and minimum loads."""
    tight = 0
    for seed in range(600):
        case = random_case(seed, FEATURES)
        bonus = case.problem().matched_bonus
        free = replace(
            case, pins=frozenset(), forbidden=frozenset(), side=(), min_load=[0] * case.n_cols
        )
        values = [outcome.value for outcome in free.outcomes]
        assert max(values) - min(values) < bonus, seed
        tight += max(values) - min(values) == bonus - 1
    assert tight > 20


def test_the_fingerprint_covers_all_but_the_labels():
    problem = AssignmentProblem.from_dense(SCORES, groups=[Quota(rows=[0], at_most=1)])
    changes = [
        {"score": problem.score + 1},
        {"demand": problem.demand + 1},
        {"capacity": problem.capacity + 1},
        {"min_load": problem.min_load + 1},
        {"unmatched": problem.unmatched + 1},
        {"load_cost": [0]},
        {"load_cost": [0, 1]},
        {"pins": np.array([[0, 0]])},
        {"forbidden": np.array([[0, 0]])},
        {"side": ()},
        {"side": (SideRow([0], [0], 1, 1),)},
        {"side": (SideRow([0, 0], [0, 1], 2, 1),)},
        {"side": (SideRow([0, 0], [0, 1], 1, 0),)},
        {"side": problem.side * 2},
    ]
    prints = {replace(problem, **change).fingerprint for change in changes}
    assert len(prints | {problem.fingerprint}) == len(changes) + 1
    assert replace(problem, row_key=("x", "y")).fingerprint == problem.fingerprint
    relabelled = replace(problem.side[0], label="another")
    assert replace(problem, side=(relabelled,)).fingerprint == problem.fingerprint


EMPTY = [
    ((0, 0), {}),
    ((0, 3), {"capacity": 5, "load_cost": [1, 2]}),
    ((3, 0), {"demand": 2, "unmatched": [1, 2, 3]}),
    ((2, 2), {"capacity": 0}),
    ((2, 2), {"demand": 0}),
    ((2, 2), {"demand": 9, "capacity": 9}),
    ((2, 2), {"forbidden": [(0, 0), (0, 1)]}),
    ((2, 2), {"eligible": [[0, 0], [0, 0]]}),
    ((2, 2), {"pins": [(0, 1)], "eligible": [[1, 0], [1, 1]]}),
    ((2, 2), {"pins": [(0, 1)], "forbidden": [(0, 1)]}),
]


@pytest.mark.parametrize(("shape", "given"), EMPTY)
def test_what_is_odd_but_no_fault_is_read(shape, given):
    problem = AssignmentProblem.from_dense(np.full(shape, -7), **given)
    assert (problem.n_rows, problem.n_cols) == shape
    assert replace(problem).fingerprint == problem.fingerprint
    pinned_illegally = len(problem.pins) > 0
    assert (solve(problem).status == "infeasible") is pinned_illegally


def test_problems_print_their_size():
    assert repr(AssignmentProblem.from_dense(SCORES, pins=[(0, 0)])) == (
        "AssignmentProblem(2 rows, 2 columns, 4 eligible pairs, 1 pins, 0 forbidden, 0 side rows)"
    )
