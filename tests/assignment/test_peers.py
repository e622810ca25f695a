"""What users of other matching tools expect, in rounds of our own making."""

from __future__ import annotations

import random
from collections import Counter
from itertools import pairwise

import networkx as nx
import numpy as np
import pytest

from alliance_match.assignment import AssignmentProblem, solve

from .oracle import TOTALS


def named(problem, **keywords):
    """Solve, insist on the proof, and say by name who has whom."""
    assignment = solve(problem, **keywords)
    assert assignment.status == "optimal"
    assert assignment.certificate.failures(problem, assignment) == ()
    given = {name: [] for name in problem.row_key}
    for row, col in assignment.pairs.tolist():
        given[problem.row_key[row]].append(problem.col_key[col])
    return given


def ranked(wishes, partners, **more):
    """Rows that list their partners, dearest first; whom they do not list they cannot have."""
    scores = [
        [len(partners) - wish.index(name) if name in wish else 0 for name in partners]
        for wish in wishes.values()
    ]
    eligible = [[name in wish for name in partners] for wish in wishes.values()]
    return AssignmentProblem.from_dense(
        scores, eligible=eligible, row_key=wishes, col_key=partners, **more
    )


# --- the whole, not row by row -------------------------------------------------------------------


@pytest.mark.parametrize("objective", TOTALS)
def test_the_best_whole_is_found_where_row_by_row_falls_short(objective):
    assignment = solve(AssignmentProblem.from_dense([[8, 5], [9, 4]]), objective)
    assert assignment.pairs.tolist() == [[0, 1], [1, 0]]
    assert assignment.value == 14  # 8 + 4 = 12 when row 0 chooses first


def test_a_legal_pair_worth_nothing_is_made():
    scores, eligible = [[3, 2], [0, 0]], [[1, 1], [1, 0]]
    problem = AssignmentProblem.from_dense(scores, eligible=eligible)
    assert solve(problem).pairs.tolist() == [[0, 1], [1, 0]]


def test_fifty_of_fifty_are_matched_where_that_is_possible():
    """Everybody may have the column of the same number, and would rather have the one before."""
    pairs = [(0, 0), *((i, j) for i in range(1, 50) for j in (i - 1, i))]
    score = [0 if i == j else 100 for i, j in pairs]
    problem = AssignmentProblem.from_pairs(*zip(*pairs, strict=True), score, n_rows=50, n_cols=50)
    assert (solve(problem).coverage, solve(problem).value) == (50, 0)
    assert (solve(problem, "total").coverage, solve(problem, "total").value) == (49, 4900)


# --- minimum loads -------------------------------------------------------------------------------


def test_nobody_who_came_to_review_goes_home_without_a_paper():
    """Two favourites could take all papers; the minimum gives each reviewer one all the same."""
    scores = [[9, 8, 1, 0], [9, 8, 0, 1], [9, 8, 2, 2], [9, 8, 1, 1]]
    reviewers = ["Ada", "Bo", "Cy", "Di"]
    free = AssignmentProblem.from_dense(scores, capacity=2, col_key=reviewers)
    assert set(solve(free).pairs[:, 1].tolist()) == {0, 1}
    fair = AssignmentProblem.from_dense(scores, capacity=2, min_load=1, col_key=reviewers)
    assert sorted(solve(fair).pairs[:, 1].tolist()) == [0, 1, 2, 3]
    assert solve(fair).value == 9 + 8 + 2 + 1


@pytest.mark.parametrize("seed", range(20))
def test_minimum_loads_are_kept_to_the_letter(seed):
    """Papers wanted by few, three reviews each, every reviewer between two and four papers."""
    rng = np.random.default_rng(seed)
    problem = AssignmentProblem.from_dense(
        rng.integers(0, 100, (20, 18)) ** 3 // 1000, demand=3, capacity=4, min_load=2
    )
    for objective in TOTALS:
        assignment = solve(problem, objective)
        load = np.bincount(assignment.pairs[:, 1], minlength=18)
        assert 2 <= load.min() <= load.max() <= 4
        assert np.bincount(assignment.pairs[:, 0]).tolist() == [3] * 20
        assert len(np.unique(assignment.pairs, axis=0)) == 60


