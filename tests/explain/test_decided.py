"""Accepted pairs stay where they can, yield where they cannot, and it is said; so with votes."""

from __future__ import annotations

import itertools

import pytest

import alliance_match as am
from alliance_match.explain import explain_conflicts, override_costs
from alliance_match.explain.decided import disagreement, not_kept
from alliance_match.model.people import LanguageSkill
from alliance_match.model.record import Range
from alliance_match.report.dossier import render_dossier
from alliance_match.report.view import dossier_view

from ..rounds import mentee, mentor, round_of, seeded_round

FRENCH = (LanguageSkill(language="fr", level="C2"),)


def said(kind, mentee_id, mentor_id, who="", why=""):
    return am.Decision(kind=kind, mentee=mentee_id, mentor=mentor_id, who=who, why=why)


def pairs(proposal):
    return {p.mentee.id: p.mentor.id for p in proposal.pairs}


def decided(match_round, *entries):
    return match_round.model_copy(update={"decisions": am.Decisions(entries=entries)})


def test_every_accepted_pair_of_a_proposal_can_be_kept():
    for seed in range(40):
        match_round, policy = seeded_round(seed)
        proposal = am.propose(match_round, policy)
        if proposal.status != "optimal" or not proposal.pairs:
            continue
        accepted = [said("accept", e, m) for e, m in pairs(proposal).items()]
        again = am.propose(decided(match_round, *match_round.decisions.entries, *accepted), policy)
        assert pairs(again) == pairs(proposal)
        assert not_kept(again) == ()


def test_an_accept_never_makes_a_round_impossible_and_a_pin_may():
    alone = round_of([mentor(1, languages=FRENCH), mentor(2)], [mentee(1)])
    assert am.propose(decided(alone, said("pin", "E01", "M01"))).status == "infeasible"
    yields = am.propose(decided(alone, said("accept", "E01", "M01")))
    assert pairs(yields) == {"E01": "M02"}
    ((one, why),) = not_kept(yields)
    assert one.pair == ("E01", "M01")
    assert [str(w) for w in why] == ["they have no language in common"]


@pytest.mark.parametrize(
    ("entries", "kept", "why"),
    [
        (
            [said("accept", "E01", "M01"), said("accept", "E02", "M01")],
            1,
            "Mentor Sample 1 (M01) has 1 place, decided for Mentee Example",
        ),
        (
            [said("accept", "E01", "M01"), said("pin", "E01", "M02")],
            0,
            "the committee pinned Mentee Example 1 (E01) to Mentor Sample 2 (M02)",
        ),
        (
            [said("accept", "E01", "M01"), said("accept", "E01", "M02")],
            1,
            "the committee accepted Mentee Example 1 (E01) with Mentor Sample",
        ),
        ([said("accept", "E01", "M01"), said("veto", "E01", "M01")], 0, "the pair is vetoed"),
    ],
)
def test_as_few_as_possible_yield_and_it_is_said(entries, kept, why):
    match_round = round_of([mentor(1), mentor(2)], [mentee(1), mentee(2)])
    found = set()
    for mixed in itertools.permutations(entries):
        proposal = am.propose(decided(match_round, *mixed))
        assert proposal.status == "optimal"
        accepted = [d.pair for d in entries if d.kind == "accept"]
        assert sum(pair in pairs(proposal).items() for pair in accepted) == kept
        (_, reasons), *none = not_kept(proposal)
        assert not none
        assert str(reasons[0]).startswith(why)
        assert "Accepted, but not kept" in [str(a.title) for a in dossier_view(proposal).attention]
        found.add(tuple(pairs(proposal).items()))
    assert len(found) == 1


def test_an_accept_yields_to_a_minimum_load():
    policy = am.Policy.from_toml("[places]\nmin_load = 1")
    match_round = round_of(
        [mentor(1, capacity=Range.exactly(2)), mentor(2)],
        [mentee(1), mentee(2, languages=FRENCH)],
    )
    assert am.propose(match_round, policy).status == "infeasible"
    both = round_of([mentor(1, capacity=Range.exactly(2)), mentor(2)], [mentee(1), mentee(2)])
    proposal = am.propose(
        decided(both, said("accept", "E01", "M01"), said("accept", "E02", "M01")), policy
    )
    assert proposal.status == "optimal"
    ((_, why),) = not_kept(proposal)
    assert str(why[0]) == "it leaves no room for the policy's minimum loads"


