"""Every measure against a plain re-implementation, on 100 rounds with four matchings each."""

from __future__ import annotations

import numpy as np
import pytest

from alliance_match.assignment import AssignmentProblem, solve
from alliance_match.model.policy import Policy
from alliance_match.quality import measures
from alliance_match.quality.scores import Yardstick
from alliance_match.scoring.score import score
from alliance_match.synthetic import Knobs, Size, synthetic_round

from . import plain


def matchings(seed, scored):
    """The best, one at random that breaks rules, one where nobody has anybody, one with holes."""
    problem = AssignmentProblem.from_dense(
        scored.points, eligible=scored.eligible, capacity=scored.capacity
    )
    rng, (n, m) = np.random.default_rng(seed), scored.points.shape
    best = np.full(n, -1)
    for i, j in solve(problem).pairs.tolist():
        best[i] = j
    holes = np.where(rng.random(n) < 0.3, -1, best)
    return best, rng.integers(-1, m, n), np.full(n, -1), holes


def rounds():
    for seed in range(100):
        made = synthetic_round(seed, Size(3 + seed % 5, 4 + seed % 7), Knobs(missing=0.1))
        yield seed, made, score(made.round, Policy())


def test_all_measures_agree_with_the_plain_ones_on_100_rounds():
    checked = 0
    for seed, made, scored in rounds():
        people, yard = made.round, Yardstick(scored)
        points, eligible = scored.points.tolist(), scored.eligible.tolist()
        capacity, served = scored.capacity.tolist(), scored.facts.goal_served
        homes = [people.organisation_of(m) for m in people.mentees]
        regions = [h.region if h else None for h in homes]
        for matching in matchings(seed, scored):
            found, given = yard.measured(matching), matching.tolist()
            got = plain.got(given, points)
            places = [plain.rank(i, given, points, eligible) for i in range(len(given))]
            expected = {
                "coverage": plain.coverage(given),
                "mean": plain.mean(got),
                "lowest": plain.lowest(given, got),
                "gini": plain.gini(got),
                "first": sum(p == 1 for p in places) / len(given),
                "first_three": sum(p in (1, 2, 3) for p in places) / len(given),
                "goal_areas": plain.goal_areas(given, people, lambda g, j, s=served: s[g, j]),
                "envious": plain.envious(given, points, eligible),
                "blocking": plain.blocking(given, points, eligible, capacity),
                "load_imbalance": plain.gini(plain.fullness(given, capacity)),
                "idle": plain.idle(given, capacity),
                "region_gap": plain.gap(got, regions),
            }
            assert vars(found).keys() == expected.keys()
            for name, value in expected.items():
                assert getattr(found, name) == pytest.approx(value), (seed, name)
                checked += 1
    assert checked == 100 * 4 * 12


def test_hidden_quality_is_measured_by_the_same_means():
    for seed, made, scored in rounds():
        truth = made.truth.table(made.round)
        best, other, *_ = matchings(seed, scored)
        for matching in (best, other):
            got = measures.worth(matching, truth)
            expected = plain.got(matching.tolist(), truth.tolist())
            assert got.tolist() == pytest.approx(expected)
            assert measures.gini(got) == pytest.approx(plain.gini(expected))
        assert measures.kept(best, other) == plain.kept(best.tolist(), other.tolist())


def test_leximin_places_are_those_of_comparing_two_by_two():
    rng = np.random.default_rng(5)
    for _ in range(200):
        many = [rng.integers(0, 3, 4).astype(float) for _ in range(5)]
        expected = [1 + sum(plain.leximin_is_better(b, a) for b in many) for a in many]
        assert measures.leximin_places(many).tolist() == expected


@pytest.mark.parametrize(
    ("values", "expected"), [([0, 0, 0], 0), ([2, 2], 0), ([0, 0, 0, 8], 0.75), ([1, 3], 0.25)]
)
def test_gini_of_known_cases(values, expected):
    assert measures.gini(np.array(values, dtype=float)) == pytest.approx(expected)


def test_a_stable_matching_has_no_blocking_pair_and_a_swapped_one_has():
    points = np.array([[9, 5], [5, 9]])
    yes, capacity = np.ones((2, 2), dtype=bool), np.array([1, 1])
    assert measures.blocking_pairs(np.array([0, 1]), points, yes, capacity) == 0
    assert measures.blocking_pairs(np.array([1, 0]), points, yes, capacity) == 2
    assert measures.envious(np.array([1, 0]), points, yes) == 1.0
    no = np.eye(2)[::-1].astype(bool)
    assert measures.blocking_pairs(np.array([1, 0]), points, no, capacity) == 0
    assert measures.envious(np.array([1, 0]), points, no) == 0.0


def test_nobody_at_all_is_measured_without_fail():
    nobody, table = np.empty(0, dtype=int), np.empty((0, 3), dtype=int)
    assert measures.coverage(nobody) == 1.0
    assert measures.envious(nobody, table, table.astype(bool)) == 0.0
    assert measures.goal_areas_met(nobody, nobody, nobody, table.astype(bool)) == 1.0
    assert measures.kept(nobody, nobody) == 1.0
