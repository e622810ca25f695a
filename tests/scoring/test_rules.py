"""Each hard rule alone: trivial, violated, satisfied; unknown; off; and waived."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_match.model.decisions import Decision, Decisions
from alliance_match.model.groups import Group
from alliance_match.model.people import Rank, SubjectExpert
from alliance_match.model.policy import Policy
from alliance_match.model.settings import Rules
from alliance_match.scoring.rules import BROKEN, PASSED, RULES, UNKNOWN, WAIVED
from alliance_match.scoring.score import score
from alliance_match.words.templates import labels

from ..strategies import policies, rounds
from .one_pair import knows, one_pair, speaks, verdicts, wants, window

NAMES = [rule.name for rule in RULES]
GRADES: dict[str, Any] = {"grade": {"steps": ["low", "middle", "high"], "min_ahead": 1}}


def grade(step: str) -> dict[str, object]:
    return {"ranks": (Rank(scale="grade", step=step),)}


@dataclass(frozen=True)
class Case:
    """Answers under which one rule, and no other, gives a certain verdict."""

    rule: str
    mentee: dict[str, Any] = field(default_factory=dict)
    mentor: dict[str, Any] = field(default_factory=dict)
    setting: dict[str, Any] = field(default_factory=dict)
    scales: dict[str, Any] = field(default_factory=dict)
    experts: tuple[SubjectExpert, ...] = ()

    def judge(self, decisions: Decisions | None = None, **setting: object) -> dict[str, int]:
        policy = Policy.model_validate(
            {"rules": {self.rule: self.setting | setting}, "scales": self.scales}
        )
        scored = one_pair(self.mentee, self.mentor, policy, self.experts, decisions)
        found = verdicts(scored)
        assert scored.eligible[0, 0] == (BROKEN not in found.values())
        return found


def case(rule: str, mentee: Any = None, mentor: Any = None, **more: Any) -> Case:
    return Case(rule, mentee or {}, mentor or {}, **more)


def expert(*items: tuple[str, int | None], **answers: Any) -> tuple[SubjectExpert, ...]:
    return (SubjectExpert(id="X1", name="Cy Example", expertise=knows(*items), **answers),)


def group(topic: str) -> dict[str, Group]:
    """The mentor as a group on a topic."""
    return {"group": Group(mentor="M1", topic=topic)}


def needs_expert(**answers: Any) -> Case:
    """A pair that only this expert can make possible."""
    return case(
        "expert_free", mentor={"expertise": ()}, experts=expert(("EQT.loan-bank", 3), **answers)
    )


#: Nothing to judge, or nothing that the rule could object to.
TRIVIAL = [
    case("mentor_on_panel"),
    case("mentor_is_member"),
    case("mentee_is_member"),
    case("different_person", {"email": None, "organisation": "south"}, {"email": None}),
    case("different_organisation"),
    case("no_exclusion", {"exclusions": ()}, {"exclusions": ()}),
    case("shared_language", {"languages": speaks(en="native")}, {"languages": speaks(en="native")}),
    case(
        "shared_language",
        {"languages": speaks(en=None)},
        {"languages": speaks(en=None)},
        setting={"min_level": "A1"},
    ),
    case(
        "weekly_overlap",
        {"availability": tuple(window(day, 0, 24) for day in range(7))},
        {"availability": tuple(window(day, 0, 24) for day in range(7))},
        setting={"min_hours": 168.0},
    ),
    case("top_goal_covered"),
    case("expert_free"),
    case("expert_free", experts=expert(("EQT.loan-bank", 3), consultations=0)),
    case("group_topic"),
    case("scales"),
]

VIOLATED = [
    case("mentor_on_panel", mentor={"panel_status": "applied"}),
    case("mentor_on_panel", mentor={"panel_status": "advised_to_reapply"}),
    case("mentor_on_panel", mentor={"panel_status": "not_approved"}),
    case("mentor_on_panel", mentor={"panel_status": "withdrawn"}),
    case("mentor_is_member", mentor={"organisation": "outside"}),
    case("mentee_is_member", {"organisation": "outside"}),
    case("different_person", {"email": "One@Example.org"}, {"email": "one@example.ORG"}),
    case("different_organisation", {"organisation": "north"}),
    case("no_exclusion", {"exclusions": ("M1",)}),
    case("no_exclusion", {"exclusions": ("somebody", "north")}),
    case("no_exclusion", mentor={"exclusions": ("E1",)}),
    case("no_exclusion", mentor={"exclusions": ("south",)}),
    case("shared_language", {"languages": speaks(fr="native")}),
    case("shared_language", {"languages": ()}),
    case("shared_language", {"languages": speaks(en="B1")}),
    case("shared_language", {"languages": speaks(en="B1", es="native")}),
    case("shared_language", {"languages": speaks(en="C1")}, setting={"min_level": "C2"}),
    case("shared_language", {"languages": speaks(en=None)}, {"languages": speaks(en="B1")}),
    case("weekly_overlap", {"availability": ()}),
    case("weekly_overlap", {"availability": (window(1, 9, 12),)}),
    case("weekly_overlap", {"availability": (window(0, 11.5, 14),)}),
    case("weekly_overlap", setting={"min_hours": 2.5}),
    # One hour in winter, when Paris is an hour ahead, and none in summer.
    case(
        "weekly_overlap",
        {"time_zone": "Europe/Paris", "availability": (window(0, 10, 11),)},
        {"availability": (window(0, 9, 10),)},
    ),
    # Two half hours, but no whole one.
    case(
        "weekly_overlap",
        {"availability": (window(0, 9, 9.5), window(0, 10, 10.5))},
        setting={"min_hours": 0.5},
    ),
    # Nepal is ahead by a quarter of an hour, so half an hour becomes two quarters.
    case(
        "weekly_overlap",
        {"time_zone": "Asia/Kathmandu", "availability": (window(0, 15, 15.5),)},
        setting={"min_hours": 0.5, "meeting_minutes": 30},
    ),
    case("top_goal_covered", mentor={"expertise": ()}),
    case("top_goal_covered", mentor={"expertise": knows(("EQT.voice", 3))}),
    case("top_goal_covered", {"goals": wants(("GOV.board", 1), ("EQT.loan-bank", 2))}),
    case("top_goal_covered", {"goals": wants(("GOV.board", 2), ("EQT.loan-bank", 3))}),
    case("top_goal_covered", mentor={"expertise": knows(("EQT", 1))}),
    case(
        "top_goal_covered",
        mentor={"expertise": knows(("EQT.loan-bank", 1))},
        setting={"min_coverage": 60.1},
    ),
    case(
        "top_goal_covered",
        mentor={"expertise": ()},
        experts=expert(("EQT.loan-bank", 3)),
        setting={"experts_count": False},
    ),
    case("top_goal_covered", mentor={"expertise": ()}, experts=expert(("EQT.voice", 3))),
    case("top_goal_covered", mentor={"expertise": ()}, experts=expert(("EQT.voice", None))),
    case("group_topic", mentor=group("EQT.voice")),
    case("group_topic", {"goals": wants(("EQT", 1))}, group("EQT.loan-bank")),
    needs_expert(consultations=0),
    needs_expert(languages=speaks(ja="native")),
    needs_expert(languages=speaks(en="A1")),
    needs_expert(availability=(), time_zone="UTC"),
    needs_expert(email="Bo@example.org"),
    needs_expert(exclusions=("E1",)),
    case("scales", grade("low"), grade("low"), scales=GRADES),
    case("scales", grade("high"), grade("low"), scales=GRADES),
    case(
        "scales",
        grade("low"),
        grade("high"),
        scales={"grade": GRADES["grade"] | {"max_ahead": 1}},
    ),
    # One scale is broken, of another nothing is known: broken it is.
    case(
        "scales",
        grade("low"),
        grade("low"),
        scales={"age": {"steps": ["a", "b"], "max_ahead": 0}, **GRADES},
    ),
    case(
        "scales",
        grade("low"),
        grade("low"),
        scales={**GRADES, "years": {"steps": ["a", "b"], "max_ahead": 0}},
    ),
]

SATISFIED = [
    case("mentor_on_panel", mentor={"panel_status": "approved"}),
    case("mentor_is_member", mentor={"organisation": "north"}),
    case("mentee_is_member", {"organisation": "south"}),
    case("different_person", {"name": "Ada Example"}),
    case("different_person", {"id": "1"}, {"id": "1"}),
    case("different_person", {"name": "Bo Éxample", "email": "b@example.org"}),
    case("different_organisation", {"organisation": "south"}, {"organisation": "north"}),
    case("no_exclusion", {"exclusions": ("M2", "south")}, {"exclusions": ("E2", "north")}),
    case("shared_language", {"languages": speaks(en="B2")}, {"languages": speaks(en="B2")}),
    case(
        "shared_language", {"languages": speaks(en="A1", fr="C1")}, {"languages": speaks(fr="B2")}
    ),
    case("shared_language", {"languages": speaks(en="C2", fr=None)}),
    case("weekly_overlap", {"availability": (window(0, 11, 14),)}),
    case("weekly_overlap", setting={"min_hours": 2.0}),
    case("weekly_overlap", setting={"min_hours": 2.0, "meeting_minutes": 120}),
    # From Sunday evening into Monday: the week is a circle.
    case(
        "weekly_overlap",
        {"availability": (window(6, 23.5, 24), window(0, 0, 0.5))},
        {"availability": (window(6, 20, 24), window(0, 0, 4))},
    ),
    # 21:00 to 23:00 on Sunday in Lima is 02:00 to 04:00 on Monday.
    case(
        "weekly_overlap",
        {"time_zone": "America/Lima", "availability": (window(6, 21, 23),)},
        {"availability": (window(0, 3, 4),)},
    ),
    case("top_goal_covered", mentor={"expertise": knows(("EQT.loan-bank", 1))}),
    case("top_goal_covered", mentor={"expertise": knows(("EQT", 2))}),
    case("top_goal_covered", {"goals": wants(("EQT", 1))}),
    case("top_goal_covered", mentor={"expertise": knows(("EQT.loan-bank", None))}),
    case("top_goal_covered", {"goals": wants(("GOV.board", 1), ("EQT.loan-bank", 1))}),
    case("top_goal_covered", {"goals": wants((None, 1), ("EQT.loan-bank", 1))}),
    case("top_goal_covered", mentor={"expertise": ()}, experts=expert(("EQT.loan-bank", 1))),
    case("top_goal_covered", mentor={"expertise": None}, experts=expert(("EQT.loan-bank", 1))),
    case("group_topic", mentor=group("EQT.loan-bank")),
    case("group_topic", mentor=group("EQT")),
    case("group_topic", {"goals": wants((None, 1), ("EQT.loan-bank", 1))}, group("EQT.loan-bank")),
    needs_expert(),
    needs_expert(consultations={"low": 1, "high": 3}, languages=speaks(en="native")),
    needs_expert(languages=speaks(en=None)),
    case("scales", grade("low"), grade("middle"), scales=GRADES),
    case("scales", grade("low"), grade("high"), scales=GRADES),
    case("scales", grade("low"), scales={"grade": {"steps": ["low"]}}),
]

UNKNOWNS = [
    case("mentor_on_panel", mentor={"panel_status": None}),
    case("mentor_is_member", mentor={"organisation": "blank"}),
    case("mentee_is_member", {"organisation": "blank"}),
    case("shared_language", {"languages": None}),
    case("shared_language", mentor={"languages": None}),
    case("shared_language", {"languages": speaks(en=None)}),
    case(
        "shared_language", {"languages": speaks(en="A1", fr=None)}, {"languages": speaks(fr="B2")}
    ),
    case("weekly_overlap", {"availability": None}),
    case("weekly_overlap", mentor={"time_zone": None}),
    case("top_goal_covered", {"goals": None}),
    case("top_goal_covered", {"goals": ()}),
    case("top_goal_covered", {"goals": wants((None, 1), ("EQT.loan-bank", 2))}),
    case("top_goal_covered", mentor={"expertise": None}),
    case(
        "top_goal_covered",
        mentor={"expertise": knows(("EQT.loan-bank", None))},
        setting={"min_coverage": 90.0},
    ),
    case("top_goal_covered", mentor={"expertise": None}, experts=expert(("EQT.voice", 3))),
    # A subject expert who might serve it, were the level or the expertise known.
    case(
        "top_goal_covered",
        mentor={"expertise": ()},
        experts=expert(("EQT.loan-bank", None)),
        setting={"min_coverage": 90.0},
    ),
    case(
        "top_goal_covered",
        mentor={"expertise": ()},
        experts=(SubjectExpert(id="X1", name="Cy Example"),),
    ),
    case("group_topic", {"goals": wants(("EQT.loan-bank", 2), (None, 3))}, group("EQT.voice")),
    case("scales", grade("low"), scales=GRADES),
    case("scales", mentor=grade("low"), scales=GRADES),
    case("scales", grade("no such step"), grade("low"), scales=GRADES),
]


def named(one: Case) -> str:
    return one.rule


def others_pass(found: dict[str, int], rule: str) -> bool:
    return {v for name, v in found.items() if name != rule} == {PASSED}


def test_every_rule_has_its_label_among_the_words():
    assert {r.name: r.label for r in RULES} == {n: t.one for n, t in labels.RULES.items()}


def test_every_rule_of_the_policy_is_judged_and_tested():
    assert list(Rules.model_fields) == NAMES
    of_pairs = {*NAMES} - {"within_quota"}  # which ties pairs together: tests/test_quotas.py
    for cases in (TRIVIAL, VIOLATED, SATISFIED):
        assert {one.rule for one in cases} == of_pairs
    never_unknown = {"different_person", "no_exclusion"}
    # A person without an organisation also has no membership; see below. What is not known of an
    # expert counts as the rules on languages and time say.
    never_unknown |= {"different_organisation", "expert_free"}
    assert {one.rule for one in UNKNOWNS} == of_pairs - never_unknown


@pytest.mark.parametrize("one", [*TRIVIAL, *SATISFIED], ids=named)
def test_passes(one):
    for unknown in ("pass", "fail"):
        found = one.judge(unknown=unknown)
        assert found[one.rule] == PASSED
        assert others_pass(found, one.rule)


@pytest.mark.parametrize("one", VIOLATED, ids=named)
def test_violated(one):
    for unknown in ("pass", "fail"):
        found = one.judge(unknown=unknown)
        assert found[one.rule] == BROKEN
        assert others_pass(found, one.rule)


@pytest.mark.parametrize("one", UNKNOWNS, ids=named)
def test_unknown_passes_with_a_flag_or_fails(one):
    assert one.judge()[one.rule] == UNKNOWN
    assert one.judge(unknown="pass")[one.rule] == UNKNOWN
    assert one.judge(unknown="fail")[one.rule] == BROKEN
    assert others_pass(one.judge(), one.rule)


@pytest.mark.parametrize("one", [*VIOLATED, *UNKNOWNS], ids=named)
def test_a_rule_that_is_off_passes_everything(one):
    assert set(one.judge(on=False, unknown="fail").values()) == {PASSED}


@pytest.mark.parametrize("one", [*VIOLATED, *UNKNOWNS], ids=named)
def test_a_waiver_lifts_this_rule_alone(one):
    pair = {"mentee": one.mentee.get("id", "E1"), "mentor": one.mentor.get("id", "M1")}
    for rule in NAMES:
        decision = Decision(kind="waive", rule=rule, who="chair", why="tried", **pair)
        found = one.judge(Decisions(entries=(decision,)), unknown="fail")
        if (one.rule, rule) == ("expert_free", "top_goal_covered"):  # no expert is needed then
            assert found[one.rule] == PASSED
        else:
            assert found[one.rule] == (WAIVED if rule == one.rule else BROKEN)
        assert others_pass(found, one.rule)


@pytest.mark.parametrize("role", ["mentee", "mentor"])
def test_without_an_organisation_membership_and_difference_are_unknown(role):
    found = verdicts(one_pair(**{role: {"organisation": None}}))
    assert found[f"{role}_is_member"] == UNKNOWN
    assert found["different_organisation"] == UNKNOWN
    assert list(found.values()).count(PASSED) == len(NAMES) - 2


def test_one_name_in_one_organisation_is_one_person():
    ada = {"name": "Ada Éxample", "organisation": "north"}
    found = verdicts(one_pair(ada, {"name": "ADA  example"}))
    assert found["different_person"] == BROKEN
    assert found["different_organisation"] == BROKEN
    nowhere = {"name": "Ada Example", "organisation": None}
    assert verdicts(one_pair(nowhere, nowhere))["different_person"] == PASSED


def test_only_waivers_change_verdicts():
    entries = tuple(Decision(kind=k, mentee="E1", mentor="M1") for k in ("pin", "veto", "recuse"))
    scored = one_pair({"exclusions": ("M1",)}, decisions=Decisions(entries=entries))
    assert scored.broken(0, 0) == ("no_exclusion",)


def test_a_waiver_of_a_rule_that_holds_leaves_no_trace():
    waiver = Decision(kind="waive", mentee="E1", mentor="M1", rule="no_exclusion")
    assert set(verdicts(one_pair(decisions=Decisions(entries=(waiver,)))).values()) == {PASSED}


@given(rounds(), policies(), st.data())
def test_a_waiver_changes_one_rule_for_one_pair(match_round, policy, data):
    if not match_round.mentees or not match_round.mentors:
        return
    row = data.draw(st.integers(0, len(match_round.mentees) - 1))
    col = data.draw(st.integers(0, len(match_round.mentors) - 1))
    rule = data.draw(st.sampled_from(NAMES))
    people = {"mentee": match_round.mentees[row].id, "mentor": match_round.mentors[col].id}
    waiver = Decision(kind="waive", rule=rule, **people)
    entries = (*match_round.decisions.entries, waiver)
    waived = match_round.model_copy(update={"decisions": Decisions(entries=entries)})
    before, after = score(match_round, policy), score(waived, policy)
    for name in NAMES:
        expected = before.verdicts[name].copy()
        if name == rule and expected[row, col] in (BROKEN, UNKNOWN):
            expected[row, col] = WAIVED
        assert (after.verdicts[name] == expected).all()
    assert (after.points == before.points).all()


@pytest.mark.parametrize(("least", "eligible"), [(0.0, True), (77.5, True), (77.6, False)])
def test_too_few_points_make_a_pair_ineligible(least, eligible):
    scored = one_pair(policy={"min_points": least})
    # Goals in full, B2, stage but not region, 2 of 4 hours, no wishes, two mentees before.
    assert scored.contributions[:, 0, 0].tolist() == [400, 105, 100, 60, 50, 60, 0, 0, 0]
    assert scored.points[0, 0] == 775
    assert scored.eligible[0, 0] == eligible
    assert scored.too_few_points[0, 0] != eligible
    assert scored.broken(0, 0) == ()


def test_two_empty_addresses_are_not_one_person():
    scored = one_pair({"email": ""}, {"email": ""})
    assert verdicts(scored)["different_person"] == PASSED
