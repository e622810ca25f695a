"""What is said of one mentee, or of one pair, compared with the list of all proposals.

Every check counts what it compared, so that its caller can tell that it was not in vain.
"""

from __future__ import annotations

import numpy as np

from alliance_match.explain import PairExplanation
from alliance_match.explain.scorecard import contributions
from alliance_match.scoring.criteria import told_criteria

from .small_rounds import NOBODY, less

__all__ = [
    "check_contributions",
    "check_explanations",
    "check_regrets",
    "check_sums",
    "check_unmatched",
    "check_why_not",
]


def loss_of(told):
    return (told.coverage, told.points)


# --- the regrets of all pairs ---------------------------------------------------------------------


def check_regrets(listed, counts):
    """What each pair costs, which are in some and in every best proposal, and who can be left."""
    proposal, table, best = listed.proposal, listed.proposal.regrets, listed.best()
    in_best = listed.every[listed.legal & (listed.key == listed.key[listed.legal].max())]
    for at, (i, j) in enumerate(zip(table.problem.row, table.problem.col, strict=True)):
        least = listed.best(listed.having(i, j))
        assert table.possible[i, j] == (least is not None)
        assert table.in_some[at] == (in_best[:, i] == j).any()
        assert table.in_every[at] == (in_best[:, i] == j).all()
        if least is not None:
            assert (table.coverage[i, j], table.value[i, j]) == less(best, least)
            counts["regrets"] += 1
            counts["regrets that are not 0"] += least != best
            counts["negative regrets in points"] += int(table.value[i, j] < 0)
    for at, (i, j) in enumerate(proposal.assignment.pairs.tolist()):
        least = listed.best(listed.legal & (listed.every[:, i] != j))
        assert table.margins.one(at) == (None if least is None else less(best, least))
        counts["margins"] += 1
    for i in range(len(proposal.round.mentees)):
        least = listed.best(listed.having(i, NOBODY))
        assert table.single.one(i) == (None if least is None else less(best, least))


# --- why not --------------------------------------------------------------------------------------


def check_why_not(listed, counts):
    """The verdict on every pair; the cheapest proposal with it, in as few moves as can be."""
    for i, one in enumerate(listed.proposal.round.mentees):
        for j, other in enumerate(listed.proposal.round.mentors):
            told = listed.proposal.why_not(one.id, other.id)
            counts[f"why not: {told.verdict}"] += 1
            if told.ledger is None:
                check_impossible(listed, told, i, j)
            else:
                check_price(listed, told, i, j, counts)


def check_impossible(listed, told, row, col):
    """A pair without a price is the proposal, or none has it, for the reason that is named."""
    scored = listed.proposal.scored
    assert (told.verdict == "proposed") == (listed.now()[row] == col)
    if told.verdict == "proposed":
        return
    assert not listed.having(row, col).any()
    able = scored.eligible[row, col] and scored.capacity[col] > 0
    assert (told.verdict == "ineligible") == (not able)
    if told.verdict == "vetoed":
        assert (row, col) in listed.vetoes
    elif told.verdict == "pinned":
        assert (listed.obeying(pins=()) & (listed.every[:, row] == col)).any() or not (
            listed.proposal.problem.min_load == 0
        ).all()
    elif told.verdict == "min_load":
        assert not (listed.obeying(pins=()) & (listed.every[:, row] == col)).any()


def check_price(listed, told, row, col, counts):
    """Replay the moves: the best proposal with the pair, by the fewest moves of all such."""
    having, before = listed.having(row, col), listed.now()
    at = listed.place(listed.moved(one.move for one in told.ledger.people))
    least = listed.key[having].max()
    assert having[at]
    assert listed.key[at] == least
    assert (told.verdict == "as_good") == (listed.split(least) == listed.best())
    moved = (listed.every != before).sum(axis=1)
    assert moved[at] == moved[having & (listed.key == least)].min()
    assert told.ledger.people[0].move.mentee.id == told.mentee.id
    check_sums(listed, told.ledger, before, listed.every[at])
    check_frontier(listed, told, having, moved)
    counts["ledgers"] += 1
    counts["chains of several moves"] += len(told.moves) > 1
    counts["frontiers of several steps"] += len(told.frontier) > 1
    counts["matches lost"] += told.loss.coverage != 0


def check_sums(listed, ledger, before, after):
    """Both ledgers sum to what the two proposals differ by, entry by entry."""
    scored = listed.proposal.scored
    one, other = listed.place(before), listed.place(after)
    lost = listed.points[one] - listed.points[other]
    assert sum(entry.lost for entry in ledger.people) == lost == ledger.loss.points
    assert sum(entry.lost for entry in ledger.criteria) == lost
    assert ledger.loss.coverage == listed.matched[one] - listed.matched[other]
    changed = np.flatnonzero(before != after)
    assert {entry.move.mentee.id for entry in ledger.people} == {
        listed.proposal.round.mentees[i].id for i in changed
    }
    told = told_criteria(listed.proposal.policy)
    for (k, criterion), entry in zip(told, ledger.criteria, strict=True):
        assert entry.criterion == criterion.name
        for chosen, added in ((before, entry.before), (after, entry.after)):
            pairs = [(i, chosen[i]) for i in changed if chosen[i] != NOBODY]
            assert added == sum(int(scored.contributions[k][pair]) for pair in pairs)


