"""The most wanted pairs that can be had together: against enumeration."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from alliance_match.assignment import most_wanted

from .cases import legal_choices, pairs_of
from .strategies import cases

FEATURES = ("negative", "demand", "min_load", "pins", "forbidden")


@given(st.data())
def test_as_many_as_possible_then_worth_most(data):
    case = data.draw(cases(FEATURES))
    cells = [(i, j) for i in range(len(case.demand)) for j in range(len(case.capacity))]
    wanted = data.draw(st.sets(st.sampled_from(cells))) if cells else set()
    found = most_wanted(case.problem(), wanted)
    possible = [set(pairs_of(c)) & wanted for c in legal_choices(case)]
    if not possible:
        assert found == []
        return
    assert found == sorted(found)
    assert set(found) in possible
    free = wanted - set(case.pins)

    def rank(chosen):
        return len(chosen), sum(case.score[pair] for pair in chosen if pair in free)

    assert rank(set(found)) == max(map(rank, possible))
