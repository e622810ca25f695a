"""The fewest changes against enumeration of everything that waivers and places could do."""

from __future__ import annotations

import random
from collections import Counter

import pytest

import alliance_match as am
from alliance_match.explain import cheapest_change
from alliance_match.explain.changeable import Changeable
from alliance_match.model.availability import WeeklyWindow
from alliance_match.model.people import Expertise, LanguageSkill
from alliance_match.model.record import Range
from alliance_match.scoring.criteria import CRITERIA
from alliance_match.scoring.shares import FULL

from ..rounds import mentee, mentor, round_of, seeded_round
from .change_checks import check_changes, needs
from .small_rounds import Listed


def strict(policy):
    """What is unknown fails."""
    rules = {name: {**rule, "unknown": "fail"} for name, rule in policy.rules.model_dump().items()}
    return am.Policy.model_validate(policy.model_dump() | {"rules": rules})


def test_the_fewest_changes_equal_enumeration():
    counts = Counter()
    for seed in range(250):
        match_round, policy = seeded_round(seed)
        proposal = am.propose(match_round, strict(policy) if seed % 2 else policy)
        if proposal.status == "optimal":
            check_changes(Listed(proposal), counts)
    assert counts["cheapest changes"] > 25
    assert counts["mentees beyond help"] > 0
    assert counts["changes made"] > 6
    assert counts["change: answer"] > 3


def test_a_waiver_for_somebody_else_can_be_the_cheapest():
    """E02 needs M01, whom E01 has; M02 would serve E01 better, but is not approved yet."""
    french, english = (LanguageSkill(language=tag, level="C2") for tag in ("fr", "en"))
    once = Expertise(topic="FUN.events", level=1, evidence="once")
    people = round_of(
        [
            mentor(1, languages=(french, english), expertise=(once,), mentoring_experience=0),
            mentor(2, languages=(english,), panel_status="applied"),
        ],
        [
            mentee(1, languages=(english,)),
            mentee(2, languages=(LanguageSkill(language="fr", level="B2"),)),
        ],
    )
    proposal = am.propose(people)
    assert [one.id for one in proposal.unmatched] == ["E02"]
    told = cheapest_change(proposal, "E02")
    (change,) = told.changes
    assert told.elsewhere
    assert (change.mentee.id, change.mentor.id) == ("E01", "M02")
    assert change.rule in told.text
    assert "The waiver is for somebody else, who then makes room." in told.text
    assert "Mentee Example 1 (E01) moves from Mentor Sample 1 (M01) to" in told.text


def test_an_answered_question_can_be_the_cheapest():
    people = round_of([mentor(1)], [mentee(1, languages=None)])
    proposal = am.propose(people, strict(am.Policy()))
    assert [one.id for one in proposal.unmatched] == ["E01"]
    told = cheapest_change(proposal, "E01")
    (change,) = told.changes
    assert change.kind == "answer"
    assert told.text == (
        "The least that would get Mentee Example 1 (E01) a mentor is 1 change: ask which languages "
        "Mentee Example 1 (E01) speaks: a favourable answer lets Mentee Example 1 (E01) have "
        "Mentor Sample 1 (M01). The round would gain 1 matched mentee and 83.5 points. Points are "
        "counted as things are known now, before any answer.\n"
        "  Mentee Example 1 (E01) gets Mentor Sample 1 (M01): 0.0 points before, 83.5 after, "
        "83.5 gained.\n"
        "  Sum: 0.0 points before, 83.5 after, 83.5 gained."
    )
    answered = round_of([mentor(1)], [mentee(1)])
    assert not am.propose(answered, strict(am.Policy())).unmatched


def test_a_question_about_somebody_else_can_be_the_cheapest():
    """E02 needs M01, whom E01 has; M02 would serve E01, but nobody knows when M02 is free."""
    french, english = (LanguageSkill(language=tag, level="C2") for tag in ("fr", "en"))
    people = round_of(
        [mentor(1, languages=(french, english)), mentor(2, availability=None)],
        [mentee(1), mentee(2, languages=(LanguageSkill(language="fr", level="B2"),))],
    )
    proposal = am.propose(people, strict(am.Policy()))
    assert [one.id for one in proposal.unmatched] == ["E02"]
    told = cheapest_change(proposal, "E02")
    assert told.elsewhere
    assert "The question is about somebody else, who then makes room." in told.text
    assert "ask when Mentor Sample 2 (M02) is free" in told.text


def test_an_answer_can_lift_a_pair_over_the_least_points():
    people = round_of([mentor(1, mentoring_experience=None)], [mentee(1)])
    points = int(am.propose(people).pairs[0].points)
    policy = am.Policy.from_toml(f"min_points = {(points + 5) / 10}")
    proposal = am.propose(people, policy)
    assert proposal.unmatched
    told = cheapest_change(proposal, "E01")
    assert "ask how often Mentor Sample 1 (M01) has mentored before" in told.text
    answered = round_of([mentor(1, mentoring_experience=3)], [mentee(1)])
    assert not am.propose(answered, policy).unmatched


