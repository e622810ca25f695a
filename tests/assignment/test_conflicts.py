"""Conflicts: infeasible as they stand, feasible without any one of their members."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from alliance_match.assignment import AssignmentProblem, Constraint, conflicts, find_conflict
from alliance_match.errors import AllianceMatchError

from .oracle import Case, legal_choices, random_case


def only(case: Case, wanted) -> Case:
    """The case with no pins and minimum loads but the wanted ones."""
    loads = {one.col for one in wanted if one.kind == "min_load"}
    return replace(
        case,
        pins=frozenset((one.row, one.col) for one in wanted if one.kind == "pin"),
        min_load=[load if col in loads else 0 for col, load in enumerate(case.min_load)],
    )


def can_be_kept(case: Case, wanted) -> bool:
    return next(legal_choices(only(case, wanted)), None) is not None


def test_conflicts_are_irreducible_by_enumeration():
    kinds = set()
    sizes = set()
    for seed in range(900):
        case = random_case(seed)
        conflict = find_conflict(case.problem())
        assert bool(conflict) == (next(legal_choices(case), None) is None), seed
        if not conflict:
            continue
        assert not can_be_kept(case, conflict), seed
        for one in conflict:
            assert can_be_kept(case, [other for other in conflict if other != one]), seed
        kinds.add(frozenset(one.kind for one in conflict))
        sizes.add(len(conflict))
    assert kinds == {frozenset(["pin"]), frozenset(["min_load"]), frozenset(["pin", "min_load"])}
    assert {1, 2, 3} <= sizes


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


def test_pins_count_towards_a_minimum_load():
    assert find_conflict(problem(min_load=[3, 0, 0], capacity=3, pins=[(1, 0)])) == ()


def test_constraints_are_listed_in_a_fixed_order():
    listed = conflicts.constraints(
        problem(min_load=[0, 1, 1], pins=[(2, 0), (1, 2)], capacity=[1, 1, 1])
    )
    assert [(one.kind, one.row, one.col) for one in listed] == [
        ("pin", 1, 2),
        ("pin", 2, 0),
        ("min_load", None, 1),
        ("min_load", None, 2),
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
