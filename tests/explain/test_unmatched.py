"""Why nobody: rules counted, competition for places, and decisions in conflict."""

from __future__ import annotations

from collections import Counter

import alliance_match as am
from alliance_match.model.people import Goal, LanguageSkill
from alliance_match.model.record import Range

from ..rounds import mentee, mentor, round_of, seeded_round
from .pair_checks import check_unmatched
from .small_rounds import Listed

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
