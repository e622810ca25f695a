"""Questions about the whole round, each answer compared with the list of all proposals."""

from __future__ import annotations

import itertools
from fractions import Fraction

import alliance_match as am
from alliance_match.explain import (
    blocking_pairs,
    bottlenecks,
    other_proposals,
    override_costs,
)

from ..rounds import mentee, mentor, round_of, seeded_round
from .small_rounds import key_of, proposals
from .test_pair import with_decision


def solved(seeds):
    for seed in seeds:
        match_round, policy = seeded_round(seed)
        proposal = am.propose(match_round, policy)
        if proposal.status == "optimal":
            yield seed, proposal


def best(proposal, **changed):
    return max((key_of(proposal, c) for c in proposals(proposal, **changed)), default=None)


def less(one, other):
    return (one[0] - other[0], one[1] - other[1])


def test_place_values_equal_enumeration():
    gained = lost = 0
    for seed, proposal in solved(range(400)):
        told, now = bottlenecks(proposal), best(proposal)
        assert [one.mentor.id for one in told.scarce] == [
            one.mentor.id for one in told.places if one.matches > 0 or one.points > 0
        ]
        ids = [m.id for m in proposal.round.mentors]
        for one in told.places:
            col = ids.index(one.mentor.id)
            more = best(proposal, more=col)
            assert (one.matches, one.points) == less(more, now), seed
            gained += one.gains
            if one.places:
                fewer = best(proposal, fewer=col)
                expected = None if fewer is None else less(now, fewer)
                got = None if one.loss is None else (one.loss.coverage, one.loss.points)
                assert got == expected, seed
                lost += expected not in (None, (0, 0))
    assert gained > 50
    assert lost > 50


def test_other_proposals_are_the_best_of_all_others():
    ties = 0
    for seed, proposal in solved(range(500)):
        every = sorted((key_of(proposal, c) for c in proposals(proposal)), reverse=True)
        told = other_proposals(proposal, most=4)
        expected = [less(every[0], key) for key in every[1:5]]
        assert [(o.loss.coverage, o.loss.points) for o in told.others] == expected, seed
        assert told.complete == (len(every) <= 4)
        ties += told.ties
        for other in told.others:
            now = {p.mentee.id: p.mentor.id for p in proposal.pairs}
            for move in other.moves:
                assert now.get(move.mentee.id) == (move.before and move.before.id)
                now[move.mentee.id] = move.after and move.after.id
            ids = [m.id for m in proposal.round.mentors]
            chosen = tuple(
                None if now.get(m.id) is None else ids.index(now[m.id])
                for m in proposal.round.mentees
            )
            assert chosen in set(proposals(proposal))
            assert less(every[0], key_of(proposal, chosen)) == (
                other.loss.coverage,
                other.loss.points,
            )
    assert ties > 10


def test_the_cost_of_decisions_equals_enumeration_and_shares_add_up():
    several = 0
    for seed, proposal in solved(range(700)):
        pins = sorted({tuple(p) for p in proposal.problem.pins.tolist()})
        vetoes = sorted({tuple(p) for p in proposal.problem.forbidden.tolist()})
        every = [("pin", p) for p in pins] + [("veto", v) for v in vetoes]
        if not every:
            continue

        def worth(kept, proposal=proposal):
            return best(
                proposal,
                pins={p for kind, p in kept if kind == "pin"},
                vetoes={p for kind, p in kept if kind == "veto"},
            )

        told = override_costs(proposal)
        whole = less(worth([]), worth(every))
        assert (told.together.coverage, told.together.points) == whole, seed
        orders = list(itertools.permutations(every))
        ids = [m.id for m in proposal.round.mentees], [m.id for m in proposal.round.mentors]
        for one in told.each:
            pair = ids[0].index(one.mentee.id), ids[1].index(one.mentor.id)
            own = (one.kind, pair)
            assert (one.alone.coverage, one.alone.points) == less(worth([]), worth([own]))
            rest = [d for d in every if d != own]
            assert (one.last.coverage, one.last.points) == less(worth(rest), worth(every))
            shares = [less(worth(o[: o.index(own)]), worth(o[: o.index(own) + 1])) for o in orders]
            averaged = [Fraction(sum(s[k] for s in shares), len(orders)) for k in (0, 1)]
            assert [Fraction(s) for s in one.share] == averaged, seed
        for k in (0, 1):
            assert sum(Fraction(one.share[k]) for one in told.each) == whole[k]
        several += len(every) > 1
    assert several > 20


