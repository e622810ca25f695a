"""The most wanted pairs that can be had together: against enumeration."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_match.assignment import most_wanted

from .cases import legal_choices, pairs_of
from .random_cases import random_case
from .strategies import cases

FEATURES = ("negative", "demand", "min_load", "pins", "forbidden")
SEEDS, BLOCK = 1_000, 100


def cells(case):
    return [(i, j) for i in range(case.n_rows) for j in range(case.n_cols)]


def check(case, wanted):
    found = most_wanted(case.problem(), wanted)
    possible = [set(pairs_of(choice)) & wanted for choice in legal_choices(case)]
    if not possible:
        assert found == []
        return
    assert found == sorted(found)
    assert set(found) in possible
    free = wanted - set(case.pins)

    def rank(chosen):
        return len(chosen), sum(case.score[pair] for pair in chosen if pair in free)

    assert rank(set(found)) == max(map(rank, possible))


@given(st.data())
def test_as_many_as_possible_then_worth_most(data):
    case = data.draw(cases(FEATURES))
    held = cells(case)
    check(case, data.draw(st.sets(st.sampled_from(held))) if held else set())


@pytest.mark.parametrize("start", range(0, SEEDS, BLOCK))
def test_so_in_random_rounds_with_minimum_loads(start):
    for seed in range(start, start + BLOCK):
        rng, case = random.Random(seed), random_case(seed, FEATURES)
        held = cells(case)
        check(case, set(rng.sample(held, rng.randint(0, len(held)))))
