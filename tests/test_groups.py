"""Groups: several mentees of one goal with one mentor, who take one place together."""

from __future__ import annotations

import pytest

import alliance_match as am
from alliance_match.errors import PolicyError
from alliance_match.model.decisions import Decision
from alliance_match.model.groups import with_groups
from alliance_match.model.history import PastPair
from alliance_match.model.people import Expertise, Goal
from alliance_match.model.policy import Policy
from alliance_match.model.record import Range
from alliance_match.proposal import propose
from alliance_match.scoring.score import score

from .rounds import mentee, mentor, round_of

SKILLS = (Expertise(topic="FUN.events", level=3), Expertise(topic="FUN.grants", level=2))
GROUP = "M00+FUN.events"


def people(*decisions: Decision, goals: int = 4):
    """One mentor with two places; so many mentees with the goal of the group, and one without."""
    wanted = [mentee(k) for k in range(goals)]
    other = mentee(9, goals=(Goal(topic="FUN.grants", text="Win a grant."),))
    lead = mentor(0, expertise=SKILLS, capacity=Range.exactly(2))
    return round_of([lead], [*wanted, other], decisions)


def policy(**changes: object) -> Policy:
    return Policy(groups=[{"mentor": "M00", "topic": "FUN.events", "size": 3} | changes])


def test_a_group_takes_one_place_and_several_mentees():
    without, proposal = propose(people(), Policy()), propose(people(), policy())
    assert len(without.pairs) == 2
    assert proposal.status == "optimal"
    held = {pair.mentee.id: pair.mentor.id for pair in proposal.pairs}
    assert sum(mentor == GROUP for mentor in held.values()) == 3
    assert sum(mentor == "M00" for mentor in held.values()) == 1
    assert held.get("E09", "M00") == "M00"
    assert "Mentor Sample 0 · Fundraising events" in str(proposal)


def test_whoever_has_another_goal_is_told_so():
    told = propose(people(), policy()).why_not("E09", GROUP)
    assert told.verdict == "ineligible"
    assert "the group works on" in str(told)
    assert "not among the mentee's goals" in str(told)


def test_a_group_on_an_area_takes_every_topic_of_it():
    proposal = propose(people(), policy(topic="FUN", size=5))
    assert {pair.mentor.id for pair in proposal.pairs} >= {"M00+FUN"}
    assert len(proposal.pairs) == 5


def test_an_unknown_goal_passes_with_a_flag():
    unknown = mentee(8, goals=(Goal(topic=None, text="Something else."),))
    lead = mentor(0, expertise=SKILLS)
    scored = score(with_groups(round_of([lead], [unknown]), policy().groups), policy())
    assert scored.unknown(0, 1) == ("top_goal_covered", "group_topic")


def test_a_group_that_too_few_can_join_names_the_conflict_and_the_remedy():
    proposal = propose(people(goals=1), policy())
    assert proposal.status == "infeasible"
    assert "must get at least 2 mentees, of 1 who may have this mentor" in str(proposal)
    assert "lower the group's least" in str(proposal).lower()


def test_an_exclusion_and_a_wish_for_the_leader_hold_for_the_group():
    lead = mentor(0, expertise=SKILLS)
    away, keen = mentee(1, exclusions=("M00",)), mentee(2, preferences=("M00",))
    scored = score(with_groups(round_of([lead], [away, keen]), policy().groups), policy())
    assert not scored.eligible[0].any()
    assert scored.contributions[:, 1, 0].tolist() == scored.contributions[:, 1, 1].tolist()


def test_an_earlier_pair_with_the_leader_counts_with_the_group():
    past = (PastPair(mentee="E01", mentor="M00", rounds_ago=1),)
    lead = mentor(0, expertise=SKILLS)
    held = round_of([lead], [mentee(1)], history=past)
    rules = policy().model_dump() | {"criteria": {"continuity": {"weight": 100}}}
    scored = score(with_groups(held, policy().groups), Policy(**rules))
    assert scored.points[0, 0] == scored.points[0, 1]


def test_forming_groups_twice_changes_nothing():
    once = with_groups(people(), policy().groups)
    assert with_groups(once, policy().groups) is once
    assert with_groups(once, ()) == people()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"mentor": "M0"}, "there is no mentor 'M0' in this round. Did you mean 'M00'"),
        ({"topic": "FUN.evnts"}, "there is no topic 'FUN.evnts'.*'FUN.events'"),
    ],
)
def test_a_group_of_nobody_is_refused(changes, words):
    with pytest.raises(PolicyError, match=words):
        propose(people(), policy(**changes))


def test_the_same_group_twice_is_refused():
    one = {"mentor": "M00", "topic": "FUN.events"}
    with pytest.raises(PolicyError, match="there are two of it"):
        propose(people(), Policy(groups=[one, one]))


def test_a_decision_on_a_group_that_is_gone_is_refused():
    formed = with_groups(people(), policy().groups)
    pin = Decision(kind="pin", mentee="E00", mentor=GROUP, who="C.")
    decided = formed.model_copy(
        update={"decisions": formed.decisions.model_copy(update={"entries": (pin,)})}
    )
    assert propose(decided, policy()).mentor_of["E00"].mentor.id == GROUP
    with pytest.raises(PolicyError, match="keep the group, or withdraw the decision"):
        propose(decided, Policy())


def test_the_policy_writes_and_reads_its_groups_and_quotas():
    given = Policy(
        groups=[{"mentor": "M00", "topic": "FUN.events"}],
        quotas=[
            {"by": "region", "at_most": 3},
            {"by": "stage", "group": "emerging", "at_least": 1},
        ],
        co_mentors={"to": "open_goals"},
    )
    assert Policy.from_toml(given.to_toml()) == given


def test_a_group_saves_verifies_and_is_redacted(tmp_path):
    proposal = propose(people(), policy())
    folder = proposal.save(tmp_path / "a")
    assert am.verify(folder)
    assert am.load_proposal(folder).pairs == proposal.pairs
    from alliance_match.report import redact

    assert redact(folder, tmp_path / "b")
    assert am.verify(tmp_path / "b")
    bare = (tmp_path / "b" / "bundle.json").read_text("utf-8")
    assert "Sample" not in bare


def test_decisions_about_a_group_are_read_where_the_groups_are_given(tmp_path):
    rules = policy()
    proposal = propose(people(), rules)
    files = am.save_applications(proposal.round, tmp_path / "applications", file_format="csv")
    decisions = tmp_path / "decisions.csv"
    decisions.write_text(f"decision,mentee,mentor\npin,E00,{GROUP}\n", "utf-8")
    read = am.load_round(*files[:2], decisions=decisions, groups=rules.groups)
    assert [m.id for m in read.mentors] == ["M00", GROUP]
    assert propose(read, rules).mentor_of["E00"].mentor.id == GROUP


def test_a_leader_is_asked_once_for_all_groups():
    asked = propose(people(), policy()).questions().questions
    assert [str(q.person.id) for q in asked if q.field == "hours_per_month"] == ["M00"]
