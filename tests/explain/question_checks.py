"""What an answer could change at worst, and what a new mentor would bring, against the list."""

from __future__ import annotations

from itertools import combinations, product
from types import SimpleNamespace

import numpy as np

import alliance_match as am
from alliance_match.assignment import AssignmentProblem
from alliance_match.explain import Loss, recruitment
from alliance_match.explain.stakes import Stakes
from alliance_match.model.answers import asked_of, everybody
from alliance_match.model.availability import WeeklyWindow
from alliance_match.model.decisions import Decisions
from alliance_match.model.people import Expertise, LanguageSkill
from alliance_match.model.record import Range
from alliance_match.scoring.score import score
from alliance_match.scoring.unknowns import Unknowns

from ..holed_rounds import rebuilt
from ..rounds import organisation
from .small_rounds import MANY, NOBODY, Listed, less

__all__ = ["check_recruitment", "check_stakes"]


# --- answers --------------------------------------------------------------------------------------


def check_stakes(match_round, policy, counts):
    """What each open question could change, in a round without decisions and minimum loads."""
    policy = policy.model_copy(update={"places": policy.places.model_copy(update={"min_load": 0})})
    free = rebuilt(match_round, decisions=Decisions())
    proposal = am.propose(free, policy)
    stakes, unknowns = Stakes(proposal), Unknowns(proposal.scored)
    for role, person in everybody(free):
        for asked in asked_of(free, role):
            if asked.known(free, person) is False and unknowns.bears(role, asked.name):
                reach = unknowns.reach([(role, person)], asked.name)
                stake, worst = stakes.of_answer(reach), worst_case(proposal, reach)
                assert stake.effect == Loss(coverage=worst[0], points=worst[1])
                assert stake.can_change == (stake.falls > 0 or worst != (0, 0))
                counts["answers that can change it"] += stake.can_change
                counts["answers that cannot"] += not stake.can_change


def worst_case(proposal, reach):
    """List all proposals where the proposed pairs have their least, and all others their most."""
    chosen = proposal.assignment.choice(proposal.problem.n_rows)
    eligible, points = proposal.scored.eligible.copy(), proposal.scored.points.copy()
    for k, (i, j) in enumerate(zip(reach.row.tolist(), reach.col.tolist(), strict=True)):
        own = chosen[i] == j
        points[i, j] = reach.low[k] if own else reach.high[k]
        eligible[i, j] = (eligible[i, j] or reach.may_rise[k]) and not (own and reach.may_fall[k])
    problem = AssignmentProblem.from_dense(
        points, eligible=eligible, capacity=proposal.problem.capacity
    )
    scored = SimpleNamespace(points=points)
    listed = Listed(SimpleNamespace(problem=problem, scored=scored, policy=proposal.policy))
    left = [j if j != NOBODY and eligible[i, j] else NOBODY for i, j in enumerate(chosen.tolist())]
    return less(listed.best(), listed.split(int(listed.key[listed.place(left)])))


# --- new mentors ----------------------------------------------------------------------------------

TOPICS, LANGUAGES = ("FUN.events", "GOV.strategy", "FUN"), ("en", "fr")
ZONES, HOURS = ("Europe/London", "Asia/Tokyo"), ((9, 17), (18, 20))


def check_recruitment(listed, counts):
    """The first profile brings what is claimed, and no profile that was searched brings more."""
    told = recruitment(
        listed.proposal, most=1, most_topics=2, topics=TOPICS, languages=LANGUAGES, zones=ZONES
    )
    gains, best = brought(listed), listed.best()
    most = max(gains.values())
    if not told.profiles:
        assert most <= 0
        counts["nobody to recruit"] += 1
        return
    (first,) = told.profiles
    found = gains[first.topics, first.language, first.zone, (first.start, first.end)]
    assert found == most > 0
    assert (first.matches, first.points) == less(listed.split(listed_key(best) + most), best)
    counts["profiles"] += 1


def listed_key(worth):
    return worth[0] * MANY + worth[1]


def brought(listed):
    """What a new mentor of each profile brings: one mentee leaves the round for the new mentor."""
    sets = [some for size in range(3) for some in combinations(sorted(TOPICS), size)]
    profiles = list(product(sets, LANGUAGES, ZONES, HOURS))
    people = listed.proposal.round
    home = organisation(999).model_copy(update={"country": None})
    alone = am.MatchRound(
        mentors=tuple(newcomer(k, *profile) for k, profile in enumerate(profiles)),
        mentees=people.mentees,
        experts=people.experts,
        organisations=(*people.organisations, home),
    )
    scored = score(alone, listed.proposal.policy)
    gain, now = np.full(len(profiles), -MANY), listed_key(listed.best())
    for i in range(len(people.mentees)):
        left = listed.best(listed.having(i, NOBODY))
        if left is not None:
            own = listed_key(left) + MANY * listed.counts + scored.points[i]
            gain = np.where(scored.eligible[i], np.maximum(gain, own - now), gain)
    return dict(zip(profiles, gain.tolist(), strict=True))


def newcomer(number, topics, language, zone, hours):
    """Make a mentor as the answer says that one was assumed to be."""
    start, end = (60 * hour for hour in hours)
    return am.Mentor(
        id=f"N{number:04d}",  # a round keeps people in the order of their ids
        name=f"A Newcomer {number}",
        organisation="org-999",
        languages=(LanguageSkill(language=language, level="C1"),),
        time_zone=zone,
        availability=tuple(WeeklyWindow(day=day, start=start, end=end) for day in range(5)),
        expertise=tuple(Expertise(topic=topic, level=3) for topic in topics),
        capacity=Range.exactly(1),
        panel_status="approved",
    )
