"""Why this pair: sums, alternatives and margins are exact, and the words say the same numbers."""

from __future__ import annotations

import re
from collections import Counter

import pytest

import alliance_match as am
from alliance_match.explain import Loss, PairExplanation
from alliance_match.explain.times import common_time
from alliance_match.model.availability import WeeklyWindow
from alliance_match.model.people import Expertise, Goal, LanguageSkill, SubjectExpert
from alliance_match.words import speech

from ..rounds import mentee, mentor, round_of, seeded_round
from ..test_proposal import enumerate_best
from .pair_checks import check_contributions
from .small_rounds import Listed


def worth(proposal):
    return len(proposal.pairs), sum(p.points for p in proposal.pairs)


def with_decision(match_round, kind, mentee_id, mentor_id):
    entry = am.Decision(kind=kind, mentee=mentee_id, mentor=mentor_id)
    entries = (*match_round.decisions.entries, entry)
    return match_round.model_copy(update={"decisions": am.Decisions(entries=entries)})


def test_scorecards_alternatives_and_margins_equal_enumeration():
    alternatives = margins = 0
    for seed in range(250):
        match_round, policy = seeded_round(seed)
        proposal = am.propose(match_round, policy)
        for pair in proposal.pairs:
            told = proposal.explain(pair.mentee.id)
            assert isinstance(told, PairExplanation)
            assert sum(c.points for c in told.contributions) == told.points == pair.points
            assert all(0 <= c.points <= c.full for c in told.contributions)
            for other in told.alternatives:
                forced = am.propose(
                    with_decision(match_round, "pin", pair.mentee.id, other.mentor.id), policy
                )
                now, then = worth(proposal), enumerate_best(forced)
                assert other.loss.points == now[1] - then[1]
                if policy.objective == "coverage_total":
                    assert other.loss.coverage == now[0] - then[0]
                alternatives += 1
            if told.margin is not None:
                barred = am.propose(
                    with_decision(match_round, "veto", pair.mentee.id, pair.mentor.id), policy
                )
                then = enumerate_best(barred)
                assert told.margin.points == worth(proposal)[1] - then[1]
                margins += 1
    assert alternatives > 60
    assert margins > 100


def test_the_alternatives_are_those_that_cost_least():
    for seed in range(60):
        proposal = am.propose(*seeded_round(seed))
        for pair in proposal.pairs:
            told = proposal.explain(pair.mentee.id)
            costs = [(o.loss.coverage, o.loss.points) for o in told.alternatives]
            assert costs == sorted(costs)
            table = proposal.regrets
            others = sorted(
                (int(table.coverage[pair.row, j]), int(table.value[pair.row, j]))
                for j in range(len(proposal.round.mentors))
                if j != pair.col and table.possible[pair.row, j]
            )
            if told.pinned is None:
                assert costs == others[:2]


def test_contributions_sum_to_the_points_of_every_pair():
    counts = Counter()
    for seed in range(150):
        check_contributions(Listed(am.propose(*seeded_round(seed))), counts)
    assert counts["scorecards"] > 200


def test_it_is_told_verdict_facts_counter_argument_then_details():
    for seed in range(100):
        proposal = am.propose(*seeded_round(seed))
        for pair in proposal.pairs:
            told = proposal.explain(pair.mentee.id)
            first = (told.verdict, *told.facts, told.counter)
            said = [speech("en").sentence(m) for m in (*first, *told.details)]
            lines = told.text.splitlines()
            assert [line.strip() for line in lines] == said
            assert [line.startswith("  ") for line in lines] == [
                k >= len(first) for k in range(len(lines))
            ]
            assert len(told.facts) <= 3


def test_the_three_facts_of_a_pair_that_is_known():
    goals = (*mentee(1).goals, Goal(topic="SUP.helpline", priority=2, text="A helpline."))
    proposal = am.propose(round_of([mentor(1)], [mentee(1, goals=goals)]))
    told = proposal.explain("E01")
    assert list(map(str, told.facts)) == [
        "Mentor Sample 1 (M01) covers 1 of the 2 goals: Fundraising events (level 3)",
        "They share English (both C1)",
        "They have 40 h a week in common in winter and 40 h in summer",
    ]
    assert str(told.counter).startswith("Weakest point: Goals served, ")


def test_what_is_not_known_is_no_fact():
    """The strongest of the other criteria take the place; neutral shares are no reasons."""
    told = am.propose(
        round_of([mentor(1, mentoring_experience=5)], [mentee(1, availability=None)])
    ).explain("E01")
    first, second, third = map(str, told.facts)
    assert first == "Mentor Sample 1 (M01) covers the mentee's goal: Fundraising events (level 3)"
    assert second == "They share English (both C1)"
    assert third.startswith("Stage and context: the mentor knows emerging associations")
    nothing = mentee(1, availability=None, goals=None, languages=None, stage=None)
    told = am.propose(round_of([mentor(1)], [nothing])).explain("E01")
    assert list(map(str, told.facts)) == ["Mentoring experience: 2 mentored before"]


