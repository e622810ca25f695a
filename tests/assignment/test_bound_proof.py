"""Bounds with side rows: what is proved is so, and what is tampered with proves nothing false."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import numpy as np
import pytest

from alliance_match.assignment import AssignmentProblem, Quota, SideRow
from alliance_match.assignment.bound_proof import BoundProof, prove_bound
from alliance_match.assignment.milp import best_choice_with_side
from alliance_match.assignment.objective import bonus, weigh
from alliance_match.assignment.proof_tree import Branch, Node, Part
from alliance_match.assignment.side_rows import limits_of, side_of
from alliance_match.errors import AllianceMatchError, ProblemError

from .oracle import FEATURES, TOTALS, best_rank, pairs_of, random_case


def pins_fit(case):
    """Whether the pins can be settled at all; only then are there choices to speak of."""
    return (
        all(pair in case.score and pair not in case.forbidden for pair in case.pins)
        and all(sum(i == row for i, _ in case.pins) <= d for row, d in enumerate(case.places))
        and all(sum(j == col for _, j in case.pins) <= u for col, u in enumerate(case.capacity))
    )


def sided(seeds):
    """Rounds with side rows, as options with limits."""
    for seed in seeds:
        case = random_case(seed, FEATURES)
        if case.side and pins_fit(case):
            objective = TOTALS[seed % 2]
            problem = case.problem()
            options = weigh(problem, objective)
            yield case, options, side_of(problem, options), bonus(problem, objective), objective


def best_worth(case, extra, objective):
    """The greatest weight of all assignments; None without any."""
    best = best_rank(case, objective)
    return None if best is None else best[-1] + (extra * best[0] if extra else 0)


def mask(options, outcome):
    chosen = set(pairs_of(outcome.choice))
    pairs = zip(options.row.tolist(), options.col.tolist(), strict=True)
    return np.array([pair in chosen for pair in pairs], dtype=bool)


# --- what is proved ------------------------------------------------------------------------------


def check_proof(case, options, side, extra, objective):
    best = best_worth(case, extra, objective)
    chosen = best_choice_with_side(options, side)
    assert (chosen is None) == (best is None)
    if chosen is not None:
        assert options.worth(chosen) == best
        assert prove_bound(options, side, best - 1) is None
        assert prove_bound(options, side, None) is None
    proof = prove_bound(options, side, best)
    assert proof is not None
    assert proof.failures(options, side, best) == ()
    assert BoundProof.from_dict(json.loads(json.dumps(proof.to_dict()))) == proof
    if best is not None:
        assert not proof.holds(options, side, best - 1)
        assert not proof.holds(options, side, None)
    return len(proof.nodes)


def test_the_best_worth_is_found_and_proved():
    nodes = [check_proof(*one) for one in sided(range(1200))]
    assert len(nodes) > 250
    assert sum(size > 1 for size in nodes) > 10


@pytest.mark.slow
@pytest.mark.parametrize("start", range(1200, 16_200, 1_500))
def test_the_best_worth_is_found_and_proved_at_length(start):
    for one in sided(range(start, start + 1_500)):
        check_proof(*one)


def dual_values(rng, part):
    """A scale, multipliers that lean on ends that exist, and prices; none of them clever."""
    multipliers = [
        rng.choice((0, rng.randint(0 if one.least is None else -9, 0 if one.most is None else 9)))
        for one in part.limits
    ]
    prices = [rng.choice((0, rng.randint(-9, 9))) for _ in range(part.options.n_cols)]
    return rng.choice((0, 1, 1, 2, 7)), multipliers, prices


def limited(rng, part):
    """Now and then a part as it comes about in a tree."""
    for _ in range(rng.choice((0, 0, 1, 2))):
        halves = part.halves(Branch("sum", rng.randrange(len(part.limits)), rng.randint(0, 3)))
        part = rng.choice(halves)
    return part


def outcomes_in(case, part):
    """The assignments of a part: its settled pairs, open pairs beside them, and its limits."""
    settled = set(map(tuple, part.options.settled.tolist()))
    is_open = set(zip(part.options.row.tolist(), part.options.col.tolist(), strict=True))
    for outcome in case.outcomes:
        pairs = set(pairs_of(outcome.choice))
        chosen = mask(part.options, outcome)
        if settled <= pairs <= settled | is_open and all(one.kept(chosen) for one in part.limits):
            yield outcome, chosen


def test_no_dual_values_bound_too_low():
    compared = 0
    for case, options, side, _, _ in sided(range(2000)):
        rng = random.Random(len(case.score))
        part = limited(rng, Part.whole(options, side))
        scale, multipliers, prices = dual_values(rng, part)
        bound, loss = part.bounded(scale, multipliers, prices)
        for _, chosen in outcomes_in(case, part):
            worth = scale * part.options.worth(chosen)
            assert worth <= bound - int(loss[chosen].max(initial=0))
            compared += 1
    assert compared > 5000


def test_halves_share_out_every_assignment():
    for number, (case, options, side, _, _) in enumerate(sided(range(600))):
        rng = random.Random(number)
        part = Part.whole(options, side)
        branches = [Branch("sum", rng.randrange(len(part.limits)), rng.randint(-2, 3))]
        if part.options.row.size:
            place = rng.randrange(part.options.row.size)
            branches.append(
                Branch("pair", int(part.options.row[place]), int(part.options.col[place]))
            )
        for branch in branches:
            whole = [outcome.choice for outcome, _ in outcomes_in(case, part)]
            halves = [
                [(outcome.choice, half.options.worth(chosen)) for outcome, chosen in found]
                for half in part.halves(branch)
                for found in [outcomes_in(case, half)]
            ]
            assert sorted(choice for half in halves for choice, _ in half) == sorted(whole)
            worths = {o.choice: part.options.worth(c) for o, c in outcomes_in(case, part)}
            assert all(worths[choice] == worth for half in halves for choice, worth in half)


def test_a_place_that_is_left_need_not_be_filled_by_the_same_pair():
    """Two rows for one column: together they may not, by a quota; one alone may."""
    problem = AssignmentProblem.from_dense(
        [[5], [4]], capacity=2, groups=[Quota(at_most=1, label="one only")]
    )
    options = weigh(problem, "total")
    proof = prove_bound(options, side_of(problem, options), 5)
    assert proof.nodes[0].multipliers[0] > 0
    assert proof.failures(options, side_of(problem, options), 4)[0].endswith("too many")


# --- what is tampered with -----------------------------------------------------------------------


def tampered(rng, proof):
    """The proof with one thing changed: a number, a node, a branch."""
    nodes = list(proof.nodes)
    place = rng.randrange(len(nodes))
    node, step = nodes[place], rng.choice((-3, -1, 1, 2, 10**6))
    kind = rng.choice(("bound", "scale", "multiplier", "price", "branch", "drop", "double", "swap"))
    if kind == "drop":
        del nodes[place]
    elif kind == "double":
        nodes.insert(place, node)
    elif kind == "swap":
        nodes[0], nodes[-1] = nodes[-1], nodes[0]
    elif kind == "branch" and node.branch:
        nodes[place] = replace(node, branch=replace(node.branch, by=node.branch.by + step))
    elif kind == "branch":
        nodes[place] = replace(node, branch=Branch("pair", 0, 0))
    elif kind == "multiplier":
        nodes[place] = replace(node, multipliers=changed(rng, node.multipliers, step))
    elif kind == "price" and node.prices:
        nodes[place] = replace(node, prices=changed(rng, node.prices, step))
    elif kind == "scale":
        nodes[place] = replace(node, scale=node.scale + abs(step))
    else:
        nodes[place] = replace(node, bound=node.bound + step)
    return BoundProof(tuple(nodes))


def changed(rng, numbers, step):
    at = rng.randrange(len(numbers))
    return tuple(n + step if k == at else n for k, n in enumerate(numbers))


def test_tampered_proofs_prove_nothing_false():
    tried = accepted = 0
    for number, (case, options, side, extra, objective) in enumerate(sided(range(1600))):
        best, rng = best_worth(case, extra, objective), random.Random(number)
        proof = prove_bound(options, side, best)
        for _ in range(12):
            forged = tampered(rng, proof)
            if forged == proof:
                continue
            tried += 1
            accepted += forged.holds(options, side, best)
            if best is not None:
                assert not forged.holds(options, side, best - 1 - rng.randrange(3))
                assert not forged.holds(options, side, None)
    assert tried > 4000
    assert accepted < 0.1 * tried


def test_large_trees_are_no_easier_to_tamper_with():
    problem = knotty()
    options = weigh(problem, "total")
    side = side_of(problem, options)
    best, rng = options.worth(best_choice_with_side(options, side)), random.Random(1)
    proof = prove_bound(options, side, best)
    assert len(proof.nodes) > 20
    accepted = 0
    for _ in range(60):
        forged = tampered(rng, proof)
        accepted += forged.holds(options, side, best)
        assert not forged.holds(options, side, best - 1)
    assert accepted < 6


def test_almost_everything_that_is_tampered_with_is_noticed():
    """A changed bound, a missing node and a surplus one always are."""
    refused = 0
    for case, options, side, extra, objective in sided(range(700)):
        best = best_worth(case, extra, objective)
        proof = prove_bound(options, side, best)
        first, *rest = proof.nodes
        for nodes in (
            (),
            (*proof.nodes, first),
            proof.nodes[:-1],
            (replace(first, bound=first.bound - 1), *rest),
            (replace(first, bound=first.bound + 1), *rest),
            (replace(first, bound=float(first.bound)), *rest),
            (replace(first, scale=-1), *rest),
            (replace(first, multipliers=first.multipliers[1:]), *rest),
            (replace(first, prices=(*first.prices, 0)), *rest),
            (replace(first, prices=(*first.prices[:-1], 0.5)), *rest),
            (replace(first, branch=Branch("row", 0, 0)), *rest),
            (replace(first, branch=Branch("sum", len(first.multipliers), 0)), *rest),
            (replace(first, branch=Branch("pair", 10**6, 0)), *rest),
        ):
            assert BoundProof(nodes).failures(options, side, best), nodes
            refused += 1
    assert refused > 2000


def test_a_proof_holds_for_its_own_limits_alone():
    """Where limits or weights are loosened, the same tree is accepted only for what is still so."""
    refused = 0
    for number, (case, options, side, _, _) in enumerate(sided(range(1200))):
        if not options.row.size or not case.outcomes:
            continue
        rng = random.Random(number)
        best = max(options.worth(mask(options, outcome)) for outcome in case.outcomes)
        proof = prove_bound(options, side, best)
        richer = replace(options, weight=options.weight + rng.randint(1, 5))
        worth = max(richer.worth(mask(richer, outcome)) for outcome in case.outcomes)
        if worth > best:
            assert not proof.holds(richer, side, best)
            refused += 1
        without = side[1:]
        assert not proof.holds(options, without, best)
    assert refused > 100


# --- numbers and limits --------------------------------------------------------------------------


def two_by_two(**keywords):
    problem = AssignmentProblem.from_dense([[8, 5], [9, 4]], **keywords)
    options = weigh(problem, "total")
    return options, side_of(problem, options)


@pytest.mark.parametrize(
    "node",
    [
        Node(2**70, (0, 0), (0, 0), 0),
        Node(1, (2**70, 0), (0, 0), 0),
        Node(1, (2**61, 0), (0, 0), 0),
        Node(1, (0, 0), (2**70, 0), 0),
        Node(1, (0, 0), (-(2**62), 0), 0),
        Node(1, (-1, 0), (0, 0), 0),
        Node(1, (0, 1), (0, 0), 0),
        Node(True, (0, 0), (0, 0), 17),
    ],
)
def test_numbers_beyond_64_bits_and_ends_that_are_none_are_refused(node):
    options, side = two_by_two(groups=[Quota(at_most=2)])
    assert BoundProof((node,)).failures(options, side, 10**9)


def test_loads_beyond_all_rows_do_not_overflow():
    """A capacity of 2**60 and a price above the load's cost: the bound is that of all rows."""
    options, side = two_by_two(
        groups=[Quota(at_most=2)], capacity=2**60, load_cost=[[2**40], [2**40]]
    )
    part = Part.whole(options, side)
    bound, _ = part.bounded(1, (0, 0), (2**40 + 1, 2**40 + 1))
    assert bound == 2 + 2


