"""The fewest changes, compared with the list of all that waivers, answers and places could do."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np

import alliance_match as am
from alliance_match.explain import cheapest_change, cheapest_changes
from alliance_match.model.record import Range
from alliance_match.round_problem import build_problem
from alliance_match.scoring.criteria import CRITERIA
from alliance_match.scoring.rules import BROKEN, RULES, UNKNOWN
from alliance_match.scoring.score import score
from alliance_match.scoring.shares import FULL

from ..holed_rounds import rebuilt
from .small_rounds import NOBODY, Listed, loads, product_of, summed

__all__ = ["check_changes", "needs"]


# --- the list -------------------------------------------------------------------------------------


@dataclass
class Needs:
    """How many waivers and how many answers each pair needs, and where these would do."""

    waived: np.ndarray
    asked: np.ndarray
    possible: np.ndarray


def needs(proposal):
    """Count from the rules and criteria themselves."""
    scored, policy = proposal.scored, proposal.policy
    broken = {name: verdict == BROKEN for name, verdict in scored.verdicts.items()}
    waived, asked = (np.zeros(scored.points.shape, dtype=int) for _ in range(2))
    for rule in RULES:
        unknown = np.broadcast_to(rule.verdicts(scored.facts) == UNKNOWN, scored.points.shape)
        asked += broken[rule.name] & unknown
        waived += broken[rule.name] & ~unknown
    possible = np.ones(scored.points.shape, dtype=bool)
    if scored.too_few_points.any():
        shares = [(policy.weights[c.name], c.shares(scored.facts)) for c in CRITERIA]
        for pair in zip(*np.nonzero(scored.too_few_points), strict=True):
            more = answers_to(shares, pair, policy.min_points)
            possible[pair] = more is not None
            asked[pair] += more or 0
    return Needs(waived, asked, possible)


def answers_to(shares, pair, least):
    """How many criteria must be answered, at best, for a pair to reach the least points."""
    raw = sum(w * int(s.value[pair]) for w, s in shares)
    gains = [w * (int(s.high[pair]) - int(s.value[pair])) for w, s in shares]
    for size in range(1, len(gains) + 1):
        most = max(sum(some) for some in itertools.combinations(gains, size))
        if (2 * (raw + most) + FULL) // (2 * FULL) >= round(least * 10):
            return size
    return None


def fewest(listed, need, row):
    """Fewest changes, most answers among these, most points, over all ways to match all.

    Whoever has nobody eligible comes under the minimum load with the first mentee; only such
    mentors may take others without a mentor.
    """
    problem, scored = listed.proposal.problem, listed.proposal.scored
    least = np.minimum(problem.capacity, listed.proposal.policy.places.min_load)
    wanted, opens = {row, *matched(listed)}, (least > 1) & ~scored.eligible.any(axis=0)
    pins, able = dict(listed.pins), []
    for i in range(problem.n_rows):
        cols = np.flatnonzero(need.possible[i] & (opens | (i in wanted))).tolist()
        cols = [j for j in cols if (i, j) not in listed.vetoes and pins.get(i, j) == j]
        able.append(cols if i in wanted else [NOBODY, *cols])
    ways = product_of(able)
    load = loads(ways, problem.n_cols)
    enough = (load >= problem.min_load) & ((load == 0) | (load >= least))
    ways, load = (x[enough.all(axis=1)] for x in (ways, load))
    beyond = np.maximum(load - problem.capacity, 0).sum(axis=1)
    asked, waived, worth = (summed(t, ways) for t in (need.asked, need.waived, scored.points))
    keys = zip((-waived - asked - beyond).tolist(), asked.tolist(), worth.tolist(), strict=True)
    return max(keys, default=None)


def matched(listed):
    """Who has a mentor."""
    return np.flatnonzero(listed.now() != NOBODY).tolist()


# --- what is said ---------------------------------------------------------------------------------


def check_changes(listed, counts):
    """For each mentee without a mentor: as few changes as there can be, and what comes of them."""
    proposal, need = listed.proposal, needs(listed.proposal)
    told = cheapest_changes(proposal)
    assert [one.mentee.id for one in told] == [m.id for m in proposal.unmatched]
    assert told[:1] == tuple(cheapest_change(proposal, one.mentee.id) for one in told[:1])
    for one in told:
        row = [m.id for m in proposal.round.mentees].index(one.mentee.id)
        best = fewest(listed, need, row)
        assert one.possible == (best is not None)
        counts["mentees beyond help"] += best is None
        if best is not None:
            check_one(listed, need, one, row, best)
            check_made(listed, one, counts)
            counts["cheapest changes"] += 1
            counts["changes elsewhere"] += one.elsewhere
            for change in one.changes:
                counts[f"change: {change.kind}"] += 1


def check_one(listed, need, told, row, best):
    """Everybody who had a mentor has one, and the mentee; the changes are those the pairs need."""
    scored, after = listed.proposal.scored, listed.moved(told.moves)
    assert {row, *matched(listed)} <= set(np.flatnonzero(after != NOBODY).tolist())
    kinds = [change.kind for change in told.changes]
    assert (-len(kinds), kinds.count("answer")) == best[:2]
    pairs = [(i, j) for i, j in enumerate(after.tolist()) if j != NOBODY]
    assert sum(int(scored.points[pair]) for pair in pairs) == best[2]
    assert told.points == best[2] - sum(pair.points for pair in listed.proposal.pairs)
    assert told.points == sum(one.after - one.before for one in told.ledger.people)
    assert told.matches == len(pairs) - len(listed.proposal.pairs)
    assert told.movers == len(told.moves) - 1
    assert kinds.count("answer") == sum(need.asked[pair] for pair in pairs)
    assert kinds.count("waiver") == sum(need.waived[pair] for pair in pairs)
    load = loads(after[None], scored.points.shape[1])[0]
    assert kinds.count("place") == np.maximum(load - listed.proposal.problem.capacity, 0).sum()
    assert all(change.asks for change in told.changes if change.kind == "answer")


# --- what comes of it -----------------------------------------------------------------------------


def check_made(listed, told, counts):
    """Where waivers and places are enough, the round with these has the proposal that was told."""
    if all(change.kind != "answer" for change in told.changes):
        changed = Listed(made(listed.proposal, told.changes))
        changed.place(listed.moved(told.moves))
        counts["changes made"] += 1


@dataclass
class Changed:
    """A round that was judged again and not solved."""

    round: am.MatchRound
    policy: am.Policy
    scored: object
    problem: object


def made(proposal, changes):
    """Waive the rules, and give the places."""
    people, names = proposal.round, {rule.label: rule.name for rule in RULES}
    waivers = tuple(
        am.Decision(kind="waive", mentee=c.mentee.id, mentor=c.mentor.id, rule=names[c.rule])
        for c in changes
        if c.kind == "waiver"
    )
    places = [change.mentor.id for change in changes if change.kind == "place"]
    capacity = dict(zip([m.id for m in people.mentors], proposal.scored.capacity, strict=True))
    mentors = tuple(
        m.model_copy(
            update={
                "capacity": Range.exactly(int(capacity[m.id]) + places.count(m.id)),
                "hours_per_month": None,
            }
        )
        for m in people.mentors
    )
    decisions = am.Decisions(entries=people.decisions.entries + waivers)
    changed = rebuilt(people, mentors=mentors, decisions=decisions)
    scored = score(changed, proposal.policy)
    return Changed(changed, proposal.policy, scored, build_problem(scored))
