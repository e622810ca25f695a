"""Relaxations: the fewest changes, the least in sum, and always the same ones."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alliance_match.assignment import AssignmentProblem, Quota, SideRow, find_conflict, milp
from alliance_match.assignment.relaxation import changed, cheapest_relaxation
from alliance_match.errors import AllianceMatchError

from .oracle import FEATURES, is_feasible, legal_choices, loads, pairs_of, random_case
from .strategies import cases, shuffled


def hashed(*labels):
    return int(hashlib.sha256(json.dumps(list(labels)).encode()).hexdigest()[:4], 16)


def hashes(case):
    """The hash of each constraint, by its kind and place."""
    rows = case.row_key or [str(i) for i in range(case.n_rows)]
    cols = case.col_key or [str(j) for j in range(case.n_cols)]
    found = {("pin", pair): hashed("pin", rows[pair[0]], cols[pair[1]]) for pair in case.pins}
    found |= {("min_load", j): hashed("min_load", cols[j]) for j in range(case.n_cols)}
    for k, (coef, bound) in enumerate(case.side):
        said = sorted([rows[i], cols[j], number] for (i, j), number in coef.items())
        found["side", k] = hashed("side", json.dumps([bound, said]))
    return found


def missed(case, choice):
    """By how much an assignment misses each pin, minimum load and side row; only what it misses."""
    pairs, load = set(pairs_of(choice)), loads(case, choice)
    by = {("pin", pair): int(pair not in pairs) for pair in case.pins}
    by |= {("min_load", j): least - load[j] for j, least in enumerate(case.min_load)}
    by |= {
        ("side", k): sum(coef.get(pair, 0) for pair in pairs) - bound
        for k, (coef, bound) in enumerate(case.side)
    }
    return {name: amount for name, amount in by.items() if amount > 0}


def cheapest(case):
    """The cheapest way, over all assignments of the round without its constraints."""
    free = replace(case, pins=frozenset(), min_load=[0] * case.n_cols, side=())
    number = hashes(case)

    def order(by):
        return (
            -len(by),
            -sum(by.values()),
            sum(number[name] for name in by),
            sum(number[name] * amount for name, amount in by.items()),
        )

    return max((missed(case, choice) for choice in legal_choices(free)), key=order)


def named(changes):
    where = {"pin": lambda one: (one.row, one.col), "min_load": lambda one: one.col}
    return {
        (c.constraint.kind, where.get(c.constraint.kind, lambda one: one.side)(c.constraint)): (
            c.amount
        )
        for c in changes
    }


def check(seed):
    case = random_case(seed, FEATURES)
    problem = case.problem()
    found = cheapest_relaxation(problem)
    assert named(found) == cheapest(case), seed
    assert bool(found) != is_feasible(case), seed
    assert find_conflict(changed(problem, [(c.constraint, c.amount) for c in found])) == (), seed
    return len(found)


def test_relaxations_are_the_cheapest_by_enumeration():
    sizes = Counter(check(seed) for seed in range(700))
    assert sum(sizes[size] for size in sizes if size >= 2) > 40
    assert sizes[0] > 300


@pytest.mark.slow
@pytest.mark.parametrize("start", range(700, 8_700, 1_000))
def test_relaxations_are_the_cheapest_by_enumeration_at_length(start):
    for seed in range(start, start + 1_000):
        check(seed)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_no_order_of_the_input_bends_a_relaxation(data):
    case = data.draw(cases(FEATURES))
    other = data.draw(shuffled(case))
    first, second = (cheapest_relaxation(one.problem()) for one in (case, other))
    assert sorted(c.text for c in first) == sorted(c.text for c in second)


def problem(**keywords):
    return AssignmentProblem.from_dense(
        np.zeros((3, 3), dtype=int),
        row_key=["ann", "bea", "cyd"],
        col_key=["x", "y", "z"],
        **keywords,
    )


@pytest.mark.parametrize(
    ("keywords", "texts"),
    [
        ({}, []),
        (
            {"pins": [(0, 1)], "forbidden": [(0, 1)]},
            ["drop the pin of row 'ann' to column 'y'"],
        ),
        (
            {"min_load": [3, 1, 0], "capacity": 3},
            ["lower the minimum load of column 'x' from 3 to 2"],
        ),
        (
            {"min_load": [2**60, 0, 0], "capacity": 2**60},
            [f"lower the minimum load of column 'x' from {2**60} to 3"],
        ),
        (
            {"groups": [Quota(None, [0], at_least=2, label="two to x")]},
            ["ask for 1 pairs instead of 2 in 'two to x at least 2'"],
        ),
        (
            {"groups": [Quota([0], None, at_most=0, label="not ann")], "pins": [(0, 0), (1, 1)]},
            ["drop the pin of row 'ann' to column 'x'"],
        ),
        (
            {"side": [SideRow([0], [0], [5], 3, "weights")], "pins": [(0, 0)], "min_load": 1},
            ["drop the pin of row 'ann' to column 'x'"],
        ),
        (
            {
                "side": [SideRow([0, 1, 2], [0, 1, 2], 1, 1, "few")],
                "pins": [(0, 0), (1, 1), (2, 2)],
            },
            ["allow 3 pairs instead of 1 in 'few'"],
        ),
        (
            {"side": [SideRow([0, 1], [0, 1], [2, 3], 1, "w")], "pins": [(0, 0), (1, 1)]},
            ["raise the bound of 'w' from 1 to 5"],
        ),
    ],
)
def test_relaxations_are_told_in_words(keywords, texts):
    assert [change.text for change in cheapest_relaxation(problem(**keywords))] == texts


def test_coefficients_of_any_size_are_relaxed_exactly():
    huge = 10**11
    found = cheapest_relaxation(
        problem(
            side=[SideRow([0, 1], [0, 1], [huge, huge], 2 * huge - 1, "huge")],
            min_load=[1, 1, 0],
            pins=[(0, 0), (1, 1)],
            eligible=[[1, 0, 0], [0, 1, 0], [0, 0, 1]],
        )
    )
    assert [(change.constraint.kind, change.amount) for change in found] == [("side", 1)]


def test_no_time_at_all_is_an_error_and_steps_are_told():
    told = []
    with pytest.raises(AllianceMatchError, match="in time"):
        cheapest_relaxation(problem(min_load=1), time_limit=0.0, progress=told.append)
    assert told == ["the fewest changes"]


def test_ties_are_broken_as_far_as_time_allows(monkeypatch):
    """The engine stops after the two steps that say what is cheapest."""
    right, calls = milp.maximise, []

    def hasty(model, **keywords):
        calls.append(1)
        return right(model, **keywords) if len(calls) < 3 else ("unknown", None)

    monkeypatch.setattr(milp, "maximise", hasty)
    found = cheapest_relaxation(problem(pins=[(0, 0), (1, 0)]))
    assert [(change.constraint.kind, change.amount) for change in found] == [("pin", 1)]


def test_a_relaxation_that_is_none_is_not_passed_on(monkeypatch):
    monkeypatch.setattr(milp, "maximise", lambda model, **keywords: ("infeasible", None))
    with pytest.raises(AllianceMatchError, match="please report"):
        cheapest_relaxation(problem())
    monkeypatch.setattr(
        milp, "maximise", lambda model, **keywords: ("optimal", np.ones(model.n_integers))
    )
    with pytest.raises(AllianceMatchError, match="named that is none"):
        cheapest_relaxation(problem())