def check_frontier(listed, told, having, moved):
    """The least loss when 1, 2, ... mentees change, as far as it gets smaller."""
    expected = []
    for movers in range(1, listed.every.shape[1] + 1):
        near = listed.best(having & (moved <= movers))
        if near is not None:
            loss = less(listed.best(), near)
            if not expected or expected[-1][1] != loss:
                expected.append((movers, loss))
    assert [(one.movers, loss_of(one.loss)) for one in told.frontier] == expected


# --- why this pair, why nobody --------------------------------------------------------------------


def check_contributions(listed, counts):
    """The parts of every eligible pair sum to its points, none beyond its full marks."""
    scored = listed.proposal.scored
    for row, col in zip(*np.nonzero(scored.eligible), strict=True):
        told = contributions(listed.proposal, int(row), int(col))
        kept = told_criteria(listed.proposal.policy)
        assert [one.criterion for one in told] == [c.name for _, c in kept]
        parts = scored.contributions[:, row, col].tolist()
        assert [one.points for one in told] == [parts[k] for k, _ in kept]
        assert all(0 <= one.points <= one.full for one in told)
        assert sum(one.points for one in told) == scored.points[row, col]
        assert sum(one.full for one in told) == 1000
        counts["scorecards"] += 1


def check_explanations(listed, counts):
    """Alternatives and margin of each pair; the reason of each mentee without one."""
    for row, one in enumerate(listed.proposal.round.mentees):
        told = listed.proposal.explain(one.id)
        if isinstance(told, PairExplanation):
            check_pair(listed, told, row, counts)
        else:
            check_unmatched(listed, told, row, counts)


def check_pair(listed, told, row, counts):
    """The two other mentors that cost least, at what they cost; and what leaving the pair costs."""
    best, col = listed.best(), listed.now()[row]
    assert sum(one.points for one in told.contributions) == told.points
    assert told.points == listed.proposal.scored.points[row, col]
    if (row, col) in listed.pins:
        assert told.pinned is not None
        assert (told.margin, told.alternatives) == (None, ())
        return
    without = listed.best(listed.legal & (listed.every[:, row] != col))
    if without is None:
        assert told.margin is None
    else:
        assert loss_of(told.margin) == less(best, without)
        counts["pairs without which it is as good"] += without == best
    with_other = {j: listed.best(listed.having(row, j)) for j in range(len(listed.load[0]))}
    cost = {j: less(best, key) for j, key in with_other.items() if key is not None and j != col}
    ids = [m.id for m in listed.proposal.round.mentors]
    got = [(ids.index(one.mentor.id), loss_of(one.loss)) for one in told.alternatives]
    assert [loss for _, loss in got] == sorted(cost.values())[:2]
    assert all(cost[j] == loss for j, loss in got)
    for j, one in zip((j for j, _ in got), told.alternatives, strict=True):
        after = listed.moved(one.moves)
        after[row] = j
        assert listed.split(listed.key[listed.place(after)]) == with_other[j]
        counts["alternatives"] += 1


def check_unmatched(listed, told, row, counts):
    """Nobody eligible, no room, too few places by Hall's condition, or points and their price."""
    counts[f"unmatched: {told.kind}"] += 1
    scored, matched = listed.proposal.scored, listed.legal & (listed.every[:, row] != NOBODY)
    able = set(np.flatnonzero(scored.eligible[row] & (scored.capacity > 0)).tolist())
    able -= {j for i, j in listed.vetoes if i == row}
    assert (told.kind in ("no_mentors", "no_eligible")) == (not able)
    assert (told.kind == "no_mentors") == (not listed.proposal.round.mentors)
    if told.kind == "no_room":
        assert not matched.any()
    elif told.kind == "points":
        assert loss_of(told.loss) == less(listed.best(), listed.best(matched))
        col = [m.id for m in listed.proposal.round.mentors].index(told.nearest.id)
        assert listed.best(listed.having(row, col)) == listed.best(matched)
    elif told.kind == "competition":
        check_hall(listed, told, row)


def check_hall(listed, told, row):
    """The rivals may have nobody but the contested mentors, who have fewer places than they are."""
    people = listed.proposal.round
    rivals = {i for i, m in enumerate(people.mentees) if m.id in {r.id for r in told.rivals}}
    contested = {j for j, m in enumerate(people.mentors) if m.id in {c.id for c in told.contested}}
    pinned, reach = dict(listed.pins), set()
    for i in rivals:
        able = set(np.flatnonzero(listed.proposal.scored.eligible[i]).tolist())
        able -= {j for k, j in listed.vetoes if k == i}
        reach |= able & {pinned[i]} if i in pinned else able
    assert row in rivals
    assert reach == contested
    assert told.places == sum(listed.proposal.problem.capacity[sorted(contested)].tolist())
    assert told.places < len(rivals)
