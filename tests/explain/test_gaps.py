"""Gaps between groups: their parts add up, and each mean equals enumeration."""

from __future__ import annotations

import itertools
import random

import numpy as np

import alliance_match as am
from alliance_match.explain.disclosure import told_safely
from alliance_match.explain.gaps import fairness

from ..rounds import mentee, mentor, round_of, seeded_round
from .small_rounds import key_of, proposals


def served(proposal, chosen, rows):
    return sum(
        int(proposal.scored.points[i, j])
        for i, j in enumerate(chosen)
        if j is not None and i in rows
    )


def half_up(total, heads):
    return (2 * total + heads) // (2 * heads)


def test_parts_add_up_and_equal_enumeration():
    checked = 0
    for seed in range(90):
        proposal = am.propose(*seeded_round(seed))
        if proposal.status != "optimal":
            continue
        every = list(proposals(proposal))
        stages = [m.stage for m in proposal.round.mentees]
        told = fairness(proposal, smallest=1)
        floors = [
            min((served(proposal, c, {i}) for i in range(len(stages))), default=0) for c in every
        ]
        assert told.fairest == max(floors), seed
        for gap in told.groups:
            assert abs(gap.gap - gap.eligibility - gap.competition - gap.objective) <= 3
            if gap.by != "stage":
                continue
            mine = {i for i, s in enumerate(stages) if s == gap.group}
            rest = set(range(len(stages))) - mine
            now = {p.row: p.points for p in proposal.pairs}
            assert gap.points == half_up(sum(now.get(i, 0) for i in mine), len(mine))
            assert gap.others == half_up(sum(now.get(i, 0) for i in rest), len(rest))
            alone = [max(served(proposal, c, rows) for c in every) for rows in (mine, rest)]
            lost = [a - sum(now.get(i, 0) for i in rows) for a, rows in zip(alone, (mine, rest))]  # noqa: B905
            objective = lost[0] / len(mine) - lost[1] / len(rest)
            assert abs(gap.objective - objective) <= 0.5001, seed
            checked += 1
    assert checked > 35


def test_the_price_of_fairness_is_that_of_the_list():
    priced = 0
    for seed in range(100):
        proposal = am.propose(*seeded_round(seed))
        if proposal.status != "optimal" or not len(proposal.round.mentees):
            continue
        every = list(proposals(proposal))
        heads = range(len(proposal.round.mentees))
        worst = {c: min(served(proposal, c, {i}) for i in heads) for c in every}
        total = {c: key_of(proposal, c)[1] for c in every}
        told = fairness(proposal, smallest=1)
        fairest = max(worst.values())
        best_fair = max(total[c] for c in every if worst[c] == fairest)
        assert told.price == max(total.values()) - best_fair, seed
        priced += told.price > 0
    assert priced > 0


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


def test_the_curve_is_that_of_the_list():
    steps = 0
    for seed in range(60):
        proposal = am.propose(*seeded_round(seed))
        if proposal.status != "optimal" or not proposal.round.mentees:
            continue
        heads = range(len(proposal.round.mentees))
        ends = {
            (min(served(proposal, c, {i}) for i in heads), key_of(proposal, c)[1])
            for c in proposals(proposal)
        }
        efficient = sorted(
            one for one in ends if not any(a >= one[0] and b >= one[1] for a, b in ends - {one})
        )
        told = fairness(proposal, smallest=1).curve
        assert [(one.floor, one.total) for one in told] == efficient, seed
        assert [one.price for one in told] == [efficient[0][1] - b for _, b in efficient]
        steps += len(told) > 1
    assert steps > 0


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