def test_minimum_loads_beyond_all_rows_are_told():
    problem = AssignmentProblem.from_dense([[1, 1, 1]] * 2, min_load=1, col_key=["x", "y", "z"])
    assignment = solve(problem)
    assert assignment.status == "infeasible"
    assert [one.col for one in assignment.conflict] == [0, 1, 2]
    assert "'y'" in assignment.conflict[1].text


# --- forced and forbidden pairs ------------------------------------------------------------------


def test_a_forced_pair_stays_whatever_it_costs():
    wishes = {"Nia": ["p", "q"], "Omar": ["p", "q"], "Pia": ["q", "p", "r"]}
    problem = ranked(wishes, ["p", "q", "r"])
    assert named(problem)["Pia"] == ["r"]
    forced = ranked(wishes, ["p", "q", "r"], pins=[(2, 0)])
    given = named(forced)
    assert given["Pia"] == ["p"]
    assert sorted(given["Nia"] + given["Omar"]) == ["q"]


def test_forced_pairs_use_up_places_and_still_leave_the_best_of_the_rest():
    scores = [[5, 9, 1], [4, 9, 2], [3, 9, 3]]
    problem = AssignmentProblem.from_dense(scores, capacity=[1, 2, 1], pins=[(0, 1), (1, 1)])
    assignment = solve(problem, "total")
    assert assignment.pairs[:2].tolist() == [[0, 1], [1, 1]]
    assert assignment.value == 9 + 9 + 3


def test_a_paper_with_an_editors_choice_gets_its_other_reviewers_as_usual():
    problem = AssignmentProblem.from_dense([[0, 7, 6, 5]], demand=3, pins=[(0, 0)])
    assert solve(problem).pairs[:, 1].tolist() == [0, 1, 2]


def test_a_forced_conflict_of_interest_is_a_contradiction_that_is_named():
    problem = AssignmentProblem.from_dense([[5, 1]], pins=[(0, 0)], forbidden=[(0, 0)])
    assignment = solve(problem)
    assert assignment.status == "infeasible"
    assert [one.kind for one in assignment.conflict] == ["pin"]
    assert "forbidden" in assignment.conflict[0].text


def test_a_forbidden_pair_is_never_made_however_many_points_it_has():
    scores = [[10**9, 0], [0, -(10**9)]]
    for objective in TOTALS:
        assignment = solve(
            AssignmentProblem.from_dense(scores, forbidden=[(0, 0)], unmatched=-(10**8)), objective
        )
        assert [0, 0] not in assignment.pairs.tolist()
    problem = AssignmentProblem.from_dense(scores, forbidden=[(0, 0), (0, 1)])
    assert solve(problem).pairs[:, 0].tolist() == [1]


def test_last_years_pairs_can_be_avoided_without_forbidding_them():
    """A malus is paid only where it is worth it."""
    scores, last_year = np.array([[9, 7], [7, 6]]), ([0, 1], [0, 1])
    for malus, pairs in ((0, [[0, 0], [1, 1]]), (5, [[0, 1], [1, 0]])):
        now = scores.copy()
        now[last_year] -= malus
        assert solve(AssignmentProblem.from_dense(now)).pairs.tolist() == pairs
    only = AssignmentProblem.from_dense([[8 - 9]])
    assert solve(only).coverage == 1


# --- too few places ------------------------------------------------------------------------------


def test_with_too_few_places_those_with_most_points_are_placed():
    problem = AssignmentProblem.from_dense([[3], [9], [5], [7]], capacity=2)
    assert solve(problem).pairs[:, 0].tolist() == [1, 3]
    assert solve(problem, "total").value == 16