def test_blocking_pairs_are_those_of_the_definition():
    found = 0
    for seed, proposal in solved(range(300)):
        pinned = {i for i, _ in proposal.problem.pins.tolist()}
        fixed = {tuple(p) for p in proposal.problem.pins.tolist()}
        has = {p.row: p for p in proposal.pairs}
        expected = set()
        vetoes = {tuple(p) for p in proposal.problem.forbidden.tolist()}
        pairs = zip(proposal.problem.row.tolist(), proposal.problem.col.tolist(), strict=True)
        for i, j in pairs:
            if i in pinned or (i, j) in vetoes or (i in has and has[i].col == j):
                continue
            worth = int(proposal.scored.points[i, j])
            with_j = [p for p in proposal.pairs if p.col == j]
            free = len(with_j) < int(proposal.problem.capacity[j])
            worse = [p for p in with_j if (p.row, p.col) not in fixed and p.points < worth]
            if (i not in has or has[i].points < worth) and (free or worse):
                expected.add((proposal.round.mentees[i].id, proposal.round.mentors[j].id))
        got = {(b.mentee.id, b.mentor.id) for b in blocking_pairs(proposal).pairs}
        assert got == expected, seed
        found += len(got)
    assert found > 10


def test_the_words():
    mentees = [mentee(1), mentee(2), mentee(3)]
    proposal = am.propose(round_of([mentor(1), mentor(2)], mentees))
    told = bottlenecks(proposal)
    assert "one more place would bring 1 more match" in told.text
    others = other_proposals(proposal)
    assert "as good: the data do not decide" in others.text
    assert "pinned and vetoed nothing" in override_costs(proposal).text
    assert "No mentee and mentor would both" in blocking_pairs(proposal).text


def test_the_words_of_decisions():
    two = round_of([mentor(1), mentor(2)], [mentee(1), mentee(2)])
    proposal = am.propose(with_decision(two, "veto", "E01", "M01"))
    told = override_costs(proposal)
    assert told.text.startswith("The committee's one decision costs")
    assert "The veto of Mentee Example 1 (E01) with Mentor Sample 1 (M01)" in told.text


def test_two_equally_good_proposals_leave_the_choice_to_the_committee():
    proposal = am.propose(round_of([mentor(1), mentor(2)], [mentee(1), mentee(2)]))
    told = other_proposals(proposal)
    assert told.ties == 1
    assert told.text.startswith(
        "1 other proposal is as good: the data do not decide between them, the choice is the "
        "committee's own.\n  No. 2 is as good:"
    )
    assert "Mentee Example 1 (E01) moves from" in told.text


def test_more_ties_than_are_listed_are_not_counted():
    numbers = (0, 6, 12, 18)  # all from one country
    people = round_of([mentor(k) for k in numbers], [mentee(k) for k in numbers])
    proposal = am.propose(people)
    assert other_proposals(proposal, most=2).text.startswith("At least 2 other proposals are")


def test_shares_of_many_decisions_are_estimated_and_add_up():
    people = round_of([mentor(k) for k in range(6)], [mentee(k) for k in range(6)])
    proposal = am.propose(people)
    kept = [(p.mentee.id, p.mentor.id) for p in proposal.pairs]
    vetoes = tuple(
        am.Decision(kind="veto", mentee=e, mentor=m, who="A.")
        for e, m in [*kept, *((e, "M00") for e, m in kept if m != "M00")]
    )
    decided = people.model_copy(update={"decisions": am.Decisions(entries=vetoes)})
    told = override_costs(am.propose(decided))
    assert len(told.each) == 11
    assert told.orders == 40
    for k, whole in enumerate((told.together.coverage, told.together.points)):
        assert sum(Fraction(one.share[k]) for one in told.each) == whole
    assert told.together.coverage == 1
    assert "estimated from 40 orders" in told.text
    assert told.text.startswith("11 decisions together cost the round 1 matched mentee")
