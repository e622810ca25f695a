"""Questions about the whole round, each answer compared with the list of all proposals."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest

import alliance_match as am
from alliance_match.explain import (
    blocking_pairs,
    bottlenecks,
    other_proposals,
    override_costs,
)

from ..rounds import mentee, mentor, round_of, seeded_round
from .round_checks import check_blocking_pairs, check_others, check_overrides, check_places
from .small_rounds import Listed
from .test_pair import with_decision


def counted(check, seeds):
    """Check small rounds that have a proposal, and count what was compared."""
    counts = Counter()
    for seed in seeds:
        proposal = am.propose(*seeded_round(seed))
        if proposal.status == "optimal":
            check(Listed(proposal), counts)
    return counts


def test_place_values_equal_enumeration():
    counts = counted(check_places, range(200))
    assert counts["one more place that helps"] > 25
    assert counts["one place fewer that costs"] > 25


def test_other_proposals_are_the_best_of_all_others():
    counts = counted(check_others, range(150))
    assert counts["second best as good"] > 0
    assert counts["other proposals"] > 150


def test_the_cost_of_decisions_equals_enumeration_and_shares_add_up():
    assert counted(check_overrides, range(250))["several pins and vetoes"] > 6


def test_blocking_pairs_are_those_of_the_definition():
    assert counted(check_blocking_pairs, range(150))["blocking pairs"] > 4


def test_the_words():
    mentees = [mentee(1), mentee(2), mentee(3)]
    proposal = am.propose(round_of([mentor(1), mentor(2)], mentees))
    told = bottlenecks(proposal)
    assert "one more place would bring 1 more match" in told.text
    others = other_proposals(proposal)
    assert "as good: the data do not decide" in others.text
    assert "pinned and vetoed nothing" in override_costs(proposal).text
    assert "No mentee and mentor would both" in blocking_pairs(proposal).text


def test_the_words_of_decisions():
    two = round_of([mentor(1), mentor(2)], [mentee(1), mentee(2)])
    proposal = am.propose(with_decision(two, "veto", "E01", "M01"))
    told = override_costs(proposal)
    assert told.text.startswith("The committee's one decision costs")
    assert "The veto of Mentee Example 1 (E01) with Mentor Sample 1 (M01)" in told.text


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "is 1 match and 1 point."), ("fr", "est de 1 binôme et 1 point."),
     ("es", "es de 1 pareja y 1 punto.")],
)  # fmt: skip
def test_a_share_of_one_is_said_in_the_singular(language, words):
    two = round_of([mentor(1), mentor(2)], [mentee(1), mentee(2)])
    one = override_costs(am.propose(with_decision(two, "veto", "E01", "M01"))).each[0]
    assert one.model_copy(update={"share": ("1", "10")}).in_language(language).endswith(words)


def test_two_equally_good_proposals_leave_the_choice_to_the_committee():
    proposal = am.propose(round_of([mentor(1), mentor(2)], [mentee(1), mentee(2)]))
    told = other_proposals(proposal)
    assert told.ties == 1
    assert told.text.startswith(
        "1 other proposal is as good: the data do not decide between them, the choice is the "
        "committee's own.\n  No. 2 is as good:"
    )
    assert "Mentee Example 1 (E01) moves from" in told.text


def test_more_ties_than_are_listed_are_not_counted():
    numbers = (0, 6, 12, 18)  # all from one country
    people = round_of([mentor(k) for k in numbers], [mentee(k) for k in numbers])
    proposal = am.propose(people)
    assert other_proposals(proposal, most=2).text.startswith("At least 2 other proposals are")


def test_shares_of_many_decisions_are_estimated_and_add_up():
    people = round_of([mentor(k) for k in range(6)], [mentee(k) for k in range(6)])
    proposal = am.propose(people)
    kept = [(p.mentee.id, p.mentor.id) for p in proposal.pairs]
    vetoes = tuple(
        am.Decision(kind="veto", mentee=e, mentor=m, who="A.")
        for e, m in [*kept, *((e, "M00") for e, m in kept if m != "M00")]
    )
    decided = people.model_copy(update={"decisions": am.Decisions(entries=vetoes)})
    told = override_costs(am.propose(decided))
    assert len(told.each) == 11
    assert told.orders == 40
    for k, whole in enumerate((told.together.coverage, told.together.points)):
        assert sum(Fraction(one.share[k]) for one in told.each) == whole
    assert told.together.coverage == 1
    assert "estimated from 40 orders" in told.text
    assert told.text.startswith("11 decisions together cost the round 1 matched mentee")
