"""Every number that is said about the round comes from a field, in all three languages."""

from __future__ import annotations

from fractions import Fraction

import pytest
from random_rounds import random_round

import alliance_match as am
from alliance_match.explain import (
    blocking_pairs,
    bottlenecks,
    cheapest_changes,
    fairness,
    other_proposals,
    override_costs,
    recruitment,
    robustness,
    worst_off,
)

from ..rounds import seeded_round
from .spoken import numbers_held, numbers_said

#: "of 100" is said of marks, and full hours end in ":00".
ALWAYS = {Fraction(100), Fraction(0)}


def answers(proposal):
    yield from (bottlenecks(proposal), other_proposals(proposal), blocking_pairs(proposal))
    yield from (override_costs(proposal), fairness(proposal, smallest=1))
    yield from (recruitment(proposal, most=2), recruitment(proposal, most=1, places=2))
    yield from (robustness(proposal, draws=7, criteria=["language"]), *cheapest_changes(proposal))
    told = robustness(proposal, draws=0, criteria=["goal_coverage"])
    yield from (told, *told.pairs, *bottlenecks(proposal).places, *worst_off(proposal).trades)


def names_in(proposal):
    people = (*proposal.round.mentors, *proposal.round.mentees, *proposal.round.experts)
    names = {f"{p.name} ({p.id})" for p in people} | {o.name for o in proposal.round.organisations}
    words = proposal.round.vocabulary
    topics = {words.label(entry.id) for entry in (*words.area, *words.topic)}
    told = worst_off(proposal)
    return names | topics | ({told.setting, told.setting_beyond} - {""})


def assert_all_come_from_fields(proposal):
    names, read = names_in(proposal), 0
    for answer in answers(proposal):
        held = numbers_held(answer) | ALWAYS
        for language in ("en", "fr", "es"):
            said = numbers_said(answer.in_language(language), language, names)
            assert set(said) <= held, (type(answer).__name__, answer.in_language(language))
            read += len(said)
        assert answer.to_dict("fr")["text"] == answer.in_language("fr")
        assert answer.to_dict()["text"] == answer.text == str(answer)
    return read


def test_numbers_of_small_rounds_come_from_fields():
    read = 0
    for seed in range(0, 90, 3):
        proposal = am.propose(*seeded_round(seed))
        if proposal.status == "optimal":
            read += assert_all_come_from_fields(proposal)
    assert read > 3000


@pytest.mark.parametrize("seed", range(3))
def test_numbers_of_larger_rounds_come_from_fields(seed):
    proposal = am.propose(random_round(seed, 18, 26))
    assert assert_all_come_from_fields(proposal) > 1000


def test_numbers_are_read_as_they_are_written():
    assert numbers_said("1,234.5 points, 7 of 10 (C1)", "en") == [Fraction("1234.5"), 7, 10]
    assert numbers_said("1\u202f234,5 points, 98,5\u00a0%", "fr") == [
        Fraction("1234.5"),
        Fraction("98.5"),
    ]
    assert numbers_said("1.234,5 puntos", "es") == [Fraction("1234.5")]
