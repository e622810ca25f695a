"""Why nobody: rules counted, competition for places, and decisions in conflict."""

from __future__ import annotations

from collections import Counter

import numpy as np

import alliance_match as am
from alliance_match.model.people import Goal, LanguageSkill
from alliance_match.model.record import Range

from ..rounds import mentee, mentor, round_of, seeded_round
from .pair_checks import check_unmatched
from .small_rounds import NOBODY, Listed

FRENCH = (LanguageSkill(language="fr", level="C2"),)


def test_rules_are_counted_per_mentor():
    mentors = [mentor(1, languages=FRENCH), mentor(2, languages=FRENCH, panel_status="applied")]
    told = am.propose(round_of(mentors, [mentee(1)])).explain("E01")
    assert told.kind == "no_eligible"
    counts = {b.rule: (b.mentors, b.alone) for b in told.broken}
    assert counts == {"shared_language": (2, 1), "mentor_on_panel": (1, 0)}
    assert [m.mentor.id for m in told.mentors] == ["M01", "M02"]
    assert "“a shared language” stops 2 mentors, 1 of them for this alone" in told.text


def test_what_the_mentee_speaks_is_told_where_language_stops_everybody():
    spoken = (LanguageSkill(language="kk", level="native"), LanguageSkill(language="en"))
    told = am.propose(round_of([mentor(1, languages=FRENCH)], [mentee(1, languages=spoken)]))
    words = "Mentee Example 1 (E01) speaks Kazakh (native) and English (not stated)."
    assert words in told.explain("E01").text
    other = am.propose(round_of([mentor(1, panel_status="applied")], [mentee(1)])).explain("E01")
    assert other.languages == ()
    assert "speaks" not in other.text


def test_competition_names_rivals_mentors_and_places():
    mentors = [mentor(1), mentor(2, languages=FRENCH)]
    proposal = am.propose(round_of(mentors, [mentee(1), mentee(2)]))
    (left,) = proposal.unmatched
    told = proposal.explain(left.id)
    assert told.kind == "competition"
    assert {r.id for r in told.rivals} == {"E01", "E02"}
    assert [c.id for c in told.contested] == ["M01"]
    assert told.places == 1
    assert (
        "2 mentees (Mentee Example 1 (E01) and Mentee Example 2 (E02)) can only have" in told.text
    )
    assert "Mentor Sample 1 (M01), with 1 place between them: at least 1 of these" in told.text


def check_everybody_unmatched(listed, counts):
    for one in listed.proposal.unmatched:
        row = listed.proposal.round.mentees.index(one)
        check_unmatched(listed, listed.proposal.explain(one.id), row, counts)


def test_every_hall_set_holds_in_random_rounds():
    """The rivals' eligible mentors are the contested ones, and have fewer places than rivals."""
    counts = Counter()
    for seed in range(300):
        proposal = am.propose(*seeded_round(seed))
        if proposal.status == "optimal":
            check_everybody_unmatched(Listed(proposal), counts)
    assert counts["unmatched: competition"] > 20


def test_no_places_at_all():
    told = am.propose(round_of([mentor(1, capacity=Range.exactly(0))], [mentee(1)])).explain("E01")
    assert "the mentor has no place" in told.text


def test_the_explanation_is_typed_and_plain():
    told = am.propose(round_of([], [mentee(1)])).explain("E01")
    assert told.kind == "no_mentors"
    assert told.to_dict()["mentee"]["id"] == "E01"
    assert str(told) == told.text


def points_alone(policy):
    """Count points alone, of which many pairs have none."""
    rules = {name: {"on": False} for name in ("shared_language", "top_goal_covered")}
    criteria = {name: {"weight": 0} for name in policy.weights} | {"goal_coverage": {}}
    return am.Policy.model_validate({"objective": "total", "rules": rules, "criteria": criteria})


