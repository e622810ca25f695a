"""Forged and tampered proofs: whatever is changed, only what is optimal is ever accepted."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from alliance_match.assignment import Assignment, Certificate, solve
from alliance_match.assignment.objective import bonus, weigh

from .oracle import TOTALS, Outcome, optima, pairs_of, random_case


def plain_bound(case, prices, extra):
    """What prices prove, by the formula of the certificate, for an extra on each pair."""
    places, load, worth = list(case.places), [0] * case.n_cols, 0
    for i, j in case.pins:
        worth += case.score[i, j] + extra
        places[i] -= 1
        load[j] += 1
    for i in range(case.n_rows):
        legal = [j for r, j in case.score if r == i and (i, j) not in case.pins | case.forbidden]
        net = [case.score[i, j] + extra - prices[j] for j in legal]
        best = sorted([*net, *[case.unmatched[i]] * places[i]], reverse=True)
        worth += sum(best[: places[i]])
    for j, taken in enumerate(load):
        loads = range(max(case.min_load[j] - taken, 0), case.capacity[j] - taken + 1)
        worth -= case.cost(j, taken)
        worth += max(k * prices[j] - case.cost(j, taken + k) + case.cost(j, taken) for k in loads)
    return worth


@pytest.mark.parametrize("objective", TOTALS)
def test_forged_proofs_pass_for_optima_alone(objective):
    """Whatever the prices, with all bookkeeping in order: only an optimum is ever accepted."""
    accepted = forged = 0
    for seed in range(300):
        case, rng = random_case(seed), random.Random(seed)
        problem, best = case.problem(), optima(case, objective)
        for outcome in rng.sample(case.outcomes, min(20, len(case.outcomes))):
            prices = [rng.choice((0, rng.randint(-5, 5))) for _ in range(case.n_cols)]
            proof = forge(problem, objective, outcome, prices)
            assert proof.bound == plain_bound(case, prices, bonus(problem, objective)), seed
            assert proof.bound >= proof.weight, seed
            assert proof.certificate.check(problem, proof) is (proof.bound == proof.weight), seed
            forged += 1
            if proof.bound == proof.weight:
                accepted += 1
                assert outcome.choice in best, seed
    assert accepted > 30
    assert forged > 2000


def forge(problem, objective, outcome, prices):
    """An assignment with prices for it, and numbers that are all as they should be."""
    bound = weigh(problem, objective).bound(np.array(prices, dtype=np.int64))
    certificate = Certificate(objective, tuple(prices), bound, problem.fingerprint)
    weight = outcome.value + bonus(problem, objective) * outcome.coverage
    pairs = as_array(pairs_of(outcome.choice))
    numbers = (outcome.value, outcome.coverage, weight, bound)
    return Assignment("optimal", objective, pairs, *numbers, certificate)


def as_array(pairs):
    return np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)


def tampered_pairs(rng, case, assignment):
    """Other pairs, with the numbers left as they are."""
    pairs = set(map(tuple, assignment.pairs.tolist()))
    others = sorted(set(case.grid) - pairs)
    changed = [pairs - {pair} for pair in rng.sample(sorted(pairs), min(2, len(pairs)))]
    changed += [pairs | {pair} for pair in rng.sample(others, min(2, len(others)))]
    if pairs and others:
        changed += [pairs - {rng.choice(sorted(pairs))} | {rng.choice(others)} for _ in range(2)]
    if len(pairs) > 1:
        (a, b), (c, d) = rng.sample(sorted(pairs), 2)
        changed.append(pairs - {(a, b), (c, d)} | {(a, d), (c, b)})
    return [replace(assignment, pairs=as_array(some)) for some in changed if some != pairs]


def tampered_numbers(rng, assignment):
    """Numbers that the pairs do not bear out, one at a time."""
    certificate = assignment.certificate
    for name in ("value", "coverage", "weight", "bound"):
        change = rng.choice((1, -1, 2**40))
        yield replace(assignment, **{name: getattr(assignment, name) + change})
    other = next(name for name in TOTALS if name != assignment.objective)
    yield replace(assignment, objective=other)
    for forged in (
        replace(certificate, bound=certificate.bound + rng.choice((1, -1))),
        replace(certificate, objective=other),
        replace(certificate, fingerprint=certificate.fingerprint[::-1] + "0"),
        replace(certificate, prices=(*certificate.prices, 0)),
    ):
        yield replace(assignment, certificate=forged)


def tampered_cases(rng, case):
    """The same round with one number or rule changed, wherever there is one to change."""

    def one(numbers, least=None):
        k, change = rng.randrange(len(numbers)), rng.choice((1, -1))
        if least is not None and numbers[k] + change < least:
            change = 1
        return [number + change * (n == k) for n, number in enumerate(numbers)]

    legal = sorted(set(case.score) - case.forbidden)
    if case.score:
        pair = rng.choice(list(case.score))
        yield replace(case, score=case.score | {pair: case.score[pair] + rng.choice((1, -1))})
        yield replace(case, score={k: v for k, v in case.score.items() if k != pair})
    if legal:
        yield replace(case, pins=case.pins ^ {rng.choice(legal)})
        yield replace(case, forbidden=case.forbidden | {rng.choice(legal)})
    if case.forbidden:
        yield replace(case, forbidden=case.forbidden - {rng.choice(sorted(case.forbidden))})
    if case.n_rows:
        yield replace(case, unmatched=one(case.unmatched))
        yield replace(case, demand=one(case.places, 0))
    if case.n_cols:
        yield replace(case, capacity=[u + 1 for u in case.capacity])
        yield replace(case, capacity=one([u + 1 for u in case.capacity]))
        loads = one(case.min_load, 0)
        yield replace(case, min_load=list(map(min, loads, case.capacity)))
        costs = [list(row) for row in case.load_cost or [[0]] * case.n_cols]
        costs[rng.randrange(case.n_cols)][-1] += 1
        yield replace(case, load_cost=costs)
    yield random_case(rng.randrange(10**6))


def tamper(seed, objective):
    """Count what is refused of all that is tampered with in one round."""
    case, rng = random_case(seed), random.Random(seed)
    problem, best = case.problem(), optima(case, objective)
    assignment = solve(problem, objective)
    if not best:
        return 0
    certificate, extra = assignment.certificate, bonus(problem, objective)
    assert certificate.check(problem, assignment)
    refused = 0

    def judge(changed, accepted, problem=problem):
        nonlocal refused
        assert changed.certificate.check(problem, changed) is accepted, seed
        refused += not accepted

    for changed in tampered_pairs(rng, case, assignment):
        same_worth = len(changed.pairs) == len(assignment.pairs) and any(
            pairs_of(choice) == list(map(tuple, changed.pairs.tolist())) for choice in best
        )
        judge(changed, same_worth)
    for changed in tampered_numbers(rng, assignment):
        judge(changed, False)
    for col in range(case.n_cols):
        for change in (1, -1, rng.choice((-1000, 1000))):
            prices = list(certificate.prices)
            prices[col] += change
            changed = replace(certificate, prices=tuple(prices))
            proves = plain_bound(case, prices, extra) == assignment.weight
            judge(replace(assignment, certificate=changed), proves)
    for other in tampered_cases(rng, case):
        if other.problem().fingerprint != problem.fingerprint:
            judge(assignment, False, other.problem())
            refused += forged_for(other, objective, assignment)
    return refused


def forged_for(case, objective, assignment):
    """Carry a proof over to another round with all the numbers made to fit; is it refused?"""
    problem, pairs = case.problem(), list(map(tuple, assignment.pairs.tolist()))
    outcome = next((one for one in case.outcomes if pairs_of(one.choice) == pairs), None)
    prices = (assignment.certificate.prices + (0,) * case.n_cols)[: case.n_cols]
    if outcome is None:
        stranger = Outcome(tuple((col,) for _, col in pairs), len(pairs), assignment.value, ())
        proof = replace(forge(problem, objective, stranger, prices), pairs=assignment.pairs)
        assert not proof.certificate.check(problem, proof)
        return True
    proof = forge(problem, objective, outcome, prices)
    accepted = proof.certificate.check(problem, proof)
    assert accepted is (proof.weight == plain_bound(case, prices, bonus(problem, objective)))
    assert not accepted or outcome.choice in optima(case, objective)
    return not accepted


@pytest.mark.parametrize("objective", TOTALS)
def test_tampered_proofs_are_refused(objective):
    assert sum(tamper(seed, objective) for seed in range(250)) > 5_000


@pytest.mark.slow
@pytest.mark.parametrize("objective", TOTALS)
@pytest.mark.parametrize("start", range(250, 1250, 500))
def test_tampered_proofs_are_refused_at_length(start, objective):
    assert sum(tamper(seed, objective) for seed in range(start, start + 500)) > 10_000
