"""What is said of a whole round, compared with the list of all proposals.

Every check counts what it compared, so that its caller can tell that it was not in vain.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from alliance_match.explain import (
    blocking_pairs,
    bottlenecks,
    fairness,
    other_proposals,
    override_costs,
    robustness,
)
from alliance_match.explain.weights import FULL_MARKS
from alliance_match.scoring.criteria import CRITERIA, told_criteria

from .small_rounds import MANY, NOBODY, less, shapley, weighed

__all__ = [
    "check_blocking_pairs",
    "check_fairness",
    "check_others",
    "check_overrides",
    "check_places",
    "check_weights",
]


def loss_of(told):
    return (told.coverage, told.points)


def check_places(listed, counts):
    """One more and one fewer place with each mentor."""
    told, now = bottlenecks(listed.proposal), listed.best()
    ids = [m.id for m in listed.proposal.round.mentors]
    assert sorted(one.mentor.id for one in told.places) == sorted(ids)
    assert [one.mentor.id for one in told.scarce] == [
        one.mentor.id for one in told.places if one.matches > 0 or one.points > 0
    ]
    for one in told.places:
        col = ids.index(one.mentor.id)
        more = listed.best(listed.obeying(more=col))
        assert (one.matches, one.points) == less(more, now)
        counts["one more place"] += 1
        counts["one more place that helps"] += one.gains
        assert one.taken == (listed.now() == col).sum()
        if one.places:
            fewer = listed.best(listed.obeying(fewer=col))
            expected = None if fewer is None else less(now, fewer)
            assert (None if one.loss is None else loss_of(one.loss)) == expected
            counts["one place fewer that costs"] += expected not in (None, (0, 0))
        else:
            assert one.loss is None


def check_others(listed, counts, most=4):
    """The next best proposals: what they lose, that they are proposals, and each another one."""
    keys = np.sort(listed.key[listed.legal])[::-1]
    told = other_proposals(listed.proposal, most=most)
    expected = [less(listed.best(), listed.split(int(key))) for key in keys[1 : most + 1]]
    assert [loss_of(one.loss) for one in told.others] == expected
    assert told.complete == (len(keys) <= most)
    assert told.ties == sum(loss == (0, 0) for loss in expected)
    found = [listed.place(listed.moved(one.moves)) for one in told.others]
    for at, one in zip(found, told.others, strict=True):
        assert less(listed.best(), listed.split(int(listed.key[at]))) == loss_of(one.loss)
    assert len({listed.place(listed.now()), *found}) == 1 + len(found)
    counts["second best"] += bool(found)
    counts["second best as good"] += told.ties > 0
    counts["other proposals"] += len(found)


def check_overrides(listed, counts):
    """Pins and vetoes together, each alone, each taken back, and the share of each."""
    told = override_costs(listed.proposal)
    every = [("pin", p) for p in sorted(listed.pins)] + [("veto", v) for v in sorted(listed.vetoes)]

    def worth(kept):
        pins, vetoes = ([p for kind, p in kept if kind == one] for one in ("pin", "veto"))
        return listed.best(listed.obeying(pins=pins, vetoes=vetoes))

    whole, people = less(worth([]), worth(every)), listed.proposal.round
    assert loss_of(told.together) == whole
    shares, ids = (
        shapley(every, worth),
        [[m.id for m in p] for p in (people.mentees, people.mentors)],
    )
    own = [
        (one.kind, (ids[0].index(one.mentee.id), ids[1].index(one.mentor.id))) for one in told.each
    ]
    assert sorted(own) == every
    for one, at in zip(told.each, own, strict=True):
        assert loss_of(one.alone) == less(worth([]), worth([at]))
        assert loss_of(one.last) == less(worth([d for d in every if d != at]), worth(every))
        assert tuple(map(Fraction, one.share)) == shares[at]
    for k in (0, 1):
        assert sum(Fraction(one.share[k]) for one in told.each) == whole[k]
    counts["pins and vetoes"] += len(every)
    counts["several pins and vetoes"] += len(every) > 1
    counts["several that cost together"] += len(every) > 1 and whole != (0, 0)


def check_blocking_pairs(listed, counts):
    """Those of the definition, no more and no fewer."""
    proposal, points = listed.proposal, listed.proposal.scored.points
    pinned, now, expected = {i for i, _ in listed.pins}, listed.now(), set()
    for i, j in zip(proposal.problem.row.tolist(), proposal.problem.col.tolist(), strict=True):
        if i in pinned or (i, j) in listed.vetoes or now[i] == j:
            continue
        with_j = np.flatnonzero(now == j).tolist()
        is_free = len(with_j) < int(proposal.problem.capacity[j])
        worse = [k for k in with_j if (k, j) not in listed.pins and points[k, j] < points[i, j]]
        better = now[i] == NOBODY or points[i, now[i]] < points[i, j]
        if better and (is_free or worse):
            expected.add((proposal.round.mentees[i].id, proposal.round.mentors[j].id))
    got = {(one.mentee.id, one.mentor.id) for one in blocking_pairs(proposal).pairs}
    assert got == expected
    counts["blocking pairs"] += len(got)


# --- weights --------------------------------------------------------------------------------------


def check_weights(listed, counts, draws=3):
    """At each of the 1001 weights of each criterion: is the pair in some best proposal?"""
    proposal = listed.proposal
    told = robustness(proposal, draws=draws)
    assert len(told.pairs) == len(proposal.pairs)
    shares = {c.name: c.shares(proposal.scored.facts).value for c in CRITERIA}
    for number, (_, criterion) in enumerate(told_criteria(proposal.policy)):
        expected = stays(listed, shares, along(proposal.policy.weights, criterion.name))
        for own, one in zip(expected, told.pairs, strict=True):
            span = one.spans[number]
            assert span.criterion == criterion.name
            assert span.stays == spans(own), (criterion.name, one.mentee.id)
            counts["weights followed"] += 1
            counts["weights that move the pair"] += not span.always
            counts["weights with a gap between"] += len(span.stays) > 1
    kept = stays(listed, shares, drawn(proposal.policy.weights, draws)).sum(axis=1)
    assert [one.kept for one in told.pairs] == kept.tolist()
    assert all(one.drawn == draws for one in told.pairs)


def along(weights, criterion):
    """All weights at each mark of one of them, the others in their proportions."""
    marks, rest = np.arange(FULL_MARKS + 1), FULL_MARKS - weights[criterion]
    if not rest:  # nothing to weigh it against: any weight is all of it
        return {name: np.full(marks.size, weight) for name, weight in weights.items()}
    return {
        n: marks * rest if n == criterion else w * (FULL_MARKS - marks) for n, w in weights.items()
    }


def drawn(weights, draws, seed=0, spread=25):
    """Draw each weight within so many per cent, all of them anew for each draw."""
    chance = np.random.default_rng(seed)
    factors = [
        chance.integers(100 - spread, 100 + spread, size=len(weights), endpoint=True)
        for _ in range(draws)
    ]
    return {
        name: np.array([weight * int(factor[k]) for factor in factors], dtype=np.int64)
        for k, (name, weight) in enumerate(weights.items())
    }


def stays(listed, shares, weights):
    """Whether each proposed pair is in some best proposal, at each of many weights."""
    every, worth = weighed(listed, shares, weights)
    best = worth.max(axis=1)
    pairs = listed.proposal.assignment.pairs.tolist()
    found = [worth[:, every[:, i] == j].max(axis=1) == best for i, j in pairs]
    return np.array(found, dtype=bool).reshape(len(pairs), best.size)


def spans(marks):
    """From where to where a row of yes and no says yes."""
    steps = np.flatnonzero(np.diff(np.concatenate(([False], marks, [False])).astype(int)))
    return tuple((int(a), int(b) - 1) for a, b in steps.reshape(-1, 2))


# --- fairness -------------------------------------------------------------------------------------


def check_fairness(listed, counts):
    """Every trade between the worst-off of the matched and the round; every gap between groups."""
    told, heads = fairness(listed.proposal, smallest=1), listed.every.shape[1]
    padded = np.pad(listed.proposal.scored.points, ((0, 0), (0, 1)))
    got = padded[np.arange(heads), listed.every[listed.legal]]
    check_worst_off(told.worst_off, listed, counts)
    now = padded[np.arange(heads), listed.now()]
    for gap in told.groups:
        if gap.by == "stage":
            mine = np.array([m.stage == gap.group for m in listed.proposal.round.mentees])
            check_gap(gap, mine, got, now, listed)
            counts["gaps between groups"] += 1


def check_worst_off(told, listed, counts):
    """For every least number of points there could be: the best that keeps it, from the list."""
    scored, problem = listed.proposal.scored, listed.proposal.problem
    padded = np.pad(scored.points, ((0, 0), (0, 1)), constant_values=MANY)
    worst = padded[np.arange(listed.every.shape[1]), listed.every].min(axis=1, initial=MANY)
    worth = listed.key * (1 if listed.counts else 100) + listed.matched * (not listed.counts)
    best = {}
    for floor in sorted(set(scored.points[problem.row, problem.col].tolist())):
        asked = set(problem.col[problem.score >= floor].tolist())
        obeying = listed.obeying(loads=asked) & (worst >= floor)
        if not obeying.any() or any(scored.points[pin] < floor for pin in listed.pins):
            break
        key = int(worth[obeying].max())
        there = obeying & (worth == key)
        if not listed.matched[there].any():
            break
        one = int(listed.matched[there][0]), int(listed.points[there][0])
        best[key] = int(worst[there].max()), *one
    now = [scored.points[i, j] for i, j in listed.proposal.assignment.pairs.tolist()]
    assert told.now == min(now, default=0)
    trades = list(best.values())
    first = trades[0][1] if trades else 0
    stop = next((k for k, (_, n, _) in enumerate(trades) if n < first), len(trades))
    assert [(one.floor, one.matched, one.total) for one in told.trades] == trades[:stop]
    assert [one.price for one in told.trades] == [trades[0][2] - t for _, _, t in trades[:stop]]
    assert told.fewer == (first - trades[stop][1] if stop < len(trades) else 0)
    above = scored.points[problem.row, problem.col]
    next_one = int(min(above[above > told.fairest], default=0)) if told.fewer else 0
    assert told.beyond == next_one
    counts["trades for fairness"] += len(told.trades) > 1
    counts["more for the worst-off costs a mentor"] += told.fewer > 0


def check_gap(gap, mine, got, now, listed):
    """The means, and how the gap comes about: by who may have whom, by places, by the rest."""
    best = np.where(listed.proposal.scored.eligible, listed.proposal.scored.points, 0)
    best = best.max(axis=1, initial=0)
    (a, b, c), (x, y, z) = (
        [mean(served, who) for served in (best, got[:, who].sum(axis=1).max(), now)]
        for who in (mine, ~mine)
    )
    parts = [x - a, (a - b) - (x - y), (b - c) - (y - z)]
    assert (gap.points, gap.others) == (half_up(c), half_up(z))
    told = [gap.eligibility, gap.competition, gap.objective]
    assert sum(told) == gap.gap
    assert all(abs(one - part) < 1 for one, part in zip(told, parts, strict=True))
    has = listed.now() != NOBODY
    for one, who in ((gap.points_matched, mine & has), (gap.others_matched, ~mine & has)):
        assert one == (half_up(mean(now, who)) if who.any() else None)


def mean(served, who):
    """So much a head; of a sum, or of what each has."""
    summed = served[who].sum() if np.ndim(served) else served
    return Fraction(int(summed), max(1, int(who.sum())))


def half_up(value):
    return int((2 * value + 1) // 2)
