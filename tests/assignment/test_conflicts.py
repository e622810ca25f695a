"""Conflicts: infeasible as they stand, feasible without any one of their members."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alliance_match.assignment import (
    AssignmentProblem,
    Constraint,
    Quota,
    SideRow,
    conflicts,
    find_conflict,
    milp,
    side_conflicts,
)
from alliance_match.errors import AllianceMatchError

from .oracle import FEATURES, FLOW, Case, is_feasible, keeping, random_case
from .strategies import cases, shuffled


def can_be_kept(case: Case, wanted) -> bool:
    """Whether some assignment keeps these constraints, whatever the others ask."""
    pins = {(one.row, one.col) for one in wanted if one.kind == "pin"}
    loads = {one.col for one in wanted if one.kind == "min_load"}
    return is_feasible(keeping(case, pins, loads, {one.side for one in wanted}))


def check(seed, features):
    """Kinds and size of the conflict; irreducible, and there is one just where it is infeasible."""
    case = random_case(seed, features)
    conflict = find_conflict(case.problem())
    assert bool(conflict) != is_feasible(case), seed
    if conflict:
        assert not can_be_kept(case, conflict), seed
    for one in conflict:
        assert can_be_kept(case, [other for other in conflict if other != one]), seed
    return frozenset(one.kind for one in conflict), len(conflict)


@pytest.mark.parametrize("features", [FLOW, FEATURES], ids=["flow", "side"])
def test_conflicts_are_irreducible_by_enumeration(features):
    found = Counter(check(seed, features) for seed in range(1200))
    kinds = {kind for kind, _ in found if kind}
    alone = [frozenset([kind]) for kind in ("pin", "min_load")]
    assert {*alone, frozenset(["pin", "min_load"])} <= kinds
    assert {1, 2, 3} <= {size for _, size in found}
    if features is FEATURES:
        assert frozenset(["side"]) in kinds
        assert frozenset(["pin", "side"]) in kinds
        assert frozenset(["min_load", "side"]) in kinds


@pytest.mark.slow
@pytest.mark.parametrize("start", range(1200, 13_200, 1_200))
def test_conflicts_are_irreducible_by_enumeration_at_length(start):
    for seed in range(start, start + 1_200):
        check(seed, FEATURES)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_no_order_of_the_input_bends_a_conflict(data):
    case = data.draw(cases(FEATURES))
    other = data.draw(shuffled(case))
    first, second = (find_conflict(one.problem()) for one in (case, other))
    assert sorted(one.text for one in first) == sorted(one.text for one in second)


def problem(**keywords):
    return AssignmentProblem.from_dense(
        np.zeros((3, 3), dtype=int),
        row_key=["ann", "bea", "cyd"],
        col_key=["x", "y", "z"],
        **keywords,
    )


@pytest.mark.parametrize(
    ("keywords", "texts"),
    [
        (
            {"pins": [(0, 1)], "forbidden": [(0, 1)]},
            ["row 'ann' is pinned to column 'y', which is a forbidden pair"],
        ),
        (
            {"pins": [(0, 1)], "eligible": [[1, 0, 1], [1, 1, 1], [1, 1, 1]]},
            ["row 'ann' is pinned to column 'y', which is not an eligible pair"],
        ),
        (
            {"pins": [(0, 1)], "capacity": 0},
            ["row 'ann' is pinned to column 'y', whose capacity is 0"],
        ),
        (
            {"pins": [(0, 1), (2, 2), (0, 0)]},
            [
                "row 'ann' is pinned to column 'x', whose capacity is 1",
                "row 'ann' is pinned to column 'y', whose capacity is 1",
            ],
        ),
        (
            {"min_load": [2, 2, 0], "capacity": 2},
            [
                "column 'x' must have at least 2 rows, of 3 that it may have",
                "column 'y' must have at least 2 rows, of 3 that it may have",
            ],
        ),
        (
            {"min_load": [3, 0, 0], "capacity": 3, "pins": [(1, 2)]},
            [
                "row 'bea' is pinned to column 'z', whose capacity is 3",
                "column 'x' must have at least 3 rows, of 3 that it may have",
            ],
        ),
    ],
)
def test_conflicts_are_told_in_words(keywords, texts):
    assert [one.text for one in find_conflict(problem(**keywords))] == texts


@pytest.mark.parametrize(
    ("keywords", "texts"),
    [
        (
            {"groups": [Quota([0], [1], at_least=2, label="ann to y")]},
            ["side row 'ann to y at least 2': at least 2 pairs of 1 rows and 1 columns"],
        ),
        (
            {
                "groups": [Quota([0, 1], None, at_most=0, label="neither")],
                "min_load": [0, 2, 0],
                "capacity": 2,
            },
            [
                "column 'y' must have at least 2 rows, of 3 that it may have",
                "side row 'neither at most 0': at most 0 pairs of 2 rows and 3 columns",
            ],
        ),
        (
            {"side": [SideRow([0, 1], [0, 0], [2, 3], 2, "weights")], "pins": [(1, 0)]},
            [
                "row 'bea' is pinned to column 'x', whose capacity is 1",
                "side row 'weights': the coefficients of pairs of 2 rows and 1 columns must add up "
                "to at most 2",
            ],
        ),
        (
            {"pins": [(0, 0), (0, 1), (0, 2)], "demand": 2},
            [
                "row 'ann' is pinned to column 'x', whose capacity is 1, and the row has 2 places",
                "row 'ann' is pinned to column 'y', whose capacity is 1, and the row has 2 places",
                "row 'ann' is pinned to column 'z', whose capacity is 1, and the row has 2 places",
            ],
        ),
        (
            {"min_load": [0, 1, 0], "demand": 0},
            ["column 'y' must have at least 1 rows, of 0 that it may have"],
        ),
    ],
)
def test_conflicts_of_side_rows_and_places_are_told_in_words(keywords, texts):
    assert [one.text for one in find_conflict(problem(**keywords))] == texts


def test_a_row_with_several_places_counts_towards_several_columns():
    assert find_conflict(problem(min_load=[2, 2, 2], capacity=2, demand=2)) == ()
    found = find_conflict(problem(min_load=[3, 3, 1], capacity=3, demand=2))
    assert [one.kind for one in found] == ["min_load"] * 3


def test_a_conflict_that_takes_branching_is_found():
    """Three pairs, two of each two rows' at most one; together at least two: halves would do."""
    triangle = [SideRow(pair, pair, [1, 1], 1, f"pair {pair}") for pair in ([0, 1], [1, 2], [0, 2])]
    many = SideRow([0, 1, 2], [0, 1, 2], [-1, -1, -1], -2, "two of three")
    found = find_conflict(problem(side=[*triangle, many]))
    assert [one.side for one in found] == [0, 1, 2, 3]


