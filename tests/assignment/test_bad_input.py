"""Bad input: every fault is named with its index and value, all of them at once."""

from __future__ import annotations

import numpy as np
import pytest

from alliance_match.assignment import AssignmentProblem, Quota, SideRow
from alliance_match.assignment.magnitude import MAX_SCORE, largest_safe_cost
from alliance_match.errors import ProblemError

SCORES = [[8, 5], [9, 4]]


def from_pairs(row=(0, 1), col=(1, 0), score=(3, 4), n_rows=2, n_cols=2, **more):
    return AssignmentProblem.from_pairs(row, col, score, n_rows=n_rows, n_cols=n_cols, **more)


def faults(build, *args, **kwargs):
    with pytest.raises(ProblemError) as caught:
        build(*args, **kwargs)
    return str(caught.value)


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
        ({"demand": [1]}, "demand has shape (1,); give one number, or 2 numbers, one for each row"),
        ({"demand": [1, -2]}, "demand[1] is -2; give at least 0"),
        ({"demand": [1, 0.5]}, "demand[1] is 0.5"),
        ({"load_cost": [[0, 1], [3, 2]]}, "load_cost[1] falls from 3 to 2"),
        ({"load_cost": [2, 1, 0]}, "load_cost[0] falls from 2 to 1"),
        ({"load_cost": [[0, 1], [3, float("nan")]]}, "load_cost.flat[3] is nan"),
        ({"load_cost": [[0, 1], [3]]}, "load_cost has entries of unequal length"),
        ({"load_cost": 3}, "load_cost has shape (); give one list of costs, or 2 of them"),
        ({"load_cost": [[0], [0], [0]]}, "load_cost has shape (3, 1)"),
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
        (SideRow([0], [1], 1, 1), "side[0] counts pair (0, 1), which is not eligible"),
        (SideRow([0], [7], 1, 1), "side[0] counts pair (0, 7), which is not eligible"),
        (SideRow([1, 1], [1, 1], 1, 1), "side[0] counts pair (1, 1) twice"),
        (SideRow([1], [1], [0.5], 1), "side[0].coef[0] is 0.5"),
        (SideRow([1], ["x"], 1, 1), "side[0].col[0] is x"),
        (SideRow([1], [1], 1, float("nan")), "side[0].bound is nan"),
        (SideRow([0, 1], [1], 1, 1), "shapes (2,), (1,), () and (); give flat arrays"),
        ((0, 0, 1, 1), "side[0] is (0, 0, 1, 1); give a SideRow"),
        (Quota(at_most=1), "give a SideRow, and a Quota among the groups"),
    ],
)
def test_faults_of_side_rows(given, named):
    eligible = [[1, 0], [1, 1]]
    assert named in faults(AssignmentProblem.from_dense, SCORES, eligible=eligible, side=[given])


def test_a_side_row_far_outside_does_not_wrap_into_the_problem():
    """2**62 * 4 columns is 0 in 64 bits."""
    message = faults(
        AssignmentProblem.from_dense, [[1, 1, 1, 1]], side=[SideRow([2**62], [0], 1, 1)]
    )
    assert f"side[0] counts pair ({2**62}, 0), which is not eligible" in message


@pytest.mark.parametrize(
    ("given", "named"),
    [
        (Quota(rows=[0, 2], at_most=1), "groups[0].rows[1] is 2; there are 2 of them"),
        (Quota(cols=[-1], at_most=1), "groups[0].cols[0] is -1"),
        (Quota(cols=["a"], at_most=1), "groups[0].cols[0] is a"),
        (Quota(at_most=1.5), "groups[0].at_most is 1.5; give an integer"),
        (Quota(at_least="2"), "groups[0].at_least is '2'; give an integer"),
        (SideRow([0], [0], 1, 1), "give a Quota"),
    ],
)
def test_faults_of_quotas(given, named):
    assert named in faults(AssignmentProblem.from_dense, SCORES, groups=[given])


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
        demand=[1, -1],
        load_cost=[3, 2],
        side=[SideRow([0], [0], 0.5, 0)],
        pins=[(9, 9)],
        forbidden=[(0, -1)],
        row_key=["a", "a"],
        col_key=["a"],
    )
    assert message.startswith("The assignment problem has 13 faults:")
    assert message.count("\n- ") == 13


def test_many_faults_of_one_kind_are_counted():
    message = faults(AssignmentProblem.from_dense, np.full((5, 5), 0.5))
    assert message.count("is 0.5") == 10
    assert "and 15 more of the same kind" in message
    repeated = faults(AssignmentProblem.from_dense, np.zeros((13, 1)), row_key=["a"] * 13)
    assert "and 2 more of the same kind" in repeated


@pytest.mark.parametrize("sign", [1, -1])
def test_magnitudes_are_bounded(sign):
    safe = largest_safe_cost(1, 1)
    largest = (safe - 1) // 2  # the score, and once more as the row's spread, plus one
    AssignmentProblem.from_dense([[sign * largest]])
    message = faults(AssignmentProblem.from_dense, [[sign * (largest + 1)]])
    assert "divide scores, unmatched values and load costs by a common factor" in message
    assert str(safe) in message


@pytest.mark.parametrize("extreme", [-(2**63), 2**63 - 1, 2**62, -(2**62), MAX_SCORE + 1])
def test_extreme_integers_are_named_and_do_not_wrap(extreme):
    build = AssignmentProblem.from_dense
    score = faults(build, [[0, 0], [0, extreme]])
    assert f"score of pair (1, 1) is {extreme}, of magnitude above 2**58" in score
    assert f"unmatched[1] is {extreme}" in faults(build, SCORES, unmatched=[0, extreme])
    cost = sorted([0, extreme])
    assert f"load_cost[1, {cost.index(extreme)}] is {extreme}" in faults(
        build, SCORES, load_cost=[[0, 0], cost]
    )


def test_sums_beyond_64_bits_are_refused():
    """Each number alone would fit."""
    large = 2**57
    for given in (
        {"scores": [[large] * 8] * 8},
        {"scores": [[1] * 8] * 8, "demand": 2**60},
        {"scores": [[0] * 8] * 8, "load_cost": [large], "capacity": 8},
    ):
        assert "by a common factor until this is at most" in faults(
            AssignmentProblem.from_dense, **given
        )