def test_pins_and_forbidden_pairs_count_towards_side_rows():
    problem = AssignmentProblem.from_dense(
        [[1, 2], [3, 4]],
        pins=[(0, 0)],
        forbidden=[(1, 1)],
        side=[SideRow([0, 1, 1], [0, 0, 1], [5, -1, 2], 7, "mixed")],
        capacity=2,
    )
    options = weigh(problem, "total")
    (one,) = side_of(problem, options)
    assert (one.row.tolist(), one.col.tolist(), one.coef.tolist(), one.bound, one.label) == (
        [1],
        [0],
        [-1],
        2,
        "mixed",
    )
    (limit, count) = limits_of(options, (one,))
    assert (limit.pair.tolist(), limit.least, limit.most) == ([0], None, 2)
    assert (count.pair.tolist(), count.least, count.most) == ([0], None, None)


def test_a_search_that_is_cut_short_proves_nothing():
    problem = knotty()
    options = weigh(problem, "total")
    side = side_of(problem, options)
    best = options.worth(best_choice_with_side(options, side))
    assert len(prove_bound(options, side, best).nodes) > 3
    assert prove_bound(options, side, best, node_limit=3) is None
    assert prove_bound(options, side, best, time_limit=0.0) is None


def knotty():
    """Rows and columns in many groups with quotas that cut across one another."""
    rng = np.random.default_rng(9)
    quotas = [
        Quota(np.flatnonzero(rng.random(24) < 0.4), np.flatnonzero(rng.random(8) < 0.4), at_most=2)
        for _ in range(30)
    ]
    scores = rng.integers(0, 1000, (24, 8))
    return AssignmentProblem.from_dense(scores, capacity=3, groups=quotas)


