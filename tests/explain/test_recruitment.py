"""Whom to recruit: what is claimed is what happens, and nothing searched would bring more."""

from __future__ import annotations

import random
from collections import Counter

import pytest

import alliance_match as am
from alliance_match.errors import ProblemError
from alliance_match.explain import recruitment
from alliance_match.model.availability import WeeklyWindow
from alliance_match.model.people import Expertise, Goal, LanguageSkill
from alliance_match.model.record import Range

from ..rounds import mentee, mentor, organisation, round_of, seeded_round
from .question_checks import check_recruitment
from .small_rounds import Listed


def varied_round(seed):
    """Small rounds in which language, hours and topics all matter."""
    match_round, policy = seeded_round(seed)
    rng = random.Random(seed)
    mentees = tuple(
        m.model_copy(
            update={
                "availability": (
                    WeeklyWindow(
                        day=0, start=60 * (start := rng.choice([8, 17])), end=60 * (start + 4)
                    ),
                    WeeklyWindow(day=2, start=1080, end=1260),
                )
            }
        )
        for m in match_round.mentees
    )
    return match_round.model_copy(update={"mentees": mentees}), policy


def with_newcomer(match_round, topics, language, zone, hours, places=1):
    """Add a mentor by hand, as the answer says that it was assumed."""
    newcomer = am.Mentor(
        id="N1",
        name="A Newcomer",
        organisation="org-999",
        languages=(LanguageSkill(language=language, level="C1"),),
        time_zone=zone,
        availability=tuple(
            WeeklyWindow(day=d, start=60 * hours[0], end=60 * hours[1]) for d in range(5)
        ),
        expertise=tuple(Expertise(topic=t, level=3) for t in topics),
        capacity=Range.exactly(places),
        panel_status="approved",
    )
    home = organisation(999).model_copy(update={"country": None})
    return am.MatchRound(
        mentors=(*match_round.mentors, newcomer),
        mentees=match_round.mentees,
        organisations=(*match_round.organisations, home),
        decisions=match_round.decisions,
    )


def profile_of(told):
    return told.topics, told.language, told.zone, (told.start, told.end)


def brought(proposal, policy, *profile, places=1):
    after = am.propose(with_newcomer(proposal.round, *profile, places=places), policy)
    counts = policy.objective == "coverage_total"
    matches = after.assignment.coverage - proposal.assignment.coverage if counts else 0
    return (matches, after.assignment.value - proposal.assignment.value), after


def proved(seeds):
    for seed in seeds:
        match_round, policy = varied_round(seed)
        proposal = am.propose(match_round, policy)
        if proposal.status == "optimal":
            yield seed, policy, proposal


def test_no_profile_brings_more_than_the_first():
    counts = Counter()
    for _, _, proposal in proved(range(60)):
        check_recruitment(Listed(proposal), counts)
    assert counts["profiles"] > 20
    assert counts["nobody to recruit"] > 0


@pytest.mark.parametrize("places", [1, 2])
def test_what_is_claimed_happens(places):
    asked = moved = 0
    for seed, policy, proposal in proved(range(100, 130)):
        told = recruitment(proposal, most=3, places=places)
        for one in told.profiles:
            gain, after = brought(proposal, policy, *profile_of(one), places=places)
            assert (one.matches, one.points) == gain, seed
            now = {p.mentee.id: p.mentor.id for p in proposal.pairs}
            for move in one.moves:
                assert now.get(move.mentee.id) == (move.before and move.before.id)
                now[move.mentee.id] = move.after and move.after.id
            now |= {who.id: "N1" for who in one.gets}
            points = after.scored.points
            mentors = [m.id for m in after.round.mentors]
            rows = [m.id for m in after.round.mentees]
            total = sum(int(points[rows.index(e), mentors.index(m)]) for e, m in now.items() if m)
            assert total == after.assignment.value, seed
            assert 0 < len(one.gets) <= places
            moved += len(one.moves)
            asked += 1
        assert len({one.gets for one in told.profiles}) == len(told.profiles)
    assert asked > 25
    assert moved > 2


def test_the_others_would_gain_indeed():
    asked = 0
    for seed, policy, proposal in proved(range(200, 220)):
        for one in recruitment(proposal, most=2).profiles:
            gaining = {}
            joined = with_newcomer(proposal.round, *profile_of(one))
            for who in proposal.round.mentees:
                pin = am.Decision(kind="pin", mentee=who.id, mentor="N1", who="A.")
                entries = (*proposal.round.decisions.entries, pin)
                decided = joined.model_copy(update={"decisions": am.Decisions(entries=entries)})
                scored = am.propose(joined, policy).scored
                row, col = (
                    [m.id for m in people].index(own)
                    for people, own in ((joined.mentees, who.id), (joined.mentors, "N1"))
                )
                if not scored.eligible[row, col]:
                    continue
                after = am.propose(decided, policy)
                if after.status != "optimal":
                    continue
                counts = policy.objective == "coverage_total"
                matches = after.assignment.coverage - proposal.assignment.coverage if counts else 0
                if (matches, after.assignment.value - proposal.assignment.value) > (0, 0):
                    gaining[who.id] = matches, after.assignment.value - proposal.assignment.value
            others = {o.mentee.id: (o.matches, o.points) for o in one.others}
            assert {*(p.id for p in one.gets), *others} == set(gaining), seed
            assert others.items() <= gaining.items(), seed
            assert list(others.values()) == sorted(others.values(), reverse=True)
            asked += 1
    assert asked > 10


