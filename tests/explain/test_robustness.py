"""Weights at which pairs stay: the ends and the middle of every span against enumeration."""

from __future__ import annotations

import itertools
from collections import Counter

import pytest

import alliance_match as am
from alliance_match.errors import UnknownNameError
from alliance_match.explain.robustness import robustness
from alliance_match.explain.weights import WeightSweep, sampled_weights
from alliance_match.model.people import Expertise, Goal, LanguageSkill
from alliance_match.scoring.criteria import CRITERIA

from ..rounds import mentee, mentor, round_of, seeded_round
from .round_checks import check_weights
from .small_rounds import Listed


def test_spans_equal_enumeration_at_every_weight():
    counts = Counter()
    for seed in range(60):
        proposal = am.propose(*seeded_round(seed))
        if proposal.status == "optimal" and proposal.pairs:
            check_weights(Listed(proposal), counts)
    assert counts["weights followed"] > 300
    assert counts["weights that move the pair"] > 15


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


def test_one_criterion_can_be_followed_alone():
    proposal = am.propose(round_of([mentor(1), mentor(2)], [mentee(1), mentee(2), mentee(3)]))
    alone = robustness(proposal, draws=0, criteria=["language"])
    every = robustness(proposal, draws=0)
    for one, other in zip(alone.pairs, every.pairs, strict=True):
        (span,) = one.spans
        assert span == next(s for s in other.spans if s.criterion == "language")
    with pytest.raises(UnknownNameError, match="Did you mean 'language'"):
        robustness(proposal, criteria=["langage"])


def test_the_interval_is_that_of_wilson():
    """His formula solved the long way round: where the share is just so many deviations away."""
    people = [mentor(1), mentor(2)], [mentee(1), mentee(2), mentee(3)]
    for pair in robustness(am.propose(round_of(*people)), draws=40).pairs:
        for end in (pair.low, pair.high):
            away = abs(pair.kept / 40 - end) / max((end * (1 - end) / 40) ** 0.5, 1e-9)
            assert end in (0, 1) or abs(away - 1.96) < 0.02
        assert "confidence interval by Wilson" in pair.text


LEVEL = {40: "B1", 90: "C1", 100: "C2"}
SKILL = {60: 1, 85: 2, 100: 3}
AREAS = ("FUN.events", "GOV.strategy", "CARE.respiratory")
GOALS = ((100, 0, 100), (85, 100, 0), (60, 85, 100))
SPOKEN = ((90, 0, 0), (90, 0, 40), (0, 100, 40))


def round_of_shares(goals, spoken):
    """Three by three: each mentee has a goal of its own, each pair a language of its own."""
    tags = [["de", "en", "es"], ["fr", "it", "ja"], ["ko", "nl", "pt"]]

    def skills(pairs):
        return tuple(
            LanguageSkill(language=tags[i][j], level=LEVEL[spoken[i][j]])
            for i, j in pairs
            if spoken[i][j]
        )

    heads = range(3)
    mentors = [
        mentor(
            j + 1,
            languages=skills((i, j) for i in heads),
            expertise=tuple(
                Expertise(topic=AREAS[i], level=SKILL[goals[i][j]]) for i in heads if goals[i][j]
            ),
        )
        for j in heads
    ]
    mentees = [
        mentee(i + 1, languages=skills((i, j) for j in heads), goals=(Goal(topic=AREAS[i]),))
        for i in heads
    ]
    return round_of(mentors, mentees)


def test_a_pair_that_leaves_and_returns_is_told_with_both_intervals():
    policy = am.Policy.model_validate(
        {
            "rules": {"shared_language": {"on": False}, "top_goal_covered": {"on": False}},
            "criteria": {
                c.name: {"weight": {"goal_coverage": 200, "language": 800}.get(c.name, 0)}
                for c in CRITERIA
            },
        }
    )
    proposal = am.propose(round_of_shares(GOALS, SPOKEN), policy)
    assert proposal.mentor_of["E01"].mentor.id == "M01"
    every, heads = list(itertools.permutations(range(3))), range(3)

    def stays_at(marks):
        worth = {
            p: sum(marks * GOALS[i][p[i]] + (1000 - marks) * SPOKEN[i][p[i]] for i in heads)
            for p in every
        }
        return any(w == max(worth.values()) for p, w in worth.items() if p[0] == 0)

    told = robustness(proposal, draws=0, criteria=["goal_coverage"]).of("E01")
    (span,) = told.spans
    (first, second) = span.stays
    assert first[0] == 0
    assert second[1] == 1000
    assert 100 < first[1] < second[0] - 100 < 900
    inside = [first[0] <= at <= first[1] or second[0] <= at <= second[1] for at in range(1001)]
    assert inside == [stays_at(at) for at in range(1001)]
    ends = tuple(f"{end / 10}" for end in (*first, *second))
    assert told.text == (
        "Mentee Example 1 (E01) with Mentor Sample 1 (M01):\n"
        f"  Goals served: it stays with a weight of {ends[0]} to {ends[1]} and {ends[2]} to "
        f"{ends[3]} of 100, but not in between (now 20.0)."
    )
