"""Gaps between groups: their parts add up, and each mean equals enumeration."""

from __future__ import annotations

import alliance_match as am
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
    for seed in range(150):
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
            if gap.by != "Stage":
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
    assert checked > 60


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
    assert "are not told" in told.text


def test_large_groups_are_told_in_words():
    mentees = [mentee(k, stage="emerging" if k < 6 else "established") for k in range(12)]
    told = fairness(am.propose(round_of([mentor(k) for k in range(8)], mentees)))
    assert {g.group for g in told.groups} >= {"emerging", "established"}
    assert "Stage established" in told.text
    assert "matched" in told.text