def test_a_conflict_that_is_none_is_not_believed(monkeypatch):
    """HiGHS may err: the search for the proof turns up an assignment."""
    monkeypatch.setattr(milp, "maximise", lambda model, **keywords: ("infeasible", None))
    halves = [SideRow(pair, pair, [1, 1], 1) for pair in ([0, 1], [1, 2], [0, 2])]
    assert find_conflict(problem(side=[*halves, SideRow([0, 1], [0, 1], [-1, -1], -1)])) == ()


def test_without_a_proof_in_time_the_engine_is_believed(monkeypatch):
    monkeypatch.setattr(side_conflicts, "NODES", 0)
    triangle = [SideRow(pair, pair, [1, 1], 1) for pair in ([0, 1], [1, 2], [0, 2])]
    found = find_conflict(problem(side=[*triangle, SideRow([0, 1, 2], [0, 1, 2], -1, -2)]))
    assert [one.side for one in found] == [0, 1, 2, 3]


def test_pins_count_towards_a_minimum_load():
    assert find_conflict(problem(min_load=[3, 0, 0], capacity=3, pins=[(1, 0)])) == ()


def test_constraints_are_listed_in_a_fixed_order():
    listed = conflicts.constraints(
        problem(
            min_load=[0, 1, 1],
            pins=[(2, 0), (1, 2)],
            capacity=[1, 1, 1],
            side=[SideRow([0], [0], 1, 1)],
        )
    )
    assert [(one.kind, one.row, one.col, one.side) for one in listed] == [
        ("pin", 1, 2, None),
        ("pin", 2, 0, None),
        ("min_load", None, 1, None),
        ("min_load", None, 2, None),
        ("side", None, None, 0),
    ]


def test_a_minimum_load_beyond_all_rows_is_found_at_once():
    found = find_conflict(problem(min_load=[2**60, 0, 0], capacity=2**60))
    assert found == (Constraint("min_load", None, 0, ""),)


def test_a_set_that_is_no_conflict_is_not_passed_on():
    two = problem(min_load=[1, 1, 0])
    with pytest.raises(AllianceMatchError, match="please report"):
        conflicts._confirm(two, conflicts.constraints(two))
    four = problem(pins=[(0, 0), (0, 1), (1, 2)])
    with pytest.raises(AllianceMatchError, match="please report"):
        conflicts._confirm(four, conflicts.constraints(four))


def test_a_large_conflict_is_found_in_time():
    size = 150
    many = AssignmentProblem.from_dense(np.zeros((size - 1, size), dtype=int), min_load=1)
    assert len(find_conflict(many)) == size