def test_facts_are_the_criteria_that_are_known_and_earn_most():
    first = ["goal_coverage", "language", "availability"]
    for seed in range(150):
        proposal = am.propose(*seeded_round(seed))
        for pair in proposal.pairs:
            told = proposal.explain(pair.mentee.id)
            able = {
                "goal_coverage": any(g.covered for g in told.goals),
                "language": bool(told.languages),
                "availability": bool(told.common_time),
            }
            known = [c for c in told.contributions if c.earned and c.points]
            named = [c for c in known if able.get(c.criterion)]
            other = [c for c in known if c.criterion not in first]
            other.sort(key=lambda c: c.points, reverse=True)
            assert len(told.facts) == min(3, len(named) + len(other))
            for fact, one in zip(told.facts[len(named) :], other, strict=False):
                assert str(fact) == f"{one.label}: {one.why}"
            for fact, one in zip(told.facts, named, strict=False):
                assert_fact_agrees(fact.values, one.criterion, told)


def assert_fact_agrees(said, criterion, told):
    """What a fact says is what the details say."""
    if criterion == "language":
        assert said["languages"] == told.languages
    elif criterion == "availability":
        assert (said["winter"], said["summer"]) == tuple(t.hours for t in told.common_time)
        assert {k: said[k] for k in ("winter", "summer")} == told.contributions[3].why.values
    else:
        covered = [g for g in told.goals if g.covered]
        assert [g.values["topic"] for g in said["goals"]] == [g.topic for g in covered]
        levels = [g.values["level"].values.get("level") for g in said["goals"]]
        assert levels == [g.level for g in covered]
        assert said.get("count", len(covered)) == len(covered)
        assert said.get("all", len(told.goals)) == len(told.goals)


def test_a_pinned_pair_weighs_no_alternative():
    pin = am.Decision(kind="pin", mentee="E01", mentor="M01", who="Chair", why="they know")
    told = am.propose(round_of([mentor(1), mentor(2)], [mentee(1)], (pin,))).explain("E01")
    assert str(told.pinned) == "the committee pinned this pair (Chair): “they know”"
    assert str(told.counter).startswith("Weakest point: ")
    assert "The committee pinned this pair (Chair): “they know”." in told.text
    assert "Alternatives are not weighed, because this pair is pinned." in told.text
    assert "No other mentor" not in told.text
    assert told.safety is None


def test_every_number_of_the_text_is_a_field():
    proposal = am.propose(round_of([mentor(1), mentor(2)], [mentee(1), mentee(2)]))
    told = proposal.explain("E01")
    assert f"{told.points / 10:.1f} of 100" in told.text
    for part in told.contributions:
        assert (
            f"{part.label}: {part.points / 10:.1f} of {part.full / 10:.1f}" in told.text
            or not part.full
        )
    assert told.to_dict()["text"] == told.text
    assert told.to_dict()["points"] == told.points


def test_an_expert_is_proposed_for_what_the_mentor_does_not_serve():
    expert = SubjectExpert(
        id="X01", name="Expert Sample", expertise=(Expertise(topic="SUP.helpline", level=3),)
    )
    goals = (
        *mentee(1).goals,
        mentee(1).goals[0].model_copy(update={"topic": "SUP.helpline", "priority": 2}),
    )
    proposal = am.propose(round_of([mentor(1)], [mentee(1, goals=goals)], experts=(expert,)))
    first, second = proposal.explain("E01").goals
    assert first.covered
    assert first.expert is None
    assert not second.covered
    assert second.expert.id == "X01"


def test_unknown_answers_are_flagged_never_zero():
    unknown = mentee(1, languages=None, availability=None, goals=None, stage=None)
    proposal = am.propose(round_of([mentor(1)], [unknown]))
    told = proposal.explain("E01")
    assert len(told.flags) == 3
    assert all(c.points > 0 for c in told.contributions if c.full)
    assert "To check" in told.text
    for criterion, flag in zip(
        ("language", "availability", "goal_coverage"), told.to_check, strict=True
    ):
        (part,) = (c for c in told.contributions if c.criterion == criterion)
        assert str(flag).endswith(
            f"(until it is known, {part.points / 10:.1f} of {part.full / 10:.1f} points are "
            f"counted for “{part.label}”)"
        )


def test_what_costs_no_points_is_only_to_be_checked():
    told = am.propose(round_of([mentor(1, panel_status=None)], [mentee(1)])).explain("E01")
    assert list(map(str, told.to_check)) == ["the mentor has an unknown panel status"]


