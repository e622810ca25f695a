"""Why this pair: sums, alternatives and margins are exact, and the words say the same numbers."""

from __future__ import annotations

import re

import pytest

import alliance_match as am
from alliance_match.explain import Loss, PairExplanation
from alliance_match.explain.times import common_time
from alliance_match.model.availability import WeeklyWindow
from alliance_match.model.people import Expertise, LanguageSkill, SubjectExpert

from ..rounds import mentee, mentor, round_of, seeded_round
from ..test_proposal import enumerate_best


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
    assert winter.spans[0].mentee_time == "Tue 10:00-13:00"
    assert winter.spans[0].mentor_time == "Tue 16:00-19:00"
    assert summer.spans[0].mentee_time == "Tue 09:00-13:00"
    assert summer.spans[0].mentor_time == "Tue 16:00-20:00"
    assert common_time(mentee(1, time_zone=None), north, am.Policy()) == ()


def test_a_tie_is_the_committees_choice():
    twins = [mentor(1), mentor(2, organisation="org-1")]
    told = am.propose(round_of(twins, [mentee(1)])).explain("E01")
    assert told.margin == Loss(coverage=0, points=0)
    assert "the committee's own" in told.text
    assert "is as good" in told.text


@pytest.mark.parametrize(
    ("loss", "words"),
    [
        (Loss(coverage=0, points=0), "nothing"),
        (Loss(coverage=0, points=69), "6.9 points"),
        (Loss(coverage=1, points=0), "1 matched mentee"),
        (Loss(coverage=2, points=15), "2 matched mentees and 1.5 points"),
        (Loss(coverage=1, points=-15), "1 matched mentee, though it gains 1.5 points"),
        (Loss(coverage=-1, points=15), "1.5 points, though it gains 1 matched mentee"),
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
    assert told.languages == (
        "Spanish (mentee native, mentor native)",
        "English (mentee B2, mentor B2)",
    )
