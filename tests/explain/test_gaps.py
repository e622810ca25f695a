"""Gaps between groups: their parts add up, and each mean equals enumeration."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from fractions import Fraction
from math import floor

import numpy as np

import alliance_match as am
from alliance_match.explain.disclosure import told_safely
from alliance_match.explain.gaps import GroupGap, _adding_up, fairness

from ..rounds import mentee, mentor, round_of, seeded_round
from .round_checks import check_fairness
from .small_rounds import Listed


def test_the_curve_and_the_gaps_are_those_of_the_list():
    counts = Counter()
    for seed in range(100):
        proposal = am.propose(*seeded_round(seed))
        if proposal.status == "optimal":
            check_fairness(Listed(proposal), counts)
    assert counts["gaps between groups"] > 35
    assert counts["more for the worst-off costs a mentor"] > 20


def test_small_groups_are_suppressed():
    people = round_of([mentor(1), mentor(2)], [mentee(k) for k in range(4)])
    told = fairness(am.propose(people))
    assert told.groups == ()
    assert told.suppressed > 0
    assert "not told" in told.text


def test_large_groups_are_told_in_words():
    mentees = [mentee(k, stage="emerging" if k < 6 else "established") for k in range(12)]
    told = fairness(am.propose(round_of([mentor(k) for k in range(8)], mentees)))
    assert {g.group for g in told.groups} >= {"emerging", "established"}
    assert "Established associations: " in told.text
    assert " of 6 matched" in told.text


def test_organisations_are_told_apart_by_size():
    mentees = [mentee(k) for k in range(12)]
    people = round_of([mentor(k) for k in range(8)], mentees)
    sized = tuple(
        o.model_copy(update={"size": "small" if o.id < "org-106" else "large"})
        for o in people.organisations
    )
    told = fairness(am.propose(people.model_copy(update={"organisations": sized})))
    assert {g.group: g.people for g in told.groups if g.by == "size"} == {"small": 6, "large": 6}
    assert "Small organisations: " in told.text


def hidden(groups, people, smallest=5):
    rows = [(by, np.array(sorted(members))) for by, members in groups]
    return [not safe for safe in told_safely(rows, people, smallest)]


def test_a_group_that_gives_a_small_one_away_is_hidden_too():
    six, nine, three = set(range(6)), set(range(6, 15)), set(range(15, 18))
    stages = [("stage", six), ("stage", nine), ("stage", three)]
    assert hidden(stages, 18) == [True, False, True]
    assert hidden(stages[:2], 15) == [False, False]
    assert hidden(stages[:2], 17) == [True, False], "two did not say, and would follow from the sum"


def test_the_smallest_of_many_is_hidden_where_one_follows_from_the_sum():
    ends = (0, 6, 13, 21, 24)
    stages = [("stage", set(range(a, b))) for a, b in itertools.pairwise(ends)]
    assert hidden(stages, 24) == [True, False, False, True]
    assert hidden(stages[:3], 21) == [False, False, False]


def test_a_group_within_one_that_is_hardly_larger_is_hidden():
    inner, outer = set(range(6)), set(range(8))
    assert hidden([("region", inner), ("language", outer)], 20) == [True, False]
    assert hidden([("region", inner), ("language", set(range(12)))], 20) == [False, False]


def test_two_groups_that_leave_but_few_are_not_both_told():
    one, other = set(range(8)), set(range(8, 18))
    assert hidden([("region", one), ("language", other)], 20) == [True, False]
    assert hidden([("region", one), ("language", other)], 23) == [False, False]


def test_no_small_group_is_a_sum_or_difference_of_two_that_are_told():
    for seed in range(300):
        rng = random.Random(seed)
        people = rng.randint(5, 30)
        groups = []
        for by in ("region", "stage"):
            of = [rng.randrange(4) for _ in range(people)]
            groups += [(by, {i for i, k in enumerate(of) if k == g}) for g in range(3)]
        groups = [g for g in groups if g[1]]
        told = [g for g, h in zip(groups, hidden(groups, people), strict=True) if not h]
        every = set(range(people))
        for (_, a), (_, b) in itertools.product(told, repeat=2):
            derived = [a, every - a, a - b if b < a else a]
            derived += [every - a - b] if not a & b else []
            assert all(len(d) >= 5 or not d for d in derived), seed
        for by in ("region", "stage"):
            left = every.difference(*(members for kind, members in told if kind == by))
            assert not 0 < len(left) < 5 or left == every, seed


def gap_of(**parts):
    held = {"eligibility": 0, "competition": 0, "objective": 0}
    held |= {"points_matched": None, "others_matched": None}
    held |= {"by": "size", "group": "small", "people": 10, "matched": 8, "points": 600}
    return GroupGap(**{**held, **parts})


def test_a_gap_is_told_with_its_parts_in_plain_words():
    worse = gap_of(
        others=800, eligibility=182, objective=18, points_matched=750, others_matched=800
    )
    assert worse.text == (
        "Small organisations: 8 of 10 matched, 20.0 points a head worse off than the others: 18.2 "
        "by whom they may have and 1.8 by what others get. Among those who have a mentor, 5.0 "
        "points worse off."
    )
    better = gap_of(others=449, eligibility=-192, competition=41)
    assert better.text == (
        "Small organisations: 8 of 10 matched, 15.1 points a head better off than the others: 19.2 "
        "by whom they may have, less 4.1 by competition among themselves."
    )


def test_what_rounding_leaves_goes_to_the_largest_remainders():
    for seed in range(500):
        rng = random.Random(seed)
        parts = [Fraction(rng.randint(-3000, 3000), rng.randint(1, 9)) for _ in range(3)]
        whole = floor(sum(parts)) + rng.randint(0, sum(parts) % 1 != 0)
        rounded = _adding_up(parts, whole)
        assert sum(rounded) == whole
        assert all(abs(a - b) < 1 for a, b in zip(rounded, parts, strict=True))
        ups = [b - floor(b) for a, b in zip(rounded, parts, strict=True) if a > floor(b)]
        downs = [b - floor(b) for a, b in zip(rounded, parts, strict=True) if a == floor(b)]
        assert not ups or not downs or min(ups) >= max(downs)