def test_answers_count_up_to_the_very_point():
    """The bound is set to what some answers would make of some pair, and one point more."""
    asked = 0
    for seed in range(60):
        rng = random.Random(seed)
        match_round, policy = seeded_round(seed)
        scored = am.propose(match_round, policy).scored
        i, j = (rng.randrange(n) for n in scored.points.shape)
        shares = [(policy.weights[c.name], c.shares(scored.facts)) for c in CRITERIA]
        chosen = [rng.random() < 0.6 for _ in shares]
        raised = sum(
            w * int((s.high if c else s.value)[i, j])
            for (w, s), c in zip(shares, chosen, strict=True)
        )
        reached = (2 * raised + FULL) // (2 * FULL)
        for least in {reached, reached + 1} - {1001}:
            bounded = am.Policy.model_validate(policy.model_dump() | {"min_points": least / 10})
            proposal = am.propose(match_round, bounded)
            changeable, expected = Changeable(proposal), needs(proposal)
            assert changeable.possible[i, j] == expected.possible[i, j], seed
            if expected.possible[i, j]:
                found = changeable.waived[i, j], changeable.answered[i, j]
                assert found == (expected.waived[i, j], expected.asked[i, j]), seed
                asked += expected.asked[i, j] > 0
    assert asked > 15


def test_a_minimum_load_that_a_change_brings_about_is_kept():
    """M01 has nobody eligible now, and would have to get two."""
    french = (LanguageSkill(language="fr", level="C2"),)
    people = round_of(
        [mentor(1, capacity=Range.exactly(2), languages=french)], [mentee(1), mentee(2)]
    )
    policy = am.Policy.from_toml("places.min_load = 2")
    told = cheapest_change(am.propose(people, policy), "E01")
    assert [(c.kind, c.mentee.id) for c in told.changes] == [("waiver", "E01"), ("waiver", "E02")]
    assert "With fewer mentees, Mentor Sample 1 (M01) would be under the policy's" in told.text
    assert "makes room" not in told.text
    waivers = [
        am.Decision(kind="waive", mentee=one, mentor="M01", rule="shared_language")
        for one in ("E01", "E02")
    ]
    alone = am.propose(decided(people, waivers[:1]), policy)
    both = am.propose(decided(people, waivers), policy)
    assert (alone.status, len(both.pairs)) == ("infeasible", 2)
    veto = am.Decision(kind="veto", mentee="E02", mentor="M01")
    assert not cheapest_change(am.propose(decided(people, [veto]), policy), "E01").possible


def decided(people, entries):
    return people.model_copy(update={"decisions": am.Decisions(entries=tuple(entries))})


def test_who_has_a_mentor_needs_no_change():
    told = cheapest_change(am.propose(round_of([mentor(1)], [mentee(1)])), "E01")
    assert told.changes == ()
    assert told.text == "Mentee Example 1 (E01) has a mentor already."


@pytest.mark.parametrize(
    ("other", "warned"),
    [
        (
            {"languages": (LanguageSkill(language="fr", level="C1"),)},
            "would have no language in common at the level that the policy asks for.",
        ),
        (
            {"availability": (WeeklyWindow(day=6, start=0, end=60),)},
            "would not have the common time that the policy asks for.",
        ),
        ({"panel_status": "applied"}, None),
    ],
)
def test_who_could_hardly_talk_or_meet_is_warned_of(other, warned):
    told = cheapest_change(am.propose(round_of([mentor(1, **other)], [mentee(1)])), "E01")
    (change,) = told.changes
    mind = "Mind that Mentee Example 1 (E01) and Mentor Sample 1 (M01) "
    assert (change.warning is None) == (warned is None)
    assert (mind in told.text) == (warned is not None)
    assert warned is None or f"{mind}{warned}" in told.text


def test_how_many_others_move_is_said_with_the_price():
    french, english = (LanguageSkill(language=tag, level="C2") for tag in ("fr", "en"))
    people = round_of(
        [mentor(1, languages=(french, english)), mentor(2, panel_status="applied")],
        [mentee(1), mentee(2, languages=(LanguageSkill(language="fr", level="B2"),))],
    )
    told = cheapest_change(am.propose(people), "E02")
    assert told.movers == 1
    assert "is 1 change, and 1 other mentee moves: waive" in told.text
    assert f"The round would gain 1 matched mentee and {told.points / 10:.1f} points." in told.text
    assert told.text.splitlines()[-1].startswith("  Sum: ")
