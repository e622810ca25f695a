"""What "unknown" means: an answer moves points only within their interval, and no sure verdict."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_rounds import COUNTRIES

from alliance_match.model.decisions import Decisions
from alliance_match.model.people import LEVELS, STAGES, Organisation, Rank
from alliance_match.model.policy import Policy
from alliance_match.model.round import MatchRound
from alliance_match.scoring.rules import BROKEN, PASSED, RULES, UNKNOWN
from alliance_match.scoring.score import score

from ..strategies import (
    AVAILABILITY,
    EXPERTISE,
    GOALS,
    SKILLS,
    STATUSES,
    STEPS,
    ZONES,
    as_expertise,
    as_goals,
    policies,
    random_policy,
    random_round,
    rounds,
)
from .one_pair import MENTEE, MENTOR, one_pair, only, points


def answer(draw: st.DrawFn, record: Any, **answers: st.SearchStrategy[Any]) -> Any:
    """Answer what a record leaves open, every open question or some."""
    open_ = [name for name in answers if getattr(record, name) is None]
    return record.model_copy(
        update={name: draw(answers[name]) for name in open_ if draw(st.booleans())}
    )


def stated(draw: st.DrawFn, skills: Any) -> Any:
    """State some of the levels that were not stated."""
    if skills is None:
        return None
    return tuple(answer(draw, skill, level=st.sampled_from(LEVELS)) for skill in skills)


@st.composite
def answered(draw: st.DrawFn, before: MatchRound) -> MatchRound:
    """The round after people answered some questions that they had left open."""
    topics = sorted({*before.vocabulary._area_of})

    def person(one: Any, **own: st.SearchStrategy[Any]) -> Any:
        languages = st.lists(SKILLS, max_size=3).map(tuple)
        one = answer(
            draw,
            one,
            languages=languages,
            time_zone=st.sampled_from(ZONES),
            availability=AVAILABILITY,
            **own,
        )
        ranks = {r.scale: r for r in one.ranks}
        if "grade" not in ranks and draw(st.booleans()):
            ranks["grade"] = Rank(scale="grade", step=draw(st.sampled_from(STEPS)))
        return one.model_copy(
            update={
                "languages": stated(draw, one.languages),
                "ranks": tuple(ranks.values()),
            }
        )

    def expert(one: Any) -> Any:
        one = answer(draw, one, expertise=EXPERTISE.map(lambda said: as_expertise(said, topics)))
        if one.expertise is None:
            return one
        items = tuple(answer(draw, item, level=st.integers(1, 3)) for item in one.expertise)
        return one.model_copy(update={"expertise": items})

    def mentor(one: Any) -> Any:
        return expert(
            person(
                one,
                stages=st.lists(st.sampled_from(STAGES), max_size=2).map(tuple),
                mentoring_experience=st.integers(0, 5),
                panel_status=st.sampled_from(STATUSES),
            )
        )

    def mentee(one: Any) -> Any:
        asked = GOALS.map(lambda said: as_goals(said, topics))
        one = person(one, goals=asked, stage=st.sampled_from(STAGES))
        if one.goals is None:
            return one
        named = tuple(answer(draw, g, topic=st.sampled_from(topics)) for g in one.goals)
        return one.model_copy(update={"goals": named})

    standing = {
        "country": st.sampled_from(COUNTRIES),
        "membership": st.sampled_from(["full", "none"]),
    }
    return before.model_copy(
        update={
            "mentors": tuple(map(mentor, before.mentors)),
            "mentees": tuple(map(mentee, before.mentees)),
            "experts": tuple(map(expert, before.experts)),
            "organisations": tuple(answer(draw, o, **standing) for o in before.organisations),
        }
    )


def passing_unknowns(policy: Policy) -> Policy:
    rules = {
        rule.name: getattr(policy.rules, rule.name).model_copy(update={"unknown": "pass"})
        for rule in RULES
    }
    return policy.model_copy(update={"rules": policy.rules.model_copy(update=rules)})


@given(rounds(), policies(), st.data())
def test_answers_keep_points_within_their_interval_and_sure_verdicts(match_round, policy, data):
    before = match_round.model_copy(update={"decisions": Decisions()})
    after, policy = data.draw(answered(before)), passing_unknowns(policy)
    old, new = score(before, policy), score(after, policy)
    assert (old.low <= new.low).all()
    assert (old.low <= new.points).all()
    assert (new.points <= old.high).all()
    assert (new.high <= old.high).all()
    for name, verdict in old.verdicts.items():
        sure = verdict == BROKEN
        if name != "top_goal_covered":  # which passes on a likely level, 2 where none is stated
            sure |= verdict == PASSED
        assert (new.verdicts[name][sure] == verdict[sure]).all(), name


@pytest.mark.parametrize("seed", range(20))
def test_where_all_is_known_points_are_exact(seed):
    match_round = random_round(seed, 6, 8, missing=0.0)
    scored = score(match_round, passing_unknowns(random_policy(seed)))
    assert (scored.high - scored.low <= 1).all()  # the interval is rounded outwards
    assert not any((verdict == UNKNOWN).any() for verdict in scored.verdicts.values())


def test_nothing_known_could_be_anything():
    blank = dict.fromkeys(("organisation", "email", "languages", "time_zone", "availability"))
    mentee = blank | {"goals": None, "stage": None}
    mentor = blank | {"expertise": None, "stages": None, "mentoring_experience": None}
    mentor["panel_status"] = None
    scored = one_pair(mentee, mentor)
    # 100 points of preference are known: nobody asked for anybody.
    assert points(scored) == (530, 50, 950)
    assert set(scored.unknown(0, 0)) == {
        "mentor_on_panel",
        "mentor_is_member",
        "mentee_is_member",
        "different_organisation",
        "shared_language",
        "weekly_overlap",
        "top_goal_covered",
    }
    assert scored.eligible[0, 0]


def test_a_mentor_whose_own_country_is_unknown_may_come_from_the_mentees_region():
    policy = only("stage_and_context")
    before = one_pair(mentor={"organisation": "blank", "regions": ("Asia",)}, policy=policy)
    # Were the mentor's organisation to answer "Peru", as the mentee's did:
    after = one_pair(mentor={"organisation": "south", "regions": ("Asia",)}, policy=policy)
    assert before.low[0, 0] <= after.points[0, 0] <= before.high[0, 0]


def test_a_language_named_twice_once_without_a_level():
    before = {"languages": [{"language": "en"}, {"language": "en", "level": "A1"}]}
    after = {"languages": [{"language": "en", "level": "C1"}, {"language": "en", "level": "A1"}]}
    old, new = (one_pair(change, policy=only("language")) for change in (before, after))
    assert new.points[0, 0] <= old.high[0, 0]


def test_the_base_pair_is_what_the_tests_take_it_for():
    assert MENTOR.organisation != MENTEE.organisation
    assert Organisation(id="x", name="X", country="ZZ").region is None
    assert set(one_pair().verdicts) == {rule.name for rule in RULES}
    assert one_pair().eligible.all()
