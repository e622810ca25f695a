"""Second mentors, from places that are left, against a list of all ways to give them."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

import alliance_match as am
from alliance_match.model.decisions import Decision
from alliance_match.model.people import Expertise, Goal
from alliance_match.model.policy import Policy
from alliance_match.model.record import Range
from alliance_match.proposal import Proposal, propose

from .rounds import mentee, mentor, round_of, seeded_round


def with_seconds(policy: Policy, to: str) -> Policy:
    return Policy(**policy.model_dump(exclude={"co_mentors"}), co_mentors={"to": to})


def ways(proposal: Proposal) -> list[list[tuple[int, int]]]:
    """Every way to give second mentors, by the rules as a person would apply them."""
    people, scored = proposal.round, proposal.scored
    first = {pair.row: pair.col for pair in proposal.pairs}
    vetoes = {d.pair for d in people.decisions.of_kind("veto")}
    options = []
    for row, who in enumerate(people.mentees):
        may: list[int | None] = [None]
        for col, whom in enumerate(people.mentors):
            if (
                row in first
                and col != first[row]
                and scored.eligible[row, col]
                and (who.id, whom.id) not in vetoes
                and gain(proposal, row, col) is not None
            ):
                may.append(col)
        options.append(may)
    found = []
    for chosen in itertools.product(*options):
        pairs = [(i, j) for i, j in enumerate(chosen) if j is not None]
        load = list(first.values()) + [j for _, j in pairs]
        if all(load.count(j) <= scored.capacity[j] for j in set(load)):
            found.append(pairs)
    return found


def gain(proposal: Proposal, row: int, col: int) -> int | None:
    """What a second mentor adds to the goals; None where that is asked for, and nothing."""
    if proposal.policy.co_mentors.to == "everybody":
        return 0
    facts, (first,) = proposal.scored.facts, [p.col for p in proposal.pairs if p.row == row]
    weights = proposal.policy.criteria.goal_coverage.priority_weights
    goals = proposal.round.mentees[row].goals or ()
    start = int((facts.goal_owner < row).sum())
    open_goals = [
        weights[goal.priority - 1]
        for k, goal in enumerate(goals, start=start)
        if facts.goal_served[k, col] and not facts.goal_served[k, first]
    ]
    return sum(open_goals) or None


@pytest.mark.parametrize("to", ["open_goals", "everybody"])
@pytest.mark.parametrize("seed", range(60))
def test_no_second_mentors_are_better(seed, to):
    people, policy = seeded_round(seed)
    proposal = propose(people, with_seconds(policy, to))
    if proposal.status == "infeasible":
        assert proposal.co_mentors is None
        return
    points = proposal.scored.points

    def worth(pairs):
        added = sum(gain(proposal, i, j) for i, j in pairs)
        return len(pairs), added, sum(int(points[i, j]) for i, j in pairs)

    plan = proposal.co_mentors
    assert plan.chosen.status == "optimal"
    assert worth(plan.pairs) == max(map(worth, ways(proposal)))
    assert not plan.failures(proposal.scored, proposal.assignment)
    assert proposal.pairs == propose(people, policy).pairs


def helped(*decisions: Decision):
    """One mentee with two goals; each of two mentors serves one."""
    skills = [(Expertise(topic=t, level=3),) for t in ("FUN.grants", "CARE.respiratory")]
    wanted = (
        Goal(topic="FUN.grants", priority=1, text="Win a grant."),
        Goal(topic="CARE.respiratory", priority=2, text="Start a clinic."),
    )
    mentors = [
        mentor(k, expertise=s, capacity=Range.exactly(1), languages=mentor(k).languages)
        for k, s in enumerate(skills)
    ]
    return round_of(mentors, [mentee(0, goals=wanted)], decisions)


def test_the_second_mentor_is_told_with_the_goal_that_the_first_leaves_open():
    rules = Policy(co_mentors={"to": "open_goals"}, rules={"top_goal_covered": {"on": False}})
    proposal = propose(helped(), rules)
    assert proposal.mentor_of["E00"].mentor.id == "M00"
    assert proposal.co_mentor_of["E00"].mentor.id == "M01"
    told = str(proposal.explain("E00"))
    assert "Second mentor: Mentor Sample 1" in told
    assert "which the first leaves open" in told
    assert "1 mentee has a second mentor" in str(proposal)
    (row,) = proposal.rows()
    assert row["co_mentor"] == "M01"


def test_a_veto_keeps_a_second_mentor_away():
    rules = Policy(co_mentors={"to": "everybody"}, rules={"top_goal_covered": {"on": False}})
    veto = Decision(kind="veto", mentee="E00", mentor="M01", who="C.")
    assert not propose(helped(veto), rules).co_mentors.pairs


def test_nobody_mentors_twice_through_a_group():
    lead = mentor(0, capacity=Range.exactly(3))
    groups = [{"mentor": "M00", "topic": "FUN.events", "size": 3}]
    rules = Policy(co_mentors={"to": "everybody"}, groups=groups)
    proposal = propose(round_of([lead], [mentee(k) for k in range(3)]), rules)
    assert len(proposal.pairs) == 3
    assert not proposal.co_mentors.pairs


def test_second_mentors_are_saved_verified_and_redacted(tmp_path):
    rules = Policy(co_mentors={"to": "open_goals"}, rules={"top_goal_covered": {"on": False}})
    proposal = propose(helped(), rules)
    folder = proposal.save(tmp_path / "a")
    checked = am.verify(folder)
    assert checked
    assert "second mentor" in str(checked)
    again = am.load_proposal(folder)
    assert again.co_mentor_of["E00"] == proposal.co_mentor_of["E00"]
    assert "co_mentor" in (folder / "proposal.csv").read_text("utf-8-sig").splitlines()[0]
    assert "Second mentor" in (folder / "dossier.html").read_text("utf-8")
    am.redact(folder, tmp_path / "b")
    assert am.verify(tmp_path / "b")


def test_a_worse_plan_does_not_hold():
    rules = Policy(co_mentors={"to": "open_goals"}, rules={"top_goal_covered": {"on": False}})
    proposal = propose(helped(), rules)
    plan = proposal.co_mentors
    none = replace(plan, chosen=replace(plan.chosen, pairs=plan.chosen.pairs[:0]))
    assert none.failures(proposal.scored, proposal.assignment)
