"""The tie-break depends on the labels, and on nothing else."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance_match.assignment import TIE_BREAK, Assignment, AssignmentProblem, solve
from alliance_match.assignment import tiebreak as module
from alliance_match.assignment.magnitude import largest_safe_cost
from alliance_match.assignment.objective import weigh
from alliance_match.errors import ProblemError

from .oracle import TOTALS, choice_of, loads, optima, pairs_of, random_case, winner
from .strategies import cases, reordered, shuffled

TRIES = settings(max_examples=200, deadline=None)


def labelled(case, assignment):
    """Everything that is said of an assignment, by label, as it would be written to a file."""
    pairs = sorted((case.row_key[i], case.col_key[j]) for i, j in assignment.pairs.tolist())
    certificate = assignment.certificate
    prices = dict(zip(case.col_key, certificate.prices, strict=True)) if certificate else None
    said = {
        "pairs": pairs,
        "prices": prices,
        **{name: getattr(assignment, name) for name in ("status", "value", "coverage", "weight")},
        "bound": assignment.bound,
    }
    return json.dumps(said, sort_keys=True).encode()


@TRIES
@given(st.data(), st.sampled_from(TOTALS), st.sampled_from([None, 7]))
def test_order_does_not_matter(data, objective, lottery):
    case = data.draw(cases())
    other = data.draw(shuffled(case))
    first = solve(case.problem(), objective, lottery=lottery)
    second = solve(other.problem(), objective, lottery=lottery)
    assert labelled(case, first) == labelled(other, second)


@pytest.mark.parametrize("objective", TOTALS)
def test_order_does_not_matter_in_a_larger_round(objective):
    """Few different scores, so that there are very many equally good assignments."""
    n_rows, n_cols, rng = 60, 25, random.Random(3)
    pairs = [(i, j) for i in range(n_rows) for j in range(n_cols) if rng.random() < 0.4]
    case = replace(
        random_case(0, ()),
        score={pair: rng.randint(0, 2) for pair in pairs},
        capacity=[rng.randint(1, 5) for _ in range(n_cols)],
        min_load=[rng.randint(0, 1) for _ in range(n_cols)],
        unmatched=[0] * n_rows,
        demand=[rng.choice((1, 1, 2)) for _ in range(n_rows)],
        load_cost=[[0, 0, 1]] * n_cols,
        row_key=[f"row {i}" for i in range(n_rows)],
        col_key=[f"column {j}" for j in range(n_cols)],
    )
    said = {labelled(case, solve(case.problem(), objective))}
    for _ in range(8):
        rows, cols = rng.sample(range(n_rows), n_rows), rng.sample(range(n_cols), n_cols)
        other = reordered(case, rows, cols, rng.sample(pairs, len(pairs)))
        said.add(labelled(other, solve(other.problem(), objective)))
    assert len(said) == 1


@TRIES
@given(cases(), st.sampled_from(TOTALS), st.none() | st.integers(-3, 2**70), st.booleans())
def test_the_rule_is_the_one_that_is_told(case, objective, lottery, even):
    expected = winner(case, objective, lottery, even)
    assignment = solve(case.problem(), objective, lottery=lottery, even=even)
    if expected is None:
        assert assignment.status == "infeasible"
    else:
        assert choice_of(case, assignment) == expected
        assert assignment.lottery == lottery


def test_loads_are_made_even_where_that_costs_nothing():
    """Two columns that are worth the same to everybody, and one that is worth a point more."""
    problem = AssignmentProblem.from_dense([[5, 5, 0]] * 3 + [[5, 5, 6]], capacity=4)
    for objective in TOTALS:
        taken = np.bincount(solve(problem, objective, even=True).pairs[:, 1], minlength=3)
        assert sorted(taken[:2].tolist()) == [1, 2]
        assert taken[2] == 1
    rng = random.Random(5)
    many = [[rng.randint(0, 1) for _ in range(8)] for _ in range(24)]
    problem = AssignmentProblem.from_dense(many, capacity=24)
    even, any_ = (solve(problem, "total", even=e) for e in (True, False))
    squares = [(np.bincount(one.pairs[:, 1], minlength=8) ** 2).sum() for one in (even, any_)]
    assert even.value == any_.value
    assert squares[0] < squares[1]


@pytest.mark.parametrize("objective", ["max_min", "leximin"])
def test_fair_objectives_do_not_say_that_loads_are_even(objective):
    with pytest.raises(ProblemError, match="loads are not made even"):
        solve(AssignmentProblem.from_dense([[1]]), objective, even=True)


@TRIES
@given(cases(), st.sampled_from(TOTALS))
def test_the_tight_choices_make_exactly_the_optima(case, objective):
    best = set(optima(case, objective))
    problem = case.problem()
    assignment = solve(problem, objective)
    if not best:
        return
    tight = weigh(problem, objective).tight(np.array(assignment.certificate.prices))
    settled = set(map(tuple, tight.settled.tolist()))
    allowed = set(zip(tight.row.tolist(), tight.col.tolist(), strict=True))
    for outcome in case.outcomes:
        pairs = set(pairs_of(outcome.choice))
        empty = np.subtract(case.places, [len(cols) for cols in outcome.choice])
        load = np.array(loads(case, outcome.choice)) - np.bincount(
            np.array([col for _, col in settled], dtype=int), minlength=case.n_cols
        )
        fits = (
            settled <= pairs <= settled | allowed
            and bool(np.all(tight.may_park | (empty == 0)))
            and bool(np.all((tight.lower <= load) & (load <= tight.upper)))
        )
        assert fits == (outcome.choice in best)


def test_a_lottery_repeats_itself_and_reaches_every_optimum():
    problem = AssignmentProblem.from_dense(np.zeros((3, 3), dtype=int))
    outcomes = {}
    for seed in range(200):
        outcome = solve(problem, lottery=seed)
        assert outcome.pairs.tobytes() == solve(problem, lottery=seed).pairs.tobytes()
        assert outcome.lottery == seed
        order = tuple(outcome.choice(3).tolist())
        outcomes[order] = outcomes.get(order, 0) + 1
    assert len(outcomes) == 6  # 200 draws of 6, each about 33 times
    assert 10 <= min(outcomes.values()) <= max(outcomes.values()) <= 60


def test_a_lottery_also_draws_who_is_left_out():
    problem = AssignmentProblem.from_dense([[1], [1], [1]])
    assert {int(solve(problem, lottery=seed).pairs[0, 0]) for seed in range(40)} == {0, 1, 2}


def test_a_lottery_never_costs_a_point():
    for seed in range(60):
        case = random_case(seed)
        for objective in TOTALS:
            drawn = solve(case.problem(), objective, lottery=seed)
            assert drawn.weight == solve(case.problem(), objective).weight
            assert drawn.status == "infeasible" or choice_of(case, drawn) in optima(case, objective)


@pytest.mark.parametrize("objective", TOTALS)
def test_near_keeps_as_much_as_an_optimum_can(objective):
    """As many pairs as possible, and of rows with one place those that had none, without any."""
    closer = 0
    for seed in range(1000):
        case = random_case(seed, ("ties", "demand", "capacity", "pins", "forbidden"))
        best = optima(case, objective)
        if len(best) < 2:
            continue
        rng = random.Random(seed)
        here = rng.choice(case.outcomes).choice
        pairs = np.array(pairs_of(here), dtype=np.int64).reshape(-1, 2)
        near = Assignment("feasible", objective, pairs, 0, len(pairs), 0, None, None)
        stays = {choice: kept(case, here, choice) for choice in best}
        problem = case.problem()
        there = choice_of(case, solve(problem, objective, near=near))
        assert stays[there] == max(stays.values()), seed
        closer += stays[there] > stays[choice_of(case, solve(problem, objective))]
    assert closer > 20


def kept(case, here, there):
    pairs = len(set(pairs_of(here)) & set(pairs_of(there)))
    return pairs + sum(
        not a and not b and places == 1
        for a, b, places in zip(here, there, case.places, strict=True)
    )


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


@pytest.mark.parametrize(("has_near", "demand"), [(False, 1_000_000), (True, 10_000)])
def test_large_problems_use_fewer_bits_and_stay_exact(has_near, demand):
    large = AssignmentProblem.from_dense([[0]] * 10, demand=demand)
    places, bits = 10 * demand, module._bits(weigh(large, "total"), has_near)
    assert 20 <= bits < module.HASH_BITS
    stay = (places + 1) << bits if has_near else 0
    assert stay + 2**bits <= largest_safe_cost(10, 1, places)
    small = AssignmentProblem.from_dense([[0]] * 50)
    assert module._bits(weigh(small, "total"), has_near) == module.HASH_BITS


def test_the_rule_is_one_sentence_for_people():
    assert TIE_BREAK.endswith(".")
    assert TIE_BREAK.count(". ") == 0
