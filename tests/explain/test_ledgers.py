"""Two ledgers and the disruption frontier of why-not, against the list of all proposals."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import alliance_match as am
from alliance_match.model.people import LanguageSkill
from alliance_match.scoring.criteria import CRITERIA

from ..rounds import mentee, mentor, round_of, seeded_round
from .small_rounds import key_of, proposals


def some_round(seed):
    """Every other round without the rules that leave few choices."""
    match_round, policy = seeded_round(seed)
    if seed % 2:
        off = {name: {"on": False} for name in ("shared_language", "top_goal_covered")}
        policy = am.Policy.model_validate(policy.model_dump() | {"rules": off})
    return match_round, policy


def worth(proposal, chosen):
    """Matches and points, whatever the objective looks at."""
    points = sum(int(proposal.scored.points[i, j]) for i, j in enumerate(chosen) if j is not None)
    return sum(j is not None for j in chosen), points


def chosen_of(proposal):
    chosen = [None] * len(proposal.round.mentees)
    for i, j in proposal.assignment.pairs.tolist():
        chosen[i] = j
    return tuple(chosen)


def replayed(proposal, before, people):
    """Make the moves of a ledger, one by one."""
    rows = {m.id: i for i, m in enumerate(proposal.round.mentees)}
    cols = {m.id: j for j, m in enumerate(proposal.round.mentors)}
    after = list(before)
    for one in people:
        move, row = one.move, rows[one.move.mentee.id]
        assert before[row] == (None if move.before is None else cols[move.before.id])
        after[row] = None if move.after is None else cols[move.after.id]
        assert after[row] != before[row]
    return tuple(after)


def differ(one, other):
    return sum(a != b for a, b in zip(one, other, strict=True))


def check_sums(proposal, told, before, after):
    """Both ledgers sum to what the two proposals differ by, entry by entry."""
    ledger, lost = told.ledger, worth(proposal, before)[1] - worth(proposal, after)[1]
    assert ledger.people[0].move.mentee.id == told.mentee.id
    assert sum(one.lost for one in ledger.people) == lost
    assert sum(one.lost for one in ledger.criteria) == lost == told.loss.points
    assert told.loss.coverage == worth(proposal, before)[0] - worth(proposal, after)[0]
    changed = [i for i in range(len(before)) if before[i] != after[i]]
    for k, one in enumerate(ledger.criteria):
        assert one.criterion == CRITERIA[k].name
        parts = proposal.scored.contributions[k]
        for chosen, added in ((before, one.before), (after, one.after)):
            mentors = [(i, chosen[i]) for i in changed if chosen[i] is not None]
            assert added == sum(int(parts[pair]) for pair in mentors)


def check_frontier(proposal, told, before, having):
    """The least loss when 1, 2, ... mentees change, as far as it gets smaller."""
    best = key_of(proposal, before)
    expected = []
    for movers in range(1, len(before) + 1):
        near = [key_of(proposal, c) for c in having if differ(c, before) <= movers]
        if near:
            loss = tuple(a - b for a, b in zip(best, max(near), strict=True))
            if not expected or expected[-1][1] != loss:
                expected.append((movers, loss))
    got = [(one.movers, (one.loss.coverage, one.loss.points)) for one in told.frontier]
    assert got == expected


def test_ledgers_moves_and_frontier_equal_enumeration():
    asked = chains = traded = coverage = 0
    for seed in range(400):
        proposal = am.propose(*some_round(seed))
        if proposal.status != "optimal":
            continue
        every, before = list(proposals(proposal)), chosen_of(proposal)
        best = max(key_of(proposal, c) for c in every)
        for i, one in enumerate(proposal.round.mentees):
            for j, other in enumerate(proposal.round.mentors):
                told = proposal.why_not(one.id, other.id)
                having = [c for c in every if c[i] == j]
                if told.ledger is None:
                    assert before[i] == j or not having, (seed, i, j)
                    continue
                after = replayed(proposal, before, told.ledger.people)
                least = max(key_of(proposal, c) for c in having)
                assert after in having
                assert key_of(proposal, after) == least
                assert (told.verdict == "as_good") == (least == best)
                optimal = [c for c in having if key_of(proposal, c) == least]
                assert differ(after, before) == min(differ(c, before) for c in optimal)
                check_sums(proposal, told, before, after)
                check_frontier(proposal, told, before, having)
                asked += 1
                chains += len(told.moves) > 1
                traded += len(told.frontier) > 1
                coverage += told.loss.coverage != 0
    assert asked > 500
    assert chains > 50
    assert traded > 20
    assert coverage > 20


def not_proved(proposal, chosen):
    """Give a proposal another assignment, as if the proof had not closed."""
    pairs = [(i, j) for i, j in enumerate(chosen) if j is not None]
    now, (coverage, value) = proposal.assignment, worth(proposal, chosen)
    bonus = proposal.problem.matched_bonus * (now.objective == "coverage_total")
    other = replace(
        now,
        status="feasible",
        pairs=np.array(pairs, dtype=np.int64).reshape(-1, 2),
        coverage=coverage,
        value=value,
        weight=value + bonus * coverage,
    )
    return replace(proposal, assignment=other)


def test_a_merely_feasible_proposal_answers_every_question_truly():
    asked = gained = 0
    for seed in range(120):
        proven = am.propose(*some_round(seed))
        if proven.status != "optimal":
            continue
        every = sorted(proposals(proven), key=lambda c: key_of(proven, c))
        before = every[len(every) // 2]
        proposal = not_proved(proven, before)
        for i, one in enumerate(proposal.round.mentees):
            told = proposal.explain(one.id)
            assert "Without this pair" not in told.text
            assert "would cost the round at least" not in told.text
            for j, other in enumerate(proposal.round.mentors):
                told = proposal.why_not(one.id, other.id)
                having = [c for c in every if c[i] == j]
                if told.verdict != "not_proved":
                    assert told.ledger is None
                    assert before[i] == j or not having
                    continue
                after = replayed(proposal, before, told.ledger.people)
                check_sums(proposal, told, before, after)
                assert key_of(proposal, after) == max(key_of(proposal, c) for c in having)
                assert "not proved optimal" in told.text
                asked += 1
                gained += told.loss.points < 0
    assert asked > 100
    assert gained > 10


def test_the_words_of_the_ledgers():
    proposal = am.propose(round_of([mentor(1), mentor(2)], [mentee(1), mentee(2), mentee(3)]))
    (waiting,) = proposal.unmatched
    told = proposal.why_not(waiting.id, "M01")
    assert told.verdict == "costs"
    lines = told.text.splitlines()
    assert lines[0] == (
        "Mentee Example 2 (E02), who has no mentor in the proposal, with Mentor Sample 1 (M01) "
        "(86.5 of 100) would cost the round 5.0 points."
    )
    assert lines[1] == "By mentee:"
    assert "  Mentee Example 2 (E02) gets Mentor Sample 1 (M01)" in told.text
    assert told.text.count("  Sum: ") == 2
    assert told.text.endswith("It cannot be had with fewer mentees moving.")


@pytest.mark.parametrize("kind", ["pin", "veto"])
def test_a_decision_on_the_pair_itself_is_told(kind):
    decision = am.Decision(kind=kind, mentee="E01", mentor="M01", who="Chair", why="they know")
    told = am.propose(round_of([mentor(1)], [mentee(1)], (decision,))).why_not("E01", "M01")
    words = {
        "pin": "is the proposal, 86.5 of 100: the committee pinned this pair (Chair): they know.",
        "veto": "is not possible: vetoed by Chair: they know.",
    }
    assert told.text.endswith(words[kind])


def test_a_minimum_load_that_leaves_no_room_is_named():
    """M01 must have somebody, and E01 alone may have M01."""
    english, french = (LanguageSkill(language=tag, level="C2") for tag in ("en", "fr"))
    people = round_of(
        [mentor(1, languages=(french,)), mentor(2, languages=(english,))],
        [mentee(1, languages=(english, french)), mentee(2, languages=(english,))],
    )
    told = am.propose(people, am.Policy.from_toml("[places]\nmin_load = 1")).why_not("E01", "M02")
    assert told.verdict == "min_load"
    assert told.text.endswith(
        "is not possible: Mentor Sample 1 (M01) must get at least 1 mentee, of 1 who may have this "
        "mentor."
    )
