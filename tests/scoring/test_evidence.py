"""The words behind the arrays: a reason for every verdict, and goals that agree with the points."""

from __future__ import annotations

import pytest
from hypothesis import given

from alliance_match.model.people import SubjectExpert
from alliance_match.model.policy import Policy
from alliance_match.scoring.evidence import goals, languages, reason
from alliance_match.scoring.rules import BROKEN, PASSED, UNKNOWN
from alliance_match.scoring.score import ScoredPairs, score

from ..strategies import policies, random_policy, random_round, rounds
from .one_pair import knows, one_pair, speaks, wants, window
from .test_rules import UNKNOWNS, VIOLATED, named

LOAN, VOICE, BOARD = "EQT.loan-bank", "EQT.voice", "GOV.board"


def pairs(scored: ScoredPairs) -> list[tuple[int, int]]:
    rows, cols = scored.facts.shape
    return [(i, j) for i in range(rows) for j in range(cols)]


def assert_every_verdict_has_words(scored: ScoredPairs) -> None:
    for i, j in pairs(scored):
        for rule in (*scored.broken(i, j), *scored.unknown(i, j)):
            words = str(reason(scored, rule, i, j))
            assert words.strip() == words
            assert len(words.split()) >= 4, (rule, words)
            assert "None" not in words, (rule, words)


@given(rounds(), policies())
def test_every_broken_or_unknown_verdict_has_words(match_round, policy):
    assert_every_verdict_has_words(score(match_round, policy))


@pytest.mark.parametrize("seed", range(10))
def test_every_verdict_of_a_seeded_round_has_words(seed):
    assert_every_verdict_has_words(score(random_round(seed, 8, 8), random_policy(seed)))


def judged(one, **setting):
    policy = Policy.model_validate(
        {"rules": {one.rule: one.setting | setting}, "scales": one.scales}
    )
    scored = one_pair(one.mentee, one.mentor, policy, one.experts)
    return str(reason(scored, one.rule, 0, 0))


@pytest.mark.parametrize("one", VIOLATED, ids=named)
def test_what_is_broken_is_said_plainly(one):
    # Where one scale is broken and another unknown, both are said.
    assert "not known" not in judged(one) or len(one.scales) == 2
    assert judged(one) == judged(one, unknown="fail")


#: Unknown is a level, or what a subject expert knows.
SERVED_PERHAPS = [
    one
    for one in UNKNOWNS
    if one.rule == "top_goal_covered" and one.mentor.get("expertise", None) is not None
]


@pytest.mark.parametrize("one", [one for one in UNKNOWNS if one not in SERVED_PERHAPS], ids=named)
def test_what_is_unknown_is_said_to_be_unknown(one):
    words = judged(one)
    open_ = ("not known", "unknown", "not stated", "missing or unclear")
    assert any(phrase in words for phrase in open_), words


@pytest.mark.parametrize("one", SERVED_PERHAPS, ids=named)
def test_a_goal_that_is_perhaps_served_is_not_said_to_be_unserved(one):
    assert "neither" not in judged(one)


def test_a_scale_without_a_bound_is_no_reason():
    scales = {"years": {"steps": ["a", "b"]}, "grade": {"steps": ["low", "high"], "min_ahead": 1}}
    low = {"ranks": [{"scale": "grade", "step": "low"}]}
    scored = one_pair(low, low, {"scales": scales})
    assert scored.broken(0, 0) == ("scales",)
    assert "years" not in str(reason(scored, "scales", 0, 0))


def test_experts_are_not_named_where_they_do_not_count():
    strict = {"rules": {"top_goal_covered": {"experts_count": False}}}
    scored = one_pair(mentor={"expertise": ()}, policy=strict)
    assert "expert" not in str(reason(scored, "top_goal_covered", 0, 0))


@pytest.mark.parametrize(
    ("rule", "changes", "expected"),
    [
        ("mentor_on_panel", {"mentor": {"panel_status": "withdrawn"}}, ["has withdrawn"]),
        ("mentor_on_panel", {"mentor": {"panel_status": "not_approved"}}, ["is not approved"]),
        ("mentor_is_member", {"mentor": {"organisation": "outside"}}, ["Outside Example"]),
        ("different_organisation", {"mentee": {"organisation": "north"}}, ["North Example"]),
        ("no_exclusion", {"mentee": {"exclusions": ("M1",)}}, ["the mentee asked"]),
        ("no_exclusion", {"mentor": {"exclusions": ("south",)}}, ["the mentor asked"]),
        ("shared_language", {"mentee": {"languages": speaks(fr="C2")}}, ["no language in common"]),
        ("shared_language", {"mentee": {"languages": speaks(en="B1")}}, ["B2 or better"]),
        (
            "weekly_overlap",
            {"mentee": {"availability": (window(0, 11.5, 14),)}},
            ["0 h a week in common in winter and 0 h in summer", "1 h"],
        ),
        ("weekly_overlap", {"mentee": {"time_zone": None}}, ["the mentee's time zone"]),
        ("top_goal_covered", {"mentor": {"expertise": ()}}, ["serves", "loan"]),
    ],
)
def test_reasons_name_what_matters(rule, changes, expected):
    scored = one_pair(**changes)
    assert rule in (*scored.broken(0, 0), *scored.unknown(0, 0))
    for phrase in expected:
        assert phrase in str(reason(scored, rule, 0, 0))