def test_who_waited_longest_can_go_first_by_the_worth_of_an_empty_place():
    problem = AssignmentProblem.from_dense([[9], [5]], unmatched=[0, -100])
    assert solve(problem).pairs.tolist() == [[1, 0]]


@pytest.mark.parametrize("objective", TOTALS)
def test_no_column_takes_more_than_it_can(objective):
    rng = np.random.default_rng(8)
    capacity = rng.integers(0, 3, 12)
    scores = rng.integers(1, 50, (40, 12))
    assignment = solve(AssignmentProblem.from_dense(scores, capacity=capacity), objective)
    assert np.bincount(assignment.pairs[:, 1], minlength=12).tolist() == capacity.tolist()
    assert assignment.coverage == capacity.sum() < 40


@pytest.mark.parametrize("seed", range(30))
def test_as_many_are_placed_as_a_maximum_matching_places(seed):
    rng = random.Random(seed)
    n_rows, n_cols = rng.randint(5, 40), rng.randint(3, 25)
    pairs = [(i, j) for i in range(n_rows) for j in range(n_cols) if rng.random() < 0.12]
    capacity = [rng.randint(0, 3) for _ in range(n_cols)]
    graph = nx.DiGraph()
    graph.add_edges_from((("start", ("row", i)) for i in range(n_rows)), capacity=1)
    graph.add_edges_from(((("row", i), ("col", j)) for i, j in pairs), capacity=1)
    for col, places in enumerate(capacity):
        graph.add_edge(("col", col), "end", capacity=places)
    most = nx.maximum_flow_value(graph, "start", "end")
    problem = AssignmentProblem.from_pairs(
        [i for i, _ in pairs],
        [j for _, j in pairs],
        [rng.randint(-50, 5) for _ in pairs],
        n_rows=n_rows,
        n_cols=n_cols,
        capacity=capacity,
    )
    assert solve(problem).coverage == most


# --- partners that somebody did not list ---------------------------------------------------------


def test_nobody_has_a_partner_whom_they_did_not_list():
    wishes = {"Ines": ["red"], "Jon": ["red"], "Kim": ["blue", "red"], "Lee": []}
    given = named(ranked(wishes, ["red", "blue", "green"]))
    assert given["Kim"] == ["blue"]
    assert given["Lee"] == []
    assert sorted([given["Ines"], given["Jon"]]) == [[], ["red"]]


@pytest.mark.parametrize("seed", range(20))
def test_lists_are_kept_to_in_random_rounds(seed):
    rng = random.Random(seed)
    partners = [f"project {k}" for k in range(8)]
    wishes = {f"student {k}": rng.sample(partners, rng.randint(0, 4)) for k in range(15)}
    problem = ranked(wishes, partners, capacity=2)
    given = named(problem)
    assert all(set(given[name]) <= set(wish) for name, wish in wishes.items())
    load = Counter(name for names in given.values() for name in names)
    left = [wish for name, wish in wishes.items() if not given[name]]
    assert all(load[name] == 2 for wish in left for name in wish)  # nobody is left out idly


def test_a_partner_whom_nobody_listed_stays_free():
    problem = ranked({"Mo": ["a"], "Noa": ["a", "b"]}, ["a", "b", "c"])
    assert named(problem) == {"Mo": ["a"], "Noa": ["b"]}


# --- doing it again ------------------------------------------------------------------------------


def test_doing_it_again_changes_nothing_and_a_newcomer_little():
    """Everybody is worth the same everywhere, so nobody need ever move."""
    before = solve(AssignmentProblem.from_dense(np.zeros((6, 8), dtype=int)))
    again = [solve(AssignmentProblem.from_dense(np.zeros((6, 8), dtype=int))) for _ in range(3)]
    assert all(a.pairs.tobytes() == b.pairs.tobytes() for a, b in pairwise([before, *again]))
    more = solve(AssignmentProblem.from_dense(np.zeros((7, 8), dtype=int)), near=before)
    assert more.pairs[:6].tolist() == before.pairs.tolist()
    assert more.coverage == 7
