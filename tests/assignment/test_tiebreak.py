"""The tie-break depends on the labels, and on nothing else."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance_match.assignment import OBJECTIVES, TIE_BREAK, AssignmentProblem, solve
from alliance_match.assignment import tiebreak as module
from alliance_match.assignment.objective import weigh

from .oracle import choice_of, hash_sum, optima
from .strategies import cases, shuffled

TRIES = settings(max_examples=200, deadline=None)


def labelled(case, assignment):
    return {(case.row_key[i], case.col_key[j]) for i, j in assignment.pairs.tolist()}


@TRIES
@given(st.data(), st.sampled_from(OBJECTIVES))
def test_order_does_not_matter(data, objective):
    case = data.draw(cases())
    other = data.draw(shuffled(case))
    first, second = solve(case.problem(), objective), solve(other.problem(), objective)
    assert first.status == second.status
    assert first.value == second.value
    assert labelled(case, first) == labelled(other, second)
    if first.certificate is not None:
        prices = dict(zip(case.col_key, first.certificate.prices, strict=True))
        assert prices == dict(zip(other.col_key, second.certificate.prices, strict=True))


@TRIES
@given(cases(), st.sampled_from(OBJECTIVES))
def test_the_rule_is_the_one_that_is_told(case, objective):
    best = optima(case, objective)
    if best:
        chosen = choice_of(case, solve(case.problem(), objective))
        assert hash_sum(case, chosen) == max(hash_sum(case, choice) for choice in best)


@TRIES
@given(cases(), st.sampled_from(OBJECTIVES))
def test_the_tight_choices_make_exactly_the_optima(case, objective):
    best = optima(case, objective)
    problem = case.problem()
    assignment = solve(problem, objective)
    if not best:
        return
    prices = np.array(assignment.certificate.prices, dtype=np.int64)
    tight = module.tie_break_options(problem, weigh(problem, objective), prices)
    allowed = set(zip(tight.row.tolist(), tight.col.tolist(), strict=True))
    for choice in best:
        for row, col in enumerate(choice):
            assert tight.may_park[row] if col is None else (row, col) in allowed
        load = [choice.count(col) for col in range(case.n_cols)]
        assert all(tight.lower <= load)
        assert all(load <= tight.upper)


def test_labels_decide_between_equals():
    names = [f"mentor {number}" for number in range(20)]
    chosen = {
        solve(AssignmentProblem.from_dense([[7, 7]], col_key=[a, b])).pairs[0, 1]
        for a, b in pairwise(names)
    }
    assert chosen == {0, 1}


def test_a_row_and_a_pair_never_share_a_hash_input():
    assert module.label_hash("a") != module.label_hash("a", "")
    assert module.label_hash("a", "bc") != module.label_hash("ab", "c")


def test_hashes_are_fixed_for_ever():
    """SHA-256 of '["E07", "M03"]', first ten hexadecimal digits; by any other tool."""
    assert module.label_hash("E07", "M03") == 0x506EC2CA22
    assert module.label_hash("E07", "M03", bits=8) == 0x50


@pytest.mark.parametrize("has_near", [False, True])
def test_large_problems_use_fewer_bits_and_stay_exact(has_near):
    row = np.zeros(1, dtype=np.int64)
    large = AssignmentProblem.from_pairs(row, row, row, n_rows=10_000, n_cols=5_000)
    bits = module._bits(weigh(large, "total"), has_near)
    assert 20 <= bits < module.HASH_BITS
    small = AssignmentProblem.from_pairs(row, row, row, n_rows=50, n_cols=50)
    assert module._bits(weigh(small, "total"), has_near) == module.HASH_BITS


def test_the_rule_is_one_sentence_for_people():
    assert TIE_BREAK.endswith(".")
    assert TIE_BREAK.count(". ") == 0
