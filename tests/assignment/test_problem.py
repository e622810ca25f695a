"""Problems: what is read, what is stored, and every fault that is named."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from alliance_match.assignment import AssignmentProblem
from alliance_match.assignment.magnitude import LIMIT, MAX_SCORE, largest_safe_cost
from alliance_match.errors import ProblemError

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


def test_everything_is_int64_and_read_only():
    problem = AssignmentProblem.from_dense(SCORES, pins=[(1, 0)], forbidden=[(0, 0)])
    for name in ("row", "col", "score", "capacity", "min_load", "unmatched", "pins", "forbidden"):
        array = getattr(problem, name)
        assert array.dtype == np.int64
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


@pytest.mark.parametrize(
    ("scores", "named"),
    [
        ([[8, 5.5]], "score of pair (0, 1) is 5.5"),
        ([[8, float("nan")]], "score of pair (0, 1) is nan"),
        ([[8, float("inf")]], "score of pair (0, 1) is inf"),
        ([[8, 2.0**53 + 2]], "score of pair (0, 1) is 9007199254740994.0"),
        ([[8, None]], "score of pair (0, 1) is None"),
        ([["8", "5"]], "score of pair (0, 0) is 8; give an integer"),
        ([[8, 2**63]], "score of pair (0, 1) is 9.223372036854776e+18"),
        (np.array([[8, 2**63]], dtype=np.uint64), f"score of pair (0, 1) is {2**63}"),
        ([[8, 10**30]], f"score of pair (0, 1) is {10**30}"),
        ([1, 2], "scores has shape (2,)"),
        ([[1, 2], [3]], "unequal length"),
    ],
)
def test_scores_that_are_no_integers_are_named(scores, named):
    assert named in faults(AssignmentProblem.from_dense, scores)


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"capacity": [1]}, "capacity has shape (1,); give one number, or 2 numbers"),
        ({"capacity": [1, 1, 1]}, "capacity has shape (3,)"),
        ({"capacity": [1, -1]}, "capacity[1] is -1"),
        ({"capacity": [1, 1.5]}, "capacity[1] is 1.5"),
        ({"capacity": float("nan")}, "capacity[0] is nan"),
        ({"min_load": [0, 2]}, "min_load[1] is 2, above capacity[1] of 1"),
        ({"min_load": [-1, 0]}, "min_load[0] is -1"),
        ({"min_load": [0]}, "min_load has shape (1,)"),
        ({"unmatched": [0]}, "unmatched has shape (1,); give one number, or 2 numbers"),
        ({"unmatched": [0, "x"]}, "unmatched[0] is 0"),
        ({"pins": [(0, 2)]}, "pins[0] is (0, 2); there are 2 rows and 2 columns, counted from 0"),
        ({"pins": [(0, 0), (-1, 0)]}, "pins[1] is (-1, 0)"),
        ({"pins": [(0, 0.5)]}, "pins[0][1] is 0.5"),
        ({"pins": [(0, 1, 1)]}, "pins has shape (1, 3)"),
        ({"pins": [(0,), (1, 1)]}, "pins has entries of unequal length"),
        ({"forbidden": [(2, 0)]}, "forbidden[0] is (2, 0)"),
        ({"forbidden": [0, 1]}, "forbidden has shape (2,)"),
        ({"row_key": ["a"]}, "row_key has 1 labels; give 2"),
        ({"row_key": ["a", "a"]}, "row_key[1] is 'a', as is row_key[0]"),
        ({"row_key": ["a", 1]}, "row_key[1] is 1; give a string"),
        ({"col_key": "ab"}, "col_key is 'ab'"),
        ({"col_key": 7}, "col_key is 7"),
        ({"eligible": [[1, 1]]}, "eligible has shape (1, 2)"),
        ({"eligible": [[1, 2], [0, 0]]}, "other than 0 and 1"),
        ({"eligible": [[1, 0.5], [0, 0]]}, "eligible.flat[1] is 0.5"),
    ],
)
def test_faults_name_index_and_value(given, named):
    assert named in faults(AssignmentProblem.from_dense, SCORES, **given)


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"row": [0, 2]}, "row[1] is 2; there are 2 of them, counted from 0"),
        ({"row": [-1, 0]}, "row[0] is -1"),
        ({"col": [0, 7]}, "col[1] is 7"),
        ({"row": [0, 0.5]}, "row[1] is 0.5"),
        ({"row": [1, 1], "col": [0, 0]}, "pair (1, 0) is listed twice"),
        ({"row": [0]}, "row, col and score have shapes (1,), (2,) and (2,)"),
        ({"row": [[0], [1, 1]]}, "give three flat arrays of one length"),
        ({"score": 3}, "row, col and score have shapes (2,), (2,) and ()"),
        ({"score": [3, float("nan")]}, "score of pair (1, 0) is nan"),
        ({"n_rows": -1}, "n_rows is -1"),
        ({"n_rows": 2.0}, "n_rows is 2.0"),
        ({"n_cols": True}, "n_cols is True"),
    ],
)
def test_faults_of_pair_lists(given, named):
    assert named in faults(from_pairs, **given)


def test_all_faults_come_in_one_error():
    message = faults(
        from_pairs,
        row=[0, 5],
        score=[0.5, float("nan")],
        capacity=[1, -1],
        min_load=[2, 0],
        unmatched=[1],
        pins=[(9, 9)],
        forbidden=[(0, -1)],
        row_key=["a", "a"],
        col_key=["a"],
    )
    assert message.startswith("The assignment problem has 10 faults:")
    assert message.count("\n- ") == 10


def test_many_faults_of_one_kind_are_counted():
    message = faults(AssignmentProblem.from_dense, np.full((5, 5), 0.5))
    assert message.count("is 0.5") == 10
    assert "and 15 more of the same kind" in message
    repeated = faults(AssignmentProblem.from_dense, np.zeros((13, 1)), row_key=["a"] * 13)
    assert "and 2 more of the same kind" in repeated


def test_replace_reads_everything_anew():
    problem = AssignmentProblem.from_dense(SCORES)
    assert replace(problem, capacity=np.array([1, 2])).capacity.tolist() == [1, 2]
    assert "capacity[0] is -1" in faults(replace, problem, capacity=np.array([-1, 0]))


@pytest.mark.parametrize("sign", [1, -1])
def test_magnitudes_are_bounded(sign):
    safe = largest_safe_cost(1, 1)
    largest = (safe - 1) // 2  # the score, and once more as the row's spread, plus one
    AssignmentProblem.from_dense([[sign * largest]])
    message = faults(AssignmentProblem.from_dense, [[sign * (largest + 1)]])
    assert "divide scores and unmatched values by a common factor" in message
    assert str(safe) in message


def test_extreme_integers_do_not_wrap():
    for extreme in (-(2**63), 2**63 - 1, MAX_SCORE + 1):
        assert "magnitude" in faults(AssignmentProblem.from_dense, [[extreme]])
        assert "magnitude" in faults(AssignmentProblem.from_dense, [[0]], unmatched=extreme)


def test_the_safe_cost_keeps_the_stated_bound():
    for n_rows, n_cols in ((0, 0), (1, 1), (50, 50), (10_000, 5_000)):
        path, nodes = 2 * min(n_rows, n_cols) + 3, n_rows + n_cols + 1
        assert path * largest_safe_cost(n_rows, n_cols) * (nodes + 3) <= LIMIT


def test_the_bonus_outweighs_every_difference_and_ignores_the_rules():
    problem = AssignmentProblem.from_dense([[8, -5], [9, 4]], unmatched=[0, 10])
    assert problem.matched_bonus == 1 + 13 + 6
    changed = replace(problem, pins=np.array([[0, 0]]), forbidden=np.array([[1, 1]]))
    assert changed.matched_bonus == problem.matched_bonus


def test_the_fingerprint_covers_all_but_the_labels():
    problem = AssignmentProblem.from_dense(SCORES)
    for change in (
        {"score": problem.score + 1},
        {"capacity": problem.capacity + 1},
        {"min_load": problem.min_load + 1},
        {"unmatched": problem.unmatched + 1},
        {"pins": np.array([[0, 0]])},
        {"forbidden": np.array([[0, 0]])},
    ):
        assert replace(problem, **change).fingerprint != problem.fingerprint
    assert replace(problem, row_key=("x", "y")).fingerprint == problem.fingerprint


def test_problems_print_their_size():
    assert repr(AssignmentProblem.from_dense(SCORES, pins=[(0, 0)])) == (
        "AssignmentProblem(2 rows, 2 columns, 4 eligible pairs, 1 pins, 0 forbidden)"
    )