def test_the_words():
    spanish = (LanguageSkill(language="es", level="C1"),)
    people = round_of([mentor(1)], [mentee(1), mentee(2, languages=spanish)])
    told = recruitment(am.propose(people))
    (first,) = told.profiles[:1]
    assert (first.matches, first.language) == (1, "es")
    assert "who speaks Spanish" in told.text
    assert "Mentee Example 2 (E02) would get the new mentor." in told.text
    assert "free on weekdays from 9:00 to 17:00 in the time zone of London" in told.text
    assert "(9:00 to 17:00 or 18:00 to 20:00, local time)" in told.text
    assert "Searched: up to 3 of 67 topics and areas" in told.text


def test_the_hours_are_told_by_the_clock_of_the_mentee_too():
    """In Fiji it is eleven hours later than in Madrid in winter, and ten in summer."""
    spanish = (LanguageSkill(language="es", level="C1"),)
    nights = tuple(WeeklyWindow(day=day, start=1140, end=1440) for day in range(7))
    far = mentee(2, languages=spanish, time_zone="Pacific/Fiji", availability=nights)
    proposal = am.propose(round_of([mentor(1)], [mentee(1), far]))
    (first, *_) = recruitment(proposal, zones=("Europe/Madrid",), hours=((9, 17),)).profiles
    assert [who.id for who in first.gets] == ["E02"]
    assert (
        "Monday's hours are Mon 20:00-04:00 by the clock of Mentee Example 2 (E02) in winter, "
        "and Mon 19:00-03:00 in summer."
    ) in first.text
    (near, *_) = recruitment(proposal, zones=("Pacific/Fiji",), hours=((19, 23),)).profiles
    assert near.clocks == ()


def test_several_profiles_are_said_to_be_alternatives():
    french, spanish = ((LanguageSkill(language=tag, level="C1"),) for tag in ("fr", "es"))
    people = round_of([mentor(1)], [mentee(1, languages=french), mentee(2, languages=spanish)])
    told = recruitment(am.propose(people))
    assert len(told.profiles) == 2
    assert "They are alternatives, each worked out as if alone:" in told.text


def test_nobody_is_needed_where_nobody_waits_for_better():
    told = recruitment(am.propose(round_of([mentor(1)], [])))
    assert told.profiles == ()
    assert "would bring anything" in told.text


def test_an_unproved_proposal_is_refused():
    pins = tuple(am.Decision(kind="pin", mentee=e, mentor="M01", who="A.") for e in ("E01", "E02"))
    proposal = am.propose(round_of([mentor(1)], [mentee(1), mentee(2)], pins))
    assert proposal.status == "infeasible"
    with pytest.raises(ProblemError, match="infeasible"):
        recruitment(proposal)


def test_a_topic_that_is_there_for_others_is_said_to_be():
    """M01 goes to E01; of E02 and E03, who want other things, one would get the new mentor."""
    grants = (Goal(topic="FUN.grants", text="Grants."),)
    strategy = (Goal(topic="GOV.strategy", text="A plan."),)
    people = round_of([mentor(1)], [mentee(1), mentee(2, goals=grants), mentee(3, goals=strategy)])
    told = recruitment(am.propose(people), topics=("FUN.grants", "GOV.strategy"), most=2)
    (first, *_) = told.profiles
    (who,) = first.gets
    wanted = {"E02": "FUN.grants", "E03": "GOV.strategy"}.get(who.id)
    label = people.vocabulary.label
    assert first.topics == ("FUN.grants", "GOV.strategy")
    assert first.for_others == tuple(label(t) for t in first.topics if t != wanted)
    said = f"{first.for_others[0]} is among the topics for other mentees, who could get this ment"
    assert said in told.text
    alone = recruitment(am.propose(people), topics=(str(wanted),), most=1)
    assert "among the topics" not in alone.text


def test_what_the_mentor_would_bring_to_others_is_one_sentence():
    people = round_of([mentor(1)], [mentee(1), mentee(2), mentee(3)])
    told = recruitment(am.propose(people))
    assert "Given to another mentee instead, this mentor would bring: 1 more match" in told.text
    assert "each of the languages (1) and time zones (2) of the round" in told.text
