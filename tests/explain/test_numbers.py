"""Whatever is told is re-read in each language: every number is one of the fields."""

from __future__ import annotations

import pytest

import alliance_match as am
from alliance_match.explain import Loss, PairExplanation, UnmatchedExplanation
from alliance_match.words import LANGUAGES

from ..report.rounds import proposals as report_proposals
from ..rounds import seeded_round
from .numbers import assert_numbers_are_fields


def extras(told):
    """Sums and differences that the words give besides the fields."""
    if isinstance(told, PairExplanation):
        return [sum(goal.covered for goal in told.goals)]
    if isinstance(told, UnmatchedExplanation):
        return [len(told.rivals) - told.places]
    return []


def assert_all_told_well(proposal):
    people, told = proposal.round, []
    for mentee in people.mentees:
        told.append(proposal.explain(mentee.id))
        told += [proposal.why_not(mentee.id, mentor.id) for mentor in people.mentors]
    for one in told:
        assert_numbers_are_fields(one, people, extras(one))
    return len(told)


def test_every_number_of_random_rounds_is_a_field():
    assert sum(assert_all_told_well(am.propose(*seeded_round(s))) for s in range(100)) > 700


@pytest.mark.parametrize("name", sorted(report_proposals()))
def test_every_number_of_the_hand_made_rounds_is_a_field(name):
    assert_all_told_well(report_proposals()[name])


def test_a_wrong_number_is_noticed():
    proposal = am.propose(*seeded_round(3))
    told = proposal.explain(proposal.pairs[0].mentee.id)
    wrong = told.model_copy(
        update={"margin": None, "facts": (Loss(coverage=0, points=4321).message,)}
    )
    with pytest.raises(AssertionError, match="4321"):
        assert_numbers_are_fields(wrong, proposal.round, extras(wrong))


def test_plain_types_hold_the_words_of_the_language():
    import json

    for seed in range(30):
        proposal = am.propose(*seeded_round(seed))
        for mentee in proposal.round.mentees:
            told = proposal.explain(mentee.id)
            for language in LANGUAGES:
                plain = told.to_dict(language)
                assert json.loads(json.dumps(plain)) == plain
                assert plain["text"] == told.in_language(language)
