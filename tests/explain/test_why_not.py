"""Why not: each kind of answer, and regrets against enumeration with the moves replayed."""

from __future__ import annotations

import pytest

import alliance_match as am
from alliance_match.model.people import LanguageSkill
from alliance_match.model.record import Range

from ..rounds import mentee, mentor, round_of, seeded_round
from ..test_proposal import enumerate_best
from .test_pair import with_decision, worth


def test_regrets_equal_enumeration_and_moves_lead_there():
    asked = 0
    for seed in range(250):
        match_round, policy = seeded_round(seed)
        proposal = am.propose(match_round, policy)
        for one in match_round.mentees:
            for other in match_round.mentors:
                told = proposal.why_not(one.id, other.id)
                if told.verdict not in ("costs", "as_good"):
                    continue
                forced = am.propose(with_decision(match_round, "pin", one.id, other.id), policy)
                best = enumerate_best(forced)
                assert told.loss.points == worth(proposal)[1] - best[1]
                assert (told.verdict == "as_good") == told.loss.nothing
                now = {p.mentee.id: p.mentor.id for p in proposal.pairs} | {one.id: other.id}
                for move in told.moves:
                    assert now.get(move.mentee.id) == (move.before and move.before.id)
                    now[move.mentee.id] = move.after and move.after.id
                replayed = {k: v for k, v in now.items() if v is not None}
                assert worth(proposal)[0] - told.loss.coverage == len(replayed)
                row = {m.id: i for i, m in enumerate(match_round.mentees)}
                col = {m.id: j for j, m in enumerate(match_round.mentors)}
                points = sum(proposal.scored.points[row[e], col[m]] for e, m in replayed.items())
                assert points == best[1]
                asked += 1
    assert asked > 60


def test_the_proposal_itself():
    proposal = am.propose(round_of([mentor(1)], [mentee(1)]))
    assert proposal.why_not("E01", "M01").text.startswith(
        "Mentee Example 1 (E01) with Mentor Sample 1 (M01) is the proposal"
    )


def test_broken_rules_are_all_named():
    stranger = mentor(
        2, languages=(LanguageSkill(language="fr", level="C2"),), panel_status="applied"
    )
    told = am.propose(round_of([mentor(1), stranger], [mentee(1)])).why_not("E01", "M02")
    assert told.verdict == "ineligible"
    assert "not yet approved" in told.text
    assert "no language in common" in told.text


def test_vetoes_and_pins_answer_for_themselves():
    veto = am.Decision(kind="veto", mentee="E01", mentor="M02", who="Treasurer", why="conflict")
    pin = am.Decision(kind="pin", mentee="E02", mentor="M01", who="Chair")
    proposal = am.propose(
        round_of([mentor(1), mentor(2), mentor(3)], [mentee(1), mentee(2)], (veto, pin))
    )
    assert proposal.why_not("E01", "M02").verdict == "vetoed"
    assert "vetoed by Treasurer: “conflict”" in proposal.why_not("E01", "M02").text
    told = proposal.why_not("E02", "M03").text
    assert "the committee pinned Mentee Example 2 (E02) to Mentor Sample 1 (M01)" in told
    full = proposal.why_not("E01", "M01")
    assert full.verdict == "pinned"
    assert full.text.endswith(
        "not possible: Mentee Example 2 (E02) is pinned to Mentor Sample 1 (M01), who has 1 place "
        "(decided by Chair)."
    )


def test_both_pinned_to_one_place():
    pins = tuple(am.Decision(kind="pin", mentee=e, mentor="M01") for e in ("E01", "E02"))
    proposal = am.propose(round_of([mentor(1)], [mentee(1), mentee(2), mentee(3)], pins))
    told = proposal.why_not("E02", "M01")
    assert told.verdict == "no_proposal"
    assert told.text == (
        "Mentee Example 2 (E02) with Mentor Sample 1 (M01) is not possible: Mentor Sample 1 (M01) "
        "has 1 place, and Mentee Example 1 (E01) is pinned there too."
    )
    third = proposal.why_not("E03", "M01")
    assert third.verdict == "no_proposal"
    assert "there is no proposal, because the committee's pins contradict each other" in third.text


def test_pinned_to_two_mentors():
    pins = tuple(am.Decision(kind="pin", mentee="E01", mentor=m) for m in ("M01", "M02"))
    proposal = am.propose(round_of([mentor(1), mentor(2)], [mentee(1)], pins))
    told = proposal.why_not("E01", "M02").text
    assert "is pinned to Mentor Sample 1 (M01)" in told
    assert "place" not in told


def test_a_mentor_without_a_place():
    none = mentor(2, capacity=Range.exactly(0))
    told = am.propose(round_of([mentor(1), none], [mentee(1)])).why_not("E01", "M02")
    assert "the mentor has no place" in told.text


def test_too_few_points():
    policy = am.Policy(min_points=99.0)
    told = am.propose(round_of([mentor(1)], [mentee(1)]), policy).why_not("E01", "M01")
    assert "under the policy's 99" in told.text


@pytest.mark.parametrize("who", ["M01", "Mentor Sample 1", "mentor sample 1"])
def test_people_are_found_by_id_or_name(who):
    assert am.propose(round_of([mentor(1)], [mentee(1)])).why_not("E01", who).mentor.id == "M01"