def assert_goals_agree(scored: ScoredPairs) -> None:
    """Shares, coverage and experts are those of the arrays, and of the rule."""
    facts, settings = scored.facts, scored.facts.policy.rules.top_goal_covered
    for i, j in pairs(scored):
        told = goals(scored, i, j)
        mentee, mentor = facts.mentees[i], facts.mentors[j]
        assert [one.goal for one in told] == list(mentee.goals or ())
        first = int((facts.goal_owner < i).sum())
        for k, one in enumerate(told, start=first):
            assert one.share == facts.goal_cover.value[k, j]
            assert one.known == (one.goal.topic is not None and mentor.expertise is not None)
            assert one.by is None or one.by in mentor.expertise
            assert (one.by is not None) == (one.known and one.share > 0)
            assert (one.topic is None) == (one.goal.topic is None)
            if one.expert is not None:
                x = [e.id for e in facts.round.experts].index(one.expert)
                sure = facts.expert_cover.value[k][facts.expert_cover.low[k] > 0]
                assert facts.expert_cover.value[k, x] == sure.max()
                assert not one.covered
        if told and settings.on and settings.unknown == "pass":
            assert_rule_agrees(scored, i, j)


def assert_rule_agrees(scored: ScoredPairs, i: int, j: int) -> None:
    settings = scored.facts.policy.rules.top_goal_covered
    verdict = scored.verdicts["top_goal_covered"][i, j]
    told = goals(scored, i, j)
    best = min(one.goal.priority for one in told)
    top = [one for one in told if one.goal.priority == best]
    helped = settings.experts_count and any(one.expert is not None for one in top)
    if any(one.covered for one in top) or helped:
        assert verdict == PASSED
    elif all(one.known for one in top):
        assert verdict in (BROKEN, UNKNOWN)
    else:
        assert verdict == UNKNOWN


@given(rounds())
def test_goals_agree_with_the_arrays(match_round):
    without = match_round.model_copy(update={"decisions": type(match_round.decisions)()})
    assert_goals_agree(score(without, Policy()))


@given(rounds(), policies())
def test_goals_agree_with_the_arrays_under_any_policy(match_round, policy):
    without = match_round.model_copy(update={"decisions": type(match_round.decisions)()})
    assert_goals_agree(score(without, policy))


def test_goals_by_hand():
    mentee = {"goals": wants((LOAN, 1), (BOARD, 2), (None, 3))}
    mentor = {"expertise": knows((VOICE, 3), (LOAN, 1), (LOAN, 2), ("EQT", 3))}
    expert = (SubjectExpert(id="X1", name="Cy Example", expertise=knows((BOARD, None))),)
    loan, board, unnamed = goals(one_pair(mentee, mentor, experts=expert), 0, 0)
    assert (loan.share, loan.known, loan.covered, loan.expert) == (8500, True, True, None)
    assert loan.by is not None
    assert (loan.by.topic, loan.by.level) == (LOAN, 2)
    assert loan.topic == loan.by_topic
    assert (board.share, board.known, board.covered, board.expert) == (0, True, False, "X1")
    assert board.by is None
    assert (unnamed.share, unnamed.known, unnamed.covered) == (5000, False, False)
    assert unnamed.topic is None
    assert unnamed.expert is None


def test_the_first_of_equal_experts_is_named():
    experts = tuple(
        SubjectExpert(id=who, name="Cy Example", expertise=knows((LOAN, level)))
        for who, level in (("X3", 3), ("X2", 3), ("X1", 1))
    )
    (loan,) = goals(one_pair(mentor={"expertise": ()}, experts=experts), 0, 0)
    assert loan.expert == "X2"


SHARES_OF_NEIGHBOURS = {
    "criteria": {
        "goal_coverage": {"weight": 1, "level_shares": [10, 50, 100], "neighbour_share": 80}
    }
}


def test_the_expertise_that_is_named_is_the_one_that_earned_the_share():
    mentor = {"expertise": knows((LOAN, 1), (VOICE, 3))}
    (loan,) = goals(one_pair(mentor=mentor, policy=SHARES_OF_NEIGHBOURS), 0, 0)
    assert loan.share == 8000  # 80 of 100 for the neighbour, against 10 for the topic itself
    assert loan.by is not None
    assert loan.by.topic == VOICE


def test_a_level_that_may_be_worth_nothing():
    policy = {"criteria": {"goal_coverage": {"weight": 1, "level_shares": [0, 80, 100]}}}
    scored = one_pair(mentor={"expertise": knows((LOAN, None))}, policy=policy)
    (loan,) = goals(scored, 0, 0)
    assert loan.covered == (scored.verdicts["top_goal_covered"][0, 0] == PASSED)


def test_languages_of_both_the_best_first():
    scored = one_pair(
        {"languages": speaks(en="B1", fr="C1", es=None, pt="C2")},
        {"languages": speaks(en="C2", fr="B2", es="native", de="C1")},
    )
    told = [(s.language, s.mentee, s.mentor) for s in languages(scored.facts, 0, 0)]
    assert told == [("fr", "C1", "B2"), ("en", "B1", "C2"), ("es", None, "native")]
    unknown = one_pair({"languages": None})
    assert languages(unknown.facts, 0, 0) == ()
