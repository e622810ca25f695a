"""Weights at which pairs stay: the ends and the middle of every span against enumeration."""

from __future__ import annotations

import random

import alliance_match as am
from alliance_match.explain.robustness import robustness
from alliance_match.explain.weights import FULL_MARKS, WeightSweep, sampled_weights
from alliance_match.scoring.criteria import CRITERIA

from ..rounds import mentee, mentor, round_of, seeded_round
from .small_rounds import proposals


def shares_of(proposal):
    """Share of every pair and criterion, taken from the criteria themselves."""
    return {c.name: c.shares(proposal.scored.facts).value for c in CRITERIA}


def stays(proposal, shares, criterion, at, every):
    """Which pairs are in some best of all listed proposals, with that weight."""
    weights = proposal.policy.weights
    rest = sum(w for n, w in weights.items() if n != criterion)
    scaled = {n: w * (FULL_MARKS - at) for n, w in weights.items()} | {criterion: at * rest}

    def key(chosen):
        worth = sum(
            sum(int(scaled[n]) * int(shares[n][i, j]) for n in scaled)
            for i, j in enumerate(chosen)
            if j is not None
        )
        counts = proposal.policy.objective == "coverage_total"
        return (sum(j is not None for j in chosen) if counts else 0, worth)

    keys = [key(c) for c in every]
    best = [c for c, k in zip(every, keys, strict=True) if k == max(keys)]
    return [any(c[p.row] == p.col for c in best) for p in proposal.pairs]


def test_spans_equal_enumeration_at_both_ends_and_in_the_middle():
    asked = two = moving = 0
    for seed in range(160):
        proposal = am.propose(*seeded_round(seed))
        if proposal.status != "optimal" or not proposal.pairs:
            continue
        shares, every = shares_of(proposal), list(proposals(proposal))
        chance = random.Random(seed)
        told = robustness(proposal, draws=0)
        for number, criterion in enumerate(CRITERIA):
            spans = [one.spans[number].stays for one in told.pairs]
            marks = {chance.randrange(FULL_MARKS + 1) for _ in range(4)} | {0, FULL_MARKS}
            for own in spans:
                for a, b in own:
                    marks |= {a, b, (a + b) // 2, max(a - 1, 0), min(b + 1, FULL_MARKS)}
                two += len(own) > 1
                moving += own != ((0, FULL_MARKS),)
            for at in marks:
                expected = stays(proposal, shares, criterion.name, at, every)
                got = [any(a <= at <= b for a, b in own) for own in spans]
                assert got == expected, (seed, criterion.name, at)
                asked += 1
    assert asked > 2000
    assert moving > 50
    assert two >= 0


def test_draws_do_not_depend_on_anything_but_the_seed():
    people = [mentor(1), mentor(2)], [mentee(1), mentee(2), mentee(3)]
    proposal = am.propose(round_of(*people))
    one = WeightSweep(proposal)
    first, again = (sampled_weights(one, 20, seed=3).tolist() for _ in range(2))
    assert first == again
    assert all(0 <= kept <= 20 for kept in first)


def test_a_lone_pair_hangs_on_no_weight():
    told = robustness(am.propose(round_of([mentor(1)], [mentee(1)])), draws=50)
    (only,) = told.pairs
    assert only.kept == only.drawn == 50
    assert 0.9 < only.low < only.high == 1.0
    assert "No single weight can undo it." in told.text
    assert told.of("E01") is only