def test_points_name_the_mentor_who_would_cost_least():
    """Against enumeration."""
    counts = Counter()
    for seed in range(300):
        match_round, policy = seeded_round(seed)
        proposal = am.propose(match_round, points_alone(policy))
        if proposal.status == "optimal":
            check_everybody_unmatched(Listed(proposal), counts)
            for one in proposal.unmatched:
                told = proposal.explain(one.id)
                if told.kind == "points":
                    words = "is as good. The data do not decide this"
                    assert (words in told.text) == told.loss.nothing
    assert counts["unmatched: points"] > 3


def test_matching_may_cost_points():
    """E02 may have M01 alone, whom E01 needs: M02 would give E01 nothing."""
    helpline = Goal(topic="SUP.helpline", priority=2, text="A helpline.")
    people = round_of(
        [mentor(1), mentor(2, expertise=())],
        [mentee(1), mentee(2, goals=(*mentee(1).goals, helpline))],
        (am.Decision(kind="veto", mentee="E02", mentor="M02"),),
    )
    proposal = am.propose(people, points_alone(am.Policy()))
    told = proposal.explain("E02")
    assert told.kind == "points"
    assert told.loss.points == proposal.mentor_of["E01"].points - proposal.scored.points[1, 0] > 0
    assert told.nearest.id == "M01"
    assert f"Matching this mentee would cost the round at least {told.loss}, with" in told.text


def test_the_decision_that_keeps_somebody_from_a_mentor_is_said_first():
    """E01 is pinned to the only mentor of E02, and vetoed for the other; nobody else decides."""
    people = [mentor(1), mentor(2)], [mentee(1), mentee(2)]
    veto = am.Decision(kind="veto", mentee="E02", mentor="M02", who="Committee", why="no time")
    pin = am.Decision(kind="pin", mentee="E01", mentor="M01", who="Committee")
    told = am.propose(round_of(*people, (veto, pin))).explain("E02")
    assert told.kind == "competition"
    (said,) = map(str, told.decisions)
    assert "with Mentor Sample 2 (M02) (vetoed by the committee: “no time”)" in said
    assert str(told.reason).startswith(f"But for {said}, Mentee Example 2 (E02) could have a mento")
    assert "can only have Mentor Sample 1" in str(told.reason)


def test_decisions_are_named_exactly_where_a_mentor_could_be_had_without_them():
    """Against enumeration, all decisions lifted: as few are named as stand in the way."""
    named, free = 0, 0
    for seed in range(400):
        match_round, policy = seeded_round(seed)
        listed = Listed(am.propose(match_round, policy))
        if listed.proposal.status != "optimal" or not listed.pins | listed.vetoes:
            continue
        lifted = listed.obeying(pins=set(), vetoes=set())
        for one in listed.proposal.unmatched:
            row = match_round.mentees.index(one)
            having = lifted & (listed.every[:, row] != NOBODY)
            told = listed.proposal.explain(one.id)
            best = lifted & (listed.key == listed.key[lifted].max()) & having
            against = sum(listed.every[best, i] != j for i, j in listed.pins)
            against = against + sum(listed.every[best, i] == j for i, j in listed.vetoes)
            assert len(told.decisions) == (np.min(against) if best.any() else 0)
            named, free = named + bool(told.decisions), free + (not told.decisions)
    assert named > 5
    assert free > 5


def test_a_quota_is_named_only_where_it_decides():
    """One quota stops E01 from every mentor; but none of them speaks French either."""
    policy = am.Policy.from_toml('[[quotas]]\nby = "stage"\nat_most = 0\n')
    silent = am.propose(round_of([mentor(1), mentor(2)], [mentee(1, languages=FRENCH)]), policy)
    told = silent.explain("E01")
    assert "within_quota" in silent.scored.broken(0, 0)
    assert [b.rule for b in told.deciding] == ["shared_language"]
    assert "quota" not in told.text
    decided = am.propose(round_of([mentor(1), mentor(2)], [mentee(1)]), policy).explain("E01")
    assert decided.kind == "quota"
    assert [b.rule for b in decided.deciding] == ["within_quota"]
