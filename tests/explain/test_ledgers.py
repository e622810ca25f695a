"""Two ledgers and the disruption frontier of why-not, against the list of all proposals."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

import alliance_match as am
from alliance_match.model.people import LanguageSkill

from ..rounds import mentee, mentor, round_of, seeded_round
from .pair_checks import check_sums, check_why_not
from .small_rounds import NOBODY, Listed


def some_round(seed):
    """Every other round without the rules that leave few choices."""
    match_round, policy = seeded_round(seed)
    if seed % 2:
        off = {name: {"on": False} for name in ("shared_language", "top_goal_covered")}
        policy = am.Policy.model_validate(policy.model_dump() | {"rules": off})
    return match_round, policy


def test_ledgers_moves_and_frontier_equal_enumeration():
    counts = Counter()
    for seed in range(400):
        proposal = am.propose(*some_round(seed))
        if proposal.status == "optimal":
            check_why_not(Listed(proposal), counts)
    assert counts["ledgers"] > 500
    assert counts["chains of several moves"] > 50
    assert counts["frontiers of several steps"] > 20
    assert counts["matches lost"] > 20


def not_proved(listed, at):
    """Give a proposal another assignment, as if the proof had not closed."""
    chosen, now = listed.every[at], listed.proposal.assignment
    pairs = [(i, j) for i, j in enumerate(chosen.tolist()) if j != NOBODY]
    coverage, value = int(listed.matched[at]), int(listed.points[at])
    other = replace(
        now,
        status="feasible",
        pairs=np.array(pairs, dtype=np.int64).reshape(-1, 2),
        coverage=coverage,
        value=value,
        weight=value + listed.proposal.problem.matched_bonus * listed.counts * coverage,
    )
    return replace(listed.proposal, assignment=other)


def test_a_merely_feasible_proposal_answers_every_question_truly():
    asked = gained = 0
    for seed in range(120):
        proven = am.propose(*some_round(seed))
        if proven.status != "optimal":
            continue
        every = Listed(proven)
        legal = np.flatnonzero(every.legal)
        middle = legal[np.argsort(every.key[legal], kind="stable")[legal.size // 2]]
        proposal = not_proved(every, middle)
        listed, before = Listed(proposal), every.every[middle]
        for i, one in enumerate(proposal.round.mentees):
            told = proposal.explain(one.id)
            assert "vetoed this pair" not in told.text
            assert "would cost the round at least" not in told.text
            for j, other in enumerate(proposal.round.mentors):
                told = proposal.why_not(one.id, other.id)
                if told.verdict != "not_proved":
                    assert told.ledger is None
                    assert before[i] == j or not listed.having(i, j).any()
                    continue
                after = listed.moved(entry.move for entry in told.ledger.people)
                check_sums(listed, told.ledger, before, after)
                assert listed.key[listed.place(after)] == listed.key[listed.having(i, j)].max()
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
        "pin": "is the proposal, 86.5 of 100: the committee pinned this pair (Chair): “they know”.",
        "veto": "is not possible: vetoed by Chair: “they know”.",
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