def test_time_that_is_up_before_there_is_anything_is_an_error():
    problem = knotty()
    options = weigh(problem, "total")
    with pytest.raises(AllianceMatchError, match="allow more time"):
        best_choice_with_side(options, side_of(problem, options), time_limit=0.0)


@pytest.mark.parametrize(
    "saved",
    [
        {},
        {"nodes": None},
        {"nodes": [], "more": 1},
        {"nodes": [[1, [0], [0]]]},
        {"nodes": [[1.0, [0], [0], 3]]},
        {"nodes": [[1, [0.0], [0], 3]]},
        {"nodes": [[1, [0], [True], 3]]},
        {"nodes": [[1, [0], [0], 3, ["pair", 0]]]},
        {"nodes": [[1, [0], [0], 3, [0, 0, 0]]]},
        {"nodes": [[1, [0], [0], 3, ["pair", 0, 0], 4]]},
        {"nodes": ["node"]},
    ],
)
def test_damaged_files_are_refused(saved):
    with pytest.raises(ProblemError):
        BoundProof.from_dict(saved)


def test_coefficients_that_floating_point_cannot_tell_apart_are_told_apart():
    """Sums that miss their bound by one in ten thousand million are missed all the same."""
    compared = 0
    for case, options, side, extra, objective in sided(range(500)):
        rng = random.Random(len(case.score))
        huge = tuple(
            SideRow(one.row, one.col, one.coef * 10**10, one.bound * 10**10 + rng.choice((-1, 0)))
            for one in side
        )
        chosen = best_choice_with_side(options, huge)
        kept = [o for o in case.outcomes if all(keeps(options, one, o) for one in huge)]
        worths = [options.worth(mask(options, outcome)) for outcome in kept]
        best = max(worths, default=None)
        assert best == (None if chosen is None else options.worth(chosen))
        assert best_worth(case, extra, objective) == best or best is None or worths
        compared += 1
    assert compared > 120


def keeps(options, one, outcome):
    """Whether an assignment keeps a side row over open pairs."""
    chosen = set(pairs_of(outcome.choice)) - set(map(tuple, options.settled.tolist()))
    counted = zip(one.row.tolist(), one.col.tolist(), one.coef.tolist(), strict=True)
    return sum(c for i, j, c in counted if (i, j) in chosen) <= one.bound