def test_an_accepted_pair_has_its_own_words():
    two = round_of([mentor(1), mentor(2)], [mentee(1), mentee(2)])
    proposal = am.propose(decided(two, said("accept", "E01", "M02", "Ana", "a good fit")))
    told = proposal.explain("E01")
    assert told.kept_by == "accept"
    assert "The committee accepted this pair (Ana): “a good fit”." in told.text
    assert "because this pair stays by a decision." in told.text
    assert "the committee accepted Mentee Example 1 (E01) with Mentor Sample 2 (M02)" in (
        proposal.why_not("E01", "M01").text
    )
    assert "is accepted with Mentor Sample 2 (M02), who has 1 place (decided by Ana)" in (
        proposal.why_not("E02", "M02").text
    )
    assert override_costs(proposal).each == ()


# --- members ---------------------------------------------------------------------------------

ONE = round_of([mentor(1), mentor(2)], [mentee(1)])


def test_members_who_disagree_leave_the_pair_open_until_the_committee_says():
    best = am.propose(ONE).pairs[0].mentor.id
    votes = [said("pin", "E01", "M02", "Ana", "old friends"), said("veto", "E01", "M02", "Bo")]
    proposal = am.propose(decided(ONE, *votes))
    assert proposal.status == "optimal"
    assert pairs(proposal) == {"E01": best}
    assert proposal.problem.pins.size == proposal.problem.forbidden.size == 0
    (disputed,) = proposal.round.decisions.settled.disagreements
    words = str(disagreement(proposal, disputed))
    assert "Ana for it (old friends) and Bo against it" in words
    view = dossier_view(proposal)
    assert "Members disagree" in [str(a.title) for a in view.attention]
    page = render_dossier(view)
    assert words in page
    assert page.count("does not count: members disagree") == 2
    for kind, mentor_id in (("pin", "M02"), ("accept", "M02"), ("veto", "M01")):
        settled = am.propose(decided(ONE, *votes, said(kind, "E01", "M02", "committee")))
        assert pairs(settled) == {"E01": mentor_id}
        assert "does not count: the committee has decided otherwise" in render_dossier(
            dossier_view(settled)
        )


def test_a_recused_member_has_no_vote_of_any_kind():
    apart = round_of([mentor(1, languages=FRENCH)], [mentee(1)])
    waiver = am.Decision(
        kind="waive", mentee="E01", mentor="M01", rule="shared_language", who="Ana"
    )
    recusal = said("recuse", "E01", "M01", "ANA")
    assert pairs(am.propose(decided(apart, waiver))) == {"E01": "M01"}
    proposal = am.propose(decided(apart, waiver, recusal))
    assert pairs(proposal) == {}
    page = render_dossier(dossier_view(proposal))
    assert "does not count: Ana takes no part in deciding on this pair" in page


def test_notes_change_nothing_and_are_shown():
    noted = am.propose(decided(ONE, said("note", "E01", "M01", "Ana", "ask about August")))
    assert pairs(noted) == pairs(am.propose(ONE))
    assert "ask about August" in render_dossier(dossier_view(noted))


def test_all_conflicts_are_told_at_once():
    mentors = [mentor(k) for k in range(1, 4)]
    mentees = [mentee(k) for k in range(1, 6)]
    pins = [("E01", "M01"), ("E02", "M01"), ("E03", "M02"), ("E03", "M03")]
    entries = [said("pin", e, m, f"Member {e}") for e, m in pins]
    proposal = am.propose(round_of(mentors, mentees, tuple(entries)))
    told = explain_conflicts(proposal)
    assert [len(one.parts) for one in told] == [2, 2]
    text = str(proposal)
    assert text.count("No proposal is possible") == text.count("Besides, ") == 1
    for member in ("E01", "E02", "E03"):
        assert f"decided by Member {member}" in text


def test_a_veto_of_everything_leaves_everybody_without_and_is_said():
    vetoes = [said("veto", "E01", m) for m in ("M01", "M02")]
    proposal = am.propose(decided(ONE, *vetoes))
    assert proposal.status == "optimal"
    assert pairs(proposal) == {}
    assert "vetoed" in proposal.explain("E01").text
