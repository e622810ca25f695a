"""The nearest weights that explain choices, against all weights and all small assignments."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from alliance_match.assignment import AssignmentProblem, Observed, inverse_weights
from alliance_match.assignment.weights_at import weights_at

TOTAL = 12


def compositions(total, parts):
    """All ways to write a total as a sum of so many parts."""
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in compositions(total - first, parts - 1):
            yield (first, *rest)


def distance(weights, base):
    return sum(abs(a - b) for a, b in zip(weights, base, strict=True))


def assignments(one):
    """All ways to give each row a column or none, pins kept, capacities too."""
    problem = one.problem
    pairs = set(zip(problem.row.tolist(), problem.col.tolist(), strict=True))
    pinned = dict(problem.pins.tolist())
    options = [
        [pinned[i]]
        if i in pinned
        else [None, *(j for j in range(problem.n_cols) if (i, j) in pairs)]
        for i in range(problem.n_rows)
    ]
    for choice in itertools.product(*options):
        if all(choice.count(j) <= problem.capacity[j] for j in range(problem.n_cols)):
            yield choice


def points_under(one, weights):
    """Points of each pair that may be used, rounded half up the long way."""
    problem, found = one.problem, {}
    for k, pair in enumerate(zip(problem.row.tolist(), problem.col.tolist(), strict=True)):
        parts = sum(w * int(f) for w, f in zip(weights, one.features[:, k], strict=True))
        whole, rest = divmod(parts, one.unit)
        points = whole + (rest >= one.unit - one.unit // 2)
        if one.floor is None or points >= one.floor:
            found[pair] = points
    return found


def is_explained(one, weights, every):
    """Whether the choice is one of the best of all, under these weights."""
    points, problem = points_under(one, weights), one.problem
    needed = [
        int(problem.min_load[j]) if any(c == j for _, c in points) else 0
        for j in range(problem.n_cols)
    ]

    def key(choice):
        chosen = [(i, j) for i, j in enumerate(choice) if j is not None]
        if any(pair not in points for pair in chosen):
            return None
        if any(choice.count(j) < least for j, least in enumerate(needed)):
            return None
        worth = sum(points[pair] for pair in chosen)
        worth += sum(int(problem.unmatched[i]) for i, j in enumerate(choice) if j is None)
        return (len(chosen) if one.objective == "coverage_total" else 0, worth)

    ours = [None] * problem.n_rows
    for i, j in one.chosen.tolist():
        ours[i] = j
    keys = [k for k in map(key, every) if k is not None]
    return key(tuple(ours)) is not None and key(tuple(ours)) == max(keys)


def case(seed):
    """A problem, and a choice from it: now and then the best under some weights, or any."""
    rng = random.Random(seed)
    n_rows, n_cols, parts = rng.randint(2, 4), rng.randint(2, 3), rng.choice((2, 3))
    row, col = zip(*itertools.product(range(n_rows), range(n_cols)), strict=True)
    has_floor = rng.random() < 0.3
    unit = rng.choice((1, 3, 10))
    problem = AssignmentProblem.from_pairs(
        row,
        col,
        [0] * len(row),
        n_rows=n_rows,
        n_cols=n_cols,
        capacity=[rng.choice((1, 1, 2)) for _ in range(n_cols)],
        min_load=[rng.choice((0, 0, 0, 1)) for _ in range(n_cols)],
        unmatched=0 if rng.random() < 0.7 else [rng.randint(0, 9) for _ in range(n_rows)],
        pins=[(0, 0)] if rng.random() < 0.1 else [],
    )
    one = Observed(
        problem=problem,
        features=np.array([[rng.randint(0, 9) for _ in row] for _ in range(parts)]),
        chosen=np.zeros((0, 2), dtype=np.int64),
        objective=rng.choice(("coverage_total", "total")),
        unit=unit,
        floor=rng.randint(1, 40) // unit or None if has_floor else None,
    )
    every = list(assignments(one))
    chosen = rng.choice(every)
    if rng.random() < 0.7:
        hidden = rng.choice(list(compositions(TOTAL, parts)))
        best = [c for c in every if is_explained(with_choice(one, c), hidden, every)]
        chosen = rng.choice(best or [chosen])
    base = rng.choice(list(compositions(TOTAL, parts)))
    return with_choice(one, chosen), every, base


def with_choice(one, choice):
    pairs = [(i, j) for i, j in enumerate(choice) if j is not None]
    return replace(one, chosen=np.array(pairs, dtype=np.int64).reshape(-1, 2), rivals=[])


def keeps_minimum_loads(one):
    """Whether the choice can be one at all: what is missed can only be excused by a floor."""
    return one.floor is not None or not one.missed.size


def compare(seeds):
    seen = Counter()
    for seed in seeds:
        one, every, base = case(seed)
        if not every or not keeps_minimum_loads(one):
            continue
        fits = [w for w in compositions(TOTAL, len(base)) if is_explained(one, w, every)]
        found = inverse_weights([one], base)
        seen[found.status] += 1
        if not fits:
            assert found.status == "none", seed
            assert found.weights is None
            continue

        def rank(weights, base=base):
            changes = [abs(a - b) for a, b in zip(weights, base, strict=True)]
            return sum(changes), max(changes), weights

        assert found.status == "nearest", seed
        assert tuple(found.weights.tolist()) == min(fits, key=rank), seed
        assert found.least == distance(found.weights.tolist(), base)
        seen["changed"] += found.least > 0
        seen["floor"] += one.floor is not None
    return seen


def test_the_nearest_weights_are_those_of_all_weights():
    seen = compare(range(70))
    assert min(seen["nearest"], seen["none"], seen["changed"], seen["floor"]) > 6
    assert not seen["near"] + seen["unknown"]


@pytest.mark.slow
@pytest.mark.parametrize("first", range(70, 1870, 200))
def test_the_nearest_weights_are_those_of_all_weights_many_times(first):
    assert compare(range(first, first + 200))["changed"] > 25


def test_two_choices_are_explained_together_or_not_at_all():
    together = apart = 0
    for seed in range(0, 110, 2):
        (one, every, base), (other, others, _) = case(seed), case(seed + 1)
        if len(one.features) != len(other.features) or not (
            keeps_minimum_loads(one) and keeps_minimum_loads(other)
        ):
            continue
        fits = [
            w
            for w in compositions(TOTAL, len(base))
            if is_explained(one, w, every) and is_explained(other, w, others)
        ]
        found = inverse_weights([one, other], base)
        assert (found.weights is not None) == bool(fits), seed
        if fits:
            together += 1
            assert found.least == min(distance(w, base) for w in fits), seed
        else:
            apart += 1
    assert together > 2
    assert apart > 2


def test_weights_that_are_fixed_stay():
    one, _, _ = case(1)
    base = np.arange(3, 3 + len(one.features))
    found = inverse_weights([one], base, [True, *[False] * (len(base) - 1)])
    assert found.weights is None or found.weights[0] == base[0]


def test_what_is_known_of_rivals_changes_nothing():
    for seed in range(20):
        one, _, base = case(seed)
        if not keeps_minimum_loads(one):
            continue
        first = inverse_weights([one], base)
        again = inverse_weights([replace(one)], base)
        assert (first.status, str(first.weights)) == (again.status, str(again.weights))


def test_all_weights_at_a_distance():
    for seed in range(15):
        rng = random.Random(seed)
        parts = rng.randint(2, 4)
        base = np.array(rng.choice(list(compositions(TOTAL, parts))))
        gain = np.array([[rng.randint(-9, 9) for _ in range(parts)] for _ in range(2)])
        need = np.array([rng.randint(-40, 40) for _ in range(2)])
        for away in range(0, 2 * TOTAL + 2, 2):
            found = weights_at(away, base, np.arange(parts), gain, need)
            expected = [
                w
                for w in compositions(TOTAL, parts)
                if distance(w, base) == away and (gain @ np.array(w) >= need).all()
            ]
            by_change = sorted(expected, key=lambda w: (np.abs(np.array(w) - base).max(), w))
            assert [tuple(w) for w in found.tolist()] == by_change, (seed, away)


def test_too_many_weights_are_not_listed(monkeypatch):
    monkeypatch.setattr("alliance_match.assignment.weights_at.MOST", 20)
    base, none = np.full(5, 30), np.zeros((0, 5), dtype=np.int64)
    assert weights_at(40, base, np.arange(5), none, np.zeros(0, dtype=np.int64)) is None


def test_where_the_list_is_too_long_the_weights_hold_all_the_same(monkeypatch):
    monkeypatch.setattr("alliance_match.assignment.inverse.SHELLS", 0)
    seen = Counter()
    for seed in range(50):
        one, every, base = case(seed)
        if not keeps_minimum_loads(one):
            continue
        fits = [w for w in compositions(TOTAL, len(base)) if is_explained(one, w, every)]
        found = inverse_weights([one], base)
        seen[found.status] += 1
        if found.weights is not None:
            assert tuple(found.weights.tolist()) in fits, seed
        if fits:
            assert found.status != "none"
            assert found.least <= min(distance(w, base) for w in fits)
    assert seen["near"] > 8