def test_the_mentor_who_is_worth_most_is_named_with_the_price():
    named = 0
    for seed in range(150):
        match_round, policy = seeded_round(seed)
        proposal = am.propose(match_round, policy)
        for pair in proposal.pairs:
            told, points = proposal.explain(pair.mentee.id), proposal.scored.points[pair.row]
            if not told.proved or told.pinned is not None:
                assert told.worth_most is None
                continue
            able = proposal.regrets.possible[pair.row]
            more = [int(p) for p, can in zip(points, able, strict=True) if can and p > pair.points]
            assert (told.worth_most is None) == (not more), seed
            if told.worth_most is None:
                continue
            assert told.worth_most.points == max(more), seed
            forced = am.propose(
                with_decision(match_round, "pin", pair.mentee.id, told.worth_most.mentor.id), policy
            )
            lost = worth(proposal)[1] - enumerate_best(forced)[1]
            assert told.worth_most.loss.points == lost, seed
            assert f"Worth most to {told.mentee}: {told.worth_most.mentor}" in told.text
            named += 1
    assert named > 10


def test_a_goal_that_is_served_in_part_only_is_said_not_to_count():
    near = (Expertise(topic="FUN.grants", level=3, evidence="grants"),)
    off = am.Policy.from_toml("[rules.top_goal_covered]\non = false")
    proposal = am.propose(round_of([mentor(1, expertise=near)], [mentee(1)]), off)
    (goal,) = proposal.explain("E01").goals
    assert goal.share > 0
    assert not goal.covered
    assert str(goal.how) == (
        "served in part only, through Grants and foundations (level 3; not enough to count as "
        "covered)"
    )


def test_common_time_is_told_on_both_clocks_and_in_both_seasons():
    """Lima keeps its clock all year, Paris does not."""
    south = mentee(
        1, time_zone="America/Lima", availability=(WeeklyWindow(day=1, start=540, end=780),)
    )
    north = mentor(
        1, time_zone="Europe/Paris", availability=(WeeklyWindow(day=1, start=960, end=1200),)
    )
    winter, summer = common_time(south, north, am.Policy())
    assert (winter.hours, summer.hours) == (3, 4)
    assert winter.spans[0].mentee.text == "Tue 10:00-13:00"
    assert winter.spans[0].mentor.text == "Tue 16:00-19:00"
    assert summer.spans[0].mentee.text == "Tue 09:00-13:00"
    assert summer.spans[0].mentor.text == "Tue 16:00-20:00"
    assert common_time(mentee(1, time_zone=None), north, am.Policy()) == ()


def test_a_tie_is_the_committees_choice():
    twins = [mentor(1), mentor(2, organisation="org-1")]
    told = am.propose(round_of(twins, [mentee(1)])).explain("E01")
    assert told.margin == Loss(coverage=0, points=0)
    assert told.text.count("The data do not decide this: the choice is yours.") == 1
    assert "is as good" in str(told.counter)
    assert "is as good" in str(told.safety)


def test_under_total_a_tie_is_a_tie_however_many_are_matched():
    """M01 for E01 alone, or for E02 while E01 has M02: 100 points either way."""
    events, strategy = "FUN.events", "GOV.strategy"
    mentors = [
        mentor(1, expertise=(Expertise(topic=events, level=3), Expertise(topic=strategy, level=1))),
        mentor(2, expertise=(Expertise(topic=events, level=1),)),
    ]
    people = round_of(mentors, [mentee(1), mentee(2, goals=(Goal(topic=strategy),))])
    weights = {name: {"weight": 0} for name in am.Policy().weights}
    goals = {"weight": 1, "level_shares": (50, 85, 100)}
    policy = {"objective": "total", "criteria": weights | {"goal_coverage": goals}}
    proposal = am.propose(
        with_decision(people, "veto", "E02", "M02"), am.Policy.model_validate(policy)
    )
    assert sum(pair.points for pair in proposal.pairs) == 1000
    for pair in proposal.pairs:
        told = proposal.explain(pair.mentee.id)
        assert told.margin == Loss(coverage=0, points=0)
        assert "as good" in str(told.safety)


@pytest.mark.parametrize(
    ("loss", "words"),
    [
        (Loss(coverage=0, points=0), "nothing"),
        (Loss(coverage=0, points=69), "6.9 points"),
        (Loss(coverage=1, points=0), "1 matched mentee"),
        (Loss(coverage=2, points=15), "2 matched mentees and 1.5 points"),
        (Loss(coverage=1, points=-15), "1 matched mentee, though it gains 1.5 points"),
        (Loss(coverage=-1, points=15), "1.5 points, though it gains 1 matched mentee"),
        (Loss(coverage=-1, points=0), "nothing, and gains 1 matched mentee"),
    ],
)
def test_losses_in_words(loss, words):
    assert str(loss) == words


def test_an_explanation_shows_in_a_notebook_without_markup_of_others():
    evil = mentor(1, name="<script>alert(1)</script>")
    shown = am.propose(round_of([evil], [mentee(1)])).explain("E01")._repr_html_()
    assert "<script>" not in shown
    assert re.search("&lt;script&gt;", shown)


def test_languages_are_told_best_first():
    both = (LanguageSkill(language="en", level="B2"), LanguageSkill(language="es", level="native"))
    told = am.propose(round_of([mentor(1, languages=both)], [mentee(1, languages=both)])).explain(
        "E01"
    )
    assert list(map(str, told.languages)) == ["Spanish (both native)", "English (both B2)"]
