"""The worst-off of the matched: each trade is what the policy would propose with that bound."""

from __future__ import annotations

from collections import Counter

from random_rounds import random_round

import alliance_match as am
from alliance_match.explain import worst_off
from alliance_match.model.settings import Rules

from ..rounds import mentee, mentor, round_of, seeded_round
from .round_checks import check_worst_off
from .small_rounds import Listed


def test_each_trade_is_what_the_policy_proposes_with_that_bound():
    compared = 0
    for seed in range(120):
        people, policy = seeded_round(seed)
        proposal = am.propose(people, policy)
        if proposal.status != "optimal":
            continue
        for trade in worst_off(proposal).trades:
            bound = am.propose(people, policy.model_copy(update={"min_points": trade.floor / 10}))
            assert bound.assignment.value == trade.total
            assert min(pair.points for pair in bound.pairs) >= trade.floor
            compared += 1
    assert compared > 60


def test_the_trades_of_rounds_that_have_several_are_those_of_the_list():
    counts = Counter()
    anybody = am.Policy(rules={name: {"on": False} for name in Rules.model_fields})
    for seed in range(60):
        proposal = am.propose(random_round(seed, 4, 5, missing=0), anybody)
        check_worst_off(worst_off(proposal), Listed(proposal), counts)
    assert counts["trades for fairness"] > 20


def test_a_mentee_without_a_mentor_does_not_hide_the_others():
    """The unmatched count as nobody here, not as somebody with 0 points."""
    people = round_of([mentor(1)], [mentee(1), mentee(2)])
    proposal = am.propose(people)
    told = worst_off(proposal)
    assert len(proposal.unmatched) == 1
    assert told.now == proposal.pairs[0].points > 0
    assert "or more" in told.text


def test_where_nobody_has_a_mentor_it_says_so():
    told = worst_off(am.propose(round_of([], [mentee(1)])))
    assert (told.now, told.trades, told.fewer) == (0, (), 0)
    assert told.text == "Nobody has a mentor."


def test_the_line_for_the_policy_can_be_used_as_it_is(tmp_path):
    for seed in range(200):
        people, policy = seeded_round(seed)
        proposal = am.propose(people, policy)
        if proposal.status != "optimal":
            continue
        told = worst_off(proposal)
        if told.fairest > told.now:
            break
    else:
        raise AssertionError("no round has anything to gain")
    assert told.setting in told.text
    path = tmp_path / "policy.toml"
    path.write_text(told.setting)
    assert am.Policy.load(path).min_points * 10 == told.fairest


def test_the_line_that_assures_more_with_fewer_matched_does_so():
    compared = 0
    for seed in range(120):
        people, policy = seeded_round(seed)
        proposal = am.propose(people, policy)
        if proposal.status != "optimal" or not (told := worst_off(proposal)).fewer:
            continue
        assert told.setting_beyond == f"min_points = {told.beyond / 10}"
        assert f"the line {told.setting_beyond} has it so" in told.text
        bound = policy.model_copy(update={"min_points": told.beyond / 10})
        again = am.propose(people, bound)
        assert min(pair.points for pair in again.pairs) > told.fairest
        assert len(again.pairs) == told.trades[0].matched - told.fewer
        compared += 1
    assert compared > 5
